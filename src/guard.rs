//! The loop around the reader: keyboard, signals, time.
//!
//! One blocking wait and no tick: while nobody presses a key, nothing runs.
//! Waiting input is taken in before a frame is drawn, so that a key held down
//! is never behind.

mod keys;
pub mod scan;
pub mod screen;
pub mod settings;
pub mod step;
pub mod words;

use crate::app::Effect;
use crate::error::{Error, Exit};
use crate::reader::{Input, Reader};
use crate::terminal::{self, Terminal};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pipe::{PipeFlags, pipe_with};
use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGWINCH};
use signal_hook::low_level::pipe;
use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// How long half a key waits for its rest, in nanoseconds: 50 ms.
const HALF_KEY: i64 = 50_000_000;

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person left, finished or hid.
    ByPerson,
    /// A signal of this number said so.
    BySignal(i32),
}

/// Signals, each as a pipe that becomes readable.
struct Signals {
    pipes: Vec<(i32, OwnedFd)>,
}

impl Signals {
    fn new() -> io::Result<Signals> {
        let mut pipes = Vec::new();
        for signal in [SIGWINCH, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGUSR1] {
            let (read, write) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
            pipe::register(signal, write)?;
            pipes.push((signal, read));
        }
        Ok(Signals { pipes })
    }

    /// Takes a signal's bytes out of its pipe. Whether there were any.
    fn came(pipe: &OwnedFd) -> bool {
        let mut any = false;
        let mut bytes = [0; 64];
        while rustix::io::read(pipe, &mut bytes).is_ok_and(|count| count > 0) {
            any = true;
        }
        any
    }
}

/// Runs `reader` on the terminal until the session ends.
///
/// # Errors
/// Exit 74 where the terminal cannot be written to.
pub fn run<W: Write>(mut reader: Reader<W>, terminal: &Terminal) -> Result<Ended, Error> {
    let lost = |error: io::Error| Error::new(Exit::TerminalLost, format!("The terminal went away: {error}."));
    let signals = Signals::new().map_err(lost)?;
    let keyboard = io::stdin();
    reader.draw().map_err(lost)?;
    loop {
        let timeout = reader.is_waiting().then_some(Timespec { tv_sec: 0, tv_nsec: HALF_KEY });
        let ready = wait(keyboard.as_fd(), &signals, timeout.as_ref());
        if ready.is_empty() {
            reader.take(Input::Expire).map_err(lost)?;
        }
        for source in ready {
            match source {
                Source::Keyboard => match take_keys(&mut reader, keyboard.as_fd()).map_err(lost)? {
                    Keys::Gone => return Ok(Ended::BySignal(SIGHUP)),
                    Keys::Taken(Some(ended)) => return Ok(ended),
                    Keys::Taken(None) => {}
                },
                Source::Signal(SIGWINCH) => {
                    reader.take(Input::Size(terminal::size())).map_err(lost)?;
                }
                Source::Signal(SIGCONT) => {
                    terminal.resume()?;
                    reader.take(Input::Size(terminal::size())).map_err(lost)?;
                    reader.take(Input::Redraw).map_err(lost)?;
                }
                Source::Signal(signal @ (SIGTERM | SIGHUP)) => return Ok(Ended::BySignal(signal)),
                // From outside these mean: take it off the screen.
                Source::Signal(_) => return Ok(Ended::ByPerson),
            }
        }
        reader.draw().map_err(lost)?;
    }
}

/// What has something to read.
enum Source {
    Keyboard,
    Signal(i32),
}

fn wait(keyboard: BorrowedFd<'_>, signals: &Signals, timeout: Option<&Timespec>) -> Vec<Source> {
    let mut watched = vec![PollFd::new(&keyboard, PollFlags::IN)];
    watched.extend(signals.pipes.iter().map(|(_, pipe)| PollFd::new(pipe, PollFlags::IN)));
    // An interrupted wait is a signal; its pipe says which.
    let _ = poll(&mut watched, timeout);
    let keys = !watched[0].revents().is_empty();
    let came = |(signal, pipe): &(i32, OwnedFd)| Signals::came(pipe).then_some(Source::Signal(*signal));
    let mut ready: Vec<Source> = signals.pipes.iter().filter_map(came).collect();
    if keys {
        ready.push(Source::Keyboard);
    }
    ready
}

/// What came of reading the keyboard.
enum Keys {
    /// The terminal is gone.
    Gone,
    /// The keys were taken; the session may have ended by one of them.
    Taken(Option<Ended>),
}

/// Takes in all that waits, up to a few thousand keys, before the next frame.
fn take_keys<W: Write>(reader: &mut Reader<W>, keyboard: BorrowedFd<'_>) -> io::Result<Keys> {
    let mut bytes = [0; 4096];
    for _ in 0..8 {
        match rustix::io::read(keyboard, &mut bytes) {
            Ok(0) | Err(rustix::io::Errno::IO) => return Ok(Keys::Gone),
            Ok(count) => {
                if let Some(ended) = ended(reader.take(Input::Keys(&bytes[..count]))?) {
                    return Ok(Keys::Taken(Some(ended)));
                }
            }
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => break,
            Err(error) => return Err(error.into()),
        }
        let mut more = [PollFd::new(&keyboard, PollFlags::IN)];
        if poll(&mut more, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_ok_and(|count| count == 0) {
            break;
        }
    }
    Ok(Keys::Taken(None))
}

/// Hide, finish and quit all end the program until it has a cover to show.
fn ended(effect: Option<Effect>) -> Option<Ended> {
    match effect {
        Some(Effect::Hide | Effect::Finish | Effect::Quit) => Some(Ended::ByPerson),
        Some(Effect::Language(_)) | None => None,
    }
}
