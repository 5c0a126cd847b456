//! One save: read, merge, write a new file, put it in place. After a crash at any step the file is the old one or the new one, whole.

use super::format::{self, MAX_BYTES, MAX_NOTES, Parsed, SCHEMA};
use super::fs::{Fs, NewFile};
use super::mend::mend;
use super::merge::merge_notebooks;
use super::{Kept, Saved, aside, backups, trash};
use crate::model::Notebook;
use crate::store::{SaveStep, StoreError};
use blake3::Hash;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Without a lock, how often a save begins anew because the file changed meanwhile.
const MAX_TRIES: u32 = 8;

/// What is in the file now.
pub(super) enum Found {
    Missing,
    Book {
        book: Notebook,
        hash: Hash,
        bytes: Vec<u8>,
        schema: u32,
        is_ours: bool,
    },
    Newer {
        book: Option<Notebook>,
        hash: Hash,
        schema: u32,
    },
    /// It is there and no notebook, and why.
    Unusable(String),
}

/// Reads a notebook; `seen` if it is just as it was seen.
///
/// # Errors
/// If it is there and the system does not let it be read: that is no damage.
pub(super) fn read(fs: &dyn Fs, path: &Path, seen: Option<&Kept>) -> io::Result<Found> {
    let bytes = match fs.read(path, MAX_BYTES as u64 + 1) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Missing),
        Err(error) if error.kind() == ErrorKind::InvalidInput => return Ok(Found::Unusable(error.to_string())),
        Err(error) => return Err(error),
    };
    let hash = blake3::hash(&bytes);
    if let Some(Kept { notebook, schema, is_ours, .. }) = seen.filter(|seen| seen.hash == Some(hash)) {
        return Ok(Found::Book { book: notebook.clone(), hash, bytes, schema: *schema, is_ours: *is_ours });
    }
    Ok(match format::parse(&bytes) {
        Parsed::Book { book, schema, is_ours, mended } => {
            for what in &mended {
                log::warn!("{}: {what}", path.display());
            }
            Found::Book { book, hash, bytes, schema, is_ours: is_ours && mended.is_empty() }
        }
        Parsed::Newer(schema, book) => Found::Newer { book, hash, schema },
        Parsed::Unusable(reason) => Found::Unusable(reason),
    })
}

/// Says which step failed, and of which file: one with a name that stays, so that the same trouble reads the same at every try.
pub(super) trait Step<T> {
    fn step(self, path: &Path, step: SaveStep) -> Result<T, StoreError>;
}

impl<T> Step<T> for io::Result<T> {
    fn step(self, path: &Path, step: SaveStep) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::NotSaved { path: path.to_owned(), step, source })
    }
}

/// Saves `mine`, made from `seen`. `is_locked`: no other window saves meanwhile.
pub(super) fn save(
    fs: &dyn Fs,
    seen: &Kept,
    mine: &Notebook,
    now: Timestamp,
    is_locked: bool,
) -> Result<Saved, StoreError> {
    if seen.is_read_only() {
        return Err(StoreError::Newer { path: seen.path.clone() });
    }
    let path = fs.resolved(&seen.path).step(&seen.path, SaveStep::FollowingLinks)?;
    let mine = &mended(mine);
    refuse_loss(&path, &seen.notebook, mine)?;
    if is_locked {
        backups::remove_stale(fs, &path);
    }
    let mut warnings = Vec::new();
    for _ in 0..MAX_TRIES {
        let found = read(fs, &path, Some(seen)).step(&path, SaveStep::Reading)?;
        let (old, old_hash) = match found {
            Found::Missing => (None, None),
            Found::Newer { .. } => return Err(StoreError::Newer { path }),
            Found::Unusable(reason) => {
                warnings.push(aside::move_aside(fs, &path, reason, now)?);
                (None, None)
            }
            Found::Book { book, hash, bytes, schema, is_ours } => {
                (Some(Old { is_changed: Some(hash) != seen.hash, book, bytes, schema, is_ours }), Some(hash))
            }
        };
        if let Some(Old { book, is_changed: false, .. }) = &old
            && *mine == seen.notebook
            && *book == *mine
        {
            // Whoever wrote it may have been stopped before this.
            sync_folder(fs, &path)?;
            return Ok(Saved { kept: seen.clone(), merged_from_elsewhere: false, warnings });
        }
        let merged = merged(&path, seen, mine, old.as_ref())?;
        let merged_from_elsewhere = !is_same_content(&merged, mine);
        let mut notebook = merged;
        notebook.revision = notebook.revision.saturating_add(1);
        let before = old.as_ref().map_or(seen.notebook.saved_at, |old| old.book.saved_at);
        trash::grow_older(&mut notebook, before, now);
        notebook.saved_at = now;
        let text = text_of(&path, &notebook)?;
        let temp = write_beside(fs, &path, text.as_bytes(), &notebook)?;
        if let Some(old) = &old {
            warnings.extend(old.keep(fs, &path, now)?);
        }
        if !is_locked && hash_of(fs, &path).step(&path, SaveStep::LookingAgain)? != old_hash {
            continue;
        }
        temp.put_in_place(&path)?;
        backups::purge(fs, &path, now);
        sync_folder(fs, &path)?;
        let hash = Some(blake3::hash(text.as_bytes()));
        let kept = Kept { path: seen.path.clone(), notebook, hash, schema: SCHEMA, is_ours: true };
        return Ok(Saved { kept, merged_from_elsewhere, warnings });
    }
    Err(io::Error::from(ErrorKind::ResourceBusy)).step(&path, SaveStep::GivingUp)
}

