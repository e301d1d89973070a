//! A made-up library: one document of three pages, and one without pages.

use super::folder::Folder;
use std::path::Path;
use waypost::library::{Document, Passage, Writer};

/// The document that is the text of a made-up record.
pub const REPORT: &str = "source/the-report";

pub fn document(id: &str, title: &str, pages: u32) -> Document {
    Document {
        id: id.to_owned(),
        title: title.to_owned(),
        lang: "en".to_owned(),
        format: if pages > 0 { "pdf" } else { "text" }.to_owned(),
        file: "the-file".to_owned(),
        address: None,
        digest: "0".repeat(64),
        imported_on: "2026-11-22".to_owned(),
        pages,
        passages: 0,
        unreadable: Vec::new(),
        pictures: Vec::new(),
        unsure_order: false,
    }
}

pub fn passage(page: u32, label: &str, section: &[&str], text: &str) -> Passage {
    let section = section.iter().map(|&heading| heading.to_owned()).collect();
    Passage { page, label: label.to_owned(), section, offset: 0, text: text.to_owned() }
}

/// A document without a record and without pages.
pub const HANDBOOK: &str = "source/local-handbook";
/// A document without a record, of [`SENTENCES`] numbered sentences.
pub const LONG: &str = "source/local-long";
/// A document of [`LINES`] passages of one line each.
pub const LIST: &str = "source/local-list";
/// How many lines the list has.
pub const LINES: usize = 300;
/// How many sentences the long document has.
pub const SENTENCES: usize = 2000;

/// Writes the library with the long document besides.
pub fn write_with_long(folder: &Path) {
    write(folder);
    let mut writer = Writer::open(Folder(folder.to_owned())).unwrap();
    let sentence = |number: usize| {
        let rare = if number % 1000 == 100 { " Here is a needle." } else { "" };
        format!("This is sentence number {number}.{rare}")
    };
    let passages = (0..SENTENCES / 10).map(|number| {
        let text: Vec<String> = (number * 10..number * 10 + 10).map(sentence).collect();
        let page = u32::try_from(number / 2 + 1).unwrap();
        passage(page, &page.to_string(), &[&format!("Chapter {}", number / 25 + 1)], &text.join(" "))
    });
    writer.put(document(LONG, "A long one", 100), passages.collect()).unwrap();
    let lines = (0..LINES).map(|number| passage(0, "", &[], &format!("Line {number}.")));
    writer.put(document(LIST, "A list", 0), lines.collect()).unwrap();
    writer.finish().unwrap();
}

/// Writes the library into `folder`.
pub fn write(folder: &Path) {
    let mut writer = Writer::open(Folder(folder.to_owned())).unwrap();
    let report = vec![
        passage(1, "i", &["Preface"], "This report tells how workers are held, and what frees them."),
        passage(
            2,
            "11",
            &["Findings"],
            "Employers kept the passports of workers in half of the homes that were visited.",
        ),
        passage(
            2,
            "11",
            &["Findings", "Debts"],
            "A debt to a recruiter binds a worker for years. No debt can be enforced by force.",
        ),
        passage(
            3,
            "12",
            &["Advice"],
            "Keep a copy of each paper with somebody you trust.\n\nA consulate gives a new passport.",
        ),
    ];
    writer.put(document(REPORT, "The report", 3), report).unwrap();
    let handbook = vec![passage(0, "", &[], "Ask what the person wants before you call anyone.")];
    writer.put(document(HANDBOOK, "Our handbook", 0), handbook).unwrap();
    writer.finish().unwrap();
}
