//! What people see, at every size.

mod calendar;
mod conversions;

use super::{Answer, Screen, farewell, paint, reset};
use crate::guard::settings::{CoverPage, Place, Settings};
use crate::lang::Lang;
use crate::text::size::Size;
use crate::text::width::width;
use jiff::civil::{Date, date};
use std::num::NonZero;
use std::time::Duration;
use zeroize::Zeroizing;

pub(super) fn settings() -> Settings {
    Settings {
        place: Place::Kiosk,
        idle: Some(Duration::from_secs(180)),
        warn: Duration::from_secs(30),
        cover: CoverPage::Measures,
        return_word: "home".to_owned(),
        cover_to_start: Some(Duration::from_secs(600)),
        language: Lang::En,
        has_pin: true,
        local_line: String::new(),
        local_time: date(2026, 11, 22).at(12, 0, 0, 0),
        knows_today: true,
        doctor: vec!["22 Nov 2026 12:00".to_owned(), "OK    swap  off".to_owned()],
        console: false,
    }
}

pub(super) fn size(width: u16, height: u16) -> Size {
    Size { width, height }
}

const TODAY: Date = date(2026, 11, 22);

fn cover(page: usize, find: &str, answer: Option<Answer>) -> Screen {
    Screen::Cover { page, find: Zeroizing::new(find.to_owned()), answer, today: TODAY }
}

fn every_screen() -> Vec<Screen> {
    vec![
        Screen::Start { marked: 0 },
        cover(0, "", None),
        cover(2, "home", Some(Answer::NothingFound)),
        cover(99, "mmmmmmmmmmmmmmmmmmmmmmmm", Some(Answer::NotRight)),
        Screen::Warning { lang: Lang::En, seconds: 30 },
        Screen::Warning { lang: Lang::Es, seconds: 1 },
        Screen::Card,
        Screen::Pin,
        Screen::NoPin,
        Screen::Menu,
        Screen::Doctor { top: 0 },
        Screen::Doctor { top: 77 },
    ]
}

fn terminal(size: Size) -> vt100::Parser {
    let cells = |count| NonZero::new(count).unwrap_or(NonZero::<u16>::MIN);
    vt100::Parser::new(cells(size.height), cells(size.width), 0)
}

/// What stands on the terminal afterwards, row by row, without spaces at the ends.
pub(super) fn seen(screen: &Screen, settings: &Settings, size: Size) -> Vec<String> {
    let mut terminal = terminal(size);
    terminal.process(&paint(screen, settings, size));
    terminal.screen().rows(0, size.width.max(1)).map(|row| row.trim_end().to_owned()).collect()
}

fn text(screen: &Screen, settings: &Settings) -> String {
    seen(screen, settings, size(80, 24)).join("\n")
}

#[test]
fn every_screen_begins_with_the_reset() {
    let kiosk = "\x18\x1b\\\x1b[0m\x1b[r\x1b[?1049l\x1b[?25l\
                 \x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[2J\x1b[3J\x1b[H";
    let at = |place, console| Settings { place, console, ..settings() };
    for screen in every_screen() {
        let painted = |settings| String::from_utf8(paint(&screen, &settings, size(80, 24))).unwrap();
        assert!(painted(settings()).starts_with(kiosk), "{screen:?}");
        assert!(painted(at(Place::Desk, true)).starts_with(kiosk), "{screen:?}: a console keeps pages");
        let desk = painted(at(Place::Desk, false));
        assert!(desk.starts_with(&kiosk.replace("\x1b[3J", "").replace("1049l", "1049h")), "{screen:?}");
        assert!(!desk.contains("\x1b[3J"), "{screen:?}: the advocate's scrollback is not ours");
    }
}

#[test]
fn on_a_desk_the_text_stands_on_the_second_screen() {
    let desk = Settings { place: Place::Desk, ..settings() };
    for (settings, second) in [(settings(), false), (desk, true)] {
        let mut terminal = terminal(size(80, 24));
        terminal.process(b"\x1b[?1049hpage\x1b[3");
        terminal.process(&paint(&cover(0, "", None), &settings, size(80, 24)));
        assert_eq!(terminal.screen().alternate_screen(), second);
        assert!(terminal.screen().contents().starts_with("Kitchen"));
        terminal.process(b"\x1b[?1049l");
        assert_eq!(terminal.screen().contents().trim().is_empty(), second);
    }
}

