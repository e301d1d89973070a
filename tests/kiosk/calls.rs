//! What a whole session asks of the kernel, as strace sees it: nothing started, nobody called, nothing written.
//!
//! A process that cannot be dumped shows no path to a tracer without rights, so a call is judged by its name and flags.

use super::memory::files;
use super::processes::{children, eventually};
use super::site::{F8, F9, Site, browsing, covered, home, noted, skip, started};
use super::support::program::{BINARY, Home};
use super::support::pty::Terminal;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Calls that start a program, call somebody, or leave something behind, whatever their arguments.
const NEVER: &[&str] = &[
    "execve",
    "execveat",
    "vfork",
    "socket",
    "socketpair",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "sendmsg",
    "sendmmsg",
    "creat",
    "mkdir",
    "mkdirat",
    "mknod",
    "mknodat",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "truncate",
    "ftruncate",
    "fallocate",
    "chmod",
    "fchmod",
    "fchmodat",
    "fchmodat2",
    "chown",
    "fchown",
    "lchown",
    "fchownat",
    "utime",
    "utimes",
    "utimensat",
    "futimesat",
    "setxattr",
    "lsetxattr",
    "fsetxattr",
    "memfd_create",
    "memfd_secret",
    "shm_open",
    "shmget",
    "msgget",
    "mq_open",
    "io_uring_setup",
    "ptrace",
    "process_vm_writev",
    "sendfile",
    "splice",
    "copy_file_range",
    "pwrite64",
    "pwritev",
    "pwritev2",
    "flock",
    "mount",
    "umount2",
    "bpf",
    "add_key",
    "kexec_load",
];

/// Flags of an open that may change a file.
const WRITES: &[&str] = &["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND", "O_TMPFILE"];

/// The guard's and the reader's own ways to the screen, opened before the guard locks itself: no file can be made or cut
/// by them.
const SCREENS: [&str; 2] = ["O_WRONLY|O_NOCTTY|O_NONBLOCK", "O_WRONLY|O_NOCTTY|O_LARGEFILE|O_CLOEXEC"];

/// A request that types keys for somebody or drives a console.
const REQUESTS: &[&str] = &["TIOCSTI", "TIOCLINUX", "VT_", "KDS", "KDG", "TIOCCONS"];

/// The faults in a log of `strace -f`.
fn faults(log: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut programs, mut screens, mut locked) = (0, 0, false);
    for line in log.lines() {
        // `12345 call(…`; a call that was interrupted goes on as `12345 <... call resumed>`.
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let Some((call, rest)) = rest.split_once('(') else { continue };
        if call.starts_with('<') || !call.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            continue;
        }
        locked |= call == "seccomp" && rest.contains("SECCOMP_SET_MODE_FILTER");
        let is_open = matches!(call, "open" | "openat" | "openat2");
        // The flags stand behind the path, which may hold anything.
        let flags = rest.rsplit_once("\", ").map_or(rest, |(_, flags)| flags);
        let bad = match call {
            "execve" => {
                programs += 1;
                programs > 1
            }
            _ if is_open && SCREENS.iter().any(|screen| flags.contains(screen)) && !flags.contains("O_CREAT") => {
                screens += 1;
                screens > 2 || locked || (rest.contains('"') && !rest.contains("\"/dev/"))
            }
            _ if is_open => WRITES.iter().any(|flag| flags.contains(flag)),
            "ioctl" => REQUESTS.iter().any(|request| rest.contains(request)),
            // Before it is locked, a library asks each of its pipes whether it is a socket.
            "sendto" => locked || rest.contains("AF_"),
            "clone" | "clone3" => rest.contains("CLONE_THREAD"),
            _ => NEVER.contains(&call),
        };
        if bad {
            faults.push(line.to_owned());
        }
    }
    if programs == 0 || !locked {
        faults.push("this is no whole log of a session".to_owned());
    }
    faults
}

pub fn has_strace() -> bool {
    let found =
        Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success());
    if !found {
        skip("there is no strace, or it may trace nothing");
    }
    found
}

/// A log of its own, which is not in the program's home.
pub fn log() -> (Home, String) {
    let folder = Home::new();
    let path = folder.path().join("log").display().to_string();
    (folder, path)
}

/// The program, which strace has started.
pub fn traced(terminal: &Terminal) -> rustix::process::Pid {
    let mut found = Vec::new();
    eventually("the program", || {
        found = children(terminal.process());
        found.len() == 1
    });
    found[0]
}

/// A session from the list on: a search, a page, find on the page, help, a language, a new size.
pub fn session(terminal: Terminal) -> Terminal {
    let terminal = terminal.sends(b"passport").shows("They took my passport").sends(b"\r").shows("18 U.S.C. 1597");
    let terminal =
        terminal.sends(b"\x1bOR").sends(b"visa\r").sends(b"\x1b").sends(b"\x1bOP").shows("Use the arrow keys");
    terminal
        .sends(b"\x7f")
        .resized_to(100, 30)
        .resized_to(80, 24)
        .sends(b"\x1bOQ")
        .shows("Kreyòl ayisyen")
        .sends(b"\x7f")
}

#[test]
fn a_kiosk_starts_nothing_calls_nobody_and_writes_nothing() {
    if !has_strace() {
        return;
    }
    let (_folder, path) = log();
    let terminal = Site::new().around(&format!("strace -f -o {path}")).opens_anyhow();
    let terminal = started(terminal);
    let before = files(terminal.home());
    let guard = traced(&terminal);
    let terminal = covered(session(browsing(terminal)).sends(F9));
    let terminal = terminal.sends(b"staff\r").shows("This computer has no staff PIN.").sends(F9);
    let terminal = started(session(browsing(home(covered(terminal)))).sends(F8));
    let terminal = noted(terminal);
    rustix::process::kill_process(guard, rustix::process::Signal::TERM).unwrap();
    let ended = terminal.ends(143);
    assert_eq!(faults(&fs::read_to_string(&path).unwrap()), Vec::<String>::new());
    assert_eq!(files(ended.terminal.home()), before);
}

