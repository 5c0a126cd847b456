//! Owns the dynamic programme: the best monotone ladder of beads through a band, and how probable each of its beads is.
//! Depends on the two sides, the tables and the model; knows neither documents nor files.
//!
//! A long region is gone through in windows: a window is solved, two thirds of its path are kept, and the next one starts
//! there. So memory stays small whatever the length.

mod rival;

pub use rival::Rival;

use super::band::Band;
use super::edges::{Marks, final_score, marks_score, opening_score, quote_score};
use super::model::Model;
use super::side::Units;
use super::sparse::{Scratch, Sparse};
use super::tables::Tables;
use crate::model::Progress;
use std::collections::VecDeque;
use std::ops::Range;

/// Rows (Chinese units) of a window, and how many points it may hold.
const WINDOW_ROWS: usize = 384;
const WINDOW_POINTS: usize = 200_000;
/// A window has at least so many rows, so that every kind of bead fits.
const MIN_WINDOW_ROWS: usize = 12;
/// Products of likelihood ratios are turned into logarithms after so many factors, far from the ends of `f64`.
const FACTORS: usize = 64;
/// Paths this much worse add nothing to a sum of probabilities.
const NEGLIGIBLE_NATS: f64 = 30.0;
/// English characters for one Chinese as texts usually have them, and how many Chinese characters of such text that is worth.
const TYPICAL_RATIO: f64 = 3.0;
const TYPICAL_CHARS: f64 = 100.0;
/// The background likelihood of a length has a heavier tail than a normal distribution.
const MIN_BACKGROUND_NATS: f64 = -9.0;

/// A bead of the best path.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Chinese units.
    pub zh: Range<usize>,
    /// English units.
    pub en: Range<usize>,
    /// Its score in nats.
    pub score: f32,
    /// Its probability among all paths through the band, 0 to 1.
    pub posterior: f32,
    /// The next reading, if this one is not sure.
    pub rival: Option<Rival>,
}

/// More evidence on a bead: its Chinese and its English units to nats.
pub type Extra<'a> = &'a (dyn Fn(&Range<usize>, &Range<usize>) -> f32 + Sync);

/// What a programme reads.
#[derive(Clone, Copy)]
pub struct Texts<'a> {
    /// The Chinese units.
    pub zh: &'a Units,
    /// The English units.
    pub en: &'a Units,
    /// Which words translate which.
    pub tables: &'a Tables,
    /// Weights and priors.
    pub model: &'a Model,
    /// More evidence, if there is any.
    pub extra: Option<Extra<'a>>,
}

/// English characters for one Chinese in a text, as its two sides have them; a short text, or one of which a side is missing, is taken to
/// be like others.
pub fn length_ratio(zh: &Units, en: &Units) -> f64 {
    let sum = |units: &Units| units.len_chars.iter().map(|len| f64::from(*len)).sum::<f64>();
    (sum(en) + TYPICAL_RATIO * TYPICAL_CHARS) / (sum(zh) + TYPICAL_CHARS)
}

/// Lengths of the whole text.
#[derive(Clone, Copy)]
struct Lengths {
    /// English characters for one Chinese.
    ratio: f64,
    /// Mean and variance of an English unit, in characters.
    mean: f64,
    variance: f64,
}

impl Lengths {
    fn of(zh: &Units, en: &Units) -> Self {
        let sum = |units: &Units| units.len_chars.iter().map(|len| f64::from(*len)).sum::<f64>();
        let count = en.len().max(1) as f64;
        let mean = sum(en) / count;
        let squares: f64 = en.len_chars.iter().map(|len| (f64::from(*len) - mean) * (f64::from(*len) - mean)).sum();
        Self { ratio: length_ratio(zh, en), mean, variance: squares / count + 1.0 }
    }
}

/// The programme with its working memory.
pub struct Lattice<'a> {
    texts: Texts<'a>,
    lengths: Lengths,
    max_zh: usize,
    max_en: usize,
    log_priors: Vec<f32>,
    zh_alone: f32,
    en_alone: f32,
    logs: LogTable,
    en_scratch: Scratch,
    zh_scratch: Scratch,
    cells: Cells,
    points: Points,
    window_low: Vec<usize>,
    window_high: Vec<usize>,
}

