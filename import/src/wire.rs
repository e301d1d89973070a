//! What the importer and its worker say to each other, a line of JSON each.
//!
//! The importer sends a [`Request`] and then the file's bytes. The worker answers with [`Line`]s. What it says is
//! foreign: it has read the file, and the file may have taken it over. So a refusal is one of a fixed list, and every
//! text is cleaned before it goes anywhere.

use crate::format::Format;
use serde::{Deserialize, Serialize};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 256 << 20;

/// The longest answer that is taken from one worker, in bytes.
pub const LONGEST_ANSWER: u64 = 32 << 20;

/// What is wanted of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Request {
    /// What it is, and all of it. Of a document in pages: what it is, and its outline, each heading after its page.
    Start,
    /// The text of some pages.
    Pages {
        /// The first, from 1.
        first: u32,
        /// How many.
        count: u32,
    },
}

/// A line of the worker's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Line {
    /// What the file is; the first line.
    Document {
        /// Its kind.
        format: Format,
        /// Its own title; empty where it has none.
        title: String,
        /// The language that it says it is in, as a BCP 47 tag; empty where it says none.
        lang: String,
        /// How many pages it has; 0 where it is not in pages.
        pages: u32,
    },
    /// A page begins.
    Page {
        /// Its place, from 1.
        number: u32,
        /// What is printed on it: `xii`; empty where the file does not say.
        label: String,
    },
    /// A heading.
    Heading {
        /// From 1, the outermost.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph, with the line breaks that it had on the page.
    Text(String),
    /// A page with little or no text, on which pictures take up room.
    Picture {
        /// Its place, from 1.
        page: u32,
    },
    /// A page that cannot be read.
    Unreadable {
        /// Its place, from 1.
        page: u32,
        /// What is the matter.
        why: Why,
    },
    /// That was all; the last line.
    End,
    /// The file cannot be read; the last line.
    Refused(Why),
    /// The kernel cannot lock the worker away, and so it has read nothing; the last line.
    Unlocked,
}

/// Why a file or a page cannot be read. The words go on from "FILE cannot be imported: ".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// None of the formats.
    #[error(
        "it is not a PDF, a web page, an EPUB book, a Word file (.docx), or text. Save it as one of these, and import that"
    )]
    Unknown,
    /// A password is needed.
    #[error("it is locked with a password. Save a copy without one, and import that")]
    Encrypted,
    /// The parser gave up.
    #[error("it is damaged or not whole. Open it in the program it comes from, save it anew, and import that")]
    Damaged,
    /// It would fill the memory when unpacked.
    #[error("what is packed in it is far larger than the file. Save it anew with smaller pictures, and import that")]
    Bomb,
    /// More pages than any book has.
    #[error(
        "it says that it has more than {} pages. If that is true, split it, and import the parts",
        crate::parse::MOST_PAGES
    )]
    TooManyPages,
    /// More elements within each other than [`DEEPEST`](crate::parse::DEEPEST).
    #[error(
        "parts lie within parts in it, more than {} deep. Open it, save it as plain text, and import that",
        crate::parse::DEEPEST
    )]
    Deep,
    /// Nothing but pictures.
    #[error("there is no text in it. If it is a scan, run text recognition (OCR) over it, and import the result")]
    NoText,
    /// More than [`LARGEST_FILE`] or [`LONGEST_ANSWER`].
    #[error("it is too large. The most is {} MiB for a file, and 32 MiB of text. Split it, and import the parts", LARGEST_FILE >> 20)]
    TooLarge,
    /// The worker died: a parser's fault, too much memory.
    #[error("the reader stopped in the middle of it. It may be damaged. Save it anew, and import that")]
    Died,
    /// It took too long.
    #[error(
        "reading it took too long: there is too much in it, or parts lie within parts without end. Open it, save it as plain \
         text, and import that"
    )]
    Slow,
}
