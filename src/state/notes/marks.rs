//! Where notes stand in the open text: what a search for them has found, and from it the marks of each sentence and the order of the notes.

use crate::export::{Written, written_at};
use crate::model::{Bitext, Note, NoteId, Notebook};
use crate::state::TextRange;
use crate::text::{ByteSpan, Lang, PerLang};
use std::collections::BTreeMap;
use std::ops::Range;

/// Sentences of each side, half-open, as in a bead; empty where a note has nothing on that side.
pub type Spot = PerLang<Range<usize>>;

/// The words that a note stands on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// The sentences that they touch.
    pub spot: Spot,
    /// The words themselves; without them a note is on the whole sentences.
    pub text: PerLang<Option<TextRange>>,
}

impl From<Spot> for Noted {
    fn from(spot: Spot) -> Self {
        Self { spot, text: PerLang::default() }
    }
}

/// Where a note stands in the text that is open now.
#[derive(Clone, Debug, PartialEq)]
pub enum Attachment {
    /// On its own words.
    Exact(Noted),
    /// On words that are nearly its own (similarity 0 to 1): shown there, to be confirmed.
    Changed(Noted, f32),
    /// Perhaps there: offered, never shown in the text.
    Ask(Noted),
    /// Its words are not in this text.
    Orphan,
}

impl Attachment {
    /// Where it is or may be.
    #[must_use]
    pub fn spot(&self) -> Option<&Spot> {
        self.words().map(|words| &words.spot)
    }

    /// The words that it is on, or may be.
    #[must_use]
    pub fn words(&self) -> Option<&Noted> {
        match self {
            Self::Exact(words) | Self::Changed(words, _) | Self::Ask(words) => Some(words),
            Self::Orphan => None,
        }
    }

    /// Where it is shown in the text.
    #[must_use]
    pub fn shown(&self) -> Option<&Spot> {
        self.spot().filter(|_| !matches!(self, Self::Ask(_)))
    }
}

impl Noted {
    /// The words in one of its sentences; all of it where no words are known, `None` if there are none.
    #[must_use]
    pub fn words_of(&self, bitext: &Bitext, lang: Lang, sentence: usize) -> Option<ByteSpan> {
        let whole = bitext.sentences[lang].get(sentence)?;
        let Some(range) = self.text[lang] else { return Some(whole.span) };
        let text = &bitext.blocks[lang].get(whole.block)?.text;
        let part = range.in_block(lang, whole.block, text)?;
        let (start, end) = (part.start().max(whole.span.start()), part.end().min(whole.span.end()));
        ByteSpan::new(text, start, end).filter(|span| !span.is_empty())
    }
}

/// The row and bead where a spot begins; `None` if it is not in this text.
#[must_use]
pub fn bead_of_spot(bitext: &Bitext, spot: &Spot) -> Option<(usize, usize)> {
    let beads = Lang::BOTH.into_iter().filter(|lang| !spot[*lang].is_empty());
    beads.filter_map(|lang| bitext.bead_of_sentence(lang, spot[lang].start)).min()
}

/// What puts notes in the order of the text: by row, bead and sentence. Those that stand nowhere follow, by where they were written; of two
/// on one passage the older comes first.
pub(super) type Rank<'a> = ([usize; 4], Written<'a>);

/// The rank of a note that stands at a spot.
pub(super) fn rank<'a>(bitext: &Bitext, note: &'a Note, spot: Option<&Spot>) -> Rank<'a> {
    let (row, bead) = spot.and_then(|spot| bead_of_spot(bitext, spot)).unwrap_or((usize::MAX, usize::MAX));
    let first = |lang: Lang| spot.filter(|spot| !spot[lang].is_empty()).map_or(usize::MAX, |spot| spot[lang].start);
    ([row, bead, first(Lang::En), first(Lang::Zh)], written_at(note))
}

/// What is derived from notes and places, made anew with every change of either.
#[derive(Debug, Default)]
pub(super) struct Derived {
    /// Indices into `Notebook::notes`, by rank.
    pub order: Vec<usize>,
    /// Sentence and note, sorted.
    pub marks: PerLang<Vec<(usize, usize)>>,
    /// By note.
    pub beads: Vec<Option<(usize, usize)>>,
    /// By note: true if it asks for a decision of the reader's.
    pub asks: Vec<bool>,
}

impl Derived {
    /// `book` is in the order of names, as `places` is.
    pub fn new(bitext: &Bitext, book: &Notebook, places: &BTreeMap<NoteId, Attachment>) -> Self {
        let mut derived = Self::default();
        let mut places = places.iter().peekable();
        let mut ranks: Vec<(Rank, usize)> = Vec::with_capacity(book.notes.len());
        for (index, note) in book.notes.iter().enumerate() {
            while places.next_if(|(id, _)| **id < note.id).is_some() {}
            let place = places.peek().filter(|(id, _)| **id == note.id).map(|(_, place)| *place);
            let rank = rank(bitext, note, place.and_then(Attachment::spot));
            let [row, bead, ..] = rank.0;
            derived.beads.push((row < usize::MAX).then_some((row, bead)));
            derived.asks.push(asks(note, place));
            ranks.push((rank, index));
            for lang in Lang::BOTH {
                let sentences = place.and_then(Attachment::shown).map_or(0..0, |spot| spot[lang].clone());
                derived.marks[lang].extend(sentences.map(|sentence| (sentence, index)));
            }
        }
        derived.marks.en.sort_unstable();
        derived.marks.zh.sort_unstable();
        ranks.sort_unstable();
        derived.order = ranks.into_iter().map(|(_, index)| index).collect();
        derived
    }

    /// The notes on one sentence, as indices.
    pub fn on(&self, lang: Lang, sentence: usize) -> impl Iterator<Item = usize> {
        let marks = &self.marks[lang];
        let from = marks.partition_point(|(at, _)| *at < sentence);
        marks[from..].iter().take_while(move |(at, _)| *at == sentence).map(|(_, note)| *note)
    }
}

/// True if a note that stands there asks for a decision of the reader's: where it belongs, or which of two versions stays.
fn asks(note: &Note, place: Option<&Attachment>) -> bool {
    note.conflict_of.is_some() || place.is_some_and(|place| !matches!(place, Attachment::Exact(_)))
}
