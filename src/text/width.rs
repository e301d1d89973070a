//! How many terminal cells a text takes.
//!
//! Measured grapheme by grapheme, as the screen's buffer writes it. The width
//! of a whole string can differ: unicode-width counts an Arabic lam-alef as
//! one cell, the buffer writes two.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells that `text` takes on one line.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
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
    use super::{fit, shorten, width};

    #[test]
    fn cells_are_counted_by_grapheme() {
        assert_eq!(width("T visa"), 6);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("签证"), 4);
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
