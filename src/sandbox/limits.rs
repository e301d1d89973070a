//! Limits of the kernel on a process (`getrlimit(2)`).

use super::{Fault, Part};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io;

const MIB: u64 = 1 << 20;

/// What each limit is, its name, and how much the guard and the reader may have.
const LIMITS: [(Resource, &str, u64, u64); 4] = [
    // Nothing of the memory is left behind by a crash.
    (Resource::Core, "core dumps", 0, 0),
    // No file grows, whoever opened it. Terminals and pipes are not meant by this limit.
    (Resource::Fsize, "written files", 0, 0),
    (Resource::Nofile, "open files", 64, 16),
    // Bytes that are written to: mapped files, which only are read, are not meant. (A limit of the address space
    // would count them.)
    (Resource::Data, "memory", 512 * MIB, 256 * MIB),
];

/// Sets the limits of `part`, soft and hard, so that they cannot be raised again. What is lower already stays.
pub(super) fn set(part: Part) -> Result<(), Fault> {
    for (resource, name, guard, reader) in LIMITS {
        let most = match part {
            Part::Guard => guard,
            Part::Reader => reader,
        };
        let set = hard(resource).and_then(|hard| {
            let limit = Some(hard.min(most));
            Ok(setrlimit(resource, Rlimit { current: limit, maximum: limit })?)
        });
        set.map_err(|error| Fault::Limit(name, error))?;
    }
    Ok(())
}

/// Locks `memory`, with the rest of its pages, into memory.
pub(super) fn lock_memory(memory: &[u8]) -> Result<(), Fault> {
    // SAFETY: the kernel reads no byte of it; it only takes note of the pages, which are ours.
    match unsafe { libc::mlock(memory.as_ptr().cast(), memory.len()) } {
        0 => Ok(()),
        _ => Err(Fault::Limit("locked memory", io::Error::last_os_error())),
    }
}

/// The hard limit that holds now. (rustix takes for granted that asking cannot fail.)
fn hard(resource: Resource) -> io::Result<u64> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the kernel writes one limit into the one that is ours.
    match unsafe { libc::getrlimit(resource as _, &raw mut limit) } {
        0 => Ok(limit.rlim_max),
        _ => Err(io::Error::last_os_error()),
    }
}
