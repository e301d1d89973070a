//! What stands under the safety note: to try the hide key, and to go on.

use super::Canvas;
use crate::app::{Area, Session, note_foot};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, session: &Session) {
    for (y, line) in (area.y..area.y + area.height).zip(note_foot(&session.words, usize::from(area.width))) {
        canvas.text(area.x + 1, y, &line, canvas.palette.strong, area);
    }
}
