//! Reading one file, worker by worker, so that what ends a worker costs a page and not the document.

use crate::format::Format;
use crate::process::Workers;
use crate::wire::{LONGEST_ANSWER, Line, Request, Why};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::time::{Duration, Instant};
use waypost::error::Error;

/// How many pages one worker reads.
const BATCH: u32 = 20;

/// How long one document may take. A file that was made to waste time must not keep an advocate waiting for hours.
const LONGEST: Duration = Duration::from_secs(600);

/// A piece of a document, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A page begins.
    Page {
        /// Its place, from 1.
        number: u32,
        /// What is printed on it; empty where nobody knows.
        label: String,
    },
    /// A heading.
    Heading {
        /// From 1, the outermost.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Text(String),
}

/// What was read of a file.
#[derive(Debug)]
pub struct Reading {
    /// What it is.
    pub format: Format,
    /// The title that it gives itself; empty where it has none.
    pub title: String,
    /// The language that it says it is in; empty where it says none.
    pub lang: String,
    /// How many pages it has; 0 where it is not in pages.
    pub pages: u32,
    /// The text.
    pub blocks: Vec<Block>,
    /// The pages that cannot be read, and why.
    pub unreadable: BTreeMap<u32, Why>,
    /// The pages with pictures, and little or no text.
    pub pictures: BTreeSet<u32>,
}

/// Reads a file of these bytes. `progress` is told how many pages of how many are done.
///
/// # Errors
/// Where no worker can be started or locked away. The inner error says why nothing of the file can be read.
pub fn read(
    workers: &Workers,
    bytes: &[u8],
    progress: &mut dyn FnMut(u32, u32),
) -> Result<Result<Reading, Why>, Error> {
    let start = workers.ask(Request::Start, bytes)?;
    let mut lines = start.lines.into_iter();
    let Some(Line::Document { format, title, lang, pages }) = lines.next() else {
        return Ok(Err(start.failed.unwrap_or(Why::Died)));
    };
    let reading = Reading {
        format,
        title,
        lang,
        pages,
        blocks: Vec::new(),
        unreadable: BTreeMap::new(),
        pictures: BTreeSet::new(),
    };
    let mut reader = Reader { workers, bytes, outline: BTreeMap::new(), reading, text: 0, begun: Instant::now() };
    match start.failed {
        // An outline that cannot be read costs the outline.
        _ if pages > 0 => reader.take_outline(lines),
        Some(why) => return Ok(Err(why)),
        None => reader.take(lines, 0..1),
    }
    for first in (1..=pages).step_by(BATCH as usize) {
        let end = (first + BATCH).min(pages + 1);
        reader.pages(first..end)?;
        if reader.text > LONGEST_ANSWER {
            return Ok(Err(Why::TooLarge));
        }
        progress(end - 1, pages);
    }
    Ok(Ok(reader.reading))
}

struct Reader<'a> {
    workers: &'a Workers,
    bytes: &'a [u8],
    /// The headings that the file's own outline gives to each page.
    outline: BTreeMap<u32, Vec<Block>>,
    reading: Reading,
    /// Bytes of text so far.
    text: u64,
    begun: Instant,
}

impl Reader<'_> {
    /// Reads `pages` in one worker; if that fails, each in its own.
    fn pages(&mut self, pages: Range<u32>) -> Result<(), Error> {
        if self.begun.elapsed() > LONGEST {
            self.reading.unreadable.extend(pages.map(|page| (page, Why::Slow)));
            return Ok(());
        }
        let request = Request::Pages { first: pages.start, count: pages.end - pages.start };
        let answer = self.workers.ask(request, self.bytes)?;
        match answer.failed {
            None => self.take(answer.lines.into_iter(), pages),
            Some(why) if pages.len() == 1 => {
                self.reading.unreadable.insert(pages.start, why);
            }
            Some(_) => {
                for page in pages {
                    self.pages(page..page + 1)?;
                }
            }
        }
        Ok(())
    }

    /// Takes what a worker has said about `pages`. What it was not asked for does not count.
    fn take(&mut self, lines: impl Iterator<Item = Line>, pages: Range<u32>) {
        for line in lines {
            match line {
                Line::Page { number, label } if pages.contains(&number) => {
                    self.reading.blocks.push(Block::Page { number, label });
                    self.reading.blocks.extend(self.outline.remove(&number).unwrap_or_default());
                }
                Line::Heading { level, text } => self.reading.blocks.push(Block::Heading { level, text }),
                Line::Text(text) => {
                    self.text += text.len() as u64;
                    self.reading.blocks.push(Block::Text(text));
                }
                Line::Picture { page } if pages.contains(&page) => {
                    self.reading.pictures.insert(page);
                }
                Line::Unreadable { page, why } if pages.contains(&page) => {
                    self.reading.unreadable.insert(page, why);
                }
                _ => {}
            }
        }
    }

    fn take_outline(&mut self, lines: impl Iterator<Item = Line>) {
        let mut page = 0;
        for line in lines {
            match line {
                Line::Page { number, .. } => page = number,
                Line::Heading { level, text } => {
                    self.outline.entry(page).or_default().push(Block::Heading { level, text });
                }
                _ => {}
            }
        }
    }
}
