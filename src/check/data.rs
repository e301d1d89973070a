//! Checks of the facts: sources, dates, forms of values, and when to look again.

use super::{Checked, Entry};
use crate::corpus::facts::{Fact, Tier, Value};
use crate::error::Fault;
use crate::id::{Id, Kind};
use crate::page::hours_well_formed;
use crate::text::scrub;
use jiff::civil::Date;

pub(super) fn faults(checked: &Checked<'_>, entries: &[Entry<'_>]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for entry in entries {
        head(checked, entry, &mut faults);
        for (name, fact) in &entry.facts.facts {
            one(checked, entry, name, fact, &mut faults);
        }
        fact_box(checked, entry, &mut faults);
        undrawable(checked, entry, &mut faults);
    }
    listed(checked, entries, &mut faults);
    faults
}

fn head(checked: &Checked<'_>, entry: &Entry<'_>, faults: &mut Vec<Fault>) {
    let Entry { record, facts } = entry;
    let mut fault = |near: &str, what: String, fix: &str| faults.push(checked.in_facts(record, near, what, fix));
    let kind = record.id.kind();
    // Where the list of groups is broken, that is one fault.
    let groups_broken =
        checked.corpus.groups(kind).is_empty() && checked.assembled.iter().any(|fault| fault.path == "groups.json");
    if !groups_broken && !checked.corpus.groups(kind).iter().any(|group| **group == *facts.group) {
        fault("\"group\"", format!("`{}` is no group of {kind}.", facts.group), "Use one of groups.json.");
    }
    if facts.checked_on.parse::<Date>().is_err() {
        fault("checked_on", format!("`{}` is no day.", facts.checked_on), "Write it as 2026-11-22.");
    } else if *facts.checked_on > *checked.today {
        fault(
            "checked_on",
            format!("{} is in the future.", facts.checked_on),
            "Write the day on which it was checked.",
        );
    }
    if facts.recheck_days == 0 {
        fault(
            "recheck_days",
            "A record that is checked again after 0 days is always due.".to_owned(),
            "Write 30, 90, 180 or 365.",
        );
    }
    for id in &facts.see_also {
        let named = id.parse::<Id>().ok();
        if !named.as_ref().is_some_and(|id| checked.has(id)) {
            fault(id, format!("see_also names {id}, which is no record."), "Mend or remove it.");
        } else if named.and_then(|id| checked.corpus.get(&id)).is_some_and(|found| found.id == record.id) {
            fault(id, "see_also names the record itself.".to_owned(), "Remove it.");
        }
    }
    match (&facts.document, kind) {
        (None, Kind::Source) => {
            fault("{", "A source has no `document`.".to_owned(), "Add publisher, title, url and access.");
        }
        (Some(_), kind) if kind != Kind::Source => {
            fault("\"document\"", "Only sources have a `document`.".to_owned(), "Remove it.");
        }
        (Some(document), _) => {
            if !document.url.starts_with("https://") {
                fault("\"url\"", format!("`{}` is no https address.", document.url), "Write the whole address.");
            }
            if let Some(date) = document.published.as_deref().filter(|date| !partial_date(date)) {
                fault("\"published\"", format!("`{date}` is no date."), "Write YYYY, YYYY-MM or YYYY-MM-DD.");
            }
        }
        (None, _) => {}
    }
    if kind == Kind::Agency && record.stance.is_none() {
        fault(
            "\"facts\"",
            "The agency does not say whether it is police and acts on immigration.".to_owned(),
            "Add the facts `police` and `immigration`.",
        );
    }
}

fn one(checked: &Checked<'_>, entry: &Entry<'_>, name: &str, fact: &Fact, faults: &mut Vec<Fault>) {
    let near = format!("\"{name}\"");
    let mut fault = |what: String, fix: &str| faults.push(checked.in_facts(entry.record, &near, what, fix));
    if fact.sources.is_empty() {
        fault(format!("The fact `{name}` has no source."), "Name the slug of a source record.");
    }
    for slug in &fact.sources {
        if !Id::new(Kind::Source, slug).is_ok_and(|id| checked.has(&id)) {
            fault(
                format!("The fact `{name}` names the source {slug}, which is no record."),
                "Write the source record, or mend the name.",
            );
        }
    }
    if !partial_date(&fact.as_of) {
        fault(format!("The fact `{name}` has no date: `{}`.", fact.as_of), "Write YYYY, YYYY-MM or YYYY-MM-DD.");
    } else if fact.as_of.as_str() > &checked.today[..fact.as_of.len()] {
        fault(
            format!("The fact `{name}` is as of {}, in the future.", fact.as_of),
            "Write the date that its source gives.",
        );
    }
    if let Err(what) = well_formed(&fact.value) {
        fault(format!("The fact `{name}`: {what}"), "See the table of values in corpus/README.md.");
    }
}

fn fact_box(checked: &Checked<'_>, entry: &Entry<'_>, faults: &mut Vec<Fault>) {
    for name in &entry.facts.fact_box {
        let known = match name.split_once('#') {
            Some((id, fact)) => id.parse::<Id>().is_ok_and(|id| match checked.corpus.get(&id) {
                Some(_) => checked.corpus.fact(&id, fact).is_some(),
                None => checked.has(&id),
            }),
            None => entry.facts.facts.contains_key(name) && checked.words.named("fact", name).is_some(),
        };
        if !known {
            let what = format!("The box names `{name}`, which is no fact here or has no label.");
            let fix = "Name a fact of the record, or add `fact-<name>` to ui/en.ftl.";
            faults.push(checked.in_facts(entry.record, &format!("\"{name}\""), what, fix));
        }
    }
}

