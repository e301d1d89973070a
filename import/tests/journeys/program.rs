//! The program, in a home of its own, and the library that it has written.

use assert_cmd::Command;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use waypost::files::open_library;
use waypost::library::{Document, Library, Passage};

pub const BINARY: &str = env!("CARGO_BIN_EXE_waypost-import");

/// An empty home, with files of the test's own.
pub struct Home(TempDir);

/// What a run has said.
pub struct Said {
    pub out: String,
    pub err: String,
}

/// The one document of the library.
#[track_caller]
pub fn only(home: &Home) -> Document {
    let documents: Vec<Document> = home.library().documents().cloned().collect();
    assert_eq!(documents.len(), 1, "{documents:?}");
    documents.into_iter().next().unwrap()
}

impl Home {
    pub fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    /// With one file.
    pub fn with(name: &str, bytes: impl AsRef<[u8]>) -> Home {
        let home = Home::new();
        home.file(name, bytes);
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("files").join(name)
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn library_folder(&self) -> PathBuf {
        self.0.path().join("data/waypost/library")
    }

    pub fn downloads(&self) -> PathBuf {
        self.0.path().join("cache/waypost/downloads")
    }

    /// The environment of a program that lives here.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        let home = self.0.path();
        vec![("HOME", home.to_owned()), ("XDG_DATA_HOME", home.join("data")), ("XDG_CACHE_HOME", home.join("cache"))]
    }

    /// Runs the program among the files, and holds that it ends with `code`.
    #[track_caller]
    pub fn exits(&self, code: i32, args: &[&str]) -> Said {
        self.exits_with(code, args, &[])
    }

    #[track_caller]
    pub fn exits_with(&self, code: i32, args: &[&str], environment: &[(&str, &str)]) -> Said {
        fs::create_dir_all(self.path("")).unwrap();
        let mut command = Command::new(BINARY);
        command.env_clear().envs(self.environment()).envs(environment.iter().copied());
        let output = command.current_dir(self.path("")).args(args).timeout(Duration::from_secs(300)).output().unwrap();
        let said = Said {
            out: String::from_utf8(output.stdout).expect("the answer is UTF-8"),
            err: String::from_utf8(output.stderr).expect("what is said beside it is UTF-8"),
        };
        assert!(!said.err.contains("panicked"), "{}", said.err);
        assert_eq!(output.status.code(), Some(code), "\nout: {}\nerr: {}", said.out, said.err);
        said
    }

    /// Imports all files that are there.
    #[track_caller]
    pub fn imports(&self) -> Said {
        self.exits(0, &["."])
    }

    /// Imports all files, none of which can be imported.
    #[track_caller]
    pub fn refuses(&self) -> Said {
        let said = self.exits(1, &["."]);
        assert_eq!(said.out, "");
        said
    }

    #[track_caller]
    pub fn library(&self) -> Library {
        open_library(&self.library_folder()).unwrap().unwrap()
    }

    /// All passages of a document.
    #[track_caller]
    pub fn passages(&self, id: &str) -> Vec<Passage> {
        self.library().passages(id, 0..u32::MAX)
    }

    /// All text of a document, and its headings.
    #[track_caller]
    pub fn text(&self, id: &str) -> String {
        let whole = |passage: Passage| format!("{} {}", passage.section.join(" / "), passage.text);
        self.passages(id).into_iter().map(whole).collect::<Vec<_>>().join("\n")
    }
}

impl Said {
    #[track_caller]
    pub fn prints(self, text: &str) -> Said {
        assert!(self.out.contains(text), "{text:?} is not in the answer:\n{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn says(self, text: &str) -> Said {
        assert!(self.err.contains(text), "{text:?} is not said:\n{}\n{}", self.err, self.out);
        self
    }
}
