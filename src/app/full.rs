//! Documents of the library, read in full.
//!
//! A document can have thousands of pages. Only some passages around the view
//! are a page with a layout, a [`Part`]; near its ends another part takes its
//! place, and the line at the top of the view stays where it was.

use super::doc::Doc;
use super::layout::Spot;
use super::session::{Screen, Session};
use super::world::World;
use crate::id::{Id, Kind};
use crate::library::{Document, Heading, Library, Passage};
use crate::page::{Block, Look, Marker, Page, Run, Target};
use crate::words::{Arg, Msg, Words};
use std::ops::Range;

/// The passages of a part before the one that is asked for, and after it; more where they are short. Of usual passages,
/// these fill the screens below.
const BEFORE: u32 = 3;
const AFTER: u32 = 4;
/// The most passages on one side, however short they are.
const MOST: u32 = 1024;
/// How many screens of lines a part has on each side, and how few are left when another takes its place.
const SCREENS: usize = 3;
const LEFT: usize = 2;
/// The most headings that a source's page shows of its document.
const HEADINGS: usize = 12;
/// How the anchor of a passage begins; its number follows.
const PASSAGE: &str = "passage-";

/// Which passages of its document an open page shows.
#[derive(Clone, Debug)]
pub struct Part {
    /// Their numbers.
    passages: Range<u32>,
    /// The block with which each begins.
    starts: Vec<usize>,
    /// The headings of the whole document.
    pub outline: Vec<Heading>,
    /// How many passages the whole document has.
    count: u32,
}

impl Part {
    /// The block with which a passage begins, if it is here.
    pub fn block_of(&self, passage: u32) -> Option<usize> {
        let at = passage.checked_sub(self.passages.start)?;
        self.starts.get(usize::try_from(at).ok()?).copied()
    }

    /// The passage that `block` belongs to.
    pub fn passage_of(&self, block: usize) -> u32 {
        let at = self.starts.partition_point(|&start| start <= block).saturating_sub(1);
        self.passages.start + u32::try_from(at).unwrap_or(0)
    }

    /// The numbers of the passages that are here.
    pub fn passages(&self) -> Range<u32> {
        self.passages.clone()
    }

    /// The number of the last passage of the document.
    pub fn last(&self) -> u32 {
        self.count.saturating_sub(1)
    }
}

impl World {
    /// The page of `id`: that of the record, with the way to its full text where the library has it; or that of a document
    /// which has no record.
    pub fn page(&self, words: &Words, id: &Id) -> Option<Page> {
        let document = self.document(id);
        let mut page = Page::of(&self.corpus, words, id).or_else(|| Some(alone(document?, id, words)))?;
        if let (Some(document), Some(library)) = (document, &self.library) {
            let blocks = in_full(document, library, words, &mut page);
            let end = page.body.end;
            page.blocks.splice(end..end, blocks);
        }
        Some(page)
    }

    /// The document that is the full text of `id`.
    pub fn document(&self, id: &Id) -> Option<&Document> {
        self.library.as_ref()?.document(&id.to_string())
    }

    /// The documents that no record stands for, with their ids.
    pub fn documents_alone(&self) -> impl Iterator<Item = (Id, &Document)> {
        let documents = self.library.iter().flat_map(Library::documents);
        let id = |document: &Document| document.id.parse::<Id>().ok().filter(|id| id.kind() == Kind::Source);
        documents
            .filter_map(move |document| Some((id(document)?, document)))
            .filter(|(id, _)| self.corpus.get(id).is_none())
    }

    /// The passage that a link leads to: the one that it names, or the first of the page that a citation names. None where
    /// it leads to the record.
    pub fn passage_of(&self, target: &Target) -> Option<u32> {
        let (document, library) = (self.document(&target.id)?, self.library.as_ref()?);
        let named = target.anchor.as_deref().and_then(|anchor| anchor.strip_prefix(PASSAGE)?.parse().ok());
        let page = || page_of_place(target.place.as_deref()?);
        let passage = named.or_else(|| self.passage_at(library, document, &page()?))?;
        (passage < document.passages).then_some(passage)
    }

    /// The passage at which the page begins that is called `page`: as printed, else as counted.
    fn passage_at(&self, library: &Library, document: &Document, page: &str) -> Option<u32> {
        let counted = || library.at_page(&document.id, page.parse().ok()?);
        library.at_label(&document.id, page).or_else(counted)
    }

