//! Which part of the screen is where.
//!
//! ```text
//!  help line                     never covered, never scrolled away
//!  panes                language
//! ─────────────────────────────
//!  search line
//! ──────────────┬──────────────
//!  list         │ reader
//! ──────────────┴──────────────
//!  key line
//! ```
//! Drawing and the mouse both ask here. On a small screen the rules go first,
//! then the search line and panes; help line, the thing in hand and key line
//! stay. Of a single row a desk makes the help line, and a kiosk the key line,
//! which begins with the key that hides.

use super::note;
use super::policy::Mode;
use super::session::{Screen, Session};
pub use crate::text::size::Size;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The leftmost column.
    pub x: u16,
    /// The topmost row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell lies in it.
    pub fn has(&self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }

    /// Whether it has no cells.
    pub fn is_empty(&self) -> bool {
        self.width == 0 || self.height == 0
    }
}

/// The parts of the screen; a part that has no room is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Emergency number and hotline.
    pub help_line: Area,
    /// The five panes and the language.
    pub panes: Area,
    /// The line under the panes.
    pub upper_rule: Area,
    /// What is typed.
    pub search: Area,
    /// The line under the search.
    pub middle_rule: Area,
    /// The list, or the results.
    pub list: Area,
    /// Between list and reader.
    pub divider: Area,
    /// The page.
    pub reader: Area,
    /// What is looked for on the page.
    pub find: Area,
    /// The line over the keys.
    pub lower_rule: Area,
    /// What stands under the safety note and never scrolls.
    pub foot: Area,
    /// The keys that do something here.
    pub key_line: Area,
}

/// From this width on a list stands beside the page.
const TWO_COLUMNS: u16 = 60;
/// From this width on the list stays beside a page that is being read.
const STAY_BESIDE: u16 = 100;
/// From this height on rules part the regions.
const RULES: u16 = 16;
/// From this height on panes and search line are shown.
const FULL: u16 = 9;

impl Areas {
    /// The parts of a screen of the session's size.
    pub fn of(session: &Session) -> Areas {
        let Size { width, height } = session.size;
        let mut areas = Areas::default();
        let row = |y: u16| Area { x: 0, y, width, height: 1 };
        if height == 0 || width == 0 {
            return areas;
        }
        if height == 1 && session.mode == Mode::Kiosk {
            areas.key_line = row(0);
            return areas;
        }
        areas.help_line = row(0);
        let mut top = 1;
        let mut bottom = height;
        if height >= 2 {
            bottom -= 1;
            areas.key_line = row(bottom);
        }
        let searching = matches!(session.screen, Screen::Browse);
        let note = matches!(session.screen, Screen::Note { .. });
        let mut take = |wanted: bool| -> Area {
            if wanted && top + 1 < bottom {
                top += 1;
                row(top - 1)
            } else {
                Area::default()
            }
        };
        let rules = height >= RULES;
        // There is no pane to go to before the note is read.
        areas.panes = take(height >= FULL && !note);
        areas.upper_rule = take(rules);
        areas.search = take(searching && (height >= FULL || !session.search.is_empty()));
        areas.middle_rule = take(rules && searching);
        if note {
            // The text gets a line, but a first line of the foot stays when there is room for nothing else.
            let room = bottom - top;
            let lines = u16::try_from(note::foot(&session.words, usize::from(width)).len()).unwrap_or(1);
            let rows = lines.min(room.saturating_sub(1).max(1)).min(room);
            bottom -= rows;
            areas.foot = Area { height: rows, ..row(bottom) };
        }
        if rules {
            bottom -= 1;
            areas.lower_rule = row(bottom);
        }
        let body = Area { x: 0, y: top, width, height: bottom.saturating_sub(top) };
        areas.split(session, body);
        if matches!(session.screen, Screen::Find) && areas.reader.height > 0 {
            areas.reader.height -= 1;
            areas.find = Area { y: areas.reader.y + areas.reader.height, height: 1, ..areas.reader };
        }
        areas
    }

    /// List, divider and reader within `body`.
    fn split(&mut self, session: &Session, body: Area) {
        let browsing = matches!(session.screen, Screen::Browse);
        let whole = !matches!(session.screen, Screen::Browse | Screen::Read | Screen::Find);
        let beside = !whole && (body.width >= STAY_BESIDE || (browsing && body.width >= TWO_COLUMNS));
        if beside {
            let list = (body.width / 5 * 2).clamp(30, 46);
            self.list = Area { width: list, ..body };
            self.divider = Area { x: list, width: 1, ..body };
            self.reader = Area { x: list + 1, width: body.width - list - 1, ..body };
        } else if browsing {
            self.list = body;
        } else {
            self.reader = body;
        }
    }

    /// The width that a page's text has in the reader: a margin at the left, the scroll bar at the right, never more
    /// than eighty cells to a line.
    pub fn text_width(reader: Area) -> usize {
        usize::from(reader.width).saturating_sub(3).clamp(1, 80)
    }
}
