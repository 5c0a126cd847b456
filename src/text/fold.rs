//! Owns folding: what is the same text however it was typed. NFKC, lower case, letters and digits alone, each traditional character as
//! the simplified one. With a way back to the source, for finding and for drawing what was found.

use super::starts::Starts;
use std::collections::HashMap;
use std::iter;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// A text's folded characters, and where in the text each came from.
///
/// Invariant: `starts` never decreases; characters that are folded together (a letter and its accent) share a start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    chars: Vec<char>,
    /// First byte in the source, for each folded character.
    starts: Starts,
}

impl Folded {
    /// Folds a text of up to 4 GiB. Linear.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // Room for what is most there can be, and given back: a long text that grew by doubling would be copied, and leave holes.
        let count = text.len();
        let mut folded = Self { chars: Vec::with_capacity(count), starts: Starts::with_capacity(count) };
        let mut rest = text.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            let begins = |next: &(usize, char)| begins_cluster(next.1);
            if is_plain(c) && rest.peek().is_none_or(begins) {
                folded.push(c.to_ascii_lowercase(), start);
                continue;
            }
            let mut end = start + c.len_utf8();
            while let Some((at, more)) = rest.next_if(|next| !begins(next)) {
                end = at + more.len_utf8();
            }
            for c in text[start..end].nfkc().flat_map(char::to_lowercase) {
                folded.push(c, start);
            }
        }
        folded.chars.shrink_to_fit();
        folded.starts.shrink_to_fit();
        folded
    }

    fn push(&mut self, c: char, start: usize) {
        // Radicals are symbols until they are the character.
        let c = simplified(c);
        if c.is_alphanumeric() {
            self.chars.push(c);
            self.starts.push(start as u32);
        }
    }

    /// The folded characters.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// True for a text without letters and digits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// How many folded characters begin before a byte of the source: the index of the first that does not. `O(log n)`.
    #[must_use]
    pub fn index_at(&self, byte: usize) -> usize {
        self.starts.count_below(u32::try_from(byte).unwrap_or(u32::MAX))
    }

    /// The bytes of the source that a range of folded characters came from, without what stands around it. `text` is the source.
    #[must_use]
    pub fn source(&self, text: &str, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            return 0..0;
        }
        let Some((start, last)) = self.starts.get(range.start).zip(self.starts.get(range.end - 1)) else { return 0..0 };
        let last = last as usize;
        let mut cluster = text.get(last..).unwrap_or("").char_indices().skip(1);
        let end = cluster.find(|(_, c)| begins_cluster(*c)).map_or(text.len(), |(at, _)| last + at);
        start as usize..end
    }
}

/// A text folded, without the way back.
#[must_use]
pub fn fold(text: &str) -> Vec<char> {
    Folded::new(text).chars
}

/// The character that stands for this one and its traditional and radical forms.
#[must_use]
pub fn simplified(c: char) -> char {
    if c < FIRST {
        return c;
    }
    let (near, far) = &*SIMPLIFIED;
    near.get(c as usize - FIRST as usize).copied().unwrap_or_else(|| far.get(&c).copied().unwrap_or(c))
}

/// True for what NFKC leaves alone and does not join to what stands before.
fn is_plain(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// True unless NFKC may join the character to what stands before it.
fn begins_cluster(c: char) -> bool {
    if is_plain(c) {
        return true;
    }
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    let joins = |c: char| canonical_combining_class(c) != 0 || is_nfkc_quick(iter::once(c)) == IsNormalized::Maybe;
    !joins(c) && !first.is_some_and(joins)
}

/// Radicals that stand for a character and that NFKC does not know (Unicode's `EquivalentUnifiedIdeograph`), each before its character.
const RADICALS: &str =
    "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";

/// The first radical.
const FIRST: char = '\u{2e80}';
/// The last of the common ideographs; up to here the table is an array.
const LAST: char = '\u{9fff}';

static SIMPLIFIED: LazyLock<(Vec<char>, HashMap<char, char>)> = LazyLock::new(|| {
    let (mut near, mut far) = ((FIRST..=LAST).collect::<Vec<char>>(), HashMap::new());
    for (old, new) in pairs() {
        match near.get_mut(old as usize - FIRST as usize) {
            Some(place) => *place = new,
            None => _ = far.insert(old, new),
        }
    }
    (near, far)
});

/// Each traditional character or radical, and what it is folded to.
fn pairs() -> impl Iterator<Item = (char, char)> {
    let radicals = RADICALS.chars().step_by(2).zip(RADICALS.chars().skip(1).step_by(2));
    let lines = include_str!("../../assets/dictionary/simplified.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| Some((line.chars().next()?, line.chars().nth(1)?))).chain(radicals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folds(text: &str) -> String {
        fold(text).into_iter().collect()
    }

    #[test]
    fn what_is_the_same_however_typed() {
        for (typed, folded) in [
            ("The Old Man, 1998!", "theoldman1998"),
            ("Ｔｈｅ　Ｏｌｄ", "theold"),
            ("“don’t”", "dont"),
            ("老人,守了四十年的灯。", "老人守了四十年的灯"),
            ("老人，守了四十年的燈……", "老人守了四十年的灯"),
            ("乾燥 頭髮 後來 皇后", "干燥头发后来皇后"),
            ("⽼⼈⻅⻢", "老人见马"),
            ("cafe\u{301} café", "cafécafé"),
            ("ｶﾞ ガ か\u{3099}", "ガガが"),
            ("\u{1112}\u{1161}\u{11ab} 한", "한한"),
            ("ﬁne ½ ①", "fine121"),
            ("zero\u{200b}width", "zerowidth"),
            ("— … 。", ""),
        ] {
            assert_eq!(folds(typed), folded, "{typed}");
        }
    }

    #[test]
    fn a_table_of_one_step() {
        assert!(pairs().count() > 3_500);
        for (old, new) in pairs() {
            assert!(old >= FIRST && old != new, "{old} {new}");
            assert_eq!(simplified(old), new);
            assert_eq!(simplified(new), new, "{old} {new} go on");
        }
    }

    #[test]
    fn a_source_ends_with_its_accent() {
        let text = "a e\u{301}, b";
        let folded = Folded::new(text);
        assert_eq!(&text[folded.source(text, 1..2)], "e\u{301}");
        assert_eq!(folded.source(text, 3..3), 0..0);
        assert_eq!(folded.source(text, 3..9), 0..0);
    }

    proptest! {
        #[test]
        fn the_way_back_is_monotone_and_inverts(text in "[a-cＡ-Ｃ，。 老燈头\u{300}\u{301}ｶﾞﬁ가\u{1161}é\\PC]{0,40}") {
            let folded = Folded::new(&text);
            let starts: Vec<u32> = (0..folded.len()).filter_map(|at| folded.starts.get(at)).collect();
            prop_assert!(starts.is_sorted());
            prop_assert_eq!(starts.len(), folded.len());
            for (at, start) in starts.iter().enumerate() {
                let source = folded.source(&text, at..at + 1);
                prop_assert!(text.get(source.clone()).is_some_and(|part| !part.is_empty()));
                prop_assert_eq!(source.start, *start as usize);
                // A cluster alone folds to what it gave in the text.
                let first = folded.index_at(source.start);
                let end = folded.index_at(source.end);
                prop_assert!(first <= at && at < end);
                prop_assert_eq!(fold(&text[source]), &folded.chars[first..end]);
            }
        }

        #[test]
        fn width_case_and_composition_do_not_matter(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&text), fold(&text.nfc().collect::<String>()));
            prop_assert_eq!(fold(&text), fold(&text.nfd().collect::<String>()));
        }
    }
}
