//! Rules and invariants of the room; the figures are in `tests/anchor`.

use super::*;
use crate::model::{Bead, Block, BlockKind, Quote, Row, Sentence};
use proptest::prelude::*;

/// Paragraphs of pairs of sentences; English sentences are kept apart by a space.
fn bitext(paragraphs: &[&[(&str, &str)]]) -> Bitext {
    let mut made = Bitext::default();
    for paragraph in paragraphs {
        let first = PerLang::from_fn(|lang| made.blocks[lang].len());
        let mut beads =
            vec![Bead { sentences: PerLang { en: 0..0, zh: 0..0 }, confidence: 1.0, doubt: None }; paragraph.len()];
        for lang in Lang::BOTH {
            let (mut text, block) = (String::new(), made.blocks[lang].len());
            for (at, (pair, bead)) in paragraph.iter().zip(&mut beads).enumerate() {
                let (sentence, space) = if lang == Lang::En { (pair.0, " ") } else { (pair.1, "") };
                let start = text.len();
                text += sentence;
                text += if at + 1 < paragraph.len() && !sentence.is_empty() { space } else { "" };
                let before = made.sentences[lang].len();
                if text.len() > start {
                    let span = ByteSpan::new(&text, start, text.len()).unwrap();
                    made.sentences[lang].push(Sentence { block, span });
                }
                bead.sentences[lang] = before..made.sentences[lang].len();
            }
            if !text.is_empty() {
                made.blocks[lang].push(Block { lang, kind: BlockKind::Paragraph, text, line: 0, file: 0 });
            }
        }
        let blocks = PerLang::from_fn(|lang| first[lang]..made.blocks[lang].len());
        beads.retain(|bead| !bead.sentences.en.is_empty() || !bead.sentences.zh.is_empty());
        if !beads.is_empty() {
            made.rows.push(Row { blocks, confidence: 1.0, doubt: None, beads });
        }
    }
    assert_eq!(made.check(), Ok(()));
    made
}

const LIGHT: [(&str, &str); 4] = [
    ("The old man had kept the light for forty years.", "老人守了四十年的灯。"),
    ("Every ship in the bay knew the beam.", "海湾里的船都认得那束光。"),
    ("He never said that it was hard.", "他从不说自己辛苦。"),
    ("One night the lamp went out.", "一天夜里，灯灭了。"),
];

/// A refrain: every passage like the next, with the same around it.
#[test]
fn one_of_many_equal_passages_is_not_taken_for_another_when_one_is_gone() {
    let line: &[(&str, &str)] =
        &[("Row on, row on, the long tide carries us home before the morning comes.", "划呀划，潮水送我们回家。")];
    let index = |lines: usize| Index::new(&bitext(&vec![line; lines]));
    let (before, after) = (index(12), index(11));
    for sentence in [2, 5, 8] {
        let target = note(&before, Lang::En, sentence, false);
        assert_eq!(
            before.find_all(&[&target], before.text_hashes(), &Progress::default()).unwrap()[0].state,
            State::Exact
        );
        // The notebook may have been saved with the later text's hash since.
        let found = after.find_all(&[&target], after.text_hashes(), &Progress::default()).unwrap();
        assert_ne!(found[0].state, State::Exact, "sentence {sentence}");
    }
}

/// A note on a sentence of the text, both sides or one.
fn note(index: &Index, lang: Lang, sentence: usize, both: bool) -> Target {
    let mut target = index.target(lang, &index.sentences(lang, sentence..sentence + 1).unwrap()).unwrap();
    if !both {
        match lang {
            Lang::En => target.zh = None,
            Lang::Zh => target.en = None,
        }
    }
    target
}

/// How sure a place is, and its text on both sides; for a guess, of the guess.
fn found(index: &Index, target: &Target) -> (&'static str, PerLang<String>) {
    let Attachment { state, places } = index.find(target);
    let (name, places) = match state {
        State::Exact => ("exact", places),
        State::Changed { similarity } => {
            assert!((0.0..=1.0).contains(&similarity));
            ("changed", places)
        }
        State::Ask { guess } => {
            assert_eq!(places, PerLang::default());
            ("ask", guess)
        }
        State::Orphan => ("orphan", places),
    };
    let text = |lang| places[lang].as_ref().map_or_else(String::new, |passage| index.text(lang, passage).to_owned());
    (name, PerLang::from_fn(text))
}

