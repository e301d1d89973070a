//! Setting the PIN: which one is refused, how it is hashed and written.

use super::Pin;
use crate::error::{Error, Exit};
use crate::text::scrub::allowed;
use argon2::{Argon2, PasswordHasher};
use rustix::fs::{Gid, Mode, OFlags, fchmod, fchown, fsync, open};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// How many characters a PIN has.
const LEAST: usize = 6;
pub(super) const MOST: usize = 32;
/// Of the salt, in bytes; RFC 9106 asks for 16.
const SALT: usize = 16;

impl Pin {
    /// The hash of a new PIN, with fresh salt.
    ///
    /// # Errors
    /// A sentence that says why the PIN is refused; exit 70 where the system gives no salt or no memory.
    pub fn new(typed: &[u8]) -> Result<Pin, Error> {
        refuse_weak(typed).map_err(|what| Error::new(Exit::Usage, what))?;
        let mut salt = [0; SALT];
        getrandom::fill(&mut salt)
            .map_err(|_| Error::new(Exit::Internal, "The system gave no random bytes. Nothing was changed."))?;
        let hash = Argon2::default()
            .hash_password_with_salt(typed, &salt)
            .map_err(|_| Error::new(Exit::Internal, "There is not enough memory for the PIN. Nothing was changed."))?;
        Ok(Pin(hash))
    }

    /// Writes the PIN to `path`: aside first, then in one step in place of the old one, so that a loss of power leaves
    /// the old file or the new one. Mode 0640, for `group` where there is one.
    ///
    /// # Errors
    /// Exit 73 where that fails; the old file then stands as it was.
    pub fn write(&self, path: &Path, group: Option<Gid>) -> Result<(), Error> {
        let folder = path.parent().unwrap_or(Path::new("/"));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let aside = folder.join(format!(".{name}.new-{}", std::process::id()));
        // Left over from a program of the same number that was ended half way.
        let _ = fs::remove_file(&aside);
        let written = self.write_aside(&aside, group).and_then(|()| fs::rename(&aside, path));
        if written.is_err() {
            let _ = fs::remove_file(&aside);
        }
        written.and_then(|()| File::open(folder)?.sync_all()).map_err(|error| unwritable(path, &error))
    }

    fn write_aside(&self, aside: &Path, group: Option<Gid>) -> io::Result<()> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut file = File::from(open(aside, flags, Mode::RUSR | Mode::WUSR)?);
        if group.is_some() {
            fchown(&file, None, group)?;
        }
        // After the group: nobody else reads it on the way. And whatever the umask says.
        fchmod(&file, Mode::RUSR | Mode::WUSR | Mode::RGRP)?;
        writeln!(file, "{}", self.0)?;
        Ok(fsync(&file)?)
    }
}

/// Exit 73 for a PIN that cannot be written to `path`.
pub fn unwritable(path: &Path, error: &io::Error) -> Error {
    let what = format!("{} cannot be written: {error}. Run this as root: sudo waypost admin set-pin.", path.display());
    Error::new(Exit::CannotWrite, what)
}

/// The id of the group that the kiosk runs as, by the lines of the file `groups` ([`super::GROUPS`] but in tests); None
/// where there is none. No library call: a static program would have to load one for it.
pub fn group(groups: &Path) -> Option<Gid> {
    let lines = fs::read_to_string(groups).ok()?;
    let of_kiosk = lines.lines().find_map(|line| line.strip_prefix("waypost:"))?;
    of_kiosk.split(':').nth(1)?.parse().ok().map(Gid::from_raw)
}

