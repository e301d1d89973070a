//! The bodies of the fuzz targets over the inputs that long runs have left in `fuzz/corpus`.
//!
//! The fuzzer itself is not needed. CONTRIBUTING.md says how to run it.

// What is missing here is a failed test.
#![allow(clippy::unwrap_used)]

mod bodies;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

type Body = fn(&[u8]);

const TARGETS: [(&str, Body); 6] = [
    ("config", bodies::config),
    ("input", bodies::input),
    ("scanner", bodies::scanner),
    ("scrub", bodies::scrub),
    ("search_box", bodies::search_box),
    ("step", bodies::step),
];

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The saved inputs of a target, in the order of their names.
fn saved(target: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(fuzz().join("corpus").join(target)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Runs a body over every saved input, and names the one at which it fails.
fn replay(target: &str) {
    let (_, body) = TARGETS.into_iter().find(|(name, _)| *name == target).unwrap();
    let paths = saved(target);
    assert!(paths.len() >= 5, "{} inputs are saved for {target}", paths.len());
    body(b"");
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        // What is broken has been printed by then.
        assert!(catch_unwind(|| body(&bytes)).is_ok(), "{target} fails at {}", path.display());
    }
}

#[test]
fn config_holds() {
    replay("config");
}

#[test]
fn input_holds() {
    replay("input");
}

#[test]
fn scanner_holds() {
    replay("scanner");
}

#[test]
fn scrub_holds() {
    replay("scrub");
}

#[test]
fn search_box_holds() {
    replay("search_box");
}

#[test]
fn step_holds() {
    replay("step");
}

/// Names in a folder, without what follows the dot.
fn names(folder: &Path) -> Vec<String> {
    let name = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| name(entry.unwrap().path())).collect();
    names.sort();
    names
}

#[test]
fn every_target_has_a_body_here_and_inputs() {
    let targets: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names(&fuzz().join("fuzz_targets")), targets);
    assert_eq!(names(&fuzz().join("corpus")), targets);
}

#[test]
fn the_saved_inputs_stay_few_and_small() {
    let paths: Vec<PathBuf> = TARGETS.iter().flat_map(|(name, _)| saved(name)).collect();
    let bytes: u64 = paths.iter().map(|path| fs::metadata(path).unwrap().len()).sum();
    assert!(paths.len() < 200 && bytes < 1 << 20, "{} files, {bytes} bytes", paths.len());
}
