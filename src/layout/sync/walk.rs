//! From meeting to meeting: runs in which each bead follows the one before on both sides, and the gaps between them.

use super::{Meeting, Meetings, Side};
use crate::model::Bitext;
use crate::text::Lang;
use std::ops::Range;

/// No side goes so many times as quickly as the other because of a gap.
const MOST_TIMES: f64 = 4.0;

/// So many reaches of a gap are measured at each of its ends: what lies between is skipped, whatever its height.
const MEASURED_REACHES: f64 = 16.0;
/// Where both sides have something alone, so many rows at each end.
const MEASURED_ROWS: usize = 64;

/// By so little may an end be missed: what nobody translated there may be skipped in one step, which must not be left out.
const ROUNDED_POINTS: f64 = 1e-6;

/// A point of the side that is asked from, and the one of the other side that stands across.
pub(super) type Point = (f64, f64);

/// What lies between two runs, or a run and an end of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// The last meeting before it.
    pub before: Option<Meeting>,
    /// The first one behind it.
    pub after: Option<Meeting>,
}

/// Two sides on which to go from meeting to meeting.
pub(super) struct Walk<'a> {
    pub meetings: &'a Meetings,
    pub bitext: &'a Bitext,
    pub lang: Lang,
    pub from: &'a mut dyn Side,
    pub to: &'a mut dyn Side,
    pub reach_points: f64,
}

impl Walk<'_> {
    /// What stands across from a point; given are the last meeting that is not below it, and the first one that is.
    pub fn across(&mut self, before: Option<Meeting>, after: Option<Meeting>, (row, below): (usize, f64)) -> f64 {
        let bead = before.map(|before| (before, [self.start(before), self.end(before)]));
        let point = self.from.top_points(row) + below;
        // An end stands across from an end, even if what nobody translated stands before the first meeting or behind the last.
        if point <= ROUNDED_POINTS || point >= self.from.total_points() - ROUNDED_POINTS {
            return if point <= ROUNDED_POINTS { 0.0 } else { self.to.total_points() };
        }
        let Some((here, bead)) = bead.filter(|(_, [_, end])| point < end.0) else {
            return along(&self.passage(Gap { before, after }), point);
        };
        let level = along(&bead, point);
        // The way through a gap begins before it, and ends behind it.
        if let Some(gap) = self.gap_before(here, (point, level)) {
            let way = self.passage(gap);
            if point < way[3].0 {
                return along(&way, point);
            }
        }
        if let Some(gap) = self.gap_after(here, (point, level)) {
            let way = self.passage(gap);
            if point > way[0].0 {
                return along(&way, point);
            }
        }
        level
    }

    /// Where the sentences of a bead begin.
    fn start(&mut self, (row, bead): Meeting) -> Point {
        let sentences = &self.bitext.rows[row].beads[bead].sentences;
        let (from, to) = (sentences[self.lang].start, sentences[self.lang.other()].start);
        (sentence_point(self.from, row, from), sentence_point(self.to, row, to))
    }

    /// Where the sentences that follow a bead begin; the end if there are none.
    fn end(&mut self, (row, bead): Meeting) -> Point {
        let Self { bitext, lang, .. } = *self;
        let sentences = &bitext.rows[row].beads[bead].sentences;
        let of = |side: &mut dyn Side, lang: Lang| {
            let next = sentences[lang].end;
            let is_here = bitext.rows[row].beads.last().is_some_and(|last| next < last.sentences[lang].end);
            let row = if is_here { Some(row) } else { bitext.bead_of_sentence(lang, next).map(|(row, _)| row) };
            if let Some(row) = row { sentence_point(side, row, next) } else { side.total_points() }
        };
        (of(self.from, lang), of(self.to, lang.other()))
    }

    /// The next meeting if it follows on both sides.
    fn next(&self, (row, bead): Meeting) -> Option<Meeting> {
        let next = self.meetings.next(self.bitext, (row, bead))?;
        self.is_joined((row, bead), next).then_some(next)
    }

    fn previous(&self, meeting: Meeting) -> Option<Meeting> {
        let previous = self.meetings.previous(self.bitext, meeting)?;
        self.is_joined(previous, meeting).then_some(previous)
    }

    fn is_joined(&self, first: Meeting, second: Meeting) -> bool {
        let [first, second] = [first, second].map(|(row, bead)| &self.bitext.rows[row].beads[bead].sentences);
        Lang::BOTH.into_iter().all(|lang| first[lang].end == second[lang].start)
    }

    /// The gap before the run that a meeting is in, if it is not too far from a point to matter there.
    fn gap_before(&mut self, meeting: Meeting, point: Point) -> Option<Gap> {
        let mut first = meeting;
        loop {
            let start = self.start(first);
            if distance(start, point) > self.reach_points {
                return None;
            }
            let Some(previous) = self.previous(first) else { break };
            first = previous;
        }
        Some(Gap { before: self.meetings.previous(self.bitext, first), after: Some(first) })
    }

    fn gap_after(&mut self, meeting: Meeting, point: Point) -> Option<Gap> {
        let mut last = meeting;
        loop {
            let end = self.end(last);
            if distance(end, point) > self.reach_points {
                return None;
            }
            let Some(next) = self.next(last) else { break };
            last = next;
        }
        Some(Gap { before: Some(last), after: self.meetings.next(self.bitext, last) })
    }

    /// The way through a gap: four points, of which the last but one may be far from the one before on one side.
    fn passage(&mut self, gap: Gap) -> [Point; 4] {
        let (mut up, mut down) = (self.run_before(gap), self.run_behind(gap));
        let (start, end) = (up[0], down[0]);
        let (from, to) = (end.0 - start.0, end.1 - start.1);
        // Whoever asks asks again if this has changed a height.
        self.measure(gap, from.min(to) < 2.0 * self.reach_points);
        let (long, short) = if from > to { (from, to) } else { (to, from) };
        let missing = (long - MOST_TIMES * short) / (MOST_TIMES - 1.0);
        if missing <= 0.0 {
            return [start, start, end, end];
        }
        // First the side that has the stretch, then the one that rests.
        let is_turned = from < to;
        if is_turned {
            for point in up.iter_mut().chain(&mut down) {
                *point = (point.1, point.0);
            }
        }
        let reach = (missing / 2.0).min(self.reach_points);
        let (first, last) = (edge(&up, reach), edge(&down, reach));
        let middle = f64::midpoint(up[0].1, down[0].1);
        let enters = first.0 + MOST_TIMES * (middle - first.1);
        let leaves = last.0 - MOST_TIMES * (last.1 - middle);
        let mut way = if enters < leaves {
            [first, (enters, middle), (leaves, middle), last]
        } else {
            [first, first, last, last]
        };
        if is_turned {
            way = way.map(|(long, short)| (short, long));
        }
        way
    }

    /// Makes the heights in a gap exact, from both its ends so far in that the way through it is known. Where both sides have hundreds of rows
    /// alone, the middle of them may be guessed.
    fn measure(&mut self, gap: Gap, is_one_sided: bool) {
        let first = gap.before.map_or(0, |(row, _)| row + 1);
        let behind = gap.after.map_or(self.bitext.rows.len(), |(row, _)| row);
        let (most_points, most_rows) =
            if is_one_sided { (MEASURED_REACHES * self.reach_points, usize::MAX) } else { (f64::MAX, MEASURED_ROWS) };
        for side in [&mut *self.from, &mut *self.to] {
            // On the side that rests thousands of rows may be empty.
            if side.top_points(behind) - side.top_points(first) < 1.0 {
                continue;
            }
            for is_downwards in [true, false] {
                measure_rows(side, first..behind, is_downwards, most_points, most_rows);
            }
        }
    }

    /// The points of the run that ends where a gap begins, from there up; as many as may matter.
    fn run_before(&mut self, gap: Gap) -> Vec<Point> {
        let Some(last) = gap.before else { return vec![(0.0, 0.0)] };
        let mut points = vec![self.end(last)];
        let mut next = Some(last);
        while let Some(meeting) =
            next.filter(|_| distance(points[0], points[points.len() - 1]) < 2.0 * self.reach_points)
        {
            points.push(self.start(meeting));
            next = self.previous(meeting);
        }
        points
    }

    /// The points of the run that begins where a gap ends, from there down.
    fn run_behind(&mut self, gap: Gap) -> Vec<Point> {
        let Some(first) = gap.after else { return vec![(self.from.total_points(), self.to.total_points())] };
        let mut points = vec![self.start(first)];
        let mut next = Some(first);
        while let Some(meeting) =
            next.filter(|_| distance(points[0], points[points.len() - 1]) < 2.0 * self.reach_points)
        {
            points.push(self.end(meeting));
            next = self.next(meeting);
        }
        points
    }
}

