//! Finds the keys that hide and finish in the raw bytes of the keyboard.
//!
//! This comes before any parsing, so that no paste, half sequence or half
//! character can swallow the key. It keeps a few numbers between two reads and
//! allocates nothing: a key that is split over reads, wherever, is found.
//!
//! | key | bytes |
//! |---|---|
//! | F9 to F12, with any of Shift, Ctrl, Alt | `ESC [ (20\|21\|23\|24\|33\|34) (;digits)? (~ ^ $ @)` |
//! | Ctrl+X, Ctrl+Z, Ctrl+\ | one byte |
//! | Ctrl+C, Ctrl+Q | one byte; on a desk they quit and belong to the reader |
//! | Esc three times within 1.5 s | three ESC, none of which starts `ESC [` or `ESC O` |
//! | F8, with any of Shift, Ctrl, Alt: finished | `ESC [ 19 (;digits)? (~ ^ $ @)` |
//!
//! The endings: `~` of xterm, foot, tmux and the Linux console; `^ $ @` of
//! rxvt's Ctrl, Shift and both. rxvt's Alt is an ESC before the whole. 33 and 34
//! are F9 and F10 with Shift in rxvt and by the Linux console's own keymap.

use super::settings::Place;
use std::time::Duration;

/// The longest time from the first to the third Esc.
const THREE_ESCAPES: Duration = Duration::from_millis(1500);

const ESC: u8 = 0x1b;

/// A key that the guard acts on itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Take the page off the screen.
    Hide,
    /// The person is done.
    Finish,
}

/// Where in a function key's sequence the bytes have come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// In none.
    Ground,
    /// After ESC; whether it was counted as a press of Esc.
    Escape { counted: bool },
    /// After `ESC [` and so many digits of the key's number.
    Number { digits: u8, value: u8 },
    /// After the number of one of our keys and `;`, with or without a digit of the modifier.
    Modifier { key: Found, digit: bool },
}

/// The scanner; one for the whole run, whatever is on the screen.
#[derive(Clone, Debug)]
pub struct Scanner {
    place: Place,
    at: At,
    /// When the two latest Escs came, the older first.
    escapes: [Option<Duration>; 2],
}

impl Scanner {
    /// A scanner that has seen nothing yet.
    pub fn new(place: Place) -> Scanner {
        Scanner { place, at: At::Ground, escapes: [None; 2] }
    }

    /// Scans the bytes of one read, which came at `now` (`CLOCK_BOOTTIME`). Hide wins over finish, wherever they stand.
    ///
    /// A third Esc at the end of a read hides at once, although a `[` might still follow: the key's promise is worth
    /// more than the page.
    pub fn scan(&mut self, bytes: &[u8], now: Duration) -> Option<Found> {
        let mut found = None;
        for (at, &byte) in bytes.iter().enumerate() {
            match self.byte(byte, bytes.get(at + 1).copied(), now) {
                Some(Found::Hide) => found = Some(Found::Hide),
                Some(Found::Finish) => found = found.or(Some(Found::Finish)),
                None => {}
            }
        }
        found
    }

    fn byte(&mut self, byte: u8, next: Option<u8>, now: Duration) -> Option<Found> {
        let before = std::mem::replace(&mut self.at, At::Ground);
        match (before, byte) {
            (_, ESC) => return self.escape(next, now),
            (_, 0x18 | 0x1a | 0x1c) => return Some(Found::Hide),
            (_, 0x03 | 0x11) if self.place == Place::Kiosk => return Some(Found::Hide),
            (At::Escape { counted }, b'[' | b'O') => {
                if counted {
                    self.escapes = [None, self.escapes[0]];
                }
                if byte == b'[' {
                    self.at = At::Number { digits: 0, value: 0 };
                }
            }
            (At::Number { digits: digits @ 0..=1, value }, b'0'..=b'9') => {
                self.at = At::Number { digits: digits + 1, value: value * 10 + (byte - b'0') };
            }
            (At::Number { digits: 2, value }, b';') => {
                self.at = key(value).map_or(At::Ground, |key| At::Modifier { key, digit: false });
            }
            (At::Number { digits: 2, value }, b'~' | b'^' | b'$' | b'@') => return key(value),
            (At::Modifier { key, .. }, b'0'..=b'9') => self.at = At::Modifier { key, digit: true },
            (At::Modifier { key, digit: true }, b'~' | b'^' | b'$' | b'@') => return Some(key),
            _ => {}
        }
        None
    }

    fn escape(&mut self, next: Option<u8>, now: Duration) -> Option<Found> {
        let counted = !matches!(next, Some(b'[' | b'O'));
        self.at = At::Escape { counted };
        if !counted {
            return None;
        }
        let [first, second] = self.escapes;
        if first.is_some_and(|first| now.saturating_sub(first) <= THREE_ESCAPES) {
            self.escapes = [None; 2];
            return Some(Found::Hide);
        }
        self.escapes = [second, Some(now)];
        None
    }
}

/// The key of a function key's number, as VT220 counts them.
fn key(number: u8) -> Option<Found> {
    match number {
        19 => Some(Found::Finish),
        20 | 21 | 23 | 24 | 33 | 34 => Some(Found::Hide),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
