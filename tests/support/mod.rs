//! A person at the program, as a test tells it:
//! `Person::at(80, 24).speaking("es").types("visa t").presses(Enter).sees("Visa T")`.
//!
//! Keys go in as the core's table knows them, and what comes out is the screen
//! that the face draws. There is no terminal, no clock and no waiting.

// Each test file uses its own part of this, and a test that misses something has failed.
#![allow(dead_code, unused_imports, clippy::unwrap_used)]

pub mod folder;
pub mod library;
mod person;
pub mod program;
pub mod pty;
mod screen;
mod sight;

pub use person::Person;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use waypost::app::{Mode, Policy, Promises, World};
use waypost::corpus::Corpus;
use waypost::corpus::assemble::assemble;
use waypost::files;

/// The records that are compiled in, with their index in memory. Made once for all tests of a file.
pub fn shipped() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| world(Corpus::shipped(), Mode::Desk))
}

/// The made-up records of `tests/fixtures/corpus`: what a test says of layout does not change when an editor writes.
pub fn made_up() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| world(made_up_corpus(), Mode::Desk))
}

/// The shipped records on a computer that many people share, with the settings that it has where nobody changed them.
pub fn kiosk() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| world(Corpus::shipped(), Mode::Kiosk).with(kept()))
}

/// The same with the made-up records.
pub fn made_up_kiosk() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| world(made_up_corpus(), Mode::Kiosk).with(kept()))
}

/// The made-up records with the made-up library.
pub fn with_documents() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        library::write_with_long(folder.path());
        // It stays mapped when the folder is gone.
        world(made_up_corpus(), Mode::Desk).with_library(files::open_library(folder.path()).unwrap())
    })
}

/// The made-up records where `promises` can be kept. Each call leaves a world behind until the tests end.
pub fn where_kept(mode: Mode, promises: Promises) -> &'static World {
    Box::leak(Box::new(world(made_up_corpus(), mode).with(promises)))
}

/// What a kiosk keeps where nobody changed its settings.
pub fn kept() -> Promises {
    Promises { idle_seconds: Some(180), ..Promises::default() }
}

fn made_up_corpus() -> Corpus {
    let (corpus, faults) = assemble(&files::read_corpus(&fixture("corpus")).unwrap());
    assert_eq!(faults, [], "the made-up corpus must be sound");
    corpus
}

fn world(corpus: Corpus, mode: Mode) -> World {
    let index = files::IndexFiles::in_memory(&corpus).unwrap().search().unwrap();
    World::new(corpus, index, Policy { mode, ..Policy::default() })
}

/// A file or folder of `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}
