//! How often words are used: a list that is part of the program, searched where it lies.

use super::word_list::digit_of;

/// A line a word: the word in simplified characters, a tab, the logarithm of how often it was counted, less four. Sorted by the words' bytes, made
/// by `scripts/pack-frequencies`.
static LIST: &str = include_str!("../../assets/dictionary/frequencies.txt");

/// Longer words are not listed: what else could be made of their characters is no rival.
const LONGEST_CHARS: usize = 3;
const MOST: u8 = 9;
/// Of a word and a character that are not listed.
const OF_A_WORD: u32 = 10;
const OF_A_CHARACTER: u32 = 13;

/// How rare a word of the dictionary is, simplified or traditional, from 0; each step is a third as often.
pub(super) fn rarity(word: &str) -> u32 {
    let chars = word.chars().take(LONGEST_CHARS + 1).count();
    if chars > LONGEST_CHARS {
        return u32::from(MOST);
    }
    let unlisted = if chars == 1 { OF_A_CHARACTER } else { OF_A_WORD };
    digit_of(LIST, word).map_or(unlisted, |often| u32::from(MOST.saturating_sub(often)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_list_is_sorted_and_has_words_of_the_dictionary() {
        let lexicon = Lexicon::bundled().unwrap();
        let lines: Vec<(&str, &str)> = LIST.lines().map(|line| line.split_once('\t').unwrap()).collect();
        assert!(LIST.ends_with('\n') && lines.len() > 36_000);
        assert!(lines.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (word, digit) in lines {
            assert!(lexicon.is_headword(word), "{word}");
            assert!(matches!(digit.as_bytes(), [b'0'..=b'9']), "{word}");
        }
    }

    #[test]
    fn what_is_used_more_is_less_rare() {
        for row in [["的", "确切", "新手", "在华"], ["中國", "發展", "燈塔", "㿠"]] {
            assert!(row.is_sorted_by_key(|word| rarity(word)), "{:?}", row.map(rarity));
        }
    }
}
