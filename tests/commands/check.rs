//! `waypost check`, on the shipped records and on broken ones.

use crate::support::fixture;
use crate::support::program::{Answer, BINARY, Program};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The made-up corpus, to be broken.
struct Broken(TempDir);

impl Broken {
    fn new() -> Broken {
        let folder = tempfile::tempdir().unwrap();
        copy(&fixture("corpus"), folder.path());
        Broken(folder)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn with(self, file: &str, bytes: impl AsRef<[u8]>) -> Broken {
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        fs::write(self.path(file), bytes).unwrap();
        self
    }

    fn with_replaced(self, file: &str, from: &str, to: &str) -> Broken {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "{file} does not hold {from:?}");
        self.with(file, text.replacen(from, to, 1))
    }

    fn without(self, file: &str) -> Broken {
        fs::remove_file(self.path(file)).unwrap();
        self
    }

    #[track_caller]
    fn checked(&self, code: i32) -> Answer {
        Program::with(&["check", self.0.path().to_str().unwrap()]).exits(code)
    }

    /// `check` names `place` with `what`, ends with 1, and does not do so for the whole corpus.
    #[track_caller]
    fn blames(self, place: &str, what: &str) {
        let named = |answer: &Answer, root: &Path| {
            let place = format!("{}/{place}: ", root.display());
            answer.out.lines().any(|line| line.starts_with(&place) && line.contains(what) && line.ends_with('.'))
        };
        let answer = self.checked(1);
        assert!(named(&answer, self.0.path()), "{place}: {what:?} is not among:\n{}", answer.out);
        let whole = Broken::new();
        assert!(!named(&whole.checked(1), whole.0.path()), "the whole corpus is blamed too");
        // No other command opens such a folder, or it opens it without harm.
        let folder = self.0.path().to_str().unwrap();
        let output =
            assert_cmd::Command::new(BINARY).args(["list", "--corpus", folder]).env("HOME", folder).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 65)), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_shipped_records_have_no_faults() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    Program::with(&["check", folder.to_str().unwrap()]).exits(0).answers_nothing().says(" 0 faults");
}

#[test]
fn the_folder_is_the_one_of_the_option_or_the_one_here() {
    let broken = Broken::new().without("text/en/term/stamp.md");
    let folder = broken.0.path().to_str().unwrap();
    let said = "facts/term/stamp.json:1: ";
    Program::with(&["check", "--corpus", folder]).exits(1).prints(said);
    let here = tempfile::tempdir().unwrap();
    copy(broken.0.path(), &here.path().join("corpus"));
    Program::with(&["check"]).in_folder(here.path()).exits(1).prints("corpus/facts/term/stamp.json:1: ");
}

#[test]
fn broken_json_is_named_with_its_line() {
    Broken::new()
        .with("facts/term/stamp.json", "{\n  \"group\": \"words\",\n  oops\n}")
        .blames("facts/term/stamp.json:3", "");
    Broken::new().with("facts/term/stamp.json", "").blames("facts/term/stamp.json:1", "EOF");
    Broken::new().with_replaced("facts/visa/z.json", "\"order\"", "\"ordre\"").blames("facts/visa/z.json:3", "ordre");
    Broken::new().with("records.json", "[").blames("records.json:1", "");
    Broken::new().with("groups.json", "{\"film\": []}").blames("groups.json:1", "`film`");
    let deep = "[".repeat(200_000);
    Broken::new().with("facts/term/stamp.json", deep).blames("facts/term/stamp.json:1", "");
}

#[test]
fn facts_without_a_text_and_a_text_without_facts_are_named() {
    Broken::new().without("text/en/term/stamp.md").blames("facts/term/stamp.json:1", "no English text");
    Broken::new().without("facts/term/stamp.json").blames("text/en/term/stamp.md:1", "no facts");
    Broken::new().without("text/en/guide/lost-papers.md").blames("facts/guide/lost-papers.json:1", "no English text");
}

