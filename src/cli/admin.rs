//! `waypost admin`: what only the administrator of a shared computer does.
//!
//! The PIN is typed at a terminal, twice, and shows nowhere. It is no argument and no variable, since others on the
//! computer could read those, and the shell would keep it.

use super::print;
use crate::error::{Error, Exit};
use crate::pin::{self, LONGEST, Pin};
use clap::{Args, Subcommand};
use rustix::fs::{Access, access};
use rustix::io::Errno;
use rustix::termios::{InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, Zeroizing};

#[derive(Args, Debug)]
pub(super) struct AdminArgs {
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Set the PIN with which staff close the kiosk. Asks for it twice
    SetPin(SetPinArgs),
}

#[derive(Args, Debug)]
struct SetPinArgs {
    /// Write it to this file
    #[arg(long, value_name = "PATH", default_value = pin::FILE, hide = true)]
    file: PathBuf,
}

pub(super) fn run(args: &AdminArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    match &args.command {
        AdminCommand::SetPin(args) => set_pin(&args.file, out),
    }
}

fn set_pin(file: &Path, out: &mut dyn Write) -> Result<Exit, Error> {
    // Said before anybody has thought of a PIN.
    let folder = file.parent().unwrap_or(Path::new("/"));
    access(folder.join("."), Access::WRITE_OK).map_err(|error| pin::unwritable(file, &error.into()))?;
    let quiet = Quiet::enter()?;
    let Some(first) = quiet.asks("New staff PIN, 6 to 32 characters (nothing is shown): ")? else { gave_up(quiet) };
    let new = Pin::new(&first)?;
    drop(first);
    let Some(second) = quiet.asks("The same once more: ")? else { gave_up(quiet) };
    drop(quiet);
    if !new.check(&second) {
        let what = "The two are not the same. Nothing was changed. Please start again.";
        return Err(Error::new(Exit::Usage, what));
    }
    new.write(file, pin::group(Path::new(pin::GROUPS)))?;
    print(out, "The staff PIN is set. The kiosk knows it from its next start.\n")?;
    Ok(Exit::Done)
}

/// Ends as a program does that Ctrl-C has ended.
fn gave_up(quiet: Quiet) -> ! {
    drop(quiet);
    super::say("Nothing was changed.");
    std::process::exit(128 + 2)
}

/// The terminal while it shows nothing of what is typed, and hands over each key at once. Ctrl-C is a key like any
/// other here, so that it cannot end the program with the terminal left mute. Dropping it puts everything back.
struct Quiet {
    found: Termios,
}

impl Quiet {
    fn enter() -> Result<Quiet, Error> {
        let none = || {
            let what =
                "The keyboard is not a terminal. Type the PIN at one: it is taken from no pipe, argument or variable.";
            Error::new(Exit::NoTerminal, what)
        };
        if !io::stdin().is_terminal() {
            return Err(none());
        }
        let found = tcgetattr(io::stdin()).map_err(|_| none())?;
        let mut mute = found.clone();
        mute.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN);
        mute.input_modes.remove(InputModes::IXON);
        mute.special_codes[SpecialCodeIndex::VMIN] = 1;
        mute.special_codes[SpecialCodeIndex::VTIME] = 0;
        let quiet = Quiet { found };
        // Flush: what was typed ahead has been seen on the screen.
        tcsetattr(io::stdin(), OptionalActions::Flush, &mute).map_err(|error| lost(&error.into()))?;
        Ok(quiet)
    }

    /// Asks for a line; None where the person gives up.
    fn asks(&self, question: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let mut screen = io::stderr();
        write!(screen, "{question}").and_then(|()| screen.flush()).map_err(|error| lost(&error))?;
        let mut line = Line::default();
        let mut key = Zeroizing::new([0; 1]);
        let answered = loop {
            match rustix::io::read(io::stdin(), &mut *key) {
                Ok(1..) => {}
                Err(Errno::INTR) => continue,
                Ok(0) => return Err(lost(&io::ErrorKind::UnexpectedEof.into())),
                Err(error) => return Err(lost(&error.into())),
            }
            if let Some(answered) = line.takes(key[0]) {
                break answered;
            }
        };
        // The person's Enter was not shown either.
        writeln!(screen).map_err(|error| lost(&error))?;
        Ok(answered.then_some(line.typed))
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // Flush: the rest of a PIN must not reach the shell. Where it fails there is no terminal left.
        let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &self.found);
    }
}

/// A line in the making. Its memory never moves, so that no copy is left behind.
struct Line {
    typed: Zeroizing<Vec<u8>>,
}

impl Default for Line {
    fn default() -> Line {
        Line { typed: Zeroizing::new(Vec::with_capacity(LONGEST + 1)) }
    }
}

impl Line {
    /// Takes a byte from the keyboard. Some(true) when the line is finished, Some(false) when the person gives up.
    fn takes(&mut self, byte: u8) -> Option<bool> {
        match byte {
            b'\r' | b'\n' => return Some(true),
            // Ctrl-C, Ctrl-\; Ctrl-D on an empty line.
            0x03 | 0x1c => return Some(false),
            0x04 if self.typed.is_empty() => return Some(false),
            // Ctrl-U.
            0x15 => self.typed.zeroize(),
            // Backspace takes a whole character.
            0x7f | 0x08 => while self.typed.pop().is_some_and(|last| last & 0xc0 == 0x80) {},
            // One more than the longest shows that it is too long.
            _ if self.typed.len() <= LONGEST => self.typed.push(byte),
            _ => {}
        }
        None
    }
}

fn lost(error: &io::Error) -> Error {
    Error::new(Exit::TerminalLost, format!("The terminal went away: {error}. Nothing was changed."))
}

#[cfg(test)]
mod tests {
    use super::Line;
    use crate::pin::LONGEST;

    fn typed(keys: &[u8]) -> (Vec<u8>, Option<bool>) {
        let mut line = Line::default();
        let ended = keys.iter().find_map(|&byte| line.takes(byte));
        (line.typed.to_vec(), ended)
    }

    #[test]
    fn keys_make_a_line() {
        assert_eq!(typed(b"open-4711\r"), (b"open-4711".to_vec(), Some(true)));
        assert_eq!(typed(b"open-4712\x7f1\n"), (b"open-4711".to_vec(), Some(true)));
        assert_eq!(typed("opä\x08\x08e".as_bytes()), (b"oe".to_vec(), None));
        assert_eq!(typed(b"\x7f\x7fo"), (b"o".to_vec(), None));
        assert_eq!(typed(b"wrong\x15right\r"), (b"right".to_vec(), Some(true)));
        for give_up in [&b"ab\x03cd\r"[..], b"ab\x1c", b"\x04"] {
            assert_eq!(typed(give_up).1, Some(false));
        }
        assert_eq!(typed(b"a\x04").1, None);
    }

    #[test]
    fn too_much_is_seen_as_too_much_and_never_moves_the_buffer() {
        let mut line = Line::default();
        let place = line.typed.as_ptr();
        for _ in 0..10_000 {
            assert_eq!(line.takes(b'7'), None);
        }
        assert_eq!((line.typed.len(), line.typed.as_ptr()), (LONGEST + 1, place));
    }
}
