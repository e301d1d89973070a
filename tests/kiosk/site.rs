//! A shared computer of a test's own.

use super::support::program::index;
use super::support::pty::Terminal;
use serde_json::{Value, json};
use std::process::Command;
use std::sync::OnceLock;

pub const F8: &[u8] = b"\x1b[19~";
pub const F9: &[u8] = b"\x1b[20~";
pub const CTRL_X: &[u8] = b"\x18";

/// Of `open-4711`: a line as `waypost admin set-pin` writes it.
pub const PIN_LINE: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$ffc94LM4KHdBfwQ1s35ZTtU1CP+TMSQF3DwJ0h5EQ/k";
/// See [`PIN_LINE`].
pub const PIN: &[u8] = b"open-4711";

/// What `/etc/waypost` holds, and how the program is started.
pub struct Site {
    settings: Option<String>,
    settings_mode: &'static str,
    pin: Option<(String, &'static str)>,
    before: String,
    around: String,
    arguments: String,
}

impl Site {
    /// With a ready index, and all else as it is where nobody changed it.
    pub fn new() -> Site {
        Site::with(&json!({}))
    }

    /// With these settings besides.
    pub fn with(settings: &Value) -> Site {
        let mut all = json!({ "index": index() });
        all.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
        Site::with_file(&all.to_string(), "644")
    }

    /// With this settings file, in this mode.
    pub fn with_file(text: &str, mode: &'static str) -> Site {
        let (before, around, arguments) = (String::new(), String::new(), "--kiosk".to_owned());
        Site { settings: Some(text.to_owned()), settings_mode: mode, pin: None, before, around, arguments }
    }

    /// With this PIN file, in this mode.
    pub fn pin(self, line: &str, mode: &'static str) -> Site {
        Site { pin: Some((line.to_owned(), mode)), ..self }
    }

    /// With a shell line that is run before, such as `export LANG=es;`.
    pub fn before(self, line: &str) -> Site {
        Site { before: self.before + line + " ", ..self }
    }

    /// By way of another program, such as `strace -f`.
    pub fn around(self, program: &str) -> Site {
        Site { around: program.to_owned(), ..self }
    }

    /// Not the kiosk but these arguments.
    pub fn arguments(self, arguments: &str) -> Site {
        Site { arguments: arguments.to_owned(), ..self }
    }

    /// Starts the program. None where the computer has no room for a site of its own; the test is then skipped.
    #[track_caller]
    pub fn opens(self) -> Option<Terminal> {
        let Some(namespace) = namespace() else {
            skip("no mount namespace can be made, neither as root nor as a user");
            return None;
        };
        Some(Terminal::opens_by_shell(&format!("exec {namespace} sh -c {} \"$0\"", quoted(&self.script()))))
    }

    /// Starts it as it would be found without a site of its own: no settings, and the index is made in memory.
    pub fn opens_plainly(self) -> Terminal {
        Terminal::opens_by_shell(&self.start())
    }

    /// Either of them, for a test to which it is all the same.
    pub fn opens_anyhow(self) -> Terminal {
        if namespace().is_some() { self.opens().unwrap() } else { self.opens_plainly() }
    }

    fn start(&self) -> String {
        format!("{}exec {} \"$0\" {}", self.before, self.around, self.arguments)
    }

