//! Checks of the texts: what leads nowhere, what cites nothing, what should be a fact, what cannot be drawn.

use super::data::is_page;
use super::{Checked, Entry, in_head, in_text};
use crate::corpus::{Record, Text};
use crate::error::Fault;
use crate::id::{Id, Kind};
use crate::page::{Block, Body, Look, Run, Trouble, read_markdown};
use crate::text::fold::fold;

/// A paragraph of more words than this states something; it must cite.
const ADVICE: usize = 25;

/// The questions that each kind of record answers, in the order in which its readers ask them: the ids of its sections.
const QUESTIONS: [(Kind, &[&str]); 5] = [
    (
        Kind::Visa,
        &[
            "for-me",
            "gives",
            "show",
            "exceptions",
            "cost",
            "ask",
            "time",
            "family",
            "work",
            "green-card",
            "court",
            "risks",
            "help",
            "next",
        ],
    ),
    (Kind::Service, &["happens", "who", "languages", "cost", "papers", "tell", "hours", "relay"]),
    (Kind::Agency, &["does", "police", "immigration", "contact", "before"]),
    (Kind::Guide, &["what", "looks-like", "now", "who-helps"]),
    (Kind::Source, &["about", "says", "use"]),
];

pub(super) fn faults(checked: &Checked<'_>, entries: &[Entry<'_>]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for entry in entries {
        for text in entry.record.texts.iter() {
            head(entry.record, text, entry, &mut faults);
            body(checked, entry, text, &mut faults);
        }
    }
    faults
}

fn head(record: &Record, text: &Text, entry: &Entry<'_>, faults: &mut Vec<Fault>) {
    for (what, length, limit) in
        [("title", text.title.chars().count(), 60), ("summary", text.summary.chars().count(), 260)]
    {
        if length > limit && !is_page(entry) {
            let what = format!("The {what} has {length} characters.");
            faults.push(in_head(record, text, what, &format!("Keep it under {limit}.")));
        }
    }
    if text.lang != crate::lang::Lang::En && record.texts[0].lang == crate::lang::Lang::En {
        stale_translation(record, text, faults);
    }
}

/// A translation says which English text it was made from; another English text now means that it may say old things.
fn stale_translation(record: &Record, text: &Text, faults: &mut Vec<Fault>) {
    let now = record.texts[0].digest();
    match text.translates.as_deref() {
        None => {
            let what = "The translation does not say which English text it translates.".to_owned();
            faults.push(in_head(record, text, what, &format!("Add `translates: {now}`.")));
        }
        Some(then) if then != now => {
            let what = "The English text has changed since this translation was made.".to_owned();
            faults.push(in_head(record, text, what, &format!("Bring it up to date and write `translates: {now}`.")));
        }
        Some(_) => {}
    }
}

fn body(checked: &Checked<'_>, entry: &Entry<'_>, text: &Text, faults: &mut Vec<Fault>) {
    let record = entry.record;
    let read = read_markdown(&text.body, &entry.facts, checked.corpus, &checked.words);
    // What should lead to a record whose files are broken leads there again when they are mended.
    let lost = |to: &Option<Id>| to.as_ref().is_none_or(|id| !checked.has(id));
    let (lost, excused): (Vec<&Trouble>, Vec<&Trouble>) = read.trouble.iter().partition(|trouble| lost(&trouble.to));
    for trouble in lost {
        faults.push(in_text(record, text, trouble.at, &*trouble.what, trouble.fix));
    }
    anchors(checked, record, text, &read, faults);
    written_by_hand(record, text, &read, faults);
    if !is_page(entry) {
        citations(record, text, &read, &excused, faults);
        questions(record, text, &read, &excused, faults);
    }
}

