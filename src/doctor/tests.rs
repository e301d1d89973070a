//! Made-up computers: one that is as it should be, and one for each thing that is not.

use super::{Desk, Line, Machine, Settings, Verdict, desk, kiosk};
use crate::app::{Depth, Size};
use crate::corpus::Corpus;
use crate::corpus::assemble::{File, assemble};
use crate::files::{self, Place};
use jiff::civil::{Date, date};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

/// A corpus of one record, so that an index takes no time.
static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let facts = r#"{"group":"t","checked_on":"2026-11-22","confidence":"high","recheck_days":30}"#;
    let text = "---\ntitle: T visa\nsummary: A visa.\n---\n## Who {#for-me}\n\nYou.\n";
    let file = |path: &str, text: &str| File::new(path, text);
    assemble(&[file("facts/visa/t.json", facts), file("text/en/visa/t.md", text)]).0
});

const TODAY: Date = date(2026, 12, 1);
const UNIT: &str = "/etc/systemd/system/waypost.service";
const LOGIND: &str = "/etc/systemd/logind.conf.d/waypost.conf";
const PIN: &str = "/etc/waypost/staff-pin";

struct Made {
    machine: Machine,
    folder: TempDir,
}

impl Made {
    /// A kiosk as its guide sets it up.
    fn well() -> Made {
        let folder = tempfile::tempdir().unwrap();
        let owner = rustix::process::geteuid().as_raw();
        let made = Made { machine: Machine { root: folder.path().to_owned(), owner, landlock: Some(7) }, folder };
        for (path, text) in [
            ("/proc/sys/kernel/seccomp/actions_avail", "kill_process kill_thread errno allow"),
            ("/proc/swaps", "Filename\tType\tSize\tUsed\tPriority"),
            ("/proc/sys/kernel/core_pattern", "|/bin/false"),
            ("/proc/sys/kernel/sysrq", "0"),
            ("/proc/sys/dev/tty/legacy_tiocsti", "0"),
            ("/etc/systemd/logind.conf", "[Login]\n#NAutoVTs=6"),
            ("/usr/lib/systemd/logind.conf.d/10.conf", "[Login]\nReserveVT=6"),
            (LOGIND, "[Login]\nNAutoVTs=0\nReserveVT = 0"),
            (UNIT, "[Service]\nExecStartPre=+/usr/lib/waypost/console-keymap\nExecStart=/usr/bin/waypost --kiosk"),
            ("/usr/lib/waypost/console-keymap", "#!/bin/sh"),
            ("/usr/bin/waypost", "program"),
            (PIN, "$argon2id$"),
        ] {
            made.write(path, text);
        }
        made.allow(PIN, 0o640);
        made.write("/etc/group", &format!("waypost:x:{}:", made.pins_group()));
        for unit in
            "sleep.target suspend.target hibernate.target hybrid-sleep.target getty@tty1.service getty@tty2.service \
                     getty@tty3.service getty@tty4.service getty@tty5.service getty@tty6.service autovt@.service \
                     console-getty.service serial-getty@ttyS0.service debug-shell.service emergency.service \
                     rescue.service ctrl-alt-del.target"
                .split_whitespace()
        {
            symlink("/dev/null", made.machine.at("/etc/systemd/system").join(unit)).unwrap();
        }
        files::build_index(&CORPUS, &made.machine.at(Settings::default().index), |_| {}).unwrap();
        close(made.folder.path());
        made
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.machine.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("{text}\n")).unwrap();
    }

    fn allow(&self, path: impl AsRef<Path>, mode: u32) {
        fs::set_permissions(self.machine.at(path), fs::Permissions::from_mode(mode)).unwrap();
    }

    fn pins_group(&self) -> u32 {
        fs::metadata(self.machine.at(PIN)).unwrap().gid()
    }

    fn remove(&self, path: &str) {
        let path = self.machine.at(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    fn line(&self, name: &str) -> Line {
        find(&kiosk(&self.machine, Ok(&Settings::default()), &CORPUS, TODAY), name)
    }
}

/// Takes from others what the umask of whoever runs the tests may have given them.
fn close(path: &Path) {
    let mode = fs::metadata(path).unwrap().permissions().mode();
    fs::set_permissions(path, fs::Permissions::from_mode(mode & !0o022)).unwrap();
    for entry in fs::read_dir(path).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        if !entry.is_symlink() {
            close(&entry);
        }
    }
}

