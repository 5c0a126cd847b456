use super::super::rules::{NOT_AT_END, NOT_AT_START};
use super::*;
use crate::layout::{Face, Hang, Ink, shown};

fn style(measure_points: f32) -> TextStyle {
    TextStyle {
        face: Face::Zh,
        size_points: 10.0,
        line_height_points: 17.0,
        ink: Ink::Full,
        measure_points,
        indent_points: 0.0,
        hang: Hang::default(),
        ruby_points: 0.0,
        keeps_lines: false,
        setting: Setting::default(),
    }
}

/// Chinese one em, Latin half an em, at 10 points.
fn lines_of(text: &str, width_points: f32) -> Vec<&str> {
    lines_in(text, &style(width_points))
}

fn lines_in<'t>(text: &'t str, style: &TextStyle) -> Vec<&'t str> {
    let lines = LineBreaker::default().break_lines(text, style, &AdvanceTable::default());
    lines.iter().map(|line| line.span.slice(text)).collect()
}

#[test]
fn table() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in include_str!("breaks.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let [rule, width, text] = row.splitn(3, ';').collect::<Vec<_>>().try_into().unwrap();
        let got = lines_of(&text.replace('|', ""), width.parse::<f32>().unwrap() * 10.0).join("|");
        if got != text {
            wrong.push(format!("{rule};{width};{got}"));
        }
        rows += 1;
    }
    assert!(rows >= 100, "{rows} rows");
    assert!(wrong.is_empty(), "{} wrong, they are:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_justified_paragraph_does_not_end_in_one_character() {
    let justified = Setting { is_justified: true, ..Setting::default() };
    for (width_ems, text) in [
        (16.0, "渡船在早上七点离开了小岛，船上只|有两位乘客和一袋信件，没有别人。"),
        (16.0, "渡船在早上七点离开了小岛，船上|只有。"),
        (16.0, "渡船在早上七点离开了小岛，船上|岸”。"),
        (16.0, "渡船在早上七点离开了小岛，船上只|有人。"),
        // Letters are no widow, a line that would show it keeps what it has, and a mark is never parted from its word.
        (16.0, "渡船在早上七点离开了小岛，船上只|ok."),
        (8.0, "渡船在早上七点离|开。"),
        (5.0, "渡船在早|上。"),
        (14.0, "渡船在早上七点离开了小岛，|嗯，好。"),
    ] {
        let source = text.replace('|', "");
        let style = TextStyle { setting: justified, ..style(width_ems * 10.0) };
        let lines = LineBreaker::default().break_lines(&source, &style, &AdvanceTable::default());
        let got: Vec<&str> = lines.iter().map(|line| line.span.slice(&source)).collect();
        assert_eq!(got.join("|"), text);
    }
}

#[test]
fn code_is_not_broken_behind_a_hyphen() {
    let (text, width_points) = ("港口ab --dim 港", 50.0);
    let code = [("港口".len()..text.len() - " 港".len(), Emphasis::Code)];
    for (emphasis, expected) in [(&code[..], "港口ab |--dim 港"), (&[], "港口ab --|dim 港")] {
        let lines =
            LineBreaker::default().break_emphasised(text, &style(width_points), emphasis, &AdvanceTable::default());
        let got: Vec<&str> = lines.iter().map(|line| line.span.slice(text)).collect();
        assert_eq!(got.join("|"), expected);
    }
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
    // A word wider than the line, and what hangs behind it.
    let blanks = format!("{}{}", "a".repeat(100), " ".repeat(400_000));
    let lines = lines_of(&blanks, 300.0);
    assert_eq!((lines.len(), lines.concat() == blanks), (2, true));
}

/// What paragraphs are generated from.
const PIECES: &str = "港口 开放 了 船 来 的 灯塔 慢慢 她 说 ， 。 、 ； ： ？ ！ …… —— “ ” ‘ ’ 《 》 （ ） 「 」 · ～ the port lighthouse a it’s 1,200元 50公里 3.5% \
     20℃ ¥300 2025年 , . : ? ! ( )";

#[test]
fn no_forbidden_mark_is_left_at_a_line_s_end() {
    let pieces: Vec<&str> = PIECES.split_ascii_whitespace().collect();
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut lines_seen = 0;
    for round in 0..5000 {
        let mut text = String::new();
        for _ in 0..=random(30) {
            text.push_str(pieces[random(pieces.len())]);
            if random(6) == 0 {
                text.push([' ', '\n'][usize::from(random(4) == 0)]);
            }
        }
        // As code is set and as a page is.
        let of_page =
            Setting { trims_marks: true, has_gaps: true, widens_marks: true, is_justified: true, ruby_gap_ems: 0.0 };
        let setting = if round % 2 == 0 { of_page } else { Setting::default() };
        let widest = unbreakable_width(&text, setting);
        for width in (0..20).map(|n| 40.0 + 15.0 * n as f32) {
            let lines = lines_in(&text, &TextStyle { setting, ..style(width) });
            assert_eq!(lines.concat(), text);
            lines_seen += lines.len();
            // Marks in a row with no word between them can be wider than the column; then there is nowhere else to break.
            if widest > width {
                continue;
            }
            for pair in lines.windows(2) {
                let last = pair[0].trim_end().chars().next_back();
                let first = pair[1].chars().next();
                assert!(!last.is_some_and(|c| NOT_AT_END.contains(c)), "{width}: {pair:?}");
                let before = pair[0].trim_end();
                let is_chinese = before.ends_with(is_wide) && pair[1].starts_with(['—', '…']);
                let is_behind_space = before.len() < pair[0].len() && !is_chinese;
                assert!(is_behind_space || !first.is_some_and(|c| NOT_AT_START.contains(c)), "{width}: {pair:?}");
                assert!(!(pair[0].ends_with('—') && pair[1].starts_with('—')), "{width}: {pair:?}");
            }
        }
    }
    assert!(lines_seen > 200_000, "{lines_seen}");
}

/// The width of the widest piece that has no place to break.
fn unbreakable_width(text: &str, setting: Setting) -> f32 {
    let breaker = LineBreaker::default();
    let mut from = 0;
    let mut widest = 0.0_f32;
    // Marks may be widened, and a quarter of an em stand at their sides.
    let ems = |c: char| if setting.widens_marks { 1.25 } else { AdvanceTable::default().ems(Face::Zh, c) };
    for to in breaker.places(text, &TextStyle { setting, ..style(60.0) }, &[]) {
        let piece = text[from..to].trim_end();
        widest = widest.max(piece.chars().map(|c| ems(c) * 10.0).sum());
        from = to;
    }
    widest
}
