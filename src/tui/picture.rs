//! A frame as an SVG picture, for documents.

use super::draw;
use crate::app::{Session, World};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

/// Width and height of a cell in the picture.
const CELL: (u16, u16) = (9, 19);

/// Draws `session` and returns the frame as SVG: a rectangle for each stretch of ground, a text for each of letters.
pub fn svg(world: &World, session: &Session) -> String {
    let size = session.size;
    let Ok(mut terminal) = Terminal::new(TestBackend::new(size.width, size.height));
    let Ok(_) = terminal.draw(|frame| draw(world, session, frame));
    let buffer = terminal.backend().buffer();
    let (width, height) = (size.width * CELL.0 + 16, size.height * CELL.1 + 16);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"DejaVu Sans Mono, \
         Menlo, Consolas, monospace\" font-size=\"15\">\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" \
         fill=\"{}\"/>\n",
        hex(buffer[(0, size.height - 1)].bg, "#14181d"),
    );
    for y in 0..size.height {
        let cells: Vec<&Cell> = (0..size.width).map(|x| &buffer[(x, y)]).collect();
        let mut x = 0;
        while x < cells.len() {
            let same = cells[x..].iter().take_while(|cell| style(cell) == style(cells[x])).count();
            stretch(&mut out, &cells[x..x + same], x, y);
            x += same;
        }
    }
    out + "</svg>\n"
}

fn style(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

fn stretch(out: &mut String, cells: &[&Cell], x: usize, y: u16) {
    let text: String = cells.iter().map(|cell| cell.symbol()).collect();
    let (left, top) = (x * usize::from(CELL.0) + 8, y * CELL.1 + 8);
    let first = cells[0];
    let ground = hex(first.bg, "#14181d");
    let width = cells.len() * usize::from(CELL.0);
    let _ = writeln!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{ground}\"/>", CELL.1);
    if text.trim().is_empty() {
        return;
    }
    let mut looks = String::new();
    if first.modifier.contains(Modifier::BOLD) {
        looks.push_str(" font-weight=\"bold\"");
    }
    if first.modifier.contains(Modifier::UNDERLINED) {
        looks.push_str(" text-decoration=\"underline\"");
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{width}\" xml:space=\"preserve\" fill=\"{}\"{looks}>{text}</text>",
        top + 14,
        hex(first.fg, "#e8e8e4"),
    );
}

fn hex(colour: Color, otherwise: &str) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => otherwise.to_owned(),
    }
}
