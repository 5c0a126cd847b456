//! The file operations that a save is made of, as a trait: so that tests can replay them to a power cut and fail each of them.

use super::super::{atomic, lock::Lock};
use std::any::Any;
use std::fmt::Debug;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A folder of files. All paths are resolved; see [`Fs::resolved`].
pub(super) trait Fs: Debug + Send {
    /// Up to `limit` bytes from the start of a regular file. Anything else of that name is an error of kind `InvalidInput`.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// The names in a folder, sorted; those that are no Unicode are none of ours.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// A new empty file that only its owner may read.
    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// A second name for a file.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove(&self, path: &Path) -> io::Result<()>;
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Where a path leads through symbolic links.
    fn resolved(&self, path: &Path) -> io::Result<PathBuf>;
    /// The folder's lock, held until what is returned is dropped. Errors as [`Lock::acquire`] has them.
    fn lock(&self, folder: &Path) -> io::Result<Box<dyn Any>>;
}

/// A file that is being written.
pub(super) trait NewFile: Write {
    /// Makes sure that all of it is there after a power cut.
    fn sync(&mut self) -> io::Result<()>;
}

impl NewFile for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

/// The disk.
#[derive(Debug)]
pub(super) struct Disk;

impl Fs for Disk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        // Asked before opening: opening a pipe waits for somebody to write into it.
        let about = fs::metadata(path)?;
        if !about.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is not a file"));
        }
        let mut bytes = Vec::with_capacity(about.len().min(limit) as usize + 1);
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.extend(entry?.file_name().into_string());
        }
        names.sort_unstable();
        Ok(names)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Box::new(options.open(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        atomic::sync_folder(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        atomic::create_private_folder(folder)
    }

    fn resolved(&self, path: &Path) -> io::Result<PathBuf> {
        atomic::resolved(path)
    }

    fn lock(&self, folder: &Path) -> io::Result<Box<dyn Any>> {
        Ok(Box::new(Lock::acquire(folder)?))
    }
}
