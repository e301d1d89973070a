//! The kiosk from outside: the finished program on a pseudo-terminal, with its processes looked into.
//!
//! Where the test may make a mount namespace, the kiosk finds settings, a PIN and a ready index of the test's own; else
//! what needs them is skipped. `WAYPOST_TESTS=strict` makes a test that cannot run here fail instead.
//! `cargo test --release --test kiosk -- --ignored --nocapture` measures how quick the hide key is.

#![cfg(target_os = "linux")]
// What is missing here is a failed test.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod arguments;
mod calls;
mod cover;
mod deaths;
mod environment;
mod hide;
mod idle;
mod latency;
mod memory;
mod processes;
mod promises;
mod signals;
mod site;
mod staff;
mod start;
mod tmux;
mod unit;
