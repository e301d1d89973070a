//! `waypost doctor`.

use crate::support::program::Program;

/// The verdicts of an answer, each line held to its form.
fn verdicts(out: &str) -> Vec<&str> {
    out.lines()
        .map(|line| {
            let parts: Vec<&str> = line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
            assert!(parts.len() >= 3, "{line:?}");
            assert!(["OK", "WARN", "FAIL"].contains(&parts[0]), "{line:?}");
            parts[0]
        })
        .collect()
}

#[test]
fn an_advocates_computer_may_have_warnings_but_no_failure() {
    let answer = Program::with(&["doctor"]).env("TERM", "xterm-256color").exits(0);
    assert!(!verdicts(&answer.out).contains(&"FAIL"), "{}", answer.out);
    for name in ["terminal", "colours", "letters ps", "index", "library", "sandbox"] {
        assert!(answer.out.contains(&format!("  {name}  ")), "{name} is not in:\n{}", answer.out);
    }
}

#[test]
fn a_computer_that_is_no_kiosk_fails_as_one() {
    // The machine of a test has no waypost.service.
    let answer = Program::with(&["doctor", "--kiosk"]).exits(1);
    assert!(verdicts(&answer.out).contains(&"FAIL"), "{}", answer.out);
    for name in [
        "Landlock",
        "seccomp",
        "swap off",
        "core_pattern",
        "sysrq",
        "VT locked",
        "legacy_tiocsti",
        "sleep masked",
        "getty masked",
        "file owners and modes",
        "index stamp",
        "library",
        "corpus date",
        "PIN set",
        "idle settings",
    ] {
        assert!(answer.out.contains(&format!("  {name}  ")), "{name} is not in:\n{}", answer.out);
    }
}
