//! The glosses of the dictionary as numbers of stems, and what leads back from a stem to the words it explains. Read in
//! the form that [`super::pack`] writes. Every read is checked, so that a damaged file gives empty answers.

use super::function_words::FUNCTION_WORDS;
use super::pack::{SECTIONS, Section};
use super::stems::{is_grammar_stem, stem};
use crate::lexicon::Lexicon;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// CC-CEDICT's glosses, packed by `examples/pack_glosses.rs` and compressed (Brotli); unpacked when the first text is read. Empty if they are damaged.
pub(super) static BUNDLED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let packed = include_bytes!("../../../assets/dictionary/glosses.bin.br");
    let mut glosses = Vec::new();
    let is_whole = brotli_decompressor::BrotliDecompress(&mut &packed[..], &mut glosses).is_ok();
    if is_whole { glosses } else { vec![] }
});

/// A headword has at most so many glosses; of a word it refers to so many are taken, and so many words are followed.
const MAX_GLOSSES: usize = 40;
const REFERENCE_GLOSSES: usize = 6;
const MAX_REFERENCES: usize = 4;
/// A gloss counts less the later it stands, down to a least.
const DECAY: f32 = 0.12;
const DECAY_ENDS: usize = 12;
const BACK_DECAY: f32 = 0.25;
/// What a stem of English grammar keeps.
const GRAMMAR_WEIGHT: f32 = 0.25;

/// The number of a stem, as its bytes lie in the file.
pub(super) type Stem = [u8; 2];

/// A gloss: its stems, and how much it counts, 0 to 1.
pub(super) type Gloss<'g> = (&'g [Stem], f32);

/// The dictionary's glosses.
#[derive(Debug)]
pub(super) struct Glosses {
    sections: [&'static [u8]; SECTIONS],
    /// For each stem, how telling it is, 0 to 1, and true for English grammar.
    weights: Vec<(f32, bool)>,
    /// For each function word its counterparts.
    functions: HashMap<&'static str, Vec<Vec<Stem>>>,
    char_weights: HashMap<char, f32>,
}

/// An entry, its references and glosses still packed.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    is_name: bool,
    reading: &'static str,
    rest: &'static [u8],
}

fn u32_at(bytes: &[u8], index: usize) -> Option<u32> {
    bytes.as_chunks::<4>().0.get(index).map(|four| u32::from_le_bytes(*four))
}

fn index(stem: Stem) -> usize {
    usize::from(u16::from_le_bytes(stem))
}

