//! `waypost search --batch`.

use crate::support::program::Program;
use std::path::PathBuf;
use tempfile::TempDir;

/// A file of queries in a folder of its own.
fn file(text: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queries.jsonl");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn batch(text: impl AsRef<[u8]>, code: i32) -> crate::support::program::Answer {
    let (_folder, path) = file(text);
    Program::with(&["search", "--batch", path.to_str().unwrap()]).exits(code)
}

#[test]
fn each_query_is_answered_on_a_line_in_its_order() {
    let queries = concat!(
        r#"{"id": "b", "lang": "en", "query": "T visa"}"#,
        "\n\n",
        r#"{"id": "a", "lang": "xx", "query": "boss took my passport", "kind": "natural", "tags": [], "note": "more"}"#,
        "\n",
        r#"{"id": "c", "lang": "fa", "query": "qzxwvkqzx"}"#,
    );
    let answer = batch(queries, 0);
    let rows: Vec<serde_json::Value> = answer.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 3, "{}", answer.out);
    assert_eq!((&rows[0]["id"], &rows[0]["results"][0]), (&"b".into(), &"visa/t".into()));
    assert_eq!((&rows[1]["id"], &rows[1]["results"][0]), (&"a".into(), &"guide/documents-taken".into()));
    assert_eq!((&rows[2]["id"], rows[2]["results"].as_array().map(Vec::len)), (&"c".into(), Some(0)));
    assert!(rows[0]["results"].as_array().is_some_and(|results| results.len() == 10));
}

#[test]
fn limit_and_kind_hold_for_every_query() {
    let (_folder, path) = file(r#"{"id":"1","lang":"en","query":"visa"}"#);
    let answer =
        Program::with(&["search", "--kind", "agency", "--limit", "2", "--batch", path.to_str().unwrap()]).exits(0);
    let row: serde_json::Value = serde_json::from_str(answer.out.trim()).unwrap();
    let ids: Vec<&str> = row["results"].as_array().unwrap().iter().filter_map(|id| id.as_str()).collect();
    assert_eq!(ids.len(), 2);
    assert!(ids.iter().all(|id| id.starts_with("agency/")), "{ids:?}");
}

#[test]
fn a_file_that_is_not_there_ends_with_66() {
    Program::with(&["search", "--batch", "/no/such/file"]).exits(66).answers_nothing().says("/no/such/file");
    let folder = tempfile::tempdir().unwrap();
    Program::with(&["search", "--batch", folder.path().to_str().unwrap()]).exits(66);
}

#[test]
fn a_line_that_is_not_in_the_format_ends_with_65_and_is_named() {
    let good = "{\"id\":\"1\",\"lang\":\"en\",\"query\":\"visa\"}\n";
    for bad in ["{", "[]", "passport", r#"{"id":"2","query":"visa"}"#, r#"{"id":2,"lang":"en","query":"visa"}"#, "\0"] {
        let answer = batch(format!("{good}\n{good}{bad}\n{good}"), 65).says("queries.jsonl:4: ");
        assert_eq!(answer.out.lines().count(), 2, "what came before it is answered");
    }
    batch(b"{\"id\":\"1\",\"lang\":\"en\",\"query\":\"\xff\"}\n", 65).says("queries.jsonl:1: ");
}

#[test]
fn a_line_without_end_is_refused_and_not_read_into_memory() {
    let long = format!("{{\"id\":\"1\",\"lang\":\"en\",\"query\":\"{}", "a".repeat(3_000_000));
    batch(long, 65).says("longer than 1 MiB");
}

#[test]
fn an_empty_file_has_no_answers_and_words_beside_a_batch_are_refused() {
    batch("", 0).answers_nothing();
    let (_folder, path) = file("");
    Program::with(&["search", "--batch", path.to_str().unwrap(), "visa"]).exits(64);
}
