//! Texts that were pasted: each in a file of its own beside the library, under a name that its content gives it, so that the same text is kept
//! once.

use super::record::{self, Found, Record};
use super::{Store, StoreError, atomic};
use crate::model::Library;
use std::fs;
use std::path::PathBuf;

const FOLDER: &str = "pasted";

impl Store {
    /// Keeps a text; returns its file.
    ///
    /// # Errors
    /// If it was not written.
    pub fn keep_pasted(&self, text: &str) -> Result<PathBuf, StoreError> {
        let folder = self.folders.as_ref().ok_or(StoreError::NoFolder)?.data.join(FOLDER);
        let name = format!("{}.txt", &blake3::hash(text.as_bytes()).to_hex()[..16]);
        let path = folder.join(name);
        let written = || {
            atomic::create_private_folder(&folder)?;
            if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
                return Ok(());
            }
            atomic::write_private(&path, text.as_bytes())
        };
        written().map_err(|source| StoreError::NotWritten { path: path.clone(), source })?;
        Ok(path)
    }

    /// Deletes texts that were kept; no other file, and none that this window's library or the one on disk has: it may have been pasted again
    /// since it was forgotten, here or in another window.
    pub fn drop_pasted(&self, paths: &[PathBuf]) {
        let Some(data) = self.folders.as_ref().map(|folders| &folders.data) else { return };
        let on_disk = match atomic::resolved(&data.join(Library::FILE_NAME)).map(|path| record::read(&path)) {
            Ok(Found::Good(library)) => library,
            Ok(Found::Missing) => Library::default(),
            // Whatever it has is kept.
            Ok(Found::Newer(_) | Found::Unusable(_)) | Err(_) => return,
        };
        let is_ours = |path: &&PathBuf| path.parent() == Some(data.join(FOLDER).as_path());
        let is_gone = |path: &&PathBuf| self.known.pasted().chain(on_disk.pasted()).all(|kept| kept != *path);
        for path in paths.iter().filter(is_ours).filter(is_gone) {
            if let Err(error) = fs::remove_file(path) {
                log::warn!("{}: stays: {error}", path.display());
            }
        }
    }
}
