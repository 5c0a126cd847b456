//! Owns the cutting of a document into blocks and sentences per side, and the putting together of a bitext from links.
//! Depends on the sentence splitter; weighs nothing.

use super::doubt::Doubter;
use super::lattice::Link;
use crate::model::{Bead, Block, BlockKind, Document, Row, Sentence};
use crate::segment;
use crate::text::{ByteSpan, PerLang};
use crate::threads;
use std::ops::Range;

/// Fewer blocks are not worth a second thread.
const MIN_SHARED_BLOCKS: usize = 1000;

/// A document's blocks and sentences, side by side.
pub struct Cut {
    /// Blocks in reading order.
    pub blocks: PerLang<Vec<Block>>,
    /// Sentences in reading order.
    pub sentences: PerLang<Vec<Sentence>>,
    /// After how many sentences each block ends.
    pub block_ends: PerLang<Vec<usize>>,
}

/// Cuts blocks into sentences; code and rules stay whole.
pub fn cut(document: Document, threads: usize) -> Cut {
    let mut blocks = PerLang::<Vec<Block>>::default();
    let mut sentences = PerLang::<Vec<Sentence>>::default();
    let mut block_ends = PerLang::<Vec<usize>>::default();
    let threads = if document.blocks.len() < MIN_SHARED_BLOCKS { 1 } else { threads };
    let halves = document.blocks.split_at(document.blocks.len() / 2);
    let spans_of = |blocks: &[Block]| blocks.iter().map(spans).collect::<Vec<_>>();
    let spans = threads::both(threads, [halves.0, halves.1], spans_of);
    for (block, spans) in document.blocks.into_iter().zip(spans.into_iter().flatten()) {
        let lang = block.lang;
        let index = blocks[lang].len();
        sentences[lang].extend(spans.into_iter().map(|span| Sentence { block: index, span }));
        block_ends[lang].push(sentences[lang].len());
        blocks[lang].push(block);
    }
    Cut { blocks, sentences, block_ends }
}

fn spans(block: &Block) -> Vec<ByteSpan> {
    let spans = match block.kind {
        BlockKind::Verbatim | BlockKind::Rule => vec![ByteSpan::whole(&block.text)],
        BlockKind::Verse => lines(&block.text),
        _ => segment::sentences(block.lang, &block.text),
    };
    // No block is without a sentence, or it could not be shown.
    if spans.is_empty() { vec![ByteSpan::whole(&block.text)] } else { spans }
}

/// The lines of a text, each with its end.
fn lines(text: &str) -> Vec<ByteSpan> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').filter_map(|line| {
        let span = ByteSpan::new(text, start, start + line.len());
        start += line.len();
        span
    });
    lines.collect()
}

/// The sentences of some blocks of one side.
pub fn sentences_of(ends: &[usize], blocks: &Range<usize>) -> Range<usize> {
    let before = |block: usize| if block == 0 { 0 } else { ends[block - 1] };
    before(blocks.start)..before(blocks.end)
}

/// Rows from links between blocks and links between sentences; both tile their sides in order, and no link between
/// sentences reaches over the end of a row.
pub fn rows(
    (block_links, sentence_links): (&[Link], &[Link]),
    all: &PerLang<Vec<Block>>,
    block_ends: &PerLang<Vec<usize>>,
    doubters: (&Doubter, &Doubter),
) -> Vec<Row> {
    let mut rest = sentence_links;
    let mut rows = Vec::with_capacity(block_links.len());
    for link in block_links {
        let blocks = PerLang { en: link.en.clone(), zh: link.zh.clone() };
        let end = PerLang::from_fn(|lang| sentences_of(&block_ends[lang], &blocks[lang]).end);
        let count = rest.iter().take_while(|bead| bead.zh.end <= end.zh && bead.en.end <= end.en).count();
        let (mine, later) = rest.split_at(count);
        rest = later;
        let confidence = link.posterior.min(1.0);
        let doubt = doubters.0.doubt(link, confidence);
        let beads = mine.iter().map(|link| {
            let own = link.posterior.min(1.0);
            // Where the row is in doubt its reason holds for all of it.
            let judged = if doubt.is_some() { own } else { own * confidence };
            Bead {
                sentences: PerLang { en: link.en.clone(), zh: link.zh.clone() },
                confidence: own * confidence,
                doubt: doubters.1.doubt(link, judged),
            }
        });
        let mut row = Row { blocks, confidence, doubt, beads: beads.collect() };
        if row.is_common(all) {
            // There is no language in it to be wrong about.
            row.doubt = None;
            row.beads.iter_mut().for_each(|bead| bead.doubt = None);
        }
        rows.push(row);
    }
    rows
}
