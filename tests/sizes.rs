//! Every size of screen: from one cell to a wall, there and back, and what four of them look like.

mod support;

use insta::assert_snapshot;
use support::{Person, made_up, made_up_kiosk, shipped};
use waypost::app::Key::{Char, Down, Enter, F, PageDown, Right, Tab};
use waypost::app::{Mode, Screen, World};

const WIDTHS: [u16; 25] =
    [1, 2, 3, 4, 5, 7, 9, 12, 16, 19, 20, 21, 26, 30, 39, 40, 45, 59, 60, 80, 99, 100, 120, 160, 200];
const HEIGHTS: [u16; 16] = [1, 2, 3, 4, 5, 6, 8, 9, 10, 15, 16, 17, 20, 24, 36, 60];

/// Leads a person to a screen.
type Way = fn(Person) -> Person;

/// A person on each screen that there is, with its name.
const SCREENS: [(&str, Way); 9] = [
    ("browse", |person| person.presses(Down)),
    ("sources", |person| person.presses_times(4, Right).presses_times(2, Down)),
    ("search", |person| person.types("paper")),
    ("nothing found", |person| person.types("qzxwvk")),
    ("read", |person| person.presses(Enter).presses(PageDown).presses(Tab)),
    ("find", |person| person.presses(Enter).presses(F(3)).types("paper")),
    ("help", |person| person.presses(F(1)).presses(PageDown)),
    ("languages", |person| person.presses(F(2)).presses_times(4, Down)),
    ("headings", |person| person.presses(Enter).presses(F(4)).presses(Down)),
];

/// What holds at any size: somebody to call in the first row, the way to hide in the last.
#[track_caller]
fn helps(person: &Person, name: &str) {
    let size = person.session.size;
    let help = person.help_line();
    if person.session.mode == Mode::Kiosk {
        let line = person.key_line();
        assert!(size.width < 7 || line.trim_start().starts_with("F9 Hide"), "{name} at {size:?}: {line:?}");
    }
    if size.width >= 20 && (size.height >= 2 || person.session.mode == Mode::Desk) {
        assert!(help.contains("911") && help.contains("1-888-373-7888"), "{name} at {size:?}: {help:?}");
    }
    if size.width >= 20 && size.height >= 2 {
        assert!(person.key_line().contains("F9"), "{name} at {size:?}: {:?}", person.key_line());
    }
}

fn every_size(world: &'static World, screen: (&str, Way)) {
    let (name, way) = screen;
    let mut person = way(Person::in_world(world, 80, 24));
    for height in HEIGHTS {
        for width in WIDTHS {
            person = person.resized_to(width, height);
            helps(&person, name);
        }
    }
}

#[test]
fn any_size_of_any_screen_is_drawn_and_says_whom_to_call() {
    for screen in SCREENS {
        every_size(made_up(), screen);
    }
}

#[test]
fn a_kiosk_shows_how_to_hide_at_any_size_of_any_screen() {
    every_size(made_up_kiosk(), ("note", |person| person.presses(Down)));
    for (name, way) in SCREENS {
        let mut person = way(Person::in_world(made_up_kiosk(), 80, 24).presses(Enter));
        for (width, height) in HEIGHTS.into_iter().flat_map(|height| WIDTHS.map(|width| (width, height))) {
            person = person.resized_to(width, height);
            helps(&person, name);
        }
    }
}

#[test]
fn the_shipped_records_are_drawn_at_any_size_too() {
    for screen in SCREENS {
        every_size(shipped(), screen);
    }
}

#[test]
fn a_program_that_opens_on_a_small_screen_works_there() {
    for (width, height) in [(1, 1), (1, 4), (2, 2), (4, 3), (10, 3), (20, 2), (20, 6), (30, 8)] {
        for (name, way) in SCREENS {
            helps(&way(Person::in_world(made_up(), width, height)), name);
            helps(&Person::in_world(made_up_kiosk(), width, height), "note");
            helps(&way(Person::in_world(made_up_kiosk(), width, height).presses(Enter)), name);
        }
    }
}

#[test]
fn sizes_that_no_screen_has_break_nothing() {
    for (width, height) in [(32_768, 1), (u16::MAX, 1), (u16::MAX, 3), (1, u16::MAX), (70, u16::MAX)] {
        let person = Person::in_world(made_up(), width, height);
        helps(&person, "browse");
        helps(&person.presses(Enter), "read");
    }
}

#[test]
fn twenty_by_six_shows_the_thing_in_hand() {
    let person = Person::in_world(made_up(), 20, 6);
    assert_eq!(person.help_line(), "911 · 1-888-373-7888");
    assert!(person.chosen_line().contains("My papers are"), "{}", person.screen());
    let person = person.types("z v");
    assert!(person.search_line().contains("z v"), "{}", person.screen());
    assert!(person.list().starts_with("  Z visa · Visa\n"), "{}", person.screen());
    person.presses(Enter).reads("visa/z").sees("Z visa");
}

