//! The packed dictionary: a header, a table of sections, and the sections. All numbers are little-endian.
//!
//! ```text
//! "DUIZHAO-LEX" 05 | count: u32 | count × (offset: u32, length: u32) | sections
//! record:  entries: u8, readings: u8, spoken: u8, associations: u8
//!          | entries × u24 | readings × u16 | spoken × u16 | associations × (stem: u16, weight: u8)
//! block:   DEFLATE of 4n lines: the traditional forms of n entries, the simplified ones, the pinyin, the senses joined by "/"
//! ```
//! The highest bit of `spoken` is set for a verb. A weight `w` is stored as `256 w - 1`. A list of lists is two sections: the end of each list in bytes (u32 each), and the bytes. Every read is checked, so a damaged file
//! gives empty answers.

use super::{Entry, LexiconError};
use memchr::memchr_iter;

const MAGIC: &[u8; 12] = b"DUIZHAO-LEX\x05";

/// Beside the number of spoken syllables.
const VERB: u8 = 0x80;

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// An `fst` map from headwords, simplified and traditional, to the offsets of their records and how rare they are ([`Headword`]).
    Headwords,
    /// An `fst` map from the stems of the glosses to their numbers.
    Stems,
    /// An `fst` map from the words of the glosses, in lower case, to how often they are used.
    Words,
    /// The records, one after the other.
    Records,
    /// For each syllable, the end of its letters; in alphabetical order.
    SyllableEnds,
    /// The letters of the syllables, one after the other.
    Syllables,
    /// The same for the syllables with tone numbers.
    SpokenEnds,
    /// Their letters.
    Spoken,
    /// For each block of [`Writer::ENTRIES_PER_BLOCK`] entries, the end of its bytes.
    BlockEnds,
    /// The blocks.
    Blocks,
    /// An `fst` map from characters to the numbers of their lists of kin.
    KinChars,
    /// For each list of kin the end of its bytes.
    KinEnds,
    /// The lists: (stem: u16, weight: u8) as in records.
    Kin,
    /// Who made the data, under what licence: the header of the source.
    Notice,
}

const SECTIONS: usize = Section::Notice as usize + 1;

/// What the index says of a headword: where its record is, and how rare it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headword(pub(super) u64);

impl Headword {
    const RARITY_BITS: u32 = 4;

    /// For a record at this offset. `None` if one of the numbers is too large for its place.
    #[must_use]
    pub fn new(offset: u64, rarity: u8) -> Option<Self> {
        let is_small = u32::from(rarity) < 1 << Self::RARITY_BITS && offset < 1 << 48;
        is_small.then(|| Self(offset << Self::RARITY_BITS | u64::from(rarity)))
    }

    /// As it stands in the index.
    #[must_use]
    pub fn value(self) -> u64 {
        self.0
    }

    pub(super) fn offset(self) -> usize {
        (self.0 >> Self::RARITY_BITS) as usize
    }

    /// From 0; each step is a third as often.
    pub(super) fn rarity(self) -> u32 {
        (self.0 & ((1 << Self::RARITY_BITS) - 1)) as u32
    }
}

/// Reads the packed form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    sections: [&'static [u8]; SECTIONS],
}

/// What is known of a headword, as the bytes of its items.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Record {
    pub entries: &'static [[u8; 3]],
    pub readings: &'static [[u8; 2]],
    pub spoken: &'static [[u8; 2]],
    pub is_verb: bool,
    pub associations: &'static [[u8; 3]],
}

fn read_u32(bytes: &[u8], index: usize) -> Option<u32> {
    let (fours, _) = bytes.as_chunks::<4>();
    fours.get(index).map(|four| u32::from_le_bytes(*four))
}

/// A number of three bytes.
pub(super) fn from_u24([a, b, c]: [u8; 3]) -> usize {
    usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16
}

/// A stem's number and its weight.
pub(super) fn association([low, high, weight]: [u8; 3]) -> (u32, f32) {
    (u32::from(u16::from_le_bytes([low, high])), (f32::from(weight) + 1.0) / 256.0)
}

