//! What notes' commands do to the session.

use super::{NoteChange, NoteEdit, Notes, NotesCommand, NotesEffect, OpenedNotes, Reading, bead_of_spot};
use crate::model::{Bitext, Colour, Note, NoteId, Notebook, Target};
use crate::state::{Effect, JobId, Message, Selection, Session, TextRange, Trouble};
use crate::text::Lang;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

impl Session {
    pub(in crate::state) fn apply_notes(&mut self, command: NotesCommand) -> Vec<Effect> {
        match command {
            NotesCommand::Opened(job, opened) => self.take_notes(job, opened),
            NotesCommand::NotOpened(job, why) => {
                if self.article.as_ref().is_some_and(|article| article.job == job) {
                    self.report(Message::NotesNotOpened(why));
                    if let Some(notes) = &mut self.notes {
                        notes.is_waiting = false;
                    }
                }
                vec![]
            }
            NotesCommand::Found { job, bitext, reading, book, places } => {
                // What was found in an earlier pairing of the same text is not taken for this one.
                let article = self.article.as_ref().filter(|a| a.job == job && Arc::ptr_eq(&a.bitext, &bitext));
                if let (Some(article), Some(notes)) = (article, &mut self.notes) {
                    notes.reading = Some(reading);
                    // Nor what was found for a target that was rewritten meanwhile.
                    let is_as_sought = |id: &NoteId| {
                        let sought = book.notes.binary_search_by(|note| note.id.cmp(id)).ok().map(|at| &book.notes[at]);
                        sought.zip(notes.get(id)).is_some_and(|(sought, note)| sought.target == note.target)
                    };
                    let places: Vec<_> = places.into_iter().filter(|(id, _)| is_as_sought(id)).collect();
                    notes.places.extend(places);
                    notes.derive(&article.bitext);
                }
                vec![]
            }
            NotesCommand::Saved { file_id, changes, book } => self.note_saved(file_id, changes, book),
            NotesCommand::NotSaved { file_id, why } => {
                if let Some(notes) = self.notes.as_mut().filter(|notes| notes.book.file_id == file_id) {
                    notes.has_failed = true;
                }
                self.messages.retain(|m| !matches!(m, Message::NotesNotSaved { file_id: of, .. } if *of == file_id));
                self.messages.push(Message::NotesNotSaved { file_id, why });
                vec![]
            }
            NotesCommand::ChangedOnDisk { file_id, book } => {
                let here = self.notes.as_ref().filter(|notes| [file_id, book.file_id].contains(&notes.book.file_id));
                // What is unsaved here is merged by its save, which brings back the whole.
                if here.is_some_and(|notes| notes.saved == notes.changes) { self.adopt(book) } else { vec![] }
            }
            NotesCommand::Edit(edits, at) => self.edit_notes(edits, at),
            NotesCommand::Highlight(colour, id, at) => self.highlight(colour, id, at),
            NotesCommand::KeepDraft(draft) => self.change_book(|book| {
                book.drafts.retain(|old| old.id != draft.id);
                book.drafts.push(draft);
                true
            }),
            NotesCommand::DropDraft(id) => self.change_book(|book| {
                let before = book.drafts.len();
                book.drafts.retain(|draft| draft.id != id);
                book.drafts.len() < before
            }),
            NotesCommand::Undo(at) => self.step_notes(|notes| notes.undo.undo(Arc::make_mut(&mut notes.book), at)),
            NotesCommand::Redo(at) => self.step_notes(|notes| notes.undo.redo(Arc::make_mut(&mut notes.book), at)),
            NotesCommand::RetrySave => vec![Effect::Notes(NotesEffect::Retry)],
            NotesCommand::Export { of, format, path, only } => {
                let notes = self.notes.as_ref().filter(|notes| notes.opened_by() == of);
                let (Some(article), Some(notes)) = (&self.article, notes) else {
                    self.report(Message::NotExported(Trouble::NotOpen));
                    return vec![];
                };
                let taken = super::TakenAway::new(format, path, &article.bitext, notes, only.as_deref());
                vec![Effect::Notes(NotesEffect::Export(Box::new(taken)))]
            }
            NotesCommand::Use(path) => {
                self.messages.retain(|m| !matches!(m, Message::NotesMaybe(_)));
                let (Some(article), Some(notes)) = (&self.article, &mut self.notes) else { return vec![] };
                notes.is_waiting = true;
                vec![Effect::Notes(NotesEffect::Use { job: article.job, path, mine: Arc::clone(&notes.book) })]
            }
            NotesCommand::GoTo(id) => {
                let spot = self.notes.as_ref().and_then(|notes| notes.place(&id)?.spot());
                let first = spot.and_then(|spot| {
                    let lang = Lang::BOTH.into_iter().find(|lang| !spot[*lang].is_empty())?;
                    Some(Selection { lang, sentence: spot[lang].start })
                });
                if let Some(selection) = first.filter(|selection| self.has_sentence(*selection)) {
                    self.pin(Some(selection));
                }
                vec![]
            }
        }
    }

