//! Downloading a document: into a file that grows, so that what is cut off goes on later, and is whole only at the end.
//!
//! Beside the file `NAME` lies `NAME.json`, which says where it came from. While it grows they are `NAME.part` and
//! `NAME.part.json`.

use super::client::{Client, Trouble};
use crate::document::{digest, today};
use crate::wire::LARGEST_FILE;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use ureq::http::{HeaderMap, Response, header};
use ureq::{Body, http};
use waypost::error::{Error, Exit};

/// How many times in a row a connection may end without a byte.
const TRIES: u32 = 3;

/// What is known of a file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    address: String,
    /// Its type, as the server says.
    #[serde(rename = "type")]
    kind: String,
    /// The server's mark of this state of it: an `ETag`, or else the day of the last change.
    mark: String,
    /// SHA-256 in hexadecimal; empty while it grows.
    digest: String,
    /// The day of the download.
    on: String,
}

/// What one request has brought.
enum Step {
    /// All is there.
    Whole,
    /// It has not changed since the last time.
    Unchanged,
    /// The connection ended, after so many bytes.
    Cut(u64),
}

/// Downloads `address` to the file `path`: its bytes, and its type as the server says. `progress` is told bytes.
///
/// # Errors
/// Exit 73 where the file cannot be written. The inner error says why it cannot be fetched.
pub(super) fn download(
    client: &mut Client,
    address: &str,
    path: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Result<(Vec<u8>, String), Trouble>, Error> {
    let mut fruitless = 0;
    loop {
        match step(client, address, path, progress) {
            Ok(Ok(Step::Whole)) => break,
            Ok(Ok(Step::Unchanged)) => return whole(path).map(Ok).map_err(|error| unwritable(path, &error)),
            Ok(Ok(Step::Cut(brought))) => {
                fruitless = if brought > 0 { 0 } else { fruitless + 1 };
                if fruitless == TRIES {
                    return Ok(Err(Trouble::Cut));
                }
            }
            Ok(Err(trouble)) => return Ok(Err(trouble)),
            Err(error) => return Err(unwritable(path, &error)),
        }
    }
    finish(path).and_then(|()| whole(path)).map(Ok).map_err(|error| unwritable(path, &error))
}

/// Makes one request, and takes what it brings.
fn step(
    client: &mut Client,
    address: &str,
    path: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> io::Result<Result<Step, Trouble>> {
    let part = beside(path, "part");
    let held = fs::metadata(&part).map_or(0, |meta| meta.len());
    let grown = Origin::read(&part).filter(|origin| origin.address == address && !origin.mark.is_empty() && held > 0);
    let known =
        Origin::read(path).filter(|origin| origin.address == address && !origin.mark.is_empty() && path.exists());
    let headers = match (&grown, &known) {
        (Some(origin), _) => vec![("range", format!("bytes={held}-")), ("if-range", origin.mark.clone())],
        (None, Some(origin)) if origin.mark.contains('"') => vec![("if-none-match", origin.mark.clone())],
        (None, Some(origin)) => vec![("if-modified-since", origin.mark.clone())],
        (None, None) => Vec::new(),
    };
    let response = match client.get(address, &headers) {
        Ok(response) => response,
        Err(trouble) => return Ok(Err(trouble)),
    };
    let start = match response.status() {
        http::StatusCode::NOT_MODIFIED if known.is_some() => return Ok(Ok(Step::Unchanged)),
        http::StatusCode::PARTIAL_CONTENT if goes_on(response.headers(), held) => held,
        http::StatusCode::OK => 0,
        // The part does not fit what is there now.
        _ => {
            fs::remove_file(&part)?;
            return Ok(Ok(Step::Cut(0)));
        }
    };
    if response.body().content_length().is_some_and(|length| start + length > LARGEST_FILE) {
        return Ok(Err(Trouble::TooLarge));
    }
    Origin::of(address, response.headers()).write(&part)?;
    grow(response, &part, start, progress)
}

/// Whether a partial answer begins at the byte `held`.
fn goes_on(headers: &HeaderMap, held: u64) -> bool {
    let range = headers.get(header::CONTENT_RANGE).and_then(|range| range.to_str().ok());
    range.is_some_and(|range| {
        range.trim_start().strip_prefix("bytes ").is_some_and(|from| from.starts_with(&format!("{held}-")))
    })
}

/// Adds what comes to the part, after its first `start` bytes.
fn grow(
    mut response: Response<Body>,
    part: &Path,
    start: u64,
    progress: &mut dyn FnMut(u64, u64),
) -> io::Result<Result<Step, Trouble>> {
    let mut file = File::options().create(true).append(true).open(part)?;
    file.set_len(start)?;
    let all = response.body().content_length().map(|length| start + length);
    let mut body = response.body_mut().as_reader();
    let mut buffer = vec![0; 1 << 16];
    let mut held = start;
    loop {
        progress(held, all.unwrap_or(held));
        let read = match body.read(&mut buffer) {
            Ok(0) if all.is_none_or(|all| held >= all) => return Ok(Ok(Step::Whole)),
            Ok(0) | Err(_) => return Ok(Ok(Step::Cut(held - start))),
            Ok(read) => read,
        };
        held += read as u64;
        if held > LARGEST_FILE {
            fs::remove_file(part)?;
            return Ok(Err(Trouble::TooLarge));
        }
        file.write_all(&buffer[..read])?;
    }
}

/// Gives the part its name, with its digest and date beside it.
fn finish(path: &Path) -> io::Result<()> {
    let part = beside(path, "part");
    let origin = Origin::read(&part).unwrap_or_default();
    let origin = Origin { digest: digest(&fs::read(&part)?), on: today(), ..origin };
    fs::rename(&part, path)?;
    fs::remove_file(beside(&part, "json"))?;
    origin.write(path)
}

/// A file that is all there, and its type.
fn whole(path: &Path) -> io::Result<(Vec<u8>, String)> {
    Ok((fs::read(path)?, Origin::read(path).unwrap_or_default().kind))
}

impl Origin {
    fn of(address: &str, headers: &HeaderMap) -> Origin {
        let said = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let tag = said(header::ETAG);
        // A weak one may be the same for other bytes.
        let mark = if tag.starts_with('"') { tag } else { said(header::LAST_MODIFIED) };
        Origin { address: address.to_owned(), kind: said(header::CONTENT_TYPE), mark, ..Origin::default() }
    }

    /// What is written beside `path`; None where nothing is, or something else.
    fn read(path: &Path) -> Option<Origin> {
        serde_json::from_slice(&fs::read(beside(path, "json")).ok()?).ok()
    }

    fn write(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        fs::write(beside(path, "json"), serde_json::to_vec_pretty(self)?)
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    let what = format!(
        "{} cannot be written: {error}. See whether the disk is full, and whether you may write there.",
        path.display()
    );
    Error::new(Exit::CannotWrite, what)
}
