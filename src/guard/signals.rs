//! Signals, each as a pipe that becomes readable.

use super::pipes::pipe;
use super::step::{Input, Signal};
use crate::terminal;
use rustix::event::{PollFd, PollFlags};
use signal_hook::consts::signal::{
    SIGALRM, SIGCHLD, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGUSR1,
    SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU,
};
use signal_hook::low_level;
use std::io;
use std::os::fd::OwnedFd;

/// Signals that mean something to the guard.
const HEARD: [i32; 8] = [SIGWINCH, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGUSR1];
/// Signals that would end a program that does not expect them, with the page still on the screen. (Rust's own start ignores
/// SIGPIPE.)
const IGNORED: [i32; 6] = [SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGXCPU];
/// With these ignored, a read in the background fails and a change of the terminal goes through, rather than stopping for
/// ever. While the terminal is taken they still stop a program that was begun in the background.
const BACKGROUND: [i32; 2] = [SIGTTIN, SIGTTOU];

/// The signals of this process.
pub(super) struct Signals {
    pipes: Vec<(i32, OwnedFd)>,
}

impl Signals {
    /// Begins to listen, also to what has come since [`hold`].
    pub fn new() -> io::Result<Signals> {
        let mut pipes = Vec::new();
        for signal in HEARD {
            let (read, write) = pipe()?;
            low_level::pipe::register(signal, write)?;
            pipes.push((signal, read));
        }
        BACKGROUND.into_iter().for_each(|signal| react(signal, libc::SIG_IGN));
        // A starter may have left it ignored: readers would then be reaped by nobody we know of.
        react(SIGCHLD, libc::SIG_DFL);
        mask(libc::SIG_UNBLOCK);
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

/// Holds signals back until somebody listens: a program that has taken the terminal must not end without giving it back.
pub fn hold() {
    IGNORED.into_iter().for_each(|signal| react(signal, libc::SIG_IGN));
    mask(libc::SIG_BLOCK);
}

#[allow(unsafe_code)]
fn react(signal: i32, reaction: libc::sighandler_t) {
    // SAFETY: neither of the two reactions that are set here runs any code of ours.
    unsafe { libc::signal(signal, reaction) };
}

#[allow(unsafe_code)]
fn mask(how: i32) {
    // SAFETY: an empty set of signals is all zeroes or what sigemptyset makes of it; the calls read and write only it.
    unsafe {
        let mut set = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        for signal in HEARD.into_iter().filter(|signal| *signal != SIGWINCH) {
            libc::sigaddset(&raw mut set, signal);
        }
        libc::sigprocmask(how, &raw const set, std::ptr::null_mut());
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
