//! The index on disk: where it lies, whether it can be trusted, how it is replaced.

mod write;

use super::map::{self, Mapped, map};
use crate::corpus::Corpus;
use crate::error::{Error, Exit};
use crate::search::{self, Search};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use tantivy::directory::OwnedBytes;
use write::{can_write, remove, write};

/// The file that says what an index holds; written last.
const MANIFEST: &str = "manifest.json";

/// The most bytes of it that are read; it has some forty for each of a dozen files.
const LARGEST: u64 = 64 << 10;

/// The files of an index, with their lengths and CRC-32 (ISO 3309).
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    stamp: String,
    files: BTreeMap<String, (u64, u32)>,
}

/// A folder that may hold an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder; each index lies in a folder of its own below it.
    pub folder: PathBuf,
    /// Whether the program may write there.
    pub writable: bool,
}

/// An index as named bytes, mapped or in memory. Cheap to clone, and to hand to a process that can open no file.
#[derive(Clone)]
pub struct IndexFiles {
    files: Vec<IndexFile>,
    /// Whether a file was written to after the list of files, which whoever makes an index writes last.
    touched: bool,
}

#[derive(Clone)]
struct IndexFile {
    name: String,
    bytes: OwnedBytes,
    /// The file that they lie in, and the CRC-32 that they must come to; None where they have been found to.
    expected: Option<(Mapped, u32)>,
}

impl IndexFiles {
    /// The index of `corpus` in memory alone.
    ///
    /// # Errors
    /// Exit 70 where it cannot be built.
    pub fn in_memory(corpus: &Corpus) -> Result<IndexFiles, Error> {
        Ok(IndexFiles::of(search::build(corpus, |_| {}).map_err(|error| internal(&error))?))
    }

    /// The search over it, once every byte has been checked.
    ///
    /// # Errors
    /// Exit 70 where the bytes are not those that were written, or no index of this program.
    pub fn search(&self) -> Result<Search, Error> {
        let damaged = |name| Error::new(Exit::Internal, format!("Search cannot start: {name} is damaged."));
        self.check().map_err(damaged)?;
        let files = self.files.iter().map(|file| (file.name.clone(), file.bytes.clone()));
        Search::open(files).map_err(|error| internal(&error))
    }

    /// The name of the first file that is not as it was written.
    fn check(&self) -> Result<(), &str> {
        let whole = |(mapped, crc): (Mapped, u32)| {
            let found = crc32fast::hash(mapped.bytes());
            // A search needs a small part of them.
            mapped.let_go();
            found == crc
        };
        self.files.iter().find(|file| !file.expected.is_none_or(whole)).map_or(Ok(()), |file| Err(&file.name))
    }

    /// The same, found to be as it was written.
    fn checked(mut self) -> Result<IndexFiles, Fault> {
        self.check().map_err(|name| Fault::Broken(format!("{name} is damaged")))?;
        self.files.iter_mut().for_each(|file| file.expected = None);
        Ok(self)
    }

    fn of(files: BTreeMap<String, Vec<u8>>) -> IndexFiles {
        let file = |(name, bytes)| IndexFile { name, bytes: OwnedBytes::new(bytes), expected: None };
        IndexFiles { files: files.into_iter().map(file).collect(), touched: false }
    }
}

/// Where an index is looked for, in this order: what was asked for, the package's folder, the checkout, the cache.
pub fn places(asked: Option<PathBuf>, program: Option<&Path>, cache: Option<PathBuf>) -> Vec<Place> {
    if let Some(folder) = asked {
        return vec![Place { folder, writable: true }];
    }
    let mut places = Vec::new();
    // A checkout is known by the program's own path, `…/target/<profile>/waypost`, never by the working directory.
    let target = program.and_then(|program| program.ancestors().find(|path| path.ends_with("target")));
    match target.and_then(Path::parent).filter(|root| root.join("corpus/records.json").is_file()) {
        Some(root) => places.push(Place { folder: root.join("index/built"), writable: true }),
        None => places.push(Place { folder: PathBuf::from("/usr/share/waypost/index"), writable: false }),
    }
    places.extend(cache.map(|folder| Place { folder: folder.join("waypost/index"), writable: true }));
    places
}

/// What an index must be made from to fit: this program and this corpus.
fn stamp(corpus: &Corpus) -> String {
    format!("{}-{}", env!("CARGO_PKG_VERSION"), corpus.digest())
}

/// The index of `corpus`: the one that lies ready, else a new one, written where that is possible. What the person
/// should know of it goes to `say`.
///
/// # Errors
/// Exit 70 where not even an index in memory can be made.
pub fn load_index(corpus: &Corpus, places: &[Place], say: &mut dyn FnMut(&str)) -> Result<IndexFiles, Error> {
    let stamp = stamp(corpus);
    if let Some(files) = find(&stamp, places, IndexFiles::checked, say) {
        return Ok(files);
    }
    let kept: Vec<&Place> = places.iter().filter(|place| place.writable && can_write(&place.folder)).collect();
    say(if kept.is_empty() {
        "Preparing the search index in memory. This is done at each start, since no folder for it can be written."
    } else {
        "Preparing the search index. This is done once."
    });
    let files = search::build(corpus, |_| {}).map_err(|error| internal(&error))?;
    for place in kept {
        let folder = place.folder.join(&stamp);
        if let Err(Fault::Broken(_)) = open(&folder, &stamp).and_then(IndexFiles::checked) {
            // Where it cannot be removed, the next place, or memory, serves.
            let _ = remove(&folder);
        }
        if write(&place.folder, &stamp, &files).is_ok()
            && let Ok(files) = open(&folder, &stamp).and_then(IndexFiles::checked)
        {
            return Ok(files);
        }
    }
    Ok(IndexFiles::of(files))
}

