//! Owns what a bead is worth: every cue times its weight; and the best ladder to every point. Depends on a window's evidence
//! and the two sides. Each cue is added once and linearly, so that a weight of one among zeros gives the cue itself.

use super::edges::{CLAUSE_ENDS, Edges, Final, Marks, PAREN, QUOTE, add_marks};
use super::lattice::{EN_ALONE, Lattice, Texts, ZH_ALONE};
use super::side::Units;
use super::weights::{CLAUSES, CLOSES, FINAL, INSIDE, KIND, LEANS, LENGTH, MARK_KINDS, MARKS, OPENS, Weights};

/// Kinds of mark as they are summed: four at a time.
const LANES: usize = MARK_KINDS.next_multiple_of(4);

/// Weights as they are read at every point.
pub struct Cues {
    /// For each kind of mark what is common to both sides, too many in Chinese, in English.
    marks: [[f32; LANES]; 3],
    /// How two blocks begin: by [`Block::start`] of the Chinese one, of the English one.
    starts: [[f32; 4]; 4],
}

impl Cues {
    /// Lays the weights out.
    pub fn new(weights: &Weights) -> Self {
        let mut marks = [[0.0; LANES]; 3];
        for (at, weight) in weights[MARKS..KIND].iter().enumerate() {
            marks[at % 3][at / 3] = *weight;
        }
        let start = |zh: usize, en: usize| {
            shared(weights, OPENS, zh & 1 != 0, en & 1 != 0) + shared(weights, LEANS, zh & 2 != 0, en & 2 != 0)
        };
        Self { marks, starts: std::array::from_fn(|zh| std::array::from_fn(|en| start(zh, en))) }
    }

    /// How well the marks and small words of two blocks agree.
    fn marks(&self, zh: &[f32; LANES], en: &[f32; LANES]) -> f32 {
        // Written so that four lanes become one instruction: `f32::min` would have to care for what is not a number.
        let low = |a: f32, b: f32| if a < b { a } else { b };
        let excess = |a: f32| low(if a > 0.0 { a } else { 0.0 }, 2.0);
        let [both, zh_alone, en_alone] = &self.marks;
        let mut sums = [0.0; LANES];
        for at in 0..LANES {
            let (z, e) = (zh[at], en[at]);
            sums[at] = both[at] * low(z, e) + zh_alone[at] * excess(z - e) + en_alone[at] * excess(e - z);
        }
        let mut quarters = [0.0; 4];
        for chunk in sums.chunks_exact(4) {
            (0..4).for_each(|lane| quarters[lane] += chunk[lane]);
        }
        (quarters[0] + quarters[1]) + (quarters[2] + quarters[3])
    }
}

