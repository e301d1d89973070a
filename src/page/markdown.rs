//! From an editor's Markdown to blocks.
//!
//! The subset: headings of level 2 and 3 with `{#anchor}`, paragraphs, lists,
//! tables, emphasis, links to records `[words](kind/slug#anchor)`, facts
//! `{name}` and `{kind/slug#name}`, citations `[@slug]`, `[@slug#anchor, p. 12]`,
//! `[@one; @two]`. What is outside it, or leads nowhere, is noted with its
//! place; the page shows the words all the same.

mod inline;

use super::{Block, Look, Marker, Runs, Target};
use crate::corpus::Corpus;
use crate::corpus::facts::Facts;
use crate::id::Id;
use crate::words::Words;
use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

/// Something in a text that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// Byte offset in the body.
    pub at: usize,
    /// What is wrong, a full sentence.
    pub what: String,
    /// What to do.
    pub fix: &'static str,
    /// The record that it should have led to.
    pub to: Option<Id>,
}

/// What a text gives.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub blocks: Vec<Block>,
    /// For each block, the byte offset in the text at which it starts.
    pub offsets: Vec<usize>,
    pub links: Vec<Target>,
    /// What was cited, each entry of the page's list of sources once.
    pub cited: Vec<Target>,
    pub trouble: Vec<Trouble>,
}

/// Reads `text`; `own` are the facts that a bare `{name}` means.
pub(crate) fn read(text: &str, own: &Facts, corpus: &Corpus, words: &Words) -> Body {
    let citation = |link: BrokenLink<'_>| {
        link.reference.starts_with('@').then(|| (CowStr::from(link.reference.to_string()), CowStr::from("")))
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let events = Parser::new_with_broken_link_callback(text, options, Some(citation)).into_offset_iter();
    let mut reader = Reader { own, corpus, words, body: Body::default(), state: State::default() };
    for (event, range) in TextMergeWithOffset::new(events) {
        reader.event(event, range.start);
    }
    reader.body
}

struct Reader<'a> {
    own: &'a Facts,
    corpus: &'a Corpus,
    words: &'a Words,
    body: Body,
    state: State,
}

