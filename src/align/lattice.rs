//! Owns the dynamic programme: the best monotone ladder of beads through a band, and how probable each of its beads is.
//! Depends on the two sides, the tables and the model; knows neither documents nor files.
//!
//! A long region is gone through in windows: a window is solved, two thirds of its path are kept, and the next one starts
//! there. So memory stays small whatever the length.

mod rival;

pub use rival::Rival;

use super::band::Band;
use super::evidence::{Cells, Evidence};
use super::length::Lengths;
use super::model::Model;
use super::quick_log::QuickLog;
use super::score::Cues;
use super::side::Units;
use super::sparse::Scratch;
use super::tables::Tables;
use super::weights::{EN_WORDS, KIND, ZH_WORDS};
use crate::model::Progress;
use std::ops::Range;

/// Rows (Chinese units) of a window, and how many points it may hold.
const WINDOW_ROWS: usize = 384;
const WINDOW_POINTS: usize = 200_000;
/// A window has at least so many rows, so that every kind of bead fits.
const MIN_WINDOW_ROWS: usize = 12;

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

/// The programme with its working memory.
pub struct Lattice<'a> {
    pub(super) texts: Texts<'a>,
    pub(super) lengths: Lengths,
    pub(super) cues: Cues,
    pub(super) max_zh: usize,
    pub(super) max_en: usize,
    pub(super) zh_alone: f32,
    pub(super) en_alone: f32,
    pub(super) en_scratch: Scratch,
    pub(super) zh_scratch: Scratch,
    pub(super) cells: Cells,
    pub(super) points: Points,
    pub(super) window_low: Vec<usize>,
    pub(super) window_high: Vec<usize>,
}

/// The points of a window.
#[derive(Default)]
pub(super) struct Points {
    pub(super) at: Vec<usize>,
    /// Score of each kind of bead that ends here; minus infinity if it does not fit.
    pub(super) scores: Vec<f32>,
    pub(super) best: Vec<f64>,
    /// How the best path comes here: a kind, or [`ZH_ALONE`], [`EN_ALONE`].
    pub(super) from: Vec<u8>,
    pub(super) forward: Vec<f64>,
    pub(super) backward: Vec<f64>,
}

pub(super) const ZH_ALONE: u8 = 254;
pub(super) const EN_ALONE: u8 = 255;

impl<'a> Lattice<'a> {
    /// Prepares for any number of regions.
    pub fn new(texts: Texts<'a>) -> Self {
        let model = texts.model;
        let max = |of: fn(&super::model::BeadKind) -> usize| model.kinds.iter().map(of).max().unwrap_or(1);
        let (max_zh, max_en) = (max(|kind| kind.zh), max(|kind| kind.en));
        let alone = KIND + super::model::KINDS.len();
        Self {
            lengths: Lengths::of(texts.zh, texts.en, model.length_variance),
            cues: Cues::new(&model.weights),
            max_zh,
            max_en,
            zh_alone: model.weights[alone],
            en_alone: model.weights[alone + 1],
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

    /// The score of every kind of bead at every point of a region's band, from the first point on. `None` if it does not fit
    /// into one window.
    pub(super) fn scores(&mut self, zh: &Range<usize>, en: &Range<usize>, band: &Band) -> Option<Vec<f32>> {
        (self.place_window(band, (0, 0), zh.len()) == zh.len()).then_some(())?;
        self.fill_cells(zh.start, en.start);
        self.best_path((zh.start, en.start), en.start, en.end, true, false);
        Some(std::mem::take(&mut self.points.scores))
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
        let cells = &mut self.cells;
        cells.place(&self.window_low, &self.window_high, self.max_zh);
        let reach = cells.rows(&self.window_high);
        let first = self.window_low[0];
        let columns = cells.columns(&self.window_low);
        let mut en_planes = std::mem::take(&mut cells.en);
        let mut zh_planes = std::mem::take(&mut cells.zh);
        Evidence {
            source: zh,
            target: en,
            start: (zh_start, en_start),
            table: &tables.en_given_zh,
            rest: &tables.en_rest,
            no_word: model.no_word,
            background: model.en_background,
            cap: model.ratio_cap,
            weights: &model.weights[EN_WORDS..],
            log: QuickLog::new(),
        }
        .gather(&mut self.en_scratch, &reach, self.max_zh, |back, row, column, nats| {
            en_planes[back][cells.index(row, column)] = nats;
        });
        // The same cells seen from the English side.
        Evidence {
            source: en,
            target: zh,
            start: (en_start + first, zh_start),
            table: &tables.zh_given_en,
            rest: &tables.zh_rest,
            no_word: model.no_word,
            background: model.zh_background,
            cap: model.ratio_cap,
            weights: &model.weights[ZH_WORDS..],
            log: QuickLog::new(),
        }
        .gather(&mut self.zh_scratch, &columns, self.max_en, |back, column, row, nats| {
            zh_planes[back][cells.index(row, first + column)] = nats;
        });
        (cells.en, cells.zh) = (en_planes, zh_planes);
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
        self.score_points((start.0, en_start));
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
            if let Some(least_sure) = self.texts.model.least_sure {
                self.surest_path(least_sure);
            }
        }
        self.walk_back(start.0, en_start, low + end, posteriors)
    }

    /// The index of a point if it lies in the window.
    pub(super) fn point(&self, row: Option<usize>, column: Option<usize>) -> Option<usize> {
        let (row, column) = (row?, column?);
        (self.window_low[row] <= column && column < self.window_high[row])
            .then(|| self.points.at[row] + column - self.window_low[row])
    }
}
