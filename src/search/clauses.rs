//! From words to tantivy's queries.

use super::analyze::{Analysis, Word};
use super::exact::{candidates, squeeze};
use super::query::Search;
use super::schema::Texts;
use super::terms::{Form, Wanted};
use super::vocabulary;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query as Clause, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

pub(super) type Part = (Occur, Box<dyn Clause>);

/// Which documents a word is looked for in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// The one that stands for a record as a whole.
    Record,
    /// Each section alone.
    Section,
}

impl Search {
    /// Records that have any of the words; those that have more, and in better places, score higher.
    pub(super) fn any_word(&self, wanted: &[Wanted], analysis: &Analysis, within: Within) -> Box<dyn Clause> {
        let words = wanted.iter().map(|word| (Occur::Should, self.word(word, analysis, within)));
        Box::new(BooleanQuery::new(words.collect()))
    }

    /// Records that have every word.
    pub(super) fn every_word(&self, wanted: &[Wanted], analysis: &Analysis) -> Box<dyn Clause> {
        let words = wanted.iter().map(|word| (Occur::Must, self.word(word, analysis, Within::Record)));
        Box::new(BooleanQuery::new(words.collect()))
    }

    /// What names a record as a whole: its title or another name typed in full, a form number, a telephone number.
    pub(super) fn names(&self, text: &str, typed: &[Word]) -> Vec<Part> {
        let mut parts: Vec<Part> = vec![self.constant(self.fields.key, &squeeze(text), self.weights.key)];
        for (covered, code) in candidates(typed) {
            let share = covered.len() as f32 / typed.len() as f32;
            parts.push(self.constant(self.fields.code, &code, self.weights.code * share));
            parts.push(self.constant(self.fields.mention, &code, self.weights.mention * share));
            if covered.end == typed.len() && code.len() >= 4 {
                let weight = self.weights.code * self.weights.prefix * share;
                for longer in vocabulary::completions(&self.searcher, self.fields.code, &code) {
                    parts.push(self.constant(self.fields.code, &longer, weight));
                }
            }
        }
        parts
    }

    /// Neighbouring words of the query that stand together in a title or name.
    pub(super) fn neighbours(&self, typed: &[Word], analysis: &Analysis) -> Vec<Part> {
        let fields = [self.fields.stem.title, self.fields.stem.names, self.fields.stem.asks];
        let pairs = typed.windows(2).flat_map(|pair| {
            let words: Vec<String> = pair.iter().map(|word| word.exact.clone()).collect();
            fields.map(|field| (Occur::Should, constant(together(field, &words, analysis), self.weights.phrase)))
        });
        pairs.collect()
    }

    /// What words that belong together are also called.
    pub(super) fn phrases(&self, phrases: &[Vec<Form>], analysis: &Analysis) -> Vec<Part> {
        let clause = |forms: &Vec<Form>| {
            let mut ways = Vec::new();
            forms.iter().for_each(|form| self.form(form, 1.0, analysis, Within::Record, &mut ways));
            let any: Box<dyn Clause> = Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, self.weights.tie));
            (Occur::Should, any)
        };
        phrases.iter().map(clause).collect()
    }

    /// One word, in whichever field and form it counts most.
    fn word(&self, word: &Wanted, analysis: &Analysis, within: Within) -> Box<dyn Clause> {
        let mut ways: Vec<Box<dyn Clause>> = Vec::new();
        word.forms.iter().for_each(|form| self.form(form, form.weight, analysis, within, &mut ways));
        for longer in word.longer.iter().filter(|longer| **longer != word.typed) {
            let field = |field, weight| self.scored(field, longer, weight * self.weights.prefix);
            self.in_fields(&self.fields.exact, within, field, &mut ways);
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, self.weights.tie))
    }

    fn form(&self, form: &Form, weight: f32, analysis: &Analysis, within: Within, ways: &mut Vec<Box<dyn Clause>>) {
        if let [word] = form.words.as_slice() {
            self.in_fields(&self.fields.exact, within, |field, of| self.scored(field, word, of * weight), ways);
            let weight = weight * self.weights.stem;
            for stem in analysis.stems(word) {
                self.in_fields(&self.fields.stem, within, |field, of| self.scored(field, &stem, of * weight), ways);
            }
        } else {
            let clause = |field, of: f32| -> Box<dyn Clause> {
                Box::new(BoostQuery::new(together(field, &form.words, analysis), of * weight))
            };
            self.in_fields(&self.fields.stem, within, clause, ways);
        }
    }

    /// A clause for each field, with the field's weight.
    fn in_fields(
        &self,
        texts: &Texts,
        within: Within,
        clause: impl Fn(Field, f32) -> Box<dyn Clause>,
        ways: &mut Vec<Box<dyn Clause>>,
    ) {
        let weights = &self.weights;
        let fields = match within {
            Within::Record => &[
                (texts.title, weights.title),
                (texts.names, weights.names),
                (texts.asks, weights.asks),
                (texts.heading, weights.heading),
                (texts.record, weights.record),
            ][..],
            Within::Section => &[(texts.heading, weights.heading), (texts.body, weights.body)],
        };
        for &(field, weight) in fields {
            if weight > 0.0 {
                ways.push(clause(field, weight));
            }
        }
    }

    /// A word in a field, scored by how rare it is.
    fn scored(&self, field: Field, word: &str, weight: f32) -> Box<dyn Clause> {
        let term = TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(term), weight))
    }

    /// A term that counts the same wherever it stands.
    pub(super) fn constant(&self, field: Field, text: &str, weight: f32) -> Part {
        (Occur::Should, constant(self.term(field, text), weight))
    }

    pub(super) fn term(&self, field: Field, text: &str) -> Box<dyn Clause> {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
    }
}

fn constant(clause: Box<dyn Clause>, weight: f32) -> Box<dyn Clause> {
    Box::new(ConstScoreQuery::new(clause, weight))
}

/// The words one behind the other, each in its first looser form.
fn together(field: Field, words: &[String], analysis: &Analysis) -> Box<dyn Clause> {
    let terms = words.iter().filter_map(|word| analysis.stems(word).into_iter().next());
    Box::new(PhraseQuery::new(terms.map(|stem| Term::from_field_text(field, &stem)).collect()))
}
