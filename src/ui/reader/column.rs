//! One of two columns as the other one is kept in step with it: its reference line, and where its sentences begin.

use super::flow::{Flow, Typesetter, margin_above};
use crate::layout::Side;
use crate::text::Lang;

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
        self.flow.measure(row, &self.setter);
        self.flow.scroll.heights().row_at(point)
    }

    /// Moves the view so that a point is on the reference line.
    pub fn put(&mut self, point: f64, view_points: f64) {
        let point = point.clamp(0.0, self.flow.scroll.heights().total());
        let below_top = point - self.flow.extent(view_points).top_for(point);
        let (row, in_row) = self.row_at(point);
        self.flow.scroll.put(row, in_row, below_top);
    }

    /// Where the reference line is depends near an end on how far the end is: what lies between is measured.
    pub fn measure_ends(&mut self, top_points: f64, view_points: f64) {
        let rows = self.setter.bitext.rows.len();
        let mut row = 0;
        while top_points < view_points && row < rows && self.top_points(row) < view_points {
            self.flow.measure(row, &self.setter);
            row += 1;
        }
        let is_near_end = self.total_points() - top_points < 2.0 * view_points;
        let mut row = rows;
        while is_near_end && row > 0 && self.total_points() - self.top_points(row) < 1.5 * view_points {
            row -= 1;
            self.flow.measure(row, &self.setter);
        }
    }
}

impl Side for Column<'_> {
    fn total_points(&self) -> f64 {
        self.flow.scroll.heights().total()
    }

    fn top_points(&self, row: usize) -> f64 {
        self.flow.scroll.heights().top(row)
    }

    fn sentence_points(&mut self, row: usize, sentence: usize) -> f64 {
        self.flow.measure(row, &self.setter);
        let layout = self.flow.row(row, &self.setter);
        let Some(sentence) = self.setter.bitext.sentences[self.lang].get(sentence) else { return 0.0 };
        let block = layout.blocks.iter().find(|block| block.block == sentence.block);
        margin_above(row) + block.map_or(0.0, |block| f64::from(block.byte_points(sentence.span.start())))
    }
}
