//! The form in which texts are compared: lower case, no accents, one kind of apostrophe.
//!
//! The same folding serves the index, the query, find in page and the marking
//! of hits, so that what is found is also what is marked.

use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds one character into its comparable characters (none for a mark).
fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        return push(c.to_ascii_lowercase());
    }
    // Letters of their own that only look like others with a mark: й ї, and the Arabic yeh with hamza.
    if matches!(c, 'й' | 'Й' | 'ї' | 'Ї' | '\u{626}') {
        return c.to_lowercase().for_each(push);
    }
    for part in std::iter::once(c).nfkd() {
        match part {
            'đ' | 'Đ' => push('d'),
            'ł' | 'Ł' => push('l'),
            'ø' | 'Ø' => push('o'),
            '’' | '‘' | 'ʼ' | '`' | '´' => push('\''),
            '\u{a0}' => push(' '),
            '‐' | '‑' | '–' | '—' => push('-'),
            // Arabic and Persian write the same letters in several ways: alef wasla, kaf, yeh, teh marbuta.
            'ٱ' => push('ا'),
            'ک' => push('ك'),
            'ی' | 'ى' => push('ي'),
            'ة' => push('ه'),
            // Arabic-Indic and Persian digits.
            '\u{660}'..='\u{669}' => push(digit(part, '\u{660}')),
            '\u{6f0}'..='\u{6f9}' => push(digit(part, '\u{6f0}')),
            // Tatweel only stretches a word.
            '\u{640}' => {}
            part if is_combining_mark(part) || matches!(part as u32, 0x200B..=0x200F | 0x00AD) => {}
            part => part.to_lowercase().for_each(&mut push),
        }
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

/// The comparable form of `text`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, |part| folded.push(part)));
    folded
}

/// Every place in `text` where `needle` stands, compared in folded form; byte ranges of `text`, in order, apart.
/// None for a needle that folds to nothing.
pub fn find(text: &str, needle: &str) -> Vec<Range<usize>> {
    let needle = fold(needle);
    if needle.trim().is_empty() {
        return Vec::new();
    }
    let mut folded = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        fold_char(c, |part| {
            origin.resize(origin.len() + part.len_utf8(), at);
            folded.push(part);
        });
    }
    folded
        .match_indices(&needle)
        .map(|(at, found)| {
            let last = origin[at + found.len() - 1];
            let mut end = last + text[last..].chars().next().map_or(0, char::len_utf8);
            end += text[end..].chars().take_while(|&c| is_combining_mark(c)).map(char::len_utf8).sum::<usize>();
            origin[at]..end
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{find, fold};

    #[test]
    fn accents_and_case_do_not_count() {
        for (text, folded) in [
            ("Ayuda MIGRACIÓN", "ayuda migracion"),
            ("Đường", "duong"),
            ("don’t", "don't"),
            ("ﬁle", "file"),
            ("Українська", "українська"),
            ("Твій ПАСПОРТ", "твій паспорт"),
            ("مُساعَدة", "مساعده"),
            ("أإآٱ", "اااا"),
            ("کمک می", "كمك مي"),
            ("١٢٣ ۴۵۶", "123 456"),
            ("حـــق", "حق"),
            ("I‑914", "i-914"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn a_place_is_given_in_the_text_as_written() {
        let text = "La migración y la MIGRACIO\u{301}N.";
        let places: Vec<&str> = find(text, "migracion").into_iter().map(|place| &text[place]).collect();
        assert_eq!(places, ["migración", "MIGRACIO\u{301}N"]);
        assert!(find(text, " ").is_empty());
        assert!(find(text, "visa").is_empty());
    }
}
