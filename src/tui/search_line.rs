//! The search line: what is typed, and what the results are narrowed to.

use super::Canvas;
use crate::app::{Area, Session};
use crate::text::scrub::scrub;
use crate::text::width::{columns, fit};
use crate::words::{Arg, Msg};
use ratatui::layout::Position;
use tui_input::Input;

/// The least columns that what is typed keeps beside what the results are narrowed to.
const TYPED: u16 = 16;

/// Draws the line. Where the cursor belongs while there is a search.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, session: &Session) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let (label, quiet) = (session.words.text(Msg::SearchLabel), canvas.palette.quiet);
    let mut x = canvas.text(area.x + 1, area.y, &label, canvas.palette.key, area) + 1;
    if session.search.is_empty() {
        canvas.text(x, area.y, &session.words.text(Msg::SearchHint), quiet, area);
        return None;
    }
    let end = area.x + area.width;
    let free = end.saturating_sub(x);
    // On a narrow screen what is typed has the line to itself.
    let kinds = Some(kinds(session)).filter(|kinds| columns(kinds) + TYPED <= free).unwrap_or_default();
    let room = if kinds.is_empty() { free.max(1) } else { free - columns(&kinds) - 3 };
    let (after, cursor) =
        typed(canvas, Area { x, width: room.min(end.saturating_sub(x)), ..area }, &session.search.input);
    x = end.saturating_sub(columns(&kinds) + 1);
    if x > after {
        canvas.text(x, area.y, &kinds, quiet, area);
    }
    Some(Position { x: cursor.min(end.saturating_sub(1)), y: area.y })
}

/// Draws what is typed in `area`; what is too long scrolls so that the cursor is in view. The columns behind the text and
/// of the cursor.
pub(super) fn typed(canvas: &mut Canvas<'_>, area: Area, input: &Input) -> (u16, u16) {
    let before: String = input.value().chars().take(input.cursor()).collect();
    let scroll = columns(&before).saturating_sub(area.width.saturating_sub(1));
    let shown = scrub(input.value());
    let visible = &shown[fit(&shown, usize::from(scroll)).len()..];
    let after = canvas.text(area.x, area.y, visible, canvas.palette.strong, area);
    (after, area.x.saturating_add(columns(&before).saturating_sub(scroll)))
}

/// What the results are narrowed to, with the key that changes it.
fn kinds(session: &Session) -> String {
    let name = session.search.narrowed.map_or(Msg::NarrowAll, crate::app::Narrow::name);
    session.words.format(Msg::SearchKinds, &[("kinds", Arg::Text(&session.words.text(name)))])
}
