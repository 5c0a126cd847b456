//! Owns the cutting of a document into blocks and sentences per side, and the putting together of a bitext from links.
//! Depends on the sentence splitter; weighs nothing.

use super::lattice::Link;
use crate::model::{Bead, Block, BlockKind, Document, Row, Sentence};
use crate::segment;
use crate::text::{ByteSpan, PerLang};

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
pub fn cut(document: Document) -> Cut {
    let mut blocks = PerLang::<Vec<Block>>::default();
    let mut sentences = PerLang::<Vec<Sentence>>::default();
    let mut block_ends = PerLang::<Vec<usize>>::default();
    for block in document.blocks {
        let lang = block.lang;
        let index = blocks[lang].len();
        let mut spans = match block.kind {
            BlockKind::Verbatim => vec![ByteSpan::whole(&block.text)],
            _ => segment::sentences(lang, &block.text),
        };
        if spans.is_empty() {
            // No block is without a sentence, or it could not be shown.
            spans.push(ByteSpan::whole(&block.text));
        }
        sentences[lang].extend(spans.into_iter().map(|span| Sentence { block: index, span }));
        block_ends[lang].push(sentences[lang].len());
        blocks[lang].push(block);
    }
    Cut { blocks, sentences, block_ends }
}

/// Rows from links between blocks and links between sentences; both tile their sides in order, and no link between
/// sentences reaches over the end of a row.
pub fn rows(block_links: &[Link], sentence_links: &[Link], block_ends: &PerLang<Vec<usize>>) -> Vec<Row> {
    let mut rest = sentence_links;
    let before = |ends: &[usize], block: usize| if block == 0 { 0 } else { ends[block - 1] };
    let mut rows = Vec::with_capacity(block_links.len());
    for link in block_links {
        let end = (before(&block_ends.zh, link.zh.end), before(&block_ends.en, link.en.end));
        let count = rest.iter().take_while(|bead| bead.zh.end <= end.0 && bead.en.end <= end.1).count();
        let (mine, later) = rest.split_at(count);
        rest = later;
        let beads = mine.iter().map(|bead| Bead {
            sentences: PerLang { en: bead.en.clone(), zh: bead.zh.clone() },
            confidence: bead.posterior.min(1.0) * link.posterior,
        });
        rows.push(Row {
            blocks: PerLang { en: link.en.clone(), zh: link.zh.clone() },
            confidence: link.posterior,
            beads: beads.collect(),
        });
    }
    rows
}
