//! What a person sees, and what a test holds of it.

use super::person::Person;
use super::screen::Screenshot;
use std::collections::BTreeSet;
use waypost::app::{Area, Areas, Screen};

/// What there is to see.
impl Person {
    fn shot(&self) -> Screenshot {
        Screenshot::of(self.world, &self.session)
    }

    /// The whole screen, a line a row.
    pub fn screen(&self) -> String {
        self.shot().text()
    }

    /// The roles of the same cells; [`Screenshot::styles`] has the letters.
    pub fn styles(&self) -> String {
        self.shot().styles()
    }

    /// The stretches of text in one role, from top to bottom.
    pub fn drawn_as(&self, role: char) -> Vec<String> {
        self.shot().stretches(role, self.whole())
    }

    /// The same within the page.
    pub fn drawn_on_page_as(&self, role: char) -> Vec<String> {
        self.shot().stretches(role, self.areas().reader)
    }

    /// A row of the screen, from 0.
    pub fn row(&self, y: u16) -> String {
        self.screen().lines().nth(usize::from(y)).unwrap_or_default().to_owned()
    }

    pub fn help_line(&self) -> String {
        self.row(0)
    }

    pub fn key_line(&self) -> String {
        self.row(self.session.size.height - 1)
    }

    pub fn search_line(&self) -> String {
        self.shot().part(self.areas().search)
    }

    /// The list region.
    pub fn list(&self) -> String {
        self.shot().part(self.areas().list)
    }

    /// The page region.
    pub fn page(&self) -> String {
        self.shot().part(self.areas().reader)
    }

    /// The words of the page in one line, without bars and line ends.
    pub fn page_words(&self) -> String {
        let signs = |c: char| matches!(c, '▌' | '│' | '█' | '─');
        self.page().replace(signs, " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The entry of the list that is drawn as chosen, its lines joined.
    pub fn chosen_line(&self) -> String {
        let chosen = self.shot().stretches('r', self.areas().list).join(" ");
        chosen.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of the link that is marked.
    pub fn focused(&self) -> String {
        let Some(doc) = &self.session.doc else { return String::new() };
        let pieces = doc.layout.lines.iter().flat_map(|line| &line.pieces);
        pieces
            .filter(|piece| piece.link.is_some() && piece.link == doc.focus)
            .map(|piece| piece.text.as_str())
            .collect()
    }

    /// The record whose page is open or beside the list.
    pub fn record(&self) -> String {
        self.session.doc.as_ref().map(|doc| doc.page.id.to_string()).unwrap_or_default()
    }

    /// The ids that a search has found, the best first.
    pub fn found(&self) -> Vec<String> {
        self.session.search.answer.results.hits.iter().map(|hit| hit.id.to_string()).collect()
    }

    /// The kinds among them.
    pub fn kinds_found(&self) -> BTreeSet<&'static str> {
        self.session.search.answer.results.hits.iter().map(|hit| hit.id.kind().name()).collect()
    }

    pub fn areas(&self) -> Areas {
        Areas::of(&self.session)
    }

    fn whole(&self) -> Area {
        Area { x: 0, y: 0, width: self.session.size.width, height: self.session.size.height }
    }

    /// The column and row of the cursor.
    pub fn cursor(&self) -> (u16, u16) {
        self.shot().cursor()
    }

    /// The column and row of the first `text` on the screen.
    pub fn place_of(&self, text: &str) -> (u16, u16) {
        self.shot().find(text).unwrap_or_else(|| panic!("there is no {text:?} to point at:\n{}", self.screen()))
    }
}

/// What a test holds; each shows the screen where it fails.
impl Person {
    #[track_caller]
    pub fn sees(self, text: &str) -> Person {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
        self
    }

    #[track_caller]
    pub fn does_not_see(self, text: &str) -> Person {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
        self
    }

    /// `text` stands on the page, wherever its lines break.
    #[track_caller]
    pub fn sees_on_page(self, text: &str) -> Person {
        let words = self.page_words();
        assert!(words.contains(text), "{text:?} is not on the page:\n{}", self.screen());
        self
    }

    /// Has the page of `id` open.
    #[track_caller]
    pub fn reads(self, id: &str) -> Person {
        assert!(matches!(self.session.screen, Screen::Read), "no page is open:\n{}", self.screen());
        assert_eq!(self.record(), id, "\n{}", self.screen());
        self
    }

    /// Is in the list, with the page of `id` beside it.
    #[track_caller]
    pub fn looks_at(self, id: &str) -> Person {
        assert!(matches!(self.session.screen, Screen::Browse), "this is no list:\n{}", self.screen());
        assert_eq!(self.record(), id, "\n{}", self.screen());
        self
    }
}
