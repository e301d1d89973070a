//! Read: one page, its links, its headings, find on the page.

use super::action::Action;
use super::browse;
use super::doc::{Doc, Find};
use super::full::Part;
use super::session::{Screen, Session};
use super::world::World;
use crate::page::Target;
use crate::text::width::width;
use tui_input::InputRequest;

/// Cells that one press moves a wide table.
const SIDEWAYS: usize = 8;

pub(super) fn update(world: &World, session: &mut Session, action: Action, stop: &dyn Fn() -> bool) {
    let height = session.reader_height();
    let Some(doc) = &mut session.doc else {
        session.screen = Screen::Browse;
        return;
    };
    if !matches!(action, Action::Digit(_) | Action::Enter) {
        doc.digits.clear();
    }
    let screenful = isize::try_from(height.saturating_sub(2).max(1)).unwrap_or(1);
    match action {
        Action::Up => doc.walk(false, height),
        Action::Down => doc.walk(true, height),
        Action::LineUp | Action::Wheel(true, ..) => doc.scroll(if action == Action::LineUp { -1 } else { -3 }, height),
        Action::LineDown | Action::Wheel(false, ..) => {
            doc.scroll(if action == Action::LineDown { 1 } else { 3 }, height);
        }
        Action::PageUp => page(doc, -screenful, height),
        Action::PageDown => page(doc, screenful, height),
        Action::Start | Action::End if doc.part.is_some() => end_of_document(world, session, action == Action::Start),
        Action::Start => page(doc, isize::MIN, height),
        Action::End => page(doc, isize::MAX, height),
        Action::Left => doc.sideways = doc.sideways.saturating_sub(SIDEWAYS),
        Action::Right => doc.sideways = (doc.sideways + SIDEWAYS).min(doc.widest(height)),
        Action::NextLink => doc.link_step(true, height),
        Action::PreviousLink => doc.link_step(false, height),
        Action::FindNext => find_step(world, session, true),
        Action::FindPrevious => find_step(world, session, false),
        Action::Digit(digit) => doc.digits.push(digit),
        Action::Enter => follow(world, session),
        Action::Back => back(world, session),
        Action::Find => find(doc, &mut session.screen),
        Action::Headings => session.screen = Screen::Headings { cursor: present_heading(doc, height) },
        Action::Type(c) => browse::start(world, session, Some(c), stop),
        _ => {}
    }
}

fn page(doc: &mut Doc, lines: isize, height: usize) {
    doc.focus = None;
    doc.scroll(lines, height);
}

/// Along the marked link, or to the citation whose number was typed.
fn follow(world: &World, session: &mut Session) {
    let Some(doc) = &mut session.doc else { return };
    let digits = std::mem::take(&mut doc.digits);
    let target = if digits.is_empty() {
        doc.focus.and_then(|focus| doc.page.links.get(focus))
    } else {
        let number: Option<usize> = digits.parse().ok();
        number.and_then(|number| doc.page.links.iter().find(|link| link.citation == Some(number)))
    };
    if let Some(target) = target.cloned() {
        go(world, session, &target);
    }
}

fn go(world: &World, session: &mut Session, target: &Target) {
    let place = session.place();
    let there = match world.passage_of(target) {
        Some(passage) => session.go_in_full(world, &target.id, passage),
        None => session.go(world, &target.id, target.anchor.as_deref()),
    };
    if there {
        session.history.extend(place);
    }
}

/// To the page before, at its very place; from the first page to the list. Marks of find go first.
fn back(world: &World, session: &mut Session) {
    if let Some(doc) = &mut session.doc
        && doc.find.take().is_some()
    {
        return;
    }
    let Some(place) = session.history.pop() else {
        session.screen = Screen::Browse;
        return;
    };
    session.return_to(world, &place);
}

fn find(doc: &mut Doc, screen: &mut Screen) {
    doc.find.get_or_insert_with(Find::default);
    *screen = Screen::Find;
}

/// The last heading over the top of the view.
fn present_heading(doc: &Doc, height: usize) -> usize {
    let top = doc.layout.spot_of(doc.top_line(height)).block;
    if let Some(part) = &doc.part {
        let passage = part.passage_of(top);
        return part.outline.iter().rposition(|heading| heading.passage <= passage).unwrap_or(0);
    }
    doc.page.headings().iter().rposition(|(block, ..)| *block <= top).unwrap_or(0)
}

/// To the start or the end of a document that is read in full.
fn end_of_document(world: &World, session: &mut Session, start: bool) {
    let height = session.reader_height();
    let last = session.doc.as_ref().and_then(|doc| doc.part.as_ref()).map_or(0, Part::last);
    session.move_part(world, if start { 0 } else { last });
    if let Some(doc) = &mut session.doc {
        page(doc, if start { isize::MIN } else { isize::MAX }, height);
    }
}

