//! Tables: columns as wide as they need, narrower where they must, cells wrapped.
//!
//! Where not even narrow columns fit, the table keeps readable columns and is
//! moved sideways.

use super::lines::wrapped;
use super::{Gutter, Line, Piece};
use crate::page::{Look, Run};
use crate::text::width::width;

/// Cells between two columns.
const GAP: usize = 2;
/// The narrowest a column may become.
const NARROWEST: usize = 9;
/// The widest a column of a table that is moved sideways is.
const WIDEST: usize = 24;

/// The lines of a table whose first row is the head.
pub(super) fn table(rows: &[Vec<Vec<Run>>], cells: usize) -> Vec<Line> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths = widths(rows, columns, cells);
    let total = widths.iter().sum::<usize>() + GAP * columns.saturating_sub(1);
    let mut lines = Vec::new();
    let mut start = 0;
    for (number, row) in rows.iter().enumerate() {
        let head = number == 0;
        if number > 1 && lines.last().is_some_and(|line: &Line| line.gutter != Gutter::Rule) {
            lines.push(Line::default());
        }
        lines.extend(row_lines(row, &widths, head, &mut start));
        if head {
            let text = widths.iter().map(|&width| "─".repeat(width)).collect::<Vec<_>>().join("──");
            let piece = Piece { text, look: Look::Quiet, ..Piece::default() };
            lines.push(Line { pieces: vec![piece], gutter: Gutter::Rule, ..Line::default() });
        }
    }
    if total > cells {
        lines.iter_mut().for_each(|line| line.wide = true);
    }
    lines
}

fn row_lines(row: &[Vec<Run>], widths: &[usize], head: bool, start: &mut usize) -> Vec<Line> {
    let mut columns: Vec<Vec<Line>> = Vec::new();
    for (cell, &width) in row.iter().zip(widths) {
        let runs: Vec<Run> = cell
            .iter()
            .map(|run| Run {
                look: if head && run.look == Look::Plain { Look::Strong } else { run.look },
                ..run.clone()
            })
            .collect();
        columns.push(wrapped(&runs, *start, width, 0));
        *start += cell.iter().map(|run| run.text.len()).sum::<usize>() + 1;
    }
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    (0..height).map(|at| joined(&columns, widths, at)).collect()
}

/// Line `at` of every cell of a row, side by side.
fn joined(columns: &[Vec<Line>], widths: &[usize], at: usize) -> Line {
    let mut line = Line::default();
    for (number, (cell, &room)) in columns.iter().zip(widths).enumerate() {
        let pieces = cell.get(at).map(|line| line.pieces.as_slice()).unwrap_or_default();
        let used: usize = pieces.iter().map(|piece| width(&piece.text)).sum();
        line.pieces.extend_from_slice(pieces);
        if number + 1 < columns.len() {
            let pad = " ".repeat((room + GAP).saturating_sub(used));
            line.pieces.push(Piece { text: pad, ..Piece::default() });
        }
    }
    line
}

/// The columns' widths: what they need where that fits, else the widest are made narrower, one cell at a time.
fn widths(rows: &[Vec<Vec<Run>>], columns: usize, cells: usize) -> Vec<usize> {
    let need = |column: usize| {
        let of = |row: &Vec<Vec<Run>>| row.get(column).map_or(0, |cell| cell.iter().map(|run| width(&run.text)).sum());
        rows.iter().map(of).max().unwrap_or(0).max(1)
    };
    let mut widths: Vec<usize> = (0..columns).map(need).collect();
    let room = cells.saturating_sub(GAP * columns.saturating_sub(1));
    if columns * NARROWEST > room {
        return widths.into_iter().map(|width| width.min(WIDEST)).collect();
    }
    let mut over = widths.iter().sum::<usize>().saturating_sub(room);
    while over > 0 {
        let Some(widest) = widths.iter_mut().max().filter(|width| **width > NARROWEST) else { break };
        *widest -= 1;
        over -= 1;
    }
    widths
}
