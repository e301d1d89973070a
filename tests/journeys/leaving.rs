//! Hiding, finishing, quitting: from everywhere, and with nothing asked.

use crate::support::{Person, made_up};
use waypost::app::Effect;
use waypost::app::Key::{Char, Ctrl, Enter, Esc, F};

/// A person on each screen that there is.
fn everywhere() -> Vec<Person> {
    let browse = || Person::in_world(made_up(), 80, 24);
    vec![
        browse(),
        browse().types("paper"),
        browse().types("qzxwvk"),
        browse().presses(Enter),
        browse().presses(Enter).presses(F(3)),
        browse().presses(Enter).presses(F(3)).types("paper"),
        browse().presses(Enter).presses(F(4)),
        browse().presses(F(1)),
        browse().presses(F(2)),
    ]
}

#[test]
fn the_hide_keys_hide_on_every_screen() {
    for key in [F(9), F(10), F(11), F(12), Ctrl('x')] {
        for person in everywhere() {
            assert_eq!(person.presses(key).effects, [Effect::Hide], "{key:?}");
        }
    }
}

#[test]
fn finish_and_quit_work_on_every_screen() {
    for (key, effect) in [(F(8), Effect::Finish), (Ctrl('c'), Effect::Quit), (Ctrl('q'), Effect::Quit)] {
        for person in everywhere() {
            assert_eq!(person.presses(key).effects, [effect], "{key:?}");
        }
    }
}

#[test]
fn half_a_key_before_the_hide_key_does_not_swallow_it() {
    for half in
        [&b"\x1b"[..], b"\x1b\x1b", b"\x1b[", b"\x1bO", b"\x1b[[", b"\x1b[20", b"\x1b[<0;3", b"\xe7", b"\xe7\xad"]
    {
        for hide in [&b"\x18"[..], b"\x1b[20~"] {
            let person = Person::in_world(made_up(), 80, 24).sends(&[half, hide].concat());
            assert_eq!(person.effects, [Effect::Hide], "{hide:?} behind {half:?}:\n{}", person.screen());
            // The same where each byte comes alone.
            let alone = [half, hide].concat();
            let person = alone.chunks(1).fold(Person::in_world(made_up(), 80, 24), Person::sends);
            assert_eq!(person.effects, [Effect::Hide], "{hide:?} behind {half:?}, byte by byte");
        }
    }
}

#[test]
fn q_quits_from_a_page_and_is_a_letter_in_the_list() {
    assert_eq!(Person::in_world(made_up(), 80, 24).presses(Enter).presses(Char('q')).effects, [Effect::Quit]);
    assert_eq!(Person::in_world(made_up(), 80, 24).presses(Char('q')).sees("Search: q").effects, []);
}

#[test]
fn every_screen_shows_the_key_that_hides() {
    for person in everywhere() {
        assert!(person.key_line().starts_with(" F9 hide   "), "{}", person.screen());
        assert!(person.help_line().contains("911"), "{}", person.screen());
    }
}

#[test]
fn going_back_from_anywhere_ends_at_the_list() {
    for person in everywhere() {
        let person = person.presses_times(4, Esc).looks_at("guide/lost-papers").sees("type any word");
        assert_eq!(person.effects, []);
    }
}
