//! The sources of the library, with comments and texts taken out of them.

use std::fs;
use std::path::Path;

/// One file of `src`.
#[derive(Clone)]
pub struct Source {
    /// Its path below `src`.
    pub path: String,
    /// Its code: comments and the insides of texts are blank, lines stand where they stood.
    pub code: String,
    /// How many lines it has.
    pub lines: usize,
}

/// Every file of `src`, in the order of the paths.
pub fn all() -> Vec<Source> {
    let mut sources = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn walk(folder: &Path, below: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let name = format!("{below}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            walk(&path, &format!("{name}/"), sources);
        } else if name.ends_with(".rs") {
            sources.push(Source::new(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), code: code(text), lines: text.lines().count() }
    }

    /// The top module that the file is part of; the root stands with the door.
    pub fn module(&self) -> &str {
        match self.path.split(['/', '.']).next().unwrap_or_default() {
            "lib" => "main",
            module => module,
        }
    }

    /// The same without its module of tests.
    pub fn without_tests(&self) -> Source {
        let code = self.code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
        Source { code, ..self.clone() }
    }

    /// The top modules that the file names, by `crate::…` or `waypost::…`, each with its line.
    pub fn imports(&self) -> Vec<(usize, String)> {
        let mut imports = Vec::new();
        for root in ["crate", "waypost"] {
            for (at, _) in self.code.match_indices(root) {
                let whole = !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let after = self.code[at + root.len()..].trim_start();
                let Some(path) = after.strip_prefix("::").filter(|_| whole) else { continue };
                let line = self.code[..at].matches('\n').count() + 1;
                imports.extend(heads(path.trim_start()).into_iter().map(|name| (line, name)));
            }
        }
        imports
    }
}

/// The first names of a path, or of each path in a group `{…}`.
fn heads(path: &str) -> Vec<String> {
    let name =
        |text: &str| text.trim_start().chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut heads = vec![name(group)];
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(name(&group[at + 1..])),
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty() && head != "self");
    heads
}

/// `text` with comments and the insides of texts and characters blanked.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => text_length(rest),
            'r' if is_raw(rest) && !code.ends_with(|c: char| c.is_alphanumeric() || c == '_') => raw_length(rest),
            '\'' => character_length(rest),
            _ => {
                code.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        code.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[length..];
    }
    code
}

/// Block comments may stand in one another.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn is_raw(rest: &str) -> bool {
    rest[1..].trim_start_matches('#').starts_with('"')
}

fn raw_length(rest: &str) -> usize {
    let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
    let end = format!("\"{}", "#".repeat(hashes));
    let start = 2 + hashes;
    rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len())
}

/// A character, or the mark of a lifetime.
fn character_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((at, _))) => rest[at + 1..].find('\'').map_or(1, |end| at + 2 + end),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, code};

    #[test]
    fn comments_and_texts_are_blank_and_lines_stay() {
        let text = "a // b\n\"c \\\" d\" e /* f\n /* g */ */ h 'i' '\\'' &'j k r#\"l \" m\"# n '\\u{1b}' o\n";
        let seen: Vec<String> = code(text).lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(seen, ["a", "e", "h&jkno"]);
    }

    #[test]
    fn every_way_to_name_a_module_is_seen() {
        let text = "use crate::id::Id;\nuse crate::{corpus::{Text, facts::Value}, words::Msg, self};\n\
            fn f() -> crate::page::Page { waypost::cli::run(); subcrate::x(); }\npub(crate) fn g() {}\n";
        let mut seen = Source::new("app/x.rs", text).imports();
        seen.sort();
        let expected = [(1, "id"), (2, "corpus"), (2, "words"), (3, "cli"), (3, "page")];
        assert_eq!(seen, expected.map(|(line, name)| (line, name.to_owned())));
        assert_eq!(Source::new("app/x.rs", "").module(), "app");
        assert_eq!(Source::new("lib.rs", "").module(), "main");
    }
}
