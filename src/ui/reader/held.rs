//! What is read does not move: the text at the top of the view is put back where it was when the page is laid out anew. It is taken once the
//! reader has moved the view, and kept until that happens again, so that many changes in a row, as of a window being resized, do not add up.

use super::flow::{Flow, Typesetter, Visible, margin_above};
use super::{Frame, ReaderView};
use crate::model::{Bitext, Place};
use crate::text::Lang;
use std::mem::swap;
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

impl Held {
    /// The pair that the line begins in.
    pub(super) fn pair(&self, bitext: &Bitext) -> Option<(usize, usize)> {
        let sentence = bitext.sentence_at(self.lang, self.block, self.byte)?;
        bitext.bead_of_sentence(self.lang, sentence)
    }
}

impl Flow {
    /// Takes the first line whose middle is in view, if the reader has moved the view.
    pub(super) fn remember(&mut self, rows: &Visible) {
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

    /// Puts a line where it was, in whatever row it is now; false if this list does not show it.
    fn put_back(&mut self, held: Held, setter: &Typesetter) -> bool {
        let Some(row) = setter.bitext.row_of_block(held.lang, held.block) else { return false };
        let layout = self.row(row, setter);
        let Some(laid) = layout.blocks.iter().find(|b| b.lang == held.lang && b.block == held.block) else {
            return false;
        };
        let line = laid.line_of_byte(held.byte) as f32 * laid.style.line_height_points + laid.style.ruby_room_points();
        if held.is_start {
            self.scroll.jump_to(Place::default());
        } else {
            self.scroll.put(row, margin_above(row) + f64::from(laid.top_points + line), held.top_points);
        }
        true
    }
}

impl ReaderView {
    /// Makes heights for another text, pairing, width or arrangement.
    pub(super) fn lay_anew(&mut self, bitext: &Arc<Bitext>, frame: &Frame) {
        let before = self.shown.as_ref();
        let were_columns = before.is_some_and(|shown| shown.other.is_some());
        let first_before = before.map(|shown| shown.metrics.first);
        // The side that was moved last is the one that is read.
        let leader = self.columns.leader().filter(|_| were_columns).or(first_before);
        if frame.other.is_none() {
            if leader != first_before {
                self.page.held = self.other.held.or(self.page.held);
            }
            self.other = Flow::default();
            self.columns.take_jump();
        } else {
            if were_columns && first_before != Some(frame.metrics.first) {
                swap(&mut self.page, &mut self.other);
                self.columns.swap();
            }
            self.columns.take(bitext, were_columns);
            if let Some(leader) = leader {
                self.columns.hold(leader);
            }
            let (flow, setter) = self.flow(frame.metrics.first.other(), bitext, frame);
            flow.set_heights(&setter);
        }
        let (flow, setter) = self.flow(frame.metrics.first, bitext, frame);
        flow.set_heights(&setter);
    }

    /// Puts the line at the top back where it was; what is held stays held.
    pub(super) fn put_top_back(&mut self, bitext: &Bitext, frame: &Frame) {
        self.restore_top(bitext, frame);
        self.page.scroll.take_moved();
        self.other.scroll.take_moved();
    }

    /// Puts the line at the top back where it was, or its translation, if only that is shown; in columns that of each.
    fn restore_top(&mut self, bitext: &Bitext, frame: &Frame) {
        if self.other.held.is_some() {
            for held in [self.page.held, self.other.held].into_iter().flatten() {
                let (flow, setter) = self.flow(held.lang, bitext, frame);
                flow.put_back(held, &setter);
            }
            return;
        }
        let Some(held) = self.page.held else { return };
        let translation = bitext
            .sentence_at(held.lang, held.block, held.byte)
            .and_then(|sentence| bitext.bead_of_sentence(held.lang, sentence))
            .and_then(|(row, bead)| {
                let lang = held.lang.other();
                let sentence =
                    bitext.sentences[lang].get(bitext.rows[row].beads[bead].sentences[lang].clone())?.first()?;
                Some(Held { lang, block: sentence.block, byte: sentence.span.start(), ..held })
            });
        for held in [Some(held), translation].into_iter().flatten() {
            let (flow, setter) = self.flow(held.lang, bitext, frame);
            if flow.put_back(held, &setter) {
                if frame.other.is_some() {
                    self.columns.hold(held.lang);
                    // It goes with its side, or it would be another line each time that the sides come apart.
                    if held.lang != frame.metrics.first {
                        self.other.held = self.page.held.take();
                    }
                }
                return;
            }
        }
        // Whatever is shown instead begins at its start, too.
        if held.is_start {
            self.page.scroll.jump_to(Place::default());
        }
    }
}
