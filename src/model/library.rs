//! The articles a reader has opened, and where reading stopped in each.

use super::{Bitext, Encoding, PageView, Place};
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Articles that were opened, the latest first; at most [`Library::MAX_ENTRIES`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Library {
    /// The latest first; no two with the same paths.
    pub recent: Vec<RecentArticle>,
}

/// One article that was opened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RecentArticle {
    /// One path, or two for a text and its translation, in the order they were given.
    #[serde(with = "super::path_text")]
    pub paths: Vec<PathBuf>,
    /// The encoding the reader asked for; `None` if it was found out.
    #[serde(default)]
    pub encoding: Option<Encoding>,
    /// Where reading stopped.
    #[serde(default)]
    pub place: Place,
    /// The paragraph of `place`: rows are counted otherwise before a text is aligned. `None` in entries of versions that did not keep it.
    #[serde(default)]
    pub stop: Option<Bookmark>,
    /// In reading order.
    #[serde(default)]
    pub bookmarks: Vec<Bookmark>,
    /// How it is shown, if the reader chose that for it.
    #[serde(default)]
    pub view: Option<PageView>,
    /// English text size in points, if the reader chose one for it.
    #[serde(default)]
    pub text_size_points: Option<f32>,
    /// How the text begins, if that of the first path was pasted and is kept there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pasted: Option<String>,
    /// Files of notes that quote much of it and are not on it: the reader has been asked.
    #[serde(default, with = "super::path_text", skip_serializing_if = "Vec::is_empty")]
    pub other_notes: Vec<PathBuf>,
}

/// A paragraph that a reader has marked to come back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The side of `block`: English if the paragraph has any.
    pub lang: Lang,
    /// Index into the bitext's blocks of that side, which pairing anew does not change.
    pub block: usize,
    /// How the block begins; finds it when the text was changed.
    pub words: String,
}

impl Bookmark {
    /// The row that it marks; `None` in a text that has no such block.
    #[must_use]
    pub fn row(&self, bitext: &Bitext) -> Option<usize> {
        bitext.row_of_block(self.lang, self.block)
    }
}

impl Library {
    /// Older articles are forgotten beyond this many.
    pub const MAX_ENTRIES: usize = 200;

    /// The entry with these paths.
    #[must_use]
    pub fn find(&self, paths: &[PathBuf]) -> Option<&RecentArticle> {
        self.recent.iter().find(|entry| entry.paths == paths)
    }

    /// The files that pasted texts are kept in.
    pub fn pasted(&self) -> impl Iterator<Item = &PathBuf> {
        self.recent.iter().filter(|entry| entry.pasted.is_some()).filter_map(|entry| entry.paths.first())
    }

    /// Puts an article first, in place of an older entry with the same paths.
    pub fn remember(&mut self, entry: RecentArticle) {
        self.recent.retain(|old| old.paths != entry.paths);
        self.recent.insert(0, entry);
        self.recent.truncate(Self::MAX_ENTRIES);
    }
}
