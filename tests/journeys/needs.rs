//! From the first screen to what a person needs, with arrow keys and Enter alone.

use crate::support::Person;
use waypost::app::Key::{Down, Enter, Right};
use waypost::app::{Entry, Session};

/// Walks to the record `id`: along the panes to the one that lists it, down the list, and in.
fn walks_to(id: &str, width: u16, height: u16) -> (Person, usize) {
    let is_listed = |session: &Session| {
        session
            .list()
            .entries
            .iter()
            .any(|entry| matches!(entry, Entry::Record { id: known, .. } if known.to_string() == id))
    };
    let mut presses = 0;
    let mut person = Person::at(width, height);
    while !is_listed(&person.session) {
        person = person.presses(Right);
        presses += 1;
        assert!(presses < 5, "no pane lists {id}");
    }
    while person.record() != id {
        person = person.presses(Down);
        presses += 1;
        assert!(presses < 40, "{id} is too far away:\n{}", person.screen());
    }
    (person, presses)
}

/// The heading over the chosen entry.
fn heading(person: &Person) -> String {
    let list = person.session.list();
    let above = list.entries[..list.cursor].iter().rev();
    above
        .filter_map(|entry| match entry {
            Entry::Heading(text) => Some(text.clone()),
            _ => None,
        })
        .next()
        .unwrap_or_default()
}

/// The need, the record that answers it, and words that tell the person so in the list.
const NEEDS: [(&str, &str, &str); 6] = [
    ("my boss has my passport", "guide/documents-taken", "passport"),
    ("I was not paid", "guide/unpaid-wages", "paid"),
    ("I am 16", "guide/children-and-teens", "18"),
    ("I have a court date", "visa/removal-proceedings", "court"),
    ("he will find me", "guide/safety-planning", "find me"),
    ("is my neighbour being held?", "guide/warning-signs", "signs"),
];

#[test]
fn arrow_keys_and_enter_lead_to_each_need() {
    for (need, id, words) in NEEDS {
        let (person, presses) = walks_to(id, 80, 24);
        let said = format!("{} · {}", heading(&person), person.chosen_line());
        assert!(said.to_lowercase().contains(words), "{need}: the list says only {said:?}");
        assert!(presses <= 24, "{need}: {presses} presses");
        person.presses(Enter).reads(id);
    }
}

#[test]
fn a_small_screen_is_no_hindrance() {
    for (_, id, words) in NEEDS {
        let (person, _) = walks_to(id, 40, 12);
        let said = format!("{} · {}", heading(&person), person.chosen_line());
        assert!(said.to_lowercase().contains(words), "{said:?} on:\n{}", person.screen());
        person.presses(Enter).reads(id);
    }
}

#[test]
fn two_enters_lead_to_a_phone_number() {
    for (width, height) in [(80, 24), (120, 36), (60, 16)] {
        let person = Person::at(width, height).presses(Enter).presses(Enter);
        let numbers = person.drawn_on_page_as('h');
        assert!(numbers.iter().any(|number| number == "1-888-373-7888"), "{numbers:?}\n{}", person.screen());
    }
}
