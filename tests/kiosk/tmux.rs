//! The same inside tmux, whose history keeps what scrolls away.

use super::memory::Secret;
use super::processes::eventually;
use super::site::skip;
use super::support::program::{BINARY, Home, index};
use std::process::Command;

/// A server of the test's own; it ends with it.
struct Tmux(Home);

impl Tmux {
    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", self.0.path()).env("TMUX_TMPDIR", self.0.path());
        command
            .env("WAYPOST_INDEX", index())
            .env("TERM", "xterm-256color")
            .env("LC_ALL", "C.UTF-8")
            .env("SHELL", "/bin/sh");
        let output = command.args(["-f", "/dev/null"]).args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn keys(&self, keys: &[&str]) {
        self.run(&[&["send-keys", "-t", "0"][..], keys].concat());
    }

    /// The screen, the screen below it, and everything that has scrolled away.
    fn all(&self) -> String {
        let whole = ["capture-pane", "-p", "-t", "0", "-S", "-", "-E", "-"];
        self.run(&whole) + &self.run(&[&whole[..], &["-a", "-q"]].concat())
    }

    #[track_caller]
    fn shows(&self, text: &str) {
        eventually(text, || self.run(&["capture-pane", "-p", "-t", "0"]).contains(text));
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

fn opened(argument: &str) -> Option<Tmux> {
    if Command::new("tmux").arg("-V").output().is_err() {
        skip("there is no tmux");
        return None;
    }
    let tmux = Tmux(Home::new());
    let line = format!("'{BINARY}' {argument}; echo ended; exec cat");
    tmux.run(&["new-session", "-d", "-x", "80", "-y", "24", &line]);
    Some(tmux)
}

#[test]
fn a_kiosk_in_tmux_leaves_nothing_in_its_history() {
    let Some(tmux) = opened("--kiosk") else { return };
    let secret = Secret::new();
    let word = std::str::from_utf8(secret.bytes()).unwrap();
    tmux.shows("Information desk");
    tmux.keys(&["Enter"]);
    tmux.shows("F9 Hide   Enter Go on");
    tmux.keys(&["Enter"]);
    tmux.shows("Search: type any word");
    tmux.keys(&[word]);
    tmux.shows(&format!("Search: {word}"));
    tmux.keys(&["F9"]);
    tmux.shows("Find:");
    let all = tmux.all();
    assert!(
        all.contains("Kitchen") && !all.contains(word) && !all.contains("Before you start") && !all.contains("911"),
        "{all}"
    );
}

#[test]
fn a_desk_in_tmux_leaves_nothing_in_its_history() {
    let Some(tmux) = opened("") else { return };
    let secret = Secret::new();
    let word = std::str::from_utf8(secret.bytes()).unwrap();
    tmux.shows("Search: type any word");
    tmux.keys(&[word]);
    tmux.shows(&format!("Search: {word}"));
    tmux.keys(&["F9"]);
    tmux.shows("Find:");
    assert!(!tmux.all().contains(word), "{}", tmux.all());
    tmux.keys(&["C-c"]);
    tmux.shows("ended");
    let all = tmux.all();
    assert!(!all.contains(word) && !all.contains("Kitchen") && !all.contains("Find"), "{all}");
}
