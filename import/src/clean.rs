//! From what stood on the pages to text that can be searched and read.
//!
//! Letters take one form (NFKC), words that a line end has cut are joined, lines that stand at the edge of many pages go,
//! and so does what could move a cursor or turn a number round on a screen.

use crate::read::Block;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;
use waypost::text::scrub;

/// How many lines at the top and at the bottom of a page may be a running head or foot.
const EDGE: usize = 2;

/// On how many pages a line must stand at the edge to be one.
const PAGES: usize = 3;

/// Cleans a document.
pub fn clean(blocks: Vec<Block>) -> Vec<Block> {
    let blocks = blocks.into_iter().map(normal).collect();
    let blocks = without_running_lines(blocks);
    let words = words(&blocks);
    let joined = |block| match block {
        Block::Text(text) => Block::Text(join(&text, &words)),
        Block::Heading { level, text } => Block::Heading { level, text: join(&text, &words) },
        Block::Page { number, label } => Block::Page { number, label: join(&label, &words) },
    };
    let empty = |block: &Block| match block {
        Block::Text(text) | Block::Heading { text, .. } => text.is_empty(),
        Block::Page { .. } => false,
    };
    blocks.into_iter().map(joined).filter(|block| !empty(block)).collect()
}

/// A name in one line: a title, a heading.
pub fn line(text: &str) -> String {
    join(&normalize(text), &HashSet::new())
}

fn normal(block: Block) -> Block {
    match block {
        Block::Text(text) => Block::Text(normalize(&text)),
        Block::Heading { level, text } => Block::Heading { level, text: normalize(&text) },
        Block::Page { number, label } => Block::Page { number, label: normalize(&label) },
    }
}

/// Each letter in its one form. A soft hyphen is where a word may be cut: at the end of a line it becomes a hyphen, else
/// it goes. What must not reach a terminal goes too.
fn normalize(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{c}', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    let text = text.replace("\u{ad}\n", "-\n").replace('\t', " ");
    let text: String = text.nfkc().filter(|&c| c != '\u{ad}' && scrub::allowed(c)).collect();
    scrub::scrub(&text)
}

/// Takes out lines that stand at the edge of many pages: the running heads and feet, with their page numbers.
fn without_running_lines(blocks: Vec<Block>) -> Vec<Block> {
    let mut pages: HashMap<String, usize> = HashMap::new();
    let mut seen = HashSet::new();
    for (page, edge, line) in lines(&blocks) {
        let key = running(line);
        if edge && seen.insert((page, key.clone())) {
            *pages.entry(key).or_default() += 1;
        }
    }
    let running = |line: &str| pages.get(&running(line)).is_some_and(|pages| *pages >= PAGES);
    let gone: Vec<bool> = lines(&blocks).map(|(_, edge, line)| edge && running(line)).collect();
    let mut gone = gone.into_iter();
    blocks
        .into_iter()
        .map(|block| match block {
            Block::Text(text) => {
                let left: Vec<&str> = text.split('\n').filter(|_| gone.next() != Some(true)).collect();
                Block::Text(left.join("\n"))
            }
            other => other,
        })
        .collect()
}

/// Each line of the texts: the page, counted in `Page` blocks, whether it stands at an edge of it, and the line.
fn lines(blocks: &[Block]) -> impl Iterator<Item = (usize, bool, &str)> {
    let mut pages: Vec<Vec<&str>> = vec![Vec::new()];
    for block in blocks {
        match block {
            Block::Page { .. } => pages.push(Vec::new()),
            Block::Text(text) => pages.last_mut().into_iter().for_each(|page| page.extend(text.split('\n'))),
            Block::Heading { .. } => {}
        }
    }
    pages.into_iter().enumerate().flat_map(|(number, page)| {
        let count = page.len();
        // What stands before the first page stands on none.
        let edge = move |at| number > 0 && (at < EDGE || at + EDGE >= count);
        page.into_iter().enumerate().map(move |(at, line)| (number, edge(at), line))
    })
}

/// What a running line has in common with itself on other pages: its words, with `#` for every number.
fn running(line: &str) -> String {
    let word = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let roman = !bare.is_empty() && bare.chars().all(|c| "ivxlc".contains(c));
        if roman || bare.chars().any(|c| c.is_ascii_digit()) { "#".to_owned() } else { bare }
    };
    line.split_whitespace().map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// All words, hyphens inside included, in small letters.
