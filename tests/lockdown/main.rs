//! What the guard and the reader can no longer do once they are locked, tried out in children of the test.
//!
//! Each attempt is made three times: free, as the guard, as the reader. The first shows that the attempt itself is
//! sound, so that a refusal is the lock's doing. Nothing here needs root, a network or a console.

#![cfg(target_os = "linux")]
// What is missing here is a failed test.
#![allow(clippy::unwrap_used, clippy::print_stderr)]
// Children are forked and system calls made by hand.
#![allow(unsafe_code)]

mod attempts;
mod child;
#[path = "../support/folder.rs"]
mod folder;
#[path = "../support/library.rs"]
#[allow(dead_code)]
mod library;
mod reading;
mod steps;
