//! How many terminal cells a text takes.
//!
//! Measured grapheme by grapheme, as the screen's buffer writes it. The width
//! of a whole string can differ: unicode-width counts an Arabic lam-alef as
//! one cell, the buffer writes two.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Whether each letter of `text` is a grapheme of its own that takes one cell, as in nearly all English text: to look for
/// graphemes takes most of the time of a frame. The lines and blocks of the screen's own drawing are such letters, too.
pub fn is_one_each(text: &str) -> bool {
    // Neither marks that combine with a letter, nor what joins two, nor anything without a width, nor wide letters.
    let alone = |letter| matches!(letter, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '─'..='▟');
    text.chars().all(alone)
}

/// Cells that `text` takes on one line.
pub fn width(text: &str) -> usize {
    match () {
        () if text.is_ascii() => text.len(),
        () if is_one_each(text) => text.chars().count(),
        () => text.graphemes(true).map(UnicodeWidthStr::width).sum(),
    }
}

/// [`width`] as a count of screen columns; no screen is wider than `u16::MAX`.
pub fn columns(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// The longest start of `text` that takes at most `cells`, never cutting a grapheme.
pub fn fit(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > cells {
            return &text[..at];
        }
    }
    text
}

/// `text` where it fits in `cells`, else its start and an ellipsis, cut at a word where one ends in the second half.
pub fn shorten(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let start = fit(text, cells.saturating_sub(1));
    let at_word = start.rfind(' ').filter(|&at| at * 2 > start.len()).map_or(start, |at| &start[..at]);
    if cells == 0 { String::new() } else { format!("{}…", at_word.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::{fit, is_one_each, shorten, width};
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn cells_are_counted_by_grapheme() {
        assert_eq!(width("T visa"), 6);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("签证"), 4);
    }

    #[test]
    fn a_letter_that_stands_alone_is_a_grapheme_of_one_cell() {
        let alone = |letter: &char| is_one_each(&letter.to_string());
        let letters: Vec<char> = ('\0'..='\u{ffff}').filter(alone).collect();
        assert!(letters.len() > 800 && "aé\u{a0}’…─█".chars().all(|letter| letters.contains(&letter)));
        // Also beside itself, a letter, a space.
        let all: String = letters.iter().flat_map(|&letter| ['a', letter, letter, '\u{a0}']).collect();
        assert!(all.graphemes(true).all(|grapheme| grapheme.chars().count() == 1 && grapheme.width() == 1));
        assert!(!["e\u{301}", "签", "\u{ad}", "\u{200d}", "\t"].into_iter().any(is_one_each));
    }

    #[test]
    fn a_wide_character_is_not_halved() {
        assert_eq!(fit("签证", 3), "签");
        assert_eq!(fit("ab", 9), "ab");
    }

    #[test]
    fn a_long_title_ends_at_a_word() {
        assert_eq!(shorten("They took my passport", 18), "They took my…");
        assert_eq!(shorten("Confidentiality", 8), "Confide…");
        assert_eq!(shorten("visa", 0), "");
        assert_eq!(width(&shorten("签证签证", 4)), 3);
    }
}
