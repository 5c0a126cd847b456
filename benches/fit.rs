//! Finds the weights of the sentence model: those that make hand-aligned ladders most probable among all ladders, held back
//! towards the weights set by hand. `cargo bench --bench fit` with the folder that `DUIZHAO_EVAL_DATA` names; prints each
//! text's figures under weights fitted on the others, and the weights fitted on all.

use duizhao::align::fitting::{Candidates, candidates};
use duizhao::align::weights::{CLAUSES, CUES, INSIDE, KIND, LENGTH, by_hand};
use duizhao::align::{align_segmented_with, align_with};
use duizhao::lexicon::Lexicon;
use duizhao::model::Progress;
use duizhao::text::PerLang;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

mod gold;
#[path = "../tests/measure/mod.rs"]
mod measure;

use gold::{GoldText, pairs_in_order, reliability};
use measure::{Counts, Pair, counts_in_characters, document, joined, pairs};

/// Scores of the weights set by hand were twice as sure as they were right.
const BY_HAND: f64 = 0.5;

type Vector = [f64; CUES];

fn dot(a: &Vector, b: &Vector) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A text's candidates as edges between numbered points, with the hand-made ladder.
struct Chain {
    candidates: Candidates,
    /// Points before and after each candidate; points are numbered in the order in which ladders pass them.
    edges: Vec<(u32, u32)>,
    points: usize,
    gold: Vec<usize>,
}

impl Chain {
    fn new(text: &GoldText, lexicon: &Lexicon, middle: &Vector) -> Self {
        let (zh, en) = sides(text);
        let candidates = candidates(PerLang { en: &en, zh: &zh }, lexicon).expect("a text of one window");
        let mut numbers: HashMap<(usize, usize), u32> = HashMap::from([((0, 0), 0)]);
        let mut edges = Vec::with_capacity(candidates.beads.len());
        for bead in &candidates.beads {
            let next = numbers.len() as u32;
            let after = *numbers.entry((bead.zh.end, bead.en.end)).or_insert(next);
            // A point with no way to it has no number and no ladder passes it.
            edges.push((numbers.get(&(bead.zh.start, bead.en.start)).copied().unwrap_or(u32::MAX), after));
        }
        let mut gold = Vec::new();
        let (mut i, mut j) = (0, 0);
        while (i, j) != (text.zh.len(), text.en.len()) {
            // Beads that are on one side only say nothing of where they stand on the other.
            let begins = |bead: &&Pair| match (bead.0.first(), bead.1.first()) {
                (Some(zh), Some(en)) => (*zh, *en) == (i, j),
                (zh, en) => zh == Some(&i) || en == Some(&j),
            };
            let bead = text.beads.iter().find(begins).expect("a ladder without gaps");
            let (zh, en) = (i..i + bead.0.len(), j..j + bead.1.len());
            (i, j) = (zh.end, en.end);
            match candidates.beads.iter().position(|found| found.zh == zh && found.en == en) {
                Some(at) => gold.push(at),
                None => println!("  {}: {zh:?} {en:?} is no candidate", text.name),
            }
        }
        let mut chain = Self { candidates, edges, points: numbers.len(), gold };
        chain.prune(middle);
        chain
    }

    /// Drops candidates that no weights near `middle` would take.
    fn prune(&mut self, middle: &Vector) {
        let scores = self.scores(&middle.map(|w| w * 0.6));
        let mut keep = vec![false; self.edges.len()];
        Sums::new(self, &scores).logs(self, &scores).for_each(|(at, log)| keep[at] = log > -14.0);
        self.gold.iter().for_each(|at| keep[*at] = true);
        let mut at = 0..;
        self.candidates.beads.retain(|_| keep[at.next().unwrap_or(0)]);
        let mut at = 0..;
        self.edges.retain(|_| keep[at.next().unwrap_or(0)]);
        let kept: Vec<usize> = (0..keep.len()).filter(|at| keep[*at]).collect();
        for gold in &mut self.gold {
            *gold = kept.binary_search(gold).unwrap_or_default();
        }
    }

    fn scores(&self, weights: &Vector) -> Vec<f64> {
        let score = |bead: &duizhao::align::fitting::Candidate| {
            let cues = &self.candidates.cues[bead.cues.clone()];
            weights[bead.kind] + cues.iter().map(|cue| weights[usize::from(cue.0)] * f64::from(cue.1)).sum::<f64>()
        };
        self.candidates.beads.iter().map(score).collect()
    }

