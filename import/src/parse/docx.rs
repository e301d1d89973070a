//! Word files: the paragraphs of Office Open XML (ECMA-376, part 1, chapter 17), without their looks.
//!
//! The XML is read as a stream, so its depth costs nothing, and no entity but XML's own five is known.

use super::{Out, unzip};
use crate::format::Format;
use crate::wire::{Line, Why};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Reads a Word file: its text, then its footnotes.
pub(super) fn read(bytes: &[u8], out: &mut Out<'_>) -> Result<(), Why> {
    let mut zip = unzip::open(bytes)?;
    let mut part = |name: &str| unzip::entry(&mut zip, name);
    let document = part("word/document.xml")?.ok_or(Why::Damaged)?;
    let styles = part("word/styles.xml")?.map(|xml| levels(&xml)).transpose()?.unwrap_or_default();
    let title = part("docProps/core.xml")?.map(|xml| title(&xml)).transpose()?.unwrap_or_default();
    out(Line::Document { format: Format::Docx, title, lang: String::new(), pages: 0 });
    paragraphs(&document, &styles, out)?;
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = part(name)? {
            paragraphs(&notes, &styles, out)?;
        }
    }
    Ok(())
}

/// The level of each style that is one of headings, by its id.
type Levels = BTreeMap<String, u8>;

fn levels(xml: &[u8]) -> Result<Levels, Why> {
    let mut levels = Levels::new();
    let mut id = String::new();
    each(xml, |event| {
        let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
        match tag.name().as_ref() {
            "w:style" => id = attribute(tag, "w:styleId").unwrap_or_default(),
            "w:name" => {
                let name = attribute(tag, "w:val").unwrap_or_default().to_lowercase();
                let level =
                    if name == "title" { Some(1) } else { name.strip_prefix("heading ").and_then(|n| n.parse().ok()) };
                if let Some(level) = level {
                    levels.insert(id.clone(), level);
                }
            }
            "w:outlineLvl" => {
                // 0 to 8 are headings; 9 is the text.
                if let Some(level @ 0..9) = attribute(tag, "w:val").and_then(|level| level.parse::<u8>().ok()) {
                    levels.entry(id.clone()).or_insert(level + 1);
                }
            }
            _ => {}
        }
    })?;
    Ok(levels)
}

fn title(xml: &[u8]) -> Result<String, Why> {
    let mut title = String::new();
    let mut inside = false;
    each(xml, |event| match event {
        Event::Start(tag) => inside = tag.name().as_ref() == "dc:title",
        Event::End(_) => inside = false,
        _ if inside => add(&mut title, event),
        _ => {}
    })?;
    Ok(title)
}

/// What is being read: a paragraph, perhaps in a row of a table.
#[derive(Default)]
struct Place {
    text: String,
    level: Option<u8>,
    /// How many tables stand around it; their rows become lines.
    tables: usize,
    /// Inside the words themselves.
    words: bool,
    /// How deep inside what an older Word would show in place of a drawing: the same words once more.
    fallback: usize,
}

fn paragraphs(xml: &[u8], styles: &Levels, out: &mut Out<'_>) -> Result<(), Why> {
    let mut place = Place::default();
    each(xml, |event| match event {
        Event::Start(tag) if tag.name().as_ref() == "mc:Fallback" => place.fallback += 1,
        Event::End(tag) if tag.name().as_ref() == "mc:Fallback" => place.fallback = place.fallback.saturating_sub(1),
        _ if place.fallback > 0 => {}
        Event::Start(tag) => place.enter(tag, styles),
        Event::Empty(tag) => {
            place.enter(tag, styles);
            place.words = false;
        }
        Event::End(tag) => place.leave(tag.name().as_ref(), out),
        _ if place.words => add(&mut place.text, event),
        _ => {}
    })?;
    place.end(out);
    Ok(())
}

impl Place {
    fn enter(&mut self, tag: &BytesStart<'_>, styles: &Levels) {
        match tag.name().as_ref() {
            "w:tbl" => self.tables += 1,
            "w:pStyle" => self.level = attribute(tag, "w:val").and_then(|id| styles.get(&id).copied()),
            "w:t" => self.words = true,
            "w:tab" => self.text.push(' '),
            "w:br" | "w:cr" => self.text.push('\n'),
            "w:noBreakHyphen" => self.text.push('-'),
            _ => {}
        }
    }

    fn leave(&mut self, tag: &str, out: &mut Out<'_>) {
        match tag {
            "w:t" => self.words = false,
            "w:p" if self.tables == 0 => self.end(out),
            "w:p" => self.text.push(' '),
            "w:tc" => self.text.push_str("| "),
            "w:tr" => self.end(out),
            "w:tbl" => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
    }

    fn end(&mut self, out: &mut Out<'_>) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim().trim_end_matches('|').trim();
        let level = self.level.take().filter(|_| self.tables == 0);
        match level {
            _ if text.is_empty() => {}
            Some(level) => out(Line::Heading { level, text: text.replace('\n', " ") }),
            None => out(Line::Text(text.to_owned())),
        }
    }
}

/// Hands each event of `xml` to `take`. A document type is refused: it could define entities.
fn each(xml: &[u8], mut take: impl FnMut(&Event<'_>)) -> Result<(), Why> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::DocType(_)) | Err(_) => return Err(Why::Damaged),
            Ok(event) => take(&event),
        }
        buffer.clear();
    }
}

/// Adds what an event inside words stands for.
fn add(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(words) => text.push_str(words),
        Event::GeneralRef(entity) => {
            let named = match &**entity {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => entity.resolve_char_ref().ok().flatten(),
            };
            text.extend(named);
        }
        _ => {}
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let value = tag.try_get_attribute(name).ok()??;
    value.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}
