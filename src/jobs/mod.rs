//! Level 5: threads.
