//! A text with its translation: blocks paired into rows, sentences paired into beads (Brown et al. 1991).

use super::{Block, BlockKind, Doubt, Place};
use crate::text::{ByteSpan, Lang, PerLang};
use std::ops::Range;

/// A document whose two sides are paired.
///
/// Invariants: `blocks[lang]` are in reading order; the rows' ranges tile `0..blocks[lang].len()` in order on both sides, so nothing
/// is lost; inside a row the beads' ranges tile its sentences in order on both sides; a block's sentences tile its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bitext {
    /// Each side's blocks in reading order.
    pub blocks: PerLang<Vec<Block>>,
    /// Each side's sentences in reading order; `Sentence::block` never decreases.
    pub sentences: PerLang<Vec<Sentence>>,
    /// The pairing, in reading order.
    pub rows: Vec<Row>,
}

/// A paragraph or more with its translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Indices into `Bitext::blocks`, half-open; at least one side is not empty.
    pub blocks: PerLang<Range<usize>>,
    /// How sure the pairing is, 0 to 1.
    pub confidence: f32,
    /// Why it is in doubt, if it is.
    pub doubt: Option<Doubt>,
    /// The sentences' pairing, in reading order.
    pub beads: Vec<Bead>,
}

/// Sentences with the sentences that translate them; one side may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Indices into `Bitext::sentences`, half-open.
    pub sentences: PerLang<Range<usize>>,
    /// How sure the pairing is, 0 to 1; never surer than the row.
    pub confidence: f32,
    /// Why it is in doubt, if it is for a reason of its own; the row's doubt comes on top.
    pub doubt: Option<Doubt>,
}

/// One sentence of a block, with the white space that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Index into `Bitext::blocks` of its side.
    pub block: usize,
    /// Where in that block's text.
    pub span: ByteSpan,
}

impl Bitext {
    /// A sentence's text as the source has it, without surrounding white space.
    #[must_use]
    pub fn sentence(&self, lang: Lang, index: usize) -> &str {
        self.sentences[lang]
            .get(index)
            .and_then(|s| self.blocks[lang].get(s.block).map(|b| s.span.slice(&b.text).trim()))
            .unwrap_or("")
    }

    /// The sentences of one block, as a range of indices. `O(log n)`.
    #[must_use]
    pub fn sentences_of_block(&self, lang: Lang, block: usize) -> Range<usize> {
        let all = &self.sentences[lang];
        all.partition_point(|s| s.block < block)..all.partition_point(|s| s.block <= block)
    }

    /// The sentence of a block that holds a byte. `O(log n)`.
    #[must_use]
    pub fn sentence_at(&self, lang: Lang, block: usize, byte: usize) -> Option<usize> {
        let of_block = self.sentences_of_block(lang, block);
        let before = self.sentences[lang][of_block.clone()].partition_point(|s| s.span.end() <= byte);
        let index = of_block.start + before;
        (index < of_block.end).then_some(index)
    }

    /// The sentences of a row on one side, as a range of indices. `O(log n)`.
    #[must_use]
    pub fn sentences_of_row(&self, lang: Lang, row: usize) -> Range<usize> {
        let blocks = &self.rows[row].blocks[lang];
        let all = &self.sentences[lang];
        all.partition_point(|s| s.block < blocks.start)..all.partition_point(|s| s.block < blocks.end)
    }

    /// The row that holds a block, if there is one. `O(log n)`.
    #[must_use]
    pub fn row_of_block(&self, lang: Lang, block: usize) -> Option<usize> {
        let row = self.rows.partition_point(|row| row.blocks[lang].end <= block);
        (block < self.blocks[lang].len() && row < self.rows.len()).then_some(row)
    }

    /// The block that a row begins with, and its side: English if it has any. `None` past the last row.
    #[must_use]
    pub fn first_block(&self, row: usize) -> Option<(Lang, usize)> {
        let blocks = &self.rows.get(row)?.blocks;
        Lang::BOTH.into_iter().find(|lang| !blocks[*lang].is_empty()).map(|lang| (lang, blocks[lang].start))
    }

    /// The row and the bead (its index in that row) that hold a sentence. `O(log n)`.
    #[must_use]
    pub fn bead_of_sentence(&self, lang: Lang, sentence: usize) -> Option<(usize, usize)> {
        let row = self.row_of_block(lang, self.sentences[lang].get(sentence)?.block)?;
        let beads = &self.rows[row].beads;
        let bead = beads.partition_point(|bead| bead.sentences[lang].end <= sentence);
        (bead < beads.len()).then_some((row, bead))
    }

    /// The first bead from this one on that is marked as doubtful. `O(n)`.
    #[must_use]
    pub fn next_doubtful(&self, row: usize, bead: usize) -> Option<(usize, usize)> {
        self.rows.iter().enumerate().skip(row).find_map(|(at, here)| {
            let first = if at == row { bead } else { 0 };
            (first..here.beads.len()).find(|bead| here.is_marked(*bead)).map(|bead| (at, bead))
        })
    }

    /// Where the text at a place stands in `after`, the same text in other rows. The start stays the start, and the end the end. `O(log n)`.
    #[must_use]
    pub fn moved_place(&self, after: &Self, place: Place) -> Place {
        let Some((lang, block)) = self.first_block(place.row).filter(|_| place != Place::default()) else {
            return place;
        };
        after.row_of_block(lang, block).map_or_else(Place::default, |row| Place { row, ..place })
    }

