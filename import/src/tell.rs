//! What the person sees of an import: a bar while it goes on, a line for each file.

mod notes;

use crate::import::{Listener, Outcome, Report};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, Write};
use std::time::Duration;
use waypost::error::Exit;
use waypost::library::Document;
use waypost::text::scrub::scrub;

/// Tells on standard output what was imported, and beside it what was not. The bar shows on a terminal only.
pub struct Teller {
    json: bool,
    bar: ProgressBar,
    files: usize,
    done: usize,
    failed: bool,
}

impl Teller {
    /// Of `files` files, as lines for people or as lines of JSON.
    pub fn new(json: bool, files: usize) -> Teller {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{prefix} {wide_msg} {bar:20} {pos}/{len} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Teller { json, bar, files, done: 0, failed: false }
    }

    /// Ends the bar. Whether all went well.
    pub fn end(&self) -> Exit {
        self.bar.finish_and_clear();
        if self.failed { Exit::Nothing } else { Exit::Done }
    }
}

impl Listener for Teller {
    fn begin(&mut self, name: &str) {
        self.bar.reset();
        self.bar.set_length(0);
        self.bar.set_prefix(format!("{}/{}", self.done + 1, self.files));
        self.bar.set_message(shown(name));
        self.done += 1;
    }

    fn progress(&mut self, done: u64, of: u64) {
        self.bar.set_length(of);
        self.bar.set_position(done);
    }

    fn done(&mut self, report: Report) {
        self.failed |= matches!(report.outcome, Outcome::Failed { .. });
        let name = shown(&report.path);
        let (out, beside) = if self.json {
            (serde_json::to_string(&report).ok(), None)
        } else {
            match &report.outcome {
                Outcome::Imported(document) => (Some(format!("Imported {name} as {}.", size(document))), None),
                Outcome::Updated(document) => (Some(format!("Updated {}, from {name}.", size(document))), None),
                Outcome::Unchanged(document) => (Some(format!("{name} is there already, as {}.", document.id)), None),
                Outcome::Failed { why } => (None, Some(format!("{name} was not imported: {why}."))),
            }
        };
        let notes = notes::notes(&report).into_iter().map(|note| format!("{name}: {note}"));
        self.bar.suspend(|| {
            // Where nobody reads any more there is nobody to tell.
            if let Some(line) = out {
                let _ = writeln!(io::stdout(), "{line}");
            }
            for line in beside.into_iter().chain(notes) {
                let _ = writeln!(io::stderr(), "waypost-import: {line}");
            }
        });
    }
}

/// A document's id and how much there is of it.
fn size(document: &Document) -> String {
    let count = |number: u32, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    let pages = if document.pages > 0 { format!("{}, ", count(document.pages, "page")) } else { String::new() };
    format!("{} ({pages}{})", document.id, count(document.passages, "passage"))
}

/// A name from outside, on one line and without commands to the terminal.
fn shown(text: &str) -> String {
    scrub(text).replace('\n', " ")
}