#[track_caller]
fn find(lines: &[Line], name: &str) -> Line {
    lines.iter().find(|line| line.name == name).unwrap_or_else(|| panic!("no line {name}")).clone()
}

/// What is done to a good computer, the line that sees it, what that comes to, and a part of what it says.
type Row = (fn(&mut Made), &'static str, Verdict, &'static str);

#[track_caller]
fn seen(rows: &[Row]) {
    for (number, (harm, name, verdict, said)) in rows.iter().enumerate() {
        let mut made = Made::well();
        harm(&mut made);
        let line = made.line(name);
        assert_eq!(line.verdict, *verdict, "row {number}: {line}");
        assert!(line.detail.contains(said), "row {number}: {line}");
    }
}

#[test]
fn a_kiosk_as_it_should_be_has_no_other_line_than_ok() {
    let made = Made::well();
    let lines = kiosk(&made.machine, Ok(&Settings::default()), &CORPUS, TODAY);
    for line in &lines {
        assert_eq!(line.verdict, Verdict::Ok, "{line}");
    }
    assert_eq!(lines.len(), 16);
    let swap = find(&lines, "swap off");
    assert_eq!(swap.to_string(), "OK    swap off               Memory is never written to a disk as swap.");
}

#[test]
fn the_kernel_is_looked_at() {
    use Verdict::{Fail, Ok, Warn};
    seen(&[
        (|made| made.machine.landlock = None, "Landlock", Fail, "will not run"),
        (|made| made.machine.landlock = Some(2), "Landlock", Ok, "Interface 2: files."),
        (|made| made.machine.landlock = Some(9), "Landlock", Ok, "signals"),
        (|made| made.write("/proc/sys/kernel/seccomp/actions_avail", "errno"), "seccomp", Fail, "4.14"),
        (|made| made.remove("/proc/sys/kernel/seccomp"), "seccomp", Warn, "cannot be seen"),
        (|made| made.write("/proc/swaps", "Filename\n/dev/zram0 partition 1 0 5"), "swap off", Fail, "/dev/zram0"),
        (|made| made.remove("/proc/swaps"), "swap off", Warn, "cannot be seen"),
        (|made| made.write("/proc/sys/kernel/core_pattern", "core"), "core_pattern", Fail, "\"core\""),
        (|made| made.write("/proc/sys/kernel/core_pattern", "|/x \x1b[2J"), "core_pattern", Fail, "\u{fffd}[2J"),
        (|made| made.write("/proc/sys/kernel/sysrq", "438"), "sysrq", Fail, "438"),
        (|made| made.remove("/proc/sys/kernel/sysrq"), "sysrq", Ok, "no commands"),
        (|made| made.write("/proc/sys/dev/tty/legacy_tiocsti", "1"), "legacy_tiocsti", Fail, "legacy_tiocsti=0"),
        (|made| made.remove("/proc/sys/dev"), "legacy_tiocsti", Warn, "6.2"),
        (|made| made.remove("/proc"), "legacy_tiocsti", Warn, "cannot be seen"),
        (|made| made.remove("/proc"), "sysrq", Warn, "cannot be seen"),
    ]);
}

#[test]
fn what_the_kiosks_own_unit_hides_is_no_fault() {
    // ProcSubset=pid leaves processes alone.
    let made = Made::well();
    made.remove("/proc");
    made.write("/proc/self/status", "Name:\twaypost\nSeccomp:\t2");
    assert_eq!(made.line("seccomp").verdict, Verdict::Ok);
    let lines = kiosk(&made.machine, Ok(&Settings::default()), &CORPUS, TODAY);
    assert!(lines.iter().all(|line| line.verdict != Verdict::Fail));
}

