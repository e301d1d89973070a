//! The guard at work, with an invented clock: one row for each line of the specification, under its section's number.
//!
//! [`Machine`] plays the loop, the reader and the terminal. It ticks when the
//! guard asks for it and never else, and watches what must hold always.

mod section_10;
mod section_11;
mod section_4;
mod section_5;
mod section_5_3;
mod section_7;
mod section_8;

use super::{Event, Frame, Guard, Input, Output, Place, Signal};
use crate::guard::screen::{Screen, paint};
use crate::guard::settings::{CoverPage, Settings};
use crate::lang::Lang;
use crate::text::size::Size;
use jiff::civil::date;
use std::time::Duration;

const PIN: &str = "4711x9";
const F8: &str = "\x1b[19~";
const F9: &str = "\x1b[20~";

fn settings(place: Place) -> Settings {
    let kiosk = place == Place::Kiosk;
    Settings {
        place,
        idle: kiosk.then_some(Duration::from_secs(180)),
        warn: Duration::from_secs(30),
        cover: CoverPage::Measures,
        return_word: "home".to_owned(),
        cover_to_start: kiosk.then_some(Duration::from_secs(600)),
        language: Lang::En,
        has_pin: kiosk,
        local_line: String::new(),
        local_time: date(2026, 11, 22).at(23, 30, 0, 0),
        knows_today: true,
        doctor: (0..40).map(|line| format!("OK  line {line}")).collect(),
        console: false,
    }
}

/// The guard, and all that is around it.
struct Machine {
    guard: Guard,
    settings: Settings,
    size: Size,
    now: Duration,
    /// The language in which the living reader began.
    reader: Option<Lang>,
    /// Whether it was told to stand still.
    paused: bool,
    /// The guard's screen; `None` while the reader has the terminal.
    screen: Option<Screen>,
    /// What the living reader was sent.
    keys: Vec<u8>,
    redraws: u32,
    /// How often the guard drew, asked for a tick, asked for a check.
    paints: u32,
    ticks: u32,
    checks: u32,
    ended: Option<u8>,
}

impl Machine {
    fn new(settings: Settings) -> Machine {
        // Not at zero: a clock that has run for a while finds more mistakes.
        let (size, now) = (Size { width: 80, height: 24 }, Duration::from_secs(7777));
        let (guard, first) = Guard::new(settings.clone(), size, now);
        let mut machine = Machine {
            guard,
            settings,
            size,
            now,
            reader: None,
            paused: false,
            screen: None,
            keys: Vec::new(),
            redraws: 0,
            paints: 0,
            ticks: 0,
            checks: 0,
            ended: None,
        };
        machine.does(first);
        machine
    }

    fn kiosk() -> Machine {
        Machine::new(settings(Place::Kiosk))
    }

    fn desk() -> Machine {
        Machine::new(settings(Place::Desk))
    }

    /// A kiosk with a session.
    fn reading() -> Machine {
        Machine::kiosk().types("\r")
    }

    /// A kiosk in each state that there is.
    fn everywhere() -> Vec<(&'static str, Machine)> {
        let no_pin = Settings { has_pin: false, ..settings(Place::Kiosk) };
        vec![
            ("start", Machine::kiosk()),
            ("start, a digit typed", Machine::kiosk().types("1")),
            ("reading", Machine::reading()),
            ("warning", Machine::reading().quiet(185)),
            ("cover", Machine::reading().types(F9)),
            ("cover, typed on, second page", Machine::reading().types(F9).types("\x1b[Bsoup")),
            ("cover, answering", Machine::reading().types(F9).types("soup\r")),
            ("PIN prompt", Machine::staff().types("47")),
            ("no PIN", Machine::new(no_pin).types(F9).types("staff\r")),
            ("menu", Machine::staff().types(PIN).types("\r")),
            ("doctor", Machine::staff().types(PIN).types("\r2")),
            ("card", Machine::reading().dies().back().dies().back().dies()),
        ]
    }

    /// A kiosk that asks for the PIN.
    fn staff() -> Machine {
        Machine::reading().types(F9).types("staff\r")
    }

    fn input(&mut self, input: Input<'_>) {
        let out = self.guard.step(input, self.now);
        self.does(out);
    }

