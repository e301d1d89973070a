//! The fields of the library's index.
//!
//! A document of the index is one passage. The words are held three times: as
//! written, with their places, for what stands together; as stems, by which a
//! passage is found; and as the starts of words, since at a million passages
//! only a field of its own answers half a word at once.

use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};

/// The column with the number of a passage in its document.
pub const ORDINAL: &str = "ordinal";
/// The column with the page of a passage.
pub const PAGE: &str = "page";

/// The letters of the longest start of a word that is held.
pub const LONGEST_START: usize = 6;

/// The fields, in the order in which the schema holds them.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The schema that they belong to.
    pub schema: Schema,
    /// The id of the document.
    pub document: Field,
    /// The number of the passage in its document, from 0.
    pub ordinal: Field,
    /// The page that it starts on; 0 for none.
    pub page: Field,
    /// Where it starts, in characters from the start of the document.
    pub offset: Field,
    /// The page as printed.
    pub label: Field,
    /// The headings that it stands under, the outermost first.
    pub section: Field,
    /// Its text.
    pub text: Field,
    /// The headings of the whole document, as JSON; held by its first passage alone.
    pub outline: Field,
    /// Words as written, folded.
    pub exact: Field,
    /// Their stems.
    pub stem: Field,
    /// Their starts, of 1 to [`LONGEST_START`] letters.
    pub start: Field,
}

impl Fields {
    /// The fields and their schema.
    pub fn new() -> Fields {
        let mut schema = Schema::builder();
        let text = |record| {
            let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        Fields {
            document: schema.add_text_field("document", STRING | STORED),
            ordinal: schema.add_u64_field(ORDINAL, FAST),
            page: schema.add_u64_field(PAGE, FAST),
            offset: schema.add_u64_field("offset", STORED),
            label: schema.add_text_field("label", STRING | STORED),
            section: schema.add_text_field("section", STORED),
            text: schema.add_text_field("text", STORED),
            outline: schema.add_text_field("outline", STORED),
            exact: schema.add_text_field("exact", text(IndexRecordOption::WithFreqsAndPositions)),
            stem: schema.add_text_field("stem", text(IndexRecordOption::WithFreqs)),
            start: schema.add_text_field("start", text(IndexRecordOption::WithFreqs)),
            schema: schema.build(),
        }
    }
}
