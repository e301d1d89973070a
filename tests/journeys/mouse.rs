//! The mouse: wheel, and a click on a pane, a row, a link.

use crate::support::{Person, made_up};
use waypost::app::Key::{Backspace, Enter, F, PageDown, Right, Tab};
use waypost::app::Screen;

#[test]
fn a_click_on_a_pane_goes_there() {
    for (name, pane) in [("Visas", "[Visas]"), ("Sources", "[Sources]"), ("Guide", "[Guide]")] {
        Person::at(80, 24).clicks_on(name).sees(pane);
        Person::at(80, 24).presses(Enter).clicks_on(name).sees(pane).sees("Search:");
        Person::at(80, 24).types("visa").clicks_on(name).sees(pane).sees("type any word");
    }
    let person = Person::at(80, 24);
    let beside = person.place_of("English (F2)").0 - 3;
    person.clicks(beside, 1).sees("[Guide]");
}

#[test]
fn a_click_on_the_language_offers_the_others_wherever_it_stands() {
    let person = || Person::in_world(made_up(), 80, 24);
    for person in [person(), person().types("paper"), person().presses(Enter), person().presses(Enter).presses(F(4))] {
        let person = person.clicks_on("English (F2)").sees("Español").clicks_on("Español").sees("Español (F2)");
        let person = person.clicks_on("Español (F2)").presses(waypost::app::Key::Esc);
        assert!(matches!(person.session.screen, Screen::Browse | Screen::Read), "{}", person.screen());
        let (x, y) = person.place_of("Español (F2)");
        person.clicks(x - 1, y).does_not_see("Kreyòl").clicks(x + 12, y).does_not_see("Kreyòl");
    }
}

#[test]
fn a_click_on_a_row_chooses_it_and_one_more_opens_it() {
    Person::at(80, 24)
        .clicks_on("They took my passport")
        .looks_at("guide/documents-taken")
        .clicks_on("They took my passport")
        .reads("guide/documents-taken");
}

#[test]
fn a_click_on_the_second_line_of_an_entry_is_one_on_the_entry() {
    Person::at(80, 24).clicks_on("    safely").looks_at("guide/safety-planning");
}

#[test]
fn a_click_on_a_heading_or_under_the_list_does_nothing() {
    let person = Person::in_world(made_up(), 80, 24);
    let before = person.screen();
    let person = person.clicks_on("Police, court, lawyer");
    assert_eq!(person.screen(), before);
    let bottom = person.areas().list.height + person.areas().list.y - 1;
    let person = person.clicks(3, bottom);
    assert_eq!(person.screen(), before);
    for y in [0, 2, 4, 22, 23] {
        assert_eq!(Person::in_world(made_up(), 80, 24).clicks(40, y).screen(), before, "row {y}");
    }
}

#[test]
fn a_click_in_a_list_that_has_scrolled_hits_what_is_under_it() {
    use waypost::app::Key::Down;
    let person = Person::at(80, 24).presses_times(30, Down);
    assert!(person.session.list().top > 0);
    person.clicks_on("How do I start again?").looks_at("guide/rebuilding");
}

#[test]
fn a_click_on_a_result_chooses_it() {
    let person = Person::at(80, 24).types("passport");
    let second = person.found()[1].clone();
    let title = person.list().lines().find(|line| line.contains("consulate")).unwrap().trim().to_owned();
    let person = person.clicks_on(&title);
    assert_eq!(person.record(), second, "\n{}", person.screen());
    assert!(matches!(person.session.screen, Screen::Browse));
}

#[test]
fn a_click_on_a_link_follows_it_and_back_restores_the_place() {
    let person = Person::in_world(made_up(), 80, 24).presses(Enter).presses(PageDown);
    let before = person.page();
    let person = person.clicks_on("office.").reads("agency/papers-office").presses(Backspace);
    assert_eq!(person.page(), before);
    person.clicks_on("stamp and of").reads("term/stamp");
    Person::in_world(made_up(), 80, 24).presses(Enter).clicks_on("[1]").reads("source/paper-law");
    Person::in_world(made_up(), 80, 24).clicks_on("[1]").reads("source/paper-law");
}

