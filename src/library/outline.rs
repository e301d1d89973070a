//! The headings of a document, each with the passage that it stands over.

use super::Passage;
use serde::{Deserialize, Serialize};

/// A heading of a document.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// How deep it stands, from 0.
    pub level: usize,
    /// Its words.
    pub text: String,
    /// The number of the first passage under it, from 0.
    pub passage: u32,
}

/// The headings of `passages`, in order.
pub fn of(passages: &[Passage]) -> Vec<Heading> {
    let mut outline = Vec::new();
    let mut above: &[String] = &[];
    for (number, passage) in (0..).zip(passages) {
        let section = &passage.section;
        let levels = section.len() - fresh(above, section)..section.len();
        outline.extend(levels.map(|level| Heading { level, text: section[level].clone(), passage: number }));
        above = section;
    }
    outline
}

/// How many of the headings in `section` are new after a passage under the headings `above`.
pub fn fresh(above: &[String], section: &[String]) -> usize {
    section.len() - above.iter().zip(section).take_while(|(old, new)| old == new).count()
}

/// An outline as it is kept.
pub fn to_json(outline: &[Heading]) -> String {
    // A list of numbers and texts has always a form in JSON.
    serde_json::to_string(outline).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::library::Passage;

    #[test]
    fn a_heading_stands_once_over_its_first_passage() {
        let passage = |section: &[&str]| Passage {
            page: 0,
            label: String::new(),
            section: section.iter().map(|&heading| heading.to_owned()).collect(),
            offset: 0,
            text: String::new(),
        };
        let passages = [
            passage(&[]),
            passage(&["One", "First"]),
            passage(&["One", "First"]),
            passage(&["One"]),
            passage(&["Two", "First"]),
        ];
        let found: Vec<(usize, String, u32)> =
            of(&passages).into_iter().map(|heading| (heading.level, heading.text, heading.passage)).collect();
        let row = |level, text: &str, passage| (level, text.to_owned(), passage);
        assert_eq!(found, [row(0, "One", 1), row(1, "First", 1), row(0, "Two", 4), row(1, "First", 4)]);
    }
}
