//! The aligner on texts of this project's own with their beads and word links set by hand: news, a dialogue in traditional characters, a
//! narrative. `tests/data/gold` holds one sentence a line and `[zh]:[en]` ladders, `tests/data/words-gold` pairs of words with links.

#![allow(clippy::unwrap_used, reason = "a test")]

mod measure;

use duizhao::align::{align, align_segmented};
use duizhao::lexicon::{Lexicon, is_stopword_en, is_stopword_zh, stem};
use duizhao::model::Progress;
use duizhao::text::{Lang, PerLang, is_han, is_latin};
use measure::{Counts, counts_in_characters, document, joined, ladder, lines, pairs};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const GENRES: [&str; 3] = ["news", "dialogue", "narrative"];

/// A little under what was measured when they were set; a better aligner raises them.
const LEAST_F1_SEGMENTED: f64 = 0.94;
const LEAST_F1_UNSEGMENTED: f64 = 0.91;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn sides(genre: &str) -> PerLang<Vec<String>> {
    PerLang { en: lines(&path(&format!("gold/{genre}.en"))), zh: lines(&path(&format!("gold/{genre}.zh"))) }
}

fn gold(genre: &str) -> BTreeSet<measure::Pair> {
    ladder(&path(&format!("gold/{genre}.gold")))
}

#[test]
fn ladders_tile_their_texts() {
    let mut shapes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for genre in GENRES {
        let sides = sides(genre);
        let rungs = lines(&path(&format!("gold/{genre}.gold")));
        let beads = gold(genre);
        assert_eq!(beads.len(), rungs.len(), "{genre}: every line is a bead");
        // In the order of the file, since a one-sided bead has its place there.
        let numbers = |side: usize| {
            let part = |rung: &String| rung.split(':').nth(side).unwrap().trim_matches(['[', ']']).to_owned();
            let all: Vec<usize> = rungs
                .iter()
                .flat_map(|r| part(r).split(',').filter_map(|n| n.parse().ok()).collect::<Vec<_>>())
                .collect();
            all
        };
        assert_eq!(numbers(0), (0..sides.zh.len()).collect::<Vec<_>>(), "{genre}, Chinese");
        assert_eq!(numbers(1), (0..sides.en.len()).collect::<Vec<_>>(), "{genre}, English");
        for (zh, en) in beads {
            *shapes.entry((zh.len(), en.len())).or_default() += 1;
        }
    }
    assert!(shapes.values().sum::<usize>() >= 150, "{shapes:?}");
    for shape in [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (1, 0), (0, 1)] {
        assert!(shapes.contains_key(&shape), "no bead {shape:?}");
    }
}

#[test]
fn beads_of_given_sentences() {
    let lexicon = Lexicon::bundled().unwrap();
    let mut total = Counts::default();
    for genre in GENRES {
        let sides = sides(genre);
        let strs = sides.as_ref().map(|side| side.iter().map(String::as_str).collect::<Vec<_>>());
        let beads = align_segmented(PerLang { en: &strs.en, zh: &strs.zh }, &lexicon, &Progress::default()).unwrap();
        let (gold, found) = (gold(genre), pairs(&beads));
        let counts = Counts::of(&gold, &found);
        println!("{genre}: {} beads, strict F1 {:.4}", gold.len(), counts.f1().0);
        if std::env::var_os("DUIZHAO_EVAL_SHOW").is_some() {
            for (mark, (zh, en)) in
                gold.difference(&found).map(|b| ("-", b)).chain(found.difference(&gold).map(|b| ("+", b)))
            {
                let join = |side: &[&str], at: &[usize]| at.iter().map(|i| side[*i]).collect::<Vec<_>>().join(" ┃ ");
                println!("  {mark} {} ⇔ {}", join(&strs.zh, zh), join(&strs.en, en));
            }
        }
        total.add(counts);
    }
    let f1 = total.f1().0;
    println!("all: strict F1 {f1:.4}");
    assert!(f1 >= LEAST_F1_SEGMENTED, "strict F1 {f1:.4}");
}

