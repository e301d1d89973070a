//! `waypost library`, and the way to the importer.

use crate::support::folder::Folder;
use crate::support::library::{HANDBOOK, REPORT, document, passage, write};
use crate::support::program::{BINARY, Home, Program, text};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use waypost::library::{Document, Writer};

/// A home with the made-up library in it.
fn home() -> Home {
    let home = Home::new();
    let folder = folder(&home);
    fs::create_dir_all(&folder).unwrap();
    write(&folder);
    home
}

fn folder(home: &Home) -> std::path::PathBuf {
    home.path().join("data/waypost/library")
}

#[test]
fn documents_are_listed() {
    let answer = Program::at_home(home(), &["library", "list"]).exits(0);
    answer.prints(REPORT).prints("3 pages").prints("Our handbook").prints("1 passage ");
    let rows = Program::at_home(home(), &["library", "list", "--json"]).exits(0).rows();
    assert_eq!(rows.len(), 2);
    assert_eq!((text(&rows[1], "id"), rows[1]["passages"].as_u64()), (REPORT.to_owned(), Some(4)));
}

#[test]
fn what_is_amiss_with_a_document_is_listed_and_shown_with_it() {
    let home = home();
    let mut writer = Writer::open(Folder(folder(&home))).unwrap();
    let guide = Document { unsure_order: true, pictures: vec![2, 3], ..document("source/local-guide", "A guide", 3) };
    writer.put(guide, vec![passage(1, "1", &[], "حقوق")]).unwrap();
    writer.finish().unwrap();
    let named = folder(&home).to_str().unwrap().to_owned();
    let run = |args: &[&str]| Program::with(&[args, &["--library", &named]].concat());
    run(&["library", "list"]).exits(0).prints("3 pages, 2 without text, to be checked by a reader");
    let rows = run(&["library", "list", "--json"]).exits(0).rows();
    let unsure: Vec<Option<bool>> = rows.iter().map(|row| row["unsure_order"].as_bool()).collect();
    assert_eq!(unsure, [Some(true), Some(false), Some(false)]);
    assert_eq!(rows[0]["pictures"].as_array().map(Vec::len), Some(2));
    run(&["show", "source/local-guide"])
        .exits(0)
        .prints("2 pages are pictures without text")
        .prints("in a wrong order");
    run(&["show", "source/local-guide", "--page", "2"]).exits(1).says("Page 2 of source/local-guide is a picture");
    run(&["show", "source/local-guide", "--page", "1"])
        .exits(0)
        .prints("حقوق")
        .says("the letters may stand in a wrong order");
}

#[test]
fn a_library_is_found_where_it_is_named() {
    let home = home();
    let named = folder(&home).to_str().unwrap().to_owned();
    Program::with(&["library", "list", "--library", &named]).exits(0).prints(REPORT);
    Program::with(&["library", "list"]).env("WAYPOST_LIBRARY", &named).exits(0).prints(REPORT);
    Program::with(&["library", "list"]).exits(1).answers_nothing().says("waypost import FILE");
    Program::with(&["library", "verify"]).exits(1).says("no library");
}

#[test]
fn a_whole_library_is_told_from_a_damaged_one() {
    let home = home();
    let folder = folder(&home);
    let named = folder.to_str().unwrap().to_owned();
    Program::at_home(home, &["library", "verify"]).exits(0).prints("Documents: 2. Passages: 5.");

    let home = self::home();
    let store = |home: &Home| {
        let mut files = fs::read_dir(self::folder(home)).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|ending| ending == "store")).unwrap()
    };
    let mut bytes = fs::read(store(&home)).unwrap();
    bytes[3] ^= 1;
    fs::write(store(&home), bytes).unwrap();
    let damaged = self::folder(&home).display().to_string();
    let answer = Program::at_home(home, &["library", "verify"]).exits(65);
    answer.says(&damaged).says("is not as it was written").says("import the documents again");
    assert!(!Path::new(&named).exists());
}

#[test]
fn without_the_importer_the_way_to_it_is_said() {
    // What is tested may lie beside an importer that was built; a copy of it does not.
    let alone = tempfile::tempdir().unwrap();
    for (place, way_out) in [
        ("target/release", "cargo build --release -p waypost-import"),
        ("target/debug", "cargo build -p waypost-import"),
        ("usr/bin", "apt install ./waypost-import_"),
    ] {
        let folder = alone.path().join(place);
        fs::create_dir_all(&folder).unwrap();
        let program = folder.join("waypost");
        fs::copy(BINARY, &program).unwrap();
        for args in [&["import", "file.pdf"][..], &["library", "remove", "source/local-x"]] {
            let output = std::process::Command::new(&program).args(args).output().unwrap();
            assert_eq!(output.status.code(), Some(66), "{args:?}");
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains(way_out) && said.contains(place), "{said}");
        }
    }
}

