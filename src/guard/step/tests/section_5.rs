//! Sections 5 to 5.2, the guard's screens; 5.3 stands in `section_5_3`.

use super::{COVER, F9, Machine, READER, START, row, settings};
use crate::guard::settings::{CoverPage, Place, Settings};
use crate::guard::step::{Event, Input, Signal};
use crate::lang::Lang;
use proptest::prelude::{any, prop, prop_assert, proptest};
use std::time::Duration;

fn covered() -> Machine {
    Machine::reading().types(F9)
}

// 5: the same whatever was on before.

#[test]
fn the_cover_is_the_same_bytes_whatever_was_on() {
    let plain = Machine::kiosk().types(F9).painted();
    assert!(!plain.is_empty());
    for (place, machine) in Machine::everywhere().into_iter().filter(|(place, _)| !place.starts_with("cover")) {
        assert_eq!(machine.types(F9).painted(), plain, "hide at {place}");
    }
    for session in [
        Machine::reading().types("a secret query").types(F9),
        Machine::reading().says(Event::Language(Lang::Es)).types(F9),
        Machine::reading().says(Event::Language(Lang::Ar)).dies(),
        Machine::reading().quiet(200).types(F9),
        covered().types("secret").types(F9),
        covered().types("secret").types("\x1b").quiet(1),
        covered().types("secret").quiet(11),
    ] {
        assert_eq!(session.painted(), plain, "{}", session.sees());
    }
}

#[test]
fn the_start_screen_is_the_same_bytes_whatever_was_on() {
    let plain = Machine::kiosk().painted();
    for machine in [
        Machine::reading().types(super::F8),
        Machine::reading().says(Event::Language(Lang::Ar)).quiet(211),
        covered().quiet(601),
        covered().types("home\r"),
    ] {
        assert_eq!(machine.painted(), plain, "{}", machine.sees());
    }
}

#[test]
fn a_new_size_is_drawn_and_half_screens_too() {
    for (place, machine) in Machine::everywhere() {
        let before = (machine.sees(), machine.paints, machine.redraws, machine.reader);
        let resized = machine.resized(33, 7);
        assert_eq!(resized.sees(), before.0, "{place}");
        let drawn = resized.paints - before.1 + resized.redraws - before.2;
        assert_eq!(drawn, 1, "{place}: either side draws once");
        if place == "warning" {
            assert_eq!(resized.types("x").redraws, 1, "the reader learns the size when it is back");
        }
    }
}

// 5.1: start screen.

#[test]
fn start_enter_takes_the_marked_language() {
    row("Enter", &Machine::kiosk().types("\r"), READER);
}

#[test]
fn start_a_digit_waits_a_second_or_for_enter() {
    row("1", &Machine::kiosk().types("1").quiet_for(Duration::from_millis(999)), START);
    row("1, a second", &Machine::kiosk().types("1").quiet(1), READER);
    row("1 Enter", &Machine::kiosk().types("1").types("\r"), READER);
    row("99 Enter", &Machine::kiosk().types("99").types("\r"), START);
    row("0, a second", &Machine::kiosk().types("0").quiet(2), START);
}

#[test]
fn start_has_no_timer_while_nobody_is_there() {
    let machine = Machine::kiosk().quiet(100_000);
    assert_eq!((machine.ticks, machine.sees().as_str()), (0, START));
}

// 5.2: cover.

#[test]
fn cover_letters_show_at_most_24_and_backspace_deletes() {
    assert_eq!(covered().types("Soup and ").types("bread").find(), "Soup and bread");
    assert_eq!(covered().types(&"x".repeat(40)).find(), "x".repeat(24));
    assert_eq!(covered().types("soupe").types("\x7f").find(), "soup");
    assert_eq!(covered().types("\x7f\x7f").find(), "");
    assert_eq!(covered().types("ё签é").find(), "ё签é");
    assert_eq!(covered().types("ё签é\x7f\x7f").find(), "ё");
}

#[test]
fn cover_esc_hide_or_ten_seconds_empty_it() {
    assert_eq!(covered().types("soup").types("\x1b").quiet_for(Duration::from_millis(50)).find(), "");
    assert_eq!(covered().types("soup").types(F9).find(), "");
    assert_eq!(covered().types("soup").signal(Signal::Hide).find(), "");
    assert_eq!(covered().types("soup").quiet_for(Duration::from_millis(9999)).find(), "soup");
    assert_eq!(covered().types("soup").quiet(10).find(), "");
    assert_eq!(covered().types("soup").quiet(6).types("s").quiet(6).find(), "soups", "a key is no quiet");
}

