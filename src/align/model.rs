//! Owns the numbers of the bead model. Depends on nothing.
//!
//! The score of a bead in nats, Chinese units Z against English units E:
//! `w_e Σ_e ln(λ + (1−λ) min(cap, p(e|Z)/p(e)))` + the mirror image + length + prior + quotation state + how they end
//! + how they begin + marks. A unit alone has its prior only.

/// A text with fewer paragraphs is too short to hold them against each other.
const SHORT_PARAGRAPHS: usize = 8;

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

/// The weights of a level: sentences, or paragraphs.
#[derive(Clone, Debug)]
pub struct Model {
    /// Kinds of bead with units on both sides.
    pub kinds: Vec<BeadKind>,
    /// Prior of a Chinese unit alone, of an English unit alone.
    pub zh_alone: f64,
    /// See `zh_alone`.
    pub en_alone: f64,
    /// Probability that an English word of a bead translates nothing in it; the same for a Chinese word.
    pub en_background: f64,
    /// See `en_background`.
    pub zh_background: f64,
    /// Weight of the English words' evidence, of the Chinese words'.
    pub en_words: f32,
    /// See `en_words`.
    pub zh_words: f32,
    /// Largest ratio of p(e|Z) to p(e) that is believed.
    pub ratio_cap: f64,
    /// What the empty word adds to every ratio (IBM model 1's null).
    pub no_word: f32,
    /// Ratios below this are not kept one by one when tables are learned.
    pub least_ratio: f32,
    /// Weight of the length model, and its variance per character (Gale & Church 1993).
    pub length: f32,
    /// See `length`.
    pub length_variance: f64,
    /// Weights of the state of quotations, of how beads end, begin, and of the marks in them.
    pub quote: f32,
    /// See `quote`.
    pub last: f32,
    /// See `quote`.
    pub opening: f32,
    /// See `quote`.
    pub marks: f32,
    /// In so many beads two words must have met before it counts.
    pub least_places: usize,
    /// Scores are multiplied by this before they become posterior probabilities.
    pub sharpness: f64,
}

impl Model {
    /// Sentences: up to four Chinese to six English. Priors from hand-aligned novels.
    pub fn sentences() -> Self {
        Self {
            kinds: vec![
                kind(1, 1, 0.62),
                kind(1, 2, 0.21),
                kind(1, 3, 0.055),
                kind(2, 1, 0.05),
                kind(1, 4, 0.022),
                kind(2, 2, 0.019),
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
            ],
            zh_alone: 0.006,
            en_alone: 0.002,
            en_background: 0.7,
            zh_background: 0.45,
            en_words: 0.5,
            zh_words: 0.7,
            ratio_cap: 40.0,
            no_word: 0.5,
            least_ratio: 2.0,
            least_places: 1,
            length: 0.9,
            length_variance: 12.0,
            quote: 3.0,
            last: 0.5,
            opening: 1.0,
            marks: 0.2,
            sharpness: 0.5,
        }
    }

    /// Paragraphs: up to two to two; a paragraph alone is nothing unusual. Beside sentences, paragraphs are closer to their usual
    /// length, and their marks tell more. In a text of few paragraphs (`count`: on the side with fewer) no word is met twice: there a pair
    /// may confirm itself, but is not as sure.
    pub fn paragraphs(count: usize) -> Self {
        let is_short = count < SHORT_PARAGRAPHS;
        Self {
            kinds: vec![kind(1, 1, 0.8), kind(1, 2, 0.03), kind(2, 1, 0.03), kind(2, 2, 0.001)],
            zh_alone: 0.05,
            en_alone: 0.05,
            no_word: 0.0,
            least_ratio: 1.0,
            least_places: if is_short { 1 } else { 2 },
            length_variance: 6.0,
            marks: 2.0,
            sharpness: if is_short { 0.4 } else { 1.2 },
            ..Self::sentences()
        }
    }
}
