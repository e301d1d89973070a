//! The guard: the process that owns terminal, keyboard, signals and time, and knows nothing of what is read.
//!
//! Its mind is [`step`], which acts on nothing; this loop waits, hands it what
//! comes, and does what it says. The reader is another process ([`child`]), so
//! that one which hangs, spins or fails cannot hold the screen, and to end it is
//! to forget all that it knew. One blocking wait and no tick: while nobody
//! presses a key, nothing runs.

mod child;
mod clock;
mod keys;
mod pipes;
pub mod scan;
pub mod screen;
pub mod settings;
mod signals;
pub mod step;
pub mod words;

use crate::error::Error;
use crate::frames::LARGEST;
use crate::lang::Lang;
use crate::pin::Pin;
use crate::sandbox;
use crate::terminal::{self, Terminal};
use crate::text::size::Size;
use child::Child;
use clock::{Alarm, now};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use settings::Settings;
use signals::Signals;
use std::collections::VecDeque;
use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};
use step::{Guard, Input, Output, Signal};
use zeroize::{Zeroize, Zeroizing};

pub use child::{Lock, aside};
pub use signals::hold as hold_signals;

/// Ends the reader when the guard itself has failed, before anything else is drawn.
pub fn abandon() {
    child::kill_whoever_is_alive();
}

/// How a session begins: what a reader is told before it takes over.
pub struct Start {
    /// The language.
    pub lang: Lang,
    /// The size of the terminal.
    pub size: Size,
    /// Whether it is the first of this run.
    pub first: bool,
    /// Where what the guard must know is written.
    pub events: OwnedFd,
}

/// What is done in a reader's process; what it returns is that process's exit code.
pub type Reads<'a> = Box<dyn FnOnce(Start) -> u8 + 'a>;

/// What the guard works with.
pub struct Watch<'a> {
    /// How it behaves.
    pub settings: Settings,
    /// What it owns.
    pub terminal: &'a Terminal,
    /// Asked before each reader is forked. In the guard the answer is dropped, with all that it holds.
    pub reader: &'a dyn Fn() -> Reads<'a>,
    /// How that process is locked.
    pub lock: Lock,
    /// The staff's PIN, where there is one.
    pub pin: Option<&'a Pin>,
    /// Called when all that the guard needs is open: it locks itself down.
    pub lock_down: &'a dyn Fn() -> Result<(), Error>,
}

/// Watches over readers until the program ends: the exit code.
///
/// # Errors
/// Exit 70 where the system gives no pipe or no clock, and what `lock_down` reports.
pub fn run<'a>(watch: &'a Watch<'a>) -> Result<u8, Error> {
    let mut eyes = Eyes::open().map_err(|_| Error::internal())?;
    (watch.lock_down)()?;
    watch.terminal.send(screen::title(&watch.settings));
    let size = terminal::size();
    let (mut guard, first) = Guard::new(watch.settings.clone(), size, now());
    sandbox::keep_out_of_swap(&eyes.keys[..]);
    sandbox::keep_out_of_swap(guard.pin_memory());
    let mut hands = Hands { watch, size, child: None, begun: 0, owed: Zeroizing::default() };
    let mut code = hands.carry_out(first, &mut guard);
    let ended = loop {
        if let Some(code) = code {
            break Ok(code);
        }
        // Without the time nothing would be cleared when nobody is there.
        if eyes.alarm.set(guard.deadline()).is_err() {
            break Err(Error::internal());
        }
        code = eyes.look(&mut hands, &mut guard);
    };
    hands.end_reader();
    watch.terminal.send(&screen::farewell(&watch.settings));
    ended
}

/// What the guard sees: keyboard, signals, the moment that is next.
struct Eyes {
    signals: Signals,
    alarm: Alarm,
    /// The bytes of one read of the keyboard; wiped when they were dealt with.
    keys: Zeroizing<[u8; LARGEST]>,
}

impl Eyes {
    fn open() -> io::Result<Eyes> {
        Ok(Eyes { signals: Signals::new()?, alarm: Alarm::new()?, keys: Zeroizing::new([0; LARGEST]) })
    }

