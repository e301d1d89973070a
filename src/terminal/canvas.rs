//! ratatui's drawing, behind a backend that asks the terminal nothing.

use super::scroll::Scroll;
use crate::app::Size;
use ratatui::Terminal as Drawer;
use ratatui::backend::{Backend as Draws, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size as Cells};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// The alternate screen, cleared; cursor hidden.
const ENTER: &str = "\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l";
/// Mouse presses and wheel as SGR reports; on a desk alone.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";

/// ratatui's drawing as bytes for a terminal, a frame in one piece, of a size that it is told.
pub struct Canvas {
    drawer: Drawer<Backend>,
    frame: Held,
    /// Whether mouse reports are wanted.
    mouse: bool,
    /// Whether there was a frame.
    begun: bool,
}

impl Canvas {
    /// A canvas whose first frame takes the whole screen, and the mouse if that is wanted.
    ///
    /// # Errors
    /// None that a frame in memory has.
    pub fn new(size: Size, mouse: bool) -> io::Result<Canvas> {
        // How many colours there are is decided by `Depth` alone, not once more by the environment.
        crossterm::style::force_color_output(true);
        let frame = Held::default();
        let backend = Backend::new(frame.clone(), cells(size));
        let mut canvas = Canvas { drawer: Drawer::new(backend)?, frame, mouse, begun: false };
        canvas.enter()?;
        Ok(canvas)
    }

    /// Takes the whole screen, with the next frame.
    fn enter(&mut self) -> io::Result<()> {
        self.frame.write_all([ENTER, if self.mouse { MOUSE } else { "" }].concat().as_bytes())
    }

    /// Draws a frame of `size`: the bytes that bring the screen from the last one to it.
    ///
    /// # Errors
    /// As for [`Canvas::new`].
    pub fn draw(&mut self, size: Size, face: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<Vec<u8>> {
        let backend = self.drawer.backend_mut();
        backend.size = cells(size);
        // It is kept from the second frame on: the first, for which somebody waits, is sent without.
        let keep = backend.shown.is_none() && std::mem::replace(&mut self.begun, true);
        let drawn = self.drawer.draw(face)?;
        if let Some(shown) = keep.then(|| drawn.buffer.clone()) {
            self.drawer.backend_mut().shown = Some(shown);
        }
        Ok(self.frame.0.take())
    }

    /// Forgets what is on the screen: the next frame is sent whole.
    ///
    /// # Errors
    /// As for [`Canvas::new`].
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

/// The most letters that are sent once more rather than passed over: to move the cursor takes about as many bytes.
const GAP: u16 = 7;

/// The changed cells from which on it is worth a look whether rows have only moved.
const MANY: usize = 400;

/// crossterm's drawing, with the size and the place of the cursor known here rather than asked of the terminal.
struct Backend {
    inner: CrosstermBackend<Held>,
    frame: Held,
    size: Cells,
    /// What is on the screen, where that is known.
    shown: Option<Buffer>,
}

impl Backend {
    fn new(frame: Held, size: Cells) -> Backend {
        Backend { inner: CrosstermBackend::new(frame.clone()), frame, size, shown: None }
    }
}

/// `shown` once these cells have changed.
fn with(changed: &[(u16, u16, &Cell)], shown: &Buffer) -> Buffer {
    let mut next = shown.clone();
    apply(changed, &mut next);
    next
}

fn apply(changed: &[(u16, u16, &Cell)], buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width);
    for &(x, y, cell) in changed {
        if let Some(known) = buffer.content.get_mut(usize::from(y) * width + usize::from(x)) {
            known.clone_from(cell);
        }
    }
}

/// What stands between a cell that was just sent and `x` in its row, if that is quicker to send again than to pass:
/// few letters, in the look of that cell, each one byte and one column.
fn between<'a>(shown: &'a Buffer, (from, y, before): (u16, u16, &Cell), x: u16) -> Vec<(u16, u16, &'a Cell)> {
    let plain = |cell: &Cell| cell.symbol().len() == 1 && cell.style() == before.style();
    if x - from - 1 > GAP || !plain(before) {
        return Vec::new();
    }
    let gap = (from + 1..x).filter_map(|x| shown.cell((x, y)).map(|cell| (x, y, cell)));
    let gap: Vec<(u16, u16, &Cell)> = gap.collect();
    if gap.iter().all(|(.., cell)| plain(cell)) { gap } else { Vec::new() }
}

impl Draws for Backend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let Some(shown) = &mut self.shown else { return self.inner.draw(content) };
        let mut changed: Vec<(u16, u16, &Cell)> = content.collect();
        let next = (changed.len() >= MANY).then(|| with(&changed, shown));
        if let Some(next) = &next
            && let Some(scroll) = Scroll::between(shown, next)
        {
            scroll.apply(shown);
            write!(self.frame, "{scroll}")?;
            changed = shown.diff(next);
        }
        let before = std::iter::once(None).chain(changed.iter().map(Some));
        let with_gaps = before.zip(&changed).flat_map(|(before, &(x, y, cell))| {
            let before = before.filter(|(from, row, _)| *row == y && *from + 1 < x);
            let gap = before.map_or_else(Vec::new, |&before| between(shown, before, x));
            gap.into_iter().chain([(x, y, cell)])
        });
        self.inner.draw(with_gaps)?;
        match next {
            Some(next) => *shown = next,
            None => apply(&changed, shown),
        }
        Ok(())
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
        self.shown = None;
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        // Only ever the whole screen.
        self.shown = None;
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
