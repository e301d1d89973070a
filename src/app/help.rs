//! The help screen: made from the table of keys, read like any other page.

use super::action::{Action, key_rows};
use super::doc::Doc;
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
    let mut blocks = vec![
        Block::Title(vec![Run::new(&*title, Look::Strong)]),
        Block::Lead(plain(Msg::HelpIntro)),
        Block::Notice(plain(Msg::HelpLeave)),
    ];
    for (heading, rows) in key_rows(world.policy.mode) {
        blocks.push(Block::Heading { level: 2, anchor: String::new(), runs: plain(heading) });
        let row = |row: &&super::action::Row| FactRow {
            label: row.label.to_owned(),
            runs: vec![Run::new(words.help(row.word), Look::Plain)],
        };
        blocks.push(Block::Facts(rows.iter().map(row).collect()));
    }
    let body = 0..blocks.len();
    Page { id: Id::constant(Kind::Guide, "help"), lang: words.lang(), title, blocks, body, links: Vec::new() }
}

pub(super) fn update(session: &mut Session, action: Action) {
    let height = session.reader_height();
    let Screen::Help { doc, back } = &mut session.screen else { return };
    let screenful = isize::try_from(height.saturating_sub(2).max(1)).unwrap_or(1);
    let scroll = |doc: &mut Doc, lines| doc.scroll(lines, height);
    match action {
        Action::Up => scroll(doc, -1),
        Action::Down => scroll(doc, 1),
        Action::Wheel(up, ..) => scroll(doc, if up { -3 } else { 3 }),
        Action::PageUp => scroll(doc, -screenful),
        Action::PageDown => scroll(doc, screenful),
        Action::Start => scroll(doc, isize::MIN),
        Action::End => scroll(doc, isize::MAX),
        Action::Back => {
            let back = *back;
            leave(session, back);
        }
        _ => {}
    }
}
