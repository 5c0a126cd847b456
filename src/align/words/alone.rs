//! Each word on its own, weighed by its place, as IBM's first and second models do (Brown et al. 1993): the first rounds of learning, before
//! the order of words is known.

use super::hmm::{NULL, Posterior, REACH};

/// How fast the chance of a link falls with the distance from the diagonal.
const PLACE_DECAY: f64 = 4.0;

/// `emissions`, states fastest, and `null` as for the hidden Markov model.
pub(super) fn posterior(states: usize, emissions: &[f64], null: &[f64]) -> Posterior {
    let words = null.len();
    let mut links = vec![0.0; states * words];
    for (word, null) in null.iter().enumerate() {
        let place = |s: usize| {
            let apart = (s as f64 + 0.5) / states as f64 - (word as f64 + 0.5) / words as f64;
            libm::exp(-PLACE_DECAY * apart.abs())
        };
        let places: Vec<f64> = (0..states).map(place).collect();
        let place_total: f64 = places.iter().sum();
        let row = word * states;
        for s in 0..states {
            links[row + s] = emissions[row + s] * places[s] / place_total;
        }
        let total: f64 = links[row..row + states].iter().sum::<f64>() + NULL / (1.0 - NULL) * null;
        for link in &mut links[row..row + states] {
            *link /= total;
        }
    }
    Posterior { links, made: [0.0; 2 * REACH + 1], possible: [0.0; 2 * REACH + 1] }
}
