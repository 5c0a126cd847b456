//! Changes of a notebook as values that can be inverted, and the steps that were taken. Pure: times come in with the change.

use crate::model::{Colour, Note, NoteId, Notebook, Target, Trashed};
use jiff::Timestamp;
use std::sync::Arc;

/// Steps beyond this many cannot be taken back.
const MAX_STEPS: usize = 1000;

/// One change of a notebook. What does not fit the notebook as it is (a note that another window has deleted) changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteEdit {
    /// Put in a note that is not there, or bring back one that was deleted.
    Add(Note),
    /// Move a note to the trash.
    Delete(NoteId),
    /// Give a note another content; the rest of it stays.
    Change(NoteId, NoteChange),
}

/// What can be changed in a note, each with its new content.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields of a note")]
pub enum NoteChange {
    Body(String),
    Tags(Vec<String>),
    Colour(Colour),
    Target(Target),
    ConflictOf(Option<NoteId>),
}

/// What was done and can be taken back, and what was taken back and can be done again.
#[derive(Debug, Default)]
pub(super) struct Undo {
    done: Vec<Vec<NoteEdit>>,
    undone: Vec<Vec<NoteEdit>>,
}

/// Makes the changes, in order; returns what takes them back, empty if nothing was changed.
pub(super) fn make(book: &mut Notebook, edits: Vec<NoteEdit>, at: Timestamp) -> Vec<NoteEdit> {
    let mut inverse: Vec<_> = edits.into_iter().filter_map(|edit| make_one(book, edit, at)).collect();
    inverse.reverse();
    inverse
}

fn make_one(book: &mut Notebook, edit: NoteEdit, at: Timestamp) -> Option<NoteEdit> {
    let find = |id: &NoteId| book.notes.binary_search_by(|note| note.id.cmp(id));
    match edit {
        NoteEdit::Add(mut note) => {
            let slot = find(&note.id).err()?;
            let id = note.id.clone();
            // Newer than what was deleted, here or in another window.
            if let Some(gone) = book.trash.iter().position(|gone| gone.note.id == id) {
                note.revision = book.trash.remove(gone).note.revision.max(note.revision) + 1;
                note.modified = at;
            }
            book.notes.insert(slot, Arc::new(note));
            Some(NoteEdit::Delete(id))
        }
        NoteEdit::Delete(id) => {
            let note = book.notes.remove(find(&id).ok()?);
            let inverse = NoteEdit::Add((*note).clone());
            book.trash.push(Trashed { note, deleted: at, days_used: 0 });
            Some(inverse)
        }
        NoteEdit::Change(id, change) => {
            let slot = find(&id).ok()?;
            let note = Arc::make_mut(&mut book.notes[slot]);
            let before = change_one(note, change)?;
            note.revision += 1;
            note.modified = at;
            Some(NoteEdit::Change(id, before))
        }
    }
}

/// Puts the new content in and returns the old; `None` if they are the same.
fn change_one(note: &mut Note, change: NoteChange) -> Option<NoteChange> {
    fn swap<T: PartialEq>(field: &mut T, new: T, name: impl FnOnce(T) -> NoteChange) -> Option<NoteChange> {
        (*field != new).then(|| name(std::mem::replace(field, new)))
    }
    match change {
        NoteChange::Body(new) => swap(&mut note.body, new, NoteChange::Body),
        NoteChange::Tags(new) => swap(&mut note.tags, new, NoteChange::Tags),
        NoteChange::Colour(new) => swap(&mut note.colour, new, NoteChange::Colour),
        NoteChange::Target(new) => swap(&mut note.target, new, NoteChange::Target),
        NoteChange::ConflictOf(new) => swap(&mut note.conflict_of, new, NoteChange::ConflictOf),
    }
}

impl Undo {
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Remembers how to take back what was just done.
    pub fn push(&mut self, inverse: Vec<NoteEdit>) {
        self.undone.clear();
        if self.done.len() == MAX_STEPS {
            self.done.remove(0);
        }
        self.done.push(inverse);
    }

    /// Takes back the last step that still changes something; its edits, or `None` if there is none.
    pub fn undo(&mut self, book: &mut Notebook, at: Timestamp) -> Option<Vec<NoteEdit>> {
        step(&mut self.done, &mut self.undone, book, at)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, book: &mut Notebook, at: Timestamp) -> Option<Vec<NoteEdit>> {
        step(&mut self.undone, &mut self.done, book, at)
    }
}

fn step(
    from: &mut Vec<Vec<NoteEdit>>,
    to: &mut Vec<Vec<NoteEdit>>,
    book: &mut Notebook,
    at: Timestamp,
) -> Option<Vec<NoteEdit>> {
    while let Some(edits) = from.pop() {
        let inverse = make(book, edits.clone(), at);
        if !inverse.is_empty() {
            to.push(inverse);
            return Some(edits);
        }
    }
    None
}
