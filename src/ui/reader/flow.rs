//! A list of rows that scrolls: the page, or in columns one of its sides.

use super::held::Held;
use super::progress::ProgressMarks;
use super::{MAX_GLIDE_VIEWS, PAGE_MARGIN_POINTS};
use crate::layout::{
    AdvanceTable, Extent, LineBreaker, PageMetrics, RowLayout, RowLengths, Scroll, has_text, layout_row,
};
use crate::model::Bitext;
use std::sync::Arc;

/// Rows in view: each with its top below the top of the view, and its layout.
pub(super) type Visible = Vec<(usize, f64, Arc<RowLayout>)>;

/// What rows are laid out from.
#[derive(Clone, Copy)]
pub(super) struct Typesetter<'a> {
    pub bitext: &'a Bitext,
    pub metrics: &'a PageMetrics,
    pub breaker: &'a LineBreaker,
    pub advances: &'a AdvanceTable,
}

/// The list, and where its view is.
#[derive(Default)]
pub(super) struct Flow {
    pub scroll: Scroll,
    /// What is read in it.
    pub held: Option<Held>,
    /// The marks along its scroll bar.
    pub progress: ProgressMarks,
    /// Rows that were laid out at the present width, the last ones last.
    rows: Vec<(usize, Arc<RowLayout>)>,
    /// Whether [`Flow::measure`] has seen each row at the present width.
    are_exact: Vec<bool>,
}

impl Flow {
    /// Makes heights for another text or other metrics; keeps the row and the fraction of it.
    pub fn set_heights(&mut self, lengths: &RowLengths, setter: &Typesetter) {
        self.rows.clear();
        self.are_exact.clear();
        self.are_exact.resize(setter.bitext.rows.len(), false);
        let guesses = lengths.heights_points(setter.metrics).enumerate();
        self.scroll.set_heights(guesses.map(|(row, points)| points + margins(row, setter.bitext)));
    }

    /// The layout of one row, from the few that are kept.
    pub fn row(&mut self, row: usize, setter: &Typesetter) -> Arc<RowLayout> {
        cached_row(&mut self.rows, row, setter)
    }

    /// Makes the height of a row exact.
    pub fn measure(&mut self, row: usize, setter: &Typesetter) {
        if self.are_exact.get_mut(row).is_none_or(|is_exact| std::mem::replace(is_exact, true)) {
            return;
        }
        let height = height(&mut self.rows, row, setter);
        self.scroll.set_height(row, height);
    }

    /// Makes the heights exact between the view and a row that is not far from it: whoever glides there must know how far it is.
    pub fn measure_way(&mut self, row: usize, view_points: f64, setter: &Typesetter) {
        let here = self.scroll.place().row;
        if self.row_top(row).abs() < 2.0 * MAX_GLIDE_VIEWS * view_points {
            let between = if row < here { row..here } else { here + 1..row };
            between.for_each(|row| self.measure(row, setter));
        }
    }

    /// Brings the place inside the list and tells which rows are in view.
    pub fn settle(&mut self, view_points: f64, setter: &Typesetter) -> Visible {
        let Self { scroll, rows, .. } = self;
        let visible: Vec<_> = scroll
            .settle(view_points, |row| height(rows, row, setter))
            .into_iter()
            .filter(|(row, _)| has_text(setter.bitext, *row, setter.metrics))
            .map(|(row, top)| (row, top + margin_above(row), cached_row(rows, row, setter)))
            .collect();
        // Rows far from the view are laid out again when they come back.
        let keep = visible.len() * 3 + 16;
        if rows.len() > keep {
            rows.drain(..rows.len() - keep);
        }
        visible
    }

