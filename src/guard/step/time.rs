//! What time brings: when the next moment is due, what is due then, and what the screen shows.

use super::{Guard, Output, State};
use crate::guard::screen::Screen;
use jiff::civil::Date;
use std::time::Duration;

/// How long half a key waits for its rest.
const HALF_KEY: Duration = Duration::from_millis(50);
/// How long the PIN prompt waits.
const PIN_QUIET: Duration = Duration::from_secs(20);
/// How long it is said that there is no PIN.
const NO_PIN: Duration = Duration::from_secs(5);
/// How long the staff's menu stays.
const MENU_QUIET: Duration = Duration::from_secs(30);

impl Guard {
    /// When [`Input::Time`] is due, if nothing happens before. There is no other tick. poll's own timeout does not
    /// count sleep; a timer of `CLOCK_BOOTTIME` does.
    pub fn deadline(&self) -> Option<Duration> {
        let half_key = self.keys.is_waiting().then_some(self.touched + HALF_KEY);
        let state = match &self.state {
            State::Start(choice) => choice.deadline(self.touched, self.settings.idle),
            State::Reading(_) => self.settings.idle.map(|idle| self.touched + idle),
            State::Warning(_, seconds) => {
                let later = Duration::from_secs(seconds.saturating_sub(1));
                Some((self.entered + self.settings.warn).saturating_sub(later))
            }
            State::Cover(cover) => cover.deadline(self.touched, self.to_start()),
            State::Pin { .. } => Some(self.touched + PIN_QUIET),
            State::NoPin => Some(self.entered + NO_PIN),
            State::Menu | State::Doctor(_) => Some(self.touched + MENU_QUIET),
            State::Card => None,
        };
        half_key.into_iter().chain(state).min()
    }

    /// Does what is due. The deadline has passed, by [`JUMP`](super::JUMP) at most.
    pub(super) fn due(&mut self, now: Duration, out: &mut Vec<Output>) {
        if self.keys.is_waiting()
            && now >= self.touched + HALF_KEY
            && let Some(key) = self.keys.expire()
        {
            self.own_key(key, now, out);
        }
        let quiet = now.saturating_sub(self.touched);
        match &mut self.state {
            State::Start(choice) => {
                let chosen = choice.due(quiet, now, self.settings.idle);
                self.stale |= chosen.is_changed();
                if let Some(lang) = chosen.language() {
                    self.start(lang, now, out);
                }
            }
            State::Reading(lang) if self.settings.idle.is_some_and(|idle| quiet >= idle) => {
                self.state = State::Warning(*lang, self.settings.warn.as_secs());
                out.push(Output::Pause);
                self.entered = now;
                self.stale = true;
            }
            State::Warning(_, seconds) => {
                let left = (self.entered + self.settings.warn).saturating_sub(now);
                *seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
                self.stale = true;
                if left.is_zero() {
                    self.kill(out);
                    self.home(now);
                }
            }
            State::Cover(cover) => {
                self.stale |= cover.due(quiet, now);
                if self.to_start().is_some_and(|to_start| quiet >= to_start) {
                    self.home(now);
                }
            }
            State::Pin { .. } if quiet >= PIN_QUIET => self.wipe(now, out),
            State::Menu | State::Doctor(_) if quiet >= MENU_QUIET => self.wipe(now, out),
            State::NoPin if now >= self.entered + NO_PIN => self.wipe(now, out),
            _ => {}
        }
    }

    /// Draws the guard's screen, if it is its turn and something has changed.
    pub(super) fn paint(&mut self, now: Duration, out: &mut Vec<Output>) {
        if std::mem::take(&mut self.stale)
            && let Some(screen) = self.screen(now)
        {
            out.push(Output::Paint(screen));
        }
    }

    fn screen(&self, now: Duration) -> Option<Screen> {
        Some(match &self.state {
            State::Reading(_) => return None,
            State::Start(choice) => Screen::Start { marked: choice.marked() },
            State::Warning(lang, seconds) => Screen::Warning { lang: *lang, seconds: *seconds },
            State::Cover(cover) => cover.screen(self.today(now)),
            State::Pin { .. } => Screen::Pin,
            State::NoPin => Screen::NoPin,
            State::Menu => Screen::Menu,
            State::Doctor(top) => Screen::Doctor { top: *top },
            State::Card => Screen::Card,
        })
    }

    /// The day at `now`, counted on from the start.
    pub(super) fn today(&self, now: Duration) -> Date {
        let began = self.settings.local_time;
        began.checked_add(now.saturating_sub(self.began)).unwrap_or(began).date()
    }
}
