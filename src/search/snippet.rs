//! A few lines of a section around the words that were found.

use super::Snippet;
use super::matcher::{Matcher, apart};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The length of a snippet, in characters on the screen.
const LENGTH: usize = 220;

/// Cuts the part of `text` that holds the most different words of the query, closest together. It starts and ends at
/// words, and every matched word in it is marked.
pub fn cut(heading: &str, text: &str, matcher: &Matcher) -> Snippet {
    let text = text.replace('\n', " ");
    let found = matcher.find(&text);
    let window = best_window(&text, &found);
    let before = if window.start > 0 { "…" } else { "" };
    let after = if window.end < text.len() { "…" } else { "" };
    let in_window = |mark: &Range<usize>| mark.start >= window.start && mark.end <= window.end;
    let moved = |place: usize| place - window.start + before.len();
    let marks = apart(found.into_iter().map(|(range, _)| range)).into_iter().filter(in_window);
    let marks = marks.map(|mark| moved(mark.start)..moved(mark.end)).collect();
    Snippet { heading: heading.to_owned(), text: format!("{before}{}{after}", &text[window.clone()]), marks }
}

/// The stretch of at most [`LENGTH`] graphemes with the most different words, earliest where several have as many.
fn best_window(text: &str, found: &[(Range<usize>, usize)]) -> Range<usize> {
    let best = (0..found.len())
        .map(|first| {
            let reach = found[first].0.start + LENGTH;
            let mut seen: Vec<usize> =
                found[first..].iter().take_while(|(range, _)| range.end <= reach).map(|&(_, word)| word).collect();
            seen.sort_unstable();
            seen.dedup();
            (seen.len(), std::cmp::Reverse(first))
        })
        .max();
    let anchor = best.map_or(0, |(_, std::cmp::Reverse(first))| found[first].0.start);
    // A little of what stands before, from the start of the sentence if that is near.
    let lead = back(text, anchor, 60);
    let start = text[lead..anchor].rfind(". ").map_or_else(
        || if lead == 0 { 0 } else { text[lead..anchor].find(' ').map_or(anchor, |at| lead + at + 1) },
        |at| lead + at + 2,
    );
    let end = text[start..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| {
        text[start..start + at].rfind(' ').map_or_else(|| boundary(text, start, start + at), |space| start + space)
    });
    start..end
}

/// The last boundary of graphemes in `start..=end`: where no space stands, a letter still keeps its marks.
fn boundary(text: &str, start: usize, end: usize) -> usize {
    let starts = text[start..].grapheme_indices(true).map(|(at, _)| start + at);
    starts.take_while(|&at| at <= end).last().unwrap_or(end)
}

/// The byte offset `count` characters before `at`.
fn back(text: &str, at: usize, count: usize) -> usize {
    text[..at].char_indices().rev().take(count).last().map_or(at, |(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::lang::Lang;
    use crate::search::Matcher;

    #[test]
    fn the_words_are_in_it_and_marked() {
        let text =
            format!("{}The boss took my passport. {}", "Nothing here. ".repeat(40), "More words follow. ".repeat(40));
        let matcher = Matcher::new(Lang::En, vec![vec!["passport".into()], vec!["boss".into()]], None);
        let snippet = cut("Head", &text, &matcher);
        let marked: Vec<&str> = snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect();
        assert_eq!(marked, ["boss", "passport"]);
        assert!(snippet.text.starts_with("…The boss") && snippet.text.ends_with('…'), "{}", snippet.text);
        assert!(snippet.text.chars().count() < 230);
    }

    #[test]
    fn a_short_text_comes_whole() {
        let snippet = cut("", "Free help.\nAny hour.", &Matcher::default());
        assert_eq!((snippet.text.as_str(), snippet.marks.len()), ("Free help. Any hour.", 0));
    }
}
