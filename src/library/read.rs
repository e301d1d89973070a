//! Reading a library: its documents, their outlines, their passages.

use super::outline::Heading;
use super::schema::{Fields, ORDINAL, PAGE};
use super::{Document, Error, Passage, verify};
use crate::lang::Lang;
use crate::search::bytes::Bytes;
use crate::search::terms::Lexicon;
use crate::text::scrub::scrub;
use std::collections::BTreeMap;
use std::ops::Range;
use tantivy::directory::OwnedBytes;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{
    DocAddress, DocSet, Index, ReloadPolicy, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, TantivyDocument, Term,
};

/// A library that is ready to be read. Of its texts nothing is in memory but what the system keeps of its files.
pub struct Library {
    pub(super) fields: Fields,
    pub(super) bytes: Bytes,
    pub(super) index: Index,
    pub(super) searcher: Searcher,
    pub(super) catalogue: BTreeMap<String, Document>,
    /// The languages that there are documents in.
    pub(super) langs: Vec<Lang>,
    /// The words that say nothing.
    pub(super) lexicon: Lexicon,
}

impl Library {
    /// Opens a library of named files.
    ///
    /// # Errors
    /// Where the bytes are no library, or one of another version.
    pub fn open(files: impl IntoIterator<Item = (String, OwnedBytes)>) -> Result<Library, Error> {
        let reading = |error: tantivy::TantivyError| Error::reading(&error);
        let fields = Fields::new();
        let bytes = Bytes::new(files);
        let index = Index::open(bytes.clone()).map_err(reading)?;
        if index.schema() != fields.schema {
            return Err(Error::OtherVersion);
        }
        verify::check_small_files(&bytes, &index)?;
        let catalogue = super::catalogue(&index)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(reading)?;
        let searcher = tantivy::IndexReader::searcher(&reader);
        let mut langs: Vec<Lang> = catalogue.values().map(lang).collect();
        langs.sort_unstable();
        langs.dedup();
        let lexicon = Lexicon::of(Lang::En);
        Ok(Library { fields, bytes, index, searcher, catalogue, langs, lexicon })
    }

