//! The settings of a shared computer: `/etc/waypost/kiosk.json`.
//!
//! Only the administrator may write them, and they are read once, before the program locks itself down. Nothing else
//! sets the kiosk up: no argument, no environment. A setting that is unknown, stands twice or is out of bounds stops
//! the program, so that a slip of the hand is seen on the day it is made.

use super::trusted::{self, Keep};
use crate::error::Error;
use crate::lang::Lang;
use crate::text::scrub::scrub;
use serde::Deserialize;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where the settings lie.
pub const FILE: &str = "/etc/waypost/kiosk.json";

/// The longest line that a site may add, in characters.
const LOCAL_LINE: usize = 40;

/// The page that covers what was on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cover {
    /// Kitchen measures and conversions.
    #[default]
    Measures,
    /// This month and the next.
    Calendar,
}

/// The settings, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KioskConfig {
    /// Quiet for so long brings the warning.
    pub idle: Duration,
    /// Quiet for so long after the warning clears everything.
    pub warn: Duration,
    /// The page that covers what was on the screen.
    pub cover: Cover,
    /// Typed on the cover, it leads to a new start: 2 to 16 of a–z and 0–9.
    pub return_word: String,
    /// A cover that nobody touches for so long gives way to the start screen; None for never.
    pub cover_to_start: Option<Duration>,
    /// The language of the screens that do not follow a person's choice.
    pub default_language: Lang,
    /// The folder of the search index.
    pub index: PathBuf,
    /// The folder of the imported documents.
    pub library: PathBuf,
    /// A line of this site's own, shown after the hotline; empty for none. At most 40 characters, fit for a terminal.
    pub local_line: String,
    /// Whether to run on a kernel without Landlock.
    pub allow_no_landlock: bool,
}

/// The file as it is written. A missing field has the value of [`File::default`].
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    idle_seconds: u64,
    warn_seconds: u64,
    cover: Cover,
    return_word: String,
    cover_to_start_minutes: u64,
    default_language: String,
    index: PathBuf,
    library: PathBuf,
    local_line: String,
    allow_no_landlock: bool,
}

impl Default for File {
    fn default() -> File {
        File {
            idle_seconds: 180,
            warn_seconds: 30,
            cover: Cover::Measures,
            return_word: "home".to_owned(),
            cover_to_start_minutes: 10,
            default_language: Lang::En.tag().to_owned(),
            index: "/usr/share/waypost/index".into(),
            library: "/var/lib/waypost/library".into(),
            local_line: String::new(),
            allow_no_landlock: false,
        }
    }
}

impl KioskConfig {
    /// Reads the settings at `path`, which must belong to the user `owner` ([`trusted::ROOT`] but in tests); the
    /// defaults where there is no file.
    ///
    /// # Errors
    /// Exit 78, in the form `config: file: what`, where others could have written the file, or it is not in its format.
    pub fn read(path: &Path, owner: u32) -> Result<KioskConfig, Error> {
        let checked = match trusted::read(path, owner, Keep::Unchanged)? {
            Some(bytes) => KioskConfig::parse(&bytes),
            None => File::default().checked(),
        };
        checked.map_err(|what| trusted::wrong(path, what))
    }

    /// The settings that `bytes` hold, or a sentence that says what is wrong with them.
    pub fn parse(bytes: &[u8]) -> Result<KioskConfig, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "This is not UTF-8 text. Save the file as UTF-8.")?;
        // serde would also take a list for a structure.
        if !text.trim_start().starts_with('{') {
            return Err("The settings are not in braces. Begin with { and end with }.".to_owned());
        }
        let file: File = serde_json::from_str(text).map_err(|error| format!("{error}. Mend that line."))?;
        file.checked()
    }
}

