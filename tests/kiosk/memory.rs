//! What was typed and read is in no memory, on no screen and in no file once it was hidden.
//!
//! A search that finds nothing may be a search that cannot find. So each test looks into the reader first, where what it
//! looks for must be.

use super::processes::{children, holds, reader, says};
use super::site::{
    F8, F9, PIN, PIN_LINE, Site, browsing, covered, ended, home, namespace, noted, opened, skip, started,
};
use super::support::pty::Terminal;
use rustix::process::Pid;
use std::collections::BTreeMap;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A word that nobody has ever typed.
pub struct Secret(String);

impl Secret {
    pub fn new() -> Secret {
        let mut number = RandomState::new().hash_one(0);
        let letter = |_| {
            let letter = b'a' + u8::try_from(number % 26).unwrap();
            number /= 26;
            char::from(letter)
        };
        Secret((0..12).map(letter).collect())
    }

    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Searches for it.
    #[track_caller]
    pub fn typed(&self, terminal: Terminal) -> Terminal {
        terminal.sends(self.bytes()).shows(&format!("Search: {}", self.0))
    }

    /// Whether one may look. Fails where one may, and it is not there.
    #[track_caller]
    pub fn is_in_reader(&self, terminal: &Terminal) -> bool {
        is_in_reader(terminal, self.bytes())
    }
}

#[track_caller]
fn is_in_reader(terminal: &Terminal, bytes: &[u8]) -> bool {
    let found = holds(reader(terminal.process()), bytes);
    assert_ne!(found, Some(false), "the search must find in the reader what is there: {}", bytes.escape_ascii());
    found.is_some()
}

/// The guard and its readers.
fn processes(terminal: &Terminal) -> Vec<Pid> {
    let guard = terminal.process();
    [vec![guard], children(guard)].concat()
}

/// None of `all` is in any process of the program, on the screen, or in what has scrolled away.
#[track_caller]
pub fn is_nowhere(terminal: &Terminal, all: &[&[u8]]) {
    for bytes in all {
        for process in processes(terminal) {
            assert_eq!(holds(process, bytes), Some(false), "{} in {process:?}", bytes.escape_ascii());
        }
        let seen = terminal.screen().contents();
        assert!(!seen.as_bytes().windows(bytes.len()).any(|part| part == *bytes), "{seen}");
    }
    assert_eq!(terminal.screen().scrollback_len(), 0);
}

/// All files below a folder, with what stands in them.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            all.insert(path.clone(), Vec::new());
            all.extend(files(&path));
        } else {
            let text = fs::read(&path).unwrap_or_default();
            all.insert(path, text);
        }
    }
    all
}

/// What the reader has drawn last: a stretch with the moves of the cursor in it, which stands in no record and no index.
fn drawn(terminal: &Terminal) -> Vec<u8> {
    const LENGTH: usize = 40;
    let stretches = terminal.bytes.windows(LENGTH).rev();
    let of_page = |stretch: &&[u8]| {
        let text = String::from_utf8_lossy(stretch);
        stretch.contains(&0x1b) && text.chars().filter(char::is_ascii_lowercase).count() > 20
    };
    stretches.into_iter().find(of_page).unwrap().to_vec()
}

/// With the secret searched for, and then a page that was read.
#[track_caller]
fn with_a_page(secret: &Secret, terminal: Terminal) -> Option<(Terminal, Vec<u8>)> {
    let terminal = secret.typed(terminal);
    if !secret.is_in_reader(&terminal) {
        skip("another process's memory cannot be read");
        return None;
    }
    let terminal = terminal.sends(b"\x1b").shows("type any word").sends(b"passport").shows("They took my passport");
    let terminal = terminal.sends(b"\r").shows("Tab Links").for_a_while(Duration::from_millis(300));
    let drawn = drawn(&terminal);
    assert!(is_in_reader(&terminal, &drawn));
    Some((terminal, drawn))
}

#[test]
fn what_was_typed_and_read_is_nowhere_after_hiding() {
    let secret = Secret::new();
    let terminal = browsing(Site::new().before("mkdir $HOME/tmp; export TMPDIR=$HOME/tmp; cd $HOME;").opens_anyhow());
    let before = files(terminal.home());
    let Some((terminal, drawn)) = with_a_page(&secret, terminal) else { return };
    let terminal = covered(terminal.sends(F9));
    is_nowhere(&terminal, &[secret.bytes(), &drawn]);
    // The next reader is a copy of the guard.
    let terminal = browsing(home(terminal));
    is_nowhere(&terminal, &[secret.bytes()]);
    assert_eq!(files(terminal.home()), before, "no file is made or changed");
    ended(terminal);
}

