//! Documents of the library: found, opened at the passage, read in full.

use crate::support::library::{LINES, LIST, LONG, REPORT};
use crate::support::{Person, with_documents};
use waypost::app::Key::{self, Backspace, Down, End, Enter, Esc, Home, PageDown, Tab, Up};

fn person() -> Person {
    Person::in_world(with_documents(), 100, 30)
}

/// Down to the passages of a search.
fn to_passage(person: Person) -> Person {
    let records = person.found().len();
    person.presses_times(records, Down)
}

#[test]
fn passages_stand_after_the_records_with_document_and_page() {
    let person = person().types("passport");
    assert!(!person.found().is_empty(), "a record has the word as well");
    let list = person.list();
    let record = list.find(person.found()[0].split('/').next_back().map(|_| "My papers").unwrap()).unwrap();
    let heading = list.find("In documents").unwrap();
    assert!(record < heading, "{list}");
    assert!(list[heading..].contains("The report · page 11"), "{list}");
    assert!(list[heading..].contains("Employers kept the"), "{list}");
}

#[test]
fn a_passage_says_its_page_however_narrow_the_list_is() {
    for width in [24, 40, 60, 80, 120] {
        let person = Person::in_world(with_documents(), width, 40).types("enforced by force");
        let list = to_passage(person).list();
        assert!(list.contains("page 11"), "{width}: {list}");
    }
}

#[test]
fn a_passage_never_stands_before_a_record_that_has_all_the_words() {
    for query in ["passport", "papers", "paper", "debt", "a new passport", "visa", "report"] {
        let person = person().types(query);
        let list = person.list();
        if let Some(heading) = list.find("In documents") {
            let session = &person.session;
            assert!(session.search.passage().is_none() || person.found().is_empty(), "{query}: the first is a record");
            assert!(!list[..heading].contains("· page"), "{query}: {list}");
        }
    }
}

#[test]
fn a_passage_opens_the_document_at_its_place() {
    to_passage(person().types("enforced by force"))
        .looks_at(REPORT)
        .presses(Enter)
        .reads(REPORT)
        .sees_on_page("No debt can be enforced by force.")
        .then(|person| assert!(person.drawn_on_page_as('m').concat().contains("enforced"), "its words are marked"))
        .presses(Esc)
        .looks_at(REPORT);
}

#[test]
fn only_documents_are_searched_where_the_person_says_so() {
    let narrowed = person().types("passport").presses_times(6, Tab);
    assert_eq!(narrowed.found(), Vec::<String>::new());
    let narrowed = narrowed.sees("In: Documents").sees("The report · page 11");
    let everything = narrowed.presses(Tab).sees("In: everything");
    assert!(!everything.found().is_empty());
    // A pane's records are without documents.
    person().types("passport").presses(Tab).does_not_see("In documents");
}

#[test]
fn where_there_is_no_library_nothing_is_said_of_one() {
    Person::in_world(crate::support::made_up(), 100, 30)
        .types("passport")
        .does_not_see("In documents")
        .presses_times(6, Tab)
        .sees("In: everything");
}

#[test]
fn a_source_leads_into_its_full_text() {
    person()
        .opens_record(REPORT)
        .sees_on_page("Read in full")
        .sees_on_page("3 pages, taken in on 22 Nov 2026.")
        .presses_until(Tab, 12, |person| person.focused().contains("Findings"))
        .presses(Enter)
        .reads(REPORT)
        .sees_on_page("Employers kept the passports of workers")
        .presses(Backspace)
        .sees_on_page("Read in full");
}

#[test]
fn sources_that_can_be_read_in_full_are_marked() {
    person()
        .presses_times(4, Key::Right)
        .sees("can be read in full")
        .sees("Taken in here")
        .sees("Our handbook")
        .presses(End)
        .sees_on_page("Read in full");
}

#[test]
fn a_document_without_a_record_is_read_like_one_with() {
    to_passage(person().types("before you call anyone")).presses(Enter).reads("source/local-handbook");
    person()
        .opens_record("source/local-handbook")
        .presses(Tab)
        .presses(Enter)
        .sees_on_page("Ask what the person wants");
}

#[test]
fn a_citation_opens_its_source_at_the_page_that_it_names() {
    // The made-up guide cites the report, p. 12.
    let person = person().opens_record("guide/lost-papers");
    let link = person.session.doc.as_ref().unwrap().page.links.iter().position(|link| link.place.is_some());
    let number = person.session.doc.as_ref().unwrap().page.links[link.unwrap()].citation.unwrap();
    person
        .types(&number.to_string())
        .presses(Enter)
        .reads(REPORT)
        .sees_on_page("page 12")
        .sees_on_page("Keep a copy of each paper")
        .presses(Backspace)
        .reads("guide/lost-papers");
}

/// Every sentence of the long document, in the order in which they came into view.
fn sentences(person: &Person) -> Vec<usize> {
    let words = person.page_words();
    let words: Vec<&str> = words.split_whitespace().collect();
    let numbered = words.windows(2).filter(|pair| pair[0] == "number");
    numbered.filter_map(|pair| pair[1].trim_end_matches('.').parse().ok()).collect()
}

