//! Owns a stored quotation made ready to be looked for.

use super::distance::{Pattern, Start};
use super::side::cuts_word;
use crate::model::Quote;
use crate::text::{fold, is_han};
use std::ops::Range;

/// Folded characters of context that are compared.
const CONTEXT_CHARS: usize = 64;
/// Contexts shorter than this say less.
const FULL_CONTEXT_CHARS: usize = 8;

/// The weight of six Han characters or twenty others: a passage of that length is hardly there twice by chance.
pub const LONG: usize = 120;

/// The weight of what has to stand next to a passage on both sides that is not known by itself.
pub const NEIGHBOURS: usize = 80;

pub struct Wanted<'q> {
    pub source: &'q Quote,
    pub chars: Vec<char>,
    /// Folded characters before it, in reading order.
    pub before: Vec<char>,
    /// Folded characters after it.
    pub after: Vec<char>,
    /// How much text it is.
    weight: usize,
    /// Whether its ends stood inside a word.
    pub cuts: (bool, bool),
    /// Whether it began and ended a sentence, as far as the marks tell.
    pub is_sentence: (bool, bool),
    before_pattern: Pattern,
    after_pattern: Pattern,
}

impl<'q> Wanted<'q> {
    pub fn new(source: &'q Quote) -> Self {
        let chars = fold(&source.quote);
        let mut before = fold(&source.prefix);
        before.drain(..before.len().saturating_sub(CONTEXT_CHARS));
        let mut after = fold(&source.suffix);
        after.truncate(CONTEXT_CHARS);
        let is_end = |text: &str, is_context: bool| {
            let text = text.trim_end_matches(['”', '’', '"', '\'', '」', '』', ')', '）']);
            let last = text.trim_end_matches([' ', '\u{3000}']).chars().next_back();
            last.map_or(is_context, |c| matches!(c, '.' | '。' | '!' | '?' | '！' | '？' | '…' | '\n' | ';' | '；'))
        };
        Self {
            weight: weight(chars.iter()),
            cuts: (cuts_word(&source.prefix, &source.quote), cuts_word(&source.quote, &source.suffix)),
            is_sentence: (
                is_end(&source.prefix, true),
                is_end(&source.quote, false) || source.suffix.starts_with('\n'),
            ),
            before_pattern: Pattern::new(before.iter().rev().copied()),
            after_pattern: Pattern::new(after.iter().copied()),
            source,
            chars,
            before,
            after,
        }
    }

    /// Long enough that it is hardly there twice by chance.
    pub fn is_long(&self) -> bool {
        self.weight >= LONG
    }

    /// So long that nothing around it needs to speak for it.
    pub fn is_very_long(&self) -> bool {
        self.weight >= 2 * LONG
    }

    /// What stands word for word next to a place as it stood next to the passage.
    pub fn neighbours(&self, text: &[char], range: &Range<usize>) -> Neighbours {
        let (before, after) = (&text[..range.start], &text[range.end..]);
        Neighbours {
            before: run(self.before.iter().rev(), before.iter().rev()),
            after: run(self.after.iter(), after.iter()),
            is_edge: self.before.is_empty() && before.is_empty() || self.after.is_empty() && after.is_empty(),
        }
    }

    /// How alike what stands before a place is to what stood before the passage, 0 to 1.
    pub fn before_at(&self, text: &[char], start: usize) -> f32 {
        likeness(&self.before_pattern, text[..start].iter().rev().copied(), start)
    }

    /// How alike what stands after a place is to what stood after the passage, 0 to 1.
    pub fn after_at(&self, text: &[char], end: usize) -> f32 {
        likeness(&self.after_pattern, text[end..].iter().copied(), text.len() - end)
    }
}

fn likeness(pattern: &Pattern, text: impl Iterator<Item = char>, left: usize) -> f32 {
    let len = pattern.len();
    if len == 0 {
        // It stood at the text's edge.
        return if left == 0 { 1.0 } else { 0.0 };
    }
    let (distance, end) = pattern.best(text.take(len + len / 2), Start::First, len);
    let alike = 1.0 - distance as f32 / len as f32;
    let is_edge = len < CONTEXT_CHARS && distance == 0 && end == left;
    if is_edge { alike } else { alike * (len as f32 / FULL_CONTEXT_CHARS as f32).min(1.0) }
}

/// How much text that is: 20 for each Han character, 6 for each other.
pub fn weight<'c>(chars: impl Iterator<Item = &'c char>) -> usize {
    chars.map(|c| if is_han(*c) { 20 } else { 6 }).sum()
}

/// The weight of what two texts have in common from their beginning.
fn run<'c>(ours: impl Iterator<Item = &'c char>, theirs: impl Iterator<Item = &'c char>) -> usize {
    weight(ours.zip(theirs).take_while(|(a, b)| a == b).map(|(a, _)| a))
}

/// How much stands next to a place as it stood next to the passage, by weight.
#[derive(Clone, Copy)]
pub struct Neighbours {
    before: usize,
    after: usize,
    /// The passage stood, and the place stands, at the text's beginning or end.
    is_edge: bool,
}

impl Neighbours {
    /// True if both sides hold the place.
    pub fn is_held(self) -> bool {
        self.least() >= NEIGHBOURS || self.is_edge && self.most() >= 2 * LONG
    }

    /// The weight of the worse side.
    pub fn least(self) -> usize {
        self.before.min(self.after)
    }

    /// The weight of the better side.
    pub fn most(self) -> usize {
        self.before.max(self.after)
    }
}
