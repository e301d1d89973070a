//! The guard's screens, as the bytes that draw them.
//!
//! Plain text, made of nothing but size, settings and the screen's own few
//! fields: whatever was on before, the same bytes come out. None of the reader
//! is in them. A screen that is too small loses what matters least.

mod card;
mod cover;
mod staff;
mod start;
mod warning;

use super::settings::{Place, Settings};
use super::words::{Words, words};
use crate::lang::Lang;
use crate::text::scrub::scrub;
use crate::text::size::Size;
use crate::text::width::{fit, width};
use crate::text::wrap::wrap;
use jiff::civil::Date;
use std::fmt;
use zeroize::Zeroizing;

pub(super) use cover::pages;

/// A screen that the guard draws.
#[derive(Clone, PartialEq, Eq)]
pub enum Screen {
    /// The neutral first screen of a kiosk; the place of the marked language among those offered.
    Start {
        /// Counted from 0.
        marked: usize,
    },
    /// The dull page.
    Cover {
        /// Counted from 0; a page beyond the last is the last.
        page: usize,
        /// What is typed after `Find:`.
        find: Zeroizing<String>,
        /// What is said of the word that was entered last.
        answer: Option<Answer>,
        /// The day, as far as the guard knows.
        today: Date,
    },
    /// Everything will be cleared soon.
    Warning {
        /// The language of the session.
        lang: Lang,
        /// How soon.
        seconds: u64,
    },
    /// Numbers to call, when the reader cannot be started.
    Card,
    /// The staff PIN is asked for.
    Pin,
    /// There is no staff PIN.
    NoPin,
    /// The staff's menu.
    Menu,
    /// The doctor's lines, from this one on.
    Doctor {
        /// Counted from 0.
        top: usize,
    },
}

/// Shows which screen it is, and nothing that was typed.
impl fmt::Debug for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Screen::Start { marked } => write!(f, "Start({marked})"),
            Screen::Cover { page, answer, .. } => write!(f, "Cover({page}, {answer:?})"),
            Screen::Warning { lang, seconds } => write!(f, "Warning({lang}, {seconds})"),
            Screen::Card => f.write_str("Card"),
            Screen::Pin => f.write_str("Pin"),
            Screen::NoPin => f.write_str("NoPin"),
            Screen::Menu => f.write_str("Menu"),
            Screen::Doctor { top } => write!(f, "Doctor({top})"),
        }
    }
}

/// What the cover says of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It leads nowhere.
    NothingFound,
    /// The PIN was wrong.
    NotRight,
}

impl Answer {
    fn words(self, own: &Words) -> &'static str {
        match self {
            Answer::NothingFound => own.nothing_found,
            Answer::NotRight => own.pin_wrong,
        }
    }
}

/// The most bytes of the sequence that begins a row.
const ROW: usize = 10;

/// Ends what a killed reader left half sent, and silences what it had switched on.
const END: &str = "\x18\x1b\\\x1b[0m\x1b[r";
/// See [`END`]: cursor, mouse and paste reports.
const SILENCE: &str = "\x1b[?25l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l";
/// The second screen, on and off.
const SECOND: &str = "\x1b[?1049h";
const FIRST: &str = "\x1b[?1049l";

/// Whether pages stand on a second screen, over what an advocate had on the first. That is not ours to clear, and what is
/// written there would stay in its scrollback.
fn has_second(settings: &Settings) -> bool {
    settings.place == Place::Desk && !settings.console
}

/// The bytes with which every screen of the guard begins.
fn reset(settings: &Settings) -> String {
    if has_second(settings) {
        return format!("{END}{SECOND}{SILENCE}\x1b[2J\x1b[H");
    }
    // A console has no second screen and keeps what was drawn, also what has scrolled away.
    format!("{END}{FIRST}{SILENCE}\x1b[2J\x1b[3J\x1b[H")
}

