//! Building the index: every section of every record in every language.
//!
//! Built in memory by one thread, then handed out as named bytes; the shell
//! writes them, or they are searched where they are.

use super::BadIndex;
use super::analyze::{Stems, index_words};
use super::exact::{codes, mentions, named, squeeze};
use super::schema::{Fields, LANGS, LINE, Texts};
use crate::corpus::{Corpus, Record, Text};
use crate::lang::Lang;
use crate::page::{Page, Section};
use crate::words::Words;
use std::collections::BTreeMap;
use std::path::Path;
use tantivy::directory::{Directory, RamDirectory};
use tantivy::index::SegmentId;
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexBuilder, IndexSettings, SingleSegmentIndexWriter, TantivyDocument};

/// Memory that the writer may use before it would spill, in bytes. The corpus takes a small part of it.
const BUDGET: usize = 200 << 20;

/// Builds the index of `corpus`: names of files and their bytes. `progress` is told how many records are done.
///
/// # Errors
/// What tantivy reports.
pub fn build(corpus: &Corpus, mut progress: impl FnMut(usize)) -> Result<BTreeMap<String, Vec<u8>>, BadIndex> {
    let fields = Fields::new();
    let settings = IndexSettings {
        // A thread of its own would not survive the sandbox; blocks of 4 KiB are quick to open for ten hits.
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: 4096,
        ..IndexSettings::default()
    };
    let directory = RamDirectory::create();
    let builder = IndexBuilder::new().schema(fields.schema.clone()).settings(settings);
    let mut writer = builder.single_segment_index_writer(directory.clone(), BUDGET)?;
    let mut of_lang = BTreeMap::new();
    for (done, record) in corpus.records().iter().enumerate() {
        for text in record.texts.iter() {
            let (ui, stems) = of_lang.entry(text.lang).or_insert_with(|| (Words::new(text.lang), Stems::of(text.lang)));
            if let Some(page) = Page::of(corpus, ui, &record.id) {
                let place = (done * LANGS + text.lang as usize) as u64;
                add(&mut writer, &fields, place, record, text, &page, stems)?;
            }
        }
        progress(done + 1);
    }
    let index = writer.finalize()?;
    files(&index, &directory)
}

/// The file that names the segments.
const META: &str = "meta.json";

/// The name of the only segment. tantivy would make one up at random; with the same name the same corpus makes the same
/// bytes, so that a package can be built again and compared.
const SEGMENT: &str = "00000000-0000-4000-8000-000000000000";

/// The finished index as files.
fn files(index: &Index, directory: &RamDirectory) -> Result<BTreeMap<String, Vec<u8>>, BadIndex> {
    let mut files = BTreeMap::new();
    let random: Vec<String> = index.searchable_segment_ids()?.iter().map(SegmentId::uuid_string).collect();
    let renamed = |text: &str| random.iter().fold(text.to_owned(), |text, id| rename(&text, id));
    for name in index.directory().list_managed_files() {
        // Among the managed files are some that were only needed while building.
        if directory.exists(&name).map_err(tantivy::TantivyError::from)? {
            let bytes = directory.atomic_read(&name).map_err(tantivy::TantivyError::from)?;
            let bytes = if name == Path::new(META) { renamed(&String::from_utf8_lossy(&bytes)).into() } else { bytes };
            files.insert(renamed(&name.to_string_lossy()), bytes);
        }
    }
    Ok(files)
}

/// `text` with the segment `id`, written with or without hyphens, under its fixed name.
fn rename(text: &str, id: &str) -> String {
    let hyphenated = [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]].join("-");
    text.replace(&hyphenated, SEGMENT).replace(id, &SEGMENT.replace('-', ""))
}