/// Where in the text the reader is.
#[derive(Default)]
struct State {
    runs: Runs,
    strong: usize,
    emphasis: usize,
    link: Option<usize>,
    /// Inside `[@…]`: what has been cited so far; its words are not shown.
    citing: Option<String>,
    /// One entry a list that is open: the number of the next step, or None for bullets.
    lists: Vec<Option<u64>>,
    marker: Option<Marker>,
    heading: Option<(u8, String)>,
    rows: Option<Vec<Vec<Runs>>>,
    start: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text, at),
            Event::SoftBreak | Event::HardBreak => self.push(" ", Look::Plain),
            Event::Html(_) | Event::InlineHtml(_) => {
                self.trouble(at, "HTML is not shown.".into(), "Write it in plain Markdown.");
            }
            Event::Rule => self.trouble(at, "A rule is not shown.".into(), "Use a heading."),
            _ => self.trouble(at, "This is outside the small Markdown of records.".into(), "See corpus/README.md."),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Paragraph => self.begin(at),
            Tag::Heading { level, id, .. } => {
                self.begin(at);
                let level = match level {
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    _ => {
                        self.trouble(at, "A heading has level 2 or 3.".into(), "Write ## or ###.");
                        2
                    }
                };
                let anchor = id.map(|id| id.to_string()).unwrap_or_default();
                if anchor.is_empty() {
                    self.trouble(
                        at,
                        "The heading has no id.".into(),
                        "Write ## Words {#id}; the id is the same in every language.",
                    );
                }
                self.state.heading = Some((level, anchor));
            }
            Tag::List(first) => {
                self.flush_item();
                self.state.lists.push(first);
            }
            Tag::Item => {
                self.begin(at);
                self.state.marker = Some(match self.state.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        Marker::Number(*number - 1)
                    }
                    _ => Marker::Bullet,
                });
            }
            Tag::Table(_) => {
                self.begin(at);
                self.state.rows = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(rows) = &mut self.state.rows {
                    rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.state.runs.clear(),
            Tag::Strong => self.state.strong += 1,
            Tag::Emphasis => self.state.emphasis += 1,
            Tag::Link { dest_url, .. } if dest_url.starts_with('@') => self.state.citing = Some(dest_url.to_string()),
            Tag::Link { dest_url, .. } => self.state.link = self.link(&dest_url, at),
            Tag::HtmlBlock => {}
            _ => self.trouble(at, "This is outside the small Markdown of records.".into(), "See corpus/README.md."),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                if self.state.lists.is_empty() {
                    let runs = self.take();
                    self.block(Block::Paragraph(runs));
                } else {
                    self.flush_item();
                }
            }
            TagEnd::Heading(_) => {
                let runs = self.take();
                if let Some((level, anchor)) = self.state.heading.take() {
                    self.block(Block::Heading { level, anchor, runs });
                }
            }
            TagEnd::Item => {
                self.flush_item();
                self.state.marker = None;
            }
            TagEnd::List(_) => {
                self.state.lists.pop();
            }
            TagEnd::TableCell => {
                let cell = self.take();
                if let Some(row) = self.state.rows.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some(rows) = self.state.rows.take() {
                    self.block(Block::Table(rows));
                }
            }
            TagEnd::Strong => self.state.strong -= 1,
            TagEnd::Emphasis => self.state.emphasis -= 1,
            TagEnd::Link => {
                self.state.link = None;
                if let Some(keys) = self.state.citing.take() {
                    self.cite(&keys);
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, at: usize) {
        self.state.start = at;
        if self.state.lists.is_empty() {
            self.state.runs.clear();
        }
    }

    fn block(&mut self, block: Block) {
        self.body.blocks.push(block);
        self.body.offsets.push(self.state.start);
    }

    /// Ends the item's present paragraph; a further one of the same item has no marker.
    fn flush_item(&mut self) {
        let runs = self.take();
        if runs.is_empty() {
            return;
        }
        let depth = self.state.lists.len().saturating_sub(1).try_into().unwrap_or(u8::MAX);
        let marker = self.state.marker.replace(Marker::None).unwrap_or(Marker::None);
        self.block(Block::Item { depth, marker, runs });
    }

    fn take(&mut self) -> Runs {
        std::mem::take(&mut self.state.runs)
    }

    fn trouble(&mut self, at: usize, what: String, fix: &'static str) {
        self.body.trouble.push(Trouble { at, what, fix, to: None });
    }

    /// Trouble with what should lead to record `to`, if that is an id at all.
    fn astray(&mut self, at: usize, to: Option<Id>, what: String, fix: &'static str) {
        self.body.trouble.push(Trouble { at, what, fix, to });
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, read};
    use crate::corpus::Corpus;
    use crate::corpus::facts::Facts;
    use crate::lang::Lang;
    use crate::page::{Block, Look, Marker};
    use crate::words::Words;

    fn body(text: &str) -> Body {
        let facts = Facts::parse(
            r#"{"group":"t","checked_on":"2026-11-22","confidence":"high","recheck_days":30,"facts":{
                "stay":{"value":{"years":4},"sources":["uscis-victims"],"as_of":"2026","confidence":"high"}}}"#,
        )
        .unwrap();
        read(text, &facts, &Corpus::shipped(), &Words::new(Lang::En))
    }

    #[test]
    fn facts_are_filled_in_and_citations_numbered() {
        let body =
            body("Stay {stay}. [@uscis-victims] Call {service/911#phone}. [@uscis-victims; @feldmann-2023, p. 9]\n");
        let Block::Paragraph(runs) = &body.blocks[0] else { panic!("{:?}", body.blocks) };
        let seen: Vec<(&str, Look)> = runs.iter().map(|run| (run.text.as_str(), run.look)).collect();
        assert_eq!(
            seen,
            [
                ("Stay ", Look::Plain),
                ("4 years", Look::Fact),
                (".\u{a0}", Look::Plain),
                ("[1]", Look::Citation),
                (" Call ", Look::Plain),
                ("911", Look::Phone),
                (".\u{a0}", Look::Plain),
                ("[1]", Look::Citation),
                ("[2]", Look::Citation),
            ]
        );
        assert_eq!(body.cited[1].place.as_deref(), Some("p. 9"));
        assert_eq!(body.trouble, []);
    }

    #[test]
    fn lists_keep_their_numbers_and_depth() {
        let body = body("1. one\n2. two\n   - deep\n\n- loose\n\n  more\n");
        let items: Vec<(u8, Marker, String)> = body
            .blocks
            .iter()
            .map(|block| match block {
                Block::Item { depth, marker, .. } => (*depth, *marker, block.plain()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            items,
            [
                (0, Marker::Number(1), "one".to_owned()),
                (0, Marker::Number(2), "two".to_owned()),
                (1, Marker::Bullet, "deep".to_owned()),
                (0, Marker::Bullet, "loose".to_owned()),
                (0, Marker::None, "more".to_owned()),
            ]
        );
    }

    #[test]
    fn headings_and_tables_come_whole() {
        let body = body("## Who can ask {#for-me}\n\n| a | b |\n|---|---|\n| **1** | 2 |\n");
        assert!(matches!(&body.blocks[0], Block::Heading { level: 2, anchor, .. } if anchor == "for-me"));
        assert_eq!(body.blocks[1].plain(), "a\nb\n1\n2");
    }

    #[test]
    fn what_leads_nowhere_is_named_with_its_place() {
        for (text, word) in [
            ("a {none}\n", "{none}"),
            ("a [x](visa/none)\n", "visa/none"),
            ("a [x](https://example.org)\n", "example.org"),
            ("a [@no-such-source]\n", "@no-such-source"),
            ("# Big\n", "level"),
            ("## No id\n", "no id"),
            ("<b>x</b>\n", "HTML"),
        ] {
            let body = body(text);
            assert!(body.trouble.iter().any(|trouble| trouble.what.contains(word)), "{text}: {:?}", body.trouble);
        }
    }
}