#[test]
fn a_long_document_is_read_from_one_end_to_the_other() {
    let mut person = person().opens_record(LONG).presses(Tab).presses(Enter).reads(LONG);
    let mut seen = sentences(&person);
    for _ in 0..400 {
        person = person.presses(PageDown);
        let laid_out = person.session.doc.as_ref().unwrap().layout.lines.len();
        assert!(laid_out < 1500, "{laid_out} lines are laid out of a document that has far more");
        seen.extend(sentences(&person));
    }
    seen.dedup();
    let mut all = seen.clone();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all, (0..crate::support::library::SENTENCES).collect::<Vec<_>>(), "every sentence comes into view");
    let back = seen.windows(2).find(|pair| pair[0] > pair[1] + 60);
    assert_eq!(back, None, "and in order");
    person = person.presses(Home);
    assert_eq!(sentences(&person)[0], 0);
    person = person.presses(End);
    assert_eq!(sentences(&person).last(), Some(&(crate::support::library::SENTENCES - 1)));
    for _ in 0..40 {
        person = person.presses(Key::PageUp);
    }
    let middle = sentences(&person);
    let person = person.presses(PageDown).presses(Key::PageUp);
    assert_eq!(sentences(&person), middle, "one screen down and up again is where one was");
}

#[test]
fn one_line_at_a_time_skips_nothing() {
    let mut person = person().opens_record(LONG).presses(Tab).presses(Enter);
    let words = |line: &str| line.replace(['█', '│'], "").trim().to_owned();
    for _ in 0..700 {
        let below = words(person.page().lines().nth(1).unwrap());
        person = person.presses(Down);
        assert_eq!(words(person.page().lines().next().unwrap()), below);
    }
}

#[test]
fn a_document_of_short_passages_fills_the_screen() {
    let mut person = person().opens_record(LIST).presses(Tab).presses(Enter).reads(LIST);
    for number in 0..LINES - 20 {
        // Each line stands alone, with space after it.
        assert!(person.page().contains(&format!("Line {}.", number + 10)), "{number}:\n{}", person.page());
        person = person.presses_times(2, Down);
    }
    person.presses(End).sees_on_page(&format!("Line {}.", LINES - 1)).presses(Home).sees_on_page("Line 0.");
}

#[test]
fn find_goes_through_the_whole_document() {
    let find = |person: Person, text: &str| person.presses(Key::F(3)).types(text);
    let open = || person().opens_record(LONG).presses(Tab).presses(Enter);
    find(open(), "sentence number 1900")
        .sees_on_page("number 1900")
        .presses(Esc)
        .presses(Key::F(3))
        .does_not_see("not in this document");
    let rare = find(open(), "needle");
    assert_eq!(needles(&rare), [100]);
    let rare = rare.presses(Enter);
    assert_eq!(needles(&rare), [1100], "the next one is far away");
    let rare = rare.presses(Enter);
    assert_eq!(needles(&rare), [100], "and around");
    let rare = rare.presses(Up);
    assert_eq!(needles(&rare), [1100], "and back");
    find(open(), "haystack").sees("not in this document");
    // Within words, too.
    assert_eq!(needles(&find(open(), "eedl")), [100]);
}

#[test]
fn find_goes_on_from_the_view_and_says_which_passage_it_is() {
    let mut person = person().opens_record(LONG).presses(Tab).presses(Enter);
    while sentences(&person)[0] <= 100 {
        person = person.presses(PageDown);
    }
    assert!(needles(&person).is_empty(), "it is above, and still laid out");
    let found = person.presses(Key::F(3)).types("needle").sees("Find in this document:").sees("passage 2 of 2");
    assert_eq!(needles(&found), [1100], "not back to what was passed");
    let found = found.sees("Enter next").presses(Enter).sees("passage 1 of 2");
    assert_eq!(needles(&found), [100], "and around");
}

/// The sentences in view that have the rare word.
fn needles(person: &Person) -> Vec<usize> {
    let words = person.page_words();
    let found = words.match_indices("needle").filter_map(|(at, _)| {
        let before = &words[..at];
        before.rsplit("number ").next()?.split('.').next()?.trim().parse().ok()
    });
    found.collect()
}

#[test]
fn the_headings_of_a_document_lead_through_all_of_it() {
    person()
        .opens_record(LONG)
        .presses(Tab)
        .presses(Enter)
        .presses(Key::F(4))
        .sees("In this document")
        .sees("Chapter 1")
        .presses(End)
        .presses(Enter)
        .sees_on_page("Chapter 8")
        .presses(Key::F(4))
        .then(|person| assert!(person.chosen_line().contains("Chapter 8") || person.screen().contains("Chapter 8")));
}

#[test]
fn another_width_and_another_language_keep_the_place() {
    let person = person().opens_record(LONG).presses(Tab).presses(Enter).presses_times(60, PageDown);
    let first = sentences(&person)[0];
    let person = person.resized_to(60, 20);
    assert!(sentences(&person)[0].abs_diff(first) < 3, "{:?} {first}", sentences(&person));
    let person = person.resized_to(100, 30).presses(Key::F(2)).presses(Enter);
    assert!(sentences(&person)[0].abs_diff(first) < 3);
}

#[test]
fn a_document_is_read_on_any_screen() {
    for (width, height) in [(20, 6), (24, 40), (40, 12), (80, 24), (200, 60)] {
        let person = Person::in_world(with_documents(), width, height).opens_record(LONG);
        let person = person.presses_until(Tab, 5, |person| person.focused() == "From the start").presses(Enter);
        let person = person.presses_times(30, PageDown).presses_times(3, Down).presses(Key::PageUp);
        let seen = sentences(&person);
        assert!(width == 20 || !seen.is_empty(), "{width} by {height}:\n{}", person.screen());
        let person = person.presses(End).sees_on_page("number 1999.");
        let found = person.presses(Esc).presses(Esc).types("needle");
        assert!(found.screen().lines().all(|line| line.chars().count() <= usize::from(width)), "{}", found.screen());
    }
}