fn add(
    writer: &mut SingleSegmentIndexWriter,
    fields: &Fields,
    place: u64,
    record: &Record,
    text: &Text,
    page: &Page,
    stems: &Stems,
) -> Result<(), BadIndex> {
    let title = format!("{}\n{}", text.title, text.official.as_deref().unwrap_or_default());
    let sections = page.sections();
    for (at, section) in sections.iter().enumerate() {
        let mut document = Builder { document: TantivyDocument::default(), fields, stems, lang: text.lang };
        document.document.add_text(fields.lang, text.lang.tag());
        document.document.add_u64(fields.place, place);
        document.document.add_u64(fields.block, section.block as u64);
        document.document.add_text(fields.shown_heading, &section.heading);
        document.document.add_text(fields.shown_text, &section.shown);
        document.words(|texts| texts.body, &section.text);
        if at == 0 {
            // The first section stands for the record: it has its names, what is asked, and all headings.
            let headings: Vec<&str> = sections.iter().map(|section| section.heading.as_str()).collect();
            document.words(|texts| texts.title, &title);
            document.words(|texts| texts.names, &text.names);
            document.words(|texts| texts.asks, &text.asks);
            document.words(|texts| texts.heading, &headings.join("\n"));
            document.vocabulary(&[&title, &text.names, &text.asks, &section.heading, &section.text]);
            document.whole(record, text, page, &sections);
        } else {
            document.words(|texts| texts.heading, &section.heading);
            document.vocabulary(&[&section.heading, &section.text]);
        }
        writer.add_document(document.document)?;
    }
    Ok(())
}

struct Builder<'a> {
    document: TantivyDocument,
    fields: &'a Fields,
    stems: &'a Stems,
    lang: Lang,
}

impl Builder<'_> {
    /// Adds `text` to a field in its exact and its stemmed form.
    fn words(&mut self, field: impl Fn(&Texts) -> Field, text: &str) {
        let (mut exact, mut stems) = (Vec::new(), Vec::new());
        let mut position = 0usize;
        for line in text.lines() {
            for word in index_words(self.lang, line) {
                stems.push((position, self.stems.stem(&word)));
                exact.push((position, word));
                position += 1;
            }
            position = position.next_multiple_of(LINE);
        }
        self.document.add_pre_tokenized_text(field(&self.fields.exact), tokens(exact));
        self.document.add_pre_tokenized_text(field(&self.fields.stem), tokens(stems));
    }

    fn vocabulary(&mut self, texts: &[&str]) {
        let all = texts.iter().flat_map(|text| index_words(self.lang, text));
        self.document.add_pre_tokenized_text(self.fields.vocabulary, tokens(all.enumerate().collect()));
    }

    /// What stands for the record as a whole: its names in full, its codes, the words of all its sections.
    fn whole(&mut self, record: &Record, text: &Text, page: &Page, sections: &[Section]) {
        let names = [&*text.title].into_iter().chain(text.official.as_deref()).chain(text.names());
        for name in names {
            self.document.add_text(self.fields.key, squeeze(name));
        }
        for code in record.facts().iter().flat_map(codes) {
            self.document.add_text(self.fields.code, code);
        }
        for code in mentions(page).into_iter().chain(named(text)) {
            self.document.add_text(self.fields.mention, code);
        }
        let all: Vec<&str> = sections.iter().flat_map(|section| [&*section.heading, &*section.text]).collect();
        self.words(|texts| texts.record, &all.join("\n"));
    }
}

/// Words with their positions.
fn tokens(words: Vec<(usize, String)>) -> PreTokenizedString {
    let token = |(position, text)| Token { position, text, ..Token::default() };
    PreTokenizedString { text: String::new(), tokens: words.into_iter().map(token).collect() }
}

#[cfg(test)]
mod tests {
    use super::build;
    use crate::corpus::Corpus;
    use crate::corpus::assemble::{File, assemble};

    #[test]
    fn the_same_corpus_makes_the_same_bytes() {
        let facts = r#"{"group":"t","checked_on":"2026-11-22","confidence":"high","recheck_days":30}"#;
        let text = "---\ntitle: T visa\nsummary: A visa.\n---\n## Who {#for-me}\n\nYou.\n";
        let file = |path: &str, text: &str| File::new(path, text);
        let corpus: Corpus = assemble(&[file("facts/visa/t.json", facts), file("text/en/visa/t.md", text)]).0;
        let first = build(&corpus, |_| {}).unwrap();
        assert!(first.len() > 5);
        assert!(first == build(&corpus, |_| {}).unwrap());
    }
}
