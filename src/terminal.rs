//! The terminal: raw mode, the whole screen, the size, and what is sent to it.
//!
//! Keys are never read through crossterm: half a sequence would stall it for
//! good. Its size is never asked through crossterm either, which may run a
//! program for it. Only crossterm's drawing is used, behind [`Canvas`].

mod canvas;
mod scroll;

use crate::app::{Depth, Size};
use crate::error::{Error, Exit};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use rustix::termios::{self, OptionalActions, QueueSelector, Termios};
use std::ffi::CStr;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

pub use canvas::Canvas;

/// How long the terminal is waited for, in one piece.
const PATIENCE: Duration = Duration::from_millis(200);

/// The terminal while the program owns it. Dropping it puts its modes back.
pub struct Terminal {
    found: Termios,
    /// The guard's way to the screen, which never blocks.
    screen: OwnedFd,
    /// The reader's: one that blocks, and from which no key can be read.
    for_reader: OwnedFd,
}

impl Terminal {
    /// Takes the terminal over: from here on no key is echoed.
    ///
    /// # Errors
    /// Exit 69 where standard input or output is none, 74 where it cannot be used.
    pub fn take() -> Result<Terminal, Error> {
        let none = |what| {
            let message =
                format!("{what} is not a terminal. Use `waypost search`, `waypost show` or `waypost list` there.");
            Error::new(Exit::NoTerminal, message)
        };
        if !io::stdin().is_terminal() {
            return Err(none("The keyboard"));
        }
        let found = termios::tcgetattr(io::stdin()).map_err(|_| none("The keyboard"))?;
        if !io::stdout().is_terminal() {
            return Err(none("The screen"));
        }
        let name = termios::ttyname(rustix::stdio::stdout(), Vec::new());
        let own_screen = |blocks| own_screen(name.as_deref(), blocks);
        let (screen, for_reader) = (own_screen(OFlags::NONBLOCK)?, own_screen(OFlags::empty())?);
        let terminal = Terminal { found, screen, for_reader };
        terminal.raw().map_err(|error| lost(&error))?;
        Ok(terminal)
    }

    /// Raw mode, also after somebody else has changed it.
    ///
    /// # Errors
    /// What the system reports.
    pub fn raw(&self) -> io::Result<()> {
        let mut raw = self.found.clone();
        raw.make_raw();
        Ok(termios::tcsetattr(io::stdin(), OptionalActions::Now, &raw)?)
    }

    /// Sends what the terminal takes of `bytes` within 200 ms: whoever waits for one that is stopped could not hide.
    /// How many bytes that were.
    pub fn send(&self, bytes: &[u8]) -> usize {
        send(self.screen.as_fd(), bytes)
    }

    /// What becomes writable when the terminal takes something again.
    pub fn screen(&self) -> BorrowedFd<'_> {
        self.screen.as_fd()
    }

    /// The screen as a reader may have it.
    pub fn for_reader(&self) -> BorrowedFd<'_> {
        self.for_reader.as_fd()
    }

    /// Drops what was written and is not yet on the screen, and what was typed and not yet read.
    pub fn drop_waiting(&self) {
        // Where that is refused the rest comes out first, and what is drawn next clears it.
        let _ = termios::tcflush(&self.screen, QueueSelector::IOFlush);
    }

    /// What to do if the program fails: draws `last`, and puts the modes back.
    ///
    /// # Errors
    /// Exit 74 where there are too many open files.
    pub fn restorer(&self, last: Vec<u8>) -> Result<impl Fn() + Send + Sync + 'static, Error> {
        let found = self.found.clone();
        let screen = self.screen.try_clone().map_err(|error| lost(&error))?;
        Ok(move || {
            send(screen.as_fd(), &last);
            give_back(&found);
        })
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back(&self.found);
    }
}

/// Why the program ends when its terminal does, or where it cannot be used.
fn lost(error: &io::Error) -> Error {
    Error::new(Exit::TerminalLost, format!("terminal error: {error}. Start waypost anew in a terminal of your own."))
}

