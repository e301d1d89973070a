//! The staff PIN, and the only way to leave.

use super::site::{CTRL_X, F8, F9, PIN, PIN_LINE, Site, browsing, covered, ended, gone, opened, started};
use super::support::pty::Terminal;
use std::time::Duration;

/// A kiosk with a PIN, with its prompt on the screen.
fn prompt() -> Option<Terminal> {
    let terminal = Site::new().pin(PIN_LINE, "640").opens()?;
    Some(asked(covered(browsing(terminal).sends(F9))))
}

#[track_caller]
fn asked(terminal: Terminal) -> Terminal {
    terminal.sends(b"Staff \r").shows("Staff PIN:")
}

#[test]
fn the_right_pin_opens_the_menu_and_closes_the_kiosk_with_10() {
    let Some(terminal) = prompt() else { return };
    let terminal =
        terminal.sends(PIN).sends(b"\r").shows("1 Close waypost").shows("2 Check this computer").shows("3 Back");
    let terminal = terminal.sends(b"2").shows("Check of this computer").shows("OK");
    let terminal = terminal.sends(b"\r").shows("1 Close waypost").sends(b"1");
    gone(terminal, 10);
}

#[test]
fn back_from_the_menu_leads_to_the_cover() {
    for key in [&b"3"[..], b"\x1b", F9, CTRL_X, F8] {
        let Some(terminal) = prompt() else { return };
        ended(covered(terminal.sends(PIN).sends(b"\r").shows("1 Close waypost").sends(key)));
    }
}

#[test]
fn a_wrong_pin_is_not_right_and_nothing_of_it_shows() {
    for wrong in [&b"open-4712"[..], b"", b"open-4711 ", &[b'x'; 3000]] {
        let Some(terminal) = prompt() else { return };
        let terminal = terminal.sends(wrong).for_a_while(Duration::from_millis(100));
        assert_eq!(terminal.screen().contents().trim(), "Staff PIN:", "not even stars");
        // Soon after a wrong one, staff is a word like any other.
        let terminal = covered(terminal.sends(b"\r").shows("Not right."));
        ended(terminal.until(|screen| !screen.contents().contains("Not right.")));
    }
}

#[test]
fn the_prompt_hides_and_forgets() {
    for key in [F9, CTRL_X, b"\x1b\x1b\x1b", b"\x1b", F8, b"\x03"] {
        let Some(terminal) = prompt() else { return };
        let terminal = covered(terminal.sends(&PIN[..5]).sends(key));
        // What was typed before does not count.
        let terminal = asked(terminal).sends(&PIN[5..]).sends(b"\r").shows("Not right.");
        ended(covered(terminal));
    }
}

#[test]
fn without_a_pin_file_it_says_so_and_goes_back() {
    let terminal =
        covered(opened().sends(F9)).sends(b"staff\r").shows("This computer has no staff PIN. Use the power button.");
    ended(covered(terminal));
}

#[test]
fn nothing_else_ends_it_with_10() {
    let Some(terminal) = prompt() else { return };
    // The menu's number at the prompt, on the cover, on the start screen, in a session.
    let terminal =
        covered(terminal.sends(b"1\r").shows("Not right.").until(|screen| !screen.contents().contains("Not")));
    let terminal = started(terminal.sends(b"1\r").shows("Nothing found.").sends(b"home\r"));
    let terminal = terminal.sends(b"1").shows("Before you start").sends(b"1q\r").shows("Search: type any word");
    ended(terminal.sends(b"1").shows("Search: 1"));
}
