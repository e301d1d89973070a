//! The steps of the lock-down, in their order.

use super::{Fault, Part, Report, descriptors, landlock, limits, seccomp};
use rustix::process::{DumpableBehavior, Pid, Signal, getppid, set_dumpable_behavior, set_parent_process_death_signal};
use rustix::thread::set_no_new_privs;
use std::fs;
use std::io;
use std::os::fd::BorrowedFd;
use std::sync::Arc;

/// The guard's first steps, before it opens anything: limits, no core dump and no look into its memory by the same
/// user, no new privileges by any program. A child inherits all of them.
///
/// # Errors
/// What the kernel refused.
pub fn harden() -> Result<(), Fault> {
    // A file that may not grow answers with this signal, which would end the program before it has said why it ends.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default())
        .map_err(|error| Fault::Privileges("SIGXFSZ", error))?;
    limits::set(Part::Guard)?;
    drop_privileges()
}

fn drop_privileges() -> Result<(), Fault> {
    set_dumpable_behavior(DumpableBehavior::NotDumpable)
        .map_err(|error| Fault::Privileges("PR_SET_DUMPABLE", error.into()))?;
    set_no_new_privs(true).map_err(|error| Fault::Privileges("PR_SET_NO_NEW_PRIVS", error.into()))
}

/// Shuts the door, for good. Everything that is needed must be open by then, and there must be one thread only:
/// Landlock holds for the thread that asks.
///
/// # Errors
/// What could not be locked. Without Landlock in the kernel, unless `allow_no_landlock`. The process may then be half
/// locked and should end.
pub fn lock(part: Part, allow_no_landlock: bool) -> Result<Report, Fault> {
    match part {
        // A forked child has one thread, and can no longer ask.
        Part::Reader => limits::set(part)?,
        // It was started for one file, and nobody has hardened it.
        Part::Parser => drop_privileges()?,
        Part::Guard if is_single_threaded().map_err(Fault::Uncounted)? => {}
        Part::Guard => return Err(Fault::Threads),
    }
    let landlock = landlock::restrict()?;
    if landlock.is_none() && !allow_no_landlock {
        return Err(Fault::NoLandlock);
    }
    // Landlock needs a descriptor, of which a parser is left none.
    if part == Part::Parser {
        limits::set(part)?;
    }
    seccomp::restrict(part)?;
    Ok(Report { landlock })
}

/// Ties a forked child to `parent`, which must be the process that forked it: the kernel kills the child with it.
///
/// # Errors
/// Where the kernel refuses, or `parent` has ended already.
pub fn die_with(parent: Pid) -> Result<(), Fault> {
    set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(|error| Fault::Privileges("PR_SET_PDEATHSIG", error.into()))?;
    // If it ended before that, the signal will never come.
    if getppid() == Some(parent) { Ok(()) } else { Err(Fault::Orphan) }
}

/// Closes every descriptor but `keep`: what a parent left open, or what only the guard may have. Whatever owns one of
/// the others must not be used or dropped afterwards.
pub fn close_descriptors_except(keep: &[BorrowedFd<'_>]) {
    descriptors::close_except(keep);
}

/// Keeps `bytes` out of swap for as long as the process runs: keys and PINs. Where the limit of such memory is used up
/// nothing is done; that there is no swap is for the administrator to see to.
pub fn keep_out_of_swap(bytes: &[u8]) {
    limits::keep_out_of_swap(bytes);
}

/// Whether this process has one thread.
///
/// # Errors
/// Where `/proc` is not there.
pub fn is_single_threaded() -> io::Result<bool> {
    Ok(fs::read_dir("/proc/self/task")?.count() == 1)
}

/// The version of the kernel's Landlock interface; None where it has none, or it was switched off at boot.
pub fn landlock_abi() -> Option<u32> {
    landlock::abi()
}
