//! Whose the files are that the kiosk obeys or shows, and who may write them.

use super::services::UNITS;
use super::{Line, Machine, Settings};
use crate::pin;
use rustix::fs::Gid;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Besides the PIN, the index and the library.
const FILES: [&str; 4] =
    ["/etc/waypost/kiosk.json", "/etc/waypost/foot.ini", "/usr/bin/waypost", "/usr/lib/waypost/console-keymap"];

/// How deep a folder is looked into: an index is one folder deep.
const DEPTH: usize = 4;

/// Everything that is there must belong to the administrator, and nobody else may write it or the folders it lies in.
pub(super) fn files(machine: &Machine, settings: &Settings) -> Line {
    let name = "file owners and modes";
    let mut paths: Vec<PathBuf> = FILES.iter().chain(&[pin::FILE]).map(|path| machine.at(path)).collect();
    paths.extend(UNITS.map(|folder| machine.at(folder).join("waypost.service")));
    let mut wrong = Vec::new();
    for path in paths {
        look(machine, &path, 0, &mut wrong);
    }
    for folder in [&settings.index, &settings.library] {
        look(machine, &machine.at(folder), DEPTH, &mut wrong);
    }
    wrong.sort();
    wrong.dedup();
    let Some(first) = wrong.first() else {
        return Line::ok(name, "Only the administrator can write what the kiosk uses.");
    };
    let more = if wrong.len() > 1 { format!(" And {} more.", wrong.len() - 1) } else { String::new() };
    let first = Path::new("/").join(first.strip_prefix(&machine.root).unwrap_or(first));
    let way_out = "Run chown root and chmod go-w on it.";
    Line::fail(name, format!("{} can be written by somebody else. {way_out}{more}", first.display()))
}

/// Notes what somebody else could write: `path`, the folders above it, and what lies up to `depth` folders below.
fn look(machine: &Machine, path: &Path, depth: usize, wrong: &mut Vec<PathBuf>) {
    if !path.exists() {
        return;
    }
    let above = path.ancestors().take_while(|folder| folder.starts_with(&machine.root));
    for path in above {
        if fs::metadata(path).is_ok_and(|found| !is_safe(machine, &found)) {
            wrong.push(path.to_owned());
        }
    }
    if depth > 0 {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            look(machine, &entry.path(), depth - 1, wrong);
        }
    }
}

fn is_safe(machine: &Machine, found: &Metadata) -> bool {
    found.uid() == machine.owner && found.mode() & 0o022 == 0
}

/// The staff PIN, which others may not even read.
pub(super) fn staff_pin(machine: &Machine) -> Line {
    const FILE: &str = pin::FILE;
    let name = "PIN set";
    match fs::metadata(machine.at(FILE)) {
        Ok(found) if found.mode() & 0o007 != 0 => {
            Line::fail(name, format!("Everybody can read {FILE}. Run chmod 0640 on it and set a new PIN."))
        }
        Ok(found) if !is_safe(machine, &found) => {
            Line::fail(name, format!("{FILE} can be written by somebody else. Remove it and set a new PIN."))
        }
        Ok(found) if !is_for_kiosk(machine, &found) => {
            Line::fail(name, format!("Another group can read {FILE}. Run chgrp waypost on it and set a new PIN."))
        }
        Ok(found) if found.is_file() && found.len() > 0 => Line::ok(name, "Staff can close waypost with a PIN."),
        Ok(_) => Line::fail(name, format!("{FILE} holds no PIN. Set one: waypost admin set-pin.")),
        Err(_) if !machine.at("/etc").is_dir() => Line::unseen(name, FILE),
        Err(_) => Line::warn(name, "Staff can close waypost only by the power button. Set one: waypost admin set-pin."),
    }
}

/// Whether no other group than root's and the kiosk's can read it.
fn is_for_kiosk(machine: &Machine, found: &Metadata) -> bool {
    let kiosks = pin::group(&machine.at(pin::GROUPS)).map(Gid::as_raw);
    found.mode() & 0o040 == 0 || found.gid() == 0 || kiosks == Some(found.gid())
}
