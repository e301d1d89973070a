//! A page that is open: laid out, at a place, with a link marked and words found.

use super::full::Part;
use super::layout::{Layout, Spot};
use crate::page::Page;
use crate::search::Matcher;
use crate::text::fold;
use std::ops::Range;
use tui_input::Input;

/// An open page.
#[derive(Clone, Debug)]
pub struct Doc {
    /// The page.
    pub page: Page,
    /// The page as lines of the present width.
    pub layout: Layout,
    /// The place at the top of the view.
    pub top: Spot,
    /// The link that Enter follows.
    pub focus: Option<usize>,
    /// How far wide tables are moved to the left, in cells.
    pub sideways: usize,
    /// What the search looked for that led here.
    pub searched: Matcher,
    /// Find on this page, where it has been used.
    pub find: Option<Find>,
    /// Digits typed so far of the number of a citation.
    pub digits: String,
    /// Which part of a document it shows, where it is no record's page.
    pub part: Option<Part>,
}

/// What is looked for on a page.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// What was typed.
    pub input: Input,
    /// Every place, in order: block, and byte range of its plain text.
    pub places: Vec<(usize, Range<usize>)>,
    /// Which of them is in view.
    pub at: usize,
    /// In a document that is read in full: the passages that have what was typed, here and elsewhere.
    pub passages: Vec<u32>,
}

impl Doc {
    /// Opens `page` at its start, in lines of `cells`.
    pub fn new(page: Page, cells: usize) -> Doc {
        let layout = Layout::of(&page, cells);
        Doc::at_start(page, layout)
    }

    /// The same page as if it had just been opened, in lines of `cells`.
    pub fn afresh(self, cells: usize) -> Doc {
        let mut doc = Doc::at_start(self.page, self.layout);
        doc.fit(cells);
        doc
    }

    fn at_start(page: Page, layout: Layout) -> Doc {
        Doc {
            page,
            layout,
            top: Spot::default(),
            focus: None,
            sideways: 0,
            searched: Matcher::default(),
            find: None,
            digits: String::new(),
            part: None,
        }
    }

    /// Lays the page out anew where the width has changed. The place stays.
    pub fn fit(&mut self, cells: usize) {
        if self.layout.width != cells {
            self.layout = Layout::of(&self.page, cells);
        }
    }

    /// The line at the top of a view of `height`. The last screen of a page is always full.
    pub fn top_line(&self, height: usize) -> usize {
        self.layout.line_of(self.top).min(self.last_top(height))
    }

    fn last_top(&self, height: usize) -> usize {
        self.layout.lines.len().saturating_sub(height)
    }

    /// Moves the view by `lines`, within the page.
    pub fn scroll(&mut self, lines: isize, height: usize) {
        let to = self.top_line(height).saturating_add_signed(lines).min(self.last_top(height));
        self.top = self.layout.spot_of(to);
    }

    /// Puts the first line of `block` at the top.
    pub fn go_to_block(&mut self, block: usize) {
        self.top = Spot { block, ..Spot::default() };
    }

    /// Brings `line` into a view of `height`, a third from the top where the view must move.
    pub fn show_line(&mut self, line: usize, height: usize) {
        let top = self.top_line(height);
        if line < top || line >= top + height {
            let to = line.saturating_sub(height / 3).min(self.last_top(height));
            self.top = self.layout.spot_of(to);
        }
    }

    /// What is marked in a block, as byte ranges of its plain text: what find has found, else what the search looked for
    /// in head and body.
    pub fn marked(&self, block: usize) -> Vec<Range<usize>> {
        match &self.find {
            Some(find) if !find.input.value().is_empty() => {
                find.places.iter().filter(|(of, _)| *of == block).map(|(_, range)| range.clone()).collect()
            }
            _ if self.searched.is_empty() || block >= self.page.body.end => Vec::new(),
            _ => self.page.blocks.get(block).map(|block| self.searched.marks(&block.plain())).unwrap_or_default(),
        }
    }

    /// Finds anew what stands in the line of find; the view stays.
    pub fn look_again(&mut self) {
        let Some(find) = &mut self.find else { return };
        find.places.clear();
        for (number, block) in self.page.blocks.iter().enumerate() {
            let places = fold::find(&block.plain(), find.input.value());
            find.places.extend(places.into_iter().map(|range| (number, range)));
        }
        let top = self.top.block;
        // Where all are above, the next one after the last is the first of all.
        let last = find.places.len().saturating_sub(1);
        find.at = find.places.iter().position(|(block, _)| *block >= top).unwrap_or(last);
    }

    /// The headings, each with its depth: those of the whole document where it is read in full.
    pub fn headings(&self) -> Vec<(usize, String)> {
        match &self.part {
            Some(part) => part.outline.iter().map(|heading| (heading.level, heading.text.clone())).collect(),
            None => {
                let headings = self.page.headings().into_iter();
                headings.map(|(_, level, text)| (usize::from(level).saturating_sub(2), text)).collect()
            }
        }
    }

    /// Goes to the next place found, or the one before; around at the ends.
    pub fn find_step(&mut self, forward: bool, height: usize) {
        if let Some(find) = &mut self.find
            && !find.places.is_empty()
        {
            let count = find.places.len();
            find.at = if forward { (find.at + 1) % count } else { (find.at + count - 1) % count };
            self.show_found(height);
        }
    }

