//! The cover: a dull page that somebody really uses.
//!
//! ```text
//! Kitchen measures and conversions
//!
//! page's title
//!
//! tables, or months
//!
//! Page 1 of 3. …
//! answer
//! Find: letters
//! ```
//! A small screen has more pages; the last row stays to the end.

mod calendar;
pub(super) mod measures;

use super::{Rows, Settings, Size};
use crate::guard::settings::CoverPage;
use crate::guard::words::{Words, words};
use crate::text::scrub::{first_fault, scrub};
use crate::text::width::width;
use jiff::civil::Date;
use zeroize::Zeroizing;

/// How many pages the cover has at this size; at least one.
pub fn pages(today: Date, settings: &Settings, size: Size) -> usize {
    bodies(today, settings, words(settings.language), size).len()
}

/// All rows but the last, which stays free for [`find_row`].
pub(super) fn rows(page: usize, answer: Option<&str>, today: Date, settings: &Settings, size: Size) -> Vec<String> {
    let own = words(settings.language);
    let bodies = bodies(today, settings, own, size);
    let page = page.min(bodies.len() - 1);
    let mut rows = Rows::new(size);
    if has_title(size) {
        rows.rows.push(title(settings, own).to_owned());
        rows.blank();
    }
    rows.rows.extend_from_slice(&bodies[page]);
    let mut bottom = Vec::new();
    if has_page_line(size) {
        let line = own.pages.replace("{page}", &(page + 1).to_string());
        let line = line.replace("{pages}", &bodies.len().to_string());
        bottom.push(if bodies.len() > 1 { line } else { String::new() });
    }
    bottom.push(answer.unwrap_or_default().to_owned());
    bottom.push(String::new());
    rows.above(&bottom)
}

/// The last row: what is typed, or the answer where there is no other row for it. It leaves no copy in memory.
pub(super) fn find_row(find: &str, answer: Option<&str>, own: &Words, size: Size) -> Zeroizing<String> {
    if let Some(answer) = answer.filter(|_| size.height == 1) {
        return Zeroizing::new(answer.to_owned());
    }
    // All the room that it needs: a text that grows is copied.
    let mut typed = Zeroizing::new(String::with_capacity(own.find.len() + find.len()));
    typed.push_str(own.find);
    typed.push_str(find);
    let shown = end(&typed, size);
    // Only a heap of marks on one letter needs mending; no word that anybody types.
    Zeroizing::new(if first_fault(shown).is_none() { shown.to_owned() } else { scrub(shown) })
}

/// The end of what is typed, where the row is too short for all of it.
fn end(typed: &str, size: Size) -> &str {
    let mut starts = typed.char_indices().map(|(at, _)| &typed[at..]);
    starts.find(|rest| width(rest) <= usize::from(size.width)).unwrap_or_default()
}

fn has_title(size: Size) -> bool {
    size.height >= 10
}

fn has_page_line(size: Size) -> bool {
    size.height >= 6
}

fn title(settings: &Settings, own: &Words) -> &'static str {
    match settings.cover {
        CoverPage::Measures => own.measures_title,
        CoverPage::Calendar => own.calendar_title,
    }
}

/// The rows between title and page line, page for page.
fn bodies(today: Date, settings: &Settings, own: &'static Words, size: Size) -> Vec<Vec<String>> {
    let around = 2 + 2 * usize::from(has_title(size)) + usize::from(has_page_line(size));
    let room = usize::from(size.height).saturating_sub(around).max(1);
    let whole = match settings.cover {
        CoverPage::Measures => measures::pages(own, size.width),
        CoverPage::Calendar => vec![calendar::page(today, settings.knows_today, own, size.width)],
    };
    whole.iter().flat_map(|page| page.chunks(room)).map(<[String]>::to_vec).collect()
}

/// Two blocks of rows beside each other, or one below the other where they are too wide.
fn beside(left: Vec<String>, right: Vec<String>, gap: usize, columns: u16) -> Vec<String> {
    let widest = |rows: &[String]| rows.iter().map(|row| width(row)).max().unwrap_or_default();
    let edge = widest(&left) + gap;
    if edge + widest(&right) > usize::from(columns) {
        return [left, vec![String::new()], right].concat();
    }
    let mut rows = Vec::new();
    for at in 0..left.len().max(right.len()) {
        let start = left.get(at).map_or("", String::as_str);
        let rest = right.get(at).map_or("", String::as_str);
        let pad = if rest.is_empty() { 0 } else { edge - width(start) };
        rows.push(format!("{start}{:pad$}{rest}", ""));
    }
    rows
}
