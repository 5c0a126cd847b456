//! The notes panel: a list in the order of the text, filters, and the field to write in. Reads the session and asks by commands; what it
//! keeps is what is typed, chosen and in view. The only place in the program that gives notes their names and times.

mod decide;
mod editor;
mod export;
mod face;
mod filter;
mod item;
mod list;
mod panel;
mod swatches;

pub use export::{Export, ExportAsked, export_ui};
pub use item::Scene;

use crate::jobs;
use crate::model::{NoteId, NotesFilter};
use crate::state::{Command, JobId, NoteEdit, Notes, NotesCommand, Session, TextRange};
use editor::Editor;
use eframe::egui::{Context, Ui};
use face::Faces;
use item::Asked;
use jiff::Timestamp;
use list::Listed;
use std::collections::BTreeSet;
use std::time::Duration;

/// The view's own state; of it the drafts are kept over a restart. How the panel stands is in the settings.
#[derive(Debug, Default)]
pub struct NotesView {
    /// The notes all of this is about.
    of: Option<JobId>,
    editor: Option<Editor>,
    listed: Listed,
    faces: Faces,
    selected: BTreeSet<NoteId>,
    /// The note that is shown whole.
    active: Option<NoteId>,
    /// Brought into view at the next frame.
    scroll_to: Option<NoteId>,
    /// The pinned pair that the list last followed.
    followed: Option<(usize, usize)>,
    tag_to_add: String,
    /// The selected notes are to be taken away.
    pub export_wanted: Option<Vec<NoteId>>,
    /// The pinned pair is to be shown in the text, even if it was pinned before.
    shows_pinned: bool,
}

impl NotesView {
    /// Keeps up with the session: another notebook, a walk to another pair. Sends what is typed to the drafts in time.
    pub fn follow(&mut self, ctx: &Context, session: &Session, out: &mut Vec<Command>) {
        let of = session.notes().map(Notes::opened_by);
        if let (Some(of), true) = (of, self.of != of) {
            // What was looked for in another article is of no use in this one; the first one after a start is the same as before it.
            if self.of.is_some() {
                out.push(Command::SetNotesFilter(NotesFilter::default()));
            }
            *self = Self { of: Some(of), ..Self::default() };
            // What was left unfinished is offered where it is seen.
            if session.notes().is_some_and(|notes| !notes.drafts().is_empty()) {
                out.push(Command::SetNotesOpen(true));
            }
        }
        let read = session.selected_bead();
        if read != self.followed {
            self.followed = read;
            let on_pair = session.notes_on_selection();
            let first = on_pair.iter().find(|note| self.active.as_ref() == Some(&note.id)).or_else(|| on_pair.first());
            if let Some(note) = first {
                self.activate(note.id.clone());
            }
        }
        let time_secs = ctx.input(|input| input.time);
        match self.editor.as_mut().map(|editor| editor.draft(time_secs, false, Timestamp::now())) {
            Some(Ok(draft)) => out.push(Command::Notes(NotesCommand::KeepDraft(draft))),
            Some(Err(Some(left_secs))) => ctx.request_repaint_after(Duration::from_secs_f64(left_secs)),
            Some(Err(None)) | None => {}
        }
    }

    /// Sends what is typed to the drafts now: the article is about to go, or the program.
    pub fn flush(&mut self, out: &mut Vec<Command>) {
        if let Some(Ok(draft)) = self.editor.as_mut().map(|editor| editor.draft(0.0, true, Timestamp::now())) {
            out.push(Command::Notes(NotesCommand::KeepDraft(draft)));
        }
    }

    /// Opens the field for what is selected: for the first note on the pinned pair, or for a new one if it has none or `another` is wanted.
    pub fn write(&mut self, session: &Session, another: bool, out: &mut Vec<Command>) {
        if !session.can_write_notes() {
            return;
        }
        let on_pair = session.notes_on_selection();
        let there = on_pair.first().filter(|_| !another);
        if there.is_none() && !session.has_selection() {
            return;
        }
        out.push(Command::SetNotesOpen(true));
        let editor =
            there.map_or_else(|| Editor::new(new_id(), session.target_of_selection()), |note| Editor::of(note));
        self.open_editor(editor, session, out);
    }

