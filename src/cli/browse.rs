//! `waypost` and `waypost ID`: the browser.

use super::{Shared, environment, known_id, print};
use crate::app::{Mode, Pane, Policy, Session, Theme, World};
use crate::error::{Error, Exit};
use crate::guard::{self, Ended};
use crate::reader::Reader;
use crate::terminal::{self, Terminal};
use std::io::{IsTerminal, Write};

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
    if !std::io::stdout().is_terminal() {
        print(out, COMMANDS)?;
        return Ok(Exit::Usage);
    }
    if environment("TERM").as_deref() == Some("dumb") {
        return Err(Error::new(Exit::NoTerminal, DUMB));
    }
    let corpus = shared.corpus()?;
    let id = id.map(|id| known_id(&corpus, id)).transpose()?;
    let lang = shared.lang()?;
    let policy =
        Policy { mode: Mode::Desk, theme: shared.config()?.theme(theme)?, depth: terminal::depth(environment) };
    // From here on nothing reaches the normal screen: not a key that is pressed early, not a word of the program.
    let terminal = Terminal::enter(&environment("TERM").unwrap_or_default())?;
    keep_terminal_whole(&terminal);
    let search = shared.index(&corpus, &mut |line| {
        // A terminal that is gone is noticed by the first frame.
        let _ = terminal::notice(line);
    })?;
    // What was said meanwhile must not stand among the first frame.
    terminal::clear().map_err(|error| lost(&error))?;
    let world = World::new(corpus, search, policy);
    let mut session = Session::new(&world, lang, terminal::size());
    if let Some(id) = id {
        session.pane = Pane::of(id.kind());
        session.list_mut().choose(&id);
        session.go(&world, &id, None);
    }
    let reader = Reader::new(world, session, std::io::stdout()).map_err(|error| lost(&error))?;
    let ended = guard::run(reader, &terminal);
    drop(terminal);
    match ended? {
        Ended::ByPerson => Ok(Exit::Done),
        Ended::BySignal(number) => std::process::exit(128 + number),
    }
}

fn lost(error: &std::io::Error) -> Error {
    Error::new(Exit::TerminalLost, format!("The terminal went away: {error}."))
}

/// A failure of the program gives the terminal back and says nothing of what was on it.
fn keep_terminal_whole(terminal: &Terminal) {
    let restore = terminal.restorer();
    std::panic::set_hook(Box::new(move |_| {
        restore();
        super::say("internal error. Please start it again.");
        std::process::exit(Exit::Internal as i32);
    }));
}
