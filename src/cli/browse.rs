//! `waypost` and `waypost ID`: the browser.

use super::{Shared, environment, ids, print};
use crate::app::{Mode, Pane, Policy, Promises, Session, Size, Theme, World};
use crate::corpus::Corpus;
use crate::error::{Error, Exit};
use crate::files::{IndexFiles, LibraryFiles};
use crate::frames::Frame;
use crate::guard::settings::{CoverPage, Place, Settings};
use crate::guard::{self, Lock, Reads, Start, Watch, screen, words};
use crate::id::Id;
use crate::lang::Lang;
use crate::library::Library;
use crate::reader::{self, Reader};
use crate::sandbox::{self, Part};
use crate::search::Search;
use crate::terminal::{self, Terminal};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::time::Duration;

const COMMANDS: &str = "waypost opens its browser in a terminal. Where there is none, use a command:

  waypost search WORDS…   search, and print the records that answer
  waypost show ID         print one record
  waypost list [KIND]     print the records there are
  waypost --help          all commands
";

/// Said where the terminal only takes lines: it would show the sequences that move the cursor as they stand.
const DUMB: &str = "This terminal cannot show the browser (TERM=dumb). Use `waypost search WORDS`, `waypost show ID` or \
`waypost list`: they print plain lines.";

pub(super) fn run(shared: &Shared, id: Option<&str>, theme: Option<Theme>, out: &mut dyn Write) -> Result<Exit, Error> {
    if !io::stdout().is_terminal() {
        print(out, COMMANDS)?;
        return Ok(Exit::Usage);
    }
    if environment("TERM").as_deref() == Some("dumb") {
        return Err(Error::new(Exit::NoTerminal, DUMB));
    }
    let corpus = shared.corpus()?;
    let id = id.map(|id| ids::known(shared, &corpus, id)).transpose()?;
    // Nothing may be said on the normal screen.
    let config = shared.config()?;
    let lang = Lang::negotiate(&shared.wish(&config));
    let policy = Policy { mode: Mode::Desk, theme: config.theme(theme)?, depth: terminal::depth(environment) };
    let settings = settings(&config, lang)?;
    // From here on nothing reaches the normal screen: not a key that is pressed early, not a word of the program.
    guard::hold_signals();
    let terminal = Terminal::take()?;
    keep_terminal_whole(&terminal, &settings)?;
    let promises = Promises {
        idle_seconds: settings.idle.map(|idle| idle.as_secs()),
        warn_seconds: settings.warn.as_secs(),
        return_word: settings.return_word.clone(),
        ..Promises::default()
    };
    let mut preparing = String::new();
    let index = shared.ready_index(&corpus, &mut |line| line.clone_into(&mut preparing));
    if index.is_none() && shared.corpus.is_none() {
        // It may write; what will read may not. So it makes one for the next start, and this start's own in memory.
        guard::aside(|| shared.keep_index(&corpus));
    }
    // It is only mapped here. The reader opens it behind the first frame, and says what is wrong with it.
    let library = shared.library_folder().map_or(Ok(None), |folder| LibraryFiles::read(&folder));
    let reading = Reading { corpus, index, library, preparing, policy, promises, open_at: id };
    // From here on nothing waits for a disk: what stands on the screen must soon obey the key that hides it.
    let opened = RefCell::new(if shared.corpus.is_none() { reading.open(lang, &terminal) } else { None });
    let hardened = sandbox::harden();
    // A desk does without what its kernel does not have: help and doctor say so.
    let locked = RefCell::new(Ok(()));
    let lock_down = || {
        let done = hardened.as_ref().map_err(ToString::to_string).and_then(|()| {
            let report = sandbox::lock(Part::Guard, true).map_err(|fault| fault.to_string())?;
            report.landlock.map(drop).ok_or_else(|| sandbox::Fault::NoLandlock.to_string())
        });
        *locked.borrow_mut() = done;
        Ok(())
    };
    let reader = || -> Reads<'_> {
        let opened = opened.take();
        Box::new(|start| reading.read(opened, start, locked.borrow().clone()))
    };
    let lock = Lock { required: false, allow_no_landlock: true };
    let watch = Watch { settings, terminal: &terminal, reader: &reader, lock, pin: None, lock_down: &lock_down };
    let ended = guard::run(&watch);
    if ended.is_err() {
        // The first page may stand there.
        terminal.send(&screen::farewell(&watch.settings));
    }
    drop(terminal);
    match ended? {
        0 => Ok(Exit::Done),
        code => std::process::exit(i32::from(code)),
    }
}

/// How the guard behaves on an advocate's own computer.
fn settings(config: &crate::config::Config, lang: Lang) -> Result<Settings, Error> {
    Ok(Settings {
        place: Place::Desk,
        idle: config.idle()?,
        warn: Duration::from_secs(30),
        cover: CoverPage::Measures,
        return_word: "home".to_owned(),
        cover_to_start: None,
        language: lang,
        has_pin: false,
        local_line: String::new(),
        // Its cover shows no day.
        local_time: words::built().at(12, 0, 0, 0),
        knows_today: false,
        doctor: Vec::new(),
        console: environment("TERM").as_deref() == Some("linux"),
    })
}

