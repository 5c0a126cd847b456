//! Owns a long list of numbers that never decrease and mostly grow by little, in a byte each: where the characters of a folded text came from.

/// Every so many numbers one is kept whole.
const STRIDE: usize = 64;
/// A step of so much or more is kept elsewhere.
const LEAP: u32 = u8::MAX as u32;

/// Numbers that never decrease.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Starts {
    /// Every `STRIDE`th number.
    marks: Vec<u32>,
    /// From the number before, or `LEAP`; 0 where there is a mark.
    steps: Vec<u8>,
    /// The long steps with their places, in order.
    leaps: Vec<(u32, u32)>,
    last: u32,
}

impl Starts {
    pub fn with_capacity(count: usize) -> Self {
        Self { marks: Vec::with_capacity(count / STRIDE + 1), steps: Vec::with_capacity(count), ..Self::default() }
    }

    /// Adds a number that is not below the last.
    pub fn push(&mut self, start: u32) {
        let (at, step) = (self.steps.len(), start - self.last);
        self.last = start;
        if at.is_multiple_of(STRIDE) {
            self.marks.push(start);
            self.steps.push(0);
        } else {
            if step >= LEAP {
                self.leaps.push((at as u32, step));
            }
            self.steps.push(step.min(LEAP) as u8);
        }
    }

    pub fn shrink_to_fit(&mut self) {
        self.marks.shrink_to_fit();
        self.steps.shrink_to_fit();
    }

    /// The number at an index. Sums up a stride at most.
    pub fn get(&self, index: usize) -> Option<u32> {
        let stride = self.stride(index / STRIDE)?;
        stride.take(index % STRIDE + 1).nth(index % STRIDE)
    }

    /// How many numbers are below another: `O(log n)`.
    pub fn count_below(&self, bound: u32) -> usize {
        // The first that is not below is at a mark, or in the stride of the last mark that is below.
        let Some(mark) = self.marks.partition_point(|start| *start < bound).checked_sub(1) else { return 0 };
        mark * STRIDE + self.stride(mark).map_or(0, |stride| stride.take_while(|start| *start < bound).count())
    }

    /// The numbers from a mark to the next.
    fn stride(&self, index: usize) -> Option<impl Iterator<Item = u32> + '_> {
        let first = index * STRIDE;
        let steps = self.steps.get(first..self.steps.len().min(first + STRIDE))?;
        let mut sum = *self.marks.get(index)?;
        Some(steps.iter().enumerate().map(move |(at, step)| {
            sum += match u32::from(*step) {
                LEAP => self.leap(first + at),
                step => step,
            };
            sum
        }))
    }

    fn leap(&self, index: usize) -> u32 {
        let found = self.leaps.binary_search_by_key(&(index as u32), |(at, _)| *at);
        found.map_or(0, |found| self.leaps[found].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn says_what_a_plain_list_says(steps in vec(prop_oneof![5 => 0_u32..8, 1 => 250_u32..300, 1 => 0_u32..90_000], 0..400), least in 0_u32..9_000) {
            let plain: Vec<u32> = steps.iter().scan(0, |sum, step| { *sum += step; Some(*sum) }).collect();
            let mut starts = Starts::with_capacity(1);
            for start in &plain {
                starts.push(*start);
            }
            for at in 0..=plain.len() {
                prop_assert_eq!(starts.get(at), plain.get(at).copied());
            }
            for least in plain.iter().flat_map(|start| [*start, start + 1]).chain([0, least]) {
                prop_assert_eq!(starts.count_below(least), plain.partition_point(|start| *start < least));
            }
        }
    }
}
