//! The one table of keys.
//!
//! A key, the word that the key line shows for it, what help says of it and
//! what it does are one row here. The key line, the help screen, the man page
//! and the README are made from these rows.

use super::areas::Size;
use super::key::{Key, Mouse};
use super::policy::{Mode, Policy};
use super::session::{Screen, Session};
use crate::lang::Lang;
use crate::words::Msg;

/// One thing that a person or the terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Up the list, the menu or the page.
    Up,
    /// Down the list, the menu or the page.
    Down,
    /// Left: the pane before, a letter back, a wide table.
    Left,
    /// Right: the next pane, a letter on, a wide table.
    Right,
    /// Up by a screen.
    PageUp,
    /// Down by a screen.
    PageDown,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// Into what is chosen, or along the link that is marked.
    Enter,
    /// Back to where the person was; clears a search first.
    Back,
    /// The second Esc in quick succession: nothing but a hint that a third one hides.
    EscAgain,
    /// The next link or citation of the page.
    NextLink,
    /// The link or citation before.
    PreviousLink,
    /// Only one kind of record, the next one at each press.
    Narrow,
    /// One line down, whether or not there is a link.
    LineDown,
    /// One line up.
    LineUp,
    /// A character typed into the search, or into find on the page.
    Type(char),
    /// The character before the cursor goes.
    Erase,
    /// The character at the cursor goes.
    Delete,
    /// A digit of the number of a citation.
    Digit(char),
    /// The search line, from a page.
    Search,
    /// Find on this page.
    Find,
    /// The next place found.
    FindNext,
    /// The place found before.
    FindPrevious,
    /// The headings of this page.
    Headings,
    /// The keys and what they do.
    Help,
    /// The choice of language.
    Languages,
    /// The session ends and the program with it.
    Finish,
    /// The screen is cleared at once.
    Hide,
    /// The program ends.
    Quit,
    /// The terminal has this size now.
    Resize(Size),
    /// The mouse was pressed at a column and row.
    Press(u16, u16),
    /// The wheel was turned over a column and row: up is true.
    Wheel(bool, u16, u16),
}

/// What the core asks of the loop around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Take the page off the screen at once.
    Hide,
    /// End the session.
    Finish,
    /// End the program.
    Quit,
    /// This language was chosen.
    Language(Lang),
}

/// Where a row of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When(u8);

const BROWSE: When = When(1);
const TYPING: When = When(2);
const READ: When = When(4);
const FIND: When = When(8);
const MENU: When = When(16);
const LIST: When = When(1 | 2);
const LINE: When = When(2 | 8);
const HELP: When = When(32);
const NOTE: When = When(64);
const MENUS: When = When(16 | 32);
const TEXTS: When = When(32 | 64);
const EVERYWHERE: When = When(127);

impl When {
    fn has(self, other: When) -> bool {
        self.0 & other.0 != 0
    }
}

/// One row: keys that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// How the keys are written on the screen.
    pub label: &'static str,
    /// Each key and what it does.
    pub keys: &'static [(Key, Action)],
    /// Its word in the key line; `.help` of the same message is the sentence on the help screen.
    pub word: Msg,
    /// Whether the key line shows it where there is room.
    pub hinted: bool,
    /// Only in this mode, where it is not for both.
    pub only: Option<Mode>,
    when: When,
}

const fn row(when: When, label: &'static str, keys: &'static [(Key, Action)], word: Msg) -> Row {
    Row { label, keys, word, hinted: true, only: None, when }
}

const fn unhinted(row: Row) -> Row {
    Row { hinted: false, ..row }
}

const fn only(mode: Mode, row: Row) -> Row {
    Row { only: Some(mode), ..row }
}

/// For people who live in a terminal.
const fn desk(row: Row) -> Row {
    only(Mode::Desk, unhinted(row))
}

