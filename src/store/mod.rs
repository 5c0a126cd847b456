//! Level 2: files of our own, saved whole or not at all.
