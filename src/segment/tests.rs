use super::sentences;
use crate::text::Lang;
use proptest::prelude::*;

/// A paragraph a line with `|` at the sentence ends; `#` names the rules that follow. `\n`, `\t` and `\s` stand for white space.
const TABLES: [(Lang, &str); 2] =
    [(Lang::En, include_str!("tests/english.txt")), (Lang::Zh, include_str!("tests/chinese.txt"))];

#[test]
fn sentence_ends_by_table() {
    for (lang, table) in TABLES {
        let (mut count, mut rules, mut wrong) = (0, "", Vec::new());
        for row in table.lines().filter(|line| !line.is_empty()) {
            if let Some(name) = row.strip_prefix("# ") {
                rules = name;
                continue;
            }
            let row = row.replace("\\n", "\n").replace("\\t", "\t").replace("\\s", " ");
            let expected: Vec<&str> = row.split('|').collect();
            let text = expected.concat();
            let spans = sentences(lang, &text);
            let got: Vec<&str> = spans.iter().map(|s| s.slice(&text)).collect();
            count += 1;
            if got != expected {
                wrong.push(format!("{rules}: expected {expected:?}\n     got {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{lang:?}: {} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert!(count >= 80, "{lang:?}: {count} rows");
    }
}

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
