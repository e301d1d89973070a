//! The face for a screen: a session as a frame of cells.
//!
//! ```text
//!  In danger now? Call 911 · Hotline …                      help_line
//! [Guide] Agencies  Visas  Services  Sources   English (F2) panes
//! ───────────────────────────────────────────────
//!  Search: type any word                                    search_line
//! ───────────────────────┬───────────────────────
//! ▌They took my passport │ They took my passport           list, reader
//!  I am not paid         │ …
//! ───────────────────────┴───────────────────────
//!  F9 hide   ↑↓ choose   Enter read   F1 help               key_line
//! ```
//! A frame depends on world and session alone; drawing changes neither.

mod help_line;
mod key_line;
mod list;
mod menu;
mod note;
mod panes;
mod picture;
mod reader;
mod search_line;
mod style;

use crate::app::{Area, Areas, Screen, Session, World};
use crate::text::width::is_one_each;
use crate::text::wrap::plain_spaces;
use crate::words::Msg;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use style::Palette;

pub use picture::svg;

/// Draws `session`.
pub fn draw(world: &World, session: &Session, frame: &mut Frame<'_>) {
    let areas = Areas::of(session);
    let palette = Palette::of(world.policy);
    let cursor = {
        let mut canvas = Canvas { buffer: frame.buffer_mut(), palette: &palette };
        canvas.ground();
        help_line::draw(&mut canvas, areas.help_line, world, session);
        panes::draw(&mut canvas, areas.panes, session);
        rules(&mut canvas, &areas);
        let search = search_line::draw(&mut canvas, areas.search, session);
        let chosen = list::draw(&mut canvas, areas.list, world, session);
        let marked = draw_reader(&mut canvas, &areas, session);
        note::draw(&mut canvas, areas.foot, session);
        key_line::draw(&mut canvas, areas.key_line, world, session);
        match session.screen {
            Screen::Browse if !session.search.is_empty() => search,
            Screen::Browse => chosen,
            _ => marked,
        }
    };
    if let Some(position) = cursor {
        frame.set_cursor_position(position);
    }
}

/// The page, or the menu that stands in its place. Where the cursor belongs.
fn draw_reader(canvas: &mut Canvas<'_>, areas: &Areas, session: &Session) -> Option<Position> {
    let area = areas.reader;
    match &session.screen {
        Screen::Note { doc } | Screen::Help { doc, .. } => reader::draw(canvas, area, doc, true),
        Screen::Languages { cursor, .. } => menu::languages(canvas, area, session, *cursor),
        Screen::Headings { cursor } => menu::headings(canvas, area, session, *cursor),
        Screen::Find => {
            session.doc.as_ref().and_then(|doc| reader::draw(canvas, area, doc, true));
            reader::draw_find(canvas, areas.find, session)
        }
        Screen::Browse | Screen::Read => {
            let reading = matches!(session.screen, Screen::Read);
            let Some(doc) = &session.doc else {
                if session.search.is_empty() {
                    canvas.text(area.x + 1, area.y, &session.words.text(Msg::FolderHint), canvas.palette.quiet, area);
                }
                return None;
            };
            reader::draw(canvas, area, doc, reading)
        }
    }
}

fn rules(canvas: &mut Canvas<'_>, areas: &Areas) {
    let style = canvas.palette.rule;
    for area in [areas.upper_rule, areas.middle_rule, areas.lower_rule] {
        canvas.text(area.x, area.y, &"─".repeat(usize::from(area.width)), style, area);
    }
    let divider = areas.divider;
    for y in divider.y..divider.y + divider.height {
        canvas.text(divider.x, y, "│", style, divider);
    }
    if !divider.is_empty() {
        // Where divider and rules meet they are joined.
        for (rule, joint) in [(areas.middle_rule, "┬"), (areas.upper_rule, "┬"), (areas.lower_rule, "┴")] {
            let touches = rule.y + 1 == divider.y || rule.y == divider.y + divider.height;
            if !rule.is_empty() && touches {
                canvas.text(divider.x, rule.y, joint, style, rule);
            }
        }
    }
}

/// A buffer to write to, and the styles to write with.
struct Canvas<'a> {
    buffer: &'a mut Buffer,
    palette: &'a Palette,
}

impl Canvas<'_> {
    /// Fills the screen with the theme's ground.
    fn ground(&mut self) {
        let area = self.buffer.area;
        self.buffer.set_style(area, self.palette.plain);
    }

    /// Writes `text` from a cell on, cut at the right edge of `area`. The column after it.
    fn text(&mut self, x: u16, y: u16, text: &str, style: Style, area: Area) -> u16 {
        let end = area.x + area.width;
        if area.is_empty() || x >= end || y < area.y || y >= area.y + area.height {
            return x;
        }
        // A no-break space has done its work when the lines were made.
        if is_one_each(text) {
            let cells = (x..end.min(self.buffer.area.right())).zip(text.chars());
            return cells.fold(x, |_, (x, letter)| {
                let letter = if letter == '\u{a0}' { ' ' } else { letter };
                self.buffer[(x, y)].set_char(letter).set_style(style);
                x + 1
            });
        }
        if text.contains('\u{a0}') {
            return self.buffer.set_stringn(x, y, plain_spaces(text), usize::from(end - x), style).0;
        }
        self.buffer.set_stringn(x, y, text, usize::from(end - x), style).0
    }

    /// Gives all cells of a row of `area` a style.
    fn row(&mut self, y: u16, style: Style, area: Area) {
        self.buffer.set_style(Rect { x: area.x, y, width: area.width, height: 1 }, style);
    }
}
