//! The reader: holds World and Session, takes frames of input, draws.
//!
//! It knows no terminal: bytes and sizes arrive as [`Input`], a frame goes to
//! the writer that it was given. A loop around it ([`crate::guard`]) owns the
//! keyboard, the signals and the clock.

use crate::app::{Action, Effect, Key, Session, Size, World, action_for, update};
use crate::input::Parser;
use crate::terminal::Canvas;
use crate::tui;
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// How long a search may take before what it has is shown.
const BUDGET: Duration = Duration::from_millis(300);

/// What the reader is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// Bytes of the keyboard.
    Keys(&'a [u8]),
    /// The terminal has this size.
    Size(Size),
    /// The screen was lost and must be drawn whole.
    Redraw,
    /// Time has passed: a half key was all there was.
    Expire,
}

/// World, session, and the way to the screen.
pub struct Reader<W: Write> {
    world: World,
    session: Session,
    parser: Parser,
    canvas: Canvas<W>,
}

impl<W: Write> Reader<W> {
    /// A reader that draws to `out`.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn new(world: World, session: Session, out: W) -> io::Result<Reader<W>> {
        let canvas = Canvas::new(out, session.size)?;
        Ok(Reader { world, session, parser: Parser::default(), canvas })
    }

    /// Takes one input. The first effect that ends the session stops the keys behind it.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn take(&mut self, input: Input<'_>) -> io::Result<Option<Effect>> {
        let keys = match input {
            Input::Keys(bytes) => self.parser.keys(bytes),
            Input::Expire => self.parser.expire().into_iter().collect(),
            Input::Size(size) => {
                update(&self.world, &mut self.session, Action::Resize(size), &|| false);
                Vec::new()
            }
            Input::Redraw => {
                self.canvas.forget()?;
                Vec::new()
            }
        };
        let policy = self.world.policy;
        if keys.iter().any(|&key| action_for(policy, &self.session, key) == Some(Action::Hide)) {
            // Whatever else waits: this key comes first.
            return Ok(Some(Effect::Hide));
        }
        for (at, &key) in keys.iter().enumerate() {
            let Some(action) = action_for(policy, &self.session, key) else { continue };
            // A search that the next letter makes stale is not begun.
            let stale = matches!((key, keys.get(at + 1)), (Key::Char(_), Some(Key::Char(_))));
            let begun = Instant::now();
            let effect = update(&self.world, &mut self.session, action, &|| stale || begun.elapsed() > BUDGET);
            if matches!(effect, Some(Effect::Hide | Effect::Finish | Effect::Quit)) {
                return Ok(effect);
            }
        }
        Ok(None)
    }

    /// Whether half a key is waiting for its rest.
    pub fn is_waiting(&self) -> bool {
        self.parser.is_waiting()
    }

    /// Draws the session.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn draw(&mut self) -> io::Result<()> {
        let (world, session) = (&self.world, &self.session);
        self.canvas.draw(session.size, |frame| tui::draw(world, session, frame))
    }
}
