//! Good files of each kind, and what becomes of them.

use crate::fixtures::{docx, epub, objects, pdf, pdf_in_columns, pdf_of, prose};
use crate::program::Home;
use serde_json::Value;
use std::fs;
use waypost::files::open_library;
use waypost::library::Document;

/// The one document of the library.
#[track_caller]
fn only(home: &Home) -> Document {
    let documents: Vec<Document> = home.library().documents().cloned().collect();
    assert_eq!(documents.len(), 1, "{documents:?}");
    documents.into_iter().next().unwrap()
}

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
fn a_pdf_keeps_its_pages_labels_and_outline() {
    let outline = "/Outlines 10 0 R /Lang (es-MX) /PageLabels << /Nums [0 << /S /r >> 2 << /S /D /St 345 >>] >>";
    let mut parts = objects(&["Preface of it", "More preface", "The body of it"], outline);
    parts.push("<< /First 11 0 R /Last 11 0 R >>".to_owned());
    parts.push("<< /Title (Chapter One) /Parent 10 0 R /Dest [8 0 R /Fit] /First 12 0 R >>".to_owned());
    parts.push("<< /Title (Section A) /Parent 11 0 R /Dest [8 0 R /Fit] >>".to_owned());
    parts.push("<< /Title (Labor law) >>".to_owned());
    let home = Home::with("x.pdf", pdf_of(&parts, "/Info 13 0 R"));
    home.imports().prints("source/local-labor-law (3 pages, 3 passages)");
    let document = only(&home);
    assert_eq!((document.title.as_str(), document.lang.as_str(), document.pages), ("Labor law", "es", 3));
    let passages = home.passages(&document.id);
    let places: Vec<(u32, &str, &str)> = passages.iter().map(|p| (p.page, p.label.as_str(), p.text.as_str())).collect();
    assert_eq!(places, [(1, "i", "Preface of it"), (2, "ii", "More preface"), (3, "345", "The body of it")]);
    assert_eq!(passages[2].section, ["Chapter One", "Section A"]);
}

#[test]
fn a_pdf_from_right_to_left_is_to_be_checked_by_a_reader() {
    // Its font writes Arabic letters for a to z.
    let mut parts = objects(&["dnvhqk jsfuq bcd"], "");
    parts[2] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>".to_owned();
    let map = "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <61> <7a> <0627> endbfrange";
    parts.push(format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()));
    let home = Home::with("a.pdf", pdf_of(&parts, ""));
    let said = home.exits(0, &["--json", "a.pdf"]);
    let row: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(row["unsure_order"], true, "{row}");
    said.says("a.pdf: its letters run from right to left").says("compare a page or two with the file");
    assert!(only(&home).unsure_order);
    let home = Home::with("a.pdf", pdf(&["Some words."]));
    assert_eq!(home.imports().err, "");
    assert!(!only(&home).unsure_order);
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
fn columns_are_read_one_after_the_other() {
    let column = |name: &str| -> Vec<String> {
        (1..=40).map(|line| format!("This is line {line} of the {name} of the column")).collect()
    };
    let home = Home::with("a.pdf", pdf_in_columns(&[(54, column("left")), (318, column("right"))]));
    home.imports();
    let text = home.text("source/local-a");
    assert!(text.contains("line 7 of the left of the column This is line 8 of the left"), "{text}");
    assert!(text.contains("line 39 of the right of the column This is line 40 of the right"), "{text}");
}

#[test]
fn three_narrow_columns_are_read_as_they_are_drawn() {
    let column =
        |name: &str| -> Vec<String> { (1..=50).map(|line| format!("This is line {line} of the {name} one")).collect() };
    let columns = [(45, column("left")), (215, column("middle")), (385, column("right"))];
    let home = Home::with("a.pdf", pdf_in_columns(&columns));
    home.imports();
    let text = home.text("source/local-a");
    for name in ["left", "middle", "right"] {
        let following = format!("line 7 of the {name} one This is line 8 of the {name} one");
        assert!(text.contains(&following), "{text}");
    }
}

#[test]
fn running_heads_are_in_no_passage() {
    let page = |body: &str| format!("2024 TIP REPORT\n{body} of this page\nand so on\nfor {body}\n- 12 -");
    let pages = ["Alpha", "Beta", "Gamma", "Delta"].map(page);
    let home = Home::with("a.pdf", pdf(&pages.each_ref().map(String::as_str)));
    home.imports();
    let text = home.text("source/local-a");
    assert!(text.contains("Gamma of this page and so on for Gamma"), "{text}");
    assert!(!text.contains("TIP") && !text.contains("12"), "{text}");
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
