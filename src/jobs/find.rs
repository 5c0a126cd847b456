//! One search for words: a part of the text after the other, each shared out to two threads, so that the first hits come at once and a
//! search that counts no more ends soon.

use super::{Poster, contained};
use crate::find::{Hit, Query};
use crate::lexicon::Lexicon;
use crate::model::{Bitext, Progress};
use crate::state::{Command, FindCommand, SearchId, Wanted};
use crate::threads;
use std::sync::Arc;

/// Some milliseconds of work.
const PART_ROWS: usize = 8192;

/// Posts the hits of each part in order, with the last one that it is over; nothing more once it is cancelled.
pub(super) fn find(id: SearchId, bitext: &Arc<Bitext>, wanted: &Wanted, progress: &Progress, poster: &Poster) {
    let post = |hits, is_over| {
        if !progress.is_cancelled() {
            poster.post(Command::Find(FindCommand::Found { id, hits, is_over }));
        }
    };
    let done = contained(|| {
        let lexicon = if wanted.is_word { Lexicon::bundled().ok() } else { None };
        let query = match lexicon {
            Some(lexicon) => Query::word(&wanted.text, &lexicon),
            None => Query::new(&wanted.text, wanted.as_pinyin && !wanted.is_word),
        };
        let Some(query) = query else { return post(vec![], true) };
        let rows = bitext.rows.len();
        let mut from = 0;
        while !progress.is_cancelled() {
            let to = rows.min(from + PART_ROWS);
            post(both_halves(&query, bitext, from, to), to == rows);
            if to == rows {
                break;
            }
            from = to;
        }
    });
    if let Err(panic) = done {
        log::error!("the search failed: {panic}");
        post(vec![], true);
    }
}

fn both_halves(query: &Query, bitext: &Bitext, from: usize, to: usize) -> Vec<Hit> {
    let middle = from.midpoint(to);
    let halves = [from..middle, middle..to];
    let [mut hits, mut others] = threads::both(threads::available(), halves, |rows| query.search(bitext, rows));
    hits.append(&mut others);
    hits
}
