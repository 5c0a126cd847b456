//! The dictionary: how soon it is ready in a fresh process and what memory it takes, then look-ups and segmentation.
//! `cargo bench --no-default-features --bench lexicon`.

use divan::{Bencher, black_box, counter::BytesCount};
use duizhao::lexicon::{Level, Lexicon, english_numbers, han_numbers, split_syllables, stem};
use std::collections::BTreeSet;
use std::time::Instant;

/// A stretch of ordinary prose, repeated by the benches to the length they need.
const CHINESE: &str = "清晨六点，港口的灯塔刚刚熄灭，第一班渡轮便离开了码头。船上坐着三十七名乘客，大多是在对岸银行和医院上班的人。\
船长说，这条航线开了二十年，从来没有因为大雾停过一天。“今天的雾比平常浓得多，”他望着窗外说，“不过我们会慢慢开过去。”\
坐在船尾的老人每天都来，他带着一只旧皮箱，里面装满了多年以前寄出又被退回来的信件。没有人问过他为什么不把它们扔掉。\n";

/// The argument that makes this program a fresh process that only opens the dictionary and says what it took.
const COLD: &str = "--cold";
const COLD_RUNS: usize = 10;

fn main() {
    if std::env::args().any(|argument| argument == COLD) {
        return open_cold();
    }
    report_cold_start();
    report_boundaries();
    divan::main();
}

/// Opens the dictionary and looks a few things up; prints milliseconds until it is ready, until the answers are there, and the growth of
/// anonymous and of resident memory in MiB.
fn open_cold() {
    let before = memory_mib();
    let started = Instant::now();
    let lexicon = lexicon();
    let ready = started.elapsed();
    let words = lexicon.segment(CHINESE);
    let entries: usize = words.iter().take(5).map(|word| lexicon.entries(word).len()).sum();
    let weight: f32 = words.iter().flat_map(|word| lexicon.associations(word)).map(|(_, weight)| weight).sum();
    let lemma = lexicon.lemma("ferries");
    let answered = started.elapsed();
    let after = memory_mib();
    black_box((entries, weight, lemma));
    let [anonymous, resident] = [0, 1].map(|i| after[i] - before[i]);
    println!("{} {} {anonymous} {resident}", ready.as_secs_f64() * 1e3, answered.as_secs_f64() * 1e3);
}

/// The median of some fresh processes.
fn report_cold_start() {
    let Ok(program) = std::env::current_exe() else { return };
    let runs: Vec<Vec<f64>> = (0..COLD_RUNS)
        .filter_map(|_| {
            let output = std::process::Command::new(&program).arg(COLD).output().ok()?;
            Some(String::from_utf8_lossy(&output.stdout).split_whitespace().filter_map(|n| n.parse().ok()).collect())
        })
        .collect();
    let median = |column: usize| {
        let mut values: Vec<f64> = runs.iter().filter_map(|run| run.get(column).copied()).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    println!("cold, median of {} fresh processes:", runs.len());
    println!("  ready {:.1} ms, first look-ups answered {:.1} ms", median(0), median(1));
    println!(
        "  anonymous memory {:.1} MiB more, resident {:.1} MiB more (the packed file's own pages included)",
        median(2),
        median(3)
    );
}

/// Anonymous and resident memory of this process, where the system tells.
fn memory_mib() -> [f64; 2] {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    ["RssAnon:", "VmRSS:"].map(|name| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kib: Option<f64> = line.and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse().ok());
        kib.map_or(f64::NAN, |kib| kib / 1024.0)
    })
}