    /// Opens the field for a new note on text that need not be selected, with something written already.
    pub fn write_on(&mut self, session: &Session, range: &TextRange, body: String, out: &mut Vec<Command>) {
        if session.can_write_notes() {
            out.push(Command::SetNotesOpen(true));
            let editor = Editor::begun(new_id(), session.target_of_text(range), body);
            self.open_editor(editor, session, out);
        }
    }

    /// Shows the panel with this note.
    pub fn show(&mut self, id: NoteId, out: &mut Vec<Command>) {
        out.push(Command::SetNotesOpen(true));
        self.activate(id);
    }

    /// True once after a note was gone to.
    pub fn take_shows_pinned(&mut self) -> bool {
        std::mem::take(&mut self.shows_pinned)
    }

    /// A highlight of the pinned pair, for its key.
    #[must_use]
    pub fn highlight(colour: crate::model::Colour) -> Command {
        Command::Notes(NotesCommand::Highlight(colour, new_id(), Timestamp::now()))
    }

    /// Takes back the last step, now.
    #[must_use]
    pub fn undo() -> Command {
        Command::Notes(NotesCommand::Undo(Timestamp::now()))
    }

    /// Does again what was taken back, now.
    #[must_use]
    pub fn redo() -> Command {
        Command::Notes(NotesCommand::Redo(Timestamp::now()))
    }

    fn activate(&mut self, id: NoteId) {
        self.scroll_to = Some(id.clone());
        self.active = Some(id);
    }

    /// Puts another note into the field; what was in it is kept first, so that nothing is lost.
    fn open_editor(&mut self, editor: Editor, session: &Session, out: &mut Vec<Command>) {
        if let Some(open) = self.editor.as_mut().filter(|open| open.id == editor.id) {
            open.focus();
            return;
        }
        if self.editor.as_ref().is_some_and(Editor::is_changed) {
            if !self.keep(session, out) {
                return;
            }
        } else if let Some(open) = self.editor.take() {
            drop_draft(&open, out);
        }
        if !editor.is_new() {
            self.activate(editor.id.clone());
        }
        self.editor = Some(editor);
    }

    /// Makes a note of what is typed; false if it has no place yet.
    fn keep(&mut self, session: &Session, out: &mut Vec<Command>) -> bool {
        let Some(editor) = self.editor.take() else { return true };
        let now = Timestamp::now();
        let present = session.notes().and_then(|notes| notes.get(&editor.id));
        // While other notes are being taken in, nothing can be changed: what is typed stays in its field.
        let edits =
            session.can_write_notes().then(|| editor.edits(present, session.target_of_selection(), now, new_id));
        let Some(edits) = edits.flatten() else {
            self.editor = Some(editor);
            return false;
        };
        if !edits.is_empty() {
            out.push(Command::Notes(NotesCommand::Edit(edits, now)));
        }
        drop_draft(&editor, out);
        self.activate(editor.id);
        true
    }

    fn change(edits: Vec<NoteEdit>, out: &mut Vec<Command>) {
        out.push(Command::Notes(NotesCommand::Edit(edits, Timestamp::now())));
    }

    fn answer(&mut self, session: &Session, asked: Asked, out: &mut Vec<Command>) {
        let Some(notes) = session.notes() else { return };
        match asked {
            Asked::GoTo(id) => {
                self.selected.clear();
                if notes.place(&id).is_some_and(|place| place.spot().is_some()) {
                    self.shows_pinned = true;
                    out.push(Command::Notes(NotesCommand::GoTo(id.clone())));
                }
                self.active = Some(id);
            }
            Asked::Toggle(id) => {
                if !self.selected.remove(&id) {
                    self.selected.insert(id.clone());
                }
                self.active = Some(id);
            }
            Asked::SelectTo(id) => {
                let from = self.active.clone().unwrap_or_else(|| id.clone());
                self.selected.extend(self.listed.between(notes, &from, &id));
            }
            Asked::Edit(id) => {
                if let Some(note) = notes.get(&id) {
                    self.open_editor(Editor::of(note), session, out);
                }
            }
            Asked::Change(edits) => Self::change(edits, out),
        }
    }

    /// Draws the panel.
    pub fn panel_ui(&mut self, ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
        panel::panel_ui(self, ui, scene, out);
    }
}

fn new_id() -> NoteId {
    jobs::new_note_id()
}

fn drop_draft(editor: &Editor, out: &mut Vec<Command>) {
    if editor.has_draft() {
        out.push(Command::Notes(NotesCommand::DropDraft(editor.id.clone())));
    }
}
