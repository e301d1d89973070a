//! From what a person typed to the passages that have it.
//!
//! tantivy's own queries find candidates, since they skip what cannot be among
//! the best: every word must be there, the last one as the start of a word. What
//! stands together is looked for a second time as a phrase. Then the text of the
//! few best is read, and those come first that have the words side by side, then
//! those that have them as they were typed, close together, or in the heading.

use super::top::{Pace, Scored, top};
use super::words::Wanted;
use super::worth::{Worth, worth};
use super::{Error, Library, Passage, read};
use crate::lang::Lang;
use crate::search::analyze::{Analysis, words};
use crate::search::{MAX_CHARS, MAX_WORDS, Matcher, Snippet, snippet};
use std::collections::BTreeMap;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

/// How many passages beyond those wanted are read, to find what stands close together.
const SPARE: usize = 12;
/// A word in more than this share of all passages says little: where any word may match, it is left out.
const COMMON: f32 = 0.2;
/// A phrase is looked for where its rarest word stands in no more passages: to compare places takes time for each.
const PHRASE: u64 = 20_000;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The passages, the best first.
    pub hits: Vec<Hit>,
    /// There was no time for all: there may be better ones.
    pub left_out: bool,
    /// No passage has all the words; these have some.
    pub relaxed: bool,
    /// The words that were searched for in place of misspelt ones.
    pub corrected: Option<String>,
    /// Finds the words of the query in a text.
    pub matcher: Matcher,
}

/// A passage that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The id of its document.
    pub document: String,
    /// The title of its document.
    pub title: String,
    /// Its number in the document, from 0.
    pub passage: u32,
    /// The page that it starts on; 0 for none.
    pub page: u32,
    /// That page as printed.
    pub label: String,
    /// The headings that it stands under, the outermost first.
    pub section: Vec<String>,
    /// A few lines of it around the words; its heading is the innermost one.
    pub snippet: Snippet,
}

impl Library {
    /// The passages that answer `text`, at most `limit`. `lang` is the language of the session. `stop` is asked again and
    /// again; when it says so, what there is is returned, and that something was left out.
    pub fn search(&self, text: &str, lang: Lang, limit: usize, stop: &dyn Fn() -> bool) -> Found {
        // A library that is damaged has nothing to find; `verify` says what is wrong with it.
        self.try_search(text, lang, limit, stop).unwrap_or_default()
    }

    fn try_search(&self, text: &str, lang: Lang, limit: usize, stop: &dyn Fn() -> bool) -> Result<Found, Error> {
        let text: String = text.chars().take(MAX_CHARS).collect();
        let analysis = Analysis::of(&text, lang, &self.langs);
        let wanted = self.wanted_words(&text, &analysis);
        if wanted.is_empty() || limit == 0 {
            return Ok(Found::default());
        }
        let mut found = Found { matcher: matcher(&wanted, analysis.lang), ..Found::default() };
        if wanted.iter().any(|word| word.forms != [word.typed.as_str()]) {
            found.corrected = Some(wanted.iter().map(|word| word.forms[0].as_str()).collect::<Vec<_>>().join(" "));
        }
        let mut scored = self.with_all(&wanted, limit, stop, &mut found.left_out)?;
        if scored.is_empty() && wanted.len() > 1 {
            scored = self.with_some(&wanted, limit, stop, &mut found.left_out)?;
            found.relaxed = !scored.is_empty();
        }
        found.hits = self.closest_first(scored, &wanted, limit);
        Ok(found)
    }

