//! Puts right in a notebook what no program of ours writes, losing nothing: people edit these files. Pure.

use crate::model::{Note, NoteId, Notebook, Quote, Target};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names every note once, sorts by name; says what was done.
pub(super) fn mend(book: &mut Notebook) -> Vec<String> {
    let mut told = Vec::new();
    let mut known: BTreeMap<NoteId, Arc<Note>> = BTreeMap::new();
    for note in std::mem::take(&mut book.notes) {
        if let Some(note) = named_apart(note, &known, &mut told) {
            known.insert(note.id.clone(), note);
        }
    }
    let mut trash = BTreeMap::new();
    for mut trashed in std::mem::take(&mut book.trash) {
        if let Some(note) = named_apart(trashed.note, &known, &mut told) {
            known.insert(note.id.clone(), note.clone());
            trashed.note = note;
            trash.insert(trashed.note.id.clone(), trashed);
        }
    }
    known.retain(|id, _| !trash.contains_key(id));
    book.notes = known.into_values().collect();
    book.trash = trash.into_values().collect();

    let mut drafts = BTreeMap::new();
    for mut draft in std::mem::take(&mut book.drafts) {
        if drafts.get(&draft.id) == Some(&draft) {
            continue;
        }
        if draft.id.0.is_empty() || drafts.contains_key(&draft.id) {
            told.push(format!("a draft named {:?} was given another name, for it had none of its own", draft.id.0));
            draft.id = other_id(&draft.id, &draft, |id| drafts.contains_key(id));
        }
        draft.target.iter_mut().for_each(mend_target);
        drafts.insert(draft.id.clone(), draft);
    }
    book.drafts = drafts.into_values().collect();
    told
}

/// The note with a name that is not taken; `None` if the very same note is there already.
fn named_apart(
    mut shared: Arc<Note>,
    known: &BTreeMap<NoteId, Arc<Note>>,
    told: &mut Vec<String>,
) -> Option<Arc<Note>> {
    let note = Arc::make_mut(&mut shared);
    mend_target(&mut note.target);
    let mut tags = Vec::new();
    for tag in std::mem::take(&mut note.tags) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    note.tags = tags;
    if known.get(&note.id).is_some_and(|known| **known == *note) {
        told.push(format!("the note {:?} was there twice", note.id.0));
        return None;
    }
    if note.id.0.is_empty() || known.contains_key(&note.id) {
        told.push(format!("a note named {:?} was given another name, for it had none of its own", note.id.0));
        note.id = other_id(&note.id, note, |id| known.contains_key(id));
    }
    Some(shared)
}

fn mend_target(target: &mut Target) {
    for Quote { chars, occurrence, .. } in [&mut target.en, &mut target.zh].into_iter().flatten() {
        chars.1 = chars.1.max(chars.0);
        occurrence.0 = occurrence.0.max(1);
        occurrence.1 = occurrence.1.max(occurrence.0);
    }
}

/// A name made of another and a hash of the content: the same everywhere, so that two machines that part the same notes agree.
pub(super) fn other_id(id: &NoteId, content: &impl Serialize, is_taken: impl Fn(&NoteId) -> bool) -> NoteId {
    let content = ron::to_string(content).unwrap_or_default();
    let hash = blake3::hash(content.as_bytes()).to_hex();
    let mut other = NoteId(format!("{}~{}", id.0, &hash[..8]));
    while is_taken(&other) {
        other.0.push('~');
    }
    other
}