/// Takes a list of `size` bytes an item off the front, behind their count.
fn take(bytes: &mut &'static [u8], size: usize) -> Option<&'static [u8]> {
    let (count, rest) = bytes.split_first()?;
    let (taken, rest) = rest.split_at_checked(usize::from(*count) * size)?;
    *bytes = rest;
    Some(taken)
}

fn take_text(bytes: &mut &'static [u8]) -> Option<&'static str> {
    std::str::from_utf8(take(bytes, 1)?).ok()
}

impl Glosses {
    pub(super) fn bundled() -> Self {
        let bytes: &'static [u8] = &BUNDLED;
        let section = |at: usize| {
            let start = u32_at(bytes, 2 * at)? as usize;
            bytes.get(start..start.checked_add(u32_at(bytes, 2 * at + 1)? as usize)?)
        };
        let mut sections: [&'static [u8]; SECTIONS] = [&[]; SECTIONS];
        for (at, bytes) in sections.iter_mut().enumerate() {
            *bytes = section(at).unwrap_or(&[]);
        }
        let mut table = Self { sections, weights: Vec::new(), functions: HashMap::new(), char_weights: HashMap::new() };
        let of = |section: Section| sections[section as usize];
        let total = (of(Section::EntryEnds).len() / 4).max(2) as f32;
        let share = |count: u32| libm::logf(total / count.max(1) as f32) / libm::logf(total);
        let counts = of(Section::StemCounts).as_chunks::<4>().0.iter().map(|count| u32::from_le_bytes(*count));
        let weight = |(at, count): (usize, u32)| {
            let is_grammar = is_grammar_stem(table.text((at as u16).to_le_bytes()));
            (share(count + 1).max(0.0) * if is_grammar { GRAMMAR_WEIGHT } else { 1.0 }, is_grammar)
        };
        let weights = counts.enumerate().map(weight).collect();
        table.weights = weights;
        let pairs = of(Section::Chars).as_chunks::<8>().0.iter();
        table.char_weights =
            pairs.filter_map(|pair| Some((char::from_u32(u32_at(pair, 0)?)?, share(u32_at(pair, 1)?)))).collect();
        for line in FUNCTION_WORDS.split('|') {
            let mut words = line.split(' ');
            let word = words.next().unwrap_or("");
            let glosses = words.map(|gloss| gloss.split('_').filter_map(|word| table.stem(&stem(word))).collect());
            let glosses = glosses.collect();
            table.functions.insert(word, glosses);
        }
        table
    }

    fn list(&self, ends: Section, items: Section, at: usize) -> &'static [u8] {
        (|| {
            let ends = self.sections[ends as usize];
            let start = if at == 0 { 0 } else { u32_at(ends, at - 1)? as usize };
            self.sections[items as usize].get(start..u32_at(ends, at)? as usize)
        })()
        .unwrap_or(&[])
    }

    fn entry(&self, at: usize) -> Entry {
        (|| {
            let (is_name, mut rest) = self.list(Section::EntryEnds, Section::Entries, at).split_first()?;
            let (_, reading) = (take_text(&mut rest)?, take_text(&mut rest)?);
            Some(Entry { is_name: *is_name != 0, reading, rest })
        })()
        .unwrap_or_default()
    }

    fn simplified_entry(&self, at: usize) -> &'static str {
        let mut rest = self.list(Section::EntryEnds, Section::Entries, at).get(1..).unwrap_or(&[]);
        take_text(&mut rest).unwrap_or("")
    }

    /// The number of a stem that some gloss or function word uses.
    pub(super) fn stem(&self, stem: &str) -> Option<Stem> {
        let (mut low, mut high) = (0, self.sections[Section::StemEnds as usize].len() / 4);
        while low < high {
            let middle = low.midpoint(high);
            match self.list(Section::StemEnds, Section::Stems, middle).cmp(stem.as_bytes()) {
                std::cmp::Ordering::Equal => return Some((middle as u16).to_le_bytes()),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The letters of a stem.
    pub(super) fn text(&self, stem: Stem) -> &'static str {
        std::str::from_utf8(self.list(Section::StemEnds, Section::Stems, index(stem))).unwrap_or("")
    }

    /// How telling a stem is, 0 to 1.
    pub(super) fn weight(&self, stem: Stem) -> f32 {
        self.weights.get(index(stem)).map_or(0.0, |(weight, _)| *weight)
    }

    pub(super) fn entry_count(&self, stem: Stem) -> u32 {
        u32_at(self.sections[Section::StemCounts as usize], index(stem)).unwrap_or(0)
    }

    pub(super) fn is_grammar(&self, stem: Stem) -> bool {
        self.weights.get(index(stem)).is_some_and(|(_, is_grammar)| *is_grammar)
    }

    pub(super) fn is_function_word(&self, word: &str) -> bool {
        self.functions.contains_key(word)
    }

    /// How telling a character is, 0 to 1.
    pub(super) fn char_weight(&self, c: char) -> f32 {
        self.char_weights.get(&c).copied().unwrap_or(1.0)
    }

    /// The words that a stem alone explains, simplified, and how much each counts.
    pub(super) fn explained_by(&self, stem: Stem) -> impl Iterator<Item = (&'static str, f32)> {
        let items = self.list(Section::BackEnds, Section::Back, index(stem)).as_chunks::<4>().0;
        items.iter().map(|[a, b, c, place]| {
            let entry = u32::from_le_bytes([*a, *b, *c, 0]) as usize;
            (self.simplified_entry(entry), 1.0 / (1.0 + BACK_DECAY * f32::from(*place)))
        })
    }

    /// A headword in simplified characters; `None` for no headword.
    pub(super) fn simplified(&self, lexicon: &Lexicon, word: &str) -> Option<&'static str> {
        lexicon.entry_numbers(word).next().map(|entry| self.simplified_entry(entry))
    }

    /// The readings of a headword without tones, `v` for ü.
    pub(super) fn readings(&self, lexicon: &Lexicon, word: &str) -> Vec<&'static str> {
        let mut readings = Vec::new();
        for entry in lexicon.entry_numbers(word) {
            let reading = self.entry(entry).reading;
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
        readings
    }

    /// The glosses of a word, the first ones counting most. `word` in simplified characters, if they are known.
    pub(super) fn glosses(&self, lexicon: &Lexicon, word: &str) -> Vec<Gloss<'_>> {
        let functions = self.functions.get(word).into_iter().flatten().map(Vec::as_slice);
        let mut found: Vec<&[Stem]> = functions.collect();
        let limit = found.len() + MAX_GLOSSES;
        let entries: Vec<Entry> = lexicon.entry_numbers(word).map(|entry| self.entry(entry)).collect();
        // A character is seldom a surname.
        let names_last = word.chars().nth(1).is_none();
        for names in [false, true] {
            let of_kind = entries.iter().filter(|entry| (names_last && entry.is_name) == names);
            of_kind.flat_map(Entry::glosses).for_each(|gloss| found.push(gloss));
        }
        for reference in entries.iter().flat_map(Entry::references).take(MAX_REFERENCES) {
            let glosses = lexicon.entry_numbers(reference).flat_map(|entry| self.entry(entry).glosses());
            glosses.take(REFERENCE_GLOSSES).for_each(|gloss| found.push(gloss));
        }
        let mut seen = HashSet::new();
        let decayed = found.into_iter().filter(|gloss| !gloss.is_empty() && seen.insert(*gloss)).take(limit);
        decayed.enumerate().map(|(at, gloss)| (gloss, 1.0 / (1.0 + DECAY * at.min(DECAY_ENDS) as f32))).collect()
    }
}

impl Entry {
    /// The simplified headwords that the entry points to.
    fn references(&self) -> impl Iterator<Item = &'static str> + use<> {
        let (count, mut rest) = self.rest.split_first().unwrap_or((&0, &[]));
        (0..*count).map_while(move |_| take_text(&mut rest))
    }

    fn glosses(&self) -> impl Iterator<Item = &'static [Stem]> + use<> {
        let (count, mut rest) = self.rest.split_first().unwrap_or((&0, &[]));
        for _ in 0..*count {
            let _ = take(&mut rest, 1);
        }
        std::iter::from_fn(move || Some(take(&mut rest, size_of::<Stem>())?.as_chunks().0))
    }
}
