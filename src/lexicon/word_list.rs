//! Lists of words with a digit each, searched where they lie: nothing is built or kept.

use crate::text::simplified;
use std::cmp::Ordering;

/// The digit of a word, simplified or traditional, in a list with a line a word: the word, mostly in simplified characters, a tab, the digit.
/// Sorted by the words' bytes.
pub(super) fn digit_of(list: &str, word: &str) -> Option<u8> {
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

    #[test]
    fn a_damaged_list_has_no_words() {
        for list in ["", "\n", "爱", "爱\n", "爱\t\n", "爱\tx\n", "爱\t1", "\t\n\t\n"] {
            assert_eq!(digit_of(list, "爱"), None, "{list:?}");
        }
        assert_eq!(digit_of("爱\t1\n", "愛"), Some(1));
    }
}
