//! Lists: the records of a pane under their headings, and the results of a search.

use super::session::{Pane, Session};
use super::world::World;
use crate::corpus::Record;
use crate::corpus::facts::Answer;
use crate::id::Id;
use crate::search::{Hit, MAX_WORDS};
use crate::text::width::{shorten, width};
use crate::text::wrap::wrap;
use crate::words::{Arg, Msg, Words};
use std::ops::Range;

/// How much further in the second line of a title starts.
const HANG: usize = 2;

/// The records of one pane.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Headings, records and folders, from top to bottom.
    pub entries: Vec<Entry>,
    /// The chosen entry; never a heading, never inside a closed folder.
    pub cursor: usize,
    /// The first line in view.
    pub top: usize,
}

/// One entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A heading over a group.
    Heading(String),
    /// A record.
    Record {
        /// Its address.
        id: Id,
        /// Its title in the session's language.
        title: String,
        /// A few words under the title.
        note: Option<String>,
        /// Whether it stands inside the folder above it.
        folded: bool,
    },
    /// A folder of official pages.
    Folder {
        /// Who publishes them.
        publisher: String,
        /// How many there are.
        count: usize,
        /// Whether they are shown.
        open: bool,
    },
}

impl List {
    /// The list of `pane`.
    pub fn of(world: &World, words: &Words, pane: Pane) -> List {
        let mut entries = Vec::new();
        for &kind in pane.kinds() {
            let mut group = None;
            let mut folder: Option<&str> = None;
            let records = world.corpus.listed(kind);
            for (at, record) in records.iter().enumerate() {
                if group != Some(&record.group) {
                    group = Some(&record.group);
                    let name = format!("{kind}-{}", record.group);
                    entries.push(Entry::Heading(words.named("group", &name).unwrap_or(name)));
                }
                let publisher = record.publisher.as_deref();
                if let Some(name) = publisher.filter(|_| folder != publisher) {
                    folder = publisher;
                    // They stand together.
                    let count =
                        records[at..].iter().take_while(|other| other.publisher.as_deref() == publisher).count();
                    entries.push(Entry::Folder { publisher: name.to_owned(), count, open: false });
                }
                entries.push(Entry::record(record, words));
            }
        }
        let mut list = List { entries, cursor: 0, top: 0 };
        list.step(true);
        list
    }

    /// The chosen record; None on a folder.
    pub fn chosen(&self) -> Option<&Id> {
        match self.entries.get(self.cursor)? {
            Entry::Record { id, .. } => Some(id),
            _ => None,
        }
    }

    /// The number of entries that the cursor can stand on.
    pub fn stops(&self) -> usize {
        (0..self.entries.len()).filter(|&at| self.selectable(at)).count()
    }

    /// Whether the cursor can stand on entry `at`.
    fn selectable(&self, at: usize) -> bool {
        match self.entries.get(at) {
            Some(Entry::Record { folded: true, .. }) => self.folder_open(at),
            Some(Entry::Record { .. } | Entry::Folder { .. }) => true,
            _ => false,
        }
    }

    fn folder_open(&self, at: usize) -> bool {
        self.entries[..at].iter().rev().find_map(|entry| match entry {
            Entry::Folder { open, .. } => Some(*open),
            _ => None,
        }) == Some(true)
    }

    /// Moves the cursor to the next or previous entry; stays at the ends.
    pub fn step(&mut self, forward: bool) {
        let selectable = |at: &usize| self.selectable(*at);
        let next = if forward {
            let from = if self.selectable(self.cursor) { self.cursor + 1 } else { self.cursor };
            (from..self.entries.len()).find(selectable)
        } else {
            (0..self.cursor).rev().find(selectable)
        };
        self.cursor = next.unwrap_or(self.cursor);
    }

    /// Puts the cursor on record `id`, opening the folder that it is in.
    pub fn choose(&mut self, id: &Id) {
        let found =
            self.entries.iter().position(|entry| matches!(entry, Entry::Record { id: known, .. } if known == id));
        let Some(at) = found else { return };
        self.cursor = at;
        if let Entry::Record { folded: true, .. } = self.entries[at] {
            let folder = self.entries[..at].iter().rposition(|entry| matches!(entry, Entry::Folder { .. }));
            if let Some(Entry::Folder { open, .. }) = folder.and_then(|folder| self.entries.get_mut(folder)) {
                *open = true;
            }
        }
    }

    /// Puts the cursor on entry `at` where it can stand there.
    pub fn point(&mut self, at: usize) {
        if self.selectable(at) {
            self.cursor = at;
        }
    }

    /// Opens or closes the folder under the cursor. Whether there is one.
    pub fn toggle(&mut self) -> bool {
        match self.entries.get_mut(self.cursor) {
            Some(Entry::Folder { open, .. }) => {
                *open = !*open;
                true
            }
            _ => false,
        }
    }

    /// Takes over the same list in other words, keeping cursor and open folders.
    pub fn renew(&mut self, fresh: List) {
        let open = |entry: &Entry| matches!(entry, Entry::Folder { open: true, .. });
        let folders: Vec<bool> = self.entries.iter().map(open).collect();
        self.entries = fresh.entries;
        for (entry, was_open) in self.entries.iter_mut().zip(folders) {
            if let Entry::Folder { open, .. } = entry {
                *open = was_open;
            }
        }
    }
}

