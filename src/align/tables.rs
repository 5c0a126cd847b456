//! Owns the probabilities that one word translates another: what the dictionary says, sharpened by what the text itself
//! was found to pair. Depends on the dictionary and the two sides' words.
//!
//! The dictionary's weights are limited to the text's own words and normalised there, so that a headword with forty
//! glosses of which one occurs is sure of it (IBM model 1's table; Brown et al. 1993).

use super::lattice::Link;
use super::names::name_associations;
use super::side::{Side, Units, Vocabulary};
use super::sparse::{Scratch, Sparse};
use crate::lexicon::{Lexicon, StemId};
use std::collections::HashMap;
use std::ops::Range;

/// Weight of the same number, or the same word in Latin letters, on both sides.
const SAME_WEIGHT: f32 = 3.0;
/// Weight of the glosses of a part of a Chinese word: of two or more characters, of one.
const PART_WEIGHT: f32 = 0.5;
const CHAR_WEIGHT: f32 = 0.25;
/// Longer words have too many parts.
const MAX_PART_CHARS: usize = 8;
/// How many observations the dictionary's opinion is worth against the counts of the text.
const DICTIONARY_COUNT: f32 = 8.0;
/// Added to every probability when a bead's words are shared out, so that unknown words can be learned.
const UNKNOWN_SHARE: f32 = 0.003;
/// Most (Chinese word, English word) pairs of beads that are counted; a longer text is learned from a regular sample.
const MAX_COUNTED_PAIRS: usize = 3_000_000;
/// Words are as rare as in a text of so many, however short it is, so that a few sentences come right too.
const LEAST_TOTAL: u64 = 300;
/// The same for paragraphs. With fewer, faithful pairs of a tiny text are left apart; with more, two strangers in it are too often paired
/// without a doubt.
const LEAST_TOTAL_PARAGRAPHS: u64 = 120;
/// Beads with more pairs than this teach nothing.
const MAX_BEAD_PAIRS: usize = 20_000;

/// What is paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Paragraphs: long, and easily told apart, so that only what is sure counts, and what a pair says itself counts too.
    Paragraphs,
    /// Sentences: kinship of words counts, and what a bead teaches counts for other beads alone.
    Sentences,
}

/// What is known before anything is paired.
pub struct Prior {
    level: Level,
    /// Association weights, at least 0: rows are Chinese words, columns English.
    pub weights: Sparse,
    /// The dictionary's t(e|z), rows Chinese.
    en_given_zh: Sparse,
    /// The dictionary's t(z|e), rows Chinese too.
    zh_given_en: Sparse,
    /// Smoothed frequency of each word in the text.
    en_frequency: Vec<f32>,
    zh_frequency: Vec<f32>,
}

/// Translation probabilities as ratios to the word's own frequency: t(e|z) / p(e) and t(z|e) / p(z).
pub struct Tables {
    /// Rows Chinese, columns English.
    pub en_given_zh: Sparse,
    /// Rows English, columns Chinese.
    pub zh_given_en: Sparse,
    /// What is left of each Chinese word's probability, for all English words as they are frequent: small ratios are not
    /// kept one by one.
    pub en_rest: Vec<f32>,
    /// The same for each English word.
    pub zh_rest: Vec<f32>,
}

/// How frequent each word is. For paragraphs a refrain makes its words no commoner: all over a text that repeats itself they would else tell
/// nothing, while those that are not in the dictionary go on to speak against every pair.
fn frequencies(level: Level, vocabulary: &Vocabulary) -> Vec<f32> {
    let (counts, least_total) = match level {
        Level::Paragraphs => (&vocabulary.counts_once, LEAST_TOTAL_PARAGRAPHS),
        Level::Sentences => (&vocabulary.counts, LEAST_TOTAL),
    };
    let total: u64 = counts.iter().map(|count| u64::from(*count) + 1).sum();
    let total = total.max(least_total);
    counts.iter().map(|count| (*count + 1) as f32 / total as f32).collect()
}