/// As it will be read again: each note once, by name.
fn mended(book: &Notebook) -> Notebook {
    let mut book = book.clone();
    mend(&mut book);
    book
}

/// The file that a save replaces.
struct Old {
    book: Notebook,
    bytes: Vec<u8>,
    schema: u32,
    is_ours: bool,
    /// By somebody else since it was seen.
    is_changed: bool,
}

impl Old {
    /// Keeps it as a backup, if it is as this program left it, and otherwise as what somebody made of it; good backups stay.
    fn keep(&self, fs: &dyn Fs, path: &Path, now: Timestamp) -> Result<Option<StoreError>, StoreError> {
        if !self.is_ours {
            return aside::copy_edited(fs, path, &self.bytes).map(Some);
        }
        let names = backups::due(fs, path, self.book.revision, (self.schema < SCHEMA).then_some(self.schema), now);
        for name in names.step(path, SaveStep::LookingForBackups)? {
            keep_as(fs, path, &self.bytes, &name)?;
        }
        Ok(None)
    }
}

/// What is to be written.
fn merged(path: &Path, seen: &Kept, mine: &Notebook, old: Option<&Old>) -> Result<Notebook, StoreError> {
    let merged = match old {
        Some(old) if old.book.file_id != mine.file_id => {
            let taken = io::Error::new(ErrorKind::AlreadyExists, "another notebook has this name");
            return Err(taken).step(path, SaveStep::Comparing);
        }
        Some(old) if old.is_changed => merge_notebooks(seen.hash.is_some().then_some(&seen.notebook), mine, &old.book),
        _ => mine.clone(),
    };
    for side in [Some(mine), old.map(|old| &old.book)].into_iter().flatten() {
        refuse_loss(path, side, &merged)?;
    }
    Ok(merged)
}

/// The guard against shrinking: notes go by way of the trash, and from there only with time.
pub(super) fn refuse_loss(path: &Path, before: &Notebook, after: &Notebook) -> Result<(), StoreError> {
    let kept: BTreeSet<_> =
        after.notes.iter().chain(after.trash.iter().map(|trashed| &trashed.note)).map(|note| &note.id).collect();
    let ids: Vec<String> =
        before.notes.iter().filter(|note| !kept.contains(&note.id)).map(|note| note.id.0.clone()).collect();
    if ids.is_empty() { Ok(()) } else { Err(StoreError::WouldLose { path: path.to_owned(), ids }) }
}

fn is_same_content(one: &Notebook, two: &Notebook) -> bool {
    (&one.article, &one.notes, &one.drafts, &one.trash) == (&two.article, &two.notes, &two.drafts, &two.trash)
}

/// The text of a notebook, within what is read again.
fn text_of(path: &Path, book: &Notebook) -> Result<String, StoreError> {
    let count = book.notes.len() + book.drafts.len() + book.trash.len();
    if count > MAX_NOTES {
        return Err(io::Error::other(format!("{count} notes, and {MAX_NOTES} fit"))).step(path, SaveStep::Counting);
    }
    let text = format::render(book).map_err(io::Error::other).step(path, SaveStep::Rendering)?;
    if text.len() > MAX_BYTES {
        return Err(io::Error::from(ErrorKind::FileTooLarge)).step(path, SaveStep::Rendering);
    }
    Ok(text)
}

