//! The staff PIN: read, checked, and set anew.
//!
//! The file holds one line, the PIN's Argon2id hash. The PIN guards the way out of the kiosk and no secret; still, a
//! check tells nothing by the time it takes, and what was typed does not stay in memory.

use crate::config::trusted::{self, Keep};
use crate::error::Error;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordVerifier, Version};
use rustix::fs::Gid;
use std::ops::RangeInclusive;
use std::path::Path;

mod set;

pub use set::{group, unwritable};

/// Where the PIN's hash lies.
pub const FILE: &str = "/etc/waypost/staff-pin";
/// Where the computer's groups stand.
pub const GROUPS: &str = "/etc/group";
/// The longest PIN that a person may type, in bytes: 32 characters of up to four bytes each.
pub const LONGEST: usize = 4 * set::MOST;

/// In KiB: OWASP's least for Argon2id (Password Storage Cheat Sheet), and what fits well into the guard's own limit.
const MEMORY: RangeInclusive<u32> = 19_456..=131_072;
/// OWASP's least; the guard hears no key while it counts, so not too many.
const ROUNDS: RangeInclusive<u32> = 2..=10;
const LANES: RangeInclusive<u32> = 1..=16;

/// A PIN as it is kept: a hash that can only be compared with.
#[derive(Clone, Debug)]
pub struct Pin(PasswordHash);

impl Pin {
    /// Reads the PIN at `path`, which must belong to the user `owner` ([`trusted::ROOT`] but in tests) and be readable
    /// by root's group or by `group`, the kiosk's, at most; None where no PIN is set.
    ///
    /// # Errors
    /// Exit 78, in the form `config: file: what`, where others could have written or read the file, or it is no hash as
    /// `waypost admin set-pin` makes it.
    pub fn read(path: &Path, owner: u32, group: Option<Gid>) -> Result<Option<Pin>, Error> {
        let Some(bytes) = trusted::read(path, owner, Keep::Secret(group))? else { return Ok(None) };
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
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Pin};
    use crate::error::Exit;
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
            let error = Pin::read(&path, me(), None).expect_err(&text);
            assert_eq!(error.exit, Exit::Config);
            assert!(error.message.starts_with(&format!("config: {}: ", path.display())), "{}", error.message);
            assert!(error.message.contains(named), "{text}: {}", error.message);
        }
        fs::write(&path, LINE).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Pin::read(&path, me(), None).unwrap_err().message.contains("Everybody can read"));
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
