//! What the kiosk is started with changes nothing, and what it shows of itself says nothing.

use super::memory::files;
use super::processes::{children, descriptors, says};
use super::site::{F9, Site, browsing, covered, ended, look, noted, opened, skip, started};
use super::support::pty::Terminal;
use std::path::PathBuf;

const HOSTILE: &str = "export RUST_LOG=trace RUST_BACKTRACE=full RUST_LOG_STYLE=always LANG=es_MX.UTF-8 LC_ALL=ar_EG.UTF-8 \
    LANGUAGE=zh HOME=/nonexistent XDG_CONFIG_HOME=$HOME/odd XDG_CACHE_HOME=$HOME/odd XDG_DATA_HOME=relative XDG_RUNTIME_DIR=/ \
    EDITOR=/bin/sh VISUAL=/bin/sh PAGER=/bin/sh BROWSER=/bin/sh SHELL=/bin/sh TMPDIR=$HOME/tmp WAYPOST_INDEX=$HOME/made \
    WAYPOST_KIOSK=0 WAYPOST_LANG=es NO_COLOR=1 CLICOLOR=0 COLORTERM=truecolor COLUMNS=1 LINES=1 TZ=Asia/Tokyo \
    LD_PRELOAD=/nonexistent.so LD_LIBRARY_PATH=/nonexistent LD_DEBUG= MALLOC_CHECK_=3;";

/// Settings for the browser of the same user.
const SETTINGS: &str = "mkdir -p $HOME/odd/waypost $HOME/tmp; \
    printf '{\"language\":\"es\",\"theme\":\"light\",\"idle_minutes\":5}' >$HOME/odd/waypost/config.json;";

/// All screens of a short session, with their colours.
fn screens(terminal: Terminal) -> (Terminal, Vec<String>) {
    let mut all = Vec::new();
    let mut keep = |terminal: Terminal| {
        let terminal = terminal.settles();
        all.push(look(terminal.screen()));
        terminal
    };
    let terminal = keep(started(terminal));
    let terminal = keep(noted(terminal));
    let terminal = keep(terminal.sends(b"\r").shows("Search: type any word").shows("F9 Hide   ↑↓ Choose"));
    let terminal = keep(terminal.sends(b"\x1bOP").shows("Use the arrow keys and Enter").shows("↑↓ Scroll"));
    let terminal = keep(covered(terminal.sends(F9)));
    (terminal, all)
}

#[test]
fn the_environment_changes_no_screen() {
    let (plain, expected) = screens(Site::new().opens_anyhow());
    ended(plain);
    let odd = Site::new().before(SETTINGS).before(HOSTILE).opens_anyhow();
    let home = odd.home().to_owned();
    // The shell still has files to make.
    let odd = started(odd);
    let before = files(&home);
    let (odd, seen) = screens(odd);
    for (seen, expected) in seen.iter().zip(&expected) {
        assert_eq!(seen, expected);
    }
    ended(odd);
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        [
            &PathBuf::from("odd"),
            &PathBuf::from("odd/waypost"),
            &PathBuf::from("odd/waypost/config.json"),
            &PathBuf::from("tmp"),
        ]
        .map(|path| home.join(path))
        .iter()
        .collect::<Vec<_>>()
    );
}

