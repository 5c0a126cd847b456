//! Where words end among Chinese characters, as the dictionary cuts them on the page.

use crate::lexicon::Lexicon;
use crate::text::is_han;
use std::ops::Range;

/// The run of Chinese characters that was looked at last: what is found often stands in one run with the next.
#[derive(Debug, Default)]
pub(super) struct Run {
    range: Range<usize>,
    /// Where one of its words begins, ascending.
    cuts: Vec<usize>,
    text: String,
}

impl Run {
    /// True if a word ends and another begins between a character and the one before it, both of them Chinese. Linear in the run around
    /// them, the first time.
    pub fn is_cut(&mut self, chars: &[char], at: usize, lexicon: &Lexicon) -> bool {
        if !self.range.contains(&at) {
            let before = chars[..at].iter().rev().take_while(|c| is_han(**c)).count();
            let behind = chars[at..].iter().take_while(|c| is_han(**c)).count();
            self.range = at - before..at + behind;
            self.text.clear();
            self.text.extend(&chars[self.range.clone()]);
            self.cuts.clear();
            let mut start = self.range.start;
            for word in lexicon.segment(&self.text) {
                self.cuts.push(start);
                start += word.chars().count();
            }
        }
        self.cuts.binary_search(&at).is_ok()
    }
}
