//! Files that were made to do harm. Each costs a sentence.

use crate::fixtures::{docx, epub, objects, pdf, pdf_of, zip};
use crate::program::{BINARY, Home};
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

/// What is added to a file at a time.
const CHUNK: &[u8] = b"More words here. ";

#[test]
fn a_zip_that_holds_far_more_than_it_weighs_is_not_unpacked() {
    let blanks = " ".repeat(40 << 20);
    for bytes in [
        docx(&blanks),
        epub("x", "en", &[&blanks]),
        // What is never read counts too.
        zip(&[("a", ""), ("word/document.xml", "<w:document/>"), ("word/media/image.png", &blanks)]),
    ] {
        assert!(bytes.len() < 200_000);
        Home::with("a", bytes).refuses().says("what is packed in it is far larger than the file");
    }
}

#[test]
fn a_zip_that_lies_about_its_sizes_is_found_out() {
    let blanks = " ".repeat(40 << 20);
    let mut bytes = docx(&blanks);
    // The size of the document in the list at the end: 40 MiB and some more become 100 bytes.
    let name = b"word/document.xml";
    let entry = bytes.windows(name.len()).rposition(|window| window == name).unwrap() - 46;
    assert_eq!(&bytes[entry..entry + 4], b"PK\x01\x02");
    bytes[entry + 24..entry + 28].copy_from_slice(&100_u32.to_le_bytes());
    Home::with("a", bytes).refuses().says("it is damaged or not whole");
}

#[test]
fn a_pdf_that_claims_endless_pages_is_not_believed() {
    let claims = |count: &str, more: usize| {
        let mut parts = objects(&["One page."], "");
        parts[1] = parts[1].replace("/Count 1", &format!("/Count {count}"));
        parts.resize(parts.len() + more, "null".to_owned());
        pdf_of(&parts, "")
    };
    let home = Home::with("a.pdf", claims("1000000000", 0));
    home.imports().prints("source/local-a (1 page, 1 passage)");
    // Enough objects for them to be pages.
    Home::with("a.pdf", claims("20001", 20_001)).refuses().says("it says that it has more than 20000 pages");
}

#[test]
fn pages_and_outlines_that_lead_back_to_themselves_end() {
    let mut pages = objects(&["One page."], "");
    pages[1] = "<< /Type /Pages /Kids [2 0 R 4 0 R] /Count 2 >>".to_owned();
    let mut outline = objects(&["One page."], "/Outlines 6 0 R");
    outline.push("<< /First 7 0 R /Last 7 0 R >>".to_owned());
    outline.push("<< /Title (Again) /Dest [4 0 R /Fit] /Next 7 0 R >>".to_owned());
    let home = Home::with("outline.pdf", pdf_of(&outline, ""));
    home.imports();
    assert_eq!(home.passages("source/local-outline")[0].text, "One page.");
    let home = Home::with("pages.pdf", pdf_of(&pages, ""));
    let said = home.exits_with(0, &["."], &[]);
    assert!(said.out.contains("source/local-pages"), "{}", said.err);
}

