//! The guard's mind: what it does about each key, event, signal and moment.
//!
//! Pure: it has no clock and acts on nothing. A loop around it (`guard`) reads
//! and polls, and does what comes out, in order. It knows nothing of what the
//! reader shows; to forget a session is to kill its reader.
//!
//! ```text
//!           choose              F9, death, signal, jump
//!  Start ──────────▶ Reading ───────────────────────────▶ Cover ── staff ──▶ Pin ──▶ Menu
//!    ▲                │  ▲ │                                │
//!    │          quiet │  │ │ 3 deaths: Card                 │ home, 10 minutes
//!    │                ▼  │ key                              │
//!    ├──────────── Warning                                  │
//!    └──── F8, quiet ────┴──────────────────────────────────┘
//! ```
//! A desk has no start screen: there `home` leads to the reader, and F8 and
//! quiet to the cover.

mod cover;
mod deaths;
mod keyboard;
mod messages;
mod pin;
mod start;
mod time;

use super::keys::Keys;
use super::scan::Scanner;
use super::settings::{Place, Settings};
use crate::lang::Lang;
use crate::text::size::Size;
use cover::Cover;
use deaths::Deaths;
use pin::{Pin, Waits};
use start::Choice;
use std::time::Duration;

pub use messages::{Event, Frame, Input, Output, Signal};

/// A moment that is later than this after its time is a jump: the computer slept, or was stopped.
const JUMP: Duration = Duration::from_secs(10);

/// What the guard is doing.
enum State {
    Start(Choice),
    /// A reader is alive and has the screen; it speaks this language.
    Reading(Lang),
    /// A reader is alive, and the warning stands before it, with so many seconds left.
    Warning(Lang, u64),
    Cover(Cover),
    /// The PIN prompt; `asked`: the loop is checking what was typed.
    Pin {
        asked: bool,
    },
    NoPin,
    Menu,
    /// The doctor's lines from this one on.
    Doctor(usize),
    Card,
}

/// The guard. All times are `CLOCK_BOOTTIME`, which counts sleep and which nobody can set.
pub struct Guard {
    settings: Settings,
    size: Size,
    /// When it began: the moment of `settings.local_time`.
    began: Duration,
    state: State,
    /// When the present state began.
    entered: Duration,
    /// When the keyboard was last touched, or the present state began.
    touched: Duration,
    /// Whether the screen is no longer what was painted last.
    stale: bool,
    scanner: Scanner,
    keys: Keys,
    pin: Pin,
    waits: Waits,
    deaths: Deaths,
}

impl Guard {
    /// A guard that begins `now`, and what to do first: a kiosk shows its start screen, a desk starts a reader.
    pub fn new(settings: Settings, size: Size, now: Duration) -> (Guard, Vec<Output>) {
        let mut guard = Guard {
            size,
            began: now,
            state: State::Start(Choice::new(&settings)),
            entered: now,
            touched: now,
            stale: true,
            scanner: Scanner::new(settings.place),
            keys: Keys::default(),
            pin: Pin::default(),
            waits: Waits::default(),
            deaths: Deaths::default(),
            settings,
        };
        let mut out = Vec::new();
        if guard.settings.place == Place::Desk {
            guard.start(guard.settings.language, now, &mut out);
        }
        guard.paint(now, &mut out);
        (guard, out)
    }

    /// Takes one input that came at `now`, and says what to do, in order. After [`Output::End`] it must be told nothing
    /// more.
    pub fn step(&mut self, input: Input<'_>, now: Duration) -> Vec<Output> {
        let mut out = Vec::new();
        if matches!(input, Input::ReaderDied) && self.has_reader() {
            // First of all: it must not be killed once more.
            self.died(now);
            self.paint(now, &mut out);
            return out;
        }
        let late = self.deadline().and_then(|deadline| now.checked_sub(deadline));
        if late.is_some_and(|late| late > JUMP) {
            self.wipe(now, &mut out);
            // What was typed across the jump was not meant for the cover.
            if let Input::Bytes(_) = input {
                self.paint(now, &mut out);
                return out;
            }
        } else if late.is_some() {
            self.due(now, &mut out);
        }
        match input {
            Input::Bytes(bytes) => self.bytes(bytes, now, &mut out),
            Input::Event(event) if self.has_reader() => self.event(event, now, &mut out),
            // Said by a reader that was killed meanwhile.
            Input::Event(_) | Input::ReaderDied | Input::Time => {}
            Input::Signal(Signal::Hide) => self.hide(now, &mut out),
            Input::Signal(Signal::Continue) => self.wipe(now, &mut out),
            Input::Signal(Signal::Terminate) => self.end(143, &mut out),
            Input::Signal(Signal::HangUp) => self.end(129, &mut out),
            Input::Size(size) => self.resize(size, &mut out),
            Input::Pin(right) => self.checked(right, now),
        }
        self.paint(now, &mut out);
        out
    }

