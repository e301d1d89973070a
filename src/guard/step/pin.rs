//! The staff PIN as it is typed, and the waits after wrong ones.

use std::time::Duration;
use zeroize::{Zeroize, Zeroizing};

/// One byte more than the longest PIN: 32 characters of four bytes.
const ROOM: usize = 129;
/// Wrong PINs, counted from one, from which on the wait is long.
const MANY: u32 = 10;
/// The long wait.
const LONG: Duration = Duration::from_secs(30 * 60);

/// A buffer that never moves, so that it can be locked in memory, and never grows, so that it leaves no copy.
pub struct Pin {
    bytes: Box<Zeroizing<[u8; ROOM]>>,
    length: usize,
}

impl Default for Pin {
    fn default() -> Pin {
        Pin { bytes: Box::new(Zeroizing::new([0; ROOM])), length: 0 }
    }
}

impl Pin {
    /// Adds a character. What is beyond the room only keeps it full, and so too long.
    pub fn push(&mut self, c: char) {
        let mut utf8 = [0; 4];
        for &byte in c.encode_utf8(&mut utf8).as_bytes() {
            if let Some(place) = self.bytes.get_mut(self.length) {
                *place = byte;
                self.length += 1;
            }
        }
        utf8.zeroize();
    }

    /// Takes the last character away.
    pub fn pop(&mut self) {
        while let Some(last) = self.length.checked_sub(1) {
            self.length = last;
            let byte = std::mem::take(&mut self.bytes[last]);
            if byte & 0xc0 != 0x80 {
                break;
            }
        }
    }

    /// Forgets it.
    pub fn clear(&mut self) {
        self.bytes.zeroize();
        self.length = 0;
    }

    /// What was typed, in UTF-8.
    pub fn typed(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// The whole buffer.
    pub fn memory(&self) -> &[u8] {
        &self.bytes[..]
    }
}

/// How long the PIN is not asked for.
#[derive(Debug, Default)]
pub struct Waits {
    wrong: u32,
    until: Duration,
}

impl Waits {
    /// One more wrong PIN: 1, 2, 4 … 60 s, and half an hour from the tenth on.
    pub fn wrong(&mut self, now: Duration) {
        self.wrong = self.wrong.saturating_add(1);
        let seconds = 1u64 << (self.wrong - 1).min(6);
        let wait = if self.wrong >= MANY { LONG } else { Duration::from_secs(seconds.min(60)) };
        self.until = now + wait;
    }

    /// Whether `now` is too soon for the next.
    pub fn is_waiting(&self, now: Duration) -> bool {
        now < self.until
    }
}
