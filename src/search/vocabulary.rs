//! The words that the index knows: what a typed start can become, and what a misspelt word may have meant.

use super::analyze::Analysis;
use super::schema::Fields;
use super::tally::Lanes;
use crate::lang::Lang;
use tantivy::schema::Field;

/// The most words that the start of a word stands for; the commonest are kept.
const COMPLETIONS: usize = 64;
/// The most corrections of one word.
const CORRECTIONS: usize = 3;

/// The languages that the index has texts in.
pub(super) fn languages(lanes: &Lanes, fields: &Fields) -> Vec<Lang> {
    let tags = completions(lanes, fields.lang, "");
    tags.iter().filter_map(|tag| Lang::from_tag(tag)).collect()
}

/// The terms of `field` that start with `start`, the commonest first.
pub(super) fn completions(lanes: &Lanes, field: Field, start: &str) -> Vec<String> {
    let mut found: Vec<(u32, String)> = Vec::new();
    let stream = lanes.words(field).map(|index| index.terms().range().ge(start.as_bytes()).into_stream());
    let Some(Ok(mut stream)) = stream else { return Vec::new() };
    while stream.advance() {
        let Some(word) = std::str::from_utf8(stream.key()).ok().filter(|word| word.starts_with(start)) else { break };
        found.push((stream.value().doc_freq, word.to_owned()));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(COMPLETIONS);
    found.into_iter().map(|(_, word)| word).collect()
}

/// Whether `word` or another form of it stands anywhere in the index.
pub(super) fn known(lanes: &Lanes, fields: &Fields, word: &str, analysis: &Analysis) -> bool {
    let loose = |stem: &String| lanes.has(fields.stem.body, stem) || lanes.has(fields.stem.names, stem);
    lanes.has(fields.vocabulary, word) || analysis.stems(word).iter().any(loose)
}

/// The wrong letters that a word of this length may have: none under 4 letters, 1 up to 7, 2 from 8.
pub fn tolerance(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The known words nearest to `word`: fewest wrong letters first, then the same first letter, then the commonest.
pub(super) fn corrections(lanes: &Lanes, fields: &Fields, word: &str) -> Vec<String> {
    // Wrong letters, whether the first letter differs, and how common the word is: the least comes first.
    type Rank = (usize, bool, std::cmp::Reverse<u32>);
    let limit = tolerance(word);
    if limit == 0 || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let letters: Vec<char> = word.chars().collect();
    let mut found: Vec<(Rank, String)> = Vec::new();
    let stream = lanes.words(fields.vocabulary).map(|index| index.terms().stream());
    let Some(Ok(mut stream)) = stream else { return Vec::new() };
    while stream.advance() {
        let Ok(other) = std::str::from_utf8(stream.key()) else { continue };
        if other.len().abs_diff(word.len()) > limit * 2 {
            continue;
        }
        let candidate: Vec<char> = other.chars().collect();
        if let Some(wrong) = distance(&letters, &candidate, limit) {
            let start_differs = letters.first() != candidate.first();
            found.push(((wrong, start_differs, std::cmp::Reverse(stream.value().doc_freq)), other.to_owned()));
        }
    }
    found.sort();
    let best = found.first().map(|((wrong, ..), _)| *wrong);
    found.retain(|((wrong, ..), _)| Some(*wrong) == best);
    found.truncate(CORRECTIONS);
    found.into_iter().map(|(_, word)| word).collect()
}

/// Letters to insert, drop, change or swap with their neighbour to make `a` of `b`; None where that is over `limit`.
/// (Optimal string alignment distance.)
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut cost = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                cost = cost.min(before[j - 1] + 1);
            }
            row[j + 1] = cost;
        }
        if row.iter().min().is_some_and(|&least| least > limit) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    Some(above[b.len()]).filter(|&wrong| wrong <= limit)
}

#[cfg(test)]
mod tests {
    use super::{distance, tolerance};

    fn wrong(a: &str, b: &str) -> Option<usize> {
        distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 2)
    }

    #[test]
    fn wrong_letters_are_counted() {
        assert_eq!(wrong("passport", "passport"), Some(0));
        assert_eq!(wrong("pasport", "passport"), Some(1));
        assert_eq!(wrong("apssport", "passport"), Some(1));
        assert_eq!(wrong("saftey", "safety"), Some(1));
        assert_eq!(wrong("boss", "passport"), None);
    }

    #[test]
    fn short_words_are_taken_as_written() {
        assert_eq!(["fbi", "boss", "asylum", "trafficker"].map(tolerance), [0, 1, 1, 2]);
    }
}