    /// An empty `/etc` that only this program sees, with what the kiosk reads in it.
    fn script(&self) -> String {
        let file = |name: &str, text: &str, mode: &str| {
            format!("printf %s {} >/etc/waypost/{name} && chmod {mode} /etc/waypost/{name} && ", quoted(text))
        };
        let settings = self.settings.as_ref().map(|text| file("kiosk.json", text, self.settings_mode));
        let pin = self.pin.as_ref().map(|(line, mode)| file("staff-pin", line, mode));
        format!(
            "mount -t tmpfs -o mode=755 etc /etc && mkdir -m 755 /etc/waypost && {}{}true || exit 99; {}",
            settings.unwrap_or_default(),
            pin.unwrap_or_default(),
            self.start()
        )
    }
}

/// The command that makes a mount namespace here, if one can be made.
pub fn namespace() -> Option<&'static str> {
    static FOUND: OnceLock<Option<&str>> = OnceLock::new();
    *FOUND.get_or_init(|| {
        ["unshare -m", "unshare -Urm"].into_iter().find(|command| {
            let line = format!("{command} mount -t tmpfs -o mode=755 etc /etc");
            Command::new("sh").args(["-c", &line]).output().is_ok_and(|output| output.status.success())
        })
    })
}

/// Says why a test is skipped; with `WAYPOST_TESTS=strict` it fails.
#[track_caller]
pub fn skip(why: &str) {
    let strict = std::env::var("WAYPOST_TESTS").is_ok_and(|value| value == "strict");
    assert!(!strict, "{why}, and no test may be skipped");
    eprintln!("skipped: {why}");
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A kiosk with its start screen.
#[track_caller]
pub fn opened() -> Terminal {
    started(Site::new().opens_anyhow())
}

/// The start screen stands there.
#[track_caller]
pub fn started(terminal: Terminal) -> Terminal {
    terminal.shows("Information desk").shows("F9 Hide   Emergency: 911")
}

/// English is chosen, and the safety note stands there, whole.
#[track_caller]
pub fn noted(terminal: Terminal) -> Terminal {
    started(terminal).sends(b"\r").shows("Before you start").shows("F9 Hide   Enter Go on")
}

/// A session is open, with its list.
#[track_caller]
pub fn browsing(terminal: Terminal) -> Terminal {
    noted(terminal).sends(b"\r").shows("Search: type any word").shows("F9 Hide   ↑↓ Choose").settles()
}

/// The cover stands there, whole, and nothing else.
#[track_caller]
pub fn covered(terminal: Terminal) -> Terminal {
    let terminal =
        terminal.until(|screen| screen.contents().contains("Kitchen") && last_row(screen).starts_with("Find:"));
    let seen = terminal.screen().contents();
    assert!(!seen.contains("F9") && !seen.contains("Search") && !seen.contains("waypost"), "{seen}");
    terminal
}

/// A screen as a person sees it: each cell's letter and look, row by row.
pub fn look(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let mut look = format!("{:?}\n", screen.cursor_position());
    for row in 0..rows.get() {
        let mut last = String::new();
        for column in 0..columns.get() {
            let Some(cell) = screen.cell(row, column) else { continue };
            let colours = (cell.fgcolor(), cell.bgcolor());
            let now = format!("{{{:?} {} {} {}}}", colours, cell.bold(), cell.inverse(), cell.underline());
            if now != last {
                look += &now;
                last = now;
            }
            look += if cell.has_contents() { cell.contents() } else { " " };
        }
        look += "\n";
    }
    look
}

/// The last row of a screen.
pub fn last_row(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    screen.rows(0, columns.get()).nth(usize::from(rows.get()) - 1).unwrap_or_default()
}

/// From the cover to a new session's start screen.
#[track_caller]
pub fn home(terminal: Terminal) -> Terminal {
    started(terminal.sends(b"home\r"))
}

/// Ends the kiosk from outside, and holds that it leaves nothing.
#[track_caller]
pub fn ended(terminal: Terminal) {
    gone(terminal.signalled(rustix::process::Signal::TERM), 143);
}

/// The kiosk has ended with this code, the screen is empty, and the terminal's settings are as they were found.
#[track_caller]
pub fn gone(terminal: Terminal, code: u32) {
    let ended = terminal.ends(code).restores_the_terminal();
    assert_eq!(ended.terminal.screen().contents().trim(), "");
    assert!(!ended.terminal.screen().alternate_screen());
    assert_eq!(ended.without_an_alternate_screen().trim(), "");
}