    /// The numbers of the passages of one document in which `text` stands, in order. If the index knows none, the whole
    /// document is read for it, as far as `stop` allows: it may stand within a word.
    pub fn find(&self, id: &str, text: &str, stop: &dyn Fn() -> bool) -> Vec<u32> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let has = |passage: &Passage| !crate::text::fold::find(&passage.text, text).is_empty();
        let numbers = |addresses: &mut dyn Iterator<Item = DocAddress>| {
            let read = addresses.take_while(|_| !stop()).filter_map(|address| self.whole(address));
            let mut numbers: Vec<u32> =
                read.filter(|(_, passage, _)| has(passage)).map(|(.., number)| number).collect();
            numbers.sort_unstable();
            numbers
        };
        let known = numbers(&mut self.with_words(id, text, stop).into_iter());
        if !known.is_empty() {
            return known;
        }
        numbers(&mut self.addresses(id, 0..u32::MAX).map(|(_, address)| address))
    }

    /// The passages of a document with all the words of `text`, the last of which may go on.
    fn with_words(&self, id: &str, text: &str, stop: &dyn Fn() -> bool) -> Vec<DocAddress> {
        let analysis = Analysis::of(text, self.document(id).map(read::lang).unwrap_or_default(), &self.langs);
        let wanted = self.wanted_words(text, &analysis);
        if wanted.is_empty() || wanted.iter().any(|word| word.terms.is_empty()) {
            return Vec::new();
        }
        let document = any_of(&[Term::from_field_text(self.fields.document, id)]);
        let words = wanted.iter().map(|word| (Occur::Must, any_of(&word.terms)));
        let query = of(words.chain([(Occur::Must, document)]));
        let found = top(&self.searcher, &*query, Pace::Stepped, usize::MAX, stop).unwrap_or_default().0;
        found.into_iter().map(|scored| scored.address).collect()
    }

    /// The words that are looked for: all but stop words, unless there are no others.
    fn wanted_words(&self, text: &str, analysis: &Analysis) -> Vec<Wanted> {
        let mut typed = words(analysis.lang, text);
        typed.truncate(MAX_WORDS);
        let open = typed.last().is_some_and(|last| last.range.end == text.len());
        let only_stop_words = typed.iter().all(|word| self.lexicon.is_stop_word(&word.exact));
        let last = typed.len().saturating_sub(1);
        let of = |(at, word): (usize, &crate::search::analyze::Word)| {
            let counts = only_stop_words || !self.lexicon.is_stop_word(&word.exact);
            counts.then(|| self.wanted(&word.exact, at, open && at == last, analysis))
        };
        typed.iter().enumerate().filter_map(of).collect()
    }

    /// Passages with all the words, by what is rare and frequent in them; those with a phrase besides.
    fn with_all(
        &self,
        wanted: &[Wanted],
        limit: usize,
        stop: &dyn Fn() -> bool,
        left_out: &mut bool,
    ) -> Result<Vec<Scored>, Error> {
        if wanted.iter().any(|word| word.terms.is_empty()) {
            return Ok(Vec::new());
        }
        let all = || wanted.iter().map(|word| (Occur::Must, any_of(&word.terms)));
        let (query, pace) = match wanted {
            [word] => (any_of(&word.terms), Pace::Pruned),
            _ if wanted.iter().all(|word| word.terms.len() == 1) => (of(all()), Pace::Pruned),
            _ => (of(all()), Pace::Stepped),
        };
        let mut found = self.top(&*query, pace, limit.saturating_add(SPARE), stop, left_out)?;
        if let Some(phrase) = self.phrase(wanted) {
            let with_phrase = of(all().chain([(Occur::Must, phrase)]));
            let phrases = self.top(&*with_phrase, Pace::Stepped, limit, stop, left_out)?;
            found.retain(|one| phrases.iter().all(|other| other.address != one.address));
            found.extend(phrases);
        }
        Ok(found)
    }

    /// Passages with some of the words. Words that stand in very many are left out, unless there are no others.
    fn with_some(
        &self,
        wanted: &[Wanted],
        limit: usize,
        stop: &dyn Fn() -> bool,
        left_out: &mut bool,
    ) -> Result<Vec<Scored>, Error> {
        let known: Vec<&Wanted> = wanted.iter().filter(|word| !word.terms.is_empty()).collect();
        #[allow(clippy::cast_precision_loss, reason = "a share need not be exact")]
        let share = |word: &&&Wanted| self.frequent(word) as f32 / self.searcher.num_docs().max(1) as f32;
        let telling: Vec<&Wanted> = known.iter().filter(|word| share(word) <= COMMON).copied().collect();
        let taken = if telling.is_empty() { known } else { telling };
        let terms: Vec<Term> = taken.iter().flat_map(|word| word.terms.iter().cloned()).collect();
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        self.top(&*any_of(&terms), Pace::Pruned, limit.saturating_add(SPARE), stop, left_out)
    }

    fn frequent(&self, word: &Wanted) -> u64 {
        word.terms.iter().map(|term| self.frequency(term)).sum()
    }

    fn top(
        &self,
        query: &dyn Query,
        pace: Pace,
        limit: usize,
        stop: &dyn Fn() -> bool,
        left_out: &mut bool,
    ) -> Result<Vec<Scored>, Error> {
        let (found, stopped) = top(&self.searcher, query, pace, limit, stop).map_err(|error| Error::reading(&error))?;
        *left_out |= stopped;
        Ok(found)
    }

    /// The words as typed, side by side, with room for the stop words between them. Words that no passage has as they
    /// were typed take no part, and two must.
    fn phrase(&self, wanted: &[Wanted]) -> Option<Box<dyn Query>> {
        let term = |word: &Wanted| (word.place, Term::from_field_text(self.fields.exact, &word.typed));
        let mut terms: Vec<(usize, Term)> = wanted.iter().map(term).collect();
        terms.retain(|(_, term)| self.frequency(term) > 0);
        let rarest = terms.iter().map(|(_, term)| self.frequency(term)).min()?;
        (terms.len() > 1 && rarest <= PHRASE).then(|| Box::new(PhraseQuery::new_with_offset(terms)) as Box<dyn Query>)
    }

    /// Reads the passages and puts those first that have the words side by side; the others by score and worth.
    fn closest_first(&self, scored: Vec<Scored>, wanted: &[Wanted], limit: usize) -> Vec<Hit> {
        let mut matchers = BTreeMap::new();
        let mut read = Vec::new();
        let is_small = |word: &str| self.lexicon.is_stop_word(word);
        for Scored { score, address } in scored {
            let Some(whole) = self.whole(address) else { continue };
            let lang = self.document(&whole.0).map(read::lang).unwrap_or_default();
            let matcher = matchers.entry(lang).or_insert_with(|| matcher(wanted, lang));
            let Worth { together, share } = worth(&whole.1, lang, matcher, wanted, &is_small);
            read.push(((together, score * (1.0 + share)), whole));
        }
        read.sort_by(|((together, score), whole), ((other_together, other_score), other)| {
            let best = other_together.cmp(together).then(other_score.total_cmp(score));
            // Equals among those that were read stand as in their documents. Where they lie in the index is chance.
            best.then_with(|| (&whole.0, whole.2).cmp(&(&other.0, other.2)))
        });
        read.truncate(limit);
        let hit = |(_, (document, passage, number)): (_, (String, Passage, u32))| {
            let known = self.document(&document)?;
            let (title, matcher) = (known.title.clone(), matchers.get(&read::lang(known))?);
            let heading = passage.section.last().map(String::as_str).unwrap_or_default();
            let snippet = snippet::cut(heading, &passage.text, matcher);
            let Passage { page, label, section, .. } = passage;
            Some(Hit { document, title, passage: number, page, label, section, snippet })
        };
        read.into_iter().filter_map(hit).collect()
    }
}

fn any_of(terms: &[Term]) -> Box<dyn Query> {
    let one = |term: &Term| Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)) as Box<dyn Query>;
    match terms {
        [term] => one(term),
        terms => of(terms.iter().map(|term| (Occur::Should, one(term)))),
    }
}

fn of(clauses: impl Iterator<Item = (Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(clauses.collect()))
}

fn matcher(wanted: &[Wanted], lang: Lang) -> Matcher {
    let forms = wanted.iter().map(|word| word.forms.clone()).collect();
    let open = wanted.last().filter(|word| word.open).map(|word| word.typed.as_str());
    Matcher::new(lang, forms, open)
}