/// The table. In the key line the rows stand in this order, and the last ones go first where there is little room; the
/// first that holds for a key is the one that counts.
pub const ROWS: &[Row] = &[
    row(
        EVERYWHERE,
        "F9",
        &[
            (Key::F(9), Action::Hide),
            (Key::F(10), Action::Hide),
            (Key::F(11), Action::Hide),
            (Key::F(12), Action::Hide),
            (Key::Ctrl('x'), Action::Hide),
        ],
        Msg::KeyHide,
    ),
    row(NOTE, "Enter", &[(Key::Enter, Action::Enter)], Msg::KeyGoOn),
    row(LIST, "↑↓", &[(Key::Up, Action::Up), (Key::Down, Action::Down)], Msg::KeyChoose),
    row(MENU, "↑↓", &[(Key::Up, Action::Up), (Key::Down, Action::Down)], Msg::KeyChoose),
    row(TEXTS, "↑↓", &[(Key::Up, Action::Up), (Key::Down, Action::Down)], Msg::KeyScroll),
    row(READ, "↑↓", &[(Key::Up, Action::Up), (Key::Down, Action::Down)], Msg::KeyScroll),
    row(LIST, "Enter", &[(Key::Enter, Action::Enter)], Msg::KeyRead),
    unhinted(row(BROWSE, "Enter", &[], Msg::KeyFold)),
    row(READ, "Enter", &[(Key::Enter, Action::Enter)], Msg::KeyOpen),
    row(MENU, "Enter", &[(Key::Enter, Action::Enter)], Msg::KeyOpen),
    row(FIND, "Enter", &[(Key::Enter, Action::FindNext)], Msg::KeyAgain),
    unhinted(row(HELP, "Enter", &[(Key::Enter, Action::Back)], Msg::KeyBack)),
    row(TYPING, "Esc", &[(Key::Esc, Action::Back)], Msg::KeyClear),
    row(READ, "Backspace", &[(Key::Backspace, Action::Back), (Key::Esc, Action::Back)], Msg::KeyBack),
    row(MENUS, "Backspace", &[(Key::Backspace, Action::Back), (Key::Esc, Action::Back)], Msg::KeyBack),
    row(FIND, "Esc", &[(Key::Esc, Action::Back)], Msg::KeyBack),
    unhinted(row(BROWSE, "Esc", &[(Key::Esc, Action::Back), (Key::Backspace, Action::Back)], Msg::KeyBack)),
    row(EVERYWHERE, "F1", &[(Key::F(1), Action::Help)], Msg::KeyHelp),
    only(Mode::Kiosk, row(EVERYWHERE, "F8", &[(Key::F(8), Action::Finish)], Msg::KeyFinish)),
    // The note has no row of panes that would name it.
    row(NOTE, "F2", &[(Key::F(2), Action::Languages)], Msg::KeyLanguage),
    row(BROWSE, "←→", &[(Key::Left, Action::Left), (Key::Right, Action::Right)], Msg::KeyPanes),
    row(TYPING, "Tab", &[(Key::Tab, Action::Narrow)], Msg::KeyNarrow),
    row(READ, "Tab", &[(Key::Tab, Action::NextLink), (Key::BackTab, Action::PreviousLink)], Msg::KeyLinks),
    unhinted(row(READ, "←→", &[(Key::Left, Action::Left), (Key::Right, Action::Right)], Msg::KeySideways)),
    row(READ, "F3", &[(Key::F(3), Action::Find), (Key::Ctrl('f'), Action::Find)], Msg::KeyFind),
    row(FIND, "F3", &[(Key::F(3), Action::FindNext), (Key::ShiftF(3), Action::FindPrevious)], Msg::KeyFindMove),
    unhinted(row(READ, "Shift-F3", &[(Key::ShiftF(3), Action::FindPrevious)], Msg::KeyFindMove)),
    row(READ, "F4", &[(Key::F(4), Action::Headings)], Msg::KeyHeadings),
    only(Mode::Desk, row(EVERYWHERE, "F8", &[(Key::F(8), Action::Finish)], Msg::KeyFinish)),
    // The search line says so as well.
    row(BROWSE, "a–z", &[], Msg::KeyType),
    unhinted(row(EVERYWHERE, "F2", &[(Key::F(2), Action::Languages)], Msg::KeyLanguage)),
    unhinted(row(READ, "Space", &[(Key::Char(' '), Action::PageDown)], Msg::KeyPage)),
    unhinted(row(
        EVERYWHERE,
        "PgUp PgDn",
        &[(Key::PageUp, Action::PageUp), (Key::PageDown, Action::PageDown)],
        Msg::KeyPage,
    )),
    unhinted(row(EVERYWHERE, "Home End", &[(Key::Home, Action::Start), (Key::End, Action::End)], Msg::KeyEnds)),
    unhinted(row(LINE, "←→", &[(Key::Left, Action::Left), (Key::Right, Action::Right)], Msg::KeyMoveInText)),
    unhinted(row(LINE, "Backspace", &[(Key::Backspace, Action::Erase), (Key::Delete, Action::Delete)], Msg::KeyErase)),
    unhinted(row(FIND, "↑↓", &[(Key::Up, Action::FindPrevious), (Key::Down, Action::FindNext)], Msg::KeyFindMove)),
    desk(row(READ, "j k", &[(Key::Char('j'), Action::LineDown), (Key::Char('k'), Action::LineUp)], Msg::KeyScroll)),
    desk(row(READ, "g G", &[(Key::Char('g'), Action::Start), (Key::Char('G'), Action::End)], Msg::KeyEnds)),
    desk(row(READ, "/", &[(Key::Char('/'), Action::Find)], Msg::KeyFind)),
    desk(row(
        READ,
        "n N",
        &[(Key::Char('n'), Action::FindNext), (Key::Char('N'), Action::FindPrevious)],
        Msg::KeyFindMove,
    )),
    desk(row(READ, "c", &[(Key::Char('c'), Action::Headings)], Msg::KeyHeadings)),
    desk(row(READ, "?", &[(Key::Char('?'), Action::Help)], Msg::KeyHelp)),
    desk(row(READ, "1–9", &[], Msg::KeyCite)),
    desk(row(EVERYWHERE, "Ctrl-Q", &[(Key::Ctrl('q'), Action::Quit), (Key::Ctrl('c'), Action::Quit)], Msg::KeyQuit)),
    desk(row(READ, "q", &[(Key::Char('q'), Action::Quit)], Msg::KeyQuit)),
];

