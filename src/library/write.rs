//! Writing a library. Only the importer does; readers see nothing of it before [`Writer::commit`].

use super::draft::{Draft, Shared};
use super::outline;
use super::schema::Fields;
use super::{Document, Error, Passage};
use crate::lang::Lang;
use crate::search::analyze::Stems;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::index::SegmentId;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Directory, Index, IndexSettings, IndexWriter, SegmentMeta, Term};

/// Memory for passages that are not yet written out, in bytes, for all threads.
const BUDGET: usize = 200 << 20;

/// Writes documents to a library. What was not committed when it is dropped was never there.
pub struct Writer {
    fields: Fields,
    index: Index,
    writer: IndexWriter<Draft>,
    catalogue: BTreeMap<String, Document>,
}

impl Writer {
    /// Opens the library in `directory`, or begins one there, and takes its lock.
    ///
    /// # Errors
    /// [`Error::Busy`] where another writer has it; the others where it cannot be read or written.
    pub fn open(directory: impl Into<Box<dyn Directory>>) -> Result<Self, Error> {
        let fields = Fields::new();
        let settings = IndexSettings {
            docstore_compress_dedicated_thread: false,
            // A hit needs one passage of a block: small blocks are quicker to open.
            docstore_blocksize: 4096,
            ..IndexSettings::default()
        };
        let builder = Index::builder().schema(fields.schema.clone()).settings(settings);
        let index = builder.open_or_create(directory).map_err(|error| Error::writing(&error))?;
        let writer: IndexWriter<Draft> = index.writer(BUDGET).map_err(|error| Error::writing(&error))?;
        // Merges in the background would race the one at the end.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let catalogue = super::catalogue(&index)?;
        Ok(Writer { fields, index, writer, catalogue })
    }

    /// The documents, with what was put and without what was removed.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.catalogue.values()
    }

    /// Puts a document in, in place of one with the same id. `document.passages` is set to their number.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn put(&mut self, mut document: Document, passages: Vec<Passage>) -> Result<(), Error> {
        self.remove(&document.id);
        document.passages = u32::try_from(passages.len()).unwrap_or(u32::MAX);
        let lang = Lang::from_tag(&document.lang).unwrap_or_default();
        let shared = Arc::new(Shared {
            fields: self.fields.clone(),
            document: document.id.clone(),
            lang,
            stems: Stems::of(lang),
        });
        let mut outline = Some(outline::to_json(&outline::of(&passages)));
        let mut above: Vec<String> = Vec::new();
        for (ordinal, passage) in (0..).zip(passages) {
            let fresh = outline::fresh(&above, &passage.section);
            above.clone_from(&passage.section);
            let draft = Draft { shared: Arc::clone(&shared), ordinal, fresh, outline: outline.take(), passage };
            self.writer.add_document(draft).map_err(|error| Error::writing(&error))?;
        }
        self.catalogue.insert(document.id.clone(), document);
        Ok(())
    }

    /// Takes a document out. Whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let known = self.catalogue.remove(id).is_some();
        if known {
            self.writer.delete_term(Term::from_field_text(self.fields.document, id));
        }
        known
    }

    /// Makes all that was put and removed visible to readers, in one step.
    ///
    /// # Errors
    /// Where it cannot be written; then the library is as it was before.
    pub fn commit(&mut self) -> Result<(), Error> {
        let documents: Vec<&Document> = self.catalogue.values().collect();
        let payload = serde_json::to_string(&documents).map_err(|error| Error::Damaged(error.to_string()))?;
        let mut commit = self.writer.prepare_commit().map_err(|error| Error::writing(&error))?;
        commit.set_payload(&payload);
        commit.commit().map_err(|error| Error::writing(&error))?;
        Ok(())
    }

    /// Commits, merges what was written into one segment, which is quickest to search, and removes the files that are no
    /// longer used.
    ///
    /// # Errors
    /// Where it cannot be written; what was committed stays.
    pub fn finish(mut self) -> Result<(), Error> {
        self.commit()?;
        let writing = |error: tantivy::TantivyError| Error::writing(&error);
        let segments = self.index.searchable_segment_metas().map_err(writing)?;
        let whole = segments.len() <= 1 && segments.iter().all(|segment| !segment.has_deletes());
        let ids: Vec<SegmentId> = segments.iter().map(SegmentMeta::id).collect();
        // What is held is in use, and would not be removed.
        drop(segments);
        if !whole {
            self.writer.merge(&ids).wait().map_err(writing)?;
        }
        self.writer.garbage_collect_files().wait().map_err(writing)?;
        self.writer.wait_merging_threads().map_err(writing)
    }
}
