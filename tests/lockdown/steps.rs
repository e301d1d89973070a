//! The steps of the lock-down: what each leaves behind, and that it fails closed.

use super::child::{self, Ended};
use rustix::event::Timespec;
use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
use std::io::{Read, Write};
use std::os::fd::{AsFd, AsRawFd};
use waypost::sandbox::{self, Fault, Part, Report};

/// The child says what `found` finds.
#[track_caller]
fn says(found: impl FnOnce() -> String, expected: &str) {
    let child = child::run(|to| {
        to.write_all(found().as_bytes()).unwrap();
        0
    });
    assert_eq!((child.ended, child.said.as_str()), (Ended::With(0), expected));
}

fn limits() -> String {
    let of = |resource| format!("{:?}", getrlimit(resource).maximum.unwrap());
    [Resource::Core, Resource::Fsize, Resource::Nofile, Resource::Data].map(of).join(" ")
}

#[test]
fn the_guard_is_limited_and_leaves_no_dump() {
    says(
        || {
            sandbox::harden().unwrap();
            let privileges = rustix::thread::no_new_privs().unwrap();
            let dumps = dumpable_behavior().unwrap() != DumpableBehavior::NotDumpable;
            format!("{} {privileges} {dumps}", limits())
        },
        "0 0 64 536870912 true false",
    );
}

#[test]
fn the_reader_is_limited_further() {
    if !child::can_lock() {
        return;
    }
    // A locked reader cannot ask for its limits, but run into them: 16 descriptors, and no memory beyond 256 MiB.
    let full = child::reader(|to| {
        let copies: Vec<_> = std::iter::from_fn(|| to.try_clone().ok()).collect();
        let memory = Vec::<u8>::new().try_reserve_exact(257 << 20).is_ok();
        write!(to, "{} {memory}", copies.iter().all(|copy| copy.as_raw_fd() < 16)).unwrap();
        0
    });
    assert_eq!((full.ended, full.said.as_str()), (Ended::With(0), "true false"));
}

#[test]
fn a_parser_has_its_bytes_and_nothing_else() {
    if !child::can_lock() {
        return;
    }
    let child = child::run(|to| {
        sandbox::lock(Part::Parser, false).unwrap();
        let copied = to.try_clone().is_ok();
        let opened = std::fs::File::open("/etc/hostname").is_ok();
        let memory = Vec::<u8>::new().try_reserve_exact(1 << 30).is_ok();
        let thread = std::thread::Builder::new().spawn(|| {}).is_ok();
        write!(to, "{copied} {opened} {memory} {thread}").unwrap();
        0
    });
    assert_eq!((child.ended, child.said.as_str()), (Ended::With(0), "false false false false"));
    // Raising a limit again, or calling somebody, ends it.
    for call in [libc::SYS_prlimit64, libc::SYS_socket] {
        let ended = child::run(|_| {
            sandbox::lock(Part::Parser, false).unwrap();
            // SAFETY: the call is not carried out.
            unsafe { libc::syscall(call, 0, 0, 0, 0) };
            0
        });
        assert_eq!(ended.ended, child::KILLED);
    }
}

#[test]
fn a_limit_that_is_lower_already_stays() {
    says(
        || {
            let few = rustix::process::Rlimit { current: Some(20), maximum: Some(20) };
            rustix::process::setrlimit(Resource::Nofile, few).unwrap();
            sandbox::harden().unwrap();
            limits()
        },
        "0 0 20 536870912",
    );
}

#[test]
fn every_descriptor_but_those_that_are_kept_is_closed() {
    let child = child::run(|to| {
        let (kept, lost) = std::io::pipe().unwrap();
        sandbox::close_descriptors_except(&[kept.as_fd(), to.as_fd()]);
        let open: Vec<i32> = (0..256).filter(|fd| is_open(*fd)).collect();
        let mut expected = vec![kept.as_raw_fd(), to.as_raw_fd()];
        expected.sort_unstable();
        assert!(lost.as_raw_fd() < 256);
        // It is closed, and must not be closed again.
        std::mem::forget(lost);
        i32::from(open != expected)
    });
    assert_eq!(child.ended, Ended::With(0));
}

fn is_open(fd: i32) -> bool {
    // SAFETY: it takes numbers.
    unsafe { libc::fcntl(fd, libc::F_GETFD) >= 0 }
}

#[test]
fn a_reader_dies_with_its_guard() {
    let (mut from, to) = std::io::pipe().unwrap();
    let guard = child::run(|_| {
        let guard = rustix::process::getpid();
        let (mut ready, tell) = std::io::pipe().unwrap();
        child::fork(|| {
            sandbox::die_with(guard).unwrap();
            (&tell).write_all(b"x").unwrap();
            let long = Timespec { tv_sec: 30, tv_nsec: 0 };
            rustix::event::poll(&mut [], Some(&long)).unwrap();
            (&to).write_all(b"still here").unwrap();
            0
        });
        ready.read_exact(&mut [0]).unwrap();
        0
    });
    assert_eq!(guard.ended, Ended::With(0));
    drop(to);
    // As long as the reader lives it holds the other end.
    let mut said = String::new();
    from.read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}

