//! Fits the word links' classifier to pairs that were linked by hand, and prints its weights as `src/align/words/weights.rs` has them:
//! `DUIZHAO_EVAL_DATA=… cargo run --release --no-default-features --example fit_words > src/align/words/weights.rs`. What it comes to on pairs that it
//! was not fitted to goes to standard error.

#[path = "../tests/measure_words/mod.rs"]
mod measure_words;

use duizhao::align::words::fit::{Gold, fit};
use duizhao::align::words::{Evidence, Linker, Weights};
use duizhao::lexicon::Lexicon;
use measure_words::{Linked, Score, above, in_documents_of_all_sizes, newswire};
use std::error::Error;

const FOLDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let pairs = newswire();
    if pairs.is_empty() {
        return Err("DUIZHAO_EVAL_DATA must name the folder with words/dev".into());
    }
    let untrained = Linker::untrained(&Lexicon::bundled()?);
    let evidence = in_documents_of_all_sizes(&untrained, &pairs);
    cross_validate(&pairs, &evidence);
    let weights = fit(&examples(&pairs, &evidence, |_| true));
    println!("//! The classifier's weights, as `examples/fit_words.rs` prints them.");
    for (name, what, weights) in [
        ("FIRST_WEIGHTS", "The first pass: the bias, then a weight for each number.", &weights.first),
        ("SECOND_WEIGHTS", "The second pass, the same way.", &weights.second),
    ] {
        println!("\n/// {what}\n#[rustfmt::skip]\npub(super) const {name}: [f64; {}] = [", weights.len());
        for line in weights.chunks(12) {
            println!("    {}", line.iter().map(|w| format!("{w:.4},")).collect::<Vec<_>>().join(" "));
        }
        println!("];");
    }
    Ok(())
}

/// The evidence of all sizes with the gold of its pair, for the pairs that are wanted.
fn examples<'e>(
    pairs: &'e [Linked],
    evidence: &'e [Vec<Evidence>; 3],
    wanted: impl Fn(usize) -> bool,
) -> Vec<(&'e Evidence, &'e Gold)> {
    let all = evidence.iter().flat_map(|of_size| of_size.iter().zip(pairs).enumerate());
    all.filter(|(n, _)| wanted(*n)).map(|(_, (evidence, pair))| (evidence, &pair.gold)).collect()
}

fn cross_validate(pairs: &[Linked], evidence: &[Vec<Evidence>; 3]) {
    let weights: Vec<Weights> = (0..FOLDS).map(|fold| fit(&examples(pairs, evidence, |n| n % FOLDS != fold))).collect();
    for (size, evidence) in ["all pairs", "short", "one pair"].iter().zip(evidence) {
        for threshold in [0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.9] {
            let found = |n: usize| above(&weights[n % FOLDS].probabilities(&evidence[n]), pairs[n].en.len(), threshold);
            let score = Score::of((0..pairs.len()).map(|n| (&pairs[n].gold, found(n))));
            eprintln!("{FOLDS} folds, document of {size}, p >= {threshold:.2}  {score}");
        }
    }
}
