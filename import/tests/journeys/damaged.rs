//! Files that are not whole.

use crate::fixtures::{docx, epub, objects, pdf_of};
use crate::program::Home;
use std::fmt::Write;

/// Words that do not pack well.
fn noise(words: usize) -> String {
    let mut seed = 1_u32;
    let mut text = String::new();
    for _ in 0..words {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        write!(text, "w{seed:x} ").unwrap();
    }
    text
}

#[test]
fn a_file_that_is_cut_anywhere_is_read_as_far_as_it_goes_or_refused() {
    let lines: Vec<String> =
        noise(6000).split_inclusive(' ').collect::<Vec<_>>().chunks(8).map(<[&str]>::concat).collect();
    let pages: Vec<String> = lines.chunks(40).map(|lines| lines.join("\n")).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let paragraphs: String = noise(3000)
        .split_inclusive(' ')
        .collect::<Vec<_>>()
        .chunks(50)
        .map(|w| format!("<p>{}</p>", w.concat()))
        .collect();
    let home = Home::new();
    let mut count = 0;
    for (name, bytes) in [
        ("pdf", pdf_of(&objects(&pages, ""), "")),
        ("epub", epub("x", "en", &[&paragraphs, &paragraphs])),
        ("docx", docx(&paragraphs.replace("<p>", "<w:p><w:r><w:t>").replace("</p>", "</w:t></w:r></w:p>"))),
    ] {
        assert!(bytes.len() > 3 * 4096, "{name} has {} bytes", bytes.len());
        for length in (4096..bytes.len()).step_by(4096) {
            home.file(&format!("{name}-{length}"), &bytes[..length]);
            count += 1;
        }
    }
    let said = home.exits(1, &["."]);
    let refused = said.err.lines().filter(|line| line.contains(" was not imported: ")).count();
    let imported = said.out.lines().filter(|line| line.starts_with("Imported ")).count();
    assert_eq!((refused + imported, count > 20), (count, true), "{}\n{}", said.out, said.err);
    // A zip's list of entries stands at its end.
    for zip in said.err.lines().filter(|line| line.contains("docx-") || line.contains("epub-")) {
        assert!(zip.contains("it is damaged or not whole"), "{zip}");
    }
}

#[test]
fn a_page_that_cannot_be_read_does_not_cost_the_others() {
    // The second page's content claims to be packed, and is not.
    let mut parts = objects(&["The first page.", "The second page.", "The third page."], "");
    parts[6] = "<< /Length 4 /Filter /NoSuchFilter >>\nstream\nabcd\nendstream".to_owned();
    let home = Home::with("a.pdf", pdf_of(&parts, ""));
    home.imports();
    let text = home.text("source/local-a");
    assert!(text.contains("The first page.") && text.contains("The third page."), "{text}");
}

#[test]
fn a_file_with_a_wrong_name_is_taken_for_what_it_is() {
    let home = Home::with("page.pdf", "<!doctype html><title>Rights</title><p>Everybody has them.</p>");
    home.imports();
    let document = home.library().documents().next().cloned().unwrap();
    assert_eq!((document.format.as_str(), document.title.as_str()), ("html", "Rights"));
}
