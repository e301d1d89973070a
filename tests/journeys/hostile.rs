//! Queries that nobody should type: far too long, and full of what could command a terminal.

use crate::support::{Person, made_up, shipped};
use std::time::{Duration, Instant};
use waypost::app::Key::{Backspace, Char, Enter, Esc, F};
use waypost::lang::Lang;
use waypost::search::Query;
use waypost::text::scrub::allowed;

/// NUL, control characters of both kinds, bidirectional marks and overrides, private use, noncharacters.
const COMMANDS: &str = "\0\u{1}\u{7}\u{8}\u{9}\u{b}\u{1b}\u{7f}\u{80}\u{9b}\u{9d}\u{61c}\u{202a}\u{202e}\u{2066}\u{2069}\
    \u{feff}\u{fff9}\u{e000}\u{fdd0}\u{ffff}\u{e0041}";

#[track_caller]
fn harmless(person: &Person) {
    for c in person.screen().chars() {
        assert!(allowed(c), "{c:?} has reached the screen:\n{}", person.screen().escape_debug());
    }
    assert!(person.help_line().contains("911") && person.help_line().contains("1-888-373-7888"));
    assert!(person.key_line().contains("F9"));
}

#[test]
fn characters_that_command_a_terminal_never_reach_the_screen() {
    for c in COMMANDS.chars() {
        let person = Person::in_world(made_up(), 80, 24).types(&format!("pa{c}per"));
        harmless(&person);
        assert!(person.search_line().contains("pa") && person.search_line().contains("per"), "{}", person.screen());
        let person = person.presses(Esc).presses(Enter).presses(F(3)).types(&format!("pa{c}per"));
        harmless(&person);
    }
}

#[test]
fn the_keyboard_does_not_even_let_them_in() {
    let person = Person::in_world(made_up(), 80, 24).sends("pa\0pe\u{202e}rs\u{9b}\u{e000}".as_bytes());
    assert_eq!(person.session.search.input.value(), "papers");
    assert_eq!(person.effects, []);
    let person = Person::in_world(made_up(), 80, 24).sends(b"a\x1b]0;title\x07b");
    harmless(&person);
    let person = Person::in_world(made_up(), 80, 24).sends(b"\xff\xfe\xc0\x80pa\xf0\x9fpers");
    assert_eq!(person.session.search.input.value(), "papers", "broken UTF-8 is dropped");
}

#[test]
fn signs_that_mean_something_to_a_search_engine_are_only_signs_here() {
    for text in
        ["\"", "passport\"", "+(", "title:", "AND OR NOT", "*", "a:b", "{service/911#phone}", "[1]", "\\", "~", "^2"]
    {
        let person = Person::at(80, 24).types(text);
        harmless(&person);
        assert!(person.search_line().contains(text), "{}", person.screen());
    }
    let plain = Person::at(80, 24).types("boss passport").found();
    assert_eq!(Person::at(80, 24).types("+boss AND \"passport\"").found().first(), plain.first());
    assert_eq!(Person::at(80, 24).types("boss: (passport").found(), plain);
}

#[test]
fn marks_piled_on_a_letter_stay_on_it() {
    let person = Person::in_world(made_up(), 80, 24).types(&format!("pa{}pers", "\u{301}".repeat(60)));
    harmless(&person);
    assert!(person.search_line().chars().count() < 100, "{:?}", person.search_line());
}

#[test]
fn wide_letters_scroll_in_the_search_line_and_the_cursor_stays_in_it() {
    for width in [20, 40, 80] {
        let mut person = Person::in_world(made_up(), width, 24);
        for _ in 0..60 {
            person = person.types("签");
            let line = person.areas().search;
            assert!(line.has(person.cursor().0, person.cursor().1), "{:?}\n{}", person.cursor(), person.screen());
        }
        harmless(&person);
        assert!(person.search_line().contains("签"), "{}", person.screen());
    }
}

#[test]
fn five_hundred_words_are_searched_by_the_first_and_the_screen_says_so() {
    let words = "passport boss police ".repeat(166);
    let person = Person::at(80, 24).with_typed(&words).types("x");
    let list = person.list().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(list.contains("Only the first 16 words count."), "{}", person.screen());
    assert!(!person.found().is_empty(), "{}", person.screen());
    harmless(&person);
    person.presses(Backspace).presses(Esc).looks_at("guide/get-help-now");
}

#[test]
fn ten_megabytes_are_searched_in_a_moment() {
    let world = shipped();
    for unit in ["passport ", "a", "签证", "\0", "é", "-"] {
        let text = unit.repeat(10_000_000 / unit.len());
        let begun = Instant::now();
        let query = Query { text: &text, lang: Lang::En, kinds: &[], limit: 20 };
        let results = world.find(&query, &|| false);
        assert!(results.cut, "{unit:?}");
        assert!(begun.elapsed() < Duration::from_secs(10), "{unit:?} took {:?}", begun.elapsed());
    }
}

/// A book rather than ten megabytes: what grows with the text shows at either size, and a failure stays short. The limit
/// is far above what a slow, busy machine needs, and far below what work for each word of a book would take.
#[test]
fn a_key_costs_no_more_because_a_book_stands_in_the_search_line() {
    for unit in ["passport ", "ab", "签证 "] {
        let person = Person::at(80, 24).with_typed(&unit.repeat(200_000 / unit.len()));
        let begun = Instant::now();
        let person = person.presses(Char('x'));
        harmless(&person);
        assert!(begun.elapsed() < Duration::from_secs(30), "{unit:?}: one key took {:?}", begun.elapsed());
    }
}
