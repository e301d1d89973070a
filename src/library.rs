//! The library: the full text of documents that were imported, found by passage.
//!
//! A document is cut into passages of some two hundred words, each with its
//! page. They lie in an index of tantivy's, on disk, and are read by need, so
//! that memory does not grow with the library. The list of the documents, the
//! catalogue, is the payload of tantivy's last commit: one rename of one file
//! switches from the old state to the new one, text and list together.
//!
//! Words are folded, stemmed and marked by [`crate::search`], so that what is
//! found here is found and marked as it is in the records.

mod draft;
mod error;
mod outline;
mod read;
mod schema;
mod search;
#[cfg(test)]
mod tests;
mod top;
mod verify;
mod words;
mod worth;
mod write;

use crate::text::scrub::scrub;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use error::Error;
pub use outline::Heading;
pub use read::Library;
pub use search::{Found, Hit};
pub use write::Writer;

/// A document of the library.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Document {
    /// The id of the source record that it is the text of: `source/…`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The tag of its language; empty where nobody has said it.
    pub lang: String,
    /// What it was read from: `pdf`, `html`, `epub`, `docx`, `markdown` or `text`.
    pub format: String,
    /// The name of the file, without folders.
    pub file: String,
    /// The web address that it came from.
    pub address: Option<String>,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// The day on which it was imported, as `2026-11-22`.
    pub imported_on: String,
    /// How many pages it has; 0 where it has none.
    pub pages: u32,
    /// How many passages it has.
    pub passages: u32,
    /// The pages that could not be read.
    pub unreadable: Vec<u32>,
    /// The pages that are pictures without text: scans, whose words nobody can find.
    #[serde(default)]
    pub pictures: Vec<u32>,
    /// Whether it is a PDF in letters that run from right to left: their order is often wrong there, and somebody who reads
    /// the language has to look.
    #[serde(default)]
    pub unsure_order: bool,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The number of the page that it starts on, from 1; 0 where there are no pages.
    pub page: u32,
    /// The page's number as printed on it.
    pub label: String,
    /// The headings that it stands under, the outermost first.
    pub section: Vec<String>,
    /// Where it starts, in characters from the start of the document.
    pub offset: u64,
    /// Its text.
    pub text: String,
}

/// The list of the documents that the last commit carries.
fn catalogue(index: &tantivy::Index) -> Result<BTreeMap<String, Document>, Error> {
    let payload = index.load_metas().map_err(|error| Error::reading(&error))?.payload;
    let Some(payload) = payload else { return Ok(BTreeMap::new()) };
    let documents: Vec<Document> =
        serde_json::from_str(&payload).map_err(|error| Error::Damaged(format!("its list of documents: {error}")))?;
    let shown =
        |document: Document| Document { title: scrub(&document.title), file: scrub(&document.file), ..document };
    Ok(documents.into_iter().map(|document| (document.id.clone(), shown(document))).collect())
}
