//! Level 5: the command line.
