//! Strings that cost a start nothing.
//!
//! The loader sets every pointer that a program holds before the program can
//! run, and copies the page of memory in which the pointer lies. The corpus has
//! some ten thousand strings. So all of them are compiled in as one long text,
//! and a [`Str`] says where in it a string stands, without a pointer.

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// All strings that are built in, as `build.rs` has put them together.
const BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/strings.txt"));

/// A string that is built in, a constant of the code, or read while the program runs.
#[derive(Clone)]
pub struct Str(Form);

#[derive(Clone)]
enum Form {
    /// So many bytes of [`BUILT_IN`].
    BuiltIn {
        start: u32,
        length: u32,
    },
    Constant(&'static str),
    Owned(Box<str>),
}

impl Str {
    /// The `length` bytes from `start` of what is built in. Only what `build.rs` writes knows such places.
    pub const fn built_in(start: u32, length: u32) -> Str {
        Str(Form::BuiltIn { start, length })
    }

    /// A constant of the code.
    pub const fn constant(text: &'static str) -> Str {
        Str(Form::Constant(text))
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Form::BuiltIn { start, length } => &BUILT_IN[*start as usize..][..*length as usize],
            Form::Constant(text) => text,
            Form::Owned(text) => text,
        }
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        Str(Form::Owned(text.into()))
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Str {
        Str(Form::Owned(text.into()))
    }
}

impl Default for Str {
    fn default() -> Str {
        Str::constant("")
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl Serialize for Str {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Str) -> bool {
        **self == **other
    }
}

impl Eq for Str {}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    fn cmp(&self, other: &Str) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for Str {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