/// Word evidence for each (Chinese unit, English unit) of a window.
#[derive(Default)]
struct Cells {
    /// First column of each row, and where the row begins in the vectors below.
    low: Vec<usize>,
    high: Vec<usize>,
    at: Vec<usize>,
    /// `en[a - 1]`: how well a English unit's words follow from the a Chinese units that end with this row.
    en: Vec<Vec<f32>>,
    /// `zh[b - 1]`: how well a Chinese unit's words follow from the b English units that end with this column.
    zh: Vec<Vec<f32>>,
}

/// The points of a window.
#[derive(Default)]
struct Points {
    at: Vec<usize>,
    /// Score of each kind of bead that ends here; minus infinity if it does not fit.
    scores: Vec<f32>,
    best: Vec<f64>,
    /// How the best path comes here: a kind, or [`ZH_ALONE`], [`EN_ALONE`].
    from: Vec<u8>,
    forward: Vec<f64>,
    backward: Vec<f64>,
}

const ZH_ALONE: u8 = 254;
const EN_ALONE: u8 = 255;

impl<'a> Lattice<'a> {
    /// Prepares for any number of regions.
    pub fn new(texts: Texts<'a>) -> Self {
        let model = texts.model;
        let max = |of: fn(&super::model::BeadKind) -> usize| model.kinds.iter().map(of).max().unwrap_or(1);
        let (max_zh, max_en) = (max(|kind| kind.zh), max(|kind| kind.en));
        let ln = |p: f64| libm::log(p) as f32;
        Self {
            lengths: Lengths::of(texts.zh, texts.en),
            max_zh,
            max_en,
            log_priors: model.kinds.iter().map(|kind| ln(kind.prior)).collect(),
            zh_alone: ln(model.zh_alone),
            en_alone: ln(model.en_alone),
            logs: LogTable::new(),
            en_scratch: Scratch::new(texts.tables.zh_given_en.len()),
            zh_scratch: Scratch::new(texts.tables.en_given_zh.len()),
            cells: Cells { en: vec![Vec::new(); max_zh], zh: vec![Vec::new(); max_en], ..Cells::default() },
            points: Points::default(),
            window_low: Vec::new(),
            window_high: Vec::new(),
            texts,
        }
    }

    /// The best ladder through a region; `band` counts from the region's beginning. `None` if cancelled. With `posteriors`
    /// the links' probabilities are computed, otherwise they are 1.
    pub fn solve(
        &mut self,
        zh: Range<usize>,
        en: Range<usize>,
        band: &Band,
        posteriors: bool,
        progress: &Progress,
    ) -> Option<Vec<Link>> {
        let mut links = Vec::with_capacity(zh.len().max(en.len()));
        if zh.is_empty() || en.is_empty() {
            links.extend(zh.clone().map(|i| self.alone(i..i + 1, en.start..en.start)));
            links.extend(en.map(|j| self.alone(zh.end..zh.end, j..j + 1)));
            return Some(links);
        }
        let (mut i, mut j) = (0, 0);
        while (i, j) != (zh.len(), en.len()) {
            if progress.is_cancelled() {
                return None;
            }
            let last_row = self.place_window(band, (i, j), zh.len());
            let is_last = last_row == zh.len();
            self.fill_cells(zh.start + i, en.start);
            let path = self.best_path((zh.start + i, en.start + j), en.start, en.end, is_last, posteriors);
            let keep_until = if is_last { usize::MAX } else { zh.start + i + ((last_row - i) * 2).div_ceil(3) };
            for link in path {
                if link.zh.start >= keep_until {
                    break;
                }
                (i, j) = (link.zh.end - zh.start, link.en.end - en.start);
                links.push(link);
            }
        }
        Some(links)
    }

    fn alone(&self, zh: Range<usize>, en: Range<usize>) -> Link {
        let score = if en.is_empty() { self.zh_alone } else { self.en_alone };
        Link { zh, en, score, posterior: 1.0, rival: None }
    }

    /// Sets the window's rows of points, from the point `start` on; says after how many units of the region it ends.
    fn place_window(&mut self, band: &Band, start: (usize, usize), zh_len: usize) -> usize {
        self.window_low.clear();
        self.window_high.clear();
        let mut size = 0;
        let mut i = start.0;
        loop {
            let range = band.at(i);
            // The path may have left the band's middle only within the band, so the start lies in its first row.
            let low = range.start.max(start.1);
            self.window_low.push(low);
            self.window_high.push(range.end.max(low + 1));
            size += range.end.max(low + 1) - low;
            let rows = i - start.0;
            if i == zh_len || rows >= WINDOW_ROWS || rows >= MIN_WINDOW_ROWS && size > WINDOW_POINTS {
                return i;
            }
            i += 1;
        }
    }

