//! About how high rows are, before they are laid out.

use super::{PageMetrics, TextStyle, has_text};
use crate::model::{Bitext, Block, BlockKind};
use crate::text::{Lang, PerLang};

/// About how high every row is, in points, from the lengths of its texts alone. A page of another width begins with this: linear, with no look
/// into the characters but for lines that are kept.
#[must_use]
pub fn estimate_heights_points(bitext: &Bitext, metrics: &PageMetrics) -> Vec<f32> {
    let gaps = metrics.gaps();
    let mut styles = PerLang::<Vec<(BlockKind, TextStyle)>>::default();
    let mut side = |row: usize, lang: Lang| -> f32 {
        let blocks = &bitext.blocks[lang][metrics.blocks(bitext, row, lang)];
        let known = &mut styles[lang];
        let heights = blocks.iter().map(|block| {
            let at = known.iter().position(|(kind, _)| *kind == block.kind).unwrap_or_else(|| {
                known.push((block.kind, metrics.style(lang, block.kind, false)));
                known.len() - 1
            });
            block_points(block, lang, &known[at].1)
        });
        heights.sum::<f32>() + blocks.len().saturating_sub(1) as f32 * gaps.block
    };
    let kind_of = |row: usize| bitext.rows.get(row).map(|row| row.kind(&bitext.blocks));
    let mut next = kind_of(0);
    let heights = (0..bitext.rows.len()).map(|row| {
        let kind = next.unwrap_or_default();
        next = kind_of(row + 1);
        if !has_text(bitext, row, metrics) {
            return 0.0;
        }
        let (en, zh) = (side(row, Lang::En), side(row, Lang::Zh));
        let between = if en > 0.0 && zh > 0.0 { gaps.block } else { 0.0 };
        let height = if metrics.is_stacked { en + between + zh } else { en.max(zh) };
        height + gaps.below_points(kind, next) + gaps.above_points(kind, row)
    });
    heights.collect()
}

fn block_points(block: &Block, lang: Lang, style: &TextStyle) -> f32 {
    let pitch_points = style.size_points * (1.0 + style.setting.ruby_gap_ems);
    let lines = |bytes: usize| {
        let ems = match lang {
            Lang::En => bytes as f32 * 0.5,
            Lang::Zh => bytes as f32 / 3.0,
        };
        ((ems * pitch_points + style.indent_points) / style.measure_points).ceil().max(1.0)
    };
    let lines = if style.keeps_lines {
        block.text.split('\n').map(|line| lines(line.len())).sum::<f32>()
    } else {
        lines(block.text.len())
    };
    lines * style.line_height_points
}
