//! Notes on their way out of the program: which, in what form, to which file.

use super::{Attachment, Notes, collect};
use crate::export::Collection;
use crate::model::{Bitext, NoteId, Notebook};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// The forms that notes can be taken away in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// Text to read and to edit, laid out by a template.
    #[default]
    Markdown,
    /// A page with the whole article.
    Html,
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
    /// For Anki's text import.
    Anki,
    /// As notes are kept.
    Ron,
}

impl ExportFormat {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Markdown, Self::Html, Self::Anki, Self::Csv, Self::Json, Self::Ron];

    /// What names of such files end in.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Anki => "txt",
            Self::Ron => "ron",
        }
    }
}

/// Notes to be written to a file.
#[derive(Clone, Debug)]
pub struct TakenAway {
    /// In what form.
    pub format: ExportFormat,
    /// The file; one that is there is replaced.
    pub path: PathBuf,
    /// The article.
    pub bitext: Arc<Bitext>,
    /// Its notes.
    pub book: Arc<Notebook>,
    /// Where they stand.
    pub places: BTreeMap<NoteId, Attachment>,
    /// The wanted ones.
    pub wanted: BTreeSet<NoteId>,
}

impl TakenAway {
    /// Notes of the open article: these, as far as they are there, or all.
    pub(super) fn new(
        format: ExportFormat,
        path: PathBuf,
        bitext: &Arc<Bitext>,
        notes: &Notes,
        only: Option<&[NoteId]>,
    ) -> Self {
        let wanted = match only {
            Some(only) => only.iter().filter(|id| notes.get(id).is_some()).cloned().collect(),
            None => notes.all().iter().map(|note| note.id.clone()).collect(),
        };
        let (bitext, book, places) = (Arc::clone(bitext), Arc::clone(&notes.book), notes.places.clone());
        Self { format, path, bitext, book, places, wanted }
    }

    /// The wanted notes with their places.
    #[must_use]
    pub fn collection(&self) -> Collection<'_> {
        let wanted = self.book.notes.iter().map(AsRef::as_ref).filter(|note| self.wanted.contains(&note.id));
        collect(&self.bitext, &self.book, wanted, |note| self.places.get(&note.id))
    }
}
