//! Section 10, signals and exit codes.

use super::{COVER, Machine, row};
use crate::guard::step::Signal;

#[test]
fn term_kills_the_reader_and_ends_with_143() {
    for (place, machine) in Machine::everywhere() {
        let ended = machine.signal(Signal::Terminate);
        row(place, &ended, "the end, 143");
        assert_eq!(ended.reader, None, "{place}");
    }
}

#[test]
fn hup_and_a_lost_terminal_end_with_129() {
    for (place, machine) in Machine::everywhere() {
        let ended = machine.signal(Signal::HangUp);
        row(place, &ended, "the end, 129");
        assert_eq!(ended.reader, None, "{place}");
    }
}

#[test]
fn int_quit_tstp_and_usr1_hide() {
    row("hide", &Machine::reading().signal(Signal::Hide), COVER);
}

#[test]
fn cont_wipes_and_draws() {
    row("cont", &Machine::reading().signal(Signal::Continue), COVER);
}

#[test]
fn winch_draws_again_even_at_the_same_size() {
    let covered = Machine::reading().types(super::F9);
    let paints = covered.paints;
    assert_eq!(covered.resized(80, 24).paints, paints + 1);
    assert_eq!(Machine::reading().resized(80, 24).redraws, 1);
}

#[test]
fn chld_unexpected_leads_to_the_cover() {
    row("a death", &Machine::reading().dies(), COVER);
}

#[test]
fn nothing_ends_a_kiosk_with_0() {
    for (place, machine) in Machine::everywhere() {
        let pressed = machine.types("\x03").types("\x11").types("q").types("\x04");
        assert_eq!(pressed.ended, None, "{place}");
    }
}
