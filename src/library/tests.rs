//! A library is what was committed, whole, whatever came between.

use super::{Document, Error, Library, Passage, Writer};
use tantivy::Directory;
use tantivy::directory::{OwnedBytes, RamDirectory};

/// A document in English with this id.
pub fn document(id: &str, pages: u32) -> Document {
    Document {
        id: id.to_owned(),
        title: format!("The title of {id}"),
        lang: "en".to_owned(),
        format: "pdf".to_owned(),
        file: "file.pdf".to_owned(),
        address: None,
        digest: "00".to_owned(),
        imported_on: "2026-11-22".to_owned(),
        pages,
        passages: 0,
        unreadable: Vec::new(),
        pictures: Vec::new(),
        unsure_order: false,
    }
}

/// A passage under one heading.
pub fn passage(page: u32, heading: &str, text: &str) -> Passage {
    let section = vec![heading.to_owned()];
    Passage { page, label: page.to_string(), section, offset: 7, text: text.to_owned() }
}

/// What lies in a directory, as the shell would map it.
pub fn files(directory: &RamDirectory) -> Vec<(String, OwnedBytes)> {
    let names = || {
        let managed = directory.atomic_read(std::path::Path::new(".managed.json")).unwrap();
        serde_json::from_slice::<Vec<String>>(&managed).unwrap()
    };
    let present = names().into_iter().chain([".managed.json".to_owned()]);
    let read = |name: String| {
        let path = std::path::Path::new(&name);
        let bytes = directory.open_read(path).ok()?.read_bytes().ok();
        bytes.or_else(|| directory.atomic_read(path).ok().map(OwnedBytes::new)).map(|bytes| (name, bytes))
    };
    present.filter_map(read).collect()
}

pub fn open(directory: &RamDirectory) -> Result<Library, Error> {
    Library::open(files(directory))
}

/// A library with `documents`.
pub fn library(documents: Vec<(Document, Vec<Passage>)>) -> Library {
    let directory = RamDirectory::create();
    let mut writer = Writer::open(directory.clone()).unwrap();
    for (document, passages) in documents {
        writer.put(document, passages).unwrap();
    }
    writer.finish().unwrap();
    open(&directory).unwrap()
}

fn texts(library: &Library, id: &str) -> Vec<String> {
    library.passages(id, 0..u32::MAX).into_iter().map(|passage| passage.text).collect()
}

mod damage;
mod interrupted;
mod searching;

#[test]
fn what_was_put_is_read_back() {
    let passages = vec![
        passage(1, "First", "One."),
        passage(1, "First", "Two."),
        Passage { section: vec!["First".into(), "Within".into()], ..passage(4, "", "Three.") },
    ];
    let library = library(vec![(document("source/a", 6), passages.clone()), (document("source/b", 0), Vec::new())]);
    assert_eq!(library.passages("source/a", 0..u32::MAX), passages);
    assert_eq!(library.passages("source/a", 1..2), passages[1..2]);
    assert_eq!(library.document("source/a").unwrap().passages, 3);
    let headings: Vec<_> =
        library.outline("source/a").into_iter().map(|heading| (heading.level, heading.passage)).collect();
    assert_eq!(headings, [(0, 0), (1, 2)]);
    let pages = [0, 1, 2, 4, 5, 6, 7].map(|page| library.at_page("source/a", page));
    assert_eq!(pages, [None, Some(0), Some(1), Some(2), Some(2), Some(2), None]);
    let labels = ["4", "1", "2"].map(|label| library.at_label("source/a", label));
    assert_eq!(labels, [Some(2), Some(0), None]);
    assert_eq!((library.passages("source/b", 0..9).len(), library.at_page("source/b", 1)), (0, None));
    assert_eq!(library.outline("source/none"), []);
}

