//! The corpus: every record, with its facts apart from its texts.
//!
//! A shipped corpus is compiled in: `build.rs` writes the heads of all records
//! as constants, so opening the program parses nothing. An editor's folder is
//! put together at start by [`assemble`]. Facts and texts are parsed when a
//! record is shown, each in a fraction of a millisecond.

pub mod assemble;
pub mod facts;
pub mod front;

use crate::id::{Id, Kind};
use crate::lang::Lang;
use crate::strings::Str;
use facts::{Answer, Fact, Facts};
use std::borrow::Cow;
use std::ops::Deref;

mod shipped {
    use super::facts::Answer;
    use super::{Corpus, Record, Text, Texts};
    use crate::id::{Id, Kind};
    use crate::lang::Lang;
    use crate::strings::Str;
    use std::borrow::Cow;

    include!(concat!(env!("OUT_DIR"), "/shipped.rs"));
}

/// Names in a fixed order.
type Names = Cow<'static, [Str]>;

/// All records, in the order of their ids, and what belongs to all of them.
#[derive(Clone, Debug)]
pub struct Corpus {
    records: Cow<'static, [Record]>,
    /// For each kind, the names of its groups in the order of its list.
    groups: Cow<'static, [(Kind, Names)]>,
    /// Old ids and the ids that replace them.
    aliases: Cow<'static, [(Id, Id)]>,
    /// A digest of every byte of the corpus, in hexadecimal; part of the index's stamp.
    digest: Str,
}

/// One record: the head, which lists need, and the facts and texts as written. It holds no pointer when it is built in,
/// for the reason that [`Str`] gives; so what is a list has a line for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its permanent address.
    pub id: Id,
    /// The heading that it stands under in its list.
    pub group: Str,
    /// Its place under the heading.
    pub order: u32,
    /// The day on which it was last checked, `YYYY-MM-DD`.
    pub checked_on: Str,
    /// For an agency: is it police, and does it act on immigration?
    pub stance: Option<(Answer, Answer)>,
    /// For an official page: who publishes it. The Sources pane folds pages by publisher.
    pub publisher: Option<Str>,
    /// For a source: when it was published, as far as that is known.
    pub published: Option<Str>,
    /// The numbers of the records that it names under "see also", a line each: see [`Record::see_also`].
    pub see_also: Str,
    /// The numbers of the records that name this one under "see also", a line each: see [`Record::named_by`].
    pub named_by: Str,
    /// The facts file as written.
    pub facts: Str,
    /// The texts, English first.
    pub texts: Texts,
}

/// The texts of a record, English first; never none.
#[derive(Clone, Debug)]
pub struct Texts(Form);

#[derive(Clone, Debug)]
enum Form {
    /// So many of the texts that are built in.
    BuiltIn {
        start: u32,
        length: u32,
    },
    Owned(Vec<Text>),
}

impl Texts {
    /// The `length` texts from `start` of what is built in.
    const fn built_in(start: u32, length: u32) -> Texts {
        Texts(Form::BuiltIn { start, length })
    }
}

impl From<Vec<Text>> for Texts {
    fn from(texts: Vec<Text>) -> Texts {
        Texts(Form::Owned(texts))
    }
}

impl Deref for Texts {
    type Target = [Text];

    fn deref(&self) -> &[Text] {
        match &self.0 {
            Form::BuiltIn { start, length } => &shipped::TEXTS[*start as usize..][..*length as usize],
            Form::Owned(texts) => texts,
        }
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Texts) -> bool {
        **self == **other
    }
}

/// The text of a record in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The language.
    pub lang: Lang,
    /// What lists and the head of the page show.
    pub title: Str,
    /// The official name, where it differs from the title.
    pub official: Option<Str>,
    /// One or two sentences.
    pub summary: Str,
    /// Other names that people use, a line each: see [`Text::names`].
    pub names: Str,
    /// What people ask when this record is the answer, a line each.
    pub asks: Str,
    /// For a translation: the [`Text::digest`] of the English text that it was made from.
    pub translates: Option<Str>,
    /// The Markdown after the head.
    pub body: Str,
    /// The line of the file at which the body starts, from 1.
    pub body_line: usize,
}

impl Corpus {
    /// The corpus that is compiled into the program.
    pub fn shipped() -> Corpus {
        shipped::CORPUS.clone()
    }

    /// Every record, in the order of the ids.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The digest of every byte of the corpus, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The record `id`, or the one that has replaced it.
    pub fn get(&self, id: &Id) -> Option<&Record> {
        self.records.get(self.position(id)?)
    }

