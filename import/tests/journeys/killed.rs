//! An import that is ended at any moment leaves the library whole.

use crate::fixtures::prose;
use crate::program::{BINARY, Home};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;
use waypost::files::open_library;

/// Each section is a passage; together they are long enough for several commits.
const FILES: usize = 12;
const SECTIONS: usize = 400;

#[test]
fn after_fifty_kills_the_library_is_whole_each_time() {
    let home = Home::new();
    for number in 0..FILES {
        let sections: Vec<String> =
            (0..SECTIONS).map(|at| format!("# {at}\n\n{}", prose(&format!("n{number}s{at}"), 10))).collect();
        home.file(&format!("{number:02}.md"), sections.join("\n\n"));
    }
    let run = || {
        let mut command = Command::new(BINARY);
        command.arg(".").current_dir(home.path("")).env_clear().envs(home.environment());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let begun = Instant::now();
    assert!(run().wait().unwrap().success());
    let whole = begun.elapsed();
    let mut seed = u64::from(begun.elapsed().subsec_nanos());
    let mut between = 0;
    for kill in 0..50 {
        if kill % 5 == 0 {
            std::fs::remove_dir_all(home.library_folder()).unwrap();
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut import = run();
        // The moment is what is tested.
        thread::sleep(whole.mul_f64(f64::from((seed >> 33) as u32 % 1000) / 1000.0));
        import.kill().unwrap();
        import.wait().unwrap();
        between += usize::from(verify(&home) < FILES);
    }
    assert!(between > 0, "no kill came before the end");
    assert!(run().wait().unwrap().success());
    assert_eq!(verify(&home), FILES);
}

/// How many documents there are, each whole.
fn verify(home: &Home) -> usize {
    // Where it was ended before it began a library there is none.
    let Some(library) = open_library(&home.library_folder()).unwrap() else { return 0 };
    library.verify().unwrap();
    let documents: Vec<_> = library.documents().cloned().collect();
    for document in &documents {
        let passages = library.passages(&document.id, 0..u32::MAX);
        let number: usize = document.file.trim_end_matches(".md").parse().unwrap();
        let last = format!("n{number}s{}", SECTIONS - 1);
        assert!(passages.last().unwrap().text.contains(&last), "{}", document.id);
    }
    documents.len()
}
