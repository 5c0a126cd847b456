//! What cannot be used, or was changed by others, is kept under a name of its own; and the last good backup takes its place.

use super::backups;
use super::format::{self, MAX_BYTES, Parsed};
use super::fs::Fs;
use super::save::{copy_to, folder_of, sync_folder};
use crate::store::{StoreError, Unusable};
use jiff::Timestamp;
use std::io;
use std::path::{Path, PathBuf};

/// More damaged files of one second than anybody makes.
const MAX_ASIDE: u32 = 9999;

/// Keeps a damaged file as `NAME.corrupt-TIME` and puts the last good backup in its place; says which, as [`StoreError::Restored`] or, if
/// there is none, [`StoreError::MovedAside`].
///
/// # Errors
/// [`StoreError::Stuck`] if it could not be kept; it is then as it was.
pub(super) fn move_aside(fs: &dyn Fs, path: &Path, reason: String, now: Timestamp) -> Result<StoreError, StoreError> {
    let damaged = || Unusable::Damaged(reason.clone());
    let stuck = |source| StoreError::Stuck { path: path.to_owned(), reason: damaged(), source };
    let aside = free_name(fs, path, now).map_err(stuck)?;
    if let Some((backup, bytes)) = last_good(fs, path) {
        // A second name first, so that there is a file all the time.
        if fs.link(path, &aside).is_err() {
            fs.rename(path, &aside).map_err(stuck)?;
        }
        copy_to(fs, path, &bytes, path)?;
        sync_folder(fs, path)?;
        return Ok(StoreError::Restored { path: path.to_owned(), aside, backup, reason });
    }
    fs.rename(path, &aside).map_err(stuck)?;
    sync_folder(fs, path)?;
    Ok(StoreError::MovedAside { path: path.to_owned(), aside, reason: damaged() })
}

/// Puts the last good backup where there is no file any more.
pub(super) fn restore(fs: &dyn Fs, path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let Some((backup, bytes)) = last_good(fs, path) else { return Ok(None) };
    copy_to(fs, path, &bytes, path)?;
    sync_folder(fs, path)?;
    Ok(Some(backup))
}

/// Keeps a copy of a file that others changed, one for each different content.
pub(super) fn copy_edited(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> Result<StoreError, StoreError> {
    let hash = blake3::hash(bytes).to_hex();
    let copy = with_suffix(path, &format!("edited-{}", &hash[..8]));
    if fs.read(&copy, MAX_BYTES as u64 + 1).ok().as_deref() != Some(bytes) {
        copy_to(fs, path, bytes, &copy)?;
        sync_folder(fs, path)?;
    }
    Ok(StoreError::HandEdited { path: path.to_owned(), copy })
}

/// The newest backup that is as this program wrote it; failing that, the newest that can be read.
pub(super) fn last_good(fs: &dyn Fs, path: &Path) -> Option<(PathBuf, Vec<u8>)> {
    let mut readable = None;
    for backup in backups::all(fs, path) {
        let Ok(bytes) = fs.read(&backup, MAX_BYTES as u64 + 1) else { continue };
        match format::parse(&bytes) {
            Parsed::Book { is_ours: true, .. } => return Some((backup, bytes)),
            Parsed::Book { .. } => readable = readable.or(Some((backup, bytes))),
            _ => {}
        }
    }
    readable
}

fn free_name(fs: &dyn Fs, path: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let taken = fs.names(folder_of(path))?;
    let time = now.strftime("%Y%m%dT%H%M%SZ");
    (1..=MAX_ASIDE)
        .map(|n| with_suffix(path, &if n == 1 { format!("corrupt-{time}") } else { format!("corrupt-{time}-{n}") }))
        .find(|aside| aside.file_name().is_some_and(|name| !taken.iter().any(|taken| **taken == *name)))
        .ok_or_else(|| io::Error::other("there are too many damaged files"))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(".");
    name.push(suffix);
    name.into()
}
