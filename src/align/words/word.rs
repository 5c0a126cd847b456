//! What the dictionary knows of each word of a sentence, looked up once for all the words across from it.

use super::glosses::{Glosses, Stem};
use super::sound;
use super::stems::{is_grammar, is_grammar_stem, stem};
use crate::lexicon::Lexicon;
use crate::text::is_han;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Longer Chinese words are not names to be heard.
const MAX_SOUNDED_CHARS: usize = 8;
const MAX_READINGS: usize = 8;
/// Of a word's glosses so many can be found again as expressions of several words.
const MAX_PHRASES: usize = 30;
/// What a gloss of several words keeps for each of them.
const SHARED_GLOSS: f32 = 0.9;
/// What a part of one character keeps.
const SINGLE_PART: f32 = 0.6;
const MAX_PART_CHARS: usize = 8;

/// So many words of each side are kept for the next sentence: some 10 MB.
const WORDS_KEPT: usize = 4096;

/// The dictionary, the table of its glosses, and the words that were looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference<'l> {
    pub lexicon: &'l Lexicon,
    pub glosses: &'l Glosses,
    pub known: &'l Known,
}

/// Words that were looked up already.
#[derive(Debug, Default)]
pub(super) struct Known {
    zh: Mutex<HashMap<String, Arc<ZhWord>>>,
    en: Mutex<HashMap<String, Arc<EnWord>>>,
}

/// What is kept of a word, or else what it is now.
fn kept<T>(words: &Mutex<HashMap<String, Arc<T>>>, text: &str, new: impl FnOnce() -> T) -> Arc<T> {
    if let Some(word) = words.lock().unwrap_or_else(PoisonError::into_inner).get(text) {
        return Arc::clone(word);
    }
    let word = Arc::new(new());
    let mut words = words.lock().unwrap_or_else(PoisonError::into_inner);
    if words.len() >= WORDS_KEPT {
        words.clear();
    }
    words.insert(text.to_owned(), Arc::clone(&word));
    word
}

/// Stems with weights over 0, at most 1; by ascending number.
pub(super) type Stems = Vec<(Stem, f32)>;

/// A Chinese word or mark.
#[derive(Debug)]
pub(super) struct ZhWord {
    pub text: String,
    /// What it is as a mark of English; `None` for a word.
    pub mark: Option<String>,
    pub has_han: bool,
    pub is_known: bool,
    pub is_function: bool,
    /// The stems of its glosses, and of the glosses of its parts.
    pub stems: Stems,
    pub part_stems: Stems,
    /// Glosses of several words.
    pub phrases: Vec<(Vec<Stem>, f32)>,
    /// Its characters, simplified, each once, and their weights together.
    pub chars: Vec<char>,
    pub chars_weight: f32,
    /// Its readings in letters, and its sounds if it is long enough to be a name; for each part between dots.
    pub readings: Vec<String>,
    pub sounds: Vec<Vec<u8>>,
}

/// An English word or mark.
#[derive(Debug)]
pub(super) struct EnWord {
    pub lower: String,
    pub mark: Option<String>,
    pub is_grammar: bool,
    pub has_grammar_stem: bool,
    pub stem: String,
    pub number: Option<Stem>,
    /// For a word with hyphens its parts that are no grammar.
    pub parts: Vec<(String, Option<Stem>)>,
    /// Its letters alone, and its sounds, whole and part by part; empty for what cannot be a name.
    pub letters: String,
    pub sounds: Vec<Vec<u8>>,
    /// How rare it is in the glosses, 0 to 1.
    pub rarity: f32,
}

fn mark(word: &str) -> Option<String> {
    let is_mark = word.chars().all(|c| !c.is_alphanumeric()) && !matches!(word, "%" | "$" | "&");
    is_mark.then(|| {
        match word {
            "。" => ".",
            "！" => "!",
            "？" => "?",
            "；" => ";",
            "：" => ":",
            "（" => "(",
            "）" => ")",
            "，" | "、" => ",",
            "——" | "—" | "--" | "–" => "-",
            "…" | "……" => "...",
            "“" | "”" | "《" | "》" | "『" | "』" | "「" | "」" | "‘" | "’" | "〈" | "〉" | "``" | "''" => {
                "\""
            }
            other => other,
        }
        .to_owned()
    })
}