impl Reader {
    pub(super) fn new(bytes: &'static [u8]) -> Result<Self, LexiconError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(LexiconError("it is not a dictionary of this version"))?;
        if read_u32(rest, 0) != Some(SECTIONS as u32) {
            return Err(LexiconError("it has other parts than this version reads"));
        }
        let mut sections: [&'static [u8]; SECTIONS] = [&[]; SECTIONS];
        for (i, section) in sections.iter_mut().enumerate() {
            let range = (|| {
                let start = read_u32(rest, 1 + 2 * i)? as usize;
                let len = read_u32(rest, 2 + 2 * i)? as usize;
                bytes.get(start..start.checked_add(len)?)
            })();
            *section = range.ok_or(LexiconError("it is cut off"))?;
        }
        Ok(Self { sections })
    }

    pub(super) fn section(&self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }

    /// The record at an offset, and the offset of the next.
    pub(super) fn record(&self, offset: usize) -> Option<(Record, usize)> {
        let bytes = self.section(Section::Records).get(offset..)?;
        let (counts, rest) = bytes.split_first_chunk::<4>()?;
        let is_verb = counts[2] & VERB != 0;
        let [entries, readings, spoken, associations] = counts.map(usize::from);
        let spoken = spoken & !usize::from(VERB);
        let (entries, rest) = rest.split_at_checked(entries * 3)?;
        let (readings, rest) = rest.split_at_checked(readings * 2)?;
        let (spoken, rest) = rest.split_at_checked(spoken * 2)?;
        let (associations, rest) = rest.split_at_checked(associations * 3)?;
        let record = Record {
            entries: entries.as_chunks().0,
            readings: readings.as_chunks().0,
            spoken: spoken.as_chunks().0,
            is_verb,
            associations: associations.as_chunks().0,
        };
        Some((record, offset + bytes.len() - rest.len()))
    }

    /// One list of a list of lists; empty if it is not there.
    fn list(&self, ends: Section, items: Section, index: usize) -> &'static [u8] {
        (|| {
            let ends = self.section(ends);
            let start = if index == 0 { 0 } else { read_u32(ends, index - 1)? as usize };
            self.section(items).get(start..read_u32(ends, index)? as usize)
        })()
        .unwrap_or(&[])
    }

    /// The stems that a character is kin to.
    pub(super) fn kin(&self, list: usize) -> &'static [[u8; 3]] {
        self.list(Section::KinEnds, Section::Kin, list).as_chunks().0
    }

    pub(super) fn syllable_count(&self) -> usize {
        self.section(Section::SyllableEnds).len() / 4
    }

    pub(super) fn syllable(&self, index: usize) -> Option<&'static str> {
        std::str::from_utf8(self.list(Section::SyllableEnds, Section::Syllables, index)).ok()
    }

    /// A syllable with its tone number.
    pub(super) fn spoken(&self, index: usize) -> Option<&'static str> {
        std::str::from_utf8(self.list(Section::SpokenEnds, Section::Spoken, index)).ok()
    }

    /// Entries by their numbers, but those that are not there. Decompresses a block of some 30 KiB for each that is in another than the one
    /// before it; those of a headword mostly lie together.
    pub(super) fn entries(&self, entries: impl IntoIterator<Item = usize>) -> Vec<Entry> {
        let mut open: Option<(usize, String)> = None;
        let read = |entry: usize| {
            let number = entry / Writer::ENTRIES_PER_BLOCK;
            if open.as_ref().is_none_or(|(at, _)| *at != number) {
                open = self.block(number).map(|text| (number, text));
            }
            entry_in(&open.as_ref()?.1, entry % Writer::ENTRIES_PER_BLOCK)
        };
        entries.into_iter().filter_map(read).collect()
    }

    /// The lines of a block; `None` behind the last.
    pub(super) fn block(&self, block: usize) -> Option<String> {
        let bytes = self.list(Section::BlockEnds, Section::Blocks, block);
        let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, 1 << 20).ok()?;
        String::from_utf8(bytes).ok()
    }
}

fn entry_in(block: &str, index: usize) -> Option<Entry> {
    let ends: Vec<usize> = memchr_iter(b'\n', block.as_bytes()).chain([block.len()]).collect();
    let entries = ends.len() / 4;
    let line = |at: usize| {
        let start = at.checked_sub(1).map_or(0, |before| ends[before] + 1);
        block.get(start..*ends.get(at)?).filter(|_| index < entries)
    };
    Some(Entry {
        traditional: line(index)?.to_owned(),
        simplified: line(index + entries)?.to_owned(),
        pinyin: line(index + 2 * entries)?.to_owned(),
        senses: line(index + 3 * entries)?.split('/').map(str::to_owned).collect(),
    })
}

