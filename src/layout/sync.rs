//! Two sides that scroll each for itself, kept in step: a piecewise-linear map over the sentences where they meet, and the line of the
//! view on which they are level. Only what surrounds one point is ever asked for. All points are from the top of a side, in `f64`.

mod walk;

use crate::model::{Bead, Bitext};
use crate::text::Lang;
use walk::Walk;

/// A side as it is laid out.
pub trait Side {
    /// Its height.
    fn total_points(&self) -> f64;
    /// By how much its heights have changed so far, all changes together: their sum may stay the same while a row becomes higher and another lower.
    fn changed_points(&self) -> f64;
    /// The top of a row; of the one after the last, the end.
    fn top_points(&self, row: usize) -> f64;
    /// A row below this one with no row in between that has a height: of a side that is shown alone thousands in a row may have none.
    fn next_tall(&self, row: usize) -> usize {
        row + 1
    }
    /// The same above.
    fn last_tall(&self, row: usize) -> usize {
        row.saturating_sub(1)
    }
    /// Makes the height of a row exact.
    fn measure(&mut self, row: usize);
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
    ///
    /// While one side passes a stretch that has no counterpart, the other one all but rests: it has its share of the way in what stands
    /// before and behind, up to `reach_points` of each, so that neither goes more than four times as quickly as the other there. What is
    /// too long for that is left out in its middle: the side that has it goes on behind at once, and the other one rests.
    ///
    /// Measures the rows around the point only: `O(log n)`.
    #[must_use]
    pub fn across(
        &self,
        bitext: &Bitext,
        lang: Lang,
        from: &mut impl Side,
        to: &mut impl Side,
        at: (usize, f64),
        reach_points: f64,
    ) -> f64 {
        loop {
            let before = (from.changed_points(), to.changed_points());
            let [above, below] = self.around(bitext, lang, from, at);
            let point = Walk { meetings: self, bitext, lang, from, to, reach_points }.across(above, below, at);
            // What was measured on the way may have moved the tops of what is below.
            if before == (from.changed_points(), to.changed_points()) {
                return point;
            }
        }
    }

    /// The last meeting that is not below a point of a side, and the first one that is.
    fn around(
        &self,
        bitext: &Bitext,
        lang: Lang,
        side: &mut impl Side,
        (row, below): (usize, f64),
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
        let above = || self.last_above(bitext, row);
        [before.or_else(above), after.or_else(|| self.first_from(bitext, row + 1))]
    }

    /// The meeting that follows another one.
    fn next(&self, bitext: &Bitext, (row, bead): Meeting) -> Option<Meeting> {
        let beads = &bitext.rows[row].beads;
        let here = (bead + 1..beads.len()).find(|bead| is_two_sided(&beads[*bead])).map(|bead| (row, bead));
        here.or_else(|| self.first_from(bitext, row + 1))
    }

    /// The meeting before another one.
    fn previous(&self, bitext: &Bitext, (row, bead): Meeting) -> Option<Meeting> {
        let beads = &bitext.rows[row].beads;
        let here = (0..bead).rev().find(|bead| is_two_sided(&beads[*bead])).map(|bead| (row, bead));
        here.or_else(|| self.last_above(bitext, row))
    }

    /// The first meeting in a row or below it.
    fn first_from(&self, bitext: &Bitext, row: usize) -> Option<Meeting> {
        let row = *self.rows.get(self.rows.partition_point(|other| *other < row))?;
        bitext.rows.get(row)?.beads.iter().position(is_two_sided).map(|bead| (row, bead))
    }

    /// The last meeting above a row.
    fn last_above(&self, bitext: &Bitext, row: usize) -> Option<Meeting> {
        let row = *self.rows.get(self.rows.partition_point(|other| *other < row).checked_sub(1)?)?;
        bitext.rows.get(row)?.beads.iter().rposition(is_two_sided).map(|bead| (row, bead))
    }
}

fn is_two_sided(bead: &Bead) -> bool {
    !bead.sentences.en.is_empty() && !bead.sentences.zh.is_empty()
}

#[cfg(test)]
mod tests;
