//! Rows that only move up or down: the terminal moves them, rather than being sent all of them again.

use ratatui::buffer::{Buffer, Cell};
use std::fmt;

/// The farthest that rows are looked for: a step, or a turn of the mouse wheel.
const FARTHEST: u16 = 5;
/// The most cells in which a row may differ and still be the same one: the scroll bar, a number.
const SLACK: usize = 2;
/// Fewer rows are sent as quickly.
const FEWEST: u16 = 4;

/// Rows `first..end` move by `by`, upwards; downwards where `by` is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    first: u16,
    end: u16,
    by: i32,
}

impl Scroll {
    /// How most of what differs in `next` comes from moving rows of `shown`, if it does.
    pub fn between(shown: &Buffer, next: &Buffer) -> Option<Scroll> {
        let rows = 0..next.area.height;
        let first = rows.clone().find(|&row| !alike(shown, row, next, row))?;
        let end = rows.rev().find(|&row| !alike(shown, row, next, row))? + 1;
        let farthest = i32::from(FARTHEST);
        let mut moves = (1..=farthest).flat_map(|by| [by, -by]).map(|by| Scroll { first, end, by });
        moves.find(|scroll| scroll.explains(shown, next))
    }

    /// Whether most of the rows that stay in view are where this would move them, some with letters in them.
    fn explains(self, shown: &Buffer, next: &Buffer) -> bool {
        let moved: Vec<(u16, u16)> = (self.first..self.end).filter_map(|row| Some((self.from(row)?, row))).collect();
        let there: Vec<u16> =
            moved.iter().filter(|&&(from, to)| alike(shown, from, next, to)).map(|(from, _)| *from).collect();
        let written = there.iter().filter(|&&from| has_letters(shown, from)).count();
        written >= usize::from(FEWEST) && there.len() * 3 >= moved.len() * 2
    }

    /// The row that comes to `row`; None for those that come into view.
    fn from(self, row: u16) -> Option<u16> {
        u16::try_from(i32::from(row) + self.by).ok().filter(|from| (self.first..self.end).contains(from))
    }

    /// Moves the rows of `shown`; what comes into view is blank.
    pub fn apply(self, shown: &mut Buffer) {
        let width = usize::from(shown.area.width);
        let cells = &mut shown.content[usize::from(self.first) * width..usize::from(self.end) * width];
        let by = self.by.unsigned_abs() as usize * width;
        let (kept, fresh) = if self.by > 0 {
            cells.rotate_left(by);
            (cells.len() - by, cells.len())
        } else {
            cells.rotate_right(by);
            (0, by)
        };
        cells[kept..fresh].iter_mut().for_each(Cell::reset);
    }
}

impl fmt::Display for Scroll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, count) = (self.first + 1, self.by.unsigned_abs());
        let move_by = if self.by > 0 { 'M' } else { 'L' };
        write!(f, "\x1b[{first};{}r\x1b[{first};1H\x1b[{count}{move_by}\x1b[r", self.end)
    }
}

/// The cells of a row.
fn row(screen: &Buffer, row: u16) -> &[Cell] {
    let width = usize::from(screen.area.width);
    &screen.content[usize::from(row) * width..][..width]
}

/// Whether a row of one screen is that of another, of the same width.
fn alike(one: &Buffer, of_one: u16, other: &Buffer, of_other: u16) -> bool {
    let cells = row(one, of_one).iter().zip(row(other, of_other));
    cells.filter(|(one, other)| one != other).take(SLACK + 1).count() <= SLACK
}

fn has_letters(shown: &Buffer, of: u16) -> bool {
    row(shown, of).iter().any(|cell| !cell.symbol().trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::Scroll;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn screen(rows: &[&str]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, u16::try_from(rows.len()).unwrap()));
        for (y, row) in (0..).zip(rows) {
            buffer.set_string(0, y, row, Style::new());
        }
        buffer
    }

    #[test]
    fn a_text_that_moves_is_moved() {
        let shown = screen(&["head", "one 1", "two 22", "three", "four", "five", "six", "foot"]);
        let next = screen(&["head", "two 22", "three", "four", "five", "six", "seven", "foot"]);
        let scroll = Scroll::between(&shown, &next).unwrap();
        assert_eq!(scroll.to_string(), "\x1b[2;7r\x1b[2;1H\x1b[1M\x1b[r");
        let mut moved = shown.clone();
        scroll.apply(&mut moved);
        assert_eq!(moved, screen(&["head", "two 22", "three", "four", "five", "six", "", "foot"]));
        let back = Scroll::between(&next, &shown).unwrap();
        assert_eq!(back.to_string(), "\x1b[2;7r\x1b[2;1H\x1b[1L\x1b[r");
    }

    #[test]
    fn what_does_not_move_is_left_alone() {
        let shown = screen(&["head", "one 1", "two 22", "three", "four", "five", "six", "foot"]);
        assert_eq!(Scroll::between(&shown, &shown), None);
        let other = screen(&["head", "uno 1", "dos 22", "tres", "cuatro", "cinco", "seis", "foot"]);
        assert_eq!(Scroll::between(&shown, &other), None);
        let empty = screen(&[""; 8]);
        assert_eq!((Scroll::between(&shown, &empty), Scroll::between(&empty, &shown)), (None, None));
    }
}
