//! Record identifiers: `kind/slug`, the permanent address of a record.
//!
//! Links, citations, search tests and translations hang on an [`Id`], so it
//! never changes once a record is published; `corpus/records.json` holds the
//! list and the aliases of old ids.

use crate::strings::Str;
use std::fmt;
use std::str::FromStr;

/// The kinds of record, in the order in which the program lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A chapter of the guide.
    Guide,
    /// An office of a government, an international body, or nonprofits as a group.
    Agency,
    /// An immigration protection.
    Visa,
    /// A place or phone line that helps.
    Service,
    /// A document that the other records rest on.
    Source,
    /// A word of the glossary.
    Term,
}

impl Kind {
    /// Every kind, in listing order.
    pub const ALL: [Kind; 6] = [Kind::Guide, Kind::Agency, Kind::Visa, Kind::Service, Kind::Source, Kind::Term];

    /// The name used in ids, folders and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Guide => "guide",
            Kind::Agency => "agency",
            Kind::Visa => "visa",
            Kind::Service => "service",
            Kind::Source => "source",
            Kind::Term => "term",
        }
    }

    /// The kind that a name of [`Kind::name`] stands for.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The permanent address of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    kind: Kind,
    slug: Str,
}

/// What is wrong with a string that should be an [`Id`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a record id. An id is `kind/slug`, such as `visa/t`.")]
pub struct BadId(pub String);

impl Id {
    /// An id from parts that are known to be well formed when the program is built.
    pub const fn constant(kind: Kind, slug: &'static str) -> Id {
        Id::of(kind, Str::constant(slug))
    }

    /// As [`Id::constant`], of what is built in.
    pub(crate) const fn of(kind: Kind, slug: Str) -> Id {
        Id { kind, slug }
    }

    /// An id of `kind`, or an error where `slug` has other characters than `a`–`z`, `0`–`9` and single hyphens.
    pub fn new(kind: Kind, slug: &str) -> Result<Id, BadId> {
        let well_formed = !slug.is_empty()
            && slug
                .split('-')
                .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if well_formed { Ok(Id { kind, slug: slug.into() }) } else { Err(BadId(format!("{kind}/{slug}"))) }
    }

    /// The part before the slash.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The part after the slash.
    pub fn slug(&self) -> &str {
        &self.slug
    }
}

impl FromStr for Id {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Id, BadId> {
        let bad = || BadId(text.to_owned());
        let (kind, slug) = text.split_once('/').ok_or_else(bad)?;
        Id::new(Kind::from_name(kind).ok_or_else(bad)?, slug).map_err(|_| bad())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.slug)
    }
}

#[cfg(test)]
mod tests {
    use super::{Id, Kind};

    #[test]
    fn reads_back_what_it_prints() {
        let id: Id = "service/national-human-trafficking-hotline".parse().unwrap();
        assert_eq!((id.kind(), id.slug()), (Kind::Service, "national-human-trafficking-hotline"));
        assert_eq!(id.to_string().parse::<Id>().unwrap(), id);
    }

    #[test]
    fn refuses_what_is_no_id() {
        for text in ["", "visa", "visa/", "visa/T", "visa/t/x", "visa/../t", "film/t", "visa/-t", "visa/t--u", "visa/é"]
        {
            assert!(text.parse::<Id>().is_err(), "{text}");
        }
    }
}
