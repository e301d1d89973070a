//! `docs/security.md` names a test for each control; each of them is there.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sources that a name of the table means: `tests/lockdown`, `tests/terminal.rs`, `guard::scan`, `doctor`. None
/// where it is no place.
fn sources(name: &str) -> Option<Vec<PathBuf>> {
    let place = match name.starts_with("tests/") {
        true => root().join(name),
        false => root().join("src").join(name.replace("::", "/")),
    };
    let mut all = Vec::new();
    walk(&place, &mut all);
    let file = place.with_extension("rs");
    all.extend(file.is_file().then_some(file));
    (!all.is_empty()).then_some(all)
}

fn walk(place: &Path, all: &mut Vec<PathBuf>) {
    if place.is_dir() {
        fs::read_dir(place).unwrap().flatten().for_each(|entry| walk(&entry.path(), all));
    } else if place.is_file() {
        all.push(place.to_owned());
    }
}

/// What stands in backticks.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The faults of a table: rows without a test, and tests that are not there.
fn faults(table: &str) -> Vec<String> {
    let mut faults = Vec::new();
    // A row may go on where the one before it was.
    let mut place = Vec::new();
    for row in table.lines().filter(|row| row.starts_with("| ") && !row.starts_with("| threat ")) {
        let Some([threat, _, tests, _]) = row.split(" | ").collect::<Vec<_>>().first_chunk().copied() else {
            faults.push(format!("no four columns: {row}"));
            continue;
        };
        let mut functions = 0;
        for name in names(tests) {
            if let Some(sources) = sources(name) {
                place = sources;
                continue;
            }
            functions += 1;
            let written = format!("fn {name}(");
            let is_there = |file: &PathBuf| fs::read_to_string(file).unwrap().contains(&written);
            if !place.iter().any(is_there) {
                faults.push(format!("there is no test {name}:{threat}"));
            }
        }
        if functions == 0 && !tests.contains("the same") && tests.trim() != "none" {
            faults.push(format!("no test:{threat}"));
        }
    }
    faults
}

#[test]
fn every_test_of_the_attack_table_is_there() {
    let text = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let table = text.split("\n## ").find(|part| part.starts_with("Attacks")).unwrap();
    assert!(table.lines().filter(|row| row.starts_with("| ")).count() > 20);
    assert_eq!(faults(table), Vec::<String>::new());
}

#[test]
fn a_row_without_a_test_is_seen() {
    let row = |tests: &str| {
        faults(&format!("| threat | control | test | what remains |\n|---|---|---|---|\n| a | b | {tests} | c |"))
    };
    assert_eq!(row("`tests/kiosk` `a_row_without_a_test_is_seen`").len(), 0);
    assert_eq!(row("`tests/lockdown` `a_row_without_a_test_is_seen`").len(), 1, "it stands elsewhere");
    assert_eq!(row("`tests/kiosk` `nobody_has_written_this`").len(), 1);
    assert_eq!(row("`guard::step`").len(), 1);
    assert_eq!(row("the keyboard").len(), 1);
    assert_eq!(row("none").len(), 0);
}
