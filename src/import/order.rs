//! How the languages of a document alternate. Pure.

use crate::model::{Block, Order};
use crate::text::Lang;

/// Above this share of (English, Chinese) pairs of blocks in which the same language comes first, the languages do not alternate.
/// A strict alternation of `k` pairs has `(k + 1) / 2k`: 0.75 for two.
const CONSECUTIVE_SHARE: f64 = 0.85;

/// Two files are consecutive, fewer than two blocks of a language interleaved; otherwise it depends on whether one language stands before the other. Linear.
pub fn order(blocks: &[Block]) -> Order {
    if blocks.iter().any(|block| block.file > 0) {
        return Order::Consecutive;
    }
    // A long block says more than a title or a caption, but not in proportion to its length.
    let weight = |block: &Block| (block.text.len() as f64).sqrt();
    let (mut en, mut zh, mut en_first) = (0.0, 0.0, 0.0);
    for block in blocks {
        match block.lang {
            Lang::En => en += weight(block),
            Lang::Zh => {
                zh += weight(block);
                en_first += en * weight(block);
            }
        }
    }
    // One block cannot alternate, and cannot stand apart either.
    let enough = Lang::BOTH.into_iter().all(|lang| blocks.iter().filter(|block| block.lang == lang).nth(1).is_some());
    let share = if enough { en_first / (en * zh) } else { 0.5 };
    if (1.0 - CONSECUTIVE_SHARE..=CONSECUTIVE_SHARE).contains(&share) { Order::Interleaved } else { Order::Consecutive }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    #[test]
    fn alternation_is_recognised() {
        // A letter a block: e, z paragraphs; E, Z titles and captions.
        for (sketch, expected) in [
            ("ez", Order::Interleaved),
            ("zeze", Order::Interleaved),
            ("EZezezZezZZez", Order::Interleaved),
            ("ezezezezezezezezeeezzz", Order::Interleaved),
            ("eezz", Order::Consecutive),
            ("zzzee", Order::Consecutive),
            ("ZEeeeeeZzzzzzz", Order::Consecutive),
            ("ZeeeeeeeeezZzzzzzzzE", Order::Consecutive),
            ("eee", Order::Interleaved),
            ("ezzz", Order::Interleaved),
        ] {
            let block = |c: char| Block {
                lang: if c.eq_ignore_ascii_case(&'e') { Lang::En } else { Lang::Zh },
                kind: BlockKind::Paragraph,
                text: "x".repeat(if c.is_lowercase() { 200 } else { 20 }),
                line: 0,
                file: 0,
            };
            assert_eq!(order(&sketch.chars().map(block).collect::<Vec<_>>()), expected, "{sketch}");
        }
    }
}
