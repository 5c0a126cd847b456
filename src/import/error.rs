//! Why a file could not be opened: what, where, what to do.

use crate::model::Refusal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file or text that could not become a document.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Nothing is there.
    #[error("{}: there is no such file; check the name, or whether it was moved", path.display())]
    NotFound {
        /// What was asked for.
        path: PathBuf,
    },
    /// The system refused to read it.
    #[error("{}: cannot be read: {}", path.display(), Refusal::said(source))]
    Unreadable {
        /// What was asked for.
        path: PathBuf,
        /// What the system said.
        source: Arc<std::io::Error>,
    },
    /// It is a folder.
    #[error("{}: this is a folder; choose a text file inside it", path.display())]
    Folder {
        /// What was asked for.
        path: PathBuf,
    },
    /// It is a device, a pipe or something else that has no end or no size.
    #[error("{}: this is a device or a pipe, not a file; save the text as a file first", path.display())]
    NotAFile {
        /// What was asked for.
        path: PathBuf,
    },
    /// It is larger than an article or a book can be.
    #[error("{}: the file has {} MiB, and the limit is {} MiB; split it first", path.display(), len_bytes.div_ceil(1 << 20), super::MAX_FILE_BYTES >> 20)]
    TooLarge {
        /// What was asked for.
        path: PathBuf,
        /// Its size.
        len_bytes: u64,
    },
    /// A text was given as its own translation.
    #[error("{}: this file was given twice; give a text and its translation", path.display())]
    Twice {
        /// The second of the names it was given by.
        path: PathBuf,
    },
    /// There is no text in it.
    #[error("{}: there is no text in it", path.as_deref().unwrap_or("the text".as_ref()).display())]
    Empty {
        /// `None` for pasted text and standard input.
        path: Option<PathBuf>,
    },
    /// It is not text.
    #[error("{}: this is {what}, not a text file; save the article as plain text or Markdown", path.as_deref().unwrap_or("the text".as_ref()).display())]
    Binary {
        /// `None` for pasted text and standard input.
        path: Option<PathBuf>,
        /// What it looks like, with its article: "a JPEG picture", "a PDF".
        what: &'static str,
    },
    /// Some stage on the way from bytes to beads panicked; the fault is the program's, not the file's.
    #[error("{}: this program has a fault and could not go on with it ({what}); please report this, with the text if you may share it", path.as_deref().unwrap_or("the text".as_ref()).display())]
    Fault {
        /// `None` for pasted text.
        path: Option<PathBuf>,
        /// What the panic said.
        what: String,
    },
}

impl ImportError {
    /// The file that cannot be read; `None` for text that came from no file, and for a file that is refused only beside another.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::NotFound { path }
            | Self::Unreadable { path, .. }
            | Self::Folder { path }
            | Self::NotAFile { path }
            | Self::TooLarge { path, .. } => Some(path),
            Self::Empty { path } | Self::Binary { path, .. } | Self::Fault { path, .. } => path.as_deref(),
            Self::Twice { .. } => None,
        }
    }
}
