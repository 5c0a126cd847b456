//! The notes: one file an article, saved so that no acknowledged note is lost by a crash, a full disk, a second window, or an older program.
//! Depends on `model` and on the disk through [`fs::Fs`] alone. Never overwrites what it cannot read, never drops what nobody deleted.

mod aside;
mod backups;
mod find;
mod format;
mod fs;
mod mend;
mod merge;
mod save;
#[cfg(test)]
mod tests;
mod trash;

pub use find::{Entry, Match, Wanted};
pub use merge::merge_notebooks;

use super::{SaveStep, StoreError};
use crate::model::{ArticleRef, Notebook};
use blake3::Hash;
use format::Parsed;
use fs::{Disk, Fs};
use jiff::Timestamp;
use save::Found;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Where notebooks are kept. Several windows may each have one on the same folder.
#[derive(Debug)]
pub struct NotesStore {
    /// `None` if the platform names none: nothing is kept then.
    folder: Option<PathBuf>,
    fs: Box<dyn Fs>,
    /// That the folder knows no locks is told once.
    is_lock_told: bool,
}

/// A notebook as its file had it when it was read or written here: what a save is compared with. Cheap to keep, made only by the store.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    path: PathBuf,
    notebook: Notebook,
    /// Of the file's bytes; `None` if there is no file yet.
    hash: Option<Hash>,
    schema: u32,
    /// As this program writes it, to the last byte.
    is_ours: bool,
}

impl Kept {
    /// The notebook.
    #[must_use]
    pub fn notebook(&self) -> &Notebook {
        &self.notebook
    }

    /// Its file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// True if a newer program wrote it: it can be read here, and never saved.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.schema > format::SCHEMA
    }
}

/// A notebook that was read, and what the reader should be told.
#[derive(Debug)]
pub struct Loaded {
    /// The notebook.
    pub kept: Kept,
    /// [`StoreError::Restored`], [`StoreError::TakenFromBackup`], [`StoreError::HandEdited`], [`StoreError::Newer`], or what could not be
    /// put right.
    pub warnings: Vec<StoreError>,
}

/// A notebook that is on the disk, come what may.
#[derive(Debug)]
pub struct Saved {
    /// What is there now.
    pub kept: Kept,
    /// True if it is not just what was handed in: somebody else's changes are in it too, or old trash is gone.
    pub merged_from_elsewhere: bool,
    /// As in [`Loaded::warnings`], and [`StoreError::NotLocked`].
    pub warnings: Vec<StoreError>,
}

/// What is wrong with a notes file.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// How many notes could be read.
    pub notes: usize,
    /// What is wrong, in English; empty for a sound file.
    pub faults: Vec<String>,
}

/// The text of a notes file, as a save would write it.
///
/// # Errors
/// If a value cannot be written as RON.
pub fn notes_text(notebook: &Notebook) -> Result<String, StoreError> {
    format::render(notebook)
        .map_err(|error| StoreError::NotWritten { path: PathBuf::new(), source: io::Error::other(error) })
}

/// As the system would say it.
fn no_file() -> io::Error {
    io::Error::new(ErrorKind::NotFound, "there is no such file")
}

