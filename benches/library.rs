//! The library at size: taking documents in, opening, searching as one types.
//!
//! It makes its own documents: always the same ones, of made-up words whose
//! frequencies follow Zipf's law as those of English do, with the endings that
//! a stemmer knows. So anybody can repeat it:
//!
//! `cargo bench --bench library` measures 10,000 passages;
//! `WAYPOST_PASSAGES=1000000` others; `WAYPOST_WORDS=65` makes them that long
//! instead of 200 words, as the importer does.

#![allow(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(clippy::cast_precision_loss, reason = "figures for people to read")]
// A bench that cannot run has nothing to say.
#![allow(clippy::unwrap_used)]

#[path = "../tests/support/folder.rs"]
mod folder;
#[path = "common/frames.rs"]
mod frames;
#[path = "common/zipf.rs"]
mod zipf;

use folder::Folder;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use waypost::files::open_library;
use waypost::lang::Lang;
use waypost::library::{Document, Library, Passage, Writer};
use zipf::{Seeded, Vocabulary};

/// The passages of one document.
const PASSAGES: usize = 400;
/// How many queries of each kind.
const QUERIES: usize = 40;
/// As many passages as a screen shows.
const SHOWN: usize = 10;

fn main() {
    // Searching is measured in a process of its own: its memory is not that of the import.
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == "--search").and_then(|at| arguments.get(at + 1)) {
        Some(folder) => search(Path::new(folder)),
        None => import(),
    }
}

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn passages() -> usize {
    setting("WAYPOST_PASSAGES", 10_000)
}

/// The text of a passage: the same for the same number.
fn text(vocabulary: &Vocabulary, passage: usize) -> String {
    let mut seeded = Seeded::new(passage as u64);
    let words = setting("WAYPOST_WORDS", 200);
    // Some are longer than others.
    let count = words * 3 / 4 + seeded.below(words / 2);
    let mut text = String::new();
    for at in 0..count {
        text.push_str(if at == 0 {
            ""
        } else if at % 17 == 0 {
            ". "
        } else {
            " "
        });
        text.push_str(vocabulary.word(&mut seeded));
    }
    text
}

fn document(number: usize) -> Document {
    Document {
        id: format!("source/local-{number}"),
        title: format!("Document {number}"),
        lang: "en".to_owned(),
        format: "pdf".to_owned(),
        file: format!("{number}.pdf"),
        address: None,
        digest: "0".repeat(64),
        imported_on: "2026-11-22".to_owned(),
        pages: 200,
        passages: 0,
        unreadable: Vec::new(),
        pictures: Vec::new(),
        unsure_order: false,
    }
}

fn import() {
    let folder = tempfile::tempdir().unwrap();
    let vocabulary = Vocabulary::new();
    let mut writer = Writer::open(Folder(folder.path().to_owned())).unwrap();
    let (mut bytes, mut made) = (0, Duration::ZERO);
    let begun = Instant::now();
    for first in (0..passages()).step_by(PASSAGES) {
        let making = Instant::now();
        let of_document: Vec<Passage> = (first..passages().min(first + PASSAGES))
            .map(|number| {
                let page = u32::try_from((number - first) / 2 + 1).unwrap();
                let section = vec![format!("Section {}", (number - first) / 20 + 1)];
                Passage { page, label: page.to_string(), section, offset: 0, text: text(&vocabulary, number) }
            })
            .collect();
        bytes += of_document.iter().map(|passage| passage.text.len()).sum::<usize>();
        made += making.elapsed();
        writer.put(document(first / PASSAGES), of_document).unwrap();
    }
    writer.commit().unwrap();
    let committed = begun.elapsed();
    writer.finish().unwrap();
    let finished = begun.elapsed();
    let size: u64 =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    let rate = |time: Duration| passages() as f64 / time.as_secs_f64();
    println!("{} passages, {:.1} MB of text", passages(), bytes as f64 / 1e6);
    println!(
        "import          {:.0} passages/s with the merge ({finished:.1?}; before it {committed:.1?}, of which {made:.1?} went into making the text)",
        rate(finished)
    );
    println!("index           {:.1} MB, {:.2} x the text", size as f64 / 1e6, size as f64 / bytes as f64);
    println!("import's memory {:.0} MB at most", memory("VmHWM:"));
    let own = std::env::current_exe().unwrap();
    let status = std::process::Command::new(own).arg("--search").arg(folder.path()).status().unwrap();
    assert!(status.success());
}

