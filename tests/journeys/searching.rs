//! Search as one types.

use crate::support::{Person, made_up, shipped};
use waypost::app::Key::{Backspace, Delete, Down, Enter, Esc, F, Left, Right, Tab, Up};
use waypost::app::{Tone, list_lines};
use waypost::page::{Block, Page};

#[test]
fn results_change_with_each_key_and_with_each_key_taken_back() {
    let mut person = Person::at(80, 24);
    let mut lists = Vec::new();
    for (length, letter) in "passport".char_indices() {
        lists.push((person.list(), person.page()));
        person = person.types(&letter.to_string()).sees(&format!("Search: {}", &"passport"[..=length]));
        assert!(!person.found().is_empty(), "{}", person.screen());
    }
    assert_ne!(lists[1].0, lists[2].0, "`p` and `pa` do not find the same");
    assert_eq!(person.record(), "guide/documents-taken");
    while let Some(before) = lists.pop() {
        person = person.presses(Backspace);
        assert_eq!((person.list(), person.page()), before);
    }
    person.sees("type any word");
}

#[test]
fn what_a_letter_taken_back_leads_to_is_what_the_text_finds() {
    // Another pane, or all of them, find something else for the same text.
    let person = Person::at(80, 24).types("visa").presses(Tab).types("s").presses(Tab).presses(Backspace);
    let fresh = Person::at(80, 24).types("visa").presses(Tab).presses(Tab);
    assert_eq!((person.list(), person.page()), (fresh.list(), fresh.page()));
    assert_ne!(person.found(), Person::at(80, 24).types("visa").found());
    // A search that had no time to end is made again.
    let person = Person::at(80, 24).types("passpor").types_in_no_time('t');
    assert_eq!(person.found(), Vec::<String>::new());
    let person = person.types("s").presses(Backspace);
    assert_eq!(person.found(), Person::at(80, 24).types("passport").found());
    // Long after, too: only the latest answers are kept.
    let person = person.types(&"e".repeat(40)).presses_times(40, Backspace);
    assert_eq!(person.found(), Person::at(80, 24).types("passport").found());
}

#[test]
fn the_words_are_marked_in_the_results_and_on_the_page() {
    let has = |marked: Vec<String>, word: &str| marked.iter().any(|text| text == word);
    let person = Person::at(80, 24).types("passport");
    assert!(has(person.drawn_as('m'), "passport"), "{}", person.styles());
    let person = person.presses(Enter).reads("guide/documents-taken");
    assert!(has(person.drawn_on_page_as('m'), "passport"), "{}", person.styles());
    // The last word is still being typed: what it starts is marked. Nothing else is.
    let person = Person::in_world(made_up(), 80, 24).types("nine dig");
    assert_eq!(person.drawn_on_page_as('m'), ["nine", "digits"]);
    let person = person.presses(Esc);
    assert_eq!(person.drawn_as('m'), Vec::<String>::new());
}

#[test]
fn the_words_stay_marked_along_a_link_and_back_and_in_another_language() {
    let open = Person::at(80, 24).types("passport").presses(Enter).reads("guide/documents-taken").presses(Tab);
    let before = (open.screen(), open.styles());
    let open = open.presses(Enter);
    assert_ne!(open.record(), "guide/documents-taken");
    assert_eq!(open.drawn_on_page_as('m'), Vec::<String>::new(), "{}", open.styles());
    let open = open.presses(Backspace);
    assert_eq!((open.screen(), open.styles()), before);
    let open = open.presses(F(2)).presses(Down).presses(Enter).sees("(F2)").reads("guide/documents-taken");
    assert!(open.drawn_on_page_as('m').contains(&"passport".to_owned()), "{}", open.styles());
}

#[test]
fn enter_opens_at_the_section_that_matches_and_back_leads_to_the_results() {
    let person = Person::in_world(made_up(), 80, 20).types("breathe").looks_at("guide/lost-papers");
    assert!(person.page().starts_with(" What can I do now?"), "{}", person.screen());
    let results = person.screen();
    let person = person.presses(Enter).reads("guide/lost-papers");
    assert!(person.page().starts_with(" What can I do now?"), "{}", person.screen());
    let person = person.presses(Backspace);
    assert_eq!(person.screen(), results);
}

