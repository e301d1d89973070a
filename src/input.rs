//! From the bytes of a terminal to keys.
//!
//! A parser of our own: it never waits for the rest of a sequence, so no half
//! key can stall what comes after it. What it does not know it drops whole.
//! Understood are the sequences of the Linux console, xterm and its kin, rxvt,
//! tmux and foot, and the mouse as SGR reports (xterm's `?1006`).

use crate::app::{Key, Mouse};

/// The most bytes of an unfinished sequence that are kept.
const PENDING: usize = 32;

/// Turns bytes into keys, keeping the start of an unfinished sequence.
#[derive(Debug, Default)]
pub struct Parser {
    pending: Vec<u8>,
}

/// What the start of the bytes is.
enum Step {
    /// A key of this many bytes.
    Key(Key, usize),
    /// Nothing known, of this many bytes.
    Skip(usize),
    /// The start of something longer.
    More,
}

impl Parser {
    /// The keys that `bytes` complete.
    pub fn keys(&mut self, bytes: &[u8]) -> Vec<Key> {
        let mut keys = Vec::new();
        self.pending.extend_from_slice(bytes);
        let mut at = 0;
        while at < self.pending.len() {
            match step(&self.pending[at..]) {
                Step::Key(key, length) => {
                    keys.push(key);
                    at += length;
                }
                Step::Skip(length) => at += length.max(1),
                Step::More => break,
            }
        }
        self.pending.drain(..at);
        // No key is so long. Its start is kept, so that its end, when it comes, is dropped with it and not typed.
        self.pending.truncate(PENDING);
        keys
    }

    /// Whether the start of a sequence is waiting for its rest. The caller expires it after 50 ms.
    pub fn is_waiting(&self) -> bool {
        !self.pending.is_empty()
    }

    /// How many bytes of an unfinished sequence are kept; 32 at most.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Gives up waiting: a lone Escape was the key itself, anything else is dropped.
    pub fn expire(&mut self) -> Option<Key> {
        let lone = self.pending == [ESC];
        self.pending.clear();
        lone.then_some(Key::Esc)
    }
}

const ESC: u8 = 0x1b;

fn step(bytes: &[u8]) -> Step {
    match bytes[0] {
        ESC => escape(bytes),
        b'\r' | b'\n' => Step::Key(Key::Enter, 1),
        b'\t' => Step::Key(Key::Tab, 1),
        0x7f | 0x08 => Step::Key(Key::Backspace, 1),
        0 => Step::Skip(1),
        byte @ 1..=0x1a => Step::Key(Key::Ctrl(char::from(byte - 1 + b'a')), 1),
        byte @ 0x1c..=0x1f => Step::Key(Key::Ctrl(char::from(byte - 0x1c + b'\\')), 1),
        byte => character(bytes, byte),
    }
}

/// One character in UTF-8; a broken one is dropped byte by byte.
fn character(bytes: &[u8], first: u8) -> Step {
    let length = match first {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Skip(1),
    };
    let present = &bytes[..length.min(bytes.len())];
    if present[1..].iter().any(|byte| byte & 0xc0 != 0x80) {
        return Step::Skip(1);
    }
    if present.len() < length {
        return Step::More;
    }
    match std::str::from_utf8(present).ok().and_then(|text| text.chars().next()) {
        Some(c) if crate::text::scrub::allowed(c) => Step::Key(Key::Char(c), length),
        _ => Step::Skip(length),
    }
}

fn escape(bytes: &[u8]) -> Step {
    match bytes.get(1) {
        None => Step::More,
        Some(b'[') => csi(bytes),
        Some(b'O') => match bytes.get(2) {
            None => Step::More,
            Some(0x00..=0x1f) => Step::Skip(2),
            Some(&last) => letter(last, false).map_or(Step::Skip(3), |key| Step::Key(key, 3)),
        },
        // Two keys that came in one read: the first is Escape itself. Nothing may swallow a control key that hides.
        Some(0x01..=0x1f) => Step::Key(Key::Esc, 1),
        // Alt with a key: not used.
        Some(_) => Step::Skip(2),
    }
}

