//! A frame as the face draws it, as text and as roles.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;
use waypost::app::{Area, Session, World};
use waypost::tui;

/// One frame, and where its cursor is.
pub struct Screenshot(Buffer, Position);

impl Screenshot {
    pub fn of(world: &World, session: &Session) -> Screenshot {
        let size = session.size;
        let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
        terminal.draw(|frame| tui::draw(world, session, frame)).unwrap();
        let cursor = terminal.get_cursor_position().unwrap();
        Screenshot(terminal.backend().buffer().clone(), cursor)
    }

    /// The column and row of the cursor.
    pub fn cursor(&self) -> (u16, u16) {
        (self.1.x, self.1.y)
    }

    /// The whole screen, a line a row, without the spaces at the ends.
    pub fn text(&self) -> String {
        self.part(self.whole())
    }

    /// A part of the screen, a line a row.
    pub fn part(&self, area: Area) -> String {
        self.rows(area, |cells| cells.iter().map(|(_, cell)| cell.symbol()).collect())
    }

    /// A letter for each cell: `b` bold, `u` underlined, `r` reversed; `m` bold and underlined (a word that was
    /// searched for), `h` bold and reversed (help line, phone number, place of find), `f` reversed and underlined (the
    /// link that Enter follows); `.` plain text, a space where there is nothing.
    pub fn styles(&self) -> String {
        self.rows(self.whole(), |cells| {
            cells.iter().map(|(_, cell)| role(cell).to_string().repeat(cell.symbol().width().max(1))).collect()
        })
    }

    /// The stretches of text within `area` whose cells have `role`, from top to bottom.
    pub fn stretches(&self, wanted: char, area: Area) -> Vec<String> {
        let mut stretches = Vec::new();
        for y in area.y..area.y + area.height {
            let mut stretch = String::new();
            for (_, cell) in self.row(area, y) {
                if role(cell) == wanted {
                    stretch.push_str(cell.symbol());
                } else if !stretch.is_empty() {
                    stretches.push(std::mem::take(&mut stretch));
                }
            }
            stretches.extend(Some(stretch).filter(|stretch| !stretch.is_empty()));
        }
        stretches
    }

    /// The column and row at which `text` first stands.
    pub fn find(&self, text: &str) -> Option<(u16, u16)> {
        let area = self.whole();
        (area.y..area.height).find_map(|y| {
            let cells = self.row(area, y);
            let line: String = cells.iter().map(|(_, cell)| cell.symbol()).collect();
            let at = line.find(text)?;
            let mut bytes = 0;
            let (x, _) = cells.iter().find(|(_, cell)| {
                bytes += cell.symbol().len();
                bytes > at
            })?;
            Some((*x, y))
        })
    }

    fn whole(&self) -> Area {
        Area { x: 0, y: 0, width: self.0.area.width, height: self.0.area.height }
    }

    fn rows(&self, area: Area, line: impl Fn(&[(u16, &Cell)]) -> String) -> String {
        let rows = (area.y..area.y + area.height).map(|y| line(&self.row(area, y)).trim_end().to_owned() + "\n");
        rows.collect()
    }

    /// The cells of a row with their columns; what lies under the second half of a wide character is left out.
    fn row(&self, area: Area, y: u16) -> Vec<(u16, &Cell)> {
        let mut cells = Vec::new();
        let mut x = area.x;
        while x < area.x + area.width {
            let cell = &self.0[(x, y)];
            cells.push((x, cell));
            x += u16::try_from(cell.symbol().width().max(1)).unwrap();
        }
        cells
    }
}

fn role(cell: &Cell) -> char {
    let has = |modifier| cell.modifier.contains(modifier);
    match (has(Modifier::BOLD), has(Modifier::UNDERLINED), has(Modifier::REVERSED)) {
        (true, false, false) => 'b',
        (false, true, false) => 'u',
        (false, false, true) => 'r',
        (true, true, _) => 'm',
        (true, false, true) => 'h',
        (false, true, true) => 'f',
        (false, false, false) if cell.symbol() == " " => ' ',
        (false, false, false) => '.',
    }
}
