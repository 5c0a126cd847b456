//! Owns the paths through a window: the best one, and how probable each of its beads is among all. Depends on the window's
//! scores.

use super::lattice::{EN_ALONE, Lattice, Link, ZH_ALONE};

/// Paths this much worse add nothing to a sum of probabilities.
const NEGLIGIBLE_NATS: f64 = 30.0;

impl Lattice<'_> {
    /// Log sums over all paths from the window's start to each point and from each point to its end (`end`, a column of the
    /// last row counted from its first, or any column of it).
    pub(super) fn sum_paths(&mut self, end: Option<usize>) {
        let rows = self.window_low.len() - 1;
        let size = self.points.best.len();
        let sharpness = self.texts.model.sharpness;
        let kinds = &self.texts.model.kinds;
        let alone = [f64::from(self.zh_alone) * sharpness, f64::from(self.en_alone) * sharpness];
        let mut forward = std::mem::take(&mut self.points.forward);
        let mut backward = std::mem::take(&mut self.points.backward);
        forward.clear();
        forward.resize(size, f64::NEG_INFINITY);
        backward.clear();
        backward.resize(size, f64::NEG_INFINITY);
        let mut ways: Vec<f64> = Vec::with_capacity(kinds.len() + 2);
        for row in 0..=rows {
            for column in self.window_low[row]..self.window_high[row] {
                let here = self.points.at[row] + column - self.window_low[row];
                ways.clear();
                if here == 0 {
                    ways.push(0.0);
                }
                ways.extend(self.point(row.checked_sub(1), Some(column)).map(|at| forward[at] + alone[0]));
                ways.extend(self.point(Some(row), column.checked_sub(1)).map(|at| forward[at] + alone[1]));
                for (index, kind) in kinds.iter().enumerate() {
                    let score = self.points.scores[here * kinds.len() + index];
                    if score > f32::NEG_INFINITY
                        && let Some(at) = self.point(row.checked_sub(kind.zh), column.checked_sub(kind.en))
                    {
                        ways.push(forward[at] + f64::from(score) * sharpness);
                    }
                }
                forward[here] = log_sum(&ways);
            }
        }
        for row in (0..=rows).rev() {
            for column in (self.window_low[row]..self.window_high[row]).rev() {
                let here = self.points.at[row] + column - self.window_low[row];
                ways.clear();
                if row == rows && end.is_none_or(|end| column - self.window_low[row] == end) {
                    ways.push(0.0);
                }
                let below = |n: usize| (row + n <= rows).then_some(row + n);
                ways.extend(self.point(below(1), Some(column)).map(|at| backward[at] + alone[0]));
                ways.extend(self.point(Some(row), Some(column + 1)).map(|at| backward[at] + alone[1]));
                for (index, kind) in kinds.iter().enumerate() {
                    if let Some(at) = self.point(below(kind.zh), Some(column + kind.en)) {
                        let score = self.points.scores[at * kinds.len() + index];
                        if score > f32::NEG_INFINITY {
                            ways.push(backward[at] + f64::from(score) * sharpness);
                        }
                    }
                }
                backward[here] = log_sum(&ways);
            }
        }
        self.points.forward = forward;
        self.points.backward = backward;
    }

    /// Sets the ways back along the ladder whose beads are surest together, each less `least_sure`.
    pub(super) fn surest_path(&mut self, least_sure: f64) {
        let rows = self.window_low.len() - 1;
        let sharpness = self.texts.model.sharpness;
        let kinds = &self.texts.model.kinds;
        let all = self.points.backward[0];
        let mut worth = std::mem::take(&mut self.points.best);
        worth.fill(f64::NEG_INFINITY);
        worth[0] = 0.0;
        for row in 0..=rows {
            for column in self.window_low[row]..self.window_high[row] {
                let here = self.points.at[row] + column - self.window_low[row];
                let after = self.points.backward[here] - all;
                if here == 0 || self.points.forward[here] + after < -NEGLIGIBLE_NATS {
                    continue;
                }
                let (mut best, mut from) = (f64::NEG_INFINITY, EN_ALONE);
                let mut take = |before: Option<usize>, score: f32, way: u8| {
                    let Some(before) = before.filter(|before| worth[*before] > f64::NEG_INFINITY) else { return };
                    let log = self.points.forward[before] + f64::from(score) * sharpness + after;
                    let value = worth[before] + libm::exp(log.min(0.0)) - least_sure;
                    if log > -NEGLIGIBLE_NATS && value > best {
                        (best, from) = (value, way);
                    }
                };
                for (index, kind) in kinds.iter().enumerate() {
                    let score = self.points.scores[here * kinds.len() + index];
                    if score > f32::NEG_INFINITY {
                        take(self.point(row.checked_sub(kind.zh), column.checked_sub(kind.en)), score, index as u8);
                    }
                }
                take(self.point(row.checked_sub(1), Some(column)), self.zh_alone, ZH_ALONE);
                take(self.point(Some(row), column.checked_sub(1)), self.en_alone, EN_ALONE);
                worth[here] = best;
                self.points.from[here] = from;
            }
        }
        self.points.best = worth;
    }

    /// The best path's links, from the window's start to a column of its last row.
    pub(super) fn walk_back(&self, zh_start: usize, en_start: usize, end: usize, posteriors: bool) -> Vec<Link> {
        let (mut row, mut column) = (self.window_low.len() - 1, end);
        let kinds = &self.texts.model.kinds;
        let mut links = Vec::new();
        while let Some(here) = self.point(Some(row), Some(column)).filter(|here| *here != 0) {
            let from = self.points.from[here];
            let (zh, en, score) = match from {
                ZH_ALONE => (1, 0, self.zh_alone),
                EN_ALONE => (0, 1, self.en_alone),
                index => {
                    let kind = kinds[usize::from(index)];
                    (kind.zh, kind.en, self.points.scores[here * kinds.len() + usize::from(index)])
                }
            };
            let (Some(row_before), Some(column_before)) = (row.checked_sub(zh), column.checked_sub(en)) else { break };
            if self.point(Some(row_before), Some(column_before)).is_none() {
                break;
            }
            let (from, to) = ((row_before, column_before), (row, column));
            let (posterior, rival) = if posteriors { self.weigh(from, to, score) } else { (1.0, None) };
            links.push(Link {
                zh: zh_start + row_before..zh_start + row,
                en: en_start + column_before..en_start + column,
                score,
                posterior,
                rival,
            });
            (row, column) = (row_before, column_before);
        }
        links.reverse();
        links
    }
}

/// The logarithm of the sum of numbers given by their logarithms.
pub(super) fn log_sum(ways: &[f64]) -> f64 {
    let top = ways.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        return top;
    }
    let sum: f64 = ways.iter().filter(|way| top - **way < NEGLIGIBLE_NATS).map(|way| libm::exp(way - top)).sum();
    top + libm::log(sum)
}