    /// Word evidence for every cell a bead of the window may need.
    fn fill_cells(&mut self, zh_start: usize, en_start: usize) {
        let Texts { zh, en, tables, model, .. } = self.texts;
        let rows = self.window_low.len() - 1;
        let cells = &mut self.cells;
        cells.low.clear();
        cells.high.clear();
        cells.at.clear();
        let mut size = 0;
        for row in 0..rows {
            let low = self.window_low[(row + 1).saturating_sub(self.max_zh)];
            let high = self.window_high[(row + self.max_zh).min(rows)] - 1;
            cells.low.push(low);
            cells.high.push(high.max(low));
            cells.at.push(size);
            size += high.max(low) - low;
        }
        for plane in cells.en.iter_mut().chain(&mut cells.zh) {
            plane.clear();
            plane.resize(size, 0.0);
        }
        let reach = cells.low.iter().copied().zip(cells.high.iter().copied()).collect::<Vec<_>>();
        let (en_planes, zh_planes) = (&mut cells.en, &mut cells.zh);
        let (at, low) = (&cells.at, &cells.low);
        Evidence {
            source: zh,
            target: en,
            start: (zh_start, en_start),
            table: &tables.en_given_zh,
            rest: &tables.en_rest,
            no_word: model.no_word,
            background: model.en_background,
            cap: model.ratio_cap,
        }
        .gather(&mut self.en_scratch, &reach, self.max_zh, |back, row, column, nats| {
            en_planes[back][at[row] + column - low[row]] = nats;
        });
        // The same cells seen from the English side: for each column the rows that have it.
        let (first, last) = (self.window_low[0], cells.high.last().copied().unwrap_or(0));
        let (mut top, mut bottom) = (0, 0);
        let reach: Vec<(usize, usize)> = (first..last)
            .map(|column| {
                while top < rows && cells.high[top] <= column {
                    top += 1;
                }
                while bottom < rows && cells.low[bottom] <= column {
                    bottom += 1;
                }
                (top, bottom.max(top))
            })
            .collect();
        Evidence {
            source: en,
            target: zh,
            start: (en_start + first, zh_start),
            table: &tables.zh_given_en,
            rest: &tables.zh_rest,
            no_word: model.no_word,
            background: model.zh_background,
            cap: model.ratio_cap,
        }
        .gather(&mut self.zh_scratch, &reach, self.max_en, |back, column, row, nats| {
            zh_planes[back][at[row] + first + column - low[row]] = nats;
        });
    }

    /// Goes through the window from `start`, a pair of units, to the region's end, or to the best point of its last row.
    fn best_path(
        &mut self,
        start: (usize, usize),
        en_start: usize,
        en_end: usize,
        to_end: bool,
        posteriors: bool,
    ) -> Vec<Link> {
        let rows = self.window_low.len() - 1;
        let kinds = self.texts.model.kinds.len();
        let points = &mut self.points;
        points.at.clear();
        let mut size = 0;
        for row in 0..=rows {
            points.at.push(size);
            size += self.window_high[row] - self.window_low[row];
        }
        points.scores.clear();
        points.scores.resize(size * kinds, f32::NEG_INFINITY);
        points.best.clear();
        points.best.resize(size, f64::NEG_INFINITY);
        points.from.clear();
        points.from.resize(size, EN_ALONE);
        for row in 0..=rows {
            for column in self.window_low[row]..self.window_high[row] {
                let here = self.points.at[row] + column - self.window_low[row];
                self.score_point((start.0, en_start), row, column, here);
                self.reach(row, column, here);
            }
        }
        let low = self.window_low[rows];
        let last = self.points.at[rows]..size;
        let end = if to_end {
            en_end - en_start - low
        } else {
            let best = |a: &usize, b: &usize| {
                self.points.best[last.start + a].total_cmp(&self.points.best[last.start + b]).then(b.cmp(a))
            };
            (0..last.len()).max_by(best).unwrap_or(0)
        };
        if posteriors {
            self.sum_paths(to_end.then_some(end));
        }
        self.walk_back(start.0, en_start, low + end, posteriors)
    }

    /// The index of a point if it lies in the window.
    fn point(&self, row: Option<usize>, column: Option<usize>) -> Option<usize> {
        let (row, column) = (row?, column?);
        (self.window_low[row] <= column && column < self.window_high[row])
            .then(|| self.points.at[row] + column - self.window_low[row])
    }