impl Prior {
    /// Looks every word up.
    pub fn new(level: Level, zh: &Side, en: &Side, lexicon: &Lexicon) -> Self {
        let weights = association_weights(level, zh, en, lexicon);
        let root = |counts: &[u32]| counts.iter().map(|count| (*count as f32).sqrt()).collect::<Vec<_>>();
        let (zh_root, en_root) = (root(&zh.vocabulary.counts), root(&en.vocabulary.counts));
        let mut en_given_zh = weights.clone();
        en_given_zh.map_rows(|_, row| {
            for item in row.iter_mut() {
                item.1 *= en_root[item.0 as usize];
            }
            let sum: f32 = row.iter().map(|item| item.1).sum();
            for item in row.iter_mut() {
                item.1 /= sum + 1e-9;
            }
        });
        let mut sums = vec![0.0_f32; en.vocabulary.len()];
        let mut zh_given_en = weights.clone();
        zh_given_en.map_rows(|z, row| {
            for item in row {
                item.1 *= zh_root[z as usize];
                sums[item.0 as usize] += item.1;
            }
        });
        zh_given_en.map_rows(|_, row| row.iter_mut().for_each(|item| item.1 /= sums[item.0 as usize] + 1e-9));
        Self {
            level,
            weights,
            en_given_zh,
            zh_given_en,
            en_frequency: frequencies(level, &en.vocabulary),
            zh_frequency: frequencies(level, &zh.vocabulary),
        }
    }

    /// The dictionary's opinion alone.
    pub fn tables(&self) -> Tables {
        self.ratios(self.en_given_zh.clone(), self.zh_given_en.clone(), 0.0)
    }

    /// The dictionary's opinion with what `beads` show: units of both sides, one to one, in order.
    /// Two words that met in fewer than `least_places` of them teach nothing: a bead would only confirm itself.
    pub fn learned(
        &self,
        (zh, en): (&Units, &Units),
        beads: &[Link],
        present: &Tables,
        least_ratio: f32,
        least_places: usize,
    ) -> Tables {
        let mut counts = self.count(zh, en, beads, present);
        if self.level == Level::Sentences {
            leave_out_largest(&mut counts);
        }
        let (zh_words, en_words) = (self.zh_frequency.len(), self.en_frequency.len());
        let mut zh_sums = vec![0.0_f32; zh_words];
        let mut en_sums = vec![0.0_f32; en_words];
        for &(z, e, to_en, to_zh) in &counts {
            zh_sums[z as usize] += to_en;
            en_sums[e as usize] += to_zh;
        }
        merge_counts(&mut counts, least_places);
        let (mut en_given_zh, mut zh_given_en) = (Sparse::with_rows(zh_words), Sparse::with_rows(zh_words));
        let mut rest = counts.as_slice();
        for z in 0..zh_words as u32 {
            let (row, later) = rest.split_at(rest.partition_point(|count| count.0 <= z));
            rest = later;
            let share =
                |sum: f32, count: f32, prior: f32| (count + DICTIONARY_COUNT * prior) / (sum + DICTIONARY_COUNT);
            let zh_sum = zh_sums[z as usize];
            en_given_zh.push_row(
                merged(row.iter().map(|c| (c.1, c.2)), self.en_given_zh.row(z))
                    .map(|(e, count, prior)| (e, share(zh_sum, count, prior))),
            );
            zh_given_en.push_row(
                merged(row.iter().map(|c| (c.1, c.3)), self.zh_given_en.row(z))
                    .map(|(e, count, prior)| (e, share(en_sums[e as usize], count, prior))),
            );
        }
        self.ratios(en_given_zh, zh_given_en, least_ratio)
    }

    fn ratios(&self, mut en_given_zh: Sparse, mut zh_given_en: Sparse, least_ratio: f32) -> Tables {
        en_given_zh.map_rows(|_, row| row.iter_mut().for_each(|item| item.1 /= self.en_frequency[item.0 as usize]));
        zh_given_en.map_rows(|z, row| row.iter_mut().for_each(|item| item.1 /= self.zh_frequency[z as usize]));
        let mut zh_given_en = zh_given_en.transposed(self.en_frequency.len());
        let en_rest = en_given_zh.drop_small(least_ratio, &self.en_frequency);
        let zh_rest = zh_given_en.drop_small(least_ratio, &self.zh_frequency);
        Tables { en_given_zh, zh_given_en, en_rest, zh_rest }
    }

