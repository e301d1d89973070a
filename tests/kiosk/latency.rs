//! How long it takes from the last byte of the hide key to the last byte of the cover.

use super::processes::{is_busy, reader, spin, stop};
use super::site::{F9, browsing, covered, ended, home, opened, skip};
use super::support::pty::Terminal;
use std::time::{Duration, Instant};

/// What the reader is doing when the key is pressed.
#[derive(Clone, Copy, Debug)]
pub enum Situation {
    /// Nothing.
    Idle,
    /// Drawing a list for a key that is held down.
    Drawing,
    /// Stopped by a signal.
    Stopped,
    /// Running in a circle.
    Spinning,
    /// Buried under 50 MB of letters.
    Flooded,
}

/// What the cover ends with, on a screen of 24 rows.
const END: &[u8] = b"\x1b[24;1HFind: ";

const FLOOD: usize = 50 << 20;

/// Hides once, from a session to the cover. None where the situation cannot be brought about here.
#[track_caller]
fn once(terminal: Terminal, situation: Situation) -> Option<(Terminal, Duration)> {
    let mut terminal = browsing(terminal);
    match situation {
        Situation::Idle => {}
        Situation::Drawing => {
            // As a keyboard repeats, only faster: a frame is always under way.
            for key in [b"\x1b[B", b"\x1b[A"].iter().cycle().take(40) {
                terminal = terminal.sends(*key).for_a_while(Duration::from_millis(2));
            }
            terminal = terminal.sends(b"\x1b[B");
        }
        Situation::Stopped => {
            stop(reader(terminal.process()));
            terminal = terminal.sends(b"visa");
        }
        Situation::Spinning => {
            let reader = reader(terminal.process());
            if !spin(reader) {
                skip("another process's memory cannot be written");
                return None;
            }
            terminal = terminal.sends(b"v");
            is_busy(reader, 2);
        }
        Situation::Flooded => {
            let letters = b"the quick brown fox ".repeat(FLOOD / 20);
            terminal = terminal.sends(&letters);
        }
    }
    let before = terminal.bytes.len();
    let terminal = terminal.sends(F9);
    let pressed = Instant::now();
    let terminal = terminal.until_sent(|bytes| bytes[before.saturating_sub(END.len())..].ends_with(END));
    let took = terminal.came.saturating_duration_since(pressed);
    Some((covered(terminal), took))
}

/// The median of five is within so many milliseconds. A single one may be late where the machine does something else;
/// `measure` shows the worst.
#[track_caller]
pub fn hides_within(situation: Situation, milliseconds: u64) {
    let Some(took) = times(situation, 5) else { return };
    assert!(took[2] <= Duration::from_millis(milliseconds), "{situation:?}: {took:?}");
}

/// So many times, the shortest first.
#[track_caller]
fn times(situation: Situation, count: usize) -> Option<Vec<Duration>> {
    let mut terminal = opened();
    let mut all = Vec::new();
    for _ in 0..count {
        let (covered, took) = once(terminal, situation)?;
        all.push(took);
        terminal = home(covered);
    }
    ended(terminal);
    all.sort_unstable();
    Some(all)
}

/// `cargo test --release --test kiosk measure -- --ignored --nocapture`
#[test]
#[ignore = "a measurement of some minutes"]
fn measure() {
    println!("{:10} {:>9} {:>9} {:>9}", "reader", "median", "p99", "worst");
    for situation in [Situation::Idle, Situation::Drawing, Situation::Stopped, Situation::Spinning, Situation::Flooded]
    {
        let Some(took) = times(situation, 200) else { continue };
        let shown = |at: usize| format!("{:.1} ms", took[at].as_secs_f64() * 1000.0);
        println!("{:10} {:>9} {:>9} {:>9}", format!("{situation:?}"), shown(99), shown(197), shown(199));
    }
}
