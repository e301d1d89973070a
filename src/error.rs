//! Errors and faults, with the exit code that belongs to each.
//!
//! The core cannot fail: what a person does always leads to a screen. What can
//! fail is what comes from outside — files, arguments, the terminal — and each
//! failure is a full sentence that names the place and the way out.

use std::fmt;

/// A fault in a file of the corpus: `file:line: what. What to do.`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, below the corpus folder.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, a full sentence.
    pub what: String,
    /// What to do about it, a full sentence; empty where `what` says it.
    pub fix: String,
}

impl Fault {
    /// A fault at `line` (from 1; 0 is taken as 1) of `path`.
    pub fn new(path: &str, line: usize, what: impl Into<String>, fix: impl Into<String>) -> Fault {
        Fault { path: path.to_owned(), line: line.max(1), what: what.into(), fix: fix.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { path, line, what, fix } = self;
        write!(f, "{path}:{line}: {what}{}{fix}", if fix.is_empty() { "" } else { " " })
    }
}

/// Why the program ends otherwise than well.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// How the process ends.
    pub exit: Exit,
    /// A full sentence for the person, with the way out.
    pub message: String,
}

/// The exit codes, after BSD's sysexits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Nothing found, faults in a corpus, or a check that failed.
    Nothing = 1,
    /// The arguments are not understood (`EX_USAGE`).
    Usage = 64,
    /// A file is in the wrong format (`EX_DATAERR`).
    Format = 65,
    /// A file or record is missing or cannot be read (`EX_NOINPUT`).
    Missing = 66,
    /// There is no terminal (`EX_UNAVAILABLE`).
    NoTerminal = 69,
    /// A fault of the program itself (`EX_SOFTWARE`).
    Internal = 70,
    /// The computer cannot be locked down (`EX_OSERR`).
    CannotLock = 71,
    /// A file cannot be written (`EX_CANTCREAT`).
    CannotWrite = 73,
    /// The terminal went away, or cannot be used (`EX_IOERR`).
    TerminalLost = 74,
    /// A settings file is wrong (`EX_CONFIG`).
    Config = 78,
}

impl Error {
    /// An error with its exit code and sentence.
    pub fn new(exit: Exit, message: impl Into<String>) -> Error {
        Error { exit, message: message.into() }
    }

    /// Something that should not have happened; nothing of what was on the screen may be said of it.
    pub fn internal() -> Error {
        Error::new(Exit::Internal, "internal error. Please start it again.")
    }
}