#[test]
fn a_locked_guard_ends_a_locked_reader() {
    if !child::can_lock() {
        return;
    }
    let child = child::run(|_| {
        child::become_guard();
        let guard = rustix::process::getpid();
        let (mut ready, tell) = std::io::pipe().unwrap();
        let reader = child::fork(|| {
            sandbox::die_with(guard).unwrap();
            sandbox::close_descriptors_except(&[tell.as_fd()]);
            sandbox::lock(Part::Reader, false).unwrap();
            (&tell).write_all(b"x").unwrap();
            loop {
                std::hint::spin_loop();
            }
        });
        ready.read_exact(&mut [0]).unwrap();
        let reader_id = rustix::process::Pid::from_raw(reader).unwrap();
        rustix::process::kill_process(reader_id, rustix::process::Signal::KILL).unwrap();
        i32::from(child::wait(reader) != Ended::By(libc::SIGKILL))
    });
    assert_eq!(child.ended, Ended::With(0));
}

#[test]
fn a_child_of_somebody_else_goes_no_further() {
    says(
        || {
            let error = sandbox::die_with(rustix::process::getpid()).unwrap_err();
            format!("{}", matches!(error, Fault::Orphan))
        },
        "true",
    );
}

#[test]
fn a_second_thread_stops_the_lock_down() {
    says(
        || {
            let single = sandbox::is_single_threaded().unwrap();
            let (tell, wait) = std::sync::mpsc::channel::<()>();
            std::thread::spawn(move || wait.recv());
            let error = sandbox::lock(Part::Guard, true).unwrap_err();
            drop(tell);
            format!("{single} {error}")
        },
        "true another thread is running",
    );
}

/// Makes `number` fail with `errno` from here on, as on a kernel that does not have it.
fn take_away(number: libc::c_long, errno: i32) {
    let named = SeccompAction::Errno(errno.cast_unsigned());
    let processor = std::env::consts::ARCH.try_into().unwrap();
    let filter = SeccompFilter::new([(number, vec![])].into(), SeccompAction::Allow, named, processor).unwrap();
    let program: BpfProgram = filter.try_into().unwrap();
    seccompiler::apply_filter(&program).unwrap();
}

#[test]
fn without_landlock_only_who_was_told_to_goes_on() {
    says(
        || {
            take_away(libc::SYS_landlock_create_ruleset, libc::EOPNOTSUPP);
            assert_eq!(sandbox::landlock_abi(), None);
            sandbox::lock(Part::Guard, false).unwrap_err().to_string()
        },
        "this kernel has no Landlock",
    );
    says(
        || {
            take_away(libc::SYS_landlock_create_ruleset, libc::ENOSYS);
            let report = sandbox::lock(Part::Guard, true).unwrap();
            format!("{} {}", report == Report { landlock: None }, std::fs::read("/etc/passwd").is_err())
        },
        "true true",
    );
}

#[test]
fn what_the_kernel_refuses_is_an_error() {
    if !child::can_lock() {
        return;
    }
    for (number, name) in [
        (libc::SYS_seccomp, "seccomp cannot be set"),
        (libc::SYS_landlock_restrict_self, "Landlock cannot be set"),
        (libc::SYS_prlimit64, "the limit of core dumps cannot be set"),
    ] {
        let child = child::run(|to| {
            take_away(number, libc::EINVAL);
            let error = sandbox::harden().and_then(|()| sandbox::lock(Part::Guard, true).map(|_| ())).unwrap_err();
            write!(to, "{error}").unwrap();
            0
        });
        assert_eq!(child.ended, Ended::With(0));
        assert!(child.said.starts_with(name), "{}", child.said);
    }
}

#[test]
fn landlock_alone_holds_files_network_and_signals() {
    if !child::can_lock() {
        return;
    }
    let abi = sandbox::landlock_abi().unwrap_or_default();
    let tried = |to: &mut dyn Write| {
        let file = std::fs::read("/etc/passwd").is_ok();
        let network = std::net::TcpListener::bind("127.0.0.1:0").is_ok();
        let signal = rustix::process::test_kill_process(rustix::process::getppid().unwrap()).is_ok();
        write!(to, "{file} {network} {signal}").unwrap();
        0
    };
    assert_eq!(child::run(|to| tried(to)).said, "true true true");
    let locked = child::run(|to| {
        // Without seccomp the lock-down fails, but Landlock came first.
        take_away(libc::SYS_seccomp, libc::EINVAL);
        sandbox::lock(Part::Guard, false).unwrap_err();
        tried(to)
    });
    // Debian 12's kernel knows of files alone.
    assert_eq!(locked.said, format!("false {} {}", abi < 4, abi < 6));
}

#[test]
fn the_report_says_which_landlock_holds() {
    if !child::can_lock() {
        return;
    }
    let abi = sandbox::landlock_abi();
    says(|| format!("{}", sandbox::lock(Part::Guard, false).unwrap().landlock == abi), "true");
}
