//! `waypost show`: one record as text, Markdown or JSON.

use super::{Shared, ids, json, print};
use crate::app::{Gutter, Layout, Policy, World};
use crate::error::{Error, Exit};
use crate::id::{Id, Kind};
use crate::library::{Library, Passage};
use crate::page::{Block, Look, Marker, Page, Run, shown};
use crate::text::wrap::{plain_spaces, wrap};
use crate::words::Words;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use std::io::Write;

/// How wide plain text is, in cells.
const WIDTH: usize = 78;
/// The most passages of one page that are printed.
const MOST: u32 = 100;

#[derive(Args, Debug)]
pub(super) struct ShowArgs {
    /// The record, such as visa/t
    id: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Print this page of the imported document instead, by the number that is printed on it
    #[arg(long, value_name = "PAGE")]
    page: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

pub(super) fn run(shared: &Shared, args: &ShowArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let corpus = shared.corpus()?;
    let id = ids::known(shared, &corpus, &args.id)?;
    let library = if id.kind() == Kind::Source { shared.open_library(&mut super::say) } else { None };
    if let Some(page) = &args.page {
        return in_full(library.as_ref(), &id, page, args.format, out);
    }
    let words = Words::new(shared.lang()?);
    let world = World::new(corpus, Policy::default()).with_library(library);
    let page = world
        .page(&words, &id)
        .ok_or_else(|| Error::new(Exit::Format, format!("The facts of {id} cannot be read. Run `waypost check`.")))?;
    match args.format {
        Format::Text => print(out, &text(&page))?,
        Format::Markdown => print(out, &markdown(&page))?,
        Format::Json => json(out, &as_json(&world, &words, &id, &page))?,
    }
    Ok(Exit::Done)
}

/// One page of an imported document, as its passages: what begins before it on the page is with them.
fn in_full(library: Option<&Library>, id: &Id, page: &str, format: Format, out: &mut dyn Write) -> Result<Exit, Error> {
    let nothing = |what: String| Error::new(Exit::Nothing, what);
    let name = id.to_string();
    let Some((library, document)) = library.and_then(|library| Some((library, library.document(&name)?))) else {
        let way_out = format!("`waypost import FILE --as {id}` takes it in.");
        return Err(nothing(format!("The full text of {id} is not in the library. {way_out}")));
    };
    let pages = document.pages;
    if pages == 0 {
        return Err(nothing(format!("{id} has no pages. `waypost {id}` opens it.")));
    }
    let labelled = library.at_label(&name, page);
    let number = page.parse().ok().filter(|_| labelled.is_none());
    if number.is_some_and(|number| document.pictures.contains(&number)) {
        return Err(nothing(format!("Page {} of {id} is a picture without text.", super::shown(page))));
    }
    let Some(first) = labelled.or_else(|| library.at_page(&name, number?)) else {
        return Err(nothing(format!("{id} has no page {}. It has {pages} pages.", super::shown(page))));
    };
    // Pages have a few passages; what stands on the page of the first is of it.
    let mut passages = library.passages(&name, first..first.saturating_add(MOST));
    if document.unsure_order {
        super::say(
            "In this PDF the letters may stand in a wrong order. Have somebody who reads the language compare it.",
        );
    }
    let on_page = passages.first().map(|passage| passage.page);
    passages.retain(|passage| Some(passage.page) == on_page);
    if matches!(format, Format::Json) {
        let row = |passage: &Passage| {
            let Passage { page, label, section, text, .. } = passage;
            json!({"page": page, "label": label, "section": section, "text": text})
        };
        json(out, &passages.iter().map(row).collect())?;
        return Ok(Exit::Done);
    }
    for passage in &passages {
        let lines: Vec<&str> = wrap(&passage.text, WIDTH).into_iter().map(|range| &passage.text[range]).collect();
        print(out, &format!("{}\n\n", lines.join("\n")))?;
    }
    Ok(Exit::Done)
}

fn text(page: &Page) -> String {
    let mut out = String::new();
    for line in Layout::of(page, WIDTH).lines {
        let pieces: String = line.pieces.iter().map(|piece| plain_spaces(&piece.text)).collect();
        let bar = if line.gutter == Gutter::Notice { "! " } else { "" };
        let line = format!("{bar}{}{pieces}", " ".repeat(line.indent - bar.len().min(line.indent)));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The page in CommonMark with tables; links lead to ids.
fn markdown(page: &Page) -> String {
    let runs = |runs: &[Run]| -> String { runs.iter().map(|run| inline(page, run)).collect() };
    let mut out = String::new();
    for block in &page.blocks {
        let block = match block {
            Block::Title(title) => format!("# {}\n\n", title.iter().map(|run| run.text.as_str()).collect::<String>()),
            Block::Small(text) | Block::Lead(text) | Block::Paragraph(text) => format!("{}\n\n", runs(text)),
            Block::Notice(text) => format!("> {}\n\n", runs(text)),
            Block::Heading { level, runs: text, .. } => {
                let words: String = text.iter().map(|run| run.text.as_str()).collect();
                format!("{} {words}\n\n", "#".repeat(usize::from(*level)))
            }
            Block::Item { depth, marker, runs: text } => {
                let sign = match marker {
                    Marker::Bullet => "- ".to_owned(),
                    Marker::Number(number) => format!("{number}. "),
                    Marker::Citation(number) => format!("{number}. "),
                    Marker::None => "  ".to_owned(),
                };
                format!("{}{sign}{}\n", "  ".repeat(usize::from(*depth)), runs(text))
            }
            Block::Facts(rows) => {
                let row = |row: &crate::page::FactRow| format!("- {}: {}\n", row.label, runs(&row.runs));
                format!("{}\n", rows.iter().map(row).collect::<String>())
            }
            Block::Table(rows) => table(rows, runs),
        };
        if !block.starts_with(['-', ' ']) && !out.ends_with("\n\n") && !out.is_empty() {
            let numbered = block.split_once(". ").is_some_and(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()));
            if !numbered {
                out.push('\n');
            }
        }
        out.push_str(&block);
    }
    out
}

fn table(rows: &[Vec<Vec<Run>>], runs: impl Fn(&[Run]) -> String) -> String {
    let mut out = String::new();
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| runs(cell)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
        if number == 0 {
            out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
        }
    }
    out + "\n"
}

fn inline(page: &Page, run: &Run) -> String {
    let text = plain_spaces(&run.text);
    let text = match run.look {
        Look::Strong | Look::Fact | Look::Phone => format!("**{text}**"),
        Look::Emphasis => format!("*{text}*"),
        Look::Plain | Look::Citation | Look::Label | Look::Quiet => text,
    };
    match run.link.and_then(|link| page.links.get(link)) {
        Some(target) if run.look == Look::Citation => {
            format!("[{text}]({})", target.id).replace("[[", "[\\[").replace("]]", "\\]]")
        }
        Some(target) => match &target.anchor {
            Some(anchor) => format!("[{text}]({}#{anchor})", target.id),
            None => format!("[{text}]({})", target.id),
        },
        None => text,
    }
}

fn as_json(world: &World, words: &Words, id: &Id, page: &Page) -> Value {
    let record = world.corpus.get(id);
    let text = record.map(|record| record.text(words.lang()));
    let facts = record.and_then(crate::corpus::Record::facts);
    let mut named = Map::new();
    for (name, fact) in facts.iter().flat_map(|facts| &facts.facts) {
        named.insert(
            name.clone(),
            json!({
                "value": fact.value, "shown": plain_spaces(&shown(&fact.value, words)), "sources": fact.sources,
                "as_of": fact.as_of, "confidence": fact.confidence,
            }),
        );
    }
    let section =
        |section: crate::page::Section| json!({"heading": section.heading, "text": plain_spaces(&section.shown)});
    let cited: Vec<String> = page
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Item { marker: Marker::Citation(_), runs, .. } => runs.iter().find_map(|run| run.link),
            _ => None,
        })
        .filter_map(|link| page.links.get(link).map(|target| target.id.to_string()))
        .collect();
    json!({
        "id": id.to_string(),
        "kind": id.kind().name(),
        "lang": page.lang.tag(),
        "title": page.title,
        "official": text.and_then(|text| text.official.clone()),
        "summary": text.map(|text| &text.summary),
        "names": text.map(|text| text.names().collect::<Vec<_>>()),
        "checked_on": record.map(|record| &record.checked_on),
        "confidence": facts.as_ref().map(|facts| facts.confidence),
        "facts": named,
        "document": facts.as_ref().and_then(|facts| facts.document.clone()),
        "in_full": world.document(id),
        "sections": page.sections().into_iter().map(section).collect::<Vec<_>>(),
        "see_also": facts.as_ref().map(|facts| &facts.see_also),
        "cites": cited,
    })
}
