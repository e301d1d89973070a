//! The words of a query, as terms of the index.

use super::Library;
use super::schema::LONGEST_START;
use crate::search::analyze::Analysis;
use crate::search::vocabulary::tolerance;
use std::collections::BTreeMap;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

/// The most words that a misspelt one stands for.
const CORRECTIONS: usize = 3;

/// A word that is looked for.
pub(super) struct Wanted {
    /// As typed, folded.
    pub typed: String,
    /// What it stands for: itself, or known words where it is not known.
    pub forms: Vec<String>,
    /// The terms that stand for it: a passage that has one of them has the word. None where no passage has it.
    pub terms: Vec<Term>,
    /// It may go on.
    pub open: bool,
    /// Its number among the words that were typed, from 0.
    pub place: usize,
}

impl Library {
    /// What `typed` stands for. `open` for the last word of a query, which may go on.
    pub(super) fn wanted(&self, typed: &str, place: usize, open: bool, analysis: &Analysis) -> Wanted {
        let mut wanted =
            Wanted { typed: typed.to_owned(), forms: vec![typed.to_owned()], terms: Vec::new(), open, place };
        wanted.terms = self.known(if open { self.going_on(typed) } else { Vec::new() });
        let stems = analysis.stems(typed);
        // What goes on from a word has it as its start: the word as a stem adds nothing.
        let stems = stems.into_iter().filter(|stem| !(open && stem == typed));
        wanted.terms.extend(self.known(stems.map(|stem| Term::from_field_text(self.fields.stem, &stem)).collect()));
        if wanted.terms.is_empty() {
            let nearest = self.corrections(typed);
            let stems = nearest.iter().flat_map(|near| analysis.stems(near));
            wanted.terms = self.known(stems.map(|stem| Term::from_field_text(self.fields.stem, &stem)).collect());
            if !nearest.is_empty() {
                (wanted.forms, wanted.open) = (nearest, false);
            }
        }
        wanted
    }

    /// Those of `terms` that some passage has, each once.
    fn known(&self, mut terms: Vec<Term>) -> Vec<Term> {
        terms.sort();
        terms.dedup();
        terms.retain(|term| self.frequency(term) > 0);
        terms
    }

    /// How many passages have `term`, among them those of documents that were taken out since the last merge.
    pub(super) fn frequency(&self, term: &Term) -> u64 {
        self.searcher.doc_freq(term).unwrap_or_default()
    }

    /// The terms of every word that begins with `start`.
    fn going_on(&self, start: &str) -> Vec<Term> {
        if start.chars().count() <= LONGEST_START {
            return vec![Term::from_field_text(self.fields.start, start)];
        }
        let mut found = Vec::new();
        for reader in self.searcher.segment_readers() {
            let Ok(index) = reader.inverted_index(self.fields.exact) else { continue };
            let Ok(mut stream) = index.terms().range().ge(start.as_bytes()).into_stream() else { continue };
            while stream.advance() && stream.key().starts_with(start.as_bytes()) {
                found.extend(text(stream.key()).map(|word| Term::from_field_text(self.fields.exact, word)));
            }
        }
        found
    }

    /// The known words nearest to `word`: the same first letter first, then the commonest.
    fn corrections(&self, word: &str) -> Vec<String> {
        let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
        let distances = if has_digit { 1..1 } else { 1..tolerance(word) + 1 };
        let near = distances.map(|distance| self.at_distance(self.fields.exact, word, distance));
        let Some(near) = near.into_iter().find(|near| !near.is_empty()) else { return Vec::new() };
        let mut near: Vec<(bool, std::cmp::Reverse<u32>, String)> = near
            .into_iter()
            .map(|(other, count)| (other.chars().next() != word.chars().next(), std::cmp::Reverse(count), other))
            .collect();
        near.sort();
        near.truncate(CORRECTIONS);
        near.into_iter().map(|(.., other)| other).collect()
    }

    /// The words of `field` with at most `distance` wrong letters, each with the number of its passages.
    fn at_distance(&self, field: Field, word: &str, distance: usize) -> BTreeMap<String, u32> {
        let mut found = BTreeMap::new();
        let distance = u8::try_from(distance).unwrap_or(u8::MAX);
        let Ok(near) = FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true).automaton() else {
            return found;
        };
        for reader in self.searcher.segment_readers() {
            let Ok(index) = reader.inverted_index(field) else { continue };
            let Ok(mut stream) = index.terms().search(&near).into_stream() else { continue };
            while stream.advance() {
                let count = stream.value().doc_freq;
                found.extend(text(stream.key()).map(str::to_owned).map(|word| {
                    let all = found.get(&word).copied().unwrap_or(0) + count;
                    (word, all)
                }));
            }
        }
        found
    }
}

fn text(key: &[u8]) -> Option<&str> {
    std::str::from_utf8(key).ok()
}
