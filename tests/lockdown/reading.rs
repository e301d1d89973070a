//! What a locked reader must still be able to do: all that it is for.

use super::child::{self, Ended};
use super::library;
use std::io::Write;
use waypost::app::{Policy, Session, Size, World};
use waypost::corpus::Corpus;
use waypost::files;
use waypost::frames::Frame;
use waypost::id::Id;
use waypost::lang::Lang;
use waypost::reader::Reader;
use waypost::search::{Query, Search};

/// Searches the shipped corpus. The record found first.
fn found(corpus: &Corpus, search: &Search) -> Id {
    let query = Query { text: "they took my pasport", lang: Lang::En, kinds: &[], limit: 10 };
    search.find(corpus, &query, &|| false).hits[0].id.clone()
}

#[test]
fn a_locked_reader_builds_an_index_in_memory_and_searches_it() {
    if !child::can_lock() {
        return;
    }
    let corpus = Corpus::shipped();
    let free = found(&corpus, &files::IndexFiles::in_memory(&corpus).unwrap().search().unwrap());
    let child = child::reader(|to| {
        let corpus = Corpus::shipped();
        let search = files::IndexFiles::in_memory(&corpus).unwrap().search().unwrap();
        write!(to, "{}", found(&corpus, &search)).unwrap();
        0
    });
    assert_eq!((child.ended, child.said), (Ended::With(0), free.to_string()));
}

#[test]
fn a_locked_reader_opens_a_mapped_index_and_draws_what_a_person_does() {
    if !child::can_lock() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = files::Place { folder: folder.path().to_owned(), writable: true };
    files::build_index(&Corpus::shipped(), &place.folder, |_| {}).unwrap();
    let child = child::run(|to| {
        let corpus = Corpus::shipped();
        let search = files::load_index(&corpus, std::slice::from_ref(&place), &mut |said| panic!("{said}"))
            .unwrap()
            .search()
            .unwrap();
        child::as_reader(to, |to| {
            let world = World::new(corpus, Policy::default()).searched_by(search);
            let session = Session::new(&world, Lang::En, Size { width: 80, height: 24 });
            let mut reader = Reader::new(world, session).unwrap();
            // A search, its first page, find on the page, a citation, headings, help, a new size, back to the start.
            let keys = "t visa cost\r/fee\r\x1b\t\r\x1bOS\r\x1bOP\x1b\x7f\x7f\x7f";
            for key in keys.chars() {
                reader.take(Frame::Keys(key.to_string().as_bytes())).unwrap();
                reader.draw().unwrap();
            }
            reader.take(Frame::Size(Size { width: 40, height: 12 })).unwrap();
            reader.take(Frame::Redraw).unwrap();
            reader.draw().unwrap();
            to.write_all(b"drawn").unwrap();
            0
        })
    });
    assert_eq!((child.ended, child.said.as_str()), (Ended::With(0), "drawn"));
}

#[test]
fn a_locked_reader_opens_a_mapped_library_and_reads_a_document() {
    if !child::can_lock() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    library::write_with_long(folder.path());
    let child = child::run(|to| {
        let corpus = Corpus::shipped();
        let search = files::IndexFiles::in_memory(&corpus).unwrap().search().unwrap();
        let files = files::LibraryFiles::read(folder.path()).unwrap().unwrap();
        child::as_reader(to, |to| {
            let library = files.library().unwrap();
            let world = World::new(corpus, Policy::default()).searched_by(search).with_library(Some(library));
            let session = Session::new(&world, Lang::En, Size { width: 80, height: 24 });
            let mut reader = Reader::new(world, session).unwrap();
            // A misspelt word as well; in documents alone the first passage, a screen further, find, headings, the end.
            let keys = "sentense number\t\t\t\t\t\t\r  /needle\r\r\x1bc\r\x1b[F\x7f\x7f";
            for key in keys.chars() {
                reader.take(Frame::Keys(key.to_string().as_bytes())).unwrap();
                reader.draw().unwrap();
            }
            to.write_all(b"read").unwrap();
            0
        })
    });
    assert_eq!((child.ended, child.said.as_str()), (Ended::With(0), "read"));
}

#[test]
fn a_reader_that_fails_ends_and_says_nothing() {
    if !child::can_lock() {
        return;
    }
    // SAFETY: it ends the process.
    let child = child::reader(|_| unsafe { libc::abort() });
    // The signal of abort is not the reader's to send, so the filter ends it.
    assert_eq!((child.ended, child.said.as_str()), (child::KILLED, ""));
}
