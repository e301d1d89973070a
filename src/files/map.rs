//! Files as memory.

use rustix::mm::{MapFlags, ProtFlags, mmap};
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

/// Opens an ordinary file to read it. A pipe in its place keeps nobody waiting.
///
/// # Errors
/// What the system reports, and that it is no ordinary file.
pub(super) fn open(path: &Path) -> io::Result<(File, Metadata)> {
    let file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path)?;
    let meta = file.metadata()?;
    if meta.is_file() { Ok((file, meta)) } else { Err(io::Error::other("it is no ordinary file")) }
}

/// When a file was last changed in any way, in seconds and nanoseconds. Unlike the time of its last writing, nobody can
/// set it.
pub(super) fn changed(meta: &Metadata) -> (i64, i64) {
    (meta.ctime(), meta.ctime_nsec())
}

/// A file that is mapped for as long as the program runs.
#[derive(Clone, Copy)]
pub(super) struct Mapped(&'static [u8]);

impl Mapped {
    /// What the file holds.
    pub fn bytes(self) -> &'static [u8] {
        self.0
    }

    /// Lets go of the memory that reading has filled; what is read again comes again from the file.
    pub fn let_go(self) {
        #[cfg(target_os = "linux")]
        if !self.0.is_empty() {
            use rustix::mm::{Advice, madvise};
            // SAFETY: the region is a whole mapping, made by [`map`], private, never written to and never undone, so
            // its pages come back from the file as they were. Where the kernel will not, nothing has changed.
            let _ = unsafe { madvise(self.0.as_ptr().cast_mut().cast(), self.0.len(), Advice::LinuxDontNeed) };
        }
    }
}

/// Maps `path` for as long as the program runs.
///
/// # Errors
/// As [`open`].
pub(super) fn map(path: &Path) -> io::Result<(Mapped, Metadata)> {
    let (file, meta) = open(path)?;
    let length = usize::try_from(meta.len()).map_err(io::Error::other)?;
    if length == 0 {
        return Ok((Mapped(&[]), meta));
    }
    // SAFETY: the mapping is private, read only, and never undone, so the slice is valid as long as the program runs.
    // The files of an index are written once, under a name of their own, and only ever unlinked afterwards, which
    // leaves a mapping whole; a folder that others may write to is the one thing that could change them.
    let start = unsafe { mmap(std::ptr::null_mut(), length, ProtFlags::READ, MapFlags::PRIVATE, &file, 0)? };
    // SAFETY: `mmap` has returned a readable region of `length` bytes.
    Ok((Mapped(unsafe { std::slice::from_raw_parts(start.cast::<u8>(), length) }), meta))
}
