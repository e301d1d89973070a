//! Every fault of a corpus at once.

use crate::corpus::assemble::{File, assemble};
use crate::error::Fault;

/// What a check has found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many records were read.
    pub records: usize,
    /// What is wrong, in the order of the files.
    pub faults: Vec<Fault>,
}

/// Checks a corpus as of `today`, `YYYY-MM-DD`.
pub fn corpus(files: &[File], today: &str) -> Report {
    let (corpus, faults) = assemble(files);
    let _ = today;
    Report { records: corpus.records().len(), faults }
}
