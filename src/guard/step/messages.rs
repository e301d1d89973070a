//! What the guard's mind is told, and what it says.

use crate::guard::screen::Screen;
use crate::lang::Lang;
use crate::text::size::Size;
use std::fmt;
use zeroize::Zeroizing;

#[cfg(doc)]
use super::Guard;

/// One thing that the guard is told.
#[derive(Clone, Copy)]
pub enum Input<'a> {
    /// The bytes of one read of the keyboard.
    Bytes(&'a [u8]),
    /// The reader says something.
    Event(Event),
    /// The reader has died by itself; it is reaped, and its pipes are closed.
    ReaderDied,
    /// A signal from outside.
    Signal(Signal),
    /// The terminal has this size (SIGWINCH).
    Size(Size),
    /// [`Guard::deadline`] is reached.
    Time,
    /// Whether [`Guard::pin`] was right, in answer to [`Output::CheckPin`].
    Pin(bool),
}

/// What a reader can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It has drawn its first frame.
    Ready,
    /// The person is done.
    Finish,
    /// Hide.
    Hide,
    /// End the program; a desk only.
    Quit,
    /// The person has chosen this language.
    Language(Lang),
    /// Bytes that mean nothing: this is no reader of ours any more.
    Unknown,
}

/// A signal that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// INT, QUIT, TSTP, USR1.
    Hide,
    /// CONT.
    Continue,
    /// TERM.
    Terminate,
    /// HUP, and a terminal that is gone.
    HangUp,
}

/// One thing that the loop must do.
#[derive(Debug, PartialEq, Eq)]
pub enum Output {
    /// Fork a reader that begins in this language. There is none alive.
    Start(Lang),
    /// Kill the reader, reap it, close its pipes, drop what the terminal has not sent yet.
    Kill,
    /// Stop the reader where it is, so that what it has begun cannot come out over the warning.
    Pause,
    /// Let a reader go on that was stopped.
    Resume,
    /// Send the reader a frame; drop it if it does not fit.
    Send(Frame),
    /// Draw a screen, at the size that was told last.
    Paint(Screen),
    /// Check [`Guard::pin`], and tell the result as the next input.
    CheckPin,
    /// Clear the screen, give the terminal back, and end with this exit code. No reader is alive.
    End(u8),
}

/// What a reader is told.
#[derive(PartialEq, Eq)]
pub enum Frame {
    /// Bytes of the keyboard.
    Keys(Zeroizing<Vec<u8>>),
    /// The terminal has this size.
    Size(Size),
    /// Draw the whole screen anew.
    Redraw,
}

/// Shows no keys.
impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Frame::Keys(bytes) => write!(f, "Keys({})", bytes.len()),
            Frame::Size(size) => write!(f, "Size({}, {})", size.width, size.height),
            Frame::Redraw => f.write_str("Redraw"),
        }
    }
}
