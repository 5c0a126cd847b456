//! Packing the dictionary's glosses into the form that [`super::glosses`] reads: only `examples/pack_glosses.rs` and a test do.
//!
//! ```text
//! SECTIONS × (offset: u32, length: u32) | sections
//! entry: name: u8 | simplified, reading, references: u8 × text | glosses: (stems: u8 × u16)…
//! text:  length: u8, UTF-8
//! ```
//! All numbers are little-endian. A list of lists is the end of each in bytes (u32 each), and the bytes.

use super::function_words::FUNCTION_WORDS;
use super::gloss::{expressions, references};
use super::stems::{is_grammar_stem, stem};
use crate::lexicon::Lexicon;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a section holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    /// The stems in the order of their bytes, a list of lists.
    StemEnds,
    Stems,
    /// For each stem in how many entries it is, u32.
    StemCounts,
    /// The entries as above, a list of lists.
    EntryEnds,
    Entries,
    /// For each stem the entries that it alone explains, (number: u24, place among the glosses: u8), a list of lists.
    BackEnds,
    Back,
    /// The characters in ascending order, each with the number of entries it is in, (u32, u32).
    Chars,
}

pub(super) const SECTIONS: usize = Section::Chars as usize + 1;

/// Only short words, and their first glosses, lead back from a stem; a stem leads to so many at most.
const BACK_CHARS: usize = 4;
const BACK_GLOSSES: usize = 8;
const BACK_WORDS: usize = 400;

/// An entry before its stems have numbers.
struct Draft {
    is_name: bool,
    simplified: String,
    reading: String,
    references: Vec<String>,
    glosses: Vec<Vec<String>>,
}

/// The packed glosses of a dictionary.
///
/// # Errors
/// If there are more stems than numbers for them.
pub fn pack(lexicon: &Lexicon) -> Result<Vec<u8>, &'static str> {
    let entries = drafts(lexicon);
    let function_words = FUNCTION_WORDS.split('|').flat_map(|line| line.split([' ', '_']).skip(1));
    let mut stems: BTreeMap<String, u16> = function_words.map(|word| (stem(word), 0)).collect();
    stems.extend(entries.iter().flat_map(|entry| entry.glosses.iter().flatten()).map(|stem| (stem.clone(), 0)));
    for (at, number) in stems.values_mut().enumerate() {
        *number = u16::try_from(at).map_err(|_| "more stems than 65,536")?;
    }
    let mut counts = vec![0_u32; stems.len()];
    let mut back: Vec<Vec<u8>> = vec![Vec::new(); stems.len()];
    let mut chars: BTreeMap<char, u32> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for stem in entry.glosses.iter().flatten().collect::<BTreeSet<_>>() {
            counts[usize::from(stems[stem])] += 1;
        }
        for c in entry.simplified.chars().collect::<BTreeSet<_>>() {
            *chars.entry(c).or_default() += 1;
        }
        for (place, stem) in sole_stems(entry) {
            let list = &mut back[usize::from(stems[stem])];
            if list.len() < 4 * BACK_WORDS {
                list.extend_from_slice(&(at as u32).to_le_bytes()[..3]);
                list.push(place as u8);
            }
        }
    }
    let packed: Vec<Vec<u8>> = entries.iter().map(|entry| packed_entry(entry, &stems)).collect();
    let (stem_ends, stem_bytes) = lists(stems.keys());
    let (entry_ends, entry_bytes) = lists(&packed);
    let (back_ends, back_bytes) = lists(&back);
    let mut sections: [Vec<u8>; SECTIONS] = [const { Vec::new() }; SECTIONS];
    let mut set = |section: Section, bytes: Vec<u8>| sections[section as usize] = bytes;
    set(Section::StemEnds, stem_ends);
    set(Section::Stems, stem_bytes);
    set(Section::StemCounts, counts.iter().flat_map(|count| count.to_le_bytes()).collect());
    set(Section::EntryEnds, entry_ends);
    set(Section::Entries, entry_bytes);
    set(Section::BackEnds, back_ends);
    set(Section::Back, back_bytes);
    set(Section::Chars, chars.iter().flat_map(|(c, n)| [u32::from(*c), *n]).flat_map(u32::to_le_bytes).collect());
    Ok(joined(&sections))
}

