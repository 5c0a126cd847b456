//! Level 2: bytes to documents.