impl Lattice<'_> {
    /// Scores every kind of bead that ends at a point of the window, and finds the best way there; `origin` has the units
    /// with which rows and columns begin to count.
    pub(super) fn score_points(&mut self, origin: (usize, usize)) {
        let Texts { zh, en, .. } = self.texts;
        let first = self.window_low[0];
        let last = self.window_high.last().copied().unwrap_or(first);
        // The blocks that end before each column, and before the present row.
        let (mut zh_blocks, mut en_blocks) = (Vec::new(), Vec::new());
        for column in first + 1..last {
            Block::grow(en, origin.1 + column - 1, self.max_en.min(column - first), &mut en_blocks);
            en_blocks.resize((column - first) * self.max_en, Block::default());
        }
        for (at, block) in en_blocks.iter_mut().enumerate() {
            block.background = self.lengths.background(block.len_chars, at % self.max_en + 1);
        }
        for row in 0..self.window_low.len() {
            zh_blocks.clear();
            if row > 0 {
                Block::grow(zh, origin.0 + row - 1, self.max_zh.min(row), &mut zh_blocks);
            }
            for column in self.window_low[row]..self.window_high[row] {
                let ends = column.saturating_sub(first + 1) * self.max_en..(column - first) * self.max_en;
                self.score_point(origin, (row, column), (&zh_blocks, &en_blocks[ends]));
            }
        }
    }

    fn score_point(
        &mut self,
        origin: (usize, usize),
        (row, column): (usize, usize),
        (zh_blocks, en_blocks): (&[Block], &[Block]),
    ) {
        let Texts { zh, en, model, extra, .. } = self.texts;
        let here = self.points.at[row] + column - self.window_low[row];
        if here == 0 {
            self.points.best[here] = 0.0;
            return;
        }
        let (mut best, mut from) = (f64::NEG_INFINITY, EN_ALONE);
        if let Some(before) = self.point(row.checked_sub(1), Some(column)) {
            (best, from) = (self.points.best[before] + f64::from(self.zh_alone), ZH_ALONE);
        }
        let (max_zh, max_en) = (zh_blocks.len(), self.max_en.min(column - self.window_low[0]));
        if max_zh > 0 && max_en > 0 {
            let weights = &model.weights;
            let (after_zh, after_en) = (origin.0 + row, origin.1 + column);
            let rim = rim_score(weights, &zh.edges[after_zh - 1], &en.edges[after_en - 1]);
            for (index, kind) in model.kinds.iter().enumerate() {
                if kind.zh > max_zh || kind.en > max_en {
                    continue;
                }
                let Some(before) = self.point(row.checked_sub(kind.zh), column.checked_sub(kind.en)) else { continue };
                let cells = &self.cells;
                let last = cells.index(row - 1, column - 1);
                let mut words = 0.0;
                for cell in &cells.en[kind.zh - 1][last + 1 - kind.en..=last] {
                    words += cell;
                }
                let plane = &cells.zh[kind.en - 1];
                for back in 1..=kind.zh {
                    words += plane[cells.index(row - back, column - 1)];
                }
                let (zh_block, en_block) = (&zh_blocks[kind.zh - 1], &en_blocks[kind.en - 1]);
                let length = self.lengths.score(zh_block.len_chars, en_block.len_chars, en_block.background);
                let mut score = words
                    + rim
                    + weights[KIND + index]
                    + self.cues.starts[zh_block.start][en_block.start]
                    + weights[LENGTH] * length
                    + self.cues.marks(&zh_block.marks, &en_block.marks)
                    + weights[CLAUSES] * (kind.en as f32 - zh_block.clauses).max(0.0)
                    + weights[CLAUSES + 1] * (kind.zh as f32 - en_block.clauses).max(0.0);
                if let Some(extra) = extra {
                    score += extra(&(after_zh - kind.zh..after_zh), &(after_en - kind.en..after_en));
                }
                self.points.scores[here * model.kinds.len() + index] = score;
                let sum = self.points.best[before] + f64::from(score);
                if sum > best {
                    (best, from) = (sum, index as u8);
                }
            }
        }
        if let Some(before) = self.point(Some(row), column.checked_sub(1)) {
            let sum = self.points.best[before] + f64::from(self.en_alone);
            if sum > best + 1e-12 {
                (best, from) = (sum, EN_ALONE);
            }
        }
        self.points.best[here] = best;
        self.points.from[here] = from;
    }
}

/// Some neighbouring units of one side.
#[derive(Clone, Copy, Default)]
struct Block {
    len_chars: f32,
    /// English: nats for such a length, whatever it translates.
    background: f32,
    /// Units, and places within them where clauses end.
    clauses: f32,
    /// 1 if it begins with an opening mark, and 2 if with a word that leans.
    start: usize,
    marks: [f32; LANES],
}

impl Block {
    /// Adds the blocks of one, two, … `count` units that end with `last`.
    fn grow(units: &Units, last: usize, count: usize, blocks: &mut Vec<Self>) {
        let mut len_chars = 0.0;
        let mut marks = Marks::default();
        for back in 0..count {
            let edges = &units.edges[last - back];
            len_chars += units.len_chars[last - back];
            marks = add_marks(marks, edges.marks);
            let mut block = Self {
                len_chars,
                background: 0.0,
                clauses: (back + 1) as f32 + CLAUSE_ENDS.iter().map(|kind| f32::from(marks[*kind])).sum::<f32>(),
                start: usize::from(edges.opens) | usize::from(edges.leans) << 1,
                marks: [0.0; LANES],
            };
            for (kind, count) in marks.iter().enumerate() {
                let most = if kind == QUOTE || kind == PAREN { 2 } else { u8::MAX };
                block.marks[kind] = f32::from((*count).min(most));
            }
            blocks.push(block);
        }
    }
}

/// The weight of what two sides have or have not: both, Chinese alone, English alone.
fn shared(weights: &Weights, at: usize, zh: bool, en: bool) -> f32 {
    match (zh, en) {
        (true, true) => weights[at],
        (true, false) => weights[at + 1],
        (false, true) => weights[at + 2],
        (false, false) => 0.0,
    }
}

/// How two blocks end.
fn rim_score(weights: &Weights, zh: &Edges, en: &Edges) -> f32 {
    let mut score = shared(weights, CLOSES, zh.closes, en.closes);
    if zh.inside_quote != en.inside_quote {
        score += weights[INSIDE + usize::from(en.inside_quote)];
    }
    let place = |last: Final| match last {
        Final::Stop => None,
        Final::Comma => Some(0),
        Final::Question => Some(1),
        Final::Exclamation => Some(2),
        Final::Trailing => Some(3),
    };
    match (place(zh.last), place(en.last)) {
        (zh, en) if zh == en => score + zh.map_or(0.0, |kind| weights[FINAL + kind]),
        (zh, en) => {
            score + zh.map_or(0.0, |kind| weights[FINAL + 4 + kind]) + en.map_or(0.0, |kind| weights[FINAL + 8 + kind])
        }
    }
}
