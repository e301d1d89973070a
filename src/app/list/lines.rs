//! A list as lines: the pane's records under their headings, or the results of a search.

use super::Entry;
use crate::app::areas::Areas;
use crate::app::full::page_name;
use crate::app::search_box::Places;
use crate::app::session::Session;
use crate::app::world::World;
use crate::search::{Hit, MAX_WORDS, Snippet};
use crate::text::width::{shorten, width};
use crate::text::wrap::wrap;
use crate::words::{Arg, Msg};
use std::ops::Range;

/// How much further in the second line of a title starts.
const HANG: usize = 2;

/// A line of the list region, ready to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListLine {
    /// The entry or result that it belongs to; None for headings and notices.
    pub target: Option<usize>,
    /// Cells before the text.
    pub indent: usize,
    /// The text in pieces.
    pub pieces: Vec<ListPiece>,
}

/// A piece of a line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPiece {
    /// The text.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// How a piece of a list is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A title.
    #[default]
    Title,
    /// The title of a result.
    Result,
    /// A heading over a group.
    Heading,
    /// Said more quietly.
    Quiet,
    /// A word that was searched for.
    Found,
    /// What the search wants to say.
    Notice,
}

/// The lines of the list region: the pane's list, or what the search has found. What stands further below
/// the chosen entry than the region is high is left out: it cannot be in view.
pub fn lines(world: &World, session: &Session) -> Vec<ListLine> {
    lines_at(world, session, &mut session.search.answer.places.clone())
}

/// [`lines`], with the places of the results as far as they are known; what comes into view is added to them.
pub fn lines_at(world: &World, session: &Session, places: &mut Places) -> Vec<ListLine> {
    let cells = usize::from(Areas::of(session).list.width);
    if session.search.is_empty() { list_lines(session, cells) } else { result_lines(world, session, places, cells) }
}

/// The chosen entry or result.
pub fn cursor(session: &Session) -> usize {
    if session.search.is_empty() { session.list().cursor } else { session.search.cursor }
}

fn list_lines(session: &Session, cells: usize) -> Vec<ListLine> {
    let list = session.list();
    let mut lines = Vec::new();
    let mut shown = true;
    let mut enough = Enough::new(session);
    for (at, entry) in list.entries.iter().enumerate() {
        if enough.after(at, lines.len()) {
            break;
        }
        match entry {
            Entry::Heading(text) => {
                if !lines.is_empty() {
                    lines.push(ListLine::default());
                }
                push(&mut lines, None, 0, text, Tone::Heading, cells);
            }
            Entry::Folder { publisher, count, open } => {
                shown = *open;
                let count = Arg::Number(*count);
                let text =
                    session.words.format(Msg::PublisherPages, &[("publisher", Arg::Text(publisher)), ("count", count)]);
                let sign = if *open { "▾" } else { "▸" };
                push(&mut lines, Some(at), 1, &format!("{sign} {text}"), Tone::Title, cells);
            }
            Entry::Record { folded: true, .. } if !shown => {}
            Entry::Record { title, note, folded, .. } => {
                let indent = if *folded { 3 } else { 1 };
                push(&mut lines, Some(at), indent, title, Tone::Title, cells);
                if let Some(note) = note {
                    push(&mut lines, Some(at), indent + 2, note, Tone::Quiet, cells);
                }
            }
        }
    }
    lines
}

/// Says when lines are enough: a region's height below the chosen entry.
struct Enough {
    cursor: usize,
    height: usize,
    /// The lines down to the chosen entry, once it was passed.
    through: Option<usize>,
}

impl Enough {
    fn new(session: &Session) -> Enough {
        Enough { cursor: cursor(session), height: usize::from(Areas::of(session).list.height), through: None }
    }

    /// Whether entry `at`, before which there are `lines`, need not be laid out.
    fn after(&mut self, at: usize, lines: usize) -> bool {
        if at > self.cursor && self.through.is_none() {
            self.through = Some(lines);
        }
        self.through.is_some_and(|through| lines >= through + self.height)
    }
}

