//! Section 7, staff PIN and leaving.

use super::{COVER, F9, Machine, PIN, Place, Settings, row, settings};
use crate::guard::step::Input;
use proptest::prelude::{any, prop, prop_assert_ne, prop_oneof, proptest};
use proptest::strategy::{Just, Strategy};
use std::time::Duration;

const WRONG: &str = "Cover(0, Some(NotRight))";
const NOT_FOUND: &str = "Cover(0, Some(NothingFound))";

fn menu() -> Machine {
    Machine::staff().types(PIN).types("\r")
}

#[test]
fn a_pin_that_comes_with_the_word_is_not_covered_by_its_own_prompt() {
    let right = format!("staff\r{PIN}\r");
    row("right", &Machine::reading().types(F9).types(&right), "Menu");
    row("wrong", &Machine::reading().types(F9).types("staff\rsoup\r"), WRONG);
}

#[test]
fn no_pin_file_says_so_for_five_seconds() {
    let none = Settings { has_pin: false, ..settings(Place::Kiosk) };
    let said = Machine::new(none).types(F9).types("staff\r");
    row("staff", &said, "NoPin");
    let almost = said.quiet_for(Duration::from_millis(4999));
    row("4.999 s, keys or not", &almost.types("x\r"), "NoPin");
    let none = Settings { has_pin: false, ..settings(Place::Kiosk) };
    row("5 s", &Machine::new(none).types(F9).types("staff\r").quiet(2).types("x").quiet(3), COVER);
}

#[test]
fn prompt_echoes_nothing() {
    let asked = Machine::staff();
    let (before, paints) = (asked.painted(), asked.paints);
    let typed = asked.types(PIN);
    assert_eq!((typed.painted(), typed.paints), (before, paints));
}

#[test]
fn prompt_twenty_seconds_of_quiet_lead_to_the_cover() {
    row("19 s", &Machine::staff().types("4").quiet(19), "Pin");
    row("20 s", &Machine::staff().types("4").quiet(20), COVER);
    row("a key", &Machine::staff().quiet(19).types("4").quiet(19), "Pin");
}

#[test]
fn prompt_hide_keys_work_and_forget() {
    let hidden = Machine::staff().types("4711").types(F9);
    row("F9", &hidden, COVER);
    assert!(hidden.guard.pin().is_empty() && hidden.guard.pin_memory().iter().all(|&byte| byte == 0));
    row("the rest alone", &hidden.types("staff\r").types("x9\r"), WRONG);
    row("Esc", &Machine::staff().types("4711").types("\x1b").quiet_for(Duration::from_millis(50)), COVER);
}

#[test]
fn prompt_backspace_takes_a_character() {
    row("ASCII", &Machine::staff().types("4711z\x7fx9\r"), "Menu");
    row("a long character", &Machine::staff().types("4711签\x7fx9\r"), "Menu");
    row("more than there is", &Machine::staff().types("\x7f\x7f4711x9\r"), "Menu");
}

#[test]
fn prompt_arrows_and_half_keys_are_no_letters() {
    row("arrows", &Machine::staff().types("47\x1b[A11\x1b[15~x9\r"), "Menu");
}

#[test]
fn wrong_is_said_and_the_cover_is_shown() {
    let wrong = Machine::staff().types("nope1234\r");
    row("wrong", &wrong, WRONG);
    assert!(String::from_utf8_lossy(&wrong.painted()).contains("Not right."));
    assert!(wrong.guard.pin_memory().iter().all(|&byte| byte == 0), "the PIN is forgotten");
    row("three seconds", &wrong.quiet(3), COVER);
}

#[test]
fn wrong_pins_make_staff_wait_longer_and_longer() {
    let mut machine = Machine::reading().types(F9);
    for wait in [1, 2, 4, 8, 16, 32, 60, 60, 60, 1800, 1800] {
        machine = machine.types("staff\r");
        row("asked", &machine, "Pin");
        machine = machine.types("wrong1\r");
        row("wrong", &machine, WRONG);
        machine = machine.types("staff\r");
        row("at once", &machine, NOT_FOUND);
        machine = machine.quiet_for(Duration::from_secs(wait) - Duration::from_millis(1));
        // Ten minutes lead from the cover to the start screen.
        machine = if wait == 1800 { machine.types(F9) } else { machine };
        machine = machine.types("staff\r");
        row(&format!("just under {wait} s"), &machine, NOT_FOUND);
        machine = machine.quiet_for(Duration::from_millis(1));
    }
}

