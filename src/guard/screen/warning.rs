//! The idle warning: the page is off the screen, and this alone is on it.
//!
//! It stands in the language of the session, and under that in the kiosk's own.
//! A small screen keeps the last lines of the first: how to stay.

use super::{Rows, Size};
use crate::guard::words::Words;

pub(super) fn rows(session: &Words, own: &Words, seconds: u64, size: Size) -> Vec<String> {
    let first = block(session, seconds, size);
    let height = usize::from(size.height);
    let mut rows = Rows::new(size);
    rows.rows = first[first.len().saturating_sub(height)..].to_vec();
    if !std::ptr::eq(session, own) {
        rows.blank();
        rows.rows.extend(block(own, seconds, size));
    }
    rows.above(&[])
}

fn block(words: &Words, seconds: u64, size: Size) -> Vec<String> {
    let mut rows = Rows::new(size);
    rows.text(words.warning_ask);
    if seconds == 1 {
        rows.text(words.warning_one);
    } else {
        rows.text(&words.warning_many.replace("{seconds}", &seconds.to_string()));
    }
    rows.text(words.warning_stay);
    rows.rows
}
