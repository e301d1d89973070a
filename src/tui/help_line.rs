//! Row 1: whom to call in danger. It shortens in steps and never goes away.

use super::Canvas;
use crate::app::{Area, Session, World};
use crate::text::scrub::scrub;
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

/// The longest form that fits. The site's own line stands behind it where a form with all numbers leaves it room.
fn text(world: &World, session: &Session, cells: usize) -> String {
    let numbers = &world.numbers;
    let args = [
        ("emergency", Arg::Text(&numbers.emergency)),
        ("phone", Arg::Text(&numbers.phone)),
        ("text", Arg::Text(&numbers.text)),
    ];
    let steps = [Msg::HelpLineFull, Msg::HelpLineLong, Msg::HelpLineMiddle, Msg::HelpLineShort];
    let forms = steps.map(|msg| session.words.format(msg, &args));
    let local = Some(scrub(&world.promises.local_line)).filter(|local| !local.is_empty());
    let with_local = local.iter().flat_map(|local| forms.iter().map(move |form| format!("{form} · {local}")));
    let mut fitting = with_local.chain(forms.iter().cloned()).filter(|form| width(form) < cells);
    fitting.next().map_or_else(|| session.words.format(Msg::HelpLineTiny, &args), |form| format!(" {form}"))
}