#[test]
fn a_right_pin_ends_the_waits() {
    let wrong = Machine::staff().types("wrong1\r").quiet(1).types("staff\r").types("wrong1\r").quiet(2);
    let right = wrong.types("staff\r").types(PIN).types("\r");
    row("right", &right, "Menu");
    row("the next wait is the first", &right.types("3staff\r").types("wrong1\r").quiet(1).types("staff\r"), "Pin");
}

#[test]
fn every_pin_is_checked_once_wrong_empty_or_too_long() {
    for pin in ["", "1", "wrong1", &"9".repeat(4000), &"签".repeat(300)] {
        let checked = Machine::staff().types(pin).types("\r");
        assert_eq!((checked.checks, checked.sees().as_str()), (1, WRONG), "{} bytes", pin.len());
    }
    row("too long by its end", &Machine::staff().types(PIN).types(&"x".repeat(200)).types("\r"), WRONG);
}

#[test]
fn what_is_too_long_stays_longer_than_any_pin() {
    let typed = Machine::staff().types(&"签".repeat(300));
    assert!(typed.guard.pin().len() > 32 * 4);
    let deleted = typed.types(&"\x7f".repeat(400));
    assert!(deleted.guard.pin().is_empty());
}

#[test]
fn a_read_with_two_tries_is_one() {
    let tried = Machine::staff().types("wrong1\rstaff\rwrong2\r");
    assert_eq!(tried.checks, 1);
    row("what came with the first is dropped", &tried, WRONG);
}

#[test]
fn a_wrong_pin_counts_whatever_is_on_the_screen_by_then() {
    let mut machine = Machine::reading();
    machine.input(Input::Pin(false));
    row("nothing shows", &machine, super::READER);
    row("the wait", &machine.types(F9).types("staff\r"), NOT_FOUND);
    let mut machine = Machine::reading();
    machine.input(Input::Pin(true));
    row("a right one that nobody waits for opens nothing", &machine, super::READER);
}

#[test]
fn right_opens_the_menu() {
    let open = menu();
    row("right", &open, "Menu");
    assert!(open.guard.pin_memory().iter().all(|&byte| byte == 0));
    row("30 s", &menu().quiet(29).types("x").quiet(29), "Menu");
    row("30 s", &menu().quiet(30), COVER);
    row("1 Close", &menu().types("1"), "the end, 10");
    row("1 Close, twice in one read", &menu().types("11"), "the end, 10");
    row("2 Check", &menu().types("2"), "Doctor(0)");
    row("3 Back", &menu().types("3"), COVER);
    row("Esc", &menu().types("\x1b").quiet_for(Duration::from_millis(50)), COVER);
    row("anything else", &menu().types("4\rq\x1b[A"), "Menu");
}

#[test]
fn check_scrolls_and_goes_back_and_ends_after_30_seconds() {
    row("down", &menu().types("2\x1b[B\x1b[B"), "Doctor(2)");
    row("up", &menu().types("2\x1b[B\x1b[A\x1b[A"), "Doctor(0)");
    row("the end", &menu().types("2").types(&"\x1b[6~".repeat(20)), "Doctor(39)");
    row("back", &menu().types("2\r"), "Menu");
    row("30 s", &menu().types("2").quiet(30), COVER);
}

proptest! {
    /// Exit code 10 is possible only with the right PIN.
    #[test]
    fn nobody_closes_it_without_the_pin(
        steps in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec!["staff", "\r", "1", "2", "3", "home", F9, super::F8, "4711", "x", "\x1b", "\x03"])
                    .prop_map(str::to_owned),
                Just("staff\r1\r".to_owned()),
                any::<[char; 3]>().prop_map(String::from_iter),
            ],
            0..60,
        ),
        pause in 0u64..40,
    ) {
        let mut machine = Machine::kiosk();
        for step in steps {
            machine = machine.types(&step).quiet(pause);
            prop_assert_ne!(machine.ended, Some(10));
        }
    }
}
