//! The heights of all rows, with sums and searches in logarithmic time (Fenwick 1994). Sums are `f64`: a book is millions of points
//! high, and `f32` would lose fractions of a point there.

/// Heights of rows in points.
#[derive(Clone, Debug, Default)]
pub struct RowHeights {
    heights: Vec<f32>,
    /// `sums[i]` covers the rows of `i`'s lowest set bit that end at row `i - 1`; `sums[0]` is unused.
    sums: Vec<f64>,
    /// See [`RowHeights::changed_points`].
    changed_points: f64,
}

impl RowHeights {
    /// From all heights at once. `O(n)`.
    #[must_use]
    pub fn new(heights: Vec<f32>) -> Self {
        let mut new = Self { heights, ..Self::default() };
        new.sum_up();
        new
    }

    /// Makes the sums from the heights.
    fn sum_up(&mut self) {
        let Self { heights, sums, .. } = self;
        sums.clear();
        sums.resize(heights.len() + 1, 0.0);
        for i in 1..sums.len() {
            sums[i] += f64::from(heights[i - 1]);
            let above = i + (i & i.wrapping_neg());
            if above < sums.len() {
                sums[above] += sums[i];
            }
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heights.len()
    }

    /// True without rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heights.is_empty()
    }

    /// One row's height in points; 0 if there is no such row.
    #[must_use]
    pub fn get(&self, row: usize) -> f32 {
        self.heights.get(row).copied().unwrap_or(0.0)
    }

    /// Takes all heights anew. `O(n)`, in the memory that there is: to fetch other memory takes longer than to fill it.
    pub fn replace(&mut self, heights: impl Iterator<Item = f32>) {
        let before = self.total();
        self.heights.clear();
        self.heights.extend(heights);
        self.sum_up();
        // Whatever they are, they are others.
        self.changed_points += before + self.total() + 1.0;
    }

    /// By how much heights have changed so far, all changes together: for what is derived from them and may be wrong by so much. Only rises.
    #[must_use]
    pub fn changed_points(&self) -> f64 {
        self.changed_points
    }

    /// Sets one row's height. `O(log n)`.
    pub fn set(&mut self, row: usize, height_points: f32) {
        let Some(height) = self.heights.get_mut(row) else { return };
        let change = f64::from(height_points) - f64::from(*height);
        *height = height_points;
        self.changed_points += change.abs();
        let mut i = row + 1;
        while change != 0.0 && i < self.sums.len() {
            self.sums[i] += change;
            i += i & i.wrapping_neg();
        }
    }

    /// Sets the heights of the rows from `first` on; what is beyond the last row is left out. `O(k log n)`, but no more than `O(n)`.
    pub fn set_from(&mut self, first: usize, points: &[f32]) {
        let last = first.saturating_add(points.len()).min(self.len());
        let Some(rows) = self.heights.get_mut(first..last) else { return };
        if rows.len() * self.sums.len().ilog2() as usize > self.sums.len() {
            let changes = rows.iter().zip(points).map(|(before, after)| f64::from((after - before).abs()));
            self.changed_points += changes.sum::<f64>();
            rows.copy_from_slice(&points[..rows.len()]);
            self.sum_up();
        } else {
            for (row, height) in (first..last).zip(points) {
                self.set(row, *height);
            }
        }
    }

    /// The top of a row, in points from the top of the first. `O(log n)`.
    #[must_use]
    pub fn top(&self, row: usize) -> f64 {
        let mut i = row.min(self.len());
        let mut sum = 0.0;
        while i > 0 {
            sum += self.sums[i];
            i -= i & i.wrapping_neg();
        }
        sum
    }

