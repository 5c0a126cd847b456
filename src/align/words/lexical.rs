//! What the dictionary says about each Chinese word against each English word of a sentence pair.

use super::glosses::Stem;
use super::word::{EnWord, Reference, ZhWord, weight_of};
use super::{numbers, sound};
use std::sync::Arc;

/// The kinds of evidence, each 0 to 1.
pub(super) const KINDS: usize = 9;
const GLOSS: usize = 0;
const PHRASE: usize = 1;
const PART: usize = 2;
const SHARED_CHARS: usize = 3;
const NUMBER: usize = 4;
const PINYIN: usize = 5;
const SOUND: usize = 6;
const SAME: usize = 7;
const PREFIX: usize = 8;

/// How far each kind alone is believed.
const TRUST: [f32; KINDS] = [1.0, 1.0, 0.45, 0.4, 1.0, 0.9, 0.7, 1.0, 0.7];

/// A gloss weaker than this may be outdone by words that begin alike.
const WEAK_GLOSS: f32 = 0.3;
/// What a gloss keeps for a part of a word with hyphens, and for a word that begins alike.
const OF_PART: f32 = 0.8;
const PREFIX_BYTES: usize = 4;
const MIN_PREFIX_SHARE: f32 = 0.55;
/// A phrase is found if words of this share of its weight are there, each so near the rarest and the phrase's length more.
const MIN_COVERAGE: f32 = 0.5;
const PHRASE_SLACK: usize = 2;
const GRAMMAR_OF_PHRASE: f32 = 0.6;
/// Marks of a kind, and words that contain each other.
const KINDRED_MARKS: f32 = 0.15;
const CONTAINED: f32 = 0.5;

/// Evidence for every cell, English words fastest.
#[derive(Debug)]
pub(super) struct Lexical {
    pub zh: Vec<Arc<ZhWord>>,
    pub en: Vec<Arc<EnWord>>,
    pub kinds: Vec<[f32; KINDS]>,
    /// All kinds together, as if each were an independent chance to be right.
    pub score: Vec<f32>,
}

impl Lexical {
    pub(super) fn new(reference: Reference, zh: &[&str], en: &[&str]) -> Self {
        let words: Vec<Arc<ZhWord>> = zh.iter().map(|word| reference.zh(word)).collect();
        let en_words: Vec<Arc<EnWord>> = en.iter().map(|word| reference.en(word)).collect();
        let mut cells =
            Self { kinds: vec![[0.0; KINDS]; zh.len() * en.len()], score: Vec::new(), zh: words, en: en_words };
        for i in 0..zh.len() {
            for j in 0..en.len() {
                cells.kinds[i * en.len() + j] = pair(reference, &cells.zh[i], &cells.en[j]);
            }
        }
        let lower: Vec<&str> = cells.en.iter().map(|word| word.lower.as_str()).collect();
        for (i, j) in numbers::cells(zh, &lower) {
            cells.kinds[i * en.len() + j][NUMBER] = 1.0;
        }
        cells.find_phrases(reference);
        cells.find_shared_chars(reference);
        cells.score = cells.kinds.iter().map(together).collect();
        cells
    }

    /// Where each stem stands.
    fn positions(&self) -> Vec<(Stem, usize)> {
        let mut positions: Vec<(Stem, usize)> =
            self.en.iter().enumerate().filter_map(|(j, word)| Some((word.number?, j))).collect();
        positions.sort_unstable();
        positions
    }

    /// Glosses of several words, where most of them stand close together.
    fn find_phrases(&mut self, reference: Reference) {
        let positions = self.positions();
        let places = |stem: Stem| {
            let start = positions.partition_point(|(other, _)| *other < stem);
            positions[start..].iter().take_while(move |(other, _)| *other == stem).map(|(_, j)| *j)
        };
        let weight = |stem: Stem| reference.glosses.weight(stem);
        let columns = self.en.len();
        for (i, word) in self.zh.iter().enumerate() {
            for (stems, gloss_weight) in &word.phrases {
                let only_grammar = stems.iter().all(|stem| reference.glosses.is_grammar(*stem));
                let telling = |stem: &&Stem| only_grammar || !reference.glosses.is_grammar(**stem);
                let total: f32 = stems.iter().filter(telling).map(|stem| weight(*stem)).sum();
                let there = stems.iter().filter(telling).filter(|stem| places(**stem).next().is_some());
                let covered: f32 = there.clone().map(|stem| weight(*stem)).sum();
                let Some(anchor) = there.copied().max_by(|a, b| weight(*a).total_cmp(&weight(*b))) else { continue };
                if covered < MIN_COVERAGE * total {
                    continue;
                }
                for at in places(anchor) {
                    let near = |stem: &Stem| places(*stem).min_by_key(|j| j.abs_diff(at));
                    let reach = PHRASE_SLACK + stems.len();
                    let picked: Vec<(Stem, usize)> = stems
                        .iter()
                        .filter_map(|stem| Some((*stem, near(stem)?)))
                        .filter(|(_, j)| j.abs_diff(at) <= reach)
                        .collect();
                    let close: f32 =
                        picked.iter().filter(|(stem, _)| telling(&stem)).map(|(stem, _)| weight(*stem)).sum();
                    let coverage = if total > 0.0 { close / total } else { 0.0 };
                    for (stem, j) in picked {
                        let share = if telling(&&stem) { 1.0 } else { GRAMMAR_OF_PHRASE };
                        let known = &mut self.kinds[i * columns + j][PHRASE];
                        *known = known.max(gloss_weight * coverage * coverage * share);
                    }
                }
            }
        }
    }

