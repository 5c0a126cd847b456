//! Owns what the words of a window say: for each sentence of one side, how well its words follow from the one, two, …
//! sentences across that end at each place. Depends on the two sides and the tables.

use super::quick_log::QuickLog;
use super::side::Units;
use super::sparse::{Scratch, Sparse};
use std::collections::VecDeque;

/// Products of likelihood ratios are turned into logarithms after so many factors, far from the ends of `f64`.
const FACTORS: usize = 64;

/// Words beside a bead speak against it only if they are this much likelier there than by chance.
const STRONG: f64 = 2.5;

/// Word evidence for each (Chinese unit, English unit) of a window.
#[derive(Default)]
pub struct Cells {
    /// First column of each row, the column after its last, and where the row begins in the planes below.
    pub low: Vec<usize>,
    /// See `low`.
    pub high: Vec<usize>,
    /// See `low`.
    pub at: Vec<usize>,
    /// `en[a - 1]`: how well an English unit's words follow from the a Chinese units that end with this row.
    pub en: Vec<Vec<f32>>,
    /// `zh[b - 1]`: how well a Chinese unit's words follow from the b English units that end with this column.
    pub zh: Vec<Vec<f32>>,
}

impl Cells {
    /// Makes room for the rows of a window, whose points are given by row; a bead reaches back at most `max_zh` rows.
    pub fn place(&mut self, window_low: &[usize], window_high: &[usize], max_zh: usize) {
        let rows = window_low.len() - 1;
        self.low.clear();
        self.high.clear();
        self.at.clear();
        let mut size = 0;
        for row in 0..rows {
            let low = window_low[(row + 1).saturating_sub(max_zh)];
            let high = (window_high[(row + max_zh).min(rows)] - 1).max(low);
            self.low.push(low);
            self.high.push(high);
            self.at.push(size);
            size += high - low;
        }
        for plane in self.en.iter_mut().chain(&mut self.zh) {
            plane.clear();
            plane.resize(size, 0.0);
        }
    }

    /// For each row the columns that the English words of a bead may need: the bead ends below the row.
    pub fn rows(&self, window_high: &[usize]) -> Vec<(usize, usize)> {
        let ends = self.low.iter().zip(&window_high[1..]);
        ends.map(|(low, high)| (*low, (high - 1).max(*low))).collect()
    }

    /// For each column from the window's first on the rows that its Chinese words may need: the bead ends behind the column.
    pub fn columns(&self, window_low: &[usize]) -> Vec<(usize, usize)> {
        let first = window_low[0];
        let rows = self.low.len();
        let (mut top, mut bottom) = (0, 0);
        (first..self.high.last().copied().unwrap_or(0))
            .map(|column| {
                while top < rows && self.high[top] <= column {
                    top += 1;
                }
                while bottom < rows && self.low[bottom].max(window_low[bottom + 1].saturating_sub(1)) <= column {
                    bottom += 1;
                }
                (top, bottom.max(top))
            })
            .collect()
    }

    /// The place of a cell in the planes.
    pub fn index(&self, row: usize, column: usize) -> usize {
        self.at[row] + column - self.low[row]
    }
}

/// How well the words of each target unit follow from the last one, two, … source units.
pub struct Evidence<'a> {
    /// The units that are given.
    pub source: &'a Units,
    /// The units whose words are looked at.
    pub target: &'a Units,
    /// Where the window's source and target units begin.
    pub start: (usize, usize),
    /// Ratios of t(target word | source word) to the target word's frequency.
    pub table: &'a Sparse,
    /// What the table leaves out.
    pub rest: &'a [f32],
    /// What the empty word adds.
    pub no_word: f32,
    /// Probability that a target word translates nothing.
    pub background: f64,
    /// Largest ratio that is believed.
    pub cap: f64,
    /// Worth of the evidence for, against, and of what neighbours explain better.
    pub weights: &'a [f32],
    /// The logarithm.
    pub log: QuickLog,
}

/// What one source unit says of the target words near it.
#[derive(Default)]
struct Told {
    /// For each target word the ratio, and the likelihood ratio if this unit were the whole block.
    ratios: Vec<f32>,
    alone: Vec<f64>,
    /// Place of the first of these words in the target's tokens.
    first: usize,
    /// Words of the unit.
    words: usize,
}

