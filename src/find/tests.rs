use super::*;
use crate::model::{Bead, Block, BlockKind, Row, Sentence};
use crate::text::PerLang;
use proptest::prelude::*;

/// One row for each pair of blocks; an empty text is no block.
fn bitext(pairs: &[(&str, &str)]) -> Bitext {
    let mut bitext = Bitext::default();
    for (line, (en, zh)) in pairs.iter().enumerate() {
        let texts = PerLang { en, zh };
        let mut row = Row { blocks: PerLang::default(), confidence: 1.0, doubt: None, beads: vec![] };
        let mut bead = Bead { sentences: PerLang::default(), confidence: 1.0, doubt: None };
        for lang in Lang::BOTH {
            let block = bitext.blocks[lang].len();
            let sentence = bitext.sentences[lang].len();
            let text = (*texts[lang]).to_owned();
            if !text.is_empty() {
                bitext.sentences[lang].push(Sentence { block, span: ByteSpan::whole(&text) });
                bitext.blocks[lang].push(Block { lang, kind: BlockKind::Paragraph, text, line, file: 0 });
            }
            row.blocks[lang] = block..bitext.blocks[lang].len();
            bead.sentences[lang] = sentence..bitext.sentences[lang].len();
        }
        row.beads.push(bead);
        bitext.rows.push(row);
    }
    bitext
}

fn query(typed: &str) -> Option<Query> {
    Query::new(typed, true)
}

/// The parts of a text that are found.
fn found<'t>(text: &'t str, typed: &str) -> Vec<&'t str> {
    let mut hits = Vec::new();
    if let Some(query) = query(typed) {
        in_text(&query, text, |range| hits.push(&text[range]));
    }
    hits
}

/// The hits in a paragraph.
fn in_text(query: &Query, text: &str, hit: impl FnMut(Range<usize>)) {
    let block = Block { lang: Lang::En, kind: BlockKind::Paragraph, text: text.to_owned(), line: 0, file: 0 };
    query.in_block(&block, &mut Units::default(), hit);
}

#[test]
fn words_are_found_whole_and_in_all_their_forms() {
    let lexicon = Lexicon::bundled().unwrap();
    for (word, text, expected) in [
        ("run", "Ran, runs; brunch, rerun: RUNNING run-up.", &["Ran", "runs", "RUNNING", "run"][..]),
        ("ran", "She runs.", &["runs"]),
        ("go", "He went; go on, ago, going.", &["went", "go", "going"]),
        ("ferry", "ferryman, Ferries’", &["Ferries"]),
        ("DNA", "DNA检测，XDNA", &["DNA"]),
        ("’s", "It's the captain’s.", &["'s", "’s"]),
        ("1994", "1994, 11994", &["1994"]),
        ("灯塔", "燈塔和灯塔上", &["燈塔", "灯塔"]),
        ("年", "去年这一年，年年有新年；三年", &["年", "年"]),
        ("图书", "图书馆里的图书", &["图书"]),
        ("船", "渡船来了，船\n上没有人，輪船、船", &["船", "船"]),
        ("去年", "他去年离开，失去年华", &["去年"]),
        ("年", "去**年**，[图书](年)馆", &[]),
        ("barge", "![A barge](barge.jpg)", &["barge"]),
    ] {
        let query = Query::word(word, &lexicon).unwrap();
        let mut hits = Vec::new();
        in_text(&query, text, |range| hits.push(&text[range]));
        assert_eq!(hits, expected, "{word}");
    }
    assert!(Query::word(" ", &lexicon).is_none());
}

#[test]
fn code_is_searched_as_it_stands() {
    let text = "```\n> ls\n> cargo run\n```";
    let block = Block { lang: Lang::En, kind: BlockKind::Verbatim, text: text.to_owned(), line: 0, file: 0 };
    for (typed, expected) in [("> cargo", &["> cargo"][..]), ("ls cargo", &[])] {
        let mut hits = Vec::new();
        query(typed).unwrap().in_block(&block, &mut Units::default(), |range| hits.push(&text[range]));
        assert_eq!(hits, expected, "{typed}");
    }
}

