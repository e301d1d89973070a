//! `waypost search`.

use crate::support::program::{Program, text};
use std::time::{Duration, Instant};

#[test]
fn records_are_printed_with_their_ids_and_where_they_match() {
    let answer = Program::with(&["search", "boss", "took", "my", "passport"]).exits(0);
    assert!(answer.out.contains("They took my passport  (guide/documents-taken)\n    "), "{}", answer.out);
    for line in answer.out.lines().filter(|line| line.starts_with("    ")) {
        assert!(line.chars().count() <= 80, "{line:?}");
    }
    assert_eq!(answer.err, "");
}

#[test]
fn words_are_one_query_however_they_are_quoted() {
    let apart = Program::with(&["search", "T", "visa"]).exits(0).out;
    assert_eq!(Program::with(&["search", "T visa"]).exits(0).out, apart);
    assert!(apart.starts_with("T visa  (visa/t)\n"), "{apart}");
}

#[test]
fn json_has_the_same_fields_for_every_record() {
    let answer = Program::with(&["search", "--json", "passport"]).exits(0);
    let rows = answer.rows();
    assert!(rows.len() > 2 && rows.len() <= 10, "ten at most, unless more are asked for");
    for row in &rows {
        let mut fields: Vec<&String> = row.as_object().unwrap().keys().collect();
        fields.sort();
        assert_eq!(fields, ["id", "kind", "lang", "marks", "section", "snippet", "title"]);
        assert_eq!(text(row, "id").split('/').next(), Some(&*text(row, "kind")));
        assert_eq!(text(row, "lang"), "en");
        assert!(!text(row, "title").is_empty());
    }
    assert_eq!(text(&rows[0], "id"), "guide/documents-taken");
}

#[test]
fn marks_are_byte_ranges_of_the_words_that_were_found() {
    let rows = Program::among_made_up_records(&["search", "--json", "nine", "digits"]).exits(0).rows();
    let snippet = text(&rows[0], "snippet");
    let marks: Vec<[usize; 2]> = serde_json::from_value(rows[0]["marks"].clone()).unwrap();
    let marked: Vec<&str> = marks.into_iter().map(|[from, to]| &snippet[from..to]).collect();
    assert_eq!(marked, ["nine", "digits"], "{snippet}");
    assert_eq!(text(&rows[0], "section"), "What can I do now?");
}

#[test]
fn spaces_that_hold_a_fact_together_on_the_screen_are_plain_ones_here() {
    let rows = Program::with(&["search", "--json", "1-888-373-7888"]).exits(0).rows();
    let held = rows.iter().find(|row| text(row, "snippet").contains("Call: 1-888-373-7888 · Text: 233733")).unwrap();
    let marks: Vec<[usize; 2]> = serde_json::from_value(held["marks"].clone()).unwrap();
    let snippet = text(held, "snippet");
    let marked: Vec<&str> = marks.into_iter().map(|[from, to]| &snippet[from..to]).collect();
    assert_eq!(marked, ["1", "888", "373", "7888"], "{snippet}");
    assert!(rows.iter().all(|row| !text(row, "snippet").contains('\u{a0}')), "{rows:?}");
}

#[test]
fn kind_and_limit_narrow_the_answer() {
    let rows = Program::with(&["search", "--json", "--kind", "visa", "--limit", "3", "work"]).exits(0).rows();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| text(row, "kind") == "visa"), "{rows:?}");
    let many = Program::with(&["search", "--json", "--limit", "1000", "visa"]).exits(0).rows();
    assert!(many.len() > 10);
}

#[test]
fn words_come_from_standard_input_where_a_dash_says_so() {
    let typed = Program::with(&["search", "--json", "passport"]).exits(0).out;
    assert_eq!(Program::with(&["search", "--json", "-"]).input("passport\n").exits(0).out, typed);
    assert_eq!(Program::with(&["search", "--json", "-"]).input("  passport\r\n\n").exits(0).out, typed);
    Program::with(&["search", "-"]).input("").exits(1);
}

#[test]
fn nothing_found_ends_with_1_and_says_whom_to_call() {
    for args in [&["search", "qzxwvkqzx"][..], &["search", "   "], &["search", "???"], &["search", ""]] {
        Program::with(args).exits(1).answers_nothing().says("Nothing found").says("1-888-373-7888");
    }
    let near = Program::with(&["search", "theytukmypasport"]).exits(1).answers_nothing();
    near.says("These titles are near: They took my passport (guide/documents-taken)");
    let answer = Program::with(&["search", "--json", "qzxwvkqzx"]).exits(1);
    assert_eq!(answer.rows(), Vec::<serde_json::Value>::new());
}

#[test]
fn it_says_when_words_were_corrected_or_left_out() {
    Program::among_made_up_records(&["search", "brethe"]).exits(0).says("Showing results for breathe");
    Program::among_made_up_records(&["search", "breathe nobody"]).exits(0).says("No record has all these words.");
    Program::with(&["search", &"passport ".repeat(40)]).exits(0).says("Only the first 200 characters");
}

#[test]
fn ten_megabytes_and_rubbish_on_standard_input_are_answered_in_a_moment() {
    let begun = Instant::now();
    Program::with(&["search", "-"]).input("passport ".repeat(1_200_000)).exits(0).says("Only the first");
    Program::with(&["search", "-"]).input(vec![0; 10_000_000]).exits(1);
    Program::with(&["search", "-"]).input(vec![0xff; 10_000_000]).exits(1);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

#[test]
fn what_commands_a_terminal_is_no_part_of_a_query() {
    let clean = Program::with(&["search", "--json", "boss passport"]).exits(0).out;
    let answer = Program::with(&["search", "--json", "-"]).input("boss \u{1b}\u{7}\0\u{202e}passport").exits(0);
    assert_eq!(answer.out, clean);
}

#[test]
fn an_option_is_no_query_and_a_query_may_begin_with_a_dash() {
    Program::with(&["search", "-x"]).exits(64);
    Program::with(&["search", "--", "-x passport"]).exits(0).prints("(guide/documents-taken)");
}

#[test]
fn a_fact_in_the_answer_says_what_it_is() {
    for (words, said) in [("fbi tips", "Call: 1-800-225-5324 · "), ("wage and hour", "Call: 1-866-487-9243 · ")] {
        let answer = Program::with(&["search", "--limit", "3", words]).exits(0);
        let words = answer.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(said), "{said:?} is not in:\n{}", answer.out);
    }
    // Only spaces that any program knows, and no line ends in one.
    let answer = Program::with(&["search", "--limit", "50", "hotline"]).exits(0);
    assert!(!answer.out.contains('\u{a0}') && answer.out.lines().all(|line| line.trim_end() == line), "{}", answer.out);
    assert!(!answer.out.contains("?:") && !answer.out.contains("[1]"), "{}", answer.out);
}