#[test]
fn ways_to_another_console_are_looked_for() {
    use Verdict::{Fail, Ok};
    const CAGE: &str = "[Service]\nExecStart=/usr/bin/cage -d -- /usr/bin/foot -s";
    const SWITCHING: &str = "[Service]\nExecStart=/usr/bin/cage -ds -- /usr/bin/foot";
    seen(&[
        (|made| made.remove(UNIT), "VT locked", Fail, "no waypost.service"),
        (|made| made.remove(LOGIND), "VT locked", Fail, "NAutoVTs=0"),
        (|made| made.write(LOGIND, "NAutoVTs=0"), "VT locked", Fail, "ReserveVT=0"),
        (|made| made.write("/etc/systemd/logind.conf.d/x.conf", "ReserveVT=6"), "VT locked", Fail, "ReserveVT=0"),
        (|made| made.write(UNIT, "[Service]\nExecStart=/usr/bin/waypost"), "VT locked", Fail, "does not take"),
        (|made| made.remove("/usr/lib/waypost/console-keymap"), "VT locked", Fail, "is missing"),
        (|made| made.write(UNIT, CAGE), "VT locked", Ok, "cage"),
        (|made| made.write(UNIT, SWITCHING), "VT locked", Fail, "-s"),
        (|made| made.remove("/etc/systemd/system/suspend.target"), "sleep masked", Fail, "Not masked: suspend.target."),
        (|made| made.remove("/etc/systemd/system/getty@tty4.service"), "getty masked", Fail, "getty@tty4.service"),
        (|made| made.remove("/etc/systemd/system/rescue.service"), "shells masked", Fail, "rescue.service"),
        (
            |made| {
                made.remove("/etc/systemd/system/autovt@.service");
                symlink("/lib/getty@.service", made.machine.at("/etc/systemd/system/autovt@.service")).unwrap();
            },
            "getty masked",
            Fail,
            "autovt@.service",
        ),
        (
            |made| {
                made.remove("/etc/systemd/system/autovt@.service");
                fs::write(made.machine.at("/etc/systemd/system/autovt@.service"), "").unwrap();
            },
            "getty masked",
            Ok,
            "",
        ),
    ]);
}

#[test]
fn who_may_write_is_looked_at() {
    use Verdict::{Fail, Warn};
    const FILES: &str = "file owners and modes";
    seen(&[
        (|made| made.allow("/usr/bin/waypost", 0o775), FILES, Fail, "/usr/bin/waypost can be written"),
        (|made| made.allow("/etc/waypost", 0o777), FILES, Fail, "/etc/waypost can"),
        (|made| made.allow(UNIT, 0o666), FILES, Fail, "waypost.service"),
        (|made| made.machine.owner += 1, FILES, Fail, "more."),
        (
            |made| {
                let index = made.machine.at(Settings::default().index);
                let stamp = fs::read_dir(&index).unwrap().next().unwrap().unwrap().path();
                fs::set_permissions(stamp.join("manifest.json"), fs::Permissions::from_mode(0o666)).unwrap();
            },
            FILES,
            Fail,
            "manifest.json",
        ),
        (|made| made.remove(PIN), "PIN set", Warn, "waypost admin set-pin"),
        (|made| made.allow(PIN, 0o644), "PIN set", Fail, "0640"),
        (|made| made.allow(PIN, 0o660), "PIN set", Fail, "written by somebody else"),
        (
            |made| {
                // Only root can give it to a group that is not their own.
                let _ = chown(made.machine.at(PIN), None, Some(4711));
                made.write("/etc/group", "waypost:x:4712:");
            },
            "PIN set",
            Fail,
            "chgrp waypost",
        ),
        (|made| fs::write(made.machine.at(PIN), "").unwrap(), "PIN set", Fail, "holds no PIN"),
    ]);
}

