//! The reader's process: begun, told, heard, ended.
//!
//! It is forked, never started as another program, so all that it needs is in
//! memory already. To kill it is the wipe: the kernel takes back every page.

use super::pipes::pipe;
use super::step::{Event, Frame};
use crate::frames;
use crate::lang::Lang;
use crate::sandbox::{self, Part};
use crate::text::size::Size;
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicI32, Ordering};

/// A reader that is alive, or has just died.
pub(super) struct Child {
    pid: Pid,
    frames: OwnedFd,
    events: OwnedFd,
    /// The first byte of an event of two.
    half: bool,
    /// Whether its pipe was full when it should have been told its size, or to draw anew.
    behind: bool,
}

/// How a reader is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Whether it must not run unlocked.
    pub required: bool,
    /// Whether a kernel without Landlock will do.
    pub allow_no_landlock: bool,
}

impl Child {
    /// Forks a reader. In the new process `read` is called with the pipe for events; its frames come as standard input.
    /// What it returns is how that process ends.
    ///
    /// # Errors
    /// What the system reports. There is no reader then.
    #[allow(unsafe_code)]
    pub fn fork(lock: Lock, screen: BorrowedFd<'_>, read: impl FnOnce(OwnedFd) -> u8) -> io::Result<Child> {
        let (frames_in, frames) = pipe()?;
        let (events, events_out) = pipe()?;
        let guard = getpid();
        // SAFETY: the guard has one thread (the lock-down has counted them), so no lock is held by another that would
        // not exist in the child, and the child may go on with everything that is in memory.
        match unsafe { libc::fork() } {
            0 => {
                let code = in_child(guard, lock, &frames_in, screen, events_out, read);
                // SAFETY: ends the process at once. Nothing of the guard's is run: no exit handler, no destructor.
                unsafe { libc::_exit(i32::from(code)) }
            }
            number => {
                // fork gives -1 and says why in errno.
                let pid = Pid::from_raw(number).filter(|_| number > 0).ok_or_else(io::Error::last_os_error)?;
                ALIVE.store(number, Ordering::Relaxed);
                Ok(Child { pid, frames, events, half: false, behind: false })
            }
        }
    }

    /// Sends a frame; one that does not fit is dropped whole. Keys are then lost; that it was to draw is remembered.
    pub fn send(&mut self, frame: &Frame) {
        let bytes = match frame {
            Frame::Keys(keys) => frames::Frame::Keys(keys),
            Frame::Size(size) => frames::Frame::Size(*size),
            Frame::Redraw => frames::Frame::Redraw,
        }
        .encode();
        // A full pipe is that of a reader that hangs; one that is gone is noticed by its events.
        let full = rustix::io::write(&self.frames, &bytes) == Err(Errno::AGAIN);
        self.behind |= full && !matches!(frame, Frame::Keys(_));
    }

