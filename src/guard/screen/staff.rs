//! The staff's screens. They say nothing of use: no counts, no last pages.

use super::{Rows, Size};
use crate::guard::words::Words;

/// The PIN prompt; nothing of what is typed shows.
pub(super) fn pin(own: &Words, size: Size) -> Vec<String> {
    alone(own.pin_prompt, size)
}

/// There is no PIN.
pub(super) fn no_pin(own: &Words, size: Size) -> Vec<String> {
    alone(own.pin_none, size)
}

fn alone(text: &str, size: Size) -> Vec<String> {
    let mut rows = Rows::new(size);
    rows.text(text);
    rows.above(&[])
}

/// The menu.
pub(super) fn menu(own: &Words, size: Size) -> Vec<String> {
    let mut rows = Rows::new(size);
    own.menu.iter().for_each(|line| rows.text(line));
    rows.above(&[])
}

/// The doctor's lines from `top` on; a line that is too wide goes on in the next row.
pub(super) fn doctor(top: usize, lines: &[String], own: &Words, size: Size) -> Vec<String> {
    let mut rows = Rows::new(size);
    rows.text(own.doctor_title);
    rows.blank();
    lines.iter().skip(top).for_each(|line| rows.text(line));
    let mut back = Rows::new(size);
    back.text(own.doctor_back);
    rows.above(&back.rows)
}
