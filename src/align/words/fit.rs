//! Fitting the classifier to pairs that were linked by hand: logistic regression with a Gaussian prior, by Newton's method. Only programs that
//! measure use it.

use super::classify::{Weights, passed};
use super::evidence::{Evidence, FIRST, SECOND};
use std::collections::BTreeSet;

/// The prior's strength, in cells, for weights of numbers with variance 1.
const RIDGE: f64 = 5.0;
const ROUNDS: usize = 12;
/// How much a possible link counts as a link.
const POSSIBLE: f64 = 0.5;

/// What a person said of a pair: the links, from a Chinese word to an English one, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    /// The links that must be there.
    pub sure: BTreeSet<(usize, usize)>,
    /// Those, and the links that may be there.
    pub possible: BTreeSet<(usize, usize)>,
}

/// Weights for the evidence of pairs with their links.
#[must_use]
pub fn fit(examples: &[(&Evidence, &Gold)]) -> Weights {
    let targets: Vec<f64> = examples.iter().flat_map(|(evidence, gold)| targets(evidence, gold)).collect();
    let first_cells: Vec<[f32; FIRST]> =
        examples.iter().flat_map(|(evidence, _)| evidence.first.iter().copied()).collect();
    let first = regression(&first_cells, &targets);
    drop(first_cells);
    let second = |(evidence, _): &(&Evidence, &Gold)| evidence.second(&passed(&first, &evidence.first));
    let second_cells: Vec<[f32; SECOND]> = examples.iter().flat_map(second).collect();
    let second = regression(&second_cells, &targets);
    Weights { first, second }
}

/// How far each cell is a link, 0 to 1.
fn targets(evidence: &Evidence, gold: &Gold) -> Vec<f64> {
    let (rows, columns) = evidence.size;
    let target = |cell: &(usize, usize)| {
        if gold.sure.contains(cell) {
            1.0
        } else if gold.possible.contains(cell) {
            POSSIBLE
        } else {
            0.0
        }
    };
    (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j))).map(|cell| target(&cell)).collect()
}

/// The bias, then the weights.
fn regression<const N: usize>(cells: &[[f32; N]], targets: &[f64]) -> Vec<f64> {
    let n = cells.len().max(1) as f64;
    let mean: Vec<f64> = (0..N).map(|k| cells.iter().map(|cell| f64::from(cell[k])).sum::<f64>() / n).collect();
    let deviation: Vec<f64> = (0..N)
        .map(|k| {
            let sum: f64 = cells.iter().map(|cell| (f64::from(cell[k]) - mean[k]).powi(2)).sum();
            libm::sqrt(sum / n).max(1e-6)
        })
        .collect();
    let mut weights = vec![0.0; N + 1];
    for _ in 0..ROUNDS {
        let mut gradient = vec![0.0; N + 1];
        let mut curvature = vec![0.0; (N + 1) * (N + 1)];
        let mut x = vec![1.0; N + 1];
        for (cell, target) in cells.iter().zip(targets) {
            for k in 0..N {
                x[k + 1] = (f64::from(cell[k]) - mean[k]) / deviation[k];
            }
            let sum: f64 = x.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let p = 1.0 / (1.0 + libm::exp(-sum));
            let slope = p * (1.0 - p);
            for a in 0..=N {
                gradient[a] += (target - p) * x[a];
                let scaled = slope * x[a];
                for (c, x) in curvature[a * (N + 1)..=a * (N + 1) + a].iter_mut().zip(&x) {
                    *c += scaled * x;
                }
            }
        }
        for a in 0..=N {
            let ridge = if a == 0 { 1e-9 } else { RIDGE };
            gradient[a] -= ridge * weights[a];
            curvature[a * (N + 1) + a] += ridge;
        }
        let step = solved(&mut curvature, gradient);
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight += step;
        }
        if step.iter().all(|step| step.abs() < 1e-4) {
            break;
        }
    }
    for k in 0..N {
        weights[k + 1] /= deviation[k];
        weights[0] -= weights[k + 1] * mean[k];
    }
    weights
}

/// Solves a symmetric positive system by Cholesky's decomposition; only the lower triangle is read.
fn solved(matrix: &mut [f64], mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for a in 0..n {
        for b in 0..=a {
            let mut sum = matrix[a * n + b];
            for k in 0..b {
                sum -= matrix[a * n + k] * matrix[b * n + k];
            }
            matrix[a * n + b] = if a == b { libm::sqrt(sum.max(1e-12)) } else { sum / matrix[b * n + b] };
        }
    }
    for a in 0..n {
        for k in 0..a {
            right[a] -= matrix[a * n + k] * right[k];
        }
        right[a] /= matrix[a * n + a];
    }
    for a in (0..n).rev() {
        for k in a + 1..n {
            right[a] -= matrix[k * n + a] * right[k];
        }
        right[a] /= matrix[a * n + a];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_weights_that_made_the_targets() {
        let cells: Vec<[f32; 2]> =
            (0..100_000).map(|n| [(n % 41) as f32 / 10.0 - 2.0, (n % 17) as f32 / 4.0 - 2.0]).collect();
        let made = |cell: &[f32; 2]| 1.0 / (1.0 + libm::exp(-(0.5 + 1.5 * f64::from(cell[0]) - f64::from(cell[1]))));
        let targets: Vec<f64> = cells.iter().map(made).collect();
        let found = regression(&cells, &targets);
        for (found, expected) in found.iter().zip([0.5, 1.5, -1.0]) {
            assert!((found - expected).abs() < 0.03, "{found} {expected}");
        }
    }
}