/// A line without a stop is a heading, which no typesetter joins with what follows.
fn paragraphs(lang: Lang, lines: &[String]) -> Vec<String> {
    let is_heading = |line: &String| line.ends_with(|c: char| c.is_alphanumeric());
    lines.chunk_by(|a, b| !is_heading(a) && !is_heading(b)).map(|lines| joined(lang, lines)).collect()
}

#[test]
fn beads_of_whole_paragraphs() {
    let lexicon = Lexicon::bundled().unwrap();
    let mut total = Counts::default();
    for genre in GENRES {
        let sides = sides(genre);
        let doc = document(&PerLang::from_fn(|lang| paragraphs(lang, &sides[lang])));
        let found = align(doc, &lexicon, &Progress::default()).unwrap();
        let counts = counts_in_characters(&gold(genre), &sides, &found);
        println!("{genre}: strict F1 by characters {:.4}", counts.f1().0);
        total.add(counts);
    }
    let f1 = total.f1().0;
    println!("all: strict F1 by characters {f1:.4}");
    assert!(f1 >= LEAST_F1_UNSEGMENTED, "strict F1 {f1:.4}");
}

/// A pair of sentences in words, with links from 1: sure ones and possible ones.
struct Linked {
    words: PerLang<Vec<String>>,
    links: Vec<(usize, usize, bool)>,
}

fn linked(genre: &str) -> Vec<Linked> {
    let text = fs::read_to_string(path(&format!("words-gold/{genre}.txt"))).unwrap();
    let words = |side: &str| side.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let pair = |paragraph: &str| {
        let (sentences, links) = paragraph.trim().split_once('\n').unwrap();
        let (zh, en) = sentences.split_once(" ||| ").unwrap();
        let link = |link: &str| {
            let (zh, en) = link.split_once(['-', 'p']).unwrap();
            (zh.parse().unwrap(), en.parse().unwrap(), link.contains('-'))
        };
        Linked { words: PerLang { en: words(en), zh: words(zh) }, links: links.split(' ').map(link).collect() }
    };
    text.split("\n\n").map(pair).collect()
}

fn is_content(lang: Lang, word: &str) -> bool {
    match lang {
        Lang::En => word.contains(is_latin) && !word.contains('’') && !is_stopword_en(&stem(word)),
        Lang::Zh => word.contains(is_han) && !is_stopword_zh(word),
    }
}

/// Links point at words that are there, once each; and a content word without one is a word that `unlinked.txt` knows has no counterpart.
#[test]
fn word_links_are_whole() {
    let mut unlinked = Vec::new();
    let (mut pair_count, mut sure_count) = (0, 0);
    for genre in GENRES {
        for (number, pair) in linked(genre).into_iter().enumerate() {
            let place = format!("{genre} {}", number + 1);
            pair_count += 1;
            let cells: BTreeSet<(usize, usize)> = pair.links.iter().map(|(zh, en, _)| (*zh, *en)).collect();
            assert_eq!(cells.len(), pair.links.len(), "{place}: a link stands twice");
            for (zh, en) in &cells {
                assert!((1..=pair.words.zh.len()).contains(zh), "{place}: no Chinese word {zh}");
                assert!((1..=pair.words.en.len()).contains(en), "{place}: no English word {en}");
            }
            for (zh, en, is_sure) in &pair.links {
                sure_count += usize::from(*is_sure);
                let (zh, en) = (&pair.words.zh[zh - 1], &pair.words.en[en - 1]);
                let is_mark = |word: &str| !word.contains(char::is_alphanumeric);
                assert!(!is_sure || is_mark(zh) == is_mark(en) || zh == "的", "{place}: {zh} is not {en}");
            }
            for (lang, words) in [(Lang::Zh, &pair.words.zh), (Lang::En, &pair.words.en)] {
                let linked: BTreeSet<usize> =
                    pair.links.iter().map(|(zh, en, _)| if lang == Lang::Zh { *zh } else { *en }).collect();
                let alone =
                    words.iter().enumerate().filter(|(i, word)| !linked.contains(&(i + 1)) && is_content(lang, word));
                unlinked.extend(alone.map(|(_, word)| format!("{place} {word}")));
            }
        }
    }
    println!("{pair_count} pairs, {sure_count} sure links");
    assert!(pair_count >= 45);
    assert_eq!(unlinked, lines(&path("words-gold/unlinked.txt")));
}
