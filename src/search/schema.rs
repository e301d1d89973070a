//! The fields of the index.
//!
//! A document is one section of one record in one language. The first stands
//! for the record as a whole: it alone holds the title, the other names and,
//! in `record`, the words of all sections, so that words from two sections
//! still find the record. The documents of a record stand together.

use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};

/// How many numbers of languages a place has room for.
pub const LANGS: usize = 16;

/// Each line of a text starts at a multiple of this position, so that no phrase reaches from one name, or one thing that
/// people ask, into the next.
pub const LINE: usize = 64;

/// The column that says which record and language a document is of.
pub const PLACE: &str = "place";

/// The fields, in the order in which the schema holds them.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The schema that they belong to.
    pub schema: Schema,
    /// The language of the text.
    pub lang: Field,
    /// The number of the record in the corpus and of the language, together.
    pub place: Field,
    /// The block at which the section starts.
    pub block: Field,
    /// The section's heading and text, as shown.
    pub shown_heading: Field,
    /// See [`Fields::shown_heading`].
    pub shown_text: Field,
    /// A whole title or name, folded.
    pub key: Field,
    /// Form numbers, laws, telephone numbers, without their punctuation.
    pub code: Field,
    /// Codes that the record's text names but another record owns.
    pub mention: Field,
    /// Words as written, folded: title, other names, heading, body, whole record.
    pub exact: Texts,
    /// The same as stems.
    pub stem: Texts,
    /// Every folded word of the section, for completing and correcting. A word that is not in it is in no field of `exact`.
    pub vocabulary: Field,
}

/// The fields that hold one form of the words.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// The record's title and official name.
    pub title: Field,
    /// Its other names.
    pub names: Field,
    /// What people ask when it is the answer.
    pub asks: Field,
    /// The section's heading.
    pub heading: Field,
    /// The section's text.
    pub body: Field,
    /// The text of the whole record.
    pub record: Field,
}

impl Fields {
    /// The fields and their schema.
    pub fn new() -> Fields {
        let mut schema = Schema::builder();
        let text = |record| {
            let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let words = text(IndexRecordOption::WithFreqsAndPositions);
        let counted = text(IndexRecordOption::WithFreqs);
        let mut texts = |form: &str| Texts {
            title: schema.add_text_field(&format!("title_{form}"), words.clone()),
            names: schema.add_text_field(&format!("names_{form}"), words.clone()),
            asks: schema.add_text_field(&format!("asks_{form}"), words.clone()),
            heading: schema.add_text_field(&format!("heading_{form}"), words.clone()),
            body: schema.add_text_field(&format!("body_{form}"), words.clone()),
            record: schema.add_text_field(&format!("record_{form}"), words.clone()),
        };
        let (exact, stem) = (texts("exact"), texts("stem"));
        Fields {
            lang: schema.add_text_field("lang", STRING),
            place: schema.add_u64_field(PLACE, FAST),
            block: schema.add_u64_field("block", STORED),
            shown_heading: schema.add_text_field("shown_heading", STORED),
            shown_text: schema.add_text_field("shown_text", STORED),
            key: schema.add_text_field("key", STRING),
            code: schema.add_text_field("code", STRING),
            mention: schema.add_text_field("mention", STRING),
            vocabulary: schema.add_text_field("vocabulary", counted),
            exact,
            stem,
            schema: schema.build(),
        }
    }

    /// Whether every document holds `field`, and not only the first of each record.
    pub fn is_of_section(&self, field: Field) -> bool {
        [self.exact, self.stem].iter().any(|texts| field == texts.heading || field == texts.body)
    }

    /// Whether `field` holds the other names of a record.
    pub fn are_names(&self, field: Field) -> bool {
        [self.exact, self.stem].iter().any(|texts| field == texts.names)
    }

    /// Whether `field` holds much more than a line: all that people ask, all the words of a record.
    pub fn holds_much(&self, field: Field) -> bool {
        [self.exact, self.stem].iter().any(|texts| field == texts.asks || field == texts.record)
    }
}