    /// The next passage that has what was typed, where that is not laid out: none of the places here comes before it.
    pub fn passage_beyond(&self, forward: bool) -> Option<u32> {
        let (part, find) = (self.part.as_ref()?, self.find.as_ref()?);
        let here = part.passages();
        let more_here = if forward { find.at + 1 < find.places.len() } else { find.at > 0 };
        if more_here || find.passages.iter().all(|passage| here.contains(passage)) {
            return None;
        }
        let after = || find.passages.iter().find(|&&passage| passage >= here.end);
        let before = || find.passages.iter().rfind(|&&passage| passage < here.start);
        let found = if forward { after().or(find.passages.first()) } else { before().or(find.passages.last()) };
        found.copied()
    }

    /// Which of the passages that have what was typed the marked place is in, and how many they are. None where the page is
    /// no document's, or a place is not in the index: within a word, in a heading.
    pub fn found_passage(&self) -> Option<(usize, usize)> {
        let (part, find) = (self.part.as_ref()?, self.find.as_ref()?);
        let passage = part.passage_of(find.places.get(find.at)?.0);
        let at = find.passages.binary_search(&passage).ok()?;
        Some((at + 1, find.passages.len()))
    }

    /// Marks the first place found in `passage`, or the last, and shows it.
    pub fn show_found_in(&mut self, passage: u32, first: bool, height: usize) {
        let (Some(part), Some(find)) = (&self.part, &mut self.find) else { return };
        let within = |(block, _): &(usize, Range<usize>)| part.passage_of(*block) == passage;
        let at = if first { find.places.iter().position(within) } else { find.places.iter().rposition(within) };
        find.at = at.unwrap_or(0);
        self.show_found(height);
    }

    /// Whether the marked place is at the top of the view, or below it.
    pub fn found_ahead(&self) -> bool {
        let place = self.find.as_ref().and_then(|find| find.places.get(find.at));
        place.is_some_and(|(block, _)| *block >= self.top.block)
    }

    /// Brings the marked place into view.
    pub fn show_found(&mut self, height: usize) {
        let place = self.find.as_ref().and_then(|find| find.places.get(find.at).cloned());
        if let Some((block, range)) = place {
            let line = self.layout.line_of_byte(block, range.start);
            self.show_line(line, height);
        }
    }

    /// The next or previous link from the marked one, or from the edge of the view; it comes into view.
    pub fn link_step(&mut self, forward: bool, height: usize) {
        if let Some(link) = self.link_from(forward, height) {
            self.focus = Some(link);
            if let Some((first, _)) = self.layout.link_lines(link) {
                self.show_line(first, height);
            }
        }
    }

    /// The link that comes after, or before, the marked one; from the edge of the view where none is marked.
    pub fn link_from(&self, forward: bool, height: usize) -> Option<usize> {
        let count = self.page.links.len();
        let drawn = |link: &usize| self.layout.link_lines(*link).is_some();
        match self.focus {
            Some(at) if forward => (at + 1..count).find(drawn),
            Some(at) => (0..at).rev().find(drawn),
            None => {
                let top = self.top_line(height);
                let visible = |link: &usize| self.layout.link_lines(*link).is_some_and(|(first, _)| first >= top);
                (0..count).find(visible)
            }
        }
    }

    /// Whether an arrow leads to a link to a record in view that is not marked yet.
    pub fn walks(&self, height: usize) -> bool {
        let top = self.top_line(height);
        self.links_in(top..top + height).iter().any(|&link| Some(link) != self.focus)
    }

    /// One press of an arrow: the next link to a record if one is in view, else the page moves. So the arrow keys alone
    /// lead through a page and to every record it names; citations have Tab.
    pub fn walk(&mut self, forward: bool, height: usize) {
        let top = self.top_line(height);
        let view = top..top + height;
        let seen = self.links_in(view.clone());
        let here = self.focus.and_then(|focus| seen.iter().position(|&link| link == focus));
        let next = match (here, forward) {
            (Some(at), true) => seen.get(at + 1),
            (Some(at), false) => at.checked_sub(1).and_then(|at| seen.get(at)),
            // A page opens with nothing marked: the first press marks what is already in view below, or above.
            (None, true) => seen.first(),
            (None, false) => seen.last(),
        };
        if let Some(&link) = next {
            self.focus = Some(link);
            return;
        }
        self.scroll(if forward { 1 } else { -1 }, height);
        let top = self.top_line(height);
        let came = if forward { top + height - 1 } else { top };
        if let Some(&link) = self.links_in(came..came + 1).first().filter(|_| !self.layout.lines.is_empty()) {
            self.focus = Some(link);
        } else if self.focus.is_some_and(|focus| !self.links_in(top..top + height).contains(&focus)) {
            self.focus = None;
        }
    }

    /// The links to records (no citations) on some lines, in order.
    fn links_in(&self, lines: Range<usize>) -> Vec<usize> {
        let end = lines.end.min(self.layout.lines.len());
        let mut links: Vec<usize> = self.layout.lines[lines.start.min(end)..end]
            .iter()
            .flat_map(|line| &line.pieces)
            .filter_map(|piece| piece.link)
            .filter(|&link| self.page.links[link].citation.is_none())
            .collect();
        links.dedup();
        links
    }

    /// The farthest that wide tables in view can be moved.
    pub fn widest(&self, height: usize) -> usize {
        let top = self.top_line(height);
        let widths = self.layout.lines.iter().skip(top).take(height).filter(|line| line.wide).map(|line| {
            line.indent + line.pieces.iter().map(|piece| crate::text::width::width(&piece.text)).sum::<usize>()
        });
        widths.max().unwrap_or(0).saturating_sub(self.layout.width)
    }
}
