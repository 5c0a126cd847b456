//! Owns the index of a side's folded characters: where each run of two (Chinese) or three (English) characters stands. Finds every exact
//! match, and where a changed passage may be.

use crate::text::Lang;

pub struct Grams {
    /// Characters a gram.
    gram: usize,
    /// Buckets' ends in `positions`, by hash.
    ends: Vec<u32>,
    /// First characters of grams, by bucket and in order.
    positions: Vec<u32>,
}

/// How many positions a search for a changed passage looks at: the rarest grams first, until so many are seen.
const BUDGET: usize = 3_000;
/// Starts that lie so near count as one.
const BIN_CHARS: usize = 16;
/// What has less than such a part of the most votes is not looked at.
const MOST_TO_LEAST: u32 = 4;

impl Grams {
    pub fn new(lang: Lang, chars: &[char]) -> Self {
        let gram = match lang {
            Lang::En => 3,
            Lang::Zh => 2,
        };
        let bits = (chars.len().max(64).ilog2() + 1).min(22);
        let mut made = Self { gram, ends: vec![0; 1 << bits], positions: Vec::new() };
        for window in chars.windows(gram) {
            let bucket = made.bucket(window);
            made.ends[bucket] += 1;
        }
        let mut sum = 0;
        for end in &mut made.ends {
            sum += *end;
            *end = sum - *end;
        }
        // Each bucket's start moves to its end while it is filled.
        let mut positions = vec![0; sum as usize];
        for (at, window) in chars.windows(gram).enumerate() {
            let bucket = made.bucket(window);
            positions[made.ends[bucket] as usize] = at as u32;
            made.ends[bucket] += 1;
        }
        made.positions = positions;
        made
    }

    fn bucket(&self, gram: &[char]) -> usize {
        let hash = gram
            .iter()
            .fold(0_u64, |hash, c| (hash ^ u64::from(*c)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23));
        (hash >> (64 - self.ends.len().ilog2())) as usize
    }

    fn positions(&self, gram: &[char]) -> &[u32] {
        let bucket = self.bucket(gram);
        let start = if bucket == 0 { 0 } else { self.ends[bucket - 1] };
        &self.positions[start as usize..self.ends[bucket] as usize]
    }

    /// Where a passage stands word for word in the characters that this index was made of, in order; matches may overlap.
    pub fn exact(&self, chars: &[char], passage: &[char]) -> Vec<usize> {
        if passage.is_empty() {
            return Vec::new();
        }
        let rarest = passage.windows(self.gram).enumerate().min_by_key(|(_, gram)| self.positions(gram).len());
        let Some((offset, gram)) = rarest else {
            let all = chars.windows(passage.len()).enumerate();
            return all.filter(|(_, window)| *window == passage).map(|(at, _)| at).collect();
        };
        let starts = self.positions(gram).iter().filter_map(|at| (*at as usize).checked_sub(offset));
        starts.filter(|at| chars[*at..].starts_with(passage)).collect()
    }

    /// Where a passage may begin that has these characters, some of them changed: the `count` likeliest, likeliest first, each good to
    /// `BIN_CHARS` or so. The passage begins so many characters after `chars` do; before them if negative.
    pub fn likely(&self, chars: &[char], offset: isize, count: usize, votes: &mut Votes) -> Vec<usize> {
        let mut grams: Vec<(usize, usize)> = chars
            .windows(self.gram)
            .enumerate()
            .map(|(at, gram)| (self.positions(gram).len(), at))
            .filter(|(found, _)| *found > 0)
            .collect();
        grams.sort_unstable();
        let mut seen = 0;
        for (found, at) in grams {
            if seen > 0 && seen + found > BUDGET {
                break;
            }
            seen += found;
            let weight = 24 - found.ilog2().min(20);
            // A bucket of more than that is left out in part: a run of one letter is no evidence.
            for position in self.positions(&chars[at..at + self.gram]).iter().take(BUDGET) {
                let start =
                    (*position as usize + chars.len()).saturating_add_signed(offset).saturating_sub(at + chars.len());
                votes.add(start / BIN_CHARS, weight);
            }
        }
        votes.count(count)
    }
}

/// Votes for where a passage begins; kept from one search to the next so that no table is made anew.
#[derive(Default)]
pub struct Votes {
    bins: Vec<u32>,
    touched: Vec<usize>,
}

impl Votes {
    fn add(&mut self, bin: usize, weight: u32) {
        if bin + 1 >= self.bins.len() {
            self.bins.resize(bin + 2, 0);
        }
        if self.bins[bin] == 0 {
            self.touched.push(bin);
        }
        self.bins[bin] += weight;
    }

    /// The starts with most votes, most first; all votes are forgotten.
    fn count(&mut self, count: usize) -> Vec<usize> {
        // The votes for a passage near the border of two bins, or with something put in, are in both.
        let sum = |bin: usize| self.bins[bin] + self.bins[bin + 1];
        let most = self.touched.iter().map(|bin| sum(*bin)).max().unwrap_or(0);
        let mut scored: Vec<(u32, usize)> = self
            .touched
            .iter()
            .map(|bin| (u32::MAX - sum(*bin), *bin))
            .filter(|(left, _)| (u32::MAX - left) * MOST_TO_LEAST >= most)
            .collect();
        scored.sort_unstable();
        for bin in self.touched.drain(..) {
            self.bins[bin] = 0;
        }
        let mut starts: Vec<usize> = Vec::new();
        for (_, bin) in scored {
            if starts.len() == count {
                break;
            }
            let start = bin * BIN_CHARS + BIN_CHARS / 2;
            if starts.iter().all(|other| start.abs_diff(*other) > BIN_CHARS) {
                starts.push(start);
            }
        }
        starts
    }
}
