use super::*;
use crate::layout::shown::set_text;
use crate::layout::{Face, Hang, Ink, LineBreaker};

const ALL: Setting =
    Setting { trims_marks: true, has_gaps: true, widens_marks: true, is_justified: true, ruby_gap_ems: 0.0 };
const SIZE_POINTS: f32 = 10.0;

fn style(measure_ems: f32, setting: Setting) -> TextStyle {
    TextStyle {
        face: Face::Zh,
        size_points: SIZE_POINTS,
        line_height_points: 17.0,
        ink: Ink::Full,
        measure_points: measure_ems * SIZE_POINTS,
        indent_points: 0.0,
        hang: Hang::default(),
        ruby_points: 0.0,
        keeps_lines: false,
        setting,
    }
}

fn lines_of(text: &str, style: &TextStyle) -> Vec<Vec<PlacedChar>> {
    let advances = AdvanceTable::default();
    let lines = LineBreaker::default().break_lines(text, style, &advances);
    lines.iter().map(|line| place_line(text, line.span.range(), style, &[], &advances)).collect()
}

/// Left edges in ems of the characters of a text that is one line, and its right edge.
fn edges(text: &str, setting: Setting) -> Vec<f32> {
    let lines = lines_of(text, &style(60.0, setting));
    let right = lines[0].last().map(|p| p.right_points);
    lines[0].iter().map(|p| p.left_points).chain(right).map(|points| points / SIZE_POINTS).collect()
}

#[test]
fn where_characters_stand() {
    let bare = Setting { has_gaps: false, ..ALL };
    let with_ruby = Setting { ruby_gap_ems: 0.25, ..ALL };
    for (text, setting, expected) in [
        // A quarter of an em between Chinese and Western characters, in place of a space of the source.
        ("船a船", ALL, &[0.0, 1.25, 2.0, 3.0][..]),
        // Room for syllables between characters that have them.
        ("船船,a船", with_ruby, &[0.0, 1.25, 2.25, 3.25, 4.0, 5.0]),
        ("船 a 船", ALL, &[0.0, 1.0, 1.25, 1.75, 2.0, 3.0]),
        ("共5%吧", ALL, &[0.0, 1.25, 1.75, 2.5, 3.5]),
        ("船a船", bare, &[0.0, 1.0, 1.5, 2.5]),
        ("船 a", bare, &[0.0, 1.0, 1.5, 2.0]),
        ("a b", ALL, &[0.0, 0.5, 1.0, 1.5]),
        // None beside marks: they have room of their own.
        ("船，a", ALL, &[0.0, 1.0, 2.0, 2.5]),
        // Marks that meet give up half an em.
        ("船，”她", ALL, &[0.0, 1.0, 1.5, 2.5, 3.5]),
        ("船。」她", ALL, &[0.0, 1.0, 1.5, 2.5, 3.5]),
        ("说：“船", ALL, &[0.0, 1.0, 1.5, 2.5, 3.5]),
        ("船」「她", ALL, &[0.0, 1.0, 1.5, 2.5, 3.5]),
        ("读（《船", ALL, &[0.0, 1.0, 2.0, 2.5, 3.5]),
        ("船？！她", ALL, &[0.0, 1.0, 1.5, 2.5, 3.5]),
        ("船——“她", ALL, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
        // An opening mark at a line's start has no left half.
        ("“船", ALL, &[0.0, 0.5, 1.5]),
        ("“《船", ALL, &[0.0, 0.5, 1.0, 2.0]),
        ("“船", Setting::default(), &[0.0, 1.0, 2.0]),
        ("船，”她", Setting::default(), &[0.0, 1.0, 2.0, 3.0, 4.0]),
    ] {
        let got = edges(text, setting);
        let is_near = got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-4);
        assert!(is_near, "{text}: {got:?}");
    }
    let opening = lines_of("“船", &style(9.0, ALL))[0][0];
    assert!((opening.pen_points + 5.0).abs() < 1e-4, "drawn half an em to the left: {opening:?}");
}

#[test]
fn code_stands_as_it_is_typed_and_apart_from_chinese() {
    for (before, code, after, expected) in [
        ("用", "ls -l", "吧", &[0.0, 1.25, 1.75, 2.25, 2.75, 3.25, 4.0, 5.0][..]),
        // The spaces around it are the gap; those inside are no gaps.
        ("用 ", "--a", " 吧", &[0.0, 1.0, 1.25, 1.75, 2.25, 2.75, 3.0, 4.0]),
        ("用", "a 好", "吧", &[0.0, 1.25, 1.75, 2.25, 3.5, 4.5]),
        // No mark of it is widened or trimmed, and none beside it for its sake.
        ("好,", "好,好", "", &[0.0, 1.0, 2.0, 3.0, 3.5, 4.5]),
        ("好，", "（“", "。", &[0.0, 1.0, 2.0, 3.0, 4.0, 4.5]),
    ] {
        let (text, start) = ([before, code, after].concat(), before.len());
        let emphasis = [(start..start + code.len(), Emphasis::Code)];
        let line = place_line(&text, 0..text.len(), &style(60.0, ALL), &emphasis, &AdvanceTable::default());
        assert_eq!(line.iter().skip_while(|p| p.byte < start).map(|p| p.c).collect::<String>(), [code, after].concat());
        let right = line.last().map(|p| p.right_points);
        let got: Vec<f32> =
            line.iter().map(|p| p.left_points).chain(right).map(|points| points / SIZE_POINTS).collect();
        let is_near = got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-4);
        assert!(is_near, "{text}: {got:?}");
        let mut inside = (1..line.len()).filter(|at| line[*at].byte > start && line[*at].byte < start + code.len());
        assert!(!inside.any(|at| grows_before(&line, at)), "{text} grows inside code");
    }
}

