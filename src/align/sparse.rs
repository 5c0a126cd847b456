//! Owns the sparse tables the aligner reads. Depends on nothing; its order never depends on hashing.

use std::ops::Range;

/// Rows of (column, value), columns rising within a row.
#[derive(Clone, Default)]
pub struct Sparse {
    starts: Vec<u32>,
    items: Vec<(u32, f32)>,
}

impl Sparse {
    /// One empty table to which rows are added in order.
    pub fn with_rows(rows: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self { starts, items: Vec::new() }
    }

    /// Adds the next row; where a column comes twice, the larger value stays.
    pub fn push_row_max(&mut self, row: &mut Vec<(u32, f32)>) {
        row.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        row.dedup_by_key(|item| item.0);
        self.push_row(row.drain(..));
    }

    /// Adds the next row, which is in order already.
    pub fn push_row(&mut self, row: impl IntoIterator<Item = (u32, f32)>) {
        self.items.extend(row);
        self.starts.push(self.items.len() as u32);
    }

    /// One row.
    pub fn row(&self, row: u32) -> &[(u32, f32)] {
        &self.items[self.range(row as usize)]
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn range(&self, row: usize) -> Range<usize> {
        self.starts[row] as usize..self.starts[row + 1] as usize
    }

    /// Every (row, column, value) with row and column exchanged.
    pub fn transposed(&self, columns: usize) -> Self {
        let mut starts = vec![0_u32; columns + 1];
        for item in &self.items {
            starts[item.0 as usize + 1] += 1;
        }
        for column in 0..columns {
            starts[column + 1] += starts[column];
        }
        let mut next = starts.clone();
        let mut items = vec![(0, 0.0); self.items.len()];
        for row in 0..self.len() {
            for &(column, value) in &self.items[self.range(row)] {
                let at = &mut next[column as usize];
                items[*at as usize] = (row as u32, value);
                *at += 1;
            }
        }
        Self { starts, items }
    }

    /// Drops values below `least`; says how much each row lost, weighing columns.
    pub fn drop_small(&mut self, least: f32, weights: &[f32]) -> Vec<f32> {
        let (mut kept, mut start) = (0, 0);
        let mut lost = vec![0.0; self.len()];
        for (row, lost) in lost.iter_mut().enumerate() {
            let end = self.starts[row + 1] as usize;
            for at in start..end {
                let (column, value) = self.items[at];
                if value >= least {
                    self.items[kept] = (column, value);
                    kept += 1;
                } else {
                    *lost += value * weights[column as usize];
                }
            }
            start = end;
            self.starts[row + 1] = kept as u32;
        }
        self.items.truncate(kept);
        lost
    }

    /// Scales each row by what `factor` makes of it, value by value.
    pub fn map_rows(&mut self, mut change: impl FnMut(u32, &mut [(u32, f32)])) {
        for row in 0..self.len() {
            let range = self.range(row);
            change(row as u32, &mut self.items[range]);
        }
    }
}

/// A dense vector of which only the touched places are cleared.
pub struct Scratch {
    values: Vec<f32>,
    touched: Vec<u32>,
}

impl Scratch {
    /// All zero.
    pub fn new(len: usize) -> Self {
        Self { values: vec![0.0; len], touched: Vec::new() }
    }

    /// Adds to one place.
    pub fn add(&mut self, at: u32, value: f32) {
        let place = &mut self.values[at as usize];
        if *place == 0.0 {
            self.touched.push(at);
        }
        *place += value;
    }

    /// The vector.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Makes all zero again.
    pub fn clear(&mut self) {
        for at in self.touched.drain(..) {
            self.values[at as usize] = 0.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_larger_of_two_and_transposes() {
        let mut table = Sparse::with_rows(2);
        table.push_row_max(&mut vec![(2, 0.5), (0, 1.0), (2, 0.75)]);
        table.push_row_max(&mut vec![(2, 3.0)]);
        assert_eq!(table.row(0), [(0, 1.0), (2, 0.75)]);
        let turned = table.transposed(3);
        assert_eq!(
            (turned.row(0), turned.row(1), turned.row(2)),
            (&[(0, 1.0)][..], &[][..], &[(0, 0.75), (1, 3.0)][..])
        );
        assert_eq!(turned.transposed(2).row(0), table.row(0));
    }

    #[test]
    fn clears_what_was_touched() {
        let mut scratch = Scratch::new(3);
        scratch.add(1, 2.0);
        scratch.add(1, 1.0);
        assert_eq!(scratch.values(), [0.0, 3.0, 0.0]);
        scratch.clear();
        assert_eq!(scratch.values(), [0.0; 3]);
    }
}
