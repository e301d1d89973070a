//! The bodies of the fuzz targets: each takes any bytes, and panics where a promise is broken.
//!
//! They stand here so that `cargo test` runs them over the inputs in `fuzz/corpus` without the fuzzer, and
//! `fuzz/fuzz_targets` includes them for the long runs. CONTRIBUTING.md says how.

// The fuzzer's package takes one body for each program, and leaves the others.
#![allow(dead_code, unused_imports)]

mod config;
mod input;
mod scanner;
mod scrub;
mod search_box;
mod step;

pub use config::config;
pub use input::input;
pub use scanner::scanner;
pub use scrub::scrub;
pub use search_box::search_box;
pub use step::step;

/// The fuzzer's bytes, from which a body takes its decisions. When they are used up, all is zero.
struct Data<'a>(&'a [u8]);

impl<'a> Data<'a> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().map_or((0, self.0), |(first, rest)| (*first, rest));
        self.0 = rest;
        first
    }

    fn u16(&mut self) -> u16 {
        u16::from_le_bytes([self.byte(), self.byte()])
    }

    fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// One of `all`.
    fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.byte()) % all.len()]
    }

    /// A number from `least` to `most`.
    fn within(&mut self, least: u64, most: u64) -> u64 {
        least + u64::from(self.u16()) % (most - least + 1)
    }

    /// So many bytes, or what is left.
    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        bytes
    }

    /// All that is left.
    fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }
}
