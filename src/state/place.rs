//! Where reading is, and how the library comes to keep it.

use super::bookmarks::bookmark_of_row;
use super::{Article, Effect, Session};
use crate::model::Place;

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
