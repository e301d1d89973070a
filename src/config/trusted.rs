//! Files that only the administrator can have written.
//!
//! The kiosk obeys two of them: its settings and the staff PIN. Owner, mode, kind and size are asked of the open file, not
//! of its name, so that nobody can put another file in its place between the check and the reading.

use crate::error::{Error, Exit};
use crate::text::scrub::scrub;
use rustix::fs::{FileType, Gid, Mode, OFlags, fstat, open};
use rustix::io::Errno;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The user id of root: whom files for the kiosk must belong to.
pub const ROOT: u32 = 0;
/// The largest such file, in bytes.
pub const LARGEST: usize = 64 << 10;

/// What nobody but the owner may do with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Others may read it; nobody else may write it.
    Unchanged,
    /// Root's group and this one may read it, others may not; nobody else may write it.
    Secret(Option<Gid>),
}

/// Reads a file that belongs to the user `owner`; None where there is none.
///
/// # Errors
/// Exit 78 where it belongs to somebody else, is writable or readable by too many, is a link or no ordinary file, is
/// larger than [`LARGEST`], or cannot be read.
pub fn read(path: &Path, owner: u32, keep: Keep) -> Result<Option<Vec<u8>>, Error> {
    // NONBLOCK: a pipe in its place must not keep us waiting.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = match open(path, flags, Mode::empty()) {
        Ok(file) => File::from(file),
        Err(Errno::NOENT) => return Ok(None),
        Err(Errno::LOOP) => return Err(wrong(path, "This is a link. Put the file itself there.")),
        Err(error) => return Err(unreadable(path, &error.into())),
    };
    let found = fstat(&file).map_err(|error| unreadable(path, &error.into()))?;
    let mode = Mode::from_raw_mode(found.st_mode);
    if FileType::from_raw_mode(found.st_mode) != FileType::RegularFile {
        return Err(wrong(path, "This is no ordinary file. Remove it, and put a text file there."));
    }
    if found.st_uid != owner {
        return Err(wrong(path, "The file belongs to somebody else. Give it to root: chown root FILE."));
    }
    if mode.intersects(Mode::WGRP | Mode::WOTH) {
        return Err(wrong(path, "Others can write to the file. Take that away: chmod go-w FILE."));
    }
    if let Keep::Secret(group) = keep {
        if mode.intersects(Mode::ROTH) {
            return Err(wrong(path, "Everybody can read the file. Take that away: chmod o-r FILE."));
        }
        let found = Gid::from_raw(found.st_gid);
        if mode.intersects(Mode::RGRP) && !found.is_root() && Some(found) != group {
            return Err(wrong(path, "Another group can read the file. Give it to the kiosk's: chgrp waypost FILE."));
        }
    }
    let mut bytes = Vec::new();
    let limit = LARGEST as u64 + 1;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() > LARGEST {
        return Err(wrong(path, "The file is larger than 64 KiB. Put the right file there."));
    }
    Ok(Some(bytes))
}

/// Exit 78 in the form `config: file: what`. What stands in a file may hold anything; it is shown as plain text.
pub fn wrong(path: &Path, what: impl AsRef<str>) -> Error {
    let line = format!("config: {}: {}", path.display(), what.as_ref());
    Error::new(Exit::Config, scrub(&line).replace('\n', " "))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let way_out = match error.kind() {
        ErrorKind::PermissionDenied => "Let the kiosk read it: chgrp waypost FILE, then chmod g+r FILE.",
        _ => "Put the right file there.",
    };
    wrong(path, format!("The file cannot be read: {error}. {way_out}"))
}

#[cfg(test)]
mod tests {
    use super::{Keep, LARGEST, read};
    use crate::error::Exit;
    use rustix::fs::{Gid, Mode, chmod, chown};
    use std::fs;
    use std::os::unix::fs::{MetadataExt, symlink};
    use std::path::Path;

    fn me() -> u32 {
        rustix::process::geteuid().as_raw()
    }

