//! The languages that waypost is made for, and how a person's wish finds one of them.
//!
//! A language tag follows BCP 47 (RFC 5646). A wish that names no language of
//! ours falls to English; it is never an error.

use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use std::fmt;
use unic_langid::LanguageIdentifier;

/// A language of the interface and the texts. A record may still lack a text in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English, the language of every original.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Ukrainian.
    Uk,
    /// Arabic.
    Ar,
    /// Dari, the Persian of Afghanistan; Farsi falls to it.
    FaAf,
    /// Pashto.
    Ps,
    /// Haitian Creole.
    Ht,
    /// French.
    Fr,
    /// Chinese in simplified characters.
    ZhHans,
    /// Vietnamese.
    Vi,
    /// Russian.
    Ru,
    /// Portuguese.
    Pt,
}

/// Tag and own name of each language, in the order in which a person is offered them.
const TABLE: [(Lang, &str, &str); 12] = [
    (Lang::En, "en", "English"),
    (Lang::Es, "es", "Español"),
    (Lang::Uk, "uk", "Українська"),
    (Lang::Ar, "ar", "العربية"),
    (Lang::FaAf, "fa-AF", "دری"),
    (Lang::Ps, "ps", "پښتو"),
    (Lang::Ht, "ht", "Kreyòl ayisyen"),
    (Lang::Fr, "fr", "Français"),
    (Lang::ZhHans, "zh-Hans", "简体中文"),
    (Lang::Vi, "vi", "Tiếng Việt"),
    (Lang::Ru, "ru", "Русский"),
    (Lang::Pt, "pt", "Português"),
];

/// Wishes that must be rewritten before negotiation, which would otherwise miss them or choose the wrong script.
const ALIASES: [(&str, &str); 10] = [
    ("fa", "fa-AF"),
    ("fa-IR", "fa-AF"),
    ("prs", "fa-AF"),
    ("zh", "zh-Hans"),
    ("zh-CN", "zh-Hans"),
    ("zh-SG", "zh-Hans"),
    ("zh-TW", "zh-Hans"),
    ("zh-HK", "zh-Hans"),
    ("zh-MO", "zh-Hans"),
    ("fr-HT", "ht"),
];

impl Lang {
    /// Every language, in the order in which a person is offered them.
    pub fn all() -> impl Iterator<Item = Lang> {
        TABLE.into_iter().map(|(lang, _, _)| lang)
    }

    /// The BCP 47 tag: the name of the language's folder.
    pub fn tag(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The language's name in itself.
    pub fn own_name(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// The language of a folder or file name.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        TABLE.into_iter().find(|(_, known, _)| *known == tag).map(|(lang, _, _)| lang)
    }

    /// The language nearest to `wish`: a BCP 47 tag, or a POSIX locale such as `es_MX.UTF-8`. English where none is near.
    pub fn negotiate(wish: &str) -> Lang {
        let tag = wish.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        let alias = ALIASES.into_iter().find(|(from, _)| from.eq_ignore_ascii_case(&tag)).map(|(_, to)| to);
        let tag = match alias {
            Some(to) => to,
            None if tag.to_ascii_lowercase().starts_with("zh-hant") => "zh-Hans",
            None => &tag,
        };
        let Ok(wanted) = tag.parse::<LanguageIdentifier>() else { return Lang::En };
        let ours: Vec<LanguageIdentifier> = TABLE.iter().filter_map(|(_, tag, _)| tag.parse().ok()).collect();
        let nearest = negotiate_languages(&[wanted], &ours, None, NegotiationStrategy::Lookup);
        nearest.first().and_then(|found| Lang::from_tag(&found.to_string())).unwrap_or(Lang::En)
    }

    /// Whether `c` is a letter of the script that the language is written in.
    pub fn has_letter(self, c: char) -> bool {
        match self {
            Lang::En | Lang::Es | Lang::Ht | Lang::Fr | Lang::Vi | Lang::Pt => {
                c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
            }
            Lang::Uk | Lang::Ru => matches!(c, '\u{400}'..='\u{52f}'),
            Lang::Ar | Lang::FaAf | Lang::Ps => {
                matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{feff}')
            }
            Lang::ZhHans => matches!(c, '\u{3400}'..='\u{9fff}'),
        }
    }

    /// Whether `wish` asks for traditional Chinese characters, of which there are none: the person is told so.
    pub fn wants_traditional_chinese(wish: &str) -> bool {
        let wish = wish.replace('_', "-").to_ascii_lowercase();
        ["zh-hant", "zh-tw", "zh-hk", "zh-mo"].iter().any(|tag| wish.starts_with(tag))
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, TABLE};

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (place, (lang, tag, _)) in TABLE.into_iter().enumerate() {
            assert_eq!(lang as usize, place);
            assert_eq!(Lang::from_tag(tag), Some(lang));
        }
    }

    #[test]
    fn a_wish_finds_its_language() {
        for (wish, lang) in [
            ("es", Lang::Es),
            ("es_MX.UTF-8", Lang::Es),
            ("pt-BR", Lang::Pt),
            ("fr-HT", Lang::Ht),
            ("fr-CA", Lang::Fr),
            ("fa", Lang::FaAf),
            ("prs", Lang::FaAf),
            ("fa_AF", Lang::FaAf),
            ("zh", Lang::ZhHans),
            ("zh-TW", Lang::ZhHans),
            ("zh-Hant-HK", Lang::ZhHans),
            ("uk", Lang::Uk),
            ("C", Lang::En),
            ("POSIX", Lang::En),
            ("de_DE", Lang::En),
            ("", Lang::En),
            ("::", Lang::En),
        ] {
            assert_eq!(Lang::negotiate(wish), lang, "{wish}");
        }
    }

    #[test]
    fn traditional_characters_are_noted() {
        assert!(Lang::wants_traditional_chinese("zh_TW.UTF-8"));
        assert!(!Lang::wants_traditional_chinese("zh-CN"));
    }
}
