//! Section 4, keys.

use super::{COVER, F8, F9, Machine, READER, START, row};
use crate::guard::step::{Event, Signal};
use std::time::Duration;

/// The keys of the hide table, a spelling or more of each.
const HIDE: [&str; 18] = [
    F9,
    "\x1b[21~",
    "\x1b[23~",
    "\x1b[24~",
    "\x1b[20;2~",
    "\x1b[20;5~",
    "\x1b[20;3~",
    "\x1b[20^",
    "\x1b[20$",
    "\x1b[20@",
    "\x1b[33~",
    "\x1b[34~",
    "\x18",
    "\x1b\x1b\x1b",
    "\x03",
    "\x1a",
    "\x1c",
    "\x11",
];

#[test]
fn every_hide_key_hides_from_everywhere() {
    for key in HIDE {
        for (place, machine) in Machine::everywhere() {
            let page = if place == "cover, typed on, second page" { "Cover(1, None)" } else { COVER };
            let hidden = machine.types(key);
            row(&format!("{key:?} at {place}"), &hidden, page);
            assert_eq!(hidden.reader, None, "{key:?} at {place}");
            assert_eq!(hidden.find(), "", "{key:?} at {place}");
        }
    }
}

#[test]
fn a_hide_key_inside_anything_hides() {
    for before in ["\x1b[200~pasted ", "\x1b[", "\x1bO", "\x1b[<0;1", "query", "\x1b[20"] {
        row(
            &format!("one read, after {before:?}"),
            &Machine::reading().types(&format!("{before}\x18 and more")),
            COVER,
        );
        row(&format!("two reads, after {before:?}"), &Machine::reading().types(before).types(F9), COVER);
    }
    let mut half_character = Machine::reading();
    half_character.input(super::Input::Bytes(b"\xe7\xad"));
    row("half a character", &half_character.types(F9), COVER);
}

#[test]
fn nothing_that_came_with_the_hide_key_shows_on_the_cover() {
    let hidden = Machine::reading().types("secret\x18more of it");
    assert_eq!((hidden.find(), hidden.painted()), ("", Machine::kiosk().types(F9).painted()));
}

#[test]
fn three_escapes_within_a_second_and_a_half_hide_and_two_are_back_and_back() {
    let escape = |machine: Machine, apart| machine.types("\x1b").quiet_for(Duration::from_millis(apart));
    let two = escape(escape(Machine::reading(), 300), 300);
    row("two escapes", &two, READER);
    assert_eq!(two.keys, b"\x1b\x1b", "they reach the reader");
    row("a third", &two.types("\x1b"), COVER);
    row("a third too late", &escape(escape(Machine::reading(), 800), 800).types("\x1b"), READER);
}

#[test]
fn pressing_hide_again_changes_nothing_visible() {
    for key in HIDE {
        let mut hidden = Machine::reading().types(F9);
        hidden.paints = 0;
        let again = hidden.types(key);
        assert_eq!((again.paints, again.sees().as_str()), (0, COVER), "{key:?}");
    }
}

#[test]
fn hide_is_one_kill_and_one_drawing() {
    let mut reading = Machine::reading();
    reading.paints = 0;
    let hidden = reading.types(F9);
    assert_eq!((hidden.paints, hidden.ticks), (1, 0), "no flash, no animation, no question");
}

#[test]
fn signals_from_outside_hide() {
    for (place, machine) in Machine::everywhere() {
        let page = if place == "cover, typed on, second page" { "Cover(1, None)" } else { COVER };
        row(&format!("USR1, INT, QUIT, TSTP at {place}"), &machine.signal(Signal::Hide), page);
    }
}

#[test]
fn the_reader_can_ask_to_hide() {
    row("H", &Machine::reading().says(Event::Hide), COVER);
}

#[test]
fn f8_finishes() {
    for (place, sees) in [
        ("start", START),
        ("start, a digit typed", START),
        ("reading", START),
        ("warning", START),
        ("cover", COVER),
        ("cover, typed on, second page", "Cover(1, None)"),
        ("cover, answering", "Cover(0, Some(NothingFound))"),
        ("PIN prompt", COVER),
        ("no PIN", COVER),
        ("menu", COVER),
        ("doctor", COVER),
        ("card", START),
    ] {
        for key in [F8, "\x1b[19;2~", "\x1b[19^"] {
            let (_, machine) = Machine::everywhere().into_iter().find(|(known, _)| *known == place).unwrap();
            let finished = machine.types(key);
            row(&format!("{key:?} at {place}"), &finished, sees);
            assert_eq!(finished.reader, None);
        }
    }
    row("F", &Machine::reading().says(Event::Finish), START);
}

#[test]
fn f8_in_two_reads_finishes_and_its_end_does_not_reach_a_reader() {
    let half = Machine::reading().types("\x1b[1");
    assert_eq!(half.keys, b"\x1b[1");
    row("the end of F8", &half.types("9~"), START);
}

#[test]
fn any_key_during_the_warning_stays_and_is_swallowed() {
    for key in ["a", "\r", "\x1b", "\x1b[A", "\x1bOA", "\x7f", " ", "й", "\x1b[15~", "ab"] {
        let stayed = Machine::reading().quiet(190).types(key).quiet_for(Duration::from_millis(100));
        row(&format!("{key:?}"), &stayed, READER);
        assert_eq!((stayed.keys.as_slice(), stayed.redraws), (&b""[..], 1), "{key:?}");
    }
}

#[test]
fn a_key_that_ends_the_warning_is_swallowed_to_its_end() {
    let stayed = Machine::reading().quiet(190).types("\x1b").types("[").types("Ax");
    assert_eq!(stayed.keys, b"x");
    let later = Machine::reading().quiet(190).types("\x1b").quiet_for(Duration::from_millis(60)).types("[A");
    assert_eq!(later.keys, b"[A", "that was an Esc, and this is typed");
}

#[test]
fn the_reader_gets_every_other_byte_as_it_came() {
    let bytes = "qué \x1b[A\x1b[1;5B\x1bOP\t\r\x7f\x1b\x1b[D";
    assert_eq!(Machine::reading().types(bytes).keys, bytes.as_bytes());
}

#[test]
fn what_comes_with_the_key_that_starts_a_reader_is_not_for_the_reader() {
    let started = Machine::kiosk().types("\r\r\r");
    assert_eq!((started.sees().as_str(), started.keys.as_slice()), (READER, &b""[..]), "the safety note stays");
    assert_eq!(Machine::kiosk().types("\r\x1b[").types("Ax").keys, b"x", "half a key came with it");
}
