//! Owns the difference between a passage as it was and as it is, for a reader to look at.

use crate::text::is_han;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A part of a difference, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// As it was.
    Same(String),
    /// Only in the passage as it was.
    Gone(String),
    /// Only in the passage as it is.
    New(String),
}

/// Passages with more words than this are shown as gone and new as a whole.
const MOST_WORDS: usize = 4_000;

/// What changed from one text to the other: by words, and by characters where they are Han. What is the same or gone adds up to `old`,
/// what is the same or new to `new`.
#[must_use]
pub fn changes(old: &str, new: &str) -> Vec<Change> {
    let (before, after) = (words(old), words(new));
    let mut out = Vec::new();
    if before.len().max(after.len()) > MOST_WORDS && old != new {
        return vec![Change::Gone(old.to_owned()), Change::New(new.to_owned())];
    }
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (gone, new) = (before[op.old_range()].concat(), after[op.new_range()].concat());
        if matches!(op, DiffOp::Equal { .. }) {
            out.push(Change::Same(new));
            continue;
        }
        if !gone.is_empty() {
            out.push(Change::Gone(gone));
        }
        if !new.is_empty() {
            out.push(Change::New(new));
        }
    }
    out
}

/// Words, Han characters, marks and white space, each on its own.
fn words(text: &str) -> Vec<&str> {
    let joins = |c: char| c.is_alphanumeric() && !is_han(c);
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if last.is_some_and(|last| !(joins(last) && joins(c))) {
            words.push(&text[start..at]);
            start = at;
        }
        last = Some(c);
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_and_characters() {
        let (same, gone, new) =
            (|s: &str| Change::Same(s.into()), |s: &str| Change::Gone(s.into()), |s: &str| Change::New(s.into()));
        assert_eq!(
            changes("He kept the light.", "He tended the light."),
            [same("He "), gone("kept"), new("tended"), same(" the light.")]
        );
        assert_eq!(changes("守了四十年的灯", "守了四年的灯"), [same("守了四"), gone("十"), same("年的灯")]);
        assert_eq!(changes("", "灯"), [new("灯")]);
        assert_eq!(changes("", ""), []);
    }

    proptest! {
        #[test]
        fn adds_up(old in "[ab 守灯。]{0,30}", new in "[ab 守灯。]{0,30}") {
            let (mut before, mut after) = (String::new(), String::new());
            for change in changes(&old, &new) {
                match change {
                    Change::Same(text) => {
                        before += &text;
                        after += &text;
                    }
                    Change::Gone(text) => before += &text,
                    Change::New(text) => after += &text,
                }
            }
            prop_assert_eq!((before, after), (old, new));
        }
    }
}
