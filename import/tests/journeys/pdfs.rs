//! PDFs: their pages, columns, letters and pictures.

use crate::fixtures::{objects, pdf, pdf_in_columns, pdf_of};
use crate::program::{Home, only};
use serde_json::Value;

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
fn pages_that_are_pictures_are_told_and_blank_ones_are_not() {
    let whole = "q 612 0 0 792 0 0 cm /Im Do Q";
    let halves = "q 612 0 0 396 0 0 cm /Im Do Q q 612 0 0 396 0 396 cm /Im Do Q";
    let ornament = "q 60 0 0 60 0 0 cm /Im Do Q";
    // A stamp stands on pages with text and on scans.
    let pages = [
        ("Exhibit 1\nThe first page.\nIt goes on.\nIt ends.", ""),
        ("Exhibit 2", whole),
        ("", halves),
        ("", ""),
        ("Words over a picture.", whole),
        ("", ornament),
        ("Exhibit 7", whole),
    ];
    let mut parts = objects(&pages.map(|(text, _)| text), "");
    parts.push(
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n\
         stream\nx\nendstream"
            .to_owned(),
    );
    let image = format!("/XObject << /Im {} 0 R >> /Font", parts.len());
    for (at, (_, drawn)) in pages.iter().enumerate() {
        let (page, content) = (3 + 2 * at, 4 + 2 * at);
        parts[page] = parts[page].replacen("/Font", &image, 1);
        let content = &mut parts[content];
        let text = content.split_once("stream\n").unwrap().1.strip_suffix("\nendstream").unwrap();
        let text = format!("{drawn} {text}");
        *content = format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    }
    let home = Home::with("a.pdf", pdf_of(&parts, ""));
    let said = home.exits(0, &["--json", "a.pdf"]);
    let row: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(row["pictures"], serde_json::json!([2, 3, 7]), "{row}");
    said.says("a.pdf: pages 2–3 and 7 are pictures without text").says("Run text recognition (OCR) over the file");
    assert_eq!(only(&home).pictures, [2, 3, 7]);
    // Nothing but scans.
    let home = Home::with(
        "a.pdf",
        pdf_of(&[&parts[..1], &["<< /Type /Pages /Kids [8 0 R] /Count 1 >>".to_owned()], &parts[2..]].concat(), ""),
    );
    home.refuses().says("there is no text in it. If it is a scan, run text recognition");
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
fn ligatures_of_old_tex_fonts_are_letters() {
    // TeX's own encoding (OT1) has them at 11 to 15, where others have commands to the terminal.
    let text = "E\\013ective \\014rst con\\015ict a\\016davit ba\\017e";
    let font = |more: &str| {
        let widths = "500 ".repeat(128);
        format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+CMR10 /FirstChar 0 /LastChar 127 /Widths [{widths}] \
             /FontDescriptor 6 0 R {more} >>"
        )
    };
    let descriptor = |more: &str| {
        format!(
            "<< /Type /FontDescriptor /FontName /ABCDEF+CMR10 /Flags 4 /FontBBox [-40 -250 1009 750] /ItalicAngle 0 \
             /Ascent 694 /Descent -194 /CapHeight 683 /StemV 69 {more} >>"
        )
    };
    let names = "/Encoding << /Differences [11 /ff /fi /fl /ffi /ffl] >>";
    let letters: String = ('a'..='z').chain(['E']).map(|c| format!("dup {} /{c} put\n", u32::from(c))).collect();
    let program = format!(
        "%!PS-AdobeFont-1.1: CMR10 1.00B\n/FontName /CMR10 def\n/Encoding 256 array\n0 1 255 {{1 index exch /.notdef put}} for\n\
         dup 11 /ff put\ndup 12 /fi put\ndup 13 /fl put\ndup 14 /ffi put\ndup 15 /ffl put\ndup 32 /space put\n{letters}\
         readonly def\ncurrentfile eexec\n"
    );
    let length = program.len();
    let program =
        format!("<< /Length {length} /Length1 {length} /Length2 0 /Length3 0 >>\nstream\n{program}\nendstream");
    for (font, more) in [(font(names), vec![descriptor("")]), (font(""), vec![descriptor("/FontFile 7 0 R"), program])]
    {
        let mut parts = objects(&[text], "");
        parts[2] = font;
        parts.extend(more);
        let home = Home::with("a.pdf", pdf_of(&parts, ""));
        home.imports();
        assert_eq!(home.passages("source/local-a")[0].text, "Effective first conflict affidavit baffle");
    }
}

/// A font program packed as CFF (Adobe Technical Note 5176), of empty glyphs: each with its code, and its number among the
/// standard names.
fn cff(glyphs: &[(u8, u8)]) -> String {
    let count = u8::try_from(glyphs.len()).unwrap();
    let (charset, encoding) = (31, 31 + 1 + 2 * count);
    let programs = encoding + 2 + count;
    let mut bytes = vec![1, 0, 4, 1];
    bytes.extend([0, 1, 1, 1, 2, b'A']);
    bytes.extend([0, 1, 1, 1, 13, 28, 0, charset, 15, 28, 0, encoding, 16, 28, 0, programs, 17]);
    bytes.extend([0; 4]);
    bytes.push(0);
    glyphs.iter().for_each(|(_, name)| bytes.extend([0, *name]));
    bytes.extend([0, count]);
    bytes.extend(glyphs.iter().map(|(code, _)| code));
    bytes.extend([0, count + 1, 1]);
    bytes.extend(1..=count + 2);
    bytes.extend(std::iter::repeat_n(14, glyphs.len() + 1));
    String::from_utf8(bytes).unwrap()
}

#[test]
fn ligatures_of_tex_fonts_packed_as_cff_are_letters() {
    let letters = "cinorst".bytes().map(|letter| (letter, letter - b'a' + 66));
    let glyphs: Vec<(u8, u8)> = letters.chain([(b' ', 1), (12, 109), (13, 110)]).collect();
    let program = cff(&glyphs);
    let mut parts = objects(&["\\014rst con\\015ict"], "");
    let descriptor = parts.len() + 1;
    parts[2] = format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+CMR10 /FirstChar 0 /LastChar 127 /Widths [{}] \
         /FontDescriptor {descriptor} 0 R >>",
        "500 ".repeat(128)
    );
    parts.push(format!(
        "<< /Type /FontDescriptor /FontName /ABCDEF+CMR10 /Flags 4 /FontBBox [-40 -250 1009 750] /ItalicAngle 0 \
         /Ascent 694 /Descent -194 /CapHeight 683 /StemV 69 /FontFile3 {} 0 R >>",
        descriptor + 1
    ));
    parts.push(format!("<< /Subtype /Type1C /Length {} >>\nstream\n{program}\nendstream", program.len()));
    let home = Home::with("a.pdf", pdf_of(&parts, ""));
    home.imports();
    assert_eq!(home.passages("source/local-a")[0].text, "first conflict");
}
