//! Lines to blocks. Pure.

use super::class::lang_of;
use super::lines::lines;
use crate::model::{Block, BlockKind};
use crate::text::Lang;

/// The blocks of one file.
pub fn blocks(text: &str, file: usize) -> Vec<Block> {
    let lines: Vec<_> = lines(text).collect();
    let mut lang = lines.iter().find_map(|line| lang_of(line.text)).unwrap_or(Lang::En);
    lines
        .iter()
        .map(|line| {
            lang = lang_of(line.text).unwrap_or(lang);
            Block { lang, kind: BlockKind::Paragraph, text: line.text.into(), line: line.number, file }
        })
        .collect()
}
