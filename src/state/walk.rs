//! Walking from pair to pair.

use super::{Selection, Session, Step};
use crate::model::Bead;
use crate::text::Lang;
use std::iter::successors;

impl Session {
    /// The pair one step away; `None` at either end.
    pub(super) fn walked(&self, step: Step) -> Option<Selection> {
        let bitext = &self.article.as_ref()?.bitext;
        if let Some(range) = self.text_range.filter(|_| !matches!(step, Step::From(..))) {
            let sentence = range.sentences(bitext).start;
            return Some(Selection { lang: range.lang, sentence }).filter(|s| self.has_sentence(*s));
        }
        // Of a side that is not shown nothing can be pinned.
        let only = self.view().sides.only().filter(|only| !bitext.blocks[*only].is_empty());
        let lang = only.or(self.selection.map(|s| s.lang)).unwrap_or_else(|| self.view().first());
        let first_of = |bead: &Bead, lang| first_of(bead, lang).filter(|s| only.is_none_or(|only| s.lang == only));
        if step == Step::NextDoubtful {
            let from = self.selected_bead().map(|(row, bead)| (row, bead + 1));
            let (row, bead) = from.unwrap_or((self.article.as_ref()?.place.row, 0));
            let next = |(row, bead)| bitext.next_doubtful(row, bead);
            let mut doubtful = successors(next((row, bead)), |(row, bead)| next((*row, bead + 1)));
            return doubtful.find_map(|(row, bead)| first_of(&bitext.rows[row].beads[bead], lang));
        }
        let on = |(row, bead): (usize, usize)| {
            let (here, below) = bitext.rows.get(row..)?.split_first()?;
            let beads = here.beads.get(bead..)?.iter().chain(below.iter().flat_map(|r| &r.beads));
            beads.into_iter().find_map(|b| first_of(b, lang))
        };
        match (step, self.selected_bead()) {
            (Step::From(row, bead), _) => on((row, bead)),
            (_, None) => on((self.article.as_ref()?.place.row, 0)),
            (Step::Next | Step::NextDoubtful, Some((row, bead))) => on((row, bead + 1)),
            (Step::Previous, Some((row, bead))) => bitext.rows[row].beads[..bead]
                .iter()
                .rev()
                .chain(bitext.rows[..row].iter().rev().flat_map(|r| r.beads.iter().rev()))
                .find_map(|b| first_of(b, lang)),
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
