//! The last row names the keys that do something now, and no others.

use crate::support::{Person, made_up};
use waypost::app::Key::{Backspace, Char, Down, End, Enter, F, Right, Tab};

/// The key line holds each of `shown` and none of `hidden`.
#[track_caller]
fn names(person: Person, shown: &[&str], hidden: &[&str]) -> Person {
    let line = person.key_line();
    for hint in shown {
        assert!(line.contains(hint), "{hint:?} is missing: {line:?}\n{}", person.screen());
    }
    for hint in hidden {
        assert!(!line.contains(hint), "{hint:?} does nothing: {line:?}\n{}", person.screen());
    }
    person
}

fn at(width: u16, height: u16) -> Person {
    Person::in_world(made_up(), width, height)
}

#[test]
fn a_page_without_links_names_no_key_for_them() {
    let person = at(100, 40).presses_times(4, Right).presses(Enter);
    let person = person.then(|person| assert!(person.session.doc.as_ref().unwrap().page.links.is_empty()));
    names(person, &["Backspace back", "F3 find"], &["Enter", "Tab", "↑↓"]);
}

#[test]
fn enter_is_named_once_a_link_is_marked() {
    let person = names(at(100, 24).presses(Enter), &["↑↓ scroll", "Tab links"], &["Enter"]);
    let person = names(person.presses(Tab), &["Enter open"], &[]);
    let person = names(person.presses(End), &["Tab links"], &["Enter"]);
    let person = names(person.presses(Char('1')), &["Enter open"], &[]);
    names(person.presses_times(3, Char('9')), &[], &["Enter"]);
}

#[test]
fn where_nothing_is_found_there_is_nothing_to_choose_or_read() {
    let person = names(at(80, 24).types("qzxwvkqzx"), &["Esc clear"], &["↑↓", "Enter", "Tab"]);
    names(
        person.presses(Backspace).presses(waypost::app::Key::Esc).types("paper"),
        &["↑↓ choose", "Enter read", "Tab"],
        &[],
    );
}

#[test]
fn one_result_is_read_but_not_chosen_among() {
    let person = at(80, 24).types("paper").presses(Tab).presses(Tab);
    assert_eq!(person.found().len(), 1, "{}", person.screen());
    names(person, &["Enter read"], &["↑↓"]);
}

#[test]
fn a_folder_is_opened_and_closed_rather_than_read() {
    let person = at(80, 24).presses_times(4, Right);
    let person = person.presses_until(Down, 9, |person| person.record().is_empty());
    let person = names(person, &["Enter open"], &["Enter read"]);
    names(person.presses(Enter), &["Enter close"], &["Enter open", "Enter read"]);
}

#[test]
fn find_names_the_next_place_where_there_is_one() {
    let person = names(at(80, 24).presses(Enter).presses(F(3)), &["Esc back"], &["Enter", "F3"]);
    names(person.types("paper"), &["Enter next", "F3 next"], &[]);
}

#[test]
fn twenty_columns_name_more_than_the_key_that_hides() {
    for (person, shown) in [
        (at(20, 6), "↑↓ choose"),
        (at(20, 6).types("paper"), "↑↓ choose"),
        (at(20, 6).presses(Enter), "↑↓ scroll"),
        (at(20, 6).presses(Enter).presses(F(3)).types("paper"), "Enter next"),
    ] {
        assert_eq!(person.key_line(), format!("F9 hide  {shown}"), "\n{}", person.screen());
    }
}
