//! Owns how well the lengths of a bead's sides agree (Gale & Church 1993). Depends on the two sides.

use super::quick_log::QuickLog;
use super::side::Units;
use std::f64::consts::TAU;

/// The background likelihood of a length has a heavier tail than a normal distribution.
const MIN_BACKGROUND_NATS: f64 = -9.0;
/// English characters for one Chinese as texts usually have them, and how many Chinese characters of such text that is worth.
const TYPICAL_RATIO: f64 = 3.0;
const TYPICAL_CHARS: f64 = 100.0;

/// English characters for one Chinese in a text, as its two sides have them; a short text, or one of which a side is missing, is taken to
/// be like others.
pub fn length_ratio(zh: &Units, en: &Units) -> f64 {
    let sum = |units: &Units| units.len_chars.iter().map(|len| f64::from(*len)).sum::<f64>();
    (sum(en) + TYPICAL_RATIO * TYPICAL_CHARS) / (sum(zh) + TYPICAL_CHARS)
}

/// Lengths of the whole text.
pub struct Lengths {
    /// English characters for one Chinese.
    ratio: f64,
    /// Mean and variance of an English unit, in characters.
    mean: f64,
    variance: f64,
    /// Variance of a translation's length per character.
    spread: f64,
    logs: QuickLog,
}

impl Lengths {
    /// Measures a text; `spread` is the variance of a translation's length per character.
    pub fn of(zh: &Units, en: &Units, spread: f64) -> Self {
        let sum = |units: &Units| units.len_chars.iter().map(|len| f64::from(*len)).sum::<f64>();
        let count = en.len().max(1) as f64;
        let mean = sum(en) / count;
        let squares: f64 = en.len_chars.iter().map(|len| (f64::from(*len) - mean) * (f64::from(*len) - mean)).sum();
        let ratio = length_ratio(zh, en);
        Self { ratio, mean, variance: squares / count + 1.0, spread, logs: QuickLog::new() }
    }

    /// Nats for a translation over `background` nats.
    pub fn score(&self, zh_chars: f32, en_chars: f32, background: f32) -> f32 {
        let (expected, got) = (f64::from(zh_chars) * self.ratio, f64::from(en_chars));
        let spread = self.spread * (expected + got) / 2.0;
        let nats = -0.5 * (got - expected) * (got - expected) / spread - 0.5 * self.logs.ln(TAU * spread);
        nats as f32 - background
    }

    /// Nats for any so many English units to have a length together.
    pub fn background(&self, en_chars: f32, en_units: usize) -> f32 {
        let got = f64::from(en_chars);
        let (mean, variance) = (self.mean * en_units as f64, self.variance * en_units as f64);
        let nats = -0.5 * (got - mean) * (got - mean) / variance - 0.5 * self.logs.ln(TAU * variance);
        nats.max(MIN_BACKGROUND_NATS) as f32
    }
}
