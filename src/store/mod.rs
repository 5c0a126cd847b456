//! Level 2: files of our own, saved whole or not at all: the settings, the library of articles that were opened, and the
//! notes. Depends on `model`. Never overwrites what it cannot read: a damaged file is moved aside, a newer program's file is left as it is.

mod atomic;
mod error;
mod lock;
mod merge;
mod notes;
mod pasted;
mod record;
#[cfg(test)]
mod tests;

pub use atomic::{write_atomically, write_into_folder};
pub use error::{SaveStep, StoreError, Unusable};
pub use notes::{Check, Entry, Kept, Loaded, Match, NotesStore, Saved, Wanted, merge_notebooks, notes_text};

use crate::model::{Library, Settings};
use etcetera::app_strategy::{AppStrategy, AppStrategyArgs, choose_native_strategy};
use lock::Lock;
use record::{Found, Record};
use std::fs;
use std::path::{Path, PathBuf};

/// Names a folder that holds all of the program's files, in place of the platform's: for a program on a stick, and for tests.
pub const HOME_VARIABLE: &str = "DUIZHAO_HOME";

/// Where settings and library are kept. Several windows may each have one of the same folders.
#[derive(Clone, Debug)]
pub struct Store {
    /// `None` if the platform names none: nothing is kept then.
    folders: Option<Folders>,
    /// What this window knew of the library when it last read or wrote it: the base of the next merge.
    known: Library,
}

#[derive(Clone, Debug)]
struct Folders {
    config: PathBuf,
    data: PathBuf,
}

impl Store {
    /// The folder that [`HOME_VARIABLE`] names, or the platform's: `~/.config/duizhao` and `~/.local/share/duizhao` on Linux. Nothing is
    /// read or created yet.
    #[must_use]
    pub fn open() -> Self {
        let named = std::env::var_os(HOME_VARIABLE).filter(|folder| !folder.is_empty());
        if let Some(folder) = named.and_then(|folder| std::path::absolute(folder).ok()) {
            return Self::at(&folder);
        }
        let name = || "duizhao".to_owned();
        let args = AppStrategyArgs { top_level_domain: "io.github".to_owned(), author: name(), app_name: name() };
        let folders = choose_native_strategy(args)
            .ok()
            .map(|platform| Folders { config: platform.config_dir(), data: platform.data_dir() });
        Self { folders, known: Library::default() }
    }

    /// Everything in one folder.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        let folders = Folders { config: folder.to_owned(), data: folder.to_owned() };
        Self { folders: Some(folders), known: Library::default() }
    }

    /// Where this store keeps the notes.
    #[must_use]
    pub fn notes(&self) -> NotesStore {
        NotesStore::new(self.folders.as_ref().map(|folders| folders.data.join("notes")))
    }

    /// The template that the reader has for notes as Markdown: a file of this name beside the settings. `None` if there is none.
    ///
    /// # Errors
    /// If it is there and cannot be read.
    pub fn notes_template(&self) -> Result<Option<String>, StoreError> {
        let Some(folders) = &self.folders else { return Ok(None) };
        let path = folders.config.join("notes.md.jinja");
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::NotRead { path, source }),
        }
    }

    /// The settings, or their defaults; and why, if they are not what the reader left.
    #[must_use]
    pub fn load_settings(&self) -> (Settings, Option<StoreError>) {
        self.folders.as_ref().map_or((Settings::default(), Some(StoreError::NoFolder)), |folders| load(&folders.config))
    }

    /// The library, or an empty one; and why, if it is not what the reader left.
    pub fn load_library(&mut self) -> (Library, Option<StoreError>) {
        let Some(folders) = &self.folders else { return (Library::default(), Some(StoreError::NoFolder)) };
        let (library, problem) = load::<Library>(&folders.data);
        self.known.clone_from(&library);
        (library, problem)
    }

    /// Saves the settings; of two windows, the later one's are kept.
    ///
    /// # Errors
    /// If they were not written, or if a damaged file had to be moved out of the way first.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), StoreError> {
        let folders = self.folders.as_ref().ok_or(StoreError::NoFolder)?;
        save(&folders.config, |_| settings.clone())
    }

    /// Saves what changed in the library since it was last loaded or saved here, and keeps what another window changed meanwhile. An
    /// empty library empties the file.
    ///
    /// # Errors
    /// If it was not written, or if a damaged file had to be moved out of the way first.
    pub fn save_library(&mut self, library: &Library) -> Result<(), StoreError> {
        let folders = self.folders.as_ref().ok_or(StoreError::NoFolder)?;
        let result = save(&folders.data, |on_disk| merge::merge(&self.known, library, on_disk));
        if matches!(result, Ok(()) | Err(StoreError::MovedAside { .. })) {
            self.known.clone_from(library);
        }
        result
    }
}

fn load<T: Record>(folder: &Path) -> (T, Option<StoreError>) {
    let path = match atomic::resolved(&folder.join(T::FILE_NAME)) {
        Ok(path) => path,
        Err(source) => return (T::default(), Some(StoreError::NotRead { path: folder.join(T::FILE_NAME), source })),
    };
    let mut found = record::read::<T>(&path);
    let lock = matches!(found, Found::Unusable(_)).then(|| Lock::acquire_if_possible(folder));
    if lock.is_some() {
        // Another window may have put it right while this one waited.
        found = record::read(&path);
    }
    match found {
        Found::Missing => (T::default(), None),
        Found::Good(value) => (value, None),
        Found::Newer(value) => (value, Some(StoreError::Newer { path })),
        Found::Unusable(reason) => (T::default(), Some(move_aside(path, reason))),
    }
}

/// Writes what `value` makes of the file's present content (`None`: there is none that can be used).
fn save<T: Record>(folder: &Path, value: impl FnOnce(Option<T>) -> T) -> Result<(), StoreError> {
    let named = folder.join(T::FILE_NAME);
    let not_written = |source| StoreError::NotWritten { path: named.clone(), source };
    atomic::create_private_folder(folder).map_err(not_written)?;
    let _lock = Lock::acquire_if_possible(folder);
    let path = atomic::resolved(&named).map_err(not_written)?;
    let (on_disk, problem) = match record::read::<T>(&path) {
        Found::Missing => (None, None),
        Found::Good(on_disk) => (Some(on_disk), None),
        Found::Newer(_) => return Err(StoreError::Newer { path }),
        Found::Unusable(reason) => match move_aside(path.clone(), reason) {
            moved @ StoreError::MovedAside { .. } => (None, Some(moved)),
            stuck => return Err(stuck),
        },
    };
    let text = record::render(&value(on_disk)).map_err(not_written)?;
    let is_there = fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes());
    if !is_there {
        atomic::write_private(&path, text.as_bytes()).map_err(not_written)?;
    }
    problem.map_or(Ok(()), Err)
}

/// Renames a file that cannot be used to the first free `*.corrupt-N`; says what became of it.
fn move_aside(path: PathBuf, reason: Unusable) -> StoreError {
    let aside = |n: u32| {
        let mut name = path.clone().into_os_string();
        name.push(format!(".corrupt-{n}"));
        PathBuf::from(name)
    };
    let free = (1..=9999).map(aside).find(|aside| aside.symlink_metadata().is_err());
    let moved = free.ok_or_else(|| std::io::Error::other("there are too many damaged files")).and_then(|aside| {
        fs::rename(&path, &aside)?;
        Ok(aside)
    });
    let error = match moved {
        Ok(aside) => StoreError::MovedAside { path, aside, reason },
        Err(source) => StoreError::Stuck { path, reason, source },
    };
    log::error!("{error}");
    error
}
