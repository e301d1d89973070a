//! The guard's mind, driven with anything, against what must hold always.

use super::Data;
use jiff::civil::date;
use std::time::Duration;
use waypost::guard::scan::{Found, Scanner};
use waypost::guard::screen::{Screen, paint};
use waypost::guard::settings::{CoverPage, Place, Settings};
use waypost::guard::step::{Event, Frame, Guard, Input, Output, Signal};
use waypost::lang::Lang;
use waypost::text::scrub::allowed;
use waypost::text::size::Size;
use waypost::text::width::width;

const PIN: &str = "4711x9";
/// Later than this after the deadline, time has jumped.
const JUMP: Duration = Duration::from_secs(10);

const TYPED: [&[u8]; 24] = [
    b"home\r",
    b"staff\r",
    b"soup\r",
    b"4711x9\r",
    b"4711x9",
    b"wrong\r",
    b"\r",
    b"1",
    b"2",
    b"3",
    b"9",
    b"\x1b",
    b"\x1b[",
    b"\x1b[A",
    b"\x1b[B",
    b"\x1b[6~",
    b"\x7f",
    b"\x1b[19~",
    b"\x1b[20~",
    b"\x18",
    b"\x03",
    b"\x11",
    b"\x1b\x1b\x1b",
    b"secret \xc3",
];

/// In milliseconds.
const TIMES: [u64; 16] = [
    0,
    1,
    50,
    700,
    1000,
    1500,
    3000,
    5000,
    10_000,
    10_001,
    20_000,
    30_000,
    60_000,
    600_000,
    90_000_000,
    40_000_000_000_000,
];

/// First bytes: whether screens are painted, which takes longest; the settings. Then what happens, each a byte and what belongs to it.
pub fn step(data: &[u8]) {
    let mut data = Data(data);
    let mut machine = Machine::new(&mut data);
    while !data.is_empty() && !machine.ended {
        match data.byte() % 14 {
            0 | 1 => {
                let count = usize::from(data.byte() & 63);
                machine.input(Input::Bytes(data.bytes(count)));
            }
            2..=4 => machine.input(Input::Bytes(data.one(&TYPED))),
            5 => machine.tick(),
            6 => machine.now += Duration::from_millis(data.one(&TIMES)),
            7 => {
                let lang = data.one(&Lang::all().collect::<Vec<_>>());
                let said =
                    [Event::Ready, Event::Finish, Event::Hide, Event::Language(lang), Event::Quit, Event::Unknown];
                machine.input(Input::Event(data.one(&said)));
            }
            8 => machine.input(Input::ReaderDied),
            9 => machine.input(Input::Signal(match data.byte() {
                0..=99 => Signal::Hide,
                100..=249 => Signal::Continue,
                250..=252 => Signal::Terminate,
                _ => Signal::HangUp,
            })),
            10 => {
                machine.size = size(&mut data);
                machine.input(Input::Size(machine.size));
            }
            11 => machine.input(Input::Time),
            12 => {
                let right = machine.asked && machine.guard.pin() == PIN.as_bytes();
                machine.input(Input::Pin(right || data.byte() > 250));
            }
            _ => {
                let until = machine.now + Duration::from_millis(data.one(&TIMES));
                for _ in 0..20 {
                    match machine.guard.deadline().filter(|deadline| *deadline <= until && !machine.ended) {
                        Some(_) => machine.tick(),
                        None => break,
                    }
                }
                machine.now = until;
            }
        }
    }
}

/// Mostly what screens have; sometimes up to 500, which takes long to paint.
fn size(data: &mut Data<'_>) -> Size {
    let mut side = || match data.byte() {
        side @ 0..=249 => u16::from(side % 125),
        _ => 250 + data.u16() % 251,
    };
    Size { width: side(), height: side() }
}

fn settings(data: &mut Data<'_>) -> Settings {
    let place = data.one(&[Place::Kiosk, Place::Kiosk, Place::Desk]);
    let flags = data.byte();
    let flag = |place: u8| flags >> place & 1 == 1;
    let idle = Duration::from_secs(data.within(60, 900));
    let minutes = data.within(0, 120);
    Settings {
        place,
        idle: (place == Place::Kiosk || flag(0)).then_some(idle),
        warn: Duration::from_secs(data.within(20, 120)),
        cover: if flag(1) { CoverPage::Calendar } else { CoverPage::Measures },
        return_word: if flag(2) { "r2" } else { "home" }.to_owned(),
        cover_to_start: (minutes > 0).then(|| Duration::from_secs(60 * minutes)),
        language: data.one(&Lang::all().collect::<Vec<_>>()),
        has_pin: place == Place::Kiosk && flag(3),
        local_line: if flag(4) { "or ask at the desk, ext. 12" } else { "" }.to_owned(),
        local_time: date(2026, 11, 22).at(23, 30, 0, 0),
        knows_today: flag(5),
        doctor: (0..data.byte()).map(|line| format!("OK  line {line} \x1b[2J")).collect(),
        console: flag(6),
    }
}