    /// Shares each bead's words out among the words across, as the present tables see it: (Chinese word, English word,
    /// expected count of e from z, expected count of z from e), by Chinese then English word, once for each bead.
    fn count(&self, zh: &Units, en: &Units, beads: &[Link], present: &Tables) -> Vec<(u32, u32, f32, f32)> {
        let types = |units: &Units, range: &Range<usize>| {
            let mut tokens = units.tokens(range.clone()).to_vec();
            tokens.sort_unstable();
            let mut types: Vec<(u32, f32)> = Vec::with_capacity(tokens.len());
            for token in tokens {
                match types.last_mut() {
                    Some(last) if last.0 == token => last.1 += 1.0,
                    _ => types.push((token, 1.0)),
                }
            }
            types
        };
        let size = |bead: &Link| {
            let pairs = zh.tokens(bead.zh.clone()).len().saturating_mul(en.tokens(bead.en.clone()).len());
            if pairs > MAX_BEAD_PAIRS { 0 } else { pairs }
        };
        let stride = beads.iter().map(size).sum::<usize>().div_ceil(MAX_COUNTED_PAIRS).max(1);
        let mut triples: Vec<(u32, u32, f32, f32)> = Vec::new();
        let mut to_en = Scratch::new(self.en_frequency.len());
        let mut to_zh = Scratch::new(self.zh_frequency.len());
        for bead in beads.iter().filter(|bead| size(bead) > 0).step_by(stride) {
            let (zs, es) = (types(zh, &bead.zh), types(en, &bead.en));
            let first = triples.len();
            for &(z, n) in &zs {
                present.en_given_zh.row(z).iter().for_each(|item| to_en.add(item.0, item.1));
                for &(e, _) in &es {
                    let t = to_en.values()[e as usize] * self.en_frequency[e as usize];
                    triples.push((z, e, (t + UNKNOWN_SHARE) * n, 0.0));
                }
                to_en.clear();
            }
            for (column, &(e, n)) in es.iter().enumerate() {
                present.zh_given_en.row(e).iter().for_each(|item| to_zh.add(item.0, item.1));
                let mut sum = 0.0;
                for row in 0..zs.len() {
                    let cell = &mut triples[first + row * es.len() + column];
                    cell.3 = (to_zh.values()[cell.0 as usize] * self.zh_frequency[cell.0 as usize] + UNKNOWN_SHARE) * n;
                    sum += cell.2;
                }
                for row in 0..zs.len() {
                    triples[first + row * es.len() + column].2 *= n / sum * bead.posterior;
                }
                to_zh.clear();
            }
            for (row, &(_, n)) in zs.iter().enumerate() {
                let cells = &mut triples[first + row * es.len()..first + (row + 1) * es.len()];
                let sum: f32 = cells.iter().map(|cell| cell.3).sum();
                for cell in cells {
                    cell.3 *= n / sum * bead.posterior;
                }
            }
        }
        // A stable sort: the sums below do not depend on anything but the order of the beads.
        triples.sort_by_key(|triple| (triple.0, triple.1));
        triples
    }
}

/// Makes one count of all places where two words met but for the one that counts most: a bead must not confirm itself. `counts` lie by
/// Chinese then English word.
fn leave_out_largest(counts: &mut Vec<(u32, u32, f32, f32)>) {
    let mut largest = (0.0_f32, 0.0_f32);
    let mut kept = 0;
    for at in 0..counts.len() {
        let now = counts[at];
        if kept > 0 && (counts[kept - 1].0, counts[kept - 1].1) == (now.0, now.1) {
            let sum = &mut counts[kept - 1];
            sum.2 += now.2.min(largest.0);
            sum.3 += now.3.min(largest.1);
            largest = (largest.0.max(now.2), largest.1.max(now.3));
        } else {
            (counts[kept], largest) = ((now.0, now.1, 0.0, 0.0), (now.2, now.3));
            kept += 1;
        }
    }
    counts.truncate(kept);
}

