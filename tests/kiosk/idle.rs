//! Walking away. The shortest times that the settings allow are waited out once, by two kiosks side by side.

use super::memory::{Secret, is_nowhere};
use super::processes::{is_stopped, reader};
use super::site::{Site, browsing, ended, look, skip, started};
use super::support::pty::Terminal;
use serde_json::json;
use std::thread;
use std::time::Duration;

/// What the warning asks.
const ASKED: &str = "Are you still there?";

/// The warning is alone on the screen.
#[track_caller]
fn warned(terminal: Terminal) -> Terminal {
    // The page stays for a minute, which is longer than anything else is waited for.
    let terminal = terminal.for_a_while(Duration::from_secs(55)).shows(ASKED).shows("Press any key to stay.");
    let seen = terminal.screen().contents();
    let rows = seen.lines().filter(|row| !row.trim().is_empty()).count();
    assert_eq!(rows, 3, "{seen}");
    assert!(!terminal.screen().alternate_screen(), "the page's screen is left");
    terminal
}

#[test]
fn a_minute_of_quiet_takes_the_page_away_and_a_key_brings_it_back_where_it_was_or_all_is_cleared() {
    let open = || Site::with(&json!({ "idle_seconds": 60, "warn_seconds": 20 })).opens();
    let (Some(stays), Some(goes)) = (open(), open()) else { return };

    let stays = thread::spawn(move || {
        let terminal = browsing(stays).sends(b"passport").shows("They took my passport").sends(b"\r");
        let terminal = terminal.shows("Tab Links").sends(b"\x1b[6~").settles();
        let place = look(terminal.screen());
        let terminal = warned(terminal).shows("in 19 seconds").shows("in 18 seconds");
        let reader = reader(terminal.process());
        assert!(is_stopped(reader), "it could draw over the warning");
        // The key that stays does nothing else, and the page is drawn where it was.
        let terminal = terminal.sends(b"\x1b[6~").shows("Tab Links").settles();
        assert!(!is_stopped(reader));
        assert_eq!(look(terminal.screen()), place);
        ended(terminal);
    });
    let goes = thread::spawn(move || {
        let secret = Secret::new();
        let terminal = secret.typed(browsing(goes));
        let was_found = secret.is_in_reader(&terminal);
        let terminal = started(warned(terminal));
        assert!(!terminal.screen().contents().contains(ASKED));
        if was_found {
            is_nowhere(&terminal, &[secret.bytes()]);
        } else {
            skip("another process's memory cannot be read");
        }
        ended(terminal);
    });
    for test in [stays, goes] {
        if let Err(failure) = test.join() {
            std::panic::resume_unwind(failure);
        }
    }
}
