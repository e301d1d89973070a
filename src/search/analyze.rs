//! From text to the words that are compared, in twelve languages.
//!
//! One function serves index, query, snippet and the marking of hits. A word is
//! a run of letters and digits in folded form. Each language adds what it
//! needs: Chinese has no spaces, so it is cut into pairs of characters; French
//! and Haitian Creole part what an apostrophe joins; Vietnamese keeps its marks
//! in the exact form; Persian joins word parts with an invisible character.
//! The second, looser form of a word is its stem, or where no stemmer exists,
//! what its writers mix up.

use crate::lang::Lang;
use crate::text::fold::fold;
use frostem::{Algorithm, Stemmer};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Joins the parts of a word without a space, as in Persian می‌خواهم.
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its folded form.
    pub exact: String,
}

/// The words of `text`, in order.
pub fn words(lang: Lang, text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    each_word(lang, text, |range, exact| words.push(Word { range, exact: exact.to_owned() }));
    words
}

/// Calls `found` with the place and the folded form of each word of `text`, in order.
pub(super) fn each_word(lang: Lang, text: &str, found: impl FnMut(Range<usize>, &str)) {
    each_word_if(lang, text, |_| true, found);
}

/// As [`each_word`], without the words in ASCII whose first letter is not `wanted`: they are passed over before they are
/// folded, which takes most of the time.
pub(super) fn each_word_if(
    lang: Lang,
    text: &str,
    wanted: impl Fn(u8) -> bool,
    mut found: impl FnMut(Range<usize>, &str),
) {
    let bytes = text.as_bytes();
    let mut start = None;
    let mut exact = String::new();
    let mut at = 0;
    while at <= bytes.len() {
        let (inside, length) = match bytes.get(at) {
            None => (false, 1),
            Some(byte) if byte.is_ascii() && *byte != b'\'' => (byte.is_ascii_alphanumeric(), 1),
            Some(_) => {
                let mut chars = text[at..].chars();
                let c = chars.next().unwrap_or_default();
                (inside(lang, c, chars.next(), start.is_some()), c.len_utf8())
            }
        };
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                // A run of other letters may hold several words, or fold to another first letter.
                if wanted(bytes[from]) || !text[from..at].is_ascii() {
                    run(lang, text, from..at, &mut exact, &mut found);
                }
                start = None;
            }
            _ => {}
        }
        at += length;
    }
}

/// The words under which `text` is found: its [`words`], and the parts of those that are joined without a space, since
/// people also write them apart.
pub fn index_words(lang: Lang, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in words(lang, text) {
        let written = &text[word.range.clone()];
        found.push(word.exact);
        if written.contains(ZERO_WIDTH_NON_JOINER) {
            found.extend(
                written.split(ZERO_WIDTH_NON_JOINER).filter(|part| !part.is_empty()).map(|part| exact(lang, part)),
            );
        }
    }
    found
}

/// Whether `c` belongs to a word that has begun or begins with it.
fn inside(lang: Lang, c: char, next: Option<char>, begun: bool) -> bool {
    let goes_on = begun && next.is_some_and(char::is_alphanumeric);
    match c {
        '\'' | '’' | 'ʼ' => goes_on && !matches!(lang, Lang::Fr | Lang::Ht),
        ZERO_WIDTH_NON_JOINER => goes_on,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric() || (begun && is_combining_mark(c)),
    }
}

/// The word at `range`; a run with Chinese characters as its pairs of neighbours. `exact` is room to work in.
fn run(lang: Lang, text: &str, range: Range<usize>, exact: &mut String, found: &mut impl FnMut(Range<usize>, &str)) {
    let letters = &text[range.clone()];
    if letters.is_ascii() || !letters.chars().any(is_han) {
        fold_word(lang, letters, exact);
        if !exact.is_empty() {
            found(range, exact);
        }
        return;
    }
    let mut part = 0;
    while part < letters.len() {
        let han = letters[part..].starts_with(is_han);
        let length = letters[part..].find(|c| is_han(c) != han).unwrap_or(letters.len() - part);
        let piece = range.start + part..range.start + part + length;
        if han {
            pairs(text, piece, found);
        } else {
            run(lang, text, piece, exact, found);
        }
        part += length;
    }
}

