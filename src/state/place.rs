//! Where reading is: kept in the library, and found again in another pairing or a later state of the text.

use super::bookmarks::bookmark_of_row;
use super::{Article, Effect, Session};
use crate::model::{Bitext, Place};

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

/// Where the text at `place` in `before` stands in `after`, a later state of the same article: in the row of the same words that is
/// nearest to where it was; in the same row if they are gone.
pub(super) fn same_text_place(before: &Bitext, after: &Bitext, place: Place) -> Place {
    let Some((lang, block)) = before.first_block(place.row) else { return place };
    let text = &before.blocks[lang][block].text;
    let rows = after.rows.iter().enumerate().filter(|(_, row)| {
        after.blocks[lang][row.blocks[lang].clone()].first().is_some_and(|block| block.text == *text)
    });
    let nearest = rows.map(|(row, _)| row).min_by_key(|row| row.abs_diff(place.row));
    nearest.map_or(place, |row| Place { row, ..place })
}
