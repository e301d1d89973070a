//! The library on disk: where it lies, and its files as memory.
//!
//! Only the importer writes there. It may do so while a reader starts: what a
//! reader has mapped stays whole, since files are only added and unlinked, and
//! the one that names the others is replaced by a rename.

use super::map::map;
use crate::error::{Error, Exit};
use crate::library::{self, Library};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tantivy::directory::OwnedBytes;

/// The file that names all others and holds the list of documents.
const META: &str = "meta.json";
/// How often a library is read anew that changes meanwhile.
const TRIES: usize = 5;

/// A library as named bytes. Cheap to clone, and to hand to a process that can open no file.
#[derive(Clone)]
pub struct LibraryFiles {
    folder: PathBuf,
    files: Vec<(String, OwnedBytes)>,
}

impl LibraryFiles {
    /// Maps the library in `folder`; None where there is none.
    ///
    /// # Errors
    /// Exit 66 where it cannot be read.
    pub fn read(folder: &Path) -> Result<Option<LibraryFiles>, Error> {
        for _ in 0..TRIES {
            let meta = match map(&folder.join(META)) {
                Ok((meta, _)) => meta.bytes().to_vec(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(unreadable(folder, &error)),
            };
            let files = all(folder).map_err(|error| unreadable(folder, &error))?;
            if files.iter().any(|(name, bytes)| name == META && bytes.as_slice() == meta) {
                return Ok(Some(LibraryFiles { folder: folder.to_owned(), files }));
            }
        }
        let what = format!("The library in {} keeps changing. Wait until the import has ended.", folder.display());
        Err(Error::new(Exit::Missing, what))
    }

    /// The library over them.
    ///
    /// # Errors
    /// Exit 65 where the bytes are no library of this program.
    pub fn library(&self) -> Result<Library, Error> {
        Library::open(self.files.iter().cloned()).map_err(|error| wrong(&self.folder, &error))
    }
}

/// The library in `folder`, opened; None where there is none.
///
/// # Errors
/// As [`LibraryFiles::read`] and [`LibraryFiles::library`].
pub fn open_library(folder: &Path) -> Result<Option<Library>, Error> {
    LibraryFiles::read(folder)?.map(|files| files.library()).transpose()
}

/// Where the library lies: where it was asked for, else in the user's data folder.
pub fn library_folder(asked: Option<PathBuf>, data: Option<PathBuf>) -> Option<PathBuf> {
    asked.or_else(|| data.map(|data| data.join("waypost/library")))
}

/// Exit 65 for a library that is not as it should be.
pub fn wrong(folder: &Path, error: &library::Error) -> Error {
    Error::new(Exit::Format, format!("The library in {} cannot be used. {error}", folder.display()))
}

fn unreadable(folder: &Path, error: &io::Error) -> Error {
    let what = format!("The library in {} cannot be read: {error}. Let your account read it.", folder.display());
    Error::new(Exit::Missing, what)
}

/// Every file of the library, mapped, but for those that are replaced, and for locks.
fn all(folder: &Path) -> io::Result<Vec<(String, OwnedBytes)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.ends_with(".lock") || !entry.file_type()?.is_file() {
            continue;
        }
        let bytes = match name.ends_with(".json") {
            true => fs::read(entry.path()).map(OwnedBytes::new),
            false => map(&entry.path()).map(|(mapped, _)| OwnedBytes::new(mapped.bytes())),
        };
        match bytes {
            Ok(bytes) => files.push((name, bytes)),
            // An import has just removed what is no longer used.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{LibraryFiles, library_folder, open_library};
    use crate::error::Exit;
    use std::fs;
    use std::path::Path;

    #[test]
    fn a_library_that_was_asked_for_comes_first() {
        let data = || Some("/data".into());
        assert_eq!(library_folder(Some("/asked".into()), data()).as_deref(), Some(Path::new("/asked")));
        assert_eq!(library_folder(None, data()).as_deref(), Some(Path::new("/data/waypost/library")));
        assert_eq!(library_folder(None, None), None);
    }

    #[test]
    fn where_there_is_none_there_is_none() {
        let folder = tempfile::tempdir().unwrap();
        assert!(open_library(folder.path()).unwrap().is_none());
        assert!(open_library(&folder.path().join("missing")).unwrap().is_none());
    }

    #[test]
    fn what_is_no_library_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("meta.json"), "{}").unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        fs::write(folder.path().join("empty"), "").unwrap();
        let error = open_library(folder.path()).err().unwrap();
        assert_eq!(error.exit, Exit::Format);
        assert!(error.message.contains(&folder.path().display().to_string()), "{}", error.message);
        assert!(LibraryFiles::read(Path::new("/proc/self/mem/x")).is_err(), "no folder");
    }
}
