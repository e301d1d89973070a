//! Scores by document.
//!
//! A corpus has some thousand sections, so a query reads the postings of each
//! word once and keeps a score for every document in a row. That is several
//! times quicker than a tree of tantivy's queries, one for each field and form
//! of each word, and one reading answers three questions: how well a record
//! fits as a whole, which of its sections fits best, and whether all words
//! were found.

use super::BadIndex;
use super::schema::Fields;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::query::{EnableScoring, PhraseQuery, Query as _};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, Term};

/// BM25's usual constants, as in tantivy and Lucene: how soon a repeated word stops to count, and how much a long text
/// is held back.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// [`B`] for other names: each stands alone, and a record that is called many things is no less about one of them.
const B_OF_NAMES: f32 = 0.2;
/// [`K1`] in the fields that hold much: there, each repetition goes on telling what a record is about.
const K1_OF_MUCH: f32 = 2.5;

/// The index as its fields, open for reading.
pub(super) struct Lanes {
    searcher: Searcher,
    /// By field number; None for fields that hold no words.
    lanes: Vec<Option<Lane>>,
}

/// One field of words.
struct Lane {
    index: Arc<InvertedIndexReader>,
    /// None where lengths were not kept: fields of whole names and codes.
    norms: Option<FieldNormReader>,
    /// What the length of a text adds to BM25's divisor, by the text's length code.
    damping: [f32; 256],
}

impl Lanes {
    /// Opens the word fields of an index of `wholes` records.
    pub fn open(searcher: Searcher, fields: &Fields, wholes: usize) -> Result<Lanes, BadIndex> {
        let mut lanes = Vec::new();
        if let Some(segment) = searcher.segment_readers().first() {
            for (field, entry) in fields.schema.fields() {
                let documents = if fields.is_of_section(field) { segment.max_doc() as usize } else { wholes };
                let k1 = if fields.holds_much(field) { K1_OF_MUCH } else { K1 };
                let b = if fields.are_names(field) { B_OF_NAMES } else { B };
                lanes.push(if entry.is_indexed() { Some(Lane::open(segment, field, documents, k1, b)?) } else { None });
            }
        }
        Ok(Lanes { searcher, lanes })
    }

    /// How many documents there are.
    pub fn documents(&self) -> usize {
        self.searcher.segment_readers().first().map_or(0, |segment| segment.max_doc() as usize)
    }

    /// The words of a field, or nothing where the index is empty.
    pub fn words(&self, field: Field) -> Option<&InvertedIndexReader> {
        Some(&*self.lane(field)?.index)
    }

    fn lane(&self, field: Field) -> Option<&Lane> {
        self.lanes.get(field.field_id() as usize)?.as_ref()
    }

    /// Whether `word` stands anywhere in `field`.
    pub fn has(&self, field: Field, word: &str) -> bool {
        self.having(field, word) > 0
    }

    /// How many documents have `word` in `field`.
    pub fn having(&self, field: Field, word: &str) -> u32 {
        let term = Term::from_field_text(field, word);
        let info = self.words(field).and_then(|index| index.get_term_info(&term).ok().flatten());
        info.map_or(0, |info| info.doc_freq)
    }

    /// How much a word tells that `having` of all documents have (BM25's weight of a term).
    pub fn rareness(&self, having: f32) -> f32 {
        // Against all sections, also in a field that only records hold: so a rare word counts less beside two common ones.
        (1.0 + (self.documents() as f32 - having + 0.5) / (having + 0.5)).ln()
    }

    /// Calls `found` with each document that has `word` in `field`, and BM25's score for it.
    pub fn each(&self, field: Field, word: &str, mut found: impl FnMut(usize, f32)) {
        let term = Term::from_field_text(field, word);
        let Some(lane) = self.lane(field) else { return };
        let Ok(Some(info)) = lane.index.get_term_info(&term) else { return };
        let Ok(mut postings) = lane.index.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqs) else {
            return;
        };
        let rare = (1.0 + K1) * self.rareness(info.doc_freq as f32);
        while postings.doc() != TERMINATED {
            let length = lane.norms.as_ref().map_or(0, |norms| norms.fieldnorm_id(postings.doc()));
            let often = postings.term_freq() as f32;
            found(postings.doc() as usize, rare * often / (often + lane.damping[usize::from(length)]));
            postings.advance();
        }
    }

    /// Calls `found` with each document in whose `field` the words stand one behind the other, and the score.
    pub fn each_phrase(&self, field: Field, words: &[String], mut found: impl FnMut(usize, f32)) {
        if words.len() < 2 || !words.iter().all(|word| self.has(field, word)) {
            return;
        }
        let phrase = PhraseQuery::new(words.iter().map(|word| Term::from_field_text(field, word)).collect());
        let Some(segment) = self.searcher.segment_readers().first() else { return };
        if let Ok(weight) = phrase.weight(EnableScoring::enabled_from_searcher(&self.searcher)) {
            let mut each = |document: u32, score: f32| found(document as usize, score);
            // An index that fails here was opened and checked before: it has nothing to say about this phrase.
            let _ = weight.for_each(segment, &mut each);
        }
    }

    /// The stored fields of documents.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }
}

