//! Files that are made from the program itself: the JSON Schema of the facts, the picture and the table of keys in
//! the README. `waypost generate` writes them into a checkout; a test holds them current. Man pages and completions are
//! made for a package, by `waypost generate --to`, and are in no checkout.

use crate::app::{Depth, Mode, Policy, Session, Size, Theme, World, key_rows};
use crate::corpus::facts::Facts;
use crate::lang::Lang;
use crate::tui;
use crate::words::Words;
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use std::fmt::Write as _;

/// Where the README keeps the table of keys.
const KEYS: (&str, &str) = ("<!-- keys -->\n", "<!-- /keys -->");

/// The JSON Schema of a facts file, for `docs/facts.schema.json`.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Facts);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The first screen, for `docs/screen.svg`.
pub fn picture(corpus: crate::corpus::Corpus, search: crate::search::Search) -> String {
    let policy = Policy { mode: Mode::Desk, theme: Theme::Dark, depth: Depth::True };
    let world = World::new(corpus, policy).searched_by(search);
    let mut session = Session::new(&world, Lang::En, Size { width: 100, height: 30 });
    for letter in "boss took my passport".chars() {
        crate::app::update(&world, &mut session, crate::app::Action::Type(letter), &|| false);
    }
    tui::svg(&world, &session)
}

/// The keys as Markdown tables.
pub fn keys() -> String {
    let words = Words::new(Lang::En);
    let mut out = String::new();
    for (heading, rows) in key_rows(Mode::Desk) {
        let _ = write!(out, "\n{}:\n\n| key | what it does |\n|---|---|\n", words.text(heading));
        for row in rows {
            let _ = writeln!(out, "| `{}` | {} |", row.label, words.help(row.word));
        }
    }
    out + "\n"
}

/// `readme` with the present table of keys; None where it has no place for one.
pub fn readme(readme: &str) -> Option<String> {
    let (before, rest) = readme.split_once(KEYS.0)?;
    let (_, after) = rest.split_once(KEYS.1)?;
    Some(format!("{before}{}{}{}{after}", KEYS.0, keys(), KEYS.1))
}

/// How the program ends and what it reads, for the end of its man page, in roff.
const MAN: &str = include_str!("generate/waypost.roff");

/// The man pages, of the program and of each command that people see: names of files and their bytes.
pub fn man_pages(command: &Command) -> Vec<(String, Vec<u8>)> {
    let mut command = command.clone().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    add_pages(&command, &mut pages);
    if let Some((_, page)) = pages.first_mut() {
        page.extend_from_slice(MAN.as_bytes());
    }
    pages
}

fn add_pages(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) {
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    // Writing to memory cannot fail.
    let _ = man.render(&mut page);
    pages.push((man.get_filename(), page));
    command.get_subcommands().filter(|below| !below.is_hide_set()).for_each(|below| add_pages(below, pages));
}

/// The completions for bash, fish and zsh, each under the name that the shell looks for.
pub fn completions(command: &Command) -> Vec<(&'static str, Vec<u8>)> {
    let make = |shell| {
        let mut out = Vec::new();
        clap_complete::generate(shell, &mut command.clone(), "waypost", &mut out);
        out
    };
    vec![("waypost", make(Shell::Bash)), ("waypost.fish", make(Shell::Fish)), ("_waypost", make(Shell::Zsh))]
}