impl NotesStore {
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, fs: Box::new(Disk), is_lock_told: false }
    }

    /// The folder `notes` among the program's files; see [`super::Store::open`]. Nothing is read or created yet.
    #[must_use]
    pub fn open() -> Self {
        super::Store::open().notes()
    }

    /// Every notebook, by its file's name; only their first lines are read. One whose file is damaged is listed by its backups.
    ///
    /// # Errors
    /// If the folder is there and cannot be read.
    pub fn list(&self) -> Result<Vec<Entry>, StoreError> {
        let folder = self.folder()?;
        find::list(&*self.fs, folder).map_err(|source| StoreError::NotRead { path: folder.to_owned(), source })
    }

    /// The notebook of an article: by its text, its files' content, their place, or by what it quotes, in this order.
    ///
    /// # Errors
    /// If the folder is there and cannot be read.
    pub fn find(&self, wanted: &Wanted) -> Result<Option<Match>, StoreError> {
        Ok(find::find(&*self.fs, self.list()?, wanted))
    }

    /// A new notebook. It has no file before it is saved.
    ///
    /// # Errors
    /// If there is no folder for notes.
    pub fn begin(&self, article: ArticleRef) -> Result<Kept, StoreError> {
        let file_id = Uuid::new_v4();
        let path = self.folder()?.join(find::file_name(&article.title, file_id));
        let notebook = Notebook {
            file_id,
            revision: 0,
            saved_at: Timestamp::UNIX_EPOCH,
            article,
            notes: Vec::new(),
            drafts: Vec::new(),
            trash: Vec::new(),
        };
        Ok(Kept { path, notebook, hash: None, schema: format::SCHEMA, is_ours: true })
    }

    /// Reads a notebook. A damaged file is kept under another name and the last good backup put in its place; one that was edited by hand
    /// is copied and read.
    ///
    /// # Errors
    /// If there are no notes: no file, none that may be read, or a damaged one without a backup ([`StoreError::MovedAside`]).
    pub fn load(&mut self, path: &Path, now: Timestamp) -> Result<Loaded, StoreError> {
        let fs = &*self.fs;
        let not_read = |source| StoreError::NotRead { path: path.to_owned(), source };
        let file = fs.resolved(path).map_err(not_read)?;
        let mut found = save::read(fs, &file, None).map_err(not_read)?;
        let needs_care = match &found {
            Found::Missing | Found::Unusable(_) => true,
            Found::Book { is_ours, .. } => !is_ours,
            Found::Newer { .. } => false,
        };
        let _lock = needs_care.then(|| fs.lock(save::folder_of(path)).ok());
        if needs_care {
            // Another window may have put it right while this one waited.
            found = save::read(fs, &file, None).map_err(not_read)?;
        }
        let mut warnings = Vec::new();
        let (notebook, hash, schema, is_ours) = match found {
            Found::Newer { book, hash, schema } => {
                warnings.push(StoreError::Newer { path: file.clone() });
                (book.ok_or(StoreError::Newer { path: file })?, Some(hash), schema, true)
            }
            Found::Book { book, hash, bytes, schema, is_ours } => {
                if !is_ours {
                    warnings.push(aside::copy_edited(fs, &file, &bytes).unwrap_or_else(|problem| problem));
                }
                (book, Some(hash), schema, is_ours)
            }
            Found::Missing => {
                let backup = aside::restore(fs, &file)?.ok_or_else(|| not_read(no_file()))?;
                warnings.push(StoreError::TakenFromBackup { path: file.clone(), backup });
                self.read_again(&file).map_err(not_read)?
            }
            Found::Unusable(reason) => match aside::move_aside(fs, &file, reason, now) {
                Ok(restored @ StoreError::Restored { .. }) => {
                    warnings.push(restored);
                    self.read_again(&file).map_err(not_read)?
                }
                Ok(problem) => return Err(problem),
                // Read at least; nothing can be saved before the damaged file is out of the way.
                Err(problem) => match aside::last_good(fs, &file).map(|(_, bytes)| format::parse(&bytes)) {
                    Some(Parsed::Book { book, schema, is_ours, .. }) => {
                        warnings.push(problem);
                        (book, None, schema, is_ours)
                    }
                    _ => return Err(problem),
                },
            },
        };
        Ok(Loaded { kept: Kept { path: path.to_owned(), notebook, hash, schema, is_ours }, warnings })
    }

    fn read_again(&self, path: &Path) -> io::Result<(Notebook, Option<Hash>, u32, bool)> {
        match save::read(&*self.fs, path, None)? {
            Found::Book { book, hash, schema, is_ours, .. } => Ok((book, Some(hash), schema, is_ours)),
            _ => Err(io::Error::other("the backup that was put there is not there")),
        }
    }

    /// Saves a notebook that was made from `seen`, with what others have changed in its file since. When this returns, it is on the disk
    /// for certain. A note is deleted by putting it into the trash.
    ///
    /// # Errors
    /// If it was not saved, or if that is not certain; the same can be tried again. [`StoreError::WouldLose`] if notes of `seen` are
    /// neither among the notes nor in the trash.
    pub fn save(&mut self, seen: &Kept, notebook: &Notebook, now: Timestamp) -> Result<Saved, StoreError> {
        let folder = save::folder_of(&seen.path);
        let failed = |path: &Path, step, source| Err(StoreError::NotSaved { path: path.to_owned(), step, source });
        if let Err(source) = self.fs.make_folder(folder) {
            return failed(folder, SaveStep::MakingFolder, source);
        }
        let mut not_locked = None;
        let lock = match self.fs.lock(folder) {
            Ok(lock) => Some(lock),
            Err(source) if source.kind() == ErrorKind::TimedOut => {
                return failed(&seen.path, SaveStep::Waiting, source);
            }
            Err(source) => {
                not_locked = Some(StoreError::NotLocked { folder: folder.to_owned(), source });
                None
            }
        };
        let mut saved = save::save(&*self.fs, seen, notebook, now, lock.is_some())?;
        if !self.is_lock_told
            && let Some(problem) = not_locked
        {
            self.is_lock_told = true;
            saved.warnings.push(problem);
        }
        Ok(saved)
    }

    /// True if the file has the very bytes that were read or written here last. Reads it, and parses nothing.
    #[must_use]
    pub fn is_as_seen(&self, seen: &Kept) -> bool {
        let hash = self.fs.resolved(&seen.path).and_then(|path| save::hash_of(&*self.fs, &path));
        hash.is_ok_and(|hash| hash == seen.hash)
    }

    /// Takes away the file of a notebook that was merged into another, and its backups. It stays, and the answer is false, if somebody has
    /// written to it since or a note of it is missing in `into`, which is on the disk.
    ///
    /// # Errors
    /// If it cannot be locked, read or removed.
    pub fn retire(&mut self, old: &Kept, into: &Kept) -> Result<bool, StoreError> {
        let fs = &*self.fs;
        let not_written = |source| StoreError::NotWritten { path: old.path.clone(), source };
        let _lock = fs.lock(save::folder_of(&old.path)).map_err(not_written)?;
        save::refuse_loss(&old.path, &old.notebook, &into.notebook)?;
        // One behind a link was put there by hand.
        let is_own = fs.resolved(&old.path).map_err(not_written)? == old.path;
        if !is_own || old.hash.is_none() || save::hash_of(fs, &old.path).map_err(not_written)? != old.hash {
            return Ok(false);
        }
        // The file last: as long as it is there, nothing is taken from backups.
        for path in backups::all(fs, &old.path).into_iter().chain([old.path.clone()]) {
            match fs.remove(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(not_written(error)),
                _ => {}
            }
        }
        save::sync_folder(fs, &old.path)?;
        Ok(true)
    }

    /// Reads a notes file that need not be one of the store's; it stays as it is, whatever is wrong with it.
    ///
    /// # Errors
    /// If it is no notebook, or one of a newer program.
    pub fn read(&self, file: &Path) -> Result<Notebook, StoreError> {
        let not_read = |source| StoreError::NotRead { path: file.to_owned(), source };
        match save::read(&*self.fs, file, None).map_err(not_read)? {
            Found::Book { book, .. } => Ok(book),
            Found::Newer { .. } => Err(not_read(io::Error::other("a newer version of this program wrote it"))),
            Found::Missing => Err(not_read(no_file())),
            Found::Unusable(reason) => Err(not_read(io::Error::new(ErrorKind::InvalidData, reason))),
        }
    }

    /// What is wrong with a notes file; nothing is changed.
    ///
    /// # Errors
    /// If it is not there or cannot be read.
    pub fn check(&self, file: &Path) -> Result<Check, StoreError> {
        let bytes = self.fs.read(file, format::MAX_BYTES as u64 + 1);
        let bytes = bytes.map_err(|source| StoreError::NotRead { path: file.to_owned(), source })?;
        Ok(match format::parse(&bytes) {
            Parsed::Book { book, is_ours, mut mended, .. } => {
                if !is_ours {
                    mended.push(
                        "its last line does not fit it: it was changed outside this program, or cut off".to_owned(),
                    );
                }
                Check { notes: book.notes.len(), faults: mended }
            }
            Parsed::Newer(schema, book) => Check {
                notes: book.map_or(0, |book| book.notes.len()),
                faults: vec![format!("a newer version of this program wrote it (schema {schema})")],
            },
            Parsed::Unusable(reason) => Check { notes: 0, faults: vec![reason] },
        })
    }

    fn folder(&self) -> Result<&Path, StoreError> {
        self.folder.as_deref().ok_or(StoreError::NoFolder)
    }
}