    /// Scores every kind of bead that ends at a point.
    fn score_point(&mut self, origin: (usize, usize), row: usize, column: usize, here: usize) {
        let Texts { zh, en, model, extra, .. } = self.texts;
        let first = self.window_low[0];
        if row == 0 || column <= first {
            return;
        }
        let (last_zh, last_en) = (origin.0 + row - 1, origin.1 + column - 1);
        let (zh_edges, en_edges) = (&zh.edges[last_zh], &en.edges[last_en]);
        let rim =
            model.quote * quote_score(zh_edges, en_edges) + model.last * final_score(zh_edges.last, en_edges.last);
        let (max_zh, max_en) = (self.max_zh.min(row), self.max_en.min(column - first));
        // Lengths and marks of the last one, two, … units.
        let zh_blocks = Block::growing(zh, last_zh, max_zh);
        let en_blocks = Block::growing(en, last_en, max_en);
        for (index, kind) in model.kinds.iter().enumerate() {
            if kind.zh > max_zh
                || kind.en > max_en
                || self.point(row.checked_sub(kind.zh), column.checked_sub(kind.en)).is_none()
            {
                continue;
            }
            let cells = &self.cells;
            let cell = |row: usize, column: usize| cells.at[row] + column - cells.low[row];
            let mut en_words = 0.0;
            for back in 1..=kind.en {
                en_words += cells.en[kind.zh - 1][cell(row - 1, column - back)];
            }
            let mut zh_words = 0.0;
            for back in 1..=kind.zh {
                zh_words += cells.zh[kind.en - 1][cell(row - back, column - 1)];
            }
            let (zh_block, en_block) = (&zh_blocks[kind.zh - 1], &en_blocks[kind.en - 1]);
            let length = self.length_score(zh_block.len_chars, en_block.len_chars, kind.en);
            let opening =
                opening_score(&zh.edges[last_zh + 1 - kind.zh], &en.edges[last_en + 1 - kind.en]) * model.opening;
            let mut score = model.en_words * en_words
                + model.zh_words * zh_words
                + model.length * length
                + self.log_priors[index]
                + model.marks * marks_score(zh_block.marks, en_block.marks)
                + rim
                + opening;
            if let Some(extra) = extra {
                score += extra(&(last_zh + 1 - kind.zh..last_zh + 1), &(last_en + 1 - kind.en..last_en + 1));
            }
            self.points.scores[here * model.kinds.len() + index] = score;
        }
    }

    fn length_score(&self, zh_chars: f32, en_chars: f32, en_units: usize) -> f32 {
        let Lengths { ratio, mean, variance } = self.lengths;
        let (expected, got) = (f64::from(zh_chars) * ratio, f64::from(en_chars));
        let spread = self.texts.model.length_variance * (expected + got) / 2.0;
        let translated = -0.5 * (got - expected) * (got - expected) / spread - 0.5 * self.logs.ln_tau(spread);
        let (mean, variance) = (mean * en_units as f64, variance * en_units as f64);
        let background = -0.5 * (got - mean) * (got - mean) / variance - 0.5 * self.logs.ln_tau(variance);
        (translated - background.max(MIN_BACKGROUND_NATS)) as f32
    }

    /// The best way to a point.
    fn reach(&mut self, row: usize, column: usize, here: usize) {
        if row == 0 && column == self.window_low[0] {
            self.points.best[here] = 0.0;
            return;
        }
        let (mut best, mut from) = (f64::NEG_INFINITY, EN_ALONE);
        if let Some(before) = self.point(row.checked_sub(1), Some(column)) {
            (best, from) = (self.points.best[before] + f64::from(self.zh_alone), ZH_ALONE);
        }
        let kinds = &self.texts.model.kinds;
        for (index, kind) in kinds.iter().enumerate() {
            let score = self.points.scores[here * kinds.len() + index];
            if score > f32::NEG_INFINITY
                && let Some(before) = self.point(row.checked_sub(kind.zh), column.checked_sub(kind.en))
                && self.points.best[before] + f64::from(score) > best
            {
                (best, from) = (self.points.best[before] + f64::from(score), index as u8);
            }
        }
        if let Some(before) = self.point(Some(row), column.checked_sub(1)) {
            let score = self.points.best[before] + f64::from(self.en_alone);
            if score > best + 1e-12 {
                (best, from) = (score, EN_ALONE);
            }
        }
        self.points.best[here] = best;
        self.points.from[here] = from;
    }

