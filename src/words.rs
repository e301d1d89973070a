//! The interface's words, in Project Fluent (`corpus/ui/<lang>.ftl`).
//!
//! Keys that code names come from [`Msg`], so a misspelt key does not compile;
//! keys made of data (a group, a fact's name) go through [`Words::named`], and
//! `check` holds that each has its words. A language without words of its own
//! falls to English, key by key.

mod messages;
#[cfg(test)]
mod plain;

use crate::lang::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

pub use messages::Msg;

#[cfg(test)]
const ENGLISH: &str = include_str!("../corpus/ui/en.ftl");

/// What `build.rs` makes of the English file.
mod built {
    use crate::strings::Str;

    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The words of one language.
pub struct Words {
    lang: Lang,
    /// The messages that are more than words; the others are built in as they are.
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of `lang`, English where it has none.
    pub fn new(lang: Lang) -> Words {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.tag().parse().unwrap_or_default()]);
        // What the file's faulty lines would say is missing, and `check` and a test name them.
        let resource = FluentResource::try_new(built::REST.to_owned()).unwrap_or_else(|(whole, _)| whole);
        bundle.add_resource_overriding(resource);
        // Isolation marks matter where the interface runs right to left; elsewhere they would only be noise.
        bundle.set_use_isolating(matches!(lang, Lang::Ar | Lang::FaAf | Lang::Ps));
        Words { lang, bundle }
    }

    /// The language whose words these are.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A message without arguments.
    pub fn text(&self, msg: Msg) -> String {
        match built::PLACES[msg as usize] {
            Some(place) => built::PLAIN[usize::from(place)].2.to_string(),
            None => self.format(msg, &[]),
        }
    }

    /// A message with its arguments filled in.
    pub fn format(&self, msg: Msg, args: &[(&'static str, Arg<'_>)]) -> String {
        self.look_up(msg.key(), "", args).unwrap_or_default()
    }

    /// The `.help` of a message: what the help screen says of a key.
    pub fn help(&self, msg: Msg) -> String {
        self.look_up(msg.key(), "help", &[]).unwrap_or_default()
    }

    /// The message `<family>-<name>`, such as `group-visa-t`; None where there is none.
    pub fn named(&self, family: &str, name: &str) -> Option<String> {
        self.look_up(&format!("{family}-{name}"), "", &[])
    }

    /// The words of message `key`, or of an attribute of it.
    fn look_up(&self, key: &str, attribute: &str, args: &[(&'static str, Arg<'_>)]) -> Option<String> {
        let place = built::PLAIN.binary_search_by(|(of, name, _)| (&**of, &**name).cmp(&(key, attribute)));
        if let Ok(at) = place {
            return Some(built::PLAIN[at].2.to_string());
        }
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            "" => message.value()?,
            _ => message.get_attribute(attribute)?.value(),
        };
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            values.set(*name, arg.value());
        }
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new());
        Some(text.into_owned())
    }
}

/// An argument of a message.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// Words, put in as they are.
    Text(&'a str),
    /// A number, by which Fluent chooses the plural form.
    Number(usize),
}

impl Arg<'_> {
    fn value(&self) -> FluentValue<'_> {
        match *self {
            Arg::Text(text) => FluentValue::from(text),
            Arg::Number(number) => FluentValue::from(number),
        }
    }
}

impl Words {
    /// A day, month or year written `YYYY[-MM[-DD]]`, as people of the language write it; the input where it is none. No
    /// line breaks within it.
    pub fn date(&self, iso: &str) -> String {
        let mut parts = iso.split('-');
        let year = parts.next().unwrap_or_default();
        let month = parts.next().and_then(|month| month.parse().ok());
        let day = parts.next().map(|day| day.trim_start_matches('0'));
        let date = match (month, day) {
            (Some(month), Some(day)) => self.format(
                Msg::DateDay,
                &[("year", Arg::Text(year)), ("month", Arg::Number(month)), ("day", Arg::Text(day))],
            ),
            (Some(month), None) => {
                self.format(Msg::DateMonth, &[("year", Arg::Text(year)), ("month", Arg::Number(month))])
            }
            _ => self.format(Msg::DateYear, &[("year", Arg::Text(year))]),
        };
        date.replace(' ', "\u{a0}")
    }

    /// A number with its thousands set apart.
    pub fn number(&self, number: u32) -> String {
        let digits = number.to_string();
        let mark = self.text(Msg::NumberGroup);
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push_str(&mark);
            }
            out.push(digit);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, Msg, Words};
    use crate::lang::Lang;

    #[test]
    fn the_file_parses_and_every_message_has_words() {
        let resource = fluent_syntax::parser::parse(ENGLISH).unwrap();
        let mut keys: Vec<&str> = resource
            .body
            .iter()
            .filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name),
                _ => None,
            })
            .collect();
        keys.sort_unstable();
        assert!(keys.is_sorted_by(|a, b| a < b), "a key stands twice");
        for msg in Msg::ALL {
            assert!(keys.binary_search(&msg.key()).is_ok(), "{} has no words", msg.key());
        }
    }

    #[test]
    fn dates_and_numbers_read_as_people_write_them() {
        let words = Words::new(Lang::En);
        assert_eq!(words.date("2026-11-02"), "2\u{a0}Nov\u{a0}2026");
        assert_eq!(words.date("2025-07"), "Jul\u{a0}2025");
        assert_eq!(words.date("2024"), "2024");
        assert_eq!(words.number(1_234_567), "1,234,567");
        assert_eq!(words.number(950), "950");
    }
}
