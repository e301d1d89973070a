//! Pipes on which nobody ever waits.

use std::io;
use std::os::fd::OwnedFd;

/// The ends of a new pipe, to read and to write. Neither waits, and no other program is handed them.
///
/// # Errors
/// Where the system has none.
#[cfg(target_os = "linux")]
pub(super) fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    use rustix::pipe::{PipeFlags, pipe_with};
    // In one call: once locked, the guard can no longer tell a descriptor not to wait.
    Ok(pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?)
}

/// The ends of a new pipe, to read and to write. Neither waits, and no other program is handed them.
///
/// # Errors
/// Where the system has none.
#[cfg(not(target_os = "linux"))]
pub(super) fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    use rustix::fs::{OFlags, fcntl_setfl};
    let (read, write) = io::pipe()?;
    let (read, write) = (OwnedFd::from(read), OwnedFd::from(write));
    fcntl_setfl(&read, OFlags::NONBLOCK)?;
    fcntl_setfl(&write, OFlags::NONBLOCK)?;
    Ok((read, write))
}
