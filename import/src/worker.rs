//! The worker: one process for one request about one file, locked away before it reads the first byte of it.
//!
//! It gets a [`Request`] and the bytes on standard input, and answers in [`Line`]s on standard output. By then it can
//! open nothing, call nobody and start nothing, and its memory and time are limited (`waypost::sandbox`).

use crate::parse::{self, Out};
use crate::wire::{LARGEST_FILE, Line, Request, Why};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use waypost::error::Exit;
use waypost::sandbox::{self, Part};

/// The longest request, in bytes.
const LONGEST_REQUEST: u64 = 1 << 10;

/// Answers one request. With `locked` false it works also where the kernel cannot lock it away.
pub fn run(locked: bool) -> Exit {
    // Nothing of a file belongs on a screen or in a log.
    std::panic::set_hook(Box::new(|_| std::process::exit(Exit::Internal as i32)));
    let Ok((request, bytes)) = take() else { return Exit::Usage };
    let open = sandbox::lock(Part::Parser, !locked).is_err() && locked;
    // Once the importer has gone there is nobody to tell, and what is left to do is of no use.
    match answer(|out| if open { Ok(Line::Unlocked) } else { parse::read(bytes, request, out).map(|()| Line::End) }) {
        Ok(()) => Exit::Done,
        Err(_) => Exit::CannotWrite,
    }
}

fn take() -> io::Result<(Request, Vec<u8>)> {
    let mut input = BufReader::new(io::stdin().lock());
    let mut request = Vec::new();
    input.by_ref().take(LONGEST_REQUEST).read_until(b'\n', &mut request)?;
    let request = serde_json::from_slice(&request)?;
    let mut bytes = Vec::new();
    input.take(LARGEST_FILE).read_to_end(&mut bytes)?;
    Ok((request, bytes))
}

/// Writes down the lines that `read` gives out, and the last line.
fn answer(read: impl FnOnce(&mut Out<'_>) -> Result<Line, Why>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut written = Ok(());
    let mut write = |line: Line| {
        if written.is_ok() {
            // What the file is must be known even if reading on ends the process.
            let head = matches!(line, Line::Document { .. });
            written = serde_json::to_writer(&mut out, &line)
                .map_err(io::Error::from)
                .and_then(|()| out.write_all(b"\n"))
                .and_then(|()| if head { out.flush() } else { Ok(()) });
        }
    };
    let last = read(&mut write).unwrap_or_else(Line::Refused);
    write(last);
    written?;
    out.flush()
}
