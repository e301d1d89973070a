//! This month and the next, as on a wall. Weeks begin on Sunday, as in the United States.

use crate::guard::words::Words;
use crate::text::width::width;
use jiff::civil::Date;

/// A day takes four cells: `[31]` is today.
const DAY: usize = 4;

pub(super) fn page(today: Date, marked: bool, own: &Words, columns: u16) -> Vec<String> {
    let first = today.first_of_month();
    let next = first.last_of_month().tomorrow().unwrap_or(first);
    let today = marked.then_some(today);
    super::beside(month(first, today, own), month(next, today, own), 4, columns)
}

/// Name, weekdays, and the weeks of the month that begins on `first`.
fn month(first: Date, today: Option<Date>, own: &Words) -> Vec<String> {
    let name = own.months[usize::from(first.month().unsigned_abs() - 1) % 12];
    let weekdays: String =
        own.weekdays.iter().map(|day| format!(" {}{day} ", " ".repeat(2usize.saturating_sub(width(day))))).collect();
    let mut rows = vec![format!(" {name} {}", first.year()), weekdays];
    let mut week = " ".repeat(DAY * usize::from(first.weekday().to_sunday_zero_offset().unsigned_abs()));
    for day in 1..=first.days_in_month() {
        let is_today =
            today.is_some_and(|today| (today.year(), today.month(), today.day()) == (first.year(), first.month(), day));
        week.push_str(&if is_today { format!("[{day:>2}]") } else { format!(" {day:>2} ") });
        if week.len() == 7 * DAY {
            rows.push(std::mem::take(&mut week));
        }
    }
    if !week.is_empty() {
        rows.push(week);
    }
    rows
}
