//! From a cleaned document to its passages: pieces that are short enough to find something in, and long enough to be
//! understood.
//!
//! A passage stays on one page and under one heading, so that what is cited is where the citation says.

use crate::read::Block;
use unicode_segmentation::UnicodeSegmentation;
use waypost::library::Passage;

/// The most words of a passage. They are shared out evenly, so most passages have 150 or more.
const MOST_WORDS: usize = 250;

/// Cuts a document into passages.
pub fn passages(blocks: &[Block]) -> Vec<Passage> {
    let mut cutter = Cutter::default();
    for block in blocks {
        match block {
            Block::Page { number, label } => {
                cutter.end();
                (cutter.page, cutter.label) = (*number, label.clone());
            }
            Block::Heading { level, text } => {
                cutter.end();
                cutter.section.retain(|(above, _)| above < level);
                cutter.section.push((*level, text.clone()));
            }
            Block::Text(text) => cutter.add(text),
        }
    }
    cutter.end();
    cutter.passages
}

#[derive(Default)]
struct Cutter {
    passages: Vec<Passage>,
    page: u32,
    label: String,
    /// The headings above, with their levels.
    section: Vec<(u8, String)>,
    /// Characters of the document so far, a line break after each paragraph.
    offset: u64,
    /// What stands under this heading, on this page.
    pieces: Vec<Piece>,
}

/// A paragraph, or a sentence of a long one.
struct Piece {
    offset: u64,
    words: usize,
    text: String,
    /// Whether a paragraph begins with it.
    begins: bool,
}

impl Cutter {
    fn add(&mut self, paragraph: &str) {
        let mut offset = self.offset;
        let mut begins = true;
        for text in pieces(paragraph) {
            let piece = Piece { offset, words: words(text), text: text.trim().to_owned(), begins };
            offset += text.chars().count() as u64;
            begins = false;
            self.pieces.push(piece);
        }
        self.offset = offset + 1;
    }

    /// Ends what stands under this heading, on this page: in passages of about the same length.
    fn end(&mut self) {
        let all: usize = self.pieces.iter().map(|piece| piece.words).sum();
        let each = all.div_ceil(all.div_ceil(MOST_WORDS).max(1));
        let mut words = 0;
        let mut open = false;
        for piece in std::mem::take(&mut self.pieces) {
            if !open || words + piece.words > MOST_WORDS {
                self.passages.push(self.empty(piece.offset));
                words = 0;
            }
            words += piece.words;
            open = words < each;
            if let Some(passage) = self.passages.last_mut() {
                if !passage.text.is_empty() {
                    passage.text.push(if piece.begins { '\n' } else { ' ' });
                }
                passage.text.push_str(&piece.text);
            }
        }
    }

    fn empty(&self, offset: u64) -> Passage {
        let section = self.section.iter().map(|(_, heading)| heading.clone()).collect();
        Passage { page: self.page, label: self.label.clone(), section, offset, text: String::new() }
    }
}

/// A paragraph, or its sentences where it is long, or parts of a sentence that is.
fn pieces(paragraph: &str) -> Vec<&str> {
    if words(paragraph) <= MOST_WORDS {
        return vec![paragraph];
    }
    paragraph.split_sentence_bounds().flat_map(parts).collect()
}

/// A sentence, cut between words where it has too many.
fn parts(sentence: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while let Some(at) = end(rest) {
        let (part, after) = rest.split_at(at);
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// Where the words of `text` begin that are too many.
fn end(text: &str) -> Option<usize> {
    let words = text.unicode_word_indices().nth(MOST_WORDS).map(|(at, _)| at);
    let starts = text.char_indices().zip(std::iter::once(' ').chain(text.chars()));
    let mut starts = starts.filter(|((_, c), before)| before.is_whitespace() && !c.is_whitespace());
    words.into_iter().chain(starts.nth(MOST_WORDS).map(|((at, _), _)| at)).min()
}

/// How many words; a formula counts by its signs, and a script without spaces by its letters.
fn words(text: &str) -> usize {
    text.unicode_words().count().max(text.split_whitespace().count())
}

#[cfg(test)]
mod tests {
    use super::{MOST_WORDS, passages, words};
    use crate::read::Block;

    fn page(number: u32) -> Block {
        Block::Page { number, label: format!("p{number}") }
    }

    fn heading(level: u8, text: &str) -> Block {
        Block::Heading { level, text: text.to_owned() }
    }

    fn prose(words: usize) -> Block {
        let sentence = |at: usize| match at % 12 {
            0 => "Some ",
            11 => "end. ",
            _ => "word ",
        };
        Block::Text((0..words).map(sentence).collect::<String>().trim_end().to_owned())
    }

    #[test]
    fn pages_and_headings_end_a_passage() {
        let document = [
            page(1),
            heading(1, "Visas"),
            prose(30),
            heading(2, "T"),
            prose(20),
            page(2),
            prose(10),
            heading(1, "Law"),
            prose(5),
        ];
        let found = passages(&document);
        let shown: Vec<(u32, &str, String, usize)> =
            found.iter().map(|p| (p.page, p.label.as_str(), p.section.join("/"), words(&p.text))).collect();
        let expected =
            [(1, "p1", "Visas", 30), (1, "p1", "Visas/T", 20), (2, "p2", "Visas/T", 10), (2, "p2", "Law", 5)];
        assert_eq!(shown, expected.map(|(page, label, section, words)| (page, label, section.to_owned(), words)));
    }

    #[test]
    fn long_text_is_shared_out_evenly_at_the_ends_of_paragraphs_and_sentences() {
        for (paragraphs, expected) in
            [(vec![600], 3), (vec![60; 10], 3), (vec![240, 20], 2), (vec![250], 1), (vec![700, 100], 4)]
        {
            let document: Vec<Block> = paragraphs.iter().map(|words| prose(*words)).collect();
            let found = passages(&document);
            assert_eq!(found.len(), expected, "{paragraphs:?}");
            assert!(found.iter().all(|passage| words(&passage.text) <= MOST_WORDS));
            let all: usize = found.iter().map(|passage| words(&passage.text)).sum();
            assert_eq!(all, paragraphs.iter().sum::<usize>(), "no word is lost");
        }
        let found = passages(&[prose(600)]);
        assert!(found.iter().all(|passage| passage.text.ends_with("end.") && words(&passage.text) >= 150));
    }

    #[test]
    fn a_passage_starts_where_its_offset_says() {
        let document = [heading(1, "x"), Block::Text("Erste Zeile über uns".to_owned()), prose(700), page(2), prose(3)];
        let whole: Vec<&str> = document
            .iter()
            .filter_map(|block| if let Block::Text(text) = block { Some(text.as_str()) } else { None })
            .collect();
        let whole = whole.join("\n");
        for passage in passages(&document) {
            let rest: String = whole.chars().skip(usize::try_from(passage.offset).unwrap()).collect();
            assert!(rest.starts_with(passage.text.split('\n').next().unwrap()), "{}", passage.offset);
        }
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let found = passages(&[Block::Text("word ".repeat(1000).trim_end().to_owned())]);
        assert_eq!(found.iter().map(|passage| words(&passage.text)).collect::<Vec<_>>(), [250; 4]);
        let found = passages(&[Block::Text("= + ".repeat(1000).trim_end().to_owned())]);
        assert_eq!(found.iter().map(|passage| words(&passage.text)).collect::<Vec<_>>(), [250; 8]);
    }
}
