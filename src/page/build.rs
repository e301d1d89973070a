//! Putting a page together from a record: head, box of facts, body, foot.

use super::bibliography;
use super::markdown;
use super::{Block, FactRow, Look, Marker, Page, Run, Target, shown};
use crate::corpus::facts::{Confidence, Facts, Value};
use crate::corpus::{Corpus, Record, Text};
use crate::id::{Id, Kind};
use crate::words::{Arg, Msg, Words};

/// The record whose summary is the caution on every visa page.
pub(crate) const CAUTION: Id = Id::constant(Kind::Guide, "before-you-file");

/// The most records under "see also": its own, then those that name this one.
const SEE_ALSO: usize = 12;

impl Page {
    /// The page of `id` in the language of `words`, in English where the record has no text in it. None where there is
    /// no such record.
    pub fn of(corpus: &Corpus, words: &Words, id: &Id) -> Option<Page> {
        let record = corpus.get(id)?;
        let facts = record.facts()?;
        let text = record.text(words.lang());
        let body = markdown::read(&text.body, &facts, corpus, words);
        let mut page = Page {
            id: record.id.clone(),
            lang: text.lang,
            title: text.title.to_string(),
            blocks: Vec::new(),
            body: 0..0,
            links: body.links,
        };
        page.head(corpus, words, record, &facts, text);
        let start = page.blocks.len();
        page.blocks.extend(body.blocks);
        page.body = start..page.blocks.len();
        page.see_also(corpus, words, record);
        page.sources(corpus, words, &body.cited);
        page.foot(words, record, &facts, !body.cited.is_empty());
        Some(page)
    }

    fn head(&mut self, corpus: &Corpus, words: &Words, record: &Record, facts: &Facts, text: &Text) {
        self.blocks.push(Block::Title(vec![Run::new(&*text.title, Look::Strong)]));
        let checked = words.format(Msg::CheckedOn, &[("date", Arg::Text(&words.date(&record.checked_on)))]);
        let quiet = match &text.official {
            Some(official) => format!("{official} · {checked}"),
            None => checked,
        };
        self.blocks.push(Block::Small(vec![Run::new(quiet, Look::Quiet)]));
        if text.lang != words.lang() {
            let language = words.lang().own_name();
            let notice = words.format(Msg::InEnglish, &[("language", Arg::Text(language))]);
            self.blocks.push(Block::Notice(vec![Run::new(notice, Look::Plain)]));
        }
        self.blocks.push(Block::Lead(vec![Run::new(&*text.summary, Look::Plain)]));
        let mut rows: Vec<FactRow> =
            facts.fact_box.iter().filter_map(|name| fact_row(corpus, facts, words, name)).collect();
        if let Some(document) = &facts.document {
            rows.extend(bibliography::rows(document, words));
        }
        if !rows.is_empty() {
            self.blocks.push(Block::Facts(rows));
        }
        if record.id.kind() == Kind::Visa
            && let Some(caution) = corpus.get(&CAUTION)
        {
            let link = self.link(Target::record(CAUTION));
            let text = caution.text(words.lang()).summary.to_string();
            self.blocks.push(Block::Notice(vec![Run { text, look: Look::Plain, link: Some(link) }]));
        }
    }

    fn see_also(&mut self, corpus: &Corpus, words: &Words, record: &Record) {
        let numbered = |number: usize| corpus.records().get(number);
        let mut records: Vec<&Record> = record.see_also().filter_map(numbered).collect();
        let mut back: Vec<&Record> = record.named_by().filter_map(numbered).collect();
        back.sort_by_key(|record| matches!(record.id.kind(), Kind::Term | Kind::Source));
        for record in back {
            if records.len() < SEE_ALSO && !records.iter().any(|known| known.id == record.id) {
                records.push(record);
            }
        }
        if records.is_empty() {
            return;
        }
        self.heading(words.text(Msg::SeeAlso), "see-also");
        for record in records {
            let text = record.text(words.lang());
            let link = self.link(Target::record(record.id.clone()));
            self.blocks.push(Block::Item {
                depth: 0,
                marker: Marker::Bullet,
                runs: vec![Run { text: text.title.to_string(), look: Look::Plain, link: Some(link) }],
            });
        }
    }

