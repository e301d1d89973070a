//! Limits of the kernel on a process (`getrlimit(2)`).

use super::{Fault, Part};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io;

const MIB: u64 = 1 << 20;

/// What each limit is, its name, and how much there may be.
type Limit = (Resource, &'static str, u64);

// Core: nothing of the memory is left behind by a crash. Fsize: no file grows, whoever opened it; terminals and pipes are
// not meant by this limit.
const GUARD: &[Limit] = &[
    (Resource::Core, "core dumps", 0),
    (Resource::Fsize, "written files", 0),
    (Resource::Nofile, "open files", 64),
    // Bytes that are written to: mapped files, which only are read, are not meant. (A limit of the address space
    // would count them.)
    (Resource::Data, "memory", 512 * MIB),
];

const READER: &[Limit] = &[
    (Resource::Core, "core dumps", 0),
    (Resource::Fsize, "written files", 0),
    (Resource::Nofile, "open files", 16),
    (Resource::Data, "memory", 256 * MIB),
];

/// A parser maps nothing, so its whole address space can be limited. It has three pipes, and 20 seconds of a processor.
const PARSER: &[Limit] = &[
    (Resource::Core, "core dumps", 0),
    (Resource::Fsize, "written files", 0),
    (Resource::Nofile, "open files", 3),
    (Resource::Nproc, "processes", 0),
    (Resource::As, "memory", 1024 * MIB),
    (Resource::Cpu, "seconds of work", 20),
];

/// Sets the limits of `part`, soft and hard, so that they cannot be raised again. What is lower already stays.
pub(super) fn set(part: Part) -> Result<(), Fault> {
    let limits = match part {
        Part::Guard => GUARD,
        Part::Reader => READER,
        Part::Parser => PARSER,
    };
    for &(resource, name, most) in limits {
        let set = hard(resource).and_then(|hard| {
            let limit = Some(hard.min(most));
            Ok(setrlimit(resource, Rlimit { current: limit, maximum: limit })?)
        });
        set.map_err(|error| Fault::Limit(name, error))?;
    }
    Ok(())
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

/// Keeps `bytes` out of swap for as long as the process runs; where the limit of such memory is used up, does nothing.
pub(super) fn keep_out_of_swap(bytes: &[u8]) {
    // SAFETY: the kernel reads no byte of it and changes none; pages that are not ours it refuses.
    let _ = unsafe { rustix::mm::mlock(bytes.as_ptr().cast_mut().cast(), bytes.len()) };
}