/// Each two neighbouring characters as a word; a single one as itself.
fn pairs(text: &str, range: Range<usize>, found: &mut impl FnMut(Range<usize>, &str)) {
    let run = &text[range.clone()];
    let mut starts: Vec<usize> = run.char_indices().map(|(at, _)| range.start + at).collect();
    starts.push(range.end);
    let size = 2.min(starts.len() - 1);
    for window in starts.windows(size + 1) {
        let range = window[0]..window[size];
        let exact = fold(&text[range.clone()]);
        found(range, &exact);
    }
}

/// Chinese characters: the unified ideographs and their extension A.
fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// The form in which a word is compared as written.
fn exact(lang: Lang, word: &str) -> String {
    let mut exact = String::new();
    fold_word(lang, word, &mut exact);
    exact
}

/// Puts [`exact`] into `into`, in place of what was there.
fn fold_word(lang: Lang, word: &str, into: &mut String) {
    into.clear();
    match lang {
        _ if word.is_ascii() => {
            into.push_str(word);
            into.make_ascii_lowercase();
        }
        // A mark makes another word in Vietnamese: the loose form is without.
        Lang::Vi => into.extend(word.nfc().flat_map(char::to_lowercase)),
        _ => into.push_str(&fold(word)),
    }
    if into.contains('\'') {
        into.truncate(into.strip_suffix("'s").map_or(into.len(), str::len));
        into.retain(|c| c != '\'');
    }
}

/// The looser form of a folded word.
pub struct Stems {
    lang: Lang,
    stemmer: Option<Stemmer>,
}

impl Stems {
    /// The stemmer of `lang`.
    pub fn of(lang: Lang) -> Stems {
        let algorithm = match lang {
            Lang::En => Some(Algorithm::English),
            Lang::Es => Some(Algorithm::Spanish),
            Lang::Fr => Some(Algorithm::French),
            Lang::Pt => Some(Algorithm::Portuguese),
            Lang::Ru => Some(Algorithm::Russian),
            Lang::Ar => Some(Algorithm::Arabic),
            Lang::FaAf => Some(Algorithm::Persian),
            Lang::Uk | Lang::Ps | Lang::Ht | Lang::ZhHans | Lang::Vi => None,
        };
        Stems { lang, stemmer: algorithm.map(Stemmer::new) }
    }

    /// Whether the first letter of a stem may differ from that of its word. Most stemmers only take off endings; those of
    /// the Arabic script also take off articles, and the loose form of Vietnamese is without marks.
    pub(super) fn changes_start(&self) -> bool {
        !matches!(self.lang, Lang::En | Lang::Es | Lang::Fr | Lang::Pt | Lang::Ru | Lang::Uk | Lang::Ht | Lang::ZhHans)
    }

    /// The stem of a folded word, or what stands for it where the language has no stemmer.
    pub fn stem(&self, word: &str) -> String {
        match (&self.stemmer, self.lang) {
            // The Persian stemmer knows the Persian letters, which folding has made Arabic ones.
            (Some(stemmer), Lang::FaAf) => {
                let persian: String = word
                    .chars()
                    .map(|c| {
                        if c == 'ك' {
                            'ک'
                        } else if c == 'ي' {
                            'ی'
                        } else {
                            c
                        }
                    })
                    .collect();
                fold(&stemmer.stem(&persian))
            }
            (Some(stemmer), _) => stemmer.stem(word).into(),
            (None, Lang::Vi) => fold(word),
            // Pashto's five yehs are written for one another.
            (None, Lang::Ps) => word.chars().map(|c| if matches!(c, 'ې' | 'ۍ' | 'ئ') { 'ي' } else { c }).collect(),
            (None, _) => word.to_owned(),
        }
    }
}

/// How the words of one query are taken: cut as in one language, and reduced as in each language that it may be in.
///
/// The language is never guessed from the words: short queries mislead every detector. It is that of the session, and
/// then every language with texts whose script the query uses.
pub struct Analysis {
    /// The language by which the query is cut into words.
    pub lang: Lang,
    stems: Vec<Stems>,
}

impl Analysis {
    /// The analysis of `text` in a session in `lang`, where there are texts in the languages `known`.
    pub fn of(text: &str, lang: Lang, known: &[Lang]) -> Analysis {
        let written = |known: &&Lang| text.chars().any(|c| known.has_letter(c));
        let mut langs: Vec<Lang> = known.iter().filter(|known| **known == lang).copied().collect();
        langs.extend(known.iter().filter(|known| **known != lang).filter(written));
        if langs.is_empty() {
            langs.push(lang);
        }
        Analysis { lang: langs[0], stems: langs.into_iter().map(Stems::of).collect() }
    }