    /// Checks the invariants above, for tests: says what is broken first.
    ///
    /// # Errors
    /// What is broken and where.
    pub fn check(&self) -> Result<(), String> {
        for lang in Lang::BOTH {
            let (mut next_block, mut next_sentence) = (0, 0);
            for (index, row) in self.rows.iter().enumerate() {
                let blocks = &row.blocks[lang];
                if blocks.start != next_block || blocks.end < blocks.start {
                    return Err(format!("row {index}: {lang:?} blocks {blocks:?} do not follow {next_block}"));
                }
                next_block = blocks.end;
                for bead in &row.beads {
                    let sentences = &bead.sentences[lang];
                    if sentences.start != next_sentence || sentences.end < sentences.start {
                        return Err(format!(
                            "row {index}: {lang:?} sentences {sentences:?} do not follow {next_sentence}"
                        ));
                    }
                    next_sentence = sentences.end;
                }
                if self.sentences[lang].partition_point(|s| s.block < next_block) != next_sentence {
                    return Err(format!(
                        "row {index}: its {lang:?} beads end at {next_sentence}, its blocks elsewhere"
                    ));
                }
            }
            if next_block != self.blocks[lang].len() || next_sentence != self.sentences[lang].len() {
                return Err(format!(
                    "{lang:?}: rows end at block {next_block}, sentence {next_sentence}; there are more"
                ));
            }
            let mut ends = vec![0; self.blocks[lang].len()];
            for (index, sentence) in self.sentences[lang].iter().enumerate() {
                let Some(end) = ends.get_mut(sentence.block).filter(|end| **end == sentence.span.start()) else {
                    return Err(format!("{lang:?} sentence {index} does not follow the one before"));
                };
                *end = sentence.span.end();
            }
            if let Some(block) = (0..ends.len()).find(|at| ends[*at] != self.blocks[lang][*at].text.len()) {
                return Err(format!("{lang:?} block {block}: its sentences do not reach its end"));
            }
        }
        for (index, row) in self.rows.iter().enumerate() {
            let empty = |range: &PerLang<Range<usize>>| range.en.is_empty() && range.zh.is_empty();
            if empty(&row.blocks) || row.beads.iter().any(|bead| empty(&bead.sentences)) {
                return Err(format!("row {index} or one of its beads holds nothing"));
            }
            let confidences = row.beads.iter().map(|bead| bead.confidence).chain([row.confidence]);
            if let Some(wrong) = confidences.into_iter().find(|c| !(0.0..=1.0).contains(c)) {
                return Err(format!("row {index}: {wrong} is no confidence"));
            }
        }
        Ok(())
    }

    /// False if nothing in it is code: no block, and no words between backticks. Linear.
    #[must_use]
    pub fn may_have_code(&self) -> bool {
        let mut blocks = self.blocks.en.iter().chain(&self.blocks.zh);
        blocks.any(|block| block.kind == BlockKind::Verbatim || block.text.contains('`'))
    }

    /// How many rows have an empty side that a translation is missing on.
    #[must_use]
    pub fn unpaired_rows(&self) -> usize {
        self.rows.iter().filter(|row| row.is_one_sided() && !row.is_common(&self.blocks)).count()
    }
}

impl Row {
    /// True if one side has no block.
    #[must_use]
    pub fn is_one_sided(&self) -> bool {
        self.blocks.en.is_empty() || self.blocks.zh.is_empty()
    }

    /// True if nothing in it asks for a translation: code, a rule.
    #[must_use]
    pub fn is_common(&self, blocks: &PerLang<Vec<Block>>) -> bool {
        let mut own = Lang::BOTH.into_iter().flat_map(|lang| &blocks[lang][self.blocks[lang].clone()]);
        own.all(|block| block.kind.is_common())
    }

    /// Why a bead of this row is in doubt: for a reason of its own, or the row's.
    #[must_use]
    pub fn doubt_of(&self, bead: usize) -> Option<Doubt> {
        self.beads.get(bead).and_then(|bead| bead.doubt).or(self.doubt)
    }

    /// True if a bead is to be marked: it is in doubt for a reason of its own, or begins a row that is. What has not been aligned yet is
    /// not marked.
    #[must_use]
    pub fn is_marked(&self, bead: usize) -> bool {
        let counts = |doubt: Option<Doubt>| doubt.is_some_and(|doubt| doubt != Doubt::OrderAlone);
        self.beads.get(bead).is_some_and(|own| counts(own.doubt) || bead == 0 && counts(self.doubt))
    }

    /// The kind of its first block, English before Chinese.
    #[must_use]
    pub fn kind(&self, blocks: &PerLang<Vec<Block>>) -> BlockKind {
        Lang::BOTH
            .into_iter()
            .find_map(|lang| blocks[lang].get(self.blocks[lang].clone())?.first())
            .map_or_else(BlockKind::default, |block| block.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_takes_little_room() {
        // One with 50,000 rows has some 100,000 blocks, 200,000 sentences and 100,000 beads.
        assert!(size_of::<Block>() <= 40 && size_of::<Sentence>() <= 16);
        assert!(size_of::<Row>() <= 72 && size_of::<Bead>() <= 48);
    }
}
