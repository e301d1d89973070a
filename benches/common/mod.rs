//! What all benches start from: the shipped corpus, its index, a person at a screen.

#![allow(dead_code, reason = "each bench uses a part of it")]

use waypost::app::{Mode, Policy, Session, Size, World};
use waypost::corpus::Corpus;
use waypost::files;
use waypost::lang::Lang;

/// The size that the goals are stated for.
pub const SMALL: Size = Size { width: 80, height: 24 };

/// The shipped corpus with its index in memory. Mapped from disk it is as fast: the pages are warm in both.
pub fn world() -> World {
    let corpus = Corpus::shipped();
    let search = files::IndexFiles::in_memory(&corpus)
        .and_then(|files| files.search())
        .expect("the shipped corpus can be indexed");
    World::new(corpus, policy()).searched_by(search)
}

/// Settings of a terminal of our day.
pub fn policy() -> Policy {
    Policy { mode: Mode::Desk, depth: waypost::app::Depth::Indexed, ..Policy::default() }
}

/// A person who reads English, at a screen of `size`, before the first key.
pub fn person(world: &World, size: Size) -> Session {
    Session::new(world, Lang::En, size)
}
