//! Processes of a test's own: forked, locked, watched.

use std::io::{PipeWriter, Read, Write};
use std::os::fd::AsFd;
use std::panic::{AssertUnwindSafe, catch_unwind};
use waypost::sandbox::{self, Part};

/// How a child ended, and what it said before.
#[derive(Debug, PartialEq, Eq)]
pub struct Child {
    pub ended: Ended,
    pub said: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With this code.
    With(i32),
    /// By this signal.
    By(i32),
}

/// The kernel's answer to a call that is in no list.
pub const KILLED: Ended = Ended::By(libc::SIGSYS);

/// Seconds after which a child that hangs is ended.
const PATIENCE: u32 = 120;

/// Runs `role` in a forked child. It ends with the code that `role` gives, or with 101 where it panics.
pub fn run(role: impl FnOnce(&mut PipeWriter) -> i32) -> Child {
    let (mut from, mut to) = std::io::pipe().unwrap();
    let number = fork(|| {
        // SAFETY: it takes a number.
        unsafe { libc::alarm(PATIENCE) };
        let code = catch_unwind(AssertUnwindSafe(|| role(&mut to))).unwrap_or(101);
        let _ = to.flush();
        code
    });
    drop(to);
    let mut said = String::new();
    from.read_to_string(&mut said).unwrap();
    Child { ended: wait(number), said }
}

/// Forks a child that ends with the code that `role` gives. The child's number.
pub fn fork(role: impl FnOnce() -> i32) -> i32 {
    // SAFETY: the child has the one thread that runs here, and glibc keeps its allocator whole over a fork. It ends
    // without going back into the test.
    match unsafe { libc::fork() } {
        0 => {
            let code = role();
            // SAFETY: it takes a number and does not return.
            unsafe { libc::_exit(code) }
        }
        number => {
            assert!(number > 0, "{}", std::io::Error::last_os_error());
            number
        }
    }
}

pub fn wait(number: i32) -> Ended {
    let mut status = 0;
    // SAFETY: the status is a number of ours.
    assert_eq!(unsafe { libc::waitpid(number, &raw mut status, 0) }, number);
    if libc::WIFEXITED(status) { Ended::With(libc::WEXITSTATUS(status)) } else { Ended::By(libc::WTERMSIG(status)) }
}

/// Locks this process as a guard. Tests of it are skipped where the kernel has no Landlock.
pub fn become_guard() {
    sandbox::harden().unwrap();
    sandbox::lock(Part::Guard, false).unwrap();
}

/// `role` in a reader that a locked guard has forked, with what it says going to `to`. How the reader ended, as the
/// guard's exit code: 200 and more is a signal.
pub fn as_reader(to: &mut PipeWriter, role: impl FnOnce(&mut PipeWriter) -> i32) -> i32 {
    become_guard();
    let guard = rustix::process::getpid();
    let number = fork(|| {
        sandbox::die_with(guard).unwrap();
        sandbox::close_descriptors_except(&[to.as_fd()]);
        sandbox::lock(Part::Reader, false).unwrap();
        role(to)
    });
    match wait(number) {
        Ended::With(code) => code,
        Ended::By(signal) => 200 + signal,
    }
}

/// The same, as a child of the test.
pub fn reader(role: impl FnOnce(&mut PipeWriter) -> i32) -> Child {
    let child = run(|to| as_reader(to, role));
    match child.ended {
        Ended::With(code @ 200..) => Child { ended: Ended::By(code - 200), ..child },
        _ => child,
    }
}

/// Whether a test can run here. `WAYPOST_TESTS=strict` makes it fail instead of being skipped.
pub fn can_lock() -> bool {
    let can = sandbox::landlock_abi().is_some();
    let strict = std::env::var("WAYPOST_TESTS").is_ok_and(|value| value == "strict");
    assert!(can || !strict, "this kernel has no Landlock, and no test may be skipped");
    if !can {
        eprintln!("skipped: this kernel has no Landlock");
    }
    can
}
