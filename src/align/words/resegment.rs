//! Linking by our own words, for tokens that somebody else cut.

use super::lexical::Lexical;
use super::{Linker, TokenLink};
use crate::text::ByteSpan;
use std::ops::Range;

/// Chinese text that was put together from tokens, and cut into the dictionary's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resegmented {
    text: String,
    words: Vec<ByteSpan>,
    /// The given tokens, and for each word those that it overlaps.
    given: Vec<String>,
    tokens: Vec<Range<usize>>,
}

/// A token has a share in its word's link if the dictionary says so, and not much less than of the word's other tokens.
const LEAST_SCORE: f32 = 0.1;
const LEAST_SHARE: f32 = 0.5;

impl Resegmented {
    /// The given tokens that each word overlaps.
    #[must_use]
    pub fn tokens(&self) -> &[Range<usize>] {
        &self.tokens
    }

    /// Its words.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        self.words.iter().map(|span| span.slice(&self.text)).collect()
    }
}

impl Linker {
    /// Puts tokens together and cuts the text anew.
    #[must_use]
    pub fn resegmented(&self, given: &[&str]) -> Resegmented {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for token in given {
            let is_alphanumeric = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if is_alphanumeric(text.chars().next_back()) && is_alphanumeric(token.chars().next()) {
                text.push(' ');
            }
            text.push_str(token);
            ends.push(text.len());
        }
        let words = super::tokens::chinese(&text, &self.lexicon);
        let tokens = words
            .iter()
            .map(|word| {
                ends.partition_point(|end| *end <= word.start())..ends.partition_point(|end| *end < word.end()) + 1
            })
            .collect();
        let given = given.iter().map(|token| (*token).to_owned()).collect();
        Resegmented { text, words, given, tokens }
    }

    /// Links of our own words as links of the given tokens, sorted; each has the best probability of those it is made from. If a word is of
    /// several tokens, each of its links goes to those that the dictionary has it from, or else to all.
    #[must_use]
    pub fn on_given(&self, cut: &Resegmented, en: &[&str], links: &[TokenLink]) -> Vec<TokenLink> {
        let mut found: Vec<TokenLink> = Vec::new();
        for of_word in links.chunk_by(|a, b| a.zh == b.zh) {
            let tokens = &cut.tokens[of_word[0].zh];
            let texts: Vec<&str> = cut.given[tokens.clone()].iter().map(String::as_str).collect();
            let parts = (texts.len() > 1).then(|| Lexical::new(self.reference(), &texts, en).score);
            for link in of_word {
                let score = |part: usize| parts.as_ref().map_or(1.0, |scores| scores[part * en.len() + link.en]);
                let best = (0..texts.len()).map(score).fold(0.0, f32::max);
                let least = if best < LEAST_SCORE { 0.0 } else { best * LEAST_SHARE };
                let sharing = (0..texts.len()).filter(|part| score(*part) >= least);
                found.extend(sharing.map(|part| TokenLink { zh: tokens.start + part, ..*link }));
            }
        }
        found.sort_by(|a, b| (a.zh, a.en).cmp(&(b.zh, b.en)).then(b.probability.total_cmp(&a.probability)));
        found.dedup_by_key(|link| (link.zh, link.en));
        found
    }
}
