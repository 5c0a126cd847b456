//! Level 4: the session and its one mutator.
