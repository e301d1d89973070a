//! How much each way of matching counts: `index/weights.json`. `docs/search.md` says what each weight bought.

use crate::corpus::Record;
use crate::id::Kind;

/// The weights.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// The whole query is a title or another name of a record.
    pub key: f32,
    /// A form number, law or telephone number.
    pub code: f32,
    /// The same where the record's text names it and another record owns it.
    pub mention: f32,
    /// The record's title and official name.
    pub title: f32,
    /// Its other names.
    pub names: f32,
    /// What people ask when it is the answer.
    pub asks: f32,
    /// A heading.
    pub heading: f32,
    /// The text of a section.
    pub body: f32,
    /// The text of the whole record.
    pub record: f32,
    /// The best section of a record, added to the record's own score.
    pub section: f32,
    /// A stem, against the word as written.
    pub stem: f32,
    /// A word that the last one starts.
    pub prefix: f32,
    /// What a word is also called.
    pub synonym: f32,
    /// A word that a misspelt one may have meant.
    pub corrected: f32,
    /// The share of its score that a record would lose that had none of the words; the rarer a word, the more of it.
    pub cover: f32,
    /// A text in the session's language.
    pub language: f32,
    /// What the weaker fields of a word add to the strongest.
    pub tie: f32,
    /// Two neighbouring words of the query that stand together in a title or name.
    pub phrase: f32,
    /// A record that one of the best eight names under "see also", as a share of that one's score.
    pub neighbour: f32,
    /// A chapter of the guide, against an agency, a visa or a service.
    pub guide: f32,
    /// A word of the glossary, against a record that says what to do.
    pub term: f32,
    /// One of the guide's sources.
    pub source: f32,
    /// An official page.
    pub page: f32,
}

impl Weights {
    /// The weights that the program ships.
    pub fn shipped() -> Weights {
        super::parse(include_str!("../../index/weights.json"))
    }

    /// What a record's kind makes of its score: what tells a person what to do comes before what it rests on.
    pub fn prior(&self, record: &Record) -> f32 {
        match record.id.kind() {
            Kind::Guide => self.guide,
            Kind::Agency | Kind::Visa | Kind::Service => 1.0,
            Kind::Term => self.term,
            Kind::Source if record.publisher.is_some() => self.page,
            Kind::Source => self.source,
        }
    }
}
