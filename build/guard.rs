//! The guard's words as constants: `corpus/ui/guard/LANG.json`, with the numbers to call filled in.
//!
//! The guard holds no code that reads messages or records. So each word is a
//! constant of it; a missing or unknown word does not compile.

use crate::{LANGS, files, json};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// Names in braces that are numbers to call, with the record and the fact that own them.
const NUMBERS: [(&str, &str, &str); 4] = [
    ("{emergency}", "911", "phone"),
    ("{relay}", "911", "relay"),
    ("{phone}", "national-human-trafficking-hotline", "phone"),
    ("{text}", "national-human-trafficking-hotline", "text"),
];

/// The constants, given the corpus folder.
pub fn write(corpus: &Path) -> String {
    let numbers = NUMBERS.map(|(name, service, fact)| (name, number(corpus, service, fact)));
    let mut out = String::from("static TABLE: [Option<&Words>; 12] = [");
    let mut words = String::new();
    for (tag, variant) in LANGS {
        let path = corpus.join(format!("ui/guard/{tag}.json"));
        if !path.exists() {
            out.push_str("None, ");
            continue;
        }
        let name = variant.to_uppercase();
        write!(out, "Some(&{name}), ").unwrap();
        writeln!(words, "static {name}: Words = Words {{").unwrap();
        let texts = json(&path);
        let texts = texts.as_object().unwrap_or_else(|| panic!("{}: no object", path.display()));
        for (key, value) in texts {
            writeln!(words, "    {key}: {},", constant(value, &numbers)).unwrap();
        }
        words.push_str("};\n");
    }
    out.push_str("];\n");
    let built = built(corpus);
    let [year, month, day]: [i16; 3] =
        built.split('-').map(|part| part.parse().unwrap()).collect::<Vec<_>>().try_into().unwrap();
    writeln!(out, "const BUILT: (i16, i8, i8) = ({year}, {month}, {day});").unwrap();
    out + &words
}

/// A text, or a list of texts, as Rust writes it.
fn constant(value: &Value, numbers: &[(&str, String)]) -> String {
    match value {
        Value::Array(list) => {
            format!("[{}]", list.iter().map(|text| constant(text, numbers)).collect::<Vec<_>>().join(", "))
        }
        text => {
            let mut text = text.as_str().unwrap_or_else(|| panic!("corpus/ui/guard: {text} is no text")).to_owned();
            for (name, number) in numbers {
                text = text.replace(name, number);
            }
            format!("{text:?}")
        }
    }
}

fn number(corpus: &Path, service: &str, fact: &str) -> String {
    let path = corpus.join(format!("facts/service/{service}.json"));
    let facts = json(&path);
    let value = &facts["facts"][fact]["value"];
    let number = value["phone"].as_str().or(value["sms"]["to"].as_str());
    number.unwrap_or_else(|| panic!("{}: no number in `{fact}`", path.display())).to_owned()
}

/// The day on which a record was last checked: a clock that shows an earlier one is wrong.
fn built(corpus: &Path) -> String {
    let kinds = crate::KINDS.into_iter().flat_map(|(kind, _)| files(&corpus.join("facts").join(kind), "json"));
    let days = kinds.filter_map(|path| json(&path)["checked_on"].as_str().map(str::to_owned));
    days.max().unwrap_or_else(|| panic!("{}: no record has a day", corpus.display()))
}