/// The screen, of this name, opened once more. A duplicate would not do: to keep it from blocking is to change how every program
/// writes that has this terminal, and one that blocks could keep the hide key waiting for ever.
fn own_screen(name: Result<&CStr, &Errno>, blocks: OFlags) -> Result<OwnedFd, Error> {
    let stdout = rustix::stdio::stdout();
    let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::CLOEXEC | blocks;
    let opened = match name.map_err(|error| *error).and_then(|name| open(name, flags, Mode::empty())) {
        // It belongs to another user, or has no name here. Every process may open the terminal that controls it.
        Err(_) if termios::tcgetsid(stdout).is_ok() => open("/dev/tty", flags, Mode::empty()),
        opened => opened,
    };
    opened.map_err(|error| lost(&error.into()))
}

fn send(screen: BorrowedFd<'_>, bytes: &[u8]) -> usize {
    let end = Instant::now() + PATIENCE;
    let mut sent = 0;
    while sent < bytes.len() {
        match rustix::io::write(screen, &bytes[sent..]) {
            Ok(count @ 1..) => sent += count,
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) if takes_more(screen, end) => {}
            // Stopped, or gone: then the keyboard is gone, too.
            _ => break,
        }
    }
    sent
}

/// Waits for a screen that takes nothing more, until `end` at most. Whether to try again.
fn takes_more(screen: BorrowedFd<'_>, end: Instant) -> bool {
    let left = end.saturating_duration_since(Instant::now());
    let limit = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
    // A signal that cuts the wait short is no answer.
    !left.is_zero() && poll(&mut [PollFd::new(&screen, PollFlags::OUT)], Some(&limit)) != Ok(0)
}

fn give_back(found: &Termios) {
    // What was typed for this program is not for the shell. There is nobody left to tell where these fail.
    let _ = termios::tcflush(io::stdin(), QueueSelector::IFlush);
    let _ = termios::tcsetattr(io::stdin(), OptionalActions::Now, found);
}

/// The terminal's size; 80 × 24 where it does not say.
pub fn size() -> Size {
    let of = |size: termios::Winsize| Size { width: size.ws_col, height: size.ws_row };
    termios::tcgetwinsize(io::stdout())
        .map(of)
        .ok()
        .filter(|size| size.width > 0 && size.height > 0)
        .unwrap_or(Size { width: 80, height: 24 })
}

/// How many colours the terminal has, by its environment: `NO_COLOR` (no-color.org), `TERM`, `COLORTERM`.
pub fn depth(environment: impl Fn(&str) -> Option<String>) -> Depth {
    let is_set = |name| environment(name).is_some_and(|value| !value.is_empty());
    let term = environment("TERM").unwrap_or_default();
    match () {
        () if is_set("NO_COLOR") || matches!(term.as_str(), "" | "dumb" | "vt100" | "vt220") => Depth::None,
        () if term == "linux" => Depth::Named,
        () if matches!(environment("COLORTERM").as_deref(), Some("truecolor" | "24bit")) => Depth::True,
        () if term.contains("direct") => Depth::True,
        () if term.contains("256") || term.starts_with("foot") || term.contains("kitty") => Depth::Indexed,
        () => Depth::Named,
    }
}

#[cfg(test)]
mod tests {
    use super::depth;
    use crate::app::Depth;

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        for (variables, expected) in [
            (&[("TERM", "xterm-256color")][..], Depth::Indexed),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::True),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], Depth::None),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "")], Depth::Indexed),
            (&[("TERM", "linux"), ("COLORTERM", "truecolor")], Depth::Named),
            (&[("TERM", "dumb")], Depth::None),
            (&[("TERM", "xterm")], Depth::Named),
            (&[], Depth::None),
        ] {
            let of =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(depth(of), expected, "{variables:?}");
        }
    }
}
