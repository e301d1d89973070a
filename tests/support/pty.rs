//! The program on a pseudo-terminal, with a screen that understands what it sends.
//!
//! Nothing here sleeps: a test waits until the screen shows something, or the
//! program ends, and fails after a deadline.

use super::program::{BINARY, Home};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtyPair, PtySize, SlavePty, native_pty_system};
use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::tcgetattr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};
use vt100::{MouseProtocolMode, Parser, Screen};

/// How long the screen may take to show what a test waits for; a slow machine with a debug build is well below it.
const DEADLINE: Duration = Duration::from_secs(30);
/// What stands on the terminal before the program starts.
pub const BEFORE: &str = "$ waypost";

enum Event {
    /// With the moment at which they came.
    Bytes(Vec<u8>, Instant),
    Ended(ExitStatus),
    Closed,
}

/// A terminal with the program on it.
pub struct Terminal {
    home: Home,
    master: Option<Box<dyn MasterPty + Send>>,
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    events: Receiver<Event>,
    sender: Sender<Event>,
    unplugged: Arc<AtomicBool>,
    held: Arc<AtomicBool>,
    reading: Thread,
    parser: Parser,
    /// All that the program has sent.
    pub bytes: Vec<u8>,
    /// When the last of them came.
    pub came: Instant,
    settings: String,
    running: Option<Pid>,
    status: Option<ExitStatus>,
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Terminal {
    /// Opens the program on an 80 × 24 terminal with these variables.
    pub fn opens(variables: &[(&str, &str)]) -> Terminal {
        let mut terminal = Terminal::empty();
        let mut command = CommandBuilder::new(BINARY);
        terminal.environment(&mut command, variables);
        terminal.starts(&command);
        terminal
    }

    /// The same by way of a shell line, in which `$0` is the program.
    pub fn opens_by_shell(line: &str) -> Terminal {
        let mut terminal = Terminal::empty();
        terminal.runs_shell(line);
        terminal
    }

    /// A terminal with nothing on it but what was there before.
    pub fn empty() -> Terminal {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let PtyPair { master, slave } = native_pty_system().openpty(size).unwrap();
        let (sender, events) = channel();
        let unplugged = Arc::new(AtomicBool::new(false));
        let held = Arc::new(AtomicBool::new(false));
        let reading =
            read_on(master.try_clone_reader().unwrap(), sender.clone(), Arc::clone(&unplugged), Arc::clone(&held));
        let mut parser = Parser::new(cells(24), cells(80), 1000);
        parser.process(BEFORE.as_bytes());
        parser.process(b"\r\n");
        let writer = master.take_writer().unwrap();
        let settings = settings(&*master);
        Terminal {
            home: Home::new(),
            master: Some(master),
            slave: Some(slave),
            writer: Some(writer),
            events,
            sender,
            unplugged,
            held,
            reading,
            parser,
            bytes: Vec::new(),
            came: Instant::now(),
            settings,
            running: None,
            status: None,
        }
    }

    fn environment(&self, command: &mut CommandBuilder, variables: &[(&str, &str)]) {
        command.env_clear();
        for (name, value) in self.home.environment() {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in variables {
            command.env(name, value);
        }
    }

    /// Runs a shell line in which `$0` is the program.
    pub fn runs_shell(&mut self, line: &str) {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", line, BINARY]);
        self.environment(&mut command, &[]);
        self.starts(&command);
    }

    /// Runs a shell line to its end, and takes the settings that it leaves as those that were found.
    pub fn prepared_by(mut self, line: &str) -> Terminal {
        self.runs_shell(line);
        self.wait(|terminal| terminal.status.is_some());
        self.status = None;
        self.settings = settings(self.master.as_deref().unwrap());
        self
    }

    fn starts(&mut self, command: &CommandBuilder) {
        let mut child = self.slave.as_ref().unwrap().spawn_command(command.clone()).unwrap();
        self.running = child.process_id().and_then(|id| Pid::from_raw(id.try_into().unwrap()));
        let sender = self.sender.clone();
        thread::spawn(move || sender.send(Event::Ended(Child::wait(&mut *child).unwrap())));
    }

    /// Takes in what the program sends until `done`.
    #[track_caller]
    fn wait(&mut self, done: impl Fn(&Terminal) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !done(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(event) => self.take(event),
                Err(_) => panic!("what was waited for has not come:\n{}", self.screen().contents()),
            }
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Bytes(bytes, came) => {
                self.parser.process(&bytes);
                self.bytes.extend(bytes);
                self.came = came;
            }
            Event::Ended(status) => {
                self.running = None;
                self.status = Some(status);
            }
            Event::Closed => self.unplugged.store(true, Ordering::SeqCst),
        }
    }

    /// The program's process, while it runs.
    pub fn process(&self) -> Pid {
        self.running.expect("a program that runs")
    }

    /// The folder that is its home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Waits until what has been sent is as `done` wants it.
    #[track_caller]
    pub fn until_sent(mut self, done: impl Fn(&[u8]) -> bool) -> Terminal {
        self.wait(|terminal| done(&terminal.bytes));
        self
    }

    /// Takes nothing from the program any more, but for what is on its way, until [`Terminal::lets_go`].
    pub fn holds_back(self) -> Terminal {
        self.held.store(true, Ordering::SeqCst);
        self
    }

    /// See [`Terminal::holds_back`].
    pub fn lets_go(self) -> Terminal {
        self.held.store(false, Ordering::SeqCst);
        self.reading.unpark();
        self
    }

    /// Waits until the program has sent nothing for a moment, long enough for the end of a frame.
    #[track_caller]
    pub fn settles(mut self) -> Terminal {
        while let Ok(event) = self.events.recv_timeout(Duration::from_millis(150)) {
            self.take(event);
        }
        self
    }

    /// Takes in what the program sends for so long.
    #[track_caller]
    pub fn for_a_while(mut self, time: Duration) -> Terminal {
        let end = Instant::now() + time;
        while let Ok(event) = self.events.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.take(event);
        }
        self
    }

    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// Waits until the screen is as `done` wants it.
    #[track_caller]
    pub fn until(mut self, done: impl Fn(&Screen) -> bool) -> Terminal {
        self.wait(|terminal| done(terminal.screen()));
        self
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    pub fn shows(self, text: &str) -> Terminal {
        self.until(|screen| screen.contents().contains(text))
    }

    pub fn sends(mut self, bytes: &[u8]) -> Terminal {
        self.writer.as_mut().unwrap().write_all(bytes).unwrap();
        self
    }

    pub fn signalled(self, signal: Signal) -> Terminal {
        kill_process(self.process(), signal).unwrap();
        self
    }

    pub fn resized_to(mut self, width: u16, height: u16) -> Terminal {
        self.parser.set_size(cells(height), cells(width));
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self
    }

    /// Waits until the program has ended and all that it sent has come.
    #[track_caller]
    pub fn ends(mut self, code: u32) -> Ended {
        self.wait(|terminal| terminal.status.is_some());
        let after = self.master.as_deref().map(|master| settings(master));
        drop(self.slave.take());
        self.wait(|terminal| terminal.unplugged.load(Ordering::SeqCst));
        let status = self.status.take().unwrap();
        assert_eq!(status.exit_code(), code, "{status:?}\n{}", self.screen().contents());
        Ended { after, terminal: self }
    }

    /// Closes the terminal's window: nobody reads or writes any more.
    #[track_caller]
    pub fn closes(mut self, code: u32) {
        // The thread that reads sees it at the next bytes; a new size brings them.
        self.unplugged.store(true, Ordering::SeqCst);
        self = self.resized_to(79, 23);
        while !matches!(self.events.recv_timeout(DEADLINE), Ok(Event::Closed)) {}
        drop((self.writer.take(), self.slave.take(), self.master.take()));
        self.wait(|terminal| terminal.status.is_some());
        assert_eq!(self.status.take().map(|status| status.exit_code()), Some(code));
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(program) = self.running {
            // A test has failed: nobody else will end it.
            let _ = kill_process(program, Signal::KILL);
        }
    }
}

/// Hands on what comes from the terminal until that is closed.
fn read_on(
    mut reader: Box<dyn Read + Send>,
    sender: Sender<Event>,
    unplugged: Arc<AtomicBool>,
    held: Arc<AtomicBool>,
) -> Thread {
    let spawned = thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            if unplugged.load(Ordering::SeqCst)
                || sender.send(Event::Bytes(bytes[..count].to_vec(), Instant::now())).is_err()
            {
                break;
            }
            while held.load(Ordering::SeqCst) {
                thread::park();
            }
        }
        drop(reader);
        let _ = sender.send(Event::Closed);
    });
    spawned.thread().clone()
}

