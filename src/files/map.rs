//! Files as memory.

use rustix::mm::{MapFlags, ProtFlags, mmap};
use std::fs::File;
use std::io;
use std::path::Path;

/// Maps `path` for as long as the program runs.
///
/// # Errors
/// What the system reports.
pub(super) fn map(path: &Path) -> io::Result<&'static [u8]> {
    let file = File::open(path)?;
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