#[test]
fn nothing_of_the_page_before_stays_however_it_was_broken_off() {
    for before in ["secret", "\x1b[3", "\x1b]2;half a title", "\x1b[5;9r\x1b[1;31m", "\x1b[?1049hsecret", "\x1bPq#half"]
    {
        let mut terminal = terminal(size(80, 24));
        terminal.process(before.as_bytes());
        terminal.process(&paint(&cover(0, "", None), &settings(), size(80, 24)));
        let rows: Vec<String> = terminal.screen().rows(0, 80).map(|row| row.trim_end().to_owned()).collect();
        assert_eq!(rows, seen(&cover(0, "", None), &settings(), size(80, 24)), "{before:?}");
        assert!(terminal.screen().hide_cursor());
    }
}

#[test]
fn the_same_screen_is_the_same_bytes() {
    for screen in every_screen() {
        let once = paint(&screen, &settings(), size(80, 24));
        assert_eq!(once, paint(&screen.clone(), &settings(), size(80, 24)), "{screen:?}");
    }
    let day = |today| Screen::Cover { page: 0, find: Zeroizing::default(), answer: None, today };
    assert_eq!(
        paint(&day(TODAY), &settings(), size(80, 24)),
        paint(&day(date(2027, 1, 1)), &settings(), size(80, 24)),
        "the kitchen page has no date"
    );
}

