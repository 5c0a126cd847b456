//! Level 3: finding words in both languages of a text. What was typed is compared with the text as a reader takes both: whatever their case,
//! width, accents, quotation marks and Chinese script, over hard wraps and marks of Markdown; letters also find the characters they are the pinyin of. Keeps
//! no second copy of the text: a block is folded when it is looked at.

mod fold;
mod pinyin;
#[cfg(test)]
mod tests;
mod words;

use crate::layout::Markup;
use crate::lexicon::Lexicon;
use crate::model::{Bitext, Block, BlockKind};
use crate::text::{ByteSpan, Lang, is_han};
use fold::Units;
use pinyin::Spelled;
use std::ops::Range;
use words::Run;

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
    /// Each of them is found. Folded, without space at their ends; none is empty, the longest first; there is one at least.
    needles: Vec<Vec<char>>,
    /// Set where only whole words are found: letters beside what is found make it another word, and so do characters that this dictionary
    /// takes for a part of the same word.
    whole: Option<Lexicon>,
    /// False if Chinese characters may stay as they are written.
    is_chinese: bool,
    /// What it is as pinyin.
    spelled: Option<Spelled>,
}

impl Query {
    /// From what was typed; it may be pinyin, too, if `as_pinyin`. `None` if there is nothing in it to look for.
    #[must_use]
    pub fn new(typed: &str, as_pinyin: bool) -> Option<Self> {
        let needle = folded(typed)?;
        let is_chinese = needle.iter().any(|c| !c.is_ascii());
        let spelled = as_pinyin.then(|| Spelled::new(typed)).flatten();
        Some(Self { needles: vec![needle], whole: None, is_chinese, spelled })
    }

    /// A word as a dictionary lists it, never as a part of another; an English one in all its forms. `None` if there is nothing in it to look
    /// for.
    #[must_use]
    pub fn word(word: &str, lexicon: &Lexicon) -> Option<Self> {
        let whole = Some(lexicon.clone());
        if word.contains(is_han) {
            return Some(Self { whole, ..Self::new(word, false)? });
        }
        let forms = lexicon.forms(&lexicon.lemma(word));
        let forms = forms.iter().map(String::as_str).chain([word]);
        let mut needles: Vec<Vec<char>> = forms.filter_map(folded).collect();
        needles.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        needles.dedup();
        let is_chinese = needles.first()?.iter().any(|c| !c.is_ascii());
        Some(Self { needles, whole, is_chinese, spelled: None })
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
                    self.in_block(text, &mut units, |found| {
                        let [row, block, start, end] = [row, block, found.start, found.end].map(|n| n as u32);
                        hits.push(Hit { row, lang, block, start, end });
                    });
                }
            }
        }
        hits
    }

    /// The hits in one block, in order: in what is drawn of it, and unless whole words are looked for, in what only its source has, such as where a link leads. `units` is
    /// room to work in.
    fn in_block(&self, block: &Block, units: &mut Units, mut hit: impl FnMut(Range<usize>)) {
        // Letters are never what a character is simplified to, and pinyin is that of the character which is written.
        units.read(&block.text, self.is_chinese, block.kind != BlockKind::Verbatim);
        let markup = if units.may_have_marks() { Markup::of(&block.text, block.kind, false) } else { None };
        let Some(markup) = markup else { return self.in_units(&block.text, units, hit) };
        let mut in_source = Vec::new();
        // Beside marks that are not drawn nobody can say what is a word.
        if self.whole.is_none() {
            self.in_units(&block.text, units, |found| in_source.push(found));
        }
        let mut in_source = in_source.into_iter().peekable();
        let mut end = 0;
        units.read(&markup.text, self.is_chinese, false);
        self.in_units(&markup.text, units, |shown| {
            let found = markup.source_of_range(shown);
            while let Some(before) = in_source.next_if(|other| other.end <= found.start) {
                end = before.end;
                hit(before);
            }
            while in_source.next_if(|other| other.start < found.end).is_some() {}
            if found.start >= end {
                end = found.end;
                hit(found);
            }
        });
        in_source.filter(|other| other.start >= end).for_each(hit);
    }

    /// The hits in a folded text.
    fn in_units(&self, text: &str, units: &Units, mut hit: impl FnMut(Range<usize>)) {
        let (chars, first) = (units.chars(), self.needles[0][0]);
        // "Went" is a form of "go".
        let others: Vec<char> = self.needles.iter().map(|needle| needle[0]).filter(|c| *c != first).collect();
        let begins = |c: &char| *c == first || others.contains(c) || self.begins_spelled(*c);
        let (mut at, mut run) = (0, Run::default());
        while let Some(ahead) = chars[at..].iter().position(begins) {
            at += ahead;
            let is_here = |needle: &&Vec<char>| {
                chars[at..].starts_with(needle) && self.may_stand(chars, at..at + needle.len(), &mut run)
            };
            let len = if let Some(needle) = self.needles.iter().find(is_here) {
                Some(needle.len())
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

    /// False for a part of a word where only whole ones are found.
    fn may_stand(&self, chars: &[char], found: Range<usize>, run: &mut Run) -> bool {
        let Some(lexicon) = &self.whole else { return true };
        let is_letter = |c: char| c.is_alphanumeric() && !is_han(c);
        let mut is_end = |at: usize| match (at.checked_sub(1).and_then(|before| chars.get(before)), chars.get(at)) {
            (Some(left), Some(right)) if is_han(*left) && is_han(*right) => run.is_cut(chars, at, lexicon),
            (Some(left), Some(right)) => !is_letter(*left) || !is_letter(*right),
            _ => true,
        };
        is_end(found.start) && is_end(found.end)
    }

    fn begins_spelled(&self, c: char) -> bool {
        self.spelled.as_ref().is_some_and(|spelled| spelled.begins_with(c))
    }
}

/// As it is compared; `None` if nothing is left.
fn folded(typed: &str) -> Option<Vec<char>> {
    let mut units = Units::default();
    units.read(typed, true, false);
    let needle = trimmed(units.chars());
    (!needle.is_empty()).then(|| needle.to_vec())
}

/// Without a space at either end.
fn trimmed(mut chars: &[char]) -> &[char] {
    while let [' ', rest @ ..] | [rest @ .., ' '] = chars {
        chars = rest;
    }
    chars
}
