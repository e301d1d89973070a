//! From a record to the screen, and from a key to its frame.
//!
//! Holds up to the goals of the design: a key that moves in the list or
//! scrolls a long record costs at most 3.5 × the floor from outside, 2 ms at
//! the 99th of a hundred; its frame at most 1,500 bytes, in one write. Here the
//! terminal costs nothing, so what is measured is the program's own part.
//!
//! `cargo bench --bench page`, or `… -- frame` for one of them.

#![allow(missing_docs, reason = "criterion's macro writes a function without any")]
#![allow(clippy::print_stderr, reason = "the bytes of a frame are for a person to read")]

mod common;

use common::{SMALL, person, world};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use waypost::app::{Layout, Session, Size, World};
use waypost::frames::Frame;
use waypost::id::Id;
use waypost::lang::Lang;
use waypost::page::Page;
use waypost::reader::Reader;
use waypost::tui;
use waypost::words::Words;

/// A screen of our day, filled to the edges.
const LARGE: Size = Size { width: 200, height: 60 };
/// One of the longest records, with a table of facts, notices and forty citations.
const LONG: &str = "visa/t";

fn long() -> Id {
    LONG.parse().expect("an id")
}

fn pages(criterion: &mut Criterion) {
    let world = world();
    let words = Words::new(Lang::En);
    let page = || Page::of(&world.corpus, &words, &long()).expect("a shipped record");
    criterion.bench_function("build a page", |bencher| bencher.iter(page));
    let page = page();
    let mut group = criterion.benchmark_group("lay a page out");
    for cells in [44, 77] {
        group.bench_function(BenchmarkId::from_parameter(cells), |bencher| bencher.iter(|| Layout::of(&page, cells)));
    }
    group.finish();
}

/// A frame of a session that does not change: drawing and comparing, nothing to send.
fn frames(criterion: &mut Criterion) {
    let world = world();
    let mut group = criterion.benchmark_group("frame");
    for size in [SMALL, LARGE] {
        let session = person(&world, size);
        let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).expect("no terminal is needed");
        group.bench_function(format!("{}x{}", size.width, size.height), |bencher| {
            bencher.iter(|| terminal.draw(|frame| tui::draw(&world, &session, frame)).map(|_| ()));
        });
    }
    group.finish();
}

/// From the bytes of a key to the bytes of its frame, as the guard's loop does it: `there` and `back` in turn.
fn key_to_frame(criterion: &mut Criterion) {
    const DOWN: &[u8] = b"\x1b[B";
    const UP: &[u8] = b"\x1b[A";
    let mut group = criterion.benchmark_group("key to frame");
    for size in [SMALL, LARGE] {
        let cells = format!("{}x{}", size.width, size.height);
        type Way = (&'static str, fn(&World, &mut Session), &'static [u8], &'static [u8]);
        let ways: [Way; 2] = [
            ("move in the list", |_, _| {}, DOWN, UP),
            (
                "scroll a long record",
                |world, session| {
                    session.go(world, &long(), None);
                },
                b"j",
                b"k",
            ),
        ];
        for (name, start, there, back) in ways {
            let world = world();
            let mut session = person(&world, size);
            start(&world, &mut session);
            let mut reader = Reader::new(world, session).expect("no terminal is needed");
            // Twelve one way and twelve the other, as a person goes through a list.
            let mut keys = [there; 12].into_iter().chain([back; 12]).cycle();
            let mut press = || {
                let taken = reader.take(Frame::Keys(keys.next().unwrap_or(there)));
                taken.and_then(|_| reader.draw()).expect("no terminal").len()
            };
            press();
            let bytes: usize = (0..48).map(|_| press()).sum();
            eprintln!("{name}, {cells}: {} bytes a frame", bytes / 48);
            group.bench_function(BenchmarkId::new(name, &cells), |bencher| bencher.iter(&mut press));
        }
    }
    group.finish();
}

criterion_group!(benches, pages, frames, key_to_frame);
criterion_main!(benches);
