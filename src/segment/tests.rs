use super::sentences;
use crate::text::Lang;
use proptest::prelude::*;

/// Each row is one paragraph with `|` at the sentence ends.
#[track_caller]
fn check(lang: Lang, rows: &[&str]) {
    let mut wrong = Vec::new();
    for row in rows {
        let expected: Vec<&str> = row.split('|').collect();
        let text = expected.concat();
        let spans = sentences(lang, &text);
        let got: Vec<&str> = spans.iter().map(|s| s.slice(&text)).collect();
        if got != expected {
            wrong.push(format!("expected {expected:?}\n     got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

include!("tests/english.rs");
include!("tests/chinese.rs");

#[test]
fn nothing_is_nothing() {
    assert!(sentences(Lang::En, "").is_empty());
    assert_eq!(sentences(Lang::Zh, "   ").len(), 1, "white space alone is kept");
}

proptest! {
    #[test]
    fn spans_tile_whatever_comes(text in "(?s).{0,60}") {
        for lang in Lang::BOTH {
            let spans = sentences(lang, &text);
            prop_assert_eq!(spans.iter().map(|s| s.slice(&text)).collect::<String>(), text.clone());
            prop_assert!(spans.iter().all(|s| !s.is_empty()));
        }
    }

    #[test]
    fn spans_tile_near_the_rules(text in "([A-Za-z]{1,4}|Mr|U\\.S|[0-9]{1,3}|雨|说|他|[.?!…,;:—“”‘’\"'()（）《》「」。！？，： \n\\[\\]]){0,40}") {
        for lang in Lang::BOTH {
            let spans = sentences(lang, &text);
            prop_assert_eq!(spans.iter().map(|s| s.slice(&text)).collect::<String>(), text.clone());
            let blank = spans.iter().filter(|s| s.slice(&text).trim().is_empty()).count();
            prop_assert!(blank <= usize::from(text.trim().is_empty()), "white space joins a neighbour: {:?}", spans);
        }
    }
}

/// Texts that make a careless look ahead or back cross the whole paragraph at every stop.
#[test]
fn hostile_paragraphs_take_linear_time() {
    let patterns = [
        ". ( ",
        "! - ",
        "?”“A",
        "？”A",
        "V.雨",
        "！）",
        "……”说",
        "“——”",
        ". . . ",
        "[1] ",
        "\"?",
        "。 ",
        ".",
        "…",
        "\u{3000}",
        "1.",
        "”",
        "a—",
    ];
    for pattern in patterns {
        for text in [pattern.repeat(40_000), format!("{}{}", " ".repeat(40_000), pattern.repeat(40_000))] {
            for lang in Lang::BOTH {
                let spans = sentences(lang, &text);
                assert_eq!(spans.iter().map(|s| s.len()).sum::<usize>(), text.len());
            }
        }
    }
}