#[test]
fn half_width_marks_are_widened() {
    // No more than so many are looked back over.
    let long = format!("好{}", "!".repeat(70));
    let long_drawn = format!("好{}{}", "！".repeat(65), "!".repeat(5));
    for (source, drawn) in [
        ("你好,世界", "你好，世界"),
        ("你好, 世界.", "你好，世界。"),
        ("时间:10:30", "时间：10:30"),
        ("共1,200元;好", "共1,200元；好"),
        ("什么?!真的", "什么？！真的"),
        ("港口(port)开了", "港口（port）开了"),
        ("港口 (port) 开了", "港口（port）开了"),
        ("(OK)好", "（OK）好"),
        ("大约20℃(大约).价格", "大约20℃（大约）。价格"),
        ("用GPT,很好", "用GPT，很好"),
        ("看a.b和c.", "看a.b和c."),
        ("完了...", "完了..."),
        ("Yes, sir.", "Yes, sir."),
        ("他说it’s好", "他说itʼs好"),
        ("“是的,”她说", "“是的，”她说"),
        // Letters and spaces are no marks.
        ("图A is a map", "图A is a map"),
        ("图  1", "图  1"),
        (&long, &long_drawn),
    ] {
        let got: Vec<(usize, char)> = set_text(source, 0..source.len(), ALL, &[]).collect();
        assert_eq!(got.iter().map(|(_, c)| c).collect::<String>(), *drawn);
        assert!(got.iter().all(|(byte, _)| source.is_char_boundary(*byte)));
        let plain: String = set_text(source, 0..source.len(), Setting::default(), &[]).map(|(_, c)| c).collect();
        assert_eq!(plain, source);
    }
}

#[test]
fn the_form_that_is_meant_takes_no_room() {
    for (source, drawn) in [("❤\u{fe0f}好", "❤好"), ("葛\u{e0100}城", "葛城"), ("a\u{34f}b", "ab")] {
        let got: String = set_text(source, 0..source.len(), ALL, &[]).map(|(_, c)| c).collect();
        assert_eq!(got, drawn);
    }
}

#[test]
fn a_closing_mark_at_the_end_of_a_justified_line_is_half_as_wide() {
    let lines = lines_of("潮水退得很快，沙滩上", &style(6.5, ALL));
    assert_eq!(lines[0].len(), 7);
    assert!((lines[0][6].right_points - 65.0).abs() < 1e-3, "{:?}", lines[0][6]);
    // Its ink meets the edge, though all of it would fit.
    let lines = lines_of("潮水退得很快，沙滩上", &style(7.0, ALL));
    let last = lines[0][6];
    assert!((last.right_points - 70.0).abs() < 1e-3 && (last.left_points - 65.0).abs() < 1e-3, "{last:?}");
    let ragged = Setting { is_justified: false, ..ALL };
    let lines = lines_of("潮水退得很快，沙滩上", &style(7.0, ragged));
    assert!((lines[0][6].right_points - lines[0][6].left_points - 10.0).abs() < 1e-3, "it fits as it is");
}

#[test]
fn a_first_line_begins_later() {
    let style = TextStyle { indent_points: 20.0, ..style(6.0, ALL) };
    let lines = lines_of("潮水退得很快沙滩上", &style);
    assert_eq!(lines.iter().map(Vec::len).collect::<Vec<_>>(), [4, 5]);
    assert!((lines[0][0].left_points - 20.0).abs() < 1e-4 && lines[1][0].left_points.abs() < 1e-4);
}

