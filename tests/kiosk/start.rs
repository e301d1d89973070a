//! What happens before there is anything on the screen: in which order, and that it stops where it cannot be so.

use super::calls::{has_strace, log, traced};
use super::processes::eventually;
use super::site::{Site, browsing, covered, ended, gone, namespace, skip, started};
use super::support::pty::Terminal;
use rustix::fs::{Mode, OFlags, open};
use rustix::process::Signal;
use serde_json::json;
use std::fs;
use std::os::unix::fs::FileTypeExt;

/// What the C library's fork asks of the kernel.
const FORK: &str = if cfg!(all(target_env = "musl", target_arch = "x86_64")) { "fork(" } else { "clone(" };

/// Each part of `order` stands in a line of its own, in this order.
#[track_caller]
fn follow(lines: &[&str], order: &[&str]) {
    let mut rest = lines.iter();
    for part in order {
        assert!(rest.any(|line| line.contains(part)), "{part} is missing, or comes too early:\n{}", lines.join("\n"));
    }
}

#[test]
fn all_is_opened_before_the_door_is_shut_and_the_reader_shuts_its_own_before_it_reads() {
    if !has_strace() {
        return;
    }
    let (_folder, path) = log();
    let terminal = browsing(Site::new().around(&format!("strace -f -o {path}")).opens_anyhow());
    rustix::process::kill_process(traced(&terminal), Signal::TERM).unwrap();
    drop(terminal.ends(143));
    let log = fs::read_to_string(&path).unwrap();
    let guard = log.split(' ').next().unwrap();
    let (of_guard, of_reader): (Vec<&str>, Vec<&str>) = log.lines().partition(|line| line.starts_with(guard));
    follow(
        &of_guard,
        &[
            "RLIMIT_CORE, {rlim_cur=0, rlim_max=0}",
            "RLIMIT_FSIZE, {rlim_cur=0, rlim_max=0}",
            "RLIMIT_NOFILE, {rlim_cur=64, rlim_max=64}",
            "RLIMIT_DATA, {rlim_cur=524288*1024, rlim_max=524288*1024}",
            "prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE",
            "prctl(PR_SET_NO_NEW_PRIVS, 1",
            "O_WRONLY|O_NOCTTY|O_NONBLOCK",
            // Counts sleep, and nobody can set it.
            "timerfd_create(CLOCK_BOOTTIME",
            "landlock_restrict_self(",
            "seccomp(SECCOMP_SET_MODE_FILTER",
            "write(",
            FORK,
        ],
    );
    follow(
        &of_reader,
        &[
            "prctl(PR_SET_PDEATHSIG, SIGKILL",
            "getppid(",
            "close_range(",
            "RLIMIT_NOFILE, {rlim_cur=16, rlim_max=16}",
            "RLIMIT_DATA, {rlim_cur=262144*1024, rlim_max=262144*1024}",
            "landlock_restrict_self(",
            "seccomp(SECCOMP_SET_MODE_FILTER",
            "write(",
            "read(0, ",
        ],
    );
    let after = of_guard.iter().chain(&of_reader).skip_while(|line| !line.contains("landlock_restrict_self("));
    // A call that another process's came between stands in two lines; the second has the answer.
    for line in after.filter(|line| line.contains(" open") && !line.contains("<unfinished")) {
        assert!(line.contains("= -1 "), "a file is opened behind the door: {line}");
    }
    let read = of_reader.iter().position(|line| line.contains("read(0, "));
    let locked = of_reader.iter().rposition(|line| line.contains("seccomp(SECCOMP_SET_MODE_FILTER"));
    assert!(locked < read, "it reads before it is locked");
}

/// Who draws first, and what of `strace`'s log comes before and after.
#[track_caller]
fn first_frame<'a>(log: &'a str, what: &str) -> (Vec<&'a str>, &'a str, Vec<&'a str>) {
    let lines: Vec<&str> = log.lines().collect();
    let drawn = lines.iter().position(|line| line.contains("write(") && line.contains(r"\33[?1049h"));
    let drawn = drawn.unwrap_or_else(|| panic!("{what}: nothing is drawn:\n{log}"));
    (lines[..drawn].to_vec(), lines[drawn].split(' ').next().unwrap_or_default(), lines[drawn + 1..].to_vec())
}