pub(super) fn hash_of(fs: &dyn Fs, path: &Path) -> io::Result<Option<Hash>> {
    match fs.read(path, MAX_BYTES as u64 + 1) {
        Ok(bytes) => Ok(Some(blake3::hash(&bytes))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes what was done to the folder of a file sure.
pub(super) fn sync_folder(fs: &dyn Fs, path: &Path) -> Result<(), StoreError> {
    let folder = folder_of(path);
    fs.sync_folder(folder).step(folder, SaveStep::SyncingFolder)
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// A file beside another, removed when dropped unless it was put in its place.
pub(super) struct Temp<'a> {
    fs: &'a dyn Fs,
    path: PathBuf,
    is_there: bool,
}

impl<'a> Temp<'a> {
    /// A name beside `path` that no other save uses.
    fn beside(fs: &'a dyn Fs, path: &Path) -> Self {
        let random = Uuid::new_v4().simple().to_string();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Self { fs, path: path.with_file_name(backups::temp_name(&name, &random[..8])), is_there: true }
    }

    /// Renames it over `path`.
    pub(super) fn put_in_place(mut self, path: &Path) -> Result<(), StoreError> {
        self.fs.rename(&self.path, path).step(path, SaveStep::Replacing)?;
        self.is_there = false;
        Ok(())
    }
}

impl Drop for Temp<'_> {
    fn drop(&mut self) {
        if self.is_there {
            // What cannot be removed now is removed by a later save.
            let _ = self.fs.remove(&self.path);
        }
    }
}

/// Writes a new file beside `path`, syncs it, reads it back and parses it: what is put in place later is known to be what was meant.
fn write_beside<'a>(fs: &'a dyn Fs, path: &Path, bytes: &[u8], meant: &Notebook) -> Result<Temp<'a>, StoreError> {
    // Not removed if it could not be created: it is not ours then.
    let mut temp = Temp::beside(fs, path);
    temp.is_there = false;
    let mut file = fs.create(&temp.path).step(path, SaveStep::Creating)?;
    temp.is_there = true;
    write_all(&mut *file, bytes).step(path, SaveStep::Writing)?;
    file.sync().step(path, SaveStep::Syncing)?;
    drop(file);
    let again = fs.read(&temp.path, MAX_BYTES as u64 + 1).step(path, SaveStep::ReadingBack)?;
    let is_sound =
        again == bytes && matches!(format::parse(&again), Parsed::Book { book, is_ours: true, .. } if book == *meant);
    if !is_sound {
        return Err(io::Error::from(ErrorKind::InvalidData)).step(path, SaveStep::ComparingNew);
    }
    Ok(temp)
}

fn write_all(file: &mut dyn NewFile, bytes: &[u8]) -> io::Result<()> {
    Write::write_all(file, bytes)?;
    file.flush()
}

/// Gives the file at `path`, whose content is `bytes`, a second name, in place of what had it: a link where there are such, or a copy.
pub(super) fn keep_as(fs: &dyn Fs, path: &Path, bytes: &[u8], name: &str) -> Result<PathBuf, StoreError> {
    let to = path.with_file_name(name);
    let link = Temp::beside(fs, path);
    if fs.link(path, &link.path).is_ok() {
        fs.rename(&link.path, &to).step(&to, SaveStep::KeepingBackup)?;
        // Not disarmed: renaming one link over another of the same file does nothing, and both names stay.
        return Ok(to);
    }
    drop(link);
    copy_to(fs, path, bytes, &to)?;
    Ok(to)
}

/// Writes bytes, of whatever kind, to a new file that takes the name `to` when it is whole.
pub(super) fn copy_to(fs: &dyn Fs, path: &Path, bytes: &[u8], to: &Path) -> Result<(), StoreError> {
    let mut temp = Temp::beside(fs, path);
    temp.is_there = false;
    let mut file = fs.create(&temp.path).step(to, SaveStep::CreatingCopy)?;
    temp.is_there = true;
    write_all(&mut *file, bytes).step(to, SaveStep::WritingCopy)?;
    file.sync().step(to, SaveStep::SyncingCopy)?;
    temp.put_in_place(to)
}