#[test]
fn what_there_is_to_read_is_looked_at() {
    use Verdict::{Fail, Warn};
    seen(&[
        (|made| made.remove("/usr/share/waypost/index"), "index stamp", Fail, "no index for this version"),
        (
            |made| {
                let index = made.machine.at(Settings::default().index);
                let stamp = fs::read_dir(&index).unwrap().next().unwrap().unwrap().path();
                fs::write(stamp.join("manifest.json"), "{}").unwrap();
            },
            "index stamp",
            Fail,
            "damaged",
        ),
        (|made| made.write("/var/lib/waypost/library/meta.json", "{}"), "library", Warn, "damaged"),
    ]);
    let made = Made::well();
    for (today, verdict, said) in [
        (date(2027, 11, 22), Verdict::Ok, "Checked 2026-11-22."),
        (date(2027, 11, 23), Warn, "366 days ago"),
        (date(2026, 11, 21), Warn, "clock"),
    ] {
        let line = find(&kiosk(&made.machine, Ok(&Settings::default()), &CORPUS, today), "corpus date");
        assert_eq!(line.verdict, verdict, "{line}");
        assert!(line.detail.contains(said), "{line}");
    }
}

#[test]
fn the_times_are_held_to_their_bounds() {
    let made = Made::well();
    for (idle_seconds, warn_seconds, verdict) in [
        (60, 20, Verdict::Ok),
        (900, 120, Verdict::Ok),
        (59, 30, Verdict::Fail),
        (901, 30, Verdict::Fail),
        (180, 19, Verdict::Fail),
        (180, 121, Verdict::Fail),
    ] {
        let settings = Settings { idle_seconds, warn_seconds, ..Settings::default() };
        let line = find(&kiosk(&made.machine, Ok(&settings), &CORPUS, TODAY), "idle settings");
        assert_eq!(line.verdict, verdict, "{line}");
    }
    let line = find(&kiosk(&made.machine, Err("config: x: y"), &CORPUS, TODAY), "idle settings");
    assert_eq!((line.verdict, line.detail.as_str()), (Verdict::Fail, "config: x: y"));
    let settings = Settings { allow_no_landlock: true, ..Settings::default() };
    let machine = Machine { landlock: None, ..made.machine.clone() };
    assert_eq!(find(&kiosk(&machine, Ok(&settings), &CORPUS, TODAY), "Landlock").verdict, Verdict::Warn);
}

#[test]
fn an_advocates_computer_is_looked_at() {
    let made = Made::well();
    let place = Place { folder: made.machine.at("/usr/share/waypost/index"), writable: false };
    let good = Desk {
        term: "xterm-256color".to_owned(),
        size: Some(Size { width: 80, height: 24 }),
        depth: Depth::Indexed,
        places: vec![place.clone()],
        library: None,
    };
    let of = |wanted: &Desk, name: &str| find(&desk(&made.machine, wanted, &CORPUS), name).verdict;
    assert!(desk(&made.machine, &good, &CORPUS).iter().all(|line| line.verdict == Verdict::Ok));
    assert_eq!(desk(&made.machine, &good, &CORPUS).iter().filter(|line| line.name.starts_with("letters")).count(), 12);
    assert_eq!(of(&Desk { size: None, ..good.clone() }, "terminal"), Verdict::Warn);
    let small = Some(Size { width: 19, height: 24 });
    assert_eq!(of(&Desk { size: small, ..good.clone() }, "terminal"), Verdict::Warn);
    let console = Desk { term: "linux".to_owned(), ..good.clone() };
    assert_eq!((of(&console, "letters ar"), of(&console, "letters uk")), (Verdict::Warn, Verdict::Ok));
    let nowhere = Place { folder: "/no/such/folder".into(), writable: true };
    assert_eq!(of(&Desk { places: vec![nowhere], ..good.clone() }, "index"), Verdict::Warn);
    if cfg!(target_os = "linux") {
        let machine = Machine { landlock: None, ..made.machine.clone() };
        // A desk without the lock still opens.
        assert_eq!(find(&desk(&machine, &good, &CORPUS), "sandbox").verdict, Verdict::Warn);
    }
}