    /// The documents, by id.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.catalogue.values()
    }

    /// The document with this id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.catalogue.get(id)
    }

    /// The headings of a document; empty where it has none, or cannot be read.
    pub fn outline(&self, id: &str) -> Vec<Heading> {
        let first = self.addresses(id, 0..1).next().and_then(|(_, address)| self.stored(address));
        let json = first.as_ref().and_then(|first| first.get_first(self.fields.outline)).and_then(|json| json.as_str());
        let outline: Vec<Heading> = json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        outline.into_iter().map(|heading| Heading { text: scrub(&heading.text), ..heading }).collect()
    }

    /// The passages of a document with these numbers, in order; those that cannot be read are left out.
    pub fn passages(&self, id: &str, numbers: Range<u32>) -> Vec<Passage> {
        let mut addresses: Vec<(u32, DocAddress)> = self.addresses(id, numbers).collect();
        addresses.sort_unstable();
        addresses.into_iter().filter_map(|(_, address)| self.passage(address)).collect()
    }

    /// The number of the first passage on the page with this label, as printed.
    pub fn at_label(&self, id: &str, label: &str) -> Option<u32> {
        let of_label = Term::from_field_text(self.fields.label, label);
        let numbers = self.segments_of(id).filter_map(|(_, reader, documents)| {
            let labelled = self.postings(reader, &of_label);
            let ordinals = reader.fast_fields().u64(ORDINAL).ok()?;
            let both = documents.into_iter().filter(|at| labelled.binary_search(at).is_ok());
            both.filter_map(|at| ordinals.first(at)).min()
        });
        numbers.min().and_then(|ordinal| u32::try_from(ordinal).ok())
    }

    /// The number of the first passage on `page`, or, if none starts there, of the last one before it, which goes on there.
    /// None where the document has no such page.
    pub fn at_page(&self, id: &str, page: u32) -> Option<u32> {
        self.document(id).filter(|document| (1..=document.pages).contains(&page))?;
        let of_segment = |(reader, documents): (&SegmentReader, Vec<u32>)| {
            let (pages, ordinals) = (reader.fast_fields().u64(PAGE).ok()?, reader.fast_fields().u64(ORDINAL).ok()?);
            let places = documents.into_iter().filter_map(|at| Some((pages.first(at)?, ordinals.first(at)?)));
            // On the page: the first; before it: the last.
            places
                .filter(|(on, _)| *on <= page.into())
                .max_by_key(|&(on, ordinal)| (on, if on == u64::from(page) { u64::MAX - ordinal } else { ordinal }))
        };
        let best = self.segments_of(id).filter_map(|(_, reader, documents)| of_segment((reader, documents)));
        best.max().and_then(|(_, ordinal)| u32::try_from(ordinal).ok())
    }

    /// The addresses of a document's passages with these numbers, each with its number, in no order.
    pub(super) fn addresses(&self, id: &str, numbers: Range<u32>) -> impl Iterator<Item = (u32, DocAddress)> {
        let wanted = move |ordinal: u64| u32::try_from(ordinal).ok().filter(|ordinal| numbers.contains(ordinal));
        self.segments_of(id)
            .filter_map(|(segment, reader, documents)| {
                Some((segment, reader.fast_fields().u64(ORDINAL).ok()?, documents))
            })
            .flat_map(move |(segment, ordinals, documents)| {
                let wanted = wanted.clone();
                documents
                    .into_iter()
                    .filter_map(move |at| Some((ordinals.first(at).and_then(&wanted)?, DocAddress::new(segment, at))))
            })
    }

    /// The segments that hold passages of a document, with the places of these in the segment, in order.
    fn segments_of(&self, id: &str) -> impl Iterator<Item = (SegmentOrdinal, &SegmentReader, Vec<u32>)> {
        let term = Term::from_field_text(self.fields.document, id);
        (0..).zip(self.searcher.segment_readers()).filter_map(move |(segment, reader)| {
            let documents = self.postings(reader, &term);
            (!documents.is_empty()).then_some((segment, reader, documents))
        })
    }

    /// The passages of a segment that have `term`, in order, without those that were taken out.
    fn postings(&self, reader: &SegmentReader, term: &Term) -> Vec<u32> {
        let index = reader.inverted_index(term.field()).ok();
        let postings = index.and_then(|index| index.read_postings(term, IndexRecordOption::Basic).ok().flatten());
        let Some(mut postings) = postings else { return Vec::new() };
        let mut documents = Vec::new();
        while postings.doc() != TERMINATED {
            let alive = reader.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc()));
            documents.extend(alive.then(|| postings.doc()));
            postings.advance();
        }
        documents
    }

    fn passage(&self, address: DocAddress) -> Option<Passage> {
        self.whole(address).map(|(_, passage, _)| passage)
    }

    /// A passage as it was written, with the id of its document before it and its number after it.
    pub(super) fn whole(&self, address: DocAddress) -> Option<(String, Passage, u32)> {
        let stored = self.stored(address)?;
        // Whoever wrote the file, what is read from it can command no terminal.
        let text = |field| stored.get_first(field).and_then(|value| value.as_str()).map(scrub).unwrap_or_default();
        let section = stored.get_all(self.fields.section).filter_map(|heading| heading.as_str().map(scrub));
        let columns = self.searcher.segment_reader(address.segment_ord).fast_fields();
        let number = |column| u32::try_from(columns.u64(column).ok()?.first(address.doc_id)?).ok();
        let passage = Passage {
            page: number(PAGE)?,
            label: text(self.fields.label),
            section: section.collect(),
            offset: stored.get_first(self.fields.offset).and_then(|offset| offset.as_u64()).unwrap_or_default(),
            text: text(self.fields.text),
        };
        Some((text(self.fields.document), passage, number(ORDINAL)?))
    }

    fn stored(&self, address: DocAddress) -> Option<TantivyDocument> {
        self.searcher.doc(address).ok()
    }
}

/// The language of a document; English where nobody has said it.
pub(super) fn lang(document: &Document) -> Lang {
    Lang::from_tag(&document.lang).unwrap_or_default()
}
