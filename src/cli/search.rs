//! `waypost search`.

use super::ids::known_kind;
use super::{Shared, json, print};
use crate::app::{World, nearest, page_name};
use crate::error::{Error, Exit};
use crate::files;
use crate::id::Kind;
use crate::lang::Lang;
use crate::library::Found;
use crate::search::{Query, Results, Snippet};
use crate::text::scrub::scrub;
use crate::text::wrap::{plain_spaces, wrap};
use crate::words::Words;
use clap::Args;
use serde::Deserialize;
use serde_json::json;
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};

/// The most bytes of standard input that are read as words: far over what counts of a query.
const MOST: u64 = 1 << 16;
/// The longest line of a batch, in bytes.
const LONGEST_LINE: u64 = 1 << 20;
/// How wide plain output is, in cells.
const WIDTH: usize = 80;

#[derive(Args, Debug)]
#[command(after_help = super::HISTORY)]
pub(super) struct SearchArgs {
    /// The words; a single - reads them from standard input, to its end (Ctrl-D on a line of its own)
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    words: Vec<String>,
    /// Only records of this kind: guide, agency, visa, service, source or term
    #[arg(long, value_parser = known_kind)]
    kind: Option<Kind>,
    /// The most records to print
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Answer the queries of this file, one JSON object a line: {"id", "lang", "query"}
    #[arg(long, value_name = "FILE")]
    batch: Option<PathBuf>,
}

pub(super) fn run(shared: &Shared, args: &SearchArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let kinds = args.kind.as_slice();
    let limit = usize::from(args.limit);
    let corpus = shared.corpus()?;
    let lang = shared.lang()?;
    let search = shared.index(&corpus, &mut super::say)?.search()?;
    let library = shared.open_library(&mut super::say);
    let world = World::new(corpus, crate::app::Policy::default()).searched_by(search).with_library(library);
    if let Some(file) = &args.batch {
        return batch(&world, file, kinds, limit, out);
    }
    let text = if args.words == ["-"] { from_input()? } else { args.words.join(" ") };
    // A line that was sent whole is finished, but a person may still mean the start of a word.
    let results = world.find(&Query { text: text.trim(), lang, kinds, limit }, &|| false);
    let library = world.library.as_ref().filter(|_| args.kind.is_none());
    let passages = library.map(|library| library.search(text.trim(), lang, limit, &|| false)).unwrap_or_default();
    let none = results.hits.is_empty() && passages.hits.is_empty();
    if args.json {
        as_json(&world, lang, &results, &passages, out)?;
    } else {
        as_text(&world, lang, &results, out)?;
        passages_as_text(&passages, lang, out)?;
        if none {
            nothing(&world, lang, kinds, &text);
        }
    }
    Ok(if none { Exit::Nothing } else { Exit::Done })
}

