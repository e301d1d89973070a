//! From blocks to lines.

use super::table::table;
use super::{Gutter, Layout, Line, Piece, Spot};
use crate::page::{Block, FactRow, Look, Marker, Page, Run};
use crate::text::width::width;
use crate::text::wrap::wrap;

/// The widest label of the box of facts; longer ones have the fact on the line below.
const LABEL: usize = 20;

impl Layout {
    /// Lays `page` out for lines of `cells`.
    pub fn of(page: &Page, cells: usize) -> Layout {
        let mut layout = Layout { width: cells, lines: Vec::new() };
        for (number, block) in page.blocks.iter().enumerate() {
            let apart = layout.apart(page, number);
            let mut lines = lines(block, cells);
            if apart {
                layout.lines.push(Line { spot: layout.next_spot(), ..Line::default() });
            }
            set_spots(number, &mut lines);
            layout.lines.extend(lines);
        }
        layout
    }

    /// Whether an empty line parts block `number` from the one before.
    fn apart(&self, page: &Page, number: usize) -> bool {
        let Some(before) = number.checked_sub(1).map(|before| &page.blocks[before]) else { return false };
        !matches!(
            (before, &page.blocks[number]),
            (Block::Title(_), Block::Small(_)) | (Block::Item { .. }, Block::Item { .. }) | (Block::Heading { .. }, _)
        )
    }

    /// The place of an empty line: it belongs to the block above it.
    fn next_spot(&self) -> Spot {
        let last = self.lines.last().map_or(Spot::default(), |line| line.spot);
        Spot { byte: usize::MAX, row: 0, ..last }
    }
}

/// Says where each line of a block starts: with its own first byte, or where it shows no text with the one before it.
fn set_spots(block: usize, lines: &mut [Line]) {
    let mut last = Spot { block, ..Spot::default() };
    for (number, line) in lines.iter_mut().enumerate() {
        let byte = line.pieces.iter().find_map(|piece| piece.start).unwrap_or(last.byte).max(last.byte);
        let row = if number > 0 && byte == last.byte { last.row + 1 } else { 0 };
        last = Spot { block, byte, row };
        line.spot = last;
    }
}

fn lines(block: &Block, cells: usize) -> Vec<Line> {
    match block {
        Block::Title(runs) => with_gutter(Gutter::Title, wrapped(runs, 0, cells, 0)),
        Block::Small(runs) | Block::Lead(runs) | Block::Paragraph(runs) => wrapped(runs, 0, cells, 0),
        Block::Notice(runs) => with_gutter(Gutter::Notice, wrapped(runs, 0, cells, 2)),
        Block::Heading { level, runs, .. } => {
            let gutter = if *level == 2 { Gutter::Heading } else { Gutter::None };
            with_gutter(gutter, wrapped(&strong(runs), 0, cells, 0))
        }
        Block::Item { depth, marker, runs } => item(usize::from(*depth), *marker, runs, cells),
        Block::Facts(rows) => facts(rows, cells),
        Block::Table(rows) => table(rows, cells),
    }
}

fn strong(runs: &[Run]) -> Vec<Run> {
    runs.iter()
        .map(|run| Run { look: if run.look == Look::Plain { Look::Strong } else { run.look }, ..run.clone() })
        .collect()
}

fn with_gutter(gutter: Gutter, mut lines: Vec<Line>) -> Vec<Line> {
    lines.iter_mut().for_each(|line| line.gutter = gutter);
    lines
}

/// `runs` as lines with `indent` cells before them. `start` is the byte of the block's text at which the runs start.
pub(super) fn wrapped(runs: &[Run], start: usize, cells: usize, indent: usize) -> Vec<Line> {
    let plain: String = runs.iter().map(|run| run.text.as_str()).collect();
    let pieces_of = |range: std::ops::Range<usize>| {
        let mut pieces = Vec::new();
        let mut at = 0;
        for run in runs {
            let (from, to) = (range.start.max(at), range.end.min(at + run.text.len()));
            if from < to {
                pieces.push(Piece {
                    text: plain[from..to].to_owned(),
                    look: run.look,
                    link: run.link,
                    start: Some(start + from),
                });
            }
            at += run.text.len();
        }
        pieces
    };
    let line = |range| Line { indent, pieces: pieces_of(range), ..Line::default() };
    wrap(&plain, cells.saturating_sub(indent)).into_iter().map(line).collect()
}

fn item(depth: usize, marker: Marker, runs: &[Run], cells: usize) -> Vec<Line> {
    let sign = match marker {
        Marker::Bullet => "• ".to_owned(),
        Marker::Number(number) => format!("{number}. "),
        Marker::Citation(number) => format!("[{number}] "),
        Marker::None => String::new(),
    };
    let hang = if marker == Marker::None { 2 } else { width(&sign) };
    let indent = depth * 2 + hang;
    let mut lines = wrapped(runs, 0, cells, indent);
    let first = &mut lines[0];
    if marker != Marker::None {
        let look = if matches!(marker, Marker::Number(_)) { Look::Strong } else { Look::Quiet };
        first.indent = depth * 2;
        first.pieces.insert(0, Piece { text: sign, look, ..Piece::default() });
    }
    lines
}

fn facts(rows: &[FactRow], cells: usize) -> Vec<Line> {
    let labels = rows.iter().map(|row| width(&row.label)).max().unwrap_or(0).min(LABEL);
    let column = 2 + labels + 2;
    let mut lines = Vec::new();
    let mut start = 0;
    for row in rows {
        let label = Piece { text: row.label.clone(), look: Look::Label, ..Piece::default() };
        // On a narrow screen, and for a long label, the fact stands under its label.
        if cells < column + 16 || width(&row.label) > LABEL {
            lines.push(Line { indent: 2, pieces: vec![label], ..Line::default() });
            lines.extend(wrapped(&row.runs, start, cells, 4));
        } else {
            let mut wrapped = wrapped(&row.runs, start, cells, column);
            let pad = " ".repeat(column - 2 - width(&row.label));
            wrapped[0].indent = 2;
            wrapped[0].pieces.splice(0..0, [label, Piece { text: pad, ..Piece::default() }]);
            lines.extend(wrapped);
        }
        start += row.runs.iter().map(|run| run.text.len()).sum::<usize>() + 1;
    }
    with_gutter(Gutter::Facts, lines)
}
