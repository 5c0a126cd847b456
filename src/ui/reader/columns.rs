//! The columns arrangement: two lists that scroll, and what keeps them in step. One of them leads, the other one is put where the map over
//! the sentences says; so there is nothing that could come back as an echo.

use super::column::{Column, TextPlace};
use super::flow::{Flow, Typesetter, Visible, margin_above};
use super::{Frame, PART_MARGIN_POINTS, Part, ReaderView, bead_span, margin_of, way_into_reach};
use crate::layout::{Meetings, RowLayout, Side};
use crate::model::Bitext;
use crate::text::Lang;
use std::sync::{Arc, Weak};

/// How the two columns go together.
#[derive(Default)]
pub(super) struct Columns {
    meetings: Meetings,
    /// What `meetings` were found in.
    of: Weak<Bitext>,
    /// The side that was moved last; `None` if that is the first one.
    leader: Option<Lang>,
    /// Once a side was moved alone, what is level because of that, first side first: the side that follows stands as far beyond where the map would
    /// put it as it does there. The same text is in every layout, until the reader moves on.
    level: Option<[TextPlace; 2]>,
    /// A side was moved alone in this frame.
    is_nudged: bool,
    /// The sides are put in step once, even if each scrolls for itself.
    is_due: bool,
    was_in_step: bool,
    /// How both stood when they were last put in step: while they stand so, nothing is to be done.
    stood: Option<Stood>,
}

/// How two lists stand: who leads, where each view is, and how high they are.
#[derive(Clone, Copy, PartialEq)]
struct Stood {
    leader: Lang,
    anchors: [(usize, f64); 2],
    view_points: f64,
}

/// So much of the view's height may each of two pairs be out of step so that the text between them is passed at a pace that can be followed.
const REACH_VIEWS: f64 = 0.25;

impl Columns {
    /// Takes a text or its pairing; the sides come together unless they were columns before.
    pub fn take(&mut self, bitext: &Arc<Bitext>, were_columns: bool) {
        self.is_due |= !were_columns;
        self.stood = None;
        if !std::ptr::eq(self.of.as_ptr(), Arc::as_ptr(bitext)) {
            self.meetings = Meetings::of(bitext);
            self.of = Arc::downgrade(bitext);
        }
    }

    /// The view goes elsewhere: the sides are in step there.
    pub fn take_jump(&mut self) {
        (self.leader, self.level) = (None, None);
        (self.is_due, self.stood) = (true, None);
    }

    /// The side that was moved last, if that is known.
    pub fn leader(&self) -> Option<Lang> {
        self.leader
    }

    /// All is laid out anew, and this side stays where it is.
    pub fn hold(&mut self, lang: Lang) {
        self.leader = Some(lang);
    }

    /// Where the sides stand is looked up again, even if nothing was moved.
    #[cfg(test)]
    pub fn look_again(&mut self) {
        self.stood = None;
    }

    /// The sides have changed places.
    pub fn swap(&mut self) {
        self.level = self.level.map(|[first, second]| [second, first]);
    }
}

