//! The last row: the keys that do something here.

use super::Canvas;
use crate::app::{Area, Session, World, key_line};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, world: &World, session: &Session) {
    let line = key_line(world.policy, session, usize::from(area.width));
    let cells = |count: usize| u16::try_from(count).unwrap_or(0);
    let mut x = area.x + cells(line.margin);
    for hint in line.hints {
        x = canvas.text(x, area.y, hint.label, canvas.palette.key, area) + 1;
        x = canvas.text(x, area.y, &hint.word, canvas.palette.plain, area) + cells(line.gap);
    }
}
