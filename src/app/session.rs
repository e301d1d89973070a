//! All that one person's use leaves behind. To drop it is to forget it.

use super::areas::{Areas, Size};
use super::doc::Doc;
use super::layout::Spot;
use super::list::{List, ListLine};
use super::note;
use super::place::Place;
use super::policy::Mode;
use super::search_box::{Answer, SearchBox};
use super::update::settle;
use super::world::World;
use crate::id::{Id, Kind};
use crate::lang::Lang;
use crate::page::Page;
use crate::search::Matcher;
use crate::words::{Msg, Words};

/// The most pages that are kept beside the open one, ready to be shown again. Each takes some 200 kB.
const PASSED: usize = 16;

/// One person's use of the program.
pub struct Session {
    /// The interface's words in the person's language.
    pub words: Words,
    /// Where the program runs.
    pub mode: Mode,
    /// The size of the terminal.
    pub size: Size,
    /// What is on the screen.
    pub screen: Screen,
    /// The pane whose list is shown.
    pub pane: Pane,
    /// The list of each pane; empty until its pane was shown.
    lists: [List; 5],
    /// The search line and what it has found.
    pub search: SearchBox,
    /// The list region, ready to draw: the pane's list or what the search has found, down to what can be in view.
    pub list_lines: Vec<ListLine>,
    /// What keeps the search from being ready yet, or a library from being read, in a line; empty where nothing does.
    pub preparing: String,
    /// The page beside the list, or in front of it.
    pub doc: Option<Doc>,
    /// Pages that stood beside the list before, the latest last: who moves through a list comes by them again.
    passed: Vec<Doc>,
    /// Where Back leads, the latest last.
    pub history: Vec<Place>,
    /// Whether the key line says that one more Esc hides.
    pub esc_hint: bool,
}

/// What is on the screen.
#[derive(Clone, Debug)]
pub enum Screen {
    /// The safety note, before anything else; only in a kiosk.
    Note {
        /// The page that says it.
        doc: Box<Doc>,
    },
    /// The list, with the chosen page beside it.
    Browse,
    /// A page.
    Read,
    /// A page, with a line to find words on it.
    Find,
    /// The keys and what they do.
    Help {
        /// The page that says so.
        doc: Box<Doc>,
        /// Where Back leads.
        back: Base,
    },
    /// The choice of language.
    Languages {
        /// Which language is marked, in the order of [`Lang::all`].
        cursor: usize,
        /// Where Back leads.
        back: Base,
    },
    /// The headings of the page.
    Headings {
        /// Which heading is marked.
        cursor: usize,
    },
}

/// The screens that a menu can stand over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The safety note, at this place.
    Note(Spot),
    /// The list.
    Browse,
    /// The page.
    Read,
}

/// The five panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The guide's chapters, and the words that they explain.
    #[default]
    Guide,
    /// The agencies.
    Agencies,
    /// The visas.
    Visas,
    /// The services.
    Services,
    /// The sources.
    Sources,
}

impl Pane {
    /// The panes from left to right.
    pub const ALL: [Pane; 5] = [Pane::Guide, Pane::Agencies, Pane::Visas, Pane::Services, Pane::Sources];

    /// The kinds of record that it lists.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Pane::Guide => &[Kind::Guide, Kind::Term],
            Pane::Agencies => &[Kind::Agency],
            Pane::Visas => &[Kind::Visa],
            Pane::Services => &[Kind::Service],
            Pane::Sources => &[Kind::Source],
        }
    }

    /// The pane that lists records of `kind`.
    pub fn of(kind: Kind) -> Pane {
        Pane::ALL.into_iter().find(|pane| pane.kinds().contains(&kind)).unwrap_or_default()
    }

    /// Its name.
    pub fn name(self) -> Msg {
        match self {
            Pane::Guide => Msg::PaneGuide,
            Pane::Agencies => Msg::PaneAgencies,
            Pane::Visas => Msg::PaneVisas,
            Pane::Services => Msg::PaneServices,
            Pane::Sources => Msg::PaneSources,
        }
    }
}

impl Session {
    /// A new session in `lang`: the Guide pane, the first record chosen; in a kiosk behind the safety note.
    pub fn new(world: &World, lang: Lang, size: Size) -> Session {
        let words = Words::new(lang);
        let mut session = Session {
            words,
            mode: world.policy.mode,
            size,
            screen: Screen::Browse,
            pane: Pane::default(),
            lists: <[List; 5]>::default(),
            search: SearchBox::default(),
            list_lines: Vec::new(),
            preparing: String::new(),
            doc: None,
            passed: Vec::new(),
            history: Vec::new(),
            esc_hint: false,
        };
        session.turn_to(world, Pane::default());
        session.preview(world);
        if session.mode == Mode::Kiosk {
            note::show(world, &mut session, Spot::default());
        }
        settle(world, &mut session);
        session
    }

