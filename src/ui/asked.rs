//! Files that a reader asks for: on the command line, by dialog, by dropping them, by typing a path.

use crate::state::LoadRequest;
use std::path::{PathBuf, absolute};

/// A request for these files.
pub fn files(paths: impl IntoIterator<Item = PathBuf>) -> LoadRequest {
    LoadRequest::files(paths.into_iter().map(whole))
}

/// The path from the root on: it is remembered, and a relative one would mean another file the next time the program is started.
pub fn whole(path: PathBuf) -> PathBuf {
    // Without a folder to be in there is nothing to make it of.
    absolute(&path).unwrap_or(path)
}
