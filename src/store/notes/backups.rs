//! Which backups of a notebook there are, which are due and which may go. They stand beside it: `NAME.bak` is the last save but one,
//! `NAME.day-2026-11-24-r42` the first of a day, `NAME.schema-1` the last before a newer schema.

use super::fs::Fs;
use super::save::folder_of;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// One a day is kept for this long.
const MAX_AGE_DAYS: i64 = 14;
/// Nothing goes before the notebook was in use on this many later days. There is one backup for each of them, so the newest thirty (and
/// with them the newest five) always stay, whatever the clock says.
pub(super) const DAYS_OF_USE: u32 = 30;

/// The day of a time, in UTC.
pub(super) fn day(time: Timestamp) -> Date {
    Offset::UTC.to_datetime(time).date()
}

pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The name of a file in the making.
pub(super) fn temp_name(name: &str, random: &str) -> String {
    format!(".{name}.{random}.tmp")
}

/// Removes what a killed save left behind. Only for whoever has the lock: then no other save is under way.
pub(super) fn remove_stale(fs: &dyn Fs, path: &Path) {
    let own = file_name(path);
    for name in fs.names(folder_of(path)).unwrap_or_default() {
        let random = name.strip_prefix('.').and_then(|name| name.strip_prefix(&*own)?.strip_suffix(".tmp"));
        if random.is_some_and(|random| random.starts_with('.')) {
            // Not worth failing for; the next save tries again.
            let _ = fs.remove(&path.with_file_name(name));
        }
    }
}

/// The names under which the present file is to be kept before it is replaced.
pub(super) fn due(
    fs: &dyn Fs,
    path: &Path,
    revision: u64,
    older_schema: Option<u32>,
    now: Timestamp,
) -> io::Result<Vec<String>> {
    let name = file_name(path);
    let mut names = vec![format!("{name}.bak")];
    let today = day(now);
    if daily(fs, path)?.iter().all(|there| there.date != today) {
        names.push(format!("{name}.day-{today}-r{revision}"));
    }
    names.extend(older_schema.map(|schema| format!("{name}.schema-{schema}")));
    Ok(names)
}

/// Removes the daily backups that are old by the calendar and by use.
pub(super) fn purge(fs: &dyn Fs, path: &Path, now: Timestamp) {
    for name in overdue(&daily(fs, path).unwrap_or_default(), day(now)) {
        let _ = fs.remove(&path.with_file_name(name));
    }
}

/// Every backup there is, the best first: the last save, then the latest days.
pub(super) fn all(fs: &dyn Fs, path: &Path) -> Vec<PathBuf> {
    let name = file_name(path);
    let daily = daily(fs, path).unwrap_or_default().into_iter().map(|daily| daily.name);
    let mut schemas: Vec<String> = fs.names(folder_of(path)).unwrap_or_default();
    schemas.retain(|other| other.starts_with(&format!("{name}.schema-")));
    let names = [format!("{name}.bak")].into_iter().chain(daily).chain(schemas.into_iter().rev());
    names.map(|name| path.with_file_name(name)).collect()
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Daily {
    pub date: Date,
    pub revision: u64,
    pub name: String,
}

/// The daily backups, the latest revision first.
fn daily(fs: &dyn Fs, path: &Path) -> io::Result<Vec<Daily>> {
    let start = format!("{}.day-", file_name(path));
    let mut found: Vec<Daily> =
        fs.names(folder_of(path))?.into_iter().filter_map(|name| of_name(&start, name)).collect();
    found.sort_by_key(|daily| Reverse((daily.revision, daily.date)));
    Ok(found)
}

fn of_name(start: &str, name: String) -> Option<Daily> {
    let (date, revision) = name.strip_prefix(start)?.rsplit_once("-r")?;
    Some(Daily { date: date.parse().ok()?, revision: revision.parse().ok()?, name })
}

/// The names of those that may go; `daily` with the latest revision first.
pub(super) fn overdue(daily: &[Daily], today: Date) -> Vec<&str> {
    let mut later = BTreeSet::new();
    let mut overdue = Vec::new();
    for Daily { date, name, .. } in daily {
        if days_between(*date, today) > MAX_AGE_DAYS && later.len() >= DAYS_OF_USE as usize {
            overdue.push(name.as_str());
        }
        later.insert(*date);
    }
    overdue
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
