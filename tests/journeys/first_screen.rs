//! What stands there before a key is pressed, and what the arrow keys do.

use crate::support::Person;
use waypost::app::Key::{Char, Down, End, Enter, Esc, Home, Left, PageDown, Right, Tab, Up};

#[test]
fn the_first_line_says_whom_to_call() {
    let person = Person::at(80, 24);
    for number in ["Call 911", "1-888-373-7888"] {
        assert!(person.help_line().contains(number), "{}", person.help_line());
    }
    assert_eq!(person.styles().lines().next(), Some(&*"h".repeat(80)), "the help line stands out from edge to edge");
}

#[test]
fn five_panes_stand_in_the_second_row_and_the_present_one_in_brackets() {
    let person = Person::at(80, 24);
    assert!(person.row(1).starts_with("[Guide] Agencies  Visas  Services  Sources "), "{}", person.row(1));
    assert!(person.drawn_as('b').contains(&"[Guide]".to_owned()), "by weight too:\n{}", person.styles());
    assert!(person.row(1).ends_with("English (F2)"));
}

#[test]
fn list_and_page_stand_side_by_side() {
    let person = Person::at(80, 24).looks_at("guide/get-help-now").sees("Search: type any word");
    assert_eq!(person.chosen_line(), "Get help now");
    assert!(person.list().contains("They took my passport"), "{}", person.screen());
    assert!(person.page().starts_with(" Get help now"), "{}", person.screen());
    assert!(person.page().contains("1-888-373-7888"), "{}", person.screen());
}

#[test]
fn the_key_line_begins_with_the_key_that_hides() {
    let person = Person::at(80, 24);
    assert!(person.key_line().starts_with(" F9 hide   "), "{}", person.key_line());
    for hint in ["↑↓ choose", "Enter read", "←→ panes", "F1 help", "F8 finished"] {
        assert!(person.key_line().contains(hint), "{}", person.key_line());
    }
}

#[test]
fn the_cursor_sits_on_the_chosen_entry() {
    let person = Person::at(80, 24).presses(Down);
    let (column, row) = person.cursor();
    assert_eq!(column, 0);
    assert!(person.row(row).starts_with("  He will find me"), "row {row}:\n{}", person.screen());
}

#[test]
fn moving_in_the_list_changes_the_page_at_once() {
    Person::at(80, 24)
        .presses(Down)
        .looks_at("guide/safety-planning")
        .then(|person| assert!(person.page().starts_with(" He will find me"), "{}", person.screen()))
        .presses(Up)
        .looks_at("guide/get-help-now")
        .presses(Up)
        .looks_at("guide/get-help-now");
}

#[test]
fn the_list_goes_to_its_ends_and_the_chosen_entry_stays_in_view() {
    let person = Person::at(80, 24).presses(PageDown).then(|person| {
        assert_ne!(person.record(), "guide/get-help-now");
        assert!(!person.chosen_line().is_empty());
    });
    let person = person.presses(End);
    assert!(!person.chosen_line().is_empty(), "{}", person.screen());
    let end = person.screen();
    let person = person.presses(Down);
    assert_eq!(person.screen(), end, "there is nothing after the end");
    let person = person.presses(Home).looks_at("guide/get-help-now");
    assert!(person.list().starts_with(" Get help now\n"), "the first heading is in view:\n{}", person.screen());
}

#[test]
fn left_and_right_go_round_the_panes() {
    let mut person = Person::at(80, 24);
    for pane in ["[Agencies]", "[Visas]", "[Services]", "[Sources]", "[Guide]"] {
        let before = person.list();
        person = person.presses(Right).sees(pane);
        assert_ne!(person.list(), before);
    }
    Person::at(80, 24).presses(Left).sees("[Sources]").presses(Right).sees("[Guide]");
}

#[test]
fn each_pane_keeps_its_place() {
    let person = Person::at(80, 24).presses_times(3, Down);
    let before = person.screen();
    let person = person.presses(Right).presses_times(2, Down).presses(Left);
    assert_eq!(person.screen(), before);
}

#[test]
fn an_agency_says_whether_it_is_police() {
    let person = Person::at(80, 24).presses(Right);
    assert!(person.list().contains("Police"), "{}", person.screen());
    assert!(person.list().contains("immigration"), "{}", person.screen());
}

#[test]
fn every_letter_and_digit_of_the_list_is_typing() {
    for text in ["q", "j", "911", "n", "/", "?"] {
        let person = Person::at(80, 24).types(text).sees(&format!("Search: {text}"));
        assert_eq!(person.effects, []);
    }
    Person::at(80, 24).presses(Char(' ')).sees("type any word");
}

#[test]
fn on_a_narrow_screen_the_list_has_it_alone_and_a_page_opens_over_it() {
    use waypost::app::Key::{Backspace, Enter};
    let person = Person::at(50, 20);
    assert_eq!((person.areas().reader.width, person.areas().list.width), (0, 50));
    let list = person.screen();
    let person = person.presses(Enter).reads("guide/get-help-now");
    assert_eq!((person.areas().reader.width, person.areas().list.width), (50, 0));
    assert_eq!(person.presses(Backspace).screen(), list);
}

#[test]
fn a_page_that_comes_by_again_is_as_it_was_at_first() {
    let first = Person::at(80, 24).presses(Down).page();
    // Read to its end, a link marked, passed on the way down and up, and at another width: it opens at its start again.
    let person = Person::at(80, 24).presses(Down).presses(Enter).presses(End).presses(Tab).presses(Esc);
    let person = person.presses_times(12, Down).presses_times(12, Up);
    assert_eq!(person.page(), first);
    let person = person.presses(Down).resized_to(120, 36).presses(Up);
    assert_eq!(person.page(), Person::at(120, 36).presses(Down).page());
    // Nor does what a search has marked on it stay.
    let person = person.types("he will find me").presses(Esc).presses(Up).presses(Down);
    assert_eq!(person.drawn_as('m'), Vec::<String>::new());
}
