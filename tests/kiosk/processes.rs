//! A look into the program's processes: which there are, what they do, what stands in their memory.

use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, File, OpenOptions};
use std::io::BufRead;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long something may take that is not in the program's hands.
const DEADLINE: Duration = Duration::from_secs(30);

fn proc(process: Pid, file: &str) -> PathBuf {
    Path::new("/proc").join(process.as_raw_nonzero().to_string()).join(file)
}

/// The fields of `/proc/PID/stat` behind the name: state, parent, …
fn stat(process: Pid) -> Option<Vec<String>> {
    let text = fs::read_to_string(proc(process, "stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

/// The children of a process.
pub fn children(of: Pid) -> Vec<Pid> {
    let parent = of.as_raw_nonzero().to_string();
    let all = fs::read_dir("/proc").unwrap().flatten();
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok().and_then(Pid::from_raw));
    numbers.filter(|&process| stat(process).is_some_and(|stat| stat[1] == parent && stat[0] != "Z")).collect()
}

/// The guard's reader, once there is one.
#[track_caller]
pub fn reader(guard: Pid) -> Pid {
    let mut found = None;
    eventually("a reader", || {
        found = children(guard).pop();
        found.is_some()
    });
    assert_eq!(children(guard).len(), 1, "one reader");
    found.unwrap()
}

/// Waits until `done`.
#[track_caller]
pub fn eventually(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !done() {
        assert!(Instant::now() < deadline, "{what} has not come");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Stops a process where it is.
#[track_caller]
pub fn stop(process: Pid) {
    kill_process(process, Signal::STOP).unwrap();
    eventually("a process that is stopped", || is_stopped(process));
}

/// Whether a process stands still.
pub fn is_stopped(process: Pid) -> bool {
    stat(process).is_some_and(|stat| stat[0] == "T")
}

/// Makes a process run in a circle from its next step on, by putting a jump to itself there. Whether that was allowed.
#[track_caller]
pub fn spin(process: Pid) -> bool {
    const CIRCLE: &[u8] = if cfg!(target_arch = "aarch64") { &[0, 0, 0, 0x14] } else { &[0xeb, 0xfe] };
    // While it waits in a call, the last number is where it will go on.
    let mut at = None;
    eventually("a process that waits", || match fs::read_to_string(proc(process, "syscall")) {
        Ok(text) if text.trim() == "running" => false,
        Ok(text) => {
            at = text.trim().rsplit_once("0x").and_then(|(_, number)| u64::from_str_radix(number, 16).ok());
            true
        }
        Err(_) => true,
    });
    let Some(at) = at else { return false };
    let memory = OpenOptions::new().write(true).open(proc(process, "mem"));
    memory.is_ok_and(|memory| memory.write_all_at(CIRCLE, at).is_ok())
}

/// Waits until a process has spent so many ticks of a processor more.
#[track_caller]
pub fn is_busy(process: Pid, ticks: u64) {
    let spent = || stat(process).map_or(0, |stat| stat[11].parse::<u64>().unwrap());
    let before = spent();
    eventually("a process that is busy", || spent() >= before + ticks);
}

/// Whether `bytes` stand in the memory of a process. None where one may not look.
pub fn holds(process: Pid, bytes: &[u8]) -> Option<bool> {
    const PIECE: usize = 1 << 20;
    let maps = fs::read_to_string(proc(process, "maps")).ok()?;
    let memory = File::open(proc(process, "mem")).ok()?;
    assert!(!maps.is_empty(), "a process has memory");
    let mut piece = vec![0; PIECE + bytes.len()];
    for line in maps.lines() {
        let (range, rest) = line.split_once(' ').unwrap();
        if !rest.starts_with('r') || rest.contains("[v") {
            continue;
        }
        let (start, end) = range.split_once('-').unwrap();
        let (start, end) = (u64::from_str_radix(start, 16).unwrap(), u64::from_str_radix(end, 16).unwrap());
        for at in (start..end).step_by(PIECE) {
            let length = usize::try_from(end - at).unwrap().min(piece.len());
            let Ok(count) = memory.read_at(&mut piece[..length], at) else { continue };
            let mut rest = &piece[..count];
            while rest.skip_until(bytes[0]).unwrap() > 0 {
                if rest.starts_with(&bytes[1..]) {
                    return Some(true);
                }
            }
        }
    }
    Some(false)
}

/// What stands in a file of `/proc/PID`; None where one may not look.
pub fn says(process: Pid, file: &str) -> Option<Vec<u8>> {
    fs::read(proc(process, file)).ok()
}

/// The descriptors of a process, each with what it is.
pub fn descriptors(process: Pid) -> Option<Vec<(u32, String)>> {
    let entries = fs::read_dir(proc(process, "fd")).ok()?.flatten();
    let mut all: Vec<(u32, String)> = entries
        .map(|entry| {
            let target = fs::read_link(entry.path()).map(|path| path.display().to_string()).unwrap_or_default();
            (entry.file_name().to_str().unwrap().parse().unwrap(), target)
        })
        .collect();
    all.sort_unstable();
    Some(all)
}
