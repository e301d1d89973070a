//! What each ranking choice is worth: `cargo run --release --example ablation`.
//!
//! A weight that nobody can put a figure to is a guess. This takes them away
//! one at a time: the judged English queries are answered with
//! `index/weights.json` as it stands, then with one weight neutral. The file
//! is read at each run, so trying a weight needs no build. Weights are tuned
//! on queries with even numbers; the odd ones beside show whether that holds
//! for queries that nobody tuned on.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use tantivy::directory::OwnedBytes;
use waypost::corpus::Corpus;
use waypost::lang::Lang;
use waypost::search::{Query, Search, Weights, build};

const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/index/weights.json");
const JUDGED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/index/judged/dev.jsonl");

/// How many results count.
const DEPTH: usize = 10;

/// Weights that multiply a record's score: taken away they are 1, all others 0.
const PRIORS: [&str; 4] = ["guide", "term", "source", "page"];

/// A judged query; `index/README.md` describes the format.
#[derive(Deserialize)]
struct Judged {
    id: String,
    lang: String,
    query: String,
    relevant: BTreeMap<String, u8>,
}

/// The search with one choice taken away.
struct Variant {
    name: String,
    weights: Map<String, Value>,
    /// What is typed behind each query: a space ends the last word.
    behind: &'static str,
}

/// Mean nDCG@10 of all queries, of those with even and of those with odd numbers.
struct Means {
    all: f64,
    even: f64,
    odd: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = Corpus::shipped();
    let index = build(&corpus, |_| {})?;
    let index: Vec<_> = index.into_iter().map(|(name, bytes)| (name, OwnedBytes::new(bytes))).collect();
    let queries = judged()?;
    let shipped: Map<String, Value> = serde_json::from_slice(&std::fs::read(WEIGHTS)?)?;
    let measure = |variant: &Variant| -> Result<Means, Box<dyn Error>> {
        let weights: Weights = serde_json::from_value(Value::Object(variant.weights.clone()))?;
        let search = Search::open_with(index.iter().cloned(), weights)?;
        Ok(means(&corpus, &search, &queries, variant.behind))
    };
    let whole = measure(&Variant { name: "none".to_owned(), weights: shipped.clone(), behind: "" })?;
    let mut rows = Vec::new();
    for variant in variants(&shipped) {
        rows.push((measure(&variant)?, variant.name));
    }
    rows.sort_by_key(|(means, _)| Reverse(thousandths(whole.all - means.all)));
    print(&whole, &rows)?;
    Ok(())
}

fn judged() -> Result<Vec<Judged>, Box<dyn Error>> {
    let mut queries = Vec::new();
    for line in std::fs::read_to_string(JUDGED)?.lines() {
        let query: Judged = serde_json::from_str(line)?;
        if query.lang == Lang::En.tag() {
            queries.push(query);
        }
    }
    Ok(queries)
}

fn variants(shipped: &Map<String, Value>) -> Vec<Variant> {
    let without = |name: &String| {
        let mut weights = shipped.clone();
        weights.insert(name.clone(), if PRIORS.contains(&name.as_str()) { 1.0 } else { 0.0 }.into());
        Variant { name: format!("`{name}`"), weights, behind: "" }
    };
    let mut variants: Vec<Variant> = shipped.keys().map(without).collect();
    let name = "the last word may go on".to_owned();
    variants.push(Variant { name, weights: shipped.clone(), behind: " " });
    variants
}

fn means(corpus: &Corpus, search: &Search, queries: &[Judged], behind: &str) -> Means {
    let (mut even, mut odd) = (Vec::new(), Vec::new());
    for judged in queries {
        let text = format!("{}{behind}", judged.query);
        let query = Query { text: &text, lang: Lang::En, kinds: &[], limit: DEPTH };
        let hits = search.find(corpus, &query, &|| false).hits;
        let grade = |id: String| judged.relevant.get(&id).copied().unwrap_or(0);
        let figure = ndcg(&judged.relevant, hits.iter().map(|hit| grade(hit.id.to_string())));
        let half = if judged.id.ends_with(['0', '2', '4', '6', '8']) { &mut even } else { &mut odd };
        half.push(figure);
    }
    let mean = |figures: &[f64]| figures.iter().sum::<f64>() / figures.len() as f64;
    Means { even: mean(&even), odd: mean(&odd), all: mean(&[even, odd].concat()) }
}

/// As `index/judged/score.py` computes it.
fn ndcg(relevant: &BTreeMap<String, u8>, grades: impl Iterator<Item = u8>) -> f64 {
    let mut ideal: Vec<u8> = relevant.values().copied().collect();
    ideal.sort_by_key(|&grade| Reverse(grade));
    dcg(grades) / dcg(ideal.into_iter())
}

fn dcg(grades: impl Iterator<Item = u8>) -> f64 {
    let gain = |(at, grade): (usize, u8)| (f64::from(grade).exp2() - 1.0) / ((at + 2) as f64).log2();
    grades.take(DEPTH).enumerate().map(gain).sum()
}

/// The unit in which figures are shown, so that equal rows keep the order of their names.
#[allow(clippy::cast_possible_truncation, reason = "a difference of two figures between 0 and 1")]
fn thousandths(figure: f64) -> i32 {
    (figure * 1000.0).round() as i32
}

fn print(whole: &Means, rows: &[(Means, String)]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "| without | nDCG@10 | even ids | odd ids | lost | lost, even | lost, odd |")?;
    writeln!(out, "|---|--:|--:|--:|--:|--:|--:|")?;
    writeln!(out, "| (the whole) | {:.3} | {:.3} | {:.3} | | | |", whole.all, whole.even, whole.odd)?;
    for (means, name) in rows {
        let Means { all, even, odd } = means;
        write!(out, "| {name} | {all:.3} | {even:.3} | {odd:.3} |")?;
        for lost in [whole.all - all, whole.even - even, whole.odd - odd] {
            // Through whole thousandths: a loss of nothing is not shown as -0.000.
            write!(out, " {:.3} |", f64::from(thousandths(lost)) / 1000.0)?;
        }
        writeln!(out)?;
    }
    Ok(())
}
