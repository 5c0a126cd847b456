//! Two windows, or two machines, one notebook: what each has done since both last agreed is kept. Pure.
//!
//! A note is deleted by being in the trash, never by being absent: what a side does not have, it does not know.

use super::mend::other_id;
use crate::model::{ArticleRef, Draft, Note, NoteId, Notebook, SourceRef, Trashed};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The notebook that has the changes of both sides, from what both once were (`base`; `None`: not known).
///
/// A note changed on both sides is kept twice, the second under a new name and with `conflict_of` the first; if only its tags differ, they
/// are merged. Deleted on one side and changed on the other, it is kept.
#[must_use]
pub fn merge_notebooks(base: Option<&Notebook>, mine: &Notebook, theirs: &Notebook) -> Notebook {
    let old = base.map(places).unwrap_or_default();
    let (ours, other) = (places(mine), places(theirs));
    let (mut notes, mut trash) = (BTreeMap::new(), BTreeMap::new());
    let mut copies = Vec::new();
    let ids: BTreeSet<_> = ours.keys().chain(other.keys()).copied().collect();
    for id in ids {
        let place = match (ours.get(id), other.get(id)) {
            (Some(mine), Some(theirs)) => one_of(old.get(id), *mine, *theirs, &mut copies),
            (Some(place), None) | (None, Some(place)) => place.to_merged(),
            (None, None) => continue,
        };
        match place {
            Merged::Live(note) => drop(notes.insert(id.clone(), note)),
            Merged::Dead(trashed) => drop(trash.insert(id.clone(), trashed)),
        }
    }
    for mut copy in copies {
        let first = copy.id.clone();
        copy.conflict_of = Some(first.clone());
        copy.id = NoteId::default();
        let is_taken = |id: &NoteId| {
            let is_another = |there: &Arc<Note>| **there != Note { id: id.clone(), ..copy.clone() };
            notes.get(id).is_some_and(is_another) || trash.contains_key(id)
        };
        // A version that was thrown away is not brought back each time it comes in again.
        let first_choice = Note { id: other_id(&first, &copy, |_| false), ..copy.clone() };
        if trash.get(&first_choice.id).is_some_and(|gone| *gone.note == first_choice) {
            continue;
        }
        copy.id = other_id(&first, &copy, is_taken);
        notes.insert(copy.id.clone(), Arc::new(copy));
    }
    Notebook {
        file_id: mine.file_id,
        revision: mine.revision.max(theirs.revision),
        saved_at: mine.saved_at.max(theirs.saved_at),
        article: merge_articles(base.map(|base| &base.article), &mine.article, &theirs.article),
        drafts: merge_drafts(base, mine, theirs, &notes),
        notes: notes.into_values().collect(),
        trash: trash.into_values().collect(),
    }
}

#[derive(Clone, Copy)]
enum Place<'a> {
    Live(&'a Arc<Note>),
    Dead(&'a Trashed),
}

enum Merged {
    Live(Arc<Note>),
    Dead(Trashed),
}

impl Place<'_> {
    fn to_merged(self) -> Merged {
        match self {
            Place::Live(note) => Merged::Live(note.clone()),
            Place::Dead(trashed) => Merged::Dead(trashed.clone()),
        }
    }

    /// True if nothing was done to the note; how long it has been in the trash does not count.
    fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Place::Live(one), Place::Live(two)) => one == two,
            (Place::Dead(one), Place::Dead(two)) => one.note == two.note,
            _ => false,
        }
    }
}

fn places(book: &Notebook) -> BTreeMap<&NoteId, Place<'_>> {
    let dead = book.trash.iter().map(|trashed| (&trashed.note.id, Place::Dead(trashed)));
    dead.chain(book.notes.iter().map(|note| (&note.id, Place::Live(note)))).collect()
}

/// What becomes of a note that both sides have.
fn one_of(base: Option<&Place>, mine: Place, theirs: Place, copies: &mut Vec<Note>) -> Merged {
    if let (Place::Dead(one), Place::Dead(two)) = (mine, theirs) {
        let (newer, _) = in_order(&one.note, &two.note);
        return Merged::Dead(Trashed {
            note: Arc::clone(newer),
            deleted: one.deleted.max(two.deleted),
            days_used: one.days_used.max(two.days_used),
        });
    }
    let is_old = |place: Place| base.is_some_and(|base| base.is_like(place));
    if is_old(mine) || mine.is_like(theirs) {
        return theirs.to_merged();
    }
    if is_old(theirs) {
        return mine.to_merged();
    }
    match (mine, theirs) {
        (Place::Live(mine), Place::Live(theirs)) => {
            let base = base.and_then(|base| if let Place::Live(note) = base { Some(&***note) } else { None });
            Merged::Live(both_changed(base, mine, theirs, copies))
        }
        // Deleted here and, as far as is known, changed there.
        (Place::Live(note), Place::Dead(trashed)) | (Place::Dead(trashed), Place::Live(note)) => {
            if *note == trashed.note { Merged::Dead(trashed.clone()) } else { Merged::Live(note.clone()) }
        }
        (Place::Dead(trashed), Place::Dead(_)) => Merged::Dead(trashed.clone()),
    }
}

