//! Search does not get worse unseen.
//!
//! The judged queries of `index/judged/dev.jsonl` are answered with the shipped
//! index, and scored as `index/judged/score.py` does. No group of them may fall
//! under its floor in `index/judged/floors.json`. When search has become better,
//! or a loss is meant, this writes the floors anew:
//!
//! ```text
//! WAYPOST_FLOORS=write cargo test --test quality
//! ```

mod support;

use serde::Deserialize;
use std::collections::BTreeMap;
use support::program::Program;
use support::{Person, shipped};
use waypost::lang::Lang;
use waypost::search::Query;

const JUDGED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/index/judged/dev.jsonl");
const FLOORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/index/judged/floors.json");

const METRICS: [&str; 4] = ["nDCG@10", "MRR@10", "Recall@5", "success@1"];

/// How many results count; more are asked for nowhere.
const DEPTH: usize = 10;

/// A judged query; `index/README.md` describes the format.
#[derive(Deserialize)]
struct Judged {
    id: String,
    lang: String,
    query: String,
    kind: String,
    relevant: BTreeMap<String, u32>,
}

/// For each group of queries, the mean of each metric.
type Table = BTreeMap<String, BTreeMap<String, f64>>;

fn judged() -> Vec<Judged> {
    let lines = std::fs::read_to_string(JUDGED).expect("the judged queries can be read");
    lines.lines().map(|line| serde_json::from_str(line).expect("a judged query a line")).collect()
}

/// The four figures of one query, in the order of [`METRICS`].
fn figures(relevant: &BTreeMap<String, u32>, results: &[String]) -> [f64; 4] {
    let grade = |id: &String| relevant.get(id).copied().unwrap_or(0);
    let grades: Vec<u32> = results.iter().take(DEPTH).map(grade).collect();
    let mut ideal: Vec<u32> = relevant.values().copied().collect();
    ideal.sort_by_key(|&grade| std::cmp::Reverse(grade));
    let helpful = |grades: &[u32]| grades.iter().filter(|&&grade| grade >= 2).count() as f64;
    let first = grades.iter().position(|&grade| grade >= 2);
    [
        dcg(&grades) / dcg(&ideal),
        first.map_or(0.0, |at| 1.0 / (at + 1) as f64),
        helpful(&grades[..grades.len().min(5)]) / helpful(&ideal).min(5.0),
        f64::from(grades.first() == Some(&3)),
    ]
}

fn dcg(grades: &[u32]) -> f64 {
    let gain = |(at, &grade): (usize, &u32)| (f64::from(grade).exp2() - 1.0) / ((at + 2) as f64).log2();
    grades.iter().take(DEPTH).enumerate().map(gain).sum()
}

/// The groups that a query belongs to: its language, and for English its kind. The kinds of the other languages are
/// too few to say anything.
fn groups(query: &Judged) -> Vec<String> {
    let kind = (query.lang == Lang::En.tag()).then(|| format!("kind {}", query.kind));
    [format!("lang {}", query.lang)].into_iter().chain(kind).collect()
}

fn measured() -> Table {
    let world = shipped();
    let mut scores: BTreeMap<String, Vec<[f64; 4]>> = BTreeMap::new();
    for judged in judged() {
        let lang = Lang::negotiate(&judged.lang);
        let query = Query { text: &judged.query, lang, kinds: &[], limit: DEPTH };
        let found = world.find(&query, &|| false);
        let ids: Vec<String> = found.hits.iter().map(|hit| hit.id.to_string()).collect();
        for group in groups(&judged) {
            scores.entry(group).or_default().push(figures(&judged.relevant, &ids));
        }
    }
    scores.into_iter().map(|(group, scores)| (group, means(&scores))).collect()
}

fn means(scores: &[[f64; 4]]) -> BTreeMap<String, f64> {
    let mean = |at: usize| scores.iter().map(|figures| figures[at]).sum::<f64>() / scores.len() as f64;
    METRICS.iter().enumerate().map(|(at, metric)| ((*metric).to_owned(), mean(at))).collect()
}

/// Less than what a figure's last bits may differ by.
const HAIR: f64 = 1e-9;

/// The figures rounded down to hundredths.
fn floors(table: &Table) -> Table {
    let down = |figures: &BTreeMap<String, f64>| {
        figures.iter().map(|(metric, figure)| (metric.clone(), ((figure + HAIR) * 100.0).floor() / 100.0)).collect()
    };
    table.iter().map(|(group, figures)| (group.clone(), down(figures))).collect()
}

/// What of `table` lies under its floor, or has none.
fn under(table: &Table, floors: &Table) -> Vec<String> {
    let mut under = Vec::new();
    for (group, figures) in table {
        for (metric, figure) in figures {
            match floors.get(group).and_then(|floors| floors.get(metric)) {
                Some(floor) if figure + HAIR >= *floor => {}
                Some(floor) => under.push(format!("{group}: {metric} is {figure:.4}, its floor {floor:.2}")),
                None => under.push(format!("{group}: {metric} has no floor")),
            }
        }
    }
    under
}

