//! `waypost admin set-pin` on a real pseudo-terminal: what it asks, what it shows, what it leaves.

// What is missing here is a failed test.
#![allow(clippy::unwrap_used)]

mod support;

use rustix::fs::Gid;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use support::program::Program;
use support::pty::{Ended, Terminal};
use tempfile::TempDir;
use waypost::pin::Pin;

const PIN: &str = "kettle-and-4711";

/// A folder as `/etc/waypost` would be.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("staff-pin")
    }

    /// The command at its first question.
    #[track_caller]
    fn asks(&self) -> Terminal {
        let line = format!("exec \"$0\" admin set-pin --file '{}'", self.file().display());
        Terminal::opens_by_shell(&line).shows("New staff PIN")
    }

    fn files(&self) -> usize {
        fs::read_dir(self.0.path()).unwrap().count()
    }
}

/// All that was on the terminal, and that nothing of `secret` was.
#[track_caller]
fn said(ended: Ended, secret: &str) -> String {
    let ended = ended.restores_the_terminal();
    let bytes = String::from_utf8_lossy(&ended.terminal.bytes).into_owned();
    assert!(!bytes.contains(&secret[..3]), "what is typed shows:\n{bytes}");
    ended.terminal.screen().contents().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pin(file: &Path) -> Pin {
    // Whose group it is depends on whether this computer has one for the kiosk.
    let group = Gid::from_raw(fs::metadata(file).unwrap().gid());
    Pin::read(file, rustix::process::geteuid().as_raw(), Some(group)).unwrap().unwrap()
}

#[test]
fn a_pin_that_was_typed_twice_is_set_and_shows_nowhere() {
    let place = Place::new();
    let keys = format!("{PIN}\r");
    let terminal = place.asks().sends(keys.as_bytes()).shows("once more").sends(keys.as_bytes());
    assert!(said(terminal.ends(0), PIN).contains("The staff PIN is set."));
    assert!(pin(&place.file()).check(PIN.as_bytes()));
    assert!(!fs::read_to_string(place.file()).unwrap().contains(&PIN[..3]));
    assert_eq!(fs::metadata(place.file()).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(place.files(), 1);
}

#[test]
fn backspace_and_ctrl_u_mend_what_was_typed() {
    let place = Place::new();
    let terminal = place.asks().sends(b"Xx\x15kettle-and-4712\x7f1\r").shows("once more");
    terminal.sends(format!("{PIN}ä\x7f\r").as_bytes()).ends(0);
    assert!(pin(&place.file()).check(PIN.as_bytes()));
}

#[test]
fn two_that_differ_and_weak_ones_change_nothing() {
    let place = Place::new();
    let terminal = place.asks().sends(b"kettle-and-4711\r").shows("once more").sends(b"kettle-and-4712\r");
    assert!(said(terminal.ends(64), PIN).contains("The two are not the same."));
    for (weak, why) in [("123456", "sequence"), ("zzzzzz", "again and again"), ("ke4", "6 to 32"), ("", "6 to 32")] {
        let ended = place.asks().sends(format!("{weak}\r").as_bytes()).ends(64).restores_the_terminal();
        assert!(ended.terminal.screen().contents().replace('\n', " ").contains(why), "{weak}");
    }
    let long = "x7".repeat(5000) + "\r";
    place.asks().sends(long.as_bytes()).ends(64).restores_the_terminal();
    assert_eq!(place.files(), 0);
}

#[test]
fn ctrl_c_gives_the_terminal_back() {
    for (key, at_second) in [(b"\x03", false), (b"\x03", true), (b"\x1c", false), (b"\x04", false)] {
        let place = Place::new();
        let mut terminal = place.asks();
        if at_second {
            terminal = terminal.sends(b"kettle-and-4711\r").shows("once more");
        }
        assert!(said(terminal.sends(key).ends(130), PIN).contains("Nothing was changed."));
        assert_eq!(place.files(), 0);
    }
}

#[test]
fn no_pipe_argument_or_variable_sets_a_pin() {
    let place = Place::new();
    let file = place.file();
    let args = ["admin", "set-pin", "--file", file.to_str().unwrap()];
    let keys = format!("{PIN}\n{PIN}\n");
    let answer = Program::with(&args).input(keys).env("PIN", PIN).env("WAYPOST_PIN", PIN).exits(69);
    answer.answers_nothing().says("is not a terminal").says("no pipe, argument or variable");
    Program::with(&[&args[..], &[PIN]].concat()).exits(64);
    Program::with(&["admin"]).exits(64);
    assert_eq!(place.files(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_is_named_before_a_pin_is_asked_for() {
    for file in ["/dev/null/staff-pin", "/nowhere/staff-pin"] {
        Program::with(&["admin", "set-pin", "--file", file]).exits(73).says(file).says("as root");
    }
}
