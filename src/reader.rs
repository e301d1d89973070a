//! The reader: holds World and Session, takes frames of input, draws.
//!
//! It knows no terminal: keys and sizes arrive as [`Frame`]s, a picture of the
//! screen leaves as bytes. In its own process [`serve`]
//! takes the frames from a pipe; the guard ([`crate::guard`]) owns the
//! keyboard, the signals and the clock.

use crate::app::{Action, Effect, Key, Mode, Promises, Session, World, action_for, settle, update};
use crate::frames::{self, Decoder, Frame};
use crate::input::Parser;
use crate::library::Library;
use crate::search::Search;
use crate::terminal::Canvas;
use crate::tui;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};
use zeroize::Zeroize;

/// How long a search may take before what it has is shown.
const BUDGET: Duration = Duration::from_millis(300);
/// How long half a key waits for its rest, in nanoseconds: 50 ms.
const HALF_KEY: i64 = 50_000_000;
/// A second Esc within this time could be the second of three.
const TWICE: Duration = Duration::from_millis(1500);

/// World, session, and what is on the screen.
pub struct Reader {
    world: World,
    session: Session,
    parser: Parser,
    canvas: Canvas,
    /// When Esc was pressed, if nothing else was pressed since.
    escaped: Option<Instant>,
}

impl Reader {
    /// A reader of which nothing is on the screen yet.
    ///
    /// # Errors
    /// As for [`Canvas::new`].
    pub fn new(world: World, session: Session) -> io::Result<Reader> {
        let canvas = Canvas::new(session.size, world.policy.mode == Mode::Desk)?;
        Ok(Reader { world, session, parser: Parser::default(), canvas, escaped: None })
    }

    /// Takes one frame. The first effect that ends the session stops the keys behind it.
    ///
    /// # Errors
    /// As for [`Canvas::new`].
    pub fn take(&mut self, frame: Frame<'_>) -> io::Result<Option<Effect>> {
        match frame {
            Frame::Keys(bytes) => {
                let keys = self.parser.keys(bytes);
                Ok(self.press(&keys))
            }
            Frame::Size(size) => Ok(update(&self.world, &mut self.session, Action::Resize(size), &|| false)),
            Frame::Redraw => self.canvas.forget().map(|()| None),
        }
    }

    /// Time has passed: half a key was all there was.
    pub fn expire(&mut self) -> Option<Effect> {
        let keys: Vec<Key> = self.parser.expire().into_iter().collect();
        self.press(&keys)
    }

    fn press(&mut self, keys: &[Key]) -> Option<Effect> {
        let policy = self.world.policy;
        if keys.iter().any(|&key| action_for(policy, &self.session, key) == Some(Action::Hide)) {
            // Whatever else waits: this key comes first.
            return Some(Effect::Hide);
        }
        let mut last = None;
        for (at, &key) in keys.iter().enumerate() {
            let Some(action) = self.action(key) else { continue };
            // What the next key makes stale is not begun: a search, a page beside the list.
            let stale = keys.get(at + 1).is_some_and(|&next| is_overtaken(key, next));
            let begun = Instant::now();
            let effect = update(&self.world, &mut self.session, action, &|| stale || begun.elapsed() > BUDGET);
            last = effect.or(last);
            if matches!(effect, Some(Effect::Hide | Effect::Finish | Effect::Quit)) {
                break;
            }
        }
        last
    }

    /// What a key does now. A second Esc soon after the first does nothing but tell what a third would do.
    fn action(&mut self, key: Key) -> Option<Action> {
        let before = self.escaped.take();
        if key == Key::Esc {
            self.escaped = Some(Instant::now());
            if before.is_some_and(|before| before.elapsed() < TWICE) {
                return Some(Action::EscAgain);
            }
        }
        let action = action_for(self.world.policy, &self.session, key);
        self.session.esc_hint &= action.is_some();
        action
    }

    /// Whether half a key is waiting for its rest.
    pub fn is_waiting(&self) -> bool {
        self.parser.is_waiting()
    }

    /// From here on these are the promises of the safety note and of help.
    pub fn promise(&mut self, promises: Promises) {
        self.world.promises = promises;
    }

