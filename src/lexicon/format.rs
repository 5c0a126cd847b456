//! The packed dictionary: a header, a table of sections, and the sections. All numbers are little-endian.
//!
//! ```text
//! "DUIZHAO-LEX" 01 | count: u32 | count × (offset: u32, length: u32) | sections
//! ```
//! A list of lists is two sections: the end of each list in items (u32 each), and the items. Every read is checked, so a damaged file
//! gives empty answers.

use super::LexiconError;
use std::ops::Range;

const MAGIC: &[u8; 12] = b"DUIZHAO-LEX\x01";

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// An `fst` map from headwords, simplified and traditional, to the numbers of their records.
    Headwords,
    /// An `fst` map from the stems of the glosses to their numbers.
    Stems,
    /// For each record, the end of its associations.
    AssociationEnds,
    /// u32: the stem's number in the upper 20 bits, its weight times 4095 in the lower 12.
    Associations,
    /// For each record, the end of its readings; only single characters have any.
    ReadingEnds,
    /// u16: numbers of syllables.
    Readings,
    /// For each syllable, the end of its letters; in alphabetical order.
    SyllableEnds,
    /// The letters of the syllables, one after the other.
    Syllables,
    /// For each record, the end of its list of entries.
    EntryListEnds,
    /// u32: numbers of entries.
    EntryLists,
    /// For each block of [`Writer::ENTRIES_PER_BLOCK`] entries, the end of its bytes.
    BlockEnds,
    /// The blocks: lines of CC-CEDICT, joined by line feeds, compressed with DEFLATE.
    Blocks,
    /// Who made the data, under what licence, what was changed.
    Notice,
}

const SECTIONS: usize = Section::Notice as usize + 1;

/// Reads the packed form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    sections: [&'static [u8]; SECTIONS],
}

pub(super) fn read_u32(bytes: &[u8], index: usize) -> Option<u32> {
    let start = index.checked_mul(4)?;
    let four = bytes.get(start..start.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
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

    fn range(&self, ends: Section, index: usize) -> Option<Range<usize>> {
        let ends = self.section(ends);
        let start = if index == 0 { 0 } else { read_u32(ends, index - 1)? as usize };
        Some(start..read_u32(ends, index)? as usize)
    }

    /// One list of a list of lists, as the bytes of its items; empty if it is not there.
    pub(super) fn list(&self, ends: Section, items: Section, index: usize, item_bytes: usize) -> &'static [u8] {
        (|| {
            let range = self.range(ends, index)?;
            self.section(items).get(range.start.checked_mul(item_bytes)?..range.end.checked_mul(item_bytes)?)
        })()
        .unwrap_or(&[])
    }

    pub(super) fn syllable_count(&self) -> usize {
        self.section(Section::SyllableEnds).len() / 4
    }

    pub(super) fn syllable(&self, index: usize) -> Option<&'static str> {
        std::str::from_utf8(self.list(Section::SyllableEnds, Section::Syllables, index, 1)).ok()
    }

    /// The line of one entry.
    pub(super) fn entry_line(&self, entry: usize) -> Option<String> {
        let block = self.list(Section::BlockEnds, Section::Blocks, entry / Writer::ENTRIES_PER_BLOCK, 1);
        let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(block, 1 << 20).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        text.lines().nth(entry % Writer::ENTRIES_PER_BLOCK).map(str::to_owned)
    }
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
    pub fn set_lists<const N: usize>(&mut self, ends: Section, items: Section, lists: &[Vec<[u8; N]>]) {
        let mut end = 0_u32;
        let mut end_bytes = Vec::with_capacity(lists.len() * 4);
        for list in lists {
            end += list.len() as u32;
            end_bytes.extend(end.to_le_bytes());
        }
        self.set(ends, end_bytes);
        self.set(items, lists.iter().flatten().flatten().copied().collect());
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