/// Links and citations that name a section lead to one that is there.
fn anchors(checked: &Checked<'_>, record: &Record, text: &Text, read: &Body, faults: &mut Vec<Fault>) {
    for link in &read.links {
        let Some(anchor) = &link.anchor else { continue };
        let known = checked.corpus.get(&link.id).is_some_and(|to| to.texts[0].body.contains(&format!("{{#{anchor}}}")));
        if !known {
            let at = text.body.find(&format!("#{anchor}")).unwrap_or(0);
            let what = format!("{} has no section `{anchor}`.", link.id);
            faults.push(in_text(record, text, at, what, "Use the id of one of its headings."));
        }
    }
}

/// Numbers to call, addresses and amounts are facts; a text names them, so that each is written once.
fn written_by_hand(record: &Record, text: &Text, read: &Body, faults: &mut Vec<Fault>) {
    for (block, &at) in read.blocks.iter().zip(&read.offsets) {
        for run in block.parts().into_iter().flatten() {
            if matches!(run.look, Look::Fact | Look::Phone | Look::Citation) {
                continue;
            }
            for what in by_hand(&run.text) {
                faults.push(in_text(
                    record,
                    text,
                    at,
                    what,
                    "Put it into the facts and name it: {name} or {kind/slug#name}.",
                ));
            }
        }
    }
}

/// Ten digits or more with nothing but spaces and the signs of phone numbers between them.
fn spaced_numbers(text: &str) -> Vec<String> {
    // A full stop before a space ends a sentence, not a part of a number.
    let folded = fold(text).replace(". ", ";");
    let runs = folded.split(|c: char| !(c.is_ascii_digit() || " -.()+".contains(c)));
    let digits = |run: &&str| run.bytes().filter(u8::is_ascii_digit).count() >= 10;
    runs.filter(digits).map(|run| run.trim_matches([' ', '.']).to_owned()).collect()
}

/// Every phone number, text number, address and amount in running text.
fn by_hand(text: &str) -> Vec<String> {
    let spaced = spaced_numbers(text);
    let is_number = |word: &&str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let rest = word.chars().all(|c| c.is_ascii_digit() || "-().+".contains(c));
        rest && (digits >= 7 || matches!(*word, "911" | "988" | "211" | "711") || (digits == word.len() && digits >= 5))
    };
    let words =
        || text.split(|c: char| c.is_whitespace() || ",;:!?\"“”()".contains(c)).map(|word| word.trim_end_matches('.'));
    let mut found: Vec<String> = spaced.iter().map(|number| format!("`{number}` is a number to call.")).collect();
    let whole = |word: &&str| !spaced.iter().any(|number| number.contains(word));
    let numbers = words().filter(is_number).filter(whole);
    found.extend(numbers.map(|word| format!("`{word}` is a number to call or write to.")));
    let addresses = text.split_whitespace().filter(|word| word.contains("://") || word.starts_with("www."));
    found.extend(addresses.map(|word| format!("`{word}` is an address.")));
    let mails = words().filter(|word| word.contains('@') && word.contains('.'));
    found.extend(mails.map(|word| format!("`{word}` is an e-mail address.")));
    let amount =
        |word: &&str| word.strip_prefix('$').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    found.extend(words().filter(amount).map(|word| format!("`{word}` is an amount.")));
    found
}

/// Every paragraph that states something cites a source, or names a fact or a record that does. Where it is
/// `excused` it names one whose files are broken.
fn citations(record: &Record, text: &Text, read: &Body, excused: &[&Trouble], faults: &mut Vec<Fault>) {
    let rests =
        |runs: &[Run]| runs.iter().any(|run| run.link.is_some() || matches!(run.look, Look::Fact | Look::Phone));
    for (number, (block, &at)) in read.blocks.iter().zip(&read.offsets).enumerate() {
        let Block::Paragraph(runs) = block else { continue };
        let end = read.offsets.get(number + 1).copied().unwrap_or(usize::MAX);
        if excused.iter().any(|trouble| (at..end).contains(&trouble.at)) {
            continue;
        }
        if !rests(runs) && block.plain().split_whitespace().count() > ADVICE {
            let start: String = block.plain().chars().take(40).collect();
            let what = format!("The paragraph \"{start}…\" rests on no source.");
            faults.push(in_text(record, text, at, what, "Cite one: [@slug]."));
        }
    }
}