/// A whole screen, beginning with the reset.
pub fn paint(screen: &Screen, settings: &Settings, size: Size) -> Vec<u8> {
    let own = words(settings.language);
    let rows = match screen {
        Screen::Start { marked } => start::rows(*marked, settings, own, size),
        Screen::Cover { page, answer, today, .. } => {
            cover::rows(*page, answer.map(|answer| answer.words(own)), *today, settings, size)
        }
        Screen::Warning { lang, seconds } => warning::rows(words(*lang), own, *seconds, size),
        Screen::Card => card::rows(settings, own, size),
        Screen::Pin => staff::pin(own, size),
        Screen::NoPin => staff::no_pin(own, size),
        Screen::Menu => staff::menu(own, size),
        Screen::Doctor { top } => staff::doctor(*top, &settings.doctor, own, size),
    };
    let mut out = reset(settings);
    for (row, text) in rows.iter().enumerate().take(usize::from(size.height)) {
        if !text.is_empty() {
            out.push_str(&format!("\x1b[{};1H{}", row + 1, fit(&scrub(text), usize::from(size.width))));
        }
    }
    if let Screen::Cover { find, answer, .. } = screen
        && size.height > 0
    {
        let row = cover::find_row(find, answer.map(|answer| answer.words(own)), own, size);
        // Once what is typed stands in it, it must not grow: that would leave a copy behind.
        out.reserve(row.len() + ROW);
        out.push_str(&format!("\x1b[{};1H", size.height));
        out.push_str(fit(&row, usize::from(size.width)));
    }
    // A text may hold marks of direction; a terminal that heeds them could turn a row round.
    out.retain(|c| !matches!(c, '\u{200E}' | '\u{200F}'));
    out.into_bytes()
}

/// What is sent when a reader has ended: its page goes at once, from whichever screen it stands on.
pub const WIPE: &[u8] = b"\x18\x1b\\\x1b[0m\x1b[r\x1b[2J";

/// What is sent first: the window's title, which says nothing. A console has none, and a desk's is not ours.
pub fn title(settings: &Settings) -> &'static [u8] {
    match settings.place {
        Place::Kiosk if !settings.console => b"\x1b]2;Desk\x07",
        Place::Kiosk | Place::Desk => b"",
    }
}

/// What is sent last, before the program ends: an empty screen and a cursor.
pub fn farewell(settings: &Settings) -> Vec<u8> {
    if has_second(settings) {
        return format!("{}{FIRST}\x1b[?25h", reset(settings)).into_bytes();
    }
    // A second screen is emptied before it is left, since some terminals can show it again.
    format!("{END}\x1b[2J{}\x1b[?25h", reset(settings)).into_bytes()
}

/// Rows of text from the top, broken at the screen's width, a column in from the edge where there is room.
struct Rows {
    rows: Vec<String>,
    size: Size,
}

impl Rows {
    fn new(size: Size) -> Rows {
        Rows { rows: Vec::new(), size }
    }

    /// A paragraph.
    fn text(&mut self, text: &str) {
        let margin = usize::from(self.size.width >= 40);
        // Lines longer than eighty columns are hard to read.
        let cells = usize::from(self.size.width).min(80).saturating_sub(2 * margin);
        let text = scrub(text);
        self.rows.extend(wrap(&text, cells).into_iter().map(|line| format!("{}{}", &" "[..margin], &text[line])));
    }

    fn blank(&mut self) {
        self.rows.push(String::new());
    }

    fn height(&self) -> usize {
        usize::from(self.size.height)
    }

    /// All rows of a screen: these from the top, cut to leave room for `bottom` below them.
    fn above(mut self, bottom: &[String]) -> Vec<String> {
        let height = self.height();
        let bottom = &bottom[bottom.len().saturating_sub(height)..];
        self.rows.resize(height - bottom.len(), String::new());
        self.rows.extend_from_slice(bottom);
        self.rows
    }
}

/// The row that names the hide key, and what else fits beside it.
fn hint(own: &Words, beside: &str, size: Size) -> String {
    let margin = usize::from(size.width >= 40);
    let long = format!("{}{}   {beside}", &" "[..margin], own.hide_hint);
    if width(&long) <= usize::from(size.width) { long } else { own.hide_hint.to_owned() }
}

#[cfg(test)]
mod tests;