#[test]
fn a_target_has_both_sides_and_what_stands_around_them() {
    let index = Index::new(&bitext(&[&LIGHT[..2], &LIGHT[2..]]));
    let target = note(&index, Lang::Zh, 1, true);
    let zh = Quote {
        quote: LIGHT[1].1.into(),
        prefix: LIGHT[0].1.into(),
        suffix: format!("\n{}{}", LIGHT[2].1, LIGHT[3].1),
        chars: (10, 22),
        occurrence: (1, 1),
    };
    assert_eq!(target.zh, Some(zh));
    assert_eq!(target.en.unwrap().quote, LIGHT[1].0);
}

#[test]
fn occurrences_count_words_and_not_letters() {
    let index = Index::new(&bitext(&[&[("Art, part, art.", ""), ("Start at Art.", "")]]));
    let piece =
        |start, end| Piece { block: 0, span: ByteSpan::new("Art, part, art. Start at Art.", start, end).unwrap() };
    let quote = |start, end| {
        let target = index.target(Lang::En, &Passage { pieces: vec![piece(start, end)] });
        target.unwrap().en.unwrap()
    };
    assert_eq!(quote(11, 14).occurrence, (2, 3), "a word");
    assert_eq!(quote(6, 9).occurrence, (2, 5), "a part of one is counted everywhere");
    assert_eq!(quote(10, 15).quote, "art.", "no white space at the ends");
    assert_eq!(quote(14, 15).occurrence, (1, 1), "a mark alone");
}

#[test]
fn what_became_of_a_sentence() {
    let old = Index::new(&bitext(&[&LIGHT]));
    let same = LIGHT[1];
    let new = |pair: (&'static str, &'static str)| {
        let mut pairs = LIGHT;
        pairs[1] = pair;
        pairs
    };
    let cases: [(&str, (&str, &str), &str, &str); 7] = [
        ("typed otherwise", ("EVERY SHIP  in the bay: knew the beam!", "海灣裡的船，都認得那束光．"), "exact", "exact"),
        ("a word", ("Every boat in the bay knew the beam.", same.1), "changed", "exact"),
        ("a character", (same.0, "海湾里的人都认得那束光。"), "exact", "changed"),
        (
            "longer",
            ("And so every ship in the bay knew the beam well.", "海湾里的大小船只都认得那束光。"),
            "exact",
            "changed",
        ),
        ("gone in English", ("", same.1), "ask", "exact"),
        ("another sentence", ("She sold fish on Mondays.", "星期一她卖鱼。"), "ask", "ask"),
        ("gone", ("", ""), "ask", "ask"),
    ];
    for (what, pair, en, zh) in cases {
        let index = Index::new(&bitext(&[&new(pair)]));
        let en_note = note(&old, Lang::En, 1, false);
        let zh_note = note(&old, Lang::Zh, 1, false);
        if what != "longer" {
            assert_eq!(found(&index, &en_note).0, en, "{what}");
        }
        assert_eq!(found(&index, &zh_note).0, zh, "{what}");
    }
}

#[test]
fn the_other_language_votes() {
    let old = Index::new(&bitext(&[&LIGHT]));
    let both = note(&old, Lang::En, 1, true);
    let mut pairs = LIGHT;
    pairs[1].0 = "Nobody at sea could mistake that lamp.";
    let index = Index::new(&bitext(&[&[("Yes.", "是的。")], &pairs]));
    let (state, text) = found(&index, &both);
    assert_eq!((state, text.en.as_str(), text.zh.as_str()), ("exact", pairs[1].0, pairs[1].1), "through the bead");

    pairs[1].0 = "";
    let index = Index::new(&bitext(&[&pairs]));
    let (state, text) = found(&index, &both);
    assert_eq!((state, text.en.as_str(), text.zh.as_str()), ("exact", "", pairs[1].1), "nothing to show");

    // Both are there, but not as a pair.
    let torn = [LIGHT[0], (LIGHT[1].0, LIGHT[2].1), (LIGHT[2].0, LIGHT[3].1), (LIGHT[3].0, LIGHT[1].1)];
    let index = Index::new(&bitext(&[&torn]));
    assert_eq!(found(&index, &both).0, "changed");
}