/// The guard, and what is known of the world around it.
struct Machine {
    guard: Guard,
    settings: Settings,
    size: Size,
    now: Duration,
    /// Sees what the guard's own sees.
    scanner: Scanner,
    /// Whether what is painted is looked at.
    looks: bool,
    /// The language in which the living reader began.
    reader: Option<Lang>,
    /// Whether it stands still.
    paused: bool,
    /// The guard's screen; None while the reader has the terminal.
    screen: Option<Screen>,
    /// When a key was last pressed, or a reader began.
    touched: Duration,
    /// Whether an answer about the PIN is owed.
    asked: bool,
    /// Wrong PINs in a row, and until when none is asked for.
    wrong: u32,
    until: Duration,
    ended: bool,
}

impl Machine {
    fn new(data: &mut Data<'_>) -> Machine {
        let looks = data.byte() & 3 == 0;
        let (settings, size, now) = (settings(data), size(data), Duration::from_secs(7777));
        let (guard, first) = Guard::new(settings.clone(), size, now);
        let scanner = Scanner::new(settings.place);
        let mut machine = Machine {
            guard,
            settings,
            size,
            now,
            scanner,
            looks,
            reader: None,
            paused: false,
            screen: None,
            touched: now,
            asked: false,
            wrong: 0,
            until: Duration::ZERO,
            ended: false,
        };
        machine.does(first, None);
        machine.holds();
        machine
    }

    /// The guard's next moment comes.
    fn tick(&mut self) {
        if let Some(deadline) = self.guard.deadline() {
            self.now = self.now.max(deadline);
            self.input(Input::Time);
        }
    }

    fn input(&mut self, input: Input<'_>) {
        if self.ended {
            return;
        }
        let late = self.guard.deadline().and_then(|deadline| self.now.checked_sub(deadline));
        let jumped = late.is_some_and(|late| late > JUMP) && !matches!(input, Input::ReaderDied);
        let found = match input {
            Input::Bytes(bytes) if !jumped => self.scanner.scan(bytes, self.now),
            _ => None,
        };
        if let Input::Bytes([_, ..]) = input {
            self.touched = self.now;
        }
        if let Input::Pin(right) = input {
            self.pin(right);
        }
        let (alive, on_cover) = (self.reader.is_some(), self.is_cover());
        if let Input::ReaderDied = input {
            self.reader = None;
        }
        let out = self.guard.step(input, self.now);
        let killed = out.contains(&Output::Kill);
        let hides = found == Some(Found::Hide)
            || jumped
            || matches!(input, Input::Signal(Signal::Hide | Signal::Continue))
            || alive && matches!(input, Input::Event(Event::Hide));
        if alive && (hides || found == Some(Found::Finish)) {
            assert!(killed, "the reader lives on: {out:?}");
        }
        if found.is_some() || jumped {
            assert!(
                out.iter().all(|output| !matches!(output, Output::Send(Frame::Keys(_)) | Output::CheckPin)),
                "{out:?}"
            );
        }
        if !alive && late.is_none() && matches!(input, Input::ReaderDied | Input::Event(_)) {
            assert_eq!(out, [], "by a reader that was killed");
        }
        self.does(out, Some(input));
        if let Input::Pin(_) = input {
            self.asked = false;
        }
        if self.ended {
            return;
        }
        if hides {
            match &self.screen {
                Some(Screen::Cover { page, find, answer, .. }) => {
                    assert!(find.is_empty() && answer.is_none(), "{:?}", self.screen);
                    assert!(*page == 0 || on_cover, "{:?}", self.screen);
                }
                other => panic!("no cover but {other:?}"),
            }
        }
        self.holds();
    }

    fn pin(&mut self, right: bool) {
        if right && self.asked {
            (self.wrong, self.until) = (0, Duration::ZERO);
        } else if !right {
            self.wrong += 1;
            let seconds = if self.wrong >= 10 { 1800 } else { (1 << (self.wrong - 1)).min(60) };
            self.until = self.now + Duration::from_secs(seconds);
        }
    }

    fn does(&mut self, out: Vec<Output>, input: Option<Input<'_>>) {
        for output in out {
            assert!(!self.ended, "{output:?} after the end");
            match output {
                Output::Start(lang) => {
                    assert_eq!(self.reader.replace(lang), None, "one reader at a time");
                    self.touched = self.now;
                    self.screen = None;
                    self.paused = false;
                }
                Output::Pause => assert!(self.reader.is_some() && !std::mem::replace(&mut self.paused, true)),
                Output::Resume => assert!(self.reader.is_some() && std::mem::take(&mut self.paused)),
                Output::Kill => assert!(self.reader.take().is_some(), "nobody to kill"),
                Output::Send(frame) => {
                    assert!(self.reader.is_some(), "nobody to send {frame:?} to");
                    match frame {
                        Frame::Keys(keys) => {
                            assert!(self.screen.is_none() && !self.paused, "keys, although the guard has the screen");
                            let Some(Input::Bytes(bytes)) = input else { panic!("{} keys of nobody", keys.len()) };
                            assert!(!keys.is_empty() && bytes.ends_with(&keys), "{keys:?} of {bytes:?}");
                        }
                        Frame::Size(size) => assert_eq!(size, self.size),
                        Frame::Redraw => self.screen = None,
                    }
                }
                Output::Paint(screen) => self.paints(screen, input),
                Output::CheckPin => {
                    assert!(matches!(self.screen, Some(Screen::Pin)) && !self.asked, "{:?}", self.screen);
                    self.asked = true;
                }
                Output::End(code) => {
                    assert_eq!(self.reader, None, "the reader would outlive us");
                    self.ended = true;
                    match (code, self.settings.place, input) {
                        (10, Place::Kiosk, Some(Input::Bytes(_))) => {
                            assert!(self.is_staffs(), "10 from {:?}", self.screen);
                        }
                        (0, Place::Desk, Some(Input::Bytes(_) | Input::Event(Event::Quit)))
                        | (143, _, Some(Input::Signal(Signal::Terminate)))
                        | (129, _, Some(Input::Signal(Signal::HangUp))) => {}
                        _ => panic!("the end, {code}"),
                    }
                }
            }
        }
    }