#[test]
fn what_is_the_same_to_a_reader_is_found() {
    for (text, typed, hits) in [
        // Case, width, accents, quotation marks, dashes.
        ("The tide, the TIDE.", "tide", &["tide", "TIDE"][..]),
        ("Ｔｉｄｅ　ｔａｂｌｅ", "tide table", &["Ｔｉｄｅ　ｔａｂｌｅ"]),
        ("tide table", "ＴＩＤＥ", &["tide"]),
        ("a café, a cafe\u{301}.", "cafe", &["café", "cafe\u{301}"]),
        ("Her “no” was 'no'.", "\"no\"", &["“no”"]),
        ("It wasn’t. It wasn't.", "wasn't", &["wasn’t", "wasn't"]),
        ("他说「不」。", "“不”", &["「不」"]),
        ("1994—2026", "1994-2026", &["1994—2026"]),
        ("好，好！", "好,", &["好，"]),
        // Both scripts.
        ("老人守著燈塔。", "守着灯塔", &["守著燈塔"]),
        ("老人守着灯塔。", "燈塔", &["灯塔"]),
        ("⽼⼈", "老人", &["⽼⼈"]),
        // Spaces and soft wraps.
        ("the old\nlight", "old light", &["old\nlight"]),
        ("the old \u{a0} light", "old  light", &["old \u{a0} light"]),
        ("守灯\r\n的人", "灯的人", &["灯\r\n的人"]),
        ("第一项，\n  折了行", "项，折", &["项，\n  折"]),
        ("a well-\n  known light", "well-known", &["well-\n  known"]),
        ("> it forgets\n> nothing", "forgets nothing", &["forgets\n> nothing"]),
        ("so\u{ad}ft zero\u{200b}width", "soft zerowidth", &["so\u{ad}ft zero\u{200b}width"]),
        // What is drawn, and what stands in the source.
        ("the **real** one", "the real one", &["the **real** one"]),
        ("the **real** one", "**real**", &["**real**"]),
        ("the **real** one, *real*", "real", &["real", "real"]),
        ("[the *map*](a/map.png) here", "map here", &["map*](a/map.png) here"]),
        ("[the map](a/map.png)", "map", &["map", "map"]),
        ("一盏**真**灯，", "真灯", &["真**灯"]),
        ("等等...走吧", "等等……走", &["等等...走"]),
        ("等等......", "等……", &["等......"]),
        ("等等……", "等等...", &["等等……"]),
        ("wait... he", "wait…", &["wait..."]),
        ("wait... he", "wait.", &["wait..."]),
        ("完了.", "了。", &["了."]),
        ("他说: 好 (对)", "说：好（对", &["说: 好 (对"]),
        // One character folded to several, several hits in a row.
        ("½ or ﬃ", "2", &["½"]),
        ("½ or ﬃ", "f", &["ﬃ"]),
        ("aaaaa", "aa", &["aa", "aa"]),
        ("ababab", "abab", &["abab"]),
        // Nothing to look for.
        ("灯 ", " ", &[]),
        ("灯", "", &[]),
        ("cafe\u{301}", "\u{301}", &[]),
        ("a\u{200b}b", "\u{200b} \u{301}", &[]),
        ("short", "shorter", &[]),
    ] {
        assert_eq!(found(text, typed), hits, "{typed:?} in {text:?}");
    }
}

#[test]
fn pinyin_finds_characters() {
    for (text, typed, hits) in [
        ("中国和中國", "zhongguo", &["中国", "中國"][..]),
        ("中国", "zhong guo", &["中国"]),
        ("中国", "Zhōngguó", &["中国"]),
        ("西安，先生", "xian", &["西安", "先"]),
        ("西安，先生", "xi'an", &["西安"]),
        ("银行在行人路旁", "yinhang", &["银行"]),
        ("银行在行人路旁", "xing", &["行", "行"]),
        ("大夫乘的士", "daifu", &["大夫"]),
        ("大夫乘的士", "dishi", &["的士"]),
        ("绿色的路", "lv", &["绿"]),
        ("绿色的路", "lü", &["绿"]),
        ("绿色的路", "lu", &["绿", "路"]),
        ("花儿", "huar", &["花儿"]),
        ("守灯\n的人", "shou deng de ren", &["守灯\n的人"]),
        ("Deng 说：灯", "deng", &["Deng", "灯"]),
        ("灯。塔", "dengta", &[]),
        ("灯塔", "lamp", &[]),
        ("他们", "men", &["们"]),
        ("乾坤", "qiankun", &["乾坤"]),
        ("干净", "qian", &[]),
    ] {
        assert_eq!(found(text, typed), hits, "{typed:?} in {text:?}");
    }
    let plain = Query::new("zhongguo", false).unwrap();
    in_text(&plain, "中国", |_| panic!("not as pinyin"));
    assert_eq!(found("啊", &"a".repeat(64)), [""; 0], "too long for it");
}

