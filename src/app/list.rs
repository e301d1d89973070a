//! Lists: the records of a pane under their headings, and the results of a search.

mod lines;

use super::session::Pane;
use super::world::World;
use crate::corpus::Record;
use crate::corpus::facts::Answer;
use crate::id::Id;
use crate::library::Document;
use crate::words::{Msg, Words};

pub use lines::{ListLine, ListPiece, Tone, cursor, lines, lines_at};

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
                entries.push(Entry::record(world, record, words));
            }
        }
        if pane == Pane::Sources {
            let alone: Vec<Entry> =
                world.documents_alone().map(|(id, document)| Entry::document(id, document)).collect();
            let heading = (!alone.is_empty()).then(|| Entry::Heading(words.text(Msg::DocumentsAlone)));
            entries.extend(heading.into_iter().chain(alone));
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
    /// A document that has no record. Its group says that it can be read in full.
    fn document(id: Id, document: &Document) -> Entry {
        Entry::Record { id, title: document.title.clone(), note: None, folded: false }
    }

    fn record(world: &World, record: &Record, words: &Words) -> Entry {
        let text = record.text(words.lang());
        let publisher = record.publisher.as_deref();
        // Inside a publisher's folder the publisher's name would stand before every title.
        let title = publisher
            .and_then(|name| text.title.strip_prefix(name))
            .map_or(&*text.title, |rest| rest.trim_start_matches([':', ' ']));
        Entry::Record {
            id: record.id.clone(),
            title: title.to_owned(),
            note: match record.stance {
                Some(stance) => Some(self::stance(stance, words)),
                None => world.document(&record.id).map(|_| words.text(Msg::InFullNote)),
            },
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
