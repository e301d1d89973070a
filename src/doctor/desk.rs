//! The lines for an advocate's own computer.

use super::{Line, Machine, Verdict, content, kernel};
use crate::app::{Depth, Size};
use crate::corpus::Corpus;
use crate::files::{self, Place};
use crate::lang::Lang;
use std::path::PathBuf;

/// What the shell knows of the computer and its terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// `TERM`.
    pub term: String,
    /// The size of the terminal, where the output is one.
    pub size: Option<Size>,
    /// How many colours it has.
    pub depth: Depth,
    /// Where an index is looked for.
    pub places: Vec<Place>,
    /// The folder of the imported documents, where there can be one.
    pub library: Option<PathBuf>,
}

/// Letters of each language that a font may lack or a terminal may draw wrongly.
const LETTERS: [(Lang, &str, &str); 12] = [
    (Lang::En, "letters en", "Aa Qq “quoted” – 24/7"),
    (Lang::Es, "letters es", "Ññ ¿Qué? ¡Sí! ü"),
    (Lang::Uk, "letters uk", "Її Єє Ґґ обов’язок"),
    (Lang::Ar, "letters ar", "مساعدة لا"),
    (Lang::FaAf, "letters fa-AF", "کمک پناه می\u{200c}روم"),
    (Lang::Ps, "letters ps", "مرسته ښځه ړ ې"),
    (Lang::Ht, "letters ht", "Èè Òò kreyòl"),
    (Lang::Fr, "letters fr", "Çç Œœ « où »"),
    (Lang::ZhHans, "letters zh-Hans", "帮助 签证"),
    (Lang::Vi, "letters vi", "Ệệ Ữữ Đđ giúp đỡ"),
    (Lang::Ru, "letters ru", "Ёё Щщ помощь"),
    (Lang::Pt, "letters pt", "Ãã Çç ajuda à mão"),
];

/// The smallest terminal with a page on it.
const SMALL: Size = Size { width: 20, height: 6 };

pub(super) fn lines(machine: &Machine, desk: &Desk, corpus: &Corpus) -> Vec<Line> {
    let mut lines = vec![terminal(desk), colours(desk)];
    lines.extend(LETTERS.map(|(lang, name, sample)| letters(desk, lang, name, sample)));
    lines.push(index(desk, corpus));
    lines.push(match &desk.library {
        Some(folder) => content::library(machine, folder),
        None => Line::ok("library", "There is no library here."),
    });
    lines.push(sandbox(machine));
    lines
}

fn terminal(desk: &Desk) -> Line {
    let name = "terminal";
    let Some(Size { width, height }) = desk.size else {
        return Line::warn(name, "The output is no terminal. Run this where waypost is to be read.");
    };
    let said = format!("{}, {width} × {height}.", if desk.term.is_empty() { "unnamed" } else { &desk.term });
    if width < SMALL.width || height < SMALL.height {
        return Line::warn(name, format!("{said} Make it larger: pages need {} × {}.", SMALL.width, SMALL.height));
    }
    Line::ok(name, said)
}

fn colours(desk: &Desk) -> Line {
    let said = match desk.depth {
        Depth::None => "None. Meaning never hangs on colour alone.",
        Depth::Named => "The terminal's own.",
        Depth::Indexed => "256.",
        Depth::True => "16 million.",
    };
    Line::ok("colours", said)
}

/// Only a person sees whether they are drawn.
fn letters(desk: &Desk, lang: Lang, name: &'static str, sample: &str) -> Line {
    let joined_or_many = matches!(lang, Lang::Ar | Lang::FaAf | Lang::Ps | Lang::ZhHans);
    if desk.term == "linux" && joined_or_many {
        return Line::warn(name, format!("{sample}  A Linux console cannot draw these. Use a graphical terminal."));
    }
    Line::ok(name, format!("{sample}  {}", lang.own_name()))
}

fn index(desk: &Desk, corpus: &Corpus) -> Line {
    let found = desk.places.iter().find_map(|place| files::check_index(corpus, &place.folder).ok().map(|_| place));
    match found {
        Some(place) => Line::ok("index", format!("Whole, in {}.", place.folder.display())),
        None if desk.places.iter().any(|place| place.writable) => {
            Line::warn("index", "None fits yet. The next start makes it, once.")
        }
        None => Line::warn("index", "None fits, and there is no folder for one. Each start makes it in memory."),
    }
}

/// On a desk a missing lock is a line, not an end.
fn sandbox(machine: &Machine) -> Line {
    let name = "sandbox";
    if !cfg!(target_os = "linux") {
        return Line::warn(name, "Not on this system. Only Linux has what it needs.");
    }
    let parts = [kernel::landlock(machine, true), kernel::seccomp(machine)];
    let worst = parts.iter().map(|line| line.verdict).max().unwrap_or(Verdict::Warn).min(Verdict::Warn);
    let said: Vec<String> = parts.iter().map(|line| format!("{}: {}", line.name, line.detail)).collect();
    Line::new(worst, name, said.join(" "))
}
