//! What is known of each cell of a sentence pair, as the numbers that the classifier weighs.

use super::document::{Linked, Tables};
use super::lexical::{KINDS, Lexical};

/// How many numbers a cell has in the first pass, and in the second, which sees the first one's answers around it.
pub(super) const FIRST: usize = KINDS + 32;
pub(super) const SECOND: usize = FIRST + 23;
/// Chances are kept this far from 0 and 1.
const EDGE: f64 = 1e-4;
/// Frequencies are those of a document of so many pairs, if it has more.
const PAIRS: f64 = 225.0;

/// The evidence of one sentence pair.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Chinese words, English words.
    pub(super) size: (usize, usize),
    pub(super) first: Vec<[f32; FIRST]>,
    agreed: Vec<f32>,
    score: Vec<f32>,
}

/// A part of the evidence that can be left out, to see what it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ablation {
    /// The dictionary's own numbers; the models still have it for their prior.
    Dictionary,
    /// The hidden Markov models.
    Models,
    /// How often two words meet, and how often each is there.
    Counts,
    /// How well each cell stands against its rivals.
    Rivals,
}

impl Ablation {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Dictionary, Self::Models, Self::Counts, Self::Rivals];

    /// What it leaves out, in a word or two.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dictionary => "dictionary's numbers",
            Self::Models => "hidden Markov models",
            Self::Counts => "counts",
            Self::Rivals => "rivals",
        }
    }

    /// The numbers of a cell, counted behind those of the kinds, that go.
    fn leaves_out(self) -> &'static [usize] {
        match self {
            Self::Dictionary => &[0, 23, 24, 29, 31],
            Self::Models => &[1, 2, 3, 4, 5, 14, 15, 16, 25, 26, 27, 28, 30],
            Self::Counts => &[6, 19, 20, 30],
            Self::Rivals => &[23, 24, 25, 26],
        }
    }
}

pub(super) fn log_odds(p: f64) -> f32 {
    let p = p.clamp(EDGE, 1.0 - EDGE);
    libm::log(p / (1.0 - p)) as f32
}

/// For each cell of a table the largest value among the others of its row, and of its column; 0 without others.
pub(super) fn rivals(values: &[f32], (rows, columns): (usize, usize)) -> (Vec<f32>, Vec<f32>) {
    let top = |line: &mut dyn Iterator<Item = f32>| {
        line.fold((f32::MIN, f32::MIN), |(a, b), x| if x > a { (x, a) } else { (a, b.max(x)) })
    };
    let by_row: Vec<_> = (0..rows).map(|i| top(&mut values[i * columns..(i + 1) * columns].iter().copied())).collect();
    let by_column: Vec<_> = (0..columns).map(|j| top(&mut values.iter().copied().skip(j).step_by(columns))).collect();
    let other = |value: f32, (best, second): (f32, f32), count: usize| {
        if count < 2 {
            0.0
        } else if value >= best {
            second
        } else {
            best
        }
    };
    let cells = || (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j)));
    (
        cells().map(|(i, j)| other(values[i * columns + j], by_row[i], columns)).collect(),
        cells().map(|(i, j)| other(values[i * columns + j], by_column[j], rows)).collect(),
    )
}

impl Evidence {
    /// The chance of each cell by the hidden Markov models together, English words fastest: what there is without the classifier.
    #[must_use]
    pub fn agreed(&self) -> &[f32] {
        &self.agreed
    }

    /// The dictionary's score of each cell, 0 to 1, English words fastest.
    #[must_use]
    pub fn score(&self) -> &[f32] {
        &self.score
    }

    /// The same with some of its numbers set to 0.
    #[must_use]
    pub fn without(&self, part: Ablation) -> Self {
        let mut evidence = self.clone();
        for cell in &mut evidence.first {
            if part == Ablation::Dictionary {
                cell[..KINDS].fill(0.0);
            }
            for at in part.leaves_out() {
                cell[KINDS + at] = 0.0;
            }
        }
        evidence
    }

