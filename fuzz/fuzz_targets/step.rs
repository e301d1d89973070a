//! The body stands in `tests/fuzz/bodies`, so that ordinary tests run it too.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/fuzz/bodies/mod.rs"]
mod bodies;

fuzz_target!(|data: &[u8]| bodies::step(data));
