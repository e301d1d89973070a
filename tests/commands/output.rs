//! What leaves the program: plain bytes, and nothing where nobody reads.

use crate::support::program::{BINARY, Home, Program};
use std::fs::OpenOptions;
use std::io::Read;
use std::process::{Command, Stdio};

/// One of every command.
const COMMANDS: [&[&str]; 10] = [
    &[],
    &["--help"],
    &["search", "passport"],
    &["search", "--json", "passport"],
    &["search", "qzxwvkqzx"],
    &["show", "visa/t"],
    &["show", "visa/t", "--format", "markdown"],
    &["show", "visa/tt"],
    &["list"],
    &["--nonsense"],
];

#[test]
fn no_answer_holds_an_escape_or_any_other_command_to_a_terminal() {
    for args in COMMANDS {
        for variables in
            [&[("NO_COLOR", "1")][..], &[("TERM", "xterm-256color")], &[("CLICOLOR_FORCE", "1"), ("FORCE_COLOR", "1")]]
        {
            let mut command = assert_cmd::Command::new(BINARY);
            let home = Home::new();
            command.env_clear().envs(home.environment()).envs(variables.iter().copied()).args(args);
            let output = command.output().unwrap();
            for bytes in [&output.stdout, &output.stderr] {
                let text = std::str::from_utf8(bytes).unwrap();
                let control = text.chars().find(|&c| c != '\n' && !waypost::text::scrub::allowed(c));
                assert_eq!(control, None, "{args:?} with {variables:?}");
            }
        }
    }
}

#[test]
fn a_pipe_that_nobody_reads_is_no_failure() {
    for args in [&["list"][..], &["list", "--json"], &["show", "visa/t"], &["search", "--limit", "100", "visa"]] {
        let home = Home::new();
        let mut child = Command::new(BINARY)
            .env_clear()
            .envs(home.environment())
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_pipe_that_closes_half_way_is_no_failure() {
    let home = Home::new();
    let mut child = Command::new(BINARY)
        .env_clear()
        .envs(home.environment())
        .args(["list", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 100];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_ends_with_73() {
    let home = Home::new();
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = Command::new(BINARY).env_clear().envs(home.environment()).arg("list").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(73));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"));
}

#[test]
fn the_same_question_has_the_same_answer() {
    for args in [&["search", "--json", "visa"][..], &["list", "--json"], &["show", "visa/t", "--format", "json"]] {
        let first = Program::with(args).exits(0).out;
        assert_eq!(Program::with(args).env("LANG", "en_GB.UTF-8").exits(0).out, first, "{args:?}");
    }
}