/// Makes one count of all places where two words met, if there are enough of them; `counts` lie by Chinese then English word.
fn merge_counts(counts: &mut Vec<(u32, u32, f32, f32)>, least_places: usize) {
    let (mut kept, mut start) = (0, 0);
    while start < counts.len() {
        let mut sum = counts[start];
        let mut end = start + 1;
        while end < counts.len() && (counts[end].0, counts[end].1) == (sum.0, sum.1) {
            (sum.2, sum.3) = (sum.2 + counts[end].2, sum.3 + counts[end].3);
            end += 1;
        }
        if end - start >= least_places {
            counts[kept] = sum;
            kept += 1;
        }
        start = end;
    }
    counts.truncate(kept);
}

/// Two rising lists as one: (key, value of the first or 0, value of the second or 0).
fn merged<'a>(
    first: impl Iterator<Item = (u32, f32)> + 'a,
    second: &'a [(u32, f32)],
) -> impl Iterator<Item = (u32, f32, f32)> + 'a {
    let mut first = first.peekable();
    let mut second = second.iter().copied().peekable();
    std::iter::from_fn(move || match (first.peek().copied(), second.peek().copied()) {
        (Some(a), Some(b)) if a.0 == b.0 => {
            first.next();
            second.next();
            Some((a.0, a.1, b.1))
        }
        (Some(a), b) if b.is_none_or(|b| a.0 < b.0) => {
            first.next();
            Some((a.0, a.1, 0.0))
        }
        (_, Some(b)) => {
            second.next();
            Some((b.0, 0.0, b.1))
        }
        (_, None) => None,
    })
}

/// Dictionary, names, numbers and Latin words: rows Chinese, columns English.
fn association_weights(level: Level, zh: &Side, en: &Side, lexicon: &Lexicon) -> Sparse {
    let columns: HashMap<StemId, u32> = (0..en.vocabulary.len() as u32)
        .filter_map(|e| Some((lexicon.stem_id(&en.vocabulary.words[e as usize])?, e)))
        .collect();
    let names = name_associations(zh, en, lexicon);
    let mut names = names.as_slice();
    let mut weights = Sparse::with_rows(zh.vocabulary.len());
    let mut row: Vec<(u32, f32)> = Vec::new();
    for (z, word) in zh.vocabulary.words.iter().enumerate() {
        if word.starts_with(|c: char| c == '#' || c.is_ascii()) {
            let same = if word.starts_with('#') {
                en.vocabulary.id(word)
            } else {
                en.vocabulary.id(&crate::lexicon::stem(word))
            };
            row.extend(same.map(|e| (e, SAME_WEIGHT)));
        } else {
            let mut put = |part: &str, factor: f32| {
                for (stem, weight) in lexicon.associations(part) {
                    if let Some(&e) = columns.get(&stem) {
                        row.push((e, weight * factor));
                    }
                }
            };
            put(word, 1.0);
            let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).chain([word.len()]).collect();
            if (2..=MAX_PART_CHARS).contains(&ends.len()) {
                for first in 0..ends.len() {
                    let start = if first == 0 { 0 } else { ends[first - 1] };
                    for (last, &end) in ends.iter().enumerate().skip(first) {
                        if end - start < word.len() {
                            put(&word[start..end], if first == last { CHAR_WEIGHT } else { PART_WEIGHT });
                        }
                    }
                }
            }
        }
        if level == Level::Sentences {
            let kin = word.chars().flat_map(|c| lexicon.kin(c));
            row.extend(kin.filter_map(|(stem, weight)| Some((*columns.get(&stem)?, weight))));
        }
        let here = names.partition_point(|name| name.0 as usize <= z);
        row.extend(names[..here].iter().map(|name| (name.1, name.2)));
        names = &names[here..];
        weights.push_row_max(&mut row);
    }
    weights
}
