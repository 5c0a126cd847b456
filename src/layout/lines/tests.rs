use super::*;
use proptest::prelude::*;

/// Chinese one em, Latin half an em, at 10 points.
fn lines_of(text: &str, width_points: f32) -> Vec<&str> {
    let lines = LineBreaker::default().break_lines(text, &AdvanceTable::default(), Face::Zh, 10.0, width_points);
    lines.iter().map(|line| line.span.slice(text)).collect()
}

/// Each row: the width in points, and the text with `|` where its lines end.
#[test]
fn table() {
    let rows = [
        // clreq: no closing mark at a line's start
        (40.0, "港口开放|了。"),
        (40.0, "港口开|放，船来|了"),
        (50.0, "他们说好|吗？"),
        (40.0, "（港口开|放）了"),
        (40.0, "读《港|口》吧"),
        (50.0, "雨停了他|走！"),
        (40.0, "买苹果、|梨"),
        (30.0, "买苹|果、梨"),
        // clreq: no opening mark at a line's end
        (40.0, "他说过|“好”"),
        (40.0, "我读过|《海》"),
        (40.0, "港口的|（船）"),
        (40.0, "他说过|「好」"),
        (40.0, "他说过|『好』"),
        (40.0, "你看看|【图】"),
        // clreq: dashes and ellipses whole, not at a start
        (50.0, "他走了——|船"),
        (40.0, "他走|了——船"),
        (40.0, "他走|了……"),
        (40.0, "安娜·李|说"),
        (30.0, "安|娜·李|说"),
        // UAX #14: words whole, spaces hang
        (40.0, "port of |call"),
        (50.0, "the port |is open"),
        (40.0, "用|ChatGPT|写"),
        (30.0, "a b c |d e f"),
        // a word wider than the column is broken where it must be
        (20.0, "harb|our"),
        (30.0, "ab |harbou|r"),
        // figures keep their units
        (40.0, "共有|120万"),
        (30.0, "大约|25%了"),
        (40.0, "在那|2025年"),
        // English punctuation stays with its word
        (40.0, "in a |(port)"),
        (45.0, "boat, |ship"),
        (45.0, "it’s |here"),
        (60.0, "he said |“go”"),
        // a hard wrap of the source is a space or nothing
        (100.0, "the port\nis open"),
        (100.0, "港口\n开放"),
        (100.0, ""),
    ];
    let mut wrong = Vec::new();
    for (width, row) in rows {
        let expected: Vec<&str> = if row.is_empty() { vec![] } else { row.split('|').collect() };
        let text = expected.concat();
        let got = lines_of(&text, width);
        if got != expected {
            wrong.push(format!("{width}: expected {expected:?}\n      got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_shown() {
    let shown_text = |text: &str| shown(text, 0..text.len()).map(|(_, c)| c).collect::<String>();
    for (text, expected) in [
        ("the port\nis", "the port is"),
        ("港口\n开放", "港口开放"),
        ("港口。\n开放", "港口。开放"),
        ("a\tb\u{a0}c", "a b c"),
        ("soft\u{ad}hyphen\u{200b}", "softhyphen"),
        ("bell\u{7}", "bell\u{fffd}"),
        ("one\r\ntwo", "one two"),
    ] {
        assert_eq!(shown_text(text), expected);
    }
}

#[test]
fn a_very_long_line_takes_no_time() {
    let text = "港口开放了，ships came in. ".repeat(40_000);
    let lines = lines_of(&text, 300.0);
    assert_eq!(lines.concat(), text);
    assert_eq!(lines_of(&"a".repeat(200_000), 300.0).len(), 200_000_usize.div_ceil(60));
}

proptest! {
    #[test]
    fn lines_tile_and_obey(text in "([港口开放船来了的]{1,6}|[a-z]{1,7}|[0-9]{1,4}|[，。、；：？！·’”）》」』“‘（《「]|……|——| |\n|%|[,.;:?!()]){1,60}", width in 40_u8..250) {
        let width = f32::from(width);
        let lines = lines_of(&text, width);
        prop_assert_eq!(lines.concat(), text.clone());
        for pair in lines.windows(2) {
            let last = pair[0].trim_end().chars().next_back();
            let first = pair[1].chars().next();
            // Marks in a row with no word between them can be wider than the column; then there is nowhere else to break.
            let is_forced = unbreakable_width(&text) > width;
            if !is_forced {
                prop_assert!(!last.is_some_and(|c| NOT_AT_END.contains(c)), "{:?}", pair);
                let behind_space = pair[0].ends_with([' ', '\n']);
                prop_assert!(behind_space || !first.is_some_and(|c| NOT_AT_START.contains(c)), "{:?}", pair);
            }
        }
    }
}

/// The width of the widest piece that has no place to break.
fn unbreakable_width(text: &str) -> f32 {
    let breaker = LineBreaker::default();
    let mut from = 0;
    let mut widest = 0.0_f32;
    for to in breaker.places(text) {
        let piece = text[from..to].trim_end();
        widest = widest.max(piece.chars().map(|c| AdvanceTable::default().ems(Face::Zh, c) * 10.0).sum());
        from = to;
    }
    widest
}
