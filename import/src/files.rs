//! The files that are to be imported: found in their folders, and read whole, whatever they may turn out to be.

use crate::fetch::Trouble;
use crate::wire::{LARGEST_FILE, Why};
use rustix::fs::{Mode, OFlags};
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// How deep folders may lie in each other.
const DEEPEST: usize = 64;

/// Why a file cannot be imported. The words go on from "FILE was not imported: ".
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// It is not there, or may not be read.
    #[error("it cannot be read ({0}). See that it is there, and that your account may read it")]
    Closed(#[from] io::Error),
    /// A device, a pipe, a socket.
    #[error("it is no ordinary file, but a device or a pipe. Save what comes out of it as a file, and import that")]
    NotOrdinary,
    /// Nothing in it.
    #[error("it is empty")]
    Empty,
    /// Somebody writes to it.
    #[error("it changed while it was read. Wait until nothing writes to it, and import it again")]
    Changed,
    /// A folder in a folder in a folder.
    #[error("folders lie in it more than {DEEPEST} deep. Name the inner ones")]
    Deep,
    /// Its content.
    #[error(transparent)]
    Content(#[from] Why),
    /// It could not be fetched.
    #[error(transparent)]
    Fetch(#[from] Trouble),
    /// Something else than was to be fetched.
    #[error(
        "the server calls it `{said}`, and it is {is}. Open its address in a browser, save the document, and import the file"
    )]
    Type {
        /// What the server says.
        said: String,
        /// What it is.
        is: &'static str,
    },
}

/// The files that `paths` name, those of folders by name. Hidden files and links to folders are left out, as a link may
/// lead back to where it stands. What cannot be listed comes with its reason.
pub fn find(paths: &[PathBuf]) -> Vec<(PathBuf, Result<(), Unread>)> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, 0, &mut found);
        } else {
            found.push((path.clone(), Ok(())));
        }
    }
    found
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<(PathBuf, Result<(), Unread>)>) {
    if depth > DEEPEST {
        return found.push((folder.to_owned(), Err(Unread::Deep)));
    }
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.push((folder.to_owned(), Err(error.into()))),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        match path.is_dir() {
            _ if hidden => {}
            true if linked => {}
            true => walk(&path, depth + 1, found),
            false => found.push((path, Ok(()))),
        }
    }
}

/// Reads a file whole.
///
/// # Errors
/// Where it is no ordinary file, is empty or too large, or changes meanwhile.
pub fn read(path: &Path) -> Result<Vec<u8>, Unread> {
    // Without waiting: a pipe that nobody writes to would keep us for ever.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let mut file = File::from(rustix::fs::open(path, flags, Mode::empty()).map_err(io::Error::from)?);
    let before = file.metadata()?;
    if !before.is_file() {
        return Err(Unread::NotOrdinary);
    }
    let mut bytes = Vec::new();
    file.by_ref().take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 {
        0 => Err(Unread::Empty),
        read if read > LARGEST_FILE => Err(Why::TooLarge.into()),
        read if state(&before) == state(&file.metadata()?) && read == before.len() => Ok(bytes),
        _ => Err(Unread::Changed),
    }
}

/// What a write changes.
fn state(meta: &Metadata) -> (u64, i64, i64, i64, i64) {
    (meta.len(), meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec())
}
