//! How hard a text is to read.
//!
//! Flesch-Kincaid grade level (Kincaid et al., 1975), which is 0.39 × words per
//! sentence plus 11.8 × syllables per word less 15.59, over every paragraph and
//! list item of a record's body. Nothing in them is left out: neither titles of records nor
//! words of the glossary. Headings, tables and the numbers of citations are no
//! sentences and do not count.

use crate::corpus::Corpus;
use crate::id::Id;
use crate::page::{Block, Look, Page};
use crate::words::Words;

/// The grade of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Readability {
    /// The record.
    pub id: Id,
    /// The Flesch-Kincaid grade.
    pub grade: f64,
    /// Words counted.
    pub words: usize,
}

/// The grade of every English text but the official pages', whose texts are one or two sentences.
pub fn readability(corpus: &Corpus, words: &Words) -> Vec<Readability> {
    let grade = |record: &crate::corpus::Record| {
        let page = Page::of(corpus, words, &record.id)?;
        Some(of_page(&page))
    };
    corpus.records().iter().filter(|record| record.publisher.is_none()).filter_map(grade).collect()
}

fn of_page(page: &Page) -> Readability {
    let (mut sentence_count, mut word_count, mut syllable_count) = (0, 0, 0);
    for block in &page.blocks[page.body.clone()] {
        let (Block::Paragraph(runs) | Block::Item { runs, .. }) = block else { continue };
        let said = runs.iter().filter(|run| run.look != Look::Citation);
        let plain: String = said.map(|run| run.text.as_str()).collect();
        let words = words(&plain);
        word_count += words.len();
        syllable_count += words.iter().map(|word| syllables(word)).sum::<usize>();
        sentence_count += sentences(&plain).count();
    }
    Readability { id: page.id.clone(), grade: grade(sentence_count, word_count, syllable_count), words: word_count }
}

#[allow(clippy::cast_precision_loss, reason = "a text has far fewer words than a float can count")]
fn grade(sentences: usize, words: usize, syllables: usize) -> f64 {
    if words == 0 || sentences == 0 {
        return 0.0;
    }
    0.39 * words as f64 / sentences as f64 + 11.8 * syllables as f64 / words as f64 - 15.59
}

/// The sentences of a text: what ends in `.`, `!`, `?` or `:` and a space, and holds a letter.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_end();
    let mut start = 0;
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let boundary = after.is_empty() || after.starts_with([' ', '\n', '\u{a0}', '[', '"', '”']);
        if matches!(c, '.' | '!' | '?' | ':') && boundary && !abbreviation(&text[start..=at]) {
            ends.push((start, at + 1));
            start = at + 1;
        }
    }
    ends.push((start, text.len()));
    ends.into_iter().map(|(from, to)| &text[from..to]).filter(|sentence| sentence.chars().any(char::is_alphabetic))
}

/// `U.S.` and single letters with a full stop do not end a sentence.
fn abbreviation(text: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit([' ', '\n', '.']).next().unwrap_or_default();
    text.ends_with('.') && word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
}

fn words(text: &str) -> Vec<&str> {
    let edge = |c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
    text.split(edge).filter(|word| word.chars().any(char::is_alphabetic)).collect()
}

/// Syllables by vowel groups: a silent final e, -es or -ed does not count; at least one.
fn syllables(word: &str) -> usize {
    let lower: String = word.to_lowercase().chars().filter(char::is_ascii_lowercase).collect();
    if lower.len() <= 3 {
        return 1;
    }
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let letters: Vec<char> = lower.chars().collect();
    let mut count = 0;
    let mut before = false;
    for &c in &letters {
        count += usize::from(vowel(c) && !before);
        before = vowel(c);
    }
    let [.., third, second, last] = letters.as_slice() else { return count.max(1) };
    let silent = match (second, last) {
        (consonant, 'e') => !vowel(*consonant) && *consonant != 'l',
        ('e', 's') => !matches!(third, 's' | 'x' | 'z' | 'h' | 'c' | 'g') && !vowel(*third),
        ('e', 'd') => !matches!(third, 't' | 'd') && !vowel(*third),
        _ => false,
    };
    count.saturating_sub(usize::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::{grade, sentences, syllables};

    #[test]
    fn syllables_are_counted_as_one_hears_them() {
        for (word, count) in [
            ("visa", 2),
            ("help", 1),
            ("trafficking", 3),
            ("passport", 2),
            ("take", 1),
            ("passes", 2),
            ("worked", 1),
            ("wanted", 2),
            ("certification", 5),
            ("table", 2),
            ("the", 1),
            ("asylum", 3),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn sentences_end_where_people_stop() {
        let text = "Call now. It is free! In the U.S. you have rights: all of them. Is it?";
        assert_eq!(sentences(text).count(), 5);
        assert_eq!(sentences("no end").count(), 1);
        assert_eq!(sentences("It is free.\u{a0}[1]").count(), 1);
    }

    #[test]
    fn the_grade_is_kincaids() {
        // 100 words in 5 sentences with 130 syllables.
        assert!((grade(5, 100, 130) - 7.55).abs() < 1e-9);
    }
}
