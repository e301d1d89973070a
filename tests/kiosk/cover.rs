//! The cover: the same bytes whatever was on, and nothing leads from it but the words that do.

use super::processes::{children, eventually};
use super::site::{self, F8, F9, Site, browsing, covered, ended, home, noted, opened};
use super::support::pty::Terminal;
use serde_json::json;
use std::time::Duration;

/// What every screen of the guard begins with.
const RESET: &[u8] = b"\x18\x1b\\\x1b[0m";
/// What the cover ends with.
const END: &[u8] = b"\x1b[24;1HFind: ";

/// The bytes of the screen that the guard drew last.
fn painted(terminal: &Terminal) -> Vec<u8> {
    let at = terminal.bytes.windows(RESET.len()).rposition(|bytes| bytes == RESET).unwrap();
    terminal.bytes[at..].to_vec()
}

/// Hides, and gives the cover's bytes. A hide key that is pressed again draws nothing.
#[track_caller]
fn cover_of(terminal: Terminal, key: &[u8]) -> (Terminal, Vec<u8>) {
    let before = terminal.bytes.len();
    let terminal = terminal.sends(key).until_sent(|bytes| bytes[before..].ends_with(END));
    let first = painted(&terminal);
    let length = terminal.bytes.len();
    let terminal = terminal.sends(F9).sends(b"\x18").for_a_while(Duration::from_millis(100));
    assert_eq!(terminal.bytes.len(), length, "pressed again, it changes nothing");
    (terminal, first)
}

#[test]
fn the_covers_bytes_are_the_same_whatever_was_on() {
    let (terminal, first) = cover_of(opened(), F9);
    let pages: [fn(Terminal) -> Terminal; 5] = [
        noted,
        browsing,
        |terminal| browsing(terminal).sends(b"passport").shows("They took my passport"),
        |terminal| browsing(terminal).sends(b"\r").shows("Tab Links").sends(b"\x1b[6~").sends(b"\x1bOR"),
        |terminal| browsing(terminal).sends(b"\x1bOP").shows("Use the arrow keys and Enter"),
    ];
    let mut terminal = home(terminal);
    for (page, key) in pages.iter().zip([F9, b"\x18", b"\x1b\x1b\x1b", b"\x03", b"\x1b[24;5~"]) {
        let (covered, bytes) = cover_of(page(terminal), key);
        assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&first));
        terminal = home(covered);
    }
    ended(terminal);
}

#[test]
fn home_leads_to_a_session_with_nothing_of_before() {
    let terminal = browsing(opened());
    let fresh = site::look(terminal.screen());
    let terminal = terminal.sends(b"passport").shows("They took my passport").sends(b"\r").shows("Tab Links");
    let terminal = terminal.sends(b"\x1b[6~\x1b[6~");
    let terminal = browsing(home(covered(terminal.sends(F9))));
    assert_eq!(site::look(terminal.screen()), fresh);
    // There is nowhere to go back to.
    let terminal = terminal.sends(b"\x7f").settles();
    assert_eq!(site::look(terminal.screen()), fresh);
    ended(terminal);
}

#[test]
fn only_the_return_word_leaves_it() {
    let mut terminal = covered(opened().sends(F9));
    for wrong in ["", "visa", "hom", "homes", "back", "exit", "!sh", ":q", "home;ls"] {
        terminal = covered(terminal.sends(format!("{wrong}\r").as_bytes()).shows("Nothing found."));
        // The next letter takes the answer away.
        terminal = terminal.sends(b"x").until(|screen| !screen.contents().contains("Nothing")).sends(b"\x7f");
    }
    terminal = covered(terminal.sends(b"\r").shows("Nothing found.").sends(F8)).settles();
    terminal = covered(terminal.sends(b"\x1bOP\x1bOQ\x1b[3~\x1b[15~")).settles();
    assert!(site::last_row(terminal.screen()).trim_end() == "Find:");
    ended(site::started(terminal.sends(b" H oMe \r")));
}

