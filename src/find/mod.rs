//! Level 3: finding words in both languages of a text. What was typed is compared with the text as a reader takes both: whatever their case,
//! width, accents, quotation marks and Chinese script, over soft wraps; letters also find the characters they are the pinyin of. Keeps
//! no second copy of the text: a block is folded when it is looked at.

mod fold;
mod pinyin;
#[cfg(test)]
mod tests;

use crate::model::Bitext;
use crate::text::{ByteSpan, Lang};
use fold::Units;
use pinyin::Spelled;
use std::ops::Range;

/// A place in the text that is what was looked for.
///
/// Hits are in the order of the text: by row, English before Chinese, block and byte. None overlaps another, none is empty, and both ends
/// are `char` boundaries. The fields are 32 bits wide because a letter may have half a million hits in a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The row of the bitext.
    pub row: u32,
    /// The side.
    pub lang: Lang,
    /// Index into the bitext's blocks of that side.
    pub block: u32,
    /// First byte in that block's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Hit {
    /// Its bytes in its block's text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its span in its block's text; `None` if it is not of this bitext.
    #[must_use]
    pub fn span(&self, bitext: &Bitext) -> Option<ByteSpan> {
        let text = &bitext.blocks[self.lang].get(self.block as usize)?.text;
        ByteSpan::new(text, self.start as usize, self.end as usize)
    }

    /// The sentence it begins in.
    #[must_use]
    pub fn sentence(&self, bitext: &Bitext) -> Option<usize> {
        bitext.sentence_at(self.lang, self.block as usize, self.start as usize)
    }
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Query {
    /// Folded, without space at its ends; not empty.
    needle: Vec<char>,
    /// False if Chinese characters may stay as they are written.
    is_chinese: bool,
    /// What it is as pinyin.
    spelled: Option<Spelled>,
}

impl Query {
    /// From what was typed; it may be pinyin, too, if `as_pinyin`. `None` if there is nothing in it to look for.
    #[must_use]
    pub fn new(typed: &str, as_pinyin: bool) -> Option<Self> {
        let mut units = Units::default();
        units.read(typed, true);
        let needle = trimmed(units.chars()).to_vec();
        if needle.is_empty() {
            return None;
        }
        let is_chinese = needle.iter().any(|c| !c.is_ascii());
        let spelled = as_pinyin.then(|| Spelled::new(typed)).flatten();
        Some(Self { needle, is_chinese, spelled })
    }

    /// The hits in some rows, in order. Linear in their text.
    #[must_use]
    pub fn search(&self, bitext: &Bitext, rows: Range<usize>) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut units = Units::default();
        for (row, pair) in bitext.rows.iter().enumerate().take(rows.end).skip(rows.start) {
            for lang in Lang::BOTH {
                let blocks = pair.blocks[lang].clone();
                for (block, text) in blocks.clone().zip(&bitext.blocks[lang][blocks]) {
                    self.in_text(&text.text, &mut units, |found| {
                        let [row, block, start, end] = [row, block, found.start, found.end].map(|n| n as u32);
                        hits.push(Hit { row, lang, block, start, end });
                    });
                }
            }
        }
        hits
    }

    /// The hits in one text, in order. `units` is room to work in.
    fn in_text(&self, text: &str, units: &mut Units, mut hit: impl FnMut(Range<usize>)) {
        // Letters are never what a character is simplified to, and pinyin is that of the character which is written.
        units.read(text, self.is_chinese);
        let (chars, first) = (units.chars(), self.needle[0]);
        let mut at = 0;
        while let Some(ahead) = chars[at..].iter().position(|c| *c == first || self.begins_spelled(*c)) {
            at += ahead;
            let len = if chars[at..].starts_with(&self.needle) {
                Some(self.needle.len())
            } else {
                self.spelled.as_ref().and_then(|spelled| spelled.len_at(&chars[at..]))
            };
            let Some(len) = len else {
                at += 1;
                continue;
            };
            let found = units.source(text, at..at + len);
            // One character may be folded to several, and is found once.
            at = units.index_at(found.end, at + len);
            hit(found);
        }
    }

    fn begins_spelled(&self, c: char) -> bool {
        self.spelled.as_ref().is_some_and(|spelled| spelled.begins_with(c))
    }
}

/// Without a space at either end.
fn trimmed(mut chars: &[char]) -> &[char] {
    while let [' ', rest @ ..] | [rest @ .., ' '] = chars {
        chars = rest;
    }
    chars
}