    pub(super) fn new(pair: &Lexical, linked: &Linked, words: [&[u32]; 2], tables: &Tables) -> Self {
        let (rows, columns) = (pair.zh.len(), pair.en.len());
        let chances = linked.cells(rows, columns);
        let agreed: Vec<f32> = chances.iter().map(|[forth, back]| libm::sqrt((forth * back).max(0.0)) as f32).collect();
        let (score_row, score_column) = rivals(&pair.score, (rows, columns));
        let (agreed_row, agreed_column) = rivals(&agreed, (rows, columns));
        let unlinked_zh: Vec<f64> = (0..rows)
            .map(|i| 1.0 - chances[i * columns..(i + 1) * columns].iter().map(|c| c[1]).sum::<f64>())
            .collect();
        let unlinked_en: Vec<f64> =
            (0..columns).map(|j| 1.0 - chances.iter().skip(j).step_by(columns).map(|c| c[0]).sum::<f64>()).collect();
        let scale = (PAIRS / tables.pair_count.max(1) as f64).min(1.0);
        let pairs = |side: usize, word: u32| tables.sides[side].pairs.get(word as usize).copied().unwrap_or(0);
        let frequency = |side: usize, word: u32| (libm::log1p(f64::from(pairs(side, word)) * scale) / 6.0) as f32;
        let frequencies =
            [0, 1].map(|side| words[side].iter().map(|word| frequency(side, *word)).collect::<Vec<f32>>());
        let flag = |is: bool| f32::from(u8::from(is));

        let mut first = Vec::with_capacity(rows * columns);
        for (i, zh) in pair.zh.iter().enumerate() {
            let y = (i as f32 + 0.5) / rows as f32;
            let length = zh.text.chars().count().min(4) as f32 / 4.0;
            let (zh_grammar, zh_mark, unknown) = (flag(zh.is_function), flag(zh.mark.is_some()), flag(!zh.is_known));
            for (j, en) in pair.en.iter().enumerate() {
                let at = i * columns + j;
                let [forth, back] = chances[at];
                let (score, agreed) = (pair.score[at], agreed[at]);
                let apart = (y - (j as f32 + 0.5) / columns as f32).abs();
                let (en_grammar, en_mark) = (flag(en.is_grammar), flag(en.mark.is_some()));
                let meetings = pairs(0, words[0][i]) + pairs(1, words[1][j]);
                let repeated = linked.together[at].pairs.saturating_sub(1) as f32;
                let dice = if meetings > 0 { 2.0 * repeated / meetings as f32 } else { 0.0 };
                let mut cell = [0.0; FIRST];
                cell[..KINDS].copy_from_slice(&pair.kinds[at]);
                cell[KINDS..].copy_from_slice(&[
                    score,
                    log_odds(forth),
                    log_odds(back),
                    agreed,
                    forth.min(back) as f32,
                    (forth + back) as f32 / 2.0,
                    dice,
                    apart,
                    en_grammar,
                    zh_grammar,
                    zh_mark,
                    en_mark,
                    zh_mark * en_mark,
                    en_grammar * zh_grammar,
                    en_grammar * agreed,
                    zh_grammar * agreed,
                    unknown * agreed,
                    unknown,
                    length,
                    frequencies[1][j],
                    frequencies[0][i],
                    apart * en_grammar,
                    apart * zh_grammar,
                    score - score_row[at],
                    score - score_column[at],
                    agreed - agreed_row[at],
                    agreed - agreed_column[at],
                    unlinked_en[j] as f32,
                    unlinked_zh[i] as f32,
                    en_grammar * score,
                    dice * agreed,
                    apart * score,
                ]);
                first.push(cell);
            }
        }
        Self { size: (rows, columns), first, agreed, score: pair.score.clone() }
    }

    /// The numbers of the second pass, given the first one's probabilities.
    pub(super) fn second(&self, p: &[f32]) -> Vec<[f32; SECOND]> {
        let (rows, columns) = self.size;
        let (rival_row, rival_column) = rivals(p, self.size);
        let by_row: Vec<f32> = (0..rows).map(|i| p[i * columns..(i + 1) * columns].iter().sum()).collect();
        let by_column: Vec<f32> = (0..columns).map(|j| p.iter().skip(j).step_by(columns).sum()).collect();
        let mut nearness = [[0.0_f32; 7]; 7];
        for (a, row) in nearness.iter_mut().enumerate() {
            for (b, weight) in row.iter_mut().enumerate() {
                *weight = if (a, b) == (3, 3) { 0.0 } else { libm::expf(-0.5 * a.abs_diff(b) as f32) };
            }
        }
        let mut cells = Vec::with_capacity(p.len());
        for i in 0..rows {
            for j in 0..columns {
                let at = i * columns + j;
                // The cell so far down and to the right; 0 outside.
                let near = |down: isize, right: isize| {
                    let (Some(i), Some(j)) = (i.checked_add_signed(down), j.checked_add_signed(right)) else {
                        return 0.0;
                    };
                    if i < rows && j < columns { p[i * columns + j] } else { 0.0 }
                };
                let mut around = 0.0;
                for y in i.saturating_sub(3)..rows.min(i + 4) {
                    let weights = &nearness[y + 3 - i];
                    for x in j.saturating_sub(3)..columns.min(j + 4) {
                        around += weights[x + 3 - j] * p[y * columns + x];
                    }
                }
                let own = p[at];
                let [down, up] = [near(1, 1), near(-1, -1)];
                let [right, left, below, above] = [near(0, 1), near(0, -1), near(1, 0), near(-1, 0)];
                let mut cell = [0.0; SECOND];
                cell[..FIRST].copy_from_slice(&self.first[at]);
                cell[FIRST..].copy_from_slice(&[
                    log_odds(f64::from(own)),
                    own,
                    down,
                    up,
                    near(1, -1),
                    near(-1, 1),
                    right,
                    left,
                    below,
                    above,
                    near(2, 2),
                    near(-2, -2),
                    around,
                    rival_row[at],
                    rival_column[at],
                    own - rival_row[at],
                    own - rival_column[at],
                    own * around,
                    by_row[i] - own,
                    by_column[j] - own,
                    right.max(left) * own,
                    below.max(above) * own,
                    (down + up) * own,
                ]);
                cells.push(cell);
            }
        }
        cells
    }
}
