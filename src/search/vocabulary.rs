//! The words that the index knows: what a typed start can become, and what a misspelt word may have meant.

use super::analyze::Analysis;
use super::schema::Fields;
use super::spelling::{Near, tolerance};
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

/// The known words nearest to `word`: fewest wrong letters first, then the same first letter, then the commonest.
pub(super) fn corrections(lanes: &Lanes, fields: &Fields, word: &str) -> Vec<String> {
    // Wrong letters, whether the first letter differs, and how common the word is: the least comes first.
    type Rank = (usize, bool, std::cmp::Reverse<u32>);
    let limit = tolerance(word);
    if limit == 0 || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let near = Near::new(word, limit);
    let mut found: Vec<(Rank, String)> = Vec::new();
    let walk = lanes.words(fields.vocabulary).map(|index| index.terms().search(&near).into_stream());
    let Some(Ok(mut walk)) = walk else { return Vec::new() };
    while walk.advance() {
        let Ok(other) = std::str::from_utf8(walk.key()) else { continue };
        if let Some(wrong) = near.wrong(other) {
            let start_differs = word.chars().next() != other.chars().next();
            found.push(((wrong, start_differs, std::cmp::Reverse(walk.value().doc_freq)), other.to_owned()));
        }
    }
    found.sort();
    let best = found.first().map(|((wrong, ..), _)| *wrong);
    found.retain(|((wrong, ..), _)| Some(*wrong) == best);
    found.truncate(CORRECTIONS);
    found.into_iter().map(|(_, word)| word).collect()
}