#[test]
fn the_return_word_is_the_settings() {
    let Some(terminal) = Site::with(&json!({ "return_word": "oven2" })).opens() else { return };
    let terminal = noted(terminal).shows("oven2").sends(F9);
    let terminal = covered(terminal).sends(b"home\r").shows("Nothing found.").sends(b"oven2\r");
    ended(site::started(terminal));
}

#[test]
fn pages_turn_and_the_first_comes_back() {
    let terminal = covered(opened().sends(F9)).shows("Page 1 of 3").sends(b"\x1b[B").shows("Page 2 of 3");
    let terminal = terminal.sends(b"\x1b[6~").shows("Page 3 of 3").sends(b"\x1b[5~").shows("Page 2 of 3");
    ended(covered(home(terminal).sends(F9)).shows("Page 1 of 3"));
}

#[test]
fn the_calendar_covers_too() {
    let Some(terminal) = Site::with(&json!({ "cover": "calendar" })).opens() else { return };
    let terminal = browsing(terminal).sends(F9).shows("Calendar").shows("Su  Mo  Tu  We  Th  Fr  Sa").shows("Find:");
    assert!(!terminal.screen().contents().contains("Search"));
    ended(home(terminal));
}

#[test]
fn the_calendar_marks_today_where_the_zone_is_known() {
    let calendar = || Site::with(&json!({ "cover": "calendar" }));
    let marks = |terminal: Terminal| {
        let terminal = terminal.shows("Information desk").sends(F9).shows("Calendar").shows("Find:");
        let marked = terminal.screen().contents().contains(']');
        ended(terminal);
        marked
    };
    // The smallest file of a zone (RFC 9636, version 1): one type, UTC.
    let zone =
        format!("TZif{}{}{}{}", "\\000".repeat(32), "\\000\\000\\000\\001", "\\000\\000\\000\\004", "\\000".repeat(6));
    let known = calendar().before(&format!("printf '{zone}UTC\\000' >/etc/localtime;"));
    let (Some(known), Some(unknown)) = (known.opens(), calendar().opens()) else { return };
    assert_eq!((marks(known), marks(unknown)), (true, false));
}

#[test]
fn letters_show_and_ten_seconds_of_quiet_take_them_away() {
    let long = "abcdefghijklmnopqrstuvwxyz";
    let terminal = covered(opened().sends(F9)).sends(long.as_bytes()).shows(&format!("Find: {}", &long[..24]));
    assert!(!terminal.screen().contents().contains(&long[..25]), "24 letters at most");
    let terminal = terminal.sends(b"\x7f").until(|screen| screen.contents().trim_end().ends_with(&long[20..23]));
    let terminal = terminal.sends(b"\x1b").until(|screen| site::last_row(screen).trim_end() == "Find:");
    let terminal = terminal.sends(b"secret").shows("Find: secret").for_a_while(Duration::from_secs(8));
    let terminal = terminal.shows("Find: secret").until(|screen| site::last_row(screen).trim_end() == "Find:");
    ended(terminal);
}

#[test]
fn it_fits_every_size() {
    let mut terminal = browsing(opened());
    for (width, height) in [(20, 6), (1, 1), (40, 1), (200, 60), (3, 40), (80, 24)] {
        terminal = terminal.resized_to(width, height).sends(F9);
        let guard = terminal.process();
        eventually("the end of the reader", || children(guard).is_empty());
        if width >= 6 {
            terminal = terminal.until(|screen| site::last_row(screen).trim_end() == "Find:");
        }
        terminal = terminal.resized_to(80, 24).shows("Page 1 of 3");
        terminal = browsing(home(terminal));
    }
    ended(terminal);
}

#[test]
fn a_console_shows_it_and_keeps_nothing() {
    let terminal = Site::new().before("export TERM=linux;").opens_anyhow();
    let terminal = covered(browsing(terminal).sends(b"passport").shows("They took my passport").sends(F9));
    let sent = String::from_utf8_lossy(&terminal.bytes);
    assert!(!sent.contains("\x1b]"), "a console has no title");
    assert!(sent.contains("\x1b[3J"), "what has scrolled away is cleared");
    ended(terminal);
}
