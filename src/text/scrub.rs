//! The characters that may reach a terminal.
//!
//! A control or bidirectional character in a text could move the cursor, hide
//! a warning or turn a phone number round. `check` refuses such a text; what
//! still arrives (a query, a name from a file) is scrubbed before it is drawn.

use unicode_normalization::char::is_combining_mark;

/// The most combining marks that one base character may carry.
const MARKS: usize = 8;

/// Whether a text may hold `c`. Newline may; tab may not (write spaces).
pub fn allowed(c: char) -> bool {
    let code = c as u32;
    c == '\n'
        || !(c.is_control()
            || matches!(code,
                0x061C | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F)
            || matches!(code, 0xFDD0..=0xFDEF)
            || code & 0xFFFE == 0xFFFE
            || private_use(code))
}

fn private_use(code: u32) -> bool {
    matches!(code, 0xE000..=0xF8FF | 0xF0000..=0xFFFFD | 0x100000..=0x10FFFD)
}

/// How many marks one base character carries with `c`, after it has carried `marks`. A joiner or a mark of direction
/// shows nothing, and so is no base: what follows it would stand on the character before.
fn carried(marks: usize, c: char) -> usize {
    match c {
        '\u{200C}'..='\u{200F}' => marks,
        _ if is_combining_mark(c) => marks + 1,
        _ => 0,
    }
}

/// Replaces what [`allowed`] refuses by U+FFFD, a tab by a space, and drops the marks beyond eight on one character.
pub fn scrub(text: &str) -> String {
    let mut marks = 0;
    text.chars()
        .filter_map(|c| {
            marks = carried(marks, c);
            match c {
                '\t' => Some(' '),
                _ if marks > MARKS && is_combining_mark(c) => None,
                _ if allowed(c) => Some(c),
                _ => Some('\u{FFFD}'),
            }
        })
        .collect()
}

/// The first character of `text` that [`scrub`] would change, with its byte offset.
pub fn first_fault(text: &str) -> Option<(usize, char)> {
    let mut marks = 0;
    text.char_indices().find(|&(_, c)| {
        marks = carried(marks, c);
        !allowed(c) || marks > MARKS && is_combining_mark(c)
    })
}

#[cfg(test)]
mod tests {
    use super::{first_fault, scrub};

    #[test]
    fn commands_to_the_terminal_are_defused() {
        assert_eq!(scrub("a\u{1b}]0;x\u{7}b\tc"), "a\u{FFFD}]0;x\u{FFFD}b c");
        assert_eq!(scrub("1\u{202e}888"), "1\u{FFFD}888");
        assert_eq!(first_fault("ab\u{9b}"), Some((2, '\u{9b}')));
    }

    #[test]
    fn letters_of_every_script_stay() {
        for text in ["¿Qué?", "می‌خواهم", "پښتو", "Tiếng Việt", "简体", "п’ять"] {
            assert_eq!(scrub(text), text);
            assert_eq!(first_fault(text), None);
        }
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let tower = format!("a{}", "\u{301}".repeat(40));
        assert_eq!(scrub(&tower).chars().count(), 9);
    }

    #[test]
    fn a_joiner_between_the_marks_does_not_make_room_for_more() {
        for joiner in ["\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}"] {
            let tower = format!("a{}", format!("{}{joiner}", "\u{301}".repeat(8)).repeat(5));
            let out = scrub(&tower);
            assert_eq!(out.matches('\u{301}').count(), 8, "{joiner:?}");
            assert_eq!(out.matches(joiner).count(), 5, "joiners stay: Persian needs them");
            assert_eq!(first_fault(&tower), Some((20, '\u{301}')), "the ninth");
            assert_eq!(first_fault(&out), None);
        }
    }
}
