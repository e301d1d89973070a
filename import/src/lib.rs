//! waypost-import: takes documents into waypost's library.
//!
//! Whatever parses a foreign file runs in a worker (`worker`, `parse`), a process of its own that can do nothing but read
//! its input and write its answer. The importer starts workers, does not trust what they say, cleans it, cuts it into
//! passages and writes the library. `fetch` is the one place of the whole project that uses a network.

pub mod clean;
pub mod cli;
pub mod document;
pub mod fetch;
pub mod files;
pub mod format;
pub mod import;
pub mod parse;
pub mod passages;
pub mod process;
pub mod read;
pub mod tell;
pub mod wire;
pub mod worker;
pub mod write;