impl Evidence<'_> {
    /// For source unit s of the window and each target unit t in `reach[s]` tells `put(n - 1, s, t, nats)` for the n units
    /// that end with s, n up to `most`. Both ends of `reach` rise.
    pub fn gather(
        &self,
        scratch: &mut Scratch,
        reach: &[(usize, usize)],
        most: usize,
        mut put: impl FnMut(usize, usize, usize, f32),
    ) {
        let token = |unit: usize| self.target.token_starts[self.start.1 + unit] as usize;
        // The unit after this one, this one, the one before it, and so on to the one before the longest block.
        let mut near: VecDeque<Told> = VecDeque::with_capacity(most + 2);
        let mut spare = Told::default();
        let mut sums: Vec<f32> = Vec::new();
        let looks_beside = self.weights[2] != 0.0;
        let longest = self.target.token_starts.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
        let nothing = vec![0.0; if looks_beside { longest as usize } else { 0 }];
        for next in 0..=reach.len() {
            if next < reach.len() {
                let low = reach[next.saturating_sub(1)].0;
                let high = reach[(next + most).min(reach.len() - 1)].1.max(low);
                self.tell(scratch, next, token(low)..token(high), &mut spare);
                near.push_front(std::mem::take(&mut spare));
            }
            let Some(unit) = next.checked_sub(1) else { continue };
            let (low, high) = reach[unit];
            let (from, to) = (token(low), token(high));
            sums.clear();
            sums.resize(to - from, self.no_word);
            let this = usize::from(next < reach.len());
            let after = (this == 1).then(|| &near[0]);
            let mut words = 0;
            for back in 0..most.min(near.len() - this) {
                let told = &near[this + back];
                for (sum, ratio) in sums.iter_mut().zip(&told.ratios[from - told.first..to - told.first]) {
                    *sum += ratio;
                }
                words += told.words;
                let scale = 1.0 / (words as f32 + 1.0);
                let before = near.get(this + back + 1);
                for across in low..high {
                    let span = token(across)..token(across + 1);
                    let ratios = &sums[span.start - from..span.end - from];
                    let mut nats = self.nats(ratios, scale);
                    if looks_beside {
                        let alone = [before, after].map(|told| match told {
                            Some(told) => &told.alone[span.start - told.first..span.end - told.first],
                            None => &nothing[..span.len()],
                        });
                        nats += self.weights[2] * self.beside(ratios, scale, alone);
                    }
                    put(back, unit, across, nats);
                }
            }
            if near.len() > most + this {
                spare = near.pop_back().unwrap_or_default();
            }
        }
    }

    fn tell(&self, scratch: &mut Scratch, unit: usize, targets: std::ops::Range<usize>, told: &mut Told) {
        let words = self.source.tokens(self.start.0 + unit..self.start.0 + unit + 1);
        let mut rest = 0.0;
        for &word in words {
            rest += self.rest[word as usize];
            for &(across, ratio) in self.table.row(word) {
                scratch.add(across, ratio);
            }
        }
        told.first = targets.start;
        told.words = words.len();
        told.ratios.clear();
        told.ratios.extend(self.target.tokens[targets].iter().map(|word| rest + scratch.values()[*word as usize]));
        scratch.clear();
        told.alone.clear();
        if self.weights[2] == 0.0 {
            return;
        }
        let scale = 1.0 / (words.len() as f32 + 1.0);
        told.alone.extend(told.ratios.iter().map(|ratio| self.likelihood(ratio + self.no_word, scale)));
    }

    fn likelihood(&self, ratio: f32, scale: f32) -> f64 {
        self.background + (1.0 - self.background) * f64::from(ratio * scale).min(self.cap)
    }

    /// The weighed evidence of some words for and against.
    fn nats(&self, ratios: &[f32], scale: f32) -> f32 {
        let [with, against] = [self.weights[0], self.weights[1]].map(f64::from);
        let mut sum = 0.0;
        for ratios in ratios.chunks(FACTORS) {
            let likelihoods = ratios.iter().map(|ratio| self.likelihood(*ratio, scale));
            if with.to_bits() == against.to_bits() {
                sum += with * self.log.ln(likelihoods.product());
            } else {
                let (mut over, mut under) = (1.0, 1.0);
                for likelihood in likelihoods {
                    over *= likelihood.max(1.0);
                    under *= likelihood.min(1.0);
                }
                sum += with * self.log.ln(over) + against * self.log.ln(under);
            }
        }
        sum as f32
    }

    /// How much better the units before and after the block explain some of its words; `alone` has their likelihood ratios.
    fn beside(&self, ratios: &[f32], scale: f32, [before, after]: [&[f64]; 2]) -> f32 {
        let mut alone = before.iter().zip(after);
        let mut sum = 0.0;
        for ratios in ratios.chunks(FACTORS) {
            let (mut better, mut own) = (1.0, 1.0);
            for (ratio, (before, after)) in ratios.iter().zip(&mut alone) {
                let best = before.max(*after);
                if best > STRONG {
                    let likelihood = self.likelihood(*ratio, scale);
                    if best > likelihood {
                        better *= best;
                        own *= likelihood;
                    }
                }
            }
            if better > 1.0 {
                sum += self.log.ln(better / own);
            }
        }
        sum as f32
    }
}
