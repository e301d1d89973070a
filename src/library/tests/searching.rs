//! What a query finds, held against a scan of every passage.

use super::{document, library, passage};
use crate::lang::Lang;
use crate::library::{Found, Library, Passage, Writer};
use crate::search::analyze::{Stems, words};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use tantivy::directory::RamDirectory;

fn search(library: &Library, text: &str) -> Found {
    library.search(text, Lang::En, 10_000, &|| false)
}

fn numbers(found: &Found) -> BTreeSet<(String, u32)> {
    found.hits.iter().map(|hit| (hit.document.clone(), hit.passage)).collect()
}

/// A sequence of numbers that looks random and is always the same (Knuth's MMIX constants).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    /// One of `words`, the first far more often than the last.
    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let most = self.below(words.len()) + 1;
        words[self.below(most)]
    }
}

const WORDS: [&str; 24] = [
    "work",
    "visa",
    "passport",
    "worker",
    "working",
    "visas",
    "boss",
    "hotline",
    "traffic",
    "trafficking",
    "trafficked",
    "traffickers",
    "shelter",
    "shelters",
    "lawyer",
    "law",
    "laws",
    "lawful",
    "immigration",
    "immigrant",
    "certify",
    "certified",
    "certification",
    "I-914",
];

/// Three documents in two commits, one of which was put again: some segments have passages that are gone.
fn made_up() -> (Library, Vec<(String, u32, String)>) {
    let (directory, mut seeded, mut all) = (RamDirectory::create(), Seeded(7), Vec::<(String, u32, String)>::new());
    let mut writer = Writer::open(directory.clone()).unwrap();
    for (id, count) in [("source/a", 90), ("source/b", 60), ("source/a", 120), ("source/c", 90)] {
        let mut text = || (0..12).map(|_| seeded.word(&WORDS)).collect::<Vec<_>>().join(" ");
        let passages: Vec<Passage> = (0..count).map(|_| passage(0, "", &text())).collect();
        all.retain(|(known, ..)| known != id);
        all.extend((0..).zip(&passages).map(|(number, passage)| (id.to_owned(), number, passage.text.clone())));
        writer.put(document(id, 0), passages).unwrap();
        writer.commit().unwrap();
    }
    drop(writer);
    (super::open(&directory).unwrap(), all)
}

/// Whether `text` has every word of `query`, the last one as the start of a word: by what words are, not by an index.
fn has_all(text: &str, query: &str) -> bool {
    let (stems, open) = (Stems::of(Lang::En), !query.ends_with(' '));
    let mut present: Vec<String> = words(Lang::En, text).into_iter().map(|word| word.exact).collect();
    if text.contains("I-914") {
        present.push("i914".to_owned());
    }
    let wanted = words(Lang::En, query);
    wanted.iter().enumerate().all(|(at, word)| {
        let goes_on = open && at + 1 == wanted.len();
        present.iter().any(|other| {
            let stem = stems.stem(&word.exact);
            // Half a word may look like a stem: then only what begins with it is meant.
            let same = stems.stem(other) == stem && !(goes_on && stem == word.exact);
            same || (goes_on && other.starts_with(word.exact.as_str()))
        })
    })
}

#[test]
fn the_hits_are_those_of_a_scan() {
    let (library, all) = made_up();
    assert!(library.searcher.segment_readers().len() > 2);
    let mut found_some = 0;
    for query in [
        "visa ",
        "visas",
        "w",
        "wo",
        "work",
        "works ",
        "traffic",
        "traffick",
        "trafficking",
        "trafficki",
        "trafficked ",
        "passport boss ",
        "passport boss l",
        "boss law",
        "law boss visa ",
        "shelter trafficke",
        "certif",
        "certifying ",
        "immigr law ",
        "i 914",
        "i914 ",
        "I-914 visa",
        "traffickers certification",
        "law laws lawf",
    ] {
        let found = search(&library, query);
        let scanned: BTreeSet<(String, u32)> =
            all.iter().filter(|(.., text)| has_all(text, query)).map(|(id, number, _)| (id.clone(), *number)).collect();
        if scanned.is_empty() {
            assert!(found.relaxed || found.hits.is_empty(), "{query:?}");
            continue;
        }
        found_some += 1;
        assert_eq!(numbers(&found), scanned, "{query:?}");
        assert_eq!(found.hits.len(), scanned.len(), "{query:?}: each once");
        assert!(!found.relaxed && !found.left_out, "{query:?}");
        let best: Vec<_> = library.search(query, Lang::En, 5, &|| false).hits;
        assert_eq!(best.len(), scanned.len().min(5), "{query:?}");
    }
    assert!(found_some > 15, "{found_some}");
}

