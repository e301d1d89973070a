//! Whether a library is as it was written.

use super::{Error, Library};
use crate::search::bytes::Bytes;
use tantivy::directory::FileSlice;
use tantivy::directory::footer::Footer;
use tantivy::{Directory, Index};

/// The largest file whose checksum is compared whenever a library is opened, in bytes. To read the large ones takes
/// seconds where they are not in the system's memory.
const SMALL: usize = 4 << 20;
/// The bytes at the end of a file that say where its checksum stands.
const CHECKSUM: usize = 8;

impl Library {
    /// Compares every file with its checksum, and the list of documents with the passages that are there. Returns how many
    /// passages there are.
    ///
    /// # Errors
    /// [`Error::Damaged`] names what is wrong.
    pub fn verify(&self) -> Result<u64, Error> {
        check_files(&self.bytes, &self.index, usize::MAX)?;
        for document in self.documents() {
            let mut numbers: Vec<u32> = self.addresses(&document.id, 0..u32::MAX).map(|(number, _)| number).collect();
            numbers.sort_unstable();
            if !numbers.into_iter().eq(0..document.passages) {
                return Err(Error::Damaged(format!("passages of {} are missing", document.id)));
            }
        }
        let listed: u64 = self.documents().map(|document| u64::from(document.passages)).sum();
        if listed != self.searcher.num_docs() {
            return Err(Error::Damaged("it has passages of documents that it does not list".to_owned()));
        }
        Ok(listed)
    }
}

/// Compares the small files with their checksums, and looks whether the large ones have any, so that what was cut off is
/// not read.
pub(super) fn check_small_files(files: &Bytes, index: &Index) -> Result<(), Error> {
    check_files(files, index, SMALL)
}

/// Compares each file of at most `largest` bytes with its checksum.
fn check_files(files: &Bytes, index: &Index, largest: usize) -> Result<(), Error> {
    for path in index.load_metas().map_err(|error| Error::reading(&error))?.list_segment_files() {
        // Among the names are some of files that only come to be when something is taken out.
        let Ok(file) = files.get_file_handle(&path) else { continue };
        if !is_whole(FileSlice::new(file), largest) {
            return Err(Error::Damaged(format!("{} is not as it was written", path.display())));
        }
    }
    Ok(())
}

/// Whether a file ends with a checksum (CRC-32), and has it, if it holds at most `largest` bytes.
fn is_whole(file: FileSlice, largest: usize) -> bool {
    let length = tantivy::HasLen::len(&file);
    // tantivy takes for granted that there are as many.
    if length < CHECKSUM {
        return false;
    }
    let Ok((footer, body)) = Footer::extract_footer(file) else { return false };
    length > largest || body.read_bytes().is_ok_and(|body| crc32fast::hash(&body) == footer.crc)
}
