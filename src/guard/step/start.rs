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
    languages: Vec<Lang>,
    /// The place of the default language: the mark of the first frame.
    first: usize,
    /// The place of the mark.
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
        Choice::of(offered(settings.console).collect(), settings.language)
    }

    fn of(languages: Vec<Lang>, default: Lang) -> Choice {
        let first = languages.iter().position(|&lang| lang == default).unwrap_or(0);
        Choice { languages, first, marked: first, number: None }
    }

    /// The place of the mark.
    pub fn marked(&self) -> usize {
        self.marked
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key, now: Duration) -> Chosen {
        let before = self.marked;
        let number = self.number.take();
        match key {
            Key::Up => self.marked = before.saturating_sub(1),
            Key::Down => self.marked = (before + 1).min(self.languages.len().saturating_sub(1)),
            Key::Enter => return self.choose(number.map_or(before + 1, |(number, _)| number)),
            Key::Char(digit @ '0'..='9') => {
                let digit = digit as usize - '0' as usize;
                let number = number.map_or(0, |(number, _)| number).saturating_mul(10).saturating_add(digit);
                self.number = Some((number, now + COLLECT));
                if (1..=self.languages.len()).contains(&number) {
                    self.marked = number - 1;
                }
            }
            _ => {}
        }
        if self.marked == before { Chosen::Nothing } else { Chosen::Moved }
    }

    /// A number that no language has leads nowhere.
    fn choose(&self, number: usize) -> Chosen {
        let lang = number.checked_sub(1).and_then(|place| self.languages.get(place));
        lang.map_or(Chosen::Nothing, |&lang| Chosen::Language(lang))
    }

    /// When something happens by itself. A mark that somebody has moved goes back after the idle time.
    pub fn deadline(&self, touched: Duration, idle: Option<Duration>) -> Option<Duration> {
        let back = idle.filter(|_| self.marked != self.first).map(|idle| touched + idle);
        self.number.map(|(_, at)| at).into_iter().chain(back).min()
    }

    /// Takes the number once it counts as typed, and the mark back once nobody seems to be there.
    pub fn due(&mut self, quiet: Duration, now: Duration, idle: Option<Duration>) -> Chosen {
        if let Some((number, _)) = self.number.take_if(|(_, at)| now >= *at) {
            return self.choose(number);
        }
        if self.marked != self.first && idle.is_some_and(|idle| quiet >= idle) {
            self.marked = self.first;
            return Chosen::Moved;
        }
        Chosen::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Chosen, Duration, Key, Lang};

    const SECOND: Duration = Duration::from_secs(1);
    const IDLE: Option<Duration> = Some(Duration::from_secs(180));

    /// All twelve, as they will be.
    fn twelve(default: Lang) -> Choice {
        Choice::of(Lang::all().collect(), default)
    }

    /// The last thing that comes of keys at one moment.
    fn keys(choice: &mut Choice, keys: &[Key]) -> Chosen {
        keys.iter().map(|&key| choice.key(key, SECOND)).last().unwrap()
    }

    #[test]
    fn the_default_language_is_marked_and_enter_takes_it() {
        let mut choice = twelve(Lang::Ps);
        assert_eq!(choice.marked(), 5);
        assert_eq!(keys(&mut choice, &[Key::Enter]), Chosen::Language(Lang::Ps));
        assert_eq!(Choice::of(vec![Lang::En, Lang::Es], Lang::Ps).marked(), 0, "it is not offered");
    }

    #[test]
    fn arrows_move_the_mark_and_stop_at_the_ends() {
        let mut choice = twelve(Lang::En);
        assert_eq!(keys(&mut choice, &[Key::Up]), Chosen::Nothing);
        assert_eq!(keys(&mut choice, &[Key::Down, Key::Down]), Chosen::Moved);
        assert_eq!(keys(&mut choice, &[Key::Enter]), Chosen::Language(Lang::Uk));
        assert_eq!(keys(&mut choice, &[Key::Down; 20]), Chosen::Nothing);
        assert_eq!(keys(&mut choice, &[Key::Enter]), Chosen::Language(Lang::Pt));
    }

    #[test]
    fn digits_collect_for_a_second() {
        let mut choice = twelve(Lang::En);
        choice.key(Key::Char('1'), SECOND);
        assert_eq!(choice.deadline(SECOND, IDLE), Some(2 * SECOND));
        choice.key(Key::Char('2'), SECOND * 19 / 10);
        assert_eq!(choice.due(SECOND, 2 * SECOND, IDLE), Chosen::Nothing, "the second begins anew");
        assert_eq!(choice.due(SECOND, 3 * SECOND, IDLE), Chosen::Language(Lang::Pt));
    }

    #[test]
    fn digits_collect_until_enter() {
        for (digits, chosen) in [
            ("2", Chosen::Language(Lang::Es)),
            ("12", Chosen::Language(Lang::Pt)),
            ("02", Chosen::Language(Lang::Es)),
            ("0", Chosen::Nothing),
            ("13", Chosen::Nothing),
            ("99999999999999999999999", Chosen::Nothing),
        ] {
            let mut choice = twelve(Lang::En);
            digits.chars().for_each(|digit| assert!(choice.key(Key::Char(digit), SECOND).language().is_none()));
            assert_eq!(keys(&mut choice, &[Key::Enter]), chosen, "{digits}");
        }
    }

    #[test]
    fn a_mark_that_was_moved_goes_back() {
        let mut choice = twelve(Lang::En);
        assert_eq!(choice.deadline(SECOND, IDLE), None, "nothing to do");
        keys(&mut choice, &[Key::Down]);
        assert_eq!(choice.deadline(SECOND, IDLE), Some(181 * SECOND));
        assert_eq!(choice.due(180 * SECOND, 181 * SECOND, IDLE), Chosen::Moved);
        assert_eq!((choice.marked(), choice.deadline(SECOND, IDLE)), (0, None));
    }
}
