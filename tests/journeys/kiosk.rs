//! A computer that many people share: what its screens name, and what does nothing there.

use crate::support::{Person, kept, kiosk, made_up, made_up_kiosk, where_kept};
use waypost::app::Key::{Backspace, Char, Ctrl, Down, Enter, Esc, F, PageDown, Right};
use waypost::app::{Action, Key, Mode, Mouse, Promises, key_rows, update};
use waypost::lang::Lang;
use waypost::words::Words;

fn at(width: u16, height: u16) -> Person {
    Person::in_world(made_up_kiosk(), width, height).presses(Enter)
}

/// A person on each screen that there is.
fn everywhere(width: u16, height: u16) -> Vec<Person> {
    let at = || at(width, height);
    vec![
        Person::in_world(made_up_kiosk(), width, height),
        Person::in_world(made_up_kiosk(), width, height).presses(F(1)),
        at(),
        at().presses_times(4, Right),
        at().types("paper"),
        at().types("qzxwvk"),
        at().presses(Enter),
        at().presses(Enter).presses(F(3)),
        at().presses(Enter).presses(F(3)).types("paper"),
        at().presses(Enter).presses(F(4)),
        at().presses(F(1)),
        at().presses(F(2)),
    ]
}

/// A second Esc that comes soon after the first: the reader, which has the clock, says so.
fn esc_again(mut person: Person) -> Person {
    update(made_up_kiosk(), &mut person.session, Action::EscAgain, &|| false);
    person
}

#[test]
fn the_way_to_hide_begins_the_last_row_of_every_screen_at_every_size() {
    for (width, height) in [(80, 24), (120, 36), (40, 12), (20, 6), (20, 3), (20, 2), (20, 1), (80, 1), (7, 2), (7, 1)]
    {
        for person in everywhere(width, height) {
            let line = person.key_line();
            assert!(line.trim_start().starts_with("F9 Hide"), "{width}x{height}: {line:?}\n{}", person.screen());
            assert_eq!(person.help_line().contains("1-888-373-7888"), width >= 20 && height > 1);
        }
    }
}

#[test]
fn one_row_is_the_hint_in_a_kiosk_and_the_numbers_on_a_desk() {
    assert_eq!(at(80, 1).screen(), " F9 Hide   ↑↓ Choose   Enter Read   F1 Help   F8 Finished   ←→ Panes\n");
    assert_eq!(at(20, 1).screen(), "F9 Hide  ↑↓ Choose\n");
    assert_eq!(Person::in_world(made_up(), 20, 1).screen(), "911 · 1-888-373-7888\n");
}

#[test]
fn a_wide_screen_names_hide_back_help_and_finished() {
    for person in everywhere(100, 30).into_iter().skip(6) {
        let line = person.key_line();
        for hint in [" F9 Hide   ", "Esc Back", "F1 Help", "F8 Finished"] {
            assert!(line.contains(hint), "{hint:?} is missing: {line:?}");
        }
    }
    for person in everywhere(80, 24) {
        assert!(person.key_line().contains("F8 Finished"), "{}", person.key_line());
    }
}

#[test]
fn nothing_names_a_way_out_or_a_mouse() {
    let ways_out = ["Ctrl-Q", "Ctrl-C", "mouse", "Mouse", "Close this program", " q "];
    for person in everywhere(120, 60) {
        for part in [person.key_line(), person.presses(PageDown).screen()] {
            for way in ways_out {
                assert!(!part.contains(way), "{way:?} is named:\n{part}");
            }
        }
    }
    let words = Words::new(Lang::En);
    for (_, rows) in key_rows(Mode::Kiosk) {
        for row in rows {
            let row = format!("| {} | {}", row.label, words.help(row.word));
            assert!(!ways_out.iter().any(|way| row.contains(way)), "{row}");
        }
    }
}

#[test]
fn the_keys_that_quit_do_not() {
    for key in [Ctrl('q'), Ctrl('c'), Char('q')] {
        for person in everywhere(80, 24) {
            assert_eq!(person.presses(key).effects, [], "{key:?}");
        }
    }
    at(80, 24).presses(Enter).presses(Char('q')).sees("Search: q");
}