/// `ESC [ … final`, ECMA-48 5.4.
fn csi(bytes: &[u8]) -> Step {
    if bytes.get(2) == Some(&b'[') {
        // The Linux console's F1 to F5.
        return match bytes.get(3) {
            None => Step::More,
            Some(&last @ b'A'..=b'E') => Step::Key(Key::F(last - b'A' + 1), 4),
            Some(0x00..=0x1f) => Step::Skip(3),
            Some(_) => Step::Skip(4),
        };
    }
    for (at, &byte) in bytes.iter().enumerate().skip(2) {
        match byte {
            // rxvt ends a key with Shift by a dollar sign; in a terminal's answer it is not the end.
            b'$' if at < PENDING && is_number(&bytes[2..at]) => return sequence(&bytes[2..at], byte, at + 1),
            0x20..=0x3f => {}
            0x40..=0x7e if at >= PENDING => return Step::Skip(at + 1),
            0x40..=0x7e => return sequence(&bytes[2..at], byte, at + 1),
            // Not of a sequence: what was begun is dropped, this byte is looked at anew.
            _ => return Step::Skip(at),
        }
    }
    Step::More
}

fn is_number(parameters: &[u8]) -> bool {
    !parameters.is_empty() && parameters.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';'))
}

fn sequence(parameters: &[u8], last: u8, length: usize) -> Step {
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    let key = match (text.strip_prefix('<'), last) {
        (Some(mouse), b'M' | b'm') => self::mouse(mouse, last == b'M'),
        (Some(_), _) => None,
        (None, b'~' | b'^' | b'$' | b'@') => {
            let mut numbers = text.split(';').map(str::parse::<u8>);
            let code = numbers.next().and_then(Result::ok);
            let shift = last == b'$' || shifted(numbers.next().and_then(Result::ok));
            code.and_then(|code| numbered(code, shift))
        }
        (None, b'Z') => Some(Key::BackTab),
        (None, last) => letter(last, shifted(text.split(';').nth(1).and_then(|part| part.parse().ok()))),
    };
    key.map_or(Step::Skip(length), |key| Step::Key(key, length))
}

/// Whether xterm's modifier parameter says Shift.
fn shifted(modifier: Option<u8>) -> bool {
    modifier.is_some_and(|modifier| modifier.wrapping_sub(1) & 1 == 1)
}

fn letter(last: u8, shift: bool) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        b'M' => Key::Enter,
        b'P'..=b'S' if shift => Key::ShiftF(last - b'P' + 1),
        b'P'..=b'S' => Key::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered(code: u8, shift: bool) -> Option<Key> {
    let function = |number| if shift { Key::ShiftF(number) } else { Key::F(number) };
    Some(match code {
        1 | 7 => Key::Home,
        4 | 8 => Key::End,
        3 => Key::Delete,
        5 => Key::PageUp,
        6 => Key::PageDown,
        11..=15 => function(code - 10),
        17..=21 => function(code - 11),
        23 | 24 => function(code - 12),
        // A Linux console's F13 to F18 are F1 to F6 with Shift; at F19 and F20 the guard hides.
        25 | 26 => Key::ShiftF(code - 24),
        28 | 29 => Key::ShiftF(code - 25),
        31 | 32 => Key::ShiftF(code - 26),
        _ => return None,
    })
}

