//! Each spelling of each key, at every split, among anything else; then against a slow twin that looks at all bytes at
//! once.

use super::{Found, Place, Scanner};
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use std::time::Duration;

const NOW: Duration = Duration::from_secs(1000);

/// Scans reads that come `apart` from each other.
fn reads(place: Place, reads: &[&[u8]], apart: Duration) -> Option<Found> {
    let mut scanner = Scanner::new(place);
    let mut found = None;
    for (count, bytes) in (0..).zip(reads) {
        match scanner.scan(bytes, NOW + apart * count) {
            Some(Found::Hide) => found = Some(Found::Hide),
            other => found = found.or(other),
        }
    }
    found
}

fn kiosk(bytes: &[u8]) -> Option<Found> {
    reads(Place::Kiosk, &[bytes], Duration::ZERO)
}

/// Every way in which terminals write a function key of this number.
fn spellings(number: u8) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for ending in ["~", "^", "$", "@"] {
        all.push(format!("\x1b[{number}{ending}").into_bytes());
        for modifier in 2..=16 {
            all.push(format!("\x1b[{number};{modifier}{ending}").into_bytes());
        }
    }
    // rxvt's Alt.
    all.push(format!("\x1b\x1b[{number}~").into_bytes());
    all
}

/// All that hides in a kiosk.
fn hides() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = [20, 21, 23, 24, 33, 34].into_iter().flat_map(spellings).collect();
    all.extend([0x18, 0x03, 0x1a, 0x1c, 0x11].map(|byte| vec![byte]));
    all.push(b"\x1b\x1b\x1b".to_vec());
    all
}

/// What may stand before a key without hiding it from us: pastes, halves of sequences and of characters.
const BEFORE: [&[u8]; 14] = [
    b"",
    b"x",
    b"\x1b[",
    b"\x1bO",
    b"\x1b[<",
    b"\x1b[<0;3",
    b"\x1b[200~pasted",
    b"\x1b[2",
    b"\x1b[20",
    b"\x1b[20;",
    b"\x1b[20;5",
    b"\x1b[[",
    b"\xe7\xad",
    b"\x1b]0;title",
];

#[test]
fn each_spelling_of_each_hide_key_is_found_anywhere() {
    for key in hides() {
        for before in BEFORE {
            assert_eq!(kiosk(&[before, &key].concat()), Some(Found::Hide), "{key:?} after {before:?}");
            assert_eq!(kiosk(&[before, &key, b"more\x1b["].concat()), Some(Found::Hide), "{key:?} after {before:?}");
        }
    }
}

#[test]
fn each_spelling_of_f8_finishes_anywhere() {
    for key in spellings(19) {
        for before in BEFORE {
            assert_eq!(kiosk(&[before, &key].concat()), Some(Found::Finish), "{key:?} after {before:?}");
        }
    }
}

#[test]
fn a_key_that_is_split_over_two_or_three_reads_is_found() {
    for (key, found) in hides()
        .into_iter()
        .map(|key| (key, Found::Hide))
        .chain(spellings(19).into_iter().map(|key| (key, Found::Finish)))
    {
        for before in BEFORE {
            let all = [before, &key].concat();
            for first in 0..=all.len() {
                for second in first..=all.len() {
                    let parts = [&all[..first], &all[first..second], &all[second..]];
                    let seen = reads(Place::Kiosk, &parts, Duration::from_millis(1));
                    // With an Esc before it, rxvt's Alt can look like the third.
                    let is_early = seen == Some(Found::Hide) && parts.iter().any(|part| part.ends_with(b"\x1b"));
                    assert!(seen == Some(found) || is_early, "{parts:?}: {seen:?}");
                }
            }
        }
    }
}

#[test]
fn other_keys_are_let_through() {
    for bytes in [
        &b"home\r"[..],
        b"\x1b[A\x1b[B\x1bOA\x1b[5~",
        b"\x1b[15~\x1b[17~\x1b[18~\x1b[22~\x1b[32~\x1b[35~",
        b"\x1b[200~\x1b[201~",
        b"\x1b[120~",
        b"\x1b[020~",
        b"\x1b[2 0~",
        b"\x1b[20",
        b"\x1b[20;~",
        b"\x1b[20;5;1~",
        b"\x1b[20;x~",
        b"\x1b[<20;3;4M",
        b"[20~20~",
        b"\x1b[[20~",
        b"\x1b",
        b"\x1b\x1b",
        b"\x1b\x1b\x1b[A",
        b"\x1b\x1b\x1bOA",
        b"\x1b[\x1b\x1b",
        b"\x1bO\x1b\x1b",
        "über 签证".as_bytes(),
        b"\x01\x02\x04\x05\x12\x13\x19\x1d\x1e\x1f\x7f",
    ] {
        assert_eq!(kiosk(bytes), None, "{bytes:?}");
    }
}

