//! Every fault of a corpus at once: `file:line: what. What to do.`
//!
//! The checks are those that an editor cannot see by reading: links and
//! citations that lead nowhere, facts without a source or a date, a phone
//! number written by hand, characters that a screen would not draw. Each check
//! is a function from the corpus to faults; [`corpus`] runs them all.

mod calendar;
mod data;
mod prose;
mod readability;
mod web;

pub use calendar::{Due, calendar};
pub use readability::{Readability, readability};

use crate::corpus::Corpus;
use crate::corpus::Record;
use crate::corpus::assemble::{File, Listing, assemble, is_there, listing};
use crate::corpus::facts::Facts;
use crate::error::Fault;
use crate::id::Id;
use crate::lang::Lang;
use crate::words::Words;

/// What a check has found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many records were read.
    pub records: usize,
    /// What is wrong, in the order of the files.
    pub faults: Vec<Fault>,
    /// What should be looked at again, but is not wrong: records past their day for a new check.
    pub stale: Vec<Fault>,
}

/// What every check looks at.
struct Checked<'a> {
    files: &'a [File],
    corpus: &'a Corpus,
    /// None where the list itself is broken.
    listing: Option<Listing>,
    words: Words,
    /// What was wrong when the corpus was put together.
    assembled: &'a [Fault],
    /// `YYYY-MM-DD`.
    today: &'a str,
}

/// A record with its facts already read.
struct Entry<'a> {
    record: &'a Record,
    facts: Facts,
}

/// Checks a corpus as of `today`, `YYYY-MM-DD`.
pub fn corpus(files: &[File], today: &str) -> Report {
    let (corpus, assembled) = assemble(files);
    // What is wrong with the list itself, `assemble` has said.
    let mut broken = Vec::new();
    let list = listing(files, &mut broken);
    let checked = Checked {
        files,
        corpus: &corpus,
        listing: broken.is_empty().then_some(list),
        words: Words::new(Lang::En),
        assembled: &assembled,
        today,
    };
    let entries: Vec<Entry<'_>> =
        corpus.records().iter().filter_map(|record| Some(Entry { record, facts: record.facts()? })).collect();
    let mut faults = assembled.clone();
    faults.extend(data::faults(&checked, &entries));
    faults.extend(prose::faults(&checked, &entries));
    faults.extend(web::faults(&checked, &entries));
    faults.extend(calendar::faults(&checked));
    faults.sort();
    faults.dedup();
    Report { records: corpus.records().len(), faults, stale: data::stale(&checked, &entries) }
}

impl Checked<'_> {
    /// Whether there is a record `id`, or would be if its files were whole: a broken file is one fault, not one at each
    /// place that leads to it.
    fn has(&self, id: &Id) -> bool {
        let broken =
            || is_there(self.files, &format!("facts/{id}.json")) || is_there(self.files, &format!("text/en/{id}.md"));
        self.corpus.get(id).is_some() || broken() || self.may_be_alias(id)
    }

    /// Whether a list that is broken may hold `id` as the old name of a record.
    fn may_be_alias(&self, id: &Id) -> bool {
        let list = self.files.iter().find(|file| file.path == "records.json").map(|file| file.text.as_ref());
        let named = list.is_some_and(|text| text.map_or(true, |text| text.contains(&format!("\"{id}\""))));
        self.listing.is_none() && named
    }

    /// A fault in the facts of a record, at the line that first holds `near`.
    fn in_facts(&self, record: &Record, near: &str, what: impl Into<String>, fix: &str) -> Fault {
        let path = format!("facts/{}.json", record.id);
        let text = &record.facts;
        let at = text.find(near).map_or(0, |at| text[..at].matches('\n').count());
        Fault::new(&path, at + 1, what, fix)
    }
}

/// A fault in a text, at a byte of its body.
fn in_text(record: &Record, text: &crate::corpus::Text, at: usize, what: impl Into<String>, fix: &str) -> Fault {
    let line = text.body_line + text.body[..at.min(text.body.len())].matches('\n').count();
    Fault::new(&format!("text/{}/{}.md", text.lang, record.id), line, what, fix)
}

/// A fault in the head of a text.
fn in_head(record: &Record, text: &crate::corpus::Text, what: impl Into<String>, fix: &str) -> Fault {
    Fault::new(&format!("text/{}/{}.md", text.lang, record.id), 2, what, fix)
}
