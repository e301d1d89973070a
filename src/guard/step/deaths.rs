//! Readers that die by themselves, and when another is tried.

use std::time::Duration;

/// Three deaths in this time are too many; after that there is one new try in this time.
const MINUTE: Duration = Duration::from_secs(60);

/// What is remembered of deaths.
#[derive(Debug, Default)]
pub struct Deaths {
    /// When the two latest were, the older first.
    recent: [Option<Duration>; 2],
    /// Whether there were too many.
    too_many: bool,
    /// When a reader was last started since then.
    tried: Option<Duration>,
}

impl Deaths {
    /// A reader died. Whether it was one too many.
    pub fn died(&mut self, now: Duration) -> bool {
        let within = |then: Duration| now.saturating_sub(then) <= MINUTE;
        if self.tried.is_some_and(|tried| !within(tried)) {
            // The new try lived: that is over.
            self.forget();
        }
        self.too_many |= self.recent[0].is_some_and(within);
        self.recent = [self.recent[1], Some(now)];
        self.too_many
    }

    /// Whether a reader may be started.
    pub fn may_try(&self, now: Duration) -> bool {
        !self.too_many || self.tried.is_none_or(|tried| now.saturating_sub(tried) >= MINUTE)
    }

    /// A reader is started.
    pub fn tried(&mut self, now: Duration) {
        self.tried = self.too_many.then_some(now);
    }

    /// A session ended as it should: readers work.
    pub fn forget(&mut self) {
        *self = Deaths::default();
    }
}