#[test]
fn no_group_of_queries_is_answered_worse_than_its_floor() {
    let table = measured();
    if std::env::var("WAYPOST_FLOORS").is_ok_and(|wish| wish == "write") {
        let text = serde_json::to_string_pretty(&floors(&table)).unwrap();
        return std::fs::write(FLOORS, text + "\n").unwrap();
    }
    let floors: Table = serde_json::from_str(&std::fs::read_to_string(FLOORS).unwrap()).unwrap();
    assert!(floors.keys().eq(table.keys()), "the floors are of other groups: write them anew");
    let under = under(&table, &floors);
    assert!(under.is_empty(), "search has become worse:\n{}", under.join("\n"));
}

/// For each query the ids that `waypost search --batch` answers.
fn batch() -> BTreeMap<String, Vec<String>> {
    #[derive(Deserialize)]
    struct Answer {
        id: String,
        results: Vec<String>,
    }
    let answers = Program::with(&["search", "--limit", &DEPTH.to_string(), "--batch", JUDGED]).exits(0).out;
    let answer = |line| serde_json::from_str(line).map(|Answer { id, results }| (id, results));
    answers.lines().map(|line| answer(line).expect("an answer a line")).collect()
}

/// What stands before the last word is not typed key by key: that would take minutes, and find the same.
#[test]
fn a_key_press_finds_what_the_batch_finds() {
    let batch = batch();
    let mut apart = Vec::new();
    for judged in judged() {
        let (before, last) = judged.query.split_at(judged.query.rfind(' ').map_or(0, |space| space + 1));
        let mut found = Person::at(80, 24).speaking(&judged.lang).with_typed(before).types(last).found();
        // The screen has room for more.
        found.truncate(DEPTH);
        if found != batch[&judged.id] {
            apart.push(format!("{} {:?}\n  typed {found:?}\n  batch {:?}", judged.id, judged.query, batch[&judged.id]));
        }
    }
    assert!(apart.is_empty(), "{} queries find something else:\n{}", apart.len(), apart.join("\n"));
}

/// Holds the four figures of `results`, where each letter is the id of a record.
#[track_caller]
fn scores(relevant: &[(char, u32)], results: &str, wanted: [f64; 4]) {
    let relevant = relevant.iter().map(|&(id, grade)| (id.to_string(), grade)).collect();
    let results: Vec<String> = results.chars().map(String::from).collect();
    let figures = figures(&relevant, &results);
    assert!(figures.iter().zip(wanted).all(|(figure, wanted)| (figure - wanted).abs() < 1e-4), "{figures:?}");
}

#[test]
fn figures_are_those_that_a_hand_computes() {
    let relevant = [('a', 3), ('b', 2), ('c', 1)];
    // The best order: 7 + 3/log2(3) + 1/log2(4) = 9.3928.
    scores(&relevant, "abc", [1.0, 1.0, 1.0, 1.0]);
    scores(&relevant, "", [0.0, 0.0, 0.0, 0.0]);
    scores(&relevant, "xyz", [0.0, 0.0, 0.0, 0.0]);
    // 1 + 7/log2(3) + 3/log2(5) = 6.7086.
    scores(&relevant, "caxb", [0.7142, 0.5, 1.0, 0.0]);
    // b in sixth place: 3/log2(7) = 1.0686; too late for the first five.
    scores(&relevant, "vwxyzb", [0.1138, 0.1667, 0.0, 0.0]);
    // The eleventh result counts for nothing.
    scores(&relevant, "0123456789a", [0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn five_helpful_records_in_the_first_five_are_full_marks() {
    let relevant = [('a', 3), ('b', 2), ('c', 2), ('d', 2), ('e', 2), ('f', 2), ('g', 1)];
    // Without f and g, which the best order has in sixth and seventh place:
    // 7 + 3 (1/log2(3) + 1/log2(4) + 1/log2(5) + 1/log2(6)) = 12.8454 of 12.8454 + 3/log2(7) + 1/log2(8) = 14.2474.
    scores(&relevant, "abcde", [0.9016, 1.0, 1.0, 1.0]);
    scores(&relevant, "bcg", [0.3785, 1.0, 0.4, 0.0]);
}

#[test]
fn the_best_order_ends_after_ten() {
    let relevant: Vec<(char, u32)> = "abcdefghijkl".chars().map(|id| (id, 3)).collect();
    scores(&relevant, "abcdefghij", [1.0, 1.0, 1.0, 1.0]);
}

#[test]
fn a_fall_under_the_floor_is_seen() {
    let table = |figure| Table::from([("lang en".to_owned(), BTreeMap::from([("nDCG@10".to_owned(), figure)]))]);
    assert_eq!(floors(&table(0.578_9)), table(0.57));
    assert_eq!(floors(&table(0.29)), table(0.29));
    assert!(under(&table(0.57), &table(0.57)).is_empty());
    assert_eq!(under(&table(0.5699), &table(0.57)), ["lang en: nDCG@10 is 0.5699, its floor 0.57"]);
    assert_eq!(under(&table(0.57), &Table::new()), ["lang en: nDCG@10 has no floor"]);
}