    /// Waits until something happens, and deals with it. The exit code, where that was the end.
    fn look(&mut self, hands: &mut Hands<'_>, guard: &mut Guard) -> Option<u8> {
        let keyboard = rustix::stdio::stdin();
        let mut watched = vec![PollFd::new(&keyboard, PollFlags::IN)];
        let bell = self.alarm.bell();
        let events = hands.child.as_ref().map(Child::events);
        watched.extend(events.iter().map(|events| PollFd::new(events, PollFlags::IN)));
        watched.extend(bell.iter().map(|bell| PollFd::new(bell, PollFlags::IN)));
        let behind = hands.child.as_ref().and_then(Child::behind);
        watched.extend(behind.iter().map(|frames| PollFd::new(frames, PollFlags::OUT)));
        let screen = (!hands.owed.is_empty()).then(|| hands.watch.terminal.screen());
        watched.extend(screen.iter().map(|screen| PollFd::new(screen, PollFlags::OUT)));
        watched.extend(self.signals.watched());
        // A wait that was cut short is a signal; its pipe says which.
        let _ = poll(&mut watched, self.alarm.limit().as_ref());
        let pressed = !watched[0].revents().is_empty();
        let said = events.is_some() && !watched[1].revents().is_empty();
        drop(watched);
        for signal in self.signals.came() {
            if let Input::Size(size) = signal {
                hands.size = size;
            }
            if let Input::Signal(Signal::Continue) = signal {
                // Whoever stopped the program may have changed the terminal; one that is gone is noticed below.
                let _ = hands.watch.terminal.raw();
            }
            if let Some(code) = hands.tell(signal, guard) {
                return Some(code);
            }
        }
        if said && let Some(code) = hands.listen(guard) {
            return Some(code);
        }
        hands.pay();
        hands.child.iter_mut().for_each(|child| child.catch_up(hands.size));
        // What was typed may have been dropped meanwhile, with the reader that it was meant for.
        if pressed && has_input(keyboard) {
            let code = self.take_keys(hands, guard);
            self.keys.zeroize();
            return code;
        }
        hands.tell(Input::Time, guard)
    }

    fn take_keys(&mut self, hands: &mut Hands<'_>, guard: &mut Guard) -> Option<u8> {
        match rustix::io::read(rustix::stdio::stdin(), &mut self.keys[..]) {
            Ok(count) if count > 0 => hands.tell(Input::Bytes(&self.keys[..count]), guard),
            Err(Errno::INTR | Errno::AGAIN) => None,
            // Nothing to read, EIO: the terminal is gone.
            _ => hands.tell(Input::Signal(Signal::HangUp), guard),
        }
    }
}

/// Whether a read would not wait.
fn has_input(keyboard: BorrowedFd<'_>) -> bool {
    let mut watched = [PollFd::new(&keyboard, PollFlags::IN)];
    poll(&mut watched, Some(&Timespec::default())).is_ok_and(|count| count > 0)
}

/// What the guard does: paints, begins and ends readers.
struct Hands<'a> {
    watch: &'a Watch<'a>,
    size: Size,
    child: Option<Child>,
    /// How many readers have begun.
    begun: usize,
    /// The rest of a screen that the terminal has not taken yet.
    owed: Zeroizing<Vec<u8>>,
}

impl Hands<'_> {
    /// Tells the mind, and does what it says.
    fn tell(&mut self, input: Input<'_>, guard: &mut Guard) -> Option<u8> {
        let outputs = guard.step(input, now());
        self.carry_out(outputs, guard)
    }

    /// Tells the mind what the reader has said.
    fn listen(&mut self, guard: &mut Guard) -> Option<u8> {
        match self.child.as_mut()?.said() {
            Some(events) => events.into_iter().find_map(|event| self.tell(Input::Event(event), guard)),
            None => {
                self.end_reader();
                self.tell(Input::ReaderDied, guard)
            }
        }
    }

    fn carry_out(&mut self, outputs: Vec<Output>, guard: &mut Guard) -> Option<u8> {
        let mut outputs = VecDeque::from(outputs);
        while let Some(output) = outputs.pop_front() {
            match output {
                Output::Start(lang) if !self.start(lang) => outputs.extend(guard.step(Input::ReaderDied, now())),
                Output::Start(_) => {}
                Output::Kill => self.end_reader(),
                Output::Pause => self.child.iter().for_each(Child::pause),
                Output::Resume => self.child.iter().for_each(Child::resume),
                Output::Send(frame) => self.child.iter_mut().for_each(|child| child.send(&frame)),
                Output::Paint(screen) => {
                    self.owed = Zeroizing::new(screen::paint(&screen, &self.watch.settings, self.size));
                    self.pay();
                }
                Output::CheckPin => {
                    let right = self.watch.pin.is_some_and(|pin| pin.check(guard.pin()));
                    outputs.extend(guard.step(Input::Pin(right), now()));
                }
                Output::End(code) => return Some(code),
            }
        }
        None
    }

    /// Sends what is owed; what the terminal does not take stays owed until it takes something again.
    fn pay(&mut self) {
        let sent = self.watch.terminal.send(&self.owed);
        self.owed.drain(..sent);
        if self.owed.is_empty() {
            // What was typed on the cover stood in it.
            self.owed = Zeroizing::default();
        }
    }

    /// Forks a reader. Whether there is one.
    fn start(&mut self, lang: Lang) -> bool {
        self.owed = Zeroizing::default();
        let (size, first) = (self.size, self.begun == 0);
        self.begun += 1;
        let reads = (self.watch.reader)();
        let read = |events| reads(Start { lang, size, first, events });
        self.child = Child::fork(self.watch.lock, self.watch.terminal.for_reader(), read).ok();
        self.child.is_some()
    }

    /// Kills and reaps the reader, and drops what it wrote and nobody has seen yet, and the keys that were meant for it.
    fn end_reader(&mut self) {
        if let Some(child) = self.child.take() {
            child.kill();
            self.watch.terminal.drop_waiting();
            self.watch.terminal.send(screen::WIPE);
        }
    }
}
