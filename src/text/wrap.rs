//! Breaking a paragraph into lines.
//!
//! Lines break at spaces; a word longer than a line breaks between graphemes.
//! A no-break space (U+00A0) holds its neighbours together.

use super::width::width;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The byte ranges of `text`'s lines, each at most `cells` wide, spaces at the ends left out. At least one line, if an
/// empty one. A newline in the text starts a new line. `cells` of 0 is taken as 1.
pub fn wrap(text: &str, cells: usize) -> Vec<Range<usize>> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(text, start..start + paragraph.len(), cells, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

/// The text with plain spaces for the no-break ones: for what has its lines, and for programs, which look for plain ones.
pub fn plain_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn wrap_paragraph(text: &str, range: Range<usize>, cells: usize, lines: &mut Vec<Range<usize>>) {
    let mut line = range.start..range.start;
    let mut used = 0;
    let mut at = range.start;
    for word in text[range].split_inclusive(' ') {
        let letters = word.trim_end_matches(' ');
        let needed = width(letters);
        if used > 0 && used + needed > cells && needed > 0 {
            lines.push(line);
            line = at..at;
            used = 0;
        }
        if used + needed <= cells {
            // Nearly every word: no need to look at its letters.
            line.end = at + letters.len();
            used += word.len() - letters.len() + needed;
            at += word.len();
            continue;
        }
        for (offset, grapheme) in letters.grapheme_indices(true) {
            let step = width(grapheme);
            if used + step > cells && line.start < at + offset {
                lines.push(line.start..at + offset);
                line.start = at + offset;
                used = 0;
            }
            used += step;
            line.end = at + offset + grapheme.len();
        }
        used += word.len() - letters.len();
        at += word.len();
    }
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::wrap;
    use crate::text::width::width;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn lines(text: &str, cells: usize) -> Vec<&str> {
        wrap(text, cells).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn breaks_at_spaces() {
        assert_eq!(lines("you may stay and work", 9), ["you may", "stay and", "work"]);
        assert_eq!(lines("", 9), [""]);
        assert_eq!(lines("one\n\ntwo", 9), ["one", "", "two"]);
    }

    #[test]
    fn a_long_word_breaks_where_it_must() {
        assert_eq!(lines("a confidentiality b", 6), ["a", "confid", "ential", "ity b"]);
    }

    #[test]
    fn a_citation_stays_with_its_word() {
        assert_eq!(lines("free help\u{a0}[1]", 9), ["free", "help\u{a0}[1]"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_too_wide(text in "[a-zé签 \u{a0}]{0,80}", cells in 2usize..30) {
            let found = lines(&text, cells);
            for line in &found {
                prop_assert!(width(line) <= cells, "{line:?}");
            }
            let squeeze = |text: &str| text.replace(' ', "");
            prop_assert_eq!(squeeze(&found.concat()), squeeze(&text));
        }
    }
}
