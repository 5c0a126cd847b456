//! Owns the numbers of the bead model: kinds of bead, how words are believed. Depends on the weights alone.
//!
//! The words of a bead's English side E given its Chinese side Z are worth `Σ_e ln(λ + (1−λ) min(cap, p(e|Z)/p(e)))`, and
//! the Chinese ones likewise. A unit alone has its prior only.

use super::weights::{KIND, MARKS, Weights, by_hand};

/// A text with fewer paragraphs is too short to hold them against each other.
const SHORT_PARAGRAPHS: usize = 8;

/// How many kinds are common: up to three Chinese to four English.
const COMMON_KINDS: usize = 9;

/// One kind of bead and how common it is.
#[derive(Clone, Copy, Debug)]
pub struct BeadKind {
    /// Units on the Chinese side.
    pub zh: usize,
    /// Units on the English side.
    pub en: usize,
    /// Prior probability.
    pub prior: f64,
}

const fn kind(zh: usize, en: usize, prior: f64) -> BeadKind {
    BeadKind { zh, en, prior }
}

/// Kinds of bead with sentences on both sides. Priors from hand-aligned novels.
pub const KINDS: [BeadKind; 20] = [
    kind(1, 1, 0.62),
    kind(1, 2, 0.21),
    kind(2, 1, 0.05),
    kind(2, 2, 0.019),
    kind(1, 3, 0.055),
    kind(1, 4, 0.022),
    kind(2, 3, 0.009),
    kind(3, 1, 0.004),
    kind(3, 2, 0.003),
    kind(1, 5, 0.004),
    kind(1, 6, 0.0015),
    kind(2, 4, 0.002),
    kind(3, 3, 0.001),
    kind(3, 4, 0.0007),
    kind(4, 1, 0.0005),
    kind(4, 2, 0.0005),
    kind(2, 5, 0.0007),
    kind(4, 4, 0.0001),
    kind(3, 5, 0.0005),
    kind(4, 3, 0.0004),
];

/// The weights of a level: sentences, or paragraphs.
#[derive(Clone, Debug)]
pub struct Model {
    /// Kinds of bead with units on both sides: the first so many of [`KINDS`].
    pub kinds: &'static [BeadKind],
    /// What each cue is worth.
    pub weights: Weights,
    /// Probability that an English word of a bead translates nothing in it; the same for a Chinese word.
    pub en_background: f64,
    /// See `en_background`.
    pub zh_background: f64,
    /// Largest ratio of p(e|Z) to p(e) that is believed.
    pub ratio_cap: f64,
    /// What the empty word adds to every ratio (IBM model 1's null).
    pub no_word: f32,
    /// Ratios below this are not kept one by one when tables are learned.
    pub least_ratio: f32,
    /// Variance of a length per character (Gale & Church 1993).
    pub length_variance: f64,
    /// In so many beads two words must have met before it counts.
    pub least_places: usize,
    /// Scores are multiplied by this before they become posterior probabilities.
    pub sharpness: f64,
    /// Take the ladder whose beads are surest together instead of the most probable one: a bead counts its probability less
    /// this. Half of F1 makes F1 best, whatever the ladder (Lewis 1995).
    pub least_sure: Option<f64>,
}

impl Model {
    /// Sentences: up to four Chinese to six English.
    pub fn sentences(weights: &Weights) -> Self {
        Self {
            kinds: &KINDS,
            weights: *weights,
            en_background: 0.6,
            zh_background: 0.45,
            ratio_cap: 40.0,
            no_word: 0.5,
            least_ratio: 2.0,
            least_places: 1,
            length_variance: 12.0,
            sharpness: 1.0,
            least_sure: Some(0.46),
        }
    }

    /// Sentences, for the passes from which the tables are learned: the common kinds of bead, which come first.
    pub fn first() -> Self {
        Self { kinds: &KINDS[..COMMON_KINDS], sharpness: 0.5, least_sure: None, ..Self::sentences(&by_hand()) }
    }

    /// Paragraphs: up to two to two; a paragraph alone is nothing unusual. Beside sentences, paragraphs are closer to their usual
    /// length, and their marks tell more. In a text of few paragraphs (`count`: on the side with fewer) no word is met twice: there a pair
    /// may confirm itself, but is not as sure.
    pub fn paragraphs(count: usize) -> Self {
        let is_short = count < SHORT_PARAGRAPHS;
        let mut weights = by_hand();
        weights[MARKS..KIND].iter_mut().for_each(|weight| *weight *= 10.0);
        for (at, prior) in [(0, 0.8), (1, 0.03), (2, 0.03), (3, 0.001)] {
            weights[KIND + at] = libm::log(prior) as f32 + 0.545;
        }
        weights[KIND + KINDS.len()..].fill(libm::log(0.05) as f32);
        Self {
            kinds: &KINDS[..4],
            en_background: 0.7,
            no_word: 0.0,
            least_ratio: 1.0,
            least_places: if is_short { 1 } else { 2 },
            length_variance: 6.0,
            sharpness: if is_short { 0.4 } else { 1.2 },
            least_sure: None,
            ..Self::sentences(&weights)
        }
    }
}