#[test]
fn any_age_under_eighteen_leads_to_help_for_the_young() {
    for age in 10..18 {
        for text in [format!("im {age}"), format!("i am {age} and alone"), format!("{age} years old")] {
            let found = Person::at(80, 24).types(&text).found();
            assert!(found[..3].iter().any(|id| id == "guide/children-and-teens"), "{text}: {found:?}");
        }
    }
}

#[test]
fn a_whole_title_is_the_first_result_and_opens_at_its_head() {
    for (title, id) in [
        ("T visa", "visa/t"),
        ("t visa", "visa/t"),
        ("U visa", "visa/u"),
        ("They took my passport", "guide/documents-taken"),
        ("I-914", "visa/t"),
    ] {
        let person = Person::at(80, 24).types(title).looks_at(id).presses(Enter).reads(id);
        assert_eq!(person.session.doc.as_ref().map(|doc| doc.top.block), Some(0), "{title}:\n{}", person.screen());
    }
}

#[test]
fn each_result_says_what_kind_it_is_and_where_it_matched() {
    let person = Person::in_world(made_up(), 80, 24).types("nine digits");
    let list = person.list();
    assert!(list.contains("My papers are gone · Guide"), "{list}");
    assert!(list.contains("What can I do now?"), "the section's heading:\n{list}");
    assert_eq!(person.chosen_line().matches("nine digits").count(), 0, "marked words have a role of their own");
    assert!(person.drawn_as('m').contains(&"nine".to_owned()), "{}", person.styles());
}

#[test]
fn each_result_shows_a_line_with_the_words_that_matched() {
    for query in ["passport", "police statement", "court date"] {
        let mut person = Person::at(80, 24).types(query);
        for (at, id) in person.found().iter().enumerate() {
            // What is far below the chosen one is not laid out.
            person.session.search.cursor = at;
            let lines = list_lines(shipped(), &person.session);
            let page = Page::of(&shipped().corpus, &person.session.words, &id.parse().unwrap()).unwrap();
            let of_section = |block: &&Block| !matches!(block, Block::Notice(_) | Block::Small(_));
            let has_words = page.blocks[..page.body.end].iter().filter(of_section).any(|block| {
                let marks = person.session.matcher().marks(&block.plain());
                !marks.is_empty()
            });
            let of_result = lines.iter().filter(|line| line.target == Some(at));
            let marked = of_result.flat_map(|line| &line.pieces).any(|piece| piece.tone == Tone::Found);
            assert!(marked || !has_words, "{query}: why {id} was found cannot be seen:\n{}", person.screen());
        }
    }
}

#[test]
fn arrows_move_in_the_results_and_the_page_follows() {
    let person = Person::at(80, 24).types("passport");
    let found = person.found();
    let person = person.presses(Down);
    assert_eq!(person.record(), found[1]);
    let person = person.presses(Up).presses(Up);
    assert_eq!(person.record(), found[0]);
}

#[test]
fn tab_narrows_to_one_kind_after_the_other_and_comes_round() {
    let mut person = Person::at(80, 24).types("visa").sees("In: everything");
    let all = person.found();
    assert!(person.kinds_found().len() > 1);
    for (name, kinds) in [
        ("In: Guide", &["guide", "term"][..]),
        ("In: Agencies", &["agency"]),
        ("In: Visas", &["visa"]),
        ("In: Services", &["service"]),
        ("In: Sources", &["source"]),
    ] {
        person = person.presses(Tab).sees(name);
        assert!(!person.found().is_empty(), "{name}");
        assert!(person.kinds_found().iter().all(|kind| kinds.contains(kind)), "{name}: {:?}", person.found());
    }
    let person = person.presses(Tab).sees("In: everything");
    assert_eq!(person.found(), all);
}

#[test]
fn esc_clears_and_the_list_is_where_it_was() {
    let browsing = Person::at(80, 24).presses(Right).presses_times(14, Down);
    let before = (browsing.screen(), browsing.styles(), browsing.record());
    let person = browsing.types("passport").presses_times(2, Down).presses(Tab).presses(Esc);
    assert_eq!((person.screen(), person.styles(), person.record()), before);
    let person = person.types("visa").presses(Enter).presses(Esc).sees("Search: visa").presses(Esc);
    assert_eq!((person.screen(), person.styles(), person.record()), before);
    let person = person.types("visa").sees("In: everything");
    assert!(!person.found().is_empty(), "and nothing is narrowed any more");
}

