//! What guard and reader say to each other, as bytes.
//!
//! Guard to reader: frames of a kind, a length of two bytes (the lower first)
//! and so many bytes. Reader to guard: one byte an event, two for a language.

use crate::text::size::Size;
use zeroize::{Zeroize, Zeroizing};

/// The most bytes of keys in a frame: with its head it fits into `PIPE_BUF`, so the kernel takes it whole or not at all
/// (POSIX, write).
pub const LARGEST: usize = 4000;

const HEAD: usize = 3;

/// What the reader is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame<'a> {
    /// Bytes of the keyboard, at most [`LARGEST`].
    Keys(&'a [u8]),
    /// The terminal has this size.
    Size(Size),
    /// The screen was lost and must be drawn whole.
    Redraw,
}

impl Frame<'_> {
    /// The frame as bytes.
    pub fn encode(self) -> Zeroizing<Vec<u8>> {
        let mut size = [0; 4];
        let (kind, body): (u8, &[u8]) = match self {
            Frame::Keys(bytes) => (b'K', &bytes[..bytes.len().min(LARGEST)]),
            Frame::Size(Size { width, height }) => {
                size[..2].copy_from_slice(&width.to_le_bytes());
                size[2..].copy_from_slice(&height.to_le_bytes());
                (b'S', &size)
            }
            Frame::Redraw => (b'R', &[]),
        };
        let length = u16::try_from(body.len()).unwrap_or_default().to_le_bytes();
        let mut bytes = Zeroizing::new(Vec::with_capacity(HEAD + body.len()));
        bytes.push(kind);
        bytes.extend_from_slice(&length);
        bytes.extend_from_slice(body);
        bytes
    }
}

/// Takes bytes as they come and gives whole frames.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
}

impl Decoder {
    /// Takes `bytes`, and calls `found` with each frame that is whole. A frame of an unknown kind is left out.
    pub fn take(&mut self, bytes: &[u8], mut found: impl FnMut(Frame<'_>)) {
        self.pending.extend_from_slice(bytes);
        let mut at = 0;
        while let Some(&[kind, low, high]) = self.pending.get(at..at + HEAD).and_then(|head| head.first_chunk()) {
            let body = at + HEAD..at + HEAD + usize::from(u16::from_le_bytes([low, high]));
            let Some(bytes) = self.pending.get(body.clone()) else { break };
            match (kind, bytes) {
                (b'K', keys) => found(Frame::Keys(keys)),
                (b'S', &[a, b, c, d]) => {
                    found(Frame::Size(Size { width: u16::from_le_bytes([a, b]), height: u16::from_le_bytes([c, d]) }));
                }
                (b'R', _) => found(Frame::Redraw),
                _ => {}
            }
            at = body.end;
        }
        self.pending[..at].zeroize();
        self.pending.drain(..at);
    }
}

/// The byte of an event; a language's number follows [`LANGUAGE`].
pub const READY: u8 = b'I';
/// See [`READY`].
pub const FINISH: u8 = b'F';
/// See [`READY`].
pub const HIDE: u8 = b'H';
/// See [`READY`].
pub const QUIT: u8 = b'Q';
/// See [`READY`].
pub const LANGUAGE: u8 = b'L';

#[cfg(test)]
mod tests {
    use super::{Decoder, Frame};
    use crate::text::size::Size;

    #[test]
    fn frames_come_out_whole_however_they_are_cut() {
        let size = Size { width: 80, height: 24 };
        let sent = [Frame::Keys(b"visa"), Frame::Size(size), Frame::Redraw, Frame::Keys(b"\x1b[20~")];
        let bytes: Vec<u8> = sent.iter().flat_map(|frame| frame.encode().to_vec()).collect();
        for cut in 0..=bytes.len() {
            let (mut decoder, mut came) = (Decoder::default(), Vec::new());
            for part in [&bytes[..cut], &bytes[cut..]] {
                decoder.take(part, |frame| came.push(format!("{frame:?}")));
            }
            assert_eq!(came, sent.map(|frame| format!("{frame:?}")), "cut at {cut}");
        }
    }

    #[test]
    fn what_is_no_frame_is_left_out() {
        let mut came = 0;
        Decoder::default().take(b"?\x01\x00xR\x00\x00", |frame| came += usize::from(frame == Frame::Redraw));
        assert_eq!(came, 1);
    }
}
