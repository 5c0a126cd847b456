//! Walking from pair to pair.

use super::{Selection, Session, Step, TextRange};
use crate::model::Bead;
use crate::text::Lang;
use std::iter::successors;

impl Session {
    /// The pair one step away; `None` at either end.
    pub(super) fn walked(&self, step: Step) -> Option<Selection> {
        let article = self.article.as_ref()?;
        let bitext = &article.bitext;
        if let (Step::Previous | Step::Next, Some(range)) = (step, self.text_range) {
            let sentence = range.sentences(bitext).start;
            return Some(Selection { lang: range.lang, sentence }).filter(|s| self.has_sentence(*s));
        }
        // Of a side that is not shown nothing can be pinned.
        let only = self.view().sides.only().filter(|only| !bitext.blocks[*only].is_empty());
        let chosen = self.selection.map(|s| s.lang).or(self.text_range.map(|range| range.lang));
        let lang = only.or(chosen).unwrap_or_else(|| self.view().first());
        let first_of = |bead: &Bead| first_of(bead, lang).filter(|s| only.is_none_or(|only| s.lang == only));
        let on = |(row, bead): (usize, usize)| {
            let (here, below) = bitext.rows.get(row..)?.split_first()?;
            let beads = here.beads.get(bead..)?.iter().chain(below.iter().flat_map(|r| &r.beads));
            beads.into_iter().find_map(first_of)
        };
        let pinned = self.selected_bead();
        match step {
            Step::From(row, bead) => on((row, bead)),
            Step::NextDoubtful(start) => {
                let last = |range: TextRange| Some((range.lang, range.sentences(bitext).end.checked_sub(1)?));
                let end = self.text_range.and_then(last).and_then(|(lang, at)| bitext.bead_of_sentence(lang, at));
                // The pinned pair has been shown; the one that selected text ends in has not.
                let chosen = end.or(pinned.map(|(row, bead)| (row, bead + 1)));
                let from = start.or(chosen).unwrap_or((article.place.row, 0));
                let next = |(row, bead)| bitext.next_doubtful(row, bead);
                let mut doubtful = successors(next(from), |(row, bead)| next((*row, bead + 1)));
                doubtful.find_map(|(row, bead)| first_of(&bitext.rows[row].beads[bead]))
            }
            Step::Next => on(pinned.map_or((article.place.row, 0), |(row, bead)| (row, bead + 1))),
            Step::Previous => match pinned {
                None => on((article.place.row, 0)),
                Some((row, bead)) => bitext.rows[row].beads[..bead]
                    .iter()
                    .rev()
                    .chain(bitext.rows[..row].iter().rev().flat_map(|r| r.beads.iter().rev()))
                    .find_map(first_of),
            },
        }
    }
}

/// The first sentence of a bead on the side asked for, or on the other one.
fn first_of(bead: &Bead, lang: Lang) -> Option<Selection> {
    [lang, lang.other()]
        .into_iter()
        .find(|lang| !bead.sentences[*lang].is_empty())
        .map(|lang| Selection { lang, sentence: bead.sentences[lang].start })
}
