//! What is read does not move: the text at the top of the view is put back where it was when the page is laid out anew.

use super::{Frame, PAGE_MARGIN_POINTS, ReaderView};
use crate::layout::RowLayout;
use crate::model::{Bitext, Place};
use crate::text::Lang;
use std::sync::Arc;

/// The sentence at the top of the view: where it begins, in its block, and where below the view's top its first line is, without what stands
/// above its characters: pinyin comes and goes there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    lang: Lang,
    block: usize,
    byte: usize,
    top_points: f64,
}

impl ReaderView {
    /// Takes the sentence on the first line whose middle is in view.
    pub(super) fn remember_top(&mut self, bitext: &Bitext, rows: &[(usize, f64, Arc<RowLayout>)]) {
        let blocks = rows.iter().flat_map(|(_, top, layout)| layout.blocks.iter().map(move |block| (*top, block)));
        self.held = blocks.into_iter().find_map(|(row_top, block)| {
            let height = block.style.line_height_points;
            let middle = row_top + f64::from(block.top_points + block.style.middle_points());
            let line = block.lines.get((-middle / f64::from(height)).ceil().max(0.0) as usize)?;
            let sentence = bitext.sentence_at(block.lang, block.block, line.span.start());
            let byte = sentence.map_or(line.span.start(), |index| bitext.sentences[block.lang][index].span.start());
            let first = block.line_of_byte(byte);
            let ruby = block.style.ruby_room_points();
            let top_points = row_top + f64::from(block.top_points + ruby) + first as f64 * f64::from(height);
            Some(Held { lang: block.lang, block: block.block, byte, top_points })
        });
    }

    /// Puts that sentence back where it was, in whatever row it is now; its translation, if only that is shown.
    pub(super) fn restore_top(&mut self, bitext: &Bitext, frame: &Frame) {
        // The very top of the page stays the very top.
        let Some(held) = self.held.filter(|_| self.scroll.place() != Place::default()) else { return };
        let translation = bitext
            .sentence_at(held.lang, held.block, held.byte)
            .and_then(|sentence| bitext.bead_of_sentence(held.lang, sentence))
            .and_then(|(row, bead)| {
                let lang = held.lang.other();
                let sentence =
                    bitext.sentences[lang].get(bitext.rows[row].beads[bead].sentences[lang].clone())?.first()?;
                Some((lang, sentence.block, sentence.span.start()))
            });
        for (lang, block, byte) in [Some((held.lang, held.block, held.byte)), translation].into_iter().flatten() {
            let Some(row) = bitext.row_of_block(lang, block) else { continue };
            let layout = self.row(bitext, row, frame);
            if let Some(laid) = layout.blocks.iter().find(|b| b.lang == lang && b.block == block) {
                let margin = if row == 0 { PAGE_MARGIN_POINTS } else { 0.0 };
                let line = laid.line_of_byte(byte) as f32 * laid.style.line_height_points;
                let ruby = laid.style.ruby_room_points();
                self.scroll.put(row, f64::from(margin + laid.top_points + line + ruby), held.top_points);
                return;
            }
        }
    }
}