/// Characters that a screen would not draw, also where JSON spells them as `\u001b`.
fn undrawable(checked: &Checked<'_>, entry: &Entry<'_>, faults: &mut Vec<Fault>) {
    fn strings<'a>(value: &'a serde_json::Value, found: &mut Vec<&'a str>) {
        match value {
            serde_json::Value::String(text) => found.push(text),
            serde_json::Value::Array(values) => values.iter().for_each(|value| strings(value, found)),
            serde_json::Value::Object(fields) => fields.values().for_each(|value| strings(value, found)),
            _ => {}
        }
    }
    let Ok(value) = serde_json::from_str::<serde_json::Value>(&entry.record.facts) else { return };
    let mut found = Vec::new();
    strings(&value, &mut found);
    for (_, c) in found.into_iter().filter_map(scrub::first_fault) {
        let what = format!("The facts hold U+{:04X}, which a screen would not draw.", c as u32);
        faults.push(checked.in_facts(entry.record, "{", what, "Remove it."));
    }
}

/// Every record of `records.json` is there, under its own name or an alias; every other record is an official page.
fn listed(checked: &Checked<'_>, entries: &[Entry<'_>], faults: &mut Vec<Fault>) {
    let Some(listing) = &checked.listing else { return };
    for entry in entries.iter().filter(|entry| !is_page(entry)) {
        let id = entry.record.id.to_string();
        if !listing.records.iter().any(|listed| listed.id == id) {
            let what = format!("{id} is not in the list of records.");
            faults.push(checked.in_facts(entry.record, "{", what, "Add it to records.json with what it covers."));
        }
    }
    for listed in &listing.records {
        if !listed.id.parse::<Id>().is_ok_and(|id| checked.has(&id)) {
            let what = format!("{} ({}) is in the list and has no record.", listed.id, listed.covers);
            faults.push(Fault::new("records.json", 1, what, "Write its facts and its English text."));
        }
    }
}

/// Records that should have been checked again by now.
pub(super) fn stale(checked: &Checked<'_>, entries: &[Entry<'_>]) -> Vec<Fault> {
    let Ok(today) = checked.today.parse::<Date>() else { return Vec::new() };
    let due = |entry: &Entry<'_>| {
        let days = i64::from(entry.facts.recheck_days);
        let due = entry.facts.checked_on.parse::<Date>().ok()?.checked_add(jiff::Span::new().days(days)).ok()?;
        (due < today).then(|| {
            let what = format!("The record was to be checked again by {due}.");
            checked.in_facts(entry.record, "checked_on", what, "Check it against its sources and write the new day.")
        })
    };
    entries.iter().filter_map(due).collect()
}

fn partial_date(text: &str) -> bool {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && format!("{year}-{month}-01").parse::<Date>().is_ok(),
        [_, _, _] => text.parse::<Date>().is_ok(),
        _ => false,
    }
}

fn well_formed(value: &Value) -> Result<(), String> {
    let only = |text: &str, allowed: &[char]| text.chars().all(|c| c.is_ascii_digit() || allowed.contains(&c));
    let is = |good: bool, what: &str| if good { Ok(()) } else { Err(format!("{what}.")) };
    match value {
        Value::Phone(number) => {
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            let whole = digits == 3 || (digits == 11 && number.starts_with("1-")) || number.starts_with("+");
            is(
                only(number, &['-', '+']) && whole,
                "a phone number is 3 digits, or 1- and ten digits with hyphens, or starts with +",
            )
        }
        Value::Sms(sms) => is(only(&sms.to, &['-']) && sms.to.len() >= 3, "a text number is digits"),
        Value::Url(url) => is(url.starts_with("https://"), "an address starts with https://"),
        Value::Email(email) => {
            is(email.contains('@') && !email.contains(' '), "an e-mail address has one @ and no spaces")
        }
        Value::Date(date) => is(date.parse::<Date>().is_ok(), "a day is written 2026-11-22"),
        Value::Hours(hours) => is(hours_well_formed(hours), "hours are 24/7, or mo-fr 08:00-16:30 and a zone"),
        Value::Percent(percent) => is(*percent <= 100, "a share is 100 at most"),
        Value::Languages(tags) => is(!tags.is_empty(), "languages need a tag"),
        Value::Form(text) | Value::Law(text) => is(!text.trim().is_empty(), "the text is empty"),
        Value::Usd(_)
        | Value::Cents(_)
        | Value::Count(_)
        | Value::Years(_)
        | Value::Months(_)
        | Value::Days(_)
        | Value::Age(_)
        | Value::Answer(_) => Ok(()),
    }
}

/// Whether a source is one of the eleven or no official page at all: those have texts of their own.
pub(super) fn is_page(entry: &Entry<'_>) -> bool {
    entry.facts.document.as_ref().is_some_and(|document| document.tier == Tier::Page)
}

#[cfg(test)]
mod tests {
    use super::{partial_date, well_formed};
    use crate::corpus::facts::Value;

    #[test]
    fn dates_may_lack_their_end() {
        for good in ["2024", "2024-06", "2024-06-24"] {
            assert!(partial_date(good), "{good}");
        }
        for bad in ["", "24", "2024-13", "2024-02-30", "June 2024", "2024-6"] {
            assert!(!partial_date(bad), "{bad}");
        }
    }

    #[test]
    fn a_number_that_cannot_be_dialled_is_a_fault() {
        for good in ["911", "1-888-373-7888", "+1-416-364-0822"] {
            assert!(well_formed(&Value::Phone(good.into())).is_ok(), "{good}");
        }
        for bad in ["1-888-373-788", "888-373-7888", "1-800-FLOWERS", "", "12"] {
            assert!(well_formed(&Value::Phone(bad.into())).is_err(), "{bad}");
        }
    }
}
