//! Full-text search over the corpus.
//!
//! What is indexed is the section; what is found is the record, with the
//! section that answers best. The index is tantivy's; it is read from bytes
//! that the shell has mapped, never from files of its own.
//!
//! There is no query syntax: every character is a word or the space between
//! two words, so nobody can trip over a quote or a star.

pub(crate) mod analyze;
mod build;
pub(crate) mod bytes;
mod exact;
mod matcher;
mod query;
mod rank;
mod schema;
mod score;
pub(crate) mod snippet;
pub(crate) mod spelling;
mod tally;
pub(crate) mod terms;
mod vocabulary;
mod weights;

use crate::id::{Id, Kind};
use crate::lang::Lang;
use std::ops::Range;

pub use build::build;
pub use matcher::Matcher;
pub use query::Search;
pub use weights::Weights;

/// How much of a query counts; the screen says when it was cut.
pub const MAX_CHARS: usize = 200;
/// How many words of a query count.
pub const MAX_WORDS: usize = 16;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// What the person typed.
    pub text: &'a str,
    /// The language of the session: its texts come first.
    pub lang: Lang,
    /// Only records of these kinds; empty for all.
    pub kinds: &'a [Kind],
    /// The most records to find.
    pub limit: usize,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// The records, the best first.
    pub hits: Vec<Hit>,
    /// The words that were searched for in place of misspelt ones.
    pub corrected: Option<String>,
    /// No record had all the words; these have some.
    pub relaxed: bool,
    /// Finds the words of the query in a text.
    pub matcher: Matcher,
    /// The query was longer than [`MAX_CHARS`] or [`MAX_WORDS`]; the rest was left out.
    pub cut: bool,
}

/// A record that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The record.
    pub id: Id,
    /// Whether it has all the words of the query.
    pub complete: bool,
    scored: rank::Scored,
}

/// Where in a record the words were found.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The block of its page at which the best section starts.
    pub block: usize,
    /// A few lines of that section around the words.
    pub snippet: Snippet,
}

/// A piece of a text with the matched words marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The heading of the section; empty for the head of a record.
    pub heading: String,
    /// The text.
    pub text: String,
    /// Byte ranges of the matched words, in order and apart.
    pub marks: Vec<Range<usize>>,
}

/// An index that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the index cannot be read: {0}")]
pub struct BadIndex(#[from] tantivy::TantivyError);

/// Reads a file of `index/`.
fn parse<T: serde::de::DeserializeOwned>(json: &str) -> T {
    // The file is part of the program, and every test of search reads it.
    serde_json::from_str(json).expect("a file of index/ is not in its format")
}
