//! What an index on disk must survive.

use super::{MANIFEST, Place, load_index, places};
use crate::corpus::Corpus;
use crate::corpus::assemble::{File, assemble};
use std::fs;
use std::path::Path;

/// A corpus of one record, so that an index takes no time.
fn small() -> Corpus {
    let facts = r#"{"group":"t","checked_on":"2026-11-22","confidence":"high","recheck_days":30}"#;
    let text = "---\ntitle: T visa\nsummary: A visa.\n---\n## Who {#for-me}\n\nYou.\n";
    assemble(&[File::new("facts/visa/t.json", facts), File::new("text/en/visa/t.md", text)]).0
}

fn load(folder: &Path) -> Vec<String> {
    let mut said = Vec::new();
    let place = Place { folder: folder.to_owned(), writable: true };
    load_index(&small(), &[place], &mut |line| said.push(line.to_owned())).unwrap();
    said
}

#[test]
fn a_second_start_finds_the_first_ones_index() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(load(folder.path()), ["Preparing the search index. This is done once."]);
    assert_eq!(load(folder.path()), Vec::<String>::new());
}

#[test]
fn a_damaged_index_is_replaced_with_one_line() {
    let folder = tempfile::tempdir().unwrap();
    load(folder.path());
    let index = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let count = fs::read_dir(&index).unwrap().count();
    for number in 0..count {
        // A replaced index has files of other names.
        let file = fs::read_dir(&index).unwrap().nth(number).unwrap().unwrap().path();
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        fs::write(&file, bytes).unwrap();
        let said = load(folder.path());
        assert!(said[0].contains("is replaced"), "{}: {said:?}", file.display());
        assert_eq!(load(folder.path()), Vec::<String>::new());
    }
    let whole = fs::read_to_string(index.join(MANIFEST)).unwrap();
    for text in ["{}".to_owned(), " ".repeat(1 << 20) + &whole] {
        fs::write(index.join(MANIFEST), text).unwrap();
        assert!(load(folder.path())[0].contains("damaged"));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_pipe_in_place_of_a_file_keeps_nobody_waiting() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let folder = tempfile::tempdir().unwrap();
    load(folder.path());
    let index = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    for name in [MANIFEST, "meta.json"] {
        fs::remove_file(index.join(name)).unwrap();
        mknodat(CWD, index.join(name), FileType::Fifo, Mode::RUSR, 0).unwrap();
        assert!(load(folder.path())[0].contains("no ordinary file"), "{name}");
    }
}

#[test]
fn what_is_no_folder_makes_way_for_the_index() {
    let folder = tempfile::tempdir().unwrap();
    load(folder.path());
    let index = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let link = |to: &str| std::os::unix::fs::symlink(to, &index).unwrap();
    for put in [&|| fs::write(&index, "a file").unwrap(), &|| link("nowhere"), &|| link("/dev/null")] as [&dyn Fn(); 3]
    {
        fs::remove_dir_all(&index).unwrap();
        put();
        assert!(load(folder.path())[0].contains("is replaced"));
        assert_eq!(load(folder.path()), Vec::<String>::new(), "it lies there now");
    }
    fs::remove_dir_all(&index).unwrap();
    fs::write(&index, "a file").unwrap();
    assert!(super::build_index(&small(), folder.path(), |_| {}).unwrap().is_dir());
}

#[test]
fn where_nothing_can_be_written_memory_serves() {
    let said = load(Path::new("/proc/no/such/folder"));
    assert!(said.len() == 1 && said[0].contains("in memory. This is done at each start"), "{said:?}");
}

#[test]
fn a_checkout_is_known_by_the_programs_path() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = places(None, Some(&root.join("target/release/waypost")), None);
    assert_eq!(found[0].folder, root.join("index/built"));
    let found = places(None, Some(Path::new("/usr/bin/waypost")), None);
    assert_eq!(found, [Place { folder: "/usr/share/waypost/index".into(), writable: false }]);
}

/// A start reads no file whole that nobody has written to since; what happened to one all the same is found before it
/// is searched.
#[test]
fn damage_is_found_by_the_start_or_by_the_search() {
    let folder = tempfile::tempdir().unwrap();
    load(folder.path());
    let place = Place { folder: folder.path().to_owned(), writable: true };
    let find = || super::find_index(&small(), std::slice::from_ref(&place), &mut |_| {});
    let whole = find().unwrap();
    assert!(!whole.touched && whole.search().is_ok());

    let index = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let store = fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path());
    let store = store.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "store")).unwrap();
    let listed = super::map::changed(&fs::metadata(index.join(MANIFEST)).unwrap());
    let mut bytes = fs::read(&store).unwrap();
    bytes[0] ^= 0xff;
    // Until the clock of the file system has gone on.
    while super::map::changed(&fs::metadata(&store).unwrap()) <= listed {
        fs::write(&store, &bytes).unwrap();
    }
    assert!(find().is_none());

    // As though the disk itself had failed: the list of files is the last that was written.
    let manifest = fs::read(index.join(MANIFEST)).unwrap();
    let damaged = super::map::changed(&fs::metadata(&store).unwrap());
    while super::map::changed(&fs::metadata(index.join(MANIFEST)).unwrap()) <= damaged {
        fs::write(index.join(MANIFEST), &manifest).unwrap();
    }
    assert!(find().unwrap().search().err().unwrap().message.contains("damaged"));
}