#[test]
fn the_text_of_an_item_stands_behind_its_marker() {
    let hang = Hang { points: 20.0, marker_bytes: "• ".len() };
    for (setting, text, starts) in [
        (ALL, "• 潮水退得很快沙滩上很静", &[(8.0, 20.0), (20.0, 30.0)][..]),
        (ALL, "• “潮水退得很快沙滩上", &[(8.0, 20.0), (20.0, 30.0)]),
        (Setting::default(), "• the tide is out now", &[(8.0, 20.0), (20.0, 25.0)]),
    ] {
        let style = TextStyle { indent_points: 8.0, hang, ..style(8.0, setting) };
        let lines = lines_of(text, &style);
        let got: Vec<(f32, f32)> = lines.iter().map(|line| (line[0].left_points, line[1].left_points)).collect();
        assert_eq!(got, starts, "{text}");
        assert!(!lines[0][1].is_joined && lines[0].iter().all(|p| p.byte == 0 || p.byte >= hang.marker_bytes));
        let last = lines[0].iter().rfind(|p| !p.c.is_whitespace()).unwrap();
        assert!(!setting.is_justified || (last.right_points - 80.0).abs() < 1e-3, "{last:?}");
    }
}

#[test]
fn words_and_figures_are_not_stretched() {
    let lines = lines_of("离开港口1,234公里的lighthouse亮了很久很久", &style(11.0, ALL));
    for line in &lines[..lines.len() - 1] {
        for pair in line.windows(2).filter(|pair| pair.iter().all(|p| p.c.is_ascii())) {
            assert!(pair[1].is_joined && (pair[1].left_points - pair[0].right_points).abs() < 1e-3, "{pair:?}");
        }
    }
}

#[test]
fn a_dash_between_figures_has_the_same_room_on_both_sides() {
    for (text, is_range) in [
        ("她在1990—2000年写信给渡船公司很多次", true),
        ("她在1990——2000年写信给渡船公司很多次", true),
        ("她在３％～５％之间写信给渡船公司很多次", true),
        ("她在10－15点之间写信给渡船公司很多次了", true),
        // What breaks a sentence off stands in Chinese as it did.
        ("她在港口——2000年写信给渡船公司很多次", false),
    ] {
        let line = &lines_of(text, &style(11.3, ALL))[0];
        let is_stretched = (line.last().unwrap().right_points - 113.0).abs() < 1e-2;
        let behind = line.windows(2).find(|pair| is_dash(pair[0].c) && pair[1].c.is_numeric()).unwrap();
        let before = line.windows(2).find(|pair| is_dash(pair[1].c)).unwrap();
        let has_room = |pair: &[PlacedChar]| pair[1].left_points - pair[0].right_points > 1e-3;
        let got = (is_stretched, has_room(before), has_room(behind));
        assert_eq!(got, (true, false, !is_range), "{text}: {line:?}");
    }
}

const PIECES: &str = "港口 开放 了 船 来 的 灯塔 慢慢 她 说 ， 。 、 ； ： ？ ！ …… —— “ ” ‘ ’ 《 》 （ ） 「 」 · the port lighthouse it’s 1,200元 50公里 3.5% \
     20℃ ¥300 2025年 , . : ? ! ( )";

#[test]
fn places_are_in_order_and_lines_end_at_the_measure() {
    let pieces: Vec<&str> = PIECES.split_ascii_whitespace().collect();
    let mut seed = 11_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let (mut justified, mut ragged) = (0, 0);
    for _ in 0..2000 {
        let mut text = String::new();
        for _ in 0..=random(40) {
            text.push_str(pieces[random(pieces.len())]);
            if random(6) == 0 {
                text.push(' ');
            }
        }
        for ems in [9.0, 16.5, 23.0] {
            let style = style(ems, ALL);
            let lines = lines_of(&text, &style);
            let bytes: Vec<(usize, char)> = lines.iter().flatten().map(|p| (p.byte, p.c)).collect();
            assert_eq!(
                bytes,
                set_text(&text, 0..text.len(), ALL, &[]).collect::<Vec<_>>(),
                "nothing lost, bytes of the source"
            );
            for (n, line) in lines.iter().enumerate() {
                for pair in line.windows(2) {
                    assert!(pair[0].left_points <= pair[0].right_points + 0.01, "{text}: {pair:?}");
                    assert!(pair[0].right_points <= pair[1].left_points + 0.01, "{text}: {pair:?}");
                }
                for p in line {
                    let middle = f32::midpoint(p.left_points, p.right_points);
                    let hit = line.iter().find(|p| middle < p.right_points).unwrap();
                    assert!(hit.byte == p.byte || p.right_points - p.left_points < 0.01, "{text}: {p:?}");
                }
                let Some(last) = line.iter().rfind(|p| !p.c.is_whitespace()) else { continue };
                if n + 1 == lines.len() {
                    continue;
                }
                if (last.right_points - style.measure_points).abs() < 0.02 {
                    justified += 1;
                } else {
                    let places = (0..line.len()).filter(|at| grows_before(line, *at)).count();
                    let room = style.measure_points - last.right_points;
                    assert!(
                        room > 0.0 && (places == 0 || room > 0.29 * SIZE_POINTS * places as f32),
                        "{text}: {line:?}"
                    );
                    ragged += 1;
                }
            }
        }
    }
    // Most pieces are marks, where lines cannot grow.
    assert!(justified > ragged / 2, "{justified} {ragged}");
}