#[test]
fn every_size_draws_within_itself() {
    let sizes = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 19, 20, 23, 24, 39, 40, 59, 60, 79, 80, 81, 120, 499, 500];
    for calendar in [false, true] {
        let cover = if calendar { CoverPage::Calendar } else { CoverPage::Measures };
        let settings = Settings { cover, local_line: "or ask at the desk, ext. 12".to_owned(), ..settings() };
        for columns in sizes {
            for rows in sizes {
                for screen in every_screen() {
                    let painted = String::from_utf8(paint(&screen, &settings, size(columns, rows))).unwrap();
                    let text = painted.strip_prefix(&reset(&settings)).unwrap();
                    for piece in text.split("\x1b[").filter(|piece| !piece.is_empty()) {
                        let (row, text) = piece.split_once(";1H").unwrap();
                        assert!((1..=rows).contains(&row.parse().unwrap()), "{screen:?} {columns}x{rows}: {piece:?}");
                        assert!(width(text) <= usize::from(columns), "{screen:?} {columns}x{rows}: {piece:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_line_is_wider_than_eighty_on_a_wide_screen() {
    let settings = Settings { local_line: "word ".repeat(40), ..settings() };
    for screen in every_screen() {
        for row in seen(&screen, &settings, size(300, 40)) {
            assert!(width(&row) <= 80, "{screen:?}: {row}");
        }
    }
}

#[test]
fn the_start_screen_is_neutral_and_offers_languages() {
    assert_eq!(
        seen(&Screen::Start { marked: 0 }, &settings(), size(80, 12)),
        [
            " Information desk",
            "",
            ">  1  English",
            "",
            " Choose a language. Use the arrow keys or type its number. Then press Enter.",
            "",
            "",
            "",
            "",
            "",
            "",
            " F9 Hide   Emergency: 911"
        ]
    );
    assert_eq!(seen(&Screen::Start { marked: 0 }, &settings(), size(80, 1)), [" F9 Hide   Emergency: 911"]);
    assert_eq!(seen(&Screen::Start { marked: 0 }, &settings(), size(10, 2)), [">  1  Engl", "F9 Hide"]);
}

#[test]
fn start_and_cover_have_no_word_of_the_subject() {
    let calendar = Settings { cover: CoverPage::Calendar, ..settings() };
    let mut pages = vec![(Screen::Start { marked: 0 }, settings()), (cover(0, "", None), calendar)];
    pages.extend((0..3).map(|page| (cover(page, "", Some(Answer::NothingFound)), settings())));
    let words = "traffick victim abuse immigra visa waypost shelter survivor police hotline hidden hide return resume lock help";
    for (screen, settings) in pages {
        let shown = text(&screen, &settings).to_lowercase();
        assert!(shown.len() > 50, "{screen:?}");
        for word in words.split(' ') {
            // The first screen names the hide key, like every screen but the cover.
            let allowed = word == "hide" && matches!(screen, Screen::Start { .. });
            assert!(allowed || !shown.contains(word), "{screen:?} says {word}");
        }
    }
}

#[test]
fn the_cover_ends_with_find_at_every_size_and_height() {
    for columns in [6, 20, 80, 500] {
        for rows in 1..=30 {
            let shown = seen(&cover(0, "", None), &settings(), size(columns, rows));
            assert_eq!(shown.last().unwrap(), "Find:", "{columns}x{rows}");
        }
    }
    let shown = seen(&cover(0, "soup", Some(Answer::NothingFound)), &settings(), size(80, 24));
    assert_eq!(shown[22..], ["Nothing found.", "Find: soup"]);
    let painted = String::from_utf8(paint(&cover(0, "", None), &settings(), size(80, 24))).unwrap();
    assert!(painted.ends_with("\x1b[24;1HFind: "), "the last row ends with a space");
}

#[test]
fn the_kitchen_page_is_three_whole_pages_at_80_by_24() {
    let shown = seen(&cover(0, "", None), &settings(), size(80, 24));
    insta::assert_snapshot!(shown.join("\n"));
    assert_eq!(super::pages(TODAY, &settings(), size(80, 24)), 3);
    for (page, last) in [(0, "4 64 32 946"), (1, "32 907"), (2, "500 260")] {
        let shown = text(&cover(page, "", None), &settings());
        let words: Vec<&str> = shown.split_whitespace().collect();
        assert!(words.join(" ").contains(last), "{shown}");
        assert!(shown.contains(&format!("Page {} of 3", page + 1)), "{shown}");
    }
}

#[test]
fn on_a_small_screen_the_pages_hold_all_the_same() {
    for small in [size(30, 8), size(40, 12), size(80, 6), size(20, 24)] {
        let pages = super::pages(TODAY, &settings(), small);
        let shown: Vec<String> =
            (0..pages).map(|page| seen(&cover(page, "", None), &settings(), small).join("\n")).collect();
        let shown = shown.join("\n");
        for figure in ["946", "59.1", "907", "35.3", "260", "482"] {
            assert!(shown.contains(figure) || small.width < 30, "{small:?}: {figure}");
        }
    }
}

#[test]
fn the_warning_says_it_in_both_languages_once() {
    let shown = text(&Screen::Warning { lang: Lang::En, seconds: 30 }, &settings());
    for part in ["Are you still there?", "Everything will be cleared in 30 seconds.", "Press any key to stay."] {
        assert_eq!(shown.matches(part).count(), 1, "{shown}");
    }
    assert!(text(&Screen::Warning { lang: Lang::En, seconds: 1 }, &settings()).contains("in 1 second."));
    let smallest = seen(&Screen::Warning { lang: Lang::En, seconds: 9 }, &settings(), size(80, 1));
    assert_eq!(smallest, [" Press any key to stay."]);
}

#[test]
fn the_card_has_every_number_and_the_local_line_after_the_hotline() {
    let settings = Settings { local_line: "or ask at the desk, ext. 12".to_owned(), ..settings() };
    insta::assert_snapshot!(text(&Screen::Card, &settings));
}

#[test]
fn the_staffs_screens_show_nothing_of_use() {
    assert_eq!(text(&Screen::Pin, &settings()).trim(), "Staff PIN:");
    assert_eq!(text(&Screen::NoPin, &settings()).trim(), "This computer has no staff PIN. Use the power button.");
    let menu: Vec<String> =
        seen(&Screen::Menu, &settings(), size(80, 4)).iter().map(|row| row.trim().to_owned()).collect();
    assert_eq!(menu, ["1 Close waypost", "2 Check this computer", "3 Back", ""]);
    let shown = text(&Screen::Doctor { top: 0 }, &settings());
    assert!(shown.contains("22 Nov 2026 12:00") && shown.contains("OK    swap  off"), "{shown}");
    assert!(!text(&Screen::Doctor { top: 1 }, &settings()).contains("22 Nov"));
}

#[test]
fn the_last_bytes_leave_an_empty_screen_and_a_cursor() {
    let mut terminal = terminal(size(80, 24));
    terminal.process(b"shell\x1b[?1049h\x1b[?25lpage");
    terminal.process(&farewell(&settings()));
    assert!(!terminal.screen().hide_cursor() && !terminal.screen().alternate_screen());
    assert_eq!(terminal.screen().contents().trim(), "");
}

#[test]
fn what_could_command_the_terminal_is_defused() {
    let settings = Settings { local_line: "a\x1b]0;x\x07b".to_owned(), ..settings() };
    let painted = String::from_utf8(paint(&Screen::Card, &settings, size(80, 24))).unwrap();
    assert!(!painted.contains("\x1b]") && !painted.contains('\x07'));
    let painted = String::from_utf8(paint(&cover(0, "\x1b]2;x\x07", None), &settings, size(80, 24))).unwrap();
    assert!(!painted.contains("\x1b]") && !painted.contains('\x07'));
    let settings = Settings { local_line: "ext.\u{200f} 12".to_owned(), ..settings };
    for (screen, shown) in [(Screen::Card, "ext. 12"), (cover(0, "so\u{200e}\u{200f}up", None), "Find: soup")] {
        let painted = String::from_utf8(paint(&screen, &settings, size(80, 24))).unwrap();
        assert!(painted.contains(shown) && !painted.contains(['\u{200e}', '\u{200f}']), "{painted:?}");
    }
}

#[test]
fn a_screen_in_a_log_shows_nothing_typed() {
    assert!(!format!("{:?}", cover(0, "secret", None)).contains("secret"));
}
