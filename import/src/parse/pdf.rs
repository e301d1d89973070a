//! PDF. The library that reads it is quick and good, and sometimes panics or hangs on a broken file: that ends the worker
//! and costs a page.

mod fonts;

use super::{MOST_PAGES, Out, text};
use crate::format::Format;
use crate::wire::{Line, Request, Why};
use pdf_oxide::converters::ConversionOptions;
use pdf_oxide::extractors::page_labels::{PageLabelExtractor, PageLabelRange};
use pdf_oxide::layout::TextSpan;
use pdf_oxide::optional_content::decode_pdf_text_string;
use pdf_oxide::{Destination, OutlineItem, PdfDocument};
use std::collections::HashSet;

/// A line of print is not longer, in characters; a longer one is a row of a table.
const LONGEST_LINE: usize = 110;

/// The largest file whose fonts are looked at, in bytes.
const LARGEST_COPY: usize = 64 << 20;

/// A page with fewer characters may be a scan with a running head or a stamp.
const LITTLE: usize = 300;

/// A picture that takes up less of a page than this share is an ornament.
const ORNAMENT: f32 = 0.1;

/// Reads what is asked for.
pub(super) fn read(bytes: Vec<u8>, request: Request, out: &mut Out<'_>) -> Result<(), Why> {
    // A larger one is mostly pictures, and there is no memory for a second one.
    let copy = (bytes.len() <= LARGEST_COPY).then(|| bytes.clone());
    let mut document = open(bytes)?;
    let labels = PageLabelExtractor::extract(&document).unwrap_or_default();
    match request {
        Request::Start => {
            let pages = count(&document)?;
            let title = title(&document).unwrap_or_default();
            out(Line::Document { format: Format::Pdf, title, lang: lang(&document).unwrap_or_default(), pages });
            if let Ok(Some(outline)) = document.get_outline() {
                headings(&outline, 1, &labels, out);
            }
        }
        Request::Pages { first, count } => {
            let pages = first.max(1) as usize - 1..(first.max(1) - 1).saturating_add(count) as usize;
            let named = copy.and_then(|bytes| fonts::named(&bytes, &document, pages));
            if let Some(named) = named.and_then(|bytes| open(bytes).ok()).filter(|named| is_same(named, &document)) {
                document = named;
            }
            for number in (first.max(1)..).take(count as usize) {
                page(&document, number, &labels, out);
            }
        }
    }
    Ok(())
}

fn open(bytes: Vec<u8>) -> Result<PdfDocument, Why> {
    let document = PdfDocument::from_bytes(bytes).map_err(|_| Why::Damaged)?;
    // Many official files are locked against changes, with an empty password for reading.
    if document.is_encrypted() && !document.authenticate(b"").unwrap_or(false) {
        return Err(Why::Encrypted);
    }
    Ok(document)
}

/// Whether a file that was updated has the pages that it had.
fn is_same(updated: &PdfDocument, document: &PdfDocument) -> bool {
    updated.page_count().is_ok_and(|count| document.page_count().is_ok_and(|before| count == before))
}

fn count(document: &PdfDocument) -> Result<u32, Why> {
    let count = document.page_count().map_err(|_| Why::Damaged)?;
    match u32::try_from(count) {
        Ok(0) => Err(Why::Damaged),
        Ok(count) if count <= MOST_PAGES => Ok(count),
        _ => Err(Why::TooManyPages),
    }
}

/// The title that the file gives itself, where it is more than the name of the file that it was made from.
fn title(document: &PdfDocument) -> Option<String> {
    let info = document.trailer().as_dict()?.get("Info")?;
    let info = document.resolve_object(info).ok()?;
    let title = document.resolve_object(info.as_dict()?.get("Title")?).ok()?;
    let title = decode_pdf_text_string(title.as_string()?);
    let low = title.to_lowercase();
    let made_from = low.starts_with("microsoft word") || low.starts_with("untitled");
    let file = [".doc", ".docx", ".pdf", ".indd", ".rtf", ".pub", ".qxd"].iter().any(|end| low.ends_with(end));
    (!made_from && !file).then_some(title)
}