#[test]
fn what_was_typed_and_read_is_nowhere_after_the_finished_key() {
    let secret = Secret::new();
    let Some((terminal, drawn)) = with_a_page(&secret, browsing(opened())) else { return };
    let terminal = started(terminal.sends(F8));
    is_nowhere(&terminal, &[secret.bytes(), &drawn]);
    ended(terminal);
}

#[test]
fn what_was_sent_to_a_reader_that_hung_is_nowhere() {
    let secret = Secret::new();
    let terminal = secret.typed(browsing(opened()));
    if !secret.is_in_reader(&terminal) {
        return skip("another process's memory cannot be read");
    }
    super::processes::stop(reader(terminal.process()));
    // More than its pipe holds.
    let terminal = covered(terminal.sends(&secret.bytes().repeat(20_000)).sends(F9));
    is_nowhere(&terminal, &[secret.bytes()]);
    ended(terminal);
}

#[test]
fn what_was_typed_on_the_cover_is_nowhere_once_it_is_empty() {
    let secret = Secret::new();
    let terminal = covered(opened().sends(F9)).sends(secret.bytes()).shows(&secret.0);
    match holds(terminal.process(), secret.bytes()) {
        None => return skip("another process's memory cannot be read"),
        found => assert_eq!(found, Some(true), "it is on the screen"),
    }
    let mut terminal = terminal.sends(b"\x1b").until(|screen| screen.contents().trim_end().ends_with("Find:"));
    is_nowhere(&terminal, &[secret.bytes()]);
    // Letter by letter, as people type, and ended in each way.
    for end in [&b"\r"[..], F9, b"\x1b", &[0x7f; 12]] {
        for letter in secret.bytes() {
            terminal = terminal.sends(&[*letter]).for_a_while(Duration::from_millis(5));
        }
        terminal = terminal.shows(&format!("Find: {}", secret.0)).sends(end);
        terminal = terminal.until(|screen| screen.contents().trim_end().ends_with("Find:"));
        is_nowhere(&terminal, &[secret.bytes()]);
    }
    ended(terminal);
}

#[test]
fn the_pin_is_nowhere_once_it_was_checked_or_left() {
    let Some(terminal) = Site::new().pin(PIN_LINE, "640").opens() else { return };
    let prompt = |terminal: Terminal| covered(terminal.sends(F9)).sends(b"staff\r").shows("Staff PIN:");
    let terminal = prompt(started(terminal)).sends(PIN).for_a_while(Duration::from_millis(300));
    match holds(terminal.process(), PIN) {
        None => return skip("another process's memory cannot be read"),
        found => assert_eq!(found, Some(true), "it is typed"),
    }
    let terminal = covered(terminal.sends(b"\x1b"));
    is_nowhere(&terminal, &[PIN]);
    let terminal = terminal.sends(b"staff\r").shows("Staff PIN:").sends(PIN).sends(b"\r").shows("1 Close waypost");
    is_nowhere(&terminal, &[PIN]);
    let terminal = covered(terminal.sends(b"3"));
    is_nowhere(&noted(home(terminal)), &[PIN]);
}

#[test]
fn keys_and_pin_stay_out_of_swap() {
    let terminal = started(opened());
    let status = String::from_utf8(says(terminal.process(), "status").unwrap()).unwrap();
    let locked = status.lines().find_map(|line| line.strip_prefix("VmLck:")?.trim().strip_suffix(" kB")?.parse().ok());
    let locked: u64 = locked.unwrap();
    // Two small buffers, and not a whole index.
    assert!((8..=64).contains(&locked), "{locked} kB");
    ended(terminal);
}

#[test]
fn a_desk_forgets_too() {
    let secret = Secret::new();
    // In a user's own namespace one may look into processes that their own user may not look into.
    let line = format!("exec {} \"$0\"", namespace().unwrap_or_default());
    let terminal = Terminal::opens_by_shell(&line).shows("Search: type any word").shows("F9 ");
    let terminal = secret.typed(terminal);
    if !secret.is_in_reader(&terminal) {
        return skip("another process's memory cannot be read");
    }
    let terminal = covered(terminal.sends(F9));
    is_nowhere(&terminal, &[secret.bytes()]);
    terminal.sends(b"\x03").ends(0).leaves_no_trace();
}
