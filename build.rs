//! Writes the corpus into the program as constants, so that a start parses nothing.
//!
//! Faults are not judged here (`waypost check` does, with file and line); a
//! file that cannot be read at all stops the build with its name.

#![allow(clippy::unwrap_used, reason = "a build that cannot go on stops")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::hash::Hasher as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};
use strings::Strings;

#[path = "src/corpus/front.rs"]
#[allow(dead_code)]
mod front;

#[path = "build/guard.rs"]
mod guard;

#[path = "build/link.rs"]
mod link;

#[path = "build/strings.rs"]
mod strings;

#[path = "build/tables.rs"]
mod tables;

fn main() {
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("windows") {
        panic!("waypost needs a Unix terminal. On Windows, build and run it in WSL.");
    }
    link::settings();
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap()).join("corpus");
    println!("cargo::rerun-if-changed=corpus");
    for folder in [
        "Cargo.lock",
        "build",
        "index/stopwords",
        "index/synonyms",
        "src/corpus/front.rs",
        "src/page.rs",
        "src/page",
        "src/search.rs",
        "src/search",
        "src/text.rs",
        "src/text",
        "src/words.rs",
        "src/words",
    ] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let out = PathBuf::from(env::var("OUT_DIR").unwrap()).join("shipped.rs");
    let mut strings = Strings::default();
    let shipped = Shipped::read(&root);
    // What a first page looks for stands close together, so that it reads few pages of memory.
    shipped.keys().iter().for_each(|key| drop(strings.add(key)));
    fs::write(out.with_file_name("words.rs"), tables::words(&mut strings, &read(&root.join("ui/en.ftl")))).unwrap();
    fs::write(&out, shipped.write(&mut strings)).unwrap();
    fs::write(out.with_file_name("lexicon.rs"), tables::lexicon(&mut strings, &root.with_file_name("index"))).unwrap();
    fs::write(out.with_file_name("strings.txt"), strings.all).unwrap();
    fs::write(out.with_file_name("guard.rs"), guard::write(&root)).unwrap();
}

struct Shipped {
    records: BTreeMap<(usize, String), (PathBuf, Value)>,
    texts: BTreeMap<String, Vec<(usize, PathBuf)>>,
    groups: Value,
    listing: Value,
    digest: u64,
}

/// The kinds in the order of `id::Kind`, which orders the records.
const KINDS: [(&str, &str); 6] = [
    ("guide", "Guide"),
    ("agency", "Agency"),
    ("visa", "Visa"),
    ("service", "Service"),
    ("source", "Source"),
    ("term", "Term"),
];

/// Folder and variant of each language, in the order of `lang::Lang`.
const LANGS: [(&str, &str); 12] = [
    ("en", "En"),
    ("es", "Es"),
    ("uk", "Uk"),
    ("ar", "Ar"),
    ("fa-AF", "FaAf"),
    ("ps", "Ps"),
    ("ht", "Ht"),
    ("fr", "Fr"),
    ("zh-Hans", "ZhHans"),
    ("vi", "Vi"),
    ("ru", "Ru"),
    ("pt", "Pt"),
];

impl Shipped {
    fn read(root: &Path) -> Shipped {
        let mut digest = std::hash::DefaultHasher::new();
        let mut records = BTreeMap::new();
        for (rank, (kind, _)) in KINDS.iter().enumerate() {
            for path in files(&root.join("facts").join(kind), "json") {
                let slug = path.file_stem().unwrap().to_string_lossy().into_owned();
                let facts = json(&path);
                records.insert((rank, slug), (path, facts));
            }
        }
        let mut texts: BTreeMap<String, Vec<(usize, PathBuf)>> = BTreeMap::new();
        for (rank, (lang, _)) in LANGS.iter().enumerate() {
            for (kind, _) in KINDS {
                for path in files(&root.join("text").join(lang).join(kind), "md") {
                    let id = format!("{kind}/{}", path.file_stem().unwrap().to_string_lossy());
                    texts.entry(id).or_default().push((rank, path));
                }
            }
        }
        let all = records.values().map(|(path, _)| path).chain(texts.values().flatten().map(|(_, path)| path));
        let mut all: BTreeSet<PathBuf> = all.cloned().collect();
        // What the index holds depends on the code that makes it, too.
        let project = root.parent().unwrap();
        for (folder, ending) in
            [("corpus/ui", "ftl"), ("src/search", "rs"), ("src/page", "rs"), ("src/text", "rs"), ("src/words", "rs")]
        {
            all.extend(files(&project.join(folder), ending));
        }
        all.extend(
            ["Cargo.lock", "src/page.rs", "src/search.rs", "src/text.rs", "src/words.rs"]
                .map(|file| project.join(file)),
        );
        for path in all {
            digest.write(path.strip_prefix(project).unwrap().to_string_lossy().as_bytes());
            digest.write(read(&path).as_bytes());
        }
        let (groups, listing) = (json(&root.join("groups.json")), json(&root.join("records.json")));
        Shipped { records, texts, groups, listing, digest: digest.finish() }
    }

    /// What records are found and listed by: the last parts of their ids, groups, publishers, titles.
    fn keys(&self) -> Vec<String> {
        let slugs = self.records.keys().map(|(_, slug)| slug.clone());
        let facts = self.records.values().flat_map(|(_, facts)| [&facts["group"], &facts["document"]["publisher"]]);
        let facts = facts.filter_map(Value::as_str).map(str::to_owned);
        let english = self.texts.values().map(|texts| read(&texts[0].1));
        let titles = english.filter_map(|text| front::split(&text).ok().map(|front| front.title.to_owned()));
        slugs.chain(facts).chain(titles).collect()
    }

