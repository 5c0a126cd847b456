//! Heights of rows that nobody has seen yet: a guess first, then measured on a thread of its own, so that the scroll bar is right before
//! everything was scrolled past.

use super::{PAGE_MARGIN_POINTS, ReaderView};
use crate::jobs::{Flow, Heights};
use crate::layout::{AdvanceTable, LineBreaker, PageMetrics, RowLayout, layout_row};
use crate::model::Bitext;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

/// Shorter articles are soon scrolled through.
const WORTH_ROWS: usize = 256;

/// Where the rows out of view stand.
#[derive(Default)]
pub(super) enum Measured {
    /// Guessed.
    #[default]
    Not,
    /// Being measured.
    Coming(Receiver<Heights>),
    /// As they are.
    All,
}

/// A row's height with the margins of the page, which belong to its first and last row.
pub(super) fn with_margins(layout: &RowLayout, row: usize, rows: usize) -> f32 {
    let margin = |is_outer: bool| if is_outer { PAGE_MARGIN_POINTS } else { 0.0 };
    layout.height_points + margin(row == 0) + margin(row + 1 == rows)
}

/// Measures any row of a page.
pub(super) fn measure(
    bitext: Arc<Bitext>,
    metrics: PageMetrics,
    advances: Arc<AdvanceTable>,
) -> impl Fn(usize) -> f32 + Send {
    let breaker = LineBreaker::default();
    move |row| with_margins(&layout_row(&bitext, row, &metrics, &breaker, &advances), row, bitext.rows.len())
}

impl ReaderView {
    /// What is to be measured of a long page, if that is not under way; the answer goes to [`ReaderView::expect`].
    #[must_use]
    pub fn flow_to_measure(&self) -> Option<Flow> {
        let shown = self.shown.as_ref().filter(|shown| shown.bitext.rows.len() >= WORTH_ROWS)?;
        let is_wanted = matches!(self.measured, Measured::Not);
        is_wanted.then(|| Flow {
            len: shown.bitext.rows.len(),
            near: self.scroll.place().row,
            measure: Box::new(measure(shown.bitext.clone(), shown.metrics, self.advances.clone())),
        })
    }

    /// Waits for heights.
    pub fn expect(&mut self, heights: Receiver<Heights>) {
        self.measured = Measured::Coming(heights);
    }

    /// Takes what has been measured since the last frame.
    pub(super) fn take_measured(&mut self) {
        while let Measured::Coming(heights) = &self.measured {
            match heights.try_recv() {
                Ok(Heights { first, points, .. }) => {
                    self.scroll.take_heights(first, &points);
                    self.progress.forget();
                }
                Err(TryRecvError::Disconnected) => self.measured = Measured::All,
                Err(TryRecvError::Empty) => return,
            }
        }
    }
}
