//! The search line: what was typed, what it is narrowed to, what was found.

use super::session::Pane;
use super::world::World;
use crate::id::Id;
use crate::lang::Lang;
use crate::library::{Found, Hit};
use crate::search::{Place, Results};
use crate::words::Msg;
use tui_input::Input;

/// What a search is narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrow {
    /// The records of one pane.
    Pane(Pane),
    /// The documents of the library.
    Documents,
}

impl Narrow {
    /// Its name.
    pub fn name(self) -> Msg {
        match self {
            Narrow::Pane(pane) => pane.name(),
            Narrow::Documents => Msg::NarrowDocuments,
        }
    }
}

/// The most answers that are kept for a person who takes letters back.
const EARLIER: usize = 32;

/// The search line.
#[derive(Clone, Debug, Default)]
pub struct SearchBox {
    /// What was typed.
    pub input: Input,
    /// What is searched, where the person has narrowed.
    pub narrowed: Option<Narrow>,
    /// What was found.
    pub answer: Answer,
    /// What was found before, the latest last.
    earlier: Vec<Answer>,
    /// The chosen result.
    pub cursor: usize,
    /// The first line of the list in view.
    pub top: usize,
}

/// What was asked: the text, in which language, narrowed to what.
pub type Asked = (String, Lang, Option<Narrow>);

/// What a search has found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// What this answers; None where the search had no time to end.
    pub asked: Option<Asked>,
    /// The records that were found.
    pub results: Results,
    /// The passages of documents that were found. They stand after the records.
    pub passages: Found,
    /// Records whose titles are near, where nothing was found.
    pub nearest: Vec<Id>,
    /// Where in the records the words stand.
    pub places: Places,
}

/// Where in the found records the words stand, as far as that has come into view: to cut a snippet takes longer than to
/// find its record.
#[derive(Clone, Debug, Default)]
pub struct Places(Vec<Option<Place>>);

impl Places {
    /// The place of result `at` of `results`.
    pub fn of(&mut self, world: &World, results: &Results, at: usize) -> Option<&Place> {
        let hit = results.hits.get(at)?;
        if self.0.len() <= at {
            self.0.resize(at + 1, None);
        }
        let place = &mut self.0[at];
        if place.is_none() {
            *place = world.place(hit, results);
        }
        place.as_ref()
    }
}

impl SearchBox {
    /// Shows `answer`, and keeps the one that was shown.
    pub fn show(&mut self, answer: Answer) {
        let before = std::mem::replace(&mut self.answer, answer);
        if before.asked.is_none() {
            return;
        }
        if self.earlier.len() == EARLIER {
            self.earlier.remove(0);
        }
        self.earlier.push(before);
    }

    /// Forgets what was found, now and before.
    pub fn forget(&mut self) {
        self.answer = Answer::default();
        self.earlier.clear();
    }

    /// Takes what was found for the same before, if it is still kept.
    pub fn take_earlier(&mut self, asked: &Asked) -> Option<Answer> {
        let at = self.earlier.iter().rposition(|answer| answer.asked.as_ref() == Some(asked))?;
        Some(self.earlier.remove(at))
    }

    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.input.value().is_empty()
    }

    /// How many results there are to choose from: records and passages, else records with near titles.
    pub fn shown(&self) -> usize {
        let Answer { results, passages, nearest, .. } = &self.answer;
        if self.found_nothing() { nearest.len() } else { results.hits.len() + passages.hits.len() }
    }

    /// Whether neither a record nor a passage was found.
    pub fn found_nothing(&self) -> bool {
        self.answer.results.hits.is_empty() && self.answer.passages.hits.is_empty()
    }

    /// The passage that the cursor stands on.
    pub fn passage(&self) -> Option<&Hit> {
        self.answer.passages.hits.get(self.cursor.checked_sub(self.answer.results.hits.len())?)
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Asked, EARLIER, Narrow, SearchBox};
    use crate::app::Pane;
    use crate::lang::Lang;
    use crate::search::Results;

    fn asked(text: &str) -> Asked {
        (text.to_owned(), Lang::En, None)
    }

    fn answer(asked: Option<Asked>) -> Answer {
        Answer { results: Results { cut: asked.is_some(), ..Results::default() }, asked, ..Answer::default() }
    }

    #[test]
    fn an_answer_is_taken_again_for_what_it_answers_and_nothing_else() {
        let mut line = SearchBox::default();
        line.show(answer(Some(asked("visa"))));
        line.show(answer(Some(asked("visas"))));
        let narrowed = Some(Narrow::Pane(Pane::Visas));
        for other in [asked("vis"), ("visa".to_owned(), Lang::Es, None), ("visa".to_owned(), Lang::En, narrowed)] {
            assert!(line.take_earlier(&other).is_none(), "{other:?}");
        }
        assert!(line.take_earlier(&asked("visas")).is_none(), "it is still the one that is shown");
        let again = line.take_earlier(&asked("visa")).unwrap();
        assert!(again.results.cut && again.asked == Some(asked("visa")));
        assert!(line.take_earlier(&asked("visa")).is_none(), "it was taken");
    }

    #[test]
    fn the_latest_answers_are_kept_until_they_are_forgotten() {
        let mut line = SearchBox::default();
        for number in 0..EARLIER + 3 {
            line.show(answer(Some(asked(&number.to_string()))));
            // One that had no time to end takes no place.
            line.show(answer(None));
        }
        assert!(line.take_earlier(&asked("2")).is_none());
        assert!(line.take_earlier(&asked("3")).is_some());
        line.show(answer(Some(asked("last"))));
        line.forget();
        assert!(line.answer.asked.is_none() && line.take_earlier(&asked("4")).is_none());
    }
}
