//! Two sides that scroll each for itself, kept in step: a piecewise-linear map over the sentences where they meet, and the line of the
//! view on which they are level. Only what surrounds one point is ever asked for. All points are from the top of a side, in `f64`.

use crate::model::{Bead, Bitext};
use crate::text::Lang;

/// A side as it is laid out.
pub trait Side {
    /// Its height.
    fn total_points(&self) -> f64;
    /// The top of a row.
    fn top_points(&self, row: usize) -> f64;
    /// Where a sentence begins, below the top of its row. The row's height is exact from then on.
    fn sentence_points(&mut self, row: usize, sentence: usize) -> f64;
}

/// How high a side is, and how much of it is in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// All of it.
    pub total_points: f64,
    /// What is in view.
    pub view_points: f64,
}

impl Extent {
    /// How far its view can be moved.
    #[must_use]
    pub fn room_points(self) -> f64 {
        (self.total_points - self.view_points).max(0.0)
    }

    /// The point on the reference line while the view's top is at `top`. The line is in the middle of the view; within half a view of
    /// an end it slides to the edge, so that both sides reach their ends together.
    #[must_use]
    pub fn reference(self, top: f64) -> f64 {
        let (room, half) = (self.room_points(), self.view_points / 2.0);
        let top = top.clamp(0.0, room);
        if room < self.view_points {
            // The two slides would meet.
            if room > 0.0 { top / room * self.total_points } else { 0.0 }
        } else {
            top + top.min(half) + (half - (room - top)).max(0.0)
        }
    }

    /// The top of the view for which a point is on the reference line: the inverse of [`Extent::reference`].
    #[must_use]
    pub fn top_for(self, point: f64) -> f64 {
        let (room, view) = (self.room_points(), self.view_points);
        let point = point.clamp(0.0, self.total_points);
        if room < view {
            if room > 0.0 { point / self.total_points * room } else { 0.0 }
        } else if point < view {
            point / 2.0
        } else {
            let rest = self.total_points - point;
            if rest < view { room - rest / 2.0 } else { point - view / 2.0 }
        }
    }
}

/// Where two sides meet: the beginnings of the beads that have sentences on both.
#[derive(Clone, Debug, Default)]
pub struct Meetings {
    /// The rows that have such a bead, ascending.
    rows: Vec<usize>,
}

/// A row, and a bead of it.
type Meeting = (usize, usize);

impl Meetings {
    /// Of a bitext. `O(n)`.
    #[must_use]
    pub fn of(bitext: &Bitext) -> Self {
        let rows = bitext.rows.iter().enumerate();
        Self { rows: rows.filter(|(_, row)| row.beads.iter().any(is_two_sided)).map(|(row, _)| row).collect() }
    }

    /// The point of `to` that stands across from a point of `from`, which is the side of `lang`; that point is given by its row and how
    /// far below the row's top it is. Between two meetings both sides go at one ratio, and the ends stand across from each other.
    /// Measures the rows around the point only: `O(log n)`.
    #[must_use]
    pub fn across(
        &self,
        bitext: &Bitext,
        lang: Lang,
        from: &mut impl Side,
        to: &mut impl Side,
        (row, below): (usize, f64),
    ) -> f64 {
        // All is measured before any top is asked for, which it may move.
        let measured = self.around(bitext, lang, from, row, below).map(|meeting| {
            let (row, bead) = meeting?;
            let sentences = &bitext.rows[row].beads[bead].sentences;
            let in_from = from.sentence_points(row, sentences[lang].start);
            Some((row, in_from, to.sentence_points(row, sentences[lang.other()].start)))
        });
        let [start, end] = measured.map(|measured| {
            measured.map(|(row, in_from, in_to)| (from.top_points(row) + in_from, to.top_points(row) + in_to))
        });
        let start = start.unwrap_or((0.0, 0.0));
        let end = end.unwrap_or((from.total_points(), to.total_points()));
        let length = end.0 - start.0;
        let point = from.top_points(row) + below;
        // An end stands across from an end, even if what nobody translated stands before the first meeting or behind the last.
        if point <= 0.0 || point >= from.total_points() {
            return if point <= 0.0 { 0.0 } else { to.total_points() };
        }
        let share = if length > 0.0 { ((point - start.0) / length).clamp(0.0, 1.0) } else { 0.0 };
        start.1 + share * (end.1 - start.1)
    }

    /// The last meeting that is not below a point of a side, and the first one that is.
    fn around(
        &self,
        bitext: &Bitext,
        lang: Lang,
        side: &mut impl Side,
        row: usize,
        below: f64,
    ) -> [Option<Meeting>; 2] {
        let at = self.rows.partition_point(|other| *other < row);
        let is_here = self.rows.get(at) == Some(&row);
        let (mut before, mut after) = (None, None);
        if is_here {
            let pair = &bitext.rows[row];
            let end = pair.beads.last().map_or(0, |bead| bead.sentences[lang].end);
            let passed = pair.beads.partition_point(|bead| {
                let sentence = bead.sentences[lang].start;
                sentence < end && side.sentence_points(row, sentence) <= below
            });
            before = (0..passed).rev().find(|bead| is_two_sided(&pair.beads[*bead])).map(|bead| (row, bead));
            after = (passed..pair.beads.len()).find(|bead| is_two_sided(&pair.beads[*bead])).map(|bead| (row, bead));
        }
        let in_row = |row: &usize, is_last: bool| {
            let mut beads = bitext.rows.get(*row)?.beads.iter();
            let bead = if is_last { beads.rposition(is_two_sided) } else { beads.position(is_two_sided) };
            bead.map(|bead| (*row, bead))
        };
        let above = || in_row(self.rows.get(at.checked_sub(1)?)?, true);
        [before.or_else(above), after.or_else(|| in_row(self.rows.get(at + usize::from(is_here))?, false))]
    }
}

fn is_two_sided(bead: &Bead) -> bool {
    !bead.sentences.en.is_empty() && !bead.sentences.zh.is_empty()
}

#[cfg(test)]
mod tests;
