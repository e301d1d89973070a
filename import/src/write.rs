//! The library's folder, opened for writing.

use std::fs;
use std::path::{Path, PathBuf};
use tantivy::directory::MmapDirectory;
use waypost::config;
use waypost::error::{Error, Exit};
use waypost::library::{self, Writer};

/// The folder: the one that is named, else that of the environment, else the one below the home.
///
/// # Errors
/// Exit 66 where there is no home.
pub fn folder(named: Option<PathBuf>) -> Result<PathBuf, Error> {
    let asked = named.or_else(|| std::env::var_os("WAYPOST_LIBRARY").map(PathBuf::from));
    waypost::files::library_folder(asked, config::data_folder()).ok_or_else(|| {
        Error::new(Exit::Missing, "There is no home folder for the library. Name a folder: --library DIR.")
    })
}

/// Opens the library in `folder` for writing, or begins one there.
///
/// # Errors
/// Exit 73 where the folder cannot be written or another import has it, 65 where it holds something else.
pub fn open(folder: &Path) -> Result<Writer, Error> {
    let unwritable = |error: &dyn std::fmt::Display| {
        let what =
            format!("The library {} cannot be written: {error}. Name another folder: --library DIR.", folder.display());
        Error::new(Exit::CannotWrite, what)
    };
    fs::create_dir_all(folder).map_err(|error| unwritable(&error))?;
    let directory = MmapDirectory::open(folder).map_err(|error| unwritable(&error))?;
    Writer::open(directory).map_err(|error| failed(folder, &error))
}

/// What the library reports, as the program's error.
pub fn failed(folder: &Path, error: &library::Error) -> Error {
    let exit = match error {
        library::Error::Busy | library::Error::CannotWrite(_) => Exit::CannotWrite,
        library::Error::OtherVersion | library::Error::Damaged(_) => Exit::Format,
    };
    Error::new(exit, format!("The library {}: {error}", folder.display()))
}
