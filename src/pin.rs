//! The staff PIN: read, checked, and set anew.
//!
//! The file holds one line, the PIN's Argon2id hash. The PIN guards the way out of the kiosk and no secret; still, a
//! check tells nothing by the time it takes, and what was typed does not stay in memory.

use crate::config::trusted::{self, Keep};
use crate::error::{Error, Exit};
use crate::text::scrub::allowed;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use rustix::fs::{Gid, Mode, OFlags, fchmod, fchown, fsync, open};
use rustix::rand::{GetRandomFlags, getrandom};
use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::path::Path;

/// Where the PIN's hash lies.
pub const FILE: &str = "/etc/waypost/staff-pin";
/// The longest PIN that a person may type, in bytes: 32 characters of up to four bytes each.
pub const LONGEST: usize = 4 * MOST;

/// How many characters a PIN has.
const LEAST: usize = 6;
const MOST: usize = 32;

/// In KiB: OWASP's least for Argon2id (Password Storage Cheat Sheet), and what fits well into the guard's own limit.
const MEMORY: RangeInclusive<u32> = 19_456..=131_072;
/// OWASP's least; the guard hears no key while it counts, so not too many.
const ROUNDS: RangeInclusive<u32> = 2..=10;
const LANES: RangeInclusive<u32> = 1..=16;
/// Of the salt, in bytes; RFC 9106 asks for 16.
const SALT: usize = 16;

/// A PIN as it is kept: a hash that can only be compared with.
#[derive(Clone, Debug)]
pub struct Pin(PasswordHash);

impl Pin {
    /// Reads the PIN at `path`, which must belong to the user `owner` ([`trusted::ROOT`] but in tests) and be readable
    /// by its group at most; None where no PIN is set.
    ///
    /// # Errors
    /// Exit 78, in the form `config: file: what`, where others could have written or read the file, or it is no hash as
    /// `waypost admin set-pin` makes it.
    pub fn read(path: &Path, owner: u32) -> Result<Option<Pin>, Error> {
        let Some(bytes) = trusted::read(path, owner, Keep::Secret)? else { return Ok(None) };
        let pin = Pin::parse(&bytes)
            .map_err(|what| trusted::wrong(path, format!("{what} Set the PIN anew with `waypost admin set-pin`.")))?;
        Ok(Some(pin))
    }

