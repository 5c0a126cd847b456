//! Lines that hold both languages: where they may be cut. Pure; looks at one line alone, and cuts where in doubt nothing.

use super::class::lang_of;
use super::glued::split_sentences;
use super::heading::{heading_cut, is_glossary_entry};
use super::lines::trim;
use crate::text::{Lang, is_han, is_latin};
use std::ops::Range;

/// The parts of a line, trimmed, none empty; one part if it may not be cut. Everything but white space is in one of them.
///
/// A line is cut at a tab or a wide gap between the languages; where the script changes between two sentences; and, if it is
/// like a heading, at its only change of script. `title` says that it stands where a title does. Linear.
pub fn split(line: &str, title: bool) -> Vec<&str> {
    if !(line.contains(is_han) && line.contains(is_latin)) {
        return vec![line];
    }
    let mut parts: Vec<&str> = join_same(line, cells(line)).into_iter().map(|cell| &line[cell]).collect();
    if !is_glossary_entry(line) {
        parts = parts.into_iter().flat_map(split_sentences).collect();
        if let [whole] = parts[..]
            && let Some(at) = heading_cut(whole, title)
        {
            parts = vec![&whole[..at], &whole[at..]];
        }
    }
    parts.into_iter().map(trim).filter(|part| !part.is_empty()).collect()
}

/// What stands between tabs, ideographic spaces in a row, or three spaces and more.
fn cells(line: &str) -> Vec<Range<usize>> {
    let (mut cells, mut start, mut gap, mut columns) = (Vec::new(), 0, None, 0);
    for (at, c) in line.char_indices() {
        if c.is_whitespace() {
            gap.get_or_insert(at);
            columns += match c {
                '\t' => 4,
                '\u{3000}' => 2,
                _ => 1,
            };
        } else {
            if let Some(end) = gap.take().filter(|_| columns >= 3) {
                cells.push(start..end);
                start = at;
            }
            columns = 0;
        }
    }
    cells.push(start..line.len());
    cells
}

