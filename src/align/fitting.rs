//! Owns what the fitting of the weights needs: every bead that a document's lattice holds, with its cues. Depends on the
//! programme; the product never calls it.

use super::lattice::{Lattice, Texts};
use super::model::{KINDS, Model};
use super::weights::KIND;
use super::{Lexicon, Pairing, PerLang, Prior, Progress, read_both};
use std::ops::Range;

/// One bead that is possible.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Chinese sentences.
    pub zh: Range<usize>,
    /// English sentences.
    pub en: Range<usize>,
    /// Its cues but for its kind, in [`Candidates::cues`].
    pub cues: Range<usize>,
    /// Its kind's place among the cues.
    pub kind: usize,
}

/// All beads of a document's last pass, by where they end: Chinese first, then English.
#[derive(Default)]
pub struct Candidates {
    /// The beads.
    pub beads: Vec<Candidate>,
    /// Their cues that are not zero: (place among the weights, value).
    pub cues: Vec<(u8, f32)>,
}

/// The beads among which the last pass chooses. `None` if the text is too long to
/// be looked at in one window.
#[must_use]
pub fn candidates(sentences: PerLang<&[&str]>, lexicon: &Lexicon) -> Option<Candidates> {
    let progress = Progress::default();
    let (zh, en) = read_both(sentences, lexicon, &progress)?;
    let prior = Prior::new(super::Level::Sentences, &zh, &en, lexicon);
    let model = Model::first();
    let (zh_units, en_units, progress) = (&zh.sentences, &en.sentences, &progress);
    let pairing = Pairing { zh: zh_units, en: en_units, model: &model, prior: &prior, progress, threads: 1 };
    let region = (0..zh.sentences.len(), 0..en.sentences.len());
    let (tables, links) = pairing.learn(prior.tables(), std::slice::from_ref(&region))?;
    let band = pairing.band(&region.0, &region.1, Some(&links));
    // A cue is the score under weights of which it alone has one.
    let mut planes = Vec::with_capacity(KIND);
    for cue in 0..KIND {
        let mut one = [0.0; super::weights::CUES];
        one[cue] = 1.0;
        let model = Model::sentences(&one);
        let texts = Texts { zh: &zh.sentences, en: &en.sentences, tables: &tables, model: &model, extra: None };
        planes.push(Lattice::new(texts).scores(&region.0, &region.1, &band)?);
    }
    let mut found = Candidates::default();
    let mut at = 0;
    for row in 0..=zh.sentences.len() {
        for column in band.at(row) {
            for (index, kind) in KINDS.iter().enumerate() {
                if planes[0][at] > f32::NEG_INFINITY {
                    let start = found.cues.len();
                    let cues = planes.iter().enumerate().map(|(cue, plane)| (cue as u8, plane[at]));
                    found.cues.extend(cues.filter(|cue| cue.1 != 0.0));
                    found.beads.push(Candidate {
                        zh: row - kind.zh..row,
                        en: column - kind.en..column,
                        cues: start..found.cues.len(),
                        kind: KIND + index,
                    });
                }
                at += 1;
            }
            let cues = found.cues.len()..found.cues.len();
            let alone = KIND + KINDS.len();
            if row > 0 && band.at(row - 1).contains(&column) {
                let cues = cues.clone();
                found.beads.push(Candidate { zh: row - 1..row, en: column..column, cues, kind: alone });
            }
            if column > 0 && band.at(row).contains(&(column - 1)) {
                found.beads.push(Candidate { zh: row..row, en: column - 1..column, cues, kind: alone + 1 });
            }
        }
    }
    Some(found)
}
