//! How well sentence ends are found, beside the crate `sentencex` (Wikimedia, MIT): on the tables of rules, and on the novels in the folder
//! that `DUIZHAO_EVAL_DATA` names. `cargo bench --no-default-features --bench segment`.

#[path = "../tests/measure/mod.rs"]
mod measure;

use duizhao::segment::sentences;
use duizhao::text::Lang;
use measure::{ends, joined, lines};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

const TABLES: [(Lang, &str, &str); 2] = [
    (Lang::En, "en", include_str!("../src/segment/tests/english.txt")),
    (Lang::Zh, "zh", include_str!("../src/segment/tests/chinese.txt")),
];

type Splitter = fn(Lang, &str) -> Vec<&str>;

const SPLITTERS: [(&str, Splitter); 2] = [("ours", ours), ("sentencex", sentencex)];

fn ours(lang: Lang, text: &str) -> Vec<&str> {
    sentences(lang, text).iter().map(|span| span.slice(text)).collect()
}

fn sentencex(lang: Lang, text: &str) -> Vec<&str> {
    sentencex::segment(if lang == Lang::En { "en" } else { "zh" }, text)
}

/// Where sentences end, in characters that are not white space.
fn end_set<'t>(sentences: impl IntoIterator<Item = &'t str>) -> BTreeSet<usize> {
    ends(sentences).into_iter().collect()
}

fn tables() {
    for (lang, name, table) in TABLES {
        let rows: Vec<String> = table
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with("# "))
            .map(|row| row.replace("\\n", "\n").replace("\\t", "\t").replace("\\s", " "))
            .collect();
        for (splitter, split) in SPLITTERS {
            let right = |row: &&String| end_set(row.split('|')) == end_set(split(lang, &row.replace('|', "")));
            println!("  {name} {splitter:9}  rows right {:3} of {}", rows.iter().filter(right).count(), rows.len());
        }
    }
}

fn novels(folder: &Path) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for (lang, extension, _) in TABLES {
        for (splitter, split) in SPLITTERS {
            let (mut hits, mut said, mut gold, mut secs) = (0, 0, 0, 0.0);
            for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == extension)) {
                let lines = lines(path);
                let text = joined(lang, &lines);
                let start = Instant::now();
                let found = split(lang, &text);
                secs += start.elapsed().as_secs_f64();
                let (want, got) = (end_set(lines.iter().map(String::as_str)), end_set(found));
                hits += want.intersection(&got).count();
                said += got.len();
                gold += want.len();
            }
            let (precision, recall) = (hits as f64 / said as f64, hits as f64 / gold as f64);
            println!(
                "  {extension} {splitter:9}  {gold} sentences, precision {precision:.4} recall {recall:.4} F1 {:.4}  {:.1} ms",
                2.0 * precision * recall / (precision + recall),
                secs * 1e3
            );
        }
    }
}

fn main() {
    println!("splitters, tables of rules:");
    tables();
    match std::env::var_os("DUIZHAO_EVAL_DATA").map(PathBuf::from) {
        Some(data) => {
            println!("splitters, novels split by hand:");
            novels(&data.join("align/dev"));
        }
        None => println!("DUIZHAO_EVAL_DATA is not set: no figures on evaluation texts"),
    }
}
