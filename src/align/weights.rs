//! Owns the weights of the sentence model: what each cue is called, where it stands, what it is worth. Depends on nothing.
//!
//! A bead's score is a sum of cues times weights, in nats, and the sum over a ladder is its log-probability but for a
//! constant: a linear chain over all ladders (a conditional random field; Lafferty et al. 2001). `cargo bench --bench fit`
//! finds the weights that make hand-aligned ladders most probable.
//!
//! What a cue is worth: strict F1 on six hand-aligned novels, .9344 with all cues, when its weights are zero and the others stay as they are
//! fitted (`cargo bench --bench align -- ablate`). The weights were fitted to these texts.
//!
//! | without | F1 | without | F1 |
//! |---|---|---|---|
//! | all words | .6793 | open quotations | .9326 |
//! | kinds of bead | .8685 | opening marks | .9329 |
//! | English words | .9210 | clauses | .9332 |
//! | Chinese words | .9257 | small words | .9333 |
//! | length | .9274 | marks within | .9337 |
//! | closing marks | .9302 | leaning words | .9344 |
//! | words of Chinese neighbours | .9307 | final marks | .9344 |
//! | words of English neighbours | .9322 | | |

use super::model::KINDS;

/// Words of the English side that follow from the Chinese: the evidence for, the evidence against, and what the sentences
/// beside the bead explain better. Then the same for the Chinese side.
pub const EN_WORDS: usize = 0;
/// See [`EN_WORDS`].
pub const ZH_WORDS: usize = 3;
/// How well the lengths agree; sentences of one side more than the other has clauses, English then Chinese.
pub const LENGTH: usize = 6;
/// See [`LENGTH`].
pub const CLAUSES: usize = 7;
/// After the bead a quotation is open in Chinese alone, in English alone.
pub const INSIDE: usize = 9;
/// It ends with a closing mark in both, in Chinese alone, in English alone.
pub const CLOSES: usize = 11;
/// It begins with an opening mark in both, in Chinese alone, in English alone.
pub const OPENS: usize = 14;
/// It ends with a comma, a question mark, an exclamation mark, an ellipsis: in both, in Chinese alone, in English alone.
pub const FINAL: usize = 17;
/// It begins with a word that leans on what was said before: in both, in Chinese alone, in English alone.
pub const LEANS: usize = 29;
/// Kinds of mark and of small word that are counted, see [`super::edges`]: common to both, too many in Chinese, in English.
pub const MARKS: usize = 32;
/// How many kinds are counted.
pub const MARK_KINDS: usize = 14;
/// How common each kind of bead is, a Chinese sentence alone and an English sentence alone at the end.
pub const KIND: usize = MARKS + 3 * MARK_KINDS;
/// How many cues there are.
pub const CUES: usize = KIND + KINDS.len() + 2;

/// One weight a cue.
pub type Weights = [f32; CUES];

/// Weights set by hand: the beginning of the fitting, and what paragraphs are paired with.
#[must_use]
pub fn by_hand() -> Weights {
    let mut weights = [0.0; CUES];
    let mut put = |at: usize, values: &[f32]| weights[at..at + values.len()].copy_from_slice(values);
    put(EN_WORDS, &[0.5, 0.5, 0.0]);
    put(ZH_WORDS, &[0.7, 0.7, 0.0]);
    put(LENGTH, &[0.9]);
    put(INSIDE, &[-3.0, -3.0]);
    put(CLOSES, &[1.2, -0.6, -0.6]);
    put(OPENS, &[0.48, -0.27, -0.27]);
    put(FINAL, &[0.025, 0.525, 0.275, 0.325, -0.15, -0.525, -0.2, -0.225, -0.15, -0.525, -0.2, -0.225]);
    for (kind, worth) in [0.24, 0.1, 0.07, 0.08, 0.04, 0.03, 0.03, 0.1].into_iter().enumerate() {
        put(MARKS + 3 * kind, &[worth, -0.7 * worth, -0.7 * worth]);
    }
    for (at, kind) in KINDS.iter().enumerate() {
        put(KIND + at, &[libm::log(kind.prior) as f32 + 0.5]);
    }
    put(KIND + KINDS.len(), &[libm::log(0.006) as f32, libm::log(0.002) as f32]);
    weights
}

/// What `cargo bench --bench fit` found on hand-aligned novels, in the order of the cues above.
#[rustfmt::skip]
pub const FITTED: Weights = [
    0.412, 0.383, -0.063, 0.208, 0.208, -0.048, 0.598, -0.878, -0.252, -1.409,
    -1.451, 0.861, -0.512, -0.292, 0.356, -0.132, -0.102, 0.015, 0.391, 0.160,
    0.175, -0.054, -0.277, -0.141, -0.138, -0.065, -0.235, -0.063, -0.119, 0.013,
    -0.046, -0.062, 0.157, -0.090, -0.106, 0.086, -0.046, -0.068, 0.084, -0.029,
    -0.009, 0.047, -0.116, -0.033, 0.020, -0.006, -0.010, 0.015, -0.009, -0.004,
    0.013, -0.036, -0.006, 0.050, -0.035, -0.035, 0.132, -0.045, -0.021, 0.072,
    -0.028, 0.025, 0.034, -0.025, 0.003, 0.006, 0.059, 0.009, 0.120, -0.100,
    -0.072, 0.033, -0.009, -0.042, 0.270, -0.363, -1.073, -1.765, -1.193, -1.622,
    -2.159, -2.537, -2.628, -2.503, -2.950, -2.971, -3.263, -3.383, -3.550, -3.553,
    -3.435, -4.357, -3.510, -3.668, -2.831, -3.462,
];
