//! Search as you type, without the screen: what one key costs in the index.
//!
//! Holds up to the goals of the design (README of `benches/`): a key to its
//! results on the shipped corpus costs at most 4 × the floor, 3 ms at the 99th
//! of a hundred, of which drawing takes the smaller part. criterion knows
//! means, not the slowest keys, so `typing` prints those itself first.
//!
//! `cargo bench --bench search`, or `… -- typing` for one of them.

#![allow(missing_docs, reason = "criterion's macro writes a function without any")]
#![allow(clippy::print_stderr, reason = "the slowest keys are for a person to read")]

mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::{Duration, Instant};
use waypost::app::World;
use waypost::lang::Lang;
use waypost::search::Query;

/// As many results as the browser shows.
const RESULTS: usize = 20;

/// What people type: three words each, the usual and the rare, in the corpus' own words and in others.
const TYPED: [&str; 40] = [
    "boss took passport",
    "t visa cost",
    "leave abusive husband",
    "free legal help",
    "help for children",
    "not paid wages",
    "police report safe",
    "u visa certification",
    "shelter near me",
    "work permit renewal",
    "call hotline spanish",
    "owe money smuggler",
    "threatened with deportation",
    "family join visa",
    "lost my documents",
    "national trafficking hotline",
    "someone watches phone",
    "find a lawyer",
    "asylum one year",
    "green card crime",
    "domestic worker rights",
    "farm labor contractor",
    "forced to sex",
    "under eighteen help",
    "immigration court hearing",
    "continued presence letter",
    "food stamps benefits",
    "medical care free",
    "interpreter at hospital",
    "consulate new passport",
    "report to fbi",
    "wage hour complaint",
    "safe address confidentiality",
    "stop someone following",
    "restraining order court",
    "fees for forms",
    "travel outside country",
    "bank account stolen",
    "debt to recruiter",
    "trauma nightmares help",
];

/// One word each: common, rare, a form's number, a telephone number.
const WORDS: [&str; 8] = ["visa", "trafficking", "passport", "affidavit", "shelter", "i-914", "988", "help"];
/// One wrong letter, or two in a long word.
const MISSPELT: [&str; 8] =
    ["pasport", "imigration", "consolate", "trafiking", "laywer", "shleter", "interpretor", "asilum"];
/// No record has these, nor a word that is near: every way of searching is tried.
const NOWHERE: [&str; 4] = ["zzyzx", "qwertyuiopasdf", "photosynthesis", "xylophone quartz"];

fn find(world: &World, text: &str) -> usize {
    let query = Query { text, lang: Lang::En, kinds: &[], limit: RESULTS };
    world.find(&query, &|| false).hits.len()
}

/// What stands in the search line after each key.
fn keys() -> Vec<&'static str> {
    let starts = |text: &'static str| text.char_indices().map(move |(at, c)| &text[..at + c.len_utf8()]);
    TYPED.into_iter().flat_map(starts).collect()
}

fn typing(criterion: &mut Criterion) {
    let world = common::world();
    let keys = keys();
    slowest(&world, &keys);
    let mut group = criterion.benchmark_group("typing");
    group.sample_size(10).measurement_time(Duration::from_secs(10)).throughput(Throughput::Elements(keys.len() as u64));
    group.bench_function("40 queries of three words, key by key", |bencher| {
        bencher.iter(|| keys.iter().map(|text| find(&world, text)).sum::<usize>());
    });
    group.finish();
}

/// Prints the middle key and the slowest ones, with what was typed.
fn slowest(world: &World, keys: &[&str]) {
    let timed = |text: &&'static str| {
        let begun = Instant::now();
        black_box(find(world, text));
        (begun.elapsed(), *text)
    };
    let keys: Vec<&'static str> = self::keys().into_iter().take(keys.len()).collect();
    // The first pass warms caches and is thrown away.
    keys.iter().map(timed).for_each(drop);
    let mut times: Vec<(Duration, &str)> = keys.iter().map(timed).collect();
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    eprintln!("{} keys: p50 {:.2?}, p90 {:.2?}, p99 {:.2?}", times.len(), at(50).0, at(90).0, at(99).0);
    for (time, text) in times.iter().rev().take(5) {
        eprintln!("  slowest: {time:.2?} {text:?}");
    }
}

/// Whole queries, one after the other; the mean is of one query.
fn whole(criterion: &mut Criterion) {
    let world = common::world();
    let mut group = criterion.benchmark_group("query");
    for (name, queries) in
        [("three words", &TYPED[..]), ("one word", &WORDS), ("misspelt", &MISSPELT), ("nothing found", &NOWHERE)]
    {
        group.throughput(Throughput::Elements(1));
        group.bench_function(name, |bencher| {
            let mut turn = queries.iter().cycle();
            bencher.iter(|| turn.next().map(|text| find(&world, text)));
        });
    }
    group.finish();
}

criterion_group!(benches, typing, whole);
criterion_main!(benches);
