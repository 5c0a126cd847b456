//! Level 2: the dictionary. Look-up, word segmentation, stems, readings, the association of headwords with English stems, numbers.
//! Reads one packed file that is part of the program; knows nothing of documents.

mod entry;
mod format;
mod lemma;
mod level;
mod neighbours;
mod numbers;
mod pinyin;
mod reading;
mod scan;
mod segment;
mod stem;
mod stopwords;
mod syllables;
mod tone;

pub use entry::{Entry, gloss_words};
pub use format::{Headword, RecordItems, Section, Writer};
pub use level::Level;
pub use numbers::{Number, english_numbers, han_numbers};
pub use pinyin::split_syllables;
pub use reading::{Readings, Syllable};
pub use scan::EntryText;
pub use stem::stem;
pub use stopwords::{is_gloss_stopword, is_stopword_en, is_stopword_zh};
pub use syllables::Syllables;
pub use tone::tone_marked;

use crate::threads;
use format::{Reader, Record, association, from_u24};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

/// CC-CEDICT, packed by `examples/pack_dictionary.rs`.
static BUNDLED: &[u8] = include_bytes!("../../assets/dictionary/cedict.bin");

/// A stem of the vocabulary of the glosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StemId(pub u32);

/// The dictionary. Opening it checks the indexes; all else is read where it lies, when it is asked for. Copies share what is made.
#[derive(Clone, Debug)]
pub struct Lexicon {
    headwords: Index,
    stems: Index,
    words: Index,
    kin_chars: Index,
    data: Reader,
    /// See [`Lexicon::levels`]; one for all copies.
    levels: Arc<OnceLock<Vec<(usize, Level)>>>,
}

/// A word that a stem explains only in part comes after one so many levels higher that it explains alone.
const LOOSE_LEVELS: f32 = 12.0;

/// Of each word, where single characters decide among cuts into equally many.
const WORD_WEIGHT: u32 = 1 << 16;

type Index = fst::Map<&'static [u8]>;

/// The numbers of a headword's entries, as they lie in its record.
type EntryIds = &'static [[u8; 3]];