/// A field of `/proc/self/status`, in MB; 0 where there is none.
fn memory(field: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}

fn search(folder: &Path) {
    let queries = Queries::of(&Vocabulary::new());
    let before = memory("RssAnon:");
    let begun = Instant::now();
    let library = open_library(folder).unwrap().unwrap();
    let first = begun.elapsed();
    let again = Instant::now();
    black_box(open_library(folder).unwrap());
    println!("open            {first:.2?}, once more {:.2?}", again.elapsed());
    measure(&library, "typing, 3 words", &keys(&queries.words));
    measure(&library, "one letter", &('a'..='z').map(String::from).collect::<Vec<_>>());
    measure(&library, "phrase", &queries.phrases);
    measure(&library, "misspelt", &queries.misspelt);
    measure(&library, "common words", &queries.common);
    let after = memory("RssAnon:");
    println!("private memory  {:.1} MB for the library and all these queries", after - before);
    let first = Instant::now();
    black_box((library.outline("source/local-3"), library.passages("source/local-3", 200..220)));
    println!("a document      {:.2?} for its outline and twenty passages", first.elapsed());
    let (typed, turned) = frames::measure(library, &queries.words);
    println!("{}", shares("key to frame", typed));
    println!("{}", shares("turning pages", turned));
}

/// The queries, from words that stand together in a passage.
struct Queries {
    words: Vec<String>,
    phrases: Vec<String>,
    misspelt: Vec<String>,
    common: Vec<String>,
}

impl Queries {
    fn of(vocabulary: &Vocabulary) -> Queries {
        let mut seeded = Seeded::new(4242);
        let mut queries = Queries { words: vec![], phrases: vec![], misspelt: vec![], common: vec![] };
        while queries.words.len() < QUERIES {
            let text = text(vocabulary, seeded.below(passages()));
            let words: Vec<&str> = text.split([' ', '.']).filter(|word| !word.is_empty()).collect();
            let three: Vec<&str> = (0..3).map(|_| words[seeded.below(words.len())]).collect();
            let from = seeded.below(words.len() - 4);
            queries.words.push(three.join(" "));
            queries.phrases.push(format!("{} ", words[from..from + 2 + queries.words.len() % 3].join(" ")));
            queries.common.push(format!("{} {} ", vocabulary.at(seeded.below(60)), vocabulary.at(seeded.below(60))));
            if let Some(long) = words.iter().find(|word| word.len() > 6) {
                queries.misspelt.push(format!("{}q{} ", &long[..3], &long[4..]));
            }
        }
        queries
    }
}

/// What stands in the line after each key.
fn keys(queries: &[String]) -> Vec<String> {
    queries.iter().flat_map(|query| (1..=query.len()).map(|end| query[..end].to_owned())).collect()
}

fn measure(library: &Library, name: &str, queries: &[String]) {
    let timed = |query: &String| {
        let begun = Instant::now();
        let found = library.search(query, Lang::En, SHOWN, &|| false);
        (begun.elapsed(), found.hits.len(), query.clone())
    };
    // The first pass warms what a person would have warmed, and is thrown away.
    queries.iter().map(timed).for_each(drop);
    let times: Vec<(Duration, usize, String)> = queries.iter().map(timed).collect();
    let found = times.iter().filter(|(_, hits, _)| *hits > 0).count();
    let of = times.len();
    let times = times.into_iter().map(|(time, _, query)| (time, query)).collect();
    println!("{}; {found} of {of} found something", shares(name, times));
}

/// The median, the slow end and the slowest, with what that was, and how many a second, one after the other.
fn shares(name: &str, mut times: Vec<(Duration, String)>) -> String {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].0;
    let (slowest, query) = times.last().unwrap();
    let rate = times.len() as f64 / times.iter().map(|(time, _)| time.as_secs_f64()).sum::<f64>();
    format!("{name:15} p50 {:.2?}, p99 {:.2?}, max {slowest:.2?} ({query:?}), {rate:.0}/s", at(50), at(99))
}
