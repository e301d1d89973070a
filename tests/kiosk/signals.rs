//! Signals, a terminal that goes away, and what every end leaves behind.

use super::processes::{children, eventually, reader, stop};
use super::site::{CTRL_X, Site, browsing, covered, ended, gone, home, last_row, noted, opened};
use super::support::pty::Terminal;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use std::fs::File;
use std::time::Duration;

/// With a search on the screen.
fn searching(terminal: Terminal) -> Terminal {
    browsing(terminal).sends(b"passport").shows("They took my passport").settles()
}

#[test]
fn term_and_hup_end_it_and_restore_the_terminal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        for screen in [|terminal| terminal, noted, searching, |terminal: Terminal| covered(terminal.sends(CTRL_X))] {
            gone(screen(opened()).signalled(signal), code);
        }
    }
}

#[test]
fn int_quit_tstp_and_usr1_hide() {
    let mut terminal = opened();
    for signal in [Signal::INT, Signal::QUIT, Signal::TSTP, Signal::USR1] {
        terminal = home(covered(searching(terminal).signalled(signal)));
        assert_eq!(children(terminal.process()), []);
    }
    ended(terminal);
}

#[test]
fn cont_after_a_stop_wipes_and_covers() {
    let terminal = searching(opened());
    stop(terminal.process());
    let terminal = covered(terminal.signalled(Signal::CONT));
    assert_eq!(children(terminal.process()), []);
    // Also where the stop was nobody's business.
    ended(covered(searching(home(terminal)).signalled(Signal::CONT)));
}

#[test]
fn what_would_end_or_stop_other_programs_is_ignored() {
    let mut terminal = searching(opened());
    let reader = reader(terminal.process());
    use Signal as S;
    for signal in [S::TTIN, S::TTOU, S::PIPE, S::USR2, S::ALARM, S::VTALARM, S::PROF, S::IO, S::XCPU] {
        let before = terminal.bytes.len();
        terminal = terminal.signalled(signal).for_a_while(Duration::from_millis(50));
        assert_eq!(terminal.bytes.len(), before, "{signal:?}");
    }
    assert_eq!(children(terminal.process()), [reader], "the same session");
    ended(terminal.sends(b" visa").shows("Search: passport visa"));
}

#[test]
fn signals_to_all_of_the_terminals_programs_do_no_harm() {
    let mut terminal = opened();
    for signal in [Signal::INT, Signal::TSTP, Signal::USR1, Signal::QUIT] {
        terminal = searching(terminal);
        rustix::process::kill_process_group(terminal.process(), signal).unwrap();
        terminal = home(covered(terminal));
    }
    // Both are told of a new size.
    let terminal = searching(terminal).resized_to(100, 30).shows("They took my passport");
    rustix::process::kill_process_group(terminal.process(), Signal::TERM).unwrap();
    gone(terminal, 143);
}

#[test]
fn a_new_size_reaches_a_reader_that_hung() {
    let terminal = browsing(opened());
    let reader = reader(terminal.process());
    stop(reader);
    // More than its pipe holds, and sizes to fill what keys leave of it.
    let mut terminal = terminal.sends(&b"\x1b[B\x1b[A".repeat(20_000));
    for width in 60..=100 {
        terminal = terminal.resized_to(width, 30).for_a_while(Duration::from_millis(5));
    }
    let terminal = terminal.resized_to(100, 29).for_a_while(Duration::from_millis(100));
    kill_process(reader, Signal::CONT).unwrap();
    ended(terminal.until(|screen| last_row(screen).contains("F9 Hide")));
}

#[test]
fn term_is_obeyed_while_the_reader_hangs_and_nobody_takes_the_screen() {
    let terminal = browsing(opened()).holds_back().sends(&b"\x1b[B\x1b[A".repeat(4000));
    let (guard, reader) = (terminal.process(), reader(terminal.process()));
    stop(reader);
    let terminal = terminal.signalled(Signal::TERM);
    eventually("the end", || !runs(guard) && !runs(reader));
    drop(terminal.lets_go());
}

#[test]
fn term_is_obeyed_while_nobody_takes_the_guards_own_screen() {
    // By its name, and where it has none.
    for before in ["", "mount -t tmpfs pts /dev/pts;"] {
        let Some(terminal) = Site::new().before(before).opens() else { return };
        let mut terminal = covered(terminal.shows("Information desk").sends(CTRL_X)).holds_back();
        let guard = terminal.process();
        let screen = format!("/proc/{}/fd/1", guard.as_raw_nonzero());
        let screen = File::options().write(true).open(screen).unwrap();
        let takes = || poll(&mut [PollFd::new(&screen, PollFlags::OUT)], Some(&Timespec::default())) != Ok(0);
        // Each new size is drawn, until no more fits: it takes nothing for a moment either while somebody writes.
        let mut refused = 0;
        for width in (40..80).cycle() {
            terminal = terminal.resized_to(width, 24).for_a_while(Duration::from_millis(1));
            refused = if takes() { 0 } else { refused + 1 };
            if refused == 50 {
                break;
            }
        }
        let terminal = terminal.signalled(Signal::TERM);
        eventually("the end", || !runs(guard));
        drop(terminal.lets_go());
    }
}

/// Whether a process is there and has not ended.
fn runs(process: Pid) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero())).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

#[test]
fn it_ends_with_its_terminal_and_so_does_the_reader() {
    for screen in [|terminal| terminal, searching, |terminal: Terminal| covered(terminal.sends(CTRL_X))] {
        let terminal = screen(opened());
        let readers = children(terminal.process());
        terminal.closes(129);
        eventually("the end of the readers", || !readers.iter().any(|&reader| runs(reader)));
    }
}

#[test]
fn a_reader_dies_with_a_guard_that_is_killed() {
    let terminal = searching(opened());
    let (guard, reader) = (terminal.process(), reader(terminal.process()));
    kill_process(guard, Signal::KILL).unwrap();
    eventually("the end of the reader", || !runs(reader));
}

#[test]
fn the_terminals_settings_are_put_back_however_odd_they_were() {
    // Without a site of its own, since the shell that prepares the terminal runs outside.
    let mut terminal = Terminal::empty().prepared_by("stty -echo -ixon -opost susp ^P erase ^H");
    terminal.runs_shell("exec \"$0\" --kiosk");
    gone(terminal.shows("Information desk").signalled(Signal::TERM), 143);
}

#[test]
fn the_terminal_is_raw_again_after_somebody_changed_it() {
    let terminal = Site::new().opens_anyhow();
    let terminal = browsing(terminal);
    stop(terminal.process());
    let tty = std::fs::read_link(format!("/proc/{}/fd/0", terminal.process().as_raw_nonzero()));
    let Ok(tty) = tty else { return super::site::skip("another process's descriptors cannot be seen") };
    let status = std::process::Command::new("stty").arg("-F").arg(tty).arg("sane").status().unwrap();
    assert!(status.success());
    let terminal = covered(terminal.signalled(Signal::CONT));
    // Were it not raw, this key would be a signal and no byte.
    ended(home(covered(searching(home(terminal)).sends(b"\x03"))));
}