impl ReaderView {
    /// The list that shows a side, with what its rows are laid out from.
    pub(super) fn flow<'a>(
        &'a mut self,
        lang: Lang,
        bitext: &'a Bitext,
        frame: &'a Frame,
    ) -> (&'a mut Flow, Typesetter<'a>) {
        let Self { page, other, breaker, advances, .. } = self;
        let (flow, metrics) = match &frame.other {
            Some(metrics) if lang != frame.metrics.first => (other, metrics),
            _ => (page, &frame.metrics),
        };
        (flow, Typesetter { bitext, metrics, breaker, advances })
    }

    /// The list that was moved last: the page if there is only one.
    pub(super) fn leading<'a>(&'a mut self, bitext: &'a Bitext, frame: &'a Frame) -> (&'a mut Flow, Typesetter<'a>) {
        self.flow(self.leader(frame), bitext, frame)
    }

    /// The layout of a row as a side shows it.
    pub(super) fn row(&mut self, lang: Lang, bitext: &Bitext, row: usize, frame: &Frame) -> Arc<RowLayout> {
        let (flow, setter) = self.flow(lang, bitext, frame);
        flow.row(row, &setter)
    }

    pub(super) fn leader(&self, frame: &Frame) -> Lang {
        self.columns.leader.unwrap_or(frame.metrics.first)
    }

    /// A side is about to be moved, and the other one will follow. Nothing moves by this alone.
    pub(super) fn lead(&mut self, lang: Lang, bitext: &Bitext, frame: &Frame) {
        if frame.other.is_none() || lang == self.leader(frame) {
            return;
        }
        if self.columns.level.is_some() {
            self.take_level(bitext, frame);
        }
        self.columns.leader = Some(lang);
    }

    /// Moves a side by the wheel, or the other one if there is nothing more of this one to see. Alone, it does not take the other along.
    pub(super) fn wheel(&mut self, lang: Lang, points: f64, is_alone: bool, bitext: &Bitext, frame: &Frame) {
        let view = f64::from(frame.view.height());
        let lang = if self.flow(lang, bitext, frame).0.has_room(view) { lang } else { lang.other() };
        self.columns.is_nudged = is_alone && frame.other.is_some() && frame.is_in_step;
        if !self.columns.is_nudged {
            self.lead(lang, bitext, frame);
        }
        self.flow(lang, bitext, frame).0.scroll.move_by(points);
    }

    /// Brings the place inside the lists, the columns in step, and tells which rows are in view: those of the first side first.
    pub(super) fn settle(&mut self, bitext: &Bitext, frame: &Frame) -> Visible {
        let view = f64::from(frame.view.height());
        let first = frame.metrics.first;
        if frame.other.is_some() {
            self.keep_in_step(view, bitext, frame);
        }
        let mut visible = self.settle_side(first, view, bitext, frame);
        if frame.other.is_some() {
            visible.extend(self.settle_side(first.other(), view, bitext, frame));
            self.columns.stood = frame.is_in_step.then(|| self.standing(view, frame));
        }
        visible
    }

    fn standing(&self, view_points: f64, frame: &Frame) -> Stood {
        let anchors = [&self.page, &self.other].map(|flow| flow.scroll.anchor());
        Stood { leader: self.leader(frame), anchors, view_points }
    }

    fn settle_side(&mut self, lang: Lang, view: f64, bitext: &Bitext, frame: &Frame) -> Visible {
        let marked = self.marked;
        let (flow, setter) = self.flow(lang, bitext, frame);
        let visible = flow.settle(view, &setter);
        flow.remember(&visible, &marked, view, bitext);
        visible
    }

    fn keep_in_step(&mut self, view: f64, bitext: &Bitext, frame: &Frame) {
        let mut leader = self.leader(frame);
        let is_moved = self.flow(leader, bitext, frame).0.scroll.has_moved();
        self.settle_side(leader, view, bitext, frame);
        let [leads, follows] = [leader, leader.other()].map(|lang| self.flow(lang, bitext, frame).0.has_room(view));
        if !leads && follows {
            // A side that is all in view cannot lead.
            leader = leader.other();
            self.columns.leader = Some(leader);
            self.settle_side(leader, view, bitext, frame);
        }
        if frame.is_in_step && !self.columns.was_in_step {
            self.columns.level = None;
        }
        self.columns.was_in_step = frame.is_in_step;
        let is_due = std::mem::take(&mut self.columns.is_due);
        if std::mem::take(&mut self.columns.is_nudged) {
            self.settle_side(leader.other(), view, bitext, frame);
            self.take_level(bitext, frame);
        } else if is_due || frame.is_in_step && self.columns.stood != Some(self.standing(view, frame)) {
            let is_there = self.bring_along(leader, view, bitext, frame);
            // What was level before one side met its end is level again when it leaves it.
            if is_there && is_moved && self.columns.level.is_some() {
                self.take_level(bitext, frame);
            }
        }
    }

    /// What stands on the reference lines is level from now on, unless all of a side is in view.
    fn take_level(&mut self, bitext: &Bitext, frame: &Frame) {
        let view = f64::from(frame.view.height());
        let Some((mut sides, columns)) = self.columns(bitext, frame) else { return };
        if sides.iter().all(|side| side.flow.has_room(view)) {
            let [first, second] = sides.each_mut().map(|side| {
                let at = side.reference(view);
                side.text_at(at)
            });
            columns.level = first.zip(second).map(|(first, second)| [first, second]).or(columns.level);
        }
    }

    /// Both columns, the first side first, and how they go together.
    fn columns<'a>(&'a mut self, bitext: &'a Bitext, frame: &'a Frame) -> Option<([Column<'a>; 2], &'a mut Columns)> {
        let second = frame.other.as_ref()?;
        let Self { page, other, columns, breaker, advances, .. } = self;
        let first = frame.metrics.first;
        let setter = |metrics| Typesetter { bitext, metrics, breaker, advances };
        Some((
            [
                Column { lang: first, flow: page, setter: setter(&frame.metrics) },
                Column { lang: first.other(), flow: other, setter: setter(second) },
            ],
            columns,
        ))
    }

    /// Puts the side that follows where the map says, or beyond that; false if an end is in the way.
    fn bring_along(&mut self, leader: Lang, view: f64, bitext: &Bitext, frame: &Frame) -> bool {
        let Some(([first, second], columns)) = self.columns(bitext, frame) else { return true };
        let is_first = leader == first.lang;
        let (mut lead, mut follow) = if is_first { (first, second) } else { (second, first) };
        let level = columns.level.map(|[first, second]| if is_first { [first, second] } else { [second, first] });
        let at = lead.reference(view);
        let reach = view * REACH_VIEWS;
        let across = |lead: &mut Column, follow: &mut Column, at| {
            columns.meetings.across(bitext, leader, lead, follow, at, reach)
        };
        let point = loop {
            let before = (lead.changed_points(), follow.changed_points());
            let mut point = across(&mut lead, &mut follow, at);
            if let Some([in_lead, in_follow]) = level
                && let Some((level_at, (row, below))) = lead.point_of(in_lead).zip(follow.point_of(in_follow))
            {
                // As far from what is level as the map goes from there: heights between the map and what is level may be guesses, and do not count.
                let way = point - across(&mut lead, &mut follow, level_at);
                let level_point = follow.top_points(row) + below;
                point = level_point + way;
                follow.measure_between(level_point, point);
            }
            follow.measure_ends(follow.flow.extent(view).top_for(point), view);
            // What was measured may have moved the point.
            if before == (lead.changed_points(), follow.changed_points()) {
                break point;
            }
        };
        follow.put(point, view);
        (0.0..=follow.total_points()).contains(&point)
    }

    /// Moves the columns so that both halves of a pair can be read.
    pub(super) fn follow_columns(&mut self, pair: (usize, usize), bitext: &Bitext, frame: &Frame) {
        let leader = self.leader(frame);
        let view = f64::from(frame.view.height());
        let margin = margin_of(view, PART_MARGIN_POINTS);
        let mut halves = Vec::new();
        for lang in [leader, leader.other()] {
            let layout = self.row(lang, bitext, pair.0, frame);
            if let Some(span) = bead_span(bitext, &layout, pair, None) {
                let top = self.flow(lang, bitext, frame).0.row_top(pair.0);
                let way = way_into_reach(view, top + f64::from(span.0), top + f64::from(span.1), margin);
                halves.push((lang, span, way == 0.0));
            }
        }
        if !frame.is_in_step {
            // One glides, and the other one is there at once.
            for (lang, span, _) in halves.into_iter().rev() {
                if lang == leader {
                    let part = Part { lang, row: pair.0, span, margin_points: PART_MARGIN_POINTS };
                    self.show_part(&part, bitext, frame);
                } else {
                    let (flow, _) = self.flow(lang, bitext, frame);
                    let row_top = flow.row_top(pair.0);
                    let (top, bottom) = (row_top + f64::from(span.0), row_top + f64::from(span.1));
                    let way = way_into_reach(view, top, bottom, margin);
                    // Put there, for there may be thousands of rows to go past.
                    if way != 0.0 {
                        flow.scroll.put(pair.0, margin_above(pair.0), row_top - way);
                    }
                }
            }
        } else if let Some((lang, span, _)) = halves.first().copied()
            && halves.iter().any(|(.., is_in_reach)| !is_in_reach)
        {
            self.show_level(lang, pair.0, span, bitext, frame);
        }
    }

    /// Moves a column so that a part of a row is level with what stands across from it.
    pub(super) fn show_level(&mut self, lang: Lang, row: usize, span: (f32, f32), bitext: &Bitext, frame: &Frame) {
        let view = f64::from(frame.view.height());
        let (flow, _) = self.flow(lang, bitext, frame);
        let row_top = flow.row_top(row);
        let (top, bottom) = (row_top + f64::from(span.0), row_top + f64::from(span.1));
        let view_top = flow.scroll.top_points();
        let margin = margin_of(view, PART_MARGIN_POINTS);
        let level = flow.extent(view).top_for(view_top + f64::midpoint(top, bottom)) - view_top;
        // Near an end the line is at the edge; its own lines can be read all the same.
        let (least, most) = (bottom - (view - margin), top - margin);
        let move_by = if least < most { level.clamp(least, most) } else { most };
        self.move_view(lang, row, move_by, bitext, frame);
    }
}