    /// True while notes on any article could not be written.
    #[must_use]
    pub fn has_unsaved_notes(&self) -> bool {
        self.messages.iter().any(|m| matches!(m, Message::NotesNotSaved { .. }))
    }

    /// True once the notes of the open article are there and can be changed.
    #[must_use]
    pub fn can_write_notes(&self) -> bool {
        self.notes.as_ref().is_some_and(|notes| notes.can_change() && notes.reading.is_some())
    }

    /// What a new note on the selected text or the pinned pair is about; `None` if nothing is selected.
    #[must_use]
    pub fn target_of_selection(&self) -> Option<Target> {
        if let Some(range) = self.text_range {
            return self.target_of_text(&range);
        }
        let (row, bead) = self.selected_bead()?;
        let bitext = &self.article.as_ref()?.bitext;
        self.reading()?.target(&bitext.rows.get(row)?.beads.get(bead)?.sentences)
    }

    /// What a note on this text and its counterpart is about.
    #[must_use]
    pub fn target_of_text(&self, range: &TextRange) -> Option<Target> {
        self.reading()?.target_of_text(&self.article.as_ref()?.bitext, range)
    }

    /// What a note would be about if the place that is offered were right.
    #[must_use]
    pub fn target_offered(&self, id: &NoteId) -> Option<Target> {
        let spot = self.notes.as_ref()?.place(id)?.spot()?;
        let bitext = &self.article.as_ref()?.bitext;
        bead_of_spot(bitext, spot)?;
        self.reading()?.target(spot)
    }

    fn reading(&self) -> Option<&Reading> {
        self.notes.as_ref()?.reading.as_ref()
    }

    /// The notes on the pinned pair, those shown on its English first.
    #[must_use]
    pub fn notes_on_selection(&self) -> Vec<&Note> {
        let (Some(notes), Some(article)) = (&self.notes, &self.article) else { return vec![] };
        let bead = self.selected_bead().and_then(|(row, bead)| article.bitext.rows.get(row)?.beads.get(bead));
        let Some(bead) = bead else { return vec![] };
        let mut seen = BTreeSet::new();
        let sentences = Lang::BOTH.into_iter().flat_map(|lang| bead.sentences[lang].clone().map(move |s| (lang, s)));
        sentences
            .flat_map(|(lang, sentence)| notes.on_sentence(lang, sentence))
            .filter(|note| seen.insert(&note.id))
            .collect()
    }

    /// Asks for the notes of the article that is shown now. Those of the same article stay while it is read again.
    pub(in crate::state) fn open_notes(&mut self, is_same: bool) -> Vec<Effect> {
        let Some(article) = &self.article else { return vec![] };
        match &mut self.notes {
            Some(notes) if is_same => {
                notes.places.clear();
                notes.reading = None;
                notes.derive(&article.bitext);
            }
            notes => *notes = None,
        }
        let (job, bitext, sources) = (article.job, Arc::clone(&article.bitext), article.sources.clone());
        vec![Effect::Notes(NotesEffect::Open { job, bitext, sources })]
    }

    /// Another pairing of the same text: it need not be read again, but all notes are looked for once more.
    pub(in crate::state) fn pair_notes(&mut self) -> Vec<Effect> {
        if let (Some(article), Some(notes)) = (&self.article, &mut self.notes) {
            notes.reading = notes.reading.as_ref().map(|reading| reading.paired_as(&article.bitext));
        }
        self.find_notes()
    }

    /// Has the text read, and all notes looked for in it.
    fn find_notes(&mut self) -> Vec<Effect> {
        let (Some(article), Some(notes)) = (&self.article, &mut self.notes) else { return vec![] };
        notes.derive(&article.bitext);
        let (job, bitext, book) = (article.job, Arc::clone(&article.bitext), Arc::clone(&notes.book));
        let reading = notes.reading.clone();
        vec![Effect::Notes(NotesEffect::Find { job, bitext, reading, book })]
    }

