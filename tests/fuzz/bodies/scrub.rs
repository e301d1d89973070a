//! `text::scrub` against kiosk.md, section 9, written down once more.

use super::Data;
use unicode_normalization::char::is_combining_mark;
use waypost::text::scrub::{allowed, first_fault, scrub as clean};
use waypost::text::width::{fit, shorten, width};

/// First byte: how the rest is a text, and how wide the screen is.
pub fn scrub(data: &[u8]) {
    let mut data = Data(data);
    let head = data.byte();
    let text: String = match head & 3 {
        0 | 1 => String::from_utf8_lossy(data.rest()).into_owned(),
        // Any characters, each of three bytes.
        2 => data.rest().chunks(3).filter_map(character).collect(),
        // Towers: a character, and how often it stands there.
        _ => data.rest().chunks(4).flat_map(|tower| tower_of(tower[0], &tower[1..])).collect(),
    };
    let out = clean(&text);
    for (at, c) in out.char_indices() {
        assert!(!forbidden(c), "{c:?} at {at} of {out:?}");
        assert_eq!(allowed(c), !forbidden(c), "{c:?}");
    }
    assert!(tallest(&out) <= 8, "{} marks on one character: {out:?}", tallest(&out));
    assert_eq!(clean(&out), out, "not done at once");
    assert_eq!(first_fault(&out), None, "{out:?}");
    assert!(out.chars().count() <= text.chars().count());

    // The fault that `check` names is the first that is changed.
    match first_fault(&text) {
        None => assert_eq!(out, text),
        Some((at, c)) => {
            assert!(text[at..].starts_with(c));
            assert!(out.starts_with(&text[..at]) && !out[at..].starts_with(&text[at..]), "{text:?}: {at}");
        }
    }
    // What is fit stays: only what is forbidden, or on a tower, is touched.
    if !text.chars().any(forbidden) && tallest(&text) <= 8 {
        assert_eq!(out, text);
    }

    let cells = usize::from(head >> 2);
    assert!(width(fit(&out, cells)) <= cells);
    assert!(width(&shorten(&out, cells)) <= cells, "{out:?} in {cells} cells: {:?}", shorten(&out, cells));
}

fn character(bytes: &[u8]) -> Option<char> {
    let code = bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
    char::from_u32(code % 0x11_0000)
}

fn tower_of(times: u8, bytes: &[u8]) -> impl Iterator<Item = char> {
    character(bytes).into_iter().flat_map(move |c| std::iter::repeat_n(c, usize::from(times % 16)))
}

/// What is refused, as the section lists it; a tab becomes a space.
const FORBIDDEN: [(u32, u32); 14] = [
    (0x00, 0x09),
    (0x0b, 0x1f),
    (0x7f, 0x7f),
    (0x80, 0x9f),
    (0x61c, 0x61c),
    (0x202a, 0x202e),
    (0x2066, 0x2069),
    (0xfeff, 0xfeff),
    (0xfff9, 0xfffb),
    (0xe_0000, 0xe_007f),
    // Private use.
    (0xe000, 0xf8ff),
    (0xf_0000, 0xf_fffd),
    (0x10_0000, 0x10_fffd),
    // Non-characters; the others are the last two of each plane.
    (0xfdd0, 0xfdef),
];

fn forbidden(c: char) -> bool {
    let code = u32::from(c);
    FORBIDDEN.iter().any(|(first, last)| (*first..=*last).contains(&code)) || code % 0x1_0000 >= 0xfffe
}

/// The most combining marks on one character. A joiner is none to put them on.
fn tallest(text: &str) -> usize {
    let is_base = |c: char| !is_combining_mark(c) && !matches!(c, '\u{200c}'..='\u{200f}');
    text.split(is_base).map(|tower| tower.chars().filter(|c| is_combining_mark(*c)).count()).max().unwrap_or(0)
}
