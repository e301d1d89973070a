//! The safety note: the first screen of a kiosk, what it promises, and that each word of it is true.

use crate::support::{Person, kept, kiosk, made_up, made_up_kiosk, where_kept};
use waypost::app::Key::{Backspace, Char, Down, End, Enter, Esc, F, Home, PageDown, Up};
use waypost::app::{Cover, Effect, Mode, Promises, Screen};

fn at(width: u16, height: u16) -> Person {
    Person::in_world(made_up_kiosk(), width, height)
}

/// A person at a kiosk that keeps these promises.
fn promised(promises: Promises) -> Person {
    Person::in_world(where_kept(Mode::Kiosk, promises), 80, 24)
}

/// Without line ends and signs: the words, wherever the lines break.
fn words(text: &str) -> String {
    text.replace(['▌', '│', '█', '─'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn reads_note(person: &Person) -> bool {
    matches!(person.session.screen, Screen::Note { .. })
}

/// The note's text, in order, at the default settings.
const TEXT: &str = "Before you start \
    This computer does not save what you read or type here. It is not on the internet. \
    If someone comes near, press F9. The screen changes to a kitchen page at once. \
    Ctrl and X together does the same. So does pressing Esc three times. \
    Your page will not come back. To start again, type home and press Enter. \
    If you press nothing for 3 minutes, you get a warning, then everything is cleared. \
    This cannot protect you from someone who can see the screen, from a camera, or from something hidden in the computer \
    that records keys. \
    Danger right now? Call 911.";

#[test]
fn a_kiosk_opens_with_the_note_whole_on_one_screen() {
    let person = Person::in_world(kiosk(), 80, 24);
    assert!(reads_note(&person));
    assert_eq!(person.page_words(), TEXT, "\n{}", person.screen());
    person.sees("Try it: press F9 now.").sees("Enter  Go on").sees("type  home  and").does_not_see("[Guide]");
}

#[test]
fn what_to_do_stands_out() {
    let person = at(80, 24);
    let bold = person.drawn_on_page_as('b');
    for text in ["If someone comes near, press F9.", "home"] {
        assert!(bold.contains(&text.to_owned()), "{text:?} is drawn like all else:\n{}", person.styles());
    }
    assert_eq!(person.drawn_on_page_as('h'), ["911"]);
}

#[test]
fn a_desk_never_shows_it() {
    for person in [Person::in_world(made_up(), 80, 24), Person::at(40, 12)] {
        assert!(matches!(person.session.screen, Screen::Browse));
        person.does_not_see("Before you start").presses(F(1)).does_not_see("Before you start").does_not_see("Try it");
    }
}

#[test]
fn enter_goes_on_to_the_list_and_nothing_leads_back() {
    let person = at(80, 24).presses(Enter).looks_at("guide/lost-papers");
    let person = person.presses(Enter).presses_times(5, Backspace).presses_times(5, Esc);
    person.looks_at("guide/lost-papers");
}

#[test]
fn no_other_key_leaves_it_or_types() {
    let person = at(80, 24);
    let before = (person.screen(), person.styles());
    for key in [Char('a'), Char('q'), Char(' '), Char('?'), Char('1'), Esc, Backspace, Up, F(3), F(4), Home, Down, End]
    {
        let person = at(80, 24).presses(key);
        assert_eq!((person.screen(), person.styles()), before, "{key:?}");
        assert_eq!(person.effects, [], "{key:?}");
        assert!(person.session.search.is_empty());
    }
}

#[test]
fn the_hide_keys_hide_and_f8_finishes() {
    for key in [F(9), F(10), F(11), F(12), waypost::app::Key::Ctrl('x')] {
        assert_eq!(at(80, 24).presses(key).effects, [Effect::Hide], "{key:?}");
    }
    assert_eq!(at(80, 24).presses(F(8)).effects, [Effect::Finish]);
}

#[test]
fn the_key_line_names_what_the_keys_do_there() {
    assert_eq!(at(80, 24).key_line(), " F9 Hide   Enter Go on   F1 Help   F8 Finished   F2 Language");
    assert_eq!(at(80, 15).key_line(), " F9 Hide   Enter Go on   ↑↓ Scroll   F1 Help   F8 Finished   F2 Language");
    assert_eq!(at(20, 6).key_line(), "F9 Hide  Enter Go on");
    assert_eq!(at(10, 6).key_line(), "F9 Hide");
}

#[test]
fn on_a_small_screen_it_scrolls_and_its_last_line_stays() {
    for (width, height) in [(80, 15), (80, 8), (60, 12), (40, 12), (38, 10), (30, 10), (20, 8), (20, 6), (20, 5)] {
        let mut person = at(width, height);
        let mut seen = String::new();
        for _ in 0..100 {
            let screen = person.screen();
            for part in ["Try ", "F9", "Enter", "Go on"] {
                assert!(screen.contains(part), "{part:?} is gone at {width}x{height}:\n{screen}");
            }
            let first = person.page().lines().next().unwrap_or_default().to_owned();
            seen.push_str(&first);
            seen.push(' ');
            let before = person.page();
            person = person.presses(Down);
            if person.page() == before {
                seen.push_str(before.split_once('\n').unwrap_or_default().1);
                break;
            }
        }
        assert_eq!(words(&seen), TEXT, "at {width}x{height}");
        person.presses(Enter).looks_at("guide/lost-papers");
    }
}

#[test]
fn what_stays_is_short_where_there_is_little_room() {
    let last = |person: &Person, rows: u16| {
        let height = person.session.size.height;
        (1..=rows).rev().map(|row| person.row(height - 1 - row).trim().to_owned()).collect::<Vec<_>>()
    };
    assert!(last(&at(80, 24), 1)[0].starts_with("Try it: press F9 now.  "));
    assert!(last(&at(80, 24), 1)[0].ends_with("  Enter  Go on"));
    assert_eq!(last(&at(38, 10), 1), ["Try it: press F9 now.   Enter  Go on"]);
    assert_eq!(last(&at(37, 10), 2), ["Try it: press F9 now.", "Enter  Go on"]);
    assert_eq!(last(&at(20, 10), 2), ["Try F9 now.", "Enter  Go on"]);
    // One row is all there is between help line and keys, and the keys name Enter.
    assert_eq!(last(&at(20, 3), 1), ["Try F9 now."]);
}

#[test]
fn the_numbers_are_the_settings() {
    for (seconds, said) in
        [(60, "1 minute,"), (90, "90 seconds,"), (180, "3 minutes,"), (899, "14 minutes and 59 seconds,")]
    {
        let person = promised(Promises { idle_seconds: Some(seconds), ..Promises::default() });
        let said = format!("If you press nothing for {said} you get a warning, then everything is cleared.");
        person.sees_on_page(&said);
    }
    promised(Promises { cover: Cover::Calendar, ..kept() })
        .sees_on_page("The screen changes to a calendar at once.")
        .does_not_see("kitchen");
}

#[test]
fn the_return_word_is_the_one_that_is_set_whatever_it_is() {
    for word in ["home", "page", "r2", "type", "kitchenkitchen16"] {
        let person = promised(Promises { return_word: word.to_owned(), ..kept() });
        let person = person.sees(&format!("type  {word}  and")).sees("Danger right now? Call 911.");
        assert!(person.drawn_on_page_as('b').contains(&word.to_owned()), "{}", person.styles());
    }
}

#[test]
fn where_nothing_is_cleared_by_itself_nothing_else_is_said() {
    let person = promised(Promises::default()).does_not_see("everything is cleared");
    person.sees_on_page("Nothing is cleared by itself. Press F9 before you walk away.");
}

#[test]
fn the_longest_settings_fit_one_screen() {
    let promises =
        Promises { idle_seconds: Some(899), return_word: "kitchenkitchen16".to_owned(), ..Promises::default() };
    promised(promises).sees("Before you start").sees("Danger right now?").sees("Try it: press F9 now.");
}

#[test]
fn help_and_languages_lead_back_to_its_very_place() {
    let person = at(80, 12).presses_times(3, Down);
    let before = (person.screen(), person.styles());
    let person = person.presses(F(1)).sees("Help").presses(F(1));
    assert_eq!((person.screen(), person.styles()), before);
    let person = person.presses(F(2)).sees("Español").presses(Down).presses(Esc);
    assert_eq!((person.screen(), person.styles()), before);
    let person = person.presses(F(1)).presses(F(2)).presses(PageDown).presses(Esc);
    assert_eq!((person.screen(), person.styles()), before);
}

#[test]
fn a_chosen_language_comes_back_to_the_note_and_goes_on_from_it() {
    let person = at(80, 24).presses(F(2)).presses(Down).presses(Enter);
    assert!(reads_note(&person), "{}", person.screen());
    assert_eq!(person.effects, [Effect::Language(waypost::lang::Lang::Es)]);
    person.presses(Enter).sees("Español (F2)");
}

#[test]
fn help_says_the_same() {
    let person = at(80, 60).presses(Enter).presses(F(1));
    assert!(person.page_words().contains(TEXT), "{}", person.screen());
}

#[test]
fn on_a_desk_help_promises_what_a_laptop_can_keep() {
    let desk = |promises| Person::in_world(where_kept(Mode::Desk, promises), 100, 60).presses(F(1));
    let person = desk(Promises::default());
    for said in [
        "The screen changes to a kitchen page at once.",
        "To start again, type home and press Enter.",
        "Nothing is cleared by itself.",
        "does not lock this computer",
        "the system may still write memory to the disk",
        "from something hidden in the computer that records keys.",
    ] {
        assert!(person.page_words().to_lowercase().contains(&said.to_lowercase()), "{said:?}\n{}", person.screen());
    }
    for lie in ["This computer does not save", "It is not on the internet", "everything is cleared", "not locked down"]
    {
        assert!(!person.page_words().contains(lie), "{lie:?} is said:\n{}", person.screen());
    }
    let person = desk(Promises {
        idle_seconds: Some(300),
        warn_seconds: 60,
        sandboxed: Err("the kernel has no Landlock".to_owned()),
        ..Promises::default()
    });
    person
        .sees_on_page("If you press nothing for 5 minutes, you get a warning. 1 minute later the page is cleared.")
        .sees_on_page("This computer is not locked down: the kernel has no Landlock.");
}
