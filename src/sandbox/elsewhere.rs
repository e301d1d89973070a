//! Systems without Landlock and seccomp: desk mode runs unlocked and says so, a kiosk does not run.

use super::{Fault, Part, Report};
use rustix::process::Pid;
use std::io;
use std::os::fd::BorrowedFd;

/// Refused.
///
/// # Errors
/// Always.
pub fn harden() -> Result<(), Fault> {
    Err(Fault::NotHere)
}

/// Refused.
///
/// # Errors
/// Always.
pub fn lock(_: Part, _: bool) -> Result<Report, Fault> {
    Err(Fault::NotHere)
}

/// Refused.
///
/// # Errors
/// Always.
pub fn keep_from_swap(_: &[u8]) -> Result<(), Fault> {
    Err(Fault::NotHere)
}

/// Refused.
///
/// # Errors
/// Always.
pub fn die_with(_: Pid) -> Result<(), Fault> {
    Err(Fault::NotHere)
}

/// Refused.
///
/// # Errors
/// Always.
pub fn is_single_threaded() -> io::Result<bool> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Does nothing.
pub fn close_descriptors_except(_: &[BorrowedFd<'_>]) {}

/// There is none.
pub fn landlock_abi() -> Option<u32> {
    None
}
