//! The key line: the keys of the table that do something now, with their words, as many as there is room for.

use super::action::{Action, Row, rows_here};
use super::list::Entry;
use super::policy::{Mode, Policy};
use super::session::{Screen, Session};
use crate::text::width::width;
use crate::words::Msg;

/// Under this width the hints stand closer together.
const NARROW: usize = 40;

/// A key and its word in the key line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHint {
    /// How the key is written.
    pub label: &'static str,
    /// What it does here.
    pub word: String,
}

/// The last line of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// Cells before the first hint.
    pub margin: usize,
    /// Cells between two hints.
    pub gap: usize,
    /// The hints, from left to right.
    pub hints: Vec<KeyHint>,
}

impl KeyHint {
    /// A kiosk writes as the cards beside it and the screens around it do: `Esc Back`.
    fn of(policy: Policy, row: &Row, session: &Session) -> KeyHint {
        let word = session.words.text(word(row, session));
        match policy.mode {
            Mode::Desk => KeyHint { label: row.label, word },
            Mode::Kiosk if row.word == Msg::KeyBack => KeyHint { label: "Esc", word: capital(&word) },
            Mode::Kiosk => KeyHint { label: row.label, word: capital(&word) },
        }
    }

    /// The cells that the hint takes.
    fn cells(&self) -> usize {
        width(self.label) + 1 + width(&self.word)
    }
}

/// The keys that do something now, in a room of `cells`. The key that hides stands first; what does not fit is dropped
/// from the right, and that key never.
pub fn key_line(policy: Policy, session: &Session, cells: usize) -> KeyLine {
    let (margin, gap) = if cells < NARROW { (0, 2) } else { (1, 3) };
    let rows = rows_here(policy, session).filter(|row| row.hinted && works(row, session));
    let mut rows = rows.map(|row| KeyHint::of(policy, row, session));
    let mut hints: Vec<KeyHint> = rows.next().into_iter().collect();
    let mut used = margin + hints.iter().map(KeyHint::cells).sum::<usize>();
    let again = esc_again(session).into_iter().find(|hint| used + gap + hint.cells() <= cells);
    if let Some(hint) = again {
        used += gap + hint.cells();
        hints.insert(0, hint);
    }
    for hint in rows {
        used += gap + hint.cells();
        if used > cells {
            break;
        }
        hints.push(hint);
    }
    KeyLine { margin, gap, hints }
}

/// After a second Esc: what a third one does, in its forms from the longest on.
fn esc_again(session: &Session) -> Vec<KeyHint> {
    let forms: &[Msg] = if session.esc_hint { &[Msg::KeyEscAgain, Msg::KeyEscHides] } else { &[] };
    forms.iter().map(|&form| KeyHint { label: "Esc", word: session.words.text(form) }).collect()
}

/// The word with a capital letter, where its script has them.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What the row's keys do now, in a word: a folder is opened or closed rather than read.
fn word(row: &Row, session: &Session) -> Msg {
    let folder = matches!(session.screen, Screen::Browse) && session.search.is_empty();
    match session.list().entries.get(session.list().cursor) {
        Some(Entry::Folder { open, .. }) if folder && row.word == Msg::KeyRead => {
            if *open {
                Msg::KeyClose
            } else {
                Msg::KeyOpen
            }
        }
        _ => row.word,
    }
}

/// Whether a key of the row does something now.
fn works(row: &Row, session: &Session) -> bool {
    // Some rows only say that letters are typing.
    row.keys.is_empty() || row.keys.iter().any(|&(_, action)| changes(session, action))
}

fn changes(session: &Session, action: Action) -> bool {
    match session.screen {
        Screen::Browse => in_list(session, action),
        Screen::Read => on_page(session, action),
        Screen::Find => match action {
            Action::FindNext | Action::FindPrevious => places(session) > 1,
            _ => true,
        },
        Screen::Headings { .. } => match action {
            Action::Up | Action::Down => headings(session) > 1,
            Action::Enter => headings(session) > 0,
            _ => true,
        },
        Screen::Note { ref doc } | Screen::Help { ref doc, .. } => match action {
            Action::Up | Action::Down => doc.layout.lines.len() > session.reader_height(),
            _ => true,
        },
        Screen::Languages { .. } => true,
    }
}

fn in_list(session: &Session, action: Action) -> bool {
    let search = &session.search;
    let entries = if search.is_empty() { session.list().stops() } else { search.shown() };
    match action {
        Action::Up | Action::Down => entries > 1,
        Action::Enter => entries > 0,
        // Fewer kinds of record hold no more than all of them.
        Action::Narrow => !search.found_nothing() || search.narrowed.is_some(),
        _ => true,
    }
}

fn on_page(session: &Session, action: Action) -> bool {
    let Some(doc) = &session.doc else { return false };
    let height = session.reader_height();
    match action {
        Action::Up | Action::Down => doc.layout.lines.len() > height || doc.walks(height),
        Action::Enter if doc.digits.is_empty() => doc.focus.is_some(),
        Action::Enter => {
            let typed: Option<usize> = doc.digits.parse().ok();
            typed.is_some() && doc.page.links.iter().any(|link| link.citation == typed)
        }
        Action::NextLink => doc.link_from(true, height).is_some(),
        Action::PreviousLink => doc.link_from(false, height).is_some(),
        Action::Headings => headings(session) > 0,
        _ => true,
    }
}

fn headings(session: &Session) -> usize {
    session.doc.as_ref().map_or(0, |doc| doc.headings().len())
}

fn places(session: &Session) -> usize {
    let find = session.doc.as_ref().and_then(|doc| doc.find.as_ref());
    find.map_or(0, |find| find.places.len().max(find.passages.len()))
}
