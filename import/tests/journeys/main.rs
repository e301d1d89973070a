//! Whole journeys: files in, a library out, through the program itself.

// What is missing here is a failed test.
#![allow(clippy::unwrap_used)]

mod damaged;
mod fetching;
mod fixtures;
mod hostile;
mod importing;
mod killed;
mod pdfs;
mod program;
mod sandbox;
mod server;