impl Entry {
    fn record(record: &Record, words: &Words) -> Entry {
        let text = record.text(words.lang());
        let publisher = record.publisher.as_deref();
        // Inside a publisher's folder the publisher's name would stand before every title.
        let title = publisher
            .and_then(|name| text.title.strip_prefix(name))
            .map_or(&*text.title, |rest| rest.trim_start_matches([':', ' ']));
        Entry::Record {
            id: record.id.clone(),
            title: title.to_owned(),
            note: record.stance.map(|stance| self::stance(stance, words)),
            folded: publisher.is_some(),
        }
    }
}

fn stance((police, immigration): (Answer, Answer), words: &Words) -> String {
    let choose = |answer, yes, no, sometimes| {
        words.text(match answer {
            Answer::Yes => yes,
            Answer::No => no,
            _ => sometimes,
        })
    };
    let police = choose(police, Msg::Police, Msg::PoliceNot, Msg::PoliceSometimes);
    let immigration =
        choose(immigration, Msg::ActsOnImmigration, Msg::ActsOnImmigrationNot, Msg::ActsOnImmigrationSometimes);
    format!("{police} · {immigration}")
}

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

/// The lines of the list region, `cells` wide: the pane's list, or what the search has found.
pub fn lines(world: &World, session: &Session, cells: usize) -> Vec<ListLine> {
    if session.search.is_empty() { list_lines(session, cells) } else { result_lines(world, session, cells) }
}

/// The chosen entry or result.
pub fn cursor(session: &Session) -> usize {
    if session.search.is_empty() { session.list().cursor } else { session.search.cursor }
}

fn list_lines(session: &Session, cells: usize) -> Vec<ListLine> {
    let list = session.list();
    let mut lines = Vec::new();
    let mut shown = true;
    for (at, entry) in list.entries.iter().enumerate() {
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

/// Adds `text` wrapped to `cells`.
fn push(lines: &mut Vec<ListLine>, target: Option<usize>, indent: usize, text: &str, tone: Tone, cells: usize) {
    for (row, range) in wrap(text, cells.saturating_sub(indent + HANG + 1)).into_iter().enumerate() {
        let indent = if row == 0 { indent } else { indent + HANG };
        lines.push(ListLine { target, indent, pieces: vec![ListPiece { text: text[range].to_owned(), tone }] });
    }
}

fn result_lines(world: &World, session: &Session, cells: usize) -> Vec<ListLine> {
    let words = &session.words;
    let search = &session.search;
    let results = &search.results;
    let mut lines = Vec::new();
    let mut notice = |text: String| push(&mut lines, None, 0, &text, Tone::Notice, cells);
    if results.cut {
        notice(words.format(Msg::SearchTooLong, &[("words", Arg::Number(MAX_WORDS))]));
    }
    if let Some(text) = &results.corrected {
        notice(words.format(Msg::SearchCorrected, &[("text", Arg::Text(text))]));
    }
    if results.relaxed {
        notice(words.text(Msg::SearchRelaxed));
    }
    if results.hits.is_empty() {
        notice(words.text(Msg::SearchNone));
        notice(words.format(Msg::SearchNoneHelp, &[("phone", Arg::Text(&world.numbers.phone))]));
        if !search.nearest.is_empty() {
            notice(words.text(Msg::SearchNearest));
        }
    }
    for (at, hit) in results.hits.iter().enumerate() {
        hit_lines(world, session, at, hit, cells, &mut lines);
    }
    for (at, id) in search.nearest.iter().enumerate().filter(|_| results.hits.is_empty()) {
        if let Some(record) = world.corpus.get(id) {
            push(&mut lines, Some(at), 1, &record.text(words.lang()).title, Tone::Title, cells);
        }
    }
    lines
}

/// A result: its title with its kind, and two lines of where it matched.
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
    let room = cells.saturating_sub(4);
    let head = shorten(&hit.snippet.heading, room * 3 / 4);
    let head = if head.is_empty() { head } else { format!("{head} · ") };
    let start = snippet_start(hit, (room * 2).saturating_sub(width(&head)));
    let sign = if start > 0 { "…" } else { "" };
    let text = format!("{head}{sign}{}", &hit.snippet.text[start..]);
    let before = head.len() + sign.len();
    let marks: Vec<Range<usize>> = (hit.snippet.marks.iter())
        .filter(|mark| mark.start >= start)
        .map(|mark| mark.start - start + before..mark.end - start + before)
        .collect();
    for range in wrap(&text, room).into_iter().take(2) {
        lines.push(ListLine { target: Some(at), indent: 3, pieces: pieces(&text, range, &marks, Tone::Quiet) });
    }
}

/// Where the snippet must start so that its first marked word comes into `cells`: at a word, a little before the mark.
fn snippet_start(hit: &Hit, cells: usize) -> usize {
    /// Cells of a long word that wrapping may push to the next line.
    const SLACK: usize = 12;
    let text = &hit.snippet.text;
    let Some(mark) = hit.snippet.marks.first() else { return 0 };
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
