//! `waypost --kiosk`: the browser on a computer that many people share.
//!
//! Everything that is needed is opened first, in the order of kiosk.md's
//! section 10; then the door is shut. What cannot be as it must ends the
//! program before there is anything on the screen. Of the environment only
//! `TERM` is read.

use super::browse::{self, Reading};
use super::environment;
use crate::app::{self, Mode, Policy, Promises, Theme};
use crate::config::kiosk::{self, Cover, KioskConfig};
use crate::config::trusted::ROOT;
use crate::corpus::Corpus;
use crate::doctor::{self, Machine};
use crate::error::{Error, Exit};
use crate::files::{self, LibraryFiles, Place};
use crate::guard::settings::{self, CoverPage, Settings};
use crate::guard::{self, Lock, Reads, Watch, words};
use crate::pin::{self, Pin};
use crate::sandbox::{self, Part};
use crate::terminal::{self, Terminal};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use std::path::Path;

pub(super) fn run() -> Result<Exit, Error> {
    // Until somebody hears them: a key or a signal during the start must neither end it nor leave the terminal raw.
    guard::hold_signals();
    let term = environment("TERM").unwrap_or_default();
    if term == "dumb" {
        return Err(no_terminal());
    }
    let stdio = [rustix::stdio::stdin(), rustix::stdio::stdout(), rustix::stdio::stderr()];
    sandbox::close_descriptors_except(&stdio);
    sandbox::harden().map_err(|fault| cannot_lock(&fault))?;
    let terminal =
        Terminal::take().map_err(|error| if error.exit == Exit::NoTerminal { no_terminal() } else { error })?;
    let config = KioskConfig::read(Path::new(kiosk::FILE), ROOT)?;
    let pin = Pin::read(Path::new(pin::FILE), ROOT, pin::group(Path::new(pin::GROUPS)))?;
    let corpus = Corpus::shipped();
    let (local_time, knows_today) = local_time();
    let settings = Settings {
        place: settings::Place::Kiosk,
        idle: Some(config.idle),
        warn: config.warn,
        cover: match config.cover {
            Cover::Measures => CoverPage::Measures,
            Cover::Calendar => CoverPage::Calendar,
        },
        return_word: config.return_word.clone(),
        cover_to_start: config.cover_to_start,
        language: config.default_language,
        has_pin: pin.is_some(),
        local_line: config.local_line.clone(),
        local_time,
        knows_today,
        doctor: doctors_lines(&config, &corpus, local_time),
        console: term == "linux",
    };
    browse::keep_terminal_whole(&terminal, &settings)?;
    let policy = Policy {
        mode: Mode::Kiosk,
        theme: Theme::Auto,
        depth: terminal::depth(|name| (name == "TERM").then(|| term.clone())),
    };
    // Nothing is said of an index that cannot be used: the doctor does, and the reader makes one in memory.
    let place = Place { folder: config.index.clone(), writable: false };
    let index = files::find_index(&corpus, &[place], &mut |_| {});
    // Of a library that cannot be used as well.
    let library = Ok(LibraryFiles::read(&config.library).unwrap_or_default());
    let promises = Promises {
        idle_seconds: Some(config.idle.as_secs()),
        warn_seconds: config.warn.as_secs(),
        return_word: config.return_word.clone(),
        cover: match config.cover {
            Cover::Measures => app::Cover::Measures,
            Cover::Calendar => app::Cover::Calendar,
        },
        local_line: config.local_line.clone(),
        ..Promises::default()
    };
    let reading = Reading { corpus, index, library, preparing: String::new(), policy, promises, open_at: None };
    let lock = Lock { required: true, allow_no_landlock: config.allow_no_landlock };
    let lock_down =
        || sandbox::lock(Part::Guard, lock.allow_no_landlock).map(drop).map_err(|fault| cannot_lock(&fault));
    // Nothing is drawn before the door is shut.
    let reader = || -> Reads<'_> { Box::new(|start| reading.read(None, start, Ok(()))) };
    let pin = pin.as_ref();
    let watch = Watch { settings, terminal: &terminal, reader: &reader, lock, pin, lock_down: &lock_down };
    let ended = guard::run(&watch);
    drop(terminal);
    std::process::exit(i32::from(ended?))
}

fn cannot_lock(fault: &sandbox::Fault) -> Error {
    Error::new(Exit::CannotLock, format!("cannot lock down this computer: {fault}"))
}

fn no_terminal() -> Error {
    Error::new(Exit::NoTerminal, "kiosk mode needs a terminal")
}

/// The time on the wall, and whether it can be right.
fn local_time() -> (DateTime, bool) {
    let zone = std::fs::read("/etc/localtime").ok().and_then(|bytes| TimeZone::tzif("local", &bytes).ok());
    wall_clock(Timestamp::now(), zone)
}

/// `now` on the wall. It can be right where the zone is known, and the clock is not before the newest fact.
fn wall_clock(now: Timestamp, zone: Option<TimeZone>) -> (DateTime, bool) {
    let known = zone.is_some();
    let time = now.to_zoned(zone.unwrap_or(TimeZone::UTC)).datetime();
    let earliest = words::built();
    if time.date() < earliest { (earliest.at(12, 0, 0, 0), false) } else { (time, known) }
}

/// What the doctor says, with the time at which it looked: later it could not look any more.
fn doctors_lines(config: &KioskConfig, corpus: &Corpus, now: DateTime) -> Vec<String> {
    let lines = doctor::kiosk(&Machine::this(), Ok(&for_doctor(config)), corpus, now.date());
    let time = now.strftime("%Y-%m-%d %H:%M").to_string();
    std::iter::once(time).chain(lines.iter().map(ToString::to_string)).collect()
}

/// What the doctor judges of the settings.
pub(super) fn for_doctor(config: &KioskConfig) -> doctor::Settings {
    doctor::Settings {
        idle_seconds: config.idle.as_secs(),
        warn_seconds: config.warn.as_secs(),
        index: config.index.clone(),
        library: config.library.clone(),
        allow_no_landlock: config.allow_no_landlock,
    }
}

#[cfg(test)]
mod tests {
    use super::{wall_clock, words};
    use jiff::tz::{TimeZone, offset};
    use jiff::{Timestamp, ToSpan};

    #[test]
    fn a_clock_that_cannot_be_right_knows_no_today() {
        let built = words::built();
        let noon = built.at(12, 0, 0, 0);
        let at = |days: i32| noon.checked_add(days.days()).unwrap().to_zoned(TimeZone::UTC).unwrap().timestamp();
        let zone = || Some(TimeZone::fixed(offset(13)));
        assert_eq!(wall_clock(at(0), zone()), (noon.checked_add(13.hours()).unwrap(), true), "by the zone");
        assert_eq!(wall_clock(at(0), None), (noon, false), "the zone is unknown");
        assert_eq!(wall_clock(at(-2), zone()), (noon, false), "before the newest fact");
        assert_eq!(wall_clock(Timestamp::UNIX_EPOCH, zone()), (noon, false), "an empty battery");
    }
}
