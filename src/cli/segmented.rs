//! `duizhao align --segmented`: two files with one sentence a line.

use super::align::warn;
use super::problem::Problem;
use super::write::Rung;
use crate::align::align_segmented;
use crate::import::{self, Input};
use crate::lexicon::Lexicon;
use crate::model::Progress;
use crate::text::{PerLang, is_han, is_latin};
use std::io::Write;
use std::path::PathBuf;

/// So many Latin letters make as much text as one Chinese character.
const LETTERS_PER_HAN: f64 = 4.0;
/// A file with a larger share of Chinese characters can be the Chinese side, with a smaller one the English side.
pub(super) const MIN_HAN_SHARE_ZH: f64 = 0.1;
pub(super) const MAX_HAN_SHARE_EN: f64 = 0.5;

/// Sentences with their lines' numbers: a blank line is counted, and is no sentence.
type Lines<'t> = Vec<(usize, &'t str)>;

/// Pairs the lines of two inputs. The rungs' sides are those of the inputs, in their order; their numbers are lines, from 0.
pub(super) fn align(inputs: &[Input], lexicon: &Lexicon, stderr: &mut dyn Write) -> Result<Vec<Rung>, Problem> {
    let mut texts = Vec::new();
    for input in inputs {
        let (text, warnings) = import::text(input)?;
        warn(std::slice::from_ref(input), &warnings, stderr);
        texts.push(text);
    }
    let lines: Vec<Lines> = texts.iter().map(|text| sentences(text)).collect();
    if let Some(empty) = lines.iter().position(Vec::is_empty) {
        return Err(import::ImportError::Empty { path: inputs[empty].path.clone() }.into());
    }
    let zh = chinese_side(inputs, [han_share(&texts[0]), han_share(&texts[1])])?;
    let side = |file: usize| lines[file].iter().map(|(_, text)| *text).collect::<Vec<_>>();
    let (en_side, zh_side) = (side(1 - zh), side(zh));
    let beads = align_segmented(PerLang { en: &en_side, zh: &zh_side }, lexicon, &Progress::default())
        .expect("only its holder can cancel, and that is here");
    let rung = |bead: &crate::model::Bead| {
        let numbers = |file: usize| {
            let range = if file == zh { &bead.sentences.zh } else { &bead.sentences.en };
            lines[file][range.clone()].iter().map(|(line, _)| *line).collect()
        };
        [numbers(0), numbers(1)]
    };
    Ok(beads.iter().map(rung).collect())
}

fn sentences(text: &str) -> Lines<'_> {
    text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty()).collect()
}

/// Which of two files is the Chinese one.
fn chinese_side(inputs: &[Input], shares: [f64; 2]) -> Result<usize, Problem> {
    let zh = usize::from(shares[1] > shares[0]);
    let same = |language| {
        let path = |file: usize| inputs[file].path.clone().unwrap_or_else(|| PathBuf::from("standard input"));
        Err(Problem::SameLanguage { paths: [path(0), path(1)], language })
    };
    if shares[zh] < MIN_HAN_SHARE_ZH {
        same("English")
    } else if shares[1 - zh] > MAX_HAN_SHARE_EN {
        same("Chinese")
    } else {
        Ok(zh)
    }
}

/// How much of a text is Chinese, 0 to 1; 0 for a text without letters.
pub(super) fn han_share(text: &str) -> f64 {
    let han = text.chars().filter(|c| is_han(*c)).count() as f64;
    let letters = text.chars().filter(|c| is_latin(*c)).count() as f64 / LETTERS_PER_HAN;
    if han > 0.0 { han / (han + letters) } else { 0.0 }
}
