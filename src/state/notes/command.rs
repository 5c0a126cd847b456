//! What can happen to notes, and what they ask of the world.

use super::{Attachment, ExportFormat, NoteEdit, Reading, TakenAway};
use crate::model::{Bitext, Colour, Draft, NoteId, Notebook, Source};
use crate::state::{JobId, Trouble};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// Everything that can change the notes of a [`crate::state::Session`]. Names and times are given, never made here.
#[derive(Clone, Debug)]
pub enum NotesCommand {
    /// The notes on the article of this load.
    Opened(JobId, OpenedNotes),
    /// The notes of the article of this load, or more of them, or their places in its text, cannot be had, and why. Those that are there
    /// stay, and can be changed.
    NotOpened(JobId, Trouble),
    /// The text of this load in this pairing was read, and here is where notes stand in it.
    Found {
        /// The load that brought the article.
        job: JobId,
        /// Its text.
        bitext: Arc<Bitext>,
        /// What was made of it.
        reading: Reading,
        /// The notes that were looked for, as they were then.
        book: Arc<Notebook>,
        /// Where each of them stands.
        places: Vec<(NoteId, Attachment)>,
    },
    /// What [`NotesEffect::Save`] sent is on disk, together with what other windows have written meanwhile: `book` is the whole.
    Saved {
        /// Which notebook, as it was sent; `book` may have another name, if it was put together with one that another window had begun.
        file_id: Uuid,
        /// The state that was sent.
        changes: u64,
        /// What the file holds.
        book: Arc<Notebook>,
    },
    /// A notebook could not be saved; it is kept in memory and tried again.
    NotSaved {
        /// Which notebook.
        file_id: Uuid,
        /// Which file and what failed.
        why: Trouble,
    },
    /// Another window has changed the file, or has begun one for the same article: this is what it holds now. What a hand changes is read
    /// when the article is opened.
    ChangedOnDisk {
        /// Which notebook, as the session knows it; `book` may have another name, as in `Saved`.
        file_id: Uuid,
        /// What the file holds.
        book: Arc<Notebook>,
    },
    /// Change notes, in one step that can be taken back.
    Edit(Vec<NoteEdit>, Timestamp),
    /// Highlight the pinned pair in a colour: anew under this name, or its highlight in another colour, or not at all if it has this one.
    Highlight(Colour, NoteId, Timestamp),
    /// Keep what is being typed.
    KeepDraft(Draft),
    /// What was being typed has become a note, or is not wanted.
    DropDraft(NoteId),
    /// Take back the last step.
    Undo(Timestamp),
    /// Do again what was taken back.
    Redo(Timestamp),
    /// Try again to save what could not be saved.
    RetrySave,
    /// The notes in this file belong to the open article too: the offer of [`OpenedNotes::maybe`] is taken.
    Use(PathBuf),
    /// Write notes to a file in place of what is there: these, or all. Nothing is written if other notes are open by then.
    Export {
        /// Of the notes that were opened for this load: [`super::Notes::opened_by`].
        of: JobId,
        /// In what form.
        format: ExportFormat,
        /// Which file.
        path: PathBuf,
        /// Only these.
        only: Option<Vec<NoteId>>,
    },
    /// Pin the pair a note stands on, or is thought to stand on.
    GoTo(NoteId),
}

/// An article's notes as they were found.
#[derive(Clone, Debug)]
pub struct OpenedNotes {
    /// The notes; a new book if there were none.
    pub book: Arc<Notebook>,
    /// A newer program wrote the file: it is shown and not changed.
    pub is_read_only: bool,
    /// The count of changes made to `book` earlier that are not on disk yet, as they were sent; later ones count on from there. 0 if there
    /// are none.
    pub unsaved: u64,
    /// What the reader should know: damage, and what was done about it.
    pub warnings: Vec<Trouble>,
    /// Notes on a text that is much like this one, for the reader to say whether they belong to it.
    pub maybe: Option<Similar>,
    /// What was made of this text on the way, in the pairing that it had then.
    pub reading: Option<Reading>,
}

/// Notes that may belong to an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// Their file.
    pub path: PathBuf,
    /// The title of the article they were written on.
    pub title: String,
    /// The share of what they quote that is in the open text, 0 to 1.
    pub overlap: f64,
}

/// What notes ask to be done outside of the session.
#[derive(Clone, Debug)]
pub enum NotesEffect {
    /// Find the notebook of an article, or begin one; answers with `Opened` or `NotOpened`.
    Open {
        /// The load that brought the article.
        job: JobId,
        /// Its text.
        bitext: Arc<Bitext>,
        /// Where it came from.
        sources: Vec<Source>,
    },
    /// Read the text for notes, and find out where these stand; answers with `Found`.
    Find {
        /// The load that brought the article.
        job: JobId,
        /// Its text.
        bitext: Arc<Bitext>,
        /// What was made of this text before.
        reading: Option<Reading>,
        /// The notes.
        book: Arc<Notebook>,
    },
    /// Write the notebook; answers with `Saved` or `NotSaved`.
    Save {
        /// Counts the changes made so far.
        changes: u64,
        /// All of it.
        book: Arc<Notebook>,
    },
    /// Write notes to a file of the reader's choice; answers with a message.
    Export(Box<TakenAway>),
    /// Try again to write what could not be written.
    Retry,
    /// Open the notes in this file for the article, and add those that were written meanwhile; answers with `Opened` or `NotOpened`.
    Use {
        /// The load that brought the article.
        job: JobId,
        /// The file.
        path: PathBuf,
        /// What was written meanwhile.
        mine: Arc<Notebook>,
    },
}
