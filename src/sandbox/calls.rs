//! The system calls that are left to the guard, to the reader and to a parser, each with its reason.
//!
//! What is in neither of a part's tables ends the process at once (`SECCOMP_RET_KILL_PROCESS`): a call that nobody
//! foresaw is a sign of something gone wrong. What a library may try in good faith is refused with an error instead.
//! The numbers are those of x86-64 and of arm64; a call that only one of them has says so.

use Rule::{Allow, Only, Refuse, Without};
use libc::c_long;

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// It is done.
    Allow,
    /// Done where the low 32 bits of this argument (from 0) are one of these numbers, which is all that the kernel
    /// looks at; else refused with `EPERM`.
    Only(u8, &'static [u32]),
    /// Done where this argument has none of these bits; else refused with `EPERM`.
    Without(u8, u32),
    /// Refused with `EPERM`.
    Refuse,
}

/// A call, what becomes of it, and why.
pub(super) type Call = (c_long, Rule, &'static str);

/// `fork` of glibc, of rustix and of musl: a new process and nothing that is shared with it.
const FORK: &[u32] = &[
    (libc::CLONE_CHILD_SETTID | libc::CLONE_CHILD_CLEARTID | libc::SIGCHLD) as u32,
    (libc::CLONE_CHILD_SETTID | libc::SIGCHLD) as u32,
    libc::SIGCHLD as u32,
];

/// Ask for and set a terminal's modes and size, and drop what waits in it. None of these types keys for somebody,
/// switches consoles, sets a keyboard or a font (`TIOCSTI`, `TIOCLINUX`, `VT_*`, `KD*`).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the kernel takes 32 bits of it")]
const TERMINAL: &[u32] = &[
    libc::TCGETS as u32,
    libc::TCSETS as u32,
    libc::TCSETSW as u32,
    libc::TCSETSF as u32,
    libc::TCGETS2 as u32,
    libc::TCSETS2 as u32,
    libc::TCSETSW2 as u32,
    libc::TCSETSF2 as u32,
    libc::TCFLSH as u32,
    libc::TIOCGWINSZ as u32,
];

/// `fcntl`: flags of a descriptor, and a second number for it. Not: signals sent for it, locks, seals; nor whether it
/// blocks, which would hold for the next reader's screen, too.
const DESCRIPTOR: &[u32] =
    &[libc::F_GETFD as u32, libc::F_SETFD as u32, libc::F_GETFL as u32, libc::F_DUPFD_CLOEXEC as u32];

/// `prctl`: what only takes rights away, or asks.
const PROCESS: &[u32] = &[
    libc::PR_SET_PDEATHSIG as u32,
    libc::PR_SET_NO_NEW_PRIVS as u32,
    libc::PR_GET_NO_NEW_PRIVS as u32,
    libc::PR_GET_DUMPABLE as u32,
    libc::PR_GET_SECCOMP as u32,
];

/// `kill`: what a reader is sent.
#[allow(clippy::cast_sign_loss, reason = "numbers of signals are small")]
const READERS: &[u32] = &[libc::SIGKILL as u32, libc::SIGSTOP as u32, libc::SIGCONT as u32];

const EXEC: u32 = libc::PROT_EXEC as u32;

/// What both may do: reading and writing what is open, memory, the clock, the end.
const BOTH: &[Call] = &[
    (libc::SYS_read, Allow, "frames from the pipe; keys from the terminal"),
    (libc::SYS_write, Allow, "the screen; events to the guard"),
    (libc::SYS_writev, Allow, "writes of several pieces by the standard library"),
    (libc::SYS_close, Allow, "a pipe that is done with"),
    #[cfg(target_arch = "x86_64")]
    (libc::SYS_poll, Allow, "waiting for frames; arm64 has ppoll alone"),
    (libc::SYS_ppoll, Allow, "waiting for frames"),
    (libc::SYS_lseek, Allow, "the standard library asks where it stands in a file"),
    (libc::SYS_fstat, Allow, "of what is open; it takes no path"),
    (libc::SYS_fcntl, Only(1, DESCRIPTOR), "a second descriptor of the screen"),
    (libc::SYS_mmap, Without(2, EXEC), "memory; never with code in it"),
    (libc::SYS_mprotect, Without(2, EXEC), "memory; never with code in it"),
    (libc::SYS_munmap, Allow, "memory given back"),
    (libc::SYS_mremap, Allow, "memory that grows"),
    (libc::SYS_madvise, Allow, "memory given back"),
    (libc::SYS_brk, Allow, "memory that grows"),
    (libc::SYS_clock_gettime, Allow, "the time, where the kernel offers no quicker way"),
    (libc::SYS_getrandom, Allow, "seeds of hash tables"),
    (libc::SYS_futex, Allow, "locks of the standard library"),
    (libc::SYS_rt_sigreturn, Allow, "the end of a signal handler"),
    (libc::SYS_rt_sigprocmask, Allow, "abort lets its signal through"),
    (libc::SYS_rt_sigaction, Allow, "the handler of a stack overflow steps back"),
    (libc::SYS_sigaltstack, Allow, "the stack of that handler"),
    (libc::SYS_restart_syscall, Allow, "a wait that SIGSTOP and SIGCONT have interrupted"),
    (libc::SYS_getpid, Allow, "abort asks for it"),
    (libc::SYS_gettid, Allow, "abort asks for it"),
    (libc::SYS_exit, Allow, "the end"),
    (libc::SYS_exit_group, Allow, "the end"),
    (libc::SYS_sched_getaffinity, Refuse, "glibc counts processors when memory runs short"),
    #[cfg(target_arch = "x86_64")]
    (libc::SYS_open, Refuse, "no file is opened any more, not even for a look at the time zone"),
    (libc::SYS_openat, Refuse, "as open"),
    (libc::SYS_openat2, Refuse, "as open"),
    #[cfg(target_arch = "x86_64")]
    (libc::SYS_stat, Refuse, "as open; Landlock lets it through"),
    (libc::SYS_newfstatat, Refuse, "as stat"),
    (libc::SYS_statx, Refuse, "as stat"),
    #[cfg(target_arch = "x86_64")]
    (libc::SYS_readlink, Refuse, "as stat"),
    (libc::SYS_readlinkat, Refuse, "as stat"),
    #[cfg(target_arch = "x86_64")]
    (libc::SYS_access, Refuse, "as stat"),
    (libc::SYS_faccessat, Refuse, "as stat"),
];

/// What the reader and a parser have besides. Other programs, sockets and other processes' memory are not listed: trying
/// ends it.
const NARROW: &[Call] = &[
    (libc::SYS_ioctl, Refuse, "it never asks the terminal for anything"),
    (libc::SYS_clone, Refuse, "no thread, no process"),
    (libc::SYS_clone3, Refuse, "as clone"),
    #[cfg(target_arch = "x86_64")]
    (libc::SYS_fork, Refuse, "as clone"),
    #[cfg(target_arch = "x86_64")]
    (libc::SYS_vfork, Refuse, "as clone"),
];

/// What the guard has besides: to own a terminal, to start and end readers, and for a reader that locks itself.
const GUARD: &[Call] = &[
    (libc::SYS_ioctl, Only(1, TERMINAL), "the terminal's modes and size; a queue that is dropped"),
    (libc::SYS_clone, Only(0, FORK), "a reader is forked; a thread is not"),
    (libc::SYS_clone3, Refuse, "its flags cannot be seen from here; fork is clone"),
    #[cfg(target_arch = "x86_64")]
    (libc::SYS_fork, Allow, "fork of musl"),
    (libc::SYS_set_robust_list, Allow, "glibc, in a child that was just forked"),
    (libc::SYS_set_tid_address, Allow, "musl, in a child that was just forked"),
    (libc::SYS_wait4, Allow, "a reader that has ended is reaped"),
    (libc::SYS_waitid, Allow, "as wait4"),
    (libc::SYS_kill, Only(1, READERS), "a reader is ended, or stands still behind the warning"),
    (libc::SYS_tgkill, Only(2, &[libc::SIGABRT as u32]), "abort"),
    (libc::SYS_timerfd_settime, Allow, "the moment that is next"),
    (libc::SYS_pipe2, Allow, "the pipes of the next reader"),
    #[cfg(target_arch = "x86_64")]
    (libc::SYS_dup2, Allow, "the pipe becomes the reader's standard input"),
    (libc::SYS_dup3, Allow, "as dup2"),
    (libc::SYS_close_range, Allow, "the reader closes what is not its own"),
    (libc::SYS_getppid, Allow, "the reader asks whether its guard still lives"),
    (libc::SYS_prlimit64, Only(0, &[0]), "the reader sets its own limits"),
    (libc::SYS_prctl, Only(0, PROCESS), "the reader ties itself to its guard and locks itself"),
    (libc::SYS_landlock_create_ruleset, Allow, "the reader locks itself"),
    (libc::SYS_landlock_restrict_self, Allow, "the reader locks itself"),
    (libc::SYS_seccomp, Only(0, &[libc::SECCOMP_SET_MODE_FILTER]), "the reader locks itself"),
    (libc::SYS_mlock, Allow, "keys and PIN stay out of swap"),
    (libc::SYS_execve, Refuse, "no other program"),
    (libc::SYS_execveat, Refuse, "as execve"),
    (libc::SYS_socket, Refuse, "nobody is called; Landlock would let a Unix socket through"),
    (libc::SYS_socketpair, Refuse, "as socket"),
    (libc::SYS_ptrace, Refuse, "no look into other processes"),
];

/// The calls of one part.
pub(super) fn of(part: super::Part) -> impl Iterator<Item = &'static Call> + Clone {
    let own = match part {
        super::Part::Guard => GUARD,
        super::Part::Reader | super::Part::Parser => NARROW,
    };
    BOTH.iter().chain(own)
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::{Rule, TERMINAL, of};
    use std::collections::BTreeMap;

    #[test]
    fn every_call_stands_once_and_has_its_reason() {
        for part in [Part::Guard, Part::Reader, Part::Parser] {
            let mut seen = BTreeMap::new();
            for (number, _, reason) in of(part) {
                assert!(!reason.is_empty());
                assert_eq!(seen.insert(*number, *reason), None, "{part:?}: {reason}");
            }
        }
    }

    #[test]
    fn the_guards_list_holds_all_that_the_reader_may() {
        let guard: BTreeMap<_, _> = of(Part::Guard).map(|(number, rule, _)| (*number, *rule)).collect();
        for (number, rule, reason) in of(Part::Reader).filter(|(_, rule, _)| !matches!(rule, Rule::Refuse)) {
            assert_eq!(guard.get(number), Some(rule), "{reason}");
        }
    }

    #[test]
    fn no_call_types_keys_or_switches_consoles() {
        // TIOCSTI, TIOCLINUX; 0x4Bxx is KD*, 0x56xx is VT_*.
        for request in TERMINAL {
            assert!(![0x5412, 0x541C].contains(request) && ![0x4B, 0x56].contains(&(request >> 8)), "{request:#x}");
        }
    }
}
