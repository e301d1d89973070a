//! Locking down: what the guard and the reader can no longer do, whatever goes wrong in them.
//!
//! The guard first limits itself ([`harden`]), opens all that it will need, and then shuts the door ([`lock`]). The
//! reader, forked from it, dies with it ([`die_with`]), closes what it was not given ([`close_descriptors_except`])
//! and shuts a second, narrower door. Each door is Landlock without one rule, so that no file can be opened and nobody
//! can be called, and behind it seccomp's list of the system calls that are left. Filters add up over a fork: what the
//! reader may do, the guard's list must hold as well.
//!
//! The process that reads a foreign file ([`Part::Parser`]) shuts the narrow door at once, when it has the file's bytes.
//!
//! Landlock: <https://docs.kernel.org/userspace-api/landlock.html>. seccomp:
//! <https://docs.kernel.org/userspace-api/seccomp_filter.html>.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod descriptors;
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod landlock;
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod limits;
#[cfg(target_os = "linux")]
mod seccomp;
#[cfg(target_os = "linux")]
mod steps;
#[cfg(not(target_os = "linux"))]
#[path = "sandbox/elsewhere.rs"]
mod steps;

use std::io;

pub use steps::{close_descriptors_except, die_with, harden, is_single_threaded, keep_out_of_swap, landlock_abi, lock};

/// Which process is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Owns the terminal, forks and ends readers.
    Guard,
    /// Reads what it was given and draws.
    Reader,
    /// Reads the bytes of a foreign file and writes down its text.
    Parser,
}

/// What holds after [`lock`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// The version of Landlock's interface in force; None where the kernel has none and that was allowed.
    pub landlock: Option<u32>,
}

/// What could not be locked. It reads on from "cannot lock down this computer: ".
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Not a Linux kernel.
    #[error("only Linux has what this needs")]
    NotHere,
    /// A limit of memory, files or core dumps was refused.
    #[error("the limit of {0} cannot be set ({1})")]
    Limit(&'static str, io::Error),
    /// `prctl` refused.
    #[error("{0} cannot be set ({1})")]
    Privileges(&'static str, io::Error),
    /// A second thread would stay outside.
    #[error("another thread is running")]
    Threads,
    /// `/proc` could not be asked how many threads there are.
    #[error("/proc/self/task cannot be read ({0})")]
    Uncounted(io::Error),
    /// The parent has ended before the child could tie itself to it.
    #[error("the process that started this one has ended")]
    Orphan,
    /// The kernel has no Landlock, or it was switched off at boot.
    #[error("this kernel has no Landlock")]
    NoLandlock,
    /// Landlock refused.
    #[error("Landlock cannot be set ({0})")]
    Landlock(String),
    /// seccomp refused, or there is no filter for this processor.
    #[error("seccomp cannot be set ({0})")]
    Seccomp(String),
}
