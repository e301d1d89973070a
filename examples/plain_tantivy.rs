//! tantivy as it comes out of the box, over the same texts: what our own ranking is compared with.
//!
//! ```text
//! cargo run --release --example plain_tantivy -- QUERIES.jsonl   a run, as `waypost search --batch` writes it
//! cargo run --release --example plain_tantivy -- --dump          {"id", "text"}, a line a text, for other engines
//! ```
//!
//! One field, the default tokenizer, BM25, the words of a query joined by OR.
//! The field holds all that waypost indexes of a record: title, official name,
//! other names, asks, and each section with its heading (the summary and the
//! facts are the first). `index/judged/engines.py` puts the runs side by side.

use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::error::Error;
use std::io::Write;
use std::path::Path;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Field, STORED, STRING, Schema, TEXT, Value};
use tantivy::{Index, IndexWriter, TantivyDocument};
use waypost::corpus::{Corpus, Record, Text};
use waypost::lang::Lang;
use waypost::page::Page;
use waypost::words::Words;

/// How many records answer a query.
const DEPTH: usize = 10;

/// Memory of the writer, in bytes: enough that all texts come into one segment.
const BUDGET: usize = 100 << 20;

/// A line of a batch. Other fields are left alone.
#[derive(Deserialize)]
struct Line {
    id: String,
    query: String,
}

/// An index of one field, beside the record's id.
struct Plain {
    index: Index,
    id: Field,
    text: Field,
}

fn main() -> Result<(), Box<dyn Error>> {
    let texts = texts(&Corpus::shipped());
    let argument = std::env::args().nth(1).ok_or("Name a file of queries, or --dump.")?;
    if argument == "--dump" {
        return dump(&texts);
    }
    Plain::new(&texts)?.batch(Path::new(&argument))
}

/// Each text of each record, with the record's id.
fn texts(corpus: &Corpus) -> Vec<(String, String)> {
    let of = |record: &Record| -> Vec<(String, String)> {
        let text = |text: &Text| Some((record.id.to_string(), all_of(corpus, record, text)?));
        record.texts.iter().filter_map(text).collect()
    };
    corpus.records().iter().flat_map(of).collect()
}

fn all_of(corpus: &Corpus, record: &Record, text: &Text) -> Option<String> {
    let page = Page::of(corpus, &Words::new(text.lang), &record.id)?;
    let mut parts = vec![text.title.to_string()];
    parts.extend(text.official.as_deref().into_iter().chain(text.names()).chain(text.asks.lines()).map(str::to_owned));
    parts.extend(page.sections().into_iter().flat_map(|section| [section.heading, section.text]));
    parts.retain(|part| !part.is_empty());
    Some(parts.join("\n"))
}

fn dump(texts: &[(String, String)]) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for (id, text) in texts {
        writeln!(out, "{}", json!({"id": id, "text": text}))?;
    }
    Ok(())
}

impl Plain {
    fn new(texts: &[(String, String)]) -> tantivy::Result<Plain> {
        let mut schema = Schema::builder();
        let (id, text) = (schema.add_text_field("id", STRING | STORED), schema.add_text_field("text", TEXT));
        let index = Index::create_in_ram(schema.build());
        // One thread: the order of equal scores does not change from run to run.
        let mut writer: IndexWriter = index.writer_with_num_threads(1, BUDGET)?;
        for (of, content) in texts {
            let mut document = TantivyDocument::default();
            document.add_text(id, of);
            document.add_text(text, content);
            writer.add_document(document)?;
        }
        writer.commit()?;
        Ok(Plain { index, id, text })
    }

    fn batch(&self, file: &Path) -> Result<(), Box<dyn Error>> {
        let mut out = std::io::stdout().lock();
        for line in std::fs::read_to_string(file)?.lines() {
            let line: Line = serde_json::from_str(line)?;
            writeln!(out, "{}", json!({"id": line.id, "results": self.find(&line.query)?}))?;
        }
        Ok(())
    }

    /// The ids of the best records, each once.
    fn find(&self, query: &str) -> tantivy::Result<Vec<String>> {
        let searcher = self.index.reader()?.searcher();
        let parsed = QueryParser::for_index(&self.index, vec![self.text]).parse_query(&quoted(query))?;
        // A record has at most one text in each language.
        let collector = TopDocs::with_limit(DEPTH * Lang::all().count()).order_by_score();
        let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
        for (_, address) in searcher.search(&*parsed, &collector)? {
            let document: TantivyDocument = searcher.doc(address)?;
            let id = document.get_first(self.id).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
            if seen.insert(id.clone()) {
                found.push(id);
            }
        }
        found.truncate(DEPTH);
        Ok(found)
    }
}

/// Each word between quotes, so that nothing in it is syntax. What the tokenizer cuts in pieces (`I-914`) is then
/// found as a phrase.
fn quoted(query: &str) -> String {
    let words = query.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    words.map(|word| format!("\"{}\"", word.replace(['"', '\\'], " "))).collect::<Vec<_>>().join(" ")
}