    /// The PIN that one line of the PHC string format holds.
    fn parse(bytes: &[u8]) -> Result<Pin, &'static str> {
        let line = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let text = std::str::from_utf8(line).map_err(|_| "This is no line of text.")?;
        let hash = PasswordHash::new(text).map_err(|_| "This is not one line with the hash of a PIN.")?;
        let strength = Params::try_from(&hash).map_err(|_| "The hash has no settings of Argon2.")?;
        let known = hash.algorithm.as_str() == Algorithm::Argon2id.as_str()
            && hash.version == Some(Version::V0x13.into())
            && hash.salt.is_some()
            && hash.hash.is_some();
        if !known {
            return Err("The hash is not of Argon2id, version 19.");
        }
        if strength.m_cost() < *MEMORY.start() || strength.t_cost() < *ROUNDS.start() {
            return Err("The hash is too weak: it needs 19456 KiB of memory and 2 rounds or more.");
        }
        let bearable = MEMORY.contains(&strength.m_cost())
            && ROUNDS.contains(&strength.t_cost())
            && LANES.contains(&strength.p_cost());
        if !bearable {
            return Err("The hash asks for more work than this program does: at most 128 MiB, 10 rounds and 16 lanes.");
        }
        Ok(Pin(hash))
    }

    /// Whether `typed` is the PIN. It takes the same time and memory whatever was typed, also for nothing and too much.
    pub fn check(&self, typed: &[u8]) -> bool {
        let fits = typed.len() <= LONGEST;
        let typed = &typed[..typed.len().min(LONGEST)];
        // The hash's own settings count; the comparison is constant in time (`phc::Output`).
        Argon2::default().verify_password(typed, &self.0).is_ok() & fits
    }

    /// The hash of a new PIN, with fresh salt.
    ///
    /// # Errors
    /// A sentence that says why the PIN is refused; exit 70 where the system gives no salt or no memory.
    pub fn new(typed: &[u8]) -> Result<Pin, Error> {
        refuse_weak(typed).map_err(|what| Error::new(Exit::Usage, what))?;
        let failed = |_| Error::new(Exit::Internal, "The system gave no random bytes. Nothing was changed.");
        let mut salt = [0; SALT];
        if getrandom(&mut salt, GetRandomFlags::empty()).map_err(failed)? != SALT {
            return Err(failed(rustix::io::Errno::IO));
        }
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

/// The id of the group that the kiosk runs as, by the lines of `/etc/group`. No library call: a static program would
/// have to load one for it.
pub fn group(lines: &str) -> Option<Gid> {
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
    use super::{LONGEST, Pin, group, has_step};
    use crate::error::Exit;
    use rustix::fs::Gid;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    /// Of `open-4711`, by another implementation (argon2-cffi): Argon2id, version 19, m=19456, t=2, p=1.
    const LINE: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$ffc94LM4KHdBfwQ1s35ZTtU1CP+TMSQF3DwJ0h5EQ/k";

    fn me() -> u32 {
        rustix::process::geteuid().as_raw()
    }

    #[test]
    fn the_pin_opens_and_nothing_else_does() {
        let pin = Pin::parse(LINE.as_bytes()).unwrap();
        assert!(pin.check(b"open-4711"));
        for wrong in [&b""[..], b"open-4712", b"open-471", b"open-47110", b"OPEN-4711", &[b'x'; 5000]] {
            assert!(!pin.check(wrong));
        }
    }

    #[test]
    fn what_is_too_long_is_wrong_even_where_its_start_is_right() {
        let longest = "ä-".repeat(16) + &"\u{1F511}".repeat(20);
        let longest = &longest.as_bytes()[..LONGEST];
        let params = argon2::Params::new(8, 1, 1, None).unwrap();
        let quick = argon2::Argon2::from(params);
        let pin = Pin(argon2::PasswordHasher::hash_password_with_salt(&quick, longest, b"salt salt").unwrap());
        assert!(pin.check(longest));
        assert!(!pin.check(&[longest, b"x"].concat()));
    }

    #[test]
    fn a_new_pin_is_written_whole_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("staff-pin");
        assert!(Pin::read(&path, me()).unwrap().is_none());
        fs::write(&path, "old").unwrap();
        Pin::new(b"open-4711").unwrap().write(&path, None).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half made is left");
        let line = fs::read_to_string(&path).unwrap();
        assert!(line.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && line.ends_with('\n'), "{line}");
        assert!(Pin::read(&path, me()).unwrap().unwrap().check(b"open-4711"));
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
    fn a_file_that_is_no_pin_ends_with_78() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("staff-pin");
        for (text, named) in [
            (String::new(), "not one line"),
            ("123456".to_owned(), "not one line"),
            (format!("{LINE}\n{LINE}\n"), "one line"),
            (LINE.replace("argon2id", "argon2i"), "Argon2id"),
            (LINE.replace("v=19", "v=16"), "version 19"),
            (LINE.replace("m=19456", "m=19455"), "too weak"),
            (LINE.replace("t=2", "t=1"), "too weak"),
            (LINE.replace("m=19456", "m=4194304"), "more work"),
            (LINE.replace("t=2", "t=11"), "more work"),
            (LINE.rsplit_once('$').unwrap().0.to_owned(), "Argon2"),
            ("$argon2id$v=19$m=19456,t=2,p=1".to_owned(), "Argon2"),
        ] {
            fs::write(&path, &text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            let error = Pin::read(&path, me()).expect_err(&text);
            assert_eq!(error.exit, Exit::Config);
            assert!(error.message.starts_with(&format!("config: {}: ", path.display())), "{}", error.message);
            assert!(error.message.contains(named), "{text}: {}", error.message);
        }
        fs::write(&path, LINE).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Pin::read(&path, me()).unwrap_err().message.contains("Everybody can read"));
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
        let lines = "root:x:0:\nwaypost-admin:x:7:\nwaypost:x:997:\n";
        assert_eq!(group(lines), Some(Gid::from_raw(997)));
        assert_eq!(group("waypost-admin:x:7:\nwaypost:x:many:\n"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_line_makes_it_fail_otherwise_than_by_a_sentence(
            bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
            text in r"\$argon2id\$v=19\$m=[0-9]{0,12},t=[0-9]{0,4}(,p=[0-9]{0,3})?(\$[A-Za-z0-9+/=]{0,70}){0,3}",
        ) {
            for line in [bytes, text.into_bytes()] {
                assert!(Pin::parse(&line).map_or_else(|what| what.ends_with('.'), |_| true));
            }
        }
    }

    /// How often `typed` stands in the writable memory of this process. It is told reversed, so as not to be found itself.
    #[cfg(target_os = "linux")]
    fn times_in_memory(reversed: &[u8]) -> usize {
        use std::io::BufRead;
        use std::os::unix::fs::FileExt;
        let memory = fs::File::open("/proc/self/mem").unwrap();
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        let writable = maps.lines().filter(|line| line.contains(" rw") && !line.ends_with("[vvar]"));
        let mut found = 0;
        let mut page = [0; 4096];
        let (first, others) = reversed.split_last().unwrap();
        for line in writable {
            let (start, end) = line.split(' ').next().unwrap().split_once('-').unwrap();
            let (start, end) = (u64::from_str_radix(start, 16).unwrap(), u64::from_str_radix(end, 16).unwrap());
            for at in (start..end).step_by(page.len()) {
                if memory.read_exact_at(&mut page, at).is_err() {
                    continue;
                }
                let mut rest = &page[..];
                while rest.skip_until(*first).unwrap() > 0 {
                    let alike = rest.len() >= others.len() && rest.iter().zip(others.iter().rev()).all(|(a, b)| a == b);
                    found += usize::from(alike);
                }
            }
        }
        found
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_was_typed_does_not_stay_in_memory() {
        use zeroize::Zeroizing;
        let reversed = b"4802-reviR-yzaL-eht-rednU";
        let pin = Pin::parse(LINE.as_bytes()).unwrap();
        let typed: Zeroizing<Vec<u8>> = Zeroizing::new(reversed.iter().rev().copied().collect());
        assert!(times_in_memory(reversed) > 0, "the search finds what is there");
        assert!(!pin.check(&typed));
        Pin::new(&typed).unwrap();
        drop(typed);
        assert_eq!(times_in_memory(reversed), 0);
    }
}
