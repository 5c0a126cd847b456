//! Texts that were pasted: each in a file of its own beside the library, under a name that its content gives it, so that the same text is kept
//! once.

use super::{Store, StoreError, atomic};
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

    /// Deletes texts that were kept; no other file.
    pub fn drop_pasted(&self, paths: &[PathBuf]) {
        let Some(folder) = self.folders.as_ref().map(|folders| folders.data.join(FOLDER)) else { return };
        for path in paths.iter().filter(|path| path.parent() == Some(folder.as_path())) {
            if let Err(error) = fs::remove_file(path) {
                log::warn!("{}: stays: {error}", path.display());
            }
        }
    }
}
