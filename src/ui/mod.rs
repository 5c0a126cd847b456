//! Level 6: the window.
