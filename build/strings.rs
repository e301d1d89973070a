//! The strings of the corpus, as the program holds them: see `src/strings.rs`.

use crate::KINDS;
use std::collections::HashMap;

/// All strings of the corpus as one text, each once.
#[derive(Default)]
pub struct Strings {
    pub all: String,
    places: HashMap<String, usize>,
}

impl Strings {
    /// The constant that stands for `text`.
    pub fn add(&mut self, text: &str) -> String {
        let start = *self.places.entry(text.to_owned()).or_insert_with(|| {
            self.all.push_str(text);
            self.all.len() - text.len()
        });
        format!("Str::built_in({start}, {})", text.len())
    }

    pub fn add_if(&mut self, text: Option<&str>) -> String {
        text.map_or_else(|| "None".to_owned(), |text| format!("Some({})", self.add(text)))
    }

    pub fn add_id(&mut self, id: &str) -> String {
        let (kind, slug) = id.split_once('/').unwrap_or_default();
        let variant = KINDS.iter().find(|(name, _)| *name == kind).map_or("Guide", |(_, variant)| variant);
        format!("Id::of(Kind::{variant}, {})", self.add(slug))
    }
}
