//! Level 2: the dictionary.
