//! What can go wrong, as one line and an exit code.

use super::Exit;
use crate::export::TemplateError;
use crate::import::ImportError;
use crate::lexicon::LexiconError;
use crate::model::Refusal;
use crate::store::StoreError;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum Problem {
    #[error("{0}; `duizhao --help` explains")]
    Usage(String),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    #[error("{} and {}: both files are {language}; give a text and its translation", paths[0].display(), paths[1].display())]
    SameLanguage { paths: [PathBuf; 2], language: &'static str },
    #[error("{}: both sides are {language}; each line must be a sentence and its translation", path.display())]
    SameSides { path: PathBuf, language: &'static str },
    #[error("{}: line {line}: {what}; a line must be `tokens ||| tokens`, or empty", path.display())]
    BadLine { path: PathBuf, line: usize, what: &'static str },
    #[error("{}: this is one of the files to read; choose another name for the output", path.display())]
    OutputIsInput { path: PathBuf },
    #[error("{}: cannot be written: {}; choose another file or folder", path.display(), Refusal::said(source))]
    NotWritten { path: PathBuf, source: Arc<io::Error> },
    #[error("standard output cannot be written: {}; use `-o` to name a file elsewhere", Refusal::said(.0))]
    Output(Arc<io::Error>),
    #[error("{}: there are no texts in this folder; texts are called .txt, .text, .md, .markdown", path.display())]
    NoTexts { path: PathBuf },
    #[error("{}: {} is written for {} already; rename one of them", path.display(), output.display(), other.display())]
    SameOutput { path: PathBuf, other: PathBuf, output: PathBuf },
    #[error(transparent)]
    Store(Arc<StoreError>),
    #[error("{}: there are no notes on this article; `duizhao notes list` names those that have some", path.display())]
    NoNotes { path: PathBuf },
    #[error("{}: no notes are surely its own, but these may be: name that file instead if so: {}", path.display(), notes.display())]
    Unsure { path: PathBuf, notes: PathBuf },
    #[error("{}: these notes are kept here already", path.display())]
    OwnNotes { path: PathBuf },
    #[error("{}: cannot be read: {}", path.display(), Refusal::said(source))]
    Template { path: PathBuf, source: Arc<io::Error> },
    #[error(transparent)]
    BadTemplate(#[from] TemplateError),
    #[error("{} of {of} have faults: {}", failed.len(), failed.join(", "))]
    Faults { failed: Vec<String>, of: usize },
    #[error("{} of {of} could not be aligned: {}", failed.len(), failed.join(", "))]
    SomeFailed { failed: Vec<String>, of: usize },
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}

impl Problem {
    pub fn output(error: io::Error) -> Self {
        Self::Output(Arc::new(error))
    }

    pub fn not_written(path: &Path, source: io::Error) -> Self {
        Self::NotWritten { path: path.into(), source: Arc::new(source) }
    }

    /// Says what is wrong, on one line. A reader that went away is told nothing.
    pub fn report(&self, stderr: &mut dyn Write) -> Exit {
        if matches!(self, Self::Output(error) if error.kind() == ErrorKind::BrokenPipe) {
            return Exit::Success;
        }
        say(stderr, &self.to_string());
        if matches!(self, Self::Usage(_)) { Exit::BadUsage } else { Exit::BadInput }
    }
}

/// One line on standard error, whatever a file's name holds. If nobody listens there is nobody to tell.
pub(super) fn say(stderr: &mut dyn Write, message: &str) {
    let line: String =
        message.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect();
    let _ = writeln!(stderr, "duizhao: {line}");
}