fn from_input() -> Result<String, Error> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(MOST)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new(Exit::Missing, format!("Standard input cannot be read: {error}.")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn as_text(world: &World, lang: Lang, results: &Results, out: &mut dyn Write) -> Result<(), Error> {
    if let Some(text) = &results.corrected {
        super::say(&format!("Showing results for {}.", scrub(text)));
    }
    if results.relaxed {
        super::say("No record has all these words. These have some of them.");
    }
    if results.cut {
        super::say("Only the first 200 characters and 16 words count.");
    }
    for hit in &results.hits {
        let Some((record, place)) = world.corpus.get(&hit.id).zip(world.place(hit, results)) else { continue };
        print(out, &format!("{}  ({})\n    {}\n\n", record.text(lang).title, hit.id, snippet(&place.snippet)))?;
    }
    Ok(())
}

/// The passages of documents, after the records.
fn passages_as_text(passages: &Found, lang: Lang, out: &mut dyn Write) -> Result<(), Error> {
    let words = Words::new(lang);
    for hit in &passages.hits {
        let page = if hit.page > 0 { format!(", {}", page_name(hit.page, &hit.label, &words)) } else { String::new() };
        print(out, &format!("{}{page}  ({})\n    {}\n\n", hit.title, hit.document, snippet(&hit.snippet)))?;
    }
    Ok(())
}

fn snippet(snippet: &Snippet) -> String {
    let heading = if snippet.heading.is_empty() { String::new() } else { format!("{} · ", snippet.heading) };
    let text = plain_spaces(&format!("{heading}{}", snippet.text));
    let lines: Vec<&str> = wrap(&text, WIDTH - 4).into_iter().map(|range| &text[range]).collect();
    lines.join("\n    ")
}

/// Says that nothing was found, what is near, and whom to ask.
fn nothing(world: &World, lang: Lang, kinds: &[Kind], text: &str) {
    let phone = &world.numbers.phone;
    super::say(&format!("Nothing found. Try one short word. People answer at {phone}, in many languages."));
    let near = nearest(&world.corpus, lang, kinds, text);
    let near = near.iter().filter_map(|id| Some(format!("{} ({id})", world.corpus.get(id)?.text(lang).title)));
    let near: Vec<String> = near.collect();
    if !near.is_empty() {
        super::say(&format!("These titles are near: {}.", near.join("; ")));
    }
}

fn as_json(world: &World, lang: Lang, results: &Results, passages: &Found, out: &mut dyn Write) -> Result<(), Error> {
    let hit = |hit: &crate::search::Hit| {
        let text = world.corpus.get(&hit.id)?.text(lang);
        let snippet = world.place(hit, results)?.snippet;
        Some(json!({
            "id": hit.id.to_string(),
            "kind": hit.id.kind().name(),
            "title": text.title,
            "lang": text.lang.tag(),
            "section": snippet.heading,
            "snippet": plain_spaces(&snippet.text),
            "marks": marks(&snippet),
        }))
    };
    let passage = |hit: &crate::library::Hit| {
        json!({
            "id": hit.document,
            "kind": "passage",
            "title": hit.title,
            "passage": hit.passage,
            "page": hit.page,
            "label": hit.label,
            "section": hit.section.join(" › "),
            "snippet": plain_spaces(&hit.snippet.text),
            "marks": marks(&hit.snippet),
        })
    };
    let hits: Vec<serde_json::Value> =
        results.hits.iter().filter_map(hit).chain(passages.hits.iter().map(passage)).collect();
    json(out, &serde_json::Value::Array(hits))
}

/// The marks as byte ranges of the text with [`plain_spaces`].
fn marks(snippet: &Snippet) -> Vec<[usize; 2]> {
    let at = |byte: usize| plain_spaces(&snippet.text[..byte]).len();
    snippet.marks.iter().map(|mark| [at(mark.start), at(mark.end)]).collect()
}

/// A line of a batch. Other fields are left alone.
#[derive(Deserialize)]
struct Line {
    id: String,
    lang: String,
    query: String,
}

fn batch(world: &World, file: &Path, kinds: &[Kind], limit: usize, out: &mut dyn Write) -> Result<Exit, Error> {
    let opened = std::fs::File::open(file).map_err(|error| files::unreadable(file, &error))?;
    let mut reader = std::io::BufReader::new(opened);
    for number in 1.. {
        let wrong = |what: &str| {
            let message = format!("{}:{number}: {what} Each line is {{\"id\", \"lang\", \"query\"}}.", file.display());
            Error::new(Exit::Format, message)
        };
        let mut bytes = Vec::new();
        let read = (&mut reader).take(LONGEST_LINE + 1).read_until(b'\n', &mut bytes);
        if read.map_err(|error| files::unreadable(file, &error))? == 0 {
            break;
        }
        if bytes.len() as u64 > LONGEST_LINE {
            return Err(wrong("The line is longer than 1 MiB."));
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let line: Line = serde_json::from_slice(&bytes).map_err(|error| wrong(&format!("{error}.")))?;
        let query = Query { text: &line.query, lang: Lang::negotiate(&line.lang), kinds, limit };
        let results = world.find(&query, &|| false);
        let ids: Vec<String> = results.hits.iter().map(|hit| hit.id.to_string()).collect();
        print(out, &format!("{}\n", json!({"id": line.id, "results": ids})))?;
    }
    Ok(Exit::Done)
}