    /// From here on `search` answers, and `library` can be read; what is wrong with it is said in the search line. Whether
    /// there is something new to draw.
    pub fn search_with(&mut self, search: Search, library: Result<Option<Library>, String>) -> bool {
        self.world.search = Some(search);
        let prepared = !std::mem::take(&mut self.session.preparing).is_empty();
        match library {
            Ok(None) => return prepared,
            Ok(library) => {
                self.world.library = library;
                // What is shown already does not know of it.
                self.session.speak(&self.world, self.session.lang());
                settle(&self.world, &mut self.session);
            }
            Err(what) => self.session.preparing = what,
        }
        true
    }

    /// The bytes that bring the screen from what was drawn last to the session as it is.
    ///
    /// # Errors
    /// As for [`Canvas::new`].
    pub fn draw(&mut self) -> io::Result<Vec<u8>> {
        let (world, session) = (&self.world, &self.session);
        self.canvas.draw(session.size, |frame| tui::draw(world, session, frame))
    }
}

/// Whether what `key` leads to is replaced at once by what `next` does: both edit a line, or both move in a list.
fn is_overtaken(key: Key, next: Key) -> bool {
    let edits = |key| matches!(key, Key::Char(_) | Key::Backspace | Key::Delete);
    let moves = |key| matches!(key, Key::Up | Key::Down);
    (edits(key) && edits(next)) || (moves(key) && moves(next))
}

/// Shows `reader` on `screen` and does what the frames on standard input say, until they end or the session does. What
/// the guard must know goes to `events`. The first frame needs neither index nor library: `open` opens them behind that
/// frame.
///
/// # Errors
/// What the screen or the pipes report, and what `open` does.
pub fn serve(
    mut reader: Reader,
    mut screen: impl Write,
    mut events: impl Write,
    open: impl FnOnce() -> io::Result<(Search, Result<Option<Library>, String>)>,
) -> io::Result<()> {
    let frames_in = rustix::stdio::stdin();
    let mut decoder = Decoder::default();
    screen.write_all(&reader.draw()?)?;
    events.write_all(&[frames::READY])?;
    let (search, library) = open()?;
    if reader.search_with(search, library) {
        screen.write_all(&reader.draw()?)?;
    }
    loop {
        let limit = reader.is_waiting().then_some(Timespec { tv_sec: 0, tv_nsec: HALF_KEY });
        let effect = if waits(frames_in.as_fd(), limit.as_ref()) {
            match take_all(&mut reader, &mut decoder, frames_in.as_fd())? {
                Taken::End => return Ok(()),
                Taken::Effect(effect) => effect,
            }
        } else {
            reader.expire()
        };
        match effect {
            // The guard ends this process; nothing is drawn any more.
            Some(Effect::Hide) => return events.write_all(&[frames::HIDE]),
            Some(Effect::Finish) => return events.write_all(&[frames::FINISH]),
            Some(Effect::Quit) => return events.write_all(&[frames::QUIT]),
            Some(Effect::Language(lang)) => events.write_all(&[frames::LANGUAGE, lang as u8])?,
            None => {}
        }
        screen.write_all(&reader.draw()?)?;
    }
}

/// What came of the frames that waited.
enum Taken {
    /// There is no guard any more.
    End,
    /// What they lead to.
    Effect(Option<Effect>),
}

/// Takes all frames that wait before anything is drawn, so that a key held down is never behind.
fn take_all(reader: &mut Reader, decoder: &mut Decoder, frames_in: impl AsFd) -> io::Result<Taken> {
    let mut last = None;
    let mut bytes = [0; 4096];
    // A flood must not keep the screen from being drawn.
    for _ in 0..16 {
        let count = match rustix::io::read(&frames_in, &mut bytes) {
            Ok(0) => return Ok(Taken::End),
            Ok(count) => count,
            Err(Errno::AGAIN | Errno::INTR) => break,
            Err(error) => return Err(error.into()),
        };
        let mut failed = None;
        decoder.take(&bytes[..count], |frame| match reader.take(frame) {
            Ok(effect) => last = effect.or(last),
            Err(error) => failed = Some(error),
        });
        bytes.zeroize();
        if let Some(error) = failed {
            return Err(error);
        }
        if matches!(last, Some(Effect::Hide | Effect::Finish | Effect::Quit)) {
            break;
        }
    }
    Ok(Taken::Effect(last))
}

/// Waits until there is something to read; false where there was nothing within `limit`.
fn waits(source: impl AsFd, limit: Option<&Timespec>) -> bool {
    let mut watched = [PollFd::new(&source, PollFlags::IN)];
    // A wait that a signal has cut short is tried again by the loop: there is then nothing to read, and no key is lost.
    poll(&mut watched, limit).map_or(true, |count| count > 0)
}