#[test]
fn three_escapes_count_within_a_second_and_a_half() {
    let three: [&[u8]; 3] = [b"\x1b", b"\x1b", b"\x1b"];
    for (apart, found) in [(0, Some(Found::Hide)), (740, Some(Found::Hide)), (750, Some(Found::Hide)), (751, None)] {
        assert_eq!(reads(Place::Kiosk, &three, Duration::from_millis(apart)), found, "{apart} ms apart");
    }
    let late: [&[u8]; 4] = [b"\x1b", b"\x1b", b"", b"\x1b"];
    assert_eq!(reads(Place::Kiosk, &late, Duration::from_millis(501)), None, "the third is late");
    let with_letters: [&[u8]; 3] = [b"\x1ba", b"b\x1bc", b"\x1b"];
    assert_eq!(reads(Place::Kiosk, &with_letters, Duration::from_millis(100)), Some(Found::Hide), "letters between");
}

#[test]
fn an_escape_that_begins_an_arrow_in_the_next_read_is_no_press_of_esc() {
    let split: [&[u8]; 4] = [b"\x1b", b"[A\x1b", b"[A\x1b", b"[A"];
    assert_eq!(reads(Place::Kiosk, &split, Duration::from_millis(1)), None);
    let two_and_an_arrow: [&[u8]; 3] = [b"\x1b", b"[A\x1b", b"\x1b"];
    assert_eq!(reads(Place::Kiosk, &two_and_an_arrow, Duration::from_millis(1)), None);
    let three_and_an_arrow: [&[u8]; 4] = [b"\x1b", b"[A\x1b", b"\x1b", b"\x1b"];
    assert_eq!(reads(Place::Kiosk, &three_and_an_arrow, Duration::from_millis(1)), Some(Found::Hide));
}

#[test]
fn on_a_desk_two_control_keys_belong_to_the_reader() {
    let desk = |bytes: &[u8]| reads(Place::Desk, &[bytes], Duration::ZERO);
    assert_eq!(desk(b"\x03"), None);
    assert_eq!(desk(b"\x11"), None);
    for key in hides().into_iter().filter(|key| !matches!(key[..], [0x03 | 0x11])) {
        assert_eq!(desk(&key), Some(Found::Hide), "{key:?}");
    }
}

#[test]
fn hide_wins_over_finish() {
    assert_eq!(kiosk(b"\x1b[19~\x18"), Some(Found::Hide));
    assert_eq!(kiosk(b"\x18\x1b[19~"), Some(Found::Hide));
}

/// The slow twin: looks at all bytes at once, as if they had come at one moment.
fn slow(bytes: &[u8]) -> Option<Found> {
    let key = |number: &str| {
        bytes.windows(2).enumerate().filter(|(_, start)| start == b"\x1b[").any(|(at, _)| {
            let Some(rest) = bytes[at + 2..].strip_prefix(number.as_bytes()) else { return false };
            let digits = |rest: &[u8]| rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let rest = match rest {
                [b';', rest @ ..] if digits(rest) > 0 => &rest[digits(rest)..],
                _ => rest,
            };
            matches!(rest, [b'~' | b'^' | b'$' | b'@', ..])
        })
    };
    let escapes = (0..bytes.len()).filter(|&at| bytes[at] == 0x1b && !matches!(bytes.get(at + 1), Some(b'[' | b'O')));
    let control = bytes.iter().any(|byte| matches!(byte, 0x18 | 0x03 | 0x1a | 0x1c | 0x11));
    if control || escapes.count() >= 3 || ["20", "21", "23", "24", "33", "34"].into_iter().any(key) {
        Some(Found::Hide)
    } else {
        key("19").then_some(Found::Finish)
    }
}

/// Bytes that are mostly of the kind that sequences are made of.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        6 => Just(b"\x1b".to_vec()),
        6 => Just(b"\x1b[".to_vec()),
        2 => Just(b"O".to_vec()),
        8 => prop::sample::select(b"0123459;~^$@[<M".to_vec()).prop_map(|byte| vec![byte]),
        4 => prop::sample::select(vec![&b"\x1b[2"[..], b"20", b"19", b"\x1b[20;", b"24~", b"33"]).prop_map(<[u8]>::to_vec),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_scanner_finds_what_its_slow_twin_finds(bytes in bytes()) {
        prop_assert_eq!(kiosk(&bytes), slow(&bytes));
    }

    #[test]
    fn splits_lose_nothing(bytes in bytes(), mut cuts in prop::collection::vec(0usize..60, 0..6)) {
        cuts.iter_mut().for_each(|cut| *cut = (*cut).min(bytes.len()));
        cuts.sort_unstable();
        cuts.push(bytes.len());
        let mut parts = Vec::new();
        let mut from = 0;
        for cut in cuts {
            parts.push(&bytes[from..cut]);
            from = cut;
        }
        let (found, whole) = (reads(Place::Kiosk, &parts, Duration::ZERO), slow(&bytes));
        // An Esc at the end of a read counts at once: only that may find more.
        let may_be_early = parts.iter().any(|part| part.ends_with(b"\x1b"));
        prop_assert!(found == whole || may_be_early && found == Some(Found::Hide), "{:?}: {:?}, {:?}", parts, found, whole);
    }
}
