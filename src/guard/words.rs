//! The words of the guard's screens.
//!
//! They stand in `corpus/ui/guard/LANG.json` and become constants when the
//! program is built, with the numbers to call already in them: the guard holds
//! no code that reads messages or records. A language without a file has none;
//! English always has.

use crate::lang::Lang;
use jiff::civil::{Date, date};

/// All words of one language. A text with a name in braces still lacks a number that is known only when it is drawn.
#[derive(Debug)]
pub struct Words {
    /// The start screen's heading.
    pub start_title: &'static str,
    /// How to choose a language.
    pub start_choose: &'static str,
    /// The hide key.
    pub hide_hint: &'static str,
    /// The emergency number, on the start screen.
    pub start_emergency: &'static str,
    /// The warning's question.
    pub warning_ask: &'static str,
    /// What will happen in one second.
    pub warning_one: &'static str,
    /// What will happen in `{seconds}`. A language with more forms says it as "seconds left: {seconds}".
    pub warning_many: &'static str,
    /// How to stay.
    pub warning_stay: &'static str,
    /// The emergency card: danger.
    pub card_danger: &'static str,
    /// The emergency card: the hotline by phone.
    pub card_hotline: &'static str,
    /// The emergency card: the hotline by text message.
    pub card_text: &'static str,
    /// The emergency card: relay for deaf callers.
    pub card_relay: &'static str,
    /// The emergency card: why there is no more.
    pub card_rest: &'static str,
    /// The emergency card: what a key does.
    pub card_again: &'static str,
    /// Before the letters that are typed on the cover.
    pub find: &'static str,
    /// The cover's answer to all but two words.
    pub nothing_found: &'static str,
    /// Which page of the cover: `{page}`, `{pages}`.
    pub pages: &'static str,
    /// The kitchen page's title.
    pub measures_title: &'static str,
    /// The titles of its pages.
    pub measures_pages: [&'static str; 3],
    /// The units of its columns, in the order of `Unit` in `screen/cover/measures.rs`.
    pub units: [&'static str; 9],
    /// The calendar's title.
    pub calendar_title: &'static str,
    /// January first.
    pub months: [&'static str; 12],
    /// Sunday first.
    pub weekdays: [&'static str; 7],
    /// The PIN prompt.
    pub pin_prompt: &'static str,
    /// The answer to a wrong PIN.
    pub pin_wrong: &'static str,
    /// There is no PIN.
    pub pin_none: &'static str,
    /// The staff menu.
    pub menu: [&'static str; 3],
    /// Above the doctor's lines.
    pub doctor_title: &'static str,
    /// Below the doctor's lines.
    pub doctor_back: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/guard.rs"));

/// The words of a language; English where it has none.
pub fn words(lang: Lang) -> &'static Words {
    TABLE[lang as usize].unwrap_or(&EN)
}

/// Whether there are words of a language.
pub fn has(lang: Lang) -> bool {
    TABLE[lang as usize].is_some()
}

/// The languages that a person can be offered, in their order. On a Linux console not those whose script it cannot
/// draw: it has no shaping, no right-to-left text, and 512 letters at most.
pub fn offered(console: bool) -> impl Iterator<Item = Lang> {
    let drawn = |lang: Lang| !matches!(lang, Lang::Ar | Lang::FaAf | Lang::Ps | Lang::ZhHans);
    Lang::all().filter(move |&lang| has(lang) && (!console || drawn(lang)))
}

/// The day before which no clock can be right: that of the newest fact in the program.
pub const fn built() -> Date {
    let (year, month, day) = BUILT;
    date(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::{TABLE, built, offered, words};
    use crate::lang::Lang;
    use serde_json::Value;

    fn fact(file: &str, name: &str) -> String {
        let value = serde_json::from_str::<Value>(file).unwrap()["facts"][name]["value"].clone();
        value["phone"].as_str().or(value["sms"]["to"].as_str()).unwrap().to_owned()
    }

    #[test]
    fn the_numbers_are_the_records() {
        let emergency = include_str!("../../corpus/facts/service/911.json");
        let hotline = include_str!("../../corpus/facts/service/national-human-trafficking-hotline.json");
        let words = words(Lang::En);
        for (text, number) in [
            (words.start_emergency, fact(emergency, "phone")),
            (words.card_danger, fact(emergency, "phone")),
            (words.card_relay, fact(emergency, "relay")),
            (words.card_relay, fact(hotline, "phone")),
            (words.card_hotline, fact(hotline, "phone")),
            (words.card_text, fact(hotline, "text")),
        ] {
            assert!(text.contains(&number), "{text:?} has no {number}");
        }
    }

    #[test]
    fn no_number_is_spelled_in_the_words_themselves() {
        let texts: Value = serde_json::from_str(include_str!("../../corpus/ui/guard/en.json")).unwrap();
        for (key, text) in texts.as_object().unwrap() {
            let digits: String = text.to_string().chars().filter(char::is_ascii_digit).collect();
            assert!(digits.len() <= 1 || key == "menu", "{key}: {text}");
        }
    }

    #[test]
    fn the_table_is_made_for_twelve_and_english_is_full() {
        assert_eq!(TABLE.len(), Lang::all().count());
        assert!(offered(false).any(|lang| lang == Lang::En));
        assert!(!offered(true).any(|lang| matches!(lang, Lang::Ar | Lang::FaAf | Lang::Ps | Lang::ZhHans)));
        assert!(words(Lang::Pt).months.iter().all(|month| !month.is_empty()));
    }

    #[test]
    fn the_build_has_a_day() {
        assert!(built() >= jiff::civil::date(2026, 11, 1), "{}", built());
    }
}