    /// The looser form of a folded word in the language that comes first.
    pub fn stem(&self, word: &str) -> String {
        self.stems.first().map_or_else(|| word.to_owned(), |stems| stems.stem(word))
    }

    /// The looser forms of a folded word, each once.
    pub fn stems(&self, word: &str) -> Vec<String> {
        let mut forms: Vec<String> = Vec::new();
        for stems in &self.stems {
            let form = stems.stem(word);
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::{Analysis, Stems, index_words, words};
    use crate::lang::Lang;

    fn exact(lang: Lang, text: &str) -> Vec<String> {
        words(lang, text).into_iter().map(|word| word.exact).collect()
    }

    #[test]
    fn each_language_has_its_words() {
        for (lang, text, found) in [
            (Lang::En, "Don’t pay: the boss's I-914!", &["dont", "pay", "the", "boss", "i", "914"][..]),
            (Lang::Es, "¿Migración?", &["migracion"]),
            (Lang::Fr, "l’avocat d'aide", &["l", "avocat", "d", "aide"]),
            (Lang::Ht, "m'ap chèche èd", &["m", "ap", "cheche", "ed"]),
            (Lang::Pt, "Não recebi", &["nao", "recebi"]),
            (Lang::Ru, "Мой паспорт забрали", &["мой", "паспорт", "забрали"]),
            (Lang::Uk, "п’ять п'ять пʼять", &["пять", "пять", "пять"]),
            (Lang::Ar, "المُساعَدة، ١٢", &["المساعده", "12"]),
            (Lang::FaAf, "کمک می‌خواهم", &["كمك", "ميخواهم"]),
            (Lang::Ps, "زما پاسپورټ", &["زما", "پاسپورټ"]),
            (Lang::Vi, "Hộ chiếu", &["hộ", "chiếu"]),
            (Lang::Vi, "Ho\u{302}\u{323} chie\u{302}\u{301}u", &["hộ", "chiếu"]),
            (Lang::ZhHans, "我的护照 T签证", &["我的", "的护", "护照", "t", "签证"]),
            (Lang::ZhHans, "我", &["我"]),
            (Lang::En, "* ~ \" '", &[]),
        ] {
            assert_eq!(exact(lang, text), found, "{text}");
        }
    }

    #[test]
    fn each_language_has_its_looser_form() {
        for (lang, one, other) in [
            (Lang::En, "threatened", "threatens"),
            (Lang::Es, "amenazas", "amenaza"),
            (Lang::Fr, "menaces", "menace"),
            (Lang::Pt, "documentos", "documento"),
            (Lang::Ru, "паспорта", "паспорт"),
            (Lang::Ar, "المكتب", "مكتب"),
            (Lang::FaAf, "کارگرها", "کارگر"),
            (Lang::Ps, "دوسيې", "دوسيۍ"),
            (Lang::Vi, "chiếu", "chieu"),
            (Lang::Vi, "được", "duoc"),
        ] {
            let loose = |text: &str| Stems::of(lang).stem(&exact(lang, text)[0]);
            assert_eq!(loose(one), loose(other), "{one}, {other}");
        }
        for (lang, word) in [(Lang::Uk, "паспорта"), (Lang::Ht, "paspo"), (Lang::ZhHans, "护照")] {
            assert_eq!(Stems::of(lang).stem(word), word, "no stemmer: the word itself");
        }
    }

    #[test]
    fn a_query_is_taken_in_the_languages_of_its_script() {
        let known = [Lang::En, Lang::Es, Lang::Ru];
        let forms = |text: &str, lang| Analysis::of(text, lang, &known).stems(text);
        assert_eq!(forms("papeles", Lang::En), ["papel"]);
        assert_eq!(forms("leaves", Lang::Es), ["leav"]);
        assert_eq!(Analysis::of("паспорт", Lang::En, &known).stems.len(), 2, "the session's language and Russian");
        assert_eq!(Analysis::of("签证", Lang::Vi, &known).lang, Lang::Vi, "nothing known fits");
    }

    #[test]
    fn what_is_joined_without_a_space_is_found_in_both_spellings() {
        let found = index_words(Lang::FaAf, "می‌خواهم");
        assert_eq!(found, ["ميخواهم", "مي", "خواهم"]);
    }
}
