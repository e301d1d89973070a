//! The commands: what they print, where, and how they end.

// What is missing here is a failed test.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod batch;
mod check;
mod doctor;
mod generate;
mod index;
mod library;
mod list;
mod output;
mod search;
mod show;
mod usage;