#[test]
fn a_click_beside_a_link_does_not_follow_it() {
    let person = Person::in_world(made_up(), 80, 24).presses(Enter).presses(PageDown);
    let (x, y) = person.place_of("office.");
    person.clicks(x - 1, y).reads("guide/lost-papers").clicks(x + 6, y).reads("guide/lost-papers");
}

#[test]
fn a_click_on_the_page_beside_the_list_goes_into_it() {
    Person::in_world(made_up(), 80, 24).clicks_on("What to do when").reads("guide/lost-papers");
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let person = Person::at(80, 24);
    let list = person.list();
    let person = person.wheels_down_over("1-800-799-7233").looks_at("guide/get-help-now");
    assert!(!person.page().starts_with(" Get help now"), "the page has moved:\n{}", person.screen());
    assert_eq!(person.list(), list);
    let person = person.wheels_up_over("1-800-799-7233");
    assert!(person.page().starts_with(" Get help now"));
    person.wheels_down_over("They took my passport").looks_at("guide/safety-planning");
}

#[test]
fn the_wheel_scrolls_a_page_that_is_read() {
    let person = Person::in_world(made_up(), 80, 24).presses(Enter);
    let before = person.page();
    let person = person.wheels_down_over("Loss of documents");
    let text = |line: Option<&str>| line.unwrap_or_default().trim_end_matches(['│', '█', ' ']).to_owned();
    assert_eq!(text(person.page().lines().next()), text(before.lines().nth(3)));
}

#[test]
fn a_click_chooses_a_heading_and_a_language() {
    let person = Person::in_world(made_up(), 80, 24).presses(Enter).presses(F(4)).clicks_on("What can I do now?");
    assert!(person.page().starts_with(" What can I do now?"), "{}", person.screen());
    person.presses(F(2)).clicks_on("Español").sees("Español (F2)");
}

#[test]
fn a_click_under_the_last_language_chooses_nothing() {
    let person = Person::in_world(made_up(), 80, 24).presses(F(2));
    let (_, last) = person.place_of("Português");
    let before = person.styles();
    let person = person.clicks(5, last + 2);
    assert_eq!(person.styles(), before, "one language is still marked:\n{}", person.screen());
}

#[test]
fn a_click_on_the_chosen_entry_opens_it_also_while_another_page_is_read() {
    let person = Person::in_world(made_up(), 120, 36).presses(Enter).presses(F(4)).presses(Enter);
    let person = person.presses_until(Tab, 9, |person| person.drawn_on_page_as('f') == ["stamp"]).presses(Enter);
    let person = person.reads("term/stamp").clicks_on("My papers are gone");
    assert_eq!(person.record(), "guide/lost-papers", "\n{}", person.screen());
}

#[test]
fn the_line_of_find_covers_what_is_under_it() {
    // The page ends with a list of links; the line of find lies over one of them.
    let person = Person::in_world(made_up(), 80, 24).presses(Enter);
    let person = person.presses_until(waypost::app::Key::Char('j'), 60, |person| {
        person.page().lines().last().is_some_and(|line| line.contains("• stamp"))
    });
    let (x, y) = person.place_of("• stamp");
    let person = person.presses(F(3)).does_not_see("• stamp").clicks(x + 3, y);
    assert_eq!(person.record(), "guide/lost-papers", "a hidden link was followed:\n{}", person.screen());
}

#[test]
fn a_link_in_a_table_that_was_moved_is_where_it_is_drawn() {
    let person = Person::in_world(made_up(), 40, 20).presses(Enter);
    let person = person.presses_until(PageDown, 6, |person| person.page().contains("Papers office")).presses(Right);
    person.clicks_on("Papers office").reads("agency/papers-office");
}
