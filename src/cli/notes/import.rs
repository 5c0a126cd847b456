//! `duizhao notes import`: another machine's notes, merged into those that are kept here.

use super::super::problem::{Problem, say};
use crate::model::{ArticleRef, Notebook};
use crate::store::{Kept, Match, NotesStore, Wanted, merge_notebooks};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

pub(super) fn run(file: &Path, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<(), Problem> {
    let mut store = NotesStore::open();
    let foreign = store.read(file)?;
    let now = Timestamp::now();
    let kept = own(&mut store, file, &foreign, now, stderr)?;
    let merged = merge_notebooks(None, kept.notebook(), &foreign);
    let saved = store.save(&kept, &merged, now)?;
    for warning in &saved.warnings {
        say(stderr, &format!("warning: {warning}"));
    }
    let before: BTreeMap<_, _> = kept.notebook().notes.iter().map(|note| (&note.id, note)).collect();
    let (mut added, mut changed, mut conflicts) = (0, 0, 0);
    for note in &saved.kept.notebook().notes {
        let old = before.get(&note.id);
        let is_news = old.is_none_or(|old| *old != note);
        added += usize::from(old.is_none());
        changed += usize::from(old.is_some() && is_news);
        conflicts += usize::from(is_news && note.conflict_of.is_some());
    }
    let path = saved.kept.path().display();
    let notes = if added == 1 { "note" } else { "notes" };
    writeln!(stdout, "{path}: {added} {notes} added, {conflicts} of them beside another version; {changed} changed")
        .map_err(Problem::output)
}

/// The notebook that is kept here for the same article; a new one if there is none.
fn own(
    store: &mut NotesStore,
    file: &Path,
    foreign: &Notebook,
    now: Timestamp,
    stderr: &mut dyn Write,
) -> Result<Kept, Problem> {
    let same = store.list()?.into_iter().find(|entry| entry.file_id == foreign.file_id);
    let Some(entry) = same.or(find(store, &foreign.article)?) else { return Ok(store.begin(foreign.article.clone())?) };
    let is_same_file = |a: &Path, b: &Path| a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b));
    if is_same_file(&entry.path, file) {
        return Err(Problem::OwnNotes { path: file.to_owned() });
    }
    let loaded = store.load(&entry.path, now)?;
    for warning in &loaded.warnings {
        say(stderr, &format!("warning: {warning}"));
    }
    Ok(loaded.kept)
}

/// The notebook of an article of which only what notes say of it is at hand.
fn find(store: &NotesStore, article: &ArticleRef) -> Result<Option<crate::store::Entry>, Problem> {
    let source = article.sources.first();
    let wanted = Wanted {
        text: &article.text,
        source_blake3: source.map_or("", |source| &source.blake3),
        // Where it was elsewhere says nothing here.
        paths: &[],
        shingles: &BTreeSet::new(),
        shingles_of: &|_, _| vec![],
    };
    Ok(match store.find(&wanted)? {
        Some(Match::Text(entry) | Match::Source(entry) | Match::Path(entry)) => Some(entry),
        Some(Match::Similar { .. }) | None => None,
    })
}
