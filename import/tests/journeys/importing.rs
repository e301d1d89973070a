//! Good files of each kind, and what becomes of them.

use crate::fixtures::{docx, epub, prose};
use crate::program::{Home, only};
use serde_json::Value;
use std::fs;
use waypost::files::open_library;

#[test]
fn plain_text_is_there_whole() {
    let home = Home::with("notes.txt", "First we call.\n\nThen we traf-\nfic in hope.\n");
    home.imports().prints("Imported ./notes.txt as source/local-notes (1 passage).");
    let document = only(&home);
    assert_eq!(
        (document.title.as_str(), document.format.as_str(), document.file.as_str()),
        ("notes", "text", "notes.txt")
    );
    assert_eq!((document.pages, document.passages, document.digest.len()), (0, 1, 64));
    assert_eq!(home.passages("source/local-notes")[0].text, "First we call.\nThen we traffic in hope.");
}

#[test]
fn a_page_of_the_web_loses_its_menus_and_scripts() {
    let page = format!(
        "<!doctype html><html lang=es><head><title>Visa T</title><script>secret()</script></head><body>\
         <nav><a href=/>Home page</a></nav><article><h2>Who</h2><p>{}</p><h2>Cost</h2><p>{}</p></article></body></html>",
        prose("quién", 120),
        prose("gratis", 120)
    );
    let home = Home::with("page", page);
    home.imports();
    let document = only(&home);
    assert_eq!((document.title.as_str(), document.lang.as_str(), document.format.as_str()), ("Visa T", "es", "html"));
    let text = home.text(&document.id);
    assert!(
        text.contains("quién")
            && text.contains("Cost Somebody")
            && !text.contains("secret")
            && !text.contains("Home page")
    );
}

#[test]
fn a_book_keeps_its_chapters() {
    let home = Home::with(
        "b.epub",
        epub("Help at hand", "uk", &["<h1>One</h1><p>First words.</p>", "<h1>Two</h1><p>Last words.</p>"]),
    );
    home.imports().prints("source/local-help-at-hand");
    assert_eq!(only(&home).lang, "uk");
    assert_eq!(home.text("source/local-help-at-hand"), "One First words.\nTwo Last words.");
}

#[test]
fn a_word_file_keeps_headings_tables_and_notes() {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr><w:r><w:t>Pay</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Text"/></w:pPr><w:r><w:t xml:space="preserve">You &lt;must&gt; </w:t></w:r><w:r><w:t>be paid&#8212;</w:t><w:br/><w:t>always.</w:t></w:r>
        <w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
        <w:p><w:pPr><w:pStyle w:val="Eigen"/></w:pPr><w:r><w:t>How much</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>state</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>wage</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><mc:AlternateContent><mc:Choice><w:t>box</w:t></mc:Choice><mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent></w:p>"#;
    let home = Home::with("a.docx", docx(body));
    home.imports().prints("source/local-rights-duties");
    assert_eq!(only(&home).title, "Rights & duties");
    assert_eq!(
        home.text("source/local-rights-duties"),
        "Pay You <must> be paid— always.\nPay / How much state | wage\nbox\nA note below."
    );
}

#[test]
fn markdown_keeps_its_headings() {
    let home = Home::with("a.txt", "# Safety\n\nCall.\n\n## At home\n\n- Keep papers.\n");
    home.imports().prints("source/local-safety");
    assert_eq!(home.text("source/local-safety"), "Safety Call.\nSafety / At home Keep papers.");
}

#[test]
fn the_same_file_is_already_there_and_a_changed_one_updates() {
    let home = Home::with("notes.txt", "One thing.");
    home.imports();
    let before = fs::read(home.library_folder().join("meta.json")).unwrap();
    home.imports().prints("./notes.txt is there already, as source/local-notes.");
    assert_eq!(fs::read(home.library_folder().join("meta.json")).unwrap(), before, "nothing is written");
    home.file("notes.txt", "Another thing.");
    home.imports().prints("Updated source/local-notes (1 passage), from ./notes.txt.");
    assert_eq!(home.text("source/local-notes"), " Another thing.");
    only(&home);
}

#[test]
fn a_file_that_was_there_is_moved_to_its_record() {
    let home = Home::with("notes.txt", "One thing.");
    home.imports();
    home.exits(0, &["notes.txt", "--as", "source/tip-report-2024", "--lang", "es"]).prints("Imported");
    let document = only(&home);
    assert_eq!((document.id.as_str(), document.lang.as_str()), ("source/tip-report-2024", "es"));
    assert_eq!(document.title, "2024 Trafficking in Persons Report");
}

#[test]
fn json_has_a_line_for_each_file() {
    let home = Home::with("a.txt", "One.");
    home.file("b.bin", [0, 1, 2]);
    let said = home.exits(1, &["--json", "."]);
    let rows: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0]["outcome"].as_str(), rows[0]["id"].as_str()), (Some("imported"), Some("source/local-a")));
    assert_eq!((rows[1]["path"].as_str(), rows[1]["outcome"].as_str()), (Some("./b.bin"), Some("failed")));
    assert!(rows[1]["why"].as_str().unwrap().starts_with("it is not a PDF"));
}

#[test]
fn a_document_is_removed() {
    let home = Home::with("a.txt", "One.");
    home.file("b.txt", "Two.");
    home.imports();
    home.exits(0, &["remove", "source/local-a"]).prints("Removed source/local-a.");
    assert_eq!(only(&home).id, "source/local-b");
    assert!(home.passages("source/local-a").is_empty());
    home.exits(1, &["remove", "source/local-a"]).says("source/local-a is not in the library.");
    Home::new().exits(66, &["remove", "source/local-a"]).says("There is no library in");
}

#[test]
fn the_library_is_where_it_is_asked_for() {
    let home = Home::with("a.txt", "One.");
    let (named, of_environment) = (home.path("../named"), home.path("../other"));
    home.exits(0, &["a.txt", "--library", named.to_str().unwrap()]);
    home.exits_with(0, &["a.txt"], &[("WAYPOST_LIBRARY", of_environment.to_str().unwrap())]);
    for folder in [named, of_environment] {
        assert_eq!(open_library(&folder).unwrap().unwrap().documents().count(), 1);
    }
    assert!(!home.library_folder().exists());
}

#[test]
fn wrong_arguments_are_said_to_be() {
    let home = Home::with("a.txt", "One.");
    home.file("b.txt", "Two.");
    home.exits(64, &[]).says("FILE|DIR");
    home.exits(64, &["a.txt", "--as", "visa/t"]).says("the id of a source");
    home.exits(64, &["a.txt", "--lang", "xx"]).says("use one of en, es");
    home.exits(64, &[".", "--as", "source/tip-report-2024"]).says("Name one file");
    home.exits(64, &["fetch"]).says("SOURCE");
}

#[test]
fn a_second_importer_and_a_closed_folder_are_told() {
    let home = Home::with("a.txt", "One.");
    home.imports();
    fs::write(home.library_folder().join(".tantivy-writer.lock"), "").unwrap();
    let lock = fs::File::open(home.library_folder().join(".tantivy-writer.lock")).unwrap();
    lock.lock().unwrap();
    home.exits(73, &["a.txt"]).says("Another import is writing to it. Wait until that has ended.");
    drop(lock);
    home.exits(0, &["a.txt"]);
    home.exits(73, &["a.txt", "--library", "a.txt/x"]).says("cannot be written");
}