#[test]
fn inherited_descriptors_are_closed() {
    let line = "exec 7</etc/hostname 8>>$HOME/kept 9</dev/null;";
    let line =
        if super::site::namespace().is_some() { line.replace("/etc/hostname", "/dev/zero") } else { line.to_owned() };
    let terminal = browsing(Site::new().before(&line).opens_anyhow());
    let guard = terminal.process();
    let reader = super::processes::reader(guard);
    let (Some(of_guard), Some(of_reader)) = (descriptors(guard), descriptors(reader)) else {
        return skip("another process's descriptors cannot be seen");
    };
    for (number, what) in of_guard.iter().chain(&of_reader) {
        let own = ["/dev/pts/", "pipe:", "anon_inode:"].iter().any(|start| what.starts_with(start));
        assert!(own, "{number} is {what}");
    }
    let kinds: Vec<&str> = of_reader
        .iter()
        .map(|(_, what)| what.split([':', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).next().unwrap())
        .collect();
    // Frames, screen, events, and the screen once more as a file.
    assert_eq!(of_reader.iter().filter(|(_, what)| what.starts_with("pipe:")).count(), 2, "{kinds:?}");
    assert!(of_reader.len() <= 4, "{of_reader:?}");
    assert!(of_reader[0].1.starts_with("pipe:"), "the keyboard is not the reader's");
    ended(terminal);
}

#[test]
fn names_and_arguments_show_nothing() {
    let terminal = browsing(opened()).sends(b"passport").shows("They took my passport").sends(b"\r").shows("Tab Links");
    let guard = terminal.process();
    for process in [vec![guard], children(guard)].concat() {
        let arguments = String::from_utf8(says(process, "cmdline").unwrap()).unwrap();
        let arguments: Vec<&str> = arguments.split_terminator('\0').collect();
        assert_eq!(arguments[1..], ["--kiosk"]);
        assert!(arguments[0].ends_with("waypost"));
        assert_eq!(says(process, "comm").unwrap(), b"waypost\n");
    }
    assert_eq!(title(&terminal), "Desk");
    ended(terminal);
}

/// The titles that the program has given the terminal.
fn title(terminal: &Terminal) -> String {
    let sent = String::from_utf8_lossy(&terminal.bytes);
    let titles: Vec<&str> =
        sent.split("\x1b]").skip(1).map(|rest| rest.split(['\x07', '\x1b']).next().unwrap()).collect();
    let titles: Vec<&str> = titles.into_iter().map(|title| title.trim_start_matches("2;")).collect();
    titles.join(" ")
}

#[test]
fn nothing_but_moves_looks_and_clears_is_sent_to_the_terminal() {
    let terminal = browsing(opened()).sends(b"passport").shows("They took my passport").sends(b"\r").shows("Tab Links");
    let terminal = terminal.sends(b"\x1b[6~\x1bOP").shows("Use the arrow keys").resized_to(60, 20).shows("F9 Hide");
    // Marks and embeddings of direction, by their bytes.
    let marks = "vi\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}sa".as_bytes();
    let terminal = browsing(super::site::home(covered(terminal.sends(F9)))).sends(marks).shows("Search: visa");
    let terminal = covered(terminal.sends(F9)).sends(marks).shows("Find: visa");
    // What a killed reader has left half sent is ended by CAN; it may be half a character, too.
    let sent = String::from_utf8_lossy(&terminal.bytes);
    for rest in sent.split('\x1b').skip(1) {
        let known = match rest.as_bytes()[0] {
            b'\\' => true,
            b'[' => {
                let Some(end) = rest.find(|c: char| c.is_ascii_alphabetic() || c == '\x18') else { panic!("{rest:?}") };
                let (parameters, last) = (&rest[1..end], rest.as_bytes()[end]);
                match last {
                    b'h' => matches!(parameters, "?25" | "?1049"),
                    b'l' => matches!(parameters, "?25" | "?1049" | "?1000" | "?1002" | "?1003" | "?1006" | "?2004"),
                    b'H' | b'm' | b'J' | b'K' | b'A' | b'B' | b'C' | b'D' => {
                        parameters.bytes().all(|b| b.is_ascii_digit() || b == b';')
                    }
                    b'r' => parameters.is_empty(),
                    0x18 => true,
                    _ => false,
                }
            }
            b']' => rest.starts_with("]2;Desk\x07"),
            _ => false,
        };
        assert!(known, "ESC {}", rest.chars().take(30).collect::<String>().escape_debug());
    }
    let of_direction =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!sent.contains(of_direction));
    let others = sent.chars().filter(|&c| c.is_control() && !matches!(c, '\x1b' | '\x18' | '\r' | '\n'));
    assert_eq!(others.filter(|&c| c != '\x07' || !sent.contains("\x1b]2;Desk\x07")).collect::<String>(), "");
    ended(terminal);
}
