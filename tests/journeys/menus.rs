//! Headings, help, languages.

use crate::support::{Person, made_up};
use waypost::app::Key::{Backspace, Char, Down, End, Enter, Esc, F, Home, PageDown, Up};
use waypost::app::{Effect, Mode, Screen, key_rows};
use waypost::lang::Lang;
use waypost::words::Words;

fn reader() -> Person {
    Person::in_world(made_up(), 80, 24).presses(Enter).reads("guide/lost-papers")
}

#[test]
fn f4_lists_the_headings_and_enter_goes_to_one() {
    let person = reader().presses(F(4)).sees("On this page");
    let page = person.page();
    let items: Vec<&str> = page.lines().skip(2).filter(|line| !line.is_empty()).collect();
    assert_eq!(
        items,
        [
            "  What is this?",
            "  What can I do now?",
            "    Where it is quickest",
            "  Who helps?",
            "  See also",
            "  Sources"
        ]
    );
    assert_eq!(person.drawn_on_page_as('r').concat().trim(), "What is this?");
    let person = person.presses(Down).presses(Enter).reads("guide/lost-papers");
    assert!(person.page().starts_with(" What can I do now?"), "{}", person.screen());
    let person = person.presses(F(4));
    assert_eq!(person.drawn_on_page_as('r').concat().trim(), "What can I do now?", "the present one is marked");
}

#[test]
fn leaving_the_headings_changes_nothing() {
    for back in [Backspace, Esc] {
        let person = reader().presses(PageDown);
        let before = (person.screen(), person.styles());
        let person = person.presses(F(4)).presses_times(2, Down).presses(back);
        assert_eq!((person.screen(), person.styles()), before);
    }
    reader().presses(Char('c')).sees("On this page");
}

#[test]
fn the_headings_end_at_their_ends() {
    let chosen = |person: &Person| person.drawn_on_page_as('r').concat().trim().to_owned();
    let person = reader().presses(F(4)).presses(Up);
    assert_eq!(chosen(&person), "What is this?");
    let person = person.presses(End).presses(Down);
    assert_eq!(chosen(&person), "Sources");
    assert_eq!(chosen(&person.presses(Home)), "What is this?");
}

/// The whole text of the help screen, read from its top to its end.
fn help() -> String {
    let mut person = Person::in_world(made_up(), 120, 60).presses(F(1));
    let mut text = String::new();
    loop {
        let page = person.page();
        text.push_str(&page);
        person = person.presses(PageDown);
        if person.page() == page {
            return text;
        }
    }
}

#[test]
fn f1_lists_every_key_with_what_it_does() {
    let (text, words) = (help(), Words::new(Lang::En));
    for (heading, rows) in key_rows(Mode::Desk) {
        assert!(text.contains(&words.text(heading)), "{:?} is missing:\n{text}", words.text(heading));
        for row in rows {
            let said = words.help(row.word);
            assert!(!said.is_empty(), "{:?} has no sentence", row.label);
            let is_row = |line: &str| line.contains(&format!("│ {} ", row.label)) && line.contains(&said);
            assert!(text.lines().any(is_row), "{:?} {said:?} is missing:\n{text}", row.label);
        }
    }
    for key in ["F9", "Ctrl-Q", "F8", "Tab", "1–9"] {
        assert!(text.contains(key), "{key} is missing:\n{text}");
    }
}

#[test]
fn help_says_nothing_twice() {
    let text = help();
    let (_, list) = text.split_once("In a list").unwrap();
    let (list, rest) = list.split_once("On a page").unwrap();
    let (page, anywhere) = rest.split_once("Anywhere").unwrap();
    for part in [list, page, anywhere] {
        let mut rows: Vec<&str> =
            part.lines().map(|line| line.trim_end_matches(['│', '█', ' '])).filter(|line| line.contains('│')).collect();
        let count = rows.len();
        rows.sort_unstable();
        rows.dedup();
        assert_eq!(rows.len(), count, "a row stands twice:\n{part}");
    }
}

#[test]
fn f1_opens_help_anywhere_and_leads_back() {
    let places = [
        Person::in_world(made_up(), 80, 24).presses(Down),
        Person::in_world(made_up(), 80, 24).types("paper"),
        reader().presses(PageDown),
    ];
    for person in places {
        let before = (person.screen(), person.styles());
        let mut person = person;
        for back in [F(1), Backspace, Esc, Enter] {
            person = person.presses(F(1)).sees("Use the arrow keys and Enter.").presses(PageDown).presses(back);
            assert_eq!((person.screen(), person.styles()), before);
        }
    }
}

#[test]
fn the_key_line_of_help_names_what_the_keys_do_there() {
    let person = reader().presses(F(1));
    let line = person.key_line();
    assert!(!line.contains("Enter open") && !line.contains("↑↓ choose"), "there is nothing to open or choose: {line}");
}

#[test]
fn a_chosen_language_is_spoken_where_there_is_a_text() {
    let person = reader().presses(F(2)).sees("Language").sees("Español").sees("简体中文").sees("پښتو");
    let person = person.presses(Down).presses(Enter).reads("guide/lost-papers").sees("Español (F2)");
    assert_eq!(person.effects, [Effect::Language(Lang::Es)]);
    let person = person.presses(Home).sees("Perdí mis papeles").does_not_see("not in Español");
    let person = person.presses(Backspace).looks_at("guide/lost-papers");
    assert_eq!(person.chosen_line(), "Perdí mis papeles", "the list too:\n{}", person.screen());
}

#[test]
fn where_there_is_no_text_the_page_says_that_it_is_in_english() {
    let person = Person::in_world(made_up(), 80, 24).presses(Down).looks_at("guide/before-you-file");
    let person = person.presses(F(2)).presses(Down).presses(Enter).looks_at("guide/before-you-file");
    let person = person.sees_on_page("This page is not in Español yet. Here it is in English.");
    assert_eq!(person.chosen_line(), "Before you send any form", "the same entry is chosen");
    person.presses(F(2)).presses(Up).presses(Enter).does_not_see("Español");
}

#[test]
fn every_shipped_page_that_lacks_spanish_says_so() {
    let person = Person::at(80, 24).speaking("es");
    let doc = person.session.doc.as_ref().unwrap();
    assert_eq!(doc.page.lang != Lang::Es, person.page_words().contains("This page is not in Español yet."));
}

#[test]
fn leaving_the_choice_of_language_changes_nothing() {
    let person = reader().presses(PageDown);
    let before = (person.screen(), person.styles());
    let person = person.presses(F(2)).presses_times(3, Down).presses(Esc);
    assert_eq!((person.screen(), person.styles()), before);
    assert_eq!(person.effects, []);
}

#[test]
fn a_search_survives_a_look_at_the_help_and_a_change_of_language() {
    let person = Person::in_world(made_up(), 80, 24).types("office").presses(Down);
    let chosen = person.record();
    let person = person.presses(F(2)).presses(Down).presses(Enter).sees("Search: office");
    assert_eq!(person.record(), chosen);
    assert!(matches!(person.session.screen, Screen::Browse));
}
