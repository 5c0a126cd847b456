//! Owns one side's whole text as notes know it: its blocks with a line feed between two, counted in characters, folded, cut into sentences.

use super::grams::Grams;
use super::{Passage, Piece};
use crate::model::Bitext;
use crate::text::{ByteSpan, Folded, Lang, is_han};
use std::ops::Range;
use std::sync::OnceLock;

/// Every so many characters their byte is known.
const STRIDE_CHARS: usize = 128;

pub struct Side {
    pub lang: Lang,
    /// The blocks' texts, one line feed between two.
    pub text: String,
    /// First byte of each block.
    block_starts: Vec<usize>,
    /// Byte of every `STRIDE_CHARS`th character.
    strides: Vec<usize>,
    pub folded: Folded,
    /// Bytes of each sentence, without the white space around it.
    sentences: Vec<Range<u32>>,
    /// Folded characters of each sentence; both ends never decrease.
    folded_sentences: Vec<Range<u32>>,
    grams: OnceLock<Grams>,
}

impl Side {
    pub fn new(bitext: &Bitext, lang: Lang) -> Self {
        let blocks = &bitext.blocks[lang];
        let len = blocks.iter().map(|block| block.text.len() + 1).sum();
        let (mut text, mut block_starts) = (String::with_capacity(len), Vec::with_capacity(blocks.len()));
        for block in blocks {
            if !block_starts.is_empty() {
                text.push('\n');
            }
            block_starts.push(text.len());
            text += &block.text;
        }
        let strides = text.char_indices().step_by(STRIDE_CHARS).map(|(at, _)| at).collect();
        let folded = Folded::new(&text);
        let sentences: Vec<Range<u32>> = bitext.sentences[lang]
            .iter()
            .map(|sentence| {
                let start = block_starts.get(sentence.block).map_or(0, |start| start + sentence.span.start());
                narrow(trimmed(&text, start..start + sentence.span.len()))
            })
            .collect();
        let in_folded = |byte: u32| folded.index_at(byte as usize) as u32;
        let folded_sentences = sentences.iter().map(|s| in_folded(s.start)..in_folded(s.end)).collect();
        Self { lang, text, block_starts, strides, folded, sentences, folded_sentences, grams: OnceLock::new() }
    }

    pub fn grams(&self) -> &Grams {
        self.grams.get_or_init(|| Grams::new(self.lang, self.folded.chars()))
    }

    pub fn sentence(&self, index: usize) -> Option<Range<usize>> {
        self.sentences.get(index).map(wide)
    }

    /// First to last of a range of sentences, in bytes.
    pub fn sentences(&self, range: Range<usize>) -> Option<Range<usize>> {
        let sentences = self.sentences.get(range)?;
        Some(wide(&(sentences.first()?.start..sentences.last()?.end)))
    }

    /// The sentences that a range of bytes touches.
    pub fn touched(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.sentences.partition_point(|s| s.end as usize <= bytes.start);
        let end = self.sentences.partition_point(|s| (s.start as usize) < bytes.end);
        first..end.max(first)
    }

    /// The sentences that a range of bytes is about: those it touches, but for one at either end of which it has a scrap.
    pub fn covered(&self, bytes: &Range<usize>) -> Range<usize> {
        let mut touched = self.touched(bytes);
        let is_scrap = |index: usize| {
            let sentence = wide(&self.sentences[index]);
            let common = sentence.end.min(bytes.end) - sentence.start.max(bytes.start);
            common * 4 < bytes.len() && common * 2 < sentence.len()
        };
        while touched.len() > 1 && is_scrap(touched.start) {
            touched.start += 1;
        }
        while touched.len() > 1 && is_scrap(touched.end - 1) {
            touched.end -= 1;
        }
        touched
    }

    /// The sentence that holds a folded character.
    pub fn sentence_at(&self, folded: usize) -> Option<Range<usize>> {
        let index = self.folded_sentences.partition_point(|s| s.end as usize <= folded);
        self.folded_sentences.get(index).map(wide)
    }

    pub fn starts_sentence(&self, folded: usize) -> bool {
        self.sentence_at(folded).is_some_and(|s| s.start == folded)
    }

    pub fn ends_sentence(&self, folded: usize) -> bool {
        folded > 0 && self.sentence_at(folded - 1).is_some_and(|s| s.end == folded)
    }

    /// The byte of a character of the side's text, or its end; `None` past that.
    pub fn byte_of(&self, char: usize) -> Option<usize> {
        // The end of a text that fills its last stride has none of its own.
        let stride = (char / STRIDE_CHARS).min(self.strides.len().saturating_sub(1));
        let start = self.strides.get(stride).copied().unwrap_or(0);
        let rest = self.text[start..].char_indices().map(|(at, _)| start + at).chain([self.text.len()]);
        rest.take(2 * STRIDE_CHARS).nth(char - stride * STRIDE_CHARS)
    }

    /// How many characters stand before a byte.
    pub fn char_of(&self, byte: usize) -> usize {
        let stride = self.strides.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.strides.get(stride).copied().unwrap_or(0);
        stride * STRIDE_CHARS + self.text.get(start..byte).map_or(0, |text| text.chars().count())
    }

    /// Bytes of the side's text from a passage, white space at its ends left out; `None` if it does not lie in the text or is empty.
    pub fn bytes_of(&self, passage: &Passage) -> Option<Range<usize>> {
        let start = |piece: &Piece| Some(self.block_starts.get(piece.block)? + piece.span.start());
        let first = passage.pieces.first()?;
        let last = passage.pieces.last()?;
        let range = start(first)?..start(last)? + last.span.len();
        self.text.get(range.clone())?;
        let range = trimmed(&self.text, range);
        (!range.is_empty()).then_some(range)
    }

    /// A range of bytes as pieces of blocks.
    pub fn passage(&self, bytes: Range<usize>) -> Passage {
        let first = self.block_starts.partition_point(|start| *start <= bytes.start).saturating_sub(1);
        let mut pieces = Vec::new();
        for (block, start) in self.block_starts.iter().enumerate().skip(first) {
            if *start >= bytes.end {
                break;
            }
            let end = self.block_starts.get(block + 1).map_or(self.text.len(), |next| next - 1);
            let text = &self.text[*start..end];
            let (from, to) = (bytes.start.max(*start) - start, bytes.end.min(end).max(*start) - start);
            pieces.extend(ByteSpan::new(text, from, to).filter(|s| !s.is_empty()).map(|span| Piece { block, span }));
        }
        Passage { pieces }
    }

    /// True if a boundary between two folded characters lies inside a word.
    pub fn cuts_word(&self, folded: usize) -> bool {
        let byte = if folded < self.folded.len() {
            self.folded.source(&self.text, folded..folded + 1).start
        } else {
            self.text.len()
        };
        cuts_word(&self.text[..byte], &self.text[byte..])
    }
}

/// True if a word goes on from one text to the other; Han characters are words of their own.
pub fn cuts_word(before: &str, after: &str) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    in_word(before.chars().next_back()) && in_word(after.chars().next())
}

/// Texts are far below 4 GiB, and a book has many sentences.
fn narrow(range: Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}

fn wide(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// A range of a text without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}
