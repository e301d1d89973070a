//! What somebody would try who has taken over one of the processes.

use super::child::{self, Child, Ended, KILLED};
use std::ffi::CString;
use std::io::Error;

/// A raw system call of up to four numbers: 0, or the error's number.
fn call(number: libc::c_long, arguments: [u64; 4]) -> i32 {
    let [a, b, c, d] = arguments;
    // SAFETY: pointers among the numbers point to strings that live for the rest of the process, or are null.
    let answer = unsafe { libc::syscall(number, a, b, c, d) };
    if answer < 0 { Error::last_os_error().raw_os_error().unwrap() } else { 0 }
}

/// The address of `text` as a string of C, which stays.
fn text(text: &str) -> u64 {
    CString::new(text).unwrap().into_raw() as u64
}

fn open(path: &str, flags: i32) -> i32 {
    call(libc::SYS_openat, [here(), text(path), flags.cast_unsigned().into(), 0o600])
}

/// `AT_FDCWD`: paths are meant from the working directory.
fn here() -> u64 {
    i64::from(libc::AT_FDCWD).cast_unsigned()
}

/// A request to a terminal that is not there: whoever may ask hears of that.
fn ask(request: u64) -> i32 {
    call(libc::SYS_ioctl, [u64::MAX, request, 0, 0])
}

fn socket(family: i32) -> i32 {
    call(libc::SYS_socket, [family.cast_unsigned().into(), libc::SOCK_STREAM.cast_unsigned().into(), 0, 0])
}

fn map(protection: i32) -> i32 {
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    // By hand, since musl tells of another error than the kernel.
    // SAFETY: new memory, which nobody uses.
    let start = unsafe { libc::syscall(libc::SYS_mmap, 0_u64, 4096_u64, protection, flags, -1, 0_u64) };
    if start < 0 { Error::last_os_error().raw_os_error().unwrap() } else { 0 }
}

fn thread() -> i32 {
    match std::thread::Builder::new().spawn(|| {}) {
        Ok(thread) => thread.join().map_or(1, |()| 0),
        Err(error) => error.raw_os_error().unwrap(),
    }
}

fn process() -> i32 {
    // SAFETY: the child does nothing but end.
    match unsafe { libc::fork() } {
        // SAFETY: it takes a number and does not return.
        0 => unsafe { libc::_exit(0) },
        number if number > 0 => i32::from(child::wait(number) != Ended::With(0)),
        _ => Error::last_os_error().raw_os_error().unwrap(),
    }
}

/// A program that ends well, so that an attempt that succeeds looks like one.
fn program() -> i32 {
    let path = text("/bin/true");
    let arguments: &'static [u64; 2] = Box::leak(Box::new([path, 0]));
    call(libc::SYS_execve, [path, arguments.as_ptr() as u64, 0, 0])
}

fn signal(number: i32) -> i32 {
    call(libc::SYS_kill, [u64::from(std::process::id()), number.cast_unsigned().into(), 0, 0])
}

const DONE: Ended = Ended::With(0);
const NO_TERMINAL: Ended = Ended::With(libc::EBADF);
const INVALID: Ended = Ended::With(libc::EINVAL);
const EPERM: Ended = Ended::With(libc::EPERM);
/// What the C library says of a thread that the kernel refuses.
const NO_THREAD: Ended = Ended::With(if cfg!(target_env = "musl") { libc::EAGAIN } else { libc::EPERM });

/// What is tried, and what comes of it: free, as the guard, as the reader.
type Row = (&'static str, fn() -> i32, Ended, Ended, Ended);

#[track_caller]
fn come_out(rows: &[Row]) {
    if !child::can_lock() {
        return;
    }
    for (name, attempt, free, guard, reader) in rows {
        assert_eq!(child::run(|_| attempt()), Child { ended: *free, said: String::new() }, "{name}, free");
        let locked = child::run(|_| {
            child::become_guard();
            attempt()
        });
        assert_eq!(locked.ended, *guard, "{name}, as the guard");
        assert_eq!(child::reader(|_| attempt()).ended, *reader, "{name}, as the reader");
    }
}

#[test]
fn no_file_is_opened_made_or_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    std::env::set_current_dir(folder.path()).unwrap();
    come_out(&[
        ("open to read", || open("/etc/passwd", libc::O_RDONLY), DONE, EPERM, EPERM),
        ("open a folder", || open("/", libc::O_PATH), DONE, EPERM, EPERM),
        ("open to write", || open("/dev/null", libc::O_WRONLY), DONE, EPERM, EPERM),
        ("open to make", || open("made", libc::O_WRONLY | libc::O_CREAT), DONE, EPERM, EPERM),
        ("open the terminal", || open("/proc/self/fd/0", libc::O_PATH), DONE, EPERM, EPERM),
        ("make a folder", || call(libc::SYS_mkdirat, [here(), text("folder"), 0o700, 0]), DONE, KILLED, KILLED),
        ("remove", || call(libc::SYS_unlinkat, [here(), text("made"), 0, 0]), DONE, KILLED, KILLED),
        ("a file in memory", || call(libc::SYS_memfd_create, [text("x"), 0, 0, 0]), DONE, KILLED, KILLED),
    ]);
}

