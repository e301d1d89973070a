//! Importing: from files to the library, with a report on each.

use crate::clean::clean;
use crate::document::{self, LOCAL, Wishes};
use crate::files::{self, Unread};
use crate::passages::passages;
use crate::process::Workers;
use crate::read::{self, Reading};
use crate::wire::Why;
use crate::write;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use waypost::corpus::Corpus;
use waypost::error::Error;
use waypost::library::{Document, Passage, Writer};

/// After how many passages they are made visible to readers: often enough that little is lost if the program is ended,
/// and seldom enough that small files do not make many small parts.
const COMMIT: usize = 2000;

/// What became of a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase", tag = "outcome")]
pub enum Outcome {
    /// It is in the library now.
    Imported(Document),
    /// It is in the library now, in place of what it was before.
    Updated(Document),
    /// It was there, the very same.
    Unchanged(Document),
    /// It was not imported.
    Failed {
        /// A part of a sentence: what is the matter, and the way out.
        why: String,
    },
}

/// What became of a file, with its path and its pages that could not be read.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The path as it was given.
    pub path: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Why pages could not be read.
    #[serde(skip)]
    pub unreadable: BTreeMap<u32, Why>,
}

/// What is told while it happens.
pub trait Listener {
    /// A file is begun.
    fn begin(&mut self, name: &str);
    /// This much of this much is done.
    fn progress(&mut self, done: u64, of: u64);
    /// A file is done, and safe.
    fn done(&mut self, report: Report);
}

/// Those of `pages` on which no passage stands. What they had was a running head, or a number.
fn without_text(pages: &BTreeSet<u32>, passages: &[Passage]) -> Vec<u32> {
    let with_text: BTreeSet<u32> = passages.iter().map(|passage| passage.page).collect();
    pages.difference(&with_text).copied().collect()
}

/// Imports file after file.
pub struct Importer<'a> {
    folder: PathBuf,
    writer: Writer,
    workers: Workers,
    corpus: Corpus,
    listener: &'a mut dyn Listener,
    /// What is written and not yet visible.
    waiting: Vec<Report>,
    passages: usize,
}

impl<'a> Importer<'a> {
    /// Opens the library in `folder`, or begins it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn new(folder: PathBuf, workers: Workers, listener: &'a mut dyn Listener) -> Result<Importer<'a>, Error> {
        let writer = write::open(&folder)?;
        let corpus = Corpus::shipped();
        Ok(Importer { folder, writer, workers, corpus, listener, waiting: Vec::new(), passages: 0 })
    }

    /// Who is told.
    pub fn listener(&mut self) -> &mut dyn Listener {
        self.listener
    }

    /// Imports the file at `path`.
    ///
    /// # Errors
    /// Where no worker can be locked away, or the library cannot be written. What is wrong with the file is reported.
    pub fn import(&mut self, path: &Path, wishes: &Wishes) -> Result<(), Error> {
        self.listener.begin(&path.to_string_lossy());
        match files::read(path) {
            Ok(bytes) => self.take(path, &bytes, wishes, |_| Ok(())),
            Err(unread) => self.fail(path, &unread),
        }
    }

    /// Imports these bytes, unless `check` has something against what was read.
    ///
    /// # Errors
    /// As [`Importer::import`].
    pub fn take(
        &mut self,
        path: &Path,
        bytes: &[u8],
        wishes: &Wishes,
        check: impl FnOnce(&Reading) -> Result<(), Unread>,
    ) -> Result<(), Error> {
        let digest = document::digest(bytes);
        let taken: Vec<Document> = self.writer.documents().cloned().collect();
        let same = |known: &&Document| known.digest == digest && wishes.agree_with(known);
        if let Some(known) = taken.iter().find(same) {
            return self.report(path, Outcome::Unchanged(known.clone()), BTreeMap::new());
        }
        let listener = &mut *self.listener;
        let reading = match read::read(&self.workers, bytes, &mut |done, of| listener.progress(done.into(), of.into()))?
        {
            Ok(reading) => reading,
            Err(why) => return self.fail(path, &why.into()),
        };
        if let Err(unread) = check(&reading) {
            return self.fail(path, &unread);
        }
        let document = document::document(path, digest, &reading, wishes, &self.corpus, &taken);
        let passages = passages(&clean(reading.blocks));
        if passages.is_empty() {
            let why = reading.unreadable.values().next().copied().unwrap_or(Why::NoText);
            return self.fail(path, &why.into());
        }
        let document = Document {
            passages: u32::try_from(passages.len()).unwrap_or(u32::MAX),
            pictures: without_text(&reading.pictures, &passages),
            unsure_order: document::is_order_unsure(reading.format, &passages),
            ..document
        };
        let known = taken.iter().any(|known| known.id == document.id);
        // The same file under a name that was made up for it.
        for other in taken.iter().filter(|other| other.digest == document.digest && other.id.starts_with(LOCAL)) {
            self.writer.remove(&other.id);
        }
        self.passages += passages.len();
        self.writer.put(document.clone(), passages).map_err(|error| write::failed(&self.folder, &error))?;
        let outcome = if known { Outcome::Updated(document) } else { Outcome::Imported(document) };
        self.report(path, outcome, reading.unreadable)
    }

    /// Reports a file that was not imported.
    ///
    /// # Errors
    /// Where the library cannot be written.
    pub fn fail(&mut self, path: &Path, unread: &Unread) -> Result<(), Error> {
        self.report(path, Outcome::Failed { why: unread.to_string() }, BTreeMap::new())
    }

    fn report(&mut self, path: &Path, outcome: Outcome, unreadable: BTreeMap<u32, Why>) -> Result<(), Error> {
        self.waiting.push(Report { path: path.to_string_lossy().into_owned(), outcome, unreadable });
        if self.passages == 0 || self.passages >= COMMIT { self.commit() } else { Ok(()) }
    }

    fn commit(&mut self) -> Result<(), Error> {
        if self.passages > 0 {
            self.writer.commit().map_err(|error| write::failed(&self.folder, &error))?;
            self.passages = 0;
        }
        self.waiting.drain(..).for_each(|report| self.listener.done(report));
        Ok(())
    }

    /// Makes all visible, and the library quick to search.
    ///
    /// # Errors
    /// Where the library cannot be written.
    pub fn finish(mut self) -> Result<(), Error> {
        self.commit()?;
        self.writer.finish().map_err(|error| write::failed(&self.folder, &error))
    }
}
