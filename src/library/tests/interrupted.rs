//! A disk that is full at any moment leaves the old library or the new one, whole.

use super::{document, open, passage, texts};
use crate::library::Writer;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, RamDirectory, TerminatingWrite, WatchCallback, WatchHandle,
    WritePtr,
};

/// A directory that takes only so many more writes.
#[derive(Clone, Debug)]
struct Filling {
    inner: RamDirectory,
    left: Arc<AtomicUsize>,
}

fn take(left: &AtomicUsize) -> io::Result<()> {
    let taken = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
    taken.map(drop).map_err(|_| io::Error::other("the disk is full"))
}

struct Written {
    inner: WritePtr,
    left: Arc<AtomicUsize>,
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        take(&self.left)?;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for Written {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        take(&self.left)?;
        self.inner.flush()?;
        self.inner.get_mut().terminate_ref(token)
    }
}

impl Directory for Filling {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        take(&self.left).map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let inner = self.inner.open_write(path)?;
        Ok(io::BufWriter::new(Box::new(Written { inner, left: Arc::clone(&self.left) })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        take(&self.left)?;
        self.inner.atomic_write(path, bytes)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }
}

#[test]
fn a_disk_that_is_full_leaves_the_old_or_the_new() {
    let passages = |text: &str| (0..40).map(|number| passage(0, "", &format!("{text} {number}."))).collect();
    let (mut refused, mut done) = (0, 0);
    for writes in (0..).step_by(2) {
        let inner = RamDirectory::create();
        let mut writer = Writer::open(inner.clone()).unwrap();
        writer.put(document("source/a", 0), passages("Old")).unwrap();
        writer.finish().unwrap();

        let filling = Filling { inner: inner.clone(), left: Arc::new(AtomicUsize::new(writes)) };
        let write = || {
            let mut writer = Writer::open(filling)?;
            writer.put(document("source/a", 0), passages("New"))?;
            writer.put(document("source/b", 0), passages("More"))?;
            writer.finish()
        };
        let written = write();
        let library = open(&inner).unwrap();
        library.verify().unwrap();
        let is_new = texts(&library, "source/a")[0].starts_with("New");
        assert_eq!(library.documents().count(), if is_new { 2 } else { 1 }, "after {writes} writes");
        assert_eq!(texts(&library, "source/a").len(), 40);
        // What is said is a sentence with the way out.
        refused += usize::from(written.as_ref().is_err_and(|error| error.to_string().contains("disk is full, and")));
        done += usize::from(written.is_ok());
        if done > 2 {
            break;
        }
    }
    assert!(refused > 10, "{refused}");
}
