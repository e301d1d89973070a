//! Checks of the records as a whole: nothing twice, nothing out of reach, everything named.

use super::{Checked, Entry, in_head};
use crate::error::Fault;
use crate::id::Kind;
use crate::lang::Lang;
use crate::page::{Block, read_markdown};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn faults(checked: &Checked<'_>, entries: &[Entry<'_>]) -> Vec<Fault> {
    let mut faults = Vec::new();
    twice(entries, &mut faults);
    unreachable(checked, entries, &mut faults);
    words(checked, entries, &mut faults);
    faults
}

/// No two records have one title, one summary or one paragraph.
fn twice(entries: &[Entry<'_>], faults: &mut Vec<Fault>) {
    let mut titles: BTreeMap<(Lang, String), String> = BTreeMap::new();
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for entry in entries {
        let id = entry.record.id.to_string();
        for text in entry.record.texts.iter() {
            if let Some(other) = titles.insert((text.lang, fold(&text.title)), id.clone()) {
                let what = format!("The title \"{}\" is also that of {other}.", text.title);
                faults.push(in_head(entry.record, text, what, "Give one of them another."));
            }
            // A list's introduction, or that something is not known, may well be said twice.
            let long = |paragraph: &&str| paragraph.len() > 80 && !paragraph.starts_with("Not known.");
            let paragraphs = text.body.split("\n\n").map(str::trim).filter(long).map(str::to_owned);
            for paragraph in paragraphs.chain([text.summary.to_string()]) {
                if let Some(other) = said.insert(paragraph.clone(), id.clone()).filter(|other| *other != id) {
                    let start: String = paragraph.chars().take(40).collect();
                    let what = format!("\"{start}…\" also stands in {other}.");
                    faults.push(in_head(entry.record, text, what, "Say it once and link to it."));
                }
            }
        }
    }
}

/// Every source page is cited by some record; everything else stands in a list and so is always within reach.
fn unreachable(checked: &Checked<'_>, entries: &[Entry<'_>], faults: &mut Vec<Fault>) {
    let mut reached = BTreeSet::new();
    for entry in entries {
        for fact in entry.facts.facts.values() {
            reached.extend(fact.sources.iter().cloned());
        }
        for text in entry.record.texts.iter() {
            let body = read_markdown(&text.body, &entry.facts, checked.corpus, &checked.words);
            reached.extend(
                body.links.iter().filter(|link| link.id.kind() == Kind::Source).map(|link| link.id.slug().to_owned()),
            );
        }
        reached.extend(entry.facts.see_also.iter().filter_map(|id| id.strip_prefix("source/")).map(str::to_owned));
    }
    // What a broken file cites is known from its raw text alone; what one that cannot be read cites, not at all.
    let whole: BTreeSet<String> = entries.iter().map(|entry| entry.record.id.to_string()).collect();
    let broken = checked.files.iter().filter(|file| !record_of(&file.path).is_some_and(|id| whole.contains(id)));
    let broken: Vec<Option<&str>> = broken
        .filter(|file| file.path.starts_with("facts") || file.path.starts_with("text"))
        .map(|file| file.text.as_deref().ok())
        .collect();
    for entry in entries.iter().filter(|entry| super::data::is_page(entry)) {
        let slug = entry.record.id.slug();
        if broken.iter().any(|text| text.is_none_or(|text| text.contains(slug))) {
            continue;
        }
        if !reached.contains(entry.record.id.slug()) {
            let what = "No record cites this source.".to_owned();
            faults.push(checked.in_facts(entry.record, "{", what, "Cite it where it is used, or remove it."));
        }
    }
}

/// The record that a path such as `facts/visa/t.json` or `text/en/visa/t.md` belongs to, as `visa/t`.
fn record_of(path: &str) -> Option<&str> {
    let path = path.strip_suffix(".json").or_else(|| path.strip_suffix(".md"))?;
    path.strip_prefix("facts/").or_else(|| path.strip_prefix("text/")?.split_once('/').map(|(_, id)| id))
}

/// Every name that is made of data has words in the interface: groups, languages of documents.
fn words(checked: &Checked<'_>, entries: &[Entry<'_>], faults: &mut Vec<Fault>) {
    for kind in Kind::ALL {
        for group in checked.corpus.groups(kind) {
            if checked.words.named("group", &format!("{kind}-{group}")).is_none() {
                let what = format!("The group {group} of {kind} has no words.");
                faults.push(Fault::new("groups.json", 1, what, "Add `group-<kind>-<name>` to ui/en.ftl."));
            }
        }
    }
    for entry in entries {
        let tags = entry.facts.facts.values().filter_map(|fact| match &fact.value {
            crate::corpus::facts::Value::Languages(tags) => Some(tags),
            _ => None,
        });
        let tags = tags.chain(entry.facts.document.iter().map(|document| &document.languages)).flatten();
        for tag in tags {
            if checked.words.named("language", tag).is_none() {
                let what = format!("The language {tag} has no name.");
                faults.push(checked.in_facts(
                    entry.record,
                    &format!("\"{tag}\""),
                    what,
                    "Add `language-<tag>` to ui/en.ftl.",
                ));
            }
        }
    }
    linked_terms(checked, entries, faults);
    let has_ui = checked.files.iter().any(|file| file.path == "ui/en.ftl");
    if !has_ui && checked.files.iter().any(|file| file.path.starts_with("ui/")) {
        faults.push(Fault::new("ui/en.ftl", 1, "The interface's words are missing.", "Keep the English file."));
    }
}

/// A word of the glossary is a link where a record first uses it as a legal term: where it stands in bold.
fn linked_terms(checked: &Checked<'_>, entries: &[Entry<'_>], faults: &mut Vec<Fault>) {
    let terms: BTreeSet<String> = entries
        .iter()
        .filter(|entry| entry.record.id.kind() == Kind::Term)
        .map(|entry| fold(&entry.record.texts[0].title))
        .collect();
    for entry in entries.iter().filter(|entry| !matches!(entry.record.id.kind(), Kind::Term | Kind::Source)) {
        let text = &entry.record.texts[0];
        let body = read_markdown(&text.body, &entry.facts, checked.corpus, &checked.words);
        let linked: BTreeSet<&str> =
            body.links.iter().filter(|link| link.id.kind() == Kind::Term).map(|link| link.id.slug()).collect();
        for (block, &at) in body.blocks.iter().zip(&body.offsets) {
            let Block::Paragraph(runs) = block else { continue };
            for run in runs.iter().filter(|run| run.look == crate::page::Look::Strong && run.link.is_none()) {
                let word = fold(run.text.trim_matches(|c: char| !c.is_alphanumeric()));
                if terms.contains(&word) && !linked.contains(word.replace(' ', "-").as_str()) {
                    let what = format!("\"{}\" is a word of the glossary and is not linked.", run.text);
                    faults.push(super::in_text(entry.record, text, at, what, "Link it where it first stands."));
                }
            }
        }
    }
}
