//! The notes on the open article: the notebook, where each note stands in the text, what can be taken back, and whether all of it is on
//! disk. Changed by [`NotesCommand`]s alone; makes no names and reads no clock.

mod apply;
mod collect;
mod command;
mod here;
mod marks;
mod take_away;
#[cfg(test)]
mod tests;

pub use super::undo::{NoteChange, NoteEdit};
pub use apply::text_of_spot;
pub use collect::collect;
pub use command::{NotesCommand, NotesEffect, OpenedNotes, Similar};
pub use here::Reading;
pub use marks::{Attachment, Noted, Spot, bead_of_spot};
pub use take_away::{ExportFormat, TakenAway};

use super::JobId;
use super::undo::Undo;
use crate::model::{Bitext, Draft, Note, NoteId, Notebook};
use crate::text::{ByteSpan, Lang};
use marks::Derived;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The notes on the open article.
#[derive(Debug)]
pub struct Notes {
    opened_by: JobId,
    book: Arc<Notebook>,
    is_read_only: bool,
    /// True while other notes are being put together with these.
    is_waiting: bool,
    /// By note; those still being looked for have none. Kept for deleted notes, which may come back.
    places: BTreeMap<NoteId, Attachment>,
    /// In the pairing that is shown; `None` until the text was read.
    reading: Option<Reading>,
    derived: Derived,
    undo: Undo,
    /// Counts the changes made here.
    changes: u64,
    /// How many of them are on disk.
    saved: u64,
    /// True if the last save failed.
    has_failed: bool,
    /// Rises whenever anything that is shown changes.
    stamp: u64,
}

/// Whether notes are on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was changed here.
    Unchanged,
    /// Everything is on disk.
    Saved,
    /// On its way.
    Saving,
    /// Could not be written; it will be tried again.
    Failed,
}

impl Notes {
    fn new(opened_by: JobId, opened: OpenedNotes, bitext: &Bitext) -> Self {
        let mut notes = Self {
            opened_by,
            book: opened.book,
            is_read_only: opened.is_read_only,
            is_waiting: false,
            places: BTreeMap::new(),
            reading: opened.reading,
            derived: Derived::default(),
            undo: Undo::default(),
            changes: opened.unsaved,
            saved: 0,
            has_failed: false,
            stamp: 0,
        };
        notes.put_in_order();
        notes.derive(bitext);
        notes
    }

    /// The load that they were first opened for; while the same article is read again and again, it stays. Tells one article's notes from
    /// the next one's.
    #[must_use]
    pub fn opened_by(&self) -> JobId {
        self.opened_by
    }

    /// All of the notebook.
    #[must_use]
    pub fn book(&self) -> &Arc<Notebook> {
        &self.book
    }

    /// Every note, by name.
    #[must_use]
    pub fn all(&self) -> &[Arc<Note>] {
        &self.book.notes
    }

    /// Indices into [`Self::all`] in the order of the text.
    #[must_use]
    pub fn order(&self) -> &[usize] {
        &self.derived.order
    }

    /// The note of this name. `O(log n)`.
    #[must_use]
    pub fn get(&self, id: &NoteId) -> Option<&Note> {
        self.book.notes.binary_search_by(|note| note.id.cmp(id)).ok().map(|slot| &*self.book.notes[slot])
    }

    /// Where a note stands; `None` while it is being looked for.
    #[must_use]
    pub fn place(&self, id: &NoteId) -> Option<&Attachment> {
        self.places.get(id)
    }

    /// The row and bead of a note, by its index.
    #[must_use]
    pub fn bead(&self, index: usize) -> Option<(usize, usize)> {
        self.derived.beads.get(index).copied().flatten()
    }

    /// The notes that are shown on a sentence, oldest first.
    pub fn on_sentence(&self, lang: Lang, sentence: usize) -> impl Iterator<Item = &Note> {
        self.derived.on(lang, sentence).filter_map(|index| self.book.notes.get(index).map(AsRef::as_ref))
    }

    /// The notes that are shown on a sentence of the text they were found in, oldest first, and what of it each is on.
    pub fn marks_on<'a>(
        &'a self,
        bitext: &'a Bitext,
        lang: Lang,
        sentence: usize,
    ) -> impl Iterator<Item = (&'a Note, ByteSpan)> {
        self.on_sentence(lang, sentence)
            .filter_map(move |note| Some((note, self.place(&note.id)?.words()?.words_of(bitext, lang, sentence)?)))
    }

    /// True if notes can be looked at but not changed.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// What was being typed and did not become a note.
    #[must_use]
    pub fn drafts(&self) -> &[Draft] {
        &self.book.drafts
    }

    /// True if there is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.undo.can_undo()
    }

    /// True if there is a step to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.undo.can_redo()
    }

    /// Whether all of it is on disk.
    #[must_use]
    pub fn saving(&self) -> Saving {
        match () {
            () if self.has_failed => Saving::Failed,
            () if self.saved < self.changes => Saving::Saving,
            () if self.changes == 0 => Saving::Unchanged,
            () => Saving::Saved,
        }
    }

    /// Another number whenever something that is shown has changed: for views that keep what they made of it.
    #[must_use]
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    /// True if a note, by its index, asks for a decision of the reader's: where it belongs, or which of two versions stays.
    #[must_use]
    pub fn asks(&self, index: usize) -> bool {
        self.derived.asks.get(index).copied().unwrap_or(false)
    }

    /// Notes of people's own making come in any order; everything here counts on theirs.
    fn put_in_order(&mut self) {
        if !self.book.notes.is_sorted_by(|a, b| a.id < b.id) {
            let book = Arc::make_mut(&mut self.book);
            book.notes.sort_by(|a, b| a.id.cmp(&b.id));
        }
    }

    fn derive(&mut self, bitext: &Bitext) {
        self.derived = Derived::new(bitext, &self.book, &self.places);
        self.stamp += 1;
    }
}
