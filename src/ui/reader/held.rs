//! What is read does not move: the text at the top of the view is put back where it was when the page is laid out anew. It is taken once the
//! reader has moved the view, and kept until that happens again, so that many changes in a row, as of a window being resized, do not add up.

use super::{Frame, PAGE_MARGIN_POINTS, ReaderView};
use crate::layout::RowLayout;
use crate::model::{Bitext, Place};
use crate::text::Lang;
use std::sync::Arc;

/// The line at the top of the view: where it begins, in its block, and where below the view's top it is, without what stands above its
/// characters: pinyin comes and goes there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    lang: Lang,
    block: usize,
    byte: usize,
    top_points: f64,
    /// True at the very top of the page, which stays the very top.
    is_start: bool,
}

impl ReaderView {
    /// Takes the first line whose middle is in view, if the reader has moved the view.
    pub(super) fn remember_top(&mut self, rows: &[(usize, f64, Arc<RowLayout>)]) {
        if !self.scroll.take_moved() && self.held.is_some() {
            return;
        }
        let is_start = self.scroll.place() == Place::default();
        let blocks = rows.iter().flat_map(|(_, top, layout)| layout.blocks.iter().map(move |block| (*top, block)));
        self.held = blocks.into_iter().find_map(|(row_top, block)| {
            let height = block.style.line_height_points;
            let middle = row_top + f64::from(block.top_points + block.style.middle_points());
            let index = (-middle / f64::from(height)).ceil().max(0.0) as usize;
            let byte = block.lines.get(index)?.span.start();
            let ruby = block.style.ruby_room_points();
            let top_points = row_top + f64::from(block.top_points + ruby) + index as f64 * f64::from(height);
            Some(Held { lang: block.lang, block: block.block, byte, top_points, is_start })
        });
    }

    /// Puts that line back where it was, in whatever row it is now; its translation, if only that is shown.
    pub(super) fn restore_top(&mut self, bitext: &Bitext, frame: &Frame) {
        let Some(held) = self.held else { return };
        if held.is_start {
            return self.scroll.jump_to(Place::default());
        }
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
