//! Every way each character is read, alone or inside a word, without tones.

use super::Lexicon;
use crate::text::is_han;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// Which characters are read as which syllables.
///
/// 大 is `da`, and `dai` because of 大夫; a syllable with ü comes in each way that it is written: `lu`, `lv` and `lyu`.
#[derive(Debug, Default)]
pub struct Syllables {
    /// In alphabetical order.
    letters: Vec<String>,
    /// A character and a syllable that it is read as, by its index; sorted.
    readings: Vec<(char, u16)>,
}

impl Syllables {
    /// Those of the dictionary that is part of the program: made when first asked for, in some 100 ms; 0.3 MiB. Empty if it is damaged.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static BUNDLED: LazyLock<Syllables> = LazyLock::new(|| {
            Lexicon::bundled().map_or_else(|_| Syllables::default(), |lexicon| Syllables::new(&lexicon))
        });
        &BUNDLED
    }

    fn new(lexicon: &Lexicon) -> Self {
        let mut numbers: BTreeMap<String, u16> = BTreeMap::new();
        // By the syllable with its tone, as it is met.
        let mut met: HashMap<String, Vec<u16>> = HashMap::new();
        let mut readings: HashSet<(char, u16)> = HashSet::new();
        lexicon.for_each_entry(|entry| {
            let count = entry.pinyin.split_whitespace().count();
            let words = [entry.simplified, entry.traditional];
            for word in &words[..if words[0] == words[1] { 1 } else { 2 }] {
                // Where they are not as many, which belongs to which is not known: 3C and the like.
                if word.chars().count() != count {
                    continue;
                }
                for (c, syllable) in word.chars().zip(entry.pinyin.split_whitespace()).filter(|(c, _)| is_han(*c)) {
                    if !met.contains_key(syllable) {
                        let number = |letters| {
                            let next = numbers.len() as u16;
                            *numbers.entry(letters).or_insert(next)
                        };
                        met.insert(syllable.to_owned(), spellings(syllable).map(number).collect());
                    }
                    readings.extend(met[syllable].iter().map(|number| (c, *number)));
                }
            }
        });
        let mut places = vec![0; numbers.len()];
        for (place, number) in (0..).zip(numbers.values()) {
            places[usize::from(*number)] = place;
        }
        let mut readings: Vec<_> = readings.into_iter().map(|(c, number)| (c, places[usize::from(number)])).collect();
        readings.sort_unstable();
        Self { letters: numbers.into_keys().collect(), readings }
    }

    /// The number of a syllable, if some character is read so.
    #[must_use]
    pub fn number(&self, letters: &str) -> Option<u16> {
        self.letters.binary_search_by(|syllable| syllable.as_str().cmp(letters)).ok().map(|at| at as u16)
    }

    /// Every character with the number of a syllable it is read as, by character.
    #[must_use]
    pub fn readings(&self) -> &[(char, u16)] {
        &self.readings
    }
}

/// A syllable of the dictionary without its tone, in each way that it is written.
pub(super) fn spellings(syllable: &str) -> impl Iterator<Item = String> + use<> {
    let letters: String = syllable.chars().filter(|c| !c.is_ascii_digit()).collect::<String>().to_lowercase();
    let spellings: &[&str] = if letters.contains("u:") { &["u", "v", "yu"] } else { &[""] };
    spellings.iter().map(move |spelling| letters.replace("u:", spelling))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_read_as_alone_and_as_in_words() {
        let syllables = Syllables::bundled();
        for (c, letters) in [
            ('中', "zhong"),
            ('國', "guo"),
            ('行', "hang"),
            ('行', "xing"),
            ('大', "dai"),
            ('绿', "lv"),
            ('绿', "lu"),
            ('儿', "r"),
            ('〇', "ling"),
        ] {
            let number = syllables.number(letters).unwrap();
            assert!(syllables.readings().binary_search(&(c, number)).is_ok(), "{c} is read {letters}");
        }
        assert_eq!(syllables.number("zhuangx"), None);
        assert!(syllables.readings().len() < 40_000, "{}", syllables.readings().len());
    }
}