/// What each reader begins with. It lies in memory before there is one, and no reader can change it for the next.
pub(super) struct Reading {
    pub corpus: Corpus,
    /// None where there is no index to trust: the reader makes its own.
    pub index: Option<IndexFiles>,
    /// The imported documents, where there are any, or why they cannot be read.
    pub library: Result<Option<LibraryFiles>, Error>,
    pub policy: Policy,
    /// What is said in the search line until there is one.
    pub preparing: String,
    /// What the screens may say of this computer.
    pub promises: Promises,
    /// The record at which the first session opens.
    pub open_at: Option<Id>,
}

/// A session whose first frame is drawn.
pub(super) struct Opened {
    reader: Reader,
    /// What the terminal has not taken of that frame: it is slow, or stopped.
    unsent: Vec<u8>,
}

impl Reading {
    /// In the reader's process: shows the records until the session ends. Its exit code, which only says that it has
    /// ended.
    pub(super) fn read(&self, opened: Option<Opened>, start: Start, sandboxed: Result<(), String>) -> u8 {
        // The screen is written to as it is, in one piece a frame, and is closed by whoever opened it.
        let Ok(screen) = rustix::stdio::stdout().as_fd().try_clone_to_owned() else { return 1 };
        let open_at = self.open_at.as_ref().filter(|_| start.first);
        let promises = Promises { sandboxed, ..self.promises.clone() };
        let mut screen = File::from(screen);
        let reader = match opened {
            Some(Opened { mut reader, unsent }) => screen.write_all(&unsent).map(|()| {
                reader.promise(promises);
                reader
            }),
            None => self.reader(start.lang, start.size, open_at, promises),
        };
        let served = reader.and_then(|mut reader| {
            reader.take(Frame::Size(start.size))?;
            let open = || Ok((self.search()?, self.library()));
            reader::serve(reader, screen, File::from(start.events), open)
        });
        u8::from(served.is_err())
    }

    /// The first session of a desk, its first frame on the screen, before there are two processes: it shows what is built
    /// in, and nobody has pressed a key. None where it needs more than that.
    fn open(&self, lang: Lang, terminal: &Terminal) -> Option<Opened> {
        if self.open_at.as_ref().is_some_and(|id| self.corpus.get(id).is_none()) {
            return None;
        }
        let mut reader = self.reader(lang, terminal::size(), self.open_at.as_ref(), self.promises.clone()).ok()?;
        let mut unsent = reader.draw().ok()?;
        unsent.drain(..terminal.send(&unsent));
        // The kernel hands it on to the terminal by a worker of its own, which must not wait for the rest of this start.
        std::thread::sleep(Duration::from_micros(50));
        Some(Opened { reader, unsent })
    }

    /// A session that begins.
    fn reader(&self, lang: Lang, size: Size, open_at: Option<&Id>, promises: Promises) -> io::Result<Reader> {
        let world = World::new(self.corpus.clone(), self.policy).with(promises);
        // A document without a record is known by the library alone: this start waits for it.
        let alone = open_at.filter(|id| self.corpus.get(id).is_none());
        let library = alone.and_then(|_| self.library().ok().flatten());
        let world = world.with_library(library);
        let mut session = Session::new(&world, lang, size);
        session.preparing.clone_from(&self.preparing);
        if let Some(id) = open_at {
            session.turn_to(&world, Pane::of(id.kind()));
            session.list_mut().choose(id);
            session.go(&world, id, None);
        }
        Reader::new(world, session)
    }

    fn search(&self) -> io::Result<Search> {
        let ready = self.index.as_ref().and_then(|index| index.search().ok());
        let made = || IndexFiles::in_memory(&self.corpus).and_then(|index| index.search());
        ready.map_or_else(made, Ok).map_err(|error| io::Error::other(error.message))
    }

    /// The library, or what is wrong with it.
    fn library(&self) -> Result<Option<Library>, String> {
        let library = self.library.as_ref().map_err(|error| error.message.clone())?;
        let opened = library.as_ref().map(LibraryFiles::library).transpose();
        match self.policy.mode {
            Mode::Desk => opened.map_err(|error| error.message),
            // Who sits at a shared computer can do nothing about it.
            Mode::Kiosk => Ok(opened.unwrap_or_default()),
        }
    }
}

/// A failure of the program gives the terminal back and says nothing of what was on it.
///
/// # Errors
/// Exit 74 where there are too many open files.
pub(super) fn keep_terminal_whole(terminal: &Terminal, settings: &Settings) -> Result<(), Error> {
    let restore = terminal.restorer(screen::farewell(settings))?;
    std::panic::set_hook(Box::new(move |_| {
        guard::abandon();
        restore();
        let error = Error::internal();
        super::say(&error.message);
        std::process::exit(error.exit as i32);
    }));
    Ok(())
}
