//! Putting a corpus together from its files.
//!
//! The files arrive as names and texts; nothing here touches a disk. Every
//! fault is collected, so that an editor sees all of them at once.

use super::facts::{Facts, Tier};
use super::front;
use super::{Corpus, Names, Record, Text};
use crate::error::Fault;
use crate::id::{Id, Kind};
use crate::lang::Lang;
use crate::strings::Str;
use crate::text::scrub;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A file of a corpus: its path below the corpus folder, with `/`, and its text.
#[derive(Clone, Debug)]
pub struct File {
    /// `facts/visa/t.json`. A folder that cannot be read is a file without a text.
    pub path: String,
    /// The whole text, or why there is none.
    pub text: Result<String, Fault>,
}

impl File {
    /// A file that could be read.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> File {
        File { path: path.into(), text: Ok(text.into()) }
    }

    /// Its path and text, where it could be read.
    fn parts(&self) -> Option<(&str, &str)> {
        Some((&self.path, self.text.as_deref().ok()?))
    }
}

/// Whether `path` is among `files`, or may be: in a folder that cannot be read.
pub fn is_there(files: &[File], path: &str) -> bool {
    let may_hold =
        |file: &File| file.text.is_err() && path.strip_prefix(&file.path).is_some_and(|rest| rest.starts_with('/'));
    files.iter().any(|file| file.path == path || may_hold(file))
}

/// The list of records that a corpus should hold: `records.json`.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Every record that must be there.
    pub records: Vec<Listed>,
    /// Old ids, each with the id that replaces it.
    #[serde(default)]
    pub aliases: BTreeMap<String, String>,
}

/// One line of the list of records.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The record's id.
    pub id: String,
    /// What it covers, for editors.
    pub covers: String,
}

/// Builds a corpus of `files`, with every fault that keeps a file from being read. The corpus holds what could be read.
/// A file that is broken has its own fault; that its record is not whole is no further one.
pub fn assemble(files: &[File]) -> (Corpus, Vec<Fault>) {
    let mut faults: Vec<Fault> = files.iter().filter_map(|file| file.text.clone().err()).collect();
    let groups = groups(files, &mut faults);
    let listing = listing(files, &mut faults);
    let aliases = aliases(&listing, &mut faults);
    let mut texts = texts(files, &mut faults);
    let mut records = Vec::new();
    let mut see_also: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for (path, text) in files.iter().filter_map(File::parts) {
        let Some(id) = id_of(path, "facts/", ".json") else { continue };
        let Some((id, facts)) = read_facts(path, text, id, &mut faults) else { continue };
        let Some(texts) = texts.remove(&id).filter(|texts| texts[0].lang == Lang::En) else {
            if !is_there(files, &format!("text/en/{id}.md")) {
                faults.push(Fault::new(
                    path,
                    1,
                    format!("{id} has no English text."),
                    format!("Write text/en/{id}.md, or remove this file."),
                ));
            }
            continue;
        };
        see_also.insert(id.clone(), facts.see_also.iter().filter_map(|to| to.parse().ok()).collect());
        records.push(Record {
            stance: facts.answer("police").zip(facts.answer("immigration")).filter(|_| id.kind() == Kind::Agency),
            published: facts.document.as_ref().and_then(|document| document.published.clone()).map(Str::from),
            publisher: facts
                .document
                .filter(|document| document.tier == Tier::Page)
                .map(|document| document.publisher.into()),
            group: facts.group.into(),
            order: facts.order,
            checked_on: facts.checked_on.into(),
            see_also: Str::default(),
            named_by: Str::default(),
            facts: text.into(),
            texts: texts.into(),
            id,
        });
    }
    for (id, texts) in texts.into_iter().filter(|(id, _)| !is_there(files, &format!("facts/{id}.json"))) {
        let path = format!("text/{}/{id}.md", texts[0].lang);
        faults.push(Fault::new(&path, 1, format!("{id} has a text and no facts."), format!("Write facts/{id}.json.")));
    }
    records.sort_by(|a: &Record, b| a.id.cmp(&b.id));
    let mut corpus = Corpus {
        records: Cow::Owned(records),
        groups: Cow::Owned(groups),
        aliases: Cow::Owned(aliases),
        digest: Str::constant("editing"),
    };
    connect(&mut corpus, &see_also);
    faults.sort();
    faults.dedup();
    (corpus, faults)
}

/// Writes down which records name which under "see also", in both directions.
fn connect(corpus: &mut Corpus, see_also: &BTreeMap<Id, Vec<Id>>) {
    let named = |record: &Record| see_also.get(&record.id).into_iter().flatten();
    let named: Vec<Vec<usize>> =
        corpus.records().iter().map(|record| named(record).filter_map(|to| corpus.position(to)).collect()).collect();
    let mut named_by: Vec<Vec<usize>> = vec![Vec::new(); named.len()];
    for (from, to) in named.iter().enumerate().flat_map(|(from, to)| to.iter().map(move |&to| (from, to))) {
        named_by[to].push(from);
    }
    for ((record, to), from) in corpus.records.to_mut().iter_mut().zip(named).zip(named_by) {
        (record.see_also, record.named_by) = (lines(&to).into(), lines(&from).into());
    }
}

/// `numbers`, a line each.
fn lines(numbers: &[usize]) -> String {
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join("\n")
}