#[test]
fn the_mouse_does_nothing() {
    for what in [Mouse::Press, Mouse::WheelUp, Mouse::WheelDown] {
        for person in everywhere(80, 24) {
            let before = person.screen();
            let person = person.presses(Key::Mouse(what, 10, 1)).presses(Key::Mouse(what, 70, 1));
            assert_eq!(person.presses(Key::Mouse(what, 10, 8)).screen(), before);
        }
    }
}

#[test]
fn a_second_esc_does_nothing_but_say_what_a_third_one_does() {
    for person in everywhere(80, 24) {
        let (before, line) = (person.screen(), person.key_line());
        let person = esc_again(person);
        assert!(person.key_line().starts_with(" Esc again hides   F9 Hide   "), "{}", person.key_line());
        let over_keys = |screen: &str| screen.lines().take(23).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(over_keys(&person.screen()), over_keys(&before));
        assert_eq!(person.effects, []);
        let person = person.presses(F(2)).presses(Esc);
        assert!(!person.key_line().contains("again"), "the next key ends it: {line:?}, {:?}", person.key_line());
    }
}

#[test]
fn the_hint_stays_through_another_size_and_goes_with_any_key() {
    let person = esc_again(at(80, 24)).resized_to(60, 20).resized_to(80, 24);
    assert!(person.key_line().contains("Esc again hides"), "{}", person.key_line());
    for key in [Down, Esc, Char('a'), F(1), Enter] {
        let person = esc_again(at(80, 24).types("paper")).presses(key);
        assert!(!person.key_line().contains("again"), "{key:?} {}", person.key_line());
    }
}

#[test]
fn the_hint_never_covers_the_key_that_hides() {
    for (width, line) in [(26, "Esc again hides  F9 Hide"), (20, "Esc hides  F9 Hide"), (17, "F9 Hide"), (7, "F9 Hide")]
    {
        for height in [1, 2, 6] {
            assert_eq!(esc_again(at(width, height)).key_line(), line, "{width}x{height}");
        }
    }
}

#[test]
fn digits_typed_for_a_citation_survive_a_second_esc() {
    let person = Person::in_world(made_up(), 80, 24).presses(Enter).presses(Char('1'));
    let mut person = person.then(|person| assert_eq!(person.session.doc.as_ref().unwrap().digits, "1"));
    update(made_up(), &mut person.session, Action::EscAgain, &|| false);
    assert_eq!(person.session.doc.as_ref().unwrap().digits, "1");
}

#[test]
fn the_sites_own_line_stands_after_the_hotline_and_never_in_its_place() {
    let local = "or ask at the desk, ext. 12";
    let world = where_kept(Mode::Kiosk, Promises { local_line: local.to_owned(), ..kept() });
    for width in 1..160 {
        let line = Person::in_world(world, width, 10).help_line();
        let without = Person::in_world(made_up_kiosk(), width, 10).help_line();
        if let Some((before, after)) = line.split_once(&format!(" · {local}")) {
            for number in ["911", "1-888-373-7888", "233733"] {
                assert!(before.contains(number), "{number} has given way at {width}: {line:?}");
            }
            assert_eq!(after, "");
        } else {
            assert_eq!(line, without, "at {width}");
        }
    }
    let line = |width| Person::in_world(world, width, 24).help_line();
    assert_eq!(line(80), format!(" Call 911 · Hotline 1-888-373-7888 · text 233733 · {local}"));
    assert!(line(100).starts_with(" In danger now? Call 911 · Hotline 1-888-373-7888") && line(100).ends_with(local));
    assert!(!line(50).contains("desk"));
}

#[test]
fn a_local_line_cannot_command_the_terminal() {
    let world = where_kept(Mode::Kiosk, Promises { local_line: "a\u{1b}[2J\u{202e}b".to_owned(), ..kept() });
    let line = Person::in_world(world, 120, 24).help_line();
    assert!(line.ends_with(" · a\u{fffd}[2J\u{fffd}b"), "{line:?}");
}

#[test]
fn a_letter_on_a_page_starts_a_search() {
    at(80, 24).presses(Enter).types("visa").sees("Search: visa").presses(Backspace).sees("Search: vis");
    let person = Person::in_world(kiosk(), 80, 24).presses(Enter).looks_at("guide/get-help-now");
    person.types("911").sees("Search: 911");
}