    /// The passages `wanted` of the document `id` as a page, as far as there are such. None where there is no such document,
    /// or it cannot be read.
    fn part(&self, words: &Words, id: &Id, wanted: Range<u32>) -> Option<(Page, Part)> {
        let (document, library) = (self.document(id)?, self.library.as_ref()?);
        let (first, last) = (wanted.start, wanted.end.min(document.passages));
        // What stands before the first says whether that begins a page or a section.
        let read = library.passages(&document.id, first.saturating_sub(1)..last);
        let outline = library.outline(&document.id);
        let mut part = Part { passages: first..last, starts: Vec::new(), outline, count: document.passages };
        let mut blocks = Vec::new();
        if first == 0 {
            blocks.push(Block::Title(vec![Run::new(document.title.clone(), Look::Strong)]));
        }
        let (before, passages) = if first == 0 { (None, &read[..]) } else { (read.first(), read.get(1..)?) };
        if passages.len() != part.passages.len() || passages.is_empty() {
            return None;
        }
        let mut above = before;
        for (number, passage) in part.passages.clone().zip(passages) {
            part.starts.push(if number == 0 { 0 } else { blocks.len() });
            passage_blocks(number, above, passage, words, &mut blocks);
            above = Some(passage);
        }
        let lang = crate::lang::Lang::from_tag(&document.lang).unwrap_or(words.lang());
        let body = 0..blocks.len();
        let page = Page { id: id.clone(), lang, title: document.title.clone(), blocks, body, links: Vec::new() };
        Some((page, part))
    }
}

/// The page that a citation's place names: `12` of `p. 12`, `pp. 12–14`, `at 12`.
fn page_of_place(place: &str) -> Option<String> {
    let page =
        place.strip_prefix("pp. ").or_else(|| place.strip_prefix("p. ")).or_else(|| place.strip_prefix("at "))?;
    let page: String = page.chars().take_while(char::is_ascii_alphanumeric).collect();
    (!page.is_empty()).then_some(page)
}

/// What a passage shows: the page where one begins, the headings that are new, the paragraphs.
fn passage_blocks(number: u32, above: Option<&Passage>, passage: &Passage, words: &Words, blocks: &mut Vec<Block>) {
    if passage.page > 0 && above.is_none_or(|above| above.page != passage.page) {
        blocks.push(Block::Small(vec![Run::new(page_name(passage.page, &passage.label, words), Look::Quiet)]));
    }
    let known = above.map(|above| above.section.as_slice()).unwrap_or_default();
    let same = known.iter().zip(&passage.section).take_while(|(old, new)| old == new).count();
    for (level, heading) in passage.section.iter().enumerate().skip(same) {
        let level = if level == 0 { 2 } else { 3 };
        let runs = vec![Run::new(heading, Look::Strong)];
        blocks.push(Block::Heading { level, anchor: format!("{PASSAGE}{number}"), runs });
    }
    for paragraph in passage.text.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
        blocks.push(Block::Paragraph(vec![Run::new(paragraph, Look::Plain)]));
    }
}

/// A page's name: its label as printed, else its number.
pub fn page_name(page: u32, label: &str, words: &Words) -> String {
    let number = page.to_string();
    words.format(Msg::DocumentPage, &[("page", Arg::Text(if label.is_empty() { &number } else { label }))])
}

/// The page of a document that has no record.
fn alone(document: &Document, id: &Id, words: &Words) -> Page {
    let title = document.title.clone();
    let blocks = vec![
        Block::Title(vec![Run::new(title.clone(), Look::Strong)]),
        Block::Small(vec![Run::new(document.file.clone(), Look::Quiet)]),
    ];
    Page { id: id.clone(), lang: words.lang(), title, body: 2..2, blocks, links: Vec::new() }
}

