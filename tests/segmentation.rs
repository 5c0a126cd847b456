//! Sentence ends against texts that people have split by hand. The texts are not part of the project: `DUIZHAO_EVAL_DATA` names the folder
//! that holds `align/dev/*.{en,zh}` (one sentence a line) and `seed/gold.json`; without it nothing is checked, and the test says so.

#![allow(clippy::cast_precision_loss, clippy::unwrap_used, reason = "a test")]

use duizhao::segment::sentences;
use duizhao::text::Lang;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("DUIZHAO_EVAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SKIPPED: DUIZHAO_EVAL_DATA is not set, sentence ends were not measured");
    }
    folder
}

/// Where sentences end, as counts of the characters before that are not white space.
fn ends<'t>(sentences: impl Iterator<Item = &'t str>) -> BTreeSet<usize> {
    sentences
        .scan(0, |at, sentence| {
            *at += sentence.chars().filter(|c| !c.is_whitespace()).count();
            Some(*at)
        })
        .collect()
}

#[test]
fn novels_come_apart_where_readers_split_them() {
    let Some(folder) = data() else { return };
    for (lang, extension, joint, least_f1) in [(Lang::En, "en", " ", 0.99), (Lang::Zh, "zh", "", 0.98)] {
        let (mut hits, mut said, mut gold) = (0, 0, 0);
        for path in fs::read_dir(folder.join("align/dev")).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_none_or(|e| e != extension) {
                continue;
            }
            let lines = fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let text = lines.join(joint);
            let spans = sentences(lang, &text);
            let (want, got) = (ends(lines.iter().copied()), ends(spans.iter().map(|s| s.slice(&text))));
            hits += want.intersection(&got).count();
            said += got.len();
            gold += want.len();
            if std::env::var_os("DUIZHAO_EVAL_SHOW").is_some() {
                show(&path.display().to_string(), &text, &want, &got);
            }
        }
        let (precision, recall) = (hits as f64 / said as f64, hits as f64 / gold as f64);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!("{lang:?}: {gold} sentences, precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}");
        assert!(f1 >= least_f1, "{lang:?} F1 {f1:.4}");
    }
}

/// Prints the surroundings of each end that only one of the two has.
fn show(path: &str, text: &str, want: &BTreeSet<usize>, got: &BTreeSet<usize>) {
    let bytes: Vec<usize> =
        text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(i, c)| i + c.len_utf8()).collect();
    for at in want.symmetric_difference(got) {
        let end = bytes[at - 1];
        let before: String = text[..end].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = text[end..].chars().take(40).collect();
        println!("{path} {} {before} ┃ {after}", if want.contains(at) { "missed" } else { "extra " });
    }
}

#[test]
fn the_reference_article_is_wholly_right() {
    let Some(folder) = data() else { return };
    let gold: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("seed/gold.json")).unwrap()).unwrap();
    let article = fs::read_to_string(folder.join("seed/article.txt")).unwrap();
    let lines: Vec<&str> = article.lines().collect();
    let parts = gold["pairs"].as_array().unwrap().iter().chain(gold["alone"].as_array().unwrap());
    let (mut checked, mut wrong) = (0, Vec::new());
    for part in parts {
        for (lang, key) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            let Some(want) = part[key].as_array() else { continue };
            let want: Vec<&str> = want.iter().map(|s| s.as_str().unwrap().trim()).collect();
            let line = lines
                .iter()
                .find(|line| same(line, &want.concat()))
                .expect("the article holds every sentence of its gold");
            let got = sentences(lang, line);
            let got: Vec<&str> = got.iter().map(|s| s.slice(line).trim()).collect();
            checked += got.len();
            if got != want {
                wrong.push(format!("want {want:?}\n got {got:?}"));
            }
        }
    }
    println!("reference article: {checked} sentences");
    assert!(checked > 0 && wrong.is_empty(), "{}", wrong.join("\n"));
}

fn same(a: &str, b: &str) -> bool {
    a.split_whitespace().flat_map(str::chars).eq(b.split_whitespace().flat_map(str::chars))
}
