//! The way to the first frame, from an index that lies ready on disk.
//!
//! Holds up to the goal of the design: from the start of the process to the
//! first full frame at most 3.5 × the floor. What the system does before
//! `main` (loading, linking) is not in here; `benches/compare.sh` measures the
//! whole from outside. `ready` is all of it; the others are its parts.
//!
//! `cargo bench --bench start`.

#![allow(missing_docs, reason = "criterion's macro writes a function without any")]

mod common;

use common::{SMALL, person, policy, world};
use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Duration;
use waypost::app::{Session, World};
use waypost::corpus::Corpus;
use waypost::files::{Place, load_index};
use waypost::search::Search;
use waypost::tui;

fn draw(world: &World, session: &Session) {
    let mut terminal = Terminal::new(TestBackend::new(SMALL.width, SMALL.height)).expect("no terminal is needed");
    terminal.draw(|frame| tui::draw(world, session, frame)).expect("no terminal is needed");
}

fn start(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let places = [Place { folder: folder.path().to_owned(), writable: true }];
    let open = |corpus: &Corpus| -> Search {
        load_index(corpus, &places, &mut |_| {}).and_then(|files| files.search()).expect("an index")
    };
    open(&Corpus::shipped());

    let mut group = criterion.benchmark_group("start");
    // A start maps the index for good, and a process may have only some 65,000 mappings: so few and short rounds.
    group.sample_size(20).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    group.bench_function("ready", |bencher| {
        bencher.iter(|| {
            let corpus = Corpus::shipped();
            let search = open(&corpus);
            let world = World::new(corpus, policy()).searched_by(search);
            let session = person(&world, SMALL);
            draw(&world, &session);
        });
    });
    group.bench_function("open the index", |bencher| bencher.iter(|| open(&Corpus::shipped())));
    let world = world();
    group.bench_function("first session", |bencher| bencher.iter(|| person(&world, SMALL)));
    let session = person(&world, SMALL);
    group.bench_function("first frame", |bencher| bencher.iter(|| draw(&world, &session)));
    group.finish();
}

criterion_group!(benches, start);
criterion_main!(benches);
