//! What the words of a query score: which fields they are looked for in, in which forms, and what each counts.

use super::analyze::{Analysis, Word};
use super::exact::candidates;
use super::query::Search;
use super::schema::Texts;
use super::tally::{For, Tally};
use super::terms::{Form, Wanted};
use super::vocabulary;

/// How many letters of a name must be typed before the rest is guessed.
const BEGUN: usize = 3;

impl Search {
    /// What names a record as a whole: its title or another name typed in full, a form number, a telephone number.
    /// `meant` are the typed words, spelled right.
    pub(super) fn score_names(&self, meant: &[String], typed: &[Word], tally: &mut Tally<'_>) {
        let key = meant.concat();
        tally.constant(self.fields.key, &key, self.weights.key);
        if key.len() >= BEGUN {
            let longer = vocabulary::completions(&self.lanes, self.fields.key, &key).into_iter();
            let weight = |longer: &str| self.weights.key * self.weights.prefix * key.len() as f32 / longer.len() as f32;
            let begun = longer.filter(|longer| *longer != key).map(|longer| (longer.clone(), weight(&longer)));
            tally.constant_best(self.fields.key, &begun.collect::<Vec<_>>());
        }
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
    pub(super) fn score_neighbours(&self, meant: &[String], analysis: &Analysis, tally: &mut Tally<'_>) {
        let stems: Vec<String> = meant.iter().map(|word| analysis.stem(word)).collect();
        for pair in stems.windows(2) {
            for field in [self.fields.stem.title, self.fields.stem.names, self.fields.stem.asks] {
                tally.constant_phrase(field, pair, self.weights.phrase);
            }
        }
    }

    /// How much a word tells, in whichever of its forms most documents have it. (The commonest of the longer ones is first.)
    fn rareness(&self, word: &Wanted) -> f32 {
        let own = word.forms.iter().filter(|form| form.weight >= word.forms[0].weight);
        let own = own.flat_map(|form| form.words.first()).chain(word.longer.first());
        let having = own.map(|form| self.lanes.having(self.fields.vocabulary, form)).max().unwrap_or(0);
        self.lanes.rareness(having as f32)
    }

    /// What words that belong together are also called.
    pub(super) fn score_phrase(&self, forms: &[Form], analysis: &Analysis, tally: &mut Tally<'_>) {
        for form in forms {
            self.form(form, 1.0, analysis, For::Record, tally);
        }
        tally.end_word(None);
    }

    /// One word, in whichever field and form it counts most.
    pub(super) fn score_word(&self, word: &Wanted, analysis: &Analysis, tally: &mut Tally<'_>) {
        for form in &word.forms {
            self.form(form, form.weight, analysis, For::Both, tally);
        }
        for longer in word.longer.iter().filter(|longer| **longer != word.typed) {
            self.in_fields(&self.fields.exact, std::slice::from_ref(longer), self.weights.prefix, For::Both, tally);
        }
        tally.end_word(Some(self.rareness(word)));
    }

    fn form(&self, form: &Form, weight: f32, analysis: &Analysis, counts: For, tally: &mut Tally<'_>) {
        if let [word] = form.words.as_slice() {
            // A word that is still being typed is mostly in no text, and the vocabulary has the words of all.
            if self.lanes.has(self.fields.vocabulary, word) {
                self.in_fields(&self.fields.exact, &form.words, weight, counts, tally);
            }
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
