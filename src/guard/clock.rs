//! The time, and a wait that ends at a moment of it.
//!
//! `CLOCK_BOOTTIME` goes on while the computer sleeps, and nobody can set it.
//! The time limit of `poll` does not count sleep, so on Linux an alarm of that
//! clock is waited for (timerfd): it rings as soon as the computer wakes.

use rustix::event::Timespec;
use rustix::time::{ClockId, clock_gettime};
use std::io;
use std::os::fd::BorrowedFd;
#[cfg(target_os = "linux")]
use std::os::fd::OwnedFd;
use std::time::Duration;

#[cfg(target_os = "linux")]
const CLOCK: ClockId = ClockId::Boottime;
#[cfg(not(target_os = "linux"))]
const CLOCK: ClockId = ClockId::Monotonic;

/// The time since some moment before the program began.
pub(super) fn now() -> Duration {
    let time = clock_gettime(CLOCK);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Rings at one moment.
pub(super) struct Alarm {
    #[cfg(target_os = "linux")]
    timer: OwnedFd,
    at: Option<Duration>,
}

#[cfg(target_os = "linux")]
impl Alarm {
    /// An alarm that is not set.
    pub fn new() -> io::Result<Alarm> {
        use rustix::time::{TimerfdClockId, TimerfdFlags, timerfd_create};
        let flags = TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK;
        Ok(Alarm { timer: timerfd_create(TimerfdClockId::Boottime, flags)?, at: None })
    }

    /// Sets the moment, or none.
    pub fn set(&mut self, at: Option<Duration>) -> io::Result<()> {
        use rustix::time::{Itimerspec, TimerfdTimerFlags, timerfd_settime};
        if at == self.at {
            return Ok(());
        }
        self.at = at;
        // A value of nothing would switch it off.
        let value = at.map_or(timespec(Duration::ZERO), |at| timespec(at.max(Duration::from_nanos(1))));
        let once = Itimerspec { it_interval: timespec(Duration::ZERO), it_value: value };
        timerfd_settime(&self.timer, TimerfdTimerFlags::ABSTIME, &once)?;
        Ok(())
    }

    /// What becomes readable when it rings.
    pub fn bell(&self) -> Option<BorrowedFd<'_>> {
        use std::os::fd::AsFd;
        Some(self.timer.as_fd())
    }

    /// How long `poll` may wait besides.
    pub fn limit(&self) -> Option<Timespec> {
        None
    }
}

#[cfg(not(target_os = "linux"))]
impl Alarm {
    /// An alarm that is not set.
    pub fn new() -> io::Result<Alarm> {
        Ok(Alarm { at: None })
    }

    /// Sets the moment, or none.
    pub fn set(&mut self, at: Option<Duration>) -> io::Result<()> {
        self.at = at;
        Ok(())
    }

    /// What becomes readable when it rings: nothing here.
    pub fn bell(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    /// How long `poll` may wait besides.
    pub fn limit(&self) -> Option<Timespec> {
        self.at.map(|at| timespec(at.saturating_sub(now())))
    }
}

fn timespec(time: Duration) -> Timespec {
    Timespec { tv_sec: i64::try_from(time.as_secs()).unwrap_or(i64::MAX), tv_nsec: i64::from(time.subsec_nanos()) }
}