    fn paints(&mut self, screen: Screen, input: Option<Input<'_>>) {
        let is_warning = matches!(screen, Screen::Warning { .. });
        assert_eq!(
            (self.reader.is_some(), self.reader.is_some() && self.paused),
            (is_warning, is_warning),
            "{screen:?}"
        );
        let kiosk = self.settings.place == Place::Kiosk;
        let before = self.screen.as_ref();
        match &screen {
            Screen::Start { .. } => assert!(kiosk),
            Screen::Cover { find, .. } => assert!(find.chars().count() <= 24),
            Screen::Warning { seconds, .. } => {
                assert!(*seconds > 0 && Duration::from_secs(*seconds) <= self.settings.warn, "{screen:?}");
            }
            Screen::Pin if !matches!(before, Some(Screen::Pin)) => {
                assert!(kiosk && self.settings.has_pin && self.now >= self.until, "{before:?}");
                assert!(self.is_cover() || self.is_staffs(), "{before:?}");
            }
            Screen::NoPin => assert!(kiosk && !self.settings.has_pin),
            Screen::Menu => {
                let by_pin = self.asked && matches!(input, Some(Input::Pin(true)));
                assert!(kiosk && (by_pin || self.is_staffs()), "{before:?}");
            }
            Screen::Doctor { .. } => assert!(self.is_staffs(), "{before:?}"),
            Screen::Pin | Screen::Card => {}
        }
        if self.looks {
            harmless(&paint(&screen, &self.settings, self.size), self.size);
        }
        self.asked &= matches!(screen, Screen::Pin);
        self.screen = Some(screen);
    }

    fn is_cover(&self) -> bool {
        matches!(self.screen, Some(Screen::Cover { .. }))
    }

    /// Behind the PIN. More than one key can come in a read: what stands between them is not painted.
    fn is_staffs(&self) -> bool {
        matches!(self.screen, Some(Screen::Menu | Screen::Doctor { .. }))
    }

    /// What holds between any two inputs.
    fn holds(&self) {
        let deadline = self.guard.deadline();
        assert!(deadline.is_none_or(|deadline| deadline > self.now), "it would spin at {:?}", self.screen);
        let is_warning = matches!(self.screen, Some(Screen::Warning { .. }));
        assert_eq!(self.reader.is_some(), self.screen.is_none() || is_warning, "{:?}", self.screen);
        if let (Some(idle), Some(_)) = (self.settings.idle, self.reader) {
            let quiet = self.now - self.touched;
            assert!(is_warning || quiet < idle, "the page stands after {quiet:?}");
            assert!(quiet < idle + JUMP + self.settings.warn, "nothing is cleared after {quiet:?}");
        }
        let pin = self.guard.pin();
        assert!(pin.is_empty() || pin.len() <= 129 && matches!(self.screen, Some(Screen::Pin)), "{:?}", self.screen);
        assert!(self.guard.pin_memory().len() >= 129);
    }
}

/// A screen is of a few known sequences and of harmless text, no line longer than the screen is wide.
fn harmless(painted: &[u8], size: Size) {
    let text = std::str::from_utf8(painted).expect("UTF-8");
    let known = [
        "[0m", "[r", "[?1049l", "[?25l", "[?1000l", "[?1002l", "[?1003l", "[?1006l", "[?2004l", "[2J", "[3J", "[H",
        "[?1049h",
    ];
    let mut parts = text.split('\x1b');
    assert_eq!(parts.next(), Some("\x18"));
    assert_eq!(parts.next(), Some("\\"), "what the reader left half written is not ended");
    for part in parts {
        if known.contains(&part) {
            continue;
        }
        let (place, row) = part.split_once('H').expect("a place");
        let place = place.strip_prefix('[').and_then(|place| place.strip_suffix(";1")).expect("a place");
        let place: u16 = place.parse().expect("a row");
        assert!((1..=size.height).contains(&place), "row {place} of {size:?}");
        assert!(row.chars().all(|c| allowed(c) && c != '\n'), "{row:?}");
        assert!(width(row) <= usize::from(size.width), "{row:?} at {size:?}");
    }
}
