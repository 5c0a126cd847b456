//! Level 4: the session, and the one place where it changes. Commands come in, effects go out. No I/O, no clock, no window.

mod bookmarks;
mod command;
mod find;
mod message;
mod notes;
mod pin;
mod place;
mod request;
mod session;
#[cfg(test)]
mod tests;
mod text_range;
mod trouble;
mod undo;
mod view;
mod walk;

pub use command::{Command, Effect, JobId, Loaded};
pub use find::{FindCommand, Finding, SearchId, Wanted};
pub use message::{Loss, Message, Remembered};
pub use notes::{
    Attachment, ExportFormat, NoteChange, NoteEdit, Noted, Notes, NotesCommand, NotesEffect, OpenedNotes, Reading,
    Saving, Similar, Spot, TakenAway, bead_of_spot, collect, text_of_spot,
};
pub use place::place_again;
pub use request::{InputSource, LoadRequest};
pub use session::{Article, Loading, Selection, Session, Step};
pub use text_range::{TextPoint, TextRange};
pub use trouble::Trouble;
