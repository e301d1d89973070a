//! What the program may use, in figures that no clock disturbs: bytes of a frame, wake-ups, files opened at the start,
//! memory, its own size. Times are measured in `benches/`.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that misses something has failed")]

mod support;

use rustix::process::Pid;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::time::Duration;
use support::program::Home;
use support::pty::Terminal;

const DOWN: &[u8] = b"\x1b[B";
const CTRL_C: &[u8] = b"\x03";

#[track_caller]
fn open() -> Terminal {
    Terminal::opens(&[]).shows("Search: type any word").shows("F9 hide").settles()
}

/// The sizes of the frames that these keys lead to, smallest first. None clears the screen.
fn frames(mut terminal: Terminal, keys: &[&[u8]]) -> (Terminal, Vec<usize>) {
    let mut sizes = Vec::new();
    for key in keys {
        let before = terminal.bytes.len();
        terminal = terminal.sends(key).until_sent(|bytes| bytes.len() > before).settles();
        let frame = &terminal.bytes[before..];
        assert!(!frame.windows(4).any(|part| part == b"\x1b[2J"), "a frame that clears the screen");
        sizes.push(frame.len());
    }
    sizes.sort_unstable();
    (terminal, sizes)
}

#[test]
fn a_key_sends_few_bytes() {
    let half = |sizes: &[usize]| sizes[sizes.len() / 2];
    let (terminal, moved) = frames(open(), &[DOWN; 12]);
    assert!(half(&moved) <= 1500, "moving in the list: {moved:?}");
    let letters: Vec<&[u8]> = b"passport".chunks(1).collect();
    let (terminal, typed) = frames(terminal, &letters);
    assert!(half(&typed) <= 1500, "typing: {typed:?}");
    let terminal = terminal.sends(b"\r").shows("They took my passport").settles();
    let (terminal, scrolled) = frames(terminal, &[b"j".as_slice(); 12]);
    assert!(half(&scrolled) <= 1500, "scrolling a page: {scrolled:?}");
    terminal.sends(CTRL_C).ends(0);
}

/// How often a process has been put on a processor.
fn wake_ups(process: Pid) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", process.as_raw_nonzero())).unwrap();
    let switches = status.lines().filter(|line| line.contains("ctxt_switches"));
    switches.map(|line| line.split_whitespace().last().unwrap().parse::<u64>().unwrap()).sum()
}

/// The guard and its reader.
fn both(terminal: &Terminal) -> [Pid; 2] {
    let guard = terminal.process();
    let number = guard.as_raw_nonzero();
    let children = fs::read_to_string(format!("/proc/{number}/task/{number}/children")).unwrap();
    let reader = children.split_whitespace().filter_map(|child| Pid::from_raw(child.parse().ok()?)).next_back();
    [guard, reader.expect("a reader")]
}

#[test]
#[cfg(target_os = "linux")]
fn nothing_runs_while_nobody_presses_a_key() {
    let terminal = open().sends(DOWN).settles();
    let sent = terminal.bytes.len();
    let before = both(&terminal).map(wake_ups);
    let terminal = terminal.for_a_while(Duration::from_secs(3));
    assert_eq!(both(&terminal).map(wake_ups), before);
    assert_eq!(terminal.bytes.len(), sent);
    terminal.sends(CTRL_C).ends(0);
}

#[test]
#[cfg(target_os = "linux")]
fn a_start_opens_few_files() {
    if !Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success()) {
        let strict = std::env::var("WAYPOST_TESTS").is_ok_and(|value| value == "strict");
        assert!(!strict, "there is no strace, and no test may be skipped");
        eprintln!("skipped: there is no strace, or it may trace nothing");
        return;
    }
    let folder = Home::new();
    let log = folder.path().join("log");
    let line = format!("exec strace -f -e trace=open,openat,openat2 -o {} \"$0\"", log.display());
    Terminal::opens_by_shell(&line).shows("Search: type any word").shows("F9 hide").sends(CTRL_C).ends(0);
    let log = fs::read_to_string(log).unwrap();
    let opened: Vec<&str> = log.lines().filter(|line| line.contains("\", ") && !line.contains(" = -1 ")).collect();
    // The loader opens libraries; the index's own files are counted apart.
    let other = opened.iter().filter(|line| !["/lib", "/etc/ld.so", "/index/"].iter().any(|part| line.contains(part)));
    let other: Vec<&&str> = other.collect();
    assert!(!other.is_empty() && other.len() <= 8, "{other:#?}");
}

/// The release build, where `.ci/run` has made one: `WAYPOST_RELEASE` names it.
#[test]
#[cfg(target_os = "linux")]
fn the_finished_program_is_small_and_takes_little_memory() {
    let Some(program) = std::env::var_os("WAYPOST_RELEASE") else {
        eprintln!("skipped: WAYPOST_RELEASE names no program");
        return;
    };
    let size = fs::metadata(&program).unwrap().len();
    assert!(size <= 10 << 20, "{size} bytes with the English records; 8 MB without, 14 with all twelve languages");
    let line = format!("exec '{}'", program.display());
    let terminal = Terminal::opens_by_shell(&line).shows("Search: type any word").shows("F9 hide").settles();
    let in_kilobytes = |process: Pid, file: &str, name: &str| -> u64 {
        let text = fs::read_to_string(format!("/proc/{}/{file}", process.as_raw_nonzero())).unwrap();
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    let [guard, reader] = both(&terminal);
    let maps = fs::read_to_string(format!("/proc/{}/maps", guard.as_raw_nonzero())).unwrap();
    let libraries = maps.split_whitespace().filter(|name| name.contains(".so"));
    let libraries: BTreeSet<&str> = libraries.filter_map(|name| name.rsplit('/').next()).collect();
    // Beside loader and C library, only the unwinder's, where the linker had no archive of it (`build/link.rs`).
    let few = |name: &&str| ["ld-", "libc.so", "libgcc_s.so"].iter().any(|start| name.starts_with(start));
    assert!(libraries.iter().all(few), "{libraries:?}");
    let peak = in_kilobytes(reader, "status", "VmHWM:");
    assert!(peak <= 10 << 10, "the reader has used {peak} kB");
    if fs::File::open(format!("/proc/{}/smaps_rollup", reader.as_raw_nonzero())).is_ok() {
        let shared = [guard, reader].map(|process| in_kilobytes(process, "smaps_rollup", "Pss:")).iter().sum::<u64>();
        assert!(shared <= 12 << 10, "both use {shared} kB");
    }
    terminal.sends(CTRL_C).ends(0);
}
