//! The dictionary: how soon it is ready in a fresh process and what memory it takes, then look-ups and segmentation.
//! `cargo bench --no-default-features --bench lexicon`.

use divan::{Bencher, black_box, counter::BytesCount};
use duizhao::lexicon::{Lexicon, english_numbers, han_numbers, split_syllables, stem};
use std::time::Instant;

/// A stretch of ordinary prose, repeated by the benches to the length they need.
const CHINESE: &str = "清晨六点，港口的灯塔刚刚熄灭，第一班渡轮便离开了码头。船上坐着三十七名乘客，大多是在对岸银行和医院上班的人。\
船长说，这条航线开了二十年，从来没有因为大雾停过一天。“今天的雾比平常浓得多，”他望着窗外说，“不过我们会慢慢开过去。”\
坐在船尾的老人每天都来，他带着一只旧皮箱，里面装满了多年以前寄出又被退回来的信件。没有人问过他为什么不把它们扔掉。\n";

fn main() {
    report_cold_start();
    divan::main();
}

fn report_cold_start() {
    let before_kib = resident_kib();
    let started = Instant::now();
    let lexicon = Lexicon::bundled().expect("the bundled dictionary is whole: a test opens it");
    let ready = started.elapsed();
    let opened_kib = resident_kib();
    let entries = lexicon.entries("港口").len();
    let looked_up = started.elapsed();
    let text = CHINESE.repeat(1_000_000 / CHINESE.len());
    let words = lexicon.segment(&text).len();
    println!("ready, cold                  {:>8.2} ms", ready.as_secs_f64() * 1e3);
    println!("first look-up ({entries} entry)      {:>8.2} ms from the start", looked_up.as_secs_f64() * 1e3);
    println!("resident after opening       {:>8.1} MiB more", mib(before_kib, opened_kib));
    println!(
        "resident after {words} words {:>8.1} MiB more, the text and its words included",
        mib(before_kib, resident_kib())
    );
}

fn mib(before_kib: Option<u64>, after_kib: Option<u64>) -> f64 {
    after_kib.zip(before_kib).map_or(f64::NAN, |(after, before)| (after as f64 - before as f64) / 1024.0)
}

/// Memory in use by this process, where the system tells.
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
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