    /// The beads of the best ladder.
    fn best(&self, weights: &Vector) -> BTreeSet<Pair> {
        let scores = self.scores(weights);
        let mut best = vec![(f64::NEG_INFINITY, usize::MAX); self.points];
        best[0].0 = 0.0;
        for (at, &(from, to)) in self.edges.iter().enumerate().filter(|(_, edge)| edge.0 != u32::MAX) {
            let way = best[from as usize].0 + scores[at];
            if way > best[to as usize].0 {
                best[to as usize] = (way, at);
            }
        }
        let mut found = BTreeSet::new();
        let mut point = self.points - 1;
        while point != 0 {
            let at = best[point].1;
            let bead = &self.candidates.beads[at];
            found.insert((bead.zh.clone().collect(), bead.en.clone().collect()));
            point = self.edges[at].0 as usize;
        }
        found
    }

    /// Log-probability of the hand-made ladder; adds its gradient.
    fn log_probability(&self, weights: &Vector, gradient: &mut Vector) -> f64 {
        let mut put = |at: usize, probability: f64| {
            let bead = &self.candidates.beads[at];
            gradient[bead.kind] += probability;
            for &(cue, value) in &self.candidates.cues[bead.cues.clone()] {
                gradient[usize::from(cue)] += probability * f64::from(value);
            }
        };
        self.gold.iter().for_each(|at| put(*at, 1.0));
        self.sums(weights, |at, p| put(at, -p))
    }

    fn sums(&self, weights: &Vector, mut put: impl FnMut(usize, f64)) -> f64 {
        let scores = self.scores(weights);
        let sums = Sums::new(self, &scores);
        for (at, log) in sums.logs(self, &scores) {
            if log > -16.0 {
                put(at, libm::exp(log));
            }
        }
        self.gold.iter().map(|at| scores[*at]).sum::<f64>() - sums.total
    }
}

/// Logarithms of sums over ladders: from the beginning to each point, from each point to the end, from end to end.
struct Sums {
    forward: Vec<f64>,
    backward: Vec<f64>,
    total: f64,
}

fn add(sum: &mut f64, log: f64) {
    let (low, high) = if *sum < log { (*sum, log) } else { (log, *sum) };
    if high > f64::NEG_INFINITY {
        *sum = high + libm::log1p(libm::exp(low - high));
    }
}

impl Sums {
    fn new(chain: &Chain, scores: &[f64]) -> Self {
        let mut forward = vec![f64::NEG_INFINITY; chain.points];
        let mut backward = forward.clone();
        forward[0] = 0.0;
        backward[chain.points - 1] = 0.0;
        let reached = || chain.edges.iter().zip(scores).filter(|(edge, _)| edge.0 != u32::MAX);
        for (&(from, to), score) in reached() {
            let log = forward[from as usize] + score;
            add(&mut forward[to as usize], log);
        }
        for (&(from, to), score) in reached().rev() {
            let log = backward[to as usize] + score;
            add(&mut backward[from as usize], log);
        }
        let total = forward[chain.points - 1];
        Self { forward, backward, total }
    }

    /// The log-probability of every candidate.
    fn logs<'a>(&'a self, chain: &'a Chain, scores: &'a [f64]) -> impl Iterator<Item = (usize, f64)> + 'a {
        chain.edges.iter().enumerate().filter(|(_, edge)| edge.0 != u32::MAX).map(|(at, &(from, to))| {
            (at, self.forward[from as usize] + scores[at] + self.backward[to as usize] - self.total)
        })
    }
}

fn sides(text: &GoldText) -> (Vec<&str>, Vec<&str>) {
    (text.zh.iter().map(String::as_str).collect(), text.en.iter().map(String::as_str).collect())
}

/// How strongly each weight is held back.
fn penalties(strength: f64) -> Vector {
    // Words and lengths are sums of many nats; marks and small words are scarce, and each style of print has its own.
    std::array::from_fn(|cue| {
        strength
            * match cue {
                _ if cue >= KIND => 4.0,
                _ if cue >= INSIDE => 8.0,
                _ if cue >= CLAUSES => 1.0,
                LENGTH => 16.0,
                _ if cue % 3 == 2 => 1.0,
                _ => 16.0,
            }
    })
}

/// Minus the penalised log-probability and its gradient.
fn loss(chains: &[&Chain], weights: &Vector, middle: &Vector, penalties: &Vector) -> (f64, Vector) {
    let mut gradient = [0.0; CUES];
    let mut value: f64 = -chains.iter().map(|chain| chain.log_probability(weights, &mut gradient)).sum::<f64>();
    for cue in 0..CUES {
        let off = weights[cue] - middle[cue];
        value += 0.5 * penalties[cue] * off * off;
        gradient[cue] = -gradient[cue] + penalties[cue] * off;
    }
    (value, gradient)
}

