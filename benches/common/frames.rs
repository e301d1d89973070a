//! From a key to the frame that answers it, through the reader as it runs.

use std::time::{Duration, Instant};
use waypost::app::{Policy, Session, Size, World};
use waypost::corpus::Corpus;
use waypost::files::IndexFiles;
use waypost::frames::Frame;
use waypost::lang::Lang;
use waypost::library::Library;
use waypost::reader::Reader;

const SIZE: Size = Size { width: 80, height: 24 };
const ENTER: &[u8] = b"\r";
const END: &[u8] = b"\x1b[F";
const BACKSPACE: &[u8] = b"\x7f";
const PAGE_DOWN: &[u8] = b"\x1b[6~";
/// How many screens of a document are turned for a query.
const SCREENS: usize = 20;

/// What each key took, with what was pressed.
pub type Times = Vec<(Duration, String)>;

/// Types each of `queries` into a program that has this library beside its records, and reads on in the last passage that
/// was found. What each key of the queries took, and each screen of the documents.
pub fn measure(library: Library, queries: &[String]) -> (Times, Times) {
    let corpus = Corpus::shipped();
    let search = IndexFiles::in_memory(&corpus).and_then(|files| files.search()).unwrap();
    let world = World::new(corpus, Policy::default()).searched_by(search).with_library(Some(library));
    let session = Session::new(&world, Lang::En, SIZE);
    let mut reader = Reader::new(world, session).unwrap();
    let (mut typed, mut turned) = (Times::new(), Times::new());
    for query in queries {
        for end in 1..=query.len() {
            typed.push((press(&mut reader, &query.as_bytes()[end - 1..end]), query[..end].to_owned()));
        }
        press(&mut reader, END);
        press(&mut reader, ENTER);
        turned.extend((0..SCREENS).map(|_| (press(&mut reader, PAGE_DOWN), query.clone())));
        // Back to the list, and letter by letter to an empty line.
        for _ in 0..=query.len() {
            press(&mut reader, BACKSPACE);
        }
    }
    (typed, turned)
}

/// Presses a key, and draws.
fn press(reader: &mut Reader, key: &[u8]) -> Duration {
    let begun = Instant::now();
    reader.take(Frame::Keys(key)).unwrap();
    if reader.is_waiting() {
        reader.expire();
    }
    reader.draw().unwrap();
    begun.elapsed()
}
