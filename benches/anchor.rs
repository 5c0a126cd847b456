//! How fast notes are found again: `cargo bench --bench anchor`. 5,000 notes on a text of a megabyte: the same text, the text with something
//! put in, and with one, five and ten in a hundred characters changed.

#![allow(clippy::unwrap_used, reason = "a bench")]

#[path = "../tests/anchor/edits.rs"]
#[allow(dead_code, reason = "shared with the test")]
mod edits;
#[path = "../tests/anchor/texts.rs"]
#[allow(dead_code, reason = "shared with the test")]
mod texts;

use duizhao::anchor::{Index, State};
use duizhao::lexicon::Lexicon;
use duizhao::model::{Progress, Target};
use duizhao::text::{Lang, PerLang};
use edits::Random;
use std::time::Instant;
use texts::{Doc, Sent};

const NOTES: usize = 5_000;

fn timed<T>(what: &str, work: impl Fn() -> T) -> T {
    let mut best = f64::MAX;
    let mut made = None;
    for _ in 0..3 {
        let start = Instant::now();
        made = Some(work());
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{what:44} {:8.1} ms", best * 1e3);
    made.unwrap()
}

/// A text of about so many bytes, of words of the dictionary; one sentence in five is a part of a longer text of sentences with the same
/// beginning.
fn big(bytes: usize) -> Doc {
    let lexicon = Lexicon::bundled().unwrap();
    let mut own: Vec<Doc> = texts::own();
    own.push(texts::log_book(500_000));
    let mut random = Random(11);
    let source: String = own.iter().flat_map(|doc| doc.sents(Lang::Zh)).flat_map(|s| s.text.chars()).collect();
    let zh: Vec<&str> = lexicon.segment(&source).into_iter().filter(|w| w.chars().all(char::is_alphanumeric)).collect();
    let source: String = own.iter().flat_map(|doc| doc.sents(Lang::En)).map(|s| s.text.clone() + " ").collect();
    let en: Vec<&str> = source.split_whitespace().filter(|w| w.chars().all(char::is_alphanumeric)).collect();
    let (mut doc, mut size, mut id) = (Doc::default(), 0, 0);
    while size < bytes {
        let mut paragraph = Vec::new();
        for _ in 0..=random.below(6) {
            let words = 5 + random.below(20);
            let mut english: Vec<&str> = (0..words).map(|_| *random.pick(&en)).collect();
            let mut chinese: String = (0..words).map(|_| *random.pick(&zh)).collect();
            if random.below(5) == 0 {
                english.splice(0..0, ["On", "the", "evening", "of", "the", "same", "day"]);
                chinese.insert_str(0, "同一天的晚上");
            }
            let texts = PerLang { en: english.join(" ") + ".", zh: chinese + "。" };
            size += texts.en.len() + texts.zh.len();
            id += 1;
            paragraph.push(texts.map(|text| vec![Sent::new(id, &text)]));
        }
        doc.paragraphs.push(paragraph);
    }
    doc
}

fn main() {
    let doc = big(1 << 20);
    let (bitext, _) = doc.build();
    let lens = PerLang::from_fn(|lang| bitext.blocks[lang].iter().map(|block| block.text.len()).sum::<usize>());
    println!("{} bytes of English, {} of Chinese", lens.en, lens.zh);
    let index = timed("read the text", || Index::new(&bitext));
    let sentences = bitext.sentences.zh.len();
    let make = || -> Vec<Target> {
        let picked = (0..NOTES).map(|at| at * sentences / NOTES);
        picked.map(|at| index.target(Lang::Zh, &index.sentences(Lang::Zh, at..at + 1).unwrap()).unwrap()).collect()
    };
    let targets = timed("make 5,000 notes (the index of runs with them)", make);
    let targets: Vec<&Target> = targets.iter().collect();
    let hashes = index.text_hashes().clone();
    let find =
        |index: &Index, hashes: &PerLang<String>| index.find_all(&targets, hashes, &Progress::default()).unwrap();
    timed("find 5,000 notes, same text", || find(&index, &hashes));
    timed("read the text and find them, same text", || find(&Index::new(&bitext), &hashes));

    for share in [0.0, 0.01, 0.05, 0.1] {
        let mut edited = doc.clone();
        edited.paragraphs.remove(3);
        edits::change(&mut edited, share, &mut Random(5));
        let (bitext, _) = edited.build();
        let what = format!("read and find, {:.0} % changed", share * 100.0);
        let found = timed(&what, || find(&Index::new(&bitext), &hashes));
        let exact = found.iter().filter(|a| a.state == State::Exact).count();
        let marked = found.iter().filter(|a| matches!(a.state, State::Changed { .. })).count();
        println!("  {exact} exact, {marked} marked, {} others", found.len() - exact - marked);
    }
}