#[test]
fn all_words_that_begin_so_are_found() {
    let (library, all) = made_up();
    for word in WORDS.iter().filter(|word| **word != "I-914") {
        for end in 1..=word.len() {
            let start = &word[..end];
            let scanned = all.iter().filter(|(.., text)| has_all(text, start)).count();
            assert_eq!(search(&library, start).hits.len(), scanned, "{start:?}");
        }
    }
}

#[test]
fn what_stands_side_by_side_comes_first() {
    let apart =
        |count| format!("A visa is a paper. {} Continued work, and presence at court.", "Other words. ".repeat(count));
    let passages = vec![
        passage(1, "", &apart(30)),
        passage(2, "", &apart(10)),
        passage(
            3,
            "",
            &format!("{} Ask for continued presence. {}", "Other words. ".repeat(40), "And so on. ".repeat(40)),
        ),
        passage(4, "", &apart(20)),
    ];
    let library = library(vec![(document("source/a", 4), passages)]);
    let found = search(&library, "continued presence ");
    assert_eq!(found.hits.iter().map(|hit| hit.page).collect::<Vec<_>>(), [3, 2, 4, 1]);
    let marked: Vec<&str> =
        found.hits[0].snippet.marks.iter().map(|mark| &found.hits[0].snippet.text[mark.clone()]).collect();
    assert_eq!(marked, ["continued", "presence"]);
}

#[test]
fn no_passage_with_the_words_apart_comes_before_one_that_has_them_together() {
    let filler = "And other words here. ".repeat(40);
    let often =
        "Obstruction, obstruction, obstruction and again obstruction. Law. Justice, justice, justice and justice.";
    let passages = vec![
        passage(1, "", often),
        passage(2, "Justice", &format!("The law on obstruction. {often}")),
        passage(3, "", &format!("{filler} Who lies may be charged with obstruction of justice. {filler}")),
        passage(4, "Obstruction of justice", &filler),
        passage(5, "Obstruction of law and justice", "What obstruction, what justice."),
    ];
    let library = library(vec![(document("source/a", 5), passages)]);
    for query in ["obstruction of justice", "obstruction of justice ", "obstructed justice", "obstruction of justi"] {
        let pages: Vec<u32> = search(&library, query).hits.iter().map(|hit| hit.page).collect();
        assert_eq!(pages.len(), 5, "{query:?}");
        assert_eq!(pages[..2].iter().collect::<BTreeSet<_>>(), BTreeSet::from([&3, &4]), "{query:?}: {pages:?}");
    }
}

#[test]
fn what_stands_under_a_heading_with_the_word_comes_first() {
    let text = "Keep a copy of your passport in a safe place.";
    let of = |page, heading| [passage(page, heading, "Some words."), passage(page + 1, heading, text)];
    let passages = [of(1, "Papers"), of(3, "Passports"), of(5, "Police")].concat();
    let library = library(vec![(document("source/a", 6), passages)]);
    let pages = |query: &str| search(&library, query).hits.iter().map(|hit| hit.page).collect::<Vec<u32>>();
    assert_eq!(pages("copy passport "), [4, 2, 6]);
    // The heading itself is found where its first passage is.
    assert_eq!(pages("passport"), [3, 4, 2, 6]);
}

#[test]
fn a_phrase_is_found_among_many_that_only_have_its_words() {
    // By the words alone those are better that have them more often.
    let filler = "And other words here. ".repeat(30);
    let apart = format!("Severe, severe, severe. Forms, forms. {filler} Trafficking, trafficking, trafficking.");
    let mut passages: Vec<Passage> = (0..60).map(|_| passage(1, "", &apart)).collect();
    passages.extend((0..300).map(|_| passage(1, "", &filler)));
    passages.push(passage(2, "", &format!("{filler} Bear severe forms of trafficking now.")));
    let library = library(vec![(document("source/a", 2), passages)]);
    let found = library.search("severe forms of trafficking ", Lang::En, 3, &|| false);
    assert_eq!(found.hits[0].page, 2);
}

