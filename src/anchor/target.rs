//! Owns the making of a quotation from a place, and of a place from what was found.

use super::find::exact;
use super::side::Side;
use super::wanted::Wanted;
use crate::model::Quote;
use std::ops::Range;

/// The quotation of a range of bytes of a side.
pub fn quote(side: &Side, bytes: Range<usize>) -> Quote {
    let (before, after) = (&side.text[..bytes.start], &side.text[bytes.end..]);
    let prefix = before.char_indices().rev().take(Quote::CONTEXT_CHARS).last().map_or(bytes.start, |(at, _)| at);
    let start = side.char_of(bytes.start);
    let mut quote = Quote {
        quote: side.text[bytes.clone()].to_owned(),
        prefix: before[prefix..].to_owned(),
        suffix: after.chars().take(Quote::CONTEXT_CHARS).collect(),
        chars: (start, start + side.text[bytes.clone()].chars().count()),
        occurrence: (1, 1),
    };
    quote.occurrence = occurrence(side, &quote, bytes.start);
    quote
}

/// Which of how many equal passages of the side the one at a byte is, the first being 1.
pub fn occurrence(side: &Side, quote: &Quote, start: usize) -> (usize, usize) {
    let equal = exact(side, &Wanted::new(quote));
    let here = side.folded.index_at(start);
    let earlier = equal.iter().filter(|start| **start < here).count();
    (earlier + 1, equal.len().max(earlier + 1))
}

/// The bytes of a range of folded characters, with the marks around it that the quotation has too.
pub fn with_marks(side: &Side, quote: &Quote, folded: &Range<usize>) -> Range<usize> {
    let text = &side.text;
    let bytes = side.folded.source(text, folded.clone());
    if bytes.is_empty() {
        return bytes;
    }
    let previous = if folded.start == 0 { 0 } else { side.folded.source(text, folded.start - 1..folded.start).end };
    let next = match side.folded.source(text, folded.end..folded.end + 1) {
        none if none.is_empty() => text.len(),
        next => next.start,
    };
    let letters = crate::text::Folded::new(&quote.quote);
    let letters = letters.source(&quote.quote, 0..letters.len());
    let (head, tail) = (&quote.quote[..letters.start], &quote.quote[letters.end..]);
    let sentence = |at: usize| side.sentence(side.touched(&(at..at + 1)).start);

    let gap = &text[previous.min(bytes.start)..bytes.start];
    let start = match sentence(bytes.start) {
        _ if head.is_empty() => bytes.start,
        _ if gap.ends_with(head) => bytes.start - head.len(),
        // Other marks than those there were, as when quotation marks were made curly.
        Some(sentence) if side.starts_sentence(folded.start) => sentence.start,
        _ => bytes.start - like(gap.chars().rev(), head.chars().rev()),
    };
    let gap = &text[bytes.end..next.max(bytes.end)];
    let end = match sentence(bytes.end - 1) {
        _ if tail.is_empty() => bytes.end,
        _ if gap.starts_with(tail) => bytes.end + tail.len(),
        Some(sentence) if side.ends_sentence(folded.end) => sentence.end,
        _ => bytes.end + like(gap.chars(), tail.chars()),
    };
    start..end
}

/// How many bytes of a text's beginning go with marks that it had: a mark for a mark, white space for white space.
fn like(text: impl Iterator<Item = char>, marks: impl Iterator<Item = char>) -> usize {
    let pairs = text.zip(marks).take_while(|(new, old)| new.is_whitespace() == old.is_whitespace());
    pairs.map(|(new, _)| new.len_utf8()).sum()
}
