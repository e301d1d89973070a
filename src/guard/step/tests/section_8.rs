//! Sections 3 and 8: deaths, and the emergency card.

use super::{COVER, F9, Machine, Place, READER, START, row};
use crate::guard::step::Event;

/// A kiosk after three deaths.
fn card() -> Machine {
    Machine::reading().dies().back().dies().back().dies()
}

#[test]
fn death_for_any_reason_leads_to_the_cover() {
    row("reading", &Machine::reading().dies(), COVER);
    row("in the warning", &Machine::reading().quiet(190).dies(), COVER);
    row("unknown bytes", &Machine::reading().says(Event::Unknown), COVER);
    row("unknown bytes in the warning", &Machine::reading().quiet(190).says(Event::Unknown), COVER);
    row("`quit` from a kiosk's reader", &Machine::reading().says(Event::Quit), COVER);
}

#[test]
fn three_deaths_within_a_minute_show_the_card() {
    row("three", &card(), "Card");
    row("three in 60 s", &Machine::reading().dies().back().quiet(30).dies().back().quiet(30).dies(), "Card");
    row("three in 61 s", &Machine::reading().dies().back().quiet(30).dies().back().quiet(31).dies(), COVER);
    let violations = Machine::reading().says(Event::Unknown).back().says(Event::Quit).back().says(Event::Unknown);
    row("a reader that misbehaves is as good as dead", &violations, "Card");
}

#[test]
fn sessions_that_end_well_are_no_deaths() {
    let mut machine = Machine::reading();
    for _ in 0..10 {
        machine = machine.types(F9).back();
    }
    row("ten hides", &machine, READER);
    row("a session in between", &Machine::reading().dies().back().dies().back().types(F9).back().dies(), COVER);
}

#[test]
fn the_card_stays_until_a_key_then_one_try_a_minute() {
    row("no key", &card().quiet(100_000), "Card");
    let tried = card().types("x");
    row("a key", &tried, START);
    let died = tried.types("\r").dies();
    row("the try died", &died, "Card");
    let too_soon = died.quiet(59).types("x");
    row("59 s later", &too_soon, "Card");
    row("60 s later", &too_soon.quiet(1).types("x"), START);
}

#[test]
fn the_card_cannot_be_passed_by_the_cover() {
    let died = card().types("x").types("\r").dies();
    row("hide works", &died.types(F9), COVER);
    let died = card().types("x").types("\r").dies();
    row("home and Enter within the minute", &died.types(F9).back(), "Card");
    let died = card().types("x").types("\r").dies();
    row("after the minute", &died.types(F9).quiet(60).back(), READER);
}

#[test]
fn a_try_that_lives_ends_the_trouble() {
    row("a session that is hidden", &card().types("x").types("\r").types(F9).back().dies(), COVER);
    row("a minute", &card().types("x").types("\r").quiet(61).dies(), COVER);
}

#[test]
fn what_a_killed_reader_still_says_is_not_heard() {
    for event in [Event::Finish, Event::Quit, Event::Unknown, Event::Hide, Event::Ready] {
        row("after the hide", &Machine::reading().types(F9).types("so").says(event), COVER);
    }
}

#[test]
fn on_a_desk_a_key_on_the_card_tries_at_once() {
    let card = || {
        let desk = Machine::new(super::settings(Place::Desk));
        desk.dies().back().dies().back().dies()
    };
    row("card", &card(), "Card");
    row("a key", &card().types("x"), READER);
    row("a second key within the minute", &card().types("x").dies().types("x"), "Card");
    row("Ctrl+C leaves", &card().types("\x03"), "the end, 0");
}
