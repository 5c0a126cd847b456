//! Level 2: paragraphs to sentences.
