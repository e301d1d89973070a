//! From a file's bytes to lines. All of this runs in the worker, where it can harm nobody.

mod docx;
mod epub;
mod html;
mod markdown;
mod nesting;
mod pdf;
mod text;
mod unzip;

use crate::format::Format;
use crate::wire::{Line, Request, Why};

pub use nesting::DEEPEST;

/// More pages than any book has.
pub const MOST_PAGES: u32 = 20_000;

/// Takes the lines of an answer, in their order.
pub type Out<'a> = dyn FnMut(Line) + 'a;

/// Answers `request` about a file of these bytes.
///
/// # Errors
/// Why nothing of it can be read.
pub fn read(bytes: Vec<u8>, request: Request, out: &mut Out<'_>) -> Result<(), Why> {
    match Format::recognise(&bytes)? {
        Format::Pdf => pdf::read(bytes, request, out),
        Format::Html => html::read(&bytes, out),
        Format::Epub => epub::read(bytes, out),
        Format::Docx => docx::read(&bytes, out),
        Format::Markdown => markdown::read(&text::decode(&bytes), out),
        Format::Text => text::read(&text::decode(&bytes), out),
    }
}
