//! What holds for whole documents: nothing lost, everything in order, the same answer twice, and small texts come out right.

use super::*;
use crate::model::{Block, BlockKind, Order};
use proptest::prelude::*;

fn document(order: Order, blocks: &[(Lang, &str)]) -> Document {
    let block = |(line, (lang, text)): (usize, &(Lang, &str))| Block {
        lang: *lang,
        kind: BlockKind::Paragraph,
        text: (*text).to_owned(),
        line,
        file: 0,
    };
    Document { blocks: blocks.iter().enumerate().map(block).collect(), order, sources: Vec::new() }
}

fn aligned(document: Document) -> Bitext {
    let lexicon = Lexicon::bundled().unwrap();
    let bitext = align(document, &lexicon, &Progress::default()).unwrap();
    bitext.check().unwrap();
    bitext
}

/// `1-1 0-1 …`: blocks of each row, English first.
fn shape(bitext: &Bitext) -> String {
    let row = |row: &crate::model::Row| format!("{}-{}", row.blocks.en.len(), row.blocks.zh.len());
    bitext.rows.iter().map(row).collect::<Vec<_>>().join(" ")
}

const EN: Lang = Lang::En;
const ZH: Lang = Lang::Zh;

/// Pairs of which the dictionary knows few words.
const WELL: (Lang, &str) =
    (EN, "Monks dug the well in 1802. Twice it ran dry, and twice it came back. Girls call it the Blinking Eye.");
const WELL_ZH: (Lang, &str) = (ZH, "修士们在1802年挖了这口井。它两度干涸，又两度涌出水来。姑娘们称它为“眨巴眼”。");
const DRY: (Lang, &str) = (EN, "The well gave no water that summer. They drew from the one in the next village.");
const DRY_ZH: (Lang, &str) = (ZH, "那年夏天，这口井不出水。他们就到邻村的井里去打。");
const CLOCKS: (Lang, &str) = (
    EN,
    "Grandfather mended clocks in a shed behind the bakery. Most of them had stopped before he was born. He kept a drawer of springs \
     that fitted nothing.",
);
const CLOCKS_ZH: (Lang, &str) =
    (ZH, "祖父在面包店后面的棚子里修钟。大多数钟在他出生之前就停了。他留着一抽屉哪儿都装不上的发条。");

#[test]
fn rows_of_small_articles() {
    let port = (EN, "The port reopened on Monday after the storm, and two hundred ships entered the harbour.");
    let port_zh = (ZH, "暴风雨过后，港口于周一重新开放，两百艘船驶入港湾。");
    let rain = (EN, "Rain had fallen for three days, and the river was higher than anyone could remember.");
    let rain_zh = (ZH, "雨下了三天，河水比任何人记忆中的都高。");
    let school =
        (EN, "Teachers moved the children to the school on the hill, where the kitchen cooked rice for everyone.");
    let school_zh = (ZH, "老师们把孩子们转移到山上的学校，那里的厨房为所有人煮了米饭。");
    let caption_zh = (ZH, "周二，一名消防员在桥边休息。");
    for (name, order, blocks, rows) in [
        ("pairs", Order::Interleaved, vec![port, port_zh, rain, rain_zh, school, school_zh], "1-1 1-1 1-1"),
        ("Chinese first", Order::Interleaved, vec![port_zh, port, rain_zh, rain, school_zh, school], "1-1 1-1 1-1"),
        (
            "captions: between a pair, two in a row, last",
            Order::Interleaved,
            vec![
                port,
                caption_zh,
                port_zh,
                (ZH, "码头上的工人。"),
                (ZH, "摄影：安娜"),
                rain,
                rain_zh,
                school,
                school_zh,
                caption_zh,
            ],
            "0-1 1-1 0-1 0-1 1-1 1-1 0-1",
        ),
        (
            "whole halves with a divider",
            Order::Consecutive,
            vec![port, rain, school, (ZH, "参考译文"), port_zh, rain_zh, school_zh],
            "0-1 1-1 1-1 1-1",
        ),
        ("a translation is missing", Order::Consecutive, vec![port, rain, school, port_zh, school_zh], "1-1 1-0 1-1"),
        (
            "two paragraphs for one",
            Order::Interleaved,
            vec![
                port,
                (EN, "Rain had fallen for three days."),
                (EN, "The river was higher than anyone could remember."),
                port_zh,
                rain_zh,
                school,
                school_zh,
            ],
            "1-1 2-1 1-1",
        ),
        (
            "two pairs, much of them not in the dictionary",
            Order::Interleaved,
            vec![WELL, WELL_ZH, DRY, DRY_ZH],
            "1-1 1-1",
        ),
        ("the same in halves", Order::Consecutive, vec![WELL, DRY, WELL_ZH, DRY_ZH], "1-1 1-1"),
        (
            "a pair again and again",
            Order::Interleaved,
            [CLOCKS, CLOCKS_ZH].repeat(8),
            "1-1 1-1 1-1 1-1 1-1 1-1 1-1 1-1",
        ),
        (
            "the same in halves",
            Order::Consecutive,
            [[CLOCKS].repeat(6), [CLOCKS_ZH].repeat(6)].concat(),
            "1-1 1-1 1-1 1-1 1-1 1-1",
        ),
        ("one language", Order::Consecutive, vec![port, rain], "1-0 1-0"),
        ("nothing", Order::Consecutive, vec![], ""),
    ] {
        let bitext = aligned(document(order, &blocks));
        assert_eq!(shape(&bitext), rows, "{name}");
    }
}

