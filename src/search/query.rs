//! From what a person typed to the records that answer it.
//!
//! A record's score has two parts: how well the record as a whole fits (its
//! title, names, headings, all of its words), and how well its best section
//! does. What is typed in full as a title, name, form number or telephone
//! number comes first. The last word counts as the start of a word.

use super::analyze::{Analysis, Matcher, words};
use super::bytes::Bytes;
use super::clauses::{Part, Within};
use super::schema::{Fields, LANGS, PLACE};
use super::terms::{self, Lexicon, Wanted};
use super::weights::Weights;
use super::{BadIndex, Hit, MAX_CHARS, MAX_WORDS, Query, Results, snippet, vocabulary};
use crate::corpus::Corpus;
use crate::id::{Id, Kind};
use crate::lang::Lang;
use std::collections::BTreeSet;
use tantivy::collector::TopDocs;
use tantivy::directory::OwnedBytes;
use tantivy::fastfield::Column;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query as Clause, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, TantivyDocument, Term};

/// An index that is ready to be searched.
pub struct Search {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) weights: Weights,
    lexicon: Lexicon,
    /// The languages that there are texts in.
    langs: Vec<Lang>,
    /// The column of places of each segment.
    places: Vec<Column<u64>>,
}

/// The section of a record that is shown: its block, heading and text.
type Shown = (usize, String, String);

impl Search {
    /// Opens an index of named files.
    ///
    /// # Errors
    /// Where the bytes are no index, or one of another version.
    pub fn open(files: impl IntoIterator<Item = (String, OwnedBytes)>) -> Result<Search, BadIndex> {
        Search::open_with(files, Weights::shipped())
    }

    /// Opens an index with other weights than the program's own, to try them out.
    ///
    /// # Errors
    /// Where the bytes are no index, or one of another version.
    pub fn open_with(
        files: impl IntoIterator<Item = (String, OwnedBytes)>,
        weights: Weights,
    ) -> Result<Search, BadIndex> {
        let fields = Fields::new();
        let index = Index::open(Bytes::new(files))?;
        if index.schema() != fields.schema {
            return Err(BadIndex(tantivy::TantivyError::SchemaError("other fields".to_owned())));
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let langs = vocabulary::languages(&searcher, &fields);
        let places = searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64(PLACE));
        let places = places.collect::<Result<_, _>>()?;
        Ok(Search { searcher, fields, weights, lexicon: Lexicon::of(Lang::En), langs, places })
    }

    /// The records that answer `query`. `stop` is asked between steps; when it says so, what there is is returned.
    pub fn find(&self, corpus: &Corpus, query: &Query<'_>, stop: &dyn Fn() -> bool) -> Results {
        let text: String = query.text.chars().take(MAX_CHARS).collect();
        let analysis = Analysis::of(&text, query.lang, &self.langs);
        let mut typed = words(analysis.lang, &text);
        let cut = query.text.chars().nth(MAX_CHARS).is_some() || typed.len() > MAX_WORDS;
        typed.truncate(MAX_WORDS);
        let mut results = Results { cut, ..Results::default() };
        let Some(last) = typed.last().filter(|_| !stop()) else { return results };
        let open = last.range.end == text.len();
        let (mut wanted, phrases) = terms::wanted(&self.lexicon, &self.weights, &typed, open);
        if terms::complete_and_correct(
            &self.searcher,
            &self.fields,
            &self.weights,
            &self.lexicon,
            &analysis,
            &mut wanted,
        ) {
            results.corrected = Some(spelled(&wanted));
        }
        let mut parts = self.names(&text, &typed);
        parts.extend(self.neighbours(&typed, &analysis));
        parts.extend(self.phrases(&phrases, &analysis));
        parts.push((Occur::Should, self.any_word(&wanted, &analysis, Within::Record)));
        let every = self.every_word(&wanted, &analysis);
        parts.push((Occur::Should, Box::new(ConstScoreQuery::new(every.box_clone(), self.weights.every))));
        let found = self.rank(corpus, query, parts, &wanted, &analysis, stop);
        results.relaxed = !found.is_empty() && wanted.len() > 1 && !self.any(&*every);
        results.matcher = matcher(analysis.lang, &wanted);
        for (id, scored) in found {
            if stop() {
                break;
            }
            let section = scored.section.or_else(|| self.best_section(&id, scored.lang, &wanted, &analysis));
            results.hits.push(self.hit(corpus, id, scored.lang, section, &results.matcher, wanted.len()));
        }
        results
    }

