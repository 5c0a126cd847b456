//! Owns romanised names: an English word that can be read as Chinese syllables, found again in the Chinese text.
//! Depends on the dictionary's readings.

use super::side::Side;
use crate::lexicon::{Lexicon, split_syllables};
use crate::text::is_han;
use std::collections::HashMap;

/// What a name of two or three syllables is worth as an association; one syllable alone is a weak sign.
const NAME_WEIGHT: f32 = 3.0;
const ONE_SYLLABLE_WEIGHT: f32 = 1.2;
/// A romanised word holds at most so many syllables.
const MAX_SYLLABLES: usize = 3;

/// Associations (Chinese word, English word, weight) between romanised names and the words that carry their characters.
pub fn name_associations(zh: &Side, en: &Side, lexicon: &Lexicon) -> Vec<(u32, u32, f32)> {
    let mut syllable_ids: HashMap<String, u16> = HashMap::new();
    let mut names: HashMap<Vec<u16>, Vec<u32>> = HashMap::new();
    for (form, id) in &en.capitalised {
        for syllables in split_syllables(lexicon, form) {
            let run = syllables.iter().map(|syllable| {
                let next = syllable_ids.len() as u16;
                *syllable_ids.entry(syllable.clone()).or_insert(next)
            });
            names.entry(run.collect()).or_default().push(*id);
        }
    }
    let mut found = Vec::new();
    if names.is_empty() {
        return found;
    }
    let mut sounds: HashMap<char, Vec<u16>> = HashMap::new();
    let mut run_chars: Vec<(char, u32)> = Vec::new();
    for unit in 0..zh.sentences.len() {
        run_chars.clear();
        for &token in zh.sentences.tokens(unit..unit + 1) {
            let word = &zh.vocabulary.words[token as usize];
            if word.starts_with(is_han) {
                run_chars.extend(word.chars().map(|c| (c, token)));
            }
        }
        for &(c, _) in &run_chars {
            sounds.entry(c).or_insert_with(|| {
                lexicon.syllables(c).filter_map(|syllable| syllable_ids.get(syllable).copied()).collect()
            });
        }
        for start in 0..run_chars.len() {
            let mut runs: Vec<Vec<u16>> = vec![Vec::new()];
            for len in 1..=MAX_SYLLABLES.min(run_chars.len() - start) {
                let here = &sounds[&run_chars[start + len - 1].0];
                runs = runs
                    .iter()
                    .flat_map(|run| here.iter().map(move |syllable| run.iter().copied().chain([*syllable]).collect()))
                    .collect();
                if runs.is_empty() {
                    break;
                }
                let weight = if len > 1 { NAME_WEIGHT } else { ONE_SYLLABLE_WEIGHT };
                for name in runs.iter().filter_map(|run| names.get(run)) {
                    for &(_, token) in &run_chars[start..start + len] {
                        found.extend(name.iter().map(|&id| (token, id, weight)));
                    }
                }
            }
        }
    }
    found.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
    found.dedup_by_key(|item| (item.0, item.1));
    found
}