fn lang(document: &PdfDocument) -> Option<String> {
    let catalog = document.catalog().ok()?;
    let lang = document.resolve_object(catalog.as_dict()?.get("Lang")?).ok()?;
    Some(decode_pdf_text_string(lang.as_string()?))
}

/// The headings of the outline, each after the page that it leads to.
fn headings(outline: &[OutlineItem], level: u8, labels: &[PageLabelRange], out: &mut Out<'_>) {
    for item in outline {
        let number = match item.dest {
            Some(Destination::PageIndex(index)) => u32::try_from(index + 1).ok(),
            _ => None,
        };
        if let Some(number) = number {
            out(Line::Page { number, label: label(labels, number) });
            out(Line::Heading { level, text: item.title.clone() });
        }
        headings(&item.children, level.saturating_add(1), labels, out);
    }
}

fn page(document: &PdfDocument, number: u32, labels: &[PageLabelRange], out: &mut Out<'_>) {
    match in_order(document, number as usize - 1) {
        Ok(text) => {
            out(Line::Page { number, label: label(labels, number) });
            if text.chars().count() < LITTLE && is_picture(document, number as usize - 1) {
                out(Line::Picture { page: number });
            }
            paragraphs(&text, out);
        }
        Err(_) => out(Line::Unreadable { page: number, why: Why::Damaged }),
    }
}

/// Whether pictures take up room on a page, by its place from 0. Some scanners cut a page into strips.
fn is_picture(document: &PdfDocument, index: usize) -> bool {
    let Ok((left, bottom, right, top)) = document.get_page_media_box(index) else { return false };
    let pictures = document.page_image_handles(index).unwrap_or_default();
    let room: f32 = pictures.iter().map(|picture| picture.bbox.width.abs() * picture.bbox.height.abs()).sum();
    room >= ((right - left) * (top - bottom)).abs() * ORNAMENT && room > 0.0
}

/// The text of a page, by its place from 0. The library can put lines in order in two ways: one is good at columns, one at
/// raised figures of footnotes. The order in which the file itself draws its words mostly is that of reading, and so says
/// which way fits the page better. Where neither does, as with three columns, it is taken as it is.
fn in_order(document: &PdfDocument, index: usize) -> Result<String, pdf_oxide::Error> {
    let columns = document.extract_text(index)?;
    let Ok(rows) = document.to_plain_text(index, &ConversionOptions::default()) else { return Ok(columns) };
    let mut spans = document.extract_spans(index)?;
    spans.sort_by_key(|span| span.sequence);
    let drawn = Drawn::of(&spans);
    let words = neighbours(&drawn.text);
    let fits = |text: &str| neighbours(text).intersection(&words).count();
    let (of_rows, of_columns) = (fits(&rows), fits(&columns));
    if drawn.reads_on && of_rows.max(of_columns) * 20 < words.len() * 19 {
        return Ok(drawn.text);
    }
    Ok(if of_rows > of_columns { rows } else { columns })
}

/// A page in the order in which the file draws it.
struct Drawn {
    text: String,
    /// Whether nearly every piece stands behind the one before, or on the next line.
    reads_on: bool,
}

impl Drawn {
    fn of(spans: &[TextSpan]) -> Drawn {
        let mut text = spans.first().map(|span| span.text.clone()).unwrap_or_default();
        let mut on = 0;
        for pair in spans.windows(2) {
            let (before, span) = (&pair[0], &pair[1]);
            let height = before.font_size.max(1.0);
            let down = before.bbox.y - span.bbox.y;
            let gap = span.bbox.x - (before.bbox.x + before.bbox.width);
            let same_line = down.abs() < height / 2.0 && gap > -height;
            on += usize::from(same_line || (down > 0.0 && down < height * 3.0));
            if !same_line {
                text.push('\n');
            } else if gap > height * 0.15 && !text.ends_with(' ') && !span.text.starts_with(' ') {
                text.push(' ');
            }
            text.push_str(&span.text);
        }
        Drawn { text, reads_on: on * 20 >= spans.len().saturating_sub(1) * 19 }
    }
}