#[test]
fn a_kiosk_without_an_index_makes_one_that_is_written_nowhere() {
    if !has_strace() {
        return;
    }
    let (_folder, path) = log();
    let site = Site::with(&serde_json::json!({ "index": "/nonexistent" })).around(&format!("strace -f -o {path}"));
    let Some(terminal) = site.opens() else { return };
    let terminal = started(terminal);
    let guard = traced(&terminal);
    let terminal = browsing(terminal).sends(b"passport").shows("They took my passport");
    rustix::process::kill_process(guard, rustix::process::Signal::TERM).unwrap();
    drop(terminal.ends(143));
    assert_eq!(faults(&fs::read_to_string(&path).unwrap()), Vec::<String>::new());
}

#[test]
fn a_desk_with_a_ready_index_starts_nothing_calls_nobody_and_writes_nothing() {
    if !has_strace() {
        return;
    }
    let (_folder, path) = log();
    let terminal = Terminal::opens_by_shell(&format!("exec strace -f -o {path} \"$0\""));
    let before = files(terminal.home());
    let terminal = session(terminal.shows("Search: type any word"));
    let terminal = covered(terminal.sends(F9)).sends(b"home\r").shows("Search: type any word").sends(b"\x11");
    let ended = terminal.ends(0).leaves_no_trace();
    assert_eq!(faults(&fs::read_to_string(&path).unwrap()), Vec::<String>::new());
    assert_eq!(files(ended.terminal.home()), before);
}

/// A real log: the same program, with a command that writes.
#[test]
fn a_program_that_writes_is_seen() {
    if !has_strace() {
        return;
    }
    let (folder, path) = log();
    let made = folder.path().join("made");
    let run = |arguments: &[&str]| {
        let status = Command::new("strace").args(["-f", "-o", &path, BINARY]).args(arguments).output().unwrap().status;
        assert!(status.success());
        faults(&fs::read_to_string(&path).unwrap())
    };
    let seen = run(&["index", "--to", made.to_str().unwrap()]);
    let names = |name: &str| seen.iter().any(|line| line.contains(name));
    assert!(names("mkdir") && names("O_WRONLY|O_CREAT") && names("rename"), "{seen:?}");
    assert!(Path::new(&made).is_dir());
}

/// A made-up session that is sound.
const SOUND: &str = "\
100 execve(\"/usr/bin/waypost\", [\"waypost\", \"--kiosk\"], 0x7ffd /* 1 var */) = 0
100 openat(AT_FDCWD, \"/lib/libc.so.6\", O_RDONLY|O_CLOEXEC) = 3
100 openat(AT_FDCWD, \"/dev/pts/1\", O_WRONLY|O_NOCTTY|O_NONBLOCK|O_LARGEFILE|O_CLOEXEC) = 3
100 sendto(4, \"\", 0, MSG_DONTWAIT, NULL, 0) = -1 ENOTSOCK (Socket operation on non-socket)
100 seccomp(SECCOMP_SET_MODE_FILTER, 0, {len=200, filter=0x55d0}) = 0
100 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f) = 101
101 openat(AT_FDCWD, 0x7f0010, O_RDONLY|O_CLOEXEC) = -1 EACCES (Permission denied)
101 write(1, \"O_CREAT execve(\", 15 <unfinished ...>
100 poll([{fd=0, events=POLLIN}], 1, -1 <unfinished ...>
101 <... write resumed>) = 15
100 kill(101, SIGKILL) = 0
101 +++ killed by SIGKILL +++
";

#[test]
fn the_judge_goes_red_on_each_thing_that_must_not_be() {
    assert_eq!(faults(SOUND), Vec::<String>::new());
    for line in [
        "101 openat(AT_FDCWD, \"/tmp/x\", O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, 0666) = 5",
        "101 openat(AT_FDCWD, 0x7f0010, O_RDWR|O_CLOEXEC) = -1 EACCES (Permission denied)",
        "100 open(0x7f0010, O_WRONLY|O_APPEND <unfinished ...>",
        "100 openat(AT_FDCWD, \"/dev/pts/1\", O_WRONLY|O_NOCTTY|O_NONBLOCK|O_CLOEXEC) = 3",
        "100 execve(\"/bin/sh\", [\"sh\"], 0x7ffd /* 1 var */) = -1 EPERM (Operation not permitted)",
        "101 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 4",
        "100 mkdirat(AT_FDCWD, 0x7f0010, 0700) = 0",
        "100 sendto(4, \"\", 0, MSG_DONTWAIT, NULL, 0) = -1 ENOTSOCK (Socket operation on non-socket)",
        "100 unlink(0x7f0010 <unfinished ...>",
        "100 ioctl(0, TIOCSTI, \"x\") = -1 EPERM (Operation not permitted)",
        "100 clone3({flags=CLONE_VM|CLONE_THREAD|CLONE_SIGHAND}, 88) = 102",
    ] {
        assert_eq!(faults(&format!("{SOUND}{line}\n")), [line]);
    }
    assert_ne!(faults(""), Vec::<String>::new());
    assert_ne!(faults(SOUND.split("100 seccomp").next().unwrap()), Vec::<String>::new());
}
