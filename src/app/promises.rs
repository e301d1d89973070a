//! What this run can keep, and how a person is told.
//!
//! The safety note of a kiosk and the help screen say it in the same words.
//! Numbers, the return word and the name of the cover are filled in from the
//! settings, so that the text is always true. A desk can keep less, and is
//! promised less.

use super::policy::Mode;
use super::world::World;
use crate::page::{Block, Look, Run, Runs};
use crate::words::{Arg, Msg, Words};

/// Stands for a value in a message until the message is cut there: no text of ours holds U+FFFC.
const HERE: &str = "\u{fffc}";

/// What this run can keep; the shell knows, and hands it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promises {
    /// Quiet for so many seconds brings the warning; None: never.
    pub idle_seconds: Option<u64>,
    /// Quiet for so many seconds after the warning clears everything.
    pub warn_seconds: u64,
    /// Typed on the cover, it leads to a new start.
    pub return_word: String,
    /// What the hide key brings.
    pub cover: Cover,
    /// What is missing where the sandbox could not be set, as the end of a sentence: *the kernel has no Landlock*.
    pub sandboxed: Result<(), String>,
    /// The site's own words after the hotline, fit for a terminal; empty for none.
    pub local_line: String,
}

/// The page that covers what was on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// Kitchen measures and conversions.
    #[default]
    Measures,
    /// This month and the next.
    Calendar,
}

/// The least that can be promised: nothing is cleared by itself.
impl Default for Promises {
    fn default() -> Promises {
        Promises {
            idle_seconds: None,
            warn_seconds: 30,
            return_word: "home".to_owned(),
            cover: Cover::default(),
            sandboxed: Ok(()),
            local_line: String::new(),
        }
    }
}

/// The heading over [`said`].
pub(super) fn heading(mode: Mode) -> Msg {
    match mode {
        Mode::Kiosk => Msg::NoteTitle,
        Mode::Desk => Msg::SafetyTitle,
    }
}

/// What a person is told of hiding and its limits.
pub(super) fn said(world: &World, words: &Words) -> Vec<Block> {
    let promises = &world.promises;
    let text = |msg| Block::Paragraph(plain(words.text(msg)));
    let desk = world.policy.mode == Mode::Desk;
    let mut blocks = Vec::new();
    if !desk {
        blocks.push(text(Msg::NoteKept));
    } else if let Err(what) = &promises.sandboxed {
        let what = what.trim_end_matches('.');
        blocks.push(Block::Notice(plain(words.format(Msg::SafetySandbox, &[("what", Arg::Text(what))]))));
    }
    blocks.extend([
        Block::Heading { level: 3, anchor: String::new(), runs: plain(words.text(Msg::NoteHide)) },
        Block::Paragraph(plain(words.format(Msg::NoteHideHow, &[("cover", Arg::Text(promises.cover.name()))]))),
        Block::Paragraph(around(words, Msg::NoteReturn, "word", &promises.return_word, Look::Strong)),
        Block::Paragraph(plain(idle(promises, words, desk))),
    ]);
    if desk {
        blocks.extend([text(Msg::SafetyKept), text(Msg::SafetyNoLock)]);
    }
    blocks.push(text(Msg::NoteLimits));
    let emergency = &world.numbers.emergency;
    if !desk && !emergency.is_empty() {
        blocks.push(Block::Paragraph(around(words, Msg::NoteDanger, "emergency", emergency, Look::Phone)));
    }
    blocks
}

/// What happens where nobody presses a key.
fn idle(promises: &Promises, words: &Words, desk: bool) -> String {
    let Some(idle) = promises.idle_seconds else { return words.text(Msg::NoteIdleNever) };
    let (time, warn) = (duration(words, idle), duration(words, promises.warn_seconds));
    let msg = if desk { Msg::SafetyIdle } else { Msg::NoteIdle };
    words.format(msg, &[("time", Arg::Text(&time)), ("warn", Arg::Text(&warn))])
}

/// So many seconds as people say it, neither rounded up nor down.
fn duration(words: &Words, seconds: u64) -> String {
    let number = |number| [("number", Arg::Number(usize::try_from(number).unwrap_or(usize::MAX)))];
    let minutes = || words.format(Msg::Minutes, &number(seconds / 60));
    let rest = || words.format(Msg::Seconds, &number(seconds % 60));
    match (seconds / 60, seconds % 60) {
        (1.., 0) => minutes(),
        (2.., _) => {
            words.format(Msg::MinutesSeconds, &[("minutes", Arg::Text(&minutes())), ("seconds", Arg::Text(&rest()))])
        }
        _ => words.format(Msg::Seconds, &number(seconds)),
    }
}

fn plain(text: String) -> Runs {
    vec![Run::new(text, Look::Plain)]
}

/// A message with `value` in the place of its argument `name`, in a look of its own.
fn around(words: &Words, msg: Msg, name: &'static str, value: &str, look: Look) -> Runs {
    let text = words.format(msg, &[(name, Arg::Text(HERE))]);
    let (before, after) = text.split_once(HERE).unwrap_or((&text, ""));
    vec![Run::new(before, Look::Plain), Run::new(value, look), Run::new(after, Look::Plain)]
}

impl Cover {
    /// Its name in the messages.
    fn name(self) -> &'static str {
        match self {
            Cover::Measures => "measures",
            Cover::Calendar => "calendar",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::duration;
    use crate::lang::Lang;
    use crate::words::Words;

    #[test]
    fn a_time_is_said_as_it_is() {
        let words = Words::new(Lang::En);
        for (seconds, said) in [
            (1, "1 second"),
            (60, "1 minute"),
            (90, "90 seconds"),
            (119, "119 seconds"),
            (120, "2 minutes"),
            (150, "2 minutes and 30 seconds"),
            (180, "3 minutes"),
            (899, "14 minutes and 59 seconds"),
            (900, "15 minutes"),
            (7200, "120 minutes"),
        ] {
            assert_eq!(duration(&words, seconds), said);
        }
    }
}
