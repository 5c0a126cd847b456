//! Where the reader is, what of a pinned pair is in view, and the ways to go elsewhere.

use super::flow::{Flow, Visible};
use super::{Frame, ReaderView, bead_span};
use crate::model::{Bitext, Place};

/// Less of a pair at an edge of the view is not seen.
const SEEN_POINTS: f64 = 8.0;

/// Where the reader is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// The row at the top of the view; within a view of the end a lower one, so that the last one is read at the end.
    pub row: usize,
    /// How far down the page the view is: 0 at the start, 1 at the end; `None` if all of it is in view.
    pub share: Option<f64>,
}

/// Where the view is to be at the next frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Jump {
    To(Place),
    /// From 0 at the start to 1 at the end.
    Share(f64),
}

impl Flow {
    /// Where the reader is.
    pub fn reading(&self, view_points: f64) -> Reading {
        let Self { scroll, .. } = self;
        let room = self.extent(view_points).room_points();
        if !self.has_room(view_points) {
            return Reading { row: scroll.place().row, share: None };
        }
        let (top, last) = (scroll.top_points(), room.min(view_points));
        let below = view_points * (1.0 - ((room - top) / last).clamp(0.0, 1.0));
        // At the top of the view it is the row that is there, whatever rounding makes of its height.
        let row = if below > 0.0 { scroll.heights().row_at(top + below).0 } else { scroll.place().row };
        Reading { row, share: Some(scroll.fraction(view_points)) }
    }
}

impl ReaderView {
    /// Goes to a place at the next frame; past the end is the end. [`ReaderView::go_back`] leads back.
    pub fn jump_to(&mut self, place: Place) {
        self.leave();
        self.jump = Some(Jump::To(place));
    }

    /// Goes so far down the page at the next frame: 0 is the start, 1 the end. [`ReaderView::go_back`] leads back.
    pub fn jump_to_share(&mut self, share: f64) {
        self.leave();
        self.jump = Some(Jump::Share(share));
    }

    /// Something else is about to move the view: [`ReaderView::go_back`] leads back to what is in view now.
    pub fn leave(&mut self) {
        self.journey.leave(self.page.scroll.place());
    }

    /// Goes back to where the last jump came from.
    pub fn go_back(&mut self) {
        self.jump = self.journey.back(self.page.scroll.place()).map(Jump::To);
    }

    /// Goes where the last step back came from.
    pub fn go_forward(&mut self) {
        self.jump = self.journey.forward(self.page.scroll.place()).map(Jump::To);
    }

    /// Whether there is a place to go back to, and one to go forward to.
    #[must_use]
    pub fn ways(&self) -> [bool; 2] {
        self.journey.ways(self.page.scroll.place())
    }

    /// Where the reader is, as of the last frame.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// True if a pair that was pinned has been scrolled out of view.
    #[must_use]
    pub fn has_left(&self, pair: (usize, usize)) -> bool {
        self.left == Some(pair)
    }

    /// The first pair that begins in view, as of the last frame; the one that fills the view if none does.
    #[must_use]
    pub fn top_pair(&self) -> Option<(usize, usize)> {
        self.top_pair
    }

    /// The pair under the pointer, as of the last frame.
    #[must_use]
    pub fn hovered(&self) -> Option<(usize, usize)> {
        self.hovered
    }

    /// See [`ReaderView::top_pair`]. Looks at few pairs more than at the one at the top of the view.
    pub(super) fn first_pair(&self, bitext: &Bitext, rows: &Visible, view_points: f64) -> Option<(usize, usize)> {
        let held = self.page.held.as_ref()?.pair(bitext)?;
        let mut below = rows.iter().filter(|(row, ..)| *row >= held.0).flat_map(|(row, top, layout)| {
            let from = if *row == held.0 { held.1 } else { 0 };
            (from..bitext.rows[*row].beads.len()).filter_map(move |bead| {
                let (first, _) = bead_span(bitext, layout, (*row, bead), None)?;
                Some(((*row, bead), top + f64::from(first)))
            })
        });
        let first = below.find(|(_, top)| *top >= -SEEN_POINTS);
        Some(first.filter(|(_, top)| *top < view_points).map_or(held, |(pair, _)| pair))
    }

    /// Goes to a place at once, in step.
    pub(super) fn go(&mut self, place: Place) {
        self.page.scroll.jump_to(place);
        self.other.scroll.jump_to(place);
        self.take_jump();
    }

    /// Goes where the view was asked to be; false if nothing was asked.
    pub(super) fn take_wanted(&mut self, frame: &Frame) -> bool {
        match self.jump.take() {
            Some(Jump::To(place)) => self.go(place),
            Some(Jump::Share(share)) => {
                let view = f64::from(frame.view.height());
                self.page.scroll.jump_to_fraction(share, view);
                self.other.scroll.jump_to_fraction(share, view);
                self.take_jump();
            }
            None => return false,
        }
        true
    }

    fn take_jump(&mut self) {
        self.columns.take_jump();
        (self.glide_points, self.slid_points) = (0.0, 0.0);
    }

    /// True if something of a pair can be seen once the view is where it is going.
    pub(super) fn is_in_view(&mut self, pair: (usize, usize), bitext: &Bitext, frame: &Frame) -> bool {
        let view = f64::from(frame.view.height());
        let first = frame.metrics.first;
        let gliding = self.glide_points;
        [Some(first), frame.other.map(|_| first.other())].into_iter().flatten().any(|lang| {
            let (flow, _) = self.flow(lang, bitext, frame);
            let top = flow.row_top(pair.0) - gliding;
            let is_row_in_view = top < view && top + f64::from(flow.scroll.heights().get(pair.0)) > 0.0;
            is_row_in_view && {
                let layout = self.row(lang, bitext, pair.0, frame);
                let span = bead_span(bitext, &layout, pair, None);
                span.is_some_and(|span| {
                    top + f64::from(span.0) + SEEN_POINTS < view && top + f64::from(span.1) > SEEN_POINTS
                })
            }
        })
    }
}