    /// A way of about so many points, not longer, behind which no line of the side that is read is cut by the top of the view; the way itself
    /// where there is none that is at least half as long, and at the ends.
    pub fn whole_way(&mut self, way: f64, view_points: f64, setter: &Typesetter) -> f64 {
        // A share of a guess is to be one of a height before anything is measured from it.
        self.settle(view_points, setter);
        let Self { scroll, rows, .. } = self;
        let before = scroll.top_points();
        let seen = scroll.settle_after(way, view_points, |row| height(rows, row, setter));
        let room = scroll.heights().total() - view_points;
        if !(0.0..room).contains(&(before + way)) {
            return way;
        }
        let above = seen.into_iter().take_while(|(_, top)| *top < 0.0);
        let cut = above.filter(|(row, _)| has_text(setter.bitext, *row, setter.metrics)).find_map(|(row, top)| {
            let layout = cached_row(rows, row, setter);
            let cut_lines = layout.blocks.iter().filter_map(|block| {
                let height = f64::from(block.style.line_height_points);
                let above = -(top + margin_above(row) + f64::from(block.top_points));
                let is_cut = above > 0.0 && above < height * block.lines.len() as f64;
                is_cut.then_some((block.lang != setter.metrics.first, above % height, height))
            });
            cut_lines.min_by_key(|(is_second, ..)| *is_second)
        });
        let whole = match cut {
            Some((_, above, height)) if way < 0.0 && above > 0.0 => way + height - above,
            Some((_, above, _)) => way - above,
            None => way,
        };
        if whole / way < 0.5 { way } else { whole }
    }

    /// The top of a row's text, below the top of the view; guessed if it is far from there.
    pub fn row_top(&self, row: usize) -> f64 {
        self.scroll.heights().top(row) + margin_above(row) - self.scroll.top_points()
    }

    /// Its height, and what of it is in view.
    pub fn extent(&self, view_points: f64) -> Extent {
        Extent { total_points: self.scroll.heights().total(), view_points }
    }

    /// How high a view from the top may be, at most so high, that cuts no line of what is laid out, where that is one column.
    pub fn whole_points(&self, most: f32) -> f32 {
        let all = self.scroll.heights().total() as f32;
        if all <= most {
            return if all > 0.0 { all } else { most };
        }
        let bottoms = self.rows.iter().flat_map(|(row, layout)| {
            let top = (self.scroll.heights().top(*row) + margin_above(*row)) as f32;
            layout.blocks.iter().flat_map(move |block| {
                let lines = 1..=block.lines.len();
                lines.map(move |n| top + block.top_points + n as f32 * block.style.line_height_points)
            })
        });
        bottoms.filter(|bottom| *bottom <= most).reduce(f32::max).unwrap_or(most)
    }

    /// True if the view can be moved.
    pub fn has_room(&self, view_points: f64) -> bool {
        self.extent(view_points).room_points() > 0.5
    }
}

/// The height of a row; a side may have thousands on end without a word of it, which are not worth keeping.
fn height(rows: &mut Vec<(usize, Arc<RowLayout>)>, row: usize, setter: &Typesetter) -> f32 {
    let is_shown = has_text(setter.bitext, row, setter.metrics);
    let text = if is_shown { cached_row(rows, row, setter).height_points } else { 0.0 };
    text + margins(row, setter.bitext)
}

/// The margins of the page belong to its first and last row.
pub(super) fn margins(row: usize, bitext: &Bitext) -> f32 {
    let below = if row + 1 == bitext.rows.len() { PAGE_MARGIN_POINTS } else { 0.0 };
    margin_above(row) as f32 + below
}

/// See [`margins`].
pub(super) fn margin_above(row: usize) -> f64 {
    if row == 0 { f64::from(PAGE_MARGIN_POINTS) } else { 0.0 }
}

fn cached_row(rows: &mut Vec<(usize, Arc<RowLayout>)>, row: usize, setter: &Typesetter) -> Arc<RowLayout> {
    if let Some(at) = rows.iter().rposition(|(kept, _)| *kept == row) {
        rows[at..].rotate_left(1);
        return rows[rows.len() - 1].1.clone();
    }
    let Typesetter { bitext, metrics, breaker, advances } = *setter;
    let layout = Arc::new(layout_row(bitext, row, metrics, breaker, advances));
    rows.push((row, layout.clone()));
    layout
}