    /// The best documents for `parts` among the kinds that are asked for; those in the session's language first.
    pub(super) fn top(&self, query: &Query<'_>, mut parts: Vec<Part>, limit: usize) -> Vec<(f32, DocAddress)> {
        parts.push(self.constant(self.fields.lang, query.lang.tag(), self.weights.language));
        if !query.kinds.is_empty() {
            let of_kind = |kind: &Kind| self.constant(self.fields.kind, kind.name(), 0.0);
            parts.push((Occur::Must, Box::new(BooleanQuery::new(query.kinds.iter().map(of_kind).collect()))));
        }
        let collector = TopDocs::with_limit(limit.max(1)).order_by_score();
        self.searcher.search(&BooleanQuery::new(parts), &collector).unwrap_or_default()
    }

    fn any(&self, clause: &dyn Clause) -> bool {
        self.searcher.search(clause, &TopDocs::with_limit(1).order_by_score()).is_ok_and(|top| !top.is_empty())
    }

    /// The record and the language of a document.
    pub(super) fn address(&self, corpus: &Corpus, address: DocAddress) -> Option<(Id, Lang)> {
        let place = self.places.get(address.segment_ord as usize)?.first(address.doc_id)?;
        let place = usize::try_from(place).ok()?;
        let record = corpus.records().get(place / LANGS)?;
        Some((record.id.clone(), Lang::all().nth(place % LANGS)?))
    }

    /// The place of the record that answers best: its head where the title has all the words.
    fn hit(
        &self,
        corpus: &Corpus,
        id: Id,
        lang: Lang,
        section: Option<DocAddress>,
        matcher: &Matcher,
        wanted: usize,
    ) -> Hit {
        let named = corpus.get(&id).is_some_and(|record| {
            let seen: BTreeSet<usize> =
                matcher.find(&record.text(lang).title).into_iter().map(|(_, word)| word).collect();
            seen.len() >= wanted
        });
        let section = section.filter(|_| !named).and_then(|section| self.shown(section));
        let (block, heading, text) = section.or_else(|| self.head(&id, lang)).unwrap_or_default();
        Hit { block, snippet: snippet::cut(&heading, &text, matcher), id }
    }

    /// The section of a record that has the most of the words.
    fn best_section(&self, id: &Id, lang: Lang, wanted: &[Wanted], analysis: &Analysis) -> Option<DocAddress> {
        let parts: Vec<Part> = vec![
            (Occur::Must, self.term(self.fields.id, &id.to_string())),
            (Occur::Must, self.term(self.fields.lang, lang.tag())),
            (Occur::Must, self.any_word(wanted, analysis, Within::Section)),
        ];
        let top = self.searcher.search(&BooleanQuery::new(parts), &TopDocs::with_limit(1).order_by_score()).ok()?;
        top.first().map(|(_, address)| *address)
    }

    fn head(&self, id: &Id, lang: Lang) -> Option<Shown> {
        let block = Term::from_field_u64(self.fields.block, 0);
        let parts: Vec<Part> = vec![
            (Occur::Must, self.term(self.fields.id, &id.to_string())),
            (Occur::Must, self.term(self.fields.lang, lang.tag())),
            (Occur::Must, Box::new(TermQuery::new(block, IndexRecordOption::Basic))),
        ];
        let top = self.searcher.search(&BooleanQuery::new(parts), &TopDocs::with_limit(1).order_by_score()).ok()?;
        self.shown(top.first()?.1)
    }

    fn shown(&self, address: DocAddress) -> Option<Shown> {
        let document: TantivyDocument = self.searcher.doc(address).ok()?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let block = document.get_first(self.fields.block)?.as_u64()?;
        Some((usize::try_from(block).ok()?, text(self.fields.shown_heading), text(self.fields.shown_text)))
    }
}

fn matcher(lang: Lang, wanted: &[Wanted]) -> Matcher {
    let forms = |word: &Wanted| {
        word.forms.iter().filter(|form| form.words.len() == 1).map(|form| form.words[0].clone()).collect()
    };
    let words: Vec<Vec<String>> = wanted.iter().map(forms).collect();
    let open = wanted.last().filter(|word| word.open).map(|word| word.typed.as_str());
    Matcher::new(lang, words, open)
}

/// The words that were searched for, as one would type them.
fn spelled(wanted: &[Wanted]) -> String {
    wanted.iter().map(|word| word.forms[0].words.join(" ")).collect::<Vec<_>>().join(" ")
}
