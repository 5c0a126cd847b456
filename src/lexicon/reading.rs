//! How Chinese text is read: pinyin with tone marks, by the readings of the dictionary's words. Tones are the dictionary's, as GB/T 16159 writes
//! them and graded readers print them: how 一, 不 and third tones change before others is left to the voice.

use super::neighbours::among;
use super::segment::segment;
use super::{Headword, Lexicon, tone_marked};
use crate::text::is_han;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Words that are mostly read otherwise than in the dictionary's first entry, which goes by the alphabet; a word and its syllables a line.
const USUAL: &str = include_str!("usual.txt");
/// Characters without a mark between them are read together as far as this; longer runs are no text.
const REACH_CHARS: usize = 64;
/// Of each word, in steps of rarity: a cut into one word more must be of words so much more usual. Of 2 to 1000 the least with which the
/// tables of readings have no more mistakes.
const WORD_WEIGHT: u32 = 10;
/// Of a character that is not in the dictionary.
const RARITY_OF_UNKNOWN: u32 = 13;

/// How one character of a text is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// Where the character is in the text.
    pub byte: usize,
    /// With its tone mark: `"zhōng"`.
    pub pinyin: String,
    /// Where its word is.
    pub word: Range<usize>,
}

/// Reads text.
#[derive(Debug)]
pub struct Readings {
    lexicon: Lexicon,
    usual: HashMap<&'static str, &'static str>,
}

impl Lexicon {
    /// For reading text.
    #[must_use]
    pub fn reader(&self) -> Readings {
        let usual = USUAL.lines().filter_map(|line| line.split_once(' ')).collect();
        Readings { lexicon: self.clone(), usual }
    }
}

impl Readings {
    /// The pinyin of a text, `"lǎorén shǒu le sìshí nián de dēng"`: its words with spaces between them, without punctuation. Latin words and
    /// numbers stay; a character without a reading stays too.
    #[must_use]
    pub fn pinyin(&self, text: &str) -> String {
        let words = self.words(text).into_iter().filter(|(_, word, _)| word.starts_with(char::is_alphanumeric));
        let read = words.map(|(_, word, numbered)| numbered.map_or_else(|| word.to_owned(), |read| tone_marked(&read)));
        read.collect::<Vec<_>>().join(" ")
    }

    /// How the Chinese characters of a part of a text are read, in order; those without a reading are left out. Looks at what stands around
    /// the part, for it may begin inside a word; proportional to the part.
    #[must_use]
    pub fn syllables(&self, text: &str, range: Range<usize>) -> Vec<Syllable> {
        // A Latin word is something to be read beside, too.
        let is_read = |c: &char| c.is_alphanumeric() || *c == ' ';
        let before = text[..range.start].chars().rev().take(REACH_CHARS).take_while(is_read);
        let start = range.start - before.map(char::len_utf8).sum::<usize>();
        let after = text[range.end..].chars().take(REACH_CHARS).take_while(is_read);
        let end = range.end + after.map(char::len_utf8).sum::<usize>();
        let mut syllables = Vec::new();
        for (at, word, numbered) in self.words(&text[start..end]) {
            let Some(numbered) = numbered else { continue };
            let whole = start + at..start + at + word.len();
            let bytes = word.char_indices().map(|(byte, _)| byte);
            let read: Vec<String> = if word.chars().nth(1).is_none() {
                // A few characters are read in two syllables: 瓩.
                vec![tone_marked(&numbered)]
            } else {
                numbered.split_whitespace().map(tone_marked).collect()
            };
            let read = bytes.zip(read);
            let read = read.map(|(byte, pinyin)| Syllable { byte: whole.start + byte, pinyin, word: whole.clone() });
            syllables.extend(read.filter(|syllable| range.contains(&syllable.byte)));
        }
        syllables
    }

    /// The words of a text, each with its place, Chinese ones with their syllables.
    fn words<'t>(&self, text: &'t str) -> Vec<(usize, &'t str, Option<Cow<'static, str>>)> {
        let mut end = 0;
        let place = |word: &'t str| {
            // Words come in order; between them is only what belongs to none.
            let at = end + text[end..].find(word).unwrap_or(0);
            end = at + word.len();
            (at, word)
        };
        let weight = |_, headword: Option<Headword>| WORD_WEIGHT + headword.map_or(RARITY_OF_UNKNOWN, Headword::rarity);
        let words: Vec<(usize, &str)> = segment(&self.lexicon.headwords, text, weight).into_iter().map(place).collect();
        // A mark is nothing to be read beside.
        let is_beside = |(at, word): (usize, &str), next: usize| {
            word.starts_with(char::is_alphanumeric) && text[at + word.len()..next].trim_matches(' ').is_empty()
        };
        let mut read = Vec::with_capacity(words.len());
        for (i, (at, word)) in words.iter().copied().enumerate() {
            let before = i.checked_sub(1).and_then(|i| words.get(i)).filter(|before| is_beside(**before, at));
            let after = words.get(i + 1).filter(|after| is_beside((at, word), after.0));
            let [before, after] = [before, after].map(|beside| beside.map_or("", |(_, word)| word));
            let numbered = match among(before, word, after, |word| self.lexicon.is_verb(word)) {
                _ if !word.starts_with(is_han) => None,
                Some(numbered) => Some(numbered.into()),
                None => self.word(word),
            };
            read.push((at, word, numbered));
        }
        read
    }

    fn word(&self, word: &str) -> Option<Cow<'static, str>> {
        match self.usual.get(word) {
            Some(usual) => Some(Cow::Borrowed(*usual)),
            None => self.lexicon.spoken(word).map(Cow::Owned),
        }
    }
}

#[cfg(test)]
mod tests;