/// The terminal's settings. Not by the master's own call: with musl that shows also what the kernel has not filled in.
fn settings(master: &dyn MasterPty) -> String {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let terminal = open(master.tty_name().unwrap(), flags, Mode::empty()).unwrap();
    format!("{:?}", tcgetattr(terminal).unwrap())
}

/// A terminal that the program has left.
pub struct Ended {
    after: Option<String>,
    pub terminal: Terminal,
}

impl Ended {
    /// The terminal is as it was found, and nothing of the program stands on it.
    #[track_caller]
    pub fn leaves_no_trace(self) -> Ended {
        let screen = self.terminal.screen();
        assert_eq!(screen.contents().trim_end(), BEFORE, "what was there before, and nothing else");
        assert_eq!(screen.scrollback_len(), 0, "nothing has scrolled away");
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        self.restores_the_terminal()
    }

    /// Cursor, mouse, keyboard and colours are as they were found.
    #[track_caller]
    pub fn restores_the_terminal(self) -> Ended {
        let screen = self.terminal.screen();
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        assert!(!screen.bracketed_paste() && !screen.application_cursor() && !screen.application_keypad());
        assert!(!screen.bold() && !screen.inverse() && !screen.underline());
        assert_eq!((screen.fgcolor(), screen.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
        assert_eq!(self.after.as_ref(), Some(&self.terminal.settings), "the terminal's settings");
        self
    }

    /// The screen as a terminal without an alternate one would show it now.
    pub fn without_an_alternate_screen(&self) -> String {
        let mut parser = Parser::new(cells(24), cells(80), 1000);
        let sent = String::from_utf8_lossy(&self.terminal.bytes).replace("\x1b[?1049h", "").replace("\x1b[?1049l", "");
        parser.process(sent.as_bytes());
        parser.screen_mut().set_scrollback(usize::MAX);
        parser.screen().contents()
    }
}
