//! Where notes stand in the open text: what a search for them has found, and from it the marks of each sentence and the order of the notes.

use crate::model::{Bitext, NoteId, Notebook};
use crate::text::{Lang, PerLang};
use std::collections::BTreeMap;
use std::ops::Range;

/// Sentences of each side, half-open, as in a bead; empty where a note has nothing on that side.
pub type Spot = PerLang<Range<usize>>;

/// Where a note stands in the text that is open now.
#[derive(Clone, Debug, PartialEq)]
pub enum Attachment {
    /// On its own words.
    Exact(Spot),
    /// On words that are nearly its own (similarity 0 to 1): shown there, to be confirmed.
    Changed(Spot, f32),
    /// Perhaps there: offered, never shown in the text.
    Ask(Spot),
    /// Its words are not in this text.
    Orphan,
}

impl Attachment {
    /// Where it is or may be.
    #[must_use]
    pub fn spot(&self) -> Option<&Spot> {
        match self {
            Self::Exact(spot) | Self::Changed(spot, _) | Self::Ask(spot) => Some(spot),
            Self::Orphan => None,
        }
    }

    /// Where it is shown in the text.
    #[must_use]
    pub fn shown(&self) -> Option<&Spot> {
        self.spot().filter(|_| !matches!(self, Self::Ask(_)))
    }
}

/// The row and bead where a spot begins; `None` if it is not in this text.
#[must_use]
pub fn bead_of_spot(bitext: &Bitext, spot: &Spot) -> Option<(usize, usize)> {
    let beads = Lang::BOTH.into_iter().filter(|lang| !spot[*lang].is_empty());
    beads.filter_map(|lang| bitext.bead_of_sentence(lang, spot[lang].start)).min()
}

/// What is derived from notes and places, made anew with every change of either.
#[derive(Debug, Default)]
pub(super) struct Derived {
    /// Indices into `Notebook::notes` in the order of the text; what is not in it goes by where it was.
    pub order: Vec<usize>,
    /// Sentence and note, sorted.
    pub marks: PerLang<Vec<(usize, usize)>>,
    /// By note.
    pub beads: Vec<Option<(usize, usize)>>,
}

impl Derived {
    pub fn new(bitext: &Bitext, book: &Notebook, places: &BTreeMap<NoteId, Attachment>) -> Self {
        let mut derived = Self::default();
        for (index, note) in book.notes.iter().enumerate() {
            let place = places.get(&note.id);
            derived.beads.push(place.and_then(Attachment::spot).and_then(|spot| bead_of_spot(bitext, spot)));
            for lang in Lang::BOTH {
                let sentences = place.and_then(Attachment::shown).map_or(0..0, |spot| spot[lang].clone());
                derived.marks[lang].extend(sentences.map(|sentence| (sentence, index)));
            }
        }
        derived.marks.en.sort_unstable();
        derived.marks.zh.sort_unstable();
        derived.order = (0..book.notes.len()).collect();
        let was_at = |index: usize| {
            let target = &book.notes[index].target;
            let at = |lang: Lang| target.side(lang).map(|quote| quote.chars.0);
            at(Lang::En).or_else(|| at(Lang::Zh)).unwrap_or(0)
        };
        derived.order.sort_by_key(|index| (derived.beads[*index].is_none(), derived.beads[*index], was_at(*index)));
        derived
    }

    /// The notes on one sentence, as indices.
    pub fn on(&self, lang: Lang, sentence: usize) -> impl Iterator<Item = usize> {
        let marks = &self.marks[lang];
        let from = marks.partition_point(|(at, _)| *at < sentence);
        marks[from..].iter().take_while(move |(at, _)| *at == sentence).map(|(_, note)| *note)
    }
}