fn sentence_point(side: &mut dyn Side, row: usize, sentence: usize) -> f64 {
    let below = side.sentence_points(row, sentence);
    side.top_points(row) + below
}

/// Makes the heights of the rows of a stretch exact, from its start or its end, until they are so high together or so many.
fn measure_rows(side: &mut dyn Side, rows: Range<usize>, is_downwards: bool, most_points: f64, most_rows: usize) {
    let (mut passed, mut count) = (0.0, 0);
    let mut row = if is_downwards { rows.start } else { side.last_tall(rows.end).max(rows.start) };
    while rows.contains(&row) && passed <= most_points && count < most_rows {
        side.measure(row);
        passed += side.top_points(row + 1) - side.top_points(row);
        count += 1;
        row = match is_downwards {
            true => side.next_tall(row),
            false if row > rows.start => side.last_tall(row).max(rows.start),
            false => return,
        };
    }
}

/// On the side where it is less.
fn distance(one: Point, other: Point) -> f64 {
    (one.0 - other.0).abs().min((one.1 - other.1).abs())
}

/// Where the way through a gap leaves a run whose points are given from the gap on: so far away on the side that rests, but no farther than
/// half of the run, which the gap at its other end may need.
fn edge(points: &[Point], reach: f64) -> Point {
    let (first, last) = (points[0], points[points.len() - 1]);
    let room = [(last.0 - first.0).abs() / 2.0, ((last.1 - first.1).abs() / 2.0).min(reach)];
    let mut at = first;
    for pair in points.windows(2) {
        let share = |from: f64, to: f64, first: f64, room: f64| {
            let (passed, way) = ((from - first).abs(), (to - from).abs());
            if passed + way <= room { 1.0 } else { (room - passed).max(0.0) / way }
        };
        let share = share(pair[0].0, pair[1].0, first.0, room[0]).min(share(pair[0].1, pair[1].1, first.1, room[1]));
        at = (pair[0].0 + share * (pair[1].0 - pair[0].0), pair[0].1 + share * (pair[1].1 - pair[0].1));
        if share < 1.0 {
            break;
        }
    }
    at
}

/// What stands across from a point on a way of straight parts; of a point from which the other side jumps, where that goes.
fn along(way: &[Point], point: f64) -> f64 {
    let part = way.windows(2).find(|part| point < part[1].0).or_else(|| way.windows(2).last());
    let Some([start, end]) = part.and_then(|part| part.first_chunk()) else { return 0.0 };
    let length = end.0 - start.0;
    let share = if length > 0.0 { ((point - start.0) / length).clamp(0.0, 1.0) } else { 1.0 };
    start.1 + share * (end.1 - start.1)
}
