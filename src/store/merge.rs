//! Two windows, one library: what each has done since it last looked is kept. Pure.

use crate::model::Library;

/// The library to write, from what this window last knew (`base`), what it has now, and what the file has.
///
/// An entry that this window opened, moved on in or forgot is as this window has it; all others are as the file has them. An emptied
/// library is empty, whatever the other window has.
pub(super) fn merge(base: &Library, mine: &Library, on_disk: Option<Library>) -> Library {
    let Some(mut merged) = on_disk.filter(|_| !mine.recent.is_empty()) else { return mine.clone() };
    merged.recent.retain(|entry| mine.find(&entry.paths).is_some() || base.find(&entry.paths).is_none());
    let mut furthest_forward = usize::MAX;
    // From the oldest, so that the latest ends up first.
    for entry in mine.recent.iter().rev() {
        let before = base.recent.iter().position(|old| old.paths == entry.paths);
        let was_reopened = before.is_none_or(|before| before > furthest_forward);
        if was_reopened {
            merged.remember(entry.clone());
            continue;
        }
        furthest_forward = before.unwrap_or(furthest_forward);
        if before.is_some_and(|before| base.recent[before] != *entry) {
            match merged.recent.iter_mut().find(|theirs| theirs.paths == entry.paths) {
                Some(theirs) => theirs.clone_from(entry),
                None => merged.remember(entry.clone()),
            }
        }
    }
    merged
}