#[test]
fn locked_and_empty_documents_are_told_apart() {
    let encrypted = format!(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{}> /U <{}> >> /ID [<00> <00>]",
        "5a".repeat(32),
        "a5".repeat(32)
    );
    Home::with("a.pdf", pdf_of(&objects(&["Secret."], ""), &encrypted)).refuses().says("it is locked with a password");
    Home::with("a.pdf", pdf(&["", ""])).refuses().says("there is no text in it. If it is a scan, run text recognition");
    Home::with("a.txt", "").refuses().says("a.txt was not imported: it is empty.");
    Home::with("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
        .refuses()
        .says("it is not a PDF, a web page, an EPUB book");
}

#[test]
fn elements_in_elements_without_end_are_refused_or_read() {
    let deep = format!("<!doctype html><title>x</title>{}<p>Help is near.</p>", "<div>".repeat(200_000));
    let xml =
        docx(&format!("{}<w:p><w:t>Help is near.</w:t></w:p>{}", "<w:x>".repeat(100_000), "</w:x>".repeat(100_000)));
    let home = Home::with("a.html", deep);
    home.file("b.docx", xml);
    home.file("d.epub", epub("x", "en", &[&"<div>".repeat(100_000)]));
    home.file("c.md", format!("# x\n\n{}Help is near.\n", "> ".repeat(50_000)));
    let said = home.exits_with(1, &["."], &[]);
    assert_eq!(said.out.lines().count() + said.err.lines().count(), 4, "{}\n{}", said.out, said.err);
    assert!(said.out.contains("b.docx"), "{}", said.err);
    said.says("./a.html was not imported: parts lie within parts in it, more than 2000 deep")
        .says("./d.epub was not imported: parts lie");
    assert!(home.text("source/local-rights-duties").contains("Help is near."));
}

#[test]
fn entities_are_not_expanded() {
    let bomb = r#"<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:p><w:t>&b;</w:t></w:p></w:document>"#;
    let bytes = zip(&[("a", ""), ("word/document.xml", bomb)]);
    Home::with("a.docx", bytes).refuses().says("it is damaged or not whole");
}

#[test]
fn no_character_turns_a_number_round_or_commands_the_terminal() {
    let home = Home::with("a.txt", "Call \u{202e}888-737-3888\u{202c} now.\n\n\u{1b}]0;x\u{7}\u{9b}2J Hide.");
    // ESC makes it no text at all.
    home.refuses();
    let home = Home::with(
        "a.html",
        "<!doctype html><title>x\u{202e}y&#27;[2J</title><p>Call \u{2066}1\u{202e}888&#x9b;2J now, and wait.</p>",
    );
    home.imports();
    let document = home.library().documents().next().cloned().unwrap();
    let text = home.text(&document.id);
    for c in document.title.chars().chain(text.chars()) {
        assert!(waypost::text::scrub::allowed(c) && c != '\u{fffd}', "{c:?}");
    }
    let name = "evil\u{1b}[2J\u{202e}.txt";
    let said = Home::with(name, "x y").imports();
    assert!(!said.out.contains('\u{1b}') && !said.out.contains('\u{202e}'));
}

#[test]
fn what_is_no_ordinary_file_is_not_waited_for() {
    let home = Home::with("ok.txt", "Fine.");
    let fifo = home.path("pipe");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    symlink("/dev/zero", home.path("zero")).unwrap();
    let said = home.exits(1, &[".", "/dev/zero", "missing"]);
    for name in ["./pipe", "./zero", "/dev/zero"] {
        assert!(said.err.contains(&format!("{name} was not imported: it is no ordinary file")), "{}", said.err);
    }
    assert!(said.err.contains("missing was not imported: it cannot be read (No such file"), "{}", said.err);
    assert!(said.out.contains("ok.txt"));
}

#[test]
fn folders_that_lead_back_to_themselves_end() {
    let home = Home::with("a/b/x.txt", "Fine.");
    symlink("..", home.path("a/b/up")).unwrap();
    symlink(home.path(""), home.path("a/all")).unwrap();
    symlink("self", home.path("self")).unwrap();
    let said = home.exits(1, &["."]);
    assert_eq!(said.out.lines().count(), 1, "{}", said.out);
    said.says("./self was not imported: it cannot be read");
}

#[test]
fn a_file_that_grows_while_it_is_read_is_not_taken() {
    let home = Home::with("a.txt", "Some words here. ".repeat(1 << 20));
    let mut file = fs::File::options().append(true).open(home.path("a.txt")).unwrap();
    let mut import = Command::new(BINARY);
    import.arg("a.txt").current_dir(home.path("")).env_clear().envs(home.environment());
    let mut import = import.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    // Until it has ended, and not for ever.
    for _ in 0..200_000_000 / CHUNK.len() {
        file.write_all(CHUNK).unwrap();
        if import.try_wait().unwrap().is_some() {
            break;
        }
    }
    let output = import.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("it changed while it was read. Wait until nothing writes to it"), "{said}");
}

#[test]
fn what_is_too_large_leaves_the_importers_memory_alone() {
    let home = Home::with("text.txt", "Some words here. ".repeat(3 << 20));
    let sparse = fs::File::create(home.path("sparse.pdf")).unwrap();
    sparse.set_len(10 << 30).unwrap();
    // The shell's limit is in KiB. The file may have 256 MiB, the answer 32, and the index its 200.
    let script = format!("ulimit -v 2000000; exec {BINARY} .");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).env_clear().envs(home.environment()).current_dir(home.path(""));
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("it is too large").count(), 2, "{said}");
}
