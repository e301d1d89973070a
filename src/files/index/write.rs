//! An index written to disk: aside first, then renamed, so that there is never half of one.

use super::{MANIFEST, Manifest};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An index that has been in the making for longer was given up.
const LEFT_OVER: Duration = Duration::from_secs(3600);

/// Whether an index could be written below `folder`, which is made if need be.
pub(super) fn can_write(folder: &Path) -> bool {
    let aside = aside(folder);
    let _ = remove(&aside);
    let made = fs::create_dir_all(folder).and_then(|()| fs::create_dir_all(&aside));
    made.is_ok() && fs::remove_dir_all(aside).is_ok()
}

/// Removes what lies at `path`, a folder with all that is in it, a file or a link.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    fs::remove_dir_all(path).or_else(|_| fs::remove_file(path))
}

/// Where this process makes its index.
fn aside(folder: &Path) -> PathBuf {
    folder.join(format!(".new-{}", std::process::id()))
}

/// Writes `files` aside and gives them their name when all of them are there.
pub(super) fn write(folder: &Path, stamp: &str, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let aside = aside(folder);
    // Left over from a program of the same number that was ended half way.
    let _ = remove(&aside);
    let written = write_aside(&aside, stamp, files).and_then(|()| fs::rename(&aside, folder.join(stamp)));
    if written.is_err() {
        let _ = fs::remove_dir_all(&aside);
        // Another start was quicker: its index is as good as this one.
        if folder.join(stamp).join(MANIFEST).is_file() {
            return Ok(());
        }
        return written;
    }
    remove_others(folder, stamp);
    Ok(())
}

fn write_aside(aside: &Path, stamp: &str, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    fs::create_dir(aside)?;
    let mut manifest = Manifest { stamp: stamp.to_owned(), files: BTreeMap::new() };
    for (name, bytes) in files {
        put(&aside.join(name), bytes)?;
        manifest.files.insert(name.clone(), (bytes.len() as u64, crc32fast::hash(bytes)));
    }
    put(&aside.join(MANIFEST), &serde_json::to_vec(&manifest)?)
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Removes indexes of other versions, and what programs that were ended half way have left. One that may still be
/// being written is left alone.
fn remove_others(folder: &Path, stamp: &str) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let age = fs::metadata(&path).and_then(|meta| meta.modified()).ok().and_then(|then| then.elapsed().ok());
        let left_over = name.starts_with(".new-") && age.is_some_and(|age| age > LEFT_OVER);
        let other = !name.starts_with('.') && name != stamp && path.join(MANIFEST).is_file();
        if left_over || other {
            let _ = fs::remove_dir_all(path);
        }
    }
}
