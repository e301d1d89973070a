//! Which of the records that were found come first.
//!
//! A record's score is that of its whole and a part of its best section's,
//! weighed by its kind. Then the best records lift what they name under "see
//! also": it is what their readers need next, and editors have chosen it.

use super::Query;
use super::analyze::Analysis;
use super::clauses::{Part, Within};
use super::query::Search;
use super::terms::Wanted;
use crate::corpus::{Corpus, Record};
use crate::id::Id;
use crate::lang::Lang;
use std::collections::BTreeMap;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

/// Records that are scored before kinds are weighed against each other. The same for every limit up to it, so that a
/// longer list starts with the shorter one.
const CANDIDATES: usize = 80;
/// Sections that are looked at for each record that is scored.
const SECTIONS: usize = 4;
/// How many of the best records lift what they name.
const LEADERS: usize = 3;
/// What each further place in a "see also" counts, against the one before it.
const FADE: f32 = 0.85;

/// A record that was found.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub score: f32,
    /// The language of its text.
    pub lang: Lang,
    /// Its best section, if one has any of the words.
    pub section: Option<DocAddress>,
}

impl Search {
    /// The best records for `parts`, as many as the query wants.
    pub(super) fn rank(
        &self,
        corpus: &Corpus,
        query: &Query<'_>,
        parts: Vec<Part>,
        wanted: &[Wanted],
        analysis: &Analysis,
        stop: &dyn Fn() -> bool,
    ) -> Vec<(Id, Scored)> {
        let mut found = self.wholes(corpus, query, parts);
        if !stop() {
            self.add_sections(corpus, query, wanted, analysis, &mut found);
        }
        for (id, scored) in &mut found {
            scored.score *= corpus.get(id).map_or(0.0, |record| self.weights.prior(record));
        }
        self.lift(corpus, query, &mut found);
        best_first(found, query.limit)
    }

    /// Records by how well they fit as a whole.
    fn wholes(&self, corpus: &Corpus, query: &Query<'_>, parts: Vec<Part>) -> BTreeMap<Id, Scored> {
        let head = Term::from_field_u64(self.fields.block, 0);
        let head = ConstScoreQuery::new(Box::new(TermQuery::new(head, IndexRecordOption::Basic)), 0.0);
        let parts: Vec<Part> = vec![(Occur::Must, Box::new(head)), (Occur::Must, Box::new(BooleanQuery::new(parts)))];
        let mut found = BTreeMap::new();
        for (score, address) in self.top(query, parts, query.limit.max(CANDIDATES)) {
            if let Some((id, lang)) = self.address(corpus, address) {
                found.entry(id).or_insert(Scored { score, lang, section: None });
            }
        }
        found
    }

    /// Adds to each record a part of its best section's score, and remembers the section.
    fn add_sections(
        &self,
        corpus: &Corpus,
        query: &Query<'_>,
        wanted: &[Wanted],
        analysis: &Analysis,
        found: &mut BTreeMap<Id, Scored>,
    ) {
        let parts = vec![(Occur::Must, self.any_word(wanted, analysis, Within::Section))];
        for (score, address) in self.top(query, parts, query.limit.max(CANDIDATES) * SECTIONS) {
            let Some((id, lang)) = self.address(corpus, address) else { continue };
            if let Some(scored) = found.get_mut(&id)
                && scored.section.is_none()
                && scored.lang == lang
            {
                scored.score += score * self.weights.section;
                scored.section = Some(address);
            }
        }
    }

    /// The best records lift what they name under "see also", the first named the most.
    fn lift(&self, corpus: &Corpus, query: &Query<'_>, found: &mut BTreeMap<Id, Scored>) {
        let mut lifted: BTreeMap<Id, f32> = BTreeMap::new();
        for (id, leader) in best_first(found.clone(), LEADERS) {
            let named = corpus.get(&id).and_then(Record::facts).map(|facts| facts.see_also);
            let mut share = leader.score * self.weights.neighbour;
            for id in named.into_iter().flatten().filter_map(|id| id.parse::<Id>().ok()) {
                let lift = lifted.entry(id).or_default();
                *lift = lift.max(share);
                share *= FADE;
            }
        }
        for (id, lift) in lifted {
            let Some(record) = corpus.get(&id) else { continue };
            if query.kinds.is_empty() || query.kinds.contains(&id.kind()) {
                let lang = record.text(query.lang).lang;
                found.entry(id).or_insert(Scored { score: 0.0, lang, section: None }).score += lift;
            }
        }
    }
}

fn best_first(found: BTreeMap<Id, Scored>, limit: usize) -> Vec<(Id, Scored)> {
    let mut found: Vec<(Id, Scored)> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
    found.truncate(limit);
    found
}
