//! From what a person typed to the records that answer it.
//!
//! Every word must be there (a stop word may be missing), each in whichever
//! field it counts most. The last word counts as the start of a word. Where
//! nothing has all the words, misspelt ones are corrected; where that does not
//! help, records that have some of the words are shown and the screen says so.

use super::analyze::{Matcher, Stems, Word, words};
use super::exact::{candidates, squeeze};
use super::schema::{Fields, Texts};
use super::{BadIndex, Hit, MAX_CHARS, MAX_WORDS, Query, Results, snippet, vocabulary};
use crate::corpus::Corpus;
use crate::id::{Id, Kind};
use crate::lang::Lang;
use crate::search::bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::collector::TopDocs;
use tantivy::directory::OwnedBytes;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, Query as Clause, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, TantivyDocument, Term};

/// The sections looked at for each record that is wanted: a long record has fourteen.
const SECTIONS: usize = 14;

/// How much each way of matching counts: `index/weights.json`.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    /// The whole query is a title or name.
    key: f32,
    /// A form number, law or telephone number.
    code: f32,
    title: f32,
    names: f32,
    heading: f32,
    body: f32,
    /// Anywhere in the record.
    record: f32,
    /// A stem, against the word as written.
    stem: f32,
    /// A word that the last one starts.
    prefix: f32,
    /// A word that a misspelt one may have meant.
    corrected: f32,
    /// A text in the session's language.
    language: f32,
    /// What the weaker fields of a word add to the strongest.
    tie: f32,
}

/// An index that is ready to be searched.
pub struct Search {
    searcher: Searcher,
    fields: Fields,
    weights: Weights,
    stop_words: BTreeSet<String>,
}

/// A word of the query and what it may stand for.
struct Wanted {
    /// The folded word; several where it was corrected.
    forms: Vec<String>,
    /// The last word may go on.
    open: bool,
    corrected: bool,
}

impl Search {
    /// Opens an index of named files.
    ///
    /// # Errors
    /// Where the bytes are no index, or one of another version.
    pub fn open(files: impl IntoIterator<Item = (String, OwnedBytes)>) -> Result<Search, BadIndex> {
        let fields = Fields::new();
        let index = Index::open(Bytes::new(files))?;
        if index.schema() != fields.schema {
            return Err(BadIndex(tantivy::TantivyError::SchemaError("other fields".to_owned())));
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let stop_words: Vec<String> = parse(include_str!("../../index/stopwords/en.json"));
        Ok(Search {
            searcher: reader.searcher(),
            fields,
            weights: parse(include_str!("../../index/weights.json")),
            stop_words: stop_words.into_iter().collect(),
        })
    }

    /// The records that answer `query`. `stop` is asked between steps; when it says so, what there is is returned.
    pub fn find(&self, corpus: &Corpus, query: &Query<'_>, stop: &dyn Fn() -> bool) -> Results {
        let text: String = query.text.chars().take(MAX_CHARS).collect();
        let mut typed = words(&text);
        let cut = query.text.chars().nth(MAX_CHARS).is_some() || typed.len() > MAX_WORDS;
        typed.truncate(MAX_WORDS);
        if typed.is_empty() {
            return Results { cut, ..Results::default() };
        }
        let stems = Stems::of(query.lang);
        let open = typed.last().is_some_and(|word| word.range.end == text.len());
        let mut wanted = self.wanted(&typed, open);
        let mut results = Results { cut, ..Results::default() };
        let mut found = self.run(&self.all_words(&wanted, &typed, &stems, query), query);
        if found.is_empty() && !stop() && self.correct(&mut wanted, open) {
            found = self.run(&self.all_words(&wanted, &typed, &stems, query), query);
            results.corrected = wanted.iter().any(|word| word.corrected).then(|| spelled(&wanted));
        }
        if found.is_empty() && !stop() {
            found = self.run(&self.any_word(&wanted, &stems), query);
            results.relaxed = !found.is_empty();
        }
        let matcher = matcher(query.lang, &wanted);
        for (id, lang) in found {
            if stop() {
                break;
            }
            results.hits.push(self.hit(corpus, id, lang, &wanted, &matcher, &stems));
        }
        results.matcher = matcher;
        results
    }

    /// The words that must be found: all but stop words, unless there are no others.
    fn wanted(&self, typed: &[Word], open: bool) -> Vec<Wanted> {
        let last = typed.len() - 1;
        let wanted = |(at, word): (usize, &Word)| {
            let open = open && at == last;
            Wanted { forms: vec![word.exact.clone()], open, corrected: false }
        };
        let counts = |(_, word): &(usize, &Word)| !self.stop_words.contains(&word.exact);
        let some: Vec<Wanted> = typed.iter().enumerate().filter(counts).map(wanted).collect();
        if some.is_empty() { typed.iter().enumerate().map(wanted).collect() } else { some }
    }

    /// Replaces unknown words by the nearest known ones. Whether any was replaced.
    fn correct(&self, wanted: &mut [Wanted], open: bool) -> bool {
        let mut any = false;
        for word in wanted {
            let form = &word.forms[0];
            let started = open && word.open && !self.completions(form).is_empty();
            if vocabulary::known(&self.searcher, &self.fields, form) || started {
                continue;
            }
            let nearest = vocabulary::corrections(&self.searcher, &self.fields, form);
            if !nearest.is_empty() {
                (word.forms, word.open, word.corrected) = (nearest, false, true);
                any = true;
            }
        }
        any
    }

    fn completions(&self, start: &str) -> Vec<String> {
        vocabulary::completions(&self.searcher, self.fields.vocabulary, start)
    }

    /// Sections of records that have every word, or whose name or code is what was typed.
    fn all_words(&self, wanted: &[Wanted], typed: &[Word], stems: &Stems, query: &Query<'_>) -> Box<dyn Clause> {
        let every = wanted.iter().map(|word| (Occur::Must, self.word(word, stems))).collect();
        let mut either: Vec<(Occur, Box<dyn Clause>)> = vec![(Occur::Should, Box::new(BooleanQuery::new(every)))];
        let name = squeeze(query.text);
        either.push((Occur::Should, self.scored(self.fields.key, &name, self.weights.key)));
        for (covered, code) in candidates(typed) {
            let whole = covered.len() as f32 / typed.len() as f32;
            either.push((Occur::Should, self.scored(self.fields.code, &code, self.weights.code * whole)));
            if covered.end == typed.len() && code.len() >= 4 {
                for longer in vocabulary::completions(&self.searcher, self.fields.code, &code) {
                    let weight = self.weights.code * self.weights.prefix * whole;
                    either.push((Occur::Should, self.scored(self.fields.code, &longer, weight)));
                }
            }
        }
        Box::new(BooleanQuery::new(either))
    }

    fn any_word(&self, wanted: &[Wanted], stems: &Stems) -> Box<dyn Clause> {
        Box::new(BooleanQuery::new(wanted.iter().map(|word| (Occur::Should, self.word(word, stems))).collect()))
    }

    /// One word, in whichever field and form it counts most.
    fn word(&self, word: &Wanted, stems: &Stems) -> Box<dyn Clause> {
        let mut ways: Vec<Box<dyn Clause>> = Vec::new();
        let share = if word.corrected { self.weights.corrected } else { 1.0 };
        for form in &word.forms {
            self.in_texts(&self.fields.exact, form, share, &mut ways);
            self.in_texts(&self.fields.stem, &stems.stem(form), share * self.weights.stem, &mut ways);
        }
        if word.open {
            for longer in self.completions(&word.forms[0]) {
                self.in_texts(&self.fields.exact, &longer, self.weights.prefix, &mut ways);
            }
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, self.weights.tie))
    }