/// Paragraphs that are alike go together in their order, for nothing else tells; and strangers of fitting lengths that are all that is left.
#[test]
fn what_rests_on_order_alone_is_in_doubt() {
    let alike = aligned(document(Order::Consecutive, &[[CLOCKS].repeat(6), [CLOCKS_ZH].repeat(6)].concat()));
    assert!(alike.rows.iter().all(|row| row.doubt.is_some()), "{:?}", alike.rows);
    for (en, zh) in [(WELL, CLOCKS_ZH), (CLOCKS, WELL_ZH)] {
        let strangers = aligned(document(Order::Interleaved, &[DRY, DRY_ZH, en, zh]));
        for row in strangers.rows.iter().filter(|row| row.blocks.en.contains(&1) && row.blocks.zh.contains(&1)) {
            assert!(row.doubt.is_some(), "{row:?}");
        }
    }
}

#[test]
fn code_stays_whole() {
    let mut doc = document(Order::Consecutive, &[(EN, "let a = 1. let b = 2. let c = 3."), (ZH, "代码如下。就这些。")]);
    doc.blocks[0].kind = BlockKind::Verbatim;
    assert_eq!(aligned(doc).sentences.en.len(), 1);
}

#[test]
fn degenerate_texts_come_back() {
    let same = "The same line. 同一行。".to_owned();
    let long = "雨停了。".repeat(3000);
    for blocks in [
        vec![(EN, "."); 2000],
        (0..3000)
            .map(|i| (if i % 2 == 0 { EN } else { ZH }, if i % 2 == 0 { "The same line." } else { "同一行。" }))
            .collect(),
        vec![(EN, "One."), (ZH, long.as_str())],
        vec![(EN, same.as_str()), (ZH, same.as_str())],
    ] {
        for order in [Order::Interleaved, Order::Consecutive] {
            aligned(document(order, &blocks));
            provisional(document(order, &blocks)).check().unwrap();
        }
    }
}

#[test]
fn cancelled_work_has_no_result() {
    let progress = Progress::default();
    progress.cancel();
    let lexicon = Lexicon::bundled().unwrap();
    let doc = document(Order::Consecutive, &[(EN, "Rain."), (ZH, "雨。")]);
    assert!(align(doc, &lexicon, &progress).is_none());
    assert!(align_segmented(PerLang { en: &["Rain."], zh: &["雨。"] }, &lexicon, &progress).is_none());
}