/// Says why a PIN is none: too short, too long, or among the first that anybody would try.
fn refuse_weak(typed: &[u8]) -> Result<(), &'static str> {
    let text =
        std::str::from_utf8(typed).map_err(|_| "The PIN has letters that cannot be read. Use digits and letters.")?;
    if text.chars().any(|c| c == '\n' || !allowed(c)) {
        return Err("The PIN holds a key that is no letter, digit or sign. Use digits and letters.");
    }
    if !(LEAST..=MOST).contains(&text.chars().count()) {
        return Err("A PIN has 6 to 32 characters. Choose another.");
    }
    if has_step(text, 0) {
        return Err("The PIN is one character again and again. Choose another.");
    }
    if has_step(text, 1) || has_step(text, -1) {
        return Err("The PIN is a plain sequence. Choose another.");
    }
    Ok(())
}

/// Whether each character lies `step` behind the one before it; a row of digits goes on from 9 to 0.
fn has_step(text: &str, step: i64) -> bool {
    let follows = |a: char, b: char| match (a.to_digit(10), b.to_digit(10)) {
        (Some(a), Some(b)) => (i64::from(a) + step).rem_euclid(10) == i64::from(b),
        _ => i64::from(u32::from(a)) + step == i64::from(u32::from(b)),
    };
    text.chars().zip(text.chars().skip(1)).all(|(a, b)| follows(a, b))
}

#[cfg(test)]
mod tests {
    use super::{Pin, group, has_step};
    use crate::error::Exit;
    use rustix::fs::Gid;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn me() -> u32 {
        rustix::process::geteuid().as_raw()
    }

    fn mine() -> Option<Gid> {
        Some(rustix::process::getegid())
    }

    #[test]
    fn a_new_pin_is_written_whole_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("staff-pin");
        assert!(Pin::read(&path, me(), mine()).unwrap().is_none());
        fs::write(&path, "old").unwrap();
        Pin::new(b"open-4711").unwrap().write(&path, None).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half made is left");
        let line = fs::read_to_string(&path).unwrap();
        assert!(line.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && line.ends_with('\n'), "{line}");
        assert!(Pin::read(&path, me(), mine()).unwrap().unwrap().check(b"open-4711"));
        Pin::new(b"open-4711").unwrap().write(&path, None).unwrap();
        assert_ne!(fs::read_to_string(&path).unwrap(), line, "the salt is fresh");
    }

    #[test]
    fn what_cannot_be_written_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("staff-pin");
        fs::create_dir(&path).unwrap();
        let error = Pin::new(b"open-4711").unwrap().write(&path, None).unwrap_err();
        assert_eq!(error.exit, Exit::CannotWrite);
        assert!(error.message.contains("staff-pin"), "{}", error.message);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_pin_that_anybody_would_try_first_is_refused() {
        for weak in [
            "123456",
            "654321",
            "234567",
            "567890",
            "098765",
            "abcdef",
            "zyxwvu",
            "000000",
            "aaaaaaaa",
            "12345",
            "",
            "äääää",
            "123456789012345678901234567890123",
        ] {
            assert_eq!(Pin::new(weak.as_bytes()).expect_err(weak).exit, Exit::Usage);
        }
        for key in ["open\u{1b}4711", "open\n4711", "open\u{0}4711"] {
            assert!(Pin::new(key.as_bytes()).unwrap_err().message.contains("key"));
        }
        assert!(Pin::new(b"\xff\xfe\xfd\xfc\xfb\xfa").is_err());
        for good in ["123457", "121212", "864203", "schlüssel", "12345678901234567890123456789021"] {
            assert!(Pin::new(good.as_bytes()).is_ok(), "{good}");
        }
        assert!(!has_step("azbycx", 1));
    }

    #[test]
    fn the_group_is_found_by_its_whole_name() {
        let folder = tempfile::tempdir().unwrap();
        let of = |lines: &str| {
            let path = folder.path().join("group");
            fs::write(&path, lines).unwrap();
            group(&path)
        };
        assert_eq!(of("root:x:0:\nwaypost-admin:x:7:\nwaypost:x:997:\n"), Some(Gid::from_raw(997)));
        assert_eq!(of("waypost-admin:x:7:\nwaypost:x:many:\n"), None);
        assert_eq!(group(&folder.path().join("none")), None);
    }
}