    /// The height of everything.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.top(self.len())
    }

    /// The row at a height from the top, and how far into it that is; the last row for what lies below. `O(log n)`.
    #[must_use]
    pub fn row_at(&self, points: f64) -> (usize, f64) {
        let mut rest = points.max(0.0);
        let mut row = 0;
        let mut step = self.len().next_power_of_two();
        while step > 0 {
            let next = row + step;
            if next <= self.len() && self.sums[next] <= rest {
                row = next;
                rest -= self.sums[next];
            }
            step >>= 1;
        }
        let last = self.len().saturating_sub(1);
        if row >= self.len() { (last, f64::from(self.get(last))) } else { (row, rest) }
    }

    /// The next row that has a height, or how many there are: of a side that is shown alone thousands in a row may have none. `O(log n)`.
    #[must_use]
    pub fn next_tall(&self, row: usize) -> usize {
        let (next, _) = self.row_at(self.top(row + 1));
        if next > row && self.get(next) > 0.0 { next } else { self.len() }
    }

    /// The last row before this one that has a height; if none has, the one before. `O(log n)`.
    #[must_use]
    pub fn last_tall(&self, row: usize) -> usize {
        self.row_at(self.top(row) - LEAST_POINTS).0.min(row.saturating_sub(1))
    }
}

/// Less than any row that has a height.
const LEAST_POINTS: f64 = 0.01;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_plain_sums(
            start in prop::collection::vec(1.0_f32..500.0, 1..60),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 1.0_f32..500.0), 0..40),
            many in prop::collection::vec(1.0_f32..500.0, 0..60),
            first in any::<prop::sample::Index>(),
            at in 0.0_f64..20_000.0,
        ) {
            let mut plain = start.clone();
            let mut heights = RowHeights::new(start);
            for (index, height) in changes {
                let row = index.index(plain.len());
                plain[row] = height;
                heights.set(row, height);
            }
            let first = first.index(plain.len());
            for (plain, height) in plain[first..].iter_mut().zip(&many) {
                *plain = *height;
            }
            heights.set_from(first, &many);
            let mut top = 0.0;
            let mut expected = None;
            for (row, height) in plain.iter().enumerate() {
                prop_assert!((heights.top(row) - top).abs() < 1e-3);
                if expected.is_none() && at < top + f64::from(*height) - 1e-3 {
                    expected = Some(row);
                }
                top += f64::from(*height);
            }
            prop_assert!((heights.total() - top).abs() < 1e-3);
            if let Some(row) = expected && (at - heights.top(row)).abs() > 1e-2 {
                prop_assert_eq!(heights.row_at(at).0, row);
            }
        }
    }

    #[test]
    fn what_has_changed_adds_up_and_is_never_taken_back() {
        let mut heights = RowHeights::new(vec![10.0; 64]);
        let mut expected = 0.0;
        heights.set(3, 10.0);
        assert!((heights.changed_points() - expected).abs() < 1e-9, "it was as high");
        heights.set(3, 15.0);
        heights.set(3, 10.0);
        heights.set(99, 10.0);
        expected += 10.0;
        assert!((heights.changed_points() - expected).abs() < 1e-9);
        heights.set_from(62, &[11.0, 12.0, 13.0]);
        heights.set_from(0, &[9.0; 62]);
        expected += 3.0 + 62.0;
        assert!((heights.changed_points() - expected).abs() < 1e-9);
        let total = heights.total();
        heights.replace([20.0; 4].into_iter());
        assert!(heights.changed_points() > expected + total && heights.len() == 4);
    }

    #[test]
    fn rows_without_a_height_are_passed_over() {
        let heights = RowHeights::new([vec![0.0, 7.3], vec![0.0; 999], vec![21.1, 3.7, 0.0, 0.0]].concat());
        let len = heights.len();
        for (row, next, last) in [
            (0, 1, 0),
            (1, 1001, 0),
            (2, 1001, 1),
            (700, 1001, 1),
            (1001, 1002, 1),
            (1002, len, 1001),
            (len - 1, len, 1002),
        ] {
            assert_eq!((heights.next_tall(row), heights.last_tall(row)), (next, last), "{row}");
        }
        assert_eq!((heights.next_tall(len), heights.last_tall(len)), (len, 1002));
        assert_eq!(RowHeights::default().next_tall(0), 0);
    }

    #[test]
    fn the_ends_are_rows_too() {
        let heights = RowHeights::new(vec![10.0, 20.0]);
        assert_eq!(heights.row_at(-5.0), (0, 0.0));
        assert_eq!(heights.row_at(10.0), (1, 0.0));
        assert_eq!(heights.row_at(1e9), (1, 20.0));
        assert_eq!(RowHeights::default().row_at(3.0), (0, 0.0));
    }
}
