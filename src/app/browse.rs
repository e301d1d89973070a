//! Browse: the list, the search line, the page beside it.

use super::action::Action;
use super::areas::Areas;
use super::list;
use super::nearest::nearest;
use super::search_box::{Answer, Asked, Narrow, SearchBox};
use super::session::{Pane, Screen, Session};
use super::world::World;
use crate::library::Found;
use crate::search::{Query, Results};
use crate::text::width::{columns, width};
use crate::words::{Arg, Msg};
use tui_input::InputRequest;

/// The most records that a search shows.
const RESULTS: usize = 20;
/// The most passages of documents that it shows.
const PASSAGES: usize = 10;
/// The most records with only some of the words, where passages have all of them.
const RELAXED: usize = 5;
/// The most characters that the line takes. Far fewer count, and the screen says so.
const LONGEST: usize = 1000;

pub(super) fn update(world: &World, session: &mut Session, action: Action, stop: &dyn Fn() -> bool) {
    let page = usize::from(Areas::of(session).list.height / 2).max(1);
    let typing = !session.search.is_empty();
    match action {
        Action::Up => step(world, session, false, 1, stop),
        Action::Down => step(world, session, true, 1, stop),
        Action::PageUp => step(world, session, false, page, stop),
        Action::PageDown => step(world, session, true, page, stop),
        Action::Start => step(world, session, false, usize::MAX, stop),
        Action::End => step(world, session, true, usize::MAX, stop),
        Action::Left if typing => edit(world, session, InputRequest::GoToPrevChar, stop),
        Action::Right if typing => edit(world, session, InputRequest::GoToNextChar, stop),
        Action::Left => pane(world, session, Pane::ALL.len() - 1),
        Action::Right => pane(world, session, 1),
        Action::Enter => enter(session),
        Action::Back if typing => clear(world, session),
        Action::Type(c) => edit(world, session, InputRequest::InsertChar(c), stop),
        Action::Erase => edit(world, session, InputRequest::DeletePrevChar, stop),
        Action::Delete => edit(world, session, InputRequest::DeleteNextChar, stop),
        Action::Narrow => narrow(world, session, stop),
        Action::Wheel(up, x, y) => wheel(world, session, up, x, y),
        _ => {}
    }
}

/// Moves the cursor of the list or of the results by `count`. The page follows, unless `stop` says that the next step is
/// there already.
fn step(world: &World, session: &mut Session, forward: bool, count: usize, stop: &dyn Fn() -> bool) {
    if session.search.is_empty() {
        let list = session.list_mut();
        for _ in 0..count.min(list.entries.len()) {
            list.step(forward);
        }
    } else {
        let last = session.search.shown().saturating_sub(1);
        let cursor = &mut session.search.cursor;
        *cursor = if forward { cursor.saturating_add(count).min(last) } else { cursor.saturating_sub(count) };
    }
    let shown = session.doc.as_ref().map(|doc| &doc.page.id);
    // Two passages may be of one document.
    let of_passage = session.search.passage().is_some() || session.doc.as_ref().is_some_and(|doc| doc.part.is_some());
    if (shown != session.chosen().as_ref() || of_passage) && !stop() {
        session.preview(world);
    }
}

/// Goes `by` panes to the right, around at the end.
fn pane(world: &World, session: &mut Session, by: usize) {
    let at = (session.pane as usize + by) % Pane::ALL.len();
    session.turn_to(world, Pane::ALL[at]);
    session.preview(world);
}

/// Into the chosen page, or opens the folder.
fn enter(session: &mut Session) {
    if session.search.is_empty() && session.list_mut().toggle() {
        return;
    }
    if session.doc.is_some() {
        session.history.clear();
        session.screen = Screen::Read;
    }
}

/// Drops the search; the list stands where it stood.
fn clear(world: &World, session: &mut Session) {
    session.search = SearchBox::default();
    session.preview(world);
}

fn edit(world: &World, session: &mut Session, request: InputRequest, stop: &dyn Fn() -> bool) {
    let full = session.search.input.value().chars().nth(LONGEST).is_some();
    let full = full && matches!(request, InputRequest::InsertChar(_));
    let changed = !full && session.search.input.handle(request).is_some_and(|change| change.value);
    if changed || full {
        search(world, session, stop);
    }
}

/// Starts a search with `c`, from wherever the person is.
pub(super) fn start(world: &World, session: &mut Session, c: Option<char>, stop: &dyn Fn() -> bool) {
    session.screen = Screen::Browse;
    session.history.clear();
    session.search = SearchBox::default();
    match c {
        Some(c) => edit(world, session, InputRequest::InsertChar(c), stop),
        None => session.preview(world),
    }
}

/// Searches anew for what stands in the line.
fn search(world: &World, session: &mut Session, stop: &dyn Fn() -> bool) {
    (session.search.cursor, session.search.top) = (0, 0);
    if session.search.is_empty() {
        session.search.forget();
        return session.preview(world);
    }
    let asked = (session.search.input.value().to_owned(), session.lang(), session.search.narrowed);
    // A letter that is taken back leads to what was found before it.
    let earlier = session.search.take_earlier(&asked);
    session.search.show(earlier.unwrap_or_else(|| answer(world, asked, stop)));
    session.preview(world);
}

