//! The safety note: what a person is told before anything else on a shared computer.
//!
//! Its text scrolls where it must. Under it stands what does not scroll: try
//! the key, and go on.

use super::action::Action;
use super::areas::{Area, Areas};
use super::doc::Doc;
use super::help;
use super::layout::Spot;
use super::promises::{heading, said};
use super::session::{Screen, Session};
use super::world::World;
use crate::id::{Id, Kind};
use crate::page::{Block, Look, Page, Run};
use crate::text::width::width;
use crate::words::{Msg, Words};

/// The widest that the foot is drawn, as wide as the text over it.
const WIDEST: usize = 80;
/// Cells between its two halves, at the least.
const GAP: usize = 3;

/// Shows the note, from `top` on.
pub(super) fn show(world: &World, session: &mut Session, top: Spot) {
    let area = Area { width: session.size.width, ..Area::default() };
    let mut doc = Doc::new(page(world, &session.words), Areas::text_width(area));
    doc.top = top;
    session.screen = Screen::Note { doc: Box::new(doc) };
}

fn page(world: &World, words: &Words) -> Page {
    let title = words.text(heading(world.policy.mode));
    let mut blocks = vec![Block::Title(vec![Run::new(&*title, Look::Strong)])];
    blocks.extend(said(world, words));
    let body = 0..blocks.len();
    Page { id: Id::constant(Kind::Guide, "note"), lang: words.lang(), title, blocks, body, links: Vec::new() }
}

pub(super) fn update(session: &mut Session, action: Action) {
    let height = session.reader_height();
    let Screen::Note { doc } = &mut session.screen else { return };
    match action {
        Action::Enter => session.screen = Screen::Browse,
        action => help::scroll(doc, action, height),
    }
}

/// The lines under the note, for a screen of `cells`: beside each other where there is room.
pub fn foot(words: &Words, cells: usize) -> Vec<String> {
    let room = cells.saturating_sub(2).min(WIDEST);
    let (long, go_on) = (words.text(Msg::NoteTry), words.text(Msg::NoteGoOn));
    if let Some(gap) = room.checked_sub(width(&long) + width(&go_on)).filter(|&gap| gap >= GAP) {
        return vec![format!("{long}{}{go_on}", " ".repeat(gap))];
    }
    let attempt = if width(&long) <= room { long } else { words.text(Msg::NoteTryShort) };
    vec![attempt, go_on]
}
