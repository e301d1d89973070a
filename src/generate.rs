//! Files that are made from the program itself: the JSON Schema of the facts, the picture and the table of keys in
//! the README. `waypost generate` writes them into a checkout; a test holds them current.

use crate::app::{Depth, Mode, Policy, Session, Size, Theme, World, key_rows};
use crate::corpus::facts::Facts;
use crate::lang::Lang;
use crate::tui;
use crate::words::Words;
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
    let world = World::new(corpus, search, policy);
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
