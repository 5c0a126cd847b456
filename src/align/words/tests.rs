//! Links are in range, sorted and the same each time.

use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

static LINKER: LazyLock<Linker> = LazyLock::new(|| Linker::untrained(&Lexicon::bundled().expect("it is whole")));

fn shown<'t>(links: &[WordLink], zh: &'t str, en: &'t str) -> Vec<(&'t str, &'t str)> {
    links.iter().map(|link| (link.zh.slice(zh), link.en.slice(en))).collect()
}

#[test]
fn links_plain_words_without_a_document() {
    let (zh, en) = ("渡轮清晨离开了港口。", "The ferry left the harbor at dawn.");
    let found = shown(&LINKER.link(zh, en), zh, en);
    for expected in [("渡轮", "ferry"), ("清晨", "dawn"), ("离开", "left"), ("港口", "harbor")] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    assert!(!found.iter().any(|(zh, _)| *zh == "。"), "marks are not shown");
}

#[test]
fn nothing_links_with_an_empty_side() {
    for (zh, en) in [("", ""), ("渡轮", ""), ("", "ferry"), ("  ", " ")] {
        assert_eq!(LINKER.link(zh, en), []);
    }
    assert_eq!(LINKER.link_tokens(&[], &["a"], 0.0), []);
}

#[test]
fn a_document_teaches_names_that_no_dictionary_has() {
    let texts = [
        ("勃鲁托走进了厨房。", "Wexford walked into the kitchen."),
        ("我看见勃鲁托在桥上。", "I saw Wexford on the bridge."),
        ("勃鲁托没有说话。", "Wexford did not speak."),
        ("船长找到了勃鲁托。", "The captain found Wexford."),
        ("雨停了，勃鲁托还在等。", "The rain stopped, and Wexford was still waiting."),
    ];
    let cut = |zh: &'static str| -> Vec<&'static str> {
        let (before, after) = zh.split_once("勃鲁托").expect("it is in each");
        [LINKER.chinese_words(before), vec!["勃鲁托"], LINKER.chinese_words(after)].concat()
    };
    let pairs: Vec<TokenPair> = texts.iter().map(|(zh, en)| (cut(zh), english_words(en))).collect();
    let probability = |linker: &Linker| {
        let (zh, en) = &pairs[3];
        let at = (zh.iter().position(|w| *w == "勃鲁托"), en.iter().position(|w| *w == "Wexford"));
        let links = linker.link_tokens(zh, en, 0.0);
        links.iter().find(|link| (Some(link.zh), Some(link.en)) == at).map_or(0.0, |link| link.probability)
    };
    let learned = LINKER.learning_tokens(&pairs, &Progress::default()).expect("not cancelled");
    assert!(learned.has_learned() && !LINKER.has_learned());
    assert!(learned.is_same(&learned.clone()) && !learned.is_same(&LINKER));
    let (before, after) = (probability(&LINKER), probability(&learned));
    assert!(after > LIKELY && after > before, "{before} {after}");
}

#[test]
fn a_pair_that_is_too_large_is_linked_in_parts() {
    let numbers: Vec<String> = (1000..1600).map(|number| number.to_string()).collect();
    let tokens: Vec<&str> = numbers.iter().map(String::as_str).collect();
    assert!(tokens.len() * tokens.len() > MAX_CELLS);
    let links = LINKER.link_tokens(&tokens, &tokens, LIKELY);
    for at in [0, 250, 350, 599] {
        assert!(links.iter().any(|link| (link.zh, link.en) == (at, at)), "{at}");
    }
    assert!(links.windows(2).all(|w| (w[0].zh, w[0].en) < (w[1].zh, w[1].en)));
    for (zh, en) in [(1, 1), (600, 600), (1, 300_000), (10_000, 7)] {
        let all: Vec<_> = parts(zh, en).collect();
        assert!(all.iter().all(|(zh, en)| zh.len() * en.len() <= MAX_CELLS), "{zh} {en}");
        assert!(all.windows(2).all(|w| w[0].0.end == w[1].0.start && w[0].1.end == w[1].1.start));
        assert_eq!(all.last().map(|(zh, en)| (zh.end, en.end)), Some((zh, en)));
    }
}