#[test]
fn left_right_and_delete_edit_what_was_typed() {
    let person = Person::at(80, 24).types("pasport").presses_times(4, Left).types("s").sees("Search: passport");
    let (x, y) = person.place_of("Search: passport");
    assert_eq!(person.cursor(), (x + 8 + 4, y), "the cursor stands behind the letter");
    person.presses(Delete).sees("Search: passort").presses(Right).types("x").sees("Search: passoxrt");
}

#[test]
fn a_typo_is_no_dead_end_and_the_screen_says_what_was_meant() {
    let person = Person::at(80, 24).types("passprot").sees("Showing results for passport");
    assert!(person.found().contains(&"guide/documents-taken".to_owned()), "{}", person.screen());
    let person = Person::in_world(made_up(), 80, 24).types("brethe nine");
    let said = person.list().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.starts_with("Showing results for breathe nine"), "{}", person.screen());
    assert_eq!(person.record(), "guide/lost-papers");
    assert_eq!(person.drawn_on_page_as('m'), ["breathe", "nine"]);
}

#[test]
fn where_no_page_has_all_words_those_with_some_are_shown_and_it_says_so() {
    let person = Person::in_world(made_up(), 80, 24).types("breathe nobody");
    let list = person.list().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(list.contains("No page has all these words. These have some of them."), "{}", person.screen());
    let mut first: Vec<String> = person.found().into_iter().take(2).collect();
    first.sort();
    assert_eq!(first, ["guide/lost-papers", "visa/z"]);
}

#[test]
fn nothing_found_shows_near_titles_and_whom_to_call() {
    let person = Person::at(80, 24).types("theytukmypasport").sees("Nothing found").sees("These titles are near:");
    let said = person.list().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("call 1-888-373-7888"), "{}", person.screen());
    assert_eq!(person.chosen_line(), "They took my passport");
    person.presses(Enter).reads("guide/documents-taken").presses(Backspace).sees("Nothing found");
}

#[test]
fn words_that_search_cannot_mend_have_near_titles_as_well() {
    for typed in ["bosspassport", "prostetushun", "imigrashun"] {
        let person = Person::at(80, 24).types(typed).sees("Nothing found").sees("These titles are near:");
        let id = person.record();
        assert!(person.key_line().contains("Enter read"), "{}", person.screen());
        person.presses(Enter).reads(&id);
    }
}

#[test]
fn the_nearest_title_is_in_view_on_the_smallest_screen() {
    for (width, height) in [(20, 6), (20, 9), (30, 8), (40, 12)] {
        let person = Person::at(width, height).types("bosspassport");
        assert!(person.chosen_line().contains("They took my"), "{width}x{height}:\n{}", person.screen());
    }
    let person = Person::at(40, 16).types("bosspassport").sees("Nothing found for these words.");
    person.presses(Down).presses(Up).sees("Nothing found for these words.");
}

#[test]
fn a_result_shows_no_end_of_a_fact_without_its_label() {
    let person = Person::at(80, 24).types("hotline");
    let lines = list_lines(shipped(), &person.session);
    let text = |line: &waypost::app::ListLine| line.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
    let bare: Vec<String> = lines
        .iter()
        .map(text)
        .filter(|line| line.strip_prefix('…').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
        .collect();
    assert_eq!(bare, Vec::<String>::new());
}

#[test]
fn nothing_at_all_found_is_still_a_way_out() {
    let person = Person::at(80, 24).types("qzxwvkqzx").sees("Nothing found");
    assert!(person.list().contains("1-888-373-7888"), "{}", person.screen());
    assert_eq!(person.drawn_as('r'), Vec::<String>::new(), "there is nothing to choose");
    let person = person.presses(Enter).presses(Down).presses(Tab).sees("Search: qzxwvkqzx");
    person.presses(Esc).looks_at("guide/get-help-now");
}

#[test]
fn a_search_in_another_language_finds_english_pages_and_says_what_they_are() {
    let person = Person::in_world(made_up(), 80, 24).speaking("es").types("papeles").presses(Enter);
    person.reads("guide/lost-papers").sees("Perdí mis papeles");
    let person = Person::at(80, 24).speaking("es-MX").types("visa t").presses(Enter).reads("visa/t");
    assert!(person.page().starts_with(" T visa") || person.page().starts_with(" Visa T"), "{}", person.screen());
}

#[test]
fn a_search_starts_in_every_pane_and_finds_records_of_all() {
    let person = Person::at(80, 24).presses_times(4, Right).sees("[Sources]").types("T visa");
    assert_eq!(person.record(), "visa/t");
}
