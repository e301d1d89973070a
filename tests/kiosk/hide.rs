//! One key hides it: every key that does, from every screen, whatever the reader is doing.

use super::latency::{Situation, hides_within};
use super::processes::{children, eventually};
use super::site::{self, CTRL_X, F8, F9, browsing, covered, ended, home, noted, opened};
use super::support::pty::Terminal;

/// Each key that hides, as terminals send it.
const KEYS: &[&[u8]] = &[
    F9,
    b"\x1b[21~",
    b"\x1b[23~",
    b"\x1b[24~",
    b"\x1b[20;2~",
    b"\x1b[20^",
    b"\x1b[33~",
    CTRL_X,
    b"\x1b\x1b\x1b",
    b"\x03",
    b"\x1a",
    b"\x1c",
    b"\x11",
];

/// The page is off the screen, its reader is gone, and the return word leads to a session that knows nothing.
#[track_caller]
fn hides(terminal: Terminal, key: &[u8]) -> Terminal {
    let terminal = covered(terminal.sends(key));
    eventually("the end of the reader", || children(terminal.process()).is_empty());
    assert!(!terminal.screen().alternate_screen(), "the page's screen is left");
    home(terminal)
}

#[test]
fn every_hide_key_covers_a_search() {
    let terminal = KEYS.iter().fold(opened(), |terminal, key| {
        hides(browsing(terminal).sends(b"passport").shows("They took my passport"), key)
    });
    ended(terminal);
}

#[test]
fn every_screen_is_covered() {
    let mut terminal = hides(opened(), F9);
    terminal = hides(noted(terminal), F9);
    terminal = hides(noted(terminal).sends(b"\x1bOP").shows("Use the arrow keys and Enter"), F9);
    terminal = hides(browsing(terminal), CTRL_X);
    terminal = hides(browsing(terminal).sends(b"\x1bOP").shows("Use the arrow keys and Enter"), F9);
    terminal = hides(browsing(terminal).sends(b"\x1bOQ").shows("Kreyòl ayisyen"), F9);
    let page = |terminal| browsing(terminal).sends(b"\r").shows("Tab Links");
    terminal = hides(page(terminal), b"\x1b\x1b\x1b");
    terminal = hides(page(terminal).sends(b"\x1bOR").shows("Find"), F9);
    ended(terminal);
}

#[test]
fn a_key_inside_a_half_sequence_hides() {
    let halves: [&[u8]; 9] =
        [b"\x1b", b"\x1b[", b"\x1b[20", b"\x1bO", b"\x1b[<0;3", b"\x1b[200~", b"\xe7\xad", b"\x1b]0;x", b"\x1bP"];
    let mut terminal = opened();
    for half in halves {
        // Once in one piece, once with the half stuck before it.
        terminal = hides(browsing(terminal).sends(&[half, F9].concat()), b"");
        terminal = browsing(terminal).sends(half).for_a_while(std::time::Duration::from_millis(80));
        terminal = hides(terminal, CTRL_X);
    }
    ended(terminal);
}

#[test]
fn one_escape_is_back_and_three_slow_ones_are_no_hiding() {
    let wait = std::time::Duration::from_millis(900);
    let mut terminal = browsing(opened()).sends(b"visa").shows("Search: visa").sends(b"\x1b").shows("type any word");
    for _ in 0..3 {
        terminal = terminal.for_a_while(wait).sends(b"\x1b");
    }
    terminal = terminal.for_a_while(wait).shows("Search: type any word");
    // Two quick ones tell what a third would do.
    ended(terminal.sends(b"\x1b\x1b").shows("Esc again hides"));
}

#[test]
fn the_finished_key_leads_to_the_start_screen() {
    let terminal = site::started(browsing(opened()).sends(b"passport").shows("They took my passport").sends(F8));
    eventually("the end of the reader", || children(terminal.process()).is_empty());
    let terminal = browsing(terminal);
    assert!(!terminal.screen().contents().contains("passport:"));
    ended(terminal);
}

#[test]
fn it_is_quick_while_the_reader_is_idle() {
    hides_within(Situation::Idle, 100);
}

#[test]
fn it_is_quick_while_a_key_is_held_down() {
    hides_within(Situation::Drawing, 100);
}

#[test]
fn it_is_quick_while_the_reader_is_stopped() {
    hides_within(Situation::Stopped, 250);
}

#[test]
fn it_is_quick_while_the_reader_spins() {
    hides_within(Situation::Spinning, 250);
}

#[test]
fn it_is_quick_behind_a_flood_of_keys() {
    hides_within(Situation::Flooded, 250);
}

#[test]
fn a_terminal_that_took_nothing_for_a_while_shows_the_cover_when_it_does() {
    // Whoever holds the terminal up also holds up the cover; it must come, and the page must not.
    let terminal = browsing(opened());
    let guard = terminal.process();
    let held = terminal.holds_back();
    let held = held.sends(&b"\x1b[B\x1b[A".repeat(4000)).sends(F9);
    eventually("the end of the reader", || children(guard).is_empty());
    ended(covered(held.lets_go()));
}