    /// The language of the session.
    pub fn lang(&self) -> Lang {
        self.words.lang()
    }

    /// The list of the present pane.
    pub fn list(&self) -> &List {
        &self.lists[self.pane as usize]
    }

    /// The list of the present pane.
    pub fn list_mut(&mut self) -> &mut List {
        &mut self.lists[self.pane as usize]
    }

    /// Shows the list of `pane`. The page beside it is the caller's to choose.
    pub fn turn_to(&mut self, world: &World, pane: Pane) {
        self.pane = pane;
        if self.list().entries.is_empty() {
            *self.list_mut() = List::of(world, &self.words, pane);
        }
    }

    /// The record that the list's cursor stands on: a result while there is a search.
    pub fn chosen(&self) -> Option<Id> {
        if self.search.is_empty() {
            return self.list().chosen().cloned();
        }
        let found = self.search.answer.results.hits.get(self.search.cursor).map(|hit| hit.id.clone());
        found
            .or_else(|| self.search.passage().and_then(|hit| hit.document.parse().ok()))
            .or_else(|| self.search.answer.nearest.get(self.search.cursor).cloned())
    }

    /// Opens `page` for the present size and screen.
    pub fn open(&self, page: Page) -> Doc {
        Doc::new(page, self.text_width())
    }

    /// The width of a page's text on the present screen.
    pub fn text_width(&self) -> usize {
        let areas = Areas::of(self);
        let reader = if areas.reader.is_empty() { areas.list } else { areas.reader };
        Areas::text_width(reader)
    }

    /// The rows of the reader.
    pub fn reader_height(&self) -> usize {
        usize::from(Areas::of(self).reader.height)
    }

    /// Loads the page of the chosen record, at the place that the search found, with its words marked.
    pub fn preview(&mut self, world: &World) {
        let chosen = self.chosen();
        if self.passed.len() == PASSED {
            self.passed.remove(0);
        }
        self.passed.extend(self.doc.take().filter(|doc| doc.part.is_none()));
        if let (Some(id), Some(hit)) = (&chosen, self.search.passage()) {
            self.doc = self.open_in_full(world, id, hit.passage);
            if let Some(doc) = &mut self.doc {
                doc.searched.clone_from(&self.search.answer.passages.matcher);
            }
            return;
        }
        let passed = self.passed.iter().rposition(|doc| chosen.as_ref() == Some(&doc.page.id));
        let open = passed.map(|at| self.passed.remove(at).afresh(self.text_width()));
        self.doc = open.or_else(|| Some(self.open(world.page(&self.words, &chosen?)?)));
        let Answer { results, places, .. } = &mut self.search.answer;
        if let Some(doc) = self.doc.as_mut().filter(|_| self.search.cursor < results.hits.len()) {
            doc.go_to_block(places.of(world, results, self.search.cursor).map_or(0, |place| place.block));
            doc.searched.clone_from(&results.matcher);
        }
    }

    /// Opens record `id`, at `anchor` if it has that. Whether there is such a record.
    pub fn go(&mut self, world: &World, id: &Id, anchor: Option<&str>) -> bool {
        let Some(page) = world.page(&self.words, id) else { return false };
        self.screen = Screen::Read;
        let mut doc = self.open(page);
        if let Some(block) = anchor.and_then(|anchor| doc.page.anchor(anchor)) {
            doc.go_to_block(block);
        }
        self.doc = Some(doc);
        true
    }

    /// Changes the language: the words, the lists and the open page, which stays at its place.
    pub fn speak(&mut self, world: &World, lang: Lang) {
        self.words = Words::new(lang);
        self.passed.clear();
        for pane in Pane::ALL {
            let list = &mut self.lists[pane as usize];
            if !list.entries.is_empty() {
                list.renew(List::of(world, &self.words, pane));
            }
        }
        if self.doc.as_ref().is_some_and(|doc| doc.part.is_some()) {
            // A document is in its own language; only the names of its pages change.
            let screen = self.screen.clone();
            if let Some(place) = self.place() {
                self.return_to(world, &place);
            }
            self.screen = screen;
            return;
        }
        let page = self.doc.as_ref().and_then(|doc| world.page(&self.words, &doc.page.id));
        if let (Some(page), Some(old)) = (page, self.doc.take()) {
            let mut doc = self.open(page);
            // Under title and date there may be a notice that the page is not in this language.
            let below_date = old.top.block >= 2;
            let block = if below_date { old.top.block + doc.page.body.start } else { old.top.block };
            let block = if below_date { block.saturating_sub(old.page.body.start) } else { block };
            doc.top = Spot { block, ..old.top };
            doc.focus = old.focus.filter(|&focus| focus < doc.page.links.len());
            doc.searched = old.searched;
            self.doc = Some(doc);
        }
    }

    /// The words that the search marks.
    pub fn matcher(&self) -> &Matcher {
        &self.search.answer.results.matcher
    }
}
