//! Why the system refuses to read or write: what is common, in a form that can be said in any language.

use std::fmt;
use std::io::{self, ErrorKind};

/// What is common of what a system says. Its text is an English clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing is there.
    NotFound,
    /// The reader may not.
    NoPermission,
    /// A folder is where a file should be.
    Folder,
    /// Something on the way there is no folder.
    NoFolder,
    /// Something of this name is there.
    Exists,
    /// The disk is full.
    NoSpace,
    /// The reader may not use more of the disk.
    Quota,
    /// Nothing can be written there.
    ReadOnly,
    /// Too large for the disk.
    TooLarge,
    /// Another program uses it.
    Busy,
    /// The system knows no such names.
    BadName,
}

impl Refusal {
    /// What an error of the system says; `None` for what is rare, and for what this program says itself.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<Self> {
        if error.get_ref().is_some() {
            return None;
        }
        Some(match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::PermissionDenied => Self::NoPermission,
            ErrorKind::IsADirectory => Self::Folder,
            ErrorKind::NotADirectory => Self::NoFolder,
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::StorageFull => Self::NoSpace,
            ErrorKind::QuotaExceeded => Self::Quota,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::FileTooLarge => Self::TooLarge,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Self::Busy,
            ErrorKind::InvalidFilename => Self::BadName,
            _ => return None,
        })
    }

    /// An error as an English clause.
    #[must_use]
    pub fn said(error: &io::Error) -> String {
        Self::of(error).map_or_else(|| error.to_string(), |refusal| refusal.to_string())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFound => "it is not there",
            Self::NoPermission => "permission denied",
            Self::Folder => "it is a folder",
            Self::NoFolder => "a part of its path is no folder",
            Self::Exists => "there is something of this name",
            Self::NoSpace => "no space is left on the disk",
            Self::Quota => "the quota is used up",
            Self::ReadOnly => "the disk is read-only",
            Self::TooLarge => "it is too large for the disk",
            Self::Busy => "another program uses it",
            Self::BadName => "its name is too long, or not allowed there",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_is_said_without_numbers_and_the_rest_as_the_system_says_it() {
        for (error, said) in [
            (io::Error::from(ErrorKind::PermissionDenied), "permission denied"),
            (io::Error::from(ErrorKind::StorageFull), "no space is left on the disk"),
            (io::Error::new(ErrorKind::NotFound, "there is no such file"), "there is no such file"),
            (io::Error::other("what was written differs"), "what was written differs"),
        ] {
            assert_eq!(Refusal::said(&error), said);
        }
        let refused = std::fs::read(std::env::temp_dir()).unwrap_err();
        assert!(!Refusal::said(&refused).contains("os error"), "{refused}");
    }
}
