//! When a deleted note goes for good. Pure.

use super::backups::{DAYS_OF_USE, day, days_between};
use crate::model::Notebook;
use jiff::Timestamp;

/// Deleted notes are kept for this long.
const MAX_AGE_DAYS: i64 = 30;

/// Counts a day of use if the last save was on another day than `now`, and takes out what is past its age. Clocks lie: one that jumps ten
/// years ahead makes one day of use.
pub(super) fn grow_older(book: &mut Notebook, last_saved: Timestamp, now: Timestamp) {
    let is_another_day = day(last_saved) != day(now);
    for trashed in &mut book.trash {
        trashed.days_used = trashed.days_used.saturating_add(u32::from(is_another_day));
    }
    book.trash.retain(|trashed| {
        days_between(day(trashed.deleted), day(now)) <= MAX_AGE_DAYS || trashed.days_used < DAYS_OF_USE
    });
}
