//! Owns the first look at a text: its beginning aligned as well as the whole will be, the rest paired by order alone, so that a long book
//! can be read at once. Depends on the aligner and the rough pairing.

use super::align;
use super::provisional::completed;
use crate::lexicon::Lexicon;
use crate::model::{Bitext, Document, Order, Progress, Row};
use crate::text::{Lang, PerLang};

/// So many blocks a side are looked at, and of these no more than so many bytes.
const HEAD_BLOCKS: usize = 120;
const HEAD_BYTES: usize = 48 << 10;
/// The rows kept end within this share of the blocks looked at (over, under): what lies across the last ones was not seen.
const KEPT: (usize, usize) = (2, 3);
/// The row at which the beginning is cut off is at least so sure.
const CUT_CONFIDENCE: f32 = 0.9;

/// A bitext to begin reading with: the first rows aligned, the others in doubt because their order alone was seen. A short text is paired by
/// order throughout: its alignment takes no time.
#[must_use]
pub fn first_look(document: Document, lexicon: &Lexicon) -> Bitext {
    let rows = head_of(&document).map(|head| head_rows(head, lexicon)).unwrap_or_default();
    completed(document, rows)
}

/// The beginning of a text, if that is less than half of it.
fn head_of(document: &Document) -> Option<Document> {
    let (mut blocks, mut bytes) = (PerLang { en: 0, zh: 0 }, PerLang { en: 0, zh: 0 });
    let mut head = Vec::new();
    let mut left_out = 0;
    for block in &document.blocks {
        let lang = block.lang;
        let is_full = |lang: Lang| blocks[lang] >= HEAD_BLOCKS || bytes[lang] >= HEAD_BYTES;
        // Where the languages alternate, both end at the same place.
        let is_out = is_full(lang) || document.order == Order::Interleaved && is_full(lang.other());
        if is_out {
            left_out += 1;
            if left_out > head.len() && Lang::BOTH.into_iter().all(is_full) {
                break;
            }
        } else {
            blocks[lang] += 1;
            bytes[lang] += block.text.len();
            head.push(block.clone());
        }
    }
    let is_worth_it = left_out > head.len() && blocks.en > 0 && blocks.zh > 0;
    is_worth_it.then(|| Document { blocks: head, order: document.order, sources: Vec::new() })
}

/// The head's rows up to one that is sure.
fn head_rows(head: Document, lexicon: &Lexicon) -> Vec<Row> {
    let Some(mut bitext) = align(head, lexicon, &Progress::default()) else { return Vec::new() };
    let most = PerLang::from_fn(|lang| bitext.blocks[lang].len() * KEPT.0 / KEPT.1);
    let seen = bitext.rows.partition_point(|row| row.blocks.en.end <= most.en && row.blocks.zh.end <= most.zh);
    let is_sure = |row: &Row| !row.is_one_sided() && row.confidence >= CUT_CONFIDENCE;
    bitext.rows.truncate(bitext.rows[..seen].iter().rposition(is_sure).map_or(0, |last| last + 1));
    bitext.rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Doubt};

    /// Each pair has a number of its own; every tenth has a caption in between.
    fn book(order: Order, pairs: usize) -> Document {
        let mut blocks = Vec::new();
        let mut put = |lang: Lang, text: String| {
            let line = blocks.len();
            blocks.push(Block { lang, kind: BlockKind::Paragraph, text, line, file: 0 });
        };
        for i in 0..pairs {
            put(
                Lang::En,
                format!("The ferry carried {} passengers to the island. The captain was pleased.", i * 7 + 100),
            );
            if i % 10 == 9 {
                put(Lang::Zh, "摄影：码头上的工人。".to_owned());
            }
            put(Lang::Zh, format!("渡轮载着{}名乘客前往小岛。船长很高兴。", i * 7 + 100));
        }
        if order == Order::Consecutive {
            blocks.sort_by_key(|block| block.lang);
        }
        Document { blocks, order, sources: Vec::new() }
    }

    #[test]
    fn the_beginning_of_a_book_is_aligned_at_once() {
        let lexicon = Lexicon::bundled().unwrap();
        for order in [Order::Interleaved, Order::Consecutive] {
            let document = book(order, 1000);
            let first = first_look(document.clone(), &lexicon);
            first.check().unwrap();
            let whole = align(document, &lexicon, &Progress::default()).unwrap();
            assert_eq!((&first.blocks, &first.sentences), (&whole.blocks, &whole.sentences), "{order:?}");
            let is_guess = |row: &Row| row.doubt == Some(Doubt::OrderAlone);
            let aligned = first.rows.iter().position(is_guess).unwrap();
            assert!((50..200).contains(&aligned), "{order:?}: {aligned}");
            assert!(first.rows[aligned..].iter().all(is_guess), "{order:?}");
            for (got, later) in first.rows[..aligned].iter().zip(&whole.rows) {
                assert_eq!(got.blocks, later.blocks, "{order:?}");
                let beads = |row: &Row| row.beads.iter().map(|bead| bead.sentences.clone()).collect::<Vec<_>>();
                assert_eq!(beads(got), beads(later), "{order:?}");
            }
        }
    }

    #[test]
    fn a_short_text_and_a_text_of_one_language_wait_for_the_whole() {
        let lexicon = Lexicon::bundled().unwrap();
        let one_language = |document: Document| Document {
            blocks: document.blocks.into_iter().filter(|block| block.lang == Lang::En).collect(),
            ..document
        };
        for document in
            [book(Order::Interleaved, 100), one_language(book(Order::Interleaved, 1000)), book(Order::Consecutive, 0)]
        {
            let first = first_look(document, &lexicon);
            first.check().unwrap();
            assert!(first.rows.iter().all(|row| row.doubt == Some(Doubt::OrderAlone)));
        }
    }
}
