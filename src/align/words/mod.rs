//! Word links between two sentences that translate each other. Owns how words are cut, what the dictionary says of a pair of them, what the
//! document teaches (a hidden Markov model in each direction) and the classifier that weighs all of it. Depends on `lexicon`; never
//! fails, and gives the same answer to the same text, bit for bit.
//!
//! What each part is worth: alignment error rate on 225 hand-linked news pairs, 5-fold, given tokens, the classifier fitted anew without the part
//! (`cargo bench --bench words`): all 11.15; without the dictionary's numbers 11.78, the hidden Markov models 14.37, counts 11.37, rivals 11.37, the
//! neighbours of a cell 12.46. The models without the classifier 18.36, the dictionary alone 29.19.

mod alone;
mod classify;
mod document;
mod evidence;
pub mod fit;
mod function_words;
mod gloss;
mod glosses;
mod hmm;
mod learn;
mod lexical;
mod numbers;
pub mod pack;
mod resegment;
mod sound;
mod stems;
#[cfg(test)]
mod tests;
mod tokens;
mod weights;
mod word;

pub use classify::Weights;
pub use evidence::{Ablation, Evidence};
pub use function_words::chinese_function_words;
pub use resegment::Resegmented;

use crate::lexicon::Lexicon;
use crate::model::{Bitext, Progress};
use crate::text::{ByteSpan, Lang};
use document::Tables;
use glosses::Glosses;
use lexical::Lexical;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use word::{Known, Reference};

/// From this probability on a link is sure, and is shown as that.
pub const SURE: f32 = 0.9;
/// From this probability on a link is likely; what is less is not shown. The threshold with the lowest alignment error rate, too.
pub const LIKELY: f32 = 0.5;

/// Sentences with more cells or tokens than this are linked in parts: the time it takes rises with the square of both.
const MAX_CELLS: usize = 250_000;
const MAX_TOKENS: usize = 4000;

/// Two words that translate each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordLink {
    /// Where the Chinese word is, in its sentence.
    pub zh: ByteSpan,
    /// Where the English word is, in its sentence.
    pub en: ByteSpan,
    /// How sure that is, from [`LIKELY`] to 1.
    pub probability: f32,
}

/// Two tokens that translate each other, by their places from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TokenLink {
    /// The Chinese token.
    pub zh: usize,
    /// The English token.
    pub en: usize,
    /// How sure that is, 0 to 1.
    pub probability: f32,
}

/// A pair of sentences as tokens: Chinese, English.
pub type TokenPair<'t> = (Vec<&'t str>, Vec<&'t str>);

/// Links the words of sentence pairs.
#[derive(Clone)]
pub struct Linker {
    lexicon: Arc<Lexicon>,
    glosses: Arc<Glosses>,
    known: Arc<Known>,
    tables: Arc<Tables>,
    weights: Arc<Weights>,
}

impl fmt::Debug for Linker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linker").field("learned_pairs", &self.tables.pair_count).finish_non_exhaustive()
    }
}

impl Linker {
    /// A linker that knows the bundled dictionary alone. A few milliseconds; its clones share what they look up.
    #[must_use]
    pub fn untrained(lexicon: &Lexicon) -> Self {
        Self {
            lexicon: Arc::new(lexicon.clone()),
            glosses: Arc::new(Glosses::bundled()),
            known: Arc::default(),
            tables: Arc::default(),
            weights: Arc::new(Weights::bundled()),
        }
    }

    /// A linker that has learned from a document's beads. `None` only if cancelled.
    #[must_use]
    pub fn learned(lexicon: &Lexicon, bitext: &Bitext, progress: &Progress) -> Option<Self> {
        Self::untrained(lexicon).learning(bitext, progress)
    }

    /// This linker with a document's beads for its teacher, in place of what it learned before; a long document's are sampled evenly before they
    /// are cut into words. `None` only if cancelled.
    #[must_use]
    pub fn learning(&self, bitext: &Bitext, progress: &Progress) -> Option<Self> {
        let texts = learn::sample(bitext);
        let mut pairs: Vec<TokenPair> = Vec::with_capacity(texts.len());
        for (zh, en) in &texts {
            if progress.is_cancelled() {
                return None;
            }
            pairs.push((self.chinese_words(zh), english_words(en)));
        }
        self.learning_tokens(&pairs, progress)
    }

    /// The dictionary it looks words up in.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// True if it has learned from a document.
    #[must_use]
    pub fn has_learned(&self) -> bool {
        self.tables.pair_count > 0
    }

