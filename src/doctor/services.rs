//! systemd: what is masked, and whether the keyboard reaches another console.

use super::{Line, Machine};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where units lie; the first one found counts (`systemd.unit(5)`).
pub(super) const UNITS: [&str; 4] =
    ["/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

pub(super) fn sleep(machine: &Machine) -> Line {
    let units = ["sleep.target", "suspend.target", "hibernate.target", "hybrid-sleep.target"];
    masked(machine, "sleep masked", &units, "Memory is never written out to sleep.")
}

pub(super) fn getty(machine: &Machine) -> Line {
    let units = [
        "getty@tty1.service",
        "getty@tty2.service",
        "getty@tty3.service",
        "getty@tty4.service",
        "getty@tty5.service",
        "getty@tty6.service",
        "autovt@.service",
        "console-getty.service",
        "serial-getty@ttyS0.service",
    ];
    masked(machine, "getty masked", &units, "No console asks for a login.")
}

pub(super) fn shells(machine: &Machine) -> Line {
    let units = ["debug-shell.service", "emergency.service", "rescue.service", "ctrl-alt-del.target"];
    masked(machine, "shells masked", &units, "No key and no failure leads to a shell.")
}

fn masked(machine: &Machine, name: &'static str, units: &[&str], good: &str) -> Line {
    if !UNITS.iter().any(|folder| machine.at(folder).is_dir()) {
        return Line::unseen(name, UNITS[0]);
    }
    let open: Vec<&str> = units.iter().copied().filter(|unit| !is_masked(machine, unit)).collect();
    if open.is_empty() {
        return Line::ok(name, good);
    }
    Line::fail(name, format!("Not masked: {}. Run systemctl mask with these names.", open.join(" ")))
}

/// A masked unit is a link to /dev/null, or empty.
fn is_masked(machine: &Machine, unit: &str) -> bool {
    UNITS[..2].iter().any(|folder| {
        let path = machine.at(folder).join(unit);
        match fs::read_link(&path) {
            Ok(target) => target == Path::new("/dev/null"),
            Err(_) => fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() == 0),
        }
    })
}

/// Alt+F2 and the like must lead nowhere: logind opens no other console, and the console's keymap has no such keys, or
/// cage keeps them to itself.
pub(super) fn consoles(machine: &Machine) -> Line {
    let name = "VT locked";
    let folders = UNITS.map(|folder| machine.at(folder).join("waypost.service"));
    let Some(unit) = folders.iter().find_map(|path| fs::read_to_string(path).ok()) else {
        return Line::fail(name, "There is no waypost.service. Run packaging/kiosk/install.sh.");
    };
    let login = login(machine);
    for (setting, why) in [("NAutoVTs", "logind opens consoles"), ("ReserveVT", "logind keeps a console for a login")] {
        if login.get(setting).map(String::as_str) != Some("0") {
            return Line::fail(name, format!("{why}. Set {setting}=0 in /etc/systemd/logind.conf.d."));
        }
    }
    match keys(machine, &unit) {
        Ok(good) => Line::ok(name, good),
        Err(bad) => Line::fail(name, bad),
    }
}

fn keys(machine: &Machine, unit: &str) -> Result<&'static str, String> {
    let words = |setting: &str| {
        let line = unit.lines().find_map(|line| line.trim().strip_prefix(setting)?.strip_prefix('='));
        line.unwrap_or_default().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let start = words("ExecStart");
    if start.first().is_some_and(|program| program.ends_with("/cage")) {
        let own: Vec<&String> = start[1..].iter().take_while(|word| *word != "--").collect();
        if own.iter().any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains('s')) {
            return Err("cage is told to switch consoles. Take -s out of waypost.service.".to_owned());
        }
        return Ok("cage keeps the keys that switch consoles.");
    }
    let before = words("ExecStartPre");
    let Some(keymap) = before.first().map(|word| word.trim_start_matches(['+', '-', '!', '@', ':'])) else {
        return Err("waypost.service does not take the keys that switch consoles away. Install it anew.".to_owned());
    };
    if !machine.at(keymap).is_file() {
        return Err(format!("{keymap} is missing, so keys can switch consoles. Install the package anew."));
    }
    Ok("The console's keymap has no keys that switch consoles.")
}

/// logind's settings: the main file, then the drop-ins by name; of two with one name, the one in /etc.
fn login(machine: &Machine) -> BTreeMap<String, String> {
    let mut files = vec![machine.at("/etc/systemd/logind.conf")];
    let mut of_name = BTreeMap::new();
    for folder in ["/usr/lib/systemd/logind.conf.d", "/run/systemd/logind.conf.d", "/etc/systemd/logind.conf.d"] {
        for entry in fs::read_dir(machine.at(folder)).into_iter().flatten().flatten() {
            of_name.insert(entry.file_name(), entry.path());
        }
    }
    files.extend(of_name.into_values().filter(|path| path.extension().is_some_and(|ending| ending == "conf")));
    let mut settings = BTreeMap::new();
    for text in files.iter().filter_map(|path| fs::read_to_string(path).ok()) {
        let pairs = text.lines().filter_map(|line| line.split_once('='));
        settings.extend(pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())));
    }
    settings
}
