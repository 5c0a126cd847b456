//! Level 2: the dictionary. Look-up, word segmentation, stems, readings, the association of headwords with English stems, numbers.
//! Reads one packed file that is part of the program; knows nothing of documents.

mod format;
mod numbers;
mod pinyin;
mod segment;
mod stem;
mod stopwords;

pub use format::{Section, Writer};
pub use numbers::{Number, english_numbers, han_numbers};
pub use pinyin::split_syllables;
pub use stem::stem;
pub use stopwords::{is_gloss_stopword, is_stopword_en, is_stopword_zh};

use format::Reader;
use std::borrow::Cow;

/// CC-CEDICT, packed by `examples/pack_dictionary.rs`.
static BUNDLED: &[u8] = include_bytes!("../../assets/dictionary/cedict.bin");

/// A stem of the vocabulary of the glosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StemId(pub u32);

/// The dictionary. Nothing is read before it is asked for, so opening it takes no time and no memory of its own.
#[derive(Clone, Debug)]
pub struct Lexicon {
    headwords: fst::Map<&'static [u8]>,
    stems: fst::Map<&'static [u8]>,
    data: Reader,
}

/// The dictionary's file is not what this program wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the dictionary is damaged: {0}")]
pub struct LexiconError(pub &'static str);

/// One entry of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Traditional characters.
    pub traditional: String,
    /// Simplified characters.
    pub simplified: String,
    /// Syllables with tone numbers, `u:` for ü: `"gang3 kou3"`.
    pub pinyin: String,
    /// English senses, in order.
    pub senses: Vec<String>,
}

impl Lexicon {
    /// The dictionary that is part of the program.
    ///
    /// # Errors
    /// If the packed file is not one that this version reads.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::from_static(BUNDLED)
    }

    /// A dictionary in packed form.
    ///
    /// # Errors
    /// If it is not one that this version reads. What is wrong further inside shows as missing words, never as a panic.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, LexiconError> {
        let data = Reader::new(bytes)?;
        let map = |section| fst::Map::new(data.section(section)).map_err(|_| LexiconError("an index cannot be read"));
        Ok(Self { headwords: map(Section::Headwords)?, stems: map(Section::Stems)?, data })
    }

    fn record_of(&self, word: &str) -> Option<usize> {
        self.headwords.get(word).map(|id| id as usize)
    }

    /// True for a word of the dictionary, simplified or traditional.
    #[must_use]
    pub fn is_headword(&self, word: &str) -> bool {
        self.record_of(word).is_some()
    }

    /// How many headwords there are, simplified and traditional.
    #[must_use]
    pub fn len(&self) -> usize {
        self.headwords.len()
    }

    /// True for a dictionary without words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.headwords.is_empty()
    }

    /// Words and marks of a text, in order; white space and what is neither is left out. Han runs are cut into the fewest words, then
    /// the fewest single characters; Latin words, numbers and the punctuation that pairs across languages stand alone. Linear.
    #[must_use]
    pub fn segment<'t>(&self, text: &'t str) -> Vec<&'t str> {
        segment::segment(&self.headwords, text)
    }

    /// The number of a stem, if any gloss uses it.
    #[must_use]
    pub fn stem_id(&self, stem: &str) -> Option<StemId> {
        self.stems.get(stem).map(|id| StemId(id as u32))
    }

    /// The English stems that a headword's glosses are made of, by ascending number, with a weight over 0, at most 1. Empty for a word that
    /// is not in the dictionary.
    pub fn associations(&self, headword: &str) -> impl Iterator<Item = (StemId, f32)> + use<> {
        let id = self.record_of(headword);
        let items = id.map_or(&[][..], |id| self.data.list(Section::AssociationEnds, Section::Associations, id, 4));
        items.chunks_exact(4).map(|item| {
            let packed = format::read_u32(item, 0).unwrap_or(0);
            (StemId(packed >> 12), (packed & 0xfff) as f32 / 4095.0)
        })
    }

    /// The readings of a character without tones, `"lü"` written `"lu"` as names are. Empty for what is not a Chinese character.
    pub fn syllables(&self, c: char) -> impl Iterator<Item = &'static str> + use<> {
        let mut buffer = [0; 4];
        let id = self.record_of(c.encode_utf8(&mut buffer));
        let ids = id.map_or(&[][..], |id| self.data.list(Section::ReadingEnds, Section::Readings, id, 2));
        let data = self.data;
        ids.chunks_exact(2).filter_map(move |id| data.syllable(usize::from(u16::from_le_bytes([id[0], id[1]]))))
    }

    /// True for a syllable that some character is read as, without its tone.
    #[must_use]
    pub fn is_syllable(&self, syllable: &str) -> bool {
        let (mut low, mut high) = (0, self.data.syllable_count());
        while low < high {
            let middle = low.midpoint(high);
            match self.data.syllable(middle).map(|s| s.cmp(syllable)) {
                Some(std::cmp::Ordering::Equal) => return true,
                Some(std::cmp::Ordering::Less) => low = middle + 1,
                _ => high = middle,
            }
        }
        false
    }

    /// The entries of a headword, in the dictionary's order. Decompresses a block of 32 KiB or so: for showing, not for loops.
    #[must_use]
    pub fn entries(&self, headword: &str) -> Vec<Entry> {
        let Some(id) = self.record_of(headword) else { return vec![] };
        let ids = self.data.list(Section::EntryListEnds, Section::EntryLists, id, 4);
        ids.chunks_exact(4)
            .filter_map(|id| self.data.entry_line(format::read_u32(id, 0)? as usize))
            .filter_map(|line| Entry::parse(&line))
            .collect()
    }
}

impl Entry {
    /// Reads a line of CC-CEDICT, `traditional simplified [pin1 yin1] /sense/sense/`. `None` for anything else.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let (traditional, rest) = line.split_once(' ')?;
        let (simplified, rest) = rest.split_once(" [")?;
        let (pinyin, rest) = rest.split_once("] /")?;
        let senses = rest.trim_end().strip_suffix('/')?;
        Some(Self {
            traditional: traditional.to_owned(),
            simplified: simplified.to_owned(),
            pinyin: pinyin.to_owned(),
            senses: senses.split('/').map(str::to_owned).collect(),
        })
    }

    /// The syllables without tones, lower case, as [`Lexicon::syllables`] has them.
    pub fn toneless(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.pinyin.split_whitespace().map(|syllable| {
            Cow::Owned(syllable.chars().filter(|c| !c.is_ascii_digit() && *c != ':').collect::<String>().to_lowercase())
        })
    }
}

#[cfg(test)]
mod tests;
