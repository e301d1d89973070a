//! Where the worker cannot be locked away nothing is read, unless somebody says so.

use crate::program::{BINARY, Home};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
use std::collections::BTreeMap;
use std::process::{Command, Output};

/// Runs the program on a kernel that has no Landlock, or so it says.
fn without_landlock(home: &Home, args: &[&str]) -> Output {
    let mut command = Command::new(BINARY);
    command.args(args).current_dir(home.path("")).env_clear().envs(home.environment());
    // Filters hold for the thread that sets them and what it starts.
    std::thread::spawn(move || {
        let calls = BTreeMap::from([(libc::SYS_landlock_create_ruleset, Vec::new())]);
        let processor = std::env::consts::ARCH.try_into().unwrap();
        let missing = SeccompAction::Errno(libc::EOPNOTSUPP.unsigned_abs());
        let filter = SeccompFilter::new(calls, SeccompAction::Allow, missing, processor).unwrap();
        seccompiler::apply_filter(&BpfProgram::try_from(filter).unwrap()).unwrap();
        command.output().unwrap()
    })
    .join()
    .unwrap()
}

#[test]
fn without_landlock_it_refuses_unless_it_is_told_to_go_on() {
    let home = Home::with("a.txt", "Some words.");
    let refused = without_landlock(&home, &["a.txt"]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!((refused.status.code(), refused.stdout.as_slice()), (Some(71), &b""[..]), "{said}");
    assert!(
        said.contains("cannot lock away the part that reads foreign files") && said.contains("Nothing was imported")
    );
    assert_eq!(home.library().documents().count(), 0);
    let told = without_landlock(&home, &["a.txt", "--unsafe-no-sandbox"]);
    assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
    assert_eq!(home.library().documents().count(), 1);
}