impl File {
    fn checked(self) -> Result<KioskConfig, String> {
        let idle = within("idle_seconds", self.idle_seconds, 60..=900)?;
        let warn = within("warn_seconds", self.warn_seconds, 20..=120)?;
        let cover_minutes = within("cover_to_start_minutes", self.cover_to_start_minutes, 0..=120)?;
        let local_line = scrub(&self.local_line).replace('\n', " ").trim().to_owned();
        if local_line.chars().count() > LOCAL_LINE {
            return Err(format!("`local_line` is longer than {LOCAL_LINE} characters. Make it shorter."));
        }
        Ok(KioskConfig {
            idle: Duration::from_secs(idle),
            warn: Duration::from_secs(warn),
            cover: self.cover,
            return_word: return_word(self.return_word)?,
            cover_to_start: (cover_minutes > 0).then(|| Duration::from_secs(60 * cover_minutes)),
            default_language: Lang::from_tag(&self.default_language).ok_or_else(languages)?,
            index: folder("index", self.index)?,
            library: folder("library", self.library)?,
            local_line,
            allow_no_landlock: self.allow_no_landlock,
        })
    }
}

fn within(name: &str, value: u64, bounds: RangeInclusive<u64>) -> Result<u64, String> {
    match bounds.contains(&value) {
        true => Ok(value),
        false => Err(format!("`{name}` is {value}. Use {} to {}.", bounds.start(), bounds.end())),
    }
}

/// The word stands alone on the cover's last line, and `staff` has a meaning of its own there.
fn return_word(word: String) -> Result<String, String> {
    let fits = (2..=16).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    match fits && word != "staff" {
        true => Ok(word),
        false => Err("`return_word` must be 2 to 16 of a–z and 0–9, and not `staff`. Choose another word.".to_owned()),
    }
}

/// A relative path would depend on where the program was started.
fn folder(name: &str, path: PathBuf) -> Result<PathBuf, String> {
    match path.is_absolute() {
        true => Ok(path),
        false => Err(format!("`{name}` is no whole path. Begin it with /.")),
    }
}

