//! Level 3: documents to bitexts.
