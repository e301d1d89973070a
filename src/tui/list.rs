//! The list region: the pane's records under their headings, or what a search has found.

use super::Canvas;
use crate::app::{Area, Session, Tone, World, cursor, list_lines};
use ratatui::layout::Position;
use ratatui::style::Modifier;

/// Draws the lines in view. Where the chosen entry starts.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, world: &World, session: &Session) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let top = if session.search.is_empty() { session.list().top } else { session.search.top };
    let chosen = cursor(session);
    let lines = &session.list_lines;
    debug_assert_eq!(*lines, list_lines(world, session), "the session was settled after its last change");
    let mut at = None;
    for (y, line) in (area.y..area.y + area.height).zip(lines.iter().skip(top)) {
        let here = line.target == Some(chosen);
        if here {
            canvas.row(y, canvas.palette.chosen, area);
            at.get_or_insert(Position { x: area.x, y });
        }
        let mut x = area.x + 1 + u16::try_from(line.indent).unwrap_or(0);
        for piece in &line.pieces {
            let style = canvas.palette.tone(piece.tone);
            // The chosen entry keeps its ground; what was found stays marked by weight.
            let found =
                if piece.tone == Tone::Found { Modifier::BOLD | Modifier::UNDERLINED } else { style.add_modifier };
            let style = if here { canvas.palette.chosen.add_modifier(found) } else { style };
            x = canvas.text(x, y, &piece.text, style, area);
        }
    }
    at
}
