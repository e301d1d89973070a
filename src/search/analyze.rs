//! From text to the words that are compared.
//!
//! One function serves index, query, snippet and the marking of hits. A word
//! is a run of letters and digits in folded form; an apostrophe inside a word
//! is dropped ("don't" is `dont`), a final `'s` with it.

use crate::lang::Lang;
use crate::text::fold::fold;
use frostem::{Algorithm, Stemmer};
use std::ops::Range;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its folded form.
    pub exact: String,
}

/// The words of `text`, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_letter = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let inside = c.is_alphanumeric()
            || unicode_normalization::char::is_combining_mark(c)
            || (start.is_some() && matches!(c, '\'' | '’' | 'ʼ' | '\u{200C}') && next_is_letter);
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                push(text, from..at, &mut words);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        push(text, from..text.len(), &mut words);
    }
    words
}

fn push(text: &str, range: Range<usize>, words: &mut Vec<Word>) {
    let folded = fold(&text[range.clone()]);
    let exact = folded.strip_suffix("'s").unwrap_or(&folded).replace('\'', "");
    if !exact.is_empty() {
        words.push(Word { range, exact });
    }
}

/// Reduces a folded word to its stem; the word itself where the language has no stemmer.
pub struct Stems(Option<Stemmer>);

impl Stems {
    /// The stemmer of `lang`.
    pub fn of(lang: Lang) -> Stems {
        let algorithm = match lang {
            Lang::En => Algorithm::English,
            Lang::Es => Algorithm::Spanish,
            Lang::Fr => Algorithm::French,
            Lang::Pt => Algorithm::Portuguese,
            Lang::Ru => Algorithm::Russian,
            Lang::Ar => Algorithm::Arabic,
            Lang::FaAf => Algorithm::Persian,
            Lang::Uk | Lang::Ps | Lang::Ht | Lang::ZhHans | Lang::Vi => return Stems(None),
        };
        Stems(Some(Stemmer::new(algorithm)))
    }

    /// The stem of a folded word.
    pub fn stem(&self, word: &str) -> String {
        self.0.as_ref().map_or_else(|| word.to_owned(), |stemmer| stemmer.stem(word).into())
    }
}

/// Finds the words of a query in a text: the same words, the same stems, what a typed start begins, other names and
/// corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matcher {
    lang: Lang,
    /// Each form of each word of the query, with the word's number.
    exact: Vec<(String, usize)>,
    stems: Vec<(String, usize)>,
    /// The word that is still being typed, with its number.
    start: Option<(String, usize)>,
}

impl Matcher {
    /// A matcher for the folded forms of each word of a query; `start` is the last word where it may go on.
    pub fn new(lang: Lang, forms: Vec<Vec<String>>, start: Option<&str>) -> Matcher {
        let stems = Stems::of(lang);
        let last = forms.len().saturating_sub(1);
        let numbered = |(number, forms): (usize, Vec<String>)| forms.into_iter().map(move |form| (form, number));
        let exact: Vec<(String, usize)> = forms.into_iter().enumerate().flat_map(numbered).collect();
        Matcher {
            lang,
            stems: exact.iter().map(|(form, number)| (stems.stem(form), *number)).collect(),
            exact,
            start: start.map(|start| (start.to_owned(), last)),
        }
    }

    /// Whether nothing could match.
    pub fn is_empty(&self) -> bool {
        self.exact.is_empty() && self.start.is_none()
    }

    /// The places in `text` that match, each with the number of the query's word that matched there.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        if self.is_empty() {
            return Vec::new();
        }
        let stems = Stems::of(self.lang);
        let among = |known: &[(String, usize)], word: &str| {
            known.iter().find(|(form, _)| form == word).map(|(_, number)| *number)
        };
        let of = |word: &Word| {
            let begun = self.start.as_ref().filter(|(start, _)| word.exact.starts_with(start.as_str()));
            among(&self.exact, &word.exact)
                .or_else(|| begun.map(|(_, number)| *number))
                .or_else(|| among(&self.stems, &stems.stem(&word.exact)))
        };
        words(text).into_iter().filter_map(|word| of(&word).map(|number| (word.range, number))).collect()
    }

    /// The places alone.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        self.find(text).into_iter().map(|(range, _)| range).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Matcher, Stems, words};
    use crate::lang::Lang;

    fn exact(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.exact).collect()
    }

    #[test]
    fn words_are_folded_runs_of_letters_and_digits() {
        assert_eq!(exact("Don’t pay: the boss's I-914!"), ["dont", "pay", "the", "boss", "i", "914"]);
        assert_eq!(exact("¿Migración?"), ["migracion"]);
        assert_eq!(exact("* ~ \" '"), Vec::<String>::new());
    }

    #[test]
    fn marks_cover_every_matched_form() {
        let text = "Passports were taken. Take a pass.";
        let matcher = Matcher::new(Lang::En, vec![vec!["taking".into()], vec!["passp".into()]], Some("passp"));
        let marked: Vec<&str> = matcher.marks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, ["Passports", "Take"]);
    }

    #[test]
    fn a_language_without_stemmer_keeps_its_words() {
        assert_eq!(Stems::of(Lang::Uk).stem("паспорта"), "паспорта");
        assert_eq!(Stems::of(Lang::En).stem("threatened"), "threaten");
    }
}
