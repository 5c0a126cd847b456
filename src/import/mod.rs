//! Level 2: bytes to documents.

mod error;

pub use error::ImportError;