/// Limited-memory BFGS (Liu & Nocedal 1989) with halved steps.
fn fit(chains: &[&Chain], middle: &Vector, penalties: &Vector) -> (Vector, f64) {
    let mut weights = *middle;
    let (mut value, mut gradient) = loss(chains, &weights, middle, penalties);
    let mut memory: Vec<(Vector, Vector)> = Vec::new();
    for _ in 0..200 {
        let mut direction = gradient.map(|g| -g);
        let mut alphas = Vec::new();
        for (step, change) in memory.iter().rev() {
            let alpha = dot(step, &direction) / dot(step, change);
            (0..CUES).for_each(|cue| direction[cue] -= alpha * change[cue]);
            alphas.push(alpha);
        }
        let scale = memory.last().map_or(1e-3, |(step, change)| dot(step, change) / dot(change, change));
        for d in &mut direction {
            *d *= scale;
        }
        for ((step, change), alpha) in memory.iter().zip(alphas.iter().rev()) {
            let beta = dot(change, &direction) / dot(step, change);
            (0..CUES).for_each(|cue| direction[cue] += (alpha - beta) * step[cue]);
        }
        let slope = dot(&direction, &gradient);
        let mut length = 1.0;
        let (next, next_value, next_gradient) = loop {
            let next: Vector = std::array::from_fn(|cue| weights[cue] + length * direction[cue]);
            let (next_value, next_gradient) = loss(chains, &next, middle, penalties);
            if next_value <= value + 1e-4 * length * slope || length < 1e-8 {
                break (next, next_value, next_gradient);
            }
            length *= 0.5;
        };
        let step: Vector = std::array::from_fn(|cue| next[cue] - weights[cue]);
        let change: Vector = std::array::from_fn(|cue| next_gradient[cue] - gradient[cue]);
        let gain = value - next_value;
        (weights, value, gradient) = (next, next_value, next_gradient);
        if gain < 1e-3 {
            break;
        }
        if dot(&step, &change) > 1e-12 {
            memory.push((step, change));
            if memory.len() > 10 {
                memory.remove(0);
            }
        }
    }
    (weights, value)
}