#[test]
fn cover_other_keys_are_dropped_whole() {
    for key in
        ["\x1b[[B", "\x1b[15~", "\x1bOP", "\x1b[1;5C", "\x1ba", "\x1b[200~", "\x00\t", "\u{202e}", "\x1b[<0;3;4M"]
    {
        let pressed = covered().types(key).quiet(1);
        assert_eq!((pressed.sees().as_str(), pressed.find()), (COVER, ""), "{key:?}");
    }
    row("Esc and Enter in one read", &covered().types("home\x1b\r"), "Cover(0, Some(NothingFound))");
    let answering = covered().types("soup\r").quiet_for(Duration::from_millis(2980));
    let arrow = answering.types("\x1b").quiet_for(Duration::from_millis(25)).types("[B");
    row("another moment does not break a key in two", &arrow, "Cover(1, None)");
    let half = covered().types("\x1b[").signal(Signal::Continue).types("B");
    assert_eq!(half.find(), "B", "half a key does not outlive its screen");
}

#[test]
fn cover_keys_turn_pages() {
    for (keys, page) in [
        ("\x1b[B", 1),
        ("\x1b[6~", 1),
        ("\x1b[B\x1b[B", 2),
        ("\x1b[B\x1b[B\x1b[B\x1b[B", 2),
        ("\x1b[B\x1b[B\x1b[A", 1),
        ("\x1bOB\x1bOB\x1b[5~", 1),
        ("\x1b[A", 0),
    ] {
        row(&format!("{keys:?}"), &covered().types(keys), &format!("Cover({page}, None)"));
    }
    let calendar = Settings { cover: CoverPage::Calendar, ..settings(Place::Kiosk) };
    row("one page only", &Machine::new(calendar).types(F9).types("\x1b[B"), COVER);
}

#[test]
fn cover_pages_are_kept_within_a_new_size() {
    let small = covered().resized(80, 8).types(&"\x1b[B".repeat(30));
    let last = small.sees();
    assert_ne!(last, "Cover(2, None)", "a small screen has more pages");
    row("one up from the last of three", &small.resized(80, 24).types("\x1b[A"), "Cover(1, None)");
}

#[test]
fn cover_the_return_word_starts_anew() {
    for word in ["home", "HOME", " ho me ", "Home"] {
        row(word, &covered().types(word).types("\r"), START);
    }
    let other = Settings { return_word: "soup7".to_owned(), ..settings(Place::Kiosk) };
    row("the configured word", &Machine::new(other.clone()).types(F9).types("Soup7\r"), START);
    row("home is not it then", &Machine::new(other).types(F9).types("home\r"), "Cover(0, Some(NothingFound))");
}

#[test]
fn cover_the_new_session_has_nothing_of_the_old() {
    let again = Machine::reading().says(Event::Language(Lang::Es)).types("query").types(F9).back();
    assert_eq!((again.sees().as_str(), again.keys.as_slice()), (READER, &b""[..]), "not even the language");
}

#[test]
fn cover_staff_asks_for_the_pin() {
    for word in ["staff", "STAFF", "st aff"] {
        row(word, &covered().types(word).types("\r"), "Pin");
    }
}

#[test]
fn cover_anything_else_or_nothing_is_not_found_for_three_seconds() {
    for word in ["", "soup", "homes", "hom", "quit", "exit", ":q", "!sh", "staf", "waypost"] {
        let answered = covered().types(word).types("\r");
        row(word, &answered, "Cover(0, Some(NothingFound))");
        assert_eq!(answered.find(), "");
        let almost = answered.quiet_for(Duration::from_millis(2999));
        row(word, &almost, "Cover(0, Some(NothingFound))");
        row(word, &almost.quiet_for(Duration::from_millis(1)), COVER);
    }
}

#[test]
fn cover_a_flood_of_keys_is_not_drawn() {
    let full = covered().types(&"x".repeat(24));
    let paints = full.paints;
    assert_eq!(full.types(&"y".repeat(4096)).paints, paints);
}

proptest! {
    /// No other key leaves the cover, and none is shown to a reader.
    #[test]
    fn cover_no_other_key_leaves_it(bytes in prop::collection::vec(any::<u8>(), 0..300), reads in 1usize..9) {
        let mut machine = covered();
        let bytes: Vec<u8> = bytes.into_iter().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
        for read in bytes.chunks(reads) {
            machine.input(Input::Bytes(read));
        }
        prop_assert!(machine.sees().starts_with("Cover("), "{}", machine.sees());
        prop_assert!(machine.quiet(30).find().is_empty());
    }
}

#[test]
fn cover_the_calendars_day_goes_on_past_midnight() {
    let calendar = Settings { cover: CoverPage::Calendar, ..settings(Place::Kiosk) };
    let today = |machine: &Machine| String::from_utf8(machine.painted()).unwrap();
    let evening = Machine::new(calendar.clone()).types(F9);
    assert!(today(&evening).contains("[22]"), "23:30");
    assert!(today(&Machine::new(calendar).quiet(31 * 60).types(F9)).contains("[23]"), "0:01");
}
