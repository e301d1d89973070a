//! The terminal: raw mode, the whole screen, the size, and what is sent to it.
//!
//! Keys are never read through crossterm: half a sequence would stall it for
//! good. Its size is never asked through crossterm either, which may run a
//! program for it. Only crossterm's drawing is used, behind [`Backend`].

use crate::app::{Depth, Size};
use crate::error::{Error, Exit};
use ratatui::Terminal as Drawer;
use ratatui::backend::{Backend as Draws, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size as Cells};
use rustix::termios::{self, OptionalActions, Termios};
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;

/// The alternate screen, cleared; cursor hidden; mouse presses and wheel as SGR reports.
const ENTER: &str = "\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l\x1b[?1000h\x1b[?1006h";
/// The same undone. The screen is cleared first, since not every console has an alternate one to leave.
const LEAVE: &str = "\x1b[0m\x1b[?1006l\x1b[?1000l\x1b[2J\x1b[H\x1b[?1049l\x1b[?25h";
/// A Linux console keeps what was drawn, also what has scrolled away.
const LEAVE_CONSOLE: &str = "\x1b[2J\x1b[3J\x1b[H";

/// The terminal while the program owns it. Dropping it puts everything back.
pub struct Terminal {
    found: Termios,
    console: bool,
}

impl Terminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// Exit 69 where standard input or output is none.
    pub fn enter(term: &str) -> Result<Terminal, Error> {
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
        let terminal = Terminal { found, console: term == "linux" };
        terminal.resume()?;
        Ok(terminal)
    }

    /// Raw mode and the whole screen, also after the program was stopped and goes on.
    pub fn resume(&self) -> Result<(), Error> {
        let lost = |_| Error::new(Exit::TerminalLost, "The terminal went away.");
        let mut raw = self.found.clone();
        raw.make_raw();
        termios::tcsetattr(io::stdin(), OptionalActions::Now, &raw).map_err(|error| lost(error.into()))?;
        send(ENTER).map_err(lost)
    }

    /// What to do if the program fails: the same as dropping the terminal.
    pub fn restorer(&self) -> impl Fn() + Send + Sync + 'static {
        let (found, console) = (self.found.clone(), self.console);
        move || restore(&found, console)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore(&self.found, self.console);
    }
}

fn restore(found: &Termios, console: bool) {
    // There is nobody left to tell where this fails: the terminal is gone.
    let _ = send(LEAVE);
    if console {
        let _ = send(LEAVE_CONSOLE);
    }
    let _ = termios::tcsetattr(io::stdin(), OptionalActions::Now, found);
}

fn send(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// A line on the screen that the program has taken over, before there is a frame.
///
/// # Errors
/// What the terminal reports.
pub fn notice(line: &str) -> io::Result<()> {
    send(&format!("\x1b[H\x1b[2K {}", crate::text::scrub::scrub(line)))
}

/// Empties the screen that the program has taken over.
///
/// # Errors
/// What the terminal reports.
pub fn clear() -> io::Result<()> {
    send("\x1b[2J\x1b[H")
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

/// ratatui's drawing onto any writer: one write a frame, and a size that it is told.
pub struct Canvas<W: Write> {
    drawer: Drawer<Backend>,
    frame: Held,
    out: W,
}

impl<W: Write> Canvas<W> {
    /// A canvas that sends its frames to `out`.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn new(out: W, size: Size) -> io::Result<Canvas<W>> {
        let frame = Held::default();
        let backend = Backend { inner: CrosstermBackend::new(frame.clone()), size: cells(size) };
        Ok(Canvas { drawer: Drawer::new(backend)?, frame, out })
    }

    /// Draws a frame of `size` and sends what has changed.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn draw(&mut self, size: Size, face: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        self.drawer.backend_mut().size = cells(size);
        self.drawer.draw(face)?;
        let mut frame = self.frame.0.borrow_mut();
        self.out.write_all(&frame)?;
        frame.clear();
        self.out.flush()
    }

    /// Forgets what is on the screen: the next frame is sent whole.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn forget(&mut self) -> io::Result<()> {
        self.drawer.clear()
    }
}

fn cells(size: Size) -> Cells {
    Cells { width: size.width, height: size.height }
}

/// Keeps a frame's bytes until the frame is whole; ratatui would flush in the middle of one.
#[derive(Clone, Default)]
struct Held(Rc<RefCell<Vec<u8>>>);

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// crossterm's drawing, with the size and the place of the cursor known here rather than asked of the terminal.
struct Backend {
    inner: CrosstermBackend<Held>,
    size: Cells,
}

impl Draws for Backend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Cells> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Cells::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
