//! From page to page along links and citations, and back to where one was.

use crate::support::{Person, made_up};
use std::collections::BTreeSet;
use waypost::app::Key::{BackTab, Backspace, Char, Down, Enter, Esc, PageDown, Right, Tab};

fn reader(width: u16, height: u16) -> Person {
    Person::in_world(made_up(), width, height).presses(Enter).reads("guide/lost-papers")
}

/// The link that Enter would follow, as it is drawn.
fn marked(person: &Person) -> String {
    person.drawn_on_page_as('f').join(" ")
}

#[test]
fn tab_marks_a_link_enter_follows_it_and_backspace_restores_the_very_screen() {
    for back in [Backspace, Esc] {
        let person = reader(80, 24).presses(PageDown).presses_until(Tab, 9, |person| marked(person) == "office");
        let before = (person.screen(), person.styles(), person.cursor());
        assert_eq!(person.cursor(), person.place_of("office."), "the cursor sits on the link");
        let person = person.presses(Enter).reads("agency/papers-office").presses(back).reads("guide/lost-papers");
        assert_eq!((person.screen(), person.styles(), person.cursor()), before);
    }
}

#[test]
fn each_step_back_restores_the_screen_of_the_step_before() {
    let mut person = reader(80, 20);
    let mut screens = Vec::new();
    for link in ["stamp", "My papers are gone", "Z visa", "lost papers"] {
        person = person.presses_until(Tab, 30, |person| marked(person) == link);
        screens.push((person.record(), person.screen(), person.styles()));
        person = person.presses(Enter);
    }
    for screen in screens.into_iter().rev() {
        person = person.presses(Backspace);
        assert_eq!((person.record(), person.screen(), person.styles()), screen);
    }
    person.presses(Backspace).looks_at("guide/lost-papers");
}

#[test]
fn a_link_to_a_section_opens_at_the_section() {
    let person = reader(80, 14)
        .presses_until(Tab, 9, |person| marked(person) == "Z visa")
        .presses(Enter)
        .reads("visa/z")
        .presses_until(Tab, 9, |person| marked(person) == "lost papers")
        .presses(Enter)
        .reads("guide/lost-papers");
    assert!(person.page().starts_with(" What can I do now?"), "{}", person.screen());
}

#[test]
fn a_citation_opens_its_source_and_the_way_back_is_the_same() {
    let person = reader(80, 24).presses(Tab);
    assert_eq!(marked(&person), "[1]");
    let before = (person.screen(), person.styles());
    let person = person.presses(Enter).reads("source/paper-law").sees("The Law of Papers").presses(Backspace);
    assert_eq!((person.screen(), person.styles()), before);
}

#[test]
fn tab_goes_to_every_link_in_order_and_shift_tab_back() {
    let mut person = reader(80, 24);
    let mut forward = Vec::new();
    for _ in 0..40 {
        person = person.presses(Tab);
        let focus = person.session.doc.as_ref().and_then(|doc| doc.focus);
        assert!(!marked(&person).is_empty(), "what is marked is in view:\n{}", person.screen());
        forward.extend(focus);
    }
    forward.dedup();
    let links = person.session.doc.as_ref().map_or(0, |doc| doc.page.links.len());
    assert_eq!(forward, (0..links).collect::<Vec<_>>());
    let person = person.presses(BackTab);
    assert_eq!(person.session.doc.as_ref().and_then(|doc| doc.focus), Some(links - 2));
}

#[test]
fn arrow_keys_alone_lead_to_every_record_that_a_page_names() {
    for (mut person, size) in [(reader(80, 24), "80x24"), (reader(40, 12), "40x12"), (reader(120, 36), "120x36")] {
        let doc = person.session.doc.as_ref().unwrap();
        let named: BTreeSet<usize> = (0..doc.page.links.len())
            .filter(|&link| doc.page.links[link].citation.is_none() && doc.layout.link_lines(link).is_some())
            .collect();
        assert!(named.len() > 5);
        let mut reached = BTreeSet::new();
        for _ in 0..200 {
            person = person.presses(Down);
            reached.extend(person.session.doc.as_ref().and_then(|doc| doc.focus));
        }
        assert_eq!(reached, named, "at {size}");
    }
}

#[test]
fn a_number_and_enter_open_that_citation() {
    for (number, id) in [("1", "source/paper-law"), ("2", "source/the-report"), ("3", "source/paper-rules")] {
        reader(80, 24).types(number).presses(Enter).reads(id).presses(Backspace).reads("guide/lost-papers");
    }
}

#[test]
fn a_number_that_is_no_citation_leads_nowhere() {
    for number in ["0", "4", "12", "99999999999999999999999999"] {
        let person = reader(80, 24).presses(Tab);
        let before = person.screen();
        let person = person.types(number).presses(Enter).reads("guide/lost-papers");
        assert_eq!(person.screen(), before, "{number}");
        person.types("1").presses(Enter).reads("source/paper-law");
    }
}

#[test]
fn another_key_forgets_the_digits() {
    reader(80, 24).types("2").presses(Char('j')).types("3").presses(Enter).reads("source/paper-rules");
}

#[test]
fn a_visa_page_leads_to_its_caution() {
    Person::in_world(made_up(), 80, 24)
        .presses_times(2, Right)
        .presses(Enter)
        .reads("visa/z")
        .presses_until(Tab, 9, |person| marked(person).starts_with("A form can bring danger"))
        .presses(Enter)
        .reads("guide/before-you-file");
}

#[test]
fn what_names_a_record_is_named_by_it_in_turn() {
    let person = Person::in_world(made_up(), 80, 24).presses_times(2, Down).presses(Enter).reads("term/stamp");
    let page = person.page();
    let (_, see_also) = page.split_once("See also").unwrap();
    assert!(see_also.contains("My papers are gone"), "{page}");
}
