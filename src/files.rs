//! Files: an editor's corpus folder, the index on disk, the library.
//!
//! An index lies in a folder of its own, named by its stamp, below the index
//! folder. It is built aside and renamed when whole, so that a reader sees a
//! whole one or none, and two programs that start at once both find theirs.

mod index;
mod library;
#[allow(unsafe_code)]
mod map;

use crate::corpus::assemble::File;
use crate::error::{Error, Exit, Fault};
use std::fs;
use std::path::{Path, PathBuf};

pub use index::{IndexFiles, Place, build_index, check_index, load_index, places, ready_index};
pub use library::{LibraryFiles, library_folder, open_library, wrong};

/// The largest file of a corpus, in bytes: a page of text has a few thousand.
const LARGEST: u64 = 4 << 20;

/// Reads the files of a corpus folder: facts, texts, and the lists beside them. What cannot be read, is no text or is
/// too large is among them with its fault in place of a text.
///
/// # Errors
/// Exit 66 where the folder holds no corpus.
pub fn read_corpus(folder: &Path) -> Result<Vec<File>, Error> {
    let mut files = Vec::new();
    for name in ["groups.json", "records.json", "calendar.json"] {
        let path = folder.join(name);
        if path.exists() {
            files.push(read(folder, &path));
        }
    }
    for part in ["facts", "text", "ui"] {
        walk(folder, &folder.join(part), 0, &mut files);
    }
    if files.is_empty() {
        let what = format!("{} holds no corpus. Name a folder with facts/ and text/ in it.", folder.display());
        return Err(Error::new(Exit::Missing, what));
    }
    Ok(files)
}

/// A corpus is four folders deep at most: text/<language>/<kind>/<file>.
fn walk(root: &Path, folder: &Path, depth: usize, files: &mut Vec<File>) {
    if depth > 4 || (depth == 0 && !folder.exists()) {
        return;
    }
    let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    let mut paths: Vec<PathBuf> = match entries {
        Ok(paths) => paths,
        Err(error) => {
            let path = below(root, folder);
            let text = Err(closed(&path, &error));
            return files.push(File { path, text });
        }
    };
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, depth + 1, files);
        } else if path.extension().is_some_and(|ending| ending == "json" || ending == "md" || ending == "ftl") {
            files.push(read(root, &path));
        }
    }
}

fn read(root: &Path, path: &Path) -> File {
    let name = below(root, path);
    File { text: text_of(path, &name), path: name }
}

fn text_of(path: &Path, name: &str) -> Result<String, Fault> {
    let meta = fs::metadata(path).map_err(|error| closed(name, &error))?;
    if !meta.is_file() || meta.len() > LARGEST {
        return Err(Fault::new(name, 1, "This is no ordinary text file, or larger than 4 MiB.", "Remove it."));
    }
    let bytes = fs::read(path).map_err(|error| closed(name, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        Fault::new(name, line, "This is not UTF-8 text.", "Save the file as UTF-8.")
    })
}

/// A path below the corpus folder, with `/`.
fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// The fault of a file or folder that cannot be read.
fn closed(name: &str, error: &std::io::Error) -> Fault {
    Fault::new(name, 1, format!("This cannot be read: {error}."), "Let your account read it, or remove it.")
}

/// Exit 66 for a path that cannot be read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::new(Exit::Missing, format!("{} cannot be read: {error}.", path.display()))
}
