//! Find on the page.

use crate::support::{Person, made_up};
use waypost::app::Key::{Backspace, Char, Ctrl, Down, Enter, Esc, F, ShiftF, Up};

/// Reads the record that has one of everything, and looks for `text` on it.
fn finder(text: &str) -> Person {
    let person = Person::in_world(made_up(), 80, 24).presses(Enter).presses(F(3)).sees("Find on this page:");
    person.types(text)
}

/// The line of find.
fn line(person: &Person) -> String {
    let (_, y) = person.place_of("Find on this page:");
    person.row(y)
}

#[test]
fn every_place_is_marked_and_the_present_one_most() {
    let person = finder("second").sees("1 of 2");
    assert_eq!(person.drawn_on_page_as('h').iter().filter(|text| *text == "second").count(), 1);
    let person = finder("paper");
    let marked = person.drawn_on_page_as('m');
    assert!(marked.len() > 1 && marked.iter().all(|text| text.eq_ignore_ascii_case("paper")), "{marked:?}");
}

#[test]
fn the_places_are_those_of_the_text_whatever_the_case_and_accents() {
    for (text, count) in [("stamp", 5), ("STAMP", 5), ("stämp", 5), ("what can i do", 1), ("-100", 2)] {
        finder(text).sees(&format!("{text}  1 of {count}"));
    }
}

#[test]
fn marks_follow_each_letter() {
    let person = finder("s").sees("1 of ");
    let one = person.drawn_on_page_as('m').len();
    let person = person.types("t");
    assert!(person.drawn_on_page_as('m').len() < one);
    let person = person.presses(Backspace);
    assert_eq!(person.drawn_on_page_as('m').len(), one);
}

#[test]
fn next_and_previous_go_round_and_bring_the_place_into_view() {
    let present = |person: &Person| person.drawn_on_page_as('h').iter().filter(|text| *text == "stamp").count();
    for (next, previous) in [(F(3), ShiftF(3)), (Enter, Up), (Down, Up)] {
        let person = finder("stamp").resized_to(80, 26).sees("1 of 5").does_not_see("See also");
        let person = person.presses(next).sees("2 of 5").then(|person| assert_eq!(present(person), 1));
        let person = person.presses_times(3, next).sees("5 of 5").sees("See also");
        assert_eq!(present(&person), 1, "the last place has come into view:\n{}", person.screen());
        let person = person.presses(next).sees("1 of 5").sees("and a stamp is not needed");
        let person = person.presses(previous).sees("5 of 5").presses_times(4, previous).sees("1 of 5");
        assert_eq!(present(&person), 1);
    }
}

#[test]
fn every_place_can_be_seen_when_it_is_the_present_one() {
    for height in [24, 12, 8, 6, 5] {
        let mut person = Person::in_world(made_up(), 80, height).presses(Enter).presses(F(3)).types("paper");
        let count = person.session.doc.as_ref().and_then(|doc| doc.find.as_ref()).map_or(0, |find| find.places.len());
        assert!(count > 10);
        for place in 1..=count {
            let seen = person.drawn_on_page_as('h');
            let is_found = |text: &String| text.eq_ignore_ascii_case("paper");
            assert!(seen.iter().any(is_found), "place {place} at height {height}:\n{}", person.screen());
            person = person.presses(F(3));
        }
    }
}

#[test]
fn what_is_not_there_is_said_and_leaves_no_marks() {
    let person = finder("zebra").sees("not on this page");
    assert_eq!(person.drawn_on_page_as('m'), Vec::<String>::new());
    let person = person.presses(F(3)).presses(Esc).reads("guide/lost-papers");
    assert!(person.session.doc.as_ref().is_some_and(|doc| doc.find.is_none()));
}

#[test]
fn esc_keeps_the_marks_the_next_clears_them_the_third_leaves() {
    let person = finder("paper").presses(Esc).reads("guide/lost-papers").does_not_see("Find on this page");
    assert!(!person.drawn_on_page_as('m').is_empty(), "{}", person.styles());
    let person = person.presses(Esc).reads("guide/lost-papers");
    assert_eq!(person.drawn_on_page_as('m'), Vec::<String>::new());
    person.presses(Esc).looks_at("guide/lost-papers");
}

#[test]
fn find_opened_again_still_holds_the_word() {
    finder("stamp")
        .presses(F(3))
        .presses(Esc)
        .presses(F(3))
        .sees("Find on this page: stamp  2 of 5")
        .types("s")
        .sees("stamps");
}

#[test]
fn in_the_page_n_goes_on_through_the_places() {
    let person = finder("stamp").presses(Esc);
    let at = |person: &Person| person.session.doc.as_ref().and_then(|doc| doc.find.as_ref()).map(|find| find.at);
    let person = person.presses(Char('n'));
    assert_eq!(at(&person), Some(1));
    let person = person.presses(Char('N')).presses(ShiftF(3));
    assert_eq!(at(&person), Some(4));
}

#[test]
fn ctrl_f_and_slash_open_it_too_and_the_cursor_stands_behind_the_word() {
    for key in [Ctrl('f'), Char('/')] {
        let person = Person::in_world(made_up(), 80, 24).presses(Enter).presses(key).types("pap");
        assert!(line(&person).starts_with(" Find on this page: pap  1 of "), "{}", person.screen());
        let (x, y) = person.place_of("pap  1");
        assert_eq!(person.cursor(), (x + 3, y));
    }
}

#[test]
fn letters_are_letters_while_one_looks_for_a_word() {
    let person = finder("qjk?/n1");
    assert!(line(&person).contains("qjk?/n1"), "{}", person.screen());
    assert_eq!(person.effects, []);
}

#[test]
fn the_end_of_the_word_is_in_view_however_narrow_the_screen() {
    for (width, height) in [(20, 6), (24, 8), (30, 12), (40, 12), (60, 20)] {
        let mut person = Person::in_world(made_up(), width, height).presses(Enter).presses(F(3));
        for (length, letter) in "stamp of the papers office".char_indices() {
            person = person.types(&letter.to_string());
            let end = "stamp of the papers office"[..=length].trim_end();
            let end = &end[end.len().saturating_sub(10)..];
            let find = person.row(height - 2 - u16::from(height >= 16));
            assert!(find.contains(end), "{end:?} at {width}x{height}:\n{}", person.screen());
        }
    }
    Person::in_world(made_up(), 20, 6).presses(Enter).presses(F(3)).types("stamp").sees("Find: stamp  1 of 5");
    Person::in_world(made_up(), 20, 6).presses(Enter).presses(F(3)).types("zebra").sees("Find: zebra  none");
}
