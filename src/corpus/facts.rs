//! The facts of a record: what is true in every language.
//!
//! These types are the format of `corpus/facts/<kind>/<slug>.json`. An unknown
//! field is refused, so that a misspelt one cannot be lost. The JSON Schema in
//! `docs/` is generated from here.

use schemars::JsonSchema;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// One file of `corpus/facts`.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The plain heading that the record stands under in its list; one of `corpus/groups.json`.
    pub group: String,
    /// The record's place under its heading; low numbers first.
    #[serde(default)]
    pub order: u32,
    /// The day, `YYYY-MM-DD`, on which the whole record was last checked against its sources.
    pub checked_on: String,
    /// How sure the editors are of the record as a whole.
    pub confidence: Confidence,
    /// Days after which the record should be checked again.
    pub recheck_days: u32,
    /// The single facts, by name. Text names them as `{name}`, other records as `{kind/slug#name}`.
    #[serde(default, deserialize_with = "each_once")]
    pub facts: BTreeMap<String, Fact>,
    /// Names of the facts that the box at the top shows, in its order.
    #[serde(default, rename = "box")]
    pub fact_box: Vec<String>,
    /// Ids of records to read next, the most useful first. The way back is added by the program.
    #[serde(default)]
    pub see_also: Vec<String>,
    /// Bibliographic data; every `source` record has it, no other does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

/// Reads facts by their names. One that stands twice is a fault: a page would show the one, and another page the other.
fn each_once<'de, D: Deserializer<'de>>(facts: D) -> Result<BTreeMap<String, Fact>, D::Error> {
    struct Each;
    impl<'de> Visitor<'de> for Each {
        type Value = BTreeMap<String, Fact>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("facts by their names")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut facts = BTreeMap::new();
            while let Some((name, fact)) = entries.next_entry::<String, Fact>()? {
                if facts.contains_key(&name) {
                    return Err(A::Error::custom(format!("the fact `{name}` stands twice")));
                }
                facts.insert(name, fact);
            }
            Ok(facts)
        }
    }
    facts.deserialize_map(Each)
}

/// How sure the editors are. What is less sure than `medium` is not printed as a fact.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Read on an official page, or confirmed by several independent ones.
    High,
    /// Read in a good account of the official page, or official but old.
    Medium,
}

/// One fact: a value, the sources that it rests on, and the day for which they give it.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What is so.
    pub value: Value,
    /// Slugs of the source records that say so; at least one.
    pub sources: Vec<String>,
    /// The date for which the sources give it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub as_of: String,
    /// How sure the editors are.
    pub confidence: Confidence,
}

/// A value that is the same in every language.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Value {
    /// A telephone number as it is dialled, digits and hyphens: `1-888-373-7888`, `911`.
    Phone(String),
    /// A number for text messages, and the word to send where one is needed.
    Sms(Sms),
    /// A web address with its `https://`.
    Url(String),
    /// An e-mail address.
    Email(String),
    /// The number of an official form: `I-914`.
    Form(String),
    /// A law as lawyers cite it: `8 U.S.C. 1367`.
    Law(String),
    /// An amount in whole United States dollars.
    Usd(u32),
    /// An amount in United States cents, where dollars are not enough: `725` is $7.25.
    Cents(u32),
    /// A number of things or people.
    Count(u32),
    /// Per hundred.
    Percent(u8),
    /// A length of time in years.
    Years(u32),
    /// A length of time in months.
    Months(u32),
    /// A length of time in days.
    Days(u32),
    /// An age in years.
    Age(u8),
    /// A day, `YYYY-MM-DD`.
    Date(String),
    /// Opening hours: `24/7`, or `mo-fr 08:00-16:30` and a zone (`local`, `ET`, `CT`, `MT`, `PT`).
    Hours(String),
    /// Language tags, the commonest first.
    Languages(Vec<String>),
    /// A short answer.
    Answer(Answer),
}

