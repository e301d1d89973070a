//! Which words of a text are those of a query.

use super::analyze::{Stems, each_word_if};
use crate::lang::Lang;
use std::collections::BTreeSet;
use std::ops::Range;

/// Finds the words of a query in a text: the same words, the same stems, what a typed start begins, other names and
/// corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matcher {
    lang: Lang,
    /// How many words the query has.
    words: usize,
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
        let words = forms.len();
        let numbered = |(number, forms): (usize, Vec<String>)| forms.into_iter().map(move |form| (form, number));
        let exact: Vec<(String, usize)> = forms.into_iter().enumerate().flat_map(numbered).collect();
        Matcher {
            lang,
            stems: exact.iter().map(|(form, number)| (stems.stem(form), *number)).collect(),
            exact,
            words,
            start: start.map(|start| (start.to_owned(), words.saturating_sub(1))),
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
        // Folding and stemming take most of the time, and few words begin like one that is looked for.
        let begins = |byte: u8| {
            let like = |form: &str| form.as_bytes().first() == Some(&byte.to_ascii_lowercase());
            stems.changes_start() || self.exact.iter().chain(&self.stems).chain(&self.start).any(|(form, _)| like(form))
        };
        let of = |word: &str| {
            let begun = self.start.as_ref().filter(|(start, _)| word.starts_with(start.as_str()));
            among(&self.exact, word)
                .or_else(|| begun.map(|(_, number)| *number))
                .or_else(|| among(&self.stems, &stems.stem(word)))
        };
        let mut found = Vec::new();
        each_word_if(self.lang, text, begins, |range, word| {
            found.extend(of(word).map(|number| (range, number)));
        });
        found
    }

    /// Whether `text` has each word of the query, in one form or another.
    pub fn finds_all(&self, text: &str) -> bool {
        let found: BTreeSet<usize> = self.find(text).into_iter().map(|(_, word)| word).collect();
        found.len() >= self.words
    }

    /// The places alone, in order and apart.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        apart(self.find(text).into_iter().map(|(range, _)| range))
    }
}

/// Chinese pairs of characters overlap: those that do become one.
pub fn apart(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match marks.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => marks.push(range),
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::Matcher;
    use crate::lang::Lang;
    use crate::search::analyze::{Stems, each_word};

    #[test]
    fn marks_cover_every_matched_form() {
        let text = "Passports were taken. Take a pass.";
        let matcher = Matcher::new(Lang::En, vec![vec!["taking".into()], vec!["passp".into()]], Some("passp"));
        let marked: Vec<&str> = matcher.marks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, ["Passports", "Take"]);
    }

    #[test]
    fn no_word_that_matches_is_passed_over() {
        let texts = [
            "It’s Élan, elan; T签证 und Ｔ visa",
            "e\u{301}lan ÉLAN l'élan",
            "المكتب والمكتب T-1",
            "hộ chiếu HO CHIEU",
        ];
        let mut matched = 0;
        for lang in Lang::all() {
            let forms = vec![vec!["elan".into(), "t".into(), "签证".into()], vec!["مكتب".into(), "chiếu".into()]];
            let matcher = Matcher::new(lang, forms, Some("vi"));
            for text in texts {
                let mut found = Vec::new();
                each_word(lang, text, |range, word| {
                    let among = |known: &[(String, usize)], word: &str| known.iter().any(|(form, _)| form == word);
                    let stem = Stems::of(lang).stem(word);
                    if among(&matcher.exact, word) || word.starts_with("vi") || among(&matcher.stems, &stem) {
                        found.push(range);
                    }
                });
                matched += found.len();
                let ranges: Vec<_> = matcher.find(text).into_iter().map(|(range, _)| range).collect();
                assert_eq!(ranges, found, "{lang}: {text}");
            }
        }
        assert!(matched > 60, "{matched}");
    }

    #[test]
    fn neighbouring_chinese_marks_become_one() {
        let text = "我的护照在哪里";
        let forms = vec![vec!["的护".into()], vec!["护照".into()]];
        let marked: Vec<&str> =
            Matcher::new(Lang::ZhHans, forms, None).marks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, ["的护照"]);
    }
}
