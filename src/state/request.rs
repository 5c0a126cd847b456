//! What is to be opened.

use crate::model::Encoding;
use std::path::PathBuf;
use std::sync::Arc;

/// What to open: one file or text, or two (a text and its translation, in any order).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadRequest {
    /// One or two.
    pub inputs: Vec<InputSource>,
    /// Read with this encoding instead of finding it out.
    pub encoding: Option<Encoding>,
}

/// Where a text is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputSource {
    /// A file.
    File(PathBuf),
    /// Text from the clipboard.
    Pasted(Arc<str>),
    /// The article that comes with the program.
    Sample(&'static str),
}

impl LoadRequest {
    /// A request for these files, their encoding to be found out.
    pub fn files(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { inputs: paths.into_iter().map(InputSource::File).collect(), encoding: None }
    }

    /// A request for one text.
    #[must_use]
    pub fn text(input: InputSource) -> Self {
        Self { inputs: vec![input], encoding: None }
    }

    /// The files among the inputs.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        let path = |input: &InputSource| match input {
            InputSource::File(path) => Some(path.clone()),
            InputSource::Pasted(_) | InputSource::Sample(_) => None,
        };
        self.inputs.iter().filter_map(path).collect()
    }
}