/// Adds `text` wrapped to `cells`.
fn push(lines: &mut Vec<ListLine>, target: Option<usize>, indent: usize, text: &str, tone: Tone, cells: usize) {
    for (row, range) in wrap(text, cells.saturating_sub(indent + HANG + 1)).into_iter().enumerate() {
        let indent = if row == 0 { indent } else { indent + HANG };
        lines.push(ListLine { target, indent, pieces: vec![ListPiece { text: text[range].to_owned(), tone }] });
    }
}

fn result_lines(world: &World, session: &Session, places: &mut Places, cells: usize) -> Vec<ListLine> {
    let words = &session.words;
    let search = &session.search;
    let results = &search.answer.results;
    let mut lines = Vec::new();
    let mut notice = |text: String| push(&mut lines, None, 0, &text, Tone::Notice, cells);
    if results.cut {
        notice(words.format(Msg::SearchTooLong, &[("words", Arg::Number(MAX_WORDS))]));
    }
    if let Some(text) = results.corrected.as_ref().or(search.answer.passages.corrected.as_ref()) {
        notice(words.format(Msg::SearchCorrected, &[("text", Arg::Text(text))]));
    }
    if results.relaxed || (results.hits.is_empty() && search.answer.passages.relaxed) {
        notice(words.text(Msg::SearchRelaxed));
    }
    if search.found_nothing() {
        notice(words.text(Msg::SearchNone));
        notice(words.format(Msg::SearchNoneHelp, &[("phone", Arg::Text(&world.numbers.phone))]));
        if !search.answer.nearest.is_empty() {
            notice(words.text(Msg::SearchNearest));
        }
    }
    let mut enough = Enough::new(session);
    for (at, hit) in results.hits.iter().enumerate() {
        if enough.after(at, lines.len()) {
            break;
        }
        hit_lines(world, session, at, hit, cells, &mut lines);
        if let Some(place) = places.of(world, results, at) {
            snippet_lines(at, &place.snippet, cells, &mut lines);
        }
    }
    passage_lines(session, &mut enough, cells, &mut lines);
    for (at, id) in search.answer.nearest.iter().enumerate().filter(|_| search.found_nothing()) {
        if let Some(record) = world.corpus.get(id) {
            push(&mut lines, Some(at), 1, &record.text(words.lang()).title, Tone::Title, cells);
        }
    }
    lines
}

/// A result: its title with its kind.
fn hit_lines(world: &World, session: &Session, at: usize, hit: &Hit, cells: usize, lines: &mut Vec<ListLine>) {
    let Some(record) = world.corpus.get(&hit.id) else { return };
    let title = &record.text(session.lang()).title;
    let marks = session.matcher().marks(title);
    for (row, range) in wrap(title, cells.saturating_sub(2 + HANG)).into_iter().enumerate() {
        let indent = if row == 0 { 1 } else { 1 + HANG };
        lines.push(ListLine { target: Some(at), indent, pieces: pieces(title, range, &marks, Tone::Result) });
    }
    let kind = session.words.named("kind", hit.id.kind().name()).unwrap_or_default();
    if let Some(last) = lines.last_mut().filter(|line| line.cells() + width(&kind) + 5 <= cells) {
        last.pieces.push(ListPiece { text: format!(" · {kind}"), tone: Tone::Quiet });
    }
}

