//! The calendar of what may change: `calendar.json`.

use super::Checked;
use crate::corpus::assemble::File;
use crate::error::{Error, Exit, Fault};
use crate::id::{Id, Kind};
use jiff::civil::Date;
use serde::Deserialize;

/// Something that may change, and when to look.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The day on which to look next, `YYYY-MM-DD`.
    pub on: String,
    /// Days until the look after that; none where it is done once.
    pub every_days: Option<u32>,
    /// What may have changed, and where to look.
    pub what: String,
    /// The records that say it.
    #[serde(default)]
    pub records: Vec<String>,
    /// Slugs of the sources to look at.
    #[serde(default)]
    pub sources: Vec<String>,
}

const PATH: &str = "calendar.json";

/// Reads the calendar of a corpus; empty where it has none.
///
/// # Errors
/// Exit 65 where the file is not in its format.
pub fn calendar(files: &[File]) -> Result<Vec<Due>, Error> {
    let Some(file) = files.iter().find(|file| file.path == PATH) else { return Ok(Vec::new()) };
    let text = file.text.as_ref().map_err(|fault| Error::new(Exit::Missing, fault.to_string()))?;
    serde_json::from_str(text).map_err(|error| Error::new(Exit::Format, format!("{PATH}: {error}.")))
}

/// Days that are none, and records and sources that do not exist.
pub(super) fn faults(checked: &Checked<'_>) -> Vec<Fault> {
    let entries = match calendar(checked.files) {
        Ok(entries) => entries,
        // That it cannot be read has been said with its reason.
        Err(error) if error.exit == Exit::Missing => return Vec::new(),
        Err(error) => return vec![Fault::new(PATH, 1, error.message, "See docs/content.md.")],
    };
    let mut faults = Vec::new();
    for entry in entries {
        if entry.on.parse::<Date>().is_err() {
            faults.push(Fault::new(PATH, 1, format!("`{}` is no day.", entry.on), "Write it as 2026-12-01."));
        }
        let records = entry.records.iter().map(|id| id.parse::<Id>().ok());
        let sources = entry.sources.iter().map(|slug| Id::new(Kind::Source, slug).ok());
        let names = entry.records.iter().chain(&entry.sources);
        for (id, name) in records.chain(sources).zip(names) {
            if !id.is_some_and(|id| checked.has(&id)) {
                faults.push(Fault::new(PATH, 1, format!("{name} is no record."), "Mend or remove it."));
            }
        }
    }
    faults
}