#[test]
fn the_importer_beside_the_program_gets_every_argument() {
    let beside = tempfile::tempdir().unwrap();
    let program = beside.path().join("waypost");
    fs::copy(BINARY, &program).unwrap();
    let importer = beside.path().join("waypost-import");
    fs::write(&importer, "#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 7\n").unwrap();
    fs::set_permissions(&importer, fs::Permissions::from_mode(0o755)).unwrap();
    for (args, handed) in [
        (&["import", "a b.pdf", "--as", "source/x", "--json"][..], "<a b.pdf><--as><source/x><--json>"),
        (&["import", "--as", "source/x", "a.pdf"], "<--as><source/x><a.pdf>"),
        (&["import", "--help"], "<--help>"),
        (&["import", "--library", "/l", "--lang", "es", "a.pdf"], "<a.pdf><--lang><es><--library></l>"),
        (&["import", "fetch", "--all"], "<fetch><--all>"),
        (
            &["library", "remove", "source/a", "source/b", "--library", "/l"],
            "<remove><source/a><source/b><--library></l>",
        ),
    ] {
        let output = std::process::Command::new(&program).args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(7), "{args:?}: its exit code is that of the importer");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), handed, "{args:?}");
    }
}

#[test]
fn a_page_is_printed_by_the_number_on_it() {
    let page = |page: &str| Program::at_home(home(), &["show", REPORT, "--page", page]);
    page("11").exits(0).prints("Employers kept the passports").prints("A debt to a recruiter");
    let answer = page("12").exits(0).prints("Keep a copy of each paper").prints("A consulate gives");
    assert!(!answer.out.contains("recruiter"), "{}", answer.out);
    page("1").exits(0).prints("This report tells");
    page("13").exits(1).answers_nothing().says("It has 3 pages.");
    page("\u{1b}[2J").exits(1).says("no page");
    let rows = Program::at_home(home(), &["show", REPORT, "--page", "11", "--format", "json"]).exits(0).rows();
    assert_eq!((text(&rows[0], "label"), rows[0]["page"].as_u64(), rows.len()), ("11".to_owned(), Some(2), 2));
    // A record whose full text nobody took in, and a document without pages.
    let answer = Program::at_home(home(), &["show", "source/tip-report-2024", "--page", "1"]).exits(1);
    answer.says("is not in the library").says("`waypost import FILE --as source/tip-report-2024`");
    let answer = Program::at_home(home(), &["show", HANDBOOK, "--page", "1"]).exits(1);
    answer.says("has no pages").says("`waypost source/local-handbook` opens it");
}

#[test]
fn a_document_without_a_record_is_shown_by_its_id() {
    let show = |args: &[&str]| Program::at_home(home(), &[&["show"], args].concat());
    let answer = show(&[HANDBOOK]).exits(0);
    answer.prints("Our handbook").prints("Read in full");
    let json = show(&[REPORT, "--format", "json"]).exits(0).json();
    assert_eq!((text(&json, "title"), json["in_full"]["pages"].as_u64()), ("The report".to_owned(), Some(3)));
    for args in [&["source/local-handbok"][..], &["source/local-handbok", "--page", "1"], &["local-handbook"]] {
        let answer = Program::at_home(home(), &[&["show"], args].concat());
        answer.exits(if args[0].contains('/') { 1 } else { 64 }).says(HANDBOOK).says("`waypost library list`");
    }
    // Where there is no library nothing is said of one.
    let answer = Program::with(&["show", HANDBOOK]).exits(1);
    assert!(!answer.err.contains("library list"), "{}", answer.err);
}

#[test]
fn a_search_prints_passages_after_records() {
    let args = ["search", "passports", "of", "workers", "--limit", "3"];
    let answer = Program::at_home(home(), &args).exits(0);
    let passage = answer.out.find("The report, page 11  (source/the-report)").unwrap();
    assert!(answer.out[passage..].contains("Employers kept the passports of workers"), "{}", answer.out);
    assert!(answer.out[..passage].matches("\n\n").count() == 3, "three records come first: {}", answer.out);
    let rows = Program::at_home(home(), &[&args[..], &["--json"]].concat()).exits(0).rows();
    let last = rows.last().unwrap();
    assert_eq!(
        (text(last, "kind"), text(last, "label"), last["page"].as_u64()),
        ("passage".into(), "11".into(), Some(2))
    );
    // A kind of record is asked for: documents are none.
    let answer = Program::at_home(home(), &[&args[..], &["--kind", "guide"]].concat()).exits(0);
    assert!(!answer.out.contains("The report, page"));
}

#[test]
fn a_damaged_library_is_said_in_a_line_and_left_out() {
    let home = home();
    fs::write(folder(&home).join("meta.json"), "{").unwrap();
    let answer = Program::at_home(home, &["search", "passport"]).exits(0).says("cannot be used. It is damaged");
    assert_eq!(answer.err.lines().filter(|line| line.contains("library")).count(), 1, "{}", answer.err);
}
