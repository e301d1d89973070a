//! From what a person typed to the records that answer it.
//!
//! A record's score has two parts: how well the record as a whole fits (its
//! title, names, headings, all of its words), and how well its best section
//! does. What is typed in full as a title, name, form number or telephone
//! number comes first. The last word counts as the start of a word.

use super::analyze::{Analysis, Word, words};
use super::bytes::Bytes;
use super::matcher::Matcher;
use super::rank::{Scored, Whole};
use super::schema::Fields;
use super::tally::{Lanes, Tally};
use super::terms::{self, Lexicon, Wanted};
use super::weights::Weights;
use super::{BadIndex, Hit, MAX_CHARS, MAX_WORDS, Place, Query, Results, snippet, vocabulary};
use crate::corpus::Corpus;
use crate::lang::Lang;
use tantivy::directory::OwnedBytes;
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, Index, ReloadPolicy, TantivyDocument};

/// An index that is ready to be searched.
pub struct Search {
    pub(super) lanes: Lanes,
    pub(super) fields: Fields,
    pub(super) weights: Weights,
    /// The documents that stand for records, in order.
    pub(super) wholes: Vec<Whole>,
    lexicon: Lexicon,
    /// The languages that there are texts in.
    langs: Vec<Lang>,
}

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
        let wholes = Whole::all(&searcher)?;
        let lanes = Lanes::open(searcher, &fields, wholes.len())?;
        let langs = vocabulary::languages(&lanes, &fields);
        Ok(Search { lanes, fields, weights, wholes, lexicon: Lexicon::of(Lang::En), langs })
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
        if terms::complete_and_correct(&self.lanes, &self.fields, &self.lexicon, &self.weights, &analysis, &mut wanted)
        {
            results.corrected = Some(spelled(&wanted));
        }
        let mut tally = Tally::new(&self.lanes, self.weights.tie);
        let meant = meant(&typed, &wanted);
        self.score_names(&meant, &typed, &mut tally);
        self.score_neighbours(&meant, &analysis, &mut tally);
        for forms in phrases.iter().take_while(|_| !stop()) {
            self.score_phrase(forms, &analysis, &mut tally);
        }
        for word in wanted.iter().take_while(|_| !stop()) {
            self.score_word(word, &analysis, &mut tally);
        }
        let (found, complete) = self.rank(corpus, query, &tally, wanted.len());
        results.relaxed = !found.is_empty() && wanted.len() > 1 && !complete;
        results.matcher = matcher(analysis.lang, &wanted);
        results.hits = found.into_iter().filter_map(|scored| Hit::of(corpus, scored)).collect();
        results
    }

    /// The place of a record that answers best: its head where the title has all the words. `matcher` is that of the
    /// results that `hit` is one of.
    pub fn place(&self, corpus: &Corpus, hit: &Hit, matcher: &Matcher) -> Place {
        let title = corpus.get(&hit.id).map(|record| &record.text(hit.scored.lang).title);
        let is_named = title.is_some_and(|title| matcher.finds_all(title));
        let section = hit.scored.section.filter(|_| !is_named);
        // An index that fails here was opened and checked before: then the record opens at its head.
        self.section(section.unwrap_or(hit.scored.whole), matcher).unwrap_or_default()
    }

    fn section(&self, document: DocId, matcher: &Matcher) -> Option<Place> {
        let document: TantivyDocument = self.lanes.searcher().doc(DocAddress::new(0, document)).ok()?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let block = usize::try_from(document.get_first(self.fields.block)?.as_u64()?).ok()?;
        let snippet = snippet::cut(text(self.fields.shown_heading), text(self.fields.shown_text), matcher);
        Some(Place { block, snippet })
    }
}

impl Hit {
    fn of(corpus: &Corpus, scored: Scored) -> Option<Hit> {
        let id = corpus.records().get(scored.record)?.id.clone();
        Some(Hit { id, complete: scored.complete, scored })
    }
}

/// The typed words, spelled right.
fn meant(typed: &[Word], wanted: &[Wanted]) -> Vec<String> {
    let right = |word: &Word| wanted.iter().find(|wanted| wanted.corrected && wanted.typed == word.exact);
    typed.iter().map(|word| right(word).map_or(&word.exact, |right| &right.forms[0].words[0]).clone()).collect()
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

#[cfg(test)]
mod tests {
    use super::Search;
    use crate::corpus::Corpus;
    use crate::corpus::assemble::{File, assemble};
    use crate::lang::Lang;
    use crate::search::{Query, build};
    use tantivy::directory::OwnedBytes;

    /// The index over records `visa/a`, `visa/b`, … with these lines in their heads.
    fn search(heads: &[&str]) -> (Corpus, Search) {
        let facts = r#"{"group":"t","checked_on":"2026-11-22","confidence":"high","recheck_days":30}"#;
        let record = |(name, head): (char, &&str)| {
            let text = format!("---\n{head}\nsummary: A visa.\n---\n## Who {{#for-me}}\n\nYou.\n");
            [File::new(format!("facts/visa/{name}.json"), facts), File::new(format!("text/en/visa/{name}.md"), text)]
        };
        let corpus: Corpus = assemble(&('a'..).zip(heads).flat_map(record).collect::<Vec<_>>()).0;
        let files = build(&corpus, |_| {}).unwrap().into_iter().map(|(name, bytes)| (name, OwnedBytes::new(bytes)));
        let search = Search::open(files).unwrap();
        (corpus, search)
    }

    /// What a query finds among them.
    fn found(heads: &[&str], text: &str) -> Vec<String> {
        let (corpus, search) = search(heads);
        let query = Query { text, lang: Lang::En, kinds: &[], limit: 10 };
        let results = search.find(&corpus, &query, &|| false);
        results.hits.iter().map(|hit| hit.id.to_string()).collect()
    }

    #[test]
    fn the_vocabulary_has_the_words_of_all_fields() {
        let (_, search) =
            search(&["title: One\nofficial: Ace\nnames: two; third word\nasks: four; fifth", "title: Sixth"]);
        let (fields, exact) = (&search.fields, &search.fields.exact);
        let mut count = 0;
        for field in [exact.title, exact.names, exact.asks, exact.heading, exact.body, exact.record] {
            let mut words = search.lanes.words(field).unwrap().terms().stream().unwrap();
            while words.advance() {
                let word = std::str::from_utf8(words.key()).unwrap();
                assert!(search.lanes.has(fields.vocabulary, word), "{word}");
                count += 1;
            }
        }
        assert!(count > 10, "{count} words");
    }

    #[test]
    fn a_code_in_a_name_is_found_in_any_spelling() {
        for text in ["h2a", "H-2A", "h 2a"] {
            assert_eq!(found(&["title: Farm work\nnames: H-2A; harvest", "title: Hotels"], text), ["visa/a"], "{text}");
        }
    }

    #[test]
    fn no_two_words_of_two_names_stand_together() {
        let apart = "title: One\nnames: card blue; passport lost";
        let together = "title: Two\nnames: card lost; blue passport";
        assert_eq!(found(&[apart, together], "blue passport")[0], "visa/b");
    }

    #[test]
    fn a_name_is_known_though_it_is_misspelt_or_half_typed() {
        let other = "title: Notices\nnames: notices to appeal; to appear again";
        for text in ["notice to apear", "notice to app"] {
            assert_eq!(found(&[other, "title: Court\nnames: notice to appear"], text)[0], "visa/b", "{text}");
        }
    }
}
