//! A page: moving on it, and leaving it for the very place one came from.

use crate::support::{Person, made_up};
use waypost::app::Key::{Backspace, Char, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Up};

/// Reads the record that has one of everything.
fn reader(width: u16, height: u16) -> Person {
    Person::in_world(made_up(), width, height).presses(Enter).reads("guide/lost-papers")
}

#[test]
fn a_page_holds_one_of_everything() {
    let person = reader(80, 66);
    for text in [
        "Loss of documents · checked 22 Nov 2026",
        "│ Deadline    30 days",
        "│ Fee         none",
        "│ Cost        free (as of 2025)",
        "│ Danger now  911",
        "1. Sit down and breathe.",
        "  • the paper with the number, which",
        "    • has nine digits",
        "• One loose point.",
        "  It has a second paragraph.",
        "Passport           Papers office  30",
        "[2] The Report, p. 12 (as of Mar 2026)",
        "Checked on 22 Nov 2026 against the sources above.",
    ] {
        assert!(person.page().contains(text), "{text:?} is not on the page:\n{}", person.screen());
    }
    let bold = person.drawn_on_page_as('b');
    for strong in ["My papers are gone", "What is this?", "You are still the same person.", "30 days", "Z-100"] {
        assert!(bold.iter().any(|text| text == strong), "{strong:?} is not among {bold:?}");
    }
    assert_eq!(person.drawn_on_page_as('h'), ["911", "1-888-373-7888", "911"], "numbers to call stand out");
    assert!(person.drawn_on_page_as('u').contains(&"stamp".to_owned()), "links are underlined");
}

#[test]
fn backspace_and_esc_go_back_to_the_very_place_in_the_list() {
    let browsing = Person::at(80, 24).presses_times(25, Down);
    let before = (browsing.list(), browsing.chosen_line(), browsing.record());
    assert!(browsing.session.list().top > 0, "the list has scrolled:\n{}", browsing.screen());
    let mut person = browsing;
    for back in [Backspace, Esc] {
        person = person.presses(Enter).presses(PageDown).presses(End).presses(back);
        assert_eq!((person.list(), person.chosen_line(), person.record()), before);
    }
    assert_eq!(person.session.history, []);
}

#[test]
fn keys_move_the_page_and_its_ends_hold() {
    let first = reader(80, 24);
    let top = first.page();
    for (there, back) in [(PageDown, PageUp), (Char(' '), PageUp), (Char('j'), Char('k')), (Char('G'), Char('g'))] {
        let person = reader(80, 24).presses(there);
        assert_ne!(person.page(), top, "{there:?}");
        assert_eq!(person.presses(back).page(), top, "{back:?}");
    }
    let end = reader(80, 24).presses(End);
    assert!(end.page().contains("We are sure of it."), "{}", end.screen());
    let last = end.page();
    assert_eq!(end.presses(PageDown).presses(Char('j')).page(), last);
    assert_eq!(reader(80, 24).presses(Up).presses(PageUp).page(), top);
}

#[test]
fn a_screenful_shares_two_lines_with_the_one_before() {
    let person = reader(80, 24);
    let shown = person.page();
    let last: Vec<&str> = shown.lines().rev().take(2).map(|line| line.trim_end_matches(['│', '█', ' '])).collect();
    let page = person.presses(PageDown).page();
    let first: Vec<&str> = page.lines().take(2).map(|line| line.trim_end_matches(['│', '█', ' '])).collect();
    assert_eq!([first[1], first[0]], [last[0], last[1]]);
}

#[test]
fn the_scroll_bar_says_where_one_is() {
    let bar = |person: &Person| -> Vec<usize> {
        let page = person.page();
        page.lines().enumerate().filter(|(_, line)| line.ends_with('█')).map(|(row, _)| row).collect()
    };
    let top = bar(&reader(80, 24));
    let end = bar(&reader(80, 24).presses(End));
    assert_eq!(top.first(), Some(&0));
    assert_eq!(end.last(), Some(&(usize::from(reader(80, 24).areas().reader.height) - 1)));
    assert_eq!(top.len(), end.len());
    assert!(bar(&reader(80, 70)).is_empty(), "a page that is all in view has none");
}

#[test]
fn no_line_of_a_page_is_longer_than_eighty_cells() {
    let person = reader(200, 60);
    for line in person.page().lines() {
        let text = line.trim_end_matches(['│', '█', ' ']).trim_start();
        assert!(text.chars().count() <= 80, "{text:?}");
    }
    assert!(person.page().lines().any(|line| line.trim().chars().count() > 70), "and the room is used");
}

#[test]
fn left_and_right_move_a_table_that_is_too_wide() {
    let person = reader(40, 20).presses_until(PageDown, 6, |person| person.page().contains("Town hall"));
    let before = person.screen();
    let person = person.does_not_see("Where it is sent").presses_times(8, Right).sees("Where it is sent");
    assert!(person.page().contains("You take it with you"), "the last column is whole:\n{}", person.screen());
    assert_eq!(person.presses_times(8, Left).screen(), before);
}

#[test]
fn a_page_without_a_wide_table_is_not_moved() {
    let person = reader(80, 24);
    let before = person.screen();
    assert_eq!(person.presses_times(3, Right).screen(), before);
}

#[test]
fn the_place_holds_when_the_language_changes() {
    // The caution has no Spanish text: a notice that says so comes into the page above what is read.
    let person = Person::in_world(made_up(), 80, 16).presses(Right).presses(Right).presses(Enter).reads("visa/z");
    let person = person.presses_times(6, Char('j'));
    let top = person.page().lines().next().map(str::to_owned);
    let text = |line: Option<String>| line.unwrap_or_default().trim_end_matches(['│', '█', ' ']).to_owned();
    let person = person.presses(F(2)).presses(Down).presses(Enter).reads("visa/z");
    assert_eq!(text(person.page().lines().next().map(str::to_owned)), text(top), "\n{}", person.screen());
    person.presses(Home).sees_on_page("not in Español yet");
}
