//! Choosing a language on the start screen.

use crate::guard::keys::Key;
use crate::guard::settings::Settings;
use crate::guard::words::offered;
use crate::lang::Lang;
use std::time::Duration;

/// How long digits are collected after the last one.
const COLLECT: Duration = Duration::from_secs(1);

/// The state of the choice.
pub struct Choice {
    /// The place in the list.
    marked: usize,
    /// The number that is being typed, and when it counts as typed.
    number: Option<(usize, Duration)>,
}

/// What a key or a moment has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Nothing that shows.
    Nothing,
    /// The mark has moved.
    Moved,
    /// A language is chosen.
    Language(Lang),
}

impl Chosen {
    /// Whether the screen must be drawn.
    pub fn is_changed(self) -> bool {
        self == Chosen::Moved
    }

    /// The language, once there is one.
    pub fn language(self) -> Option<Lang> {
        match self {
            Chosen::Language(lang) => Some(lang),
            Chosen::Nothing | Chosen::Moved => None,
        }
    }
}

impl Choice {
    /// The first frame: the default language is marked, or the first where it is not offered.
    pub fn new(settings: &Settings) -> Choice {
        Choice { marked: first(settings), number: None }
    }

    /// The place of the mark.
    pub fn marked(&self) -> usize {
        self.marked
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key, now: Duration, settings: &Settings) -> Chosen {
        let before = self.marked;
        let last = offered(settings.console).count().saturating_sub(1);
        let number = self.number.take();
        match key {
            Key::Up => self.marked = before.saturating_sub(1),
            Key::Down => self.marked = (before + 1).min(last),
            Key::Enter => return self.choose(number.map_or(before + 1, |(number, _)| number), settings),
            Key::Char(digit @ '0'..='9') => {
                let digit = digit as usize - '0' as usize;
                let number = number.map_or(0, |(number, _)| number).saturating_mul(10).saturating_add(digit);
                self.number = Some((number, now + COLLECT));
                if (1..=last + 1).contains(&number) {
                    self.marked = number - 1;
                }
            }
            _ => {}
        }
        if self.marked == before { Chosen::Nothing } else { Chosen::Moved }
    }

    /// A number that nobody has leads nowhere.
    fn choose(&self, number: usize, settings: &Settings) -> Chosen {
        let place = number.checked_sub(1);
        place.and_then(|place| offered(settings.console).nth(place)).map_or(Chosen::Nothing, Chosen::Language)
    }

    /// When something happens by itself. A mark that somebody has moved goes back after the idle time.
    pub fn deadline(&self, touched: Duration, settings: &Settings) -> Option<Duration> {
        let moved = (self.marked != first(settings)).then_some(settings.idle).flatten();
        self.number.map(|(_, at)| at).into_iter().chain(moved.map(|idle| touched + idle)).min()
    }

    /// Takes the number once it counts as typed, and the mark back once nobody seems to be there.
    pub fn due(&mut self, quiet: Duration, now: Duration, settings: &Settings) -> Chosen {
        if let Some((number, _)) = self.number.take_if(|(_, at)| now >= *at) {
            return self.choose(number, settings);
        }
        if self.marked != first(settings) && settings.idle.is_some_and(|idle| quiet >= idle) {
            *self = Choice::new(settings);
            return Chosen::Moved;
        }
        Chosen::Nothing
    }
}

fn first(settings: &Settings) -> usize {
    offered(settings.console).position(|lang| lang == settings.language).unwrap_or(0)
}