#[test]
fn a_twin_is_not_the_sentence() {
    let old = Index::new(&bitext(&[&LIGHT[..2], &[("Far away.", "远处。"), LIGHT[1]]]));
    for lang in Lang::BOTH {
        let target = note(&old, lang, 1, false);
        assert_eq!(found(&old, &target).0, "exact", "both are there and in their places");
        let index = Index::new(&bitext(&[&LIGHT[..1], &[("Far away.", "远处。"), LIGHT[1]]]));
        assert_ne!(found(&index, &target).0, "exact", "one is gone");
        let index = Index::new(&bitext(&[&LIGHT[..2], &LIGHT[1..2], &[("Far away.", "远处。"), LIGHT[1]]]));
        assert_ne!(found(&index, &target).0, "exact", "there is one more");
    }
}

#[test]
fn marks_around_a_passage_go_with_it() {
    let old = Index::new(&bitext(&[&[("“Come in,” she said to the old man.", "“进来。”她对老人说。")]]));
    let target = note(&old, Lang::En, 0, true);
    let new = ("\"Come in,\" she said to the old man.", "「進來。」她對老人說。");
    let (state, text) = found(&Index::new(&bitext(&[&[new]])), &target);
    assert_eq!((state, text.en.as_str(), text.zh.as_str()), ("exact", new.0, new.1));
}

#[test]
fn the_same_text_needs_no_search() {
    let text = bitext(&[&LIGHT, &LIGHT, &LIGHT]);
    let index = Index::new(&text);
    // Nothing tells these apart but their position.
    let targets: Vec<Target> = (0..12).map(|at| note(&index, Lang::En, at, true)).collect();
    let targets: Vec<&Target> = targets.iter().collect();
    let all = index.find_all(&targets, index.text_hashes(), &Progress::default()).unwrap();
    for (at, attachment) in all.iter().enumerate() {
        assert_eq!(attachment.state, State::Exact);
        for lang in Lang::BOTH {
            assert_eq!(attachment.places[lang], index.sentences(lang, at..at + 1));
        }
    }
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(index.find_all(&targets, index.text_hashes(), &progress), None);
}

#[test]
fn hashes_are_of_the_folded_text() {
    let hashes = |pair| Index::new(&bitext(&[&[pair]])).text_hashes().clone();
    assert_eq!(hashes(("The light.", "守灯。")), hashes(("the LIGHT", "守燈")));
    assert_ne!(hashes(("The light.", "守灯。")), hashes(("A light.", "守灯。")));
    assert_eq!(hashes(("", "灯。")).en, "");
    assert_eq!(hashes(("", "灯。")).zh.len(), 16);
}

#[test]
fn shingles_are_of_the_folded_text() {
    assert!(shingles(Lang::Zh, "守燈人。").is_empty(), "too short for one");
    assert_eq!(shingles(Lang::Zh, "守燈人走了。"), shingles(Lang::Zh, "守灯人走了"));
    assert_eq!(shingles(Lang::En, "The LIGHT is lit again."), shingles(Lang::En, "the light is lit again"));
    let (long, end) = (shingles(Lang::En, "now the light is lit again"), shingles(Lang::En, "the light is lit again"));
    assert_eq!((long.len(), &long[3..]), (8, &end[..]), "wherever they stand");
}

#[test]
fn any_text_will_do() {
    let long = "灯".repeat(70_000) + &"守".repeat(20_000);
    let line = "the light of the bay ".repeat(50_000);
    let texts = ["", "。", "灯", "a", "\u{301}", "…… —— ……", "灯灯灯灯灯灯", &long, &line];
    let indices: Vec<Index> = texts.iter().map(|text| Index::new(&bitext(&[&[(text, text)]]))).collect();
    for old in &indices {
        for lang in Lang::BOTH {
            let Some(passage) = old.sentences(lang, 0..1) else { continue };
            let Some(target) = old.target(lang, &passage) else { continue };
            for new in &indices {
                let _ = new.find(&target);
            }
        }
    }
    assert_eq!(indices[0].target(Lang::Zh, &Passage::default()), None);
    let far = Passage { pieces: vec![Piece { block: 9, span: ByteSpan::whole("灯") }] };
    assert_eq!(indices[2].target(Lang::Zh, &far), None);
    assert_eq!(indices[2].text(Lang::Zh, &far), "");
}