#[test]
fn a_heading_is_found_where_it_stands() {
    let passages = vec![passage(1, "Continued presence", "One."), passage(1, "Continued presence", "Two.")];
    let library = library(vec![(document("source/a", 1), passages)]);
    let found = search(&library, "presence");
    assert_eq!(found.hits.len(), 1);
    assert_eq!((found.hits[0].passage, found.hits[0].snippet.heading.as_str()), (0, "Continued presence"));
}

#[test]
fn a_misspelt_word_stands_for_the_nearest_known_one() {
    let (library, _) = made_up();
    let found = search(&library, "pasport ");
    assert_eq!(found.corrected.as_deref(), Some("passport"));
    assert_eq!(numbers(&found), numbers(&search(&library, "passport ")));
    assert!(search(&library, "pqzwx ").hits.is_empty());
    assert_eq!(search(&library, "trafikers ").corrected.as_deref(), Some("traffickers"), "two letters wrong");
}

#[test]
fn where_no_passage_has_all_words_some_are_enough() {
    let mut passages: Vec<Passage> = (0..40).map(|_| passage(1, "", "The common word.")).collect();
    passages.push(passage(2, "", "A rare one."));
    let library = library(vec![(document("source/a", 2), passages)]);
    let found = search(&library, "common rare ");
    assert!(found.relaxed);
    assert_eq!(found.hits.iter().map(|hit| hit.page).collect::<Vec<_>>(), [2], "what nearly all have tells nothing");
    let found = search(&library, "common unheard ");
    assert!(found.relaxed && found.hits.len() == 40, "unless there is nothing else");
}

#[test]
fn a_search_that_has_to_stop_says_so() {
    let (library, _) = made_up();
    for query in ["w", "boss law", "trafficki passp", "law boss visa "] {
        let found = library.search(query, Lang::En, 10, &|| true);
        assert!(found.left_out && found.hits.is_empty(), "{query}");
        // Half way: some of it is shown.
        let asked = AtomicUsize::new(0);
        let found = library.search(query, Lang::En, 10, &|| asked.fetch_add(1, Ordering::Relaxed) > 1);
        assert!(found.left_out && !found.hits.is_empty(), "{query}");
    }
    assert!(!search(&library, "w").left_out);
}

#[test]
fn a_document_is_searched_in_its_own_language() {
    let spanish = crate::library::Document { lang: "es".to_owned(), ..document("source/es", 0) };
    let library = library(vec![
        (spanish, vec![passage(0, "", "Las amenazas del jefe.")]),
        (document("source/en", 0), vec![passage(0, "", "The threats of the boss.")]),
    ]);
    for (lang, query, id) in [(Lang::En, "amenaza ", "source/es"), (Lang::Es, "threat ", "source/en")] {
        let found = library.search(query, lang, 9, &|| false);
        assert_eq!(found.hits.iter().map(|hit| hit.document.as_str()).collect::<Vec<_>>(), [id]);
        assert_eq!(found.hits[0].snippet.marks.len(), 1, "{query} is marked as in its language");
    }
}

#[test]
fn a_document_is_searched_alone() {
    let texts = ["The boss took it.", "A passport.", "Took the boss it.", "My BOSS TOOK nothing."];
    let passages = |texts: &[&str]| texts.iter().map(|text| passage(0, "", text)).collect();
    let library = library(vec![
        (document("source/a", 0), passages(&texts)),
        (document("source/b", 0), passages(&["The boss took it."])),
    ]);
    let find = |text: &str| library.find("source/a", text, &|| false);
    assert_eq!(find("boss took"), [0, 3], "as it stands, not word by word");
    assert_eq!((find("pass"), find("nobody"), find(" ")), (vec![1], vec![], vec![]));
    assert!(library.find("source/none", "boss", &|| false).is_empty());
}

#[test]
fn any_text_is_a_query() {
    let (library, _) = made_up();
    for query in
        ["", " ", "*", "\"", "a:b", "the", "the of ", "\u{202e}", "签证", &"x".repeat(999), &"visa ".repeat(99)]
    {
        search(&library, query);
    }
    assert!(search(&library, "").hits.is_empty());
}
