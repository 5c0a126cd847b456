//! Owns how probable a bead of the best path is, and which other reading comes next. Reads the sums over all paths through the window.

use super::super::paths::log_sum;
use super::Lattice;
use crate::model::Reading;
use crate::text::PerLang;

/// A bead surer than this needs no runner-up.
const RIVAL_BELOW: f32 = 0.9;

/// The most probable of the readings that share a unit with a bead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rival {
    /// How it differs from the bead.
    pub reading: Reading,
    /// Its probability among all paths through the band, 0 to 1.
    pub posterior: f32,
}

/// A point of the window: row, column.
type Point = (usize, usize);

impl Lattice<'_> {
    /// The probability of a bead between two points of the best path, and the runner-up if it is not sure.
    pub(in super::super) fn weigh(&self, from: Point, to: Point, score: f32) -> (f32, Option<Rival>) {
        let log = if from.1 == to.1 {
            self.zh_alone_log(from.0)
        } else if from.0 == to.0 {
            self.en_alone_log(from.1)
        } else {
            self.path_log(from, to, f64::from(score)).unwrap_or(f64::NEG_INFINITY)
        };
        let posterior = self.probability(log);
        (posterior, if posterior < RIVAL_BELOW { self.rival(from, to) } else { None })
    }

    fn probability(&self, log: f64) -> f32 {
        libm::exp((log - self.points.backward[0]).min(0.0)) as f32
    }

    /// The log sum of all paths that go from one point to another by one bead of this score.
    fn path_log(&self, from: Point, to: Point, score: f64) -> Option<f64> {
        let (before, here) = (self.point(Some(from.0), Some(from.1))?, self.point(Some(to.0), Some(to.1))?);
        let log = self.points.forward[before] + score * self.texts.model.sharpness + self.points.backward[here];
        (log > f64::NEG_INFINITY).then_some(log)
    }

    /// A unit that stands alone does so whatever has been passed across: the log sum over all columns.
    fn zh_alone_log(&self, row: usize) -> f64 {
        let alone = f64::from(self.zh_alone);
        let columns = self.window_low[row]..self.window_high[row];
        log_sum(
            &columns.filter_map(|column| self.path_log((row, column), (row + 1, column), alone)).collect::<Vec<_>>(),
        )
    }

    /// The same for an English unit: over all rows.
    fn en_alone_log(&self, column: usize) -> f64 {
        let alone = f64::from(self.en_alone);
        // Both edges of the band rise.
        let first = self.window_high.partition_point(|high| *high <= column + 1);
        let last = self.window_low.partition_point(|low| *low <= column);
        log_sum(
            &(first..last).filter_map(|row| self.path_log((row, column), (row, column + 1), alone)).collect::<Vec<_>>(),
        )
    }

    fn rival(&self, from: Point, to: Point) -> Option<Rival> {
        let kinds = &self.texts.model.kinds;
        let mut best: Option<(f64, Point, Point)> = None;
        let mut see = |log: f64, start: Point, end: Point| {
            if best.is_none_or(|best| log > best.0) {
                best = Some((log, start, end));
            }
        };
        let is_two_sided = from.0 < to.0 && from.1 < to.1;
        if is_two_sided {
            for row in from.0..to.0 {
                see(self.zh_alone_log(row), (row, from.1), (row + 1, from.1));
            }
            for column in from.1..to.1 {
                see(self.en_alone_log(column), (from.0, column), (from.0, column + 1));
            }
        }
        for row in from.0..=(to.0 + self.max_zh).min(self.window_low.len() - 1) {
            for column in from.1..=to.1 + self.max_en {
                let Some(here) = self.point(Some(row), Some(column)) else { continue };
                for (index, kind) in kinds.iter().enumerate() {
                    let score = self.points.scores[here * kinds.len() + index];
                    let (Some(top), Some(left)) = (row.checked_sub(kind.zh), column.checked_sub(kind.en)) else {
                        continue;
                    };
                    let shares = top < to.0 && row > from.0 || left < to.1 && column > from.1;
                    let is_other = ((top, left), (row, column)) != (from, to);
                    if shares
                        && is_other
                        && score > f32::NEG_INFINITY
                        && let Some(log) = self.path_log((top, left), (row, column), f64::from(score))
                    {
                        see(log, (top, left), (row, column));
                    }
                }
            }
        }
        let (log, start, end) = best?;
        let ranges = |from: Point, to: Point| PerLang { zh: from.0..to.0, en: from.1..to.1 };
        let reading = Reading::new(&ranges(from, to), &ranges(start, end))?;
        Some(Rival { reading, posterior: self.probability(log) })
    }
}