fn languages() -> String {
    let tags: Vec<&str> = Lang::all().map(Lang::tag).collect();
    format!("`default_language` is none that waypost knows. Use one of {}.", tags.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{Cover, KioskConfig};
    use crate::error::Exit;
    use crate::lang::Lang;
    use proptest::prelude::{any, prop, prop_oneof, proptest};
    use proptest::strategy::Strategy;
    use std::time::Duration;

    fn defaults() -> KioskConfig {
        KioskConfig::parse(b"{}").unwrap()
    }

    #[test]
    fn the_example_holds_the_defaults() {
        let example = include_bytes!("../../packaging/kiosk/kiosk.json");
        assert_eq!(KioskConfig::parse(example).unwrap(), defaults());
        assert_eq!((defaults().idle, defaults().warn), (Duration::from_secs(180), Duration::from_secs(30)));
        assert_eq!((defaults().cover, defaults().cover_to_start), (Cover::Measures, Some(Duration::from_secs(600))));
        assert_eq!((defaults().return_word.as_str(), defaults().default_language), ("home", Lang::En));
        assert!(!defaults().allow_no_landlock);
    }

    #[test]
    fn each_setting_is_taken() {
        let text = r#"{"idle_seconds":900,"warn_seconds":120,"cover":"calendar","return_word":"r2","cover_to_start_minutes":0,
            "default_language":"fa-AF","index":"/i","library":"/l","local_line":" or ask at the desk\t","allow_no_landlock":true}"#;
        let config = KioskConfig::parse(text.as_bytes()).unwrap();
        let expected = KioskConfig {
            idle: Duration::from_secs(900),
            warn: Duration::from_secs(120),
            cover: Cover::Calendar,
            return_word: "r2".to_owned(),
            cover_to_start: None,
            default_language: Lang::FaAf,
            index: "/i".into(),
            library: "/l".into(),
            local_line: "or ask at the desk".to_owned(),
            allow_no_landlock: true,
        };
        assert_eq!(config, expected);
    }

    #[test]
    fn bounds_are_held_at_their_edges() {
        for (name, least, most) in
            [("idle_seconds", 60, 900), ("warn_seconds", 20, 120), ("cover_to_start_minutes", 0, 120)]
        {
            let with = |value: i64| KioskConfig::parse(format!("{{\"{name}\":{value}}}").as_bytes());
            assert!(with(least).is_ok() && with(most).is_ok(), "{name}");
            assert!(with(least - 1).is_err(), "{name}");
            let error = with(most + 1).unwrap_err();
            assert!(error.contains(name) && error.contains(&most.to_string()), "{error}");
        }
    }

    #[test]
    fn what_is_wrong_is_refused_and_named() {
        for (text, named) in [
            (r#"{"idel_seconds":180}"#, "idel_seconds"),
            (r#"{"cover":"measures","cover":"measures"}"#, "duplicate field `cover`"),
            (r#"{"cover":"blank"}"#, "blank"),
            (r#"{"idle_seconds":"180"}"#, "180"),
            (r#"{"idle_seconds":180.0}"#, "180"),
            (r#"{"idle_seconds":null}"#, "null"),
            (r#"{"return_word":"staff"}"#, "return_word"),
            (r#"{"return_word":"h"}"#, "return_word"),
            (r#"{"return_word":"seventeen17letter"}"#, "return_word"),
            (r#"{"return_word":"Home"}"#, "return_word"),
            (r#"{"return_word":"go home"}"#, "return_word"),
            (r#"{"default_language":"tlh"}"#, "default_language"),
            (r#"{"index":"index/built"}"#, "index"),
            (r#"{"library":""}"#, "library"),
            (r#"{"local_line":"12345678901234567890123456789012345678901"}"#, "local_line"),
            ("[180,30]", "braces"),
            ("{} {}", "trailing"),
            ("{", "EOF"),
            ("", "braces"),
        ] {
            let error = KioskConfig::parse(text.as_bytes()).expect_err(text);
            assert!(error.contains(named), "{text}: {error}");
        }
        assert!(KioskConfig::parse(b"{\"cover\":\"\xff\"}").unwrap_err().contains("UTF-8"));
    }

    #[test]
    fn a_local_line_cannot_command_the_terminal() {
        let config = KioskConfig::parse(r#"{"local_line":"a\u001b[2Jb\nc\u202ed"}"#.as_bytes()).unwrap();
        assert_eq!(config.local_line, "a\u{fffd}[2Jb c\u{fffd}d");
    }

    #[test]
    fn a_file_is_read_and_its_faults_name_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.json");
        let me = rustix::process::geteuid().as_raw();
        assert_eq!(KioskConfig::read(&path, me).unwrap(), defaults(), "no file");
        std::fs::write(&path, r#"{"return_word":"kitchen"}"#).unwrap();
        assert_eq!(KioskConfig::read(&path, me).unwrap().return_word, "kitchen");
        std::fs::write(&path, "{\"\\u001b[2J\":1}").unwrap();
        let error = KioskConfig::read(&path, me).unwrap_err();
        assert_eq!(error.exit, Exit::Config);
        assert!(error.message.starts_with(&format!("config: {}: unknown field", path.display())), "{}", error.message);
        assert!(!error.message.contains('\u{1b}'));
        assert!(KioskConfig::read(&path, me + 1).unwrap_err().message.contains("somebody else"));
    }

    /// Bytes that are often nearly right.
    fn nearly_settings() -> impl Strategy<Value = Vec<u8>> {
        let pieces = r#"{ } , "idle_seconds": "local_line": "return_word": "cover": "calendar" "\ud800" "home" 180 -1 1e999
            18446744073709551616 [[[["#;
        let pieces: Vec<&str> = pieces.split_whitespace().collect();
        prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat().into_bytes())
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fail_otherwise_than_by_a_sentence(
            bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..400), nearly_settings()],
        ) {
            match KioskConfig::parse(&bytes) {
                Ok(config) => {
                    assert!((60..=900).contains(&config.idle.as_secs()));
                    assert!((20..=120).contains(&config.warn.as_secs()));
                    assert!(config.local_line.chars().count() <= 40);
                }
                Err(what) => assert!(what.ends_with('.'), "{what}"),
            }
        }
    }
}
