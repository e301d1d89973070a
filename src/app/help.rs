//! The help screen: made from the table of keys, read like any other page.

use super::action::{Action, key_rows};
use super::doc::Doc;
use super::promises;
use super::session::{Screen, Session};
use super::update::leave;
use super::world::World;
use crate::id::{Id, Kind};
use crate::page::{Block, FactRow, Look, Page, Run};
use crate::words::Msg;

/// The help page in the session's language.
pub(super) fn page(world: &World, session: &Session) -> Page {
    let words = &session.words;
    let title = words.text(Msg::HelpTitle);
    let plain = |msg| vec![Run::new(words.text(msg), Look::Plain)];
    let heading = |msg| Block::Heading { level: 2, anchor: String::new(), runs: plain(msg) };
    let mut blocks = vec![
        Block::Title(vec![Run::new(&*title, Look::Strong)]),
        Block::Lead(plain(Msg::HelpIntro)),
        heading(promises::heading(world.policy.mode)),
    ];
    blocks.extend(promises::said(world, words));
    for (title, rows) in key_rows(world.policy.mode) {
        blocks.push(heading(title));
        let row = |row: &&super::action::Row| FactRow {
            label: row.label.to_owned(),
            runs: vec![Run::new(words.help(row.word), Look::Plain)],
        };
        blocks.push(Block::Facts(rows.iter().map(row).collect()));
    }
    let body = 0..blocks.len();
    Page { id: Id::constant(Kind::Guide, "help"), lang: words.lang(), title, blocks, body, links: Vec::new() }
}

pub(super) fn update(world: &World, session: &mut Session, action: Action) {
    let height = session.reader_height();
    let Screen::Help { doc, back } = &mut session.screen else { return };
    match action {
        Action::Back => {
            let back = *back;
            leave(world, session, back);
        }
        action => scroll(doc, action, height),
    }
}

/// Moves a page on which there is nothing to choose.
pub(super) fn scroll(doc: &mut Doc, action: Action, height: usize) {
    let screenful = isize::try_from(height.saturating_sub(2).max(1)).unwrap_or(1);
    let lines = match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::Wheel(true, ..) => -3,
        Action::Wheel(false, ..) => 3,
        Action::PageUp => -screenful,
        Action::PageDown => screenful,
        Action::Start => isize::MIN,
        Action::End => isize::MAX,
        _ => return,
    };
    doc.scroll(lines, height);
}
