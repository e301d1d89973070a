//! waypost from outside, through a pseudo-terminal, beside the floor and `less`.
//!
//! Holds up to the goals of the design that no clock inside the program can
//! see: start to first full frame, key to frame, memory, wake-ups, bytes.
//! The floor is this very program with `--floor`: one write a frame, and
//! nothing else; it is what process and terminal cost by themselves. All start
//! in turn, so that noise falls on all alike: **the ratios count**, and of the
//! slowest keys the better of several runs. `benches/compare.sh` starts it.

#![allow(clippy::print_stdout, reason = "the table is for a person to read")]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Starts of each program; the middle one counts.
const STARTS: usize = 21;
/// Keys pressed in one program.
const KEYS: usize = 300;
/// So long without a byte ends a frame.
const QUIET: Duration = Duration::from_millis(25);
/// So long each program is watched doing nothing.
const IDLE: Duration = Duration::from_secs(5);
/// A long record, to scroll.
const LONG: &str = "visa/t";

const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
const ERASE: &str = "\x7f";

/// A program, the keys to press in it, the key that ends it.
struct Peer {
    name: &'static str,
    program: String,
    arguments: Vec<String>,
    keys: Vec<String>,
    quit: &'static str,
}

fn peers(long_file: &Path) -> Vec<Peer> {
    let peer = |name, program: &str, arguments: &[&str], keys, quit| Peer {
        name,
        program: program.to_owned(),
        arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
        keys,
        quit,
    };
    let there_and_back = |there: &str, back: &str| [vec![there.to_owned(); 12], vec![back.to_owned(); 12]].concat();
    let this = std::env::current_exe().expect("a program knows its path").display().to_string();
    let waypost = env!("CARGO_BIN_EXE_waypost");
    vec![
        peer("floor", &this, &["--floor"], there_and_back("j", "k"), "q"),
        peer("less", "less", &[&long_file.display().to_string()], there_and_back("j", "k"), "q"),
        peer("waypost, list", waypost, &[], there_and_back(DOWN, UP), "\x11"),
        peer("waypost, page", waypost, &[LONG], there_and_back("j", "k"), "\x11"),
        peer("waypost, search", waypost, &[], typed(), "\x11"),
    ]
}

/// Queries typed key by key and erased again: letters ask the index, erasing shows what was found before.
fn typed() -> Vec<String> {
    let queries =
        ["boss took passport", "t visa cost", "free legal help", "leave abusive husband", "police report safe"];
    let keys = |query: &str| {
        let letters: Vec<String> = query.chars().map(String::from).collect();
        [letters.clone(), vec![ERASE.to_owned(); letters.len()]].concat()
    };
    queries.into_iter().flat_map(keys).collect()
}

/// A program that runs on a terminal of 80 × 24.
struct Running {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    /// What it has written, each piece with the moment at which it came.
    screen: Receiver<(Instant, usize)>,
    begun: Instant,
    _terminal: Box<dyn MasterPty + Send>,
}

/// What followed a key, or a start: how long until the last byte, and how many there were.
#[derive(Clone, Copy)]
struct Frame {
    took: Duration,
    bytes: usize,
}

impl Peer {
    fn start(&self) -> Running {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.arguments);
        command.env("TERM", "xterm-256color");
        command.env_remove("LESS");
        let mut reader = pair.master.try_clone_reader().expect("a terminal can be read");
        let keyboard = pair.master.take_writer().expect("a terminal can be written to");
        let (sender, screen) = channel();
        // The moment is taken where the bytes arrive, so that passing them on costs nothing.
        thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(count) = reader.read(&mut bytes) {
                if count == 0 || sender.send((Instant::now(), count)).is_err() {
                    break;
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap_or_else(|error| panic!("{}: {error}", self.program));
        drop(pair.slave);
        Running { child, keyboard, screen, begun, _terminal: pair.master }
    }
}

impl Running {
    /// The frame that began at `begun`: all that comes until it is quiet.
    fn frame(&self, begun: Instant) -> Frame {
        let mut frame = Frame { took: Duration::ZERO, bytes: 0 };
        let mut wait = Duration::from_secs(5);
        while let Ok((moment, bytes)) = self.screen.recv_timeout(wait) {
            frame = Frame { took: moment.duration_since(begun), bytes: frame.bytes + bytes };
            wait = QUIET;
        }
        frame
    }

    fn press(&mut self, key: &str) -> Frame {
        let begun = Instant::now();
        self.keyboard.write_all(key.as_bytes()).expect("the program reads keys");
        self.frame(begun)
    }

    /// A figure of `/proc/<pid>/status`, of the program and all that it has started.
    fn status(&self, name: &str) -> u64 {
        let Some(pid) = self.child.process_id() else { return 0 };
        family(pid).into_iter().filter_map(|pid| status_of(pid, name)).sum()
    }

