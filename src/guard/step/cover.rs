//! The cover while it stands: its page, what is typed on it, and its answer.

use crate::guard::keys::Key;
use crate::guard::screen::{Answer, Screen};
use jiff::civil::Date;
use std::time::Duration;
use zeroize::{Zeroize, Zeroizing};

/// How long letters stay after the last key.
const FIND_QUIET: Duration = Duration::from_secs(10);
/// How long the answer stays.
const ANSWER: Duration = Duration::from_secs(3);
/// How many letters show.
const LETTERS: usize = 24;

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The return word.
    Return,
    /// `staff`.
    Staff,
    /// Anything else, or nothing.
    Other,
}

/// The cover's state.
pub struct Cover {
    page: usize,
    find: Zeroizing<String>,
    /// With the moment at which it goes.
    answer: Option<(Answer, Duration)>,
}

impl Default for Cover {
    /// The first page, with nothing typed.
    fn default() -> Cover {
        // All the room it will need: a longer one would leave a copy behind.
        Cover { page: 0, find: Zeroizing::new(String::with_capacity(4 * LETTERS)), answer: None }
    }
}

impl Cover {
    /// Takes any key but Enter. `pages` counts the pages, where that matters. Whether anything has changed.
    pub fn key(&mut self, key: Key, pages: impl FnOnce() -> usize) -> bool {
        match key {
            Key::Up | Key::PageUp | Key::Down | Key::PageDown => {
                let last = pages().saturating_sub(1);
                // A larger screen has fewer pages.
                let page = self.page.min(last);
                let is_up = matches!(key, Key::Up | Key::PageUp);
                self.page = if is_up { page.saturating_sub(1) } else { (page + 1).min(last) };
                true
            }
            Key::Esc => self.empty(),
            Key::Backspace => self.answer.take().is_some() | self.pop(),
            Key::Char(c) => {
                let has_room = self.find.chars().count() < LETTERS;
                if has_room {
                    self.find.push(c);
                }
                self.answer.take().is_some() | has_room
            }
            Key::Enter => false,
        }
    }

    /// Takes the last letter away, also out of memory. Whether there was one.
    fn pop(&mut self) -> bool {
        let Some((at, _)) = self.find.char_indices().next_back() else { return false };
        let kept = Zeroizing::new(self.find[..at].to_owned());
        self.find.zeroize();
        self.find.push_str(&kept);
        true
    }

    /// Takes what was typed away and says what it is. Case and spaces do not count.
    pub fn enter(&mut self, return_word: &str) -> Word {
        let is = |word: &str| {
            let letters = self.find.chars().filter(|c| !c.is_whitespace());
            letters.flat_map(char::to_lowercase).eq(word.chars())
        };
        let word = match (is(return_word), is("staff")) {
            (true, _) => Word::Return,
            (false, true) => Word::Staff,
            (false, false) => Word::Other,
        };
        self.empty();
        word
    }

    /// Shows an answer for a while.
    pub fn answer(&mut self, answer: Answer, now: Duration) {
        self.answer = Some((answer, now + ANSWER));
    }

    /// Takes letters and answer away. Whether there were any.
    pub fn empty(&mut self) -> bool {
        let had = !self.find.is_empty() || self.answer.is_some();
        self.find.zeroize();
        self.answer = None;
        had
    }

    /// The next moment at which something changes by itself.
    pub fn deadline(&self, touched: Duration, to_start: Option<Duration>) -> Option<Duration> {
        let answer = self.answer.map(|(_, until)| until);
        let find = (!self.find.is_empty()).then_some(touched + FIND_QUIET);
        let start = to_start.map(|to_start| touched + to_start);
        [answer, find, start].into_iter().flatten().min()
    }

    /// Takes away what has stood long enough. Whether there was anything.
    pub fn due(&mut self, quiet: Duration, now: Duration) -> bool {
        let answered = self.answer.take_if(|(_, until)| now >= *until).is_some();
        let forgotten = quiet >= FIND_QUIET && !self.find.is_empty();
        if forgotten {
            self.find.zeroize();
        }
        answered || forgotten
    }

    /// As it stands on `today`.
    pub fn screen(&self, today: Date) -> Screen {
        let mut find = String::with_capacity(4 * LETTERS);
        find.push_str(&self.find);
        Screen::Cover {
            page: self.page,
            find: Zeroizing::new(find),
            answer: self.answer.map(|(answer, _)| answer),
            today,
        }
    }
}