impl Lane {
    /// `documents` is how many hold the field.
    fn open(segment: &SegmentReader, field: Field, documents: usize, k1: f32, b: f32) -> Result<Lane, BadIndex> {
        let index = segment.inverted_index(field)?;
        let norms = segment.fieldnorms_readers().get_field(field)?;
        let average = (index.total_num_tokens() as f32 / documents as f32).max(f32::MIN_POSITIVE);
        let damping = std::array::from_fn(|code| {
            let length = u8::try_from(code).map_or(0, FieldNormReader::id_to_fieldnorm) as f32;
            k1 * (1.0 - b + b * length / average)
        });
        Ok(Lane { index, norms, damping })
    }
}

/// What a query has found so far: a number for each document.
pub(super) struct Tally<'a> {
    lanes: &'a Lanes,
    /// How much the weaker ways in which a word is found add to the strongest.
    tie: f32,
    /// The score of a record as a whole; counts at the record's first document.
    pub whole: Vec<f32>,
    /// The score of each section alone.
    pub section: Vec<f32>,
    /// How many of the query's words the record has.
    pub words: Vec<u16>,
    /// The rareness of the words that the record has, added up.
    pub covered: Vec<f32>,
    /// The rareness of all words of the query.
    pub asked: f32,
    /// The present word: its best way and the sum of all ways, as a whole and in the section.
    ways: [Ways; 2],
}

#[derive(Clone, Default)]
struct Ways {
    best: Vec<f32>,
    sum: Vec<f32>,
}

/// Where a match counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// For the record.
    Record,
    /// For the section.
    Section,
    /// For both.
    Both,
}

impl<'a> Tally<'a> {
    /// A tally in which nothing has been found.
    pub fn new(lanes: &'a Lanes, tie: f32) -> Tally<'a> {
        let none = vec![0.0; lanes.documents()];
        let ways = Ways { best: none.clone(), sum: none.clone() };
        let words = vec![0; none.len()];
        let (whole, section) = (none.clone(), none.clone());
        Tally { lanes, tie, whole, section, words, covered: none, asked: 0.0, ways: [ways.clone(), ways] }
    }

    /// Adds `weight` to every record that has `text` in `field`.
    pub fn constant(&mut self, field: Field, text: &str, weight: f32) {
        let whole = &mut self.whole;
        self.lanes.each(field, text, |document, _| whole[document] += weight);
    }

    /// Adds the largest weight among those of the `texts` that a record has in `field`.
    pub fn constant_best(&mut self, field: Field, texts: &[(String, f32)]) {
        let mut best: BTreeMap<usize, f32> = BTreeMap::new();
        for (text, weight) in texts {
            self.lanes.each(field, text, |document, _| {
                let known = best.entry(document).or_default();
                *known = known.max(*weight);
            });
        }
        for (document, weight) in best {
            self.whole[document] += weight;
        }
    }

    /// Adds `weight` to every record in whose `field` the words stand together, and less the more records those are: "how
    /// do" says little.
    pub fn constant_phrase(&mut self, field: Field, words: &[String], weight: f32) {
        let mut having = Vec::new();
        self.lanes.each_phrase(field, words, |document, _| having.push(document));
        let rare = self.lanes.rareness(having.len() as f32) / self.lanes.rareness(1.0);
        for document in having {
            self.whole[document] += weight * rare.sqrt();
        }
    }

    /// One way in which the present word may be found: one word in a field, or several that stand together.
    pub fn way(&mut self, field: Field, words: &[String], weight: f32, counts: For) {
        let [record, section] = &mut self.ways;
        let found = |document: usize, score: f32| {
            if counts != For::Section {
                record.add(document, score * weight);
            }
            if counts != For::Record {
                section.add(document, score * weight);
            }
        };
        match words {
            [word] => self.lanes.each(field, word, found),
            _ => self.lanes.each_phrase(field, words, found),
        }
    }

    /// Ends the present word. `rare` is its rareness where a record that lacks it lacks a word of the query.
    pub fn end_word(&mut self, rare: Option<f32>) {
        let [record, section] = &mut self.ways;
        // Of a word that nothing has, often one of another language, no record can be blamed for the lack.
        let known = record.best.iter().any(|&best| best > 0.0);
        self.asked += rare.filter(|_| known).unwrap_or_default();
        for (document, words) in self.words.iter_mut().enumerate() {
            if let Some(rare) = rare.filter(|_| record.best[document] > 0.0) {
                *words += 1;
                self.covered[document] += rare;
            }
            self.whole[document] += record.take(document, self.tie);
            self.section[document] += section.take(document, self.tie);
        }
    }
}

impl Ways {
    fn add(&mut self, document: usize, score: f32) {
        self.best[document] = self.best[document].max(score);
        self.sum[document] += score;
    }

    /// The strongest way and a share of the others.
    fn take(&mut self, document: usize, tie: f32) -> f32 {
        let (best, sum) = (std::mem::take(&mut self.best[document]), std::mem::take(&mut self.sum[document]));
        best + (sum - best) * tie
    }
}