fn both_changed(base: Option<&Note>, mine: &Arc<Note>, theirs: &Arc<Note>, copies: &mut Vec<Note>) -> Arc<Note> {
    let (first, second) = in_order(mine, theirs);
    let like_first =
        Note { tags: first.tags.clone(), revision: first.revision, modified: first.modified, ..(**second).clone() };
    if like_first != **first {
        copies.push((**second).clone());
        return first.clone();
    }
    if first.tags == second.tags {
        return first.clone();
    }
    let no_tags = Vec::new();
    let tags = merge_tags(base.map_or(&no_tags, |base| &base.tags), &first.tags, &second.tags);
    Arc::new(Note { tags, revision: first.revision.saturating_add(1), ..(**first).clone() })
}

/// The note that keeps the name first: the same one wherever the two meet.
fn in_order<'a>(one: &'a Arc<Note>, two: &'a Arc<Note>) -> (&'a Arc<Note>, &'a Arc<Note>) {
    let key = |note: &Note| Reverse((note.revision, note.modified, ron::to_string(note).unwrap_or_default()));
    if key(one) <= key(two) { (one, two) } else { (two, one) }
}

fn merge_tags(base: &[String], first: &[String], second: &[String]) -> Vec<String> {
    let (kept, added) = (
        |tag: &&String| !base.contains(tag) || second.contains(tag),
        |tag: &&String| !base.contains(tag) && !first.contains(tag),
    );
    first.iter().filter(kept).chain(second.iter().filter(added)).cloned().collect()
}

fn merge_drafts(
    base: Option<&Notebook>,
    mine: &Notebook,
    theirs: &Notebook,
    notes: &BTreeMap<NoteId, Arc<Note>>,
) -> Vec<Draft> {
    let by_id = |book: &Notebook| -> BTreeMap<NoteId, Draft> {
        book.drafts.iter().map(|draft| (draft.id.clone(), draft.clone())).collect()
    };
    let (old, ours, other) = (base.map(by_id).unwrap_or_default(), by_id(mine), by_id(theirs));
    let mut merged = BTreeMap::new();
    for id in ours.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
        let (base, mine, theirs) = (old.get(id), ours.get(id), other.get(id));
        if mine == theirs || theirs == base {
            merged.extend(mine.map(|draft| (id.clone(), draft.clone())));
        } else if mine == base {
            merged.extend(theirs.map(|draft| (id.clone(), draft.clone())));
        } else {
            // Typed at in both places; or finished in one and typed at in the other.
            let mut both: Vec<&Draft> = [mine, theirs].into_iter().flatten().collect();
            both.sort_by_key(|draft| Reverse((draft.modified, &draft.body)));
            for draft in both {
                let mut draft = draft.clone();
                if merged.contains_key(id) {
                    draft.target = draft.target.or_else(|| notes.get(id).map(|note| note.target.clone()));
                    draft.id = other_id(id, &draft, |_| false);
                }
                merged.insert(draft.id.clone(), draft);
            }
        }
    }
    merged.into_values().collect()
}

fn merge_articles(base: Option<&ArticleRef>, mine: &ArticleRef, theirs: &ArticleRef) -> ArticleRef {
    let is_mine_new = base.is_none_or(|base| (&base.title, &base.text) != (&mine.title, &mine.text));
    let named = if is_mine_new { mine } else { theirs };
    let mut sources: Vec<SourceRef> = mine.sources.clone();
    for theirs in &theirs.sources {
        match sources.iter_mut().find(|mine| mine.paths == theirs.paths) {
            Some(mine) if base.is_some_and(|base| base.sources.contains(mine)) => mine.clone_from(theirs),
            Some(_) => {}
            None => sources.push(theirs.clone()),
        }
    }
    ArticleRef { title: named.title.clone(), text: named.text.clone(), sources }
}
