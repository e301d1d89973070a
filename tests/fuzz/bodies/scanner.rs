//! `guard::scan` against an obvious twin that keeps every byte, and against itself with other splits.

use super::Data;
use std::time::Duration;
use waypost::guard::scan::{Found, Scanner};
use waypost::guard::settings::Place;

/// How long after the read before, in milliseconds.
const APART: [u64; 8] = [0, 1, 50, 500, 749, 750, 751, 1501];

/// First byte: the place. Then reads: a byte of length (low five bits) and time (high three), and their bytes.
pub fn scanner(data: &[u8]) {
    let mut data = Data(data);
    let place = data.one(&[Place::Kiosk, Place::Desk]);
    let mut reads: Vec<(&[u8], Duration)> = Vec::new();
    let mut now = Duration::from_secs(1000);
    while !data.is_empty() {
        let head = data.byte();
        now += Duration::from_millis(APART[usize::from(head >> 5)]);
        reads.push((data.bytes(usize::from(head & 31)), now));
    }

    // Read by read, the twin says the same.
    let mut scanner = Scanner::new(place);
    let mut twin = Twin::new(place);
    for (bytes, now) in &reads {
        let found = scanner.scan(bytes, *now);
        assert_eq!(found, twin.scan(bytes, *now), "{bytes:?} of {reads:?}");
    }

    // Whatever came before, each key is found, whole or byte by byte.
    for (key, found) in KEYS {
        let mut whole = scanner.clone();
        let is = whole.scan(key, now);
        // An Esc of rxvt's Alt can be the third.
        assert!(is == Some(found) || is == Some(Found::Hide), "{key:?} after {reads:?}: {is:?}");
        let mut split = scanner.clone();
        let all: Vec<Found> = key.iter().filter_map(|byte| split.scan(&[*byte], now)).collect();
        assert!(all.contains(&found) || all.contains(&Found::Hide), "{key:?}, split, after {reads:?}: {all:?}");
    }

    // At one moment, splits change nothing, but that an Esc at the end of a read counts at once.
    let all: Vec<u8> = reads.iter().flat_map(|(bytes, _)| bytes.iter().copied()).collect();
    let whole = Scanner::new(place).scan(&all, now);
    let mut split = Scanner::new(place);
    let found = strongest(reads.iter().map(|(bytes, _)| split.scan(bytes, now)));
    let may_be_early = reads.iter().any(|(bytes, _)| bytes.last() == Some(&0x1b));
    assert!(found == whole || may_be_early && found == Some(Found::Hide), "{reads:?}: {found:?}, whole {whole:?}");
}

const KEYS: [(&[u8], Found); 10] = [
    (b"\x1b[20~", Found::Hide),
    (b"\x1b[21;5~", Found::Hide),
    (b"\x1b[23^", Found::Hide),
    (b"\x1b[34~", Found::Hide),
    (b"\x1b\x1b[24@", Found::Hide),
    (b"\x18", Found::Hide),
    (b"\x1a", Found::Hide),
    (b"\x1c", Found::Hide),
    (b"\x1b\x1b\x1b", Found::Hide),
    (b"\x1b[19~", Found::Finish),
];

fn strongest(found: impl Iterator<Item = Option<Found>>) -> Option<Found> {
    found.flatten().reduce(|one, other| if one == Found::Hide { one } else { other })
}

/// Keeps all bytes and all presses of Esc for ever.
struct Twin {
    place: Place,
    bytes: Vec<u8>,
    /// Each press of Esc since the last that hid: where its byte is, and when it came.
    presses: Vec<(usize, Duration)>,
}

impl Twin {
    fn new(place: Place) -> Twin {
        Twin { place, bytes: Vec::new(), presses: Vec::new() }
    }

    fn scan(&mut self, read: &[u8], now: Duration) -> Option<Found> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(read);
        strongest((start..self.bytes.len()).map(|end| {
            let function = ends_a_key(&self.bytes[..=end]);
            strongest([self.control(end), self.three_escapes(end, now), function].into_iter())
        }))
    }

    fn control(&self, at: usize) -> Option<Found> {
        let hides: &[u8] = match self.place {
            Place::Kiosk => &[0x18, 0x1a, 0x1c, 0x03, 0x11],
            Place::Desk => &[0x18, 0x1a, 0x1c],
        };
        hides.contains(&self.bytes[at]).then_some(Found::Hide)
    }

    fn three_escapes(&mut self, at: usize, now: Duration) -> Option<Found> {
        let begins = |byte: Option<&u8>| matches!(byte, Some(b'[' | b'O'));
        if begins(self.bytes.get(at)) {
            // The Esc before it was none, although its read ended with it.
            self.presses.retain(|(place, _)| place + 1 != at);
        }
        if self.bytes[at] != 0x1b || begins(self.bytes.get(at + 1)) {
            return None;
        }
        self.presses.push((at, now));
        let third_last = self.presses.len().checked_sub(3).map(|place| self.presses[place].1)?;
        if now - third_last > Duration::from_millis(1500) {
            return None;
        }
        self.presses.clear();
        Some(Found::Hide)
    }
}

/// Whether `bytes` end with F8 to F12, in any spelling.
fn ends_a_key(bytes: &[u8]) -> Option<Found> {
    let rest = [b"~", b"^", b"$", b"@"].into_iter().find_map(|ending| bytes.strip_suffix(ending))?;
    let digits = rest.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    // With a modifier or without.
    let modified = (digits > 0).then(|| rest[..rest.len() - digits].strip_suffix(b";")).flatten();
    let is = |number: &[u8]| {
        let key = [b"\x1b[", number].concat();
        rest.ends_with(&key) || modified.is_some_and(|rest| rest.ends_with(&key))
    };
    if [b"20", b"21", b"23", b"24", b"33", b"34"].into_iter().any(|number| is(number)) {
        Some(Found::Hide)
    } else {
        is(b"19").then_some(Found::Finish)
    }
}
