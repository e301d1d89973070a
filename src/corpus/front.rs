//! The head of a text file: what is said of a text before the text.
//!
//! ```text
//! ---
//! title: T visa
//! official: T nonimmigrant status
//! summary: For people who were trafficked. …
//! names: visa for victims; I-914
//! asks: can I stay if I was trafficked; boss says he will deport me
//! ---
//! ```
//! One `key: value` a line; `names` and `asks` are separated by semicolons. A translation
//! also says `reviewed` (by whom) and `translates` (the digest of the English
//! text it was made from).

/// The parts of a text file, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front<'a> {
    /// The record's title.
    pub title: &'a str,
    /// Its official name, where that is another.
    pub official: Option<&'a str>,
    /// One or two sentences that say what the record gives.
    pub summary: &'a str,
    /// Other names that people use.
    pub names: Vec<&'a str>,
    /// What people ask when this record is the answer, in their words. Search knows it; no page shows it.
    pub asks: Vec<&'a str>,
    /// Who read the translation.
    pub reviewed: Option<&'a str>,
    /// The digest of the English text that this one translates.
    pub translates: Option<&'a str>,
    /// The Markdown after the head.
    pub body: &'a str,
    /// The line number, from 1, at which the body starts.
    pub body_line: usize,
}

/// Why a head cannot be read, with the line number, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontFault {
    /// Line of the file, from 1.
    pub line: usize,
    /// A full sentence.
    pub what: String,
}

/// Splits a text file into head and body.
///
/// # Errors
/// The first fault: no head, an unknown or repeated key, no title or summary.
pub fn split(text: &str) -> Result<Front<'_>, FrontFault> {
    let fault = |line, what: &str| Err(FrontFault { line, what: what.to_owned() });
    let mut front = Front::default();
    let Some(mut rest) = text.strip_prefix("---\n") else {
        return fault(1, "The head is missing. Start the file with a line `---`, then `title:` and `summary:`.");
    };
    let mut line = 1;
    loop {
        let Some((row, after)) = rest.split_once('\n') else {
            return fault(line, "The head does not end. Close it with a line `---`.");
        };
        line += 1;
        rest = after;
        if row == "---" {
            break;
        }
        let Some((key, value)) = row.split_once(':').map(|(key, value)| (key, value.trim())) else {
            return fault(
                line,
                "This line of the head is not `key: value`. Add the key, or join it to the line above.",
            );
        };
        let seen = match key {
            "title" => !std::mem::replace(&mut front.title, value).is_empty(),
            "summary" => !std::mem::replace(&mut front.summary, value).is_empty(),
            "official" => front.official.replace(value).is_some(),
            "reviewed" => front.reviewed.replace(value).is_some(),
            "translates" => front.translates.replace(value).is_some(),
            "names" => !std::mem::replace(&mut front.names, list(value)).is_empty(),
            "asks" => !std::mem::replace(&mut front.asks, list(value)).is_empty(),
            _ => {
                return fault(
                    line,
                    &format!(
                        "`{key}` is not a key of the head. Use title, official, summary, names, asks, reviewed or translates."
                    ),
                );
            }
        };
        if seen {
            return fault(line, &format!("`{key}` stands twice in the head. Keep one."));
        }
    }
    for (key, value) in [("title", front.title), ("summary", front.summary)] {
        if value.is_empty() {
            return fault(1, &format!("The head has no `{key}`. Add it."));
        }
    }
    front.body = rest;
    front.body_line = line + 1;
    Ok(front)
}

/// The parts of a line that are separated by semicolons.
fn list(value: &str) -> Vec<&str> {
    value.split(';').map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_head_is_split_from_its_body() {
        let front = split("---\ntitle: T visa\nsummary: A: visa.\nnames: one; two ;\n---\n## Body\n").unwrap();
        assert_eq!((front.title, front.summary, front.names), ("T visa", "A: visa.", vec!["one", "two"]));
        assert_eq!((front.body, front.body_line), ("## Body\n", 6));
    }

    #[test]
    fn each_fault_is_named_with_its_line() {
        for (text, line, word) in [
            ("title: x\n", 1, "missing"),
            ("---\ntitle: x\n", 2, "does not end"),
            ("---\ntitle: x\nnonsense\n---\n", 3, "key: value"),
            ("---\ntitle: x\ncolour: red\n---\n", 3, "`colour`"),
            ("---\ntitle: x\ntitle: y\n---\n", 3, "twice"),
            ("---\ntitle: x\n---\n", 1, "`summary`"),
        ] {
            let fault = split(text).unwrap_err();
            assert_eq!(fault.line, line, "{text:?}");
            assert!(fault.what.contains(word), "{}", fault.what);
        }
    }
}
