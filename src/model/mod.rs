//! Level 1: the vocabulary. Documents, rows, sentences, beads, settings: shapes without behaviour beyond reading them.
//! Depends on `text` only.

mod bitext;
mod document;
mod doubt;
mod library;
mod note;
mod path_text;
mod progress;
mod refusal;
mod settings;
mod shared;
mod view;

pub use bitext::{Bead, Bitext, Row, Sentence};
pub use document::{Block, BlockKind, Document, Encoding, Imported, Order, Source, Warning};
pub use doubt::{Change, Doubt, Reading};
pub use library::{Bookmark, Library, RecentArticle};
pub use note::{ArticleRef, Colour, Draft, Note, NoteId, Notebook, Quote, SourceRef, Target, Trashed};
pub use progress::Progress;
pub use refusal::Refusal;
pub use settings::{
    InterfaceLang, KeyChoices, NotesFilter, NotesKind, NotesPanel, Place, Settings, Theme, TypeStyle, Typography,
};
pub use view::{Arrangement, PageView, Sides};
