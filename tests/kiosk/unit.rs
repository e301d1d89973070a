//! The unit leaves the calls that a session needs. What it refuses would show only where systemd starts the program.

use super::calls::{has_strace, log, session};
use super::site::{CTRL_X, PIN, PIN_LINE, Site, browsing, covered, home, skip, started};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

/// systemd's named sets of calls: `@name`, then a line for each call or set in it.
fn sets() -> Option<BTreeMap<String, Vec<String>>> {
    let output = Command::new("systemd-analyze").args(["--no-pager", "syscall-filter"]).output().ok()?;
    let mut sets = BTreeMap::new();
    let mut members: &mut Vec<String> = sets.entry(String::new()).or_default();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        match line.trim() {
            name if line.starts_with('@') => members = sets.entry(name.to_owned()).or_default(),
            "" => members = sets.entry(String::new()).or_default(),
            comment if comment.starts_with('#') => {}
            member => members.push(member.to_owned()),
        }
    }
    output.status.success().then_some(sets)
}

/// The calls that some names and sets of a filter mean.
fn calls(names: &[&str], sets: &BTreeMap<String, Vec<String>>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for &name in names {
        match sets.get(name) {
            Some(members) => all.extend(calls(&members.iter().map(String::as_str).collect::<Vec<_>>(), sets)),
            None => _ = all.insert(name.to_owned()),
        }
    }
    all
}

/// The calls that the unit leaves.
fn left(unit: &str, sets: &BTreeMap<String, Vec<String>>) -> BTreeSet<String> {
    let mut left = BTreeSet::new();
    for filter in unit.lines().filter_map(|line| line.strip_prefix("SystemCallFilter=")) {
        let names: Vec<&str> = filter.trim_start_matches('~').split_whitespace().collect();
        let named = calls(&names, sets);
        if filter.starts_with('~') {
            left.retain(|call| !named.contains(call));
        } else {
            left.extend(named);
        }
    }
    // `systemd.exec(5)`: these are always allowed.
    left.extend(calls(&["@default"], sets));
    left
}

#[test]
fn the_unit_leaves_every_call_of_a_session() {
    let Some(sets) = sets() else { return skip("there is no systemd-analyze") };
    if !has_strace() {
        return;
    }
    let (_folder, path) = log();
    let Some(terminal) = Site::new().pin(PIN_LINE, "640").around(&format!("strace -f -o {path}")).opens() else {
        return;
    };
    let terminal = started(terminal);
    let terminal = home(covered(session(browsing(terminal)).sends(CTRL_X)));
    let terminal = covered(terminal.sends(CTRL_X)).sends(b"staff\r").shows("Staff PIN:").sends(PIN).sends(b"\r");
    let terminal = terminal.shows("1 Close waypost").sends(b"2").shows("Check of this computer").sends(b"\r");
    drop(terminal.shows("1 Close waypost").sends(b"1").ends(10));
    let log = fs::read_to_string(&path).unwrap();
    let asked: BTreeSet<String> = log
        .lines()
        .filter_map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().split_once('('))
        .map(|(call, _)| call.to_owned())
        .filter(|call| call.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
        .collect();
    assert!(asked.contains("seccomp") && asked.contains("mlock"), "{asked:?}");
    let left = left(include_str!("../../packaging/kiosk/waypost.service"), &sets);
    let missing: Vec<&String> = asked.difference(&left).collect();
    // A library asks with it whether a pipe is a socket, and takes a refusal for a no.
    assert_eq!(missing, ["sendto"]);
}