    fn write(&self, strings: &mut Strings) -> String {
        let whole = |id: &str| self.texts.get(id).filter(|texts| texts[0].0 == 0);
        let ids = self.records.keys().map(|(rank, slug)| format!("{}/{slug}", KINDS[*rank].0));
        let records: Vec<_> = ids.zip(self.records.values()).filter(|(id, _)| whole(id).is_some()).collect();
        let numbers: HashMap<&str, usize> = records.iter().enumerate().map(|(at, (id, _))| (&**id, at)).collect();
        let aliases = &self.listing["aliases"];
        // A chain of aliases longer than the list of them would be a circle.
        let most = aliases.as_object().map_or(0, serde_json::Map::len) + 1;
        let number = |id: &str| {
            let mut chain = std::iter::successors(Some(id), |id| aliases[*id].as_str()).take(most);
            chain.find_map(|id| numbers.get(id)).copied()
        };
        let named = |facts: &Value| -> Vec<usize> {
            let ids = facts["see_also"].as_array().into_iter().flatten().filter_map(Value::as_str);
            ids.filter_map(number).collect()
        };
        let mut named_by: Vec<Vec<usize>> = vec![Vec::new(); records.len()];
        for (from, (_, (_, facts))) in records.iter().enumerate() {
            named(facts).into_iter().for_each(|to| named_by[to].push(from));
        }
        let mut out = String::from("pub static CORPUS: Corpus = Corpus {\n    records: Cow::Borrowed(&[\n");
        let mut heads = Vec::new();
        for ((id, (path, facts)), named_by) in records.iter().zip(&named_by) {
            let texts = &self.texts[id];
            let seen = [&named(facts), named_by].map(|numbers| lines(numbers));
            out.push_str(&record(strings, id, path, facts, seen, heads.len()..heads.len() + texts.len()));
            heads.extend(texts.iter().map(|(rank, path)| text(strings, LANGS[*rank].1, path)));
        }
        out.push_str("    ]),\n    groups: Cow::Borrowed(&[\n");
        for (kind, variant) in KINDS {
            let names = self.groups[kind].as_array().into_iter().flatten().filter_map(Value::as_str);
            let names: Vec<String> = names.map(|name| strings.add(name)).collect();
            writeln!(out, "        (Kind::{variant}, Cow::Borrowed(&[{}])),", names.join(", ")).unwrap();
        }
        out.push_str("    ]),\n    aliases: Cow::Borrowed(&[\n");
        for (old, new) in self.listing["aliases"].as_object().into_iter().flatten() {
            let new = new.as_str().unwrap_or_default();
            writeln!(out, "        ({}, {}),", strings.add_id(old), strings.add_id(new)).unwrap();
        }
        let digest = strings.add(&format!("{:016x}", self.digest));
        writeln!(out, "    ]),\n    digest: {digest},\n}};").unwrap();
        writeln!(out, "pub static TEXTS: [Text; {}] = [\n{}];", heads.len(), heads.concat()).unwrap();
        out
    }
}

/// `numbers`, a line each.
fn lines(numbers: &[usize]) -> String {
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join("\n")
}

/// The constant of a record that names, and is named by, these records, and has the texts of these numbers.
fn record(
    strings: &mut Strings,
    id: &str,
    path: &Path,
    facts: &Value,
    [see_also, named_by]: [String; 2],
    texts: Range<usize>,
) -> String {
    let word = |key: &str| facts[key].as_str().unwrap_or_default();
    let answer = |name: &str| facts["facts"][name]["value"]["answer"].as_str().map(capitalised);
    let stance = answer("police")
        .zip(answer("immigration"))
        .filter(|_| id.starts_with("agency/"))
        .map(|(police, immigration)| format!("Some((Answer::{police}, Answer::{immigration}))"));
    let document = &facts["document"];
    let publisher = document["publisher"].as_str().filter(|_| document["tier"] == "page");
    format!(
        "Record {{ id: {}, group: {}, order: {}, checked_on: {}, stance: {}, publisher: {}, published: {}, \
         see_also: {}, named_by: {}, facts: {}, texts: Texts::built_in({}, {}) }},\n",
        strings.add_id(id),
        strings.add(word("group")),
        facts["order"].as_u64().unwrap_or(0),
        strings.add(word("checked_on")),
        stance.as_deref().unwrap_or("None"),
        strings.add_if(publisher),
        strings.add_if(document["published"].as_str()),
        strings.add(&see_also),
        strings.add(&named_by),
        strings.add(&read(path)),
        texts.start,
        texts.len(),
    )
}

/// The constant of a text.
fn text(strings: &mut Strings, lang: &str, path: &Path) -> String {
    let text = read(path);
    let front = front::split(&text).unwrap_or_else(|fault| panic!("{}:{}: {}", path.display(), fault.line, fault.what));
    format!(
        "Text {{ lang: Lang::{lang}, title: {}, official: {}, summary: {}, names: {}, asks: {}, translates: {}, \
         body: {}, body_line: {} }},\n",
        strings.add(front.title),
        strings.add_if(front.official),
        strings.add(front.summary),
        strings.add(&front.names.join("\n")),
        strings.add(&front.asks.join("\n")),
        strings.add_if(front.translates),
        strings.add(front.body),
        front.body_line,
    )
}

fn capitalised(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// The files of a folder with an ending, by name; none where the folder is missing.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
