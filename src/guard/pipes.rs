//! Pipes on which nobody ever waits.

use rustix::fs::{OFlags, fcntl_setfl};
use std::io;
use std::os::fd::OwnedFd;

/// The ends of a new pipe, to read and to write. Neither waits, and no other program is handed them.
///
/// # Errors
/// Where the system has none.
pub(super) fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = io::pipe()?;
    let (read, write) = (OwnedFd::from(read), OwnedFd::from(write));
    fcntl_setfl(&read, OFlags::NONBLOCK)?;
    fcntl_setfl(&write, OFlags::NONBLOCK)?;
    Ok((read, write))
}
