//! The files that are made from the program are the ones in the repository.

use std::fs;
use std::path::Path;
use waypost::generate;

fn committed(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the file is in the repository")
}

#[test]
fn the_schema_of_the_facts_is_current() {
    assert_eq!(committed("docs/facts.schema.json"), generate::schema(), "run `waypost generate`");
}

#[test]
fn the_readme_has_the_present_keys() {
    let readme = committed("README.md");
    assert_eq!(generate::readme(&readme).as_deref(), Some(readme.as_str()), "run `waypost generate`");
}

#[test]
fn every_facts_file_fits_the_schema() {
    let schema = serde_json::from_str(&generate::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for record in waypost::corpus::Corpus::shipped().records() {
        let facts = serde_json::from_str(&record.facts).unwrap();
        let faults: Vec<String> = validator.iter_errors(&facts).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", record.id);
    }
}

#[test]
fn the_corpus_that_is_compiled_in_is_the_one_in_the_folder() {
    use waypost::corpus::{Corpus, assemble::assemble};
    let files = waypost::files::read_corpus(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")).unwrap();
    let (folder, faults) = assemble(&files);
    assert_eq!(faults, []);
    let shipped = Corpus::shipped();
    assert_eq!(folder.records().len(), shipped.records().len());
    for (read, compiled) in folder.records().iter().zip(shipped.records()) {
        assert!(read == compiled, "{} differs", read.id);
    }
}
