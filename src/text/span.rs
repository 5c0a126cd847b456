//! Byte ranges that are known to lie on character boundaries.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Half-open UTF-8 **byte** range inside one text.
///
/// Invariant: both ends lie on `char` boundaries of the text it was made from. A book has a hundred thousand of them, and no text of 4 GiB, so each
/// takes 8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ByteSpan {
    start: u32,
    end: u32,
}

impl ByteSpan {
    /// `None` if the range is reversed, out of bounds, splits a `char`, or lies beyond 4 GiB.
    #[must_use]
    pub fn new(text: &str, start: usize, end: usize) -> Option<Self> {
        text.get(start..end)?;
        Some(Self { start: start.try_into().ok()?, end: end.try_into().ok()? })
    }

    /// The span of the whole text, up to 4 GiB.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        let end = text.floor_char_boundary(text.len().min(u32::MAX as usize));
        Self { start: 0, end: end as u32 }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// True for a span of no bytes.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True if `byte` lies inside.
    #[must_use]
    pub fn contains(self, byte: usize) -> bool {
        self.range().contains(&byte)
    }

    /// As a standard range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The text it covers; empty if `text` is not the one the span was made from.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Consecutive spans that end at `ends` and tile `text`. Ends that are not boundaries, or go backwards, are left out;
    /// the last span always reaches the end of the text, so nothing is lost. Empty for an empty text.
    #[must_use]
    pub fn tile(text: &str, ends: impl IntoIterator<Item = usize>) -> Vec<Self> {
        let mut spans = Vec::new();
        let mut start = 0;
        for end in ends.into_iter().chain([text.len()]) {
            if end > start && text.is_char_boundary(end) {
                spans.extend(Self::new(text, start, end));
                start = end;
            }
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_not_a_span() {
        assert!(ByteSpan::new("雨", 0, 1).is_none(), "splits a character");
        assert!(ByteSpan::new("rain", 3, 2).is_none(), "reversed");
        assert!(ByteSpan::new("rain", 0, 5).is_none(), "out of bounds");
        assert_eq!(ByteSpan::new("雨停", 3, 6).map(|s| s.slice("雨停")), Some("停"));
    }

    #[test]
    fn tiles_whatever_the_ends() {
        for (text, ends) in [("", vec![0]), ("雨停了", vec![3, 4, 2, 6]), ("rain", vec![]), ("ab", vec![2, 2, 9])] {
            let spans = ByteSpan::tile(text, ends);
            assert_eq!(spans.iter().map(|s| s.slice(text)).collect::<String>(), text);
        }
    }
}
