//! Heights of rows that nobody has seen yet: a guess first, then measured on a thread of its own, so that the scroll bar is right before
//! everything was scrolled past.

use super::flow::margins;
use super::{ReaderView, Shown};
use crate::jobs::{Heights, Unmeasured};
use crate::layout::{AdvanceTable, LineBreaker, PageMetrics, layout_row};
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

/// Measures any row of a page.
pub(super) fn measure(
    bitext: Arc<Bitext>,
    metrics: PageMetrics,
    advances: Arc<AdvanceTable>,
) -> impl Fn(usize) -> f32 + Send {
    let breaker = LineBreaker::default();
    move |row| layout_row(&bitext, row, &metrics, &breaker, &advances).height_points + margins(row, &bitext)
}

impl ReaderView {
    /// What is to be measured of a long page, in columns of both its sides, if that is not under way; the answer goes to
    /// [`ReaderView::expect`].
    #[must_use]
    pub fn to_measure(&self) -> Vec<Unmeasured> {
        let is_wanted = matches!(self.measured, Measured::Not);
        let shown = self.shown.as_ref().filter(|shown| is_wanted && shown.bitext.rows.len() >= WORTH_ROWS);
        let Some(Shown { bitext, metrics, other, .. }) = shown else { return vec![] };
        let sides = [(&self.page, Some(metrics)), (&self.other, other.as_ref())].into_iter();
        let lists = sides.filter_map(|(side, metrics)| {
            Some(Unmeasured {
                len: bitext.rows.len(),
                near: side.scroll.place().row,
                measure: Box::new(measure(bitext.clone(), *metrics?, self.advances.clone())),
            })
        });
        lists.collect()
    }

    /// Waits for heights.
    pub fn expect(&mut self, heights: Receiver<Heights>) {
        self.measured = Measured::Coming(heights);
    }

    /// Takes what has been measured since the last frame.
    pub(super) fn take_measured(&mut self) {
        while let Measured::Coming(heights) = &self.measured {
            match heights.try_recv() {
                Ok(Heights { list, first, points }) => {
                    let side = if list == 0 { &mut self.page } else { &mut self.other };
                    side.scroll.take_heights(first, &points);
                }
                Err(TryRecvError::Disconnected) => self.measured = Measured::All,
                Err(TryRecvError::Empty) => return,
            }
        }
    }
}
