//! The link classifier: logistic regression over the evidence of a cell, in two passes; the second sees the first one's answers around the
//! cell.

use super::evidence::{Evidence, FIRST, SECOND};
use super::weights::{FIRST_WEIGHTS, SECOND_WEIGHTS};

/// A weight for each number of a cell, and what is added to their sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// The first pass: the bias, then the weights.
    pub first: Vec<f64>,
    /// The second pass, the same way.
    pub second: Vec<f64>,
}

impl Weights {
    /// Those that `examples/fit_words.rs` prints.
    pub(super) fn bundled() -> Self {
        Self { first: FIRST_WEIGHTS.to_vec(), second: SECOND_WEIGHTS.to_vec() }
    }

    /// The probability of a link in each cell, English words fastest.
    #[must_use]
    pub fn probabilities(&self, evidence: &Evidence) -> Vec<f32> {
        passed(&self.second, &evidence.second(&self.first_pass(evidence)))
    }

    /// The same by the first pass alone, which looks at no neighbours.
    #[must_use]
    pub fn first_pass(&self, evidence: &Evidence) -> Vec<f32> {
        passed(&self.first, &evidence.first)
    }
}

/// One pass over all cells.
pub(super) fn passed<const N: usize>(weights: &[f64], cells: &[[f32; N]]) -> Vec<f32> {
    debug_assert!(weights.len() == N + 1 && matches!(N, FIRST | SECOND));
    let Some((bias, weights)) = weights.split_first() else { return vec![0.0; cells.len()] };
    let sum = |cell: &[f32; N]| cell.iter().zip(weights).map(|(x, w)| f64::from(*x) * w).sum::<f64>();
    cells.iter().map(|cell| (1.0 / (1.0 + libm::exp(-(bias + sum(cell))))) as f32).collect()
}
