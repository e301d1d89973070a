//! The core: what a person can do, and what that leads to.
//!
//! [`World`] is all that is known and never changes; [`Session`] is all that
//! one person's use leaves behind; [`update`] turns an [`Action`] into the next
//! session. Nothing here reads a file, a clock or a terminal.

mod action;
mod areas;
mod browse;
mod doc;
mod full;
mod help;
mod hints;
mod key;
mod layout;
mod list;
mod nearest;
mod note;
mod place;
mod policy;
mod promises;
mod read;
mod search_box;
mod session;
mod update;
mod world;

pub use action::{Action, Effect, Row as KeyRow, action_for, key_rows};
pub use areas::{Area, Areas, Size};
pub use browse::{language_label, pane_labels};
pub use doc::{Doc, Find};
pub use full::{Part, page_name};
pub use hints::{KeyHint, KeyLine, key_line};
pub use key::{Key, Mouse};
pub use layout::{Gutter, Layout, Line, Piece, Spot};
pub use list::{Entry, List, ListLine, ListPiece, Tone, cursor, lines as list_lines};
pub use nearest::nearest;
pub use note::foot as note_foot;
pub use place::Place;
pub use policy::{Depth, Mode, Policy, Theme};
pub use promises::{Cover, Promises};
pub use search_box::{Narrow, SearchBox};
pub use session::{Base, Pane, Screen, Session};
pub use update::{menu_top, settle, update};
pub use world::{HelpNumbers, World};
