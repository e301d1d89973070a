//! The two settings files: never a panic, and what is accepted is within its bounds.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;
use std::path::Path;
use waypost::config::Config;
use waypost::config::kiosk::KioskConfig;
use waypost::config::trusted;
use waypost::text::scrub::allowed;

const KIOSK: [&str; 10] = [
    "idle_seconds",
    "warn_seconds",
    "cover",
    "return_word",
    "cover_to_start_minutes",
    "default_language",
    "index",
    "library",
    "local_line",
    "allow_no_landlock",
];
const DESK: [&str; 3] = ["language", "theme", "idle_minutes"];

/// The bytes are the file.
pub fn config(data: &[u8]) {
    match KioskConfig::parse(data) {
        Ok(config) => kiosk(data, &config),
        Err(what) => sentence(&trusted::wrong(Path::new("/etc/waypost/kiosk.json"), what).message),
    }
    match Config::parse(data) {
        Ok(config) => desk(data, &config),
        Err(what) => sentence(&what),
    }
}

fn kiosk(data: &[u8], config: &KioskConfig) {
    fields(data, &KIOSK);
    assert!((60..=900).contains(&config.idle.as_secs()) && config.idle.subsec_nanos() == 0);
    assert!((20..=120).contains(&config.warn.as_secs()) && config.warn.subsec_nanos() == 0);
    let minutes = config.cover_to_start.map(|time| time.as_secs_f64() / 60.0);
    assert!(minutes.is_none_or(|minutes| (1.0..=120.0).contains(&minutes)), "{minutes:?}");
    let word = &config.return_word;
    assert!((2..=16).contains(&word.len()) && word != "staff", "{word:?}");
    assert!(word.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9')), "{word:?}");
    assert!(config.index.has_root() && config.library.has_root());
    assert!(config.local_line.chars().count() <= 40, "{:?}", config.local_line);
    assert!(config.local_line.chars().all(|c| allowed(c) && c != '\n'), "{:?}", config.local_line);
}

fn desk(data: &[u8], config: &Config) {
    fields(data, &DESK);
    match config.idle() {
        Ok(idle) => assert!(idle.is_none_or(|idle| (300..=7200).contains(&idle.as_secs())), "{idle:?}"),
        Err(error) => sentence(&error.message),
    }
    if let Err(error) = config.theme(None) {
        sentence(&error.message);
    }
    assert!(!config.language(None, |_| None).is_empty() || config.language.as_deref() == Some(""));
}

/// One line that ends as a sentence does, and commands no terminal.
#[track_caller]
fn sentence(message: &str) {
    assert!(message.ends_with('.'), "{message:?}");
    assert!(message.chars().all(|c| allowed(c) && c != '\n'), "{message:?}");
}

/// Accepted are only fields that there are, each once.
#[track_caller]
fn fields(data: &[u8], known: &[&str]) {
    let Names(mut names) = serde_json::from_slice(data).expect("what is accepted is JSON");
    assert!(names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
    names.sort();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}

/// The names of an object's fields, as they stand there.
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Names, D::Error> {
        deserializer.deserialize_map(Collect)
    }
}

struct Collect;

impl<'de> Visitor<'de> for Collect {
    type Value = Names;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
        let mut names = Vec::new();
        while let Some((name, IgnoredAny)) = map.next_entry()? {
            names.push(name);
        }
        Ok(Names(names))
    }
}
