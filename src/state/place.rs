//! Where reading is, and how the library comes to keep it.

use super::bookmarks::{bookmark_of_row, found_again};
use super::{Article, Effect, Session};
use crate::model::{Bitext, Bookmark, Place};

/// Where a place stands in `after`, the same text read again: in the paragraph that begins with the same words, or else where it was.
#[must_use]
pub fn place_again(before: &Bitext, after: &Bitext, place: Place) -> Place {
    found_place(place, bookmark_of_row(before, place.row), after)
}

/// The same, if `stop` is the paragraph that the place was in: rows are counted otherwise in each pairing.
pub(super) fn found_place(place: Place, stop: Option<Bookmark>, after: &Bitext) -> Place {
    let stop = found_again(stop.into_iter().collect(), after).pop();
    let row = stop.and_then(|stop| stop.row(after)).unwrap_or(place.row);
    let rows = after.rows.len();
    if row < rows { Place { row, ..place } } else { Place { row: rows.saturating_sub(1), fraction: 0.0 } }
}

impl Session {
    pub(super) fn set_place(&mut self, place: Place) -> Vec<Effect> {
        if let Some(article) = &mut self.article {
            article.place = place;
        }
        vec![]
    }

    /// True if the library has another place for the open article than the one being read.
    #[must_use]
    pub fn is_place_unsaved(&self) -> bool {
        self.entry().zip(self.article()).is_some_and(|(entry, article)| entry.place != article.place)
    }

    pub(super) fn remember_place(&mut self) -> Vec<Effect> {
        let Some(Article { place, bitext, .. }) = &self.article else { return vec![] };
        let (place, stop) = (*place, bookmark_of_row(bitext, place.row));
        self.change_entry(|entry| (entry.place, entry.stop) = (place, stop)).into_iter().collect()
    }
}
