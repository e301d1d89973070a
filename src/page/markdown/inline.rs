//! What stands inside a paragraph: words in their look, facts, links, citations.

use super::Reader;
use crate::corpus::facts::Value;
use crate::id::{Id, Kind};
use crate::page::{Look, Run, Target, shown};

impl Reader<'_> {
    /// Adds text in the present look, or in `look` where it has one of its own.
    pub(super) fn push(&mut self, text: &str, look: Look) {
        let look = match look {
            Look::Plain if self.state.strong > 0 => Look::Strong,
            Look::Plain if self.state.emphasis > 0 => Look::Emphasis,
            look => look,
        };
        let link = self.state.link;
        match self.state.runs.last_mut() {
            Some(last) if last.look == look && last.link == link => last.text.push_str(text),
            _ => self.state.runs.push(Run { text: text.to_owned(), look, link }),
        }
    }

    pub(super) fn text(&mut self, text: &str, at: usize) {
        if self.state.citing.is_some() {
            return;
        }
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else { break };
            self.push(before, Look::Plain);
            self.fact(name, at);
            rest = behind;
        }
        self.push(rest, Look::Plain);
    }

    fn fact(&mut self, name: &str, at: usize) {
        let other: Option<(Id, &str)> = name.split_once('#').and_then(|(id, fact)| Some((id.parse().ok()?, fact)));
        let value = match &other {
            Some((id, fact)) => self.corpus.fact(id, fact).map(|fact| fact.value),
            None => self.own.facts.get(name).map(|fact| fact.value.clone()),
        };
        match value {
            Some(value) => {
                let look = if matches!(value, Value::Phone(_) | Value::Sms(_)) { Look::Phone } else { Look::Fact };
                self.push(&shown(&value, self.words), look);
            }
            None => {
                // Of a record that is there, the fact alone is missing.
                let to = other.map(|(id, _)| id).filter(|id| self.corpus.get(id).is_none());
                self.astray(
                    at,
                    to,
                    format!("There is no fact {{{name}}}."),
                    "Name a fact of this record, or {kind/slug#name} of another.",
                );
                self.push(name, Look::Plain);
            }
        }
    }

    pub(super) fn link(&mut self, to: &str, at: usize) -> Option<usize> {
        let (id, anchor) = to.split_once('#').map_or((to, None), |(id, anchor)| (id, Some(anchor.to_owned())));
        let id: Option<Id> = id.parse().ok();
        match id.as_ref().and_then(|id| self.corpus.get(id)) {
            Some(record) => {
                let target = Target { id: record.id.clone(), anchor, citation: None, place: None };
                Some(self.add_link(target))
            }
            None => {
                let what = format!("The link `{to}` leads to no record.");
                self.astray(at, id, what, "Link to an id, such as visa/t.");
                None
            }
        }
    }

    fn add_link(&mut self, target: Target) -> usize {
        self.body.links.push(target);
        self.body.links.len() - 1
    }

    /// Adds the numbers for `@one#anchor, p. 12; @two`.
    pub(super) fn cite(&mut self, keys: &str) {
        for key in keys.split(';') {
            let key = key.trim();
            let (name, place) =
                key.split_once(',').map_or((key, None), |(name, place)| (name, Some(place.trim().to_owned())));
            let (slug, anchor) =
                name.split_once('#').map_or((name, None), |(slug, anchor)| (slug, Some(anchor.to_owned())));
            let id = Id::new(Kind::Source, slug.trim_start_matches('@').trim());
            let Some(record) = id.as_ref().ok().and_then(|id| self.corpus.get(id)) else {
                let at = self.state.start;
                self.astray(
                    at,
                    id.ok(),
                    format!("The citation {name} names no source record."),
                    "Write facts/source and text/en/source files for it, or mend the name.",
                );
                continue;
            };
            let mut target = Target { id: record.id.clone(), anchor, citation: None, place };
            let known = self.body.cited.iter().position(|cited| *cited == target);
            let number = known.unwrap_or_else(|| {
                self.body.cited.push(target.clone());
                self.body.cited.len() - 1
            }) + 1;
            target.citation = Some(number);
            self.hold_to_last_word();
            let link = Some(self.add_link(target));
            self.state.runs.push(Run { text: format!("[{number}]"), look: Look::Citation, link });
        }
    }

    /// A citation must not stand alone at the start of a line.
    fn hold_to_last_word(&mut self) {
        if let Some(last) = self.state.runs.last_mut().filter(|run| run.look != Look::Citation) {
            let trimmed = last.text.trim_end_matches(' ').len();
            last.text.truncate(trimmed);
            last.text.push('\u{a0}');
        }
    }
}
