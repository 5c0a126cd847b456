//! The pinned sentence in a text that was read again: found by its words.

use super::Selection;
use crate::model::Bitext;
use crate::text::Lang;

impl Selection {
    /// The sentence of these words in another text; of several the one between the sentences that this one is between, or else the nearest.
    pub(super) fn found_again(self, before: &Bitext, after: &Bitext) -> Option<Self> {
        let Self { lang, sentence: was } = self;
        let (words, neighbours) = (before.sentence(lang, was), around(before, lang, was));
        let these = (0..after.sentences[lang].len()).filter(|at| after.sentence(lang, *at) == words);
        let strangers = |at| neighbours.iter().zip(around(after, lang, at)).filter(|(was, is)| *was != is).count();
        let sentence = these.min_by_key(|at| (strangers(*at), at.abs_diff(was)))?;
        Some(Self { lang, sentence })
    }
}

/// The sentences before and after one; `""` at the ends.
fn around(bitext: &Bitext, lang: Lang, sentence: usize) -> [&str; 2] {
    [sentence.wrapping_sub(1), sentence + 1].map(|at| bitext.sentence(lang, at))
}
