//! One of two columns as the other one is kept in step with it: its reference line, and where its sentences begin.

use super::flow::{Flow, Typesetter, margin_above};
use crate::layout::{Side, has_text};
use crate::text::Lang;

/// No guess of many heights is wrong by more than this factor.
const GUESSED_TIMES: f64 = 3.0;

/// A place in the text of a side, which any layout has.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextPlace {
    block: usize,
    /// In its text, with what is passed of a byte.
    byte: f64,
    /// Where no text is, how far below it; above the first text, less than none.
    below_points: f64,
}

/// A side's list, with what its rows are laid out from.
pub(super) struct Column<'a> {
    pub lang: Lang,
    pub flow: &'a mut Flow,
    pub setter: Typesetter<'a>,
}

impl Column<'_> {
    /// The row on the reference line, and how far below the row's top the line is.
    pub fn reference(&mut self, view_points: f64) -> (usize, f64) {
        self.measure_ends(self.flow.scroll.top_points(), view_points);
        let point = self.flow.extent(view_points).reference(self.flow.scroll.top_points());
        self.row_at(point)
    }

    /// The row at a point, and how far into it that is; the row is measured.
    pub fn row_at(&mut self, point: f64) -> (usize, f64) {
        let (row, _) = self.flow.scroll.heights().row_at(point);
        self.measure(row);
        self.flow.scroll.heights().row_at(point)
    }

    /// What stands at a point, or near it if nothing does; the row is measured. `None` if the side has no text.
    pub fn text_at(&mut self, (row, below): (usize, f64)) -> Option<TextPlace> {
        // The first row and the last one have margins even if they have no text.
        let Typesetter { bitext, metrics, .. } = self.setter;
        let heights = self.flow.scroll.heights();
        let near = [row, heights.last_tall(row), heights.next_tall(row)];
        let near = near.into_iter().find(|row| *row < heights.len() && has_text(bitext, *row, metrics))?;
        self.measure(near);
        let below = below + self.top_points(row) - self.top_points(near);
        let layout = self.flow.row(near, &self.setter);
        let points = below - margin_above(near);
        let block = layout.blocks.iter().rfind(|block| f64::from(block.top_points) <= points);
        let block = block.or_else(|| layout.blocks.first())?;
        let height = f64::from(block.style.line_height_points);
        let lines = (points - f64::from(block.top_points)) / height;
        let at = (lines.max(0.0) as usize).min(block.lines.len().checked_sub(1)?);
        let span = block.lines[at].span;
        let along = if span.is_empty() { 0.0 } else { (lines - at as f64).clamp(0.0, 1.0) };
        let byte = span.start() as f64 + along * span.len() as f64;
        Some(TextPlace { block: block.block, byte, below_points: (lines - at as f64 - along) * height })
    }

    /// Where some text stands; its row is measured.
    pub fn point_of(&mut self, text: TextPlace) -> Option<(usize, f64)> {
        let row = self.setter.bitext.row_of_block(self.lang, text.block)?;
        self.measure(row);
        let layout = self.flow.row(row, &self.setter);
        let block = layout.blocks.iter().find(|block| block.block == text.block)?;
        let at = block.line_of_byte(text.byte as usize);
        let span = block.lines.get(at)?.span;
        let along = ((text.byte - span.start() as f64) / span.len().max(1) as f64).clamp(0.0, 1.0);
        let lines = (at as f64 + along) * f64::from(block.style.line_height_points);
        Some((row, margin_above(row) + f64::from(block.top_points) + lines + text.below_points))
    }

    /// Makes the heights exact between two points.
    pub fn measure_between(&mut self, one: f64, other: f64) {
        let [(first, _), (last, _)] = [one.min(other), one.max(other)].map(|at| self.flow.scroll.heights().row_at(at));
        let mut row = first;
        while row <= last {
            self.measure(row);
            row = self.flow.scroll.heights().next_tall(row);
        }
    }

    /// Moves the view so that a point is on the reference line.
    pub fn put(&mut self, point: f64, view_points: f64) {
        let point = point.clamp(0.0, self.flow.scroll.heights().total());
        let below_top = point - self.flow.extent(view_points).top_for(point);
        let (row, in_row) = self.row_at(point);
        self.flow.scroll.put(row, in_row, below_top);
    }

    /// Where the reference line is depends on how far the ends are, within a view above a view's top and two below it: what lies there is
    /// measured, if by the guesses an end may be so near.
    pub fn measure_ends(&mut self, top_points: f64, view_points: f64) {
        let rows = self.setter.bitext.rows.len();
        let (here, _) = self.flow.scroll.heights().row_at(top_points);
        let is_start_near = top_points < GUESSED_TIMES * view_points;
        let is_end_near = self.total_points() - top_points < GUESSED_TIMES * 2.0 * view_points;
        let (mut row, mut passed) = (here, 0.0);
        while is_start_near && row > 0 && passed < view_points {
            row = self.flow.scroll.heights().last_tall(row);
            self.measure(row);
            passed += f64::from(self.flow.scroll.heights().get(row));
        }
        // The view begins somewhere in the first of these.
        self.measure(here);
        (row, passed) = (self.flow.scroll.heights().next_tall(here), 0.0);
        // Near the start the view's top depends on all that is above the line.
        let below_points = if is_end_near { 2.0 * view_points } else { view_points };
        while (is_start_near || is_end_near) && row < rows && passed < below_points {
            self.measure(row);
            passed += f64::from(self.flow.scroll.heights().get(row));
            row = self.flow.scroll.heights().next_tall(row);
        }
    }
}

impl Side for Column<'_> {
    fn total_points(&self) -> f64 {
        self.flow.scroll.heights().total()
    }

    fn changed_points(&self) -> f64 {
        self.flow.scroll.heights().changed_points()
    }

    fn top_points(&self, row: usize) -> f64 {
        self.flow.scroll.heights().top(row)
    }

    fn next_tall(&self, row: usize) -> usize {
        self.flow.scroll.heights().next_tall(row)
    }

    fn last_tall(&self, row: usize) -> usize {
        self.flow.scroll.heights().last_tall(row)
    }

    fn measure(&mut self, row: usize) {
        self.flow.measure(row, &self.setter);
    }

    fn sentence_points(&mut self, row: usize, sentence: usize) -> f64 {
        self.measure(row);
        let layout = self.flow.row(row, &self.setter);
        let Some(sentence) = self.setter.bitext.sentences[self.lang].get(sentence) else { return 0.0 };
        let block = layout.blocks.iter().find(|block| block.block == sentence.block);
        margin_above(row) + block.map_or(0.0, |block| f64::from(block.byte_points(sentence.span.start())))
    }
}
