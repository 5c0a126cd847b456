//! How good and how fast word links are. `cargo bench --no-default-features --bench words`; figures on newswire need the folder that
//! `DUIZHAO_EVAL_DATA` names, those on our own pairs are always there.

#[path = "../tests/measure_words/mod.rs"]
mod measure_words;

use duizhao::align::words::fit::{Gold, fit};
use duizhao::align::words::{Ablation, Evidence, LIKELY, Linker, SURE, TokenLink, TokenPair, Weights};
use duizhao::lexicon::Lexicon;
use duizhao::model::Progress;
use measure_words::{Linked, Score, above, competitive, in_documents_of_all_sizes, newswire, on_given_tokens, own};
use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Instant;

const FOLDS: usize = 5;
/// The best for each alone, on the newswire.
const AGREED_FROM: f32 = 0.3;
const SCORE_FROM: f32 = 0.2;

fn main() {
    let lexicon = Lexicon::bundled().expect("the bundled dictionary is whole: a test opens it");
    let start = Instant::now();
    let untrained = Linker::untrained(&lexicon);
    println!("ready                        {:>8.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let pairs = newswire();
    if pairs.is_empty() {
        println!("newswire: not measured, DUIZHAO_EVAL_DATA is not set");
    } else {
        println!("newswire, {} pairs, {FOLDS}-fold", pairs.len());
        let evidence = in_documents_of_all_sizes(&untrained, &pairs);
        let folds = folds(&pairs, &evidence);
        given(&pairs, &evidence, &folds);
        resegmented(&untrained, &pairs, &folds);
    }
    for (genre, pairs) in own() {
        println!("our own pairs, {genre}, {} pairs, shipped weights", pairs.len());
        shipped(&untrained, &pairs);
    }
    let all: Vec<Linked> = own().into_iter().flat_map(|(_, pairs)| pairs).chain(pairs).collect();
    speed(&untrained, &all);
    book(&untrained, &lexicon, &all);
}

/// For each fold, weights that were fitted to the others, in documents of all sizes.
fn folds(pairs: &[Linked], evidence: &[Vec<Evidence>; 3]) -> Vec<Weights> {
    let all: Vec<(usize, (&Evidence, &Gold))> = evidence
        .iter()
        .flat_map(|of_size| of_size.iter().zip(pairs).enumerate())
        .map(|(n, (evidence, pair))| (n, (evidence, &pair.gold)))
        .collect();
    let others =
        |fold: usize| all.iter().filter(|(n, _)| n % FOLDS != fold).map(|(_, example)| *example).collect::<Vec<_>>();
    (0..FOLDS).map(|fold| fit(&others(fold))).collect()
}

fn answers(evidence: &[Evidence], folds: &[Weights]) -> Vec<Vec<f32>> {
    evidence.iter().enumerate().map(|(n, evidence)| folds[n % FOLDS].probabilities(evidence)).collect()
}

fn levels(pairs: &[Linked], answers: &[Vec<f32>]) {
    for (name, threshold) in [("likely", LIKELY), ("sure", SURE)] {
        let found = answers.iter().zip(pairs).map(|(p, pair)| (&pair.gold, above(p, pair.en.len(), threshold)));
        println!("  {name:<9} p >= {threshold:.2}         {}", Score::of(found));
    }
}

fn without_classifier(pairs: &[Linked], evidence: &[Evidence]) {
    let score = |values: fn(&Evidence) -> &[f32], threshold: f32| {
        Score::of(
            evidence.iter().zip(pairs).map(|(e, pair)| (&pair.gold, competitive(values(e), pair.en.len(), threshold))),
        )
    };
    println!("  models without classifier    {}", score(Evidence::agreed, AGREED_FROM));
    println!("  dictionary alone             {}", score(Evidence::score, SCORE_FROM));
}

fn given(pairs: &[Linked], evidence: &[Vec<Evidence>; 3], folds: &[Weights]) {
    for (size, evidence) in ["all pairs", "15 pairs", "one pair"].iter().zip(evidence) {
        println!(" a document of {size}:");
        levels(pairs, &answers(evidence, folds));
        without_classifier(pairs, evidence);
    }
    println!(" without a part, all pairs:");
    for ablation in Ablation::ALL {
        let cut: Vec<Evidence> = evidence[0].iter().map(|evidence| evidence.without(ablation)).collect();
        let others =
            |fold: usize| (0..pairs.len()).filter(move |n| n % FOLDS != fold).map(|n| (&cut[n], &pairs[n].gold));
        let folds: Vec<Weights> = (0..FOLDS).map(|fold| fit(&others(fold).collect::<Vec<_>>())).collect();
        let answers = answers(&cut, &folds);
        let found = answers.iter().zip(pairs).map(|(p, pair)| (&pair.gold, above(p, pair.en.len(), LIKELY)));
        println!("  {:<28} {}", ablation.name(), Score::of(found));
    }
    let first = evidence[0].iter().enumerate().map(|(n, evidence)| folds[n % FOLDS].first_pass(evidence));
    let found = first.zip(pairs).map(|(p, pair)| (&pair.gold, above(&p, pair.en.len(), LIKELY)));
    println!("  neighbours (first pass only) {}", Score::of(found));
}

fn resegmented(untrained: &Linker, pairs: &[Linked], folds: &[Weights]) {
    println!(" on our own segmentation, weights fitted to the other folds' given tokens:");
    let cut: Vec<_> = pairs.iter().map(|pair| untrained.resegmented(&pair.tokens().0)).collect();
    let tokens: Vec<TokenPair> = cut.iter().zip(pairs).map(|(cut, pair)| (cut.words(), pair.tokens().1)).collect();
    let linker = untrained.learning_tokens(&tokens, &Progress::default()).expect("nobody cancels");
    let found_in = |n: usize| -> Vec<TokenLink> {
        let (zh, en) = &tokens[n];
        let probabilities = folds[n % FOLDS].probabilities(&linker.evidence(zh, en).expect("no side is empty"));
        let link = |(at, p): (usize, &f32)| TokenLink { zh: at / en.len(), en: at % en.len(), probability: *p };
        probabilities.iter().enumerate().map(link).collect()
    };
    let links: Vec<Vec<TokenLink>> = (0..pairs.len()).map(found_in).collect();
    let answer = |n: usize| {
        let en = &tokens[n].1;
        let mut answer = vec![0.0; pairs[n].zh.len() * en.len()];
        for link in linker.on_given(&cut[n], en, &links[n]) {
            answer[link.zh * en.len() + link.en] = link.probability;
        }
        answer
    };
    levels(pairs, &(0..pairs.len()).map(answer).collect::<Vec<_>>());
    println!(" the same scored on our own words, each with the links of the tokens it covers:");
    let golds: Vec<Gold> = cut.iter().zip(pairs).map(|(cut, pair)| on_words(&pair.gold, cut.tokens())).collect();
    for threshold in [LIKELY, SURE, 0.95, 0.97] {
        let from = |n: usize| {
            links[n].iter().filter(|link| link.probability >= threshold).map(|link| (link.zh, link.en)).collect()
        };
        let score = Score::of((0..pairs.len()).map(|n| (&golds[n], from(n))));
        println!("  p >= {threshold:.2}                   {score}");
    }
}

/// A person's links of given tokens as links of the words over them.
fn on_words(gold: &Gold, tokens: &[Range<usize>]) -> Gold {
    let of = |links: &BTreeSet<(usize, usize)>| {
        let words = |zh: usize| (0..tokens.len()).filter(move |word| tokens[*word].contains(&zh));
        links.iter().flat_map(|(zh, en)| words(*zh).map(|word| (word, *en))).collect()
    };
    Gold { sure: of(&gold.sure), possible: of(&gold.possible) }
}

fn shipped(untrained: &Linker, pairs: &[Linked]) {
    let (linker, evidence) = on_given_tokens(untrained, pairs);
    for (name, linker) in [("learned", &linker), ("untrained", untrained)] {
        for threshold in [LIKELY, SURE] {
            let links = |pair: &Linked| {
                let (zh, en) = pair.tokens();
                linker.link_tokens(&zh, &en, threshold).iter().map(|link| (link.zh, link.en)).collect()
            };
            let score = Score::of(pairs.iter().map(|pair| (&pair.gold, links(pair))));
            println!("  {name:<9} p >= {threshold:.2}         {score}");
        }
    }
    without_classifier(pairs, &evidence);
}

fn speed(untrained: &Linker, pairs: &[Linked]) {
    let texts: Vec<(String, String)> = pairs.iter().map(|pair| (pair.zh.concat(), pair.en.join(" "))).collect();
    let tokens: Vec<TokenPair> = pairs.iter().map(Linked::tokens).collect();
    let start = Instant::now();
    let learned = untrained.learning_tokens(&tokens, &Progress::default()).expect("nobody cancels");
    let took = start.elapsed().as_secs_f64() * 1e3;
    println!("learning from {} pairs      {took:>8.1} ms, {:.3} ms a pair", pairs.len(), took / pairs.len() as f64);
    for (name, linker) in [("untrained", untrained), ("learned", &learned)] {
        let start = Instant::now();
        let links: usize = texts.iter().map(|(zh, en)| linker.link(zh, en).len()).sum();
        let took = start.elapsed().as_secs_f64() * 1e3;
        println!("linking, {name:<9}           {:>8.3} ms a pair, {links} links", took / texts.len() as f64);
    }
}

/// A book of 10 MB: the pairs over and over, a third of their words replaced by others of the dictionary with their first glosses.
fn book(untrained: &Linker, lexicon: &Lexicon, pairs: &[Linked]) {
    let mut words: Vec<(String, String)> = Vec::new();
    lexicon.for_each_entry(|entry| {
        let gloss = entry.senses.split('/').next().unwrap_or("").trim_start_matches("to ");
        if entry.simplified.chars().count() <= 3 && !gloss.is_empty() && gloss.split(' ').count() <= 2 {
            words.push((entry.simplified.to_owned(), gloss.to_owned()));
        }
    });
    let mut seed = 1_u64;
    let mut below = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let mut sentences: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    let mut bytes = 0;
    while bytes < 10_000_000 {
        let pair = &pairs[below(pairs.len())];
        let (mut zh, mut en) = (pair.zh.clone(), pair.en.clone());
        for _ in 0..zh.len().min(en.len()) / 3 {
            // The square makes the first words the common ones.
            let (word, gloss) = &words[below(1_000) * below(1_000) * words.len() / 1_000_000];
            let at = below(zh.len());
            let to = at * en.len() / zh.len();
            zh[at].clone_from(word);
            en[to].clone_from(gloss);
        }
        bytes += zh.iter().chain(&en).map(String::len).sum::<usize>() + en.len();
        sentences.push((zh, en));
    }
    let tokens: Vec<TokenPair> = sentences
        .iter()
        .map(|(zh, en)| (zh.iter().map(String::as_str).collect(), en.iter().flat_map(|word| word.split(' ')).collect()))
        .collect();
    let before = resident_mib("VmRSS:");
    let start = Instant::now();
    let learned = untrained.learning_tokens(&tokens, &Progress::default()).expect("nobody cancels");
    let took = start.elapsed().as_secs_f64();
    let (peak, after) = (resident_mib("VmHWM:"), resident_mib("VmRSS:"));
    println!(
        "learning from a book of 10 MB, {} pairs: {took:.1} s; {before} MiB before, {after} after, {peak} at most",
        tokens.len()
    );
    drop(learned);
}

/// A figure of this process from the system, in MiB; 0 where there is none.
fn resident_mib(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or(0) / 1024
}
