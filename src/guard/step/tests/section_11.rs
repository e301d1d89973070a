//! Section 11, the advocate's laptop: what differs, and what does not.

use super::{COVER, F8, F9, Machine, Place, READER, Settings, row, settings};
use crate::guard::step::{Event, Signal};
use crate::lang::Lang;
use std::time::Duration;

#[test]
fn it_opens_straight_in_the_reader_in_the_negotiated_language() {
    row("opens", &Machine::desk(), READER);
    let spanish = Settings { language: Lang::Es, ..settings(Place::Desk) };
    row("opens", &Machine::new(spanish), "the reader, es");
}

#[test]
fn f8_leads_to_the_cover_which_stays() {
    let finished = Machine::desk().types(F8);
    row("F8", &finished, COVER);
    let later = finished.quiet(1_000_000);
    assert_eq!((later.sees().as_str(), later.ticks), (COVER, 0));
    let told = Settings { cover_to_start: Some(Duration::from_secs(600)), ..settings(Place::Desk) };
    row("whatever it was told", &Machine::new(told).types(F8).quiet(1000), COVER);
    row("F", &Machine::desk().says(Event::Finish), COVER);
}

#[test]
fn idle_is_off_or_leads_to_the_cover() {
    let off = Machine::desk().quiet(1_000_000);
    assert_eq!((off.sees().as_str(), off.ticks), (READER, 0));
    let on = Settings { idle: Some(Duration::from_secs(300)), ..settings(Place::Desk) };
    row("the warning", &Machine::new(on.clone()).quiet(300), "Warning(en, 30)");
    row("the wipe", &Machine::new(on).quiet(330), COVER);
}

#[test]
fn home_starts_a_fresh_reader() {
    let again = Machine::desk().says(Event::Language(Lang::Es)).types("query").types(F9).types("home\r");
    assert_eq!((again.sees().as_str(), again.keys.as_slice()), (READER, &b""[..]));
}

#[test]
fn ctrl_c_and_ctrl_q_reach_the_reader_which_quits() {
    for key in ["\x03", "\x11"] {
        let pressed = Machine::desk().types(key);
        assert_eq!((pressed.sees().as_str(), pressed.keys.as_slice()), (READER, key.as_bytes()));
    }
    row("Q", &Machine::desk().says(Event::Quit), "the end, 0");
    let warned = Settings { idle: Some(Duration::from_secs(300)), ..settings(Place::Desk) };
    row("Q in the warning", &Machine::new(warned).quiet(310).says(Event::Quit), "the end, 0");
}

#[test]
fn ctrl_c_and_ctrl_q_quit_at_the_cover_too() {
    row("Ctrl+C", &Machine::desk().types(F9).types("\x03"), "the end, 0");
    row("Ctrl+Q", &Machine::desk().types(F9).types("\x11"), "the end, 0");
}

#[test]
fn the_other_hide_keys_hide() {
    for key in [F9, "\x1b[24~", "\x18", "\x1b\x1b\x1b", "\x1a", "\x1c"] {
        row(&format!("{key:?}"), &Machine::desk().types(key), COVER);
    }
    row("signals", &Machine::desk().signal(Signal::Hide), COVER);
}

#[test]
fn there_is_no_pin() {
    for has_pin in [false, true] {
        let told = Settings { has_pin, ..settings(Place::Desk) };
        row("staff", &Machine::new(told).types(F9).types("staff\r"), "Cover(0, Some(NothingFound))");
    }
}

#[test]
fn a_reader_that_dies_leads_to_the_cover() {
    row("death", &Machine::desk().dies(), COVER);
}

#[test]
fn cont_wipes() {
    row("cont", &Machine::desk().signal(Signal::Continue), COVER);
}