    /// Log sums over all paths from the window's start to each point and from each point to its end (`end`, a column of the
    /// last row counted from its first, or any column of it).
    fn sum_paths(&mut self, end: Option<usize>) {
        let rows = self.window_low.len() - 1;
        let size = self.points.best.len();
        let sharpness = self.texts.model.sharpness;
        let kinds = &self.texts.model.kinds;
        let alone = [f64::from(self.zh_alone) * sharpness, f64::from(self.en_alone) * sharpness];
        let mut forward = std::mem::take(&mut self.points.forward);
        let mut backward = std::mem::take(&mut self.points.backward);
        forward.clear();
        forward.resize(size, f64::NEG_INFINITY);
        backward.clear();
        backward.resize(size, f64::NEG_INFINITY);
        let mut ways: Vec<f64> = Vec::with_capacity(kinds.len() + 2);
        for row in 0..=rows {
            for column in self.window_low[row]..self.window_high[row] {
                let here = self.points.at[row] + column - self.window_low[row];
                ways.clear();
                if here == 0 {
                    ways.push(0.0);
                }
                ways.extend(self.point(row.checked_sub(1), Some(column)).map(|at| forward[at] + alone[0]));
                ways.extend(self.point(Some(row), column.checked_sub(1)).map(|at| forward[at] + alone[1]));
                for (index, kind) in kinds.iter().enumerate() {
                    let score = self.points.scores[here * kinds.len() + index];
                    if score > f32::NEG_INFINITY
                        && let Some(at) = self.point(row.checked_sub(kind.zh), column.checked_sub(kind.en))
                    {
                        ways.push(forward[at] + f64::from(score) * sharpness);
                    }
                }
                forward[here] = log_sum(&ways);
            }
        }
        for row in (0..=rows).rev() {
            for column in (self.window_low[row]..self.window_high[row]).rev() {
                let here = self.points.at[row] + column - self.window_low[row];
                ways.clear();
                if row == rows && end.is_none_or(|end| column - self.window_low[row] == end) {
                    ways.push(0.0);
                }
                let below = |n: usize| (row + n <= rows).then_some(row + n);
                ways.extend(self.point(below(1), Some(column)).map(|at| backward[at] + alone[0]));
                ways.extend(self.point(Some(row), Some(column + 1)).map(|at| backward[at] + alone[1]));
                for (index, kind) in kinds.iter().enumerate() {
                    if let Some(at) = self.point(below(kind.zh), Some(column + kind.en)) {
                        let score = self.points.scores[at * kinds.len() + index];
                        if score > f32::NEG_INFINITY {
                            ways.push(backward[at] + f64::from(score) * sharpness);
                        }
                    }
                }
                backward[here] = log_sum(&ways);
            }
        }
        self.points.forward = forward;
        self.points.backward = backward;
    }

    /// The best path's links, from the window's start to a column of its last row.
    fn walk_back(&self, zh_start: usize, en_start: usize, end: usize, posteriors: bool) -> Vec<Link> {
        let (mut row, mut column) = (self.window_low.len() - 1, end);
        let kinds = &self.texts.model.kinds;
        let mut links = Vec::new();
        while let Some(here) = self.point(Some(row), Some(column)).filter(|here| *here != 0) {
            let from = self.points.from[here];
            let (zh, en, score) = match from {
                ZH_ALONE => (1, 0, self.zh_alone),
                EN_ALONE => (0, 1, self.en_alone),
                index => {
                    let kind = kinds[usize::from(index)];
                    (kind.zh, kind.en, self.points.scores[here * kinds.len() + usize::from(index)])
                }
            };
            let (Some(row_before), Some(column_before)) = (row.checked_sub(zh), column.checked_sub(en)) else { break };
            if self.point(Some(row_before), Some(column_before)).is_none() {
                break;
            }
            let (from, to) = ((row_before, column_before), (row, column));
            let (posterior, rival) = if posteriors { self.weigh(from, to, score) } else { (1.0, None) };
            links.push(Link {
                zh: zh_start + row_before..zh_start + row,
                en: en_start + column_before..en_start + column,
                score,
                posterior,
                rival,
            });
            (row, column) = (row_before, column_before);
        }
        links.reverse();
        links
    }
}

/// Length and marks of the last units before a point.
#[derive(Clone, Copy, Default)]
struct Block {
    len_chars: f32,
    marks: Marks,
}