/// The passages that were found, under a heading of their own: the document and the page of each, and two lines of it.
fn passage_lines(session: &Session, enough: &mut Enough, cells: usize, lines: &mut Vec<ListLine>) {
    let (words, found) = (&session.words, &session.search.answer.passages);
    if found.hits.is_empty() {
        return;
    }
    if !session.search.answer.results.hits.is_empty() {
        lines.push(ListLine::default());
    }
    push(lines, None, 0, &words.text(Msg::SearchDocuments), Tone::Heading, cells);
    if found.left_out {
        push(lines, None, 0, &words.text(Msg::SearchLeftOut), Tone::Notice, cells);
    }
    let first = session.search.answer.results.hits.len();
    for (at, hit) in (first..).zip(&found.hits) {
        if enough.after(at, lines.len()) {
            break;
        }
        // Some titles are as long as a summary; the page is what a citation needs.
        push(lines, Some(at), 1, &shorten(&hit.title, cells.saturating_sub(2 + HANG) * 2), Tone::Result, cells);
        if hit.page > 0 {
            page_line(at, &page_name(hit.page, &hit.label, words), cells, lines);
        }
        snippet_lines(at, &hit.snippet, cells, lines);
    }
}

/// The page of passage `at` after its title, on a line of its own where there is no room.
fn page_line(at: usize, page: &str, cells: usize, lines: &mut Vec<ListLine>) {
    let beside = format!(" · {page}");
    match lines.last_mut().filter(|line| line.cells() + width(&beside) < cells) {
        Some(last) => last.pieces.push(ListPiece { text: beside, tone: Tone::Quiet }),
        None => push(lines, Some(at), 1 + HANG, page, Tone::Quiet, cells),
    }
}

/// Two lines of where a result matched.
fn snippet_lines(at: usize, snippet: &Snippet, cells: usize, lines: &mut Vec<ListLine>) {
    let room = cells.saturating_sub(4);
    let head = shorten(&snippet.heading, room * 3 / 4);
    let head = if head.is_empty() { head } else { format!("{head} · ") };
    let start = snippet_start(snippet, (room * 2).saturating_sub(width(&head)));
    let sign = if start > 0 { "…" } else { "" };
    let text = format!("{head}{sign}{}", &snippet.text[start..]);
    let before = head.len() + sign.len();
    let marks: Vec<Range<usize>> = (snippet.marks.iter())
        .filter(|mark| mark.start >= start)
        .map(|mark| mark.start - start + before..mark.end - start + before)
        .collect();
    for range in wrap(&text, room).into_iter().take(2) {
        lines.push(ListLine { target: Some(at), indent: 3, pieces: pieces(&text, range, &marks, Tone::Quiet) });
    }
}

/// Where the snippet must start so that its first marked word comes into `cells`: at a word, a little before the mark.
fn snippet_start(snippet: &Snippet, cells: usize) -> usize {
    /// Cells of a long word that wrapping may push to the next line.
    const SLACK: usize = 12;
    let text = &snippet.text;
    let Some(mark) = snippet.marks.first() else { return 0 };
    if width(&text[..mark.end]) + SLACK <= cells {
        return 0;
    }
    let spaces = text[..mark.start].rmatch_indices(' ').map(|(at, _)| at + 1);
    let start = spaces.take(3).last().unwrap_or(mark.start);
    // The end of one fact without its label says nothing; the next one starts behind a dot.
    text[start..mark.start].rfind(" · ").map_or(start, |at| start + at + " · ".len())
}

/// `text[range]` in pieces, the marked ones apart.
fn pieces(text: &str, range: Range<usize>, marks: &[Range<usize>], tone: Tone) -> Vec<ListPiece> {
    let mut pieces = Vec::new();
    let mut at = range.start;
    for mark in marks.iter().filter(|mark| mark.start < range.end && mark.end > range.start) {
        let (from, to) = (mark.start.max(at), mark.end.min(range.end));
        if at < from {
            pieces.push(ListPiece { text: text[at..from].to_owned(), tone });
        }
        pieces.push(ListPiece { text: text[from..to].to_owned(), tone: Tone::Found });
        at = to;
    }
    if at < range.end {
        pieces.push(ListPiece { text: text[at..range.end].to_owned(), tone });
    }
    pieces
}

impl ListLine {
    /// The cells that the line takes.
    pub fn cells(&self) -> usize {
        self.indent + self.pieces.iter().map(|piece| width(&piece.text)).sum::<usize>()
    }
}
