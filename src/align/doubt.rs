//! Owns the reasons for doubt: looks at a pair that is not sure and says what speaks against it. Depends on the two sides' words and
//! lengths; changes no pairing.

use super::lattice::Link;
use super::length::length_ratio;
use super::model::Model;
use super::side::Units;
use super::sparse::Sparse;
use crate::model::Doubt;
use crate::text::Lang;
use std::ops::Range;

/// Pairs less sure than this are in doubt.
pub const DOUBTFUL_BELOW: f32 = 0.8;
/// How many standard deviations of the length model a pair may be off before that is the reason.
const ODD_LENGTH_DEVIATIONS: f64 = 2.5;
/// A runner-up is named if it is at least so probable, measured by the pair itself.
const RIVAL_SHARE: f32 = 0.25;
/// Looking for a shared word ends after so many pairs of words: a long pair shares some.
const MAX_WORD_PAIRS: usize = 20_000;

/// Finds reasons at one level of a text.
pub struct Doubter<'a> {
    zh: &'a Units,
    en: &'a Units,
    /// Association weights of dictionary, names and numbers, rows Chinese.
    weights: &'a Sparse,
    /// English characters for one Chinese.
    ratio: f64,
    variance: f64,
}

impl<'a> Doubter<'a> {
    /// Measures the text.
    pub fn new(zh: &'a Units, en: &'a Units, weights: &'a Sparse, model: &Model) -> Self {
        Self { zh, en, weights, ratio: length_ratio(zh, en), variance: model.length_variance }
    }

    /// Why a pair of this confidence is in doubt; `None` if it is not.
    pub fn doubt(&self, link: &Link, confidence: f32) -> Option<Doubt> {
        if confidence >= DOUBTFUL_BELOW {
            return None;
        }
        let rival = link.rival.filter(|rival| rival.posterior >= RIVAL_SHARE * link.posterior);
        let named = rival.map(|rival| Doubt::NearlyAsLikely(rival.reading));
        if link.zh.is_empty() || link.en.is_empty() {
            return Some(named.unwrap_or(Doubt::NoCounterpart));
        }
        if !self.shares_a_word(&link.zh, &link.en) {
            return Some(Doubt::NothingShared);
        }
        let long = self.long_side(&link.zh, &link.en).map(Doubt::LengthsDiffer);
        Some(long.or(named).unwrap_or(Doubt::ManyReadings))
    }

    fn shares_a_word(&self, zh: &Range<usize>, en: &Range<usize>) -> bool {
        let (zh, en) = (self.zh.tokens(zh.clone()), self.en.tokens(en.clone()));
        if zh.len().saturating_mul(en.len()) > MAX_WORD_PAIRS {
            return true;
        }
        zh.iter().any(|z| {
            let row = self.weights.row(*z);
            en.iter().any(|e| row.binary_search_by_key(e, |item| item.0).is_ok())
        })
    }

    /// The side that is too long for the other, by the length model.
    fn long_side(&self, zh: &Range<usize>, en: &Range<usize>) -> Option<Lang> {
        let sum = |units: &Units, range: &Range<usize>| {
            units.len_chars[range.clone()].iter().map(|len| f64::from(*len)).sum::<f64>()
        };
        let (expected, got) = (sum(self.zh, zh) * self.ratio, sum(self.en, en));
        let deviations = (got - expected) / (self.variance * (expected + got) / 2.0).sqrt();
        (deviations.abs() > ODD_LENGTH_DEVIATIONS).then_some(if got > expected { Lang::En } else { Lang::Zh })
    }
}
