//! `waypost show`.

use crate::support::program::{Program, text};

const EVERY_KIND: [&str; 8] = [
    "guide/lost-papers",
    "guide/before-you-file",
    "agency/papers-office",
    "visa/z",
    "service/911",
    "source/paper-law",
    "source/the-report",
    "term/stamp",
];

fn made_up(args: &[&str]) -> String {
    Program::among_made_up_records(&[&["show"], args].concat()).exits(0).out
}

#[test]
fn text_reads_like_the_page() {
    let page = made_up(&["guide/lost-papers"]);
    assert!(page.starts_with("My papers are gone\nLoss of documents · checked 22 Nov 2026\n"), "{page}");
    for line in [
        "  Deadline    30 days",
        "  Danger now  911",
        "What is this?",
        "1. Sit down and breathe.",
        "  • the paper with the number, which",
        "    • has nine digits",
        "Passport           Papers office  30    none    By post, to the address that",
        "• Z visa",
        "[2] The Report, p. 12 (as of Mar 2026)",
    ] {
        assert!(page.lines().any(|known| known == line), "{line:?} is not a line of:\n{page}");
    }
    for line in page.lines() {
        assert!(line.chars().count() <= 78 && !line.ends_with(' '), "{line:?}");
    }
}

#[test]
fn a_notice_is_told_from_the_text_around_it() {
    assert!(made_up(&["visa/z"]).contains("\n! A form can bring danger. Ask a lawyer first.\n"));
}

#[test]
fn markdown_keeps_headings_lists_tables_and_links() {
    let page = made_up(&["guide/lost-papers", "--format", "markdown"]);
    assert!(page.starts_with("# My papers are gone\n\n"), "{page}");
    for line in [
        "## What is this?",
        "### Where it is quickest",
        "1. Sit down and breathe.",
        "  - the paper with the picture",
        "    - has nine digits",
        "| Paper | Office | Days | Fee | Where it is sent |",
        "|---|---|---|---|---|",
        "| Card with picture | Town hall | 3 | **$1,250** | You take it with you |",
        "- Deadline: **30 days**",
    ] {
        assert!(page.lines().any(|known| known == line), "{line:?} is not a line of:\n{page}");
    }
    for part in ["[stamp](term/stamp)", "[Z visa](visa/z#who)", "*stamp*", "**You are still the same person.**"] {
        assert!(page.contains(part), "{part:?} is not in:\n{page}");
    }
}

/// The text of every event that pulldown-cmark reads out of `markdown`.
fn as_read(markdown: &str) -> (String, Vec<String>, usize) {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let (mut words, mut links, mut items) = (String::new(), Vec::new(), 0);
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::End(_) => words.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::Start(Tag::Item) => items += 1,
            _ => {}
        }
    }
    (words.split_whitespace().collect::<Vec<_>>().join(" "), links, items)
}

#[test]
fn markdown_is_read_back_as_what_the_page_says() {
    let (words, links, items) = as_read(&made_up(&["guide/lost-papers", "--format", "markdown"]));
    for part in ["A paper can be replaced. You are still the same person.", "[1]", "Stamp Stamps 1 none On the paper"] {
        assert!(words.contains(part), "{part:?} is not in: {words}");
    }
    assert!(!words.contains("**") && !words.contains("]("), "{words}");
    for link in ["source/paper-law", "term/stamp", "visa/z#who", "agency/papers-office"] {
        assert!(links.iter().any(|known| known == link), "{link} is not in {links:?}");
    }
    assert_eq!(items, 5 + 3 + 5 + 2 + 3 + 3, "facts, steps, points below them, loose points, see also, sources");
}

