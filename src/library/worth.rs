//! What the places of a query's words in a passage say of it.

use super::Passage;
use super::words::Wanted;
use crate::lang::Lang;
use crate::search::Matcher;
use crate::search::analyze::words;
use crate::text::fold::fold;
use std::ops::Range;
use tantivy::Score;

/// What words that stand side by side add to a score, as a share of it; the further apart, the less.
const CLOSE: Score = 0.6;
/// What words as they were typed add, as a share of the score; another form of a word adds nothing.
const AS_TYPED: Score = 0.2;
/// What a heading with all the words adds, as a share of the score; with some, as much less.
const HEADING: Score = 0.3;

/// The worth of a passage beside its score.
pub(super) struct Worth {
    /// The words of the query, several, stand side by side in it or in its heading: then it comes before all others.
    pub together: bool,
    /// What is added to its score, as a share of it.
    pub share: Score,
}

/// What ends a part of a sentence. A full stop may belong to an abbreviation.
const BREAKS: [char; 13] = [',', ';', ':', '?', '!', '(', ')', '\n', '،', '؛', '؟', '，', '。'];

/// The most letters that small words have between two words.
const GAP: usize = 20;

/// A word that was found: where, and its number in the query.
type Place = (Range<usize>, usize);

/// The worth of `passage`, whose words are of `lang`. `is_small` knows the words that may stand between those of a query.
#[allow(clippy::cast_precision_loss, reason = "a query has far fewer words than a float can count")]
pub(super) fn worth(
    passage: &Passage,
    lang: Lang,
    matcher: &Matcher,
    wanted: &[Wanted],
    is_small: &dyn Fn(&str) -> bool,
) -> Worth {
    let (text, heading) = (passage.text.as_str(), passage.section.last().map_or("", String::as_str));
    let (in_text, in_heading) = (matcher.find(text), matcher.find(heading));
    let count = wanted.len();
    let of_words =
        |has: &dyn Fn(usize) -> bool| (0..count).filter(|&number| has(number)).count() as Score / count as Score;
    let as_typed = |number: usize| {
        let typed = wanted[number].typed.as_str();
        in_text.iter().any(|(range, word)| *word == number && fold(&text[range.clone()]) == typed)
    };
    let headed = |number: usize| in_heading.iter().any(|(_, word)| *word == number);
    let (mut together, mut share) = (false, AS_TYPED * of_words(&as_typed) + HEADING * of_words(&headed));
    if count > 1 {
        let small = |gap: &str| words(lang, gap).iter().all(|word| is_small(&word.exact));
        let (side_by_side, close) = nearest(text, &in_text, count, &small);
        together = side_by_side || nearest(heading, &in_heading, count, &small).0;
        share += CLOSE * close;
    }
    Worth { together, share }
}

/// Whether `count` words stand side by side somewhere in `text`, and how close together they come at best: 1 for side by
/// side, near 0 for far apart, 0 where one is missing.
#[allow(clippy::cast_precision_loss, reason = "a text has far fewer letters than a float can count")]
fn nearest(text: &str, found: &[Place], count: usize, small: &dyn Fn(&str) -> bool) -> (bool, Score) {
    let mut last: Vec<Option<&Range<usize>>> = vec![None; count];
    let (mut together, mut best): (bool, Score) = (false, 0.0);
    for (range, word) in found {
        last[*word] = Some(range);
        if last.contains(&None) {
            continue;
        }
        let start = last.iter().flatten().map(|range| range.start).min().unwrap_or(range.start);
        let letters: usize = last.iter().flatten().map(|range| range.len() + 1).sum();
        let stretch = (range.end + 1).saturating_sub(start).max(letters);
        best = best.max(letters as Score / stretch as Score);
        together = together || stretch - letters <= GAP * (count - 1) && side_by_side(text, &last, small);
    }
    (together, best)
}

/// Whether nothing but words that are `small` stands between these words.
fn side_by_side(text: &str, places: &[Option<&Range<usize>>], small: &dyn Fn(&str) -> bool) -> bool {
    let mut places: Vec<&Range<usize>> = places.iter().copied().flatten().collect();
    places.sort_unstable_by_key(|range| range.start);
    // Pairs of Chinese characters overlap.
    let mut gaps = places.windows(2).filter_map(|pair| text.get(pair[0].end..pair[1].start));
    gaps.all(|gap| gap == " " || !gap.contains(BREAKS) && small(gap))
}
