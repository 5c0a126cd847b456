//! Between sentences of the open text and what a note keeps of them. The text is read once, by a job; here it is only asked.

use super::{Attachment, Noted, Spot};
use crate::anchor::{self, Index, Passage, State};
use crate::model::{Bitext, Progress, Target};
use crate::state::{TextPoint, TextRange};
use crate::text::{Lang, PerLang};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The open text, made ready for notes.
#[derive(Clone)]
pub struct Reading(Arc<Index>);

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reading")
    }
}

impl Reading {
    /// Reads a text. Linear, some milliseconds for a long article.
    #[must_use]
    pub fn new(bitext: &Bitext) -> Self {
        Self(Arc::new(Index::new(bitext)))
    }

    /// The same text in another pairing; costs little.
    pub(super) fn paired_as(&self, bitext: &Bitext) -> Self {
        Self(Arc::new(self.0.paired_as(bitext)))
    }

    /// The text as `anchor` knows it.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.0
    }

    /// What a note on these sentences is about; with the sentences they are paired with, if only one side has any.
    #[must_use]
    pub fn target(&self, spot: &Spot) -> Option<Target> {
        let lang = Lang::BOTH.into_iter().find(|lang| !spot[*lang].is_empty())?;
        self.0.target(lang, &self.0.sentences(lang, spot[lang].clone())?)
    }

    /// What a note on some text is about; with the sentences that those it touches are paired with. `None` for white space.
    #[must_use]
    pub fn target_of_text(&self, bitext: &Bitext, range: &TextRange) -> Option<Target> {
        let pieces = range.parts(bitext).map(|(block, span)| anchor::Piece { block, span }).collect();
        self.0.target(range.lang, &Passage { pieces })
    }

    /// Where each of these targets stands, in their order; if this text is what they were `written_on` (the hashes of both
    /// sides), each is looked up at its position first, and searched for only if its words are not there. `None` if cancelled.
    #[must_use]
    pub fn places(
        &self,
        bitext: &Bitext,
        targets: &[&Target],
        written_on: &PerLang<String>,
        progress: &Progress,
    ) -> Option<Vec<Attachment>> {
        let found = self.0.find_all(targets, written_on, progress)?;
        Some(found.iter().map(|found| attachment(bitext, found)).collect())
    }

    /// Where one target stands: looked up where it was, for mostly it was just taken from this text, and searched for if its words are not
    /// there.
    pub(super) fn place_of_new(&self, bitext: &Bitext, target: &Target) -> Option<Attachment> {
        self.places(bitext, &[target], self.0.text_hashes(), &Progress::default())?.pop()
    }
}

fn attachment(bitext: &Bitext, found: &anchor::Attachment) -> Attachment {
    match &found.state {
        State::Exact => Attachment::Exact(words(bitext, &found.places)),
        State::Changed { similarity } => Attachment::Changed(words(bitext, &found.places), *similarity),
        State::Ask { guess } => Attachment::Ask(words(bitext, guess)),
        State::Orphan => Attachment::Orphan,
    }
}

fn words(bitext: &Bitext, places: &PerLang<Option<Passage>>) -> Noted {
    let passage = |lang: Lang| places[lang].as_ref();
    Noted {
        spot: PerLang::from_fn(|lang| passage(lang).and_then(|it| sentences(bitext, lang, it)).unwrap_or(0..0)),
        text: PerLang::from_fn(|lang| passage(lang).and_then(|it| text_of(lang, it))),
    }
}

/// A passage as text: its pieces follow each other.
fn text_of(lang: Lang, passage: &Passage) -> Option<TextRange> {
    let (first, last) = (passage.pieces.first()?, passage.pieces.last()?);
    let point = |block, byte| TextPoint { block, byte };
    Some(TextRange { lang, from: point(first.block, first.span.start()), to: point(last.block, last.span.end()) })
}

/// The sentences that a passage touches.
fn sentences(bitext: &Bitext, lang: Lang, passage: &Passage) -> Option<Range<usize>> {
    let touched = |piece: &anchor::Piece| {
        let (start, end) = (piece.span.start(), piece.span.end());
        let of_block = bitext.sentences_of_block(lang, piece.block);
        of_block.filter(move |index| {
            let span = bitext.sentences[lang][*index].span;
            span.start() < end && start < span.end()
        })
    };
    let first = passage.pieces.first().and_then(|piece| touched(piece).next())?;
    let last = passage.pieces.last().and_then(|piece| touched(piece).next_back())?;
    (first <= last).then_some(first..last + 1)
}