#[test]
fn hits_are_in_the_order_of_the_text_and_know_where_they_are() {
    let bitext = bitext(&[("A lamp. A lamp.", "灯，灯。"), ("", "灯"), ("No light.", "没有光。"), ("Lamp!", "燈")]);
    bitext.check().unwrap();
    let at = |typed: &str, rows: Range<usize>| -> Vec<(u32, Lang, u32, u32)> {
        let hits = query(typed).unwrap().search(&bitext, rows);
        assert!(hits.is_sorted());
        hits.iter().map(|hit| (hit.row, hit.lang, hit.block, hit.start)).collect()
    };
    let (en, zh) = (Lang::En, Lang::Zh);
    assert_eq!(at("lamp", 0..4), [(0, en, 0, 2), (0, en, 0, 10), (3, en, 2, 0)]);
    assert_eq!(at("灯", 0..4), [(0, zh, 0, 0), (0, zh, 0, 6), (1, zh, 1, 0), (3, zh, 3, 0)]);
    assert_eq!(at("灯", 1..3), [(1, zh, 1, 0)]);
    let hit = query("lamp").unwrap().search(&bitext, 3..4)[0];
    assert_eq!(hit.span(&bitext).map(|span| span.slice("Lamp!")), Some("Lamp"));
    assert_eq!(hit.sentence(&bitext), Some(2));
}

/// The hits of the plainest search there is: at every place, leftmost first.
fn naive(text: &str, typed: &str) -> Vec<Range<usize>> {
    let fold = |text: &str| {
        let mut units = Units::default();
        units.read(text, true, true);
        units
    };
    let (units, needle) = (fold(text), fold(typed));
    let needle = trimmed(needle.chars());
    let mut hits: Vec<Range<usize>> = Vec::new();
    for at in 0..units.chars().len() {
        if !needle.is_empty() && units.chars()[at..].starts_with(needle) {
            let source = units.source(text, at..at + needle.len());
            if hits.last().is_none_or(|last| source.start >= last.end) {
                hits.push(source);
            }
        }
    }
    hits
}

const TEXT: &str = "[ab AＡé燈灯中国“'，\n\u{301}½ﬁ.…。]{0,24}";

proptest! {
    #[test]
    fn nothing_is_missed_and_what_is_found_was_typed(text in TEXT, typed in TEXT) {
        let expected = naive(&text, &typed);
        let mut hits = Vec::new();
        if let Some(query) = Query::new(&typed, false) {
            in_text(&query, &text, |range| hits.push(range));
        }
        prop_assert_eq!(&hits, &expected);
        prop_assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let mut needle = Units::default();
        needle.read(&typed, true, true);
        let needle: String = trimmed(needle.chars()).iter().collect();
        for range in hits {
            let part = text.get(range).expect("between characters");
            prop_assert!(!part.is_empty());
            let mut units = Units::default();
            units.read(part, true, true);
            prop_assert!(units.chars().iter().collect::<String>().contains(&needle));
        }
    }

    #[test]
    fn any_text_can_be_searched_for_anything(text in "\\PC{0,40}", typed in "\\PC{0,4}") {
        let mut end = 0;
        if let Some(query) = query(&typed) {
            in_text(&query, &text, |range| {
                assert!(range.start >= end && text.get(range.clone()).is_some_and(|part| !part.is_empty()));
                end = range.end;
            });
        }
        // A part that is typed is found.
        let part: String = text.chars().skip(3).take(5).collect();
        if let Some(query) = query(&part) {
            let mut count = 0;
            in_text(&query, &text, |_| count += 1);
            assert!(count > 0 || part.trim() != part, "{part:?} in {text:?}");
        }
    }
}
