//! Zips, opened with care: what they hold is measured before anything of it is read.

use crate::wire::Why;
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// A zip in memory.
pub(super) type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// How many bytes may come out for each that is packed. Text packs to a fifth, a table of blanks to a hundredth.
const RATIO: u64 = 200;

/// How many bytes may come out in any case, and at the most.
const ALWAYS: u64 = 16 << 20;
const NEVER: u64 = 512 << 20;

/// Opens a zip, after unpacking all of it into nothing: sizes that it states about itself may be lies.
pub(super) fn open(bytes: &[u8]) -> Result<Zip<'_>, Why> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Why::Damaged)?;
    let mut left = (bytes.len() as u64 * RATIO).clamp(ALWAYS, NEVER);
    for at in 0..zip.len() {
        let entry = zip.by_index_raw(at).map_err(|_| Why::Damaged)?;
        if entry.encrypted() {
            return Err(Why::Encrypted);
        }
        if entry.size() > left {
            return Err(Why::Bomb);
        }
        drop(entry);
        let entry = zip.by_index(at).map_err(|_| Why::Damaged)?;
        let unpacked = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|_| Why::Damaged)?;
        left = left.checked_sub(unpacked).ok_or(Why::Bomb)?;
    }
    Ok(zip)
}

/// The entry `name`; None where there is none.
pub(super) fn entry(zip: &mut Zip<'_>, name: &str) -> Result<Option<Vec<u8>>, Why> {
    if zip.index_for_name(name).is_none() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let mut entry = zip.by_name(name).map_err(|_| Why::Damaged)?;
    entry.read_to_end(&mut bytes).map_err(|_| Why::Damaged)?;
    Ok(Some(bytes))
}
