//! Row 2: the five panes, the present one in brackets, and the language.

use super::Canvas;
use crate::app::{Area, Session, language_label, pane_labels};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, session: &Session) {
    let mut x = area.x;
    for (pane, label) in pane_labels(session) {
        let style = if pane == session.pane { canvas.palette.strong } else { canvas.palette.plain };
        x = canvas.text(x, area.y, &label, style, area);
    }
    if let Some((at, language)) = language_label(session) {
        canvas.text(area.x + at, area.y, &language, canvas.palette.quiet, area);
    }
}
