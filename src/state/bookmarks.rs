//! Bookmarks of the open article: set, taken away, and found again after the text was changed.

use super::{Effect, Session};
use crate::model::{Bitext, Bookmark};
use crate::text::start_of;

/// So much of a paragraph's beginning is kept to know it by.
const WORDS_CHARS: usize = 80;

impl Session {
    /// Sets a bookmark at the paragraph that is pinned, or else in the row that the view begins with; takes it away if there is one.
    pub(super) fn toggle_bookmark(&mut self, in_view: Option<usize>) -> Vec<Effect> {
        let pinned = self.selected_bead().map(|(row, _)| row);
        let Some(article) = &mut self.article else { return vec![] };
        let row = pinned.or(in_view).unwrap_or(article.place.row);
        let bitext = &article.bitext;
        match article.bookmarks.iter().position(|bookmark| bookmark.row(bitext) == Some(row)) {
            Some(at) => drop(article.bookmarks.remove(at)),
            None => article.bookmarks.extend(bookmark_of_row(bitext, row)),
        }
        article.bookmarks.sort_by_key(|bookmark| bookmark.row(bitext));
        self.remember_bookmarks()
    }

    pub(super) fn remove_bookmark(&mut self, index: usize) -> Vec<Effect> {
        match &mut self.article {
            Some(article) if index < article.bookmarks.len() => drop(article.bookmarks.remove(index)),
            _ => return vec![],
        }
        self.remember_bookmarks()
    }

    /// The sample has no entry in the library: its bookmarks last as long as it is open.
    fn remember_bookmarks(&mut self) -> Vec<Effect> {
        let Some(article) = &self.article else { return vec![] };
        let bookmarks = article.bookmarks.clone();
        self.change_entry(|entry| entry.bookmarks = bookmarks).into_iter().collect()
    }
}

pub(super) fn bookmark_of_row(bitext: &Bitext, row: usize) -> Option<Bookmark> {
    let (lang, block) = bitext.first_block(row)?;
    Some(Bookmark { lang, block, words: start_of(&bitext.blocks[lang][block].text, WORDS_CHARS).into_owned() })
}

/// Bookmarks in a text that may have been changed since: each moves to the nearest block that begins with the same words; one whose words are
/// gone stays where it was, or at the end. No block is looked at that is further away than the one that is found.
pub(super) fn found_again(mut bookmarks: Vec<Bookmark>, bitext: &Bitext) -> Vec<Bookmark> {
    for bookmark in &mut bookmarks {
        let blocks = &bitext.blocks[bookmark.lang];
        let words = bookmark.words.as_str();
        // What was cut short ends in an ellipsis; a short block may end in one, too.
        let cut = words.strip_suffix('…').filter(|start| start.chars().count() == WORDS_CHARS);
        let begins = |text: &str| match cut {
            Some(start) => text.len() > start.len() && text.starts_with(start),
            None => text == words,
        };
        let was = bookmark.block.min(blocks.len().saturating_sub(1));
        let outward = (0..blocks.len()).flat_map(|far| [was.checked_sub(far), Some(was + far)]).flatten();
        let nearest = outward.filter(|at| *at < blocks.len()).find(|at| begins(&blocks[*at].text));
        bookmark.block = nearest.unwrap_or(was);
    }
    bookmarks.sort_by_key(|bookmark| bookmark.row(bitext));
    bookmarks
}