    /// The number of the record `id`, or of the one that has replaced it, among [`Corpus::records`].
    pub fn position(&self, id: &Id) -> Option<usize> {
        let mut id = id;
        // A chain of aliases longer than the list of them would be a circle, which `check` reports.
        for _ in 0..=self.aliases.len() {
            if let Ok(at) = self.records.binary_search_by(|record| record.id.cmp(id)) {
                return Some(at);
            }
            id = self.aliases.iter().find(|(old, _)| old == id).map(|(_, new)| new)?;
        }
        None
    }

    /// Old ids and the ids that replace them.
    pub fn aliases(&self) -> &[(Id, Id)] {
        &self.aliases
    }

    /// The names of the groups of `kind`, in the order of its list.
    pub fn groups(&self, kind: Kind) -> &[Str] {
        self.groups.iter().find(|(of, _)| *of == kind).map_or(&[], |(_, groups)| groups)
    }

    /// The records of `kind` as its list shows them: by group, place, title.
    pub fn listed(&self, kind: Kind) -> Vec<&Record> {
        let groups = self.groups(kind);
        let place = |record: &Record| groups.iter().position(|group| *group == record.group);
        // Records stand in the order of their ids, and an id's kind comes first.
        let end = |before: fn(&Kind, &Kind) -> bool| self.records.partition_point(|of| before(&of.id.kind(), &kind));
        let mut records: Vec<&Record> = self.records[end(PartialOrd::lt)..end(PartialOrd::le)].iter().collect();
        records.sort_by_cached_key(|record| {
            (place(record), record.publisher.clone(), record.order, record.text(Lang::En).title.clone())
        });
        records
    }

    /// Fact `name` of record `id`.
    pub fn fact(&self, id: &Id, name: &str) -> Option<Fact> {
        Facts::only(&self.get(id)?.facts, name)
    }
}

impl Record {
    /// The text in `lang`, else the English one.
    pub fn text(&self, lang: Lang) -> &Text {
        self.texts.iter().find(|text| text.lang == lang).unwrap_or(&self.texts[0])
    }

    /// The numbers, among [`Corpus::records`], of the records that it names under "see also", the most useful first.
    pub fn see_also(&self) -> impl Iterator<Item = usize> {
        self.see_also.lines().filter_map(|number| number.parse().ok())
    }

    /// The numbers of the records that name this one under "see also", in the order of their ids.
    pub fn named_by(&self) -> impl Iterator<Item = usize> {
        self.named_by.lines().filter_map(|number| number.parse().ok())
    }

    /// The facts. None where the file cannot be read, which `check` reports and [`assemble`] refuses.
    pub fn facts(&self) -> Option<Facts> {
        Facts::parse(&self.facts).ok()
    }
}

impl Text {
    /// Other names that people use.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.lines()
    }

    /// The words of the heading with this id.
    pub fn heading(&self, anchor: &str) -> Option<&str> {
        let id = format!("{{#{anchor}}}");
        let headings = self.body.lines().filter(|line| line.starts_with('#'));
        headings.filter_map(|line| line.trim_end().strip_suffix(&id)).map(|line| line.trim_matches(['#', ' '])).next()
    }

    /// A digest of what a translator translates (FNV-1a, 64 bits), in hexadecimal.
    pub fn digest(&self) -> String {
        let parts = [&*self.title, self.official.as_deref().unwrap_or_default(), &self.summary, &self.body];
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
        let digest = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{digest:016x}")
    }
}

#[cfg(test)]
mod tests {
    use super::Corpus;
    use crate::id::Kind;

    #[test]
    fn records_stand_in_the_order_of_their_ids() {
        let corpus = Corpus::shipped();
        assert!(corpus.records().is_sorted_by(|a, b| a.id < b.id));
    }

    #[test]
    fn a_fact_read_alone_is_the_one_that_is_read_with_the_others() {
        let corpus = Corpus::shipped();
        let mut count = 0;
        for record in corpus.records() {
            for (name, fact) in record.facts().unwrap().facts {
                let alone = corpus.fact(&record.id, &name).unwrap();
                assert_eq!(format!("{alone:?}"), format!("{fact:?}"), "{}#{name}", record.id);
                count += 1;
            }
            assert!(corpus.fact(&record.id, "no-such-fact").is_none());
        }
        assert!(count > 100, "{count} facts");
    }

    #[test]
    fn every_record_has_facts_and_stands_in_its_list() {
        let corpus = Corpus::shipped();
        for record in corpus.records() {
            assert!(record.facts().is_some(), "{}", record.id);
            assert!(corpus.groups(record.id.kind()).contains(&record.group), "{} in {}", record.id, record.group);
        }
        let listed: usize = Kind::ALL.into_iter().map(|kind| corpus.listed(kind).len()).sum();
        assert_eq!(listed, corpus.records().len());
    }
}
