//! What a command about notes is about: a notes file as it is, or an article with the notes that are kept for it.

use super::super::align::warn;
use super::super::problem::{Problem, say};
use crate::export::Collection;
use crate::lexicon::Lexicon;
use crate::model::{Bitext, Notebook, Progress, Target};
use crate::state::{Attachment, Reading, collect};
use crate::store::{Match, NotesStore};
use crate::{align, import, shelf};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) struct Subject {
    pub book: Notebook,
    pub text: Option<Text>,
}

/// The article, and where each note stands in it.
pub(super) struct Text {
    pub bitext: Bitext,
    places: Vec<Attachment>,
}

/// Notes files are told by what they are called.
pub(super) fn is_notes_file(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

impl Subject {
    pub fn open(files: &[PathBuf], stderr: &mut dyn Write) -> Result<Self, Problem> {
        match files {
            [file] if is_notes_file(file) => Ok(Self { book: NotesStore::open().read(file)?, text: None }),
            _ => Self::of_article(files, stderr),
        }
    }

    fn of_article(files: &[PathBuf], stderr: &mut dyn Write) -> Result<Self, Problem> {
        let inputs = files.iter().map(|path| import::read_file(path)).collect::<Result<Vec<_>, _>>()?;
        let imported = import::import(&inputs)?;
        warn(&inputs, &imported.warnings, stderr);
        let sources = imported.document.sources.clone();
        let lexicon = Lexicon::bundled()?;
        let progress = Progress::default();
        let bitext = align::align(imported.document, &lexicon, &progress).expect("nobody cancels on the command line");
        let reading = Reading::new(&bitext);
        let mut store = NotesStore::open();
        let article = shelf::article_of(&bitext, &sources, reading.index());
        let path = files.first().cloned().unwrap_or_default();
        let entry = match shelf::find(&store, &article, &bitext)? {
            Some(Match::Text(entry) | Match::Source(entry) | Match::Path(entry)) => entry,
            Some(Match::Similar { entry, .. }) => return Err(Problem::Unsure { path, notes: entry.path }),
            None => return Err(Problem::NoNotes { path }),
        };
        let loaded = store.load(&entry.path, Timestamp::now())?;
        for warning in &loaded.warnings {
            say(stderr, &format!("warning: {warning}"));
        }
        let book = loaded.kept.notebook().clone();
        let targets: Vec<&Target> = book.notes.iter().map(|note| &note.target).collect();
        let places = reading.places(&bitext, &targets, &book.article.text, &progress).unwrap_or_default();
        Ok(Self { book, text: Some(Text { bitext, places }) })
    }

    /// All notes in the order of the text.
    pub fn collection(&self) -> Collection<'_> {
        let Some(text) = &self.text else { return Collection::of_notebook(&self.book) };
        let places: BTreeMap<_, _> = self.book.notes.iter().map(|note| &note.id).zip(&text.places).collect();
        collect(&text.bitext, &self.book, self.book.notes.iter().map(AsRef::as_ref), |note| {
            places.get(&note.id).copied()
        })
    }
}
