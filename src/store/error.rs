//! Why settings, library or notes are not what the reader left, or were not kept: which file, what is wrong, what became of it.

use crate::model::Refusal;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a file of our own cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is damaged: where, and what a parser says of it.
    Damaged(String),
    /// The system does not let it be read.
    Refused(Refusal),
    /// It is no file, or too large.
    Unread(String),
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(what) | Self::Unread(what) => f.write_str(what),
            Self::Refused(refusal) => refusal.fmt(f),
        }
    }
}

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
        reason: Unusable,
    },
    /// A file could neither be used nor renamed; it stays, and nothing is written over it.
    #[error("{}: cannot be used ({reason}) nor moved out of the way ({}), so nothing is kept there", path.display(), Refusal::said(source))]
    Stuck {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: Unusable,
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
    #[error("{}: cannot be read: {}", path.display(), Refusal::said(source))]
    NotRead {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It could not be written; what was there before is still there.
    #[error("{}: could not be saved: {}", path.display(), Refusal::said(source))]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Notes could not be saved: which step failed. The file has the old notes or, if only the last step failed, perhaps the new ones; no
    /// other file is left behind, and the same save can be tried again.
    #[error("{}: the notes could not be saved: {step}: {}", path.display(), Refusal::said(source))]
    NotSaved {
        /// The file of the notes, or the backup or folder that the step was about.
        path: PathBuf,
        /// What was being done.
        step: SaveStep,
        /// What the system said.
        source: io::Error,
    },
    /// Notes would go that nobody deleted: the save was refused, and the file is as it was.
    #[error("{}: not saved, for it would lose notes that nobody deleted: {}", path.display(), ids.join(", "))]
    WouldLose {
        /// The file.
        path: PathBuf,
        /// The notes.
        ids: Vec<String>,
    },
    /// The notes could not be used; a copy is kept under another name, and a backup was taken in their place.
    #[error("{}: could not be used ({reason}); it is kept as {}, and the notes are those of {}", path.display(), aside.display(), backup.display())]
    Restored {
        /// Where the notes are.
        path: PathBuf,
        /// Where the damaged file is now.
        aside: PathBuf,
        /// The backup whose notes are there now.
        backup: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The file of the notes was gone, and a backup was put in its place.
    #[error("{}: was gone; the notes are those of {}", path.display(), backup.display())]
    TakenFromBackup {
        /// Where the notes are.
        path: PathBuf,
        /// The backup whose notes are there now.
        backup: PathBuf,
    },
    /// The notes were changed outside this program, or their last line was lost; they were read all the same.
    #[error("{}: changed outside this program; it was read, and kept as it was in {}", path.display(), copy.display())]
    HandEdited {
        /// Where the notes are.
        path: PathBuf,
        /// A copy as it was found.
        copy: PathBuf,
    },
    /// The folder of the notes knows no locks. Told once; two windows that save at the very same moment could then miss each other.
    #[error("{}: cannot be locked ({}); do not write notes on one article in two windows", folder.display(), Refusal::said(source))]
    NotLocked {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What was being done when notes could not be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveStep {
    /// Making the folder for notes.
    #[error("making the folder for notes")]
    MakingFolder,
    /// Waiting for the lock that another window holds.
    #[error("waiting for another window to finish its save")]
    Waiting,
    /// Following the links of its path.
    #[error("following its links")]
    FollowingLinks,
    /// Reading what is there.
    #[error("reading what is there")]
    Reading,
    /// Without a lock: looking whether it was written meanwhile.
    #[error("looking at it again")]
    LookingAgain,
    /// It was written meanwhile at every try.
    #[error("it is written by another program all the time")]
    GivingUp,
    /// Looking for backups, where the file is gone.
    #[error("looking for backups")]
    LookingForBackups,
    /// Comparing what was read with what is there.
    #[error("comparing what is there")]
    Comparing,
    /// Counting its notes.
    #[error("counting its notes")]
    Counting,
    /// Making it text.
    #[error("writing it as text")]
    Rendering,
    /// Syncing the folder.
    #[error("making the folder sure")]
    SyncingFolder,
    /// Putting the new file in place.
    #[error("putting the new file in place")]
    Replacing,
    /// Creating the new file.
    #[error("creating a new file beside it")]
    Creating,
    /// Writing the new file.
    #[error("writing the new file")]
    Writing,
    /// Syncing the new file.
    #[error("making the new file sure")]
    Syncing,
    /// Reading the new file back.
    #[error("reading the new file back")]
    ReadingBack,
    /// Comparing what was read back.
    #[error("comparing the new file")]
    ComparingNew,
    /// Keeping a backup.
    #[error("keeping a backup")]
    KeepingBackup,
    /// Creating a copy.
    #[error("creating a copy")]
    CreatingCopy,
    /// Writing a copy.
    #[error("writing a copy")]
    WritingCopy,
    /// Syncing a copy.
    #[error("making a copy sure")]
    SyncingCopy,
}
