//! What kind of document some bytes are. The name of a file says nothing here: names are wrong too often.

use crate::wire::Why;
use serde::{Deserialize, Serialize};
use std::io::Cursor;
use zip::ZipArchive;

/// A kind of document that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Portable Document Format, ISO 32000.
    Pdf,
    /// A page of the web.
    Html,
    /// A book: a zip with XHTML in it.
    Epub,
    /// A word processor's document: a zip with Office Open XML in it.
    Docx,
    /// Text with headings in the way of Markdown.
    Markdown,
    /// Text.
    Text,
}

/// How far into a file the head of a PDF may stand, in bytes: what the format's own reader allows.
const PDF_WITHIN: usize = 1024;

/// How much of a text is looked at, in bytes.
const LOOK: usize = 64 << 10;

/// How a compound file begins ([MS-CFB] 2.2): what Word wrote before .docx, and what it puts a .docx with a password in.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The name of the part with the locked document ([MS-OFFCRYPTO] 2.3.4.4), in UTF-16.
const LOCKED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// The type of an EPUB, which stands uncompressed in the first entry of its zip.
const EPUB: &[u8] = b"mimetypeapplication/epub+zip";

impl Format {
    /// The name in the library.
    pub fn name(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Html => "html",
            Format::Epub => "epub",
            Format::Docx => "docx",
            Format::Markdown => "markdown",
            Format::Text => "text",
        }
    }

    /// The kind of `bytes`. A zip's list of entries is read for it: this belongs in the worker.
    ///
    /// # Errors
    /// Where it is none of ours, or one that has lost what would show it, or is locked.
    pub fn recognise(bytes: &[u8]) -> Result<Format, Why> {
        let head = &bytes[..bytes.len().min(PDF_WITHIN)];
        if head.windows(5).any(|five| five == b"%PDF-") {
            return Ok(Format::Pdf);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return zip(bytes);
        }
        if bytes.starts_with(COMPOUND) && bytes.windows(LOCKED.len()).any(|window| window == LOCKED) {
            return Err(Why::Encrypted);
        }
        let text = looks_like_text(&bytes[..bytes.len().min(LOOK)]).ok_or(Why::Unknown)?;
        Ok(if is_html(&text) {
            Format::Html
        } else if is_markdown(&text) {
            Format::Markdown
        } else {
            Format::Text
        })
    }
}

fn zip(bytes: &[u8]) -> Result<Format, Why> {
    if bytes.get(30..30 + EPUB.len()) == Some(EPUB) {
        return Ok(Format::Epub);
    }
    // The list of entries stands at the end, and goes first where a download was cut off.
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Why::Damaged)?;
    if archive.index_for_name("word/document.xml").is_some() {
        Ok(Format::Docx)
    } else {
        archive.index_for_name("META-INF/container.xml").map(|_| Format::Epub).ok_or(Why::Unknown)
    }
}

/// The text of a file's start, with what is not ASCII replaced; None where it is no text. UTF-16 has a mark or it is none.
fn looks_like_text(start: &[u8]) -> Option<String> {
    let (encoding, _) = encoding_rs::Encoding::for_bom(start).unwrap_or((encoding_rs::WINDOWS_1252, 0));
    let (text, _, _) = encoding.decode(start);
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{80}'..='\u{9f}');
    let letters = text.chars().any(char::is_alphanumeric);
    (letters && !text.chars().any(odd)).then(|| text.into_owned())
}

/// Whether a browser would take it for HTML; the tags are those of <https://mimesniff.spec.whatwg.org/>, less the ones
/// that Markdown uses too.
fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start();
    // A declaration of XML and comments may stand first.
    while let Some(end) = ["<?", "<!--"].iter().find_map(|start| {
        let close = if *start == "<?" { "?>" } else { "-->" };
        rest.starts_with(start).then(|| rest.find(close).map(|at| at + close.len())).flatten()
    }) {
        rest = rest[end..].trim_start();
    }
    let tag: String = rest.chars().take(14).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<title", "<script", "<meta", "<style"]
        .iter()
        .any(|known| tag.starts_with(known))
}

/// Whether it has a heading that stands alone, as Markdown writes it.
fn is_markdown(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.iter().enumerate().any(|(at, line)| {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let alone = at == 0 || lines[at - 1].is_empty() || lines[at - 1] == "---";
        (1..=6).contains(&level) && alone && line[level..].starts_with(' ') && line.len() > level + 1
    })
}

#[cfg(test)]
mod tests {
    use super::{Format, Why};

    #[test]
    fn content_decides() {
        for (bytes, format) in [
            (&b"%PDF-1.7\n"[..], Ok(Format::Pdf)),
            (b"\xef\xbb\xbf\n%PDF-1.4", Ok(Format::Pdf)),
            (b"  <!DOCTYPE HTML><p>x", Ok(Format::Html)),
            (b"<?xml version='1.0'?>\n<!-- a --> <html xmlns='x'>", Ok(Format::Html)),
            (b"# Rights\n\nYou have them.", Ok(Format::Markdown)),
            (b"---\ntitle: x\n---\n# Rights\n", Ok(Format::Markdown)),
            (b"Number #1 and\n#hash", Ok(Format::Text)),
            (b"caf\xe9 au lait", Ok(Format::Text)),
            (b"\xff\xfeh\x00i\x00", Ok(Format::Text)),
            (b"\x89PNG\r\n\x1a\n\x00\x00", Err(Why::Unknown)),
            (b"\x7fELF\x02\x01", Err(Why::Unknown)),
            (b"PK\x03\x04 and nothing else", Err(Why::Damaged)),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 \0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                Err(Why::Encrypted),
            ),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc", Err(Why::Unknown)),
            (b"", Err(Why::Unknown)),
            (b" \n\t", Err(Why::Unknown)),
        ] {
            assert_eq!(Format::recognise(bytes), format, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
