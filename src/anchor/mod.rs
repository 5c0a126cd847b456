//! Level 2: the place of each note in the text that is open, or the answer that it cannot be known; never a wrong place without a word.
//! Depends on the model and on folding. Pure: no I/O, no clock, and nothing is stored that can be found out.
//!
//! The rules are those of W3C's text quote and text position selectors made strict: a passage is attached silently only if it is there word
//! for word (after folding) and neither it nor what stands around it leaves a doubt; everything else is told.

mod diff;
mod distance;
mod find;
mod grams;
mod shingles;
mod side;
mod target;
mod vote;
mod wanted;

pub use diff::{Change, changes};
pub use shingles::shingles;

use crate::model::{Bitext, Progress, Target};
use crate::text::{ByteSpan, Lang, PerLang};
use grams::Votes;
use side::Side;
use std::ops::Range;
use std::sync::Arc;

/// A passage of one side, ready to be drawn: one piece for each block it touches, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Its parts.
    pub pieces: Vec<Piece>,
}

/// A part of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Index into `Bitext::blocks` of its side.
    pub block: usize,
    /// Where in that block's text.
    pub span: ByteSpan,
}

/// Where a note is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// How sure that is.
    pub state: State,
    /// Its passages; empty if it is not attached.
    pub places: PerLang<Option<Passage>>,
}

/// How sure the place of a note is.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// At least one of its passages is there word for word and without a doubt. To be shown without a mark.
    Exact,
    /// Attached, but the text has changed: to be shown with a mark and the difference, and to be confirmed.
    Changed {
        /// Of the passage that decided, 0 to 1; 1 if it is there word for word but might be another.
        similarity: f32,
    },
    /// Not attached; the best guess is to be offered.
    Ask {
        /// The place that is likeliest.
        guess: PerLang<Option<Passage>>,
    },
    /// Not attached, and nothing like it was found.
    Orphan,
}

/// A text made ready for notes to be made on it and found in it. Owns all it needs, so that it can be sent to a worker thread.
pub struct Index {
    /// Shared by the pairings of one text.
    sides: Arc<PerLang<Side>>,
    /// The beads of all rows, as sentences.
    beads: Vec<PerLang<Range<usize>>>,
    text_hashes: PerLang<String>,
}

impl Index {
    /// Reads a text. Linear; 20 ms or so for a megabyte.
    #[must_use]
    pub fn new(bitext: &Bitext) -> Self {
        let sides = PerLang::from_fn(|lang| Side::new(bitext, lang));
        let text_hashes = sides.as_ref().map(text_hash);
        Self { sides: Arc::new(sides), beads: beads(bitext), text_hashes }
    }

    /// The same text in another pairing, without reading it again.
    #[must_use]
    pub fn paired_as(&self, bitext: &Bitext) -> Self {
        Self { sides: Arc::clone(&self.sides), beads: beads(bitext), text_hashes: self.text_hashes.clone() }
    }

    /// For each side 16 hexadecimal digits of BLAKE3 over its folded text, as in [`crate::model::ArticleRef`]; empty for a side without text.
    #[must_use]
    pub fn text_hashes(&self) -> &PerLang<String> {
        &self.text_hashes
    }

    /// A range of sentences as a passage, from the first letter or mark to the last; `None` if there is none.
    #[must_use]
    pub fn sentences(&self, lang: Lang, range: Range<usize>) -> Option<Passage> {
        let side = &self.sides[lang];
        Some(side.passage(side.sentences(range)?)).filter(|passage| !passage.pieces.is_empty())
    }

    /// What a new note on a passage is about: the passage, and on the other side the sentences paired with those it touches. `None` if
    /// there is nothing in it but white space, or it is not one of this text.
    #[must_use]
    pub fn target(&self, lang: Lang, passage: &Passage) -> Option<Target> {
        let side = &self.sides[lang];
        let bytes = side.bytes_of(passage)?;
        let across =
            self.across(lang, side.touched(&bytes)).and_then(|range| self.sides[lang.other()].sentences(range));
        let mut quotes = PerLang::default();
        quotes[lang] = Some(target::quote(side, bytes));
        quotes[lang.other()] =
            across.filter(|r| !r.is_empty()).map(|bytes| target::quote(&self.sides[lang.other()], bytes));
        Some(Target { en: quotes.en, zh: quotes.zh })
    }

    /// The sentences on the other side that are paired with these; `None` if there are none.
    fn across(&self, lang: Lang, sentences: Range<usize>) -> Option<Range<usize>> {
        let first = self.beads.partition_point(|bead| bead[lang].end <= sentences.start);
        let end = self.beads.partition_point(|bead| bead[lang].start < sentences.end);
        let beads = self.beads.get(first..end)?;
        let range = beads.first()?[lang.other()].start..beads.last()?[lang.other()].end;
        (!range.is_empty()).then_some(range)
    }

    /// Where each target is now, in their order. `written_on` has the hashes of the text that the targets were taken from, as far as that
    /// is known: where they are those of this text, places are looked up and not searched for. `None` if cancelled.
    #[must_use]
    pub fn find_all(
        &self,
        targets: &[&Target],
        written_on: &PerLang<String>,
        progress: &Progress,
    ) -> Option<Vec<Attachment>> {
        let is_same =
            PerLang::from_fn(|lang| !written_on[lang].is_empty() && written_on[lang] == self.text_hashes[lang]);
        let mut votes = Votes::default();
        let mut found = Vec::with_capacity(targets.len());
        for (index, target) in targets.iter().enumerate() {
            if progress.is_cancelled() {
                return None;
            }
            progress.set(index as f32 / targets.len() as f32);
            found.push(vote::attach(self, target, is_same, &mut votes));
        }
        progress.set(1.0);
        Some(found)
    }

    /// Where one target is now, searched for.
    #[must_use]
    pub fn find(&self, target: &Target) -> Attachment {
        vote::attach(self, target, PerLang::default(), &mut Votes::default())
    }

    /// The source text of a passage, a line feed between two blocks; empty if it is not one of this text.
    #[must_use]
    pub fn text(&self, lang: Lang, passage: &Passage) -> &str {
        let side = &self.sides[lang];
        side.bytes_of(passage).and_then(|bytes| side.text.get(bytes)).unwrap_or("")
    }
}

fn beads(bitext: &Bitext) -> Vec<PerLang<Range<usize>>> {
    bitext.rows.iter().flat_map(|row| &row.beads).map(|bead| bead.sentences.clone()).collect()
}

fn text_hash(side: &Side) -> String {
    if side.text.is_empty() {
        return String::new();
    }
    let mut hasher = blake3::Hasher::new();
    for chars in side.folded.chars().chunks(4096) {
        hasher.update(chars.iter().collect::<String>().as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests;