/// The section that leads into the full text: its start, and its outermost headings.
fn in_full(document: &Document, library: &Library, words: &Words, page: &mut Page) -> Vec<Block> {
    let mut link = |text: String, passage: u32| {
        let anchor = Some(format!("{PASSAGE}{passage}"));
        page.links.push(Target { anchor, ..Target::record(page.id.clone()) });
        let runs = vec![Run { text, look: Look::Plain, link: Some(page.links.len() - 1) }];
        Block::Item { depth: 0, marker: Marker::Bullet, runs }
    };
    let date = words.date(&document.imported_on);
    let pages = usize::try_from(document.pages).unwrap_or(usize::MAX);
    let about = words.format(Msg::InFullAbout, &[("pages", Arg::Number(pages)), ("date", Arg::Text(&date))]);
    let heading = vec![Run::new(words.text(Msg::InFull), Look::Strong)];
    let mut blocks = vec![
        Block::Heading { level: 2, anchor: "in-full".to_owned(), runs: heading },
        Block::Small(vec![Run::new(about, Look::Quiet)]),
    ];
    if !document.pictures.is_empty() {
        let note = words.format(Msg::InFullPictures, &[("count", Arg::Number(document.pictures.len()))]);
        blocks.push(Block::Paragraph(vec![Run::new(note, Look::Plain)]));
    }
    if document.unsure_order {
        blocks.push(Block::Paragraph(vec![Run::new(words.text(Msg::InFullUnsure), Look::Plain)]));
    }
    if document.passages == 0 {
        blocks.push(Block::Paragraph(vec![Run::new(words.text(Msg::InFullNone), Look::Plain)]));
        return blocks;
    }
    blocks.push(link(words.text(Msg::InFullStart), 0));
    let outline = library.outline(&document.id);
    let outermost = outline.iter().filter(|heading| heading.level == 0).take(HEADINGS);
    blocks.extend(outermost.map(|heading| link(heading.text.clone(), heading.passage)));
    blocks
}

impl Session {
    /// The document `id` in full, at `passage`, ready to show. None where the library does not have it.
    pub(super) fn open_in_full(&self, world: &World, id: &Id, passage: u32) -> Option<Doc> {
        let enough = SCREENS * self.reader_height();
        let (mut before, mut after) = (BEFORE, AFTER);
        loop {
            let wanted = passage.saturating_sub(before)..passage.saturating_add(after);
            let (page, part) = world.part(&self.words, id, wanted)?;
            let mut doc = self.open(page);
            doc.go_to_block(part.block_of(passage)?);
            let above = doc.layout.line_of(doc.top);
            let below = doc.layout.lines.len() - above;
            let more_above = above < enough && part.passages.start > 0 && before < MOST;
            let more_below = below < enough && part.passages.end < part.count && after < MOST;
            doc.part = Some(part);
            if !(more_above || more_below) {
                return Some(doc);
            }
            // Short passages: a list, a table of contents. As many more as lines are missing, if the others are as long.
            let times = |lines: usize| u32::try_from(enough / lines.max(1)).unwrap_or(MOST) + 1;
            before = if more_above { (before * times(above)).min(MOST) } else { before };
            after = if more_below { (after * times(below)).min(MOST) } else { after };
        }
    }

    /// Goes to `passage` of the document `id`. Whether that is there.
    pub(super) fn go_in_full(&mut self, world: &World, id: &Id, passage: u32) -> bool {
        let Some(doc) = self.open_in_full(world, id, passage) else { return false };
        self.screen = Screen::Read;
        self.doc = Some(doc);
        true
    }

    /// Shows another part of the open document, with the same find and marks; the passage is at the top of the view.
    pub(super) fn move_part(&mut self, world: &World, passage: u32) {
        let Some(old) = self.doc.take() else { return };
        let Some(mut doc) = self.open_in_full(world, &old.page.id, passage) else {
            self.doc = Some(old);
            return;
        };
        doc.searched = old.searched;
        doc.find = old.find;
        doc.look_again();
        self.doc = Some(doc);
    }

    /// What must hold after every step: there is more of an open document on both sides of the view than one step moves.
    pub(super) fn keep_in_reach(&mut self, world: &World) {
        let height = self.reader_height();
        let Some((doc, part)) = self.doc.as_ref().and_then(|doc| Some((doc, doc.part.as_ref()?))) else { return };
        let top = doc.top_line(height);
        let short_below = part.passages.end < part.count && doc.layout.lines.len() < top + LEFT * height;
        let short_above = part.passages.start > 0 && top < LEFT * height;
        if !(short_below || short_above) {
            return;
        }
        let spot = doc.layout.spot_of(top);
        let passage = part.passage_of(spot.block);
        let within = spot.block - part.block_of(passage).unwrap_or(spot.block);
        self.move_part(world, passage);
        if let Some(doc) = &mut self.doc
            && let Some(start) = doc.part.as_ref().and_then(|part| part.block_of(passage))
        {
            doc.top = Spot { block: start + within, ..spot };
        }
    }
}
