//! A page as lines of a given width.
//!
//! Made once for a page and a width; drawing only picks the visible lines.
//! Each piece of a line knows which bytes of its block it shows, so that marks
//! (found words) can be laid over it without a new layout.

mod lines;
mod table;

use crate::page::Look;

/// A place on a page that holds through a change of width: where in the text a line starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The block.
    pub block: usize,
    /// The byte of the block's plain text with which the line starts; the highest for the empty line behind it.
    pub byte: usize,
    /// Counts the lines that start with the same byte: a label over its fact, a rule under the head of a table.
    pub row: usize,
}

/// A page laid out.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The width that it was made for.
    pub width: usize,
    /// The lines, from top to bottom.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Where it stands.
    pub spot: Spot,
    /// What is drawn at its left edge.
    pub gutter: Gutter,
    /// Cells before the first piece.
    pub indent: usize,
    /// The pieces, from left to right.
    pub pieces: Vec<Piece>,
    /// Whether it is of a table that is wider than the page and can be moved sideways.
    pub wide: bool,
}

/// A piece of a line.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// What is shown.
    pub text: String,
    /// How it is meant.
    pub look: Look,
    /// The link that it belongs to.
    pub link: Option<usize>,
    /// The byte of the block's plain text at which it starts; None for what is not in the text (bullets, padding).
    pub start: Option<usize>,
}

/// What is drawn at the left edge of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gutter {
    /// Nothing.
    #[default]
    None,
    /// A bar: a notice.
    Notice,
    /// A bar: the box of facts.
    Facts,
    /// The line is the title.
    Title,
    /// The line is a heading.
    Heading,
    /// The line is a rule.
    Rule,
}

impl Layout {
    /// The line at `spot`, or the last one before it.
    pub fn line_of(&self, spot: Spot) -> usize {
        self.lines.partition_point(|line| line.spot <= spot).saturating_sub(1)
    }

    /// The place of a line; the last one's where there are fewer.
    pub fn spot_of(&self, line: usize) -> Spot {
        self.lines.get(line).or(self.lines.last()).map_or(Spot::default(), |line| line.spot)
    }

    /// The first and last line on which `link` stands.
    pub fn link_lines(&self, link: usize) -> Option<(usize, usize)> {
        let has = |line: &Line| line.pieces.iter().any(|piece| piece.link == Some(link));
        Some((self.lines.iter().position(has)?, self.lines.iter().rposition(has)?))
    }

    /// The first line that shows byte `at` of `block`.
    pub fn line_of_byte(&self, block: usize, at: usize) -> usize {
        let shows = |line: &Line| {
            line.spot.block == block
                && line.pieces.iter().any(|piece| piece.start.is_some_and(|start| at < start + piece.text.len()))
        };
        self.lines.iter().position(shows).unwrap_or_else(|| self.line_of(Spot { block, ..Spot::default() }))
    }
}
