//! All that is known and never changes while the program runs.

use super::policy::Policy;
use super::promises::Promises;
use crate::corpus::Corpus;
use crate::corpus::facts::Value;
use crate::id::{Id, Kind};
use crate::library::Library;
use crate::search::{Hit, Place, Query, Results, Search};

/// The record that owns the emergency number.
const EMERGENCY: Id = Id::constant(Kind::Service, "911");
/// The record that owns the hotline's numbers.
const HOTLINE: Id = Id::constant(Kind::Service, "national-human-trafficking-hotline");

/// Corpus, index, library and settings of one run.
pub struct World {
    /// Every record.
    pub corpus: Corpus,
    /// The index over them. None before the first frame, which needs none.
    pub search: Option<Search>,
    /// The imported documents, where there are any. None before the first frame.
    pub library: Option<Library>,
    /// Settings of this run.
    pub policy: Policy,
    /// What this run can keep.
    pub promises: Promises,
    /// The numbers of the help line.
    pub numbers: HelpNumbers,
}

/// The numbers of the help line, from the records that own them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpNumbers {
    /// The emergency number.
    pub emergency: String,
    /// The hotline.
    pub phone: String,
    /// The hotline by text message.
    pub text: String,
}

impl World {
    /// A world of `corpus` in which nothing can be searched yet, and which promises as little as it can.
    pub fn new(corpus: Corpus, policy: Policy) -> World {
        let numbers = HelpNumbers::of(&corpus);
        World { corpus, search: None, library: None, policy, promises: Promises::default(), numbers }
    }

    /// The same world with the index over its corpus.
    #[must_use]
    pub fn searched_by(self, search: Search) -> World {
        World { search: Some(search), ..self }
    }

    /// The same world, with a library.
    #[must_use]
    pub fn with_library(self, library: Option<Library>) -> World {
        World { library, ..self }
    }

    /// The records that answer `query`; none before there is an index. `stop` as for [`Search::find`].
    pub fn find(&self, query: &Query<'_>, stop: &dyn Fn() -> bool) -> Results {
        self.search.as_ref().map_or_else(Results::default, |search| search.find(&self.corpus, query, stop))
    }

    /// Where in a record of `results` the words were found.
    pub fn place(&self, hit: &Hit, results: &Results) -> Option<Place> {
        Some(self.search.as_ref()?.place(&self.corpus, hit, &results.matcher))
    }

    /// The same world, with these promises.
    #[must_use]
    pub fn with(self, promises: Promises) -> World {
        World { promises, ..self }
    }
}

impl HelpNumbers {
    fn of(corpus: &Corpus) -> HelpNumbers {
        let number = |id, name| match corpus.fact(id, name).map(|fact| fact.value) {
            Some(Value::Phone(number)) => number,
            Some(Value::Sms(sms)) => sms.to,
            _ => String::new(),
        };
        HelpNumbers {
            emergency: number(&EMERGENCY, "phone"),
            phone: number(&HOTLINE, "phone"),
            text: number(&HOTLINE, "text"),
        }
    }
}
