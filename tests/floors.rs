//! The house stands floor on floor: what `house.md` says of imports, of names
//! that only some may say, and of size, held against the sources themselves.
//!
//! Each rule is a function from sources to faults, and has a test that hands
//! it a made-up source that breaks it.

// What is missing here is a failed test.
#![allow(clippy::unwrap_used)]

#[path = "support/sources.rs"]
mod sources;

use sources::{Source, all};
use std::collections::{BTreeMap, BTreeSet};

/// The floors, from the ground up. What stands further along a floor may name what stands before it on the same floor.
const FLOORS: [&[&str]; 7] = [
    &["error", "logarithm", "strings", "id", "lang", "text"],
    &["corpus", "words"],
    &["page", "search", "library"],
    &["app"],
    &["tui", "plain", "handout"],
    &["sandbox", "config", "pin", "terminal", "input", "files", "doctor", "frames", "reader", "guard"],
    &["check", "generate", "cli", "main"],
];

/// The floor of a top module, and its place there.
fn floor(module: &str) -> Option<(usize, usize)> {
    FLOORS.iter().enumerate().find_map(|(floor, modules)| {
        let place = modules.iter().position(|known| *known == module)?;
        Some((floor, place))
    })
}

/// Names that nothing below the shell may say: files, environment, clock, threads, processes, hidden state.
const SHELL_ONLY: [&str; 18] = [
    "std::fs",
    "std::env",
    "std::thread",
    "std::time",
    "std::process",
    "std::net",
    "Instant",
    "SystemTime",
    "RefCell",
    "Cell",
    "OnceCell",
    "UnsafeCell",
    "Mutex",
    "RwLock",
    "thread_local",
    "static mut",
    "println",
    "eprintln",
];

