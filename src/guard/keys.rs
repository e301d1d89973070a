//! The few keys that the guard's own screens know.
//!
//! A parser of its own, because what is typed here may be a PIN: it keeps one
//! unfinished key, nothing typed, and allocates nothing. What it does not know
//! it drops whole. The reader has another (`input`), with every key.

use crate::text::scrub;

/// A key of the guard's own screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Enter.
    Enter,
    /// Backspace.
    Backspace,
    /// Escape.
    Esc,
    /// A character.
    Char(char),
}

/// What has come of an unfinished key.
#[derive(Clone, Copy, Debug, Default)]
enum At {
    #[default]
    Ground,
    Escape,
    /// After `ESC [`: the number so far; no other parameter matters here.
    Csi(u8),
    /// After `ESC O`: one byte ends it.
    Application,
    /// After `ESC [ [`, a function key of the Linux console: one byte ends it.
    Function,
    /// In a UTF-8 character: its bits so far, and how many bytes are missing.
    Character(u32, u8),
}

/// Turns bytes into keys, keeping the start of an unfinished one.
#[derive(Debug, Default)]
pub struct Keys {
    at: At,
}

impl Keys {
    /// Takes one byte and hands on the keys that it completes, at most two: an Esc, and the key after it.
    pub fn take(&mut self, byte: u8, mut press: impl FnMut(Key)) {
        match (std::mem::take(&mut self.at), byte) {
            (At::Escape, b'[') => self.at = At::Csi(0),
            (At::Escape, b'O') => self.at = At::Application,
            // Two keys that came together: the first is Escape itself.
            (At::Escape, 0..=0x1f | 0x7f) => {
                press(Key::Esc);
                self.begin(byte, press);
            }
            // Alt with a key, and the console's function keys: not used.
            (At::Escape, _) | (At::Function, 0x20..=0x7e) => {}
            (At::Csi(0), b'[') => self.at = At::Function,
            (At::Csi(number), b'0'..=b'9') => {
                self.at = At::Csi(number.saturating_mul(10).saturating_add(byte - b'0'));
            }
            (At::Csi(number), 0x20..=0x3f) => self.at = At::Csi(number),
            (At::Csi(5), b'~') => press(Key::PageUp),
            (At::Csi(6), b'~') => press(Key::PageDown),
            (At::Csi(_), 0x40..=0x7e) | (At::Application, 0x20..=0x7e) => arrow(byte).into_iter().for_each(press),
            (At::Character(bits, missing), 0x80..=0xbf) => {
                let bits = bits << 6 | u32::from(byte & 0x3f);
                match missing {
                    1 => char::from_u32(bits).filter(|&c| scrub::allowed(c)).map(Key::Char).into_iter().for_each(press),
                    _ => self.at = At::Character(bits, missing - 1),
                }
            }
            // The byte is not of what was begun: that is dropped, and the byte looked at anew.
            (_, byte) => self.begin(byte, press),
        }
    }

    fn begin(&mut self, byte: u8, mut press: impl FnMut(Key)) {
        match byte {
            0x1b => self.at = At::Escape,
            b'\r' | b'\n' => press(Key::Enter),
            0x7f | 0x08 => press(Key::Backspace),
            0x20..=0x7e => press(Key::Char(char::from(byte))),
            0xc2..=0xdf => self.at = At::Character(u32::from(byte & 0x1f), 1),
            0xe0..=0xef => self.at = At::Character(u32::from(byte & 0x0f), 2),
            0xf0..=0xf4 => self.at = At::Character(u32::from(byte & 0x07), 3),
            _ => {}
        }
    }

    /// Whether the start of a key is waiting for its rest. The caller expires it after 50 ms.
    pub fn is_waiting(&self) -> bool {
        !matches!(self.at, At::Ground)
    }

    /// Gives up waiting: a lone Escape was the key itself, anything else is dropped.
    pub fn expire(&mut self) -> Option<Key> {
        matches!(std::mem::take(&mut self.at), At::Escape).then_some(Key::Esc)
    }
}

fn arrow(last: u8) -> Option<Key> {
    match last {
        b'A' => Some(Key::Up),
        b'B' => Some(Key::Down),
        _ => None,
    }
}