/// Neighbours in one language become one range; what is neutral goes with what precedes it.
fn join_same(line: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<(Option<Lang>, Range<usize>)> = Vec::new();
    for range in ranges {
        let lang = lang_of(&line[range.clone()]);
        match joined.last_mut() {
            Some((last, so_far)) if last.is_none() || lang.is_none() || *last == lang => {
                so_far.end = range.end;
                *last = last.or(lang);
            }
            _ => joined.push((lang, range)),
        }
    }
    joined.into_iter().map(|(_, range)| range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_lines_are_cut_or_kept() {
        let table: &[(&str, &[&str])] = &[
            ("Introduction<br>引言", &["Introduction<br>", "引言"]),
            // Glued sentences.
            ("The rain stopped.雨停了。", &["The rain stopped.", "雨停了。"]),
            ("雨停了。The rain stopped.", &["雨停了。", "The rain stopped."]),
            (
                "The rain stopped. 雨停了。We left. 我们走了。",
                &["The rain stopped.", "雨停了。", "We left.", "我们走了。"],
            ),
            (
                "“We left,” he said. “It was late.”“我们走了，”他说，“天晚了。”",
                &["“We left,” he said. “It was late.”", "“我们走了，”他说，“天晚了。”"],
            ),
            ("Where did the rain go? 雨去哪儿了？", &["Where did the rain go?", "雨去哪儿了？"]),
            (
                "雨停了,河水涨了.The rain stopped and the river rose.",
                &["雨停了,河水涨了.", "The rain stopped and the river rose."],
            ),
            ("1. The rain stopped. 1. 雨停了。", &["1. The rain stopped.", "1. 雨停了。"]),
            (
                "The U.S. team met Mr. Li at 3.30 p.m. and left.美国队见了李先生。",
                &["The U.S. team met Mr. Li at 3.30 p.m. and left.", "美国队见了李先生。"],
            ),
            ("「雨停了。」“The rain stopped.”", &["「雨停了。」", "“The rain stopped.”"]),
            (
                "The pier cost the town a fortune.2025年3月2日，雨停了。",
                &["The pier cost the town a fortune.", "2025年3月2日，雨停了。"],
            ),
            ("河水涨了。“We left,” he said, “at noon.”", &["河水涨了。", "“We left,” he said, “at noon.”"]),
            ("He took the No.5路公交车去码头。", &["He took the No.5路公交车去码头。"]),
            // Quotations and glosses.
            ("他写道“NO MORE RAIN!”", &["他写道“NO MORE RAIN!”"]),
            ("他说：“I am going home. I am tired.”然后走了。", &["他说：“I am going home. I am tired.”然后走了。"]),
            ("“No more rain!” 他写道。", &["“No more rain!” 他写道。"]),
            ("\"No more rain!\" 他在日记里写道。", &["\"No more rain!\" 他在日记里写道。"]),
            ("他笑了。“No more rain!”", &["他笑了。“No more rain!”"]),
            ("“雨停了。” he said.", &["“雨停了。” he said."]),
            ("安娜·李(Anna Lee)说，港口重新开放了。", &["安娜·李(Anna Lee)说，港口重新开放了。"]),
            ("留守儿童(left-behind children)", &["留守儿童(left-behind children)"]),
            ("《Where Is Home? The Story》出版了。", &["《Where Is Home? The Story》出版了。"]),
            ("He met Mr. 李 at the pier.", &["He met Mr. 李 at the pier."]),
            ("Harbour Robotics Inc. 宣布了新的产品。", &["Harbour Robotics Inc. 宣布了新的产品。"]),
            ("Z.ai和OpenAI发布了模型。Yahoo! 也是。", &["Z.ai和OpenAI发布了模型。Yahoo! 也是。"]),
            ("The word 江湖 means more than rivers and lakes.", &["The word 江湖 means more than rivers and lakes."]),
            // Gaps.
            ("Rain fell.\t\t下雨了。", &["Rain fell.", "下雨了。"]),
            ("Rain\t雨", &["Rain", "雨"]),
            ("Rain fell.    下雨了。", &["Rain fell.", "下雨了。"]),
            ("下雨了。\u{3000}\u{3000}Rain fell.", &["下雨了。", "Rain fell."]),
            ("1\tRain fell.\t下雨了。", &["1\tRain fell.", "下雨了。"]),
            ("Rain fell.  It fell   all day.", &["Rain fell.  It fell   all day."]),
            ("雨　停　了　Rain", &["雨　停　了　Rain"]),
            // Headings.
            ("City floods 城市“内涝”", &["City floods", "城市“内涝”"]),
            ("# City floods 城市内涝", &["# City floods", "城市内涝"]),
            ("港口重新开放 The Port Reopens", &["港口重新开放", "The Port Reopens"]),
            ("The Long Rain | 漫长的雨", &["The Long Rain |", "漫长的雨"]),
            ("Chapter 1 第一章", &["Chapter 1", "第一章"]),
            ("World Cup in 2026 2026年世界杯", &["World Cup in 2026", "2026年世界杯"]),
            ("Harbour Robotics 机器人", &["Harbour Robotics 机器人"]),
            ("图片来源：Anna Lee for The Harbour Times", &["图片来源：Anna Lee for The Harbour Times"]),
            ("来源： The Harbour Times", &["来源： The Harbour Times"]),
            ("城市内涝 (City floods in the south)", &["城市内涝 (City floods in the south)"]),
            ("1 harbour n. 港口", &["1 harbour n. 港口"]),
            ("Pier n. 码头", &["Pier n. 码头"]),
            ("工人们在操作Harbour Robotics制造的机器人", &["工人们在操作Harbour Robotics制造的机器人"]),
            ("他写道 “No more rain for us”", &["他写道 “No more rain for us”"]),
        ];
        for (line, parts) in table {
            assert_eq!(split(line, false), *parts, "{line}");
        }
        assert_eq!(
            split("Port Reopens 港口重开", true),
            ["Port Reopens", "港口重开"],
            "two words are a title where titles stand"
        );
        assert_eq!(split("Port Reopens 港口重开", false).len(), 1, "two words may be a name elsewhere");
    }
}
