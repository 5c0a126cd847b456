//! Hand-aligned texts and how sure the aligner was of what it made of them.

use crate::measure::{Pair, ladder, lines};
use duizhao::model::Bead;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A ladder as indices.
pub fn pairs_in_order(beads: &[Bead]) -> Vec<Pair> {
    beads.iter().map(|bead| (bead.sentences.zh.clone().collect(), bead.sentences.en.clone().collect())).collect()
}

/// What was said and what was right, by tenths of the beads from the least sure on.
pub fn reliability(said: &mut [(f32, bool)]) {
    // The right ones first among equals: no tenth is lucky.
    said.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let wrong = said.iter().filter(|s| !s.1).count();
    for tenth in 0..10 {
        let range = said.len() * tenth / 10..said.len() * (tenth + 1) / 10;
        let part = &said[range];
        let n = part.len().max(1) as f64;
        let mean = part.iter().map(|s| f64::from(s.0)).sum::<f64>() / n;
        let right = part.iter().filter(|s| s.1).count();
        println!(
            "  tenth {:2}: said {mean:.3} right {:.3} holds {:.0} % of the errors",
            tenth + 1,
            right as f64 / n,
            (part.len() - right) as f64 / wrong.max(1) as f64 * 100.0
        );
    }
}

/// A hand-aligned text.
pub struct GoldText {
    pub name: String,
    pub zh: Vec<String>,
    pub en: Vec<String>,
    pub beads: BTreeSet<Pair>,
}

impl GoldText {
    /// Every text of a folder, by name.
    pub fn all(folder: &Path) -> Vec<Self> {
        let mut paths: Vec<PathBuf> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|e| e == "gold"))
            .collect();
        paths.sort();
        let read = |path: &PathBuf| Self {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            zh: lines(&path.with_extension("zh")),
            en: lines(&path.with_extension("en")),
            beads: ladder(path),
        };
        paths.iter().map(read).collect()
    }
}
