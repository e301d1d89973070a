//! What must be found as it is: form numbers, laws, telephone numbers, whole names.
//!
//! People write `I-914`, `i914`, `form i 914`; `1-888-373-7888`, `888 373
//! 7888`. So codes are compared without their punctuation, and neighbouring
//! words of a query are tried as one.

use super::analyze::{Word, words};
use crate::corpus::Text;
use crate::corpus::facts::{Facts, Value};
use crate::lang::Lang;
use crate::page::{Block, Look, Page};

/// The most neighbouring words of a query that can be one code: `8 U.S.C. 1367` has five.
const LONGEST: usize = 5;

/// The codes by which a record with these facts is found.
pub fn codes(facts: &Facts) -> Vec<String> {
    let mut codes = Vec::new();
    for fact in facts.facts.values() {
        match &fact.value {
            Value::Phone(number) => codes.extend(phone(number)),
            Value::Sms(sms) => codes.extend(phone(&sms.to)),
            Value::Form(form) => codes.push(squeeze(form)),
            Value::Law(law) => codes.push(squeeze(law)),
            _ => {}
        }
    }
    codes.extend(facts.document.iter().flat_map(|document| document.url.split('/').next_back().map(squeeze)));
    codes.retain(|code| code.len() >= 3);
    codes.sort();
    codes.dedup();
    codes
}

/// A number as dialled, and without the country's 1.
fn phone(number: &str) -> Vec<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let local = digits.strip_prefix('1').filter(|rest| rest.len() == 10).map(str::to_owned);
    local.into_iter().chain([digits]).collect()
}

/// The codes that the text of a page names: forms, laws and numbers of other records.
pub fn mentions(page: &Page) -> Vec<String> {
    let facts = page.blocks[page.body.clone()].iter().flat_map(Block::parts).flatten();
    let facts = facts.filter(|run| matches!(run.look, Look::Fact | Look::Phone));
    let mut codes: Vec<String> = facts
        .flat_map(|run| if run.look == Look::Phone { phone(&run.text) } else { vec![squeeze(&run.text)] })
        .filter(|code| is_code(code))
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The codes in the title and the other names of a record: `H-2A`, which people also write `h2a`.
pub fn named(text: &Text) -> Vec<String> {
    let lines = text.names().chain([&*text.title]);
    let parts = lines.flat_map(|line| line.split_whitespace()).filter(|part| part.contains('-'));
    parts.map(squeeze).filter(|code| is_code(code)).collect()
}

fn is_code(text: &str) -> bool {
    (3..=16).contains(&text.len()) && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Only the letters and digits, folded.
pub fn squeeze(text: &str) -> String {
    words(Lang::En, text).into_iter().map(|word| word.exact).collect()
}

/// Neighbouring words of a query joined, where the join holds a digit: each with the words it covers.
pub fn candidates(words: &[Word]) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found = Vec::new();
    for from in 0..words.len() {
        for to in from + 1..=words.len().min(from + LONGEST) {
            let joined: String = words[from..to].iter().map(|word| word.exact.as_str()).collect();
            if is_code(&joined) {
                found.push((from..to, joined));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{candidates, phone, squeeze};
    use crate::lang::Lang;
    use crate::search::analyze::words;

    #[test]
    fn every_spelling_of_a_code_meets() {
        for text in ["I-914", "i914", "I 914", "i‑914"] {
            assert_eq!(squeeze(text), "i914");
        }
        assert_eq!(phone("1-888-373-7888"), ["8883737888", "18883737888"]);
        assert_eq!(phone("911"), ["911"]);
    }

    #[test]
    fn neighbours_are_tried_as_one() {
        let found: Vec<String> = candidates(&words(Lang::En, "form i 914")).into_iter().map(|(_, code)| code).collect();
        assert!(found.contains(&"i914".to_owned()));
        let found: Vec<String> =
            candidates(&words(Lang::En, "888 373-7888")).into_iter().map(|(_, code)| code).collect();
        assert!(found.contains(&"8883737888".to_owned()));
        assert!(candidates(&words(Lang::En, "boss took")).is_empty());
    }
}