/// The dictionary's file is not what this program wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the dictionary is damaged: {0}")]
pub struct LexiconError(pub &'static str);

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
        let index = |section| {
            let index = Index::new(data.section(section)).map_err(|_| LexiconError("an index cannot be read"))?;
            // Walking a damaged automaton may panic; its checksum rules that out.
            index.as_fst().verify().map_err(|_| LexiconError("an index is not what was written"))?;
            Ok(index)
        };
        Ok(Self {
            headwords: index(Section::Headwords)?,
            stems: index(Section::Stems)?,
            words: index(Section::Words)?,
            kin_chars: index(Section::KinChars)?,
            data,
            levels: Arc::default(),
        })
    }

    fn record_of(&self, word: &str) -> Record {
        let headword = self.headwords.get(word).map(Headword);
        let record = headword.and_then(|headword| self.data.record(headword.offset()));
        record.map_or_else(Record::default, |(record, _)| record)
    }

    /// True for a word of the dictionary, simplified or traditional.
    #[must_use]
    pub fn is_headword(&self, word: &str) -> bool {
        self.headwords.contains_key(word)
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
        // The first counts before the second in any run of characters.
        segment::segment(&self.headwords, text, |chars, _| if chars == 1 { WORD_WEIGHT + 1 } else { WORD_WEIGHT })
    }

    /// The longest headword that the text starts with.
    #[must_use]
    pub fn longest_match<'t>(&self, text: &'t str) -> Option<&'t str> {
        segment::longest_match(&self.headwords, text)
    }

    /// The number of a stem, if any gloss uses it.
    #[must_use]
    pub fn stem_id(&self, stem: &str) -> Option<StemId> {
        self.stems.get(stem).map(|id| StemId(id as u32))
    }

    /// The English stems that a headword's glosses are made of, by ascending number, with a weight over 0, at most 1. Empty for a word that
    /// is not in the dictionary.
    pub fn associations(&self, headword: &str) -> impl Iterator<Item = (StemId, f32)> + use<> {
        self.record_of(headword).associations.iter().map(|item| {
            let (stem, weight) = association(*item);
            (StemId(stem), weight)
        })
    }

    /// The English stems that a character is kin to though no gloss may say so, with a weight over 0, at most 1: it stands in an unusual
    /// share of the headwords that are glossed with them. "Anxious" is 焦虑, so 焦 is kin to it. Empty for most characters.
    pub fn kin(&self, c: char) -> impl Iterator<Item = (StemId, f32)> + use<> {
        let list = self.kin_chars.get(c.encode_utf8(&mut [0; 4]));
        list.map_or(&[][..], |list| self.data.kin(list as usize)).iter().map(|item| {
            let (stem, weight) = association(*item);
            (StemId(stem), weight)
        })
    }

    /// The readings of a character without tones, `"lü"` in each way that names are written: `lu`, `lv` and `lyu`. Empty for what is not a
    /// Chinese character.
    pub fn syllables(&self, c: char) -> impl Iterator<Item = &'static str> + use<> {
        let data = self.data;
        let record = self.record_of(c.encode_utf8(&mut [0; 4]));
        record.readings.iter().filter_map(move |id| data.syllable(usize::from(u16::from_le_bytes(*id))))
    }

    /// How a word is read, its syllables with tone numbers: by its first entry that is no name and no variant. `None` for what is not in the
    /// dictionary, or not with a syllable for each character.
    fn spoken(&self, word: &str) -> Option<String> {
        let syllables = self.record_of(word).spoken.iter();
        let syllables = syllables.map(|id| self.data.spoken(usize::from(u16::from_le_bytes(*id))));
        syllables.collect::<Option<Vec<_>>>().map(|syllables| syllables.join(" ")).filter(|spoken| !spoken.is_empty())
    }

    /// True for a word with a sense that begins with "to".
    fn is_verb(&self, word: &str) -> bool {
        self.record_of(word).is_verb
    }

    /// True for a syllable that some character is read as, without its tone.
    #[must_use]
    pub fn is_syllable(&self, syllable: &str) -> bool {
        let (mut low, mut high) = (0, self.data.syllable_count());
        while low < high {
            let middle = low.midpoint(high);
            match self.data.syllable(middle).map(|s| s.cmp(syllable)) {
                Some(Ordering::Equal) => return true,
                Some(Ordering::Less) => low = middle + 1,
                _ => high = middle,
            }
        }
        false
    }

    /// The entries of a headword, in the dictionary's order. A tenth of a millisecond each: for showing, not for loops.
    #[must_use]
    pub fn entries(&self, headword: &str) -> Vec<Entry> {
        self.data.entries(self.record_of(headword).entries.iter().map(|id| from_u24(*id)))
    }

    /// The entries of the headwords that are most strongly tied to a stem, one each, at most `limit`: the half of them of those that learners
    /// are taught, the first taught first where they are tied alike, the other half of all headwords. Reads all records, and
    /// decompresses what it finds on several threads: some milliseconds.
    #[must_use]
    pub fn glossed_with(&self, stem: StemId, limit: usize) -> Vec<Entry> {
        let tied = self.tied_to(stem);
        let mut taught: Vec<(f32, EntryIds)> = tied
            .iter()
            .filter_map(|(weight, offset, ids)| {
                let level = self.level_at(*offset)?;
                Some((f32::from(level.number()) + LOOSE_LEVELS * (1.0 - weight), *ids))
            })
            .collect();
        taught.sort_by(|a, b| a.0.total_cmp(&b.0));
        taught.truncate(limit / 2);
        let threads = threads::available();
        // Words have a record in either script, with the same entries, and those that are taught are tied, too.
        let mut seen = HashSet::new();
        let words: Vec<EntryIds> = taught
            .into_iter()
            .map(|(_, ids)| ids)
            .chain(tied.into_iter().map(|(.., ids)| ids))
            .filter(|ids| seen.insert(*ids))
            .collect();
        let mut found: Vec<Entry> = Vec::new();
        for words in words.chunks(limit.max(1)) {
            let parts: Vec<&[EntryIds]> = words.chunks(words.len().div_ceil(threads)).collect();
            let entries = |ids: &EntryIds| {
                let mut entries = self.data.entries(ids.iter().map(|id| from_u24(*id)));
                // A headword with several entries is tied through one of them; a mere cross-reference uses the stem in none.
                let at = entries.iter().position(|entry| self.uses(entry, stem)).unwrap_or(0);
                (at < entries.len()).then(|| entries.swap_remove(at))
            };
            let all = threads::in_parts(&parts, |part| Some(part.iter().filter_map(entries).collect()));
            for entry in all.unwrap_or_default() {
                if found.len() < limit && !found.contains(&entry) {
                    found.push(entry);
                }
            }
            if found.len() >= limit {
                break;
            }
        }
        found
    }

    /// The records that are tied to a stem, the most strongly tied first: how strongly, where each is, and its entries.
    fn tied_to(&self, stem: StemId) -> Vec<(f32, usize, EntryIds)> {
        let mut tied = Vec::new();
        let mut offset = 0;
        while let Some((record, next)) = self.data.record(offset) {
            // The associations of a record are sorted by their stems.
            if let Ok(at) = record.associations.binary_search_by_key(&stem.0, |item| association(*item).0) {
                tied.push((association(record.associations[at]).1, offset, record.entries));
            }
            offset = next;
        }
        tied.sort_by(|a, b| b.0.total_cmp(&a.0));
        tied
    }

    /// The level of the word whose record is at an offset.
    fn level_at(&self, offset: usize) -> Option<Level> {
        let levels = self.levels();
        levels.binary_search_by_key(&offset, |(at, _)| *at).ok().map(|at| levels[at].1)
    }

    /// Where the records of the words are that learners are taught, ascending, and their levels.
    fn levels(&self) -> &[(usize, Level)] {
        self.levels.get_or_init(|| {
            let offset = |word: &str| self.headwords.get(word).map(|headword| Headword(headword).offset());
            let mut levels: Vec<_> = Level::words().filter_map(|(word, level)| Some((offset(word)?, level))).collect();
            levels.sort_unstable();
            levels
        })
    }

    /// Makes what [`Lexicon::glossed_with`] needs besides the file, and what it would make itself: some milliseconds, for a thread that has them.
    pub fn prepare(&self) {
        self.levels();
    }

    fn uses(&self, entry: &Entry, wanted: StemId) -> bool {
        entry.senses.iter().flat_map(|sense| gloss_words(sense)).any(|word| self.stem_id(&stem(&word)) == Some(wanted))
    }

    /// The dictionary form of an English word: "ran" is "run", "ferries" is "ferry", "making" is "make". In lower case; a word that is
    /// its own form, or unknown, stays. Comparatives stay but for "better", "worse" and their like.
    #[must_use]
    pub fn lemma(&self, word: &str) -> String {
        lemma::lemma(&self.words, word)
    }

    /// An English lemma and its other forms, in lower case: "run" is "ran", "run", "running", "runs".
    #[must_use]
    pub fn forms(&self, lemma: &str) -> Vec<String> {
        lemma::forms(&self.words, &lemma.to_lowercase())
    }
}

#[cfg(test)]
mod tests;
