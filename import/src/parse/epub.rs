//! EPUB books: their chapters in the order in which they are read.

use super::{Out, html, nesting, unzip};
use crate::format::Format;
use crate::wire::{Line, Why};
use rbook::Epub;
use std::io::Cursor;

/// Reads a book.
pub(super) fn read(bytes: Vec<u8>, out: &mut Out<'_>) -> Result<(), Why> {
    unzip::open(&bytes)?;
    let book = Epub::options().skip_toc(true).read(Cursor::new(bytes)).map_err(|_| Why::Damaged)?;
    let metadata = book.metadata();
    let title = metadata.title().map(|title| title.value().to_owned()).unwrap_or_default();
    let lang = metadata.language().map(|lang| lang.value().to_owned()).unwrap_or_default();
    out(Line::Document { format: Format::Epub, title, lang, pages: 0 });
    let mut reader = book.reader();
    while let Some(chapter) = reader.read_next() {
        // Some books name chapters that they do not hold; the others can still be read.
        if let Ok(chapter) = chapter {
            nesting::check(chapter.content())?;
            html::blocks(chapter.content(), out)?;
        }
    }
    Ok(())
}
