//! `duizhao words`: sentence pairs that are cut into tokens, a line each, to word links, a line each, in the form of other aligners.

use super::align::{deliver, read, refuse_input_as_output, warn};
use super::args::WordsArgs;
use super::problem::Problem;
use super::segmented::{MAX_HAN_SHARE_EN, MIN_HAN_SHARE_ZH, han_share};
use crate::align::words::{Linker, Resegmented, TokenLink, TokenPair};
use crate::import;
use crate::lexicon::Lexicon;
use crate::model::Progress;
use std::io::{Read, Write};
use std::path::Path;

/// What stands between the two sides.
const BETWEEN: &str = "|||";

/// The tokens on the left and on the right of each line; none for an empty line.
type Lines<'t> = Vec<[Vec<&'t str>; 2]>;

/// Nothing is printed before all is done.
pub(super) fn run(
    asked: &WordsArgs,
    stdin: &mut dyn Read,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Result<(), Problem> {
    if let Some(path) = asked.output() {
        refuse_input_as_output(path, std::slice::from_ref(&asked.file))?;
    }
    let input = read(&asked.file, stdin)?;
    let path = input.path.clone().unwrap_or_default();
    let (text, warnings) = import::text(&input)?;
    warn(&[input], &warnings, stderr);
    let lines = lines(&text, &path)?;
    let zh = chinese_side(&lines, &path)?;
    let untrained = Linker::untrained(&Lexicon::bundled()?);
    let mut printed = String::new();
    for found in linked(&untrained, &lines, zh, asked) {
        let mut cells: Vec<[usize; 2]> =
            found.iter().map(|link| if zh == 0 { [link.zh, link.en] } else { [link.en, link.zh] }).collect();
        cells.sort_unstable();
        let words: Vec<String> = cells.iter().map(|[left, right]| format!("{left}-{right}")).collect();
        printed.push_str(&words.join(" "));
        printed.push('\n');
    }
    deliver(printed.as_bytes(), asked.output(), stdout)
}

/// The links of each line, by a linker that has learned from all of them.
fn linked(untrained: &Linker, lines: &Lines, zh: usize, asked: &WordsArgs) -> Vec<Vec<TokenLink>> {
    let cut: Vec<Option<Resegmented>> =
        lines.iter().map(|line| asked.resegment.then(|| untrained.resegmented(&line[zh]))).collect();
    let pairs: Vec<TokenPair> = lines
        .iter()
        .zip(&cut)
        .map(|(line, cut)| (cut.as_ref().map_or_else(|| line[zh].clone(), Resegmented::words), line[1 - zh].clone()))
        .collect();
    let linker = untrained.learning_tokens(&pairs, &Progress::default()).expect("nobody cancels on the command line");
    pairs
        .iter()
        .zip(&cut)
        .map(|((zh, en), cut)| {
            let found = linker.link_tokens(zh, en, asked.threshold);
            match cut {
                Some(cut) => linker.on_given(cut, en, &found),
                None => found,
            }
        })
        .collect()
}

fn lines<'t>(text: &'t str, path: &Path) -> Result<Lines<'t>, Problem> {
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let tokens: Vec<&str> = line.split_ascii_whitespace().collect();
        let sides: Vec<Vec<&str>> = tokens.split(|token| *token == BETWEEN).map(<[&str]>::to_vec).collect();
        let bad = |what| Problem::BadLine { path: path.into(), line: at + 1, what };
        lines.push(match <[Vec<&str>; 2]>::try_from(sides) {
            Ok(sides) => sides,
            Err(_) if tokens.is_empty() => Default::default(),
            Err(sides) if sides.len() == 1 => return Err(bad("there is no ||| in it")),
            Err(_) => return Err(bad("there is more than one ||| in it")),
        });
    }
    Ok(lines)
}

/// Which side of all lines is the Chinese one.
fn chinese_side(lines: &Lines, path: &Path) -> Result<usize, Problem> {
    let share = |side: usize| {
        let text: String = lines.iter().flat_map(|line| &line[side]).copied().collect();
        (!text.is_empty()).then(|| han_share(&text))
    };
    let (Some(left), Some(right)) = (share(0), share(1)) else { return Ok(0) };
    let same = |language| Err(Problem::SameSides { path: path.into(), language });
    if left.max(right) < MIN_HAN_SHARE_ZH {
        same("English")
    } else if left.min(right) > MAX_HAN_SHARE_EN {
        same("Chinese")
    } else {
        Ok(usize::from(right > left))
    }
}