/// The index of `corpus` that lies ready in one of `places`. Of each that cannot be used, `say` is told. Whole files are
/// read only where one was written to since the index was made: so a start waits for no more than their names, and
/// [`IndexFiles::search`] finds what else may have happened to them.
pub fn find_index(corpus: &Corpus, places: &[Place], say: &mut dyn FnMut(&str)) -> Option<IndexFiles> {
    let sound = |files: IndexFiles| if files.touched { files.checked() } else { Ok(files) };
    find(&stamp(corpus), places, sound, say)
}

fn find(
    stamp: &str,
    places: &[Place],
    sound: impl Fn(IndexFiles) -> Result<IndexFiles, Fault>,
    say: &mut dyn FnMut(&str),
) -> Option<IndexFiles> {
    for place in places {
        match open(&place.folder.join(stamp), stamp).and_then(&sound) {
            Ok(files) => return Some(files),
            Err(Fault::Missing) => {}
            Err(Fault::Broken(what)) => say(&format!("The index in {} is replaced: {what}.", place.folder.display())),
        }
    }
    None
}

/// Whether `folder` holds a whole index of `corpus`: its stamp.
///
/// # Errors
/// What is wrong, to be read on from the folder's name.
pub fn check_index(corpus: &Corpus, folder: &Path) -> Result<String, String> {
    let stamp = stamp(corpus);
    match open(&folder.join(&stamp), &stamp).and_then(IndexFiles::checked) {
        Ok(files) => files.search().map(|_| stamp).map_err(|error| error.message),
        Err(Fault::Missing) => Err("it holds no index for this version".to_owned()),
        Err(Fault::Broken(what)) => Err(what),
    }
}

/// Builds the index of `corpus` anew. Written to `folder`, where it replaces every other.
///
/// # Errors
/// Exit 70 where it cannot be built, 73 where it cannot be written.
pub fn build_index(corpus: &Corpus, folder: &Path, progress: impl FnMut(usize)) -> Result<PathBuf, Error> {
    let stamp = stamp(corpus);
    let files = search::build(corpus, progress).map_err(|error| internal(&error))?;
    // An index that is in use stays readable while it is unlinked.
    let _ = remove(&folder.join(&stamp));
    write(folder, &stamp, &files).map_err(|error| {
        let what =
            format!("The index cannot be written to {}: {error}. Name another folder with --to.", folder.display());
        Error::new(Exit::CannotWrite, what)
    })?;
    Ok(folder.join(stamp))
}

fn internal(error: &search::BadIndex) -> Error {
    Error::new(Exit::Internal, format!("Search cannot start: {error}."))
}

/// Why an index on disk cannot be used.
enum Fault {
    /// There is none.
    Missing,
    /// There is something else.
    Broken(String),
}

/// The files of an index in `folder`, with the lengths that they should have.
fn open(folder: &Path, stamp: &str) -> Result<IndexFiles, Fault> {
    let broken = |what: String| Fault::Broken(what);
    let mut manifest = Vec::new();
    let read = map::open(&folder.join(MANIFEST)).and_then(|(file, meta)| {
        // Read at once, rather than in pieces that grow.
        manifest.reserve(usize::try_from(meta.len().min(LARGEST)).unwrap_or_default() + 1);
        file.take(LARGEST).read_to_end(&mut manifest)?;
        Ok(meta)
    });
    let listed = match read {
        Ok(meta) => map::changed(&meta),
        // A link that leads nowhere is there, too.
        Err(_) if fs::symlink_metadata(folder).is_err() => return Err(Fault::Missing),
        Err(error) => return Err(broken(format!("its list of files cannot be read ({error})"))),
    };
    let manifest: Manifest =
        serde_json::from_slice(&manifest).map_err(|_| broken("its list of files is damaged".to_owned()))?;
    if manifest.stamp != stamp {
        return Err(broken("it was made by another version".to_owned()));
    }
    let mut index = IndexFiles { files: Vec::new(), touched: false };
    for (name, (length, crc)) in manifest.files {
        let (mapped, meta) =
            map(&folder.join(&name)).map_err(|error| broken(format!("{name} cannot be read ({error})")))?;
        if mapped.bytes().len() as u64 != length {
            return Err(broken(format!("{name} is damaged")));
        }
        index.touched |= map::changed(&meta) > listed;
        index.files.push(IndexFile { name, bytes: OwnedBytes::new(mapped.bytes()), expected: Some((mapped, crc)) });
    }
    Ok(index)
}

#[cfg(test)]
mod tests;
