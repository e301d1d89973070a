//! Menus: a title and items to choose from.

use super::Canvas;
use crate::app::{Area, Doc, Session, menu_top};
use crate::lang::Lang;
use crate::words::Msg;
use ratatui::layout::Position;

/// The choice of language, each by its own name.
pub(super) fn languages(canvas: &mut Canvas<'_>, area: Area, session: &Session, cursor: usize) -> Option<Position> {
    let items: Vec<(usize, String)> = Lang::all().map(|lang| (0, lang.own_name().to_owned())).collect();
    let title = session.words.text(Msg::LanguageTitle);
    let note = session.words.text(Msg::LanguageEnglishOnly);
    draw(canvas, area, &format!("{title} · {note}"), &items, cursor)
}

/// The headings of the page.
pub(super) fn headings(canvas: &mut Canvas<'_>, area: Area, session: &Session, cursor: usize) -> Option<Position> {
    let of_document = session.doc.as_ref().is_some_and(|doc| doc.part.is_some());
    let headings = session.doc.as_ref().map(Doc::headings).unwrap_or_default();
    let items: Vec<(usize, String)> = headings.into_iter().map(|(level, text)| (level * 2, text)).collect();
    let title = match of_document {
        _ if items.is_empty() => Msg::HeadingsNone,
        true => Msg::HeadingsTitleDocument,
        false => Msg::HeadingsTitle,
    };
    draw(canvas, area, &session.words.text(title), &items, cursor)
}

fn draw(
    canvas: &mut Canvas<'_>,
    area: Area,
    title: &str,
    items: &[(usize, String)],
    cursor: usize,
) -> Option<Position> {
    canvas.text(area.x + 1, area.y, title, canvas.palette.heading, area);
    let top = menu_top(cursor, usize::from(area.height));
    let mut at = None;
    for (y, (number, (indent, text))) in (area.y + 2..area.y + area.height).zip(items.iter().enumerate().skip(top)) {
        let here = number == cursor;
        let style = if here { canvas.palette.chosen } else { canvas.palette.plain };
        if here {
            canvas.row(y, style, area);
            at = Some(Position { x: area.x, y });
        }
        canvas.text(area.x + 2 + u16::try_from(*indent).unwrap_or(0), y, text, style, area);
    }
    at
}
