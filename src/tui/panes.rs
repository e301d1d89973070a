//! Row 2: the five panes, the present one in brackets, and the language.

use super::Canvas;
use crate::app::{Area, Session, pane_labels};
use crate::text::width::columns;
use crate::words::{Arg, Msg};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, session: &Session) {
    let mut x = area.x;
    for (pane, label) in pane_labels(session) {
        let style = if pane == session.pane { canvas.palette.strong } else { canvas.palette.plain };
        x = canvas.text(x, area.y, &label, style, area);
    }
    let language = session.words.format(Msg::ModeDesk, &[("language", Arg::Text(session.lang().own_name()))]);
    let at = (area.x + area.width).saturating_sub(columns(&language) + 1);
    if at >= x + 2 {
        canvas.text(at, area.y, &language, canvas.palette.quiet, area);
    }
}
