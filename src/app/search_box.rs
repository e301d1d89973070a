//! The search line: what was typed, what it is narrowed to, what was found.

use super::session::Pane;
use crate::id::Id;
use crate::library::{Found, Hit};
use crate::search::Results;
use crate::words::Msg;
use tui_input::Input;

/// What a search is narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrow {
    /// The records of one pane.
    Pane(Pane),
    /// The documents of the library.
    Documents,
}

impl Narrow {
    /// Its name.
    pub fn name(self) -> Msg {
        match self {
            Narrow::Pane(pane) => pane.name(),
            Narrow::Documents => Msg::NarrowDocuments,
        }
    }
}

/// The search line.
#[derive(Clone, Debug, Default)]
pub struct SearchBox {
    /// What was typed.
    pub input: Input,
    /// What is searched, where the person has narrowed.
    pub narrowed: Option<Narrow>,
    /// The records that were found.
    pub results: Results,
    /// The passages of documents that were found. They stand after the records.
    pub passages: Found,
    /// Records whose titles are near, where nothing was found.
    pub nearest: Vec<Id>,
    /// The chosen one of them.
    pub cursor: usize,
    /// The first line of the list in view.
    pub top: usize,
}

impl SearchBox {
    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.input.value().is_empty()
    }

    /// How many results there are to choose from: records and passages, else records with near titles.
    pub fn shown(&self) -> usize {
        if self.found_nothing() { self.nearest.len() } else { self.results.hits.len() + self.passages.hits.len() }
    }

    /// Whether neither a record nor a passage was found.
    pub fn found_nothing(&self) -> bool {
        self.results.hits.is_empty() && self.passages.hits.is_empty()
    }

    /// The passage that the cursor stands on.
    pub fn passage(&self) -> Option<&Hit> {
        self.passages.hits.get(self.cursor.checked_sub(self.results.hits.len())?)
    }
}