/// `button ; column ; row`, counted from 1.
fn mouse(text: &str, pressed: bool) -> Option<Key> {
    let mut numbers = text.split(';').map(|part| part.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let what = match button {
        0 if pressed => Mouse::Press,
        64 => Mouse::WheelUp,
        65 => Mouse::WheelDown,
        _ => return None,
    };
    Some(Key::Mouse(what, column.checked_sub(1)?, row.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::Parser;
    use crate::app::{Key, Mouse};
    use proptest::prelude::{prop_assert, proptest};

    fn keys(bytes: &[u8]) -> Vec<Key> {
        Parser::default().keys(bytes)
    }

    #[test]
    fn keys_of_every_terminal_are_known() {
        for (bytes, key) in [
            (&b"\x1b[A"[..], Key::Up),
            (b"\x1bOA", Key::Up),
            (b"\x1b[1;5B", Key::Down),
            (b"\x1b[H", Key::Home),
            (b"\x1b[1~", Key::Home),
            (b"\x1b[7~", Key::Home),
            (b"\x1b[6~", Key::PageDown),
            (b"\x1b[3~", Key::Delete),
            (b"\x1bOP", Key::F(1)),
            (b"\x1b[11~", Key::F(1)),
            (b"\x1b[[A", Key::F(1)),
            (b"\x1b[[E", Key::F(5)),
            (b"\x1b[19~", Key::F(8)),
            (b"\x1b[20~", Key::F(9)),
            (b"\x1b[24~", Key::F(12)),
            (b"\x1b[1;2R", Key::ShiftF(3)),
            (b"\x1b[28~", Key::ShiftF(3)),
            (b"\x1b[13$", Key::ShiftF(3)),
            (b"\x1b[Z", Key::BackTab),
            (b"\x7f", Key::Backspace),
            (b"\x08", Key::Backspace),
            (b"\x18", Key::Ctrl('x')),
            (b"\x1c", Key::Ctrl('\\')),
            (b"\r", Key::Enter),
            ("ñ".as_bytes(), Key::Char('ñ')),
            ("签".as_bytes(), Key::Char('签')),
            (b"\x1b[<0;3;4M", Key::Mouse(Mouse::Press, 2, 3)),
            (b"\x1b[<65;3;4M", Key::Mouse(Mouse::WheelDown, 2, 3)),
        ] {
            assert_eq!(keys(bytes), [key], "{bytes:?}");
        }
    }

    #[test]
    fn what_is_unknown_is_dropped_whole() {
        for bytes in [
            &b"\x1b[200~"[..],
            b"\x1b[?62;4c",
            b"\x1b[<0;3;4m",
            b"\x1bb",
            b"\xff",
            b"\x00",
            b"\x1b[<;;M",
            b"\x1b[?2026;2$y",
            "\u{202e}".as_bytes(),
        ] {
            assert_eq!(keys(bytes), [], "{bytes:?}");
        }
        assert_eq!(keys(b"\x1b[12\x18"), [Key::Ctrl('x')], "a control byte ends what was begun");
    }

    #[test]
    fn a_half_sequence_waits_and_then_expires() {
        let mut parser = Parser::default();
        assert_eq!(parser.keys(b"\x1b"), []);
        assert!(parser.is_waiting());
        assert_eq!(parser.expire(), Some(Key::Esc));
        assert_eq!(parser.keys(b"\x1b["), []);
        assert_eq!(parser.keys(b"A"), [Key::Up]);
        assert_eq!(parser.keys(b"\x1b[20"), []);
        assert_eq!(parser.expire(), None);
        assert_eq!(parser.keys(b"a"), [Key::Char('a')]);
        assert_eq!(parser.keys(&"é".as_bytes()[..1]), []);
        assert_eq!(parser.keys(&"é".as_bytes()[1..]), [Key::Char('é')]);
    }

    #[test]
    fn three_escapes_in_one_read_are_three() {
        let mut parser = Parser::default();
        let mut seen = parser.keys(b"\x1b\x1b\x1b");
        seen.extend(parser.expire());
        assert_eq!(seen, [Key::Esc; 3]);
    }

    #[test]
    fn a_flood_does_not_grow() {
        let mut parser = Parser::default();
        for _ in 0..1000 {
            parser.keys(b"\x1b[1111111111111111111111111111111111111111");
            assert!(parser.pending() <= 32);
        }
    }

    #[test]
    fn the_end_of_an_endless_sequence_is_not_typed() {
        let long = format!("\x1b[{}A", "1".repeat(60));
        for split in 0..=long.len() {
            let mut parser = Parser::default();
            let mut seen = parser.keys(&long.as_bytes()[..split]);
            assert!(parser.pending() <= 32);
            seen.extend(parser.keys(&long.as_bytes()[split..]));
            seen.extend(parser.keys(b"b"));
            assert_eq!(seen, [Key::Char('b')], "split at {split}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_leave_the_next_key_alone(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..60)) {
            let mut parser = Parser::default();
            parser.keys(&bytes);
            parser.expire();
            prop_assert!(parser.keys(b"\x1b[20~") == [Key::F(9)]);
        }
    }
}