    fn take_notes(&mut self, job: JobId, mut opened: OpenedNotes) -> Vec<Effect> {
        let Some(article) = self.article.as_ref().filter(|article| article.job == job) else { return vec![] };
        // The same text; it may have been paired anew meanwhile.
        let read = opened.reading.as_ref().map(|reading| reading.paired_as(&article.bitext));
        opened.reading = read.or_else(|| self.notes.as_mut()?.reading.take());
        self.messages
            .retain(|m| !matches!(m, Message::NotesNotOpened(_) | Message::NotesWarning(_) | Message::NotesMaybe(_)));
        self.messages.extend(opened.warnings.iter().cloned().map(Message::NotesWarning));
        let entry = self.library.find(&article.paths());
        let is_answered = |path: &PathBuf| entry.is_some_and(|entry| entry.other_notes.contains(path));
        let maybe = opened.maybe.clone().filter(|similar| !is_answered(&similar.path));
        self.messages.extend(maybe.map(Message::NotesMaybe));
        match &mut self.notes {
            Some(notes) if notes.book.file_id == opened.book.file_id => {
                (notes.is_read_only, notes.is_waiting) = (opened.is_read_only, false);
                notes.reading = opened.reading;
                // What was changed here meanwhile is merged by its save.
                if notes.saved == notes.changes {
                    notes.book = opened.book;
                    notes.put_in_order();
                }
            }
            notes => {
                let file_id = opened.book.file_id;
                let has_failed =
                    |m: &Message| matches!(m, Message::NotesNotSaved { file_id: of, .. } if *of == file_id);
                let mut new = Notes::new(job, opened, &article.bitext);
                new.has_failed = new.changes > 0 && self.messages.iter().any(has_failed);
                *notes = Some(new);
            }
        }
        self.find_notes()
    }

    fn note_saved(&mut self, file_id: Uuid, changes: u64, book: Arc<Notebook>) -> Vec<Effect> {
        self.messages.retain(|m| !matches!(m, Message::NotesNotSaved { file_id: of, .. } if *of == file_id));
        if !self.has_unsaved_notes() {
            self.messages.retain(|m| !matches!(m, Message::NotesWouldBeLost));
        }
        let Some(notes) = self.notes.as_mut().filter(|notes| notes.book.file_id == file_id) else { return vec![] };
        notes.has_failed = false;
        notes.saved = notes.saved.max(changes);
        // A later change is on its way and will bring back the whole.
        if notes.saved < notes.changes { vec![] } else { self.adopt(book) }
    }

    /// Takes the notebook as it is on disk in place of the one here.
    fn adopt(&mut self, book: Arc<Notebook>) -> Vec<Effect> {
        let (Some(article), Some(notes)) = (&self.article, &mut self.notes) else { return vec![] };
        let before = std::mem::replace(&mut notes.book, book);
        notes.put_in_order();
        let moved: Vec<_> = notes
            .book
            .notes
            .iter()
            .filter(|note| {
                let old = before.notes.binary_search_by(|old| old.id.cmp(&note.id)).ok().map(|at| &before.notes[at]);
                old.is_none_or(|old| old.target != note.target)
            })
            .map(|note| note.id.clone())
            .collect();
        for id in &moved {
            notes.places.remove(id);
        }
        // What was deleted elsewhere may come back with another target.
        for note in &before.notes {
            if notes.get(&note.id).is_none() {
                notes.places.remove(&note.id);
            }
        }
        if moved.is_empty() {
            notes.derive(&article.bitext);
            return vec![];
        }
        self.find_notes()
    }

    fn edit_notes(&mut self, edits: Vec<NoteEdit>, at: Timestamp) -> Vec<Effect> {
        self.step_notes(|notes| {
            let inverse = crate::state::undo::make(Arc::make_mut(&mut notes.book), edits.clone(), at);
            if inverse.is_empty() {
                return None;
            }
            notes.undo.push(inverse);
            Some(edits)
        })
    }

