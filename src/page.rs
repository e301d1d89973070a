//! A page: one record in one language, ready to show.
//!
//! The closed set of [`Block`]s stands between what editors write and what a
//! face shows: a face cannot invent structure, and a text cannot reach the
//! screen by any other way. Facts are filled in, links are checked, citations
//! are numbered.

mod bibliography;
mod build;
mod markdown;
mod value;

use crate::id::Id;
use crate::lang::Lang;
use std::ops::Range;

pub(crate) use markdown::{Body, Trouble, read as read_markdown};
pub use value::{hours_well_formed, shown};

/// One record in one language.
#[derive(Clone, Debug)]
pub struct Page {
    /// The record.
    pub id: Id,
    /// The language of the text, which is English where the one asked for has none.
    pub lang: Lang,
    /// The record's title.
    pub title: String,
    /// What stands on the page, from top to bottom.
    pub blocks: Vec<Block>,
    /// The blocks between the head (title, facts) and the foot (see also, sources).
    pub body: Range<usize>,
    /// Where links and citations lead; [`Run::link`] counts in here.
    pub links: Vec<Target>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The record.
    pub id: Id,
    /// The section to open it at.
    pub anchor: Option<String>,
    /// The number of the citation, where the link is one.
    pub citation: Option<usize>,
    /// `p. 12`, where a citation names a place.
    pub place: Option<String>,
}

impl Target {
    /// A link to the start of a record.
    pub fn record(id: Id) -> Target {
        Target { id, anchor: None, citation: None, place: None }
    }
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The record's title.
    Title(Runs),
    /// A quiet line: official name, date of the check.
    Small(Runs),
    /// A notice that must be seen: the caution, a missing translation.
    Notice(Runs),
    /// What the record gives, in a sentence or two.
    Lead(Runs),
    /// The box of facts.
    Facts(Vec<FactRow>),
    /// A heading of level 2 or 3; the anchor is the same in every language.
    Heading {
        /// 2 or 3.
        level: u8,
        /// The section's permanent name.
        anchor: String,
        /// The words.
        runs: Runs,
    },
    /// A paragraph.
    Paragraph(Runs),
    /// An item of a list.
    Item {
        /// 0 for an outermost list.
        depth: u8,
        /// What stands before it.
        marker: Marker,
        /// The words.
        runs: Runs,
    },
    /// A table; the first row is the head.
    Table(Vec<Vec<Runs>>),
}

/// What stands before an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A bullet.
    Bullet,
    /// A step's number.
    Number(u64),
    /// The number of a citation.
    Citation(usize),
    /// Nothing: a further paragraph of the item above.
    None,
}

/// A row of the box of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    /// What the fact is about, in the language's words.
    pub label: String,
    /// The fact.
    pub runs: Runs,
}

/// A stretch of text in pieces of one look each.
pub type Runs = Vec<Run>;

/// A piece of text with one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The text, in logical order.
    pub text: String,
    /// How it is meant.
    pub look: Look,
    /// The place in [`Page::links`] that it leads to.
    pub link: Option<usize>,
}

/// How a piece of text is meant; a face decides how that looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    /// Running text.
    #[default]
    Plain,
    /// Important.
    Strong,
    /// Stressed, or a title of a work.
    Emphasis,
    /// A fact that must be read exactly.
    Fact,
    /// A number to call or write to. Nobody may miss it.
    Phone,
    /// The number of a citation.
    Citation,
    /// What a fact is about.
    Label,
    /// Said more quietly.
    Quiet,
}

impl Run {
    /// A piece without a link.
    pub fn new(text: impl Into<String>, look: Look) -> Run {
        Run { text: text.into(), look, link: None }
    }
}

impl Block {
    /// The text of the block without its looks. Cells and rows are set apart by a newline, so that no phrase runs
    /// from one into the next; byte offsets in it are what finding and marking count in.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for (at, part) in self.parts().into_iter().enumerate() {
            if at > 0 {
                plain.push('\n');
            }
            part.iter().for_each(|run| plain.push_str(&run.text));
        }
        plain
    }

    /// The text of the block as a piece of it is shown apart from its page: each fact with its label, rows and cells set
    /// apart by a dot, without the numbers of citations.
    pub fn shown(&self) -> String {
        let part = |runs: &[Run]| {
            let mut shown = String::new();
            for run in runs {
                if run.look == Look::Citation {
                    // Its number was held to the last word.
                    shown.truncate(shown.trim_end_matches('\u{a0}').len());
                } else {
                    shown.push_str(&run.text);
                }
            }
            shown
        };
        let parts: Vec<String> = match self {
            Block::Facts(rows) => {
                rows.iter().map(|row| format!("{}:\u{a0}{}", held(&row.label), part(&row.runs))).collect()
            }
            _ => self.parts().into_iter().map(part).collect(),
        };
        parts.join(" · ")
    }

    /// The stretches of text that the block is made of, in reading order.
    pub fn parts(&self) -> Vec<&[Run]> {
        match self {
            Block::Title(runs)
            | Block::Small(runs)
            | Block::Notice(runs)
            | Block::Lead(runs)
            | Block::Heading { runs, .. }
            | Block::Paragraph(runs)
            | Block::Item { runs, .. } => vec![runs],
            Block::Facts(rows) => rows.iter().map(|row| row.runs.as_slice()).collect(),
            Block::Table(rows) => rows.iter().flatten().map(Vec::as_slice).collect(),
        }
    }
}

/// A label of which no word may be cut off. Of a long one, the last word stays with the fact.
fn held(label: &str) -> String {
    const SHORT: usize = 12;
    if label.chars().count() <= SHORT { label.replace(' ', "\u{a0}") } else { label.to_owned() }
}

/// A section of a page: what search keeps and opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The block at which the section starts.
    pub block: usize,
    /// The heading; empty for the head of the page.
    pub heading: String,
    /// The text under it, as search knows it.
    pub text: String,
    /// The same as a stretch of it is shown alone: facts with their labels, no numbers of citations.
    pub shown: String,
}

impl Page {
    /// The block that has `anchor`.
    pub fn anchor(&self, anchor: &str) -> Option<usize> {
        self.blocks.iter().position(|block| matches!(block, Block::Heading { anchor: found, .. } if found == anchor))
    }

    /// The headings of the body with their blocks and levels.
    pub fn headings(&self) -> Vec<(usize, u8, String)> {
        let heading = |(at, block): (usize, &Block)| match block {
            Block::Heading { level, .. } => Some((at, *level, block.plain())),
            _ => None,
        };
        self.blocks.iter().enumerate().filter_map(heading).collect()
    }

    /// The head and the body, cut at the headings. What leads elsewhere (see also, sources) is left out.
    pub fn sections(&self) -> Vec<Section> {
        let section = |block, heading| Section { block, heading, text: String::new(), shown: String::new() };
        let mut sections = vec![section(0, String::new())];
        for (at, block) in self.blocks.iter().enumerate().take(self.body.end) {
            let last = sections.last_mut().expect("a page starts with a section");
            match block {
                // Title and official name have a field of their own in the index; the caution is the same on many pages.
                Block::Title(_) | Block::Small(_) | Block::Notice(_) => {}
                Block::Heading { .. } => sections.push(section(at, block.plain())),
                _ => {
                    for (text, more) in [(&mut last.text, block.plain()), (&mut last.shown, block.shown())] {
                        if !text.is_empty() {
                            text.push('\n');
                        }
                        text.push_str(&more);
                    }
                }
            }
        }
        sections
    }
}