    fn sources(&mut self, corpus: &Corpus, words: &Words, cited: &[Target]) {
        if cited.is_empty() {
            return;
        }
        self.heading(words.text(Msg::SourcesHeading), "sources");
        for (at, entry) in cited.iter().enumerate() {
            let Some(record) = corpus.get(&entry.id) else { continue };
            let link = self.link(entry.clone());
            let title = record.text(words.lang()).title.to_string();
            let mut runs = vec![Run { text: title, look: Look::Plain, link: Some(link) }];
            // A source is cited by its sections: without their names it would stand there several times alike.
            let heading = entry.anchor.as_deref().and_then(|anchor| record.text(words.lang()).heading(anchor));
            if let Some(heading) = heading {
                runs.push(Run::new(format!(": {heading}"), Look::Plain));
            }
            if let Some(place) = &entry.place {
                runs.push(Run::new(format!(", {place}"), Look::Plain));
            }
            if let Some(published) = &record.published {
                let as_of = words.format(Msg::AsOf, &[("date", Arg::Text(&words.date(published)))]);
                runs.push(Run::new(format!(" ({as_of})"), Look::Quiet));
            }
            self.blocks.push(Block::Item { depth: 0, marker: Marker::Citation(at + 1), runs });
        }
    }

    fn foot(&mut self, words: &Words, record: &Record, facts: &Facts, cites: bool) {
        let date = words.date(&record.checked_on);
        let msg = match (facts.confidence, cites) {
            (Confidence::High, true) => Msg::CheckedSure,
            (Confidence::Medium, true) => Msg::CheckedFairlySure,
            (Confidence::High, false) => Msg::CheckedSureAlone,
            (Confidence::Medium, false) => Msg::CheckedFairlySureAlone,
        };
        let text = words.format(msg, &[("date", Arg::Text(&date))]);
        self.blocks.push(Block::Small(vec![Run::new(text, Look::Quiet)]));
    }

    fn heading(&mut self, text: String, anchor: &str) {
        let runs = vec![Run::new(text, Look::Strong)];
        self.blocks.push(Block::Heading { level: 2, anchor: anchor.to_owned(), runs });
    }

    fn link(&mut self, target: Target) -> usize {
        self.links.push(target);
        self.links.len() - 1
    }
}

/// The row of the box for `name`: a fact of this record, or `kind/slug#name` of another, whose label says whose it is.
fn fact_row(corpus: &Corpus, facts: &Facts, words: &Words, name: &str) -> Option<FactRow> {
    let (fact, label) = match name.split_once('#') {
        Some((id, fact)) => {
            let id: Id = id.parse().ok()?;
            let label = words.named("fact", &format!("{}-{fact}", id.slug()));
            (corpus.fact(&id, fact)?, label.or_else(|| Some(corpus.get(&id)?.text(words.lang()).title.to_string())))
        }
        None => (facts.facts.get(name)?.clone(), words.named("fact", name)),
    };
    let look = match fact.value {
        Value::Phone(_) | Value::Sms(_) => Look::Phone,
        _ => Look::Fact,
    };
    let text = match fact.value {
        Value::Usd(0) => words.named("answer", "none")?,
        _ => shown(&fact.value, words),
    };
    let mut runs = vec![Run::new(text, look)];
    if fact.confidence == Confidence::Medium {
        let as_of = words.format(Msg::AsOf, &[("date", Arg::Text(&words.date(&fact.as_of)))]);
        runs.push(Run::new(format!(" ({as_of})"), Look::Quiet));
    }
    Some(FactRow { label: label.unwrap_or_else(|| name.to_owned()), runs })
}

#[cfg(test)]
mod tests {
    use super::Page;
    use crate::corpus::Corpus;
    use crate::lang::Lang;
    use crate::page::{Block, Look, Marker};
    use crate::words::Words;