/// Each word with the next.
fn neighbours(text: &str) -> HashSet<(&str, &str)> {
    let words = text.split_whitespace();
    words.clone().zip(words.skip(1)).collect()
}

/// The paragraphs of a page. There is no mark between them: one ends with a line that is short, unless the next goes on in
/// small letters, and before an item of a list.
fn paragraphs(page: &str, out: &mut Out<'_>) {
    let width = |line: &str| line.chars().count();
    let lines: Vec<&str> = page.lines().map(str::trim).collect();
    let full = full_width(lines.iter().map(|line| width(line)).collect());
    let mut marked = String::with_capacity(page.len());
    let (mut ended, mut cut) = (false, false);
    for (at, line) in lines.iter().enumerate() {
        let next = lines[at..].iter().find(|line| !line.is_empty());
        let goes_on = next.is_some_and(|next| next.starts_with(char::is_lowercase));
        if line.is_empty() && cut && goes_on {
            // A column ends in the middle of a word.
            continue;
        }
        if ended && !goes_on || line.starts_with(['•', '▪', '■', '●', '\u{f0b7}']) {
            marked.push('\n');
        }
        marked.push_str(line);
        marked.push('\n');
        ended = width(line) * 4 < full * 3;
        cut = line.ends_with(['-', '\u{2010}']);
    }
    text::paragraphs(&marked, out);
}

/// The width of a full line, of these widths: half of the text stands in lines that are as wide or wider. The widest line of
/// all may be two of two columns, or a row of a table.
fn full_width(mut widths: Vec<usize>) -> usize {
    widths.sort_unstable_by(|a, b| b.cmp(a));
    let half = widths.iter().sum::<usize>() / 2;
    let mut wider = 0;
    let full = widths.into_iter().find(|width| {
        wider += width;
        wider >= half
    });
    full.unwrap_or_default().min(LONGEST_LINE)
}

/// What is printed on a page; empty where the file does not say.
fn label(labels: &[PageLabelRange], number: u32) -> String {
    if labels.is_empty() { String::new() } else { PageLabelExtractor::get_label(labels, number as usize - 1) }
}

#[cfg(test)]
mod tests {
    use super::paragraphs;
    use crate::wire::Line;

    #[test]
    fn a_short_line_ends_a_paragraph() {
        let page = "1.1. Version\nThis is the version of a text that was printed in long lines of some\n                    words each, and it goes on until its\nend.\nThe next one begins here, with a line that is as long as the\n                    first one was.\n• an item of a list, which is as long as the other lines were\n• another";
        let mut found = Vec::new();
        paragraphs(page, &mut |line| {
            if let Line::Text(text) = line {
                found.push(text.split_whitespace().take(2).collect::<Vec<_>>().join(" "));
            }
        });
        assert_eq!(found, ["1.1. Version", "This is", "The next", "• an", "• another"]);
    }

    #[test]
    fn one_line_that_is_wider_than_the_columns_does_not_make_them_short() {
        let column = "a line of a narrow column,\n".repeat(8);
        let page = format!("{column}Which one long line goes across, from the left edge to the right.\n{column}");
        let mut found = 0;
        paragraphs(&page, &mut |_| found += 1);
        assert_eq!(found, 1);
    }

    #[test]
    fn a_word_that_a_column_cuts_stays_in_its_paragraph() {
        let mut found = Vec::new();
        let mut take = |line| found.extend(if let Line::Text(text) = line { Some(text) } else { None });
        paragraphs("specify arti-\n\ncles and adjust\n\nanother", &mut take);
        assert_eq!(found, ["specify arti-\ncles and adjust", "another"]);
    }
}
