//! What is to be opened.

use crate::model::{Encoding, RecentArticle};
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
    /// Text that was pasted, and is kept in this file of ours.
    Kept(PathBuf),
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

    /// A request for an article that was opened before.
    #[must_use]
    pub fn again(entry: &RecentArticle) -> Self {
        let mut request = Self { encoding: entry.encoding, ..Self::files(entry.paths.iter().cloned()) };
        if let (Some(_), [InputSource::File(path), ..]) = (&entry.pasted, &mut request.inputs[..]) {
            request.inputs[0] = InputSource::Kept(std::mem::take(path));
        }
        request
    }

    /// Says where pasted text is kept.
    pub(super) fn keep(&mut self, path: PathBuf) {
        let pasted = self.inputs.iter_mut().find(|input| matches!(input, InputSource::Pasted(_)));
        if let Some(pasted) = pasted {
            *pasted = InputSource::Kept(path);
        }
    }

    /// True if there is text among the inputs that was pasted.
    pub(super) fn is_kept(&self) -> bool {
        self.inputs.iter().any(|input| matches!(input, InputSource::Kept(_)))
    }

    /// What the library knows it by: the files among the inputs, those of pasted text, too.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        self.each_path().cloned().collect()
    }

    /// The same without a copy, for what asks in every frame.
    pub(super) fn each_path(&self) -> impl Iterator<Item = &PathBuf> {
        self.inputs.iter().filter_map(|input| match input {
            InputSource::File(path) | InputSource::Kept(path) => Some(path),
            InputSource::Pasted(_) | InputSource::Sample(_) => None,
        })
    }

    /// The reader's own files among the inputs.
    #[must_use]
    pub fn files_of_reader(&self) -> Vec<PathBuf> {
        let path = |input: &InputSource| match input {
            InputSource::File(path) => Some(path.clone()),
            InputSource::Kept(_) | InputSource::Pasted(_) | InputSource::Sample(_) => None,
        };
        self.inputs.iter().filter_map(path).collect()
    }
}
