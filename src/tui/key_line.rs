//! The last row: the keys that do something here.

use super::Canvas;
use crate::app::{Area, Session, World, key_line};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, world: &World, session: &Session) {
    let mut x = area.x + 1;
    for hint in key_line(world.policy, session, usize::from(area.width)) {
        x = canvas.text(x, area.y, hint.label, canvas.palette.key, area) + 1;
        x = canvas.text(x, area.y, &hint.word, canvas.palette.plain, area) + 3;
    }
}
