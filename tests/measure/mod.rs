//! What tests and benches measure beads with: hand-made ladders, and precision and recall against them.

#![allow(
    clippy::cast_precision_loss,
    dead_code,
    reason = "a part of several tests and benches, each using its own share"
)]

use duizhao::model::{Bead, Bitext, Block, BlockKind, Document, Order};
use duizhao::text::{Lang, PerLang};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A bead: Chinese numbers, English numbers. Of sentences, or the first and last boundary of a range of characters.
pub type Pair = (Vec<usize>, Vec<usize>);

/// Hits and totals for precision and recall, strict and lax; one-sided beads count in precision only.
#[derive(Clone, Copy, Default)]
pub struct Counts(pub [usize; 6]);

impl Counts {
    pub fn of(gold: &BTreeSet<Pair>, found: &BTreeSet<Pair>) -> Self {
        let two_sided = |beads: &BTreeSet<Pair>| -> BTreeSet<Pair> {
            beads.iter().filter(|(zh, en)| !zh.is_empty() && !en.is_empty()).cloned().collect()
        };
        let hits = |gold: &BTreeSet<Pair>, found: &BTreeSet<Pair>| {
            let cells: BTreeSet<(usize, usize)> =
                gold.iter().flat_map(|(zh, en)| zh.iter().flat_map(|z| en.iter().map(|e| (*z, *e)))).collect();
            let strict = found.intersection(gold).count();
            let touches = |bead: &&Pair| bead.0.iter().any(|z| bead.1.iter().any(|e| cells.contains(&(*z, *e))));
            let lax = found.iter().filter(|bead| !gold.contains(*bead)).filter(touches).count();
            [strict, strict + lax, found.len()]
        };
        let precision = hits(gold, found);
        let recall = hits(&two_sided(found), &two_sided(gold));
        let mut counts = [0; 6];
        counts[..3].copy_from_slice(&precision);
        counts[3..].copy_from_slice(&recall);
        Self(counts)
    }

    pub fn add(&mut self, other: Self) {
        for (sum, n) in self.0.iter_mut().zip(other.0) {
            *sum += n;
        }
    }

    /// Strict and lax.
    pub fn f1(self) -> (f64, f64) {
        let n = self.0.map(|n| n as f64);
        let f = |p: f64, r: f64| if p > 0.0 && r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let share = |hits: f64, all: f64| if all > 0.0 { hits / all } else { 0.0 };
        (f(share(n[0], n[2]), share(n[3], n[5])), f(share(n[1], n[2]), share(n[4], n[5])))
    }
}

pub fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.strip_suffix('\n').unwrap_or(&text).split('\n').map(str::to_owned).collect()
}

/// The beads of a file of `[0,1]:[0]`: Chinese lines, English lines, from 0.
pub fn ladder(path: &Path) -> BTreeSet<Pair> {
    let side = |text: &str| {
        text.trim().trim_matches(['[', ']']).split(',').filter_map(|n| n.trim().parse().ok()).collect::<Vec<usize>>()
    };
    lines(path)
        .iter()
        .filter_map(|line| line.split_once("]:["))
        .map(|(zh, en)| (side(zh), side(en.split(']').next().unwrap_or(""))))
        .collect()
}

pub fn pairs(beads: &[Bead]) -> BTreeSet<Pair> {
    beads.iter().map(|bead| (bead.sentences.zh.clone().collect(), bead.sentences.en.clone().collect())).collect()
}

/// Where sentences end: for each the number of characters up to its end that are not white space.
pub fn ends<'t>(sentences: impl IntoIterator<Item = &'t str>) -> Vec<usize> {
    let count = |at: &mut usize, sentence: &str| {
        *at += sentence.chars().filter(|c| !c.is_whitespace()).count();
        Some(*at)
    };
    sentences.into_iter().scan(0, count).collect()
}

/// Beads of sentences as beads of characters, so that texts which come apart differently can be compared.
fn in_characters(beads: impl Iterator<Item = Pair>, ends: &PerLang<Vec<usize>>) -> BTreeSet<Pair> {
    let range = |sentences: &[usize], ends: &[usize]| match (sentences.first(), sentences.last()) {
        (Some(first), Some(last)) => vec![if *first == 0 { 0 } else { ends[first - 1] }, ends[*last]],
        _ => vec![],
    };
    beads.map(|(zh, en)| (range(&zh, &ends.zh), range(&en, &ends.en))).collect()
}

/// Strict hits of a text that came apart on its own, by ranges of characters: a bead is right if both its ranges are the gold's.
pub fn counts_in_characters(gold: &BTreeSet<Pair>, gold_lines: &PerLang<Vec<String>>, found: &Bitext) -> Counts {
    let gold_ends = PerLang::from_fn(|lang| ends(gold_lines[lang].iter().map(String::as_str)));
    let found_ends =
        PerLang::from_fn(|lang| ends((0..found.sentences[lang].len()).map(|sentence| found.sentence(lang, sentence))));
    assert_eq!(gold_ends.en.last(), found_ends.en.last(), "the same English characters");
    assert_eq!(gold_ends.zh.last(), found_ends.zh.last(), "the same Chinese characters");
    let beads: Vec<Bead> = found.rows.iter().flat_map(|row| row.beads.iter().cloned()).collect();
    let found = in_characters(pairs(&beads).into_iter(), &found_ends);
    Counts::of(&in_characters(gold.iter().cloned(), &gold_ends), &found)
}

/// Lines joined to paragraphs as typesetters join them: English with a space, Chinese with nothing.
pub fn joined(lang: Lang, lines: &[String]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(if lang == Lang::En { " " } else { "" })
}

/// A document of one language after the other.
pub fn document(paragraphs: &PerLang<Vec<String>>) -> Document {
    let block = |lang, (line, text): (usize, &String)| Block {
        lang,
        kind: BlockKind::Paragraph,
        text: text.clone(),
        line,
        file: 0,
    };
    let blocks = Lang::BOTH.iter().flat_map(|lang| paragraphs[*lang].iter().enumerate().map(|part| block(*lang, part)));
    Document { blocks: blocks.collect(), order: Order::Consecutive, sources: Vec::new() }
}
