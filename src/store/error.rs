//! Why settings or library are not what the reader left, or were not kept: which file, what is wrong, what became of it.

use std::io;
use std::path::PathBuf;

/// A file of our own could not be read or written as it should.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The platform names no folder for the program's files.
    #[error("no folder for settings was found, so nothing is kept; set {} to the folder to use", super::HOME_VARIABLE)]
    NoFolder,
    /// A file could not be used and was renamed; the program goes on without it.
    #[error("{}: could not be used ({reason}); it was moved to {} and begun anew", path.display(), aside.display())]
    MovedAside {
        /// Where it was.
        path: PathBuf,
        /// Where it is now.
        aside: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file could neither be used nor renamed; it stays, and nothing is written over it.
    #[error("{}: cannot be used ({reason}) nor moved out of the way ({source}), so nothing is kept there", path.display())]
    Stuck {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
        /// Why it could not be renamed.
        source: io::Error,
    },
    /// A newer program wrote it; it is read as far as it is understood, and never written.
    #[error("{}: a newer version of this program wrote it, so changes made here are not kept", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// It could not be found out where the file is.
    #[error("{}: cannot be read: {source}", path.display())]
    NotRead {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It could not be written; what was there before is still there.
    #[error("{}: could not be saved: {source}", path.display())]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}
