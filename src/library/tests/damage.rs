//! Bytes that are no library, or no longer one, give an error and never a panic.

use super::{document, files, library, passage};
use crate::library::{Error, Library, Writer};
use tantivy::directory::{OwnedBytes, RamDirectory};

fn written() -> Vec<(String, OwnedBytes)> {
    let directory = RamDirectory::create();
    let mut writer = Writer::open(directory.clone()).unwrap();
    let passages =
        (0..30).map(|page| passage(page, "Head", &format!("The boss took passport number {page}."))).collect();
    writer.put(document("source/a", 30), passages).unwrap();
    writer.finish().unwrap();
    files(&directory)
}

/// Whether a library of `files` opens and holds what was written; it may refuse, but not lie.
fn is_whole(files: Vec<(String, OwnedBytes)>) -> Result<(), Error> {
    let library = Library::open(files)?;
    library.verify()?;
    let found = library.search("passport", crate::lang::Lang::En, 99, &|| false);
    if found.hits.len() == 30 { Ok(()) } else { Err(Error::Damaged("hits are missing".to_owned())) }
}

/// The files, with `change` made to the one numbered `at`.
fn with(files: &[(String, OwnedBytes)], at: usize, change: impl Fn(&mut Vec<u8>)) -> Vec<(String, OwnedBytes)> {
    let mut files = files.to_vec();
    let mut bytes = files[at].1.to_vec();
    change(&mut bytes);
    files[at].1 = OwnedBytes::new(bytes);
    files
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    let files = written();
    is_whole(files.clone()).unwrap();
    for (at, (name, bytes)) in files.iter().enumerate().filter(|(_, (name, _))| name != ".managed.json") {
        for length in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
            let cut = with(&files, at, |bytes| bytes.truncate(length));
            assert!(is_whole(cut).is_err(), "{name} cut to {length} bytes");
        }
    }
}

#[test]
fn a_file_with_another_byte_is_refused() {
    let files = written();
    for (at, (name, bytes)) in files.iter().enumerate().filter(|(_, (name, _))| !name.ends_with(".json")) {
        for place in (0..bytes.len()).step_by(bytes.len() / 90 + 1) {
            let changed = with(&files, at, |bytes| bytes[place] ^= 0x55);
            assert!(is_whole(changed).is_err(), "{name} with another byte at {place}");
        }
    }
}

#[test]
fn a_list_of_files_with_other_bytes_is_no_panic() {
    let files = written();
    for (at, (_, bytes)) in files.iter().enumerate().filter(|(_, (name, _))| name.ends_with(".json")) {
        for place in 0..bytes.len() {
            // It may still be a whole list: the title of a document has no checksum.
            let _ = is_whole(with(&files, at, |bytes| bytes[place] ^= 0x15));
        }
    }
}

#[test]
fn a_file_that_is_missing_is_named() {
    let files = written();
    for at in (0..files.len()).filter(|&at| files[at].0 != ".managed.json") {
        let mut fewer = files.clone();
        let (name, _) = fewer.remove(at);
        assert!(is_whole(fewer).is_err(), "without {name}");
    }
}

#[test]
fn a_list_that_does_not_fit_the_passages_is_found() {
    let whole = library(vec![(document("source/a", 1), vec![passage(1, "", "One.")])]);
    assert_eq!(whole.verify().unwrap(), 1);
    let files = written();
    let at = files.iter().position(|(name, _)| name == "meta.json").unwrap();
    let fewer = |from: &str, to: &str| {
        let changed = with(&files, at, |bytes| *bytes = String::from_utf8_lossy(bytes).replace(from, to).into_bytes());
        Library::open(changed).and_then(|library| library.verify()).unwrap_err().to_string()
    };
    assert!(fewer(r#"\"passages\":30"#, r#"\"passages\":31"#).contains("source/a"));
    assert!(fewer("source/a", "source/b").contains("source/b"));
    assert!(Library::open([]).is_err());
}