#[test]
fn nothing_is_seen_before_it_is_committed() {
    let directory = RamDirectory::create();
    let mut writer = Writer::open(directory.clone()).unwrap();
    writer.put(document("source/a", 0), vec![passage(0, "", "Old.")]).unwrap();
    writer.finish().unwrap();

    let mut writer = Writer::open(directory.clone()).unwrap();
    writer.put(document("source/a", 0), vec![passage(0, "", "New.")]).unwrap();
    writer.put(document("source/b", 0), vec![passage(0, "", "Other.")]).unwrap();
    assert_eq!(texts(&open(&directory).unwrap(), "source/a"), ["Old."]);
    drop(writer);
    let library = open(&directory).unwrap();
    assert_eq!(texts(&library, "source/a"), ["Old."]);
    assert_eq!(library.documents().count(), 1);
}

#[test]
fn a_document_that_is_put_again_replaces_the_old_one() {
    let directory = RamDirectory::create();
    let mut writer = Writer::open(directory.clone()).unwrap();
    let put = |writer: &mut Writer, text: &str| {
        writer.put(document("source/a", 0), vec![passage(0, "", text), passage(0, "", "More.")]).unwrap();
    };
    put(&mut writer, "One.");
    // Within one commit, in the next one, and after the merge.
    put(&mut writer, "Two.");
    writer.commit().unwrap();
    assert_eq!(texts(&open(&directory).unwrap(), "source/a"), ["Two.", "More."]);
    put(&mut writer, "Three.");
    writer.commit().unwrap();
    assert_eq!(texts(&open(&directory).unwrap(), "source/a"), ["Three.", "More."]);
    writer.finish().unwrap();
    let library = open(&directory).unwrap();
    assert_eq!(texts(&library, "source/a"), ["Three.", "More."]);
    assert_eq!((library.searcher.segment_readers().len(), library.searcher.num_docs()), (1, 2));
    let segments = files(&directory).into_iter().filter(|(name, _)| name.ends_with(".store")).count();
    assert_eq!(segments, 1, "what was merged is removed");
}

#[test]
fn a_document_that_is_removed_is_gone() {
    let directory = RamDirectory::create();
    let mut writer = Writer::open(directory.clone()).unwrap();
    writer.put(document("source/a", 0), vec![passage(0, "", "One.")]).unwrap();
    writer.put(document("source/b", 0), vec![passage(0, "", "Two.")]).unwrap();
    writer.finish().unwrap();

    let mut writer = Writer::open(directory.clone()).unwrap();
    assert!(writer.remove("source/a") && !writer.remove("source/a"));
    writer.finish().unwrap();
    let library = open(&directory).unwrap();
    assert_eq!((texts(&library, "source/a").len(), texts(&library, "source/b").len()), (0, 1));
    assert!(library.document("source/a").is_none());

    let mut writer = Writer::open(directory.clone()).unwrap();
    writer.remove("source/b");
    writer.finish().unwrap();
    assert_eq!(open(&directory).unwrap().documents().count(), 0, "an empty library is one");
}

#[test]
fn a_document_that_an_earlier_version_has_listed_is_read() {
    let listed = document("source/a", 3);
    let mut json = serde_json::to_value(&listed).unwrap();
    for later in ["unsure_order", "pictures"] {
        json.as_object_mut().unwrap().remove(later).unwrap();
    }
    assert_eq!(serde_json::from_value::<Document>(json).unwrap(), listed);
}

#[test]
fn only_one_writes_at_a_time() {
    let directory = RamDirectory::create();
    let writer = Writer::open(directory.clone()).unwrap();
    assert!(matches!(Writer::open(directory.clone()).err(), Some(Error::Busy)));
    drop(writer);
    assert!(Writer::open(directory).is_ok());
}

#[test]
fn an_index_of_another_kind_is_none() {
    let directory = RamDirectory::create();
    tantivy::Index::create(directory.clone(), tantivy::schema::Schema::builder().build(), Default::default()).unwrap();
    assert!(matches!(open(&directory).err(), Some(Error::OtherVersion)));
    assert!(matches!(Writer::open(directory).err(), Some(Error::OtherVersion)));
}
