//! What `waypost doctor` says of a computer, a line for each check.
//!
//! It looks and changes nothing, and needs no administrator. A kiosk's own unit hides parts of `/proc` from it; a
//! check that cannot see says so, as a warning, and never takes what it cannot see for good.

mod content;
mod desk;
mod kernel;
mod owners;
mod services;

use crate::corpus::Corpus;
use crate::sandbox;
use crate::text::scrub::scrub;
use jiff::civil::Date;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

pub use desk::Desk;

/// What a check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// Worth knowing, or not to be seen from here.
    Warn,
    /// To be mended before anybody reads here.
    Fail,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it comes to.
    pub verdict: Verdict,
    /// What was looked at.
    pub name: &'static str,
    /// What was found and, unless all is well, what to do. Fit for a terminal, on one line.
    pub detail: String,
}

/// The computer that is looked at: this one, or a test's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Where `/etc`, `/proc`, `/usr` and the others lie.
    pub root: PathBuf,
    /// The user to whom the system's files belong.
    pub owner: u32,
    /// The version of the kernel's Landlock interface, where it has one.
    pub landlock: Option<u32>,
}

/// The settings of a kiosk that the doctor looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Quiet until the warning, in seconds.
    pub idle_seconds: u64,
    /// Quiet from the warning until all is cleared, in seconds.
    pub warn_seconds: u64,
    /// The folder of the index.
    pub index: PathBuf,
    /// The folder of the imported documents.
    pub library: PathBuf,
    /// Whether the kiosk runs without Landlock, too.
    pub allow_no_landlock: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            idle_seconds: 180,
            warn_seconds: 30,
            index: "/usr/share/waypost/index".into(),
            library: "/var/lib/waypost/library".into(),
            allow_no_landlock: false,
        }
    }
}

/// The lines for a computer that many people share. `settings` are what its settings file says, or what is wrong with
/// that; `today` is the computer's own idea of the day.
pub fn kiosk(machine: &Machine, settings: Result<&Settings, &str>, corpus: &Corpus, today: Date) -> Vec<Line> {
    let defaults = Settings::default();
    let used = settings.unwrap_or(&defaults);
    let mut lines = vec![
        kernel::landlock(machine, used.allow_no_landlock),
        kernel::seccomp(machine),
        kernel::swap(machine),
        kernel::core_pattern(machine),
        kernel::sysrq(machine),
        services::consoles(machine),
        kernel::tiocsti(machine),
        services::sleep(machine),
        services::getty(machine),
        services::shells(machine),
        owners::files(machine, used),
        content::index(machine, &used.index, corpus),
        content::library(machine, &used.library),
        content::date(corpus, today),
        owners::staff_pin(machine),
    ];
    lines.push(match settings {
        Ok(settings) => content::idle(settings),
        Err(what) => Line::new(Verdict::Fail, content::IDLE, what),
    });
    lines
}

/// The lines for an advocate's own computer.
pub fn desk(machine: &Machine, desk: &Desk, corpus: &Corpus) -> Vec<Line> {
    desk::lines(machine, desk, corpus)
}

impl Verdict {
    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Ok => "OK",
            Verdict::Warn => "WARN",
            Verdict::Fail => "FAIL",
        }
    }
}

impl Line {
    fn new(verdict: Verdict, name: &'static str, detail: impl AsRef<str>) -> Line {
        // Part of it may come from a file, which may hold anything.
        Line { verdict, name, detail: scrub(detail.as_ref()).replace('\n', " ") }
    }

    fn ok(name: &'static str, detail: impl AsRef<str>) -> Line {
        Line::new(Verdict::Ok, name, detail)
    }

    fn warn(name: &'static str, detail: impl AsRef<str>) -> Line {
        Line::new(Verdict::Warn, name, detail)
    }

    fn fail(name: &'static str, detail: impl AsRef<str>) -> Line {
        Line::new(Verdict::Fail, name, detail)
    }

    /// The check could not see `path`.
    fn unseen(name: &'static str, path: &str) -> Line {
        Line::warn(name, format!("{path} cannot be seen from here. Run `waypost doctor --kiosk` in a shell."))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Line { verdict, name, detail } = self;
        write!(f, "{:<4}  {name:<21}  {detail}", verdict.name())
    }
}

impl Machine {
    /// The computer that this runs on.
    pub fn this() -> Machine {
        Machine { root: "/".into(), owner: 0, landlock: sandbox::landlock_abi() }
    }

    /// Where `path`, which starts with a slash, lies on this machine.
    fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = path.as_ref();
        self.root.join(path.strip_prefix("/").unwrap_or(path))
    }

    /// The text of a file without the space around it; None where it cannot be read.
    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.at(path)).ok().map(|text| text.trim().to_owned())
    }
}

#[cfg(test)]
mod tests;
