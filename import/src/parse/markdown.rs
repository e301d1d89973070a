//! Markdown. Pages of the web and books arrive here too, once they have been turned into Markdown.

use super::Out;
use crate::format::Format;
use crate::wire::{Line, Why};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads Markdown. Its title is its first heading, if that is an outermost one.
pub(super) fn read(source: &str, out: &mut Out<'_>) -> Result<(), Why> {
    let mut lines = Vec::new();
    blocks(source, &mut |line| lines.push(line));
    let title = lines.iter().find_map(|line| match line {
        Line::Heading { level: 1, text } => Some(text.clone()),
        _ => None,
    });
    let title = title.unwrap_or_default();
    out(Line::Document { format: Format::Markdown, title, lang: String::new(), pages: 0 });
    lines.into_iter().for_each(out);
    Ok(())
}

/// The blocks of `source`: headings, paragraphs, items, rows of tables. What is HTML in it is left out.
pub(super) fn blocks(source: &str, out: &mut Out<'_>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut block = Block::default();
    let mut hidden = false;
    for event in Parser::new_ext(source, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => hidden = true,
            Event::End(TagEnd::MetadataBlock(_)) => hidden = false,
            Event::End(TagEnd::Heading(level)) => block.end_heading(level as u8, out),
            Event::End(TagEnd::TableCell) => block.text.push_str(" | "),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::List(_) | Tag::TableRow)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::CodeBlock) =>
            {
                block.end(out);
            }
            Event::Text(text) | Event::Code(text) if !hidden => block.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => block.text.push('\n'),
            _ => {}
        }
    }
    block.end(out);
}

/// The block that is being put together.
#[derive(Default)]
struct Block {
    text: String,
}

impl Block {
    /// The text so far, without the bar after a row's last cell.
    fn take(&mut self) -> Option<String> {
        let text = std::mem::take(&mut self.text);
        let text = text.trim().trim_end_matches('|').trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn end(&mut self, out: &mut Out<'_>) {
        if let Some(text) = self.take() {
            out(Line::Text(text));
        }
    }

    fn end_heading(&mut self, level: u8, out: &mut Out<'_>) {
        if let Some(text) = self.take() {
            out(Line::Heading { level, text: text.replace('\n', " ") });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::wire::Line;

    #[test]
    fn every_block_is_a_line() {
        let source = "---\ntitle: x\n---\n# Rights\n\nYou have *them*,\nall.\n\n- at `work`\n  - paid\n- at home\n\n\
                      | law | year |\n|---|---|\n| TVPA | 2000 |\n\n<script>no()</script>\n\n## [More](http://x)\n";
        let mut lines = Vec::new();
        read(source, &mut |line| lines.push(line)).unwrap();
        let shown: Vec<String> = lines
            .into_iter()
            .map(|line| match line {
                Line::Document { title, .. } => format!("= {title}"),
                Line::Heading { level, text } => format!("{level} {text}"),
                Line::Text(text) => text,
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "= Rights",
                "1 Rights",
                "You have them,\nall.",
                "at work",
                "paid",
                "at home",
                "law | year",
                "TVPA | 2000",
                "2 More",
            ]
        );
    }
}
