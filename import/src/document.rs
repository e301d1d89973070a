//! What the library says of a document: its id, its title, its language.

use crate::clean;
use crate::format::Format;
use crate::read::Reading;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use waypost::corpus::Corpus;
use waypost::id::Id;
use waypost::lang::Lang;
use waypost::library::{Document, Passage};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// The longest end of an id, in characters.
const LONGEST_SLUG: usize = 60;

/// How the ids of documents begin that belong to no record.
pub const LOCAL: &str = "source/local-";

/// What the person has said about the documents that are imported.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The source record that it is the text of.
    pub id: Option<Id>,
    /// Its title.
    pub title: Option<String>,
    /// Its language.
    pub lang: Option<Lang>,
    /// Where it was downloaded from.
    pub address: Option<String>,
}

impl Wishes {
    /// Whether all that was said holds of a document already.
    pub fn agree_with(&self, document: &Document) -> bool {
        self.id.as_ref().is_none_or(|id| id.to_string() == document.id)
            && self.title.as_ref().is_none_or(|title| clean::line(title) == document.title)
            && self.lang.is_none_or(|lang| lang.tag() == document.lang)
    }
}

/// The entry of a document. `taken` are those that are in the library.
pub fn document(
    path: &Path,
    digest: String,
    reading: &Reading,
    wishes: &Wishes,
    corpus: &Corpus,
    taken: &[Document],
) -> Document {
    let file = clean::line(&path.file_name().unwrap_or_default().to_string_lossy());
    // Where a name has no spaces, other signs stand for them; a title breaks into lines only at spaces.
    let stem = clean::line(&path.file_stem().unwrap_or_default().to_string_lossy().replace('_', " "));
    let of_record =
        wishes.id.as_ref().and_then(|id| corpus.get(id)).map(|record| record.text(Lang::En).title.to_string());
    let titles = [wishes.title.clone(), of_record, Some(reading.title.clone()), Some(stem), Some(file.clone())];
    let title = titles.into_iter().flatten().map(|title| clean::line(&title)).find(|title| !title.is_empty());
    let title: String = title.unwrap_or_default().chars().take(LONGEST_TITLE).collect();
    let id = match &wishes.id {
        Some(id) => id.to_string(),
        None => local_id(&title, &file, &digest, taken),
    };
    Document {
        id,
        title,
        lang: wishes.lang.or_else(|| known(&reading.lang)).map(|lang| lang.tag().to_owned()).unwrap_or_default(),
        format: reading.format.name().to_owned(),
        file,
        address: wishes.address.clone(),
        digest,
        imported_on: today(),
        pages: reading.pages,
        passages: 0,
        unreadable: reading.unreadable.keys().copied().collect(),
        pictures: Vec::new(),
        unsure_order: false,
    }
}

/// Whether the letters of a document may be in a wrong order: those of a PDF lie as they are drawn, and what is read from
/// right to left can be drawn either way. One letter in ten is enough: the rest may be a translation beside it.
pub fn is_order_unsure(format: Format, passages: &[Passage]) -> bool {
    let letters = || passages.iter().flat_map(|passage| passage.text.chars()).filter(|c| c.is_alphabetic());
    format == Format::Pdf && letters().filter(|&c| runs_leftwards(c)).count() * 10 >= letters().count().max(1)
}

/// Whether a letter stands in one of the blocks that Unicode keeps for scripts from right to left (UAX #44, defaults of
/// `Bidi_Class`).
fn runs_leftwards(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// SHA-256 in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The language of ours that a file names; None where it is another, or no name.
fn known(tag: &str) -> Option<Lang> {
    let lang = Lang::negotiate(tag);
    // What is not known falls to English there.
    (lang != Lang::En || tag.to_ascii_lowercase().starts_with("en")).then_some(lang)
}

/// An id of its own for a document that belongs to no record. The same file finds its place again; another with the same
/// title gets a number.
fn local_id(title: &str, file: &str, digest: &str, taken: &[Document]) -> String {
    let name = [slug(title), slug(file)].into_iter().find(|slug| !slug.is_empty());
    let name = name.unwrap_or_else(|| digest.chars().take(12).collect());
    let numbered = (2_u32..).map(|number| format!("{LOCAL}{name}-{number}"));
    let free = |id: &String| taken.iter().all(|document| document.id != *id || document.file == file);
    std::iter::once(format!("{LOCAL}{name}")).chain(numbered).find(free).unwrap_or_default()
}

/// The letters and digits of `text` that an id may have; accents are dropped.
fn slug(text: &str) -> String {
    let plain: String = text.nfkd().filter(char::is_ascii).collect::<String>().to_ascii_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        if slug.len() + word.len() >= LONGEST_SLUG {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

/// The day, in the time of Greenwich.
pub fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

#[cfg(test)]
mod tests {
    use super::{Document, Format, Passage, is_order_unsure, known, local_id, slug};
    use waypost::id::Id;
    use waypost::lang::Lang;

    #[test]
    fn a_slug_makes_an_id() {
        for (text, expected) in [
            ("2024 Trafficking in Persons Report", "2024-trafficking-in-persons-report"),
            ("Trata de personas: guía básica", "trata-de-personas-guia-basica"),
            ("../../etc/passwd", "etc-passwd"),
            ("حقوق", ""),
        ] {
            assert_eq!(slug(text), expected);
            assert!(expected.is_empty() || format!("source/local-{expected}").parse::<Id>().is_ok());
        }
        assert_eq!(slug(&"long ".repeat(50)).len(), 59);
    }

    #[test]
    fn two_documents_with_one_title_do_not_replace_each_other() {
        let taken = Document {
            id: "source/local-manual".to_owned(),
            title: "Manual".to_owned(),
            lang: String::new(),
            format: "text".to_owned(),
            file: "a.txt".to_owned(),
            address: None,
            digest: String::new(),
            imported_on: String::new(),
            pages: 0,
            passages: 0,
            unreadable: Vec::new(),
            pictures: Vec::new(),
            unsure_order: false,
        };
        let id = |file| local_id("Manual", file, "0123456789abcdef", std::slice::from_ref(&taken));
        assert_eq!(id("a.txt"), "source/local-manual");
        assert_eq!(id("b.txt"), "source/local-manual-2");
        assert_eq!(local_id("حقوق", "٣", "0123456789abcdef", &[]), "source/local-0123456789ab");
    }

    #[test]
    fn a_tenth_of_letters_from_right_to_left_makes_the_order_of_a_pdf_unsure() {
        let (latin, arabic) = ("abc def ghi ", "ح");
        let of = |format, text: String| {
            let passage = Passage { page: 1, label: String::new(), section: Vec::new(), offset: 0, text };
            is_order_unsure(format, &[passage])
        };
        assert!(of(Format::Pdf, format!("{latin}{arabic}")));
        assert!(!of(Format::Pdf, format!("{latin}and {arabic} 1 2 3")));
        assert!(of(Format::Pdf, "זכויות 1367".to_owned()));
        assert!(!of(Format::Text, arabic.to_owned()));
        assert!(!of(Format::Pdf, "1 + 1".to_owned()));
    }

    #[test]
    fn a_language_that_we_lack_is_not_english() {
        assert_eq!(known("en-US"), Some(Lang::En));
        assert_eq!(known("es_MX"), Some(Lang::Es));
        assert_eq!(known("de"), None);
        assert_eq!(known(""), None);
    }
}