/// The kind's questions are answered in their order: each with two sentences and a citation, or with who would know.
fn questions(record: &Record, text: &Text, read: &Body, excused: &[&Trouble], faults: &mut Vec<Fault>) {
    let Some((_, questions)) = QUESTIONS.iter().find(|(kind, _)| *kind == record.id.kind()) else { return };
    let sections = sections(read);
    let mut last = 0;
    for question in *questions {
        let Some(place) = sections.iter().position(|section| section.anchor == *question) else {
            let what = format!("The section `{question}` is missing.");
            faults.push(in_text(record, text, 0, what, "Every record of this kind answers it. See corpus/README.md."));
            continue;
        };
        let section = &sections[place];
        if place < last {
            let what = format!("The section `{question}` stands too early or too late.");
            faults.push(in_text(record, text, section.at, what, "Keep the order of corpus/README.md."));
        }
        last = place;
        let unknown = section.text.trim_start().starts_with("Not known.");
        let end = sections.get(place + 1).map_or(usize::MAX, |next| next.at);
        let cites = |trouble: &&Trouble| trouble.to.as_ref().is_some_and(|to| to.kind() == Kind::Source);
        let cited = |trouble: &Trouble| (section.at..end).contains(&trouble.at);
        let cited = section.cited || excused.iter().copied().filter(cites).any(cited);
        if !unknown && (section.sentences < 2 || !cited) {
            let what = format!(
                "The section `{question}` has {} sentences{}.",
                section.sentences,
                if cited { "" } else { " and cites nothing" }
            );
            faults.push(in_text(
                record,
                text,
                section.at,
                what,
                "Answer in two sentences with a source, or write: Not known. Ask [who](kind/slug).",
            ));
        }
    }
}

struct Answer {
    anchor: String,
    at: usize,
    text: String,
    sentences: usize,
    cited: bool,
}

fn sections(read: &Body) -> Vec<Answer> {
    let mut sections: Vec<Answer> = Vec::new();
    for (block, &at) in read.blocks.iter().zip(&read.offsets) {
        match block {
            Block::Heading { level: 2, anchor, .. } => {
                sections.push(Answer { anchor: anchor.clone(), at, text: String::new(), sentences: 0, cited: false });
            }
            block => {
                let Some(section) = sections.last_mut() else { continue };
                let plain = block.plain();
                section.sentences += super::readability::sentences(&plain).count();
                section.cited |= block.parts().into_iter().flatten().any(|run| run.look == Look::Citation);
                section.text.push_str(&plain);
            }
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::by_hand;

    #[test]
    fn a_number_an_address_or_an_amount_is_seen() {
        for text in [
            "Call 1-888-373-7888.",
            "dial 911",
            "text 233733 now",
            "(888) 373-7888",
            "(888) 373 7888",
            "202 555 0100",
            "+44 20 7946 0958",
            "٨٨٨ ٣٧٣ ٧٨٨٨",
            "at https://uscis.gov",
            "www.uscis.gov",
            "costs $1,440",
            "to help@example.org",
        ] {
            assert_eq!(by_hand(text).len(), 1, "{text}: {:?}", by_hand(text));
        }
        for text in [
            "In 2025 about 27.6 million people",
            "8 U.S.C. 1367",
            "ages 12-21",
            "since July 4, 2025",
            "5,000 visas",
            "I-914",
        ] {
            assert_eq!(by_hand(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn each_of_several_is_seen() {
        let found =
            by_hand("Call 1-888-373-7888. 202 555 0100 is for the deaf; dial 911, pay $5 or $6 at www.uscis.gov.");
        let named =
            ["1-888-373-7888", "202 555 0100", "911", "www.uscis.gov.", "$5", "$6"].map(|what| format!("`{what}` is"));
        assert_eq!(found.len(), named.len(), "{found:?}");
        assert!(found.iter().zip(named).all(|(found, name)| found.starts_with(&name)), "{found:?}");
    }
}
