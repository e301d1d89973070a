//! `waypost list`.

use crate::support::program::{Program, text};
use std::collections::BTreeSet;

#[test]
fn json_has_the_same_fields_for_every_record() {
    let rows = Program::with(&["list", "--json"]).exits(0).rows();
    assert!(rows.len() > 100);
    let mut seen = BTreeSet::new();
    for row in &rows {
        let mut fields: Vec<&String> = row.as_object().unwrap().keys().collect();
        fields.sort();
        assert_eq!(fields, ["checked_on", "id", "kind", "lang", "summary", "title"]);
        assert!(seen.insert(text(row, "id")), "{row} stands twice");
        assert!(text(row, "id").starts_with(&format!("{}/", text(row, "kind"))));
        assert!(!text(row, "title").is_empty() && !text(row, "summary").is_empty(), "{row}");
        assert_eq!(text(row, "checked_on").len(), "2026-11-22".len(), "{row}");
    }
    let kinds: BTreeSet<String> = rows.iter().map(|row| text(row, "kind")).collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["agency", "guide", "service", "source", "term", "visa"]);
}

#[test]
fn lines_hold_an_id_and_a_title() {
    let answer = Program::among_made_up_records(&["list"]).exits(0);
    let lines: Vec<(&str, &str)> = answer.out.lines().filter_map(|line| line.split_once(' ')).collect();
    assert_eq!(lines.len(), 10);
    assert_eq!(
        (lines[0].0, lines[0].1.trim()),
        ("guide/lost-papers", "My papers are gone"),
        "in the order of the panes"
    );
    assert_eq!((lines[9].0, lines[9].1.trim()), ("term/stamp", "stamp"));
}

#[test]
fn a_kind_is_listed_alone() {
    let answer = Program::among_made_up_records(&["list", "service"]).exits(0);
    let ids: Vec<&str> = answer.out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(ids, ["service/911", "service/national-human-trafficking-hotline"]);
}

#[test]
fn titles_are_in_the_language_where_there_is_one() {
    let rows = Program::among_made_up_records(&["list", "guide", "--json", "--lang", "es"]).exits(0).rows();
    let titles: Vec<(String, String)> = rows.iter().map(|row| (text(row, "title"), text(row, "lang"))).collect();
    assert_eq!(titles[0], ("Perdí mis papeles".to_owned(), "es".to_owned()));
    assert_eq!(titles[1], ("Before you send any form".to_owned(), "en".to_owned()));
}

#[test]
fn a_kind_without_records_ends_with_1() {
    let folder = tempfile::tempdir().unwrap();
    super::check::copy(&crate::support::fixture("corpus"), folder.path());
    std::fs::remove_file(folder.path().join("facts/term/stamp.json")).unwrap();
    std::fs::remove_file(folder.path().join("text/en/term/stamp.md")).unwrap();
    Program::with(&["list", "term", "--corpus", folder.path().to_str().unwrap()]).exits(1).answers_nothing();
}
