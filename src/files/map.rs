//! Files as memory.

use rustix::mm::{MapFlags, ProtFlags, mmap};
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Opens an ordinary file to read it. A pipe in its place keeps nobody waiting.
///
/// # Errors
/// What the system reports, and that it is no ordinary file.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no ordinary file")) }
}

/// Maps `path` for as long as the program runs.
///
/// # Errors
/// As [`open`].
pub(super) fn map(path: &Path) -> io::Result<&'static [u8]> {
    let file = open(path)?;
    let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
    if length == 0 {
        return Ok(&[]);
    }
    // SAFETY: the mapping is private, read only, and never undone, so the slice is valid as long as the program runs.
    // The files of an index are written once, under a name of their own, and only ever unlinked afterwards, which
    // leaves a mapping whole; a folder that others may write to is the one thing that could change them.
    let start = unsafe { mmap(std::ptr::null_mut(), length, ProtFlags::READ, MapFlags::PRIVATE, &file, 0)? };
    // SAFETY: `mmap` has returned a readable region of `length` bytes.
    Ok(unsafe { std::slice::from_raw_parts(start.cast::<u8>(), length) })
}
