//! What the reader should know.

use super::{Similar, Trouble};
use crate::import::ImportError;
use crate::model::Warning;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Something the reader should know, shown until it is dismissed or no longer true.
#[derive(Clone, Debug)]
pub enum Message {
    /// A file could not be opened.
    CannotOpen(ImportError),
    /// A file of the article could not be read again; what is shown is what was read last.
    CannotReadAgain(ImportError),
    /// More files were given than a text and its translation.
    TooManyFiles(usize),
    /// The article was opened, but.
    Warning(Warning),
    /// The dictionary cannot be used; rows stay paired by order alone.
    NoDictionary(String),
    /// A file of what this program remembers could not be written or read: which, and why.
    Store(Remembered, Trouble),
    /// A file of the article can be read no more; what is shown is what was read last.
    FileLost(PathBuf, Loss),
    /// Notes could not be written: which file, and why. Stays until they are.
    NotesNotSaved {
        /// The notebook.
        file_id: Uuid,
        /// Which file and what failed.
        why: Trouble,
    },
    /// The window was to be closed while notes could not be written; closed again, it goes without them.
    NotesWouldBeLost,
    /// The notes on this article cannot be had, and why.
    NotesNotOpened(Trouble),
    /// The notes on this article were opened, but.
    NotesWarning(Trouble),
    /// There are notes on a text much like this one; the reader is asked whether they belong to it.
    NotesMaybe(Similar),
    /// Notes were written to a file.
    Exported {
        /// How many.
        count: usize,
        /// The file.
        path: PathBuf,
    },
    /// Notes could not be written to a file: which, and why.
    NotExported(Trouble),
    /// From the pinned pair to the end nothing that is shown is in doubt.
    NothingDoubtful {
        /// False while the end is paired by order alone, so that there may be more.
        is_paired: bool,
    },
    /// The reader has stopped the alignment of the open article, which stays paired by order alone.
    PairingStopped,
    /// The clipboard has no text.
    NothingToPaste,
    /// No dialog could be shown by the desktop.
    NoDialog,
}

/// What this program remembers in files of its own, beside notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// What the reader chose.
    Settings,
    /// Recent articles, with place and bookmarks in each.
    Articles,
    /// Articles that were pasted.
    Pasted,
}

/// Why a file that was read can be read no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Nothing is there.
    Gone,
    /// There is nothing in it.
    Emptied,
    /// The system refuses, or it is no file any more.
    Unreadable,
}

impl Message {
    /// True for what belongs to the article and goes away with it.
    pub(super) fn is_of_article(&self) -> bool {
        matches!(
            self,
            Self::Warning(_)
                | Self::NoDictionary(_)
                | Self::FileLost(..)
                | Self::CannotReadAgain(_)
                | Self::NotesNotOpened(_)
                | Self::NotesWarning(_)
                | Self::NotesMaybe(_)
                | Self::NothingDoubtful { .. }
                | Self::PairingStopped
        )
    }

    /// True for what tells of something the reader did, and is over once the reader opens something else.
    pub(super) fn is_of_act(&self) -> bool {
        matches!(
            self,
            Self::CannotOpen(_)
                | Self::TooManyFiles(_)
                | Self::NothingDoubtful { .. }
                | Self::PairingStopped
                | Self::NothingToPaste
                | Self::NoDialog
                | Self::Exported { .. }
                | Self::NotExported(_)
        )
    }

    /// The file of the article that cannot be read any more.
    pub(super) fn lost_file(&self) -> Option<&Path> {
        match self {
            Self::FileLost(path, _) => Some(path),
            Self::CannotReadAgain(error) => error.path(),
            _ => None,
        }
    }

    /// True for what goes away by itself once it is no longer true, and not before.
    #[must_use]
    pub fn stays(&self) -> bool {
        matches!(self, Self::NotesNotSaved { .. })
    }
}
