//! Words that differ from a misspelt one by a few letters.
//!
//! The dictionary is walked with an automaton: where the start of a word is
//! already too different, nothing that goes on from it is read. That spares
//! most of some ten thousand words.

use tantivy_fst::Automaton;

/// The wrong letters that a word of this length may have: none under 4 letters, 1 up to 7, 2 from 8.
pub fn tolerance(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The words that have at most so many wrong letters: inserted, dropped, changed, or swapped with their neighbour.
/// (Optimal string alignment distance.)
pub struct Near {
    letters: Vec<char>,
    limit: usize,
}

/// A row of the table of distances: from what was read of a word to each start of the other.
#[derive(Clone)]
pub struct Row {
    row: Vec<usize>,
    /// The row before, and the letter that led from it.
    before: Option<(Vec<usize>, char)>,
    /// The bytes of a letter that is not yet whole.
    part: Vec<u8>,
}

impl Near {
    /// The words with at most `limit` wrong letters against `word`.
    pub fn new(word: &str, limit: usize) -> Near {
        Near { letters: word.chars().collect(), limit }
    }

    /// How many letters of `word` are wrong; None where more than the limit.
    pub fn wrong(&self, word: &str) -> Option<usize> {
        let end = word.chars().fold(self.start(), |row, letter| self.after(&row, letter));
        end.row.last().copied().filter(|&wrong| wrong <= self.limit)
    }

    fn after(&self, above: &Row, letter: char) -> Row {
        let mut row = Vec::with_capacity(above.row.len());
        row.push(above.row[0] + 1);
        for (at, &own) in self.letters.iter().enumerate() {
            let mut cost = (above.row[at] + usize::from(own != letter)).min(above.row[at + 1] + 1).min(row[at] + 1);
            if let Some((before, last)) = &above.before
                && at > 0
                && own == *last
                && self.letters[at - 1] == letter
            {
                cost = cost.min(before[at - 1] + 1);
            }
            row.push(cost);
        }
        Row { row, before: Some((above.row.clone(), letter)), part: Vec::new() }
    }
}

impl Automaton for Near {
    type State = Row;

    fn start(&self) -> Row {
        Row { row: (0..=self.letters.len()).collect(), before: None, part: Vec::new() }
    }

    fn is_match(&self, row: &Row) -> bool {
        row.part.is_empty() && row.row.last().is_some_and(|&wrong| wrong <= self.limit)
    }

    fn can_match(&self, row: &Row) -> bool {
        row.row.iter().any(|&wrong| wrong <= self.limit)
    }

    fn accept(&self, row: &Row, byte: u8) -> Row {
        let part = [&row.part[..], &[byte]].concat();
        match std::str::from_utf8(&part).ok().and_then(|letter| letter.chars().next()) {
            Some(letter) => self.after(row, letter),
            None => Row { part, ..row.clone() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Near, tolerance};
    use tantivy_fst::{IntoStreamer, Map, Streamer};

    #[test]
    fn wrong_letters_are_counted() {
        for (word, other, wrong) in [
            ("passport", "passport", Some(0)),
            ("pasport", "passport", Some(1)),
            ("apssport", "passport", Some(1)),
            ("saftey", "safety", Some(1)),
            ("boss", "passport", None),
        ] {
            assert_eq!(Near::new(word, 2).wrong(other), wrong, "{word} {other}");
        }
    }

    #[test]
    fn the_walk_finds_what_reading_every_word_finds() {
        let groups: Vec<Vec<String>> = crate::search::parse(include_str!("../../index/synonyms/en.json"));
        let mut words: Vec<&str> = groups.iter().flatten().flat_map(|entry| entry.split(' ')).collect();
        words.extend(["niña", "niño", "паспорт", "паспорта", "护照", "护士"]);
        words.sort_unstable();
        words.dedup();
        let dictionary = Map::from_iter(words.iter().zip(0..)).unwrap();
        let mut found = 0;
        for typed in ["pasport", "lwayer", "attornys", "nina", "паспорд", "护者", "abandond", "trafickers", "x"]
        {
            for limit in 0..=2 {
                let every: Vec<&str> =
                    words.iter().filter(|word| Near::new(typed, limit).wrong(word).is_some()).copied().collect();
                let mut walk = dictionary.search(Near::new(typed, limit)).into_stream();
                let mut walked = Vec::new();
                while let Some((word, _)) = walk.next() {
                    walked.push(String::from_utf8(word.to_vec()).unwrap());
                }
                assert_eq!(walked, every, "{typed} {limit}");
                found += walked.len();
            }
        }
        assert!(found > 10);
    }

    #[test]
    fn short_words_are_taken_as_written() {
        assert_eq!(["fbi", "boss", "asylum", "trafficker"].map(tolerance), [0, 1, 1, 2]);
    }
}
