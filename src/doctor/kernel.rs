//! What the kernel offers, and how it is set (`packaging/kiosk`'s sysctl file sets it).

use super::{Line, Machine};

pub(super) fn landlock(machine: &Machine, allowed_without: bool) -> Line {
    let name = "Landlock";
    let covers = match machine.landlock {
        None if allowed_without => {
            return Line::warn(name, "This kernel has none, and the settings allow that. seccomp alone holds.");
        }
        None => {
            let way_out = "Use Linux 5.13 or newer, or add landlock to lsm= on the kernel line.";
            return Line::fail(name, format!("This kernel has none, and the kiosk will not run. {way_out}"));
        }
        Some(..4) => "files",
        Some(4..6) => "files and TCP",
        Some(6..) => "files, TCP and signals",
    };
    Line::ok(name, format!("Interface {}: {covers}.", machine.landlock.unwrap_or_default()))
}

pub(super) fn seccomp(machine: &Machine) -> Line {
    let name = "seccomp";
    let path = "/proc/sys/kernel/seccomp/actions_avail";
    match machine.read(path) {
        Some(actions) if actions.split_whitespace().any(|action| action == "kill_process") => {
            Line::ok(name, "The kernel has filters that end a process.")
        }
        Some(_) => Line::fail(name, "This kernel cannot end a process by a filter. Use Linux 4.14 or newer."),
        // A kiosk's unit shows processes alone. Their status names seccomp where the kernel has it.
        None => match machine.read("/proc/self/status") {
            Some(status) if status.lines().any(|line| line.starts_with("Seccomp:")) => {
                Line::ok(name, "The kernel has filters.")
            }
            Some(_) => Line::fail(name, "This kernel has no filters, and the kiosk will not run. Use another kernel."),
            None => Line::unseen(name, path),
        },
    }
}

pub(super) fn swap(machine: &Machine) -> Line {
    let name = "swap off";
    let Some(swaps) = machine.read("/proc/swaps") else { return Line::unseen(name, "/proc/swaps") };
    // The first line is the heading.
    let places: Vec<&str> = swaps.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    if places.is_empty() {
        return Line::ok(name, "Memory is never written to a disk as swap.");
    }
    let way_out = "Run swapoff -a, take it out of /etc/fstab, and mask swap.target.";
    Line::fail(name, format!("Memory can be written to {}. {way_out}", places.join(", ")))
}

pub(super) fn core_pattern(machine: &Machine) -> Line {
    let name = "core_pattern";
    let path = "/proc/sys/kernel/core_pattern";
    match machine.read(path) {
        Some(pattern) if matches!(pattern.as_str(), "|/bin/false" | "|/usr/bin/false") => {
            Line::ok(name, "No program's memory is kept when it fails.")
        }
        Some(pattern) => {
            let way_out = "Set kernel.core_pattern=|/bin/false.";
            Line::fail(name, format!("The memory of a program that fails goes to \"{pattern}\". {way_out}"))
        }
        None => Line::unseen(name, path),
    }
}

pub(super) fn sysrq(machine: &Machine) -> Line {
    let name = "sysrq";
    let path = "/proc/sys/kernel/sysrq";
    match machine.read(path) {
        Some(value) if value == "0" => Line::ok(name, "The keyboard cannot command the kernel."),
        Some(value) => Line::fail(name, format!("The keyboard can command the kernel ({value}). Set kernel.sysrq=0.")),
        None if settings_show(machine) => Line::ok(name, "This kernel takes no commands from the keyboard."),
        None => Line::unseen(name, path),
    }
}

pub(super) fn tiocsti(machine: &Machine) -> Line {
    let name = "legacy_tiocsti";
    let path = "/proc/sys/dev/tty/legacy_tiocsti";
    match machine.read(path) {
        Some(value) if value == "0" => Line::ok(name, "No program can type for somebody."),
        Some(_) => Line::fail(name, "Programs can type for somebody. Set dev.tty.legacy_tiocsti=0."),
        None if machine.at("/proc/sys/kernel").is_dir() => Line::warn(
            name,
            "This kernel cannot forbid programs to type for somebody (Linux 6.2 can). waypost never can.",
        ),
        None => Line::unseen(name, path),
    }
}

/// Whether the kernel's settings can be seen from here; one that is missing among them is one that it does not have.
fn settings_show(machine: &Machine) -> bool {
    machine.at("/proc/sys/kernel").is_dir()
}
