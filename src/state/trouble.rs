//! Why something of ours cannot be had or kept: a value, so that the window says it in the reader's language.

use crate::model::Refusal;
use crate::store::StoreError;
use std::fmt;
use std::sync::Arc;

/// What went wrong. In English it says itself; two are equal if they read the same.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// With a file.
    Store(Arc<StoreError>),
    /// With what is to be made of notes: what a template or the dictionary says itself, in English.
    Making(String),
    /// In this program: what the panic said.
    Fault(String),
    /// The system started no thread; why is in the log.
    NoThread,
    /// The notebook was let go before its change arrived.
    NotOpen,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => write!(f, "{error}"),
            Self::Making(what) => f.write_str(what),
            Self::Fault(what) => write!(f, "a fault in this program: {what}"),
            Self::NoThread => write!(f, "the system started no thread for it"),
            Self::NotOpen => write!(f, "the notebook is not open any more"),
        }
    }
}

impl Trouble {
    /// Itself in English after words that have said already that notes were not saved.
    #[must_use]
    pub fn why_not_saved(&self) -> String {
        let Self::Store(error) = self else { return self.to_string() };
        match &**error {
            StoreError::NotSaved { path, step, source } => {
                format!("{}: {step}: {}", path.display(), Refusal::said(source))
            }
            StoreError::NotWritten { path, source } => format!("{}: {}", path.display(), Refusal::said(source)),
            StoreError::WouldLose { path, ids } => {
                format!("{}: notes that nobody deleted would be lost: {}", path.display(), ids.join(", "))
            }
            error => error.to_string(),
        }
    }
}

impl PartialEq for Trouble {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}
