//! What the reader should know.

use crate::import::ImportError;
use crate::model::Warning;

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
    /// The clipboard has no text.
    NothingToPaste,
    /// No dialog could be shown by the desktop.
    NoDialog,
}

impl Message {
    /// True for what belongs to the article and goes away with it.
    pub(super) fn is_of_article(&self) -> bool {
        matches!(self, Self::Warning(_) | Self::NoDictionary(_))
    }
}