#[test]
fn twenty_columns_show_the_whole_of_a_word_that_is_typed() {
    for word in ["papers", "passport"] {
        let person = Person::in_world(made_up(), 20, 12).types(word);
        assert!(person.search_line().contains(word), "there is room for it: {:?}", person.search_line());
    }
}

#[test]
fn a_screen_keeps_its_place_through_any_other_size() {
    for (name, way) in SCREENS {
        let mut person = way(Person::in_world(made_up(), 80, 24));
        let before = (person.screen(), person.styles());
        for (width, height) in [(40, 12), (20, 6), (1, 1), (200, 60), (120, 36), (60, 9), (33, 20), (80, 3)] {
            person = person.resized_to(width, height).resized_to(80, 24);
            assert_eq!((person.screen(), person.styles()), before, "{name} after {width}x{height}");
        }
    }
}

#[test]
fn the_note_keeps_its_place_through_any_other_size() {
    let mut person = Person::in_world(made_up_kiosk(), 60, 12).presses_times(4, Down);
    let before = (person.screen(), person.styles());
    for (width, height) in [(40, 12), (20, 6), (1, 1), (200, 60), (33, 20), (80, 3)] {
        person = person.resized_to(width, height).resized_to(60, 12);
        assert_eq!((person.screen(), person.styles()), before, "after {width}x{height}");
    }
}

#[test]
fn the_line_at_the_top_is_the_same_after_every_other_width() {
    let top = |person: &Person| {
        let page = person.page();
        page.lines().next().unwrap_or_default().trim_end_matches(['│', '█', ' ']).to_owned()
    };
    for lines in 0..70 {
        let mut person = Person::in_world(made_up(), 30, 20).presses(Enter).presses_times(lines, Char('j'));
        let before = top(&person);
        for width in [20, 45, 80, 120, 200] {
            person = person.resized_to(width, 20).resized_to(30, 20);
            assert_eq!(top(&person), before, "{lines} lines down, after {width} columns:\n{}", person.screen());
        }
    }
}

#[test]
fn the_text_at_the_top_is_in_view_at_every_other_width() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for lines in [0, 12, 24, 26, 28, 30, 32] {
        let mut person = Person::in_world(made_up(), 30, 12).presses(Enter).presses_times(lines, Char('j'));
        let line = person.page().lines().next().unwrap_or_default().replace(['│', '█'], " ");
        // A line may break elsewhere; its first words do not.
        let start: Vec<&str> = line.split_whitespace().take(3).collect();
        for width in [45, 80, 120] {
            person = person.resized_to(width, 12);
            let seen = words(&person.page_words());
            assert!(seen.contains(&start.join(" ")), "{start:?} is lost at {width}:\n{}", person.screen());
        }
    }
}

#[test]
fn the_chosen_entry_is_in_view_at_every_size_that_shows_a_list() {
    for presses in [0, 8, 30] {
        let mut person = Person::at(80, 24).presses_times(presses, Down);
        let record = person.record();
        for (width, height) in [(80, 10), (40, 9), (20, 6), (200, 60), (60, 16), (30, 5), (80, 24)] {
            person = person.resized_to(width, height);
            assert!(!person.chosen_line().is_empty(), "{width}x{height}:\n{}", person.screen());
            assert_eq!(person.record(), record);
        }
    }
}

#[test]
fn a_page_grown_small_is_read_on_over_the_list() {
    let person = Person::in_world(made_up(), 120, 36).presses(Enter);
    assert!(person.areas().list.width > 0 && person.areas().reader.width > 0, "side by side");
    let person = person.resized_to(40, 12).reads("guide/lost-papers");
    assert!(person.areas().list.width == 0, "{}", person.screen());
    assert!(matches!(person.session.screen, Screen::Read));
}

/// Screen and roles, one under the other: a snapshot that is blind to style would not see a mark go.
fn picture(person: &Person) -> String {
    format!("{}\n{}", person.screen(), person.styles())
}

const PICTURES: [(u16, u16); 4] = [(80, 24), (120, 36), (40, 12), (20, 6)];

#[test]
fn the_first_screen_looks_like_this() {
    for (width, height) in PICTURES {
        let person = Person::in_world(made_up(), width, height);
        assert_snapshot!(format!("first_screen_{width}x{height}"), picture(&person));
    }
}

#[test]
fn the_safety_note_looks_like_this() {
    for (width, height) in PICTURES {
        let person = Person::in_world(made_up_kiosk(), width, height);
        assert_snapshot!(format!("note_{width}x{height}"), picture(&person));
    }
}

#[test]
fn a_record_looks_like_this() {
    for (width, height) in PICTURES {
        let person = Person::in_world(made_up(), width, height).presses(Enter).presses(Down);
        assert_snapshot!(format!("record_{width}x{height}"), picture(&person));
    }
}

#[test]
fn a_search_looks_like_this() {
    for (width, height) in PICTURES {
        // There is one agency: what it stands among is the search tests' affair.
        let person = Person::in_world(made_up(), width, height).types("papers").presses(Tab).presses(Tab);
        assert_snapshot!(format!("search_{width}x{height}"), picture(&person));
    }
}