    /// True if both have learned from the same pairs at the same time, so that they give the same answers.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tables, &other.tables)
    }

    /// The same from pairs that are cut into words already.
    #[must_use]
    pub fn learning_tokens(&self, pairs: &[TokenPair], progress: &Progress) -> Option<Self> {
        let tables = Arc::new(learn::learn(self.reference(), pairs, progress)?);
        Some(Self { tables, ..self.clone() })
    }

    fn reference(&self) -> Reference<'_> {
        Reference { lexicon: &self.lexicon, glosses: &self.glosses, known: &self.known }
    }

    /// The links of two sentences that are likely or sure, in the order of the Chinese words, then of the English ones; marks have none.
    #[must_use]
    pub fn link(&self, zh: &str, en: &str) -> Vec<WordLink> {
        let spans = (tokens::chinese(zh, &self.lexicon), tokens::english(en));
        let words = |spans: &[ByteSpan], text| spans.iter().map(|span| span.slice(text)).collect::<Vec<&str>>();
        let (zh_words, en_words) = (words(&spans.0, zh), words(&spans.1, en));
        let is_word = |token: &str| token.contains(char::is_alphanumeric);
        self.link_tokens(&zh_words, &en_words, LIKELY)
            .into_iter()
            .filter(|link| is_word(zh_words[link.zh]) && is_word(en_words[link.en]))
            .map(|link| WordLink { zh: spans.0[link.zh], en: spans.1[link.en], probability: link.probability })
            .collect()
    }

    /// The links of two lists of tokens whose probability reaches the threshold, marks among them, in the order of the Chinese tokens, then of
    /// the English ones.
    #[must_use]
    pub fn link_tokens(&self, zh: &[&str], en: &[&str], threshold: f32) -> Vec<TokenLink> {
        let mut links = Vec::new();
        for (zh_part, en_part) in parts(zh.len(), en.len()) {
            let Some(evidence) = self.evidence(&zh[zh_part.clone()], &en[en_part.clone()]) else { continue };
            let probabilities = self.weights.probabilities(&evidence);
            let found = probabilities.iter().enumerate().filter(|(_, p)| **p >= threshold);
            links.extend(found.map(|(at, p)| TokenLink {
                zh: zh_part.start + at / en_part.len(),
                en: en_part.start + at % en_part.len(),
                probability: *p,
            }));
        }
        links
    }

    /// What speaks for each pair of tokens, some 600 bytes a cell; `None` if a side is empty.
    #[must_use]
    pub fn evidence(&self, zh: &[&str], en: &[&str]) -> Option<Evidence> {
        if zh.is_empty() || en.is_empty() {
            return None;
        }
        let pair = Lexical::new(self.reference(), zh, en);
        let sentence = self.tables.sentence(&pair);
        let linked = self.tables.linked(&sentence, false);
        let [zh, en] = &sentence.words;
        Some(Evidence::new(&pair, &linked, [zh, en], &self.tables))
    }

    /// Where the words of a sentence are, those that [`Linker::link`] links; marks are left out.
    #[must_use]
    pub fn word_spans(&self, lang: Lang, text: &str) -> Vec<ByteSpan> {
        let mut spans = match lang {
            Lang::Zh => tokens::chinese(text, &self.lexicon),
            Lang::En => tokens::english(text),
        };
        spans.retain(|span| span.slice(text).contains(char::is_alphanumeric));
        spans
    }

    /// The words and marks of a Chinese sentence, by the dictionary.
    #[must_use]
    pub fn chinese_words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        tokens::chinese(text, &self.lexicon).iter().map(|span| span.slice(text)).collect()
    }
}

/// The words and marks of an English sentence; endings such as "'s" and "n't" are words.
#[must_use]
pub fn english_words(text: &str) -> Vec<&str> {
    tokens::english(text).iter().map(|span| span.slice(text)).collect()
}

/// Two lists of tokens cut into as many parts, as few as keep each within [`MAX_CELLS`] and [`MAX_TOKENS`]: where a part of one is, its counterpart
/// is about.
fn parts(zh: usize, en: usize) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let fits = |zh: usize, en: usize| zh * en <= MAX_CELLS && zh.max(en) <= MAX_TOKENS;
    let count = (1..=zh.max(en)).find(|n| fits(zh.div_ceil(*n), en.div_ceil(*n))).unwrap_or(1);
    let part = move |len: usize, n: usize| len * n / count..len * (n + 1) / count;
    (0..count).map(move |n| (part(zh, n), part(en, n)))
}
