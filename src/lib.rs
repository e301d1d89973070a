//! waypost: an offline terminal reference for people at risk of human
//! trafficking, and for those who help them.
//!
//! A **World** that never changes, a **Session** that can be thrown away, one
//! **update** that turns an action into the next session, a **face** that
//! shows it. `ARCHITECTURE.md` gives the floors of the house; a test holds
//! that imports go down only.

pub mod app;
pub mod check;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod doctor;
pub mod error;
pub mod files;
pub mod frames;
pub mod generate;
pub mod guard;
pub mod id;
pub mod input;
pub mod lang;
pub mod library;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)]
mod logarithm;
pub mod page;
pub mod pin;
pub mod reader;
pub mod sandbox;
pub mod search;
pub mod strings;
pub mod terminal;
pub mod text;
pub mod tui;
pub mod words;
