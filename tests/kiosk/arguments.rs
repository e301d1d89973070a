//! How the kiosk refuses to start, and what it says.

use super::site::Site;
use super::support::program::Program;
use super::support::pty::Terminal;

/// What stands on a screen, in one line.
fn words(terminal: &Terminal) -> String {
    terminal.screen().contents().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Ends with `code` and says `text`; the terminal is as it was found, and nothing was drawn.
#[track_caller]
fn refuses(terminal: Terminal, code: u32, text: &str) {
    let ended = terminal.ends(code).restores_the_terminal();
    let said = words(&ended.terminal);
    assert!(said.contains(text), "{said}");
    assert!(said.contains("waypost: "), "{said}");
    assert!(!ended.terminal.bytes.contains(&0x1b), "nothing is drawn");
}

#[test]
fn the_kiosk_takes_no_other_argument() {
    for (more, other) in [
        ("--lang es", "--lang"),
        ("--index /tmp", "--index"),
        ("--corpus /tmp", "--corpus"),
        ("--theme dark", "--theme"),
        ("visa/t", "visa/t"),
        ("search visa", "search"),
        ("list", "list"),
        ("show visa/t", "show"),
        ("doctor", "doctor"),
        ("admin set-pin", "admin"),
        ("index", "index"),
        ("--kiosk", "--kiosk"),
        ("--help", "--help"),
        ("-h", "-h"),
        ("--version", "--version"),
        ("--nonsense", "--nonsense"),
        ("help", "help"),
        ("-- x", "--"),
        ("''", ""),
    ] {
        let site = Site::new().arguments(&format!("--kiosk {more}"));
        refuses(site.opens_plainly(), 64, &format!("waypost: unknown option {other}. `--kiosk` stands alone."));
    }
    for (all, other) in
        [("--lang es --kiosk", "--lang"), ("search --kiosk visa", "search"), ("--kiosk=yes", "--kiosk=yes")]
    {
        refuses(Site::new().arguments(all).opens_plainly(), 64, &format!("waypost: unknown option {other}."));
    }
}

#[test]
fn without_a_terminal_it_does_not_start() {
    Program::with(&["--kiosk"]).exits(69).answers_nothing().says("waypost: kiosk mode needs a terminal\n");
    for line in ["exec \"$0\" --kiosk </dev/null", "exec \"$0\" --kiosk <&-"] {
        refuses(Terminal::opens_by_shell(line), 69, "kiosk mode needs a terminal");
    }
    Terminal::opens_by_shell("exec \"$0\" --kiosk >/dev/null").shows("kiosk mode needs a terminal").ends(69);
}

#[test]
fn on_a_terminal_that_only_takes_lines_it_does_not_start() {
    let site = Site::new().before("export TERM=dumb;");
    refuses(site.opens_anyhow(), 69, "waypost: kiosk mode needs a terminal");
}

#[test]
fn a_terminal_that_cannot_be_opened_stops_it() {
    // It has no name here, and controls no process: there is no way to write to it that cannot block.
    let nameless = || Site::new().before("mount -t tmpfs pts /dev/pts;");
    for arguments in ["--kiosk", ""] {
        let Some(terminal) = nameless().around("setsid --wait").arguments(arguments).opens() else { return };
        refuses(terminal, 74, "waypost: terminal error: ");
    }
}

#[test]
fn a_file_for_messages_does_not_change_how_it_ends() {
    // No file may grow once the kiosk is locked; that must not end it by a signal.
    Terminal::opens_by_shell("exec \"$0\" --kiosk </dev/null 2>$HOME/said").ends(69);
}

#[test]
fn settings_that_are_wrong_stop_it() {
    let file = "config: /etc/waypost/kiosk.json: ";
    for (text, mode, what) in [
        (r#"{"idel_seconds":180}"#, "644", "unknown field `idel_seconds`"),
        (r#"{"cover":"measures","cover":"measures"}"#, "644", "duplicate field `cover`"),
        (r#"{"idle_seconds":59}"#, "644", "`idle_seconds` is 59. Use 60 to 900."),
        (r#"{"return_word":"staff"}"#, "644", "`return_word`"),
        ("[]", "644", "The settings are not in braces."),
        ("", "644", "The settings are not in braces."),
        ("{}", "666", "Others can write to the file."),
        ("{}", "664", "Others can write to the file."),
    ] {
        let Some(terminal) = Site::with_file(text, mode).opens() else { return };
        refuses(terminal, 78, &format!("{file}{what}"));
    }
    let odd = [
        ("mkdir /etc/waypost/kiosk.json;", "This is no ordinary file."),
        ("ln -s /dev/null /etc/waypost/kiosk.json;", "This is a link."),
        ("mkfifo /etc/waypost/kiosk.json;", "This is no ordinary file."),
        ("head -c 70000 /dev/zero >/etc/waypost/kiosk.json;", "larger than 64 KiB"),
        (
            "echo {} >/etc/waypost/kiosk.json; chown 65534 /etc/waypost/kiosk.json 2>/dev/null || exit 98;",
            "somebody else",
        ),
    ];
    for (line, what) in odd {
        let site = Site::with_file("{}", "644").before(&format!("rm /etc/waypost/kiosk.json; umask 022; {line}"));
        let Some(terminal) = site.opens() else { return };
        // In a user's own namespace there is nobody else to give a file to.
        if what == "somebody else" && super::site::namespace() != Some("unshare -m") {
            drop(terminal);
            super::site::skip("no file can be given to somebody else");
            continue;
        }
        refuses(terminal, 78, what);
    }
}

#[test]
fn a_pin_file_that_is_wrong_stops_it() {
    for (line, mode, what) in [
        ("123456", "640", "This is not one line with the hash of a PIN"),
        (super::site::PIN_LINE, "644", "Everybody can read the file."),
        (super::site::PIN_LINE, "660", "Others can write to the file."),
    ] {
        let Some(terminal) = Site::new().pin(line, mode).opens() else { return };
        refuses(terminal, 78, &format!("config: /etc/waypost/staff-pin: {what}"));
    }
}