#[test]
fn aliases_that_lead_round_in_a_circle_are_named_and_harm_nobody() {
    let circle = "\"guide/old-papers\": \"guide/older-papers\", \"guide/older-papers\": \"guide/old-papers\"";
    let broken = Broken::new().with_replaced("records.json", "\"guide/old-papers\": \"guide/lost-papers\"", circle);
    let folder = broken.0.path().to_str().unwrap().to_owned();
    let answer = Program::with(&["show", "guide/old-papers", "--corpus", &folder]).exits(65);
    assert!(answer.err.contains("guide/old-papers"), "{}", answer.err);
    broken.blames("records.json:1", "leads back to");
    let itself = "\"guide/old-papers\": \"guide/old-papers\"";
    Broken::new()
        .with_replaced("records.json", "\"guide/old-papers\": \"guide/lost-papers\"", itself)
        .blames("records.json:1", "leads back to");
}

#[test]
fn a_character_that_commands_a_terminal_is_named_with_its_line() {
    for (name, c) in [("NUL", '\0'), ("escape", '\u{1b}'), ("override", '\u{202e}'), ("C1", '\u{9b}')] {
        let broken = Broken::new().with_replaced("text/en/visa/z.md", "Nobody.", &format!("No{c}body."));
        let answer = broken.checked(1);
        assert!(answer.out.contains("text/en/visa/z.md:9: "), "{name} is not among:\n{}", answer.out);
        assert!(!answer.out.contains(c), "{name} is printed as it stands");
    }
    let broken = Broken::new().with_replaced("text/en/visa/z.md", "title: Z visa", "title: Z\u{1b}]0;x\u{7} visa");
    assert!(broken.checked(1).out.contains("text/en/visa/z.md:2: "));
}

#[test]
fn a_text_without_its_head_or_in_no_known_language_is_named() {
    Broken::new().with("text/en/term/stamp.md", "no head\n").blames("text/en/term/stamp.md:1", "head");
    Broken::new()
        .with_replaced("text/en/term/stamp.md", "summary", "sumary")
        .blames("text/en/term/stamp.md:3", "`sumary`");
    let other = "---\ntitle: x\nsummary: y\n---\n";
    Broken::new().with("text/tlh/term/stamp.md", other).blames("text/tlh/term/stamp.md:1", "`tlh`");
    Broken::new().with("text/en/term/Stamp!.md", other).blames("text/en/term/Stamp!.md:1", "");
}

#[test]
fn links_facts_and_citations_that_lead_nowhere_are_named_with_their_line() {
    let file = "text/en/visa/z.md";
    Broken::new()
        .with_replaced(file, "guide/lost-papers#now", "guide/found-papers")
        .blames("text/en/visa/z.md:13", "guide/found-papers");
    Broken::new().with_replaced(file, "[@paper-law]", "[@no-law]").blames("text/en/visa/z.md:9", "no-law");
    Broken::new()
        .with_replaced(file, "Nobody.", "Nobody {fact-of-nobody}.")
        .blames("text/en/visa/z.md:9", "fact-of-nobody");
    Broken::new().with_replaced(file, "#now)", "#never)").blames("text/en/visa/z.md:13", "never");
}

#[test]
fn what_is_no_text_is_named_with_its_line() {
    Broken::new()
        .with("text/en/term/stamp.md", b"---\ntitle: x\xff\n---\n")
        .blames("text/en/term/stamp.md:2", "This is not UTF-8 text.");
    Broken::new()
        .with("facts/term/stamp.json", " ".repeat(5 << 20))
        .blames("facts/term/stamp.json:1", "larger than 4 MiB");
}

#[test]
fn a_file_that_cannot_be_read_hides_no_other_fault() {
    let broken = Broken::new()
        .with("text/en/term/stamp.md", b"\xff")
        .with("facts/visa/z.json", " ".repeat(5 << 20))
        .with("facts/source/the-report.json", "{")
        .with_replaced("text/en/agency/papers-office.md", "summary", "sumary");
    std::os::unix::fs::symlink("nowhere", broken.path("facts/term/gone.json")).unwrap();
    let (answer, whole) = (broken.checked(1), Broken::new().checked(1));
    for place in [
        "text/en/term/stamp.md:1",
        "facts/visa/z.json:1",
        "facts/source/the-report.json:1",
        "text/en/agency/papers-office.md:4",
        "facts/term/gone.json:1",
    ] {
        assert!(answer.out.contains(&format!("/{place}: ")), "{place} is not among:\n{}", answer.out);
    }
    // What is wrong with the whole corpus besides is still said, of the records that can be read.
    assert!(whole.out.contains("lost-papers"), "{}", whole.out);
    let of_whole = |line: &&str| line.contains("/text/en/guide/lost-papers.md:");
    let tail = |line: &str| line.split_once("/text/").map(|(_, tail)| tail.to_owned()).unwrap();
    let said: Vec<String> = answer.out.lines().filter(of_whole).map(tail).collect();
    assert_eq!(said, whole.out.lines().filter(of_whole).map(tail).collect::<Vec<_>>());
}

