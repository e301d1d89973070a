//! Plain text, and the letters of any file that says nothing of how it writes them.

use super::Out;
use crate::format::Format;
use crate::wire::{Line, Why};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// How far into a page of the web its `charset` may stand, in bytes: HTML's own rule.
const CHARSET_WITHIN: usize = 1024;

/// The text of `bytes`: by their mark, as UTF-8 where they are that, by what the page says of itself, else by a guess.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    charset(bytes).unwrap_or_else(|| guess(bytes)).decode_without_bom_handling(bytes).0
}

/// What a page says of itself. UTF-8 it is not: that was tried.
fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(CHARSET_WITHIN)].to_ascii_lowercase();
    let at = head.windows(8).position(|eight| eight == b"charset=")? + 8;
    let label: Vec<u8> =
        head[at..].iter().copied().skip_while(|b| b"\"'".contains(b)).take_while(|b| !b"\"' >;/".contains(b)).collect();
    Encoding::for_label(&label).filter(|encoding| *encoding != UTF_8)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Reads plain text: a paragraph ends at an empty line.
pub(super) fn read(text: &str, out: &mut Out<'_>) -> Result<(), Why> {
    out(Line::Document { format: Format::Text, title: String::new(), lang: String::new(), pages: 0 });
    paragraphs(text, out);
    Ok(())
}

/// The paragraphs of `text`, with their line breaks.
pub(super) fn paragraphs(text: &str, out: &mut Out<'_>) {
    let mut paragraph = String::new();
    for line in text.lines().chain([""]) {
        let line = line.trim();
        if !line.is_empty() {
            if !paragraph.is_empty() {
                paragraph.push('\n');
            }
            paragraph.push_str(line);
        } else if !paragraph.is_empty() {
            out(Line::Text(std::mem::take(&mut paragraph)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn letters_are_found_whatever_they_are_written_in() {
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9"), "café");
        assert_eq!(decode("más ayuda".as_bytes()), "más ayuda");
        assert_eq!(decode(b"\xff\xfe\x43\x04"), "у");
        assert_eq!(decode(b"<meta charset='windows-1251'>\xf3"), "<meta charset='windows-1251'>у");
        // A page that says UTF-8 and is not.
        let page =
            b"<meta charset=utf-8> \xbfQu\xe9 derechos tiene el ni\xf1o? La se\xf1ora est\xe1 aqu\xed ma\xf1ana.";
        assert_eq!(decode(page), "<meta charset=utf-8> ¿Qué derechos tiene el niño? La señora está aquí mañana.");
    }
}