/// To the next place found, or the one before; around at the ends. In a document that is read in full, places that are not
/// laid out come into view as well.
fn find_step(world: &World, session: &mut Session, forward: bool) {
    let height = session.reader_height();
    let Some(doc) = &mut session.doc else { return };
    let Some(passage) = doc.passage_beyond(forward) else { return doc.find_step(forward, height) };
    session.move_part(world, passage);
    if let Some(doc) = &mut session.doc {
        doc.show_found_in(passage, forward, height);
    }
}

pub(super) fn update_find(world: &World, session: &mut Session, action: Action, stop: &dyn Fn() -> bool) {
    let height = session.reader_height();
    let Some(doc) = &mut session.doc else { return };
    let request = match action {
        Action::Type(c) => InputRequest::InsertChar(c),
        Action::Erase => InputRequest::DeletePrevChar,
        Action::Delete => InputRequest::DeleteNextChar,
        Action::Left => InputRequest::GoToPrevChar,
        Action::Right => InputRequest::GoToNextChar,
        Action::Start => InputRequest::GoToStart,
        Action::End => InputRequest::GoToEnd,
        Action::FindNext if doc.find.as_ref().is_some_and(|find| find.input.value().is_empty()) => {
            doc.find = None;
            session.screen = Screen::Read;
            return;
        }
        Action::FindNext => {
            // Enter ends the typing; the marks and F3 stay.
            return find_step(world, session, true);
        }
        Action::FindPrevious => return find_step(world, session, false),
        Action::PageUp => return page(doc, -(height as isize), height),
        Action::PageDown => return page(doc, height as isize, height),
        Action::Back => {
            if doc.find.as_ref().is_some_and(|find| find.places.is_empty() && find.passages.is_empty()) {
                doc.find = None;
            }
            session.screen = Screen::Read;
            return;
        }
        _ => return,
    };
    let changed = doc.find.as_mut().and_then(|find| find.input.handle(request)).is_some_and(|change| change.value);
    if changed {
        find_anew(world, session, stop);
    }
}

/// Finds what stands in the line of find, and shows the first place from the top of the view on; around at the end. In a
/// document that is read in full, all of it is looked through.
fn find_anew(world: &World, session: &mut Session, stop: &dyn Fn() -> bool) {
    let height = session.reader_height();
    let Some(doc) = &mut session.doc else { return };
    doc.look_again();
    if let (Some(find), Some(_), Some(library)) = (&mut doc.find, &doc.part, &world.library) {
        find.passages = library.find(&doc.page.id.to_string(), find.input.value(), stop);
    }
    match doc.found_ahead() {
        true => doc.show_found(height),
        false => find_step(world, session, true),
    }
}

pub(super) fn update_headings(world: &World, session: &mut Session, action: Action) {
    let (Screen::Headings { cursor }, Some(doc)) = (&mut session.screen, &mut session.doc) else { return };
    let last = doc.headings().len().saturating_sub(1);
    match action {
        Action::Up => *cursor = cursor.saturating_sub(1),
        Action::Down => *cursor = (*cursor + 1).min(last),
        Action::Start | Action::PageUp => *cursor = 0,
        Action::End | Action::PageDown => *cursor = last,
        Action::Enter => {
            let passage = doc.part.as_ref().and_then(|part| part.outline.get(*cursor)).map(|heading| heading.passage);
            if let Some((block, ..)) = doc.page.headings().get(*cursor).filter(|_| doc.part.is_none()) {
                doc.focus = None;
                doc.go_to_block(*block);
            }
            session.screen = Screen::Read;
            if let Some(passage) = passage {
                session.move_part(world, passage);
            }
        }
        Action::Back => session.screen = Screen::Read,
        _ => {}
    }
}

/// A press at a cell of the reader: into the page, and along the link that stands there.
pub(super) fn press(world: &World, session: &mut Session, x: usize, y: usize) {
    let height = session.reader_height();
    let Some(doc) = &session.doc else { return };
    let line = doc.layout.lines.get(doc.top_line(height) + y);
    let link = line.and_then(|line| {
        let moved = if line.wide { doc.sideways } else { 0 };
        let x = x + moved;
        let mut at = 1 + line.indent;
        line.pieces.iter().find_map(|piece| {
            let from = at;
            at += width(&piece.text);
            piece.link.filter(|_| (from..at).contains(&x))
        })
    });
    let target = link.and_then(|link| doc.page.links.get(link)).cloned();
    if matches!(session.screen, Screen::Browse) {
        session.history.clear();
    }
    session.screen = Screen::Read;
    if let Some(target) = target {
        go(world, session, &target);
    }
}
