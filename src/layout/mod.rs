//! Level 2: geometry in points, without a window.
