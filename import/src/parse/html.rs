//! Pages of the web: what a reader came for, without menus and banners.

use super::{Out, markdown, nesting, text};
use crate::format::Format;
use crate::wire::{Line, Why};
use dom_smoothie::{Config, Readability};
use htmd::HtmlToMarkdown;

/// Tags that hold nothing to read.
const SKIPPED: [&str; 12] =
    ["head", "script", "style", "noscript", "template", "nav", "iframe", "svg", "button", "img", "video", "audio"];

/// More elements than a page has that people read. What counts them is quick; what comes after it is not.
const MOST_ELEMENTS: usize = 500_000;

/// Reads a page of the web.
pub(super) fn read(bytes: &[u8], out: &mut Out<'_>) -> Result<(), Why> {
    let source = text::decode(bytes);
    nesting::check(&source)?;
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let mut page = Readability::new(&*source, None, Some(config)).map_err(|_| Why::Damaged)?;
    let head = page.get_article_metadata(None);
    let title = page.get_article_title().to_string();
    let lang = head.lang.unwrap_or_default();
    out(Line::Document { format: Format::Html, title, lang, pages: 0 });
    // A short page, or one that is a list of links, has no main part that stands out: then all of it counts.
    match page.parse() {
        Ok(article) => blocks(&article.content, out),
        Err(_) => blocks(&source, out),
    }
}

/// The blocks of HTML, menus and scripts left out.
pub(super) fn blocks(html: &str, out: &mut Out<'_>) -> Result<(), Why> {
    let converter = HtmlToMarkdown::builder().skip_tags(SKIPPED.to_vec()).build();
    markdown::blocks(&converter.convert(html).map_err(|_| Why::Damaged)?, out);
    Ok(())
}
