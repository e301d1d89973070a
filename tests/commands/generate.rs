//! `waypost generate --to`: what a package holds besides the program.

use crate::support::program::Program;
use std::fs;

#[test]
fn man_pages_and_completions_are_written_for_a_package() {
    let folder = tempfile::tempdir().unwrap();
    let read =
        |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let to = folder.path().to_str().unwrap();
    let first = Program::with(&["generate", "--to", to]).exits(0).out;
    let page = read("man/waypost.1");
    for text in [".TH waypost 1", "EXIT STATUS", "waypost\\-search(1)", "kiosk.json", "without a trace"] {
        assert!(page.contains(text), "{text} is not in:\n{page}");
    }
    assert!(!page.contains("generate"), "a command for developers is hidden:\n{page}");
    assert!(read("man/waypost-admin-set-pin.1").contains("PIN"));
    for (name, text) in
        [("waypost", "complete -F"), ("waypost.fish", "complete -c waypost"), ("_waypost", "#compdef waypost")]
    {
        assert!(read(&format!("completions/{name}")).contains(text), "{name}");
    }
    let all = |out: &str| out.lines().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>();
    let before = all(&first);
    Program::with(&["generate", "--to", to]).exits(0).prints(&first);
    assert_eq!(all(&first), before, "the same program makes the same files");
}