    /// Chinese words that share characters with the words that an English word explains.
    fn find_shared_chars(&mut self, reference: Reference) {
        let mut owners: Vec<(char, usize)> = self
            .zh
            .iter()
            .enumerate()
            .filter(|(_, word)| word.has_han && word.mark.is_none())
            .flat_map(|(i, word)| word.chars.iter().map(move |c| (*c, i)))
            .collect();
        owners.sort_unstable();
        // Most characters are not in the sentence: a bit for each of them, by its lowest bits.
        let mut there = [0_u64; 64];
        for (c, _) in &owners {
            there[*c as usize / 64 % 64] |= 1 << (*c as usize % 64);
        }
        let is_there = |c: &char| there[*c as usize / 64 % 64] >> (*c as usize % 64) & 1 == 1;
        let mut shared: Vec<(usize, f32)> = Vec::new();
        let columns = self.en.len();
        for (j, word) in self.en.iter().enumerate() {
            let Some(stem) = word.number.filter(|_| !word.has_grammar_stem && word.mark.is_none()) else { continue };
            for (explained, weight) in reference.glosses.explained_by(stem) {
                shared.clear();
                let each_once =
                    explained.char_indices().filter(|(at, c)| !explained[..*at].contains(*c)).map(|(_, c)| c);
                for c in each_once.clone().filter(is_there) {
                    let start = owners.partition_point(|owner| *owner < (c, 0));
                    let own = owners[start..].iter().take_while(|(other, _)| *other == c);
                    shared.extend(own.map(|(_, i)| (*i, reference.glosses.char_weight(c))));
                }
                if shared.is_empty() {
                    continue;
                }
                let total: f32 = each_once.map(|c| reference.glosses.char_weight(c)).sum();
                shared.sort_unstable_by_key(|(i, _)| *i);
                for group in shared.chunk_by(|a, b| a.0 == b.0) {
                    let i = group[0].0;
                    let common: f32 = group.iter().map(|(_, weight)| weight).sum();
                    let alike = libm::sqrtf(weight) * 2.0 * common / (self.zh[i].chars_weight + total).max(1e-6);
                    let known = &mut self.kinds[i * columns + j][SHARED_CHARS];
                    *known = known.max(alike);
                }
            }
        }
    }
}

fn together(kinds: &[f32; KINDS]) -> f32 {
    let miss = kinds.iter().zip(TRUST).fold(1.0, |miss, (kind, trust)| miss * (1.0 - (kind * trust).clamp(0.0, 1.0)));
    1.0 - miss
}

/// What can be said of two words wherever they stand.
fn pair(reference: Reference, zh: &ZhWord, en: &EnWord) -> [f32; KINDS] {
    let mut kinds = [0.0; KINDS];
    match (&zh.mark, &en.mark) {
        (Some(a), Some(b)) => {
            let is_stop = |mark: &String| matches!(mark.as_str(), "," | ";" | "." | ":");
            kinds[SAME] = if a == b {
                1.0
            } else if is_stop(a) && is_stop(b) {
                KINDRED_MARKS
            } else {
                0.0
            };
            return kinds;
        }
        (Some(_), None) | (None, Some(_)) => return kinds,
        (None, None) => {}
    }
    let mut gloss = weight_of(&zh.stems, en.number);
    if !en.has_grammar_stem {
        for (_, part) in &en.parts {
            gloss = gloss.max(OF_PART * weight_of(&zh.stems, *part));
        }
        if gloss < WEAK_GLOSS || !en.parts.is_empty() {
            let own = [en.stem.as_str()];
            let stems = own.into_iter().chain(en.parts.iter().map(|(stem, _)| stem.as_str()));
            kinds[PREFIX] = stems.map(|stem| begins_alike(reference, zh, stem, gloss)).fold(0.0, f32::max);
        }
        kinds[PART] = weight_of(&zh.part_stems, en.number);
    }
    kinds[GLOSS] = gloss;
    if zh.has_han {
        if zh.readings.contains(&en.letters) && !en.letters.is_empty() {
            kinds[PINYIN] = if en.letters.len() > 1 { 1.0 } else { 0.3 };
        }
        let pairs = zh.sounds.iter().flat_map(|a| en.sounds.iter().map(move |b| (a, b)));
        let alike = pairs.map(|(a, b)| sound::likeness(a, b)).fold(0.0, f32::max);
        kinds[SOUND] = (alike - 0.5).max(0.0) * 2.0 * en.rarity;
    } else if zh.text == en.lower {
        kinds[SAME] = 1.0;
    } else if zh.text.len() > 1 && en.lower.len() > 1 && (en.lower.contains(&zh.text) || zh.text.contains(&en.lower)) {
        kinds[SAME] = CONTAINED;
    }
    kinds
}

/// The best gloss with a stem that begins like this one.
fn begins_alike(reference: Reference, zh: &ZhWord, stem: &str, gloss: f32) -> f32 {
    let Some(head) = stem.as_bytes().get(..PREFIX_BYTES) else { return 0.0 };
    let mut best = 0.0_f32;
    for (other, weight) in zh.stems.iter().filter(|(_, weight)| weight * OF_PART > gloss) {
        let other = reference.glosses.text(*other).as_bytes();
        if other.get(..PREFIX_BYTES) != Some(head) {
            continue;
        }
        let same = other.iter().zip(stem.as_bytes()).take_while(|(a, b)| a == b).count();
        let share = same as f32 / other.len().max(stem.len()) as f32;
        if share >= MIN_PREFIX_SHARE {
            best = best.max(weight * share);
        }
    }
    best
}
