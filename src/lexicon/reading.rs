//! How Chinese text is read: pinyin with tone marks, by the readings of the dictionary's words. Tones are the dictionary's, as GB/T 16159 writes
//! them and graded readers print them: how 一, 不 and third tones change before others is left to the voice.

use super::frequency::rarity;
use super::neighbours::among;
use super::segment::segment;
use super::{Entry, Level, Lexicon, tone_marked};
use crate::text::is_han;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Words that are mostly read otherwise than in the dictionary's first entry, which goes by the alphabet; a word and its syllables a line.
const USUAL: &str = include_str!("usual.txt");
/// Characters without a mark between them are read together as far as this; longer runs are no text.
const REACH_CHARS: usize = 64;

/// How one character of a text is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// Where the character is in the text.
    pub byte: usize,
    /// With its tone mark: `"zhōng"`.
    pub pinyin: String,
    /// True at the beginning of a word.
    pub begins_word: bool,
    /// That of its word.
    pub level: Option<Level>,
}

/// Reads text; looks every word up once.
#[derive(Debug)]
pub struct Readings {
    lexicon: Lexicon,
    usual: HashMap<&'static str, &'static str>,
    /// The syllables of words with tone numbers; `None` for what the dictionary does not know.
    known: HashMap<String, Option<Arc<str>>>,
}

impl Lexicon {
    /// For reading much text: it remembers what it has looked up.
    #[must_use]
    pub fn reader(&self) -> Readings {
        let usual = USUAL.lines().filter_map(|line| line.split_once(' ')).collect();
        Readings { lexicon: self.clone(), usual, known: HashMap::new() }
    }
}

impl Readings {
    /// The pinyin of a text, `"lǎorén shǒu le sìshí nián de dēng"`: its words with spaces between them, without punctuation. Latin words and
    /// numbers stay; a character without a reading stays too.
    pub fn pinyin(&mut self, text: &str) -> String {
        let words = self.words(text).into_iter().filter(|(_, word, _)| word.starts_with(char::is_alphanumeric));
        let read = words.map(|(_, word, numbered)| numbered.map_or_else(|| word.to_owned(), |read| tone_marked(&read)));
        read.collect::<Vec<_>>().join(" ")
    }

    /// How the Chinese characters of a part of a text are read, in order; those without a reading are left out. Looks at what stands around
    /// the part, for it may begin inside a word; proportional to the part.
    pub fn syllables(&mut self, text: &str, range: Range<usize>) -> Vec<Syllable> {
        // A Latin word is something to be read beside, too.
        let is_read = |c: &char| c.is_alphanumeric() || *c == ' ';
        let before = text[..range.start].chars().rev().take(REACH_CHARS).take_while(is_read);
        let start = range.start - before.map(char::len_utf8).sum::<usize>();
        let after = text[range.end..].chars().take(REACH_CHARS).take_while(is_read);
        let end = range.end + after.map(char::len_utf8).sum::<usize>();
        let mut syllables = Vec::new();
        for (at, word, numbered) in self.words(&text[start..end]) {
            let Some(numbered) = numbered else { continue };
            let level = Level::of(word);
            let bytes = word.char_indices().map(|(byte, _)| byte);
            let read: Vec<String> = if word.chars().nth(1).is_none() {
                // A few characters are read in two syllables: 瓩.
                vec![tone_marked(&numbered)]
            } else {
                numbered.split_whitespace().map(tone_marked).collect()
            };
            let read = bytes.zip(read).map(|(byte, pinyin)| {
                let begins_word = byte == 0;
                Syllable { byte: start + at + byte, pinyin, begins_word, level }
            });
            syllables.extend(read.filter(|syllable| range.contains(&syllable.byte)));
        }
        syllables
    }

    /// How many words it has looked up so far; each took some tenths of a millisecond.
    #[must_use]
    pub fn looked_up(&self) -> usize {
        self.known.len()
    }

    /// The words of a text, each with its place, Chinese ones with their syllables.
    fn words<'t>(&mut self, text: &'t str) -> Vec<(usize, &'t str, Option<Arc<str>>)> {
        let mut end = 0;
        let place = |word: &'t str| {
            // Words come in order; between them is only what belongs to none.
            let at = end + text[end..].find(word).unwrap_or(0);
            end = at + word.len();
            (at, word)
        };
        let words: Vec<(usize, &str)> = segment(&self.lexicon.headwords, text, rarity).into_iter().map(place).collect();
        // A mark is nothing to be read beside.
        let is_beside = |(at, word): (usize, &str), next: usize| {
            word.starts_with(char::is_alphanumeric) && text[at + word.len()..next].trim_matches(' ').is_empty()
        };
        let mut read = Vec::with_capacity(words.len());
        for (i, (at, word)) in words.iter().copied().enumerate() {
            let before = i.checked_sub(1).and_then(|i| words.get(i)).filter(|before| is_beside(**before, at));
            let after = words.get(i + 1).filter(|after| is_beside((at, word), after.0));
            let [before, after] = [before, after].map(|beside| beside.map_or("", |(_, word)| word));
            let numbered = match among(before, word, after, |word| self.is_verb(word)) {
                _ if !word.starts_with(is_han) => None,
                Some(numbered) => Some(numbered.into()),
                None => self.word(word),
            };
            read.push((at, word, numbered));
        }
        read
    }

    fn is_verb(&self, word: &str) -> bool {
        let entries = self.lexicon.entries(word);
        entries.iter().flat_map(|entry| &entry.senses).any(|sense| sense.starts_with("to "))
    }

    fn word(&mut self, word: &str) -> Option<Arc<str>> {
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let usual = self.usual.get(word).map(|usual| Arc::from(*usual));
        let numbered = usual.or_else(|| first_reading(&self.lexicon, word));
        self.known.insert(word.to_owned(), numbered.clone());
        numbered
    }
}

/// The reading of a word's first entry that is no name and no variant, and has a syllable for each character.
fn first_reading(lexicon: &Lexicon, word: &str) -> Option<Arc<str>> {
    let is_minor = |entry: &&Entry| {
        let sense = entry.senses.first().map_or("", String::as_str);
        // Surnames and other names are written with a capital; a variant stands for another word.
        (entry.is_name(), sense.contains("variant of") || sense.starts_with("used in"))
    };
    let chars = word.chars().count();
    // `xx5` stands for a reading that nobody knows.
    let is_whole = |entry: &&Entry| {
        (chars == 1 || entry.pinyin.split_whitespace().count() == chars) && !entry.pinyin.contains("xx")
    };
    let entries = lexicon.entries(word);
    entries.iter().filter(is_whole).min_by_key(is_minor).map(|entry| Arc::from(entry.pinyin.as_str()))
}

#[cfg(test)]
mod tests;