    /// What becomes writable when a reader that was not told its size can be told it.
    pub fn behind(&self) -> Option<BorrowedFd<'_>> {
        self.behind.then(|| self.frames.as_fd())
    }

    /// Tells a reader what it was not told, as far as it fits by now.
    pub fn catch_up(&mut self, size: Size) {
        if std::mem::take(&mut self.behind) {
            self.send(&Frame::Size(size));
            self.send(&Frame::Redraw);
        }
    }

    /// What becomes readable when the reader says something or dies.
    pub fn events(&self) -> BorrowedFd<'_> {
        self.events.as_fd()
    }

    /// What the reader has said; None when it is dead.
    pub fn said(&mut self) -> Option<Vec<Event>> {
        let mut bytes = [0; 64];
        match rustix::io::read(&self.events, &mut bytes) {
            Ok(0) => None,
            Ok(count) => Some(bytes[..count].iter().filter_map(|&byte| self.event(byte)).collect()),
            Err(Errno::AGAIN | Errno::INTR) => Some(Vec::new()),
            Err(_) => None,
        }
    }

    fn event(&mut self, byte: u8) -> Option<Event> {
        if std::mem::take(&mut self.half) {
            return Some(Lang::all().nth(usize::from(byte)).map_or(Event::Unknown, Event::Language));
        }
        match byte {
            frames::READY => Some(Event::Ready),
            frames::FINISH => Some(Event::Finish),
            frames::HIDE => Some(Event::Hide),
            frames::QUIT => Some(Event::Quit),
            frames::LANGUAGE => {
                self.half = true;
                None
            }
            _ => Some(Event::Unknown),
        }
    }

    /// Stops the reader where it is. It can still be killed.
    pub fn pause(&self) {
        // One that has ended by itself does nothing any more, which is noticed by its events.
        let _ = kill_process(self.pid, Signal::STOP);
    }

    /// Lets a stopped reader go on.
    pub fn resume(&self) {
        let _ = kill_process(self.pid, Signal::CONT);
    }

    /// Ends the reader, whatever it is doing, and waits until it is gone.
    pub fn kill(self) {
        // It may have ended by itself; then there is nothing to kill, and it is reaped all the same.
        let _ = kill_process(self.pid, Signal::KILL);
        while let Err(Errno::INTR) = waitpid(Some(self.pid), WaitOptions::empty()) {}
        ALIVE.store(0, Ordering::Relaxed);
    }
}

/// Does `work` in a process of its own, of which nothing is heard, and which ends with this one at the latest. For work
/// that the guard, once locked, may not do. Where no process can be had, it is not done.
#[allow(unsafe_code)]
pub fn aside(work: impl FnOnce()) {
    let guard = getpid();
    // SAFETY: as in `Child::fork`; a desk has one thread here, too.
    if unsafe { libc::fork() } == 0 {
        std::panic::set_hook(Box::new(|_| end_silently()));
        if sandbox::die_with(guard).is_ok() {
            sandbox::close_descriptors_except(&[]);
            work();
        }
        // SAFETY: ends the process at once, and runs nothing of the guard's.
        unsafe { libc::_exit(0) }
    }
}

/// The reader that is alive, for whoever must end it when the guard itself has failed; 0 where there is none.
static ALIVE: AtomicI32 = AtomicI32::new(0);

/// Ends the reader, if there is one, when nothing else of the guard can be relied upon any more.
pub(super) fn kill_whoever_is_alive() {
    if let Some(pid) = Pid::from_raw(ALIVE.swap(0, Ordering::Relaxed)) {
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// The first steps of the new process: it ties itself to the guard, lets go of all that is not its own, and locks itself.
fn in_child(
    guard: Pid,
    lock: Lock,
    frames: &OwnedFd,
    screen: BorrowedFd<'_>,
    events: OwnedFd,
    read: impl FnOnce(OwnedFd) -> u8,
) -> u8 {
    /// A reader that cannot be locked down (kiosk.md, section 10).
    const CANNOT_LOCK: u8 = 71;
    // Nothing of what went wrong here may be said aloud.
    std::panic::set_hook(Box::new(|_| end_silently()));
    if sandbox::die_with(guard).is_err() && lock.required {
        return CANNOT_LOCK;
    }
    if rustix::stdio::dup2_stdin(frames).is_err() || rustix::stdio::dup2_stdout(screen).is_err() {
        return CANNOT_LOCK;
    }
    sandbox::close_descriptors_except(&[rustix::stdio::stdin(), rustix::stdio::stdout(), events.as_fd()]);
    if sandbox::lock(Part::Reader, lock.allow_no_landlock || !lock.required).is_err() && lock.required {
        return CANNOT_LOCK;
    }
    read(events)
}

/// The end of a reader in which something went wrong. The guard sees it, and covers the screen.
#[allow(unsafe_code)]
fn end_silently() {
    // SAFETY: ends the process at once, and touches nothing.
    unsafe { libc::_exit(70) }
}