#[test]
fn json_holds_facts_sections_and_sources() {
    let answer = Program::among_made_up_records(&["show", "guide/lost-papers", "--format", "json"]).exits(0);
    let record = answer.json();
    assert_eq!(text(&record, "id"), "guide/lost-papers");
    assert_eq!(text(&record, "kind"), "guide");
    assert_eq!(text(&record, "lang"), "en");
    assert_eq!(text(&record, "title"), "My papers are gone");
    assert_eq!(text(&record, "official"), "Loss of documents");
    assert_eq!(text(&record, "checked_on"), "2026-11-22");
    assert_eq!(text(&record, "confidence"), "high");
    assert_eq!(text(&record["facts"]["deadline"], "shown"), "30 days");
    assert_eq!(record["facts"]["deadline"]["value"]["days"], 30);
    assert_eq!(record["facts"]["deadline"]["sources"][0], "paper-law");
    assert_eq!(record["names"][0], "lost papers");
    assert_eq!(record["see_also"][0], "visa/z");
    assert_eq!(record["cites"], serde_json::json!(["source/paper-law", "source/the-report", "source/paper-rules"]));
    let headings: Vec<String> =
        record["sections"].as_array().unwrap().iter().map(|part| text(part, "heading")).collect();
    assert_eq!(headings, ["", "What is this?", "What can I do now?", "Where it is quickest", "Who helps?"]);
    assert!(record["document"].is_null());
    let source = Program::among_made_up_records(&["show", "source/the-report", "--format", "json"]).exits(0).json();
    assert_eq!(source["document"]["authors"][1], "B. Writer");
}

#[test]
fn every_kind_of_record_can_be_shown_in_every_format() {
    for id in EVERY_KIND {
        for format in ["text", "markdown", "json"] {
            let out = made_up(&[id, "--format", format]);
            assert!(out.len() > 60, "{id} as {format}");
            assert!(!out.contains('\u{a0}'), "a program looks for plain spaces: {id} as {format}");
        }
    }
}

#[test]
fn an_old_id_leads_to_the_record_that_has_replaced_it() {
    assert_eq!(made_up(&["guide/old-papers"]), made_up(&["guide/lost-papers"]));
}

#[test]
fn another_language_is_spoken_where_there_is_one_and_missed_aloud_where_not() {
    assert!(made_up(&["guide/lost-papers", "--lang", "es"]).starts_with("Perdí mis papeles\n"));
    assert!(made_up(&["visa/z", "--lang", "es"]).contains("! This page is not in Español yet. Here it is in English."));
    let json: serde_json::Value =
        serde_json::from_str(&made_up(&["visa/z", "--lang", "es", "--format", "json"])).unwrap();
    assert_eq!(text(&json, "lang"), "en");
}

#[test]
fn an_unknown_id_ends_with_1_and_near_ones_are_offered() {
    let answer = Program::with(&["show", "visa/tt"]).exits(1).answers_nothing().says("There is no record visa/tt.");
    assert!(answer.err.contains("Did you mean") && answer.err.contains("visa/t"), "{}", answer.err);
    Program::with(&["show", "guide/document-taken"]).exits(1).says("guide/documents-taken");
    Program::with(&["show", "guide/qqqqqqqqqq"]).exits(1).says("`waypost list` prints every id.");
}

#[test]
fn what_is_no_id_ends_with_64() {
    for id in ["passport", "visa", "visa/", "/", "film/t", "visa/../t", "visa/T", "", "-"] {
        Program::with(&["show", id]).exits(64).answers_nothing().says("is not the id of a record");
    }
}

#[test]
fn an_id_that_commands_a_terminal_is_shown_as_plain_text() {
    let answer = Program::with(&["show", "visa/\u{1b}[31mt\u{202e}\u{7}"]).exits(64);
    assert!(!answer.err.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{:?}", answer.err);
    let long = "x".repeat(100_000);
    assert!(Program::with(&["show", &long]).exits(64).err.len() < 1000);
}

#[test]
fn every_shipped_visa_and_service_can_be_shown() {
    let answer = Program::with(&["list", "--json"]).exits(0);
    let ids: Vec<String> = answer.rows().iter().map(|row| text(row, "id")).collect();
    for id in ids.iter().filter(|id| id.starts_with("visa/") || id.starts_with("service/")).step_by(4) {
        assert!(Program::with(&["show", id]).exits(0).out.contains("checked"), "{id}");
    }
    let dated = Program::with(&["show", "visa/fees", "--format", "json"]).exits(0);
    assert!(dated.out.contains(r#""shown": "4 Jul 2025""#) && !dated.out.contains('\u{a0}'), "{}", dated.out);
}