#[test]
fn ten_megabytes_on_one_line() {
    let words: Vec<String> = (0..900_000).map(|at| format!("word {}", at % 77_777)).collect();
    let line = words.join(" ");
    assert!(line.len() > 9_500_000);
    let index = Index::new(&bitext(&[&[(&line, "灯")]]));
    let at = line.len() / 2;
    let span = ByteSpan::new(&line, at, at + 60).unwrap();
    let target = index.target(Lang::En, &Passage { pieces: vec![Piece { block: 0, span }] }).unwrap();
    let all = index.find_all(&[&target], index.text_hashes(), &Progress::default()).unwrap();
    assert_eq!(all[0].state, State::Exact);
    assert_ne!(index.find(&target).state, State::Orphan);
}

proptest! {
    #[test]
    fn what_is_made_is_found(
        en in prop::collection::vec("[ab ,.“”é]{0,12}", 1..6),
        zh in prop::collection::vec("[灯守老，。「」a1]{0,8}", 1..6),
        from in 0usize..60,
        len in 1usize..40,
        is_zh: bool,
    ) {
        let pairs: Vec<(&str, &str)> =
            (0..en.len().max(zh.len())).map(|at| (en.get(at).map_or("", |s| s), zh.get(at).map_or("", |s| s))).collect();
        let text = bitext(&[&pairs[..pairs.len() / 2], &pairs[pairs.len() / 2..]]);
        let index = Index::new(&text);
        let lang = if is_zh { Lang::Zh } else { Lang::En };
        for (block, source) in text.blocks[lang].iter().enumerate() {
            let byte = |char: usize| source.text.char_indices().nth(char).map_or(source.text.len(), |(at, _)| at);
            let Some(span) = ByteSpan::new(&source.text, byte(from), byte(from + len)) else { continue };
            let Some(target) = index.target(lang, &Passage { pieces: vec![Piece { block, span }] }) else { continue };
            let cut = span.slice(&source.text);
            let start = span.start() + (cut.len() - cut.trim_start().len());
            let made = Passage {
                pieces: vec![Piece { block, span: ByteSpan::new(&source.text, start, start + cut.trim().len()).unwrap() }],
            };
            prop_assert_eq!(index.text(lang, &made), &target.side(lang).unwrap().quote);
            let all = index.find_all(&[&target], index.text_hashes(), &Progress::default()).unwrap();
            prop_assert_eq!(&all[0].state, &State::Exact);
            prop_assert_eq!(all[0].places[lang].as_ref(), Some(&made));
            // Searched for: never silently elsewhere.
            let mut alone = target.clone();
            match lang {
                Lang::En => alone.zh = None,
                Lang::Zh => alone.en = None,
            }
            let found = index.find(&alone);
            if found.state == State::Exact {
                prop_assert_eq!(found.places[lang].as_ref(), Some(&made));
            }
        }
    }

    #[test]
    fn characters_and_bytes_go_both_ways(text in "[a灯é😀\n]{0,400}") {
        let side = Side::new(&bitext(&[&[(&text, "")]]), Lang::En);
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (char, byte) in bytes.iter().enumerate() {
            prop_assert_eq!(side.char_of(*byte), char);
            prop_assert_eq!(side.byte_of(char), Some(*byte));
        }
        prop_assert_eq!(side.byte_of(bytes.len()), None);
    }

    #[test]
    fn nothing_is_lost_or_invented_by_edits(old in "[ab 灯守。\n]{0,60}", new in "[ab 灯守。\n]{0,60}", from in 0usize..30) {
        let index = Index::new(&bitext(&[&[(&old, &old)]]));
        let later = Index::new(&bitext(&[&[(&new, &new)]]));
        for lang in Lang::BOTH {
            let byte = |char: usize| old.char_indices().nth(char).map_or(old.len(), |(at, _)| at);
            let Some(span) = ByteSpan::new(&old, byte(from), byte(from + 9)) else { continue };
            let Some(target) = index.target(lang, &Passage { pieces: vec![Piece { block: 0, span }] }) else { continue };
            let (state, text) = found(&later, &target);
            let is_attached = state == "exact" || state == "changed";
            prop_assert!(!(is_attached && text.en.is_empty() && text.zh.is_empty()));
        }
    }
}
