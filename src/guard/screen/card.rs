//! The emergency card: numbers to call, when there is no reader to show more.
//!
//! First the site's own language, then each other for which there is room. The
//! numbers come first: a small screen loses the rest from below.

use super::{Rows, Settings, Size, hint};
use crate::guard::words::{Words, offered, words};

pub(super) fn rows(settings: &Settings, own: &Words, size: Size) -> Vec<String> {
    let mut rows = Rows::new(size);
    numbers(&mut rows, own, &settings.local_line);
    rows.blank();
    rows.text(own.card_rest);
    rows.text(own.card_again);
    // With few rows the numbers win.
    let bottom = if rows.height() < 4 { Vec::new() } else { vec![hint(own, "", size)] };
    for other in offered(settings.console).map(words).filter(|other| !std::ptr::eq(*other, own)) {
        let mut more = Rows::new(size);
        more.blank();
        numbers(&mut more, other, "");
        more.text(other.card_rest);
        if rows.rows.len() + more.rows.len() + 2 <= rows.height() {
            rows.rows.append(&mut more.rows);
        }
    }
    rows.above(&bottom)
}

fn numbers(rows: &mut Rows, words: &Words, local_line: &str) {
    rows.text(words.card_danger);
    rows.text(words.card_hotline);
    rows.text(words.card_text);
    rows.text(words.card_relay);
    if !local_line.is_empty() {
        rows.text(local_line);
    }
}