    /// Makes a change, then finds what it has moved and asks for it to be saved. `step` says what was done.
    fn step_notes(&mut self, step: impl FnOnce(&mut Notes) -> Option<Vec<NoteEdit>>) -> Vec<Effect> {
        let (Some(article), Some(notes)) = (&self.article, &mut self.notes) else { return vec![] };
        if !notes.can_change() {
            return vec![];
        }
        let Some(edits) = step(notes) else { return vec![] };
        // Neither words nor tags nor colours move a note.
        let is_moved = |edit: &NoteEdit| match edit {
            NoteEdit::Add(_) | NoteEdit::Delete(_) => true,
            NoteEdit::Change(_, change) => matches!(change, NoteChange::Target(_) | NoteChange::ConflictOf(_)),
        };
        let mut unplaced = vec![];
        for edit in &edits {
            match edit {
                // What comes back stands where it stood.
                NoteEdit::Add(note) if !notes.places.contains_key(&note.id) => unplaced.push(&note.id),
                NoteEdit::Change(id, NoteChange::Target(_)) => {
                    notes.places.remove(id);
                    unplaced.push(id);
                }
                NoteEdit::Add(_) | NoteEdit::Change(..) | NoteEdit::Delete(_) => {}
            }
        }
        // One is looked for at once; many would keep the window waiting.
        if let [id] = unplaced[..]
            && let (Some(reading), Some(note)) = (&notes.reading, notes.get(id))
            && let Some(place) = reading.place_of_new(&article.bitext, &note.target)
        {
            notes.places.insert(id.clone(), place);
        }
        let must_look = unplaced.iter().any(|id| notes.get(id).is_some() && !notes.places.contains_key(*id));
        if edits.iter().any(is_moved) {
            notes.derive(&article.bitext);
        } else {
            notes.stamp += 1;
        }
        let mut effects = vec![notes.save()];
        if must_look {
            effects.extend(self.find_notes());
        }
        effects
    }

    fn change_book(&mut self, change: impl FnOnce(&mut Notebook) -> bool) -> Vec<Effect> {
        let Some(notes) = self.notes.as_mut().filter(|notes| notes.can_change()) else { return vec![] };
        if !change(Arc::make_mut(&mut notes.book)) {
            return vec![];
        }
        notes.stamp += 1;
        vec![notes.save()]
    }

    fn highlight(&mut self, colour: Colour, id: NoteId, at: Timestamp) -> Vec<Effect> {
        let mut on_pair = self.notes_on_selection();
        if let (Some(_), Some(target), Some(notes)) = (self.text_range, self.target_of_selection(), &self.notes) {
            on_pair = notes.all().iter().map(AsRef::as_ref).filter(|note| note.target == target).collect();
        }
        // A highlight is taken before a note that says something.
        let there =
            on_pair.iter().find(|note| note.body.is_empty() && note.tags.is_empty()).or_else(|| on_pair.first());
        let edit = match there {
            Some(note) if note.colour != colour => NoteEdit::Change(note.id.clone(), NoteChange::Colour(colour)),
            Some(note) if note.body.is_empty() && note.tags.is_empty() => NoteEdit::Delete(note.id.clone()),
            Some(_) => return vec![],
            None => {
                let Some(target) = self.target_of_selection() else { return vec![] };
                NoteEdit::Add(Note::new(id, at, target, colour))
            }
        };
        self.edit_notes(vec![edit], at)
    }

    /// The pinned pair and what is noted on it, a blank line between.
    pub(in crate::state) fn pair_with_notes_text(&self) -> Option<String> {
        let mut text = self.pair_text()?;
        for note in self.notes_on_selection() {
            for part in [note.body.clone(), note.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")]
            {
                if !part.is_empty() {
                    text.push_str("\n\n");
                    text.push_str(&part);
                }
            }
        }
        Some(text)
    }
}

impl Notes {
    fn can_change(&self) -> bool {
        !self.is_read_only && !self.is_waiting
    }

    fn save(&mut self) -> Effect {
        self.changes += 1;
        Effect::Notes(NotesEffect::Save { changes: self.changes, book: Arc::clone(&self.book) })
    }
}

/// The sentences of a spot in one language as the source has them, joined as that language joins them; empty if it has none there.
#[must_use]
pub fn text_of_spot(bitext: &Bitext, spot: &super::Spot, lang: Lang) -> String {
    let sentences = spot[lang].clone().map(|sentence| bitext.sentence(lang, sentence));
    sentences.collect::<Vec<_>>().join(if lang == Lang::En { " " } else { "" })
}