#[test]
fn a_link_goes_to_the_given_tokens_that_it_comes_from() {
    let en = ["foreign", "ministry", "said"];
    let cut = LINKER.resegmented(&["外交", "部", "说"]);
    assert_eq!(cut.words(), ["外交部", "说"]);
    let links = |cells: &[(usize, usize)]| -> Vec<TokenLink> {
        cells.iter().map(|(zh, en)| TokenLink { zh: *zh, en: *en, probability: 1.0 }).collect()
    };
    // What nothing in the word explains is of all of it.
    let found = LINKER.on_given(&cut, &en, &links(&[(0, 0), (0, 1), (0, 2), (1, 2)]));
    assert_eq!(found, links(&[(0, 0), (0, 2), (1, 1), (1, 2), (2, 2)]));
}

#[test]
fn learning_stops_when_it_is_cancelled() {
    let progress = Progress::default();
    progress.cancel();
    assert!(LINKER.learning_tokens(&[(vec!["渡轮"], vec!["ferry"])], &progress).is_none());
}

#[test]
fn a_text_without_sentences_is_linked_in_parts_and_teaches_nothing() {
    let (zh, en) = (vec!["中"; 500_000], vec!["middle"]);
    assert!(LINKER.link_tokens(&zh, &en, LIKELY).is_empty());
    let learned = LINKER.learning_tokens(&[(zh, en)], &Progress::default());
    assert!(learned.is_some_and(|linker| !linker.has_learned()));
}

/// A row for each pair of texts, each a sentence.
fn document(pairs: &[(String, String)]) -> Bitext {
    use crate::model::{Bead, Block, BlockKind, Row, Sentence};
    use crate::text::PerLang;
    let mut text = Bitext::default();
    for (at, (zh, en)) in pairs.iter().enumerate() {
        for (lang, side) in [(Lang::En, en), (Lang::Zh, zh)] {
            text.sentences[lang].push(Sentence { block: at, span: ByteSpan::whole(side) });
            let kind = BlockKind::Paragraph;
            text.blocks[lang].push(Block { lang, kind, text: side.clone(), line: at, file: 0 });
        }
        let blocks = PerLang::from_fn(|_| at..at + 1);
        let beads = vec![Bead { sentences: blocks.clone(), confidence: 1.0, doubt: None }];
        text.rows.push(Row { blocks, confidence: 1.0, doubt: None, beads });
    }
    text
}

#[test]
fn a_long_document_is_sampled_evenly() {
    let pair = |n: usize| (format!("{n}，渡轮清晨离开了港口。"), format!("{n}, the ferry left the harbor at dawn."));
    let short: Vec<(String, String)> = (0..40).map(pair).collect();
    assert_eq!(learn::sample(&document(&short)), short);
    let long: Vec<(String, String)> = (0..200_000).map(pair).collect();
    let sample = learn::sample(&document(&long));
    let cells: usize = sample.iter().map(|(zh, en)| LINKER.chinese_words(zh).len() * english_words(en).len()).sum();
    assert!((1_000_000..4_000_000).contains(&cells), "{cells}");
    let step = long.len().div_ceil(sample.len());
    assert!(sample.iter().enumerate().all(|(at, pair)| *pair == long[at * step]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn links_are_in_range_sorted_and_the_same_each_time(
        zh in "[渡轮港口清晨离开了，。“”雨停船长三十7A ]{0,24}",
        en in "[a-z '’.,-]{0,12}( (the|ferry|harbor|Dawn|captain|30|rain-swept)){0,8}",
    ) {
        let links = LINKER.link(&zh, &en);
        prop_assert!(links.windows(2).all(|w| (w[0].zh.start(), w[0].en.start()) < (w[1].zh.start(), w[1].en.start())));
        for link in &links {
            prop_assert!(ByteSpan::new(&zh, link.zh.start(), link.zh.end()).is_some_and(|span| !span.is_empty()));
            prop_assert!(ByteSpan::new(&en, link.en.start(), link.en.end()).is_some_and(|span| !span.is_empty()));
            prop_assert!((LIKELY..=1.0).contains(&link.probability));
        }
        prop_assert_eq!(&links, &LINKER.clone().link(&zh, &en));
    }
}
