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
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use rustix::termios::{self, OptionalActions, QueueSelector, Termios};
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// The alternate screen, cleared; cursor hidden.
const ENTER: &str = "\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l";
/// Mouse presses and wheel as SGR reports; on a desk alone.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
/// How long the terminal may take over a screen before the rest is given up.
const PATIENCE: Duration = Duration::from_millis(200);

/// The terminal while the program owns it. Dropping it puts its modes back.
pub struct Terminal {
    found: Termios,
    /// The guard's way to the screen: where that can be had a description of its own, which never blocks.
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
        let screen = own_screen(OFlags::NONBLOCK).map_err(|error| lost(&error.into()))?;
        let for_reader = own_screen(OFlags::empty()).map_err(|error| lost(&error.into()))?;
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

    /// Sends `bytes`. After 200 ms the rest is given up: whoever waits for a terminal that is stopped could not hide.
    /// Whether all of them went out.
    pub fn send(&self, bytes: &[u8]) -> bool {
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
    pub fn restorer(&self, last: Vec<u8>) -> impl Fn() + Send + Sync + 'static {
        let found = self.found.clone();
        move || {
            send(rustix::stdio::stdout(), &last);
            give_back(&found);
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back(&self.found);
    }
}

/// Why the program ends when its terminal does.
pub fn lost(error: &io::Error) -> Error {
    Error::new(Exit::TerminalLost, format!("The terminal went away: {error}."))
}

/// The screen opened once more, so that it can be written to without blocking and without changing how others write.
fn own_screen(blocks: OFlags) -> Result<OwnedFd, Errno> {
    let stdout = rustix::stdio::stdout();
    let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::CLOEXEC | blocks;
    termios::ttyname(stdout, Vec::new())
        .and_then(|name| open(name, flags, Mode::empty()))
        .or_else(|_| rustix::io::fcntl_dupfd_cloexec(stdout, 3))
}

fn send(screen: BorrowedFd<'_>, mut bytes: &[u8]) -> bool {
    let begun = Instant::now();
    while !bytes.is_empty() {
        let left = PATIENCE.saturating_sub(begun.elapsed());
        let left = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
        let mut ready = [PollFd::new(&screen, PollFlags::OUT)];
        if !poll(&mut ready, Some(&left)).is_ok_and(|count| count > 0) && begun.elapsed() >= PATIENCE {
            return false;
        }
        if !ready[0].revents().contains(PollFlags::OUT) {
            if ready[0].revents().is_empty() {
                continue;
            }
            return false;
        }
        // In pieces, so that a screen which could block takes what it has said that it can.
        match rustix::io::write(screen, &bytes[..bytes.len().min(1024)]) {
            Ok(count) => bytes = &bytes[count..],
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(_) => return false,
        }
    }
    true
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

/// ratatui's drawing onto any writer: one write a frame, and a size that it is told.
pub struct Canvas<W: Write> {
    drawer: Drawer<Backend>,
    frame: Held,
    out: W,
    /// Whether mouse reports are wanted.
    mouse: bool,
}

impl<W: Write> Canvas<W> {
    /// A canvas that sends its frames to `out`; with the first it takes the whole screen, and the mouse if that is wanted.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn new(out: W, size: Size, mouse: bool) -> io::Result<Canvas<W>> {
        // How many colours there are is decided by `Depth` alone, not once more by the environment.
        crossterm::style::force_color_output(true);
        let frame = Held::default();
        let backend = Backend { inner: CrosstermBackend::new(frame.clone()), size: cells(size) };
        let mut canvas = Canvas { drawer: Drawer::new(backend)?, frame, out, mouse };
        canvas.enter()?;
        Ok(canvas)
    }

    /// Takes the whole screen, with the next frame.
    fn enter(&mut self) -> io::Result<()> {
        self.frame.write_all([ENTER, if self.mouse { MOUSE } else { "" }].concat().as_bytes())
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
        // Another may have drawn on the screen, left it, and switched the mouse off.
        self.enter()?;
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