fn main() {
    let Some(data) = std::env::var_os("DUIZHAO_EVAL_DATA").map(PathBuf::from) else {
        return println!("DUIZHAO_EVAL_DATA is not set");
    };
    let Ok(lexicon) = Lexicon::bundled() else { return println!("no dictionary") };
    let strengths: Vec<f64> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let strengths = if strengths.is_empty() { vec![4.0] } else { strengths };
    let texts = GoldText::all(&data.join("align/dev"));
    let middle = by_hand().map(|w| f64::from(w) * BY_HAND);
    let chains: Vec<Chain> = texts.iter().map(|text| Chain::new(text, &lexicon, &middle)).collect();
    let mut hand = Counts::default();
    chains.iter().zip(&texts).for_each(|(chain, text)| hand.add(Counts::of(&text.beads, &chain.best(&middle))));
    println!(
        "by hand, {} candidates: {:.4}, {:.1} nats",
        chains.iter().map(|c| c.edges.len()).sum::<usize>(),
        hand.f1().0,
        chains.iter().map(|c| c.log_probability(&middle, &mut [0.0; CUES])).sum::<f64>()
    );
    for strength in strengths {
        println!("strength {strength}:");
        let penalties = penalties(strength);
        let (mut whole, mut lattice, mut same) = (Counts::default(), Counts::default(), Counts::default());
        let (mut held_out, mut uncut) = (0.0, Counts::default());
        let mut said: Vec<Vec<(f32, bool)>> = Vec::new();
        for (out, text) in texts.iter().enumerate() {
            let others: Vec<&Chain> = chains.iter().enumerate().filter(|(at, _)| *at != out).map(|c| c.1).collect();
            let (weights, _) = fit(&others, &middle, &penalties);
            let log = chains[out].log_probability(&weights, &mut [0.0; CUES]);
            held_out += log;
            let here = Counts::of(&text.beads, &chains[out].best(&weights));
            println!("  {} on the others: strict {:.4} lax {:.4}  {log:.1} nats", text.name, here.f1().0, here.f1().1);
            lattice.add(here);
            let mut here = Vec::new();
            whole.add(run(text, &lexicon, &weights, &mut here));
            uncut.add(run_uncut(text, &lexicon, &weights));
            said.push(here);
        }
        println!(
            "  all  on the others: strict {:.4} lax {:.4} (whole programme {:.4} {:.4})  {held_out:.1} nats",
            lattice.f1().0,
            lattice.f1().1,
            whole.f1().0,
            whole.f1().1
        );
        println!("  all  on the others, texts without paragraphs or sentence ends: strict {:.4}", uncut.f1().0);
        let mut told = Vec::new();
        for out in 0..said.len() {
            let others: Vec<(f32, bool)> =
                said.iter().enumerate().filter(|(at, _)| *at != out).flat_map(|(_, s)| s.iter().copied()).collect();
            let curve = beta(&others);
            told.extend(said[out].iter().map(|(p, right)| (curve_at(&curve, *p) as f32, *right)));
        }
        println!("  confidence, weights and curve fitted on the others:");
        reliability(&mut told);
        let [low, high, shift] = beta(&said.concat());
        println!("  curve fitted on all: low {low:.3}, high {high:.3}, shift {shift:.3}");
        let (weights, value) = fit(&chains.iter().collect::<Vec<_>>(), &middle, &penalties);
        for text in &texts {
            same.add(run(text, &lexicon, &weights, &mut Vec::new()));
        }
        println!("  all  fitted on all: strict {:.4} lax {:.4}, loss {value:.1}", same.f1().0, same.f1().1);
        for row in weights.chunks(10) {
            println!("    {}", row.iter().map(|w| format!("{w:.3},")).collect::<Vec<_>>().join(" "));
        }
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// The numbers that a curve weighs: what is told by a probability's nearness to 0, by its nearness to 1, and by none.
fn nearness(p: f32) -> [f64; 3] {
    let p = f64::from(p).clamp(1e-4, 1.0 - 1e-4);
    [libm::log(p), -libm::log(1.0 - p), 1.0]
}

fn curve_at(curve: &[f64; 3], p: f32) -> f64 {
    sigmoid(nearness(p).iter().zip(curve).map(|(x, w)| x * w).sum())
}

/// The curve of beta calibration (Kull et al. 2017) that makes what was right most probable: Newton's method, held
/// to the curve that changes nothing just so much that there is always a step.
fn beta(said: &[(f32, bool)]) -> [f64; 3] {
    const STILL: [f64; 3] = [1.0, 1.0, 0.0];
    const HOLD: f64 = 0.01;
    let mut curve = STILL;
    for _ in 0..30 {
        let mut g: [f64; 3] = std::array::from_fn(|i| HOLD * (STILL[i] - curve[i]));
        let mut h: [[f64; 3]; 3] = std::array::from_fn(|i| std::array::from_fn(|j| if i == j { HOLD } else { 0.0 }));
        for &(p, right) in said {
            let (x, q) = (nearness(p), curve_at(&curve, p));
            for i in 0..3 {
                g[i] += (f64::from(u8::from(right)) - q) * x[i];
                for j in 0..3 {
                    h[i][j] += q * (1.0 - q) * x[i] * x[j];
                }
            }
        }
        // Cramer's rule.
        let determinant = |m: &[[f64; 3]; 3]| {
            let minor = |j: usize, k: usize| m[1][j] * m[2][k] - m[1][k] * m[2][j];
            m[0][0] * minor(1, 2) - m[0][1] * minor(0, 2) + m[0][2] * minor(0, 1)
        };
        let whole = determinant(&h);
        let step: [f64; 3] = std::array::from_fn(|column| {
            let mut replaced = h;
            (0..3).for_each(|row| replaced[row][column] = g[row]);
            determinant(&replaced) / whole
        });
        (0..3).for_each(|i| curve[i] += step[i]);
    }
    curve
}

/// The whole programme with other weights, from texts that are one paragraph a side.
fn run_uncut(text: &GoldText, lexicon: &Lexicon, weights: &Vector) -> Counts {
    let sides = PerLang { en: text.en.clone(), zh: text.zh.clone() };
    let whole = PerLang::from_fn(|lang| vec![joined(lang, &sides[lang])]);
    let found = align_with(document(&whole), lexicon, &weights.map(|w| w as f32), &Progress::default());
    found.map_or_else(Counts::default, |found| counts_in_characters(&text.beads, &sides, &found))
}

/// The whole programme with other weights.
fn run(text: &GoldText, lexicon: &Lexicon, weights: &Vector, said: &mut Vec<(f32, bool)>) -> Counts {
    let (zh, en) = sides(text);
    let weights = weights.map(|w| w as f32);
    let beads = align_segmented_with(PerLang { en: &en, zh: &zh }, lexicon, &weights, &Progress::default());
    let beads = beads.unwrap_or_default();
    said.extend(
        beads.iter().map(|bead| bead.confidence).zip(pairs_in_order(&beads).iter().map(|p| text.beads.contains(p))),
    );
    Counts::of(&text.beads, &pairs(&beads))
}
