//! Levels of words: a list that is part of the program, searched where it lies.

use crate::text::simplified;
use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

/// A line a word: the word in simplified characters, a tab, its level. Sorted by the words' bytes, made by `scripts/pack-levels`.
static LIST: &str = include_str!("../../assets/dictionary/levels.txt");

/// How advanced a word is, after the standard of Chinese for learners GF 0025-2021 (HSK 3.0): 1 to 6, and 7–9, which it does not divide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// The lowest.
    pub const LOWEST: Self = Self(1);
    /// 7–9.
    pub const HIGHEST: Self = Self(7);

    /// By its number: 7, 8 and 9 are the same level. `None` for other numbers.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (1..=9).contains(&number).then(|| Self(number).min(Self::HIGHEST))
    }

    /// Of a word, simplified or traditional; the lowest where it has several. `None` for a word that the standard does not list, as it does
    /// not list most words, even when their parts are easy. Nothing is built or kept: a quarter of a microsecond each.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        digit_of(LIST, word).and_then(Self::new)
    }

    /// Every word of the standard with its level, simplified, in the order of their bytes.
    pub fn words() -> impl Iterator<Item = (&'static str, Self)> {
        LIST.lines().filter_map(|line| {
            let (word, digit) = line.split_once('\t')?;
            Some((word, Self::new(digit.parse().ok()?)?))
        })
    }

    /// Its number, 7 for 7–9.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

/// As the standard writes it: `3`, `7–9`.
impl Display for Level {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::HIGHEST => f.write_str("7–9"),
            Self(number) => number.fmt(f),
        }
    }
}

/// The digit of a word, simplified or traditional, in a list with a line a word: the word, mostly in simplified characters, a tab, the digit.
/// Sorted by the words' bytes.
fn digit_of(list: &str, word: &str) -> Option<u8> {
    find(list, word).or_else(|| {
        let other: String = word.chars().map(simplified).collect();
        if other == word { None } else { find(list, &other) }
    })
}

fn find(list: &str, word: &str) -> Option<u8> {
    let list = list.as_bytes();
    // Both always at the start of a line.
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low.midpoint(high);
        let is_end = |byte: &u8| *byte == b'\n';
        let start = list[..middle].iter().rposition(is_end).map_or(0, |end| end + 1);
        let end = middle + list[middle..].iter().position(is_end)?;
        let [listed @ .., b'\t', digit] = &list[start..end] else { return None };
        match listed.cmp(word.as_bytes()) {
            Ordering::Equal => return digit.is_ascii_digit().then(|| digit - b'0'),
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::is_han;

    #[test]
    fn levels_of_words_in_both_scripts() {
        for (word, level) in [
            ("爱", Some(1)),
            ("愛", Some(1)),
            ("〇", Some(1)),
            ("一会儿", Some(1)),
            ("一会", Some(1)),
            ("一會兒", Some(1)),
            ("电脑", Some(1)),
            ("電腦", Some(1)),
            ("看法", Some(2)),
            ("目标", Some(3)),
            ("目標", Some(3)),
            ("矮", Some(4)),
            ("显著", Some(4)),
            ("顯著", Some(4)),
            ("后悔", Some(5)),
            ("後悔", Some(5)),
            ("港口", Some(6)),
            ("岛", Some(6)),
            ("島", Some(6)),
            ("做证", Some(7)),
            ("尴尬", Some(7)),
            ("尷尬", Some(7)),
            // First and last of the list, and beyond.
            ("龟", Some(7)),
            ("龜", Some(7)),
            ("齃", None),
            ("灯塔", None),
            ("渡轮", None),
            ("爱\t", None),
            ("harbour", None),
            ("", None),
        ] {
            assert_eq!(Level::of(word).map(Level::number), level, "{word}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_has_the_words_of_the_standard() {
        assert!(LIST.ends_with('\n'));
        let lines: Vec<(&str, &str)> = LIST.lines().map(|line| line.split_once('\t').unwrap()).collect();
        assert!(lines.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let mut words = [0; 8];
        for (word, digit) in lines {
            assert!(word.chars().all(|c| is_han(c) || c == '〇'), "{word}");
            let level = Level::of(word).unwrap();
            assert_eq!(level.number().to_string(), digit, "{word}");
            words[usize::from(level.number())] += 1;
        }
        // The standard numbers 500, 772, 973, 1000, 1071, 1140 and 5636. Its homographs are one line here, its second forms and 35 traditional words have lines.
        assert_eq!(words, [0, 520, 762, 956, 981, 1065, 1126, 5632]);
    }

    #[test]
    fn traditional_words_have_the_level_of_the_simplified() {
        Lexicon::bundled().unwrap().for_each_entry(|entry| {
            let level = Level::of(entry.simplified);
            // These mean something else in a simplified text: a name, a foot.
            if level.is_some() && !["沈", "疋"].contains(&entry.traditional) {
                assert_eq!(Level::of(entry.traditional), level, "{}", entry.traditional);
            }
        });
    }

    #[test]
    fn numbers_and_names() {
        assert_eq!(Level::new(3).map(|level| level.to_string()).as_deref(), Some("3"));
        assert_eq!(Level::new(8), Some(Level::HIGHEST));
        assert_eq!(Level::HIGHEST.to_string(), "7–9");
        assert!(Level::new(0).is_none() && Level::new(10).is_none() && Level::LOWEST < Level::HIGHEST);
    }

    #[test]
    fn a_damaged_list_has_no_words() {
        for list in ["", "\n", "爱", "爱\n", "爱\t\n", "爱\tx\n", "爱\t1", "\t\n\t\n"] {
            assert_eq!(digit_of(list, "爱"), None, "{list:?}");
        }
        assert_eq!(digit_of("爱\t1\n", "愛"), Some(1));
    }
}