    fn does(&mut self, out: Vec<Output>) {
        for output in out {
            assert_eq!(self.ended, None, "{output:?} after the end");
            match output {
                Output::Start(lang) => {
                    assert_eq!(self.reader.replace(lang), None, "one reader at a time");
                    self.screen = None;
                    self.keys.clear();
                    self.redraws = 0;
                }
                Output::Kill => {
                    assert!(self.reader.take().is_some(), "nobody to kill");
                    self.paused = false;
                }
                Output::Pause => {
                    assert!(self.reader.is_some() && !self.paused, "nobody to stop");
                    self.paused = true;
                }
                Output::Resume => assert!(std::mem::take(&mut self.paused), "nobody stands still"),
                Output::Send(frame) => {
                    assert!(self.reader.is_some(), "nobody to send to");
                    match frame {
                        Frame::Keys(keys) => self.keys.extend_from_slice(&keys),
                        Frame::Size(size) => assert_eq!(size, self.size),
                        Frame::Redraw => {
                            self.redraws += 1;
                            self.screen = None;
                        }
                    }
                }
                Output::Paint(screen) => {
                    let beside = matches!(screen, Screen::Warning { .. });
                    assert!(self.reader.is_none() || beside, "{screen:?} while a reader is alive");
                    assert_eq!(self.paused, beside, "{screen:?}: a reader that can draw over it");
                    self.paints += 1;
                    self.screen = Some(screen);
                }
                Output::CheckPin => {
                    self.checks += 1;
                    let right = self.guard.pin() == PIN.as_bytes();
                    self.input(Input::Pin(right));
                }
                Output::End(code) => {
                    assert_eq!(self.reader, None, "the reader would outlive us");
                    self.ended = Some(code);
                }
            }
        }
        assert!(
            self.ended.is_some() || self.guard.deadline().is_none_or(|deadline| deadline > self.now),
            "it would spin"
        );
        assert!(
            self.ended.is_some() || self.screen.is_some() != self.reader.is_some() || self.is_warning(),
            "who draws?"
        );
    }

    fn is_warning(&self) -> bool {
        matches!(self.screen, Some(Screen::Warning { .. }))
    }

    /// Bytes in one read.
    fn types(mut self, bytes: &str) -> Machine {
        self.input(Input::Bytes(bytes.as_bytes()));
        self
    }

    /// Time passes, with a tick where the guard asks for one.
    fn quiet(self, seconds: u64) -> Machine {
        self.quiet_for(Duration::from_secs(seconds))
    }

    fn quiet_for(mut self, time: Duration) -> Machine {
        let until = self.now + time;
        while let Some(deadline) = self.guard.deadline().filter(|deadline| *deadline <= until && self.ended.is_none()) {
            self.now = deadline;
            self.ticks += 1;
            self.input(Input::Time);
        }
        self.now = until;
        self
    }

    /// The computer sleeps: no tick comes until it wakes.
    fn sleeps(mut self, seconds: u64) -> Machine {
        self.now += Duration::from_secs(seconds);
        self
    }

    fn ticks(mut self) -> Machine {
        self.input(Input::Time);
        self
    }

    fn signal(mut self, signal: Signal) -> Machine {
        self.input(Input::Signal(signal));
        self
    }

    fn says(mut self, event: Event) -> Machine {
        self.input(Input::Event(event));
        self
    }

    /// The reader dies by itself.
    fn dies(mut self) -> Machine {
        assert!(self.reader.take().is_some(), "nobody is alive");
        self.paused = false;
        self.input(Input::ReaderDied);
        self
    }

    /// From the cover to a new session.
    fn back(self) -> Machine {
        let next = self.types("home\r");
        if next.settings.place == Place::Kiosk { next.types("\r") } else { next }
    }

    fn resized(mut self, width: u16, height: u16) -> Machine {
        self.size = Size { width, height };
        self.input(Input::Size(self.size));
        self
    }

    /// What is in front of the person, in a word.
    fn sees(&self) -> String {
        match (self.ended, &self.screen, self.reader) {
            (Some(code), _, _) => format!("the end, {code}"),
            (_, Some(screen), _) => format!("{screen:?}"),
            (_, None, Some(lang)) => format!("the reader, {lang}"),
            (_, None, None) => "nothing".to_owned(),
        }
    }

    /// What stands after `Find:`.
    fn find(&self) -> &str {
        match &self.screen {
            Some(Screen::Cover { find, .. }) => find,
            other => panic!("no cover: {other:?}"),
        }
    }

    /// The bytes on the terminal.
    fn painted(&self) -> Vec<u8> {
        self.screen.as_ref().map(|screen| paint(screen, &self.settings, self.size)).unwrap_or_default()
    }
}

const COVER: &str = "Cover(0, None)";
const START: &str = "Start(0)";
const READER: &str = "the reader, en";

/// One row: its name, what happened, what is seen.
#[track_caller]
fn row(name: &str, machine: &Machine, sees: &str) {
    assert_eq!(machine.sees(), sees, "{name}");
}
