//! A passage on its way into the index.
//!
//! Words, stems and starts are made where tantivy asks for them, in its own
//! threads: a passage that waits is little more than its text.

use super::Passage;
use super::schema::{Fields, LONGEST_START};
use crate::lang::Lang;
use crate::search::analyze::{Stems, Word, words};
use std::sync::Arc;
use tantivy::Document;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Field, Value};
use tantivy::tokenizer::{PreTokenizedString, Token};

/// What the passages of one document share.
pub struct Shared {
    /// The fields that they are written to.
    pub fields: Fields,
    /// The id of the document.
    pub document: String,
    /// Its language.
    pub lang: Lang,
    /// The stemmer of that language.
    pub stems: Stems,
}

/// A passage, and what is written beside it.
pub struct Draft {
    /// The document that it is of.
    pub shared: Arc<Shared>,
    /// Its number, from 0.
    pub ordinal: u64,
    /// How many of its headings are new with it: by those it is found.
    pub fresh: usize,
    /// The outline of the document; None but for the first passage.
    pub outline: Option<String>,
    /// The passage.
    pub passage: Passage,
}

/// One value of a field.
#[derive(Clone, Copy)]
pub enum Piece<'a> {
    /// A text as it is.
    Text(&'a str),
    /// A number.
    Number(u64),
    /// The words by which the passage is found.
    Words(&'a Draft, Form),
}

/// The forms of a word.
#[derive(Clone, Copy)]
pub enum Form {
    /// As written, folded.
    Exact,
    /// Its stem.
    Stem,
    /// Its starts.
    Start,
}

impl Document for Draft {
    type Value<'a> = Piece<'a>;
    type FieldsValuesIter<'a> = std::vec::IntoIter<(Field, Piece<'a>)>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        let (fields, passage) = (&self.shared.fields, &self.passage);
        let mut values = vec![
            (fields.document, Piece::Text(&self.shared.document)),
            (fields.ordinal, Piece::Number(self.ordinal)),
            (fields.page, Piece::Number(passage.page.into())),
            (fields.offset, Piece::Number(passage.offset)),
            (fields.label, Piece::Text(&passage.label)),
            (fields.text, Piece::Text(&passage.text)),
            (fields.exact, Piece::Words(self, Form::Exact)),
            (fields.stem, Piece::Words(self, Form::Stem)),
            (fields.start, Piece::Words(self, Form::Start)),
        ];
        values.extend(passage.section.iter().map(|heading| (fields.section, Piece::Text(heading))));
        values.extend(self.outline.as_deref().map(|outline| (fields.outline, Piece::Text(outline))));
        values.into_iter()
    }
}

impl<'a> Value<'a> for Piece<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            Piece::Text(text) => ReferenceValueLeaf::Str(text),
            Piece::Number(number) => ReferenceValueLeaf::U64(number),
            Piece::Words(draft, form) => ReferenceValueLeaf::PreTokStr(Box::new(draft.tokens(form))),
        })
    }
}

impl std::fmt::Debug for Piece<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Piece::Text(text) => f.write_str(text),
            Piece::Number(number) => write!(f, "{number}"),
            Piece::Words(draft, _) => write!(f, "the words of passage {}", draft.ordinal),
        }
    }
}

impl Draft {
    /// The tokens of one form. A heading stands before the text, a place apart from it.
    fn tokens(&self, form: Form) -> PreTokenizedString {
        let mut tokens = Vec::new();
        let mut position = 0;
        let old = self.passage.section.len() - self.fresh.min(self.passage.section.len());
        for text in self.passage.section[old..].iter().chain([&self.passage.text]) {
            let words = found_as(self.shared.lang, text);
            tokens.reserve(words.len() * if matches!(form, Form::Start) { LONGEST_START } else { 1 });
            for word in words {
                match form {
                    Form::Exact => tokens.push(token(position, word)),
                    Form::Stem => tokens.push(token(position, self.shared.stems.stem(&word))),
                    Form::Start => tokens.extend(starts(&word).map(|start| token(position, start.to_owned()))),
                }
                position += 1;
            }
            position += 1;
        }
        PreTokenizedString { text: String::new(), tokens }
    }
}

fn token(position: usize, text: String) -> Token {
    Token { position, text, ..Token::default() }
}

/// The words under which `text` is found: its words; and codes such as `I-914` or `8:1367` once more in one piece, as
/// people also type them.
pub fn found_as(lang: Lang, text: &str) -> Vec<String> {
    let words = words(lang, text);
    let codes: Vec<(usize, String)> = codes(text, &words).collect();
    let mut codes = codes.into_iter().peekable();
    let mut found = Vec::with_capacity(words.len());
    for (at, word) in words.into_iter().enumerate() {
        found.push(word.exact);
        found.extend(codes.next_if(|(after, _)| *after == at).map(|(_, code)| code));
    }
    found
}

/// Two neighbouring words joined by a hyphen, one of which has a digit, as one word; each with the number of the second.
fn codes<'a>(text: &'a str, words: &'a [Word]) -> impl Iterator<Item = (usize, String)> + 'a {
    let joined = |pair: &[Word]| matches!(&text[pair[0].range.end..pair[1].range.start], "-" | "‑" | "–");
    let digit = |pair: &[Word]| pair.iter().any(|word| word.exact.bytes().any(|byte| byte.is_ascii_digit()));
    let pairs = words.windows(2).enumerate().filter(move |(_, pair)| joined(pair) && digit(pair));
    pairs.map(|(at, pair)| (at + 1, format!("{}{}", pair[0].exact, pair[1].exact)))
}

/// The starts of a word, the shortest first.
pub fn starts(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().skip(1).map(|(at, _)| at).chain([word.len()]);
    ends.take(LONGEST_START).map(|end| &word[..end])
}

#[cfg(test)]
mod tests {
    use super::{found_as, starts};
    use crate::lang::Lang;

    #[test]
    fn a_code_is_found_in_pieces_and_in_one() {
        let found = found_as(Lang::En, "File Form I-914 by a well-known 2026-11 day");
        assert_eq!(
            found,
            ["file", "form", "i", "914", "i914", "by", "a", "well", "known", "2026", "11", "202611", "day"]
        );
    }

    #[test]
    fn a_word_has_its_starts() {
        assert_eq!(starts("où").collect::<Vec<_>>(), ["o", "où"]);
        assert_eq!(starts("trafficking").last(), Some("traffi"));
    }
}