#[test]
fn a_desk_shows_its_own_first_page_at_once_and_a_folder_behind_both_doors() {
    if !has_strace() {
        return;
    }
    let (folder, path) = log();
    let index = folder.path().join("index").display().to_string();
    let traced = |arguments: &str, page: &str| {
        // One lies ready. (Made once; the second time it is there.)
        let ready =
            format!("export WAYPOST_INDEX='{index}'; test -d '{index}' || \"$0\" index --to '{index}' > /dev/null");
        let line = format!("{ready}; exec strace -f -o {path} \"$0\" {arguments}");
        let terminal = Terminal::opens_by_shell(&line).shows(page).shows("F9 hide").settles();
        terminal.sends(b"\x03").ends(0).restores_the_terminal();
        fs::read_to_string(&path).unwrap()
    };
    let is_door = |line: &&&str| line.contains("seccomp(SECCOMP_SET_MODE_FILTER");
    for arguments in ["", "visa/t"] {
        let log = traced(arguments, "In danger now?");
        assert_eq!(log.matches(r#", "\33[?1049h"#).count(), 1, "the page is sent once");
        let guard = log.split(' ').next().unwrap();
        let (before, drawn_by, after) = first_frame(&log, arguments);
        assert_eq!(drawn_by, guard, "{arguments}");
        assert!(!before.iter().any(|line| line.contains(FORK)), "there is another process already");
        assert!(before.iter().any(|line| line.contains("manifest.json")), "the index comes behind it");
        let opened = after.iter().filter(|line| line.contains(" open") && !line.contains(" = -1 "));
        let of_disks: Vec<_> = opened.filter(|line| !line.contains("\"/proc/")).collect();
        assert!(of_disks.is_empty(), "a page that is there waits for a disk: {of_disks:?}");
        // All that can be foreign is read by a process that is locked.
        let keys = after.iter().position(|line| line.contains("read(0, ")).unwrap();
        assert_eq!(after[..keys].iter().filter(is_door).count(), 4, "{arguments}: two doors for each of them");
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/corpus");
    let log = traced(&format!("--corpus {folder}"), "F1 help");
    let guard = log.split(' ').next().unwrap();
    let (before, drawn_by, _) = first_frame(&log, "a folder");
    assert_ne!(drawn_by, guard);
    assert_eq!(before.iter().filter(is_door).count(), 4);
}

#[test]
fn what_cannot_be_locked_is_not_started() {
    if !has_strace() {
        return;
    }
    let refusing =
        |settings, call: &str| Site::with(&settings).around(&format!("strace -o /dev/null -e inject={call}")).opens();
    let without_landlock = "landlock_create_ruleset:error=EOPNOTSUPP";
    for (call, what) in [
        (without_landlock, "this kernel has no Landlock"),
        ("landlock_restrict_self:error=E2BIG", "Landlock cannot be set ("),
        ("seccomp:error=EINVAL", "seccomp cannot be set ("),
        ("prctl:error=EPERM", "PR_SET_DUMPABLE cannot be set ("),
    ] {
        let Some(terminal) = refusing(json!({}), call) else { return };
        let ended = terminal.ends(71).restores_the_terminal();
        let said = ended.terminal.screen().contents().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(&format!("waypost: cannot lock down this computer: {what}")), "{said}");
        assert!(!ended.terminal.bytes.contains(&0x1b), "nothing is drawn");
    }
    // Of Landlock alone the administrator may say that it need not be.
    let Some(terminal) = refusing(json!({ "allow_no_landlock": true }), without_landlock) else { return };
    let terminal = browsing(started(terminal));
    rustix::process::kill_process(traced(&terminal), Signal::TERM).unwrap();
    gone(terminal, 143);
}

/// A kiosk that is in the middle of its start, and what lets it go on: it reads the time zone, which nobody writes.
fn starting() -> Option<(Terminal, impl Sized)> {
    if namespace() != Some("unshare -m") {
        skip("another process's files cannot be seen");
        return None;
    }
    let terminal = Site::new().before("mkfifo /etc/localtime;").opens()?;
    let zone = format!("/proc/{}/root/etc/localtime", terminal.process().as_raw_nonzero());
    let mut writer = None;
    eventually("a kiosk that waits for the zone", || {
        // Before the site is made this is the computer's own file. Opening is refused until somebody reads.
        let is_made = fs::metadata(&zone).is_ok_and(|found| found.file_type().is_fifo());
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        writer = is_made.then(|| open(&zone, flags, Mode::empty()).ok()).flatten();
        writer.is_some()
    });
    Some((terminal, writer))
}

#[test]
fn a_signal_in_the_middle_of_the_start_does_what_it_always_does() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let Some((terminal, writer)) = starting() else { return };
        let terminal = terminal.signalled(signal);
        drop(writer);
        gone(terminal, code);
    }
    for signal in [Signal::INT, Signal::QUIT, Signal::TSTP, Signal::USR1] {
        let Some((terminal, writer)) = starting() else { return };
        let terminal = terminal.signalled(signal);
        drop(writer);
        ended(covered(terminal));
    }
}