impl Block {
    /// `[n - 1]` has the n units that end with `last`.
    fn growing(units: &Units, last: usize, count: usize) -> [Self; 8] {
        let mut blocks = [Self::default(); 8];
        let mut sum = Self::default();
        for (back, block) in blocks.iter_mut().enumerate().take(count) {
            sum.len_chars += units.len_chars[last - back];
            sum.marks = super::edges::add_marks(sum.marks, units.edges[last - back].marks);
            *block = sum;
        }
        blocks
    }
}

/// How well the words of each target unit follow from the last one, two, … source units.
struct Evidence<'a> {
    source: &'a Units,
    target: &'a Units,
    /// Where the window's source and target units begin.
    start: (usize, usize),
    table: &'a Sparse,
    rest: &'a [f32],
    no_word: f32,
    background: f64,
    cap: f64,
}

impl Evidence<'_> {
    /// For source unit s of the window and each target unit t in `reach[s]` tells `put(n - 1, s, t, nats)` for the n units
    /// that end with s, n up to `most`. Both ends of `reach` rise.
    fn gather(
        &self,
        scratch: &mut Scratch,
        reach: &[(usize, usize)],
        most: usize,
        mut put: impl FnMut(usize, usize, usize, f32),
    ) {
        let (source_start, target_start) = self.start;
        let token = |unit: usize| self.target.token_starts[target_start + unit] as usize;
        // For the last few source units: the ratio of every target word that they or a later block may need, the first of
        // these words, and how many words the source unit has.
        let mut recent: VecDeque<(Vec<f32>, usize, usize)> = VecDeque::with_capacity(most);
        let mut sums: Vec<f32> = Vec::new();
        for (unit, &(low, high)) in reach.iter().enumerate() {
            let words = self.source.tokens(source_start + unit..source_start + unit + 1);
            let mut rest = 0.0;
            for &word in words {
                rest += self.rest[word as usize];
                for &(across, ratio) in self.table.row(word) {
                    scratch.add(across, ratio);
                }
            }
            let last = reach[(unit + most - 1).min(reach.len() - 1)].1;
            let mut ratios =
                if recent.len() == most { recent.pop_back().map(|old| old.0) } else { None }.unwrap_or_default();
            ratios.clear();
            let targets = &self.target.tokens[token(low)..token(last.max(low))];
            ratios.extend(targets.iter().map(|word| rest + scratch.values()[*word as usize]));
            scratch.clear();
            recent.push_front((ratios, token(low), words.len()));
            let (from, to) = (token(low), token(high));
            sums.clear();
            sums.resize(to - from, self.no_word);
            let mut words = 0;
            for (back, (ratios, first, count)) in recent.iter().enumerate() {
                for (sum, ratio) in sums.iter_mut().zip(&ratios[from - first..to - first]) {
                    *sum += ratio;
                }
                words += count;
                let scale = 1.0 / (words as f32 + 1.0);
                for across in low..high {
                    let words = &sums[token(across) - from..token(across + 1) - from];
                    put(back, unit, across, self.log_likelihood(words, scale));
                }
            }
        }
    }

    /// `Σ ln(λ + (1−λ) min(cap, ratio))` over some words.
    fn log_likelihood(&self, ratios: &[f32], scale: f32) -> f32 {
        let mut sum = 0.0;
        for ratios in ratios.chunks(FACTORS) {
            let mut product = 1.0;
            for ratio in ratios {
                product *= self.background + (1.0 - self.background) * f64::from(ratio * scale).min(self.cap);
            }
            sum += libm::log(product);
        }
        sum as f32
    }
}

fn log_sum(ways: &[f64]) -> f64 {
    let top = ways.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        return top;
    }
    let sum: f64 = ways.iter().filter(|way| top - **way < NEGLIGIBLE_NATS).map(|way| libm::exp(way - top)).sum();
    top + libm::log(sum)
}

/// `ln(2π x)` without a logarithm each time: a table of quarters, exact enough for variances of lengths.
struct LogTable(Vec<f64>);

impl LogTable {
    const ENTRIES: usize = 16_384;
    const STEPS: f64 = 0.5;

    fn new() -> Self {
        let ln_tau = |at: usize| libm::log(std::f64::consts::TAU * (at as f64).max(0.5) / Self::STEPS);
        Self((0..Self::ENTRIES).map(ln_tau).collect())
    }

    fn ln_tau(&self, x: f64) -> f64 {
        let at = (x * Self::STEPS + 0.5) as usize;
        self.0.get(at).copied().unwrap_or_else(|| libm::log(std::f64::consts::TAU * x))
    }
}
