//! Fonts that say nowhere but in their own program which letters they have.
//!
//! The library that reads PDFs looks for that in the programs of Type 1, and not where they are packed as Type 1C, as many
//! programs pack the fonts of TeX: "first" then becomes "rst", since OT1 has its ligatures where others have no letters. Such fonts
//! get the list of their letters here, in an update at the end of the file (ISO 32000-1, 7.5.6).

use pdf_oxide::PdfDocument;
use pdf_oxide::fonts::cff_encoding::parse_cff_encoding;
use pdf_oxide::object::{Object, ObjectRef};
use pdf_oxide::writer::ObjectSerializer;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

type Dictionary = HashMap<String, Object>;

/// The file of these bytes with an update for such fonts on `pages`, counted from 0. None where there are none, or where
/// nothing can be added: to what is locked, or begins with something else.
pub(super) fn named(bytes: &[u8], document: &PdfDocument, pages: Range<usize>) -> Option<Vec<u8>> {
    if document.is_encrypted() || !bytes.starts_with(b"%PDF-") {
        return None;
    }
    let unnamed: BTreeMap<u32, (u16, Object)> = pages
        .flat_map(|page| fonts(document, page).unwrap_or_default())
        .filter_map(|font| Some((font.id, (font.r#gen, with_names(document, font)?))))
        .collect();
    if unnamed.is_empty() { None } else { updated(bytes, document, &unnamed) }
}

/// The fonts that a page has.
fn fonts(document: &PdfDocument, page: usize) -> Option<Vec<ObjectRef>> {
    let page = document.get_page(page).ok()?;
    let resources = document.resolve_object(page.as_dict()?.get("Resources")?).ok()?;
    let fonts = document.resolve_object(resources.as_dict()?.get("Font")?).ok()?;
    Some(fonts.as_dict()?.values().filter_map(Object::as_reference).collect())
}

/// A font with the list of its letters; None where it has one, or needs none.
fn with_names(document: &PdfDocument, font: ObjectRef) -> Option<Object> {
    let mut font: Dictionary = document.load_object(font).ok()?.as_dict()?.clone();
    if font.get("Subtype")?.as_name()? != "Type1" || font.contains_key("Encoding") {
        return None;
    }
    let descriptor = document.resolve_object(font.get("FontDescriptor")?).ok()?;
    let program = document.resolve_object(descriptor.as_dict()?.get("FontFile3")?).ok()?;
    let letters: BTreeMap<u8, char> = parse_cff_encoding(&program.decode_stream_data().ok()?)?.into_iter().collect();
    let named = |(code, letter): (u8, char)| {
        [Object::Integer(code.into()), Object::Name(format!("uni{:04X}", u32::from(letter)))]
    };
    let differences = Object::Array(letters.into_iter().flat_map(named).collect());
    font.insert("Encoding".to_owned(), Object::Dictionary(HashMap::from([("Differences".to_owned(), differences)])));
    Some(Object::Dictionary(font))
}

/// The file with these objects in place of those with the same numbers.
fn updated(bytes: &[u8], document: &PdfDocument, objects: &BTreeMap<u32, (u16, Object)>) -> Option<Vec<u8>> {
    let serializer = ObjectSerializer::compact();
    let mut file = bytes.to_vec();
    let mut table = String::from("xref\n");
    for (&number, (generation, object)) in objects {
        file.push(b'\n');
        table.push_str(&format!("{number} 1\n{:010} {generation:05} n \n", file.len()));
        file.extend(serializer.serialize_indirect(number, *generation, object));
    }
    let old = document.trailer().as_dict()?;
    let keep = ["Root", "Info", "Size"].into_iter().filter_map(|key| Some((key.to_owned(), old.get(key)?.clone())));
    let mut trailer: Dictionary = keep.collect();
    trailer.insert("Prev".to_owned(), Object::Integer(last_table(bytes)?));
    let start = file.len();
    file.extend(table.into_bytes());
    file.extend(b"trailer\n");
    file.extend(serializer.serialize(&Object::Dictionary(trailer)));
    file.extend(format!("\nstartxref\n{start}\n%%EOF\n").into_bytes());
    Some(file)
}

/// Where the last table of objects stands, in bytes from the start.
fn last_table(bytes: &[u8]) -> Option<i64> {
    let name = b"startxref";
    let at = bytes.windows(name.len()).rposition(|window| window == name)? + name.len();
    let rest = std::str::from_utf8(bytes[at..].get(..32).unwrap_or(&bytes[at..])).ok()?;
    rest.split_whitespace().next()?.parse().ok()
}
