//! Section 5.3, idle: what time does.

use super::{COVER, F9, Machine, PIN, READER, START, row, settings};
use crate::guard::settings::{Place, Settings};
use crate::guard::step::{Event, Signal};
use crate::lang::Lang;
use std::time::Duration;

fn covered() -> Machine {
    Machine::reading().types(F9)
}

#[test]
fn idle_the_page_is_taken_off_after_180_seconds() {
    row("179.999 s", &Machine::reading().quiet_for(Duration::from_millis(179_999)), READER);
    row("180 s", &Machine::reading().quiet(180), "Warning(en, 30)");
    let other =
        Settings { idle: Some(Duration::from_secs(60)), warn: Duration::from_secs(20), ..settings(Place::Kiosk) };
    row("60 s", &Machine::new(other).types("\r").quiet(60), "Warning(en, 20)");
}

#[test]
fn idle_the_warning_counts_once_a_second_and_nothing_else_ticks() {
    let mut machine = Machine::reading().quiet(180);
    assert_eq!(machine.ticks, 1);
    for left in (1..30).rev() {
        machine = machine.quiet(1);
        row("counting", &machine, &format!("Warning(en, {left})"));
    }
    assert_eq!(machine.ticks, 30);
    row("30 s more", &machine.quiet(1), START);
    let mut late = Machine::reading().quiet(180);
    late.now += Duration::from_millis(1300);
    row("a late tick rounds up", &late.ticks(), "Warning(en, 29)");
}

#[test]
fn idle_everything_is_cleared_after_30_seconds_more() {
    let cleared = Machine::reading().quiet(210);
    row("210 s", &cleared, START);
    assert_eq!(cleared.reader, None);
    row("209.999 s", &Machine::reading().quiet_for(Duration::from_millis(209_999)), "Warning(en, 1)");
}

#[test]
fn idle_any_byte_of_the_keyboard_resets_it() {
    for key in ["x", "\x1b", "\x1b[A", "\x00"] {
        row(key, &Machine::reading().quiet(179).types(key).quiet(179), READER);
        row(key, &Machine::reading().quiet(179).types(key).quiet(180), "Warning(en, 30)");
    }
}

#[test]
fn idle_output_resize_and_events_do_not_reset_it() {
    row("resize", &Machine::reading().quiet(179).resized(100, 30).quiet(1), "Warning(en, 30)");
    row("ready", &Machine::reading().quiet(179).says(Event::Ready).quiet(1), "Warning(en, 30)");
    row("language", &Machine::reading().quiet(179).says(Event::Language(Lang::Es)).quiet(1), "Warning(es, 30)");
    row("a stray tick", &Machine::reading().quiet(179).ticks().quiet(1), "Warning(en, 30)");
    row("a signal, at the cover", &covered().quiet(599).signal(Signal::Hide).quiet(1), START);
}

#[test]
fn idle_one_can_stay_any_number_of_times() {
    let mut machine = Machine::reading();
    for _ in 0..50 {
        machine = machine.quiet(209).types("x");
        row("stayed", &machine, READER);
    }
    assert_eq!((machine.redraws, machine.keys.as_slice()), (50, &b""[..]), "the reader keeps its place");
}

#[test]
fn idle_the_warning_speaks_the_sessions_language_and_forgets_it() {
    let spanish = Machine::reading().says(Event::Language(Lang::Es)).quiet(180);
    row("this session", &spanish, "Warning(es, 30)");
    row("the next", &spanish.types(F9).back().quiet(180), "Warning(en, 30)");
}

#[test]
fn idle_no_key_of_the_warning_reaches_the_reader() {
    let warned = Machine::reading().types("before").quiet(180).types("x").types("after");
    assert_eq!(warned.keys, b"beforeafter");
}

#[test]
fn idle_holds_in_all_dialogs_alike() {
    for (place, machine) in Machine::everywhere() {
        // The emergency card holds nothing of anybody, and stays until a key.
        if place != "card" {
            row(place, &machine.quiet(1000), START);
        }
    }
}

#[test]
fn time_jump_a_tick_more_than_ten_seconds_late_wipes_at_once() {
    row("10 s late", &Machine::reading().sleeps(190).ticks(), "Warning(en, 30)");
    row("11 s late", &Machine::reading().sleeps(191).ticks(), COVER);
    row("in the warning", &Machine::reading().quiet(185).sleeps(12).ticks(), COVER);
    let key = Machine::reading().sleeps(3600).types("x");
    assert_eq!((key.sees().as_str(), key.find()), (COVER, ""), "the key was for the page");
    row("a hide key", &Machine::reading().sleeps(3600).types(F9), COVER);
    row("an event", &Machine::reading().sleeps(3600).says(Event::Finish), COVER);
    row("a resize", &Machine::reading().sleeps(3600).resized(90, 20), COVER);
    row("TERM", &Machine::reading().sleeps(3600).signal(Signal::Terminate), "the end, 143");
    row("a death", &Machine::reading().sleeps(3600).dies(), COVER);
    row("the PIN prompt", &Machine::staff().types("47").sleeps(60).types("11x9\r"), COVER);
    row("the menu", &Machine::staff().types(PIN).types("\r").sleeps(60).types("1"), COVER);
}

#[test]
fn time_jump_cont_wipes_at_once() {
    for (place, machine) in Machine::everywhere() {
        let paints = machine.paints;
        let continued = machine.signal(Signal::Continue);
        row(place, &continued, COVER);
        assert_eq!((continued.reader, continued.paints), (None, paints + 1), "{place}: drawn again");
    }
}

#[test]
fn cover_untouched_for_ten_minutes_leads_to_the_start_screen() {
    row("9:59", &covered().quiet(599), COVER);
    row("10:00", &covered().quiet(600), START);
    row("touched", &covered().quiet(599).types("x").quiet(599), COVER);
    let never = Settings { cover_to_start: None, ..settings(Place::Kiosk) };
    let stays = Machine::new(never).types(F9).quiet(1_000_000);
    assert_eq!((stays.sees().as_str(), stays.ticks), (COVER, 0));
}
