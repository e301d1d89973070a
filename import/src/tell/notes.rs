//! What a person has to know of a document beside its being in the library.

use crate::import::{Outcome, Report};
use std::collections::BTreeMap;
use waypost::library::Document;

/// How many pages, or runs of pages, are named one by one.
const LISTED: usize = 10;

/// The sentences on a file, each going on from "FILE: ".
pub fn notes(report: &Report) -> Vec<String> {
    let mut reasons: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (page, why) in &report.unreadable {
        reasons.entry(why.to_string()).or_default().push(*page);
    }
    let unread = reasons.into_iter().map(|(why, pages)| format!("could not read {}: {why}.", named(&pages)));
    let taken = match &report.outcome {
        Outcome::Imported(document) | Outcome::Updated(document) => Some(document),
        Outcome::Unchanged(_) | Outcome::Failed { .. } => None,
    };
    unread.chain(taken.into_iter().flat_map(of_document)).collect()
}

fn of_document(document: &Document) -> Vec<String> {
    let order = "its letters run from right to left, and in a PDF they often come out in the wrong order. Have somebody \
        who reads the language compare a page or two with the file.";
    let pictures = |pages: &[u32]| {
        let are = if pages.len() == 1 { "is a picture" } else { "are pictures" };
        format!(
            "{} {are} without text, and what stands there cannot be found. Run text recognition (OCR) over the file, and \
             import the result.",
            named(pages)
        )
    };
    let pictures = (!document.pictures.is_empty()).then(|| pictures(&document.pictures));
    pictures.into_iter().chain(document.unsure_order.then(|| order.to_owned())).collect()
}

/// `page 9`, `pages 3–5 and 9`.
fn named(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let left: u32 = runs.iter().skip(LISTED).map(|(first, last)| last - first + 1).sum();
    let name =
        |&(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    let mut names: Vec<String> = runs.iter().take(LISTED).map(name).collect();
    names.extend((left > 0).then(|| format!("{left} more")));
    let last = names.pop().unwrap_or_default();
    let word = if pages.len() == 1 { "page" } else { "pages" };
    if names.is_empty() { format!("{word} {last}") } else { format!("{word} {} and {last}", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn pages_are_named_in_runs() {
        for (pages, expected) in [
            (vec![9], "page 9"),
            (vec![3, 4, 5], "pages 3–5"),
            (vec![3, 4, 5, 9], "pages 3–5 and 9"),
            (vec![1, 3, 4, 9], "pages 1, 3–4 and 9"),
            (
                (1..=30).filter(|page| page % 3 != 0).collect(),
                "pages 1–2, 4–5, 7–8, 10–11, 13–14, 16–17, 19–20, 22–23, 25–26 and 28–29",
            ),
            ((0..12).map(|at| at * 2).collect(), "pages 0, 2, 4, 6, 8, 10, 12, 14, 16, 18 and 2 more"),
        ] {
            assert_eq!(named(&pages), expected);
        }
    }
}
