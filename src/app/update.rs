//! One action, one step: from a session to the next.

use super::action::{Action, Effect};
use super::areas::Areas;
use super::session::{Base, Screen, Session};
use super::world::World;
use super::{browse, help, list, note, read};
use crate::lang::Lang;
use crate::text::width::columns;

/// Does `action`. `stop` says when a search has taken long enough; what it has found by then is shown.
pub fn update(world: &World, session: &mut Session, action: Action, stop: &dyn Fn() -> bool) -> Option<Effect> {
    // A new size is no key.
    if !matches!(action, Action::Resize(_)) {
        session.esc_hint = action == Action::EscAgain;
    }
    let effect = match action {
        Action::EscAgain => None,
        Action::Hide => Some(Effect::Hide),
        Action::Finish => Some(Effect::Finish),
        Action::Quit => Some(Effect::Quit),
        Action::Resize(size) => {
            session.size = size;
            None
        }
        Action::Help => {
            open_help(world, session);
            None
        }
        Action::Languages => {
            open_languages(session);
            None
        }
        Action::Press(x, y) => press(world, session, x, y, stop),
        action => on_screen(world, session, action, stop),
    };
    settle(world, session);
    effect
}

fn on_screen(world: &World, session: &mut Session, action: Action, stop: &dyn Fn() -> bool) -> Option<Effect> {
    match session.screen {
        Screen::Note { .. } => note::update(session, action),
        Screen::Browse => browse::update(world, session, action, stop),
        Screen::Read => read::update(world, session, action, stop),
        Screen::Find => read::update_find(world, session, action, stop),
        Screen::Help { .. } => help::update(world, session, action),
        Screen::Languages { .. } => return update_languages(world, session, action),
        Screen::Headings { .. } => read::update_headings(world, session, action),
    }
    None
}

/// The screen under a menu.
fn base(session: &Session) -> Base {
    match session.screen {
        Screen::Note { ref doc } => Base::Note(doc.top),
        Screen::Browse => Base::Browse,
        Screen::Read | Screen::Find | Screen::Headings { .. } => Base::Read,
        Screen::Help { back, .. } | Screen::Languages { back, .. } => back,
    }
}

/// Goes back to the screen under a menu.
pub(super) fn leave(world: &World, session: &mut Session, back: Base) {
    match back {
        Base::Note(top) => note::show(world, session, top),
        Base::Browse => session.screen = Screen::Browse,
        Base::Read => session.screen = Screen::Read,
    }
}

fn open_help(world: &World, session: &mut Session) {
    let back = base(session);
    if matches!(session.screen, Screen::Help { .. }) {
        return leave(world, session, back);
    }
    let page = help::page(world, session);
    session.screen = Screen::Help { doc: Box::new(session.open(page)), back };
}

fn open_languages(session: &mut Session) {
    let back = base(session);
    let cursor = Lang::all().position(|lang| lang == session.lang()).unwrap_or(0);
    session.screen = Screen::Languages { cursor, back };
}

fn update_languages(world: &World, session: &mut Session, action: Action) -> Option<Effect> {
    let Screen::Languages { cursor, back } = &mut session.screen else { return None };
    let last = Lang::all().count() - 1;
    match action {
        Action::Up => *cursor = cursor.saturating_sub(1),
        Action::Down => *cursor = (*cursor + 1).min(last),
        Action::Start | Action::PageUp => *cursor = 0,
        Action::End | Action::PageDown => *cursor = last,
        Action::Back => {
            let back = *back;
            leave(world, session, back);
        }
        Action::Enter => {
            let (chosen, back) = (Lang::all().nth(*cursor)?, *back);
            session.speak(world, chosen);
            leave(world, session, back);
            return Some(Effect::Language(chosen));
        }
        _ => {}
    }
    None
}

/// A press of the mouse: on the language, a pane, an entry, a link, a line of a menu.
fn press(world: &World, session: &mut Session, x: u16, y: u16, stop: &dyn Fn() -> bool) -> Option<Effect> {
    let areas = Areas::of(session);
    let line = usize::from(y);
    let language = browse::language_label(session);
    if areas.panes.has(x, y) && language.is_some_and(|(at, label)| (at..at + columns(&label)).contains(&x)) {
        open_languages(session);
        return None;
    }
    let count = match session.screen {
        Screen::Headings { .. } => session.doc.as_ref().map_or(0, |doc| doc.headings().len()),
        _ => Lang::all().count(),
    };
    match &mut session.screen {
        Screen::Languages { cursor, .. } | Screen::Headings { cursor } if areas.reader.has(x, y) => {
            // The first two lines are the menu's title and the space under it.
            let at = (line - usize::from(areas.reader.y)).checked_sub(2)?;
            let top = menu_top(*cursor, usize::from(areas.reader.height));
            if at + top >= count {
                return None;
            }
            *cursor = at + top;
            return on_screen(world, session, Action::Enter, stop);
        }
        Screen::Browse | Screen::Read if areas.panes.has(x, y) => browse::press_pane(world, session, x),
        Screen::Browse | Screen::Read if areas.list.has(x, y) => {
            let at = line - usize::from(areas.list.y);
            browse::press_list(world, session, at);
        }
        Screen::Browse | Screen::Read | Screen::Find if areas.reader.has(x, y) => {
            read::press(world, session, usize::from(x - areas.reader.x), line - usize::from(areas.reader.y));
        }
        _ => {}
    }
    None
}

/// The first item of a menu in view, for a region of `height` with two lines of title.
pub fn menu_top(cursor: usize, height: usize) -> usize {
    (cursor + 1).saturating_sub(height.saturating_sub(2).max(1))
}

/// What must hold after every step: pages fit the width, the list is as lines, its cursor in view.
pub fn settle(world: &World, session: &mut Session) {
    let cells = session.text_width();
    if let Some(doc) = &mut session.doc {
        doc.fit(cells);
    }
    session.keep_in_reach(world);
    if let Screen::Help { doc, .. } | Screen::Note { doc } = &mut session.screen {
        doc.fit(cells);
    }
    let area = Areas::of(session).list;
    if area.is_empty() {
        session.list_lines.clear();
        return;
    }
    let height = usize::from(area.height);
    let mut places = std::mem::take(&mut session.search.answer.places);
    session.list_lines = list::lines_at(world, session, &mut places);
    session.search.answer.places = places;
    let lines = &session.list_lines;
    let cursor = list::cursor(session);
    let of_cursor = |line: &list::ListLine| line.target == Some(cursor);
    let first = lines.iter().position(of_cursor).unwrap_or(0);
    let last = lines.iter().rposition(of_cursor).unwrap_or(0);
    // What stands over the first entry of a group (its heading, a notice of the search) comes into view with it, as far as
    // there is room.
    let over = (0..first).rev().take_while(|&at| lines[at].target.is_none()).last().unwrap_or(first);
    let first = over.max((first + 1).saturating_sub(height));
    let lowest = first.min(lines.len().saturating_sub(height));
    let top = if session.search.is_empty() { &mut session.list_mut().top } else { &mut session.search.top };
    *top = (*top).max((last + 1).saturating_sub(height)).min(lowest);
}