/// Imports that do not go down, or along a floor towards its start; `check` stays below the core.
fn imports_that_go_up(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        let Some(own) = floor(source.module()) else {
            faults.push(format!("{}: `{}` has no floor", source.path, source.module()));
            continue;
        };
        for (line, name) in source.imports() {
            let at = format!("{}:{line}", source.path);
            match floor(&name) {
                None => faults.push(format!("{at}: `{name}` has no floor")),
                Some(other) if other > own => faults.push(format!("{at}: `{name}` is above, or further along")),
                Some((3.., _)) if source.module() == "check" && name != "check" => {
                    faults.push(format!("{at}: `check` names `{name}`"));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

/// Top modules that name each other round in a circle.
fn circles(sources: &[Source]) -> Vec<String> {
    let mut names: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        let of = names.entry(source.module()).or_default();
        of.extend(source.imports().into_iter().map(|(_, name)| name).filter(|name| name != source.module()));
    }
    // A module that names nobody who is left cannot be in a circle; what is left in the end is.
    loop {
        let left: BTreeSet<String> = names.keys().map(|name| (*name).to_owned()).collect();
        let Some(free) = names.iter().find(|(_, of)| of.is_disjoint(&left)).map(|(name, _)| *name) else {
            return left.into_iter().collect();
        };
        names.remove(free);
    }
}

/// Lines that import everything a module has.
fn globs(sources: &[Source]) -> Vec<String> {
    let is_glob = |line: &str| line.contains("::*") || line.contains(", *}") || line.contains("{*");
    each_line(sources, |_, line| line.contains("use ") && is_glob(line) || line.trim() == "*,")
}

/// Who may name a crate, and who names it all the same.
fn names_of_crates(sources: &[Source]) -> Vec<String> {
    each_line(sources, |source, line| {
        let tantivy = has_word(line, "tantivy") && !matches!(source.module(), "search" | "library");
        // The index's bytes are handed on in tantivy's own wrapper, and in nothing else of it.
        let wrapper = matches!(source.path.as_str(), "files/index.rs" | "files/library.rs")
            && line.contains("tantivy::directory::OwnedBytes");
        let screen = (has_word(line, "ratatui") || has_word(line, "crossterm"))
            && !matches!(source.module(), "tui" | "reader" | "terminal");
        (tantivy && !wrapper) || screen
    })
}

/// One maps files, one gives the C library's names to two functions, the others lock the process down.
const UNSAFE: [&str; 7] = [
    "files/map.rs",
    "guard/child.rs",
    "guard/signals.rs",
    "logarithm.rs",
    "sandbox/descriptors.rs",
    "sandbox/landlock.rs",
    "sandbox/limits.rs",
];

/// `unsafe` outside of them.
fn unsafe_code(sources: &[Source]) -> Vec<String> {
    each_line(sources, |source, line| has_word(line, "unsafe") && !UNSAFE.contains(&source.path.as_str()))
}

/// Names below floor 5 that act on the world outside, or hide state.
fn acts_below_the_shell(sources: &[Source]) -> Vec<String> {
    let below: Vec<Source> =
        sources.iter().filter(|source| floor(source.module()).is_some_and(|(floor, _)| floor < 5)).cloned().collect();
    let own: Vec<Source> = below.iter().map(Source::without_tests).collect();
    each_line(&own, |source, line| {
        SHELL_ONLY.iter().any(|name| {
            // ratatui's cell of a screen is no hidden state.
            let of_screen = *name == "Cell" && source.module() == "tui";
            has_word(line, name) && !of_screen
        })
    })
}

/// Faces that name each other.
fn faces_that_meet(sources: &[Source]) -> Vec<String> {
    let meets = |source: &Source, name: &str| matches!((source.module(), name), ("tui", "plain") | ("plain", "tui"));
    let mut faults = Vec::new();
    for source in sources {
        let met = source.imports().into_iter().filter(|(_, name)| meets(source, name));
        faults.extend(met.map(|(line, name)| format!("{}:{line}: names `{name}`", source.path)));
    }
    faults
}

/// Files of more than 400 lines.
fn too_long(sources: &[Source]) -> Vec<String> {
    let long = sources.iter().filter(|source| source.lines > 400);
    long.map(|source| format!("{}: {} lines", source.path, source.lines)).collect()
}

fn each_line(sources: &[Source], is_fault: impl Fn(&Source, &str) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        for (number, line) in source.code.lines().enumerate() {
            if is_fault(source, line) {
                faults.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    faults
}

/// Whether `word` stands in `line` and is no part of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(part) && !line[at + word.len()..].starts_with(part))
}

type Rule = fn(&[Source]) -> Vec<String>;

#[track_caller]
fn stands(rule: Rule) {
    assert_eq!(rule(&all()), Vec::<String>::new());
}

/// `rule` has something against this source, and nothing against the one beside it.
#[track_caller]
fn falls(rule: Rule, path: &str, wrong: &str, right: &str) {
    assert!(!rule(&[Source::new(path, wrong)]).is_empty(), "{wrong:?} in {path} is let through");
    assert_eq!(rule(&[Source::new(path, right)]), Vec::<String>::new(), "{right:?} in {path}");
}

#[test]
fn every_source_is_read() {
    let sources = all();
    assert!(sources.len() > 40, "{} files", sources.len());
    for path in ["lib.rs", "main.rs", "app/update.rs", "files/map.rs", "app/layout/table.rs"] {
        assert!(sources.iter().any(|source| source.path == path), "{path} is missing");
    }
    let imports: usize = sources.iter().map(|source| source.imports().len()).sum();
    assert!(imports > 150, "{imports} imports");
}

#[test]
fn imports_go_down_only() {
    stands(imports_that_go_up);
    let rule = imports_that_go_up;
    falls(rule, "text/wrap.rs", "use crate::corpus::Corpus;\n", "use crate::text::width::width;\n");
    falls(rule, "app/read.rs", "fn f() { crate::tui::draw() }\n", "fn f() { crate::page::shown() }\n");
    falls(
        rule,
        "page.rs",
        "use crate::{\n    id::Id,\n    app::{Session, World},\n};\n",
        "use crate::{id::Id, words::{Msg, Words}};\n",
    );
    falls(rule, "tui/list.rs", "pub use crate :: reader :: Reader;\n", "// use crate::reader::Reader;\n");
    falls(rule, "check/data.rs", "use crate::app::World;\n", "use crate::page::Page;\n");
    falls(rule, "check.rs", "use crate::files;\n", "use crate::search::Matcher;\n");
    falls(rule, "page.rs", "use crate::search::Hit;\n", "const TEXT: &str = \"use crate::search::Hit;\";\n");
    falls(rule, "reader.rs", "use crate::guard::Ended;\n", "use crate::terminal::Canvas;\n");
    falls(rule, "app.rs", "use crate::cellar::x;\n", "mod cellar;\n");
    assert!(!rule(&[Source::new("cellar.rs", "")]).is_empty(), "a module without a floor is let in");
}

#[test]
fn no_two_modules_name_each_other() {
    stands(circles);
    let source = |path, text| Source::new(path, text);
    let circle = [
        source("reader.rs", "use crate::input::Parser;\n"),
        source("input/keys.rs", "use crate::files::read;\n"),
        source("files.rs", "fn f() { crate::reader::f() }\n"),
        source("guard.rs", "use crate::reader::Reader;\n"),
    ];
    assert_eq!(circles(&circle), ["files", "guard", "input", "reader"], "guard leans on the circle");
    assert_eq!(circles(&circle[1..]), Vec::<String>::new());
}

#[test]
fn nothing_is_imported_by_a_star() {
    stands(globs);
    falls(globs, "app/read.rs", "use crate::app::*;\n", "use crate::app::Key;\n");
    falls(globs, "app/read.rs", "    use super::{Action, *};\n", "let x = a * b;\n");
    falls(globs, "app/read.rs", "use super::{\n    Action,\n    *,\n};\n", "use super::{\n    Action,\n};\n");
}

#[test]
fn only_those_who_may_name_the_index_and_the_screen() {
    stands(names_of_crates);
    let rule = names_of_crates;
    falls(rule, "app/browse.rs", "use tantivy::Index;\n", "use crate::search::Query; // tantivy\n");
    falls(rule, "files/index.rs", "use tantivy::Index;\n", "use tantivy::directory::OwnedBytes;\n");
    falls(rule, "files/library.rs", "use tantivy::Index;\n", "use tantivy::directory::OwnedBytes;\n");
    falls(rule, "files.rs", "use tantivy::directory::OwnedBytes;\n", "\n");
    falls(rule, "app/doc.rs", "use ratatui::style::Style;\n", "use tui_input::Input;\n");
    falls(rule, "guard.rs", "crossterm::event::read();\n", "let text = \"crossterm\";\n");
    falls(rule, "cli/browse.rs", "use ratatui::Terminal;\n", "use crate::terminal::Terminal;\n");
}

#[test]
fn only_who_must_is_unsafe() {
    stands(unsafe_code);
    falls(unsafe_code, "files/index.rs", "unsafe { x() }\n", "#[allow(unsafe_code)]\nmod map;\n");
    falls(unsafe_code, "sandbox.rs", "unsafe { x() }\n", "#[allow(unsafe_code)]\nmod descriptors;\n");
    falls(unsafe_code, "terminal.rs", "unsafe fn f() {}\n", "/// Nothing unsafe here.\nfn f() {}\n");
}

#[test]
fn nothing_below_the_shell_acts_or_hides_state() {
    stands(acts_below_the_shell);
    let rule = acts_below_the_shell;
    for name in SHELL_ONLY {
        falls(rule, "app/session.rs", &format!("fn f() {{ {name}; }}\n"), &format!("// {name}\nlet s = \"{name}\";\n"));
    }
    falls(rule, "tui/list.rs", "use std::cell::{Cell, RefCell};\n", "use ratatui::buffer::Cell;\n");
    falls(rule, "corpus.rs", "std::env::var(\"X\");\n", "include!(concat!(env!(\"OUT_DIR\"), \"/x.rs\"));\n");
    falls(rule, "search/query.rs", "std::time::Instant::now();\n", "#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n");
    falls(rule, "words.rs", "static mut X: u8 = 0;\n", "static X: u8 = 0;\n");
    assert_eq!(rule(&[Source::new("files.rs", "use std::fs;\n")]), Vec::<String>::new(), "the shell may");
}

#[test]
fn the_faces_never_name_each_other() {
    stands(faces_that_meet);
    falls(faces_that_meet, "tui.rs", "use crate::plain::line;\n", "use crate::app::Session;\n");
    falls(faces_that_meet, "plain/read.rs", "use crate::tui::draw;\n", "use crate::page::Page;\n");
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    stands(too_long);
    falls(too_long, "app/read.rs", &"\n".repeat(401), &"\n".repeat(400));
}