    fn end(mut self, quit: &str) {
        let _ = self.keyboard.write_all(quit.as_bytes());
        let _ = self.child.wait();
    }
}

fn family(pid: u32) -> Vec<u32> {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let below = children.split_whitespace().filter_map(|pid| pid.parse().ok()).flat_map(family);
    [pid].into_iter().chain(below).collect()
}

fn status_of(pid: u32, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}

/// What was measured of one program.
struct Figures {
    start: Duration,
    middle: Duration,
    slowest: Duration,
    bytes: usize,
    kilobytes: u64,
    wakes: u64,
}

fn measure(peer: &Peer, starts: &mut [Duration]) -> Figures {
    let mut running = peer.start();
    running.frame(running.begun);
    let kilobytes = running.status("VmHWM");
    let mut keys = peer.keys.iter().cycle();
    let mut press = |count: usize| -> Vec<Frame> { keys.by_ref().take(count).map(|key| running.press(key)).collect() };
    press(5);
    let frames = press(KEYS);
    let before = running.status("voluntary_ctxt_switches");
    thread::sleep(IDLE);
    let wakes = running.status("voluntary_ctxt_switches") - before;
    running.end(peer.quit);
    let mut times: Vec<Duration> = frames.iter().map(|frame| frame.took).collect();
    let mut bytes: Vec<usize> = frames.iter().map(|frame| frame.bytes).collect();
    times.sort();
    bytes.sort_unstable();
    starts.sort();
    Figures {
        start: starts[starts.len() / 2],
        middle: times[KEYS / 2],
        slowest: times[KEYS * 99 / 100],
        bytes: bytes[KEYS / 2],
        kilobytes,
        wakes,
    }
}

fn compare() {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let long_file = folder.path().join("long.txt");
    let lines = (0..100_000).fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "line {line} of a file that nobody reads to its end, as wide as most are");
        text
    });
    fs::write(&long_file, lines).expect("a file of a few megabytes");
    let peers = peers(&long_file);
    let mut starts = vec![Vec::new(); peers.len()];
    // The first round warms caches, and builds the index where there is none.
    for round in 0..=STARTS {
        for (peer, starts) in peers.iter().zip(&mut starts) {
            let running = peer.start();
            let frame = running.frame(running.begun);
            running.end(peer.quit);
            if round > 0 {
                starts.push(frame.took);
            }
        }
    }
    println!(
        "| program | start ms | × floor | key ms, p50 | × floor | p99 | bytes a frame | memory MB | wake-ups in 5 s |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut floor: Option<(f64, f64)> = None;
    for (peer, starts) in peers.iter().zip(&mut starts) {
        let figures = measure(peer, starts);
        let (start, middle, slowest) = (milli(figures.start), milli(figures.middle), milli(figures.slowest));
        let (floor_start, floor_key) = *floor.get_or_insert((start, middle));
        println!(
            "| {} | {start:.2} | {:.1} | {middle:.2} | {:.1} | {slowest:.2} | {} | {:.1} | {} |",
            peer.name,
            start / floor_start,
            middle / floor_key,
            figures.bytes,
            figures.kilobytes as f64 / 1024.0,
            figures.wakes,
        );
    }
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "\nmust: start 3.5, move and scroll 3.5 and 2 ms, search 4 and 3 ms, 1500 bytes, 10 MB, no wake-up. Load: {load}"
    );
}

fn milli(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The floor: a screen in one write, then a short one for each key, until `q`.
fn floor() -> io::Result<()> {
    let found = tcgetattr(io::stdin())?;
    let mut raw = found.clone();
    raw.make_raw();
    tcsetattr(io::stdin(), OptionalActions::Now, &raw)?;
    let mut out = io::stdout().lock();
    let lines = (1..=24).fold("\x1b[?1049h\x1b[2J".to_owned(), |mut screen, line| {
        let _ = write!(screen, "\x1b[{line};1H{:79}", "a line of the floor");
        screen
    });
    out.write_all(lines.as_bytes())?;
    out.flush()?;
    let mut key = [0];
    while io::stdin().read(&mut key)? == 1 && key != *b"q" {
        write!(out, "\x1b[1;1Hkey {}", key[0])?;
        out.flush()?;
    }
    out.write_all(b"\x1b[?1049l")?;
    out.flush()?;
    Ok(tcsetattr(io::stdin(), OptionalActions::Now, &found)?)
}

fn main() -> io::Result<()> {
    let asked = |name: &str| std::env::args().any(|argument| argument == name);
    if asked("--floor") {
        return floor();
    }
    // `cargo test --benches` starts it too, without this.
    if asked("--bench") {
        compare();
    }
    Ok(())
}
