//! What the reader should know.

use crate::import::ImportError;
use crate::model::Warning;
use std::path::PathBuf;

/// Something the reader should know, shown until it is dismissed or no longer true.
#[derive(Clone, Debug)]
pub enum Message {
    /// A file could not be opened.
    CannotOpen(ImportError),
    /// More files were given than a text and its translation.
    TooManyFiles(usize),
    /// The article was opened, but.
    Warning(Warning),
    /// The dictionary cannot be used; rows stay paired by order alone.
    NoDictionary(String),
    /// Settings or library could not be written or read: which file, and why.
    Store(String),
    /// A file of the article can be read no more; what is shown is what was read last.
    FileLost(PathBuf, Loss),
    /// The clipboard has no text.
    NothingToPaste,
    /// No dialog could be shown by the desktop.
    NoDialog,
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
        matches!(self, Self::Warning(_) | Self::NoDictionary(_) | Self::FileLost(..))
    }

    /// True for what tells of something the reader did, and is over once the reader opens something else.
    pub(super) fn is_of_act(&self) -> bool {
        matches!(self, Self::CannotOpen(_) | Self::TooManyFiles(_) | Self::NothingToPaste | Self::NoDialog)
    }
}