#[test]
fn given_sentences_are_never_split() {
    let lexicon = Lexicon::bundled().unwrap();
    let en = ["“Come in,” she said.", "The rain had stopped.", "He put 12 boats on the shore."];
    let zh = ["“进来，”她说。", "雨停了。他把十二条船放到岸上。"];
    let beads = align_segmented(PerLang { en: &en, zh: &zh }, &lexicon, &Progress::default()).unwrap();
    let shape: Vec<_> = beads.iter().map(|b| (b.sentences.en.clone(), b.sentences.zh.clone())).collect();
    assert_eq!(shape, [(0..1, 0..1), (1..3, 1..2)]);
    let empty: PerLang<&[&str]> = PerLang { en: &en, zh: &[] };
    assert_eq!(align_segmented(empty, &lexicon, &Progress::default()).unwrap().len(), 3);
}

fn any_text(lang: Lang) -> impl Strategy<Value = String> {
    let words: &[&str] = match lang {
        Lang::En => {
            &["rain ", "Anna ", "the river ", "12 ", "boats. ", "“Go!” ", "Why? ", "\n", "3.5 ", "雨", "... ", "'"]
        }
        Lang::Zh => {
            &["雨", "安娜", "河水", "十二", "船。", "“走！”", "为什么？", "\n", "3.5", "rain", "……", "，", "他说"]
        }
    };
    proptest::collection::vec(proptest::sample::select(words), 1..25).prop_map(|words| words.concat())
}

fn any_document() -> impl Strategy<Value = Document> {
    let block = prop_oneof![any_text(EN).prop_map(|t| (EN, t)), any_text(ZH).prop_map(|t| (ZH, t))];
    let kinds = proptest::sample::select(vec![BlockKind::Paragraph, BlockKind::Dateline, BlockKind::Verbatim]);
    (proptest::collection::vec((block, kinds), 0..40), any::<bool>()).prop_map(|(blocks, interleaved)| Document {
        blocks: blocks
            .into_iter()
            .enumerate()
            .map(|(line, ((lang, text), kind))| Block { lang, kind, text, line, file: 0 })
            .collect(),
        order: if interleaved { Order::Interleaved } else { Order::Consecutive },
        sources: Vec::new(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_is_lost_and_nothing_left_to_chance(doc in any_document()) {
        let lexicon = Lexicon::bundled().unwrap();
        let texts = |blocks: &[Block], lang| blocks.iter().filter(|b| b.lang == lang).map(|b| b.text.clone()).collect::<Vec<_>>();
        let before = PerLang::from_fn(|lang| texts(&doc.blocks, lang));
        let guess = provisional(doc.clone());
        guess.check().unwrap();
        let bitext = align(doc.clone(), &lexicon, &Progress::default()).unwrap();
        bitext.check().unwrap();
        prop_assert_eq!(PerLang::from_fn(|lang| texts(&bitext.blocks[lang], lang)), before);
        prop_assert_eq!(&guess.sentences, &bitext.sentences);
        prop_assert_eq!(align(doc, &lexicon, &Progress::default()).unwrap(), bitext);
    }
}

/// Pairs that differ, with captions in between, more than the aligner keeps on one thread.
#[test]
fn the_number_of_threads_changes_nothing() {
    let lexicon = Lexicon::bundled().unwrap();
    let (ens, zhs) = (["ferry", "captain", "river", "lamp"], ["渡船", "船长", "河水", "灯"]);
    let mut texts = Vec::new();
    for i in 0..700_usize {
        let (a, b) = (i % 4, i * 7 / 3 % 4);
        texts.push((EN, format!("The {} passed {} boats. Nobody saw the {}.", ens[a], i + 13, ens[b])));
        texts.push((ZH, format!("{}驶过了{}条船。没有人看见{}。", zhs[a], i + 13, zhs[b])));
        if i % 11 == 0 {
            texts.push((ZH, format!("摄影：{}", zhs[b])));
        }
    }
    let blocks: Vec<(Lang, &str)> = texts.iter().map(|(lang, text)| (*lang, text.as_str())).collect();
    for order in [Order::Interleaved, Order::Consecutive] {
        let on = |threads| {
            align_on(threads, document(order, &blocks), &lexicon, &weights::FITTED, &Progress::default()).unwrap()
        };
        let alone = on(1);
        alone.check().unwrap();
        assert!(
            alone.sentences.en.len() + alone.sentences.zh.len() > MIN_SHARED_UNITS,
            "or it would not be shared out"
        );
        for threads in [2, 3, 4] {
            assert_eq!(on(threads), alone, "{threads}");
        }
    }
}
