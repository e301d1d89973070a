//! ```text
//!  Information desk
//!
//!  > 1  English
//!    2  Español
//!
//!  Choose a language. …
//!
//!  F9 Hide   Emergency: …
//! ```
//! Neutral: whoever sees it learns nothing of what the computer is for. On a
//! small screen the list goes last but for the hide key, and follows the mark.

use super::{Rows, Settings, Size, hint};
use crate::guard::words::{Words, offered};

pub(super) fn rows(marked: usize, settings: &Settings, own: &Words, size: Size) -> Vec<String> {
    let list: Vec<String> = offered(settings.console)
        .enumerate()
        .map(|(place, lang)| {
            let mark = if place == marked { '>' } else { ' ' };
            format!("{mark} {:>2}  {}", place + 1, lang.own_name())
        })
        .collect();
    let mut choose = Rows::new(size);
    choose.blank();
    choose.text(own.start_choose);
    let mut rows = Rows::new(size);
    let room = rows.height().saturating_sub(1);
    if room >= list.len() + 2 {
        rows.text(own.start_title);
        rows.blank();
    }
    let shown = list.len().min(room);
    let first = (marked + 1).saturating_sub(shown).min(list.len() - shown);
    rows.rows.extend_from_slice(&list[first..first + shown]);
    // A row stays empty above the hide key.
    if room > rows.rows.len() + choose.rows.len() {
        rows.rows.append(&mut choose.rows);
    }
    rows.above(&[hint(own, own.start_emergency, size)])
}
