//! Owns what an article may be known by again from the notes on it, for when no hash and no path does.

use crate::text::{Lang, fold};

/// Every run of a few folded characters of a text, as hashes in their order: 5 of Chinese, 14 of English. Linear.
#[must_use]
pub fn shingles(lang: Lang, text: &str) -> Vec<u64> {
    let len = match lang {
        Lang::En => 14,
        Lang::Zh => 5,
    };
    fold(text).windows(len).map(hash).collect()
}

fn hash(shingle: &[char]) -> u64 {
    shingle.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, c| {
        (hash ^ u64::from(*c)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    })
}