/// Where words end, against the words of hand-linked news.
fn report_boundaries() {
    let Some(data) = std::env::var_os("DUIZHAO_EVAL_DATA") else { return };
    let path = std::path::Path::new(&data).join("words/dev/dev.src-tgt");
    let Ok(pairs) = std::fs::read_to_string(path) else { return };
    let lexicon = lexicon();
    let (mut hits, mut said, mut gold) = (0, 0, 0);
    for line in pairs.lines() {
        let tokens: Vec<&str> = line.split(" ||| ").next().unwrap_or("").split_whitespace().collect();
        let text = tokens.concat();
        let want = inner_bounds(
            &text,
            tokens.iter().scan(0, |at, token| {
                let start = *at;
                *at += token.len();
                Some((start, *at))
            }),
        );
        let got = inner_bounds(
            &text,
            lexicon.segment(&text).iter().map(|word| {
                let start = word.as_ptr() as usize - text.as_ptr() as usize;
                (start, start + word.len())
            }),
        );
        hits += want.intersection(&got).count();
        said += got.len();
        gold += want.len();
    }
    let (precision, recall) = (hits as f64 / said as f64, hits as f64 / gold as f64);
    println!(
        "word boundaries, hand-linked news: precision {precision:.4} recall {recall:.4} F1 {:.4}",
        2.0 * precision * recall / (precision + recall)
    );
}

/// The boundaries inside a text: the words' own, and all in what lies between them.
fn inner_bounds(text: &str, words: impl Iterator<Item = (usize, usize)>) -> BTreeSet<usize> {
    let mut inside = BTreeSet::new();
    for (start, end) in words {
        inside.extend(start + 1..end);
    }
    text.char_indices().map(|(i, _)| i).filter(|i| *i > 0 && !inside.contains(i)).collect()
}

fn lexicon() -> Lexicon {
    Lexicon::bundled().expect("the bundled dictionary is whole: a test opens it")
}

#[divan::bench]
fn open_warm() -> Lexicon {
    lexicon()
}

#[divan::bench]
fn segment_1_mb(bencher: Bencher) {
    let (lexicon, text) = (lexicon(), CHINESE.repeat(1_000_000 / CHINESE.len()));
    bencher.counter(BytesCount::of_str(&text)).bench(|| lexicon.segment(black_box(&text)));
}

/// One run of characters without a mark: the dynamic programme over the whole of it.
#[divan::bench]
fn segment_1_mb_without_marks(bencher: Bencher) {
    let (lexicon, text) = (lexicon(), "渡轮离开港口".repeat(1_000_000 / 18));
    bencher.counter(BytesCount::of_str(&text)).bench(|| lexicon.segment(black_box(&text)));
}

#[divan::bench]
fn longest_match(bencher: Bencher) {
    let lexicon = lexicon();
    bencher.bench(|| lexicon.longest_match(black_box("港口的灯塔刚刚熄灭")).map(str::len));
}

#[divan::bench]
fn associations(bencher: Bencher) {
    let lexicon = lexicon();
    bencher.bench(|| lexicon.associations(black_box("港口")).map(|(_, weight)| weight).sum::<f32>());
}

#[divan::bench]
fn entries(bencher: Bencher) {
    let lexicon = lexicon();
    bencher.bench(|| lexicon.entries(black_box("港口")));
}

#[divan::bench]
fn glossed_with_20(bencher: Bencher) {
    let lexicon = lexicon();
    let id = lexicon.stem_id("harbor").expect("a word of the glosses");
    bencher.bench(|| lexicon.glossed_with(black_box(id), 20));
}

#[divan::bench]
fn syllables_of_a_name(bencher: Bencher) {
    let lexicon = lexicon();
    bencher.bench(|| split_syllables(&lexicon, black_box("Weiming")));
}

#[divan::bench(args = ["港口", "輪船", "灯塔"])]
fn level_of_a_word(word: &str) -> Option<Level> {
    Level::of(black_box(word))
}

#[divan::bench]
fn stem_a_word() -> String {
    stem(black_box("lighthouses"))
}

#[divan::bench]
fn lemma_of_a_word(bencher: Bencher) {
    let lexicon = lexicon();
    bencher.bench(|| lexicon.lemma(black_box("lighthouses")));
}

#[divan::bench]
fn numbers_of_1_mb_of_chinese(bencher: Bencher) {
    let text = CHINESE.repeat(1_000_000 / CHINESE.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| han_numbers(black_box(&text)));
}

#[divan::bench]
fn numbers_of_200_000_english_words(bencher: Bencher) {
    let words = ["The", "ferry", "carried", "thirty", "seven", "people", "to", "the", "far", "shore"];
    bencher.bench(|| english_numbers(black_box(&words).iter().copied().cycle().take(200_000)));
}