#[test]
fn no_program_thread_or_process_is_started() {
    come_out(&[
        ("a program", program, DONE, EPERM, KILLED),
        ("a thread", thread, DONE, NO_THREAD, NO_THREAD),
        // The guard forks readers; that is what it is for.
        ("a process", process, DONE, DONE, EPERM),
        // musl's fork has each child do it, before it is a reader.
        ("where the end of a thread is told", || call(libc::SYS_set_tid_address, [0; 4]), DONE, DONE, KILLED),
    ]);
}

#[test]
fn nobody_is_called() {
    come_out(&[
        ("a socket of the internet", || socket(libc::AF_INET), DONE, EPERM, KILLED),
        ("a socket of this computer", || socket(libc::AF_UNIX), DONE, EPERM, KILLED),
        ("connect", || call(libc::SYS_connect, [u64::MAX, 0, 0, 0]), NO_TERMINAL, KILLED, KILLED),
    ]);
}

#[test]
fn no_key_is_typed_for_somebody_and_no_console_switched() {
    const TIOCSTI: u64 = 0x5412;
    come_out(&[
        ("TIOCSTI", || ask(TIOCSTI), NO_TERMINAL, EPERM, EPERM),
        ("TIOCSTI with bits that the kernel drops", || ask(TIOCSTI | 1 << 32), NO_TERMINAL, EPERM, EPERM),
        ("TIOCLINUX", || ask(0x541C), NO_TERMINAL, EPERM, EPERM),
        ("VT_ACTIVATE", || ask(0x5606), NO_TERMINAL, EPERM, EPERM),
        ("KDSKBMODE", || ask(0x4B45), NO_TERMINAL, EPERM, EPERM),
        // The screen's description is the next reader's as well.
        ("F_SETFL", || call(libc::SYS_fcntl, [u64::MAX, 4, 0, 0]), NO_TERMINAL, EPERM, EPERM),
        ("F_GETFL", || call(libc::SYS_fcntl, [u64::MAX, 3, 0, 0]), NO_TERMINAL, NO_TERMINAL, NO_TERMINAL),
        // The guard asks for the size; the reader is told.
        ("TIOCGWINSZ", || ask(0x5413), NO_TERMINAL, NO_TERMINAL, EPERM),
        ("TCGETS", || ask(0x5401), NO_TERMINAL, NO_TERMINAL, EPERM),
    ]);
}

#[test]
fn no_code_is_made_and_no_process_is_meddled_with() {
    come_out(&[
        ("memory with code", || map(libc::PROT_READ | libc::PROT_EXEC), DONE, EPERM, EPERM),
        ("memory without", || map(libc::PROT_READ | libc::PROT_WRITE), DONE, DONE, DONE),
        (
            "memory made into code",
            || call(libc::SYS_mprotect, [0, 0, libc::PROT_EXEC.cast_unsigned().into(), 0]),
            DONE,
            EPERM,
            EPERM,
        ),
        ("ptrace", || call(libc::SYS_ptrace, [libc::PTRACE_TRACEME as u64, 0, 0, 0]), DONE, EPERM, KILLED),
        ("signals to read", || call(libc::SYS_signalfd4, [u64::MAX, 0, 0, 0]), INVALID, KILLED, KILLED),
        ("a signal", || signal(0), DONE, EPERM, KILLED),
        ("the signal that ends readers", || signal(libc::SIGKILL), Ended::By(9), Ended::By(9), KILLED),
        ("dumps again", || call(libc::SYS_prctl, [4, 1, 0, 0]), DONE, EPERM, KILLED),
    ]);
}
