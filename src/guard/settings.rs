//! What the guard is told at its start; it reads no file and no environment itself.

use crate::lang::Lang;
use jiff::civil::DateTime;
use std::time::Duration;

/// Where the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A computer that many people share (`--kiosk`).
    Kiosk,
    /// An advocate's own computer.
    Desk,
}

/// The dull page that hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverPage {
    /// Kitchen measures and conversions.
    Measures,
    /// This month and the next.
    Calendar,
}

/// Settings of one run; they do not change while it lasts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Kiosk or desk: kiosk.md, section 11, lists what differs.
    pub place: Place,
    /// How long the keyboard is quiet before the warning; `None`: never.
    pub idle: Option<Duration>,
    /// How long the warning stands before everything is cleared.
    pub warn: Duration,
    /// The cover.
    pub cover: CoverPage,
    /// The word that leads from the cover to a new session: lower case, no spaces.
    pub return_word: String,
    /// How long a cover that nobody touches stays before the start screen comes; `None`: for ever, as on every desk.
    pub cover_to_start: Option<Duration>,
    /// The language of the start screen, the cover and the staff's screens; on a desk also of each new session.
    pub language: Lang,
    /// Whether there is a staff PIN.
    pub has_pin: bool,
    /// The site's own words after the hotline's numbers; may be empty.
    pub local_line: String,
    /// Local date and time at the moment that `Guard::new` is given. Later times are counted from it.
    pub local_time: DateTime,
    /// Whether the calendar may mark a day as today. False where the zone is unknown, or the clock is before
    /// [`built`](super::words::built).
    pub knows_today: bool,
    /// The doctor's lines for the staff, gathered before the lock-down, the time of gathering among them.
    pub doctor: Vec<String>,
    /// Whether the terminal is a Linux console (`TERM=linux`), which draws few scripts and has no second screen.
    pub console: bool,
}