/// Where the session stands, as the table counts it.
fn now(session: &Session) -> When {
    match session.screen {
        Screen::Note { .. } => NOTE,
        Screen::Browse if session.search.is_empty() => BROWSE,
        Screen::Browse => TYPING,
        Screen::Read => READ,
        Screen::Find => FIND,
        Screen::Help { .. } => HELP,
        Screen::Languages { .. } | Screen::Headings { .. } => MENU,
    }
}

/// The rows that hold where the session stands.
pub(super) fn rows_here(policy: Policy, session: &Session) -> impl Iterator<Item = &'static Row> {
    let now = now(session);
    ROWS.iter().filter(move |row| row.when.has(now) && row.only.is_none_or(|mode| mode == policy.mode))
}

/// What `key` does here; None where it does nothing.
pub fn action_for(policy: Policy, session: &Session, key: Key) -> Option<Action> {
    if let Key::Mouse(what, column, line) = key {
        return (policy.mode == Mode::Desk).then_some(match what {
            Mouse::Press => Action::Press(column, line),
            Mouse::WheelUp => Action::Wheel(true, column, line),
            Mouse::WheelDown => Action::Wheel(false, column, line),
        });
    }
    let now = now(session);
    let keys = rows_here(policy, session).flat_map(|row| row.keys);
    let in_table = keys.copied().find_map(|(known, action)| (known == key).then_some(action));
    in_table.or(match key {
        Key::Char(c) if now == READ && policy.mode == Mode::Desk => c.is_ascii_digit().then_some(Action::Digit(c)),
        Key::Char(' ') if now == BROWSE => None,
        Key::Char(c) if !MENUS.has(now) && now != NOTE => Some(Action::Type(c)),
        _ => None,
    })
}

/// The rows that hold in one of the groups of the help screen: lists, pages, anywhere.
pub fn key_rows(mode: Mode) -> [(Msg, Vec<&'static Row>); 3] {
    let holds = move |row: &&Row| row.only.is_none_or(|only| only == mode);
    let all = || ROWS.iter().filter(holds);
    [
        (Msg::HelpBrowse, all().filter(|row| row.when.has(LIST) && row.when != EVERYWHERE).collect()),
        (Msg::HelpRead, all().filter(|row| row.when.has(READ) && row.when != EVERYWHERE).collect()),
        (Msg::HelpAnywhere, all().filter(|row| row.when == EVERYWHERE).collect()),
    ]
}
