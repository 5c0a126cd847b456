//! Notes on their way out of the program: which, in what form, to which file.

use super::{Attachment, collect};
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
    /// The wanted ones, in the order of the text.
    pub wanted: Vec<NoteId>,
}

impl TakenAway {
    /// The wanted notes with their places.
    #[must_use]
    pub fn collection(&self) -> Collection<'_> {
        let all = &self.book.notes;
        let find = |id: &NoteId| all.binary_search_by(|note| note.id.cmp(id)).ok().map(|slot| &all[slot]);
        collect(&self.bitext, &self.book, self.wanted.iter().filter_map(find), |note| self.places.get(&note.id))
    }

    /// A notebook of the wanted notes alone, without what was typed or thrown away.
    #[must_use]
    pub fn notebook(&self) -> Notebook {
        let mut book = Notebook { drafts: vec![], trash: vec![], ..(*self.book).clone() };
        let wanted: BTreeSet<&NoteId> = self.wanted.iter().collect();
        book.notes.retain(|note| wanted.contains(&note.id));
        book
    }
}
