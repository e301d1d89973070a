//! What the words of a query score: which fields they are looked for in, in which forms, and what each counts.

use super::analyze::{Analysis, Word};
use super::exact::{candidates, squeeze};
use super::query::Search;
use super::schema::Texts;
use super::tally::{For, Tally};
use super::terms::{Form, Wanted};
use super::vocabulary;

impl Search {
    /// What names a record as a whole: its title or another name typed in full, a form number, a telephone number.
    pub(super) fn score_names(&self, text: &str, typed: &[Word], tally: &mut Tally<'_>) {
        tally.constant(self.fields.key, &squeeze(text), self.weights.key);
        for (covered, code) in candidates(typed) {
            let share = covered.len() as f32 / typed.len() as f32;
            tally.constant(self.fields.code, &code, self.weights.code * share);
            tally.constant(self.fields.mention, &code, self.weights.mention * share);
            if covered.end == typed.len() && code.len() >= 4 {
                let weight = self.weights.code * self.weights.prefix * share;
                for longer in vocabulary::completions(&self.lanes, self.fields.code, &code) {
                    tally.constant(self.fields.code, &longer, weight);
                }
            }
        }
    }

    /// Neighbouring words of the query that stand together in a title, a name, or a question that people ask.
    pub(super) fn score_neighbours(&self, typed: &[Word], analysis: &Analysis, tally: &mut Tally<'_>) {
        let stems: Vec<String> = typed.iter().map(|word| analysis.stem(&word.exact)).collect();
        for pair in stems.windows(2) {
            for field in [self.fields.stem.title, self.fields.stem.names, self.fields.stem.asks] {
                tally.constant_phrase(field, pair, self.weights.phrase);
            }
        }
    }

    /// What words that belong together are also called.
    pub(super) fn score_phrase(&self, forms: &[Form], analysis: &Analysis, tally: &mut Tally<'_>) {
        for form in forms {
            self.form(form, 1.0, analysis, For::Record, tally);
        }
        tally.end_word(false);
    }

    /// One word, in whichever field and form it counts most.
    pub(super) fn score_word(&self, word: &Wanted, analysis: &Analysis, tally: &mut Tally<'_>) {
        for form in &word.forms {
            self.form(form, form.weight, analysis, For::Both, tally);
        }
        for longer in word.longer.iter().filter(|longer| **longer != word.typed) {
            self.in_fields(&self.fields.exact, std::slice::from_ref(longer), self.weights.prefix, For::Both, tally);
        }
        tally.end_word(true);
    }

    fn form(&self, form: &Form, weight: f32, analysis: &Analysis, counts: For, tally: &mut Tally<'_>) {
        if let [word] = form.words.as_slice() {
            self.in_fields(&self.fields.exact, &form.words, weight, counts, tally);
            for stem in analysis.stems(word) {
                self.in_fields(&self.fields.stem, &[stem], weight * self.weights.stem, counts, tally);
            }
        } else {
            // Words that must stand together, each in its first looser form.
            let stems: Vec<String> = form.words.iter().map(|word| analysis.stem(word)).collect();
            self.in_fields(&self.fields.stem, &stems, weight, counts, tally);
        }
    }

    /// Looks for the words in each field, with the field's weight.
    fn in_fields(&self, texts: &Texts, words: &[String], weight: f32, counts: For, tally: &mut Tally<'_>) {
        let weights = &self.weights;
        let fields = [
            (texts.title, weights.title, For::Record),
            (texts.names, weights.names, For::Record),
            (texts.asks, weights.asks, For::Record),
            (texts.record, weights.record, For::Record),
            (texts.heading, weights.heading, For::Both),
            (texts.body, weights.body, For::Section),
        ];
        for (field, of, here) in fields {
            let here = if counts == For::Both || counts == here {
                here
            } else if here == For::Both {
                counts
            } else {
                continue;
            };
            tally.way(field, words, of * weight, here);
        }
    }
}