    fn in_texts(&self, texts: &Texts, word: &str, share: f32, ways: &mut Vec<Box<dyn Clause>>) {
        let weights = &self.weights;
        for (field, weight) in [
            (texts.title, weights.title),
            (texts.names, weights.names),
            (texts.heading, weights.heading),
            (texts.body, weights.body),
            (texts.record, weights.record),
        ] {
            let term = TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs);
            ways.push(Box::new(BoostQuery::new(Box::new(term), weight * share)));
        }
    }

    /// A term that counts the same wherever it stands.
    fn scored(&self, field: Field, text: &str, weight: f32) -> Box<dyn Clause> {
        Box::new(ConstScoreQuery::new(self.term(field, text), weight))
    }

    fn term(&self, field: Field, text: &str) -> Box<dyn Clause> {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
    }

    /// The records whose sections `clause` finds, the best first, each once, with the language of its best text.
    fn run(&self, clause: &dyn Clause, query: &Query<'_>) -> Vec<(Id, Lang)> {
        let mut parts: Vec<(Occur, Box<dyn Clause>)> = vec![(Occur::Must, clause.box_clone())];
        parts.push((Occur::Should, self.scored(self.fields.lang, query.lang.tag(), self.weights.language)));
        if !query.kinds.is_empty() {
            let of_kind = |kind: &Kind| (Occur::Should, self.scored(self.fields.kind, kind.name(), 0.0));
            parts.push((Occur::Must, Box::new(BooleanQuery::new(query.kinds.iter().map(of_kind).collect()))));
        }
        let collector = TopDocs::with_limit((query.limit * SECTIONS).max(1)).order_by_score();
        let Ok(top) = self.searcher.search(&BooleanQuery::new(parts), &collector) else { return Vec::new() };
        let mut best: BTreeMap<Id, (f32, Lang)> = BTreeMap::new();
        for (score, address) in top {
            let Some((id, lang)) = self.address(address) else { continue };
            best.entry(id).or_insert((score, lang));
        }
        let mut found: Vec<(Id, f32, Lang)> = best.into_iter().map(|(id, (score, lang))| (id, score, lang)).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found.truncate(query.limit);
        found.into_iter().map(|(id, _, lang)| (id, lang)).collect()
    }

    fn address(&self, address: DocAddress) -> Option<(Id, Lang)> {
        let document: TantivyDocument = self.searcher.doc(address).ok()?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str());
        Some((text(self.fields.id)?.parse().ok()?, Lang::from_tag(text(self.fields.lang)?)?))
    }

    /// The place of the record that answers best: its head where title and names have all the words.
    fn hit(&self, corpus: &Corpus, id: Id, lang: Lang, wanted: &[Wanted], matcher: &Matcher, stems: &Stems) -> Hit {
        let named = corpus.get(&id).is_some_and(|record| {
            let text = record.text(lang);
            let names = format!("{}\n{}", text.title, text.names.join("\n"));
            let seen: BTreeSet<usize> = matcher.find(&names).into_iter().map(|(_, word)| word).collect();
            seen.len() >= wanted.len()
        });
        let section = if named { None } else { self.best_section(&id, lang, wanted, stems) };
        let (block, heading, text) = section.or_else(|| self.head(&id, lang)).unwrap_or_default();
        Hit { block, snippet: snippet::cut(&heading, &text, matcher), id }
    }

    fn best_section(&self, id: &Id, lang: Lang, wanted: &[Wanted], stems: &Stems) -> Option<(usize, String, String)> {
        let parts = vec![
            (Occur::Must, self.term(self.fields.id, &id.to_string())),
            (Occur::Must, self.term(self.fields.lang, lang.tag())),
            (Occur::Must, self.any_word_in_section(wanted, stems)),
        ];
        self.first(&BooleanQuery::new(parts))
    }

    fn any_word_in_section(&self, wanted: &[Wanted], stems: &Stems) -> Box<dyn Clause> {
        let (exact, stem) = (&self.fields.exact, &self.fields.stem);
        let mut ways: Vec<(Occur, Box<dyn Clause>)> = Vec::new();
        for word in wanted {
            let mut any: Vec<Box<dyn Clause>> = Vec::new();
            let longer = if word.open { self.completions(&word.forms[0]) } else { Vec::new() };
            for form in word.forms.iter().chain(&longer) {
                for (field, form) in [
                    (exact.heading, form.clone()),
                    (exact.body, form.clone()),
                    (stem.heading, stems.stem(form)),
                    (stem.body, stems.stem(form)),
                ] {
                    any.push(Box::new(TermQuery::new(
                        Term::from_field_text(field, &form),
                        IndexRecordOption::WithFreqs,
                    )));
                }
            }
            ways.push((Occur::Should, Box::new(DisjunctionMaxQuery::new(any))));
        }
        Box::new(BooleanQuery::new(ways))
    }

    fn head(&self, id: &Id, lang: Lang) -> Option<(usize, String, String)> {
        let block = Term::from_field_u64(self.fields.block, 0);
        let parts: Vec<(Occur, Box<dyn Clause>)> = vec![
            (Occur::Must, self.term(self.fields.id, &id.to_string())),
            (Occur::Must, self.term(self.fields.lang, lang.tag())),
            (Occur::Must, Box::new(TermQuery::new(block, IndexRecordOption::Basic))),
        ];
        self.first(&BooleanQuery::new(parts))
    }

    fn first(&self, clause: &dyn Clause) -> Option<(usize, String, String)> {
        let top = self.searcher.search(clause, &TopDocs::with_limit(1).order_by_score()).ok()?;
        let document: TantivyDocument = self.searcher.doc(top.first()?.1).ok()?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let block = document.get_first(self.fields.block)?.as_u64()?;
        Some((usize::try_from(block).ok()?, text(self.fields.shown_heading), text(self.fields.shown_text)))
    }
}

fn parse<T: serde::de::DeserializeOwned>(json: &str) -> T {
    // The file is part of the program, and a test opens an index with it.
    serde_json::from_str(json).expect("a file of index/ is not in its format")
}

fn matcher(lang: Lang, wanted: &[Wanted]) -> Matcher {
    let (open, closed): (Vec<&Wanted>, Vec<&Wanted>) = wanted.iter().partition(|word| word.open);
    let forms: Vec<String> = closed.iter().flat_map(|word| word.forms.iter().cloned()).collect();
    Matcher::new(lang, &forms, open.first().map(|word| word.forms[0].as_str()))
}

/// The words that were searched for, as one would type them.
fn spelled(wanted: &[Wanted]) -> String {
    wanted.iter().map(|word| word.forms[0].as_str()).collect::<Vec<_>>().join(" ")
}
