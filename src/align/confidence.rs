//! Owns how sure the reader is told to be of a bead. Depends on the links.
//!
//! Weights fitted on some texts are a little too careful about others: beads that were given even chances were right more
//! often. Beta calibration (Kull, Silva Filho & Flach 2017) puts that straight and keeps the order: three numbers, fitted
//! on texts that the weights had not seen.

use super::lattice::Link;

/// What the logarithm of a probability weighs, what that of its complement does, and what is added. `cargo bench --bench fit`
/// finds them.
const LOW: f64 = 0.166;
const HIGH: f64 = 1.255;
const SHIFT: f64 = -0.275;
/// Probabilities nearer to 0 and 1 than this are not told apart.
const EDGE: f64 = 1e-4;

/// Turns the links' posterior probabilities into confidences, 0 to 1.
pub fn calibrate(links: &mut [Link]) {
    for link in links {
        link.posterior = calibrated(f64::from(link.posterior)) as f32;
    }
}

fn calibrated(posterior: f64) -> f64 {
    let posterior = posterior.clamp(EDGE, 1.0 - EDGE);
    let log_odds = LOW * libm::log(posterior) - HIGH * libm::log(1.0 - posterior) + SHIFT;
    1.0 / (1.0 + libm::exp(-log_odds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_rises_with_the_posterior_and_stays_a_probability() {
        let told: Vec<f64> = (0..=100).map(|percent| calibrated(f64::from(percent) / 100.0)).collect();
        assert!(told.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(told.iter().all(|p| (0.0..=1.0).contains(p)));
    }
}