/// The id that a path such as `facts/visa/t.json` stands for: `Some(Err)` where it should be one and is not.
fn id_of(path: &str, folder: &str, ending: &str) -> Option<Result<Id, String>> {
    let name = path.strip_prefix(folder)?.strip_suffix(ending)?;
    Some(name.parse::<Id>().map_err(|bad| bad.to_string()))
}

fn read_facts(path: &str, text: &str, id: Result<Id, String>, faults: &mut Vec<Fault>) -> Option<(Id, Facts)> {
    let id = id.map_err(|bad| faults.push(Fault::new(path, 1, bad, "Rename the file."))).ok()?;
    match Facts::parse(text) {
        Ok(facts) => Some((id, facts)),
        Err(error) => {
            faults.push(json_fault(path, &error));
            None
        }
    }
}

fn json_fault(path: &str, error: &serde_json::Error) -> Fault {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or_default();
    Fault::new(path, error.line(), format!("{what}."), "Compare it with corpus/README.md.")
}

fn read_json<T: Default + serde::de::DeserializeOwned>(files: &[File], path: &str, faults: &mut Vec<Fault>) -> T {
    let Some(file) = files.iter().find(|file| file.path == path) else {
        faults.push(Fault::new(path, 1, "The file is missing.", "A corpus folder holds it beside facts/ and text/."));
        return T::default();
    };
    let read = file.text.clone().and_then(|text| serde_json::from_str(&text).map_err(|error| json_fault(path, &error)));
    read.unwrap_or_else(|fault| {
        faults.push(fault);
        T::default()
    })
}

fn groups(files: &[File], faults: &mut Vec<Fault>) -> Vec<(Kind, Names)> {
    let names: BTreeMap<String, Vec<String>> = read_json(files, "groups.json", faults);
    let mut groups = Vec::new();
    for (name, list) in names {
        match Kind::from_name(&name) {
            Some(kind) => groups.push((kind, list.into_iter().map(Str::from).collect::<Vec<_>>().into())),
            None => faults.push(Fault::new(
                "groups.json",
                1,
                format!("`{name}` is no kind of record."),
                "Use guide, agency, visa, service, source or term.",
            )),
        }
    }
    groups
}

/// Reads `records.json`; what is wrong with it goes to `faults`.
pub fn listing(files: &[File], faults: &mut Vec<Fault>) -> Listing {
    read_json(files, "records.json", faults)
}

fn aliases(listing: &Listing, faults: &mut Vec<Fault>) -> Vec<(Id, Id)> {
    let mut aliases = Vec::new();
    for (old, new) in &listing.aliases {
        match (old.parse::<Id>(), new.parse::<Id>()) {
            (Ok(old), Ok(new)) => aliases.push((old, new)),
            (Err(bad), _) | (_, Err(bad)) => {
                faults.push(Fault::new("records.json", 1, bad.to_string(), "Mend the alias."));
            }
        }
    }
    for (old, _) in &aliases {
        let mut seen = vec![old];
        let mut at = old;
        while let Some((_, next)) = aliases.iter().find(|(from, _)| from == at) {
            if seen.contains(&next) {
                let what = format!("The alias {old} leads back to {next} and never to a record.");
                faults.push(Fault::new("records.json", 1, what, "Point one of them at a record that exists."));
                break;
            }
            seen.push(next);
            at = next;
        }
    }
    aliases
}

fn texts(files: &[File], faults: &mut Vec<Fault>) -> BTreeMap<Id, Vec<Text>> {
    let mut texts: BTreeMap<Id, Vec<Text>> = BTreeMap::new();
    for (path, whole) in files.iter().filter_map(File::parts) {
        let Some((folder, _)) = path.strip_prefix("text/").and_then(|rest| rest.split_once('/')) else { continue };
        let Some(id) = id_of(path, &format!("text/{folder}/"), ".md") else { continue };
        let read = match (Lang::from_tag(folder), id) {
            (None, _) => Err(Fault::new(
                path,
                1,
                format!("`{folder}` is not a language of waypost."),
                "Rename the folder: en, es, uk, ar, fa-AF, ps, ht, fr, zh-Hans, vi, ru or pt.",
            )),
            (_, Err(bad)) => Err(Fault::new(path, 1, bad, "Rename the file.")),
            (Some(lang), Ok(id)) => front::split(whole)
                .map(|front| (id, text(lang, &front)))
                .map_err(|fault| Fault::new(path, fault.line, fault.what, String::new())),
        };
        match read {
            Ok((id, text)) => {
                undrawable(path, whole, faults);
                texts.entry(id).or_default().push(text);
            }
            Err(fault) => faults.push(fault),
        }
    }
    texts.values_mut().for_each(|texts| texts.sort_by_key(|text| text.lang));
    texts
}

/// A character that could move the cursor or turn a number round is refused wherever the text goes.
fn undrawable(path: &str, text: &str, faults: &mut Vec<Fault>) {
    if let Some((at, c)) = scrub::first_fault(text) {
        let line = text[..at].matches('\n').count() + 1;
        let what = format!("The text holds U+{:04X}, which a screen would not draw.", c as u32);
        faults.push(Fault::new(path, line, what, "Remove it."));
    }
}

fn text(lang: Lang, front: &front::Front<'_>) -> Text {
    Text {
        lang,
        title: front.title.into(),
        official: front.official.map(Str::from),
        summary: front.summary.into(),
        names: front.names.join("\n").into(),
        asks: front.asks.join("\n").into(),
        translates: front.translates.map(Str::from),
        body: front.body.into(),
        body_line: front.body_line,
    }
}
