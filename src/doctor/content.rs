//! What is there to read, and how old it is; and the times after which it is cleared.

use super::{Line, Machine, Settings};
use crate::corpus::Corpus;
use crate::files;
use jiff::civil::Date;
use std::path::Path;

/// The name of the line on the settings, which also says where they cannot be read.
pub(super) const IDLE: &str = "idle settings";

/// Days after which nothing in the corpus can be called fresh: every kind of record is to be looked at within a year.
const OLD: i32 = 365;

pub(super) fn index(machine: &Machine, folder: &Path, corpus: &Corpus) -> Line {
    let name = "index stamp";
    match files::check_index(corpus, &machine.at(folder)) {
        Ok(stamp) => Line::ok(name, format!("{stamp} is whole.")),
        Err(what) => {
            let cost = "Each session makes its own in memory, which takes a moment.";
            let way_out = format!("Run waypost index --to {}.", folder.display());
            Line::fail(name, format!("{}: {what}. {cost} {way_out}", folder.display()))
        }
    }
}

pub(super) fn library(machine: &Machine, folder: &Path) -> Line {
    let name = "library";
    match files::open_library(&machine.at(folder)) {
        Ok(None) => Line::ok(name, "There is no library here."),
        Ok(Some(library)) => Line::ok(name, format!("{} documents.", library.documents().count())),
        Err(error) => Line::warn(name, format!("{} The program runs without it.", error.message)),
    }
}

/// When the records were last checked, by the newest of them.
pub(super) fn date(corpus: &Corpus, today: Date) -> Line {
    let name = "corpus date";
    let newest = corpus.records().iter().filter_map(|record| record.checked_on.parse::<Date>().ok()).max();
    let Some(newest) = newest else { return Line::warn(name, "No record says when it was checked.") };
    let days = today.since(newest).map_or(0, |span| span.get_days());
    if days < 0 {
        Line::warn(name, format!("Checked {newest}, which is after {today}. Set this computer's clock."))
    } else if days > OLD {
        Line::warn(name, format!("Checked {newest}, {days} days ago. Install a newer package."))
    } else {
        Line::ok(name, format!("Checked {newest}."))
    }
}

pub(super) fn idle(settings: &Settings) -> Line {
    let Settings { idle_seconds: idle, warn_seconds: warn, .. } = settings;
    if (60..=900).contains(idle) && (20..=120).contains(warn) {
        return Line::ok(IDLE, format!("A warning after {idle} seconds, all is cleared {warn} seconds later."));
    }
    let bounds = "idle_seconds must be 60 to 900, warn_seconds 20 to 120.";
    Line::fail(IDLE, format!("{idle} and {warn} seconds. {bounds} Mend /etc/waypost/kiosk.json."))
}
