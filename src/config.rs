//! Settings: the command line first, then the settings file, then the environment.
//!
//! The program never writes settings. The file is
//! `$XDG_CONFIG_HOME/waypost/config.json`; an unknown field is refused, so
//! that a misspelt one cannot be lost. A shared computer has settings of its
//! own, in [`kiosk`]; none of these count there.

use crate::app::Theme;
use crate::error::{Error, Exit};
use crate::lang::Lang;
use crate::text::scrub::scrub;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub mod kiosk;
pub mod trusted;

/// The settings file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// A language tag.
    #[serde(default)]
    pub language: Option<String>,
    /// `auto`, `dark`, `light` or `mono`.
    #[serde(default)]
    pub theme: Option<String>,
    /// Clear everything after so many minutes without a key, 5 to 120; never where it is not set.
    #[serde(default)]
    pub idle_minutes: Option<u64>,
}

impl Config {
    /// Reads the file, where there is one.
    ///
    /// # Errors
    /// Exit 78 where it cannot be read or is not in its format.
    pub fn read(path: &Path) -> Result<Config, Error> {
        let wrong =
            |what: String| Error::new(Exit::Config, format!("{}: {what} Mend the file or remove it.", path.display()));
        match std::fs::read(path) {
            Ok(bytes) => Config::parse(&bytes).map_err(wrong),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
            Err(error) => Err(wrong(format!("The file cannot be read: {error}."))),
        }
    }

    /// The settings that `bytes` hold, or a sentence that says what is wrong with them.
    ///
    /// # Errors
    /// The sentence; it may quote the file, and is fit for a terminal.
    pub fn parse(bytes: &[u8]) -> Result<Config, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "This is not UTF-8 text.")?;
        // serde would also take a list for a structure.
        if !text.trim_start().starts_with('{') {
            return Err("The settings are not in braces.".to_owned());
        }
        serde_json::from_str(text).map_err(|error| shown(&format!("{error}.")))
    }

    /// The language: what was asked for, what the file says, what the environment says, English.
    pub fn language(&self, asked: Option<&str>, environment: impl Fn(&str) -> Option<String>) -> String {
        let set = |name: &&str| environment(name).filter(|value| !value.is_empty());
        asked
            .map(str::to_owned)
            .or_else(|| self.language.clone())
            .or_else(|| ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set))
            .unwrap_or_else(|| Lang::En.tag().to_owned())
    }

    /// The theme: what was asked for, what the file says, the terminal's own colours.
    ///
    /// # Errors
    /// Exit 78 where the file names a theme that there is not.
    pub fn theme(&self, asked: Option<Theme>) -> Result<Theme, Error> {
        let of_file = match self.theme.as_deref() {
            None | Some("auto") => Theme::Auto,
            Some("dark") => Theme::Dark,
            Some("light") => Theme::Light,
            Some("mono") => Theme::Mono,
            Some(other) => {
                let what = format!("The settings name the theme `{}`. Use auto, dark, light or mono.", shown(other));
                return Err(Error::new(Exit::Config, what));
            }
        };
        Ok(asked.unwrap_or(of_file))
    }

    /// After how long without a key everything is cleared; None for never.
    ///
    /// # Errors
    /// Exit 78 where the file names fewer than 5 or more than 120 minutes.
    pub fn idle(&self) -> Result<Option<Duration>, Error> {
        match self.idle_minutes {
            None => Ok(None),
            Some(minutes @ 5..=120) => Ok(Some(Duration::from_secs(60 * minutes))),
            Some(other) => {
                let what = format!("The settings name {other} `idle_minutes`. Use 5 to 120, or leave it out.");
                Err(Error::new(Exit::Config, what))
            }
        }
    }
}

/// What a file says, for a message: one line, and no commands to the terminal.
fn shown(text: &str) -> String {
    scrub(text).replace('\n', " ")
}

/// The data folder, by the XDG Base Directory Specification; None without a home.
pub fn data_folder() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    etcetera::choose_base_strategy().ok().map(|base| base.data_dir())
}

/// The settings file and the cache folder, by the XDG Base Directory Specification; None without a home.
pub fn folders() -> (Option<PathBuf>, Option<PathBuf>) {
    use etcetera::BaseStrategy;
    match etcetera::choose_base_strategy() {
        Ok(base) => (Some(base.config_dir().join("waypost/config.json")), Some(base.cache_dir())),
        Err(_) => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::Config;
    use crate::app::Theme;
    use std::time::Duration;

    #[test]
    fn what_was_asked_for_comes_first() {
        let config: Config = serde_json::from_str(r#"{"language":"uk","theme":"dark"}"#).unwrap();
        let environment = |name: &str| (name == "LANG").then(|| "es_MX.UTF-8".to_owned());
        assert_eq!(config.language(Some("fr"), environment), "fr");
        assert_eq!(config.language(None, environment), "uk");
        assert_eq!(Config::default().language(None, environment), "es_MX.UTF-8");
        assert_eq!(Config::default().language(None, |_| None), "en");
        assert_eq!(config.theme(None).unwrap(), Theme::Dark);
        assert_eq!(config.theme(Some(Theme::Mono)).unwrap(), Theme::Mono);
    }

    #[test]
    fn a_quiet_time_is_off_unless_set_and_has_bounds() {
        let with = |minutes: Option<u64>| Config { idle_minutes: minutes, ..Config::default() }.idle();
        assert_eq!(with(None).unwrap(), None);
        assert_eq!(with(Some(5)).unwrap(), Some(Duration::from_secs(300)));
        assert_eq!(with(Some(120)).unwrap(), Some(Duration::from_secs(7200)));
        for minutes in [0, 4, 121, u64::MAX] {
            assert!(with(Some(minutes)).unwrap_err().message.contains(&minutes.to_string()));
        }
        assert!(serde_json::from_str::<Config>(r#"{"idle_minutes":-5}"#).is_err());
    }

    #[test]
    fn a_misspelt_setting_is_refused() {
        assert!(serde_json::from_str::<Config>(r#"{"langauge":"uk"}"#).is_err());
        let config: Config = serde_json::from_str(r#"{"theme":"pink"}"#).unwrap();
        assert!(config.theme(None).unwrap_err().message.contains("pink"));
    }

    #[test]
    fn what_the_file_says_cannot_command_the_terminal() {
        let unknown = Config::parse(br#"{"a\u001b[2J\nb":1}"#).unwrap_err();
        assert!(unknown.starts_with("unknown field `a\u{fffd}[2J b`"), "{unknown}");
        let theme = Config::parse(br#"{"theme":"\u001b]0;x\u0007\n"}"#).unwrap().theme(None).unwrap_err();
        assert!(theme.message.contains("`\u{fffd}]0;x\u{fffd} `"), "{}", theme.message);
    }
}
