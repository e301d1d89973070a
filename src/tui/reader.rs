//! The reader: the visible lines of a page, with links, marks and the scroll bar.

use super::Canvas;
use super::search_line::typed;
use crate::app::{Area, Doc, Gutter, Line, Piece, Session};
use crate::text::scrub::scrub;
use crate::text::width::{columns, fit, width};
use crate::words::{Arg, Msg};
use ratatui::layout::Position;
use ratatui::style::Style;
use std::ops::Range;

/// Draws `doc`; `active` where keys go to the page. Where the marked link starts, or the top of the page.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, doc: &Doc, active: bool) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let height = usize::from(area.height);
    let top = doc.top_line(height);
    let text = Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let mut cursor = None;
    let mut marks = (usize::MAX, Vec::new());
    for (y, line) in (area.y..area.y + area.height).zip(doc.layout.lines.iter().skip(top)) {
        if marks.0 != line.spot.block {
            marks = (line.spot.block, doc.marked(line.spot.block));
        }
        let at = draw_line(canvas, text, y, &Marked { doc, line, marks: &marks.1 }, active);
        cursor = cursor.or(at);
    }
    scroll_bar(canvas, area, top, height, doc.layout.lines.len());
    Some(cursor.unwrap_or(Position { x: text.x.min(area.x + area.width - 1), y: area.y }))
}

/// A line, and what is marked in its block.
struct Marked<'a> {
    doc: &'a Doc,
    line: &'a Line,
    marks: &'a [Range<usize>],
}

/// Draws one line. Where the marked link starts, if it does here.
fn draw_line(canvas: &mut Canvas<'_>, area: Area, y: u16, marked: &Marked<'_>, active: bool) -> Option<Position> {
    let Marked { doc, line, .. } = *marked;
    let ground = match line.gutter {
        Gutter::Heading | Gutter::Title => canvas.palette.heading,
        Gutter::Rule => canvas.palette.rule,
        _ => canvas.palette.plain,
    };
    if matches!(line.gutter, Gutter::Notice | Gutter::Facts) {
        let bar = if line.gutter == Gutter::Notice { "▌" } else { "│" };
        canvas.text(area.x, y, bar, canvas.palette.rule, area);
    }
    let mut skip = if line.wide { doc.sideways } else { 0 };
    let mut x = area.x + u16::try_from(line.indent).unwrap_or(0);
    let mut cursor = None;
    for piece in &line.pieces {
        let focused = active && piece.link.is_some() && piece.link == doc.focus;
        let style = piece_style(canvas, piece, ground, focused);
        if focused {
            cursor.get_or_insert(Position { x, y });
        }
        for (part, mark) in marked.parts(piece) {
            let style = match mark {
                Mark::None => style,
                Mark::Found => canvas.palette.found,
                Mark::Here => canvas.palette.found_here,
            };
            let hidden = if skip > 0 { fit(part, skip) } else { "" };
            skip -= width(hidden).min(skip);
            x = canvas.text(x, y, &part[hidden.len()..], style, area);
        }
    }
    cursor
}

fn piece_style(canvas: &Canvas<'_>, piece: &Piece, ground: Style, focused: bool) -> Style {
    let palette = canvas.palette;
    if focused {
        return palette.focus;
    }
    match (piece.link, palette.look(piece.look)) {
        (Some(_), _) if piece.look == crate::page::Look::Citation => palette.quiet,
        (Some(_), _) => palette.link,
        (None, style) if ground == palette.heading => ground.patch(Style::new().add_modifier(style.add_modifier)),
        (None, style) => style,
    }
}

/// Whether a stretch of text was looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Found,
    Here,
}

impl Marked<'_> {
    /// A piece cut at the marks that lie over it.
    fn parts<'a>(&self, piece: &'a Piece) -> Vec<(&'a str, Mark)> {
        let Some(start) = piece.start else { return vec![(&piece.text, Mark::None)] };
        let end = start + piece.text.len();
        let here = self.doc.find.as_ref().and_then(|find| find.places.get(find.at));
        let here = here.filter(|(block, _)| *block == self.line.spot.block).map(|(_, range)| range);
        let mut parts = Vec::new();
        let mut at = start;
        for range in self.marks.iter().filter(|range| range.start < end && range.end > start) {
            let (from, to) = (range.start.max(at), range.end.min(end));
            if at < from {
                parts.push((&piece.text[at - start..from - start], Mark::None));
            }
            let mark = if here == Some(range) { Mark::Here } else { Mark::Found };
            parts.push((&piece.text[from - start..to - start], mark));
            at = to;
        }
        if at < end {
            parts.push((&piece.text[at - start..], Mark::None));
        }
        parts
    }
}

/// A bar at the right edge: how much of the page is in view, and where.
fn scroll_bar(canvas: &mut Canvas<'_>, area: Area, top: usize, height: usize, lines: usize) {
    if lines <= height || area.width < 3 {
        return;
    }
    let x = area.x + area.width - 1;
    let length = (height * height / lines).max(1);
    let from = (top * (height - length) + (lines - height) / 2) / (lines - height);
    for row in 0..height {
        let sign = if (from..from + length).contains(&row) { "█" } else { "│" };
        canvas.text(x, area.y + u16::try_from(row).unwrap_or(0), sign, canvas.palette.rule, area);
    }
}

/// The line of find under the page. Where the cursor belongs.
pub(super) fn draw_find(canvas: &mut Canvas<'_>, area: Area, session: &Session) -> Option<Position> {
    let doc = session.doc.as_ref()?;
    let find = doc.find.as_ref().filter(|_| !area.is_empty())?;
    let word = columns(&scrub(find.input.value()));
    let count = find.places.len();
    let words = &session.words;
    let (message, place, count) = match doc.found_passage() {
        Some((passage, passages)) => (Msg::FindPassage, passage, passages),
        None => (Msg::FindPlace, find.at + 1, count),
    };
    let note = |none| match count {
        _ if word == 0 => String::new(),
        0 => words.text(none),
        _ => words.format(message, &[("place", Arg::Number(place)), ("count", Arg::Number(count))]),
    };
    let (prompt, none) = match doc.part {
        Some(_) => (Msg::FindPromptDocument, Msg::FindNoneDocument),
        None => (Msg::FindPrompt, Msg::FindNone),
    };
    // The word stands whole as long as it can; the prompt gets shorter first, then the note.
    let (long, short) = (words.text(prompt), words.text(Msg::FindPromptShort));
    let steps = [(&long, note(none)), (&short, note(none)), (&short, note(Msg::FindNoneShort))];
    let cells = |prompt: &str, note: &str| columns(prompt).saturating_add(word).saturating_add(columns(note) + 4);
    let fits = |(prompt, note): &(&String, String)| cells(prompt, note) <= area.width;
    let (prompt, note) = steps.into_iter().find(fits).unwrap_or((&short, String::new()));
    let x = canvas.text(area.x + 1, area.y, prompt, canvas.palette.key, area) + 1;
    let room = (area.x + area.width).saturating_sub(x).max(1);
    let (end, cursor) = typed(canvas, Area { x, width: room, ..area }, &find.input);
    canvas.text(end + 2, area.y, &note, canvas.palette.quiet, area);
    Some(Position { x: cursor.min(area.x + area.width - 1), y: area.y })
}
