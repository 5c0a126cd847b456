//! Owns edit distance: a pattern against every end of a text, 64 rows at a time (Myers 1999, in blocks after Hyyrö 2003).

/// A pattern made ready to be compared with many texts.
pub struct Pattern {
    len: usize,
    words: usize,
    /// For each different character, which rows hold it; the first line is for characters it does not hold.
    rows: Vec<u64>,
    ascii: [u8; 128],
    /// The line of the first of `others`.
    first_other: usize,
    /// The characters beyond ASCII, in order.
    others: Vec<char>,
}

/// Where in a text a pattern may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the text's first character.
    First,
    /// Anywhere, at no cost (Sellers 1980).
    Anywhere,
}

impl Pattern {
    pub fn new(pattern: impl Iterator<Item = char> + Clone) -> Self {
        let len = pattern.clone().count();
        let words = len.div_ceil(64);
        let mut distinct: Vec<char> = pattern.clone().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let others = distinct.split_off(distinct.partition_point(char::is_ascii));
        let mut ascii = [0; 128];
        for (line, c) in (1..).zip(&distinct) {
            ascii[*c as usize] = line;
        }
        let lines = 1 + distinct.len() + others.len();
        let mut made =
            Self { len, words, rows: vec![0; lines * words], ascii, first_other: 1 + distinct.len(), others };
        for (row, c) in pattern.enumerate() {
            let line = made.line(c) * words;
            made.rows[line + row / 64] |= 1 << (row % 64);
        }
        made
    }

    pub fn len(&self) -> usize {
        self.len
    }

    fn line(&self, c: char) -> usize {
        if c.is_ascii() {
            usize::from(self.ascii[c as usize])
        } else {
            self.others.binary_search(&c).map_or(0, |at| self.first_other + at)
        }
    }

    /// The least distance to a part of the text that begins at `start` and ends anywhere, and after how many of the text's characters the
    /// part ends: of equal ones the one whose end is nearest to `near`.
    pub fn best(&self, text: impl Iterator<Item = char>, start: Start, near: usize) -> (usize, usize) {
        let mut best: (usize, usize) = (self.len, 0);
        self.each(text, start, |end, distance| {
            if distance < best.0 || distance == best.0 && end.abs_diff(near) < best.1.abs_diff(near) {
                best = (distance, end);
            }
        });
        best
    }

    /// The distance to the whole text.
    pub fn whole(&self, text: &[char]) -> usize {
        let mut last = self.len.max(text.len());
        self.each(text.iter().copied(), Start::First, |_, distance| last = distance);
        last
    }

    /// Tells the least distance to a part of the text that ends here, after each of its characters.
    fn each(&self, text: impl Iterator<Item = char>, start: Start, mut tell: impl FnMut(usize, usize)) {
        if self.len == 0 {
            return;
        }
        let mut plus = vec![u64::MAX; self.words];
        let mut minus = vec![0_u64; self.words];
        let mut distance = self.len;
        let top = (self.len - 1) % 64;
        for (at, c) in text.enumerate() {
            let line = self.line(c) * self.words;
            let (mut in_plus, mut in_minus) = (u64::from(start == Start::First), 0);
            for word in 0..self.words {
                let (old_plus, old_minus) = (plus[word], minus[word]);
                let same = self.rows[line + word];
                let vertical = same | old_minus;
                let same = same | in_minus;
                let horizontal = ((same & old_plus).wrapping_add(old_plus) ^ old_plus) | same;
                let mut up = old_minus | !(horizontal | old_plus);
                let mut down = old_plus & horizontal;
                let last = if word + 1 == self.words { top } else { 63 };
                let (out_plus, out_minus) = (up >> last & 1, down >> last & 1);
                up = up << 1 | in_plus;
                down = down << 1 | in_minus;
                plus[word] = down | !(vertical | up);
                minus[word] = up & vertical;
                (in_plus, in_minus) = (out_plus, out_minus);
            }
            distance = distance + in_plus as usize - in_minus as usize;
            tell(at + 1, distance);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook's table.
    fn table(pattern: &[char], text: &[char], start: Start) -> Vec<usize> {
        let mut row: Vec<usize> = (0..=pattern.len()).collect();
        let mut last = vec![row[pattern.len()]];
        for (at, c) in text.iter().enumerate() {
            let mut next = vec![if start == Start::First { at + 1 } else { 0 }];
            for (i, p) in pattern.iter().enumerate() {
                next.push((row[i] + usize::from(p != c)).min(row[i + 1] + 1).min(next[i] + 1));
            }
            last.push(next[pattern.len()]);
            row = next;
        }
        last
    }

    proptest! {
        #[test]
        fn as_the_textbook_has_it(pattern in "[abc守灯]{1,150}", text in "[abcd守灯人]{0,200}") {
            let pattern: Vec<char> = pattern.chars().collect();
            let text: Vec<char> = text.chars().collect();
            let made = Pattern::new(pattern.iter().copied());
            for start in [Start::First, Start::Anywhere] {
                let all = table(&pattern, &text, start);
                let (distance, end) = made.best(text.iter().copied(), start, text.len());
                prop_assert_eq!(distance, *all.iter().min().unwrap());
                prop_assert_eq!(all[end], distance);
            }
            prop_assert_eq!(made.whole(&text), *table(&pattern, &text, Start::First).last().unwrap());
        }
    }
}
