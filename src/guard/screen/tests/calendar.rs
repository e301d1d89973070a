//! Months that anybody can look up.

use super::{Screen, seen, settings, size};
use crate::guard::settings::{CoverPage, Settings};
use jiff::civil::{Date, date};
use zeroize::Zeroizing;

fn shown(today: Date, knows_today: bool, columns: u16, rows: u16) -> Vec<String> {
    let settings = Settings { cover: CoverPage::Calendar, knows_today, ..settings() };
    seen(&Screen::Cover { page: 0, find: Zeroizing::default(), answer: None, today }, &settings, size(columns, rows))
}

/// The first month's rows on a narrow, high screen: name, then weeks.
fn month(today: Date) -> Vec<String> {
    let rows = shown(today, false, 30, 40);
    rows[2..].iter().take_while(|row| !row.is_empty()).cloned().collect()
}

#[test]
fn this_month_and_the_next_stand_beside_each_other_with_today_marked() {
    insta::assert_snapshot!(shown(date(2026, 11, 22), true, 80, 24).join("\n"));
}

#[test]
fn months_begin_on_their_weekday_and_end_on_their_day() {
    // Weekday of the first (0 is Sunday) and length, as any printed calendar has them.
    for (year, month_number, name, weekday, days) in [
        (2000, 2, "February 2000", 2, 29),
        (2024, 2, "February 2024", 4, 29),
        (2026, 2, "February 2026", 0, 28),
        (2026, 11, "November 2026", 0, 30),
        (2026, 12, "December 2026", 2, 31),
        (2027, 1, "January 2027", 5, 31),
        (2027, 2, "February 2027", 1, 28),
        (2027, 5, "May 2027", 6, 31),
        (2028, 2, "February 2028", 2, 29),
        (2100, 2, "February 2100", 1, 28),
    ] {
        let rows = month(date(year, month_number, 1));
        assert_eq!(rows[0].trim(), name);
        assert_eq!(rows[1].split_whitespace().collect::<Vec<_>>(), ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"]);
        assert_eq!(rows[2].find('1'), Some(weekday * 4 + 2), "{name}: {:?}", rows[2]);
        let numbers = rows[2..].iter().flat_map(|row| row.split_whitespace()).map(|day| day.parse().unwrap());
        assert_eq!(numbers.collect::<Vec<u32>>(), (1..=days).collect::<Vec<u32>>(), "{name}");
        assert!(rows[3..].iter().all(|row| !row.starts_with("   ")), "weeks begin on Sunday: {rows:?}");
    }
}

#[test]
fn after_december_comes_january() {
    let rows = shown(date(2026, 12, 31), true, 80, 24).join("\n");
    assert!(rows.contains("December 2026") && rows.contains("January 2027") && rows.contains("[31]"), "{rows}");
}

#[test]
fn without_a_trusted_clock_no_day_is_marked() {
    let rows = shown(date(2026, 11, 22), false, 80, 24).join("\n");
    assert!(rows.contains("November 2026") && !rows.contains('['), "{rows}");
}

#[test]
fn the_first_and_the_last_month_that_there_are_do_not_fail() {
    assert!(!shown(Date::MAX, true, 80, 24).is_empty());
    assert!(!shown(Date::MIN, true, 80, 24).is_empty());
}
