//! Row 1: whom to call in danger. It shortens in steps and never goes away.

use super::Canvas;
use crate::app::{Area, Session, World};
use crate::text::width::width;
use crate::words::{Arg, Msg};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, world: &World, session: &Session) {
    if area.is_empty() {
        return;
    }
    let style = canvas.palette.help;
    let text = text(world, session, usize::from(area.width));
    canvas.row(area.y, style, area);
    canvas.text(area.x, area.y, &text, style, area);
}

/// The longest form that fits.
fn text(world: &World, session: &Session, cells: usize) -> String {
    let numbers = &world.numbers;
    let args = [
        ("emergency", Arg::Text(&numbers.emergency)),
        ("phone", Arg::Text(&numbers.phone)),
        ("text", Arg::Text(&numbers.text)),
    ];
    let steps = [Msg::HelpLineFull, Msg::HelpLineLong, Msg::HelpLineShort, Msg::HelpLineTiny];
    let mut forms = steps.into_iter().map(|msg| session.words.format(msg, &args));
    let last = forms.next_back().unwrap_or_default();
    forms.find(|form| width(form) < cells).map_or(last, |form| format!(" {form}"))
}
