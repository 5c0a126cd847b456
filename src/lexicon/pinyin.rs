//! Romanised names: Latin words that can be read as Chinese syllables.

use super::Lexicon;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name of more syllables is no longer one word.
const MAX_SYLLABLES: usize = 3;

/// Every way to read a romanised word as one to three syllables, whatever its accents and apostrophes: `"Xian"` is `xian` and `xi an`.
/// Empty for a word that is not made of syllables, such as most English ones.
#[must_use]
pub fn split_syllables(lexicon: &Lexicon, word: &str) -> Vec<Vec<String>> {
    let plain = |c: &char| !is_combining_mark(*c) && !matches!(c, '\'' | '’');
    let word: String = word.to_lowercase().nfd().filter(plain).collect();
    let mut found = Vec::new();
    // No recursion: the ways that are not finished yet, each with the bytes it has used.
    let mut open: Vec<(usize, Vec<String>)> = vec![(0, vec![])];
    while let Some((used, syllables)) = open.pop() {
        let rest = &word[used..];
        if rest.is_empty() {
            found.push(syllables);
            continue;
        }
        if syllables.len() == MAX_SYLLABLES {
            continue;
        }
        for len in 1..=rest.len().min(6) {
            let Some(syllable) = rest.get(..len) else { continue };
            let is_short_final = len == 1 && rest.len() == 1 && matches!(syllable, "a" | "e" | "o");
            if (len > 1 || is_short_final) && lexicon.is_syllable(syllable) {
                let mut longer = syllables.clone();
                longer.push(syllable.to_owned());
                open.push((used + len, longer));
            }
        }
    }
    found.retain(|way| !way.is_empty());
    found
}
