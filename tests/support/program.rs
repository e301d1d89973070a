//! The finished program, run in a home of its own.
//!
//! Nothing of the machine reaches it but the path of the binary: no settings,
//! no language, no cache. The index of the shipped records is built once for
//! all tests of a file.

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;
use tempfile::TempDir;

/// The binary that the tests are of.
pub const BINARY: &str = env!("CARGO_BIN_EXE_waypost");

/// A folder with the index of the shipped records, made by the program itself.
pub fn index() -> &'static Path {
    static INDEX: OnceLock<PathBuf> = OnceLock::new();
    INDEX.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("index");
        let status = std::process::Command::new(BINARY).args(["index", "--to"]).arg(&folder).output().unwrap().status;
        assert!(status.success(), "the index cannot be built: {status}");
        folder
    })
}

/// A home that is empty at first, with the environment that goes with it.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes the settings file.
    pub fn with_settings(self, json: &str) -> Home {
        let folder = self.path().join("config/waypost");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("config.json"), json).unwrap();
        self
    }

    /// The whole environment of a program that lives here.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("HOME", self.path().to_owned()),
            ("XDG_CONFIG_HOME", self.path().join("config")),
            ("XDG_CACHE_HOME", self.path().join("cache")),
            ("XDG_DATA_HOME", self.path().join("data")),
            ("WAYPOST_INDEX", index().to_owned()),
            ("PATH", "/usr/bin:/bin".into()),
        ]
    }
}

/// One run of the program.
pub struct Program {
    home: Home,
    command: Command,
}

impl Program {
    pub fn with(args: &[&str]) -> Program {
        Program::at_home(Home::new(), args)
    }

    pub fn at_home(home: Home, args: &[&str]) -> Program {
        let mut command = Command::new(BINARY);
        command.env_clear().envs(home.environment()).args(args).timeout(Duration::from_secs(120));
        Program { home, command }
    }

    /// With `tests/fixtures/corpus` instead of the shipped records.
    pub fn among_made_up_records(args: &[&str]) -> Program {
        let folder = super::fixture("corpus");
        Program::with(&[args, &["--corpus", folder.to_str().unwrap()]].concat())
    }

    pub fn input(mut self, text: impl Into<Vec<u8>>) -> Program {
        self.command.write_stdin(text);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Program {
        self.command.env(name, value);
        self
    }

    pub fn without(mut self, name: &str) -> Program {
        self.command.env_remove(name);
        self
    }

    pub fn in_folder(mut self, folder: &Path) -> Program {
        self.command.current_dir(folder);
        self
    }

    /// Runs it, and holds that it ends with `code` and never panics.
    #[track_caller]
    pub fn exits(mut self, code: i32) -> Answer {
        let output = self.command.output().unwrap();
        let out = String::from_utf8(output.stdout).expect("the answer is UTF-8");
        let err = String::from_utf8(output.stderr).expect("what is said beside it is UTF-8");
        assert!(!err.contains("panicked") && !err.contains("internal error"), "{err}");
        let start: String = out.chars().take(2000).collect();
        assert_eq!(output.status.code(), Some(code), "\nout: {start}\nerr: {err}");
        Answer { out, err }
    }
}

/// What the program has said.
pub struct Answer {
    /// On standard output.
    pub out: String,
    /// On standard error.
    pub err: String,
}

impl Answer {
    #[track_caller]
    pub fn prints(self, text: &str) -> Answer {
        assert!(self.out.contains(text), "{text:?} is not in the answer:\n{}", self.out);
        self
    }

    /// Says `text` beside the answer.
    #[track_caller]
    pub fn says(self, text: &str) -> Answer {
        assert!(self.err.contains(text), "{text:?} is not said:\n{}", self.err);
        self
    }

    /// Prints nothing on standard output.
    #[track_caller]
    pub fn answers_nothing(self) -> Answer {
        assert_eq!(self.out, "");
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}:\n{}", self.out))
    }

    /// The objects of a JSON array.
    #[track_caller]
    pub fn rows(&self) -> Vec<Value> {
        self.json().as_array().cloned().expect("a JSON array")
    }
}

/// The string in field `name` of a row.
#[track_caller]
pub fn text(row: &Value, name: &str) -> String {
    row[name].as_str().unwrap_or_else(|| panic!("no string `{name}` in {row}")).to_owned()
}
