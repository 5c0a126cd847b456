//! What tests, benches and the fitting program measure word links with: pairs linked by hand, and the alignment error rate (Och & Ney 2003).

#![allow(clippy::cast_precision_loss, dead_code, reason = "a part of several programs, each using its own share")]

use duizhao::align::words::fit::Gold;
use duizhao::align::words::{Evidence, Linker, TokenPair};
use duizhao::model::Progress;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A link: Chinese token, English token, from 0.
pub type Link = (usize, usize);

/// A pair with its links.
#[derive(Clone, Debug)]
pub struct Linked {
    pub zh: Vec<String>,
    pub en: Vec<String>,
    pub gold: Gold,
}

impl Linked {
    /// A line `zh tokens ||| en tokens` and one of links from 1, `i-j` for sure and `ipj` for possible ones.
    pub fn parse(tokens: &str, links: &str) -> Option<Self> {
        let (zh, en) = tokens.split_once("|||")?;
        let words = |side: &str| side.split_whitespace().map(str::to_owned).collect();
        let mut gold = Gold::default();
        for link in links.split_whitespace() {
            let (i, j) = link.split_once(['-', 'p'])?;
            let cell = (i.parse::<usize>().ok()?.checked_sub(1)?, j.parse::<usize>().ok()?.checked_sub(1)?);
            gold.possible.insert(cell);
            if link.contains('-') {
                gold.sure.insert(cell);
            }
        }
        Some(Self { zh: words(zh), en: words(en), gold })
    }

    pub fn tokens(&self) -> TokenPair<'_> {
        (self.zh.iter().map(String::as_str).collect(), self.en.iter().map(String::as_str).collect())
    }
}

/// A file with a line of tokens and a line of links for each pair.
pub fn interleaved(path: &Path) -> Vec<Linked> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let pairs = lines.iter().enumerate().filter(|(_, line)| line.contains("|||"));
    pairs.filter_map(|(at, line)| Linked::parse(line, lines.get(at + 1).unwrap_or(&""))).collect()
}

/// Our own pairs, each with its genre.
pub fn own() -> Vec<(String, Vec<Linked>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/words-gold");
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let files = paths.iter().filter(|path| path.extension().is_some_and(|e| e == "txt"));
    files.map(|path| (name(path), interleaved(path))).filter(|(_, pairs)| !pairs.is_empty()).collect()
}

/// The pairs of newswire in the folder that `DUIZHAO_EVAL_DATA` names; empty without it.
pub fn newswire() -> Vec<Linked> {
    let Some(folder) = std::env::var_os("DUIZHAO_EVAL_DATA") else { return Vec::new() };
    let read = |name: &str| fs::read_to_string(Path::new(&folder).join("words/dev").join(name)).unwrap_or_default();
    read("dev.src-tgt").lines().zip(read("dev.gold").lines()).filter_map(|(a, b)| Linked::parse(a, b)).collect()
}

/// The linker with these pairs for its document, and the pairs' evidence on the given tokens.
pub fn on_given_tokens(untrained: &Linker, pairs: &[Linked]) -> (Linker, Vec<Evidence>) {
    let tokens: Vec<TokenPair> = pairs.iter().map(Linked::tokens).collect();
    let linker = untrained.learning_tokens(&tokens, &Progress::default()).expect("nobody cancels");
    let evidence = tokens.iter().map(|(zh, en)| linker.evidence(zh, en).expect("no side is empty")).collect();
    (linker, evidence)
}

/// Documents of so many pairs stand for short ones.
const SHORT_DOCUMENT: usize = 15;

/// The evidence of each pair in a document of all, in a short one, and on its own, so that what is fitted knows all three.
pub fn in_documents_of_all_sizes(untrained: &Linker, pairs: &[Linked]) -> [Vec<Evidence>; 3] {
    let short = pairs.chunks(SHORT_DOCUMENT).flat_map(|chunk| on_given_tokens(untrained, chunk).1).collect();
    let tokens = pairs.iter().map(Linked::tokens);
    let alone = tokens.map(|(zh, en)| untrained.evidence(&zh, &en).expect("no side is empty")).collect();
    [on_given_tokens(untrained, pairs).1, short, alone]
}

/// The cells from a threshold on.
pub fn above(values: &[f32], columns: usize, threshold: f32) -> BTreeSet<Link> {
    values.iter().enumerate().filter(|(_, v)| **v >= threshold).map(|(at, _)| (at / columns, at % columns)).collect()
}

/// One-to-one links, the best first.
pub fn competitive(values: &[f32], columns: usize, threshold: f32) -> BTreeSet<Link> {
    let mut order: Vec<usize> = (0..values.len()).filter(|at| values[*at] >= threshold).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    let mut links = BTreeSet::new();
    let (mut rows_used, mut columns_used) = (BTreeSet::new(), BTreeSet::new());
    for at in order {
        let (i, j) = (at / columns, at % columns);
        if !rows_used.contains(&i) && !columns_used.contains(&j) {
            rows_used.insert(i);
            columns_used.insert(j);
            links.insert((i, j));
        }
    }
    links
}

/// Counts for precision, recall and the error rate.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    found: usize,
    sure: usize,
    found_possible: usize,
    found_sure: usize,
}

impl Score {
    pub fn add(&mut self, gold: &Gold, found: &BTreeSet<Link>) {
        self.found += found.len();
        self.sure += gold.sure.len();
        self.found_possible += found.intersection(&gold.possible).count();
        self.found_sure += found.intersection(&gold.sure).count();
    }

    pub fn of<'g>(results: impl IntoIterator<Item = (&'g Gold, BTreeSet<Link>)>) -> Self {
        let mut score = Self::default();
        for (gold, found) in results {
            score.add(gold, &found);
        }
        score
    }

    /// In percent; the lower the better.
    pub fn error_rate(self) -> f64 {
        100.0 * (1.0 - (self.found_possible + self.found_sure) as f64 / (self.found + self.sure).max(1) as f64)
    }

    /// In percent.
    pub fn precision(self) -> f64 {
        100.0 * self.found_possible as f64 / self.found.max(1) as f64
    }

    /// In percent.
    pub fn recall(self) -> f64 {
        100.0 * self.found_sure as f64 / self.sure.max(1) as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (error, precision, recall) = (self.error_rate(), self.precision(), self.recall());
        write!(f, "AER {error:5.2}  P {precision:5.2}  R {recall:5.2}  {} links", self.found)
    }
}