    #[test]
    fn a_fact_that_is_shown_apart_keeps_its_label() {
        let head = page("service/national-human-trafficking-hotline", Lang::En).sections().swap_remove(0);
        assert!(head.shown.contains("Call:\u{a0}1-888-373-7888 · Text:\u{a0}"), "{}", head.shown);
        let tips = page("service/fbi-tips", Lang::En).sections().swap_remove(0);
        assert!(tips.shown.contains("Report\u{a0}at:\u{a0}tips.fbi.gov"), "{}", tips.shown);
        assert!(head.text.contains("1-888-373-7888") && !head.text.contains("Call:"), "search knows the fact alone");
        for section in page("visa/t", Lang::En).sections() {
            assert!(!section.shown.contains("[1]") && !section.shown.contains(".\u{a0} "), "{}", section.shown);
        }
    }

    #[test]
    fn the_foot_names_sources_only_where_there_are_some() {
        let corpus = Corpus::shipped();
        let (mut with, mut without) = (0, 0);
        for record in corpus.records() {
            let page = Page::of(&corpus, &Words::new(Lang::En), &record.id).unwrap();
            let cites = page.anchor("sources").is_some();
            let foot = page.blocks.last().unwrap().plain();
            assert_eq!(foot.contains("sources above"), cites, "{}: {foot}", record.id);
            assert!(foot.starts_with("Checked on ") && foot.contains(" sure"), "{foot}");
            *if cites { &mut with } else { &mut without } += 1;
        }
        assert!(with > 0 && without > 0);
    }

    fn page(id: &str, lang: Lang) -> Page {
        Page::of(&Corpus::shipped(), &Words::new(lang), &id.parse().unwrap()).unwrap()
    }

    #[test]
    fn the_hotline_shows_its_number_in_the_box() {
        let page = page("service/national-human-trafficking-hotline", Lang::En);
        let number = page.blocks.iter().find_map(|block| match block {
            Block::Facts(rows) => rows.iter().flat_map(|row| &row.runs).find(|run| run.look == Look::Phone),
            _ => None,
        });
        assert_eq!(number.unwrap().text, "1-888-373-7888");
    }

    #[test]
    fn a_visa_carries_the_caution_and_its_sources() {
        let page = page("visa/t", Lang::En);
        assert!(page.blocks.iter().any(|block| matches!(block, Block::Notice(_))));
        assert!(page.anchor("sources").is_some());
        assert!(page.links.iter().any(|link| link.citation == Some(1)));
    }

    #[test]
    fn no_two_sources_of_a_page_look_alike() {
        let (corpus, words) = (Corpus::shipped(), Words::new(Lang::En));
        let mut exact = 0;
        for record in corpus.records() {
            let page = Page::of(&corpus, &words, &record.id).unwrap();
            let sources =
                page.blocks.iter().filter(|block| matches!(block, Block::Item { marker: Marker::Citation(_), .. }));
            let mut shown: Vec<String> = sources.map(Block::plain).collect();
            let count = shown.len();
            exact += shown.iter().filter(|text| text.contains(": ")).count();
            shown.sort();
            shown.dedup();
            assert_eq!(shown.len(), count, "{}: {shown:#?}", record.id);
        }
        assert!(exact > 500, "{exact} name their section");
    }

    #[test]
    fn a_missing_translation_is_said() {
        let page = page("visa/t", Lang::Vi);
        assert_eq!(page.lang, Lang::En);
        let notices = page.blocks.iter().filter(|block| matches!(block, Block::Notice(_)));
        assert!(notices.map(Block::plain).any(|text| text.contains("Tiếng Việt")));
    }

    #[test]
    fn sections_leave_out_what_leads_elsewhere() {
        let page = page("visa/t", Lang::En);
        let sections = page.sections();
        assert!(sections.len() > 5);
        assert!(sections.iter().all(|section| section.block < page.body.end));
    }
}
