//! Documents, made by hand.

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// A PDF: its objects are numbered from 1, the first is the catalogue.
pub fn pdf_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut pdf = "%PDF-1.7\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(pdf.len());
        write!(pdf, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = pdf.len();
    write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(pdf, "{offset:010} 00000 n ").unwrap();
    }
    write!(pdf, "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
        .unwrap();
    pdf.into_bytes()
}

/// The objects of a PDF with these pages, each of lines. `catalog` is added to the catalogue, which is object 1; the pages
/// are the objects 4, 6, 8 and so on.
pub fn objects(pages: &[&str], catalog: &str) -> Vec<String> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (at, page) in pages.iter().enumerate() {
        let mut content = "BT /F1 12 Tf 14 TL 50 740 Td\n".to_owned();
        for line in page.lines() {
            writeln!(content, "({}) Tj T*", line.replace('(', "\\(").replace(')', "\\)")).unwrap();
        }
        content.push_str("ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    objects
}

/// A PDF with these pages, each of lines.
pub fn pdf(pages: &[&str]) -> Vec<u8> {
    pdf_of(&objects(pages, ""), "")
}

/// A PDF of one page with columns, each with its left edge and of lines, the first drawn first.
pub fn pdf_in_columns(columns: &[(u32, Vec<String>)]) -> Vec<u8> {
    let mut parts = objects(&[""], "");
    let mut content = String::new();
    for (left, lines) in columns {
        writeln!(content, "BT /F1 10 Tf 12 TL {left} 735 Td").unwrap();
        lines.iter().for_each(|line| writeln!(content, "({line}) Tj T*").unwrap());
        content.push_str("ET\n");
    }
    parts[4] = format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len());
    pdf_of(&parts, "")
}

/// A zip with these entries.
pub fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, content)) in entries.iter().enumerate() {
        let method = if at == 0 { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A book with these chapters, each the inside of a body.
pub fn epub(title: &str, lang: &str, chapters: &[&str]) -> Vec<u8> {
    let names: Vec<String> = (1..=chapters.len()).map(|number| format!("c{number}")).collect();
    let items: String = names
        .iter()
        .map(|name| format!(r#"<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>"#))
        .collect();
    let spine: String = names.iter().map(|name| format!(r#"<itemref idref="{name}"/>"#)).collect();
    let package = format!(
        r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
        <metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier>
        <dc:title>{title}</dc:title><dc:language>{lang}</dc:language></metadata>
        <manifest>{items}</manifest><spine>{spine}</spine></package>"#
    );
    let container = r#"<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
        <rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
    let texts: Vec<(String, String)> = names
        .iter()
        .zip(chapters)
        .map(|(name, body)| {
            let page = format!(
                r#"<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>"#
            );
            (format!("{name}.xhtml"), page)
        })
        .collect();
    let mut entries =
        vec![("mimetype", "application/epub+zip"), ("META-INF/container.xml", container), ("book.opf", &package)];
    entries.extend(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    zip(&entries)
}

/// A Word file with this inside of its body.
pub fn docx(body: &str) -> Vec<u8> {
    let document =
        format!(r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#);
    let styles = r#"<w:styles xmlns:w="w">
        <w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Text"><w:name w:val="Body"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
        </w:styles>"#;
    let core =
        r#"<c:coreProperties xmlns:c="c" xmlns:dc="dc"><dc:title>Rights &amp; duties</dc:title></c:coreProperties>"#;
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &document),
        ("word/styles.xml", styles),
        ("docProps/core.xml", core),
        (
            "word/footnotes.xml",
            r#"<w:footnotes xmlns:w="w"><w:p><w:r><w:t>A note below.</w:t></w:r></w:p></w:footnotes>"#,
        ),
    ])
}

/// `words` words in sentences, each of which has the word `mark` in it.
pub fn prose(mark: &str, words: usize) -> String {
    let word = |at: usize| match at % 10 {
        0 => "Somebody ".to_owned(),
        4 => format!("{mark} "),
        9 => "here. ".to_owned(),
        _ => "word ".to_owned(),
    };
    (0..words).map(word).collect()
}