fn words(blocks: &[Block]) -> HashSet<String> {
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Text(text) => Some(text),
        _ => None,
    });
    let part = |c: char| c.is_alphanumeric() || c == '-';
    let words = texts.flat_map(|text| text.split(move |c| !part(c)));
    words.map(|word| word.trim_matches('-').to_lowercase()).filter(|word| !word.is_empty()).collect()
}

/// Makes one line of several. A word that was cut is joined; the document's other words tell whether its hyphen was there
/// before.
fn join(text: &str, words: &HashSet<String>) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.split('\n').map(without_leaders) {
        match cut_word(&joined, &line) {
            Some((start, rest)) => {
                let known = |word: String| words.contains(&word.to_lowercase());
                if known(format!("{start}{rest}")) || !known(format!("{start}-{rest}")) {
                    joined.pop();
                }
            }
            None if joined.is_empty() || line.is_empty() => {}
            None => joined.push(' '),
        }
        joined.push_str(&line);
    }
    joined
}

/// A line with single spaces, and without the dots that lead the eye to a page number.
fn without_leaders(line: &str) -> String {
    let parts = line.split_whitespace().flat_map(|word| {
        let leads = word.contains("....");
        word.split("....").map(move |part| if leads { part.trim_matches('.') } else { part })
    });
    parts.filter(|part| !matches!(*part, "" | "." | "..")).collect::<Vec<_>>().join(" ")
}

/// The two parts of a word that is cut between `above` and `below`. What goes on with a capital or a digit was not cut.
fn cut_word<'a>(above: &'a str, below: &'a str) -> Option<(&'a str, &'a str)> {
    let outside = |c: char| !(c.is_alphanumeric() || c == '-');
    let start = above.strip_suffix(['-', '\u{2010}'])?.rsplit(outside).next()?;
    let rest = below.split(outside).next()?;
    (start.ends_with(char::is_alphabetic) && rest.starts_with(char::is_lowercase)).then_some((start, rest))
}

#[cfg(test)]
mod tests {
    use super::{Block, clean, line};

    fn text(blocks: &[Block]) -> Vec<&str> {
        blocks
            .iter()
            .filter_map(|block| match block {
                Block::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    fn cleaned(source: &str) -> String {
        text(&clean(vec![Block::Text(source.to_owned())])).join("\n")
    }

    #[test]
    fn golden_texts() {
        for (source, expected) in [
            ("ﬁnancial coﬀee", "financial coffee"),
            ("traf\u{ad}fick\u{ad}\ning", "trafficking"),
            ("a victim of traf-\nficking", "a victim of trafficking"),
            ("a self-employed or self-\nemployed person", "a self-employed or self-employed person"),
            ("pages 12-\n14", "pages 12- 14"),
            ("the T-\nVisa", "the T- Visa"),
            ("call 1\u{202e}888", "call 1888"),
            ("a\u{1b}]0;x\u{7}b\tc", "a]0;xb c"),
            ("me\u{301}xico  and\u{a0}more", "méxico and more"),
            ("می‌خواهم", "می‌خواهم"),
            ("the \u{f0b7} bullet", "the bullet"),
            ("4.1 Visas . . . . . . 12", "4.1 Visas 12"),
            ("Visas..........12 ... and more", "Visas 12 ... and more"),
        ] {
            assert_eq!(cleaned(source), expected, "{source:?}");
        }
    }

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(line(" Trafficking \n in\tPersons\u{202e} "), "Trafficking in Persons");
    }

    #[test]
    fn what_stands_at_the_edge_of_many_pages_goes() {
        let page = |number: u32, body: &str| {
            let label = String::new();
            let head = if number.is_multiple_of(2) { "2024 TIP REPORT" } else { "COUNTRY NARRATIVES" };
            [
                Block::Page { number, label },
                Block::Text(format!("{head}\n{body}\nmore of it\n{body}")),
                Block::Text(number.to_string()),
            ]
        };
        let bodies = ["Call 911 now.", "A visa.", "A law.", "The fourth.", "The fifth.", "The last."];
        let pages = (1..).zip(bodies).flat_map(|(number, body)| page(number, body)).collect();
        let expected: Vec<String> = bodies.iter().map(|body| format!("{body} more of it {body}")).collect();
        assert_eq!(text(&clean(pages)), expected);
    }

    #[test]
    fn a_line_that_two_pages_begin_with_stays() {
        let page =
            |number| [Block::Page { number, label: String::new() }, Block::Text("Who can apply\nx\ny\nz".to_owned())];
        assert_eq!(text(&clean([page(1), page(2)].concat())), ["Who can apply x y z"; 2]);
    }
}