#[test]
fn a_broken_file_is_one_fault_and_not_one_at_each_place_that_leads_to_it() {
    let count = |answer: &Answer| answer.out.lines().count();
    let whole = count(&Broken::new().checked(1));
    for file in [
        "facts/guide/lost-papers.json",
        "facts/source/paper-law.json",
        "facts/service/911.json",
        "facts/agency/papers-office.json",
        "facts/term/stamp.json",
        "text/en/guide/lost-papers.md",
        "text/en/term/stamp.md",
        "groups.json",
        "records.json",
    ] {
        for bytes in [&b"["[..], b"\xff"] {
            let broken = Broken::new().with(file, bytes);
            let answer = broken.checked(1);
            let faults: Vec<&str> = answer.out.lines().filter(|line| line.contains(&format!("/{file}:"))).collect();
            assert_eq!(faults.len(), 1, "{file}:\n{}", answer.out);
            assert!(count(&answer) <= whole + 1, "{file}:\n{}", answer.out);
            for cascade in
                ["no record", "no facts", "no English", "no fact ", "no source record", "is no group", "No record"]
            {
                assert!(!answer.out.contains(cascade), "{file}: {cascade:?}:\n{}", answer.out);
            }
        }
    }
}

#[test]
fn every_number_of_a_paragraph_is_named() {
    let numbers = "Nobody. Call 1-888-373-7888 or 1-202-555-0100, or dial 911.";
    let broken = Broken::new().with_replaced("text/en/visa/z.md", "Nobody.", numbers);
    let answer = broken.checked(1).prints("`1-888-373-7888`").prints("`1-202-555-0100`").prints("`911`");
    assert_eq!(answer.out.lines().filter(|line| line.contains("a number to call")).count(), 3, "{}", answer.out);
}

#[test]
fn folders_that_are_no_corpus_end_with_66_and_their_name() {
    Program::with(&["check", "/no/such/folder"]).exits(66).answers_nothing().says("/no/such/folder is no folder");
    let empty = tempfile::tempdir().unwrap();
    Program::with(&["check", empty.path().to_str().unwrap()]).exits(66).says("holds no corpus");
    Program::with(&["list", "--corpus", "/no/such/folder"]).exits(66).answers_nothing().says("/no/such/folder");
}

#[test]
fn what_cannot_be_read_within_is_named_as_one_fault() {
    // A file where a folder should be cannot be read as one, by nobody.
    let broken = Broken::new();
    fs::remove_dir_all(broken.path("facts")).unwrap();
    let broken = broken.with("facts", "a file");
    let answer = broken.checked(1);
    assert_eq!(answer.out.lines().count(), 1, "{}", answer.out);
    broken.blames("facts:1", "This cannot be read");

    let broken = Broken::new();
    std::os::unix::fs::symlink("nowhere", broken.path("facts/term/gone.json")).unwrap();
    broken.blames("facts/term/gone.json:1", "This cannot be read");
}

#[test]
fn a_folder_without_permission_is_a_fault() {
    use std::os::unix::fs::PermissionsExt;
    let broken = Broken::new();
    let folder = broken.path("facts/visa");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything; the test above holds the same for root.
    if fs::read_dir(&folder).is_err() {
        broken.checked(1).prints("facts/visa:1: This cannot be read");
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn folders_that_lead_round_in_a_circle_come_to_an_end() {
    let broken = Broken::new();
    std::os::unix::fs::symlink("..", broken.path("facts/term/round")).unwrap();
    let answer = assert_cmd::Command::new(BINARY)
        .args(["check", broken.0.path().to_str().unwrap()])
        .timeout(std::time::Duration::from_secs(30))
        .output()
        .unwrap();
    assert!(answer.status.code().is_some(), "it does not end");
    assert!(!String::from_utf8_lossy(&answer.stderr).contains("panicked"));
}
