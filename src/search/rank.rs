//! Which of the records that were found come first.
//!
//! A record's score is that of its whole and a part of its best section's,
//! weighed by its kind. Then the best records lift what they name under "see
//! also": it is what their readers need next, and editors have chosen it.

use super::query::Search;
use super::schema::{LANGS, PLACE};
use super::tally::Tally;
use super::{BadIndex, Query};
use crate::corpus::{Corpus, Record};
use crate::lang::Lang;
use std::ops::Range;
use tantivy::{DocId, Searcher};

/// How many of the best records lift what they name.
const LEADERS: usize = 8;
/// How far above the best record another can be lifted, as a share of the best one's score. Without it, what many good
/// records name would come before the record that has the words.
const CEILING: f32 = 1.17;
/// What each further place in a "see also" counts, against the one before it.
const FADE: f32 = 0.95;

/// The documents of one record in one language; the first stands for the whole.
pub(super) struct Whole {
    /// The number of the record in the corpus.
    record: usize,
    lang: Lang,
    documents: Range<DocId>,
}

impl Whole {
    /// All records of an index, in the order of its documents.
    pub fn all(searcher: &Searcher) -> Result<Vec<Whole>, BadIndex> {
        let mut wholes: Vec<(u64, Whole)> = Vec::new();
        for segment in searcher.segment_readers() {
            let places = segment.fast_fields().u64(PLACE)?;
            for document in 0..segment.max_doc() {
                let place = places.first(document).unwrap_or_default();
                match wholes.last_mut() {
                    Some((last, whole)) if *last == place => whole.documents.end = document + 1,
                    _ => wholes.extend(Whole::at(place, document).map(|whole| (place, whole))),
                }
            }
        }
        Ok(wholes.into_iter().map(|(_, whole)| whole).collect())
    }

    /// The record that begins with `document`; `place` is its number and the language's.
    fn at(place: u64, document: DocId) -> Option<Whole> {
        let place = usize::try_from(place).ok()?;
        let lang = Lang::all().nth(place % LANGS)?;
        Some(Whole { record: place / LANGS, lang, documents: document..document + 1 })
    }
}

/// A record that was found.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    /// Its number in the corpus.
    pub record: usize,
    /// The language of its text.
    pub lang: Lang,
    pub score: f32,
    /// Whether it has all the words.
    pub complete: bool,
    /// The document that stands for it.
    pub whole: DocId,
    /// Its best section, if one has any of the words.
    pub section: Option<DocId>,
}

impl Search {
    /// The best records, as many as the query wants, and whether any has all `words` words.
    pub(super) fn rank(
        &self,
        corpus: &Corpus,
        query: &Query<'_>,
        tally: &Tally<'_>,
        words: usize,
    ) -> (Vec<Scored>, bool) {
        let asked = |record: &Record| query.kinds.is_empty() || query.kinds.contains(&record.id.kind());
        // By number of record; of two texts of one record, the better stays.
        let mut found: Vec<Option<Scored>> = vec![None; corpus.records().len()];
        let mut complete = false;
        for whole in &self.wholes {
            let Some(record) = corpus.records().get(whole.record).filter(|record| asked(record)) else { continue };
            let Some(mut scored) = self.scored(whole, tally) else { continue };
            let first = scored.whole as usize;
            scored.complete = usize::from(tally.words[first]) == words;
            complete |= scored.complete;
            scored.score *=
                1.0 - self.weights.cover * (1.0 - tally.covered[first] / tally.asked.max(f32::MIN_POSITIVE));
            scored.score += if whole.lang == query.lang { self.weights.language } else { 0.0 };
            scored.score *= self.weights.prior(record);
            let known = &mut found[whole.record];
            if known.as_ref().is_none_or(|known| known.score < scored.score) {
                *known = Some(scored);
            }
        }
        self.lift(corpus, query, asked, &mut found);
        (best_first(&found, query.limit), complete)
    }

    /// The score of a record in one language: its whole, and a part of its best section; None where nothing was found.
    fn scored(&self, whole: &Whole, tally: &Tally<'_>) -> Option<Scored> {
        let score = tally.whole[whole.documents.start as usize];
        if score <= 0.0 {
            return None;
        }
        let better =
            |&a: &DocId, &b: &DocId| tally.section[a as usize].total_cmp(&tally.section[b as usize]).then(b.cmp(&a));
        let section = whole.documents.clone().max_by(better).filter(|&best| tally.section[best as usize] > 0.0);
        let part = section.map_or(0.0, |best| tally.section[best as usize] * self.weights.section);
        let (record, lang) = (whole.record, whole.lang);
        Some(Scored { record, lang, score: score + part, complete: false, whole: whole.documents.start, section })
    }

    /// The best records lift what they name under "see also", the first named the most.
    fn lift(&self, corpus: &Corpus, query: &Query<'_>, asked: impl Fn(&Record) -> bool, found: &mut [Option<Scored>]) {
        let mut lifted: Vec<(usize, f32)> = Vec::new();
        for leader in best_first(found, LEADERS) {
            let mut share = leader.score * self.weights.neighbour;
            let named = corpus.records().get(leader.record).into_iter().flat_map(Record::see_also);
            for named in named {
                match lifted.iter_mut().find(|(known, _)| *known == named) {
                    Some((_, lift)) => *lift = lift.max(share),
                    None => lifted.push((named, share)),
                }
                share *= FADE;
            }
        }
        let ceiling = best_first(found, 1).first().map_or(0.0, |best| best.score * CEILING);
        for (named, lift) in lifted {
            let Some(record) = corpus.records().get(named).filter(|record| asked(record)) else { continue };
            let lang = record.text(query.lang).lang;
            let whole = self.wholes.iter().find(|whole| whole.record == named && whole.lang == lang);
            match (&mut found[named], whole) {
                (Some(known), _) => known.score = known.score.max((known.score + lift).min(ceiling)),
                (new, Some(whole)) => {
                    let whole = whole.documents.start;
                    *new = Some(Scored { record: named, lang, score: lift, complete: false, whole, section: None });
                }
                (None, None) => {}
            }
        }
    }
}

/// The best of what was found; of equals, that which comes first in the corpus.
fn best_first(found: &[Option<Scored>], limit: usize) -> Vec<Scored> {
    let better = |a: &(usize, &Scored), b: &(usize, &Scored)| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0));
    let mut found: Vec<(usize, &Scored)> = found.iter().flatten().enumerate().collect();
    // Nearly every record has some word of a query; few are wanted, and only those need an order.
    if limit < found.len() {
        found.select_nth_unstable_by(limit, better);
        found.truncate(limit);
    }
    found.sort_unstable_by(better);
    found.into_iter().map(|(_, scored)| scored.clone()).collect()
}