impl Reference<'_> {
    pub(super) fn zh(self, text: &str) -> Arc<ZhWord> {
        kept(&self.known.zh, text, || self.zh_word(text))
    }

    pub(super) fn en(self, text: &str) -> Arc<EnWord> {
        kept(&self.known.en, text, || self.en_word(text))
    }

    fn zh_word(self, text: &str) -> ZhWord {
        let simplified = self.glosses.simplified(self.lexicon, text).unwrap_or(text);
        let mark = mark(text);
        let has_han = simplified.contains(is_han);
        let glosses = if mark.is_none() { self.glosses.glosses(self.lexicon, simplified) } else { Vec::new() };
        let phrases = glosses.iter().take(MAX_PHRASES).filter(|(stems, _)| stems.len() > 1);
        let mut chars: Vec<char> = simplified.chars().collect();
        chars.sort_unstable();
        chars.dedup();
        let (readings, sounds) = if mark.is_none() && has_han { self.heard(simplified) } else { Default::default() };
        ZhWord {
            text: text.to_lowercase(),
            has_han,
            is_known: self.lexicon.is_headword(text) || self.glosses.is_function_word(simplified),
            is_function: self.glosses.is_function_word(simplified) && simplified.chars().count() <= 2,
            part_stems: if mark.is_none() && has_han { self.part_stems(simplified) } else { Vec::new() },
            phrases: phrases.map(|(stems, weight)| (stems.to_vec(), *weight)).collect(),
            stems: self.shares(&glosses),
            chars_weight: chars.iter().map(|c| self.glosses.char_weight(*c)).sum(),
            chars,
            readings,
            sounds,
            mark,
        }
    }

    /// Each stem with its largest share of a gloss.
    fn shares(self, glosses: &[(&[Stem], f32)]) -> Stems {
        let mut shares = Vec::new();
        for (stems, weight) in glosses {
            let total = stems.iter().map(|stem| self.glosses.weight(*stem)).sum::<f32>().max(1e-9);
            let kept = if stems.len() == 1 { *weight } else { weight * SHARED_GLOSS };
            shares.extend(stems.iter().map(|stem| (*stem, kept * self.glosses.weight(*stem) / total)));
        }
        strongest(shares)
    }

    /// The stems of the words that a word is made of.
    fn part_stems(self, word: &str) -> Stems {
        let bounds: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let n = bounds.len() - 1;
        if n < 2 {
            return Vec::new();
        }
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut start = 0;
        while start < n {
            let is_part = |end: &usize| {
                (start, *end) != (0, n)
                    && (*end == start + 1 || self.lexicon.is_headword(&word[bounds[start]..bounds[*end]]))
            };
            let end = (start + 1..=n.min(start + MAX_PART_CHARS)).rev().find(is_part).unwrap_or(start + 1);
            parts.push((start, end));
            start = end;
        }
        for len in 2..=3_usize.min(n - 1) {
            parts.extend((0..=n - len).map(|start| (start, start + len)));
        }
        parts.sort_unstable();
        parts.dedup();
        let mut all = Vec::new();
        for (start, end) in parts {
            let glosses = self.glosses.glosses(self.lexicon, &word[bounds[start]..bounds[end]]);
            let share = libm::sqrtf((end - start) as f32 / n as f32) * if end - start > 1 { 1.0 } else { SINGLE_PART };
            let stems = self.shares(&glosses).into_iter().filter(|(stem, _)| !self.glosses.is_grammar(*stem));
            all.extend(stems.map(|(stem, weight)| (stem, weight * share)));
        }
        strongest(all)
    }

    /// Readings in letters, and sounds.
    fn heard(self, word: &str) -> (Vec<String>, Vec<Vec<u8>>) {
        let (mut all, mut sounds) = (Vec::new(), Vec::new());
        for part in word.split(['·', '・', '-']).filter(|part| !part.is_empty() && part.chars().all(is_han)) {
            let count = part.chars().count();
            if count > MAX_SOUNDED_CHARS {
                continue;
            }
            let mut chars = [0; 4];
            let syllables: Vec<Vec<&str>> =
                part.chars().map(|c| self.glosses.readings(self.lexicon, c.encode_utf8(&mut chars))).collect();
            let first: Vec<&str> = syllables.iter().map(|readings| readings.first().copied().unwrap_or("")).collect();
            let mut readings: Vec<String> =
                self.glosses.readings(self.lexicon, part).into_iter().take(3).map(str::to_owned).collect();
            if readings.is_empty() {
                readings.push(first.concat());
            }
            for (at, choices) in syllables.iter().enumerate() {
                for choice in choices.iter().skip(1).take(2) {
                    let mut reading = first.clone();
                    reading[at] = choice;
                    readings.push(reading.concat());
                }
            }
            readings.truncate(MAX_READINGS);
            all.extend(readings.into_iter().map(|reading| reading.replace('v', "u")));
            if count > 1 {
                sounds.push(first.iter().flat_map(|syllable| sound::of_syllable(syllable)).collect());
            }
        }
        (all, sounds)
    }

    fn en_word(self, text: &str) -> EnWord {
        let lower = text.to_lowercase().replace('’', "'");
        let stem_of = |word: &str| {
            let stem = stem(word);
            let number = self.glosses.stem(&stem);
            (stem, number)
        };
        let (stem, number) = stem_of(&lower);
        let parts: Vec<(String, Option<Stem>)> = if lower.contains('-') {
            let parts = lower.split('-').filter(|part| !part.is_empty()).map(stem_of);
            parts.filter(|(stem, _)| !is_grammar_stem(stem)).collect()
        } else {
            Vec::new()
        };
        let is_name = lower.starts_with(|c: char| c.is_ascii_lowercase())
            && lower.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '\'' | '.' | '-'));
        let letters: String =
            if is_name { lower.chars().filter(char::is_ascii_lowercase).collect() } else { String::new() };
        let mut sounds = Vec::new();
        if letters.len() >= 3 {
            sounds.push(sound::of_name(&letters));
            if lower.contains('-') {
                sounds.extend(lower.split('-').filter(|part| part.len() >= 3).map(sound::of_name));
            }
        }
        EnWord {
            mark: mark(text),
            is_grammar: is_grammar(&lower),
            has_grammar_stem: is_grammar_stem(&stem),
            rarity: 1.0 / (1.0 + 0.15 * number.map_or(0, |number| self.glosses.entry_count(number)) as f32),
            stem,
            number,
            parts,
            letters,
            sounds,
            lower,
        }
    }
}

/// Each stem once, with its largest weight.
fn strongest(mut stems: Stems) -> Stems {
    stems.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    stems.dedup_by_key(|(stem, _)| *stem);
    stems
}

/// The weight of a stem among others; 0 for one that is not there.
pub(super) fn weight_of(stems: &Stems, stem: Option<Stem>) -> f32 {
    let at = stem.and_then(|stem| stems.binary_search_by_key(&stem, |(other, _)| *other).ok());
    at.map_or(0.0, |at| stems[at].1)
}
