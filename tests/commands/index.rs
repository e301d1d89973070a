//! `waypost index`, and how the index is found and mended.

use crate::support::fixture;
use crate::support::program::Program;
use std::fs;
use std::path::{Path, PathBuf};

fn made_up_to(folder: &Path) -> PathBuf {
    let corpus = fixture("corpus");
    let args = ["index", "--to", folder.to_str().unwrap(), "--corpus", corpus.to_str().unwrap()];
    let answer = Program::with(&args).exits(0);
    PathBuf::from(answer.out.trim_end())
}

#[test]
fn the_index_is_written_and_its_place_printed() {
    let folder = tempfile::tempdir().unwrap();
    let path = made_up_to(folder.path());
    assert_eq!(path.parent(), Some(folder.path()));
    assert!(path.join("manifest.json").is_file());
    assert!(path.join("meta.json").is_file());
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, [path.file_name().unwrap()], "nothing half made is left");
}

#[test]
fn a_second_index_takes_the_place_of_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = made_up_to(folder.path());
    fs::write(path.join("stray"), "").unwrap();
    assert_eq!(made_up_to(folder.path()), path);
    assert!(!path.join("stray").exists());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_folder_that_cannot_be_written_ends_with_73() {
    let corpus = fixture("corpus");
    let file = tempfile::NamedTempFile::new().unwrap();
    for folder in [file.path().join("below-a-file"), PathBuf::from("/proc/waypost"), PathBuf::from("/dev/null")] {
        let folder = folder.to_str().unwrap();
        Program::with(&["index", "--to", folder, "--corpus", corpus.to_str().unwrap()])
            .exits(73)
            .answers_nothing()
            .says(&format!("cannot be written to {folder}"));
    }
}

#[test]
fn an_index_that_lies_ready_is_used_without_a_word() {
    assert_eq!(Program::with(&["search", "passport"]).exits(0).err, "");
}

#[test]
fn where_there_is_no_index_it_is_prepared_once_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let search = ["search", "T visa", "--index", folder.path().to_str().unwrap()];
    Program::with(&search).exits(0).says("Preparing the search index").prints("(visa/t)");
    let answer = Program::with(&search).exits(0).prints("(visa/t)");
    assert_eq!(answer.err, "", "the second time it is there");
    damaged_indexes_are_replaced(folder.path());
}

/// Part of the test above, which has an index of its own to break.
fn damaged_indexes_are_replaced(folder: &Path) {
    let search = ["search", "--json", "T visa", "--index", folder.to_str().unwrap()];
    let whole = Program::with(&search).exits(0).out;
    let index = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    fs::write(index.join("manifest.json"), "{").unwrap();
    let answer = Program::with(&search).exits(0).says("is replaced");
    assert_eq!(answer.out, whole);
    assert_eq!(Program::with(&search).exits(0).err, "");
}

#[test]
fn the_index_of_an_editors_folder_is_made_in_memory_and_it_says_so() {
    let corpus = fixture("corpus");
    let corpus = corpus.to_str().unwrap();
    let answer =
        Program::with(&["search", "papers", "--corpus", corpus]).exits(0).says("in memory. This is done at each");
    assert!(!answer.err.contains("once"), "{}", answer.err);
    let folder = tempfile::tempdir().unwrap();
    let pair = ["--index", folder.path().to_str().unwrap(), "--corpus", corpus];
    for command in [&["search", "papers"][..], &["list"], &["index"]] {
        Program::with(&[command, &pair].concat()).exits(64).answers_nothing().says("Leave out --index, or --corpus.");
    }
    let help = Program::with(&["--help"]).exits(0).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("made in memory at each start") && help.contains("not with --corpus"), "{help}");
}

#[test]
fn where_nothing_can_be_written_search_answers_all_the_same() {
    Program::with(&["search", "T visa", "--index", "/proc/waypost"]).exits(0).prints("(visa/t)").says("at each start");
}