/// What is found for `asked`.
fn answer(world: &World, asked: Asked, stop: &dyn Fn() -> bool) -> Answer {
    let (text, lang, narrowed) = &asked;
    let kinds = match narrowed {
        Some(Narrow::Pane(pane)) => pane.kinds(),
        _ => &[],
    };
    let query = Query { text, lang: *lang, kinds, limit: RESULTS };
    let mut results = match narrowed {
        Some(Narrow::Documents) => Results::default(),
        _ => world.find(&query, stop),
    };
    let passages = match (narrowed, &world.library) {
        (None | Some(Narrow::Documents), Some(library)) => {
            beside(library.search(query.text, query.lang, PASSAGES, stop), &mut results)
        }
        _ => Found::default(),
    };
    let nothing = results.hits.is_empty() && passages.hits.is_empty() && !stop();
    let nearest = if nothing { nearest(&world.corpus, *lang, kinds, text) } else { Vec::new() };
    let ended = world.search.is_some() && !passages.left_out && !stop();
    Answer { asked: Some(asked).filter(|_| ended), results, passages, nearest, ..Answer::default() }
}

/// The passages that are shown beside `results`. Records with all the words come first; but passages that have all of them
/// are not kept far below records that have only some, and passages with some not shown below records that have all.
fn beside(passages: Found, results: &mut Results) -> Found {
    if passages.relaxed && !results.hits.is_empty() && !results.relaxed {
        return Found { hits: Vec::new(), ..passages };
    }
    if !passages.hits.is_empty() && !passages.relaxed {
        let mut incomplete = 0;
        results.hits.retain(|hit| {
            incomplete += usize::from(!hit.complete);
            hit.complete || incomplete <= RELAXED
        });
    }
    passages
}

/// Everything, then each pane's records alone, then the documents where there are any, then everything again.
fn narrow(world: &World, session: &mut Session, stop: &dyn Fn() -> bool) {
    let documents = world.library.is_some().then_some(Narrow::Documents);
    session.search.narrowed = match session.search.narrowed {
        None => Some(Narrow::Pane(Pane::ALL[0])),
        Some(Narrow::Pane(pane)) => Pane::ALL.get(pane as usize + 1).copied().map(Narrow::Pane).or(documents),
        Some(Narrow::Documents) => None,
    };
    search(world, session, stop);
}

fn wheel(world: &World, session: &mut Session, up: bool, x: u16, y: u16) {
    let reader = Areas::of(session).reader;
    match &mut session.doc {
        Some(doc) if reader.has(x, y) => doc.scroll(if up { -3 } else { 3 }, usize::from(reader.height)),
        _ => step(world, session, !up, 1, &|| false),
    }
}

pub(super) fn press_pane(world: &World, session: &mut Session, x: u16) {
    let mut from = 0;
    for (pane, label) in pane_labels(session) {
        let to = from + width(&label);
        if (from..to).contains(&usize::from(x)) {
            session.turn_to(world, pane);
            start(world, session, None, &|| false);
            return;
        }
        from = to;
    }
}

/// The panes' names as they are drawn, from the left edge on.
pub fn pane_labels(session: &Session) -> Vec<(Pane, String)> {
    let label = |pane: Pane| {
        let name = session.words.text(pane.name());
        (pane, if pane == session.pane { format!("[{name}]") } else { format!(" {name} ") })
    };
    let mut labels: Vec<(Pane, String)> = Pane::ALL.into_iter().map(label).collect();
    let room = usize::from(session.size.width);
    // Where the names do not all fit, the present one and its neighbours do.
    while labels.iter().map(|(_, label)| width(label)).sum::<usize>() > room && labels.len() > 1 {
        let here = labels.iter().position(|(pane, _)| *pane == session.pane).unwrap_or(0);
        if here * 2 >= labels.len() {
            labels.remove(0)
        } else {
            labels.remove(labels.len() - 1)
        };
    }
    labels
}

/// The language at the right end of the panes' row, with its first column, where there is room for it.
pub fn language_label(session: &Session) -> Option<(u16, String)> {
    let panes: u16 = pane_labels(session).iter().map(|(_, label)| columns(label)).sum();
    let label = session.words.format(Msg::ModeDesk, &[("language", Arg::Text(session.lang().own_name()))]);
    let at = session.size.width.saturating_sub(columns(&label) + 1);
    (at >= panes + 2).then_some((at, label))
}

/// A press on line `at` of the list: chooses the entry; on the chosen one, enters it.
pub(super) fn press_list(world: &World, session: &mut Session, at: usize) {
    let top = if session.search.is_empty() { session.list().top } else { session.search.top };
    let Some(target) = session.list_lines.get(top + at).and_then(|line| line.target) else { return };
    session.screen = Screen::Browse;
    if target == list::cursor(session) {
        // Beside the list there may be a page that was reached by a link.
        let shown = session.doc.as_ref().map(|doc| doc.page.id.clone());
        if shown != session.chosen() && session.search.passage().is_none() {
            session.preview(world);
        }
        return enter(session);
    }
    if session.search.is_empty() {
        session.list_mut().point(target);
    } else {
        session.search.cursor = target;
    }
    session.preview(world);
}
