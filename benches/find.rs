//! How long finding takes in a 10 MB book, from the request to the first hits and to the last: `cargo bench --bench find`.

mod book;

use book::book;
use duizhao::jobs::Jobs;
use duizhao::model::{Encoding, Progress};
use duizhao::state::{Command, Effect, FindCommand, SearchId, Wanted};
use duizhao::store::Store;
use duizhao::{align, import};
use std::sync::Arc;
use std::time::{Duration, Instant};

const RUNS: usize = 15;

fn millis(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e3
}

/// Reads a line of this process's status, in MiB.
fn memory_mib(field: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or(": 0 kB");
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().unwrap_or(0.0) / 1024.0
}

fn main() {
    let text = book(10 << 20);
    let input = import::Input { path: None, bytes: text.into_bytes(), encoding: Some(Encoding::Utf8) };
    let document = import::import(&[input]).expect("a text").document;
    let bitext = Arc::new(align::provisional(document));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut jobs = Jobs::new(Store::at(folder.path()), || ());
    println!("{} rows; memory before {:.0} MiB", bitext.rows.len(), memory_mib("RssAnon"));
    let mut id = 0;
    for (text, as_pinyin) in [
        ("灯塔", false),
        ("燈塔", false),
        ("lighthouse", false),
        ("The Lighthouse at", false),
        ("e", false),
        ("not in the book", false),
        ("dengta", true),
        ("deng", true),
        ("zhong guo ren min gong he guo", true),
        ("an", true),
    ] {
        let (mut first, mut whole, mut count) = (vec![], vec![], 0);
        for _ in 0..RUNS {
            id += 1;
            count = 0;
            let wanted = Wanted { text: text.to_owned(), as_pinyin, is_word: false };
            let begun = Instant::now();
            drop(jobs.run(Effect::Find(SearchId(id), Arc::clone(&bitext), wanted, Progress::default())));
            let mut is_first = true;
            while let Some(command) = jobs.wait(Duration::from_secs(10)) {
                let Command::Find(FindCommand::Found { hits, is_over, .. }) = command else { continue };
                if std::mem::take(&mut is_first) {
                    first.push(begun.elapsed());
                }
                count += hits.len();
                if is_over {
                    whole.push(begun.elapsed());
                    break;
                }
            }
        }
        let cold = whole[0].as_secs_f64() * 1e3;
        let (first, whole) = (millis(first), millis(whole));
        let way = if as_pinyin { "or pinyin" } else { "" };
        println!(
            "  {text:<32} {way:<10} {count:7} hits   first {first:6.1} ms   all {whole:6.1} ms   cold {cold:6.1} ms"
        );
    }
    println!("memory after {:.0} MiB", memory_mib("RssAnon"));
}
