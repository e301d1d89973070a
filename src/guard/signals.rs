//! Signals, each as a pipe that becomes readable.

use super::step::{Input, Signal};
use crate::terminal;
use rustix::event::{PollFd, PollFlags};
use rustix::pipe::{PipeFlags, pipe_with};
use signal_hook::consts::signal::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGUSR1, SIGUSR2, SIGWINCH,
};
use signal_hook::flag;
use signal_hook::low_level::pipe;
use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;

/// Signals that mean something to the guard.
const HEARD: [i32; 8] = [SIGWINCH, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGUSR1];
/// Signals that would end or stop a program that does not expect them.
const IGNORED: [i32; 5] = [SIGTTIN, SIGTTOU, SIGPIPE, SIGUSR2, SIGALRM];

/// The signals of this process.
pub(super) struct Signals {
    pipes: Vec<(i32, OwnedFd)>,
}

impl Signals {
    /// Begins to listen.
    pub fn new() -> io::Result<Signals> {
        let mut pipes = Vec::new();
        for signal in HEARD {
            let (read, write) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
            pipe::register(signal, write)?;
            pipes.push((signal, read));
        }
        for signal in IGNORED {
            // A flag that nobody looks at. A pipe that nobody reads would answer with SIGPIPE, for ever.
            flag::register(signal, Arc::default())?;
        }
        Ok(Signals { pipes })
    }

    /// What to wait for.
    pub fn watched(&self) -> impl Iterator<Item = PollFd<'_>> {
        self.pipes.iter().map(|(_, pipe)| PollFd::new(pipe, PollFlags::IN))
    }

    /// The signals that have come since the last time.
    pub fn came(&self) -> Vec<Input<'static>> {
        let came = self.pipes.iter().filter(|(_, pipe)| drained(pipe));
        came.map(|(signal, _)| match *signal {
            SIGWINCH => Input::Size(terminal::size()),
            SIGCONT => Input::Signal(Signal::Continue),
            SIGTERM => Input::Signal(Signal::Terminate),
            SIGHUP => Input::Signal(Signal::HangUp),
            // From outside these mean: take it off the screen.
            _ => Input::Signal(Signal::Hide),
        })
        .collect()
    }
}

/// Takes a signal's bytes out of its pipe. Whether there were any.
fn drained(pipe: &OwnedFd) -> bool {
    let mut any = false;
    let mut bytes = [0; 64];
    while rustix::io::read(pipe, &mut bytes).is_ok_and(|count| count > 0) {
        any = true;
    }
    any
}