    #[track_caller]
    fn refused(path: &Path, keep: Keep, owner: u32, what: &str) {
        let error = read(path, owner, keep).unwrap_err();
        assert_eq!(error.exit, Exit::Config);
        assert!(error.message.starts_with(&format!("config: {}: ", path.display())), "{}", error.message);
        assert!(error.message.contains(what), "{}", error.message);
    }

    /// The group of files that a test makes.
    fn mine(path: &Path) -> Option<Gid> {
        Some(Gid::from_raw(fs::metadata(path).unwrap().gid()))
    }

    #[test]
    fn owner_and_mode_decide() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        assert_eq!(read(&path, me(), Keep::Secret(None)).unwrap(), None);
        fs::write(&path, "text").unwrap();
        let secret = Keep::Secret(mine(&path));
        for mode in 0..0o1000 {
            // The owner must be able to read it; a test by root could also otherwise.
            let mode = Mode::from_raw_mode(mode | 0o400);
            chmod(&path, mode).unwrap();
            let writable = mode.intersects(Mode::WGRP | Mode::WOTH);
            assert_eq!(read(&path, me(), Keep::Unchanged).is_err(), writable, "{mode:?}");
            assert_eq!(read(&path, me(), secret).is_err(), writable || mode.intersects(Mode::ROTH), "{mode:?}");
        }
        chmod(&path, Mode::from_raw_mode(0o640)).unwrap();
        assert_eq!(read(&path, me(), secret).unwrap().unwrap(), b"text");
        refused(&path, Keep::Unchanged, me() + 1, "chown root");
        chmod(&path, Mode::from_raw_mode(0o660)).unwrap();
        refused(&path, Keep::Unchanged, me(), "chmod go-w");
        chmod(&path, Mode::from_raw_mode(0o644)).unwrap();
        refused(&path, secret, me(), "chmod o-r");
    }

    #[test]
    fn a_secret_is_read_by_no_other_group() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, "text").unwrap();
        // Only root can give it to a group that is not their own.
        let _ = chown(&path, None, Some(Gid::from_raw(4711)));
        chmod(&path, Mode::from_raw_mode(0o640)).unwrap();
        let group = mine(&path);
        assert!(!group.unwrap().is_root());
        refused(&path, Keep::Secret(None), me(), "chgrp waypost");
        refused(&path, Keep::Secret(Some(Gid::from_raw(4712))), me(), "chgrp waypost");
        assert!(read(&path, me(), Keep::Secret(group)).is_ok());
        assert!(read(&path, me(), Keep::Unchanged).is_ok());
        chmod(&path, Mode::from_raw_mode(0o600)).unwrap();
        assert!(read(&path, me(), Keep::Secret(None)).is_ok(), "the group may not read it");
    }

    #[test]
    fn a_link_a_folder_and_too_much_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), vec![b' '; LARGEST]).unwrap();
        assert_eq!(read(&at("file"), me(), Keep::Unchanged).unwrap().unwrap().len(), LARGEST);
        symlink(at("file"), at("link")).unwrap();
        refused(&at("link"), Keep::Unchanged, me(), "a link");
        refused(folder.path(), Keep::Unchanged, me(), "no ordinary file");
        fs::write(at("large"), vec![b' '; LARGEST + 1]).unwrap();
        refused(&at("large"), Keep::Unchanged, me(), "64 KiB");
        refused(&at("file/below"), Keep::Unchanged, me(), "cannot be read");
    }

    #[test]
    fn what_may_not_be_read_says_how_to_let_it() {
        // Root may read everything, so that a file would not do.
        let error = super::unreadable(Path::new("/x"), &std::io::ErrorKind::PermissionDenied.into());
        assert!(error.message.ends_with("Let the kiosk read it: chgrp waypost FILE, then chmod g+r FILE."));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_pipe_in_its_place_keeps_nobody_waiting() {
        use rustix::fs::{CWD, FileType, mknodat};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        mknodat(CWD, &path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        refused(&path, Keep::Unchanged, me(), "no ordinary file");
    }
}