/// Where to send a text message.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    /// The number, digits only or as dialled.
    pub to: String,
    /// The word to send, where one is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
}

/// The short answers that a fact can give.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// In some cases; the text says which.
    Sometimes,
    /// It costs nothing.
    Free,
    /// There is none.
    None,
    /// It must be there.
    Required,
    /// It may be there.
    Optional,
    /// It differs; ask.
    Ask,
}

impl Answer {
    /// The end of the answer's key in the interface words: `answer-<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::Sometimes => "sometimes",
            Answer::Free => "free",
            Answer::None => "none",
            Answer::Required => "required",
            Answer::Optional => "optional",
            Answer::Ask => "ask",
        }
    }
}

/// Where a document comes from and how it was read.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Whether the guide itself cites it, or only records do.
    pub tier: Tier,
    /// Who publishes it.
    pub publisher: String,
    /// Its own title, in its own language.
    pub title: String,
    /// The language it is written in.
    pub language: String,
    /// Where it stands on the web.
    pub url: String,
    /// How its text was read.
    pub access: Access,
    /// When it appeared: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Who edited it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editors: Vec<String>,
    /// The journal, report or series that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// Volume of the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// Number within the volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// First and last page: `539-579`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// The chapter that is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chapter: Option<String>,
    /// How long it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<String>,
    /// On what terms it may be copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Tags of the languages that it is published in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
}

/// Who cites a source.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// One of the eleven that the guide lists.
    Guide,
    /// An official page that records rest on.
    Page,
}

/// How a source was read when its record was checked.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// At its own address.
    Opened,
    /// In a full copy.
    Copy,
    /// In another publisher's account of it.
    Account,
    /// Not read: a law or page whose plain content is generally known.
    NotOpened,
}

impl Access {
    /// The end of the key in the interface words: `access-<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Access::Opened => "opened",
            Access::Copy => "copy",
            Access::Account => "account",
            Access::NotOpened => "not-opened",
        }
    }
}

impl Facts {
    /// Reads one facts file.
    ///
    /// # Errors
    /// serde's message, with line and column, where the text is no JSON or has an unknown or missing field.
    pub fn parse(json: &str) -> Result<Facts, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// Fact `name` alone of one facts file, of which nothing else is read: a page names facts of many records. None where
    /// the file has no such fact, or it cannot be read.
    pub fn only(json: &str, name: &str) -> Option<Fact> {
        // A name in quotes is nowhere but at a key or a value, and nothing but a fact has all that a fact has.
        let key = format!("\"{name}\"");
        json.match_indices(&key).find_map(|(at, _)| {
            let value = json[at + key.len()..].trim_start().strip_prefix(':')?;
            let mut fact = serde_json::Deserializer::from_str(value);
            Fact::deserialize(&mut fact).ok()
        })
    }

    /// The short answer that fact `name` holds.
    pub fn answer(&self, name: &str) -> Option<Answer> {
        match self.facts.get(name)?.value {
            Value::Answer(answer) => Some(answer),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Facts;

    #[test]
    fn a_fact_that_stands_twice_is_a_fault() {
        let fact = r#""fee":{"value":{"usd":10},"sources":["a"],"as_of":"2026","confidence":"high"}"#;
        let file = |facts: &str| {
            let head = r#""group":"t","checked_on":"2026-11-22","confidence":"high","recheck_days":30"#;
            format!(r#"{{{head},"box":["fee"],"facts":{{{facts}}}}}"#)
        };
        assert!(Facts::parse(&file(fact)).is_ok());
        let fault = Facts::parse(&file(&format!("{fact},{fact}"))).unwrap_err().to_string();
        assert!(fault.contains("`fee` stands twice"), "{fault}");
        // Its name in the box is no fact.
        assert!(Facts::only(&file(fact), "fee").is_some() && Facts::only(&file(""), "fee").is_none());
    }
}