    /// What was typed at the PIN prompt: UTF-8, empty when there is nothing to check. More than a PIN can be long is
    /// cut, but still longer than any PIN.
    pub fn pin(&self) -> &[u8] {
        self.pin.typed()
    }

    /// All memory in which a PIN is ever kept, to be locked against swapping. It does not move.
    pub fn pin_memory(&self) -> &[u8] {
        self.pin.memory()
    }

    fn has_reader(&self) -> bool {
        matches!(self.state, State::Reading(_) | State::Warning(..))
    }

    /// How long an untouched cover stays.
    fn to_start(&self) -> Option<Duration> {
        self.settings.cover_to_start.filter(|_| self.settings.place == Place::Kiosk)
    }

    fn enter(&mut self, state: State, now: Duration) {
        self.state = state;
        self.entered = now;
        self.touched = now;
        self.keys = Keys::default();
        self.pin.clear();
        self.stale = true;
    }

    /// Forks a reader, unless readers have been dying and it is too soon to try again.
    fn start(&mut self, lang: Lang, now: Duration, out: &mut Vec<Output>) {
        if self.deaths.may_try(now) {
            self.deaths.tried(now);
            self.enter(State::Reading(lang), now);
            out.push(Output::Start(lang));
        } else {
            self.enter(State::Card, now);
        }
    }

    /// Ends the session, if there is one: this is the wipe.
    fn kill(&mut self, out: &mut Vec<Output>) {
        if self.has_reader() {
            self.deaths.forget();
            out.push(Output::Kill);
        }
    }

    /// A session is over: the next person's first screen, or on a desk the cover.
    fn home(&mut self, now: Duration) {
        match self.settings.place {
            Place::Kiosk => self.enter(State::Start(Choice::new(&self.settings)), now),
            Place::Desk => self.enter(State::Cover(Cover::default()), now),
        }
    }

    fn hide(&mut self, now: Duration, out: &mut Vec<Output>) {
        match &mut self.state {
            // Nothing else of it changes: neither page nor time.
            State::Cover(cover) => self.stale |= cover.empty(),
            _ => self.wipe(now, out),
        }
    }

    /// Whatever was on: a cover as if nothing had been.
    fn wipe(&mut self, now: Duration, out: &mut Vec<Output>) {
        self.kill(out);
        self.enter(State::Cover(Cover::default()), now);
    }

    fn finish(&mut self, now: Duration, out: &mut Vec<Output>) {
        self.kill(out);
        match self.state {
            State::Reading(_) | State::Warning(..) | State::Start(_) => self.home(now),
            // Only the return word leaves it.
            State::Cover(_) => {}
            State::Card => self.try_again(now, out),
            State::Pin { .. } | State::NoPin | State::Menu | State::Doctor(_) => self.wipe(now, out),
        }
    }

    fn end(&mut self, code: u8, out: &mut Vec<Output>) {
        self.kill(out);
        self.stale = false;
        out.push(Output::End(code));
    }

    fn event(&mut self, event: Event, now: Duration, out: &mut Vec<Output>) {
        match event {
            Event::Ready => {}
            Event::Finish => self.finish(now, out),
            Event::Hide => self.hide(now, out),
            Event::Quit if self.settings.place == Place::Desk => self.end(0, out),
            Event::Language(lang) => match &mut self.state {
                State::Reading(own) | State::Warning(own, _) => {
                    self.stale |= *own != lang;
                    *own = lang;
                }
                _ => {}
            },
            Event::Quit | Event::Unknown => {
                out.push(Output::Kill);
                self.died(now);
            }
        }
    }

    fn died(&mut self, now: Duration) {
        let state = if self.deaths.died(now) { State::Card } else { State::Cover(Cover::default()) };
        self.enter(state, now);
    }

    /// A key on the emergency card.
    fn try_again(&mut self, now: Duration, out: &mut Vec<Output>) {
        if self.deaths.may_try(now) {
            match self.settings.place {
                Place::Kiosk => self.home(now),
                Place::Desk => self.start(self.settings.language, now, out),
            }
        }
    }

    fn resize(&mut self, size: Size, out: &mut Vec<Output>) {
        self.size = size;
        self.stale = true;
        if let State::Reading(_) = self.state {
            redraw(size, out);
        }
    }
}

/// The reader's whole screen anew.
fn redraw(size: Size, out: &mut Vec<Output>) {
    out.extend([Output::Send(Frame::Size(size)), Output::Send(Frame::Redraw)]);
}

#[cfg(test)]
mod tests;
