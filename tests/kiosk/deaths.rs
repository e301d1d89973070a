//! Readers that die by themselves.

use super::processes::{children, eventually, reader};
use super::site::{F9, Site, browsing, covered, ended, home, noted, opened, started};
use super::support::pty::Terminal;
use rustix::process::{Signal, kill_process};
use serde_json::json;

/// The reader is ended from outside.
#[track_caller]
fn killed(terminal: Terminal, signal: Signal) -> Terminal {
    let reader = reader(terminal.process());
    kill_process(reader, signal).unwrap();
    let guard = terminal.process();
    eventually("the end of the reader", || !children(guard).contains(&reader));
    terminal
}

#[test]
fn a_reader_that_is_killed_leaves_the_cover() {
    for signal in [Signal::KILL, Signal::SYS, Signal::ABORT] {
        let terminal = killed(browsing(opened()).sends(b"passport").shows("They took my passport"), signal);
        ended(browsing(home(covered(terminal))));
    }
}

#[test]
fn three_deaths_show_numbers_to_call() {
    let Some(terminal) = Site::with(&json!({ "local_line": "or ask at the desk, ext. 12" })).opens() else { return };
    let mut terminal = started(terminal);
    for _ in 0..2 {
        terminal = home(covered(killed(noted(terminal), Signal::KILL)));
    }
    let card = |terminal: Terminal| {
        let terminal = terminal.shows("Call 911").shows("1-888-373-7888").shows("233733");
        terminal.shows("The rest of the information cannot be opened. Please tell staff.").shows("F9 Hide")
    };
    let terminal = card(killed(noted(terminal), Signal::KILL)).shows("or ask at the desk, ext. 12");
    // The hide key works there, too.
    let terminal = home(covered(terminal.sends(F9)));
    // One new try; when that dies, too, there is none for a minute.
    let terminal = card(killed(noted(terminal), Signal::KILL));
    let length = terminal.bytes.len();
    let terminal = terminal.sends(b"x").for_a_while(std::time::Duration::from_millis(300));
    assert_eq!(terminal.bytes.len(), length, "the card stays");
    ended(terminal);
}

#[test]
fn hiding_is_no_death() {
    let mut terminal = opened();
    for _ in 0..5 {
        terminal = home(covered(noted(terminal).sends(F9)));
    }
    ended(terminal);
}
