//! The fields of the index.
//!
//! A document is one section of one record in one language. Title and names
//! stand in every section of the record, so that "t visa cost" finds the
//! section on cost; `record` stands in the first alone and holds the words of
//! the whole record, so that words from two sections still find it.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// How many numbers of languages a place has room for.
pub const LANGS: usize = 16;

/// The column that says which record and language a document is of.
pub const PLACE: &str = "place";

/// The fields, in the order in which the schema holds them.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The schema that they belong to.
    pub schema: Schema,
    /// The record's id.
    pub id: Field,
    /// The kind of the record.
    pub kind: Field,
    /// The language of the text.
    pub lang: Field,
    /// The number of the record in the corpus and of the language, together: read for hundreds of hits at each key,
    /// so kept in a column.
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
    /// Every folded word of the section, for completing and correcting.
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
        let number = NumericOptions::default().set_stored();
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
            id: schema.add_text_field("id", STRING | STORED),
            kind: schema.add_text_field("kind", STRING),
            lang: schema.add_text_field("lang", STRING | STORED),
            place: schema.add_u64_field(PLACE, FAST),
            block: schema.add_u64_field("block", number | INDEXED),
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
}
