//! What the keyboard does.

use super::cover::{Cover, Word};
use super::{Frame, Guard, Output, Place, State, Waits, redraw};
use crate::guard::keys::Key;
use crate::guard::scan::Found;
use crate::guard::screen::{Answer, pages};
use std::time::Duration;
use zeroize::Zeroizing;

impl Guard {
    /// A read of the keyboard. Hide and finish come before all else, and nothing of their read goes further.
    pub(super) fn bytes(&mut self, bytes: &[u8], now: Duration, out: &mut Vec<Output>) {
        if bytes.is_empty() {
            return;
        }
        self.touched = now;
        match (self.scanner.scan(bytes, now), &self.state) {
            (Some(Found::Hide), _) => self.hide(now, out),
            (Some(Found::Finish), _) => self.finish(now, out),
            (None, State::Reading(_)) => self.forward(bytes, out),
            (None, State::Warning(lang, _)) => {
                self.state = State::Reading(*lang);
                self.swallow(bytes);
                out.push(Output::Resume);
                redraw(self.size, out);
            }
            (None, _) if self.settings.place == Place::Desk && bytes.iter().any(|byte| matches!(byte, 0x03 | 0x11)) => {
                // There is no reader to take Ctrl+C and Ctrl+Q.
                self.end(0, out);
            }
            (None, State::Card) => self.try_again(now, out),
            (None, _) => self.own_keys(bytes, now, out),
        }
    }

    /// Sends the reader what was typed, but for the rest of a key that ended the warning.
    fn forward(&mut self, bytes: &[u8], out: &mut Vec<Output>) {
        let rest = if self.keys.is_waiting() { self.swallow(bytes) } else { bytes };
        if !rest.is_empty() {
            out.push(Output::Send(Frame::Keys(Zeroizing::new(rest.to_vec()))));
        }
    }

    /// Takes keys off the start of `bytes` until none is half, and gives what is left.
    fn swallow<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let mut rest = bytes;
        while let [byte, more @ ..] = rest {
            self.keys.take(*byte, |_| {});
            rest = more;
            if !self.keys.is_waiting() {
                break;
            }
        }
        rest
    }

    /// Keys for a screen of the guard's. What comes with the key that starts a reader goes nowhere.
    fn own_keys(&mut self, bytes: &[u8], now: Duration, out: &mut Vec<Output>) {
        for &byte in bytes {
            let mut pressed = [None; 2];
            let mut free = pressed.iter_mut();
            self.keys.take(byte, |key| {
                if let Some(place) = free.next() {
                    *place = Some(key);
                }
            });
            for key in pressed.into_iter().flatten() {
                self.own_key(key, now, out);
                if let Some(Output::End(_)) = out.last() {
                    return;
                }
            }
        }
    }

    pub(super) fn own_key(&mut self, key: Key, now: Duration, out: &mut Vec<Output>) {
        match &mut self.state {
            State::Start(choice) => {
                let chosen = choice.key(key, now);
                self.stale |= chosen.is_changed();
                if let Some(lang) = chosen.language() {
                    self.start(lang, now, out);
                }
            }
            State::Cover(_) => self.cover_key(key, now, out),
            State::Pin { asked: false } => match key {
                Key::Char(c) => self.pin.push(c),
                Key::Backspace => self.pin.pop(),
                Key::Enter => {
                    self.state = State::Pin { asked: true };
                    // A prompt that is still to be drawn is drawn before the answer, not over it.
                    self.paint(now, out);
                    out.push(Output::CheckPin);
                }
                Key::Esc => self.wipe(now, out),
                Key::Up | Key::Down | Key::PageUp | Key::PageDown => {}
            },
            State::Menu => match key {
                Key::Char('1') => self.end(10, out),
                Key::Char('2') => self.enter(State::Doctor(0), now),
                Key::Char('3') | Key::Esc => self.wipe(now, out),
                _ => {}
            },
            State::Doctor(top) => {
                let last = self.settings.doctor.len().saturating_sub(1);
                match key {
                    Key::Up => *top = top.saturating_sub(1),
                    Key::Down => *top = (*top + 1).min(last),
                    Key::PageUp => *top = top.saturating_sub(10),
                    Key::PageDown => *top = (*top + 10).min(last),
                    Key::Enter | Key::Esc => return self.enter(State::Menu, now),
                    Key::Backspace | Key::Char(_) => return,
                }
                self.stale = true;
            }
            State::Reading(_) | State::Warning(..) | State::Pin { asked: true } | State::NoPin | State::Card => {}
        }
    }

    fn cover_key(&mut self, key: Key, now: Duration, out: &mut Vec<Output>) {
        let today = self.today(now);
        let State::Cover(cover) = &mut self.state else { return };
        if key != Key::Enter {
            self.stale |= cover.key(key, || pages(today, &self.settings, self.size));
            return;
        }
        self.stale = true;
        match (cover.enter(&self.settings.return_word), self.settings.place) {
            (Word::Return, Place::Kiosk) => self.home(now),
            (Word::Return, Place::Desk) => self.start(self.settings.language, now, out),
            (Word::Staff, Place::Kiosk) if !self.settings.has_pin => self.enter(State::NoPin, now),
            (Word::Staff, Place::Kiosk) if !self.waits.is_waiting(now) => self.enter(State::Pin { asked: false }, now),
            (Word::Staff | Word::Other, _) => cover.answer(Answer::NothingFound, now),
        }
    }

    /// The PIN was checked. A wrong one counts whatever is on the screen by now.
    pub(super) fn checked(&mut self, right: bool, now: Duration) {
        let asked = matches!(self.state, State::Pin { asked: true });
        if !right {
            self.waits.wrong(now);
        }
        match (asked, right) {
            (true, true) => {
                self.waits = Waits::default();
                self.enter(State::Menu, now);
            }
            (true, false) => {
                let mut cover = Cover::default();
                cover.answer(Answer::NotRight, now);
                self.enter(State::Cover(cover), now);
            }
            (false, _) => {}
        }
    }
}