fn drafts(lexicon: &Lexicon) -> Vec<Draft> {
    let mut known: HashMap<String, String> = HashMap::new();
    let mut stem_of = |word: &str| known.entry(word.to_owned()).or_insert_with(|| stem(word)).clone();
    let mut entries = Vec::new();
    lexicon.for_each_entry(|entry| {
        let (mut glosses, mut elsewhere): (Vec<Vec<String>>, Vec<String>) = Default::default();
        for sense in entry.senses.split('/') {
            expressions(sense, |expression| {
                let words = expression.split([' ', '-']).filter(|word| !word.is_empty());
                glosses.push(words.map(&mut stem_of).collect());
            });
            elsewhere.extend(references(sense).filter(|word| *word != entry.simplified).map(str::to_owned));
        }
        entries.push(Draft {
            is_name: entry.pinyin.starts_with(|c: char| c.is_ascii_uppercase()),
            simplified: entry.simplified.to_owned(),
            reading: toneless(entry.pinyin).collect(),
            references: elsewhere,
            glosses,
        });
    });
    entries
}

/// The stems that are all there is to a gloss, words of grammar beside, each with the gloss's place.
fn sole_stems(entry: &Draft) -> Vec<(usize, &String)> {
    if entry.simplified.chars().count() > BACK_CHARS {
        return Vec::new();
    }
    let sole = |gloss: &[String]| {
        let mut telling = (0..gloss.len()).filter(|at| !is_grammar_stem(&gloss[*at]));
        match (telling.next(), telling.next(), gloss.len()) {
            (Some(at), None, _) => Some(at),
            (None, _, 1) => Some(0),
            _ => None,
        }
    };
    let first = entry.glosses.iter().take(BACK_GLOSSES).enumerate();
    first.filter_map(|(place, gloss)| Some((place, &gloss[sole(gloss)?]))).collect()
}

fn packed_entry(entry: &Draft, stems: &BTreeMap<String, u16>) -> Vec<u8> {
    let mut bytes = vec![u8::from(entry.is_name)];
    push_text(&mut bytes, &entry.simplified);
    push_text(&mut bytes, &entry.reading);
    bytes.push(entry.references.len().min(255) as u8);
    for text in entry.references.iter().take(255) {
        push_text(&mut bytes, text);
    }
    for gloss in entry.glosses.iter().filter(|gloss| gloss.len() <= 255) {
        bytes.push(gloss.len() as u8);
        bytes.extend(gloss.iter().flat_map(|stem| stems[stem].to_le_bytes()));
    }
    bytes
}

/// A text that is too long for its length becomes empty; there is none.
fn push_text(bytes: &mut Vec<u8>, text: &str) {
    let text = if text.len() <= 255 { text } else { "" };
    bytes.push(text.len() as u8);
    bytes.extend(text.as_bytes());
}

fn toneless(pinyin: &str) -> impl Iterator<Item = char> {
    let mut chars =
        pinyin.chars().filter(|c| c.is_ascii_alphabetic() || *c == ':').map(|c| c.to_ascii_lowercase()).peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        Some(if chars.next_if_eq(&':').is_some() { 'v' } else { c })
    })
}

/// The ends and the bytes of a list of lists.
fn lists<L: AsRef<[u8]>>(lists: impl IntoIterator<Item = L>) -> (Vec<u8>, Vec<u8>) {
    let (mut ends, mut bytes) = (Vec::new(), Vec::new());
    for list in lists {
        bytes.extend(list.as_ref());
        ends.extend((bytes.len() as u32).to_le_bytes());
    }
    (ends, bytes)
}

fn joined(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut offset = 8 * SECTIONS;
    let mut bytes = Vec::new();
    for section in sections {
        bytes.extend((offset as u32).to_le_bytes());
        bytes.extend((section.len() as u32).to_le_bytes());
        offset += section.len();
    }
    bytes.extend(sections.iter().flatten());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_glosses_are_the_dictionarys() {
        let packed = pack(&Lexicon::bundled().expect("it is whole")).expect("there are few stems");
        assert!(packed == *super::super::glosses::BUNDLED, "run scripts/pack-dictionary");
    }

    #[test]
    fn readings_lose_their_tones() {
        assert_eq!(toneless("Lu:3 shun4 kou3").collect::<String>(), "lvshunkou");
    }
}