/// What is to be known of a headword.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordItems<'a> {
    /// The numbers of its entries.
    pub entries: &'a [u32],
    /// The numbers of the syllables that a character is read as, without tones.
    pub readings: &'a [u16],
    /// The numbers of the syllables, with tones, that it is read as where nothing else is known.
    pub spoken: &'a [u16],
    /// True if it is something to do.
    pub is_verb: bool,
    /// Its stems with their weights, over 0 and at most 1.
    pub associations: &'a [(u16, f32)],
}

/// Writes the packed form; only the packing program does.
#[derive(Debug)]
pub struct Writer {
    sections: [Vec<u8>; SECTIONS],
}

impl Default for Writer {
    fn default() -> Self {
        Self { sections: [const { Vec::new() }; SECTIONS] }
    }
}

impl Writer {
    /// How many entries are compressed together.
    pub const ENTRIES_PER_BLOCK: usize = 400;

    /// Sets a section's bytes.
    pub fn set(&mut self, section: Section, bytes: Vec<u8>) {
        self.sections[section as usize] = bytes;
    }

    /// Sets a list of lists.
    pub fn set_lists<L: AsRef<[u8]>>(&mut self, ends: Section, items: Section, lists: &[L]) {
        let mut bytes = Vec::new();
        let mut end_bytes = Vec::with_capacity(lists.len() * 4);
        for list in lists {
            bytes.extend(list.as_ref());
            end_bytes.extend((bytes.len() as u32).to_le_bytes());
        }
        self.set(ends, end_bytes);
        self.set(items, bytes);
    }

    /// Sets the entries' text.
    pub fn set_entries(&mut self, entries: &[Entry]) {
        let blocks: Vec<Vec<u8>> = entries
            .chunks(Self::ENTRIES_PER_BLOCK)
            .map(|chunk| {
                let traditional = chunk.iter().map(|entry| entry.traditional.clone());
                let simplified = chunk.iter().map(|entry| entry.simplified.clone());
                let pinyin = chunk.iter().map(|entry| entry.pinyin.clone());
                let senses = chunk.iter().map(|entry| entry.senses.join("/"));
                let lines: Vec<String> = traditional.chain(simplified).chain(pinyin).chain(senses).collect();
                miniz_oxide::deflate::compress_to_vec(lines.join("\n").as_bytes(), 10)
            })
            .collect();
        self.set_lists(Section::BlockEnds, Section::Blocks, &blocks);
    }

    /// The bytes of a record. `None` if there are more than 255 of one kind (127 syllables), or a number is too large for its place.
    #[must_use]
    pub fn record(of: &RecordItems) -> Option<Vec<u8>> {
        let spoken = u8::try_from(of.spoken.len()).ok().filter(|count| count & VERB == 0)?;
        let [entries, readings, associations] =
            [of.entries.len(), of.readings.len(), of.associations.len()].map(|count| u8::try_from(count).ok());
        let mut bytes = vec![entries?, readings?, spoken | if of.is_verb { VERB } else { 0 }, associations?];
        for entry in of.entries {
            let [a, b, c, 0] = entry.to_le_bytes() else { return None };
            bytes.extend([a, b, c]);
        }
        bytes.extend(of.readings.iter().chain(of.spoken).flat_map(|syllable| syllable.to_le_bytes()));
        bytes.extend(Self::associations(of.associations));
        Some(bytes)
    }

    /// The bytes of stems with their weights, over 0 and at most 1.
    #[must_use]
    pub fn associations(associations: &[(u16, f32)]) -> Vec<u8> {
        let weight_byte = |weight: f32| ((weight * 256.0).round() - 1.0).clamp(0.0, 255.0) as u8;
        let item = |(stem, weight): &(u16, f32)| {
            let [low, high] = stem.to_le_bytes();
            [low, high, weight_byte(*weight)]
        };
        associations.iter().flat_map(item).collect()
    }

    /// The whole file.
    #[must_use]
    pub fn finish(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend((SECTIONS as u32).to_le_bytes());
        let mut offset = out.len() + SECTIONS * 8;
        for section in &self.sections {
            out.extend((offset as u32).to_le_bytes());
            out.extend((section.len() as u32).to_le_bytes());
            offset += section.len();
        }
        out.extend(self.sections.iter().flatten());
        out
    }
}
