//! Numbers and months that stand across from each other, word by word. `lexicon` compares the numbers of whole sentences; here it matters
//! which words a number is made of.

use std::ops::Range;

/// Where a number in English words stands: its value, its tokens.
type EnglishNumber = (f64, Range<usize>);

/// Cells (Chinese word, English word) of equal numbers.
pub(super) fn cells(zh: &[&str], en: &[&str]) -> Vec<(usize, usize)> {
    let english = english_numbers(en);
    let mut cells = Vec::new();
    for (i, word) in zh.iter().enumerate() {
        let Some((value, suffix)) = han_number(word) else { continue };
        let is_month = suffix == "月" || suffix.is_empty() && matches!(zh.get(i + 1), Some(&("月" | "月份")));
        if is_month {
            let found = cells.len();
            cells.extend((0..en.len()).filter(|j| month(en[*j]) == Some(value)).map(|j| (i, j)));
            if cells.len() > found {
                continue;
            }
        }
        // A number that is cut up: 1500 多 万.
        let (mut whole, mut parts) = (value, vec![i]);
        if suffix.is_empty() {
            for (k, next) in zh.iter().enumerate().skip(i + 1) {
                if let Some(unit) = unit(next) {
                    whole *= unit;
                    parts.push(k);
                } else if !matches!(*next, "多" | "余" | "餘" | "几" | "幾") {
                    break;
                }
            }
        }
        let same = |a: f64, b: f64| (a - b).abs() < 1e-6 * b.max(1.0);
        for (number, tokens) in &english {
            let is_decade = suffix == "年代" && same(*number % 100.0, value);
            if !(same(*number, value) || same(*number, whole) || is_decade) {
                continue;
            }
            cells.extend(tokens.clone().map(|j| (i, j)));
            if same(*number, whole) {
                cells.extend(parts.iter().flat_map(|part| tokens.clone().map(|j| (*part, j))));
            }
            let is_percentage = suffix == "%" || word.contains(['%', '％']);
            if is_percentage && matches!(en.get(tokens.end), Some(&("percent" | "%" | "per"))) {
                cells.push((i, tokens.end));
            }
        }
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

fn digit(c: char) -> Option<f64> {
    if c == '两' || c == '兩' {
        return Some(2.0);
    }
    if c == '〇' {
        return Some(0.0);
    }
    "零一二三四五六七八九".chars().position(|d| d == c).map(|d| d as f64)
}

fn unit_of(c: char) -> Option<f64> {
    Some(match c {
        '十' => 10.0,
        '百' => 100.0,
        '千' => 1e3,
        '万' | '萬' => 1e4,
        '亿' | '億' => 1e8,
        _ => return None,
    })
}

fn unit(word: &str) -> Option<f64> {
    let mut chars = word.chars();
    chars.next().and_then(unit_of).filter(|_| chars.next().is_none())
}

/// The number that a Chinese word begins with, and what follows; `%` for 百分之.
fn han_number(word: &str) -> Option<(f64, String)> {
    if let Some(rest) = word.strip_prefix("百分之") {
        return han_number(rest).map(|(value, _)| (value, "%".to_owned()));
    }
    let plain = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '．' => '.',
        '％' => '%',
        c => c,
    };
    let chars: Vec<char> = word.chars().map(plain).collect();
    let text = |from: usize| chars[from..].iter().collect::<String>();
    if chars.first().is_some_and(char::is_ascii_digit) {
        let mut end = chars.iter().position(|c| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(chars.len());
        let figures: String = chars[..end].iter().filter(|c| **c != ',').collect();
        let mut value: f64 = figures.trim_end_matches('.').parse().ok()?;
        while let Some(unit) = chars.get(end).copied().and_then(unit_of) {
            value *= unit;
            end += 1;
        }
        return Some((value, text(end)));
    }
    let end = chars.iter().position(|c| digit(*c).or_else(|| unit_of(*c)).is_none()).unwrap_or(chars.len());
    let number = chars.get(..end).filter(|number| !number.is_empty())?;
    if number.iter().all(|c| digit(*c).is_some()) {
        let value = number.iter().fold(0.0, |value, c| value * 10.0 + digit(*c).unwrap_or(0.0));
        return Some((value, text(end)));
    }
    let (mut total, mut section, mut current) = (0.0, 0.0, 0.0);
    for c in number {
        match (digit(*c), unit_of(*c)) {
            (Some(value), _) => current = value,
            (_, Some(unit)) if unit < 1e4 => {
                section += if current == 0.0 { unit } else { current * unit };
                current = 0.0;
            }
            (_, Some(unit)) => {
                let sum: f64 = total + section + current;
                total = sum.max(1.0) * unit;
                (section, current) = (0.0, 0.0);
            }
            _ => {}
        }
    }
    Some((total + section + current, text(end)))
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(word: &str) -> Option<f64> {
    let word = word.trim_end_matches('.');
    let is = |name: &&str| {
        *name == word || word.len() == 3 && name.starts_with(word) || word == "sept" && name.starts_with(word)
    };
    MONTHS.iter().position(is).map(|at| at as f64 + 1.0)
}

fn small(word: &str) -> Option<f64> {
    let at = |list: &[&str]| list.iter().position(|name| *name == word).map(|at| at as f64);
    at(&UNITS).or_else(|| at(&TENS).map(|n| (n + 2.0) * 10.0)).or_else(|| at(&ORDINALS).map(|n| n + 1.0))
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

fn english_number(word: &str) -> Option<f64> {
    let figures = word.trim_start_matches('$');
    if figures.starts_with(|c: char| c.is_ascii_digit()) {
        let end = figures.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(figures.len());
        let (number, ending) = figures.split_at(end);
        let is_plain = matches!(ending, "" | "st" | "nd" | "rd" | "th" | "s" | "%");
        return if is_plain { number.replace(',', "").trim_end_matches('.').parse().ok() } else { None };
    }
    match word {
        "once" => return Some(1.0),
        "twice" => return Some(2.0),
        "half" => return Some(0.5),
        "dozen" => return Some(12.0),
        _ => {}
    }
    small(word).or_else(|| {
        let (ten, unit) = word.split_once('-')?;
        let (ten, unit) = (small(ten)?, small(unit)?);
        (ten >= 20.0 && (1.0..10.0).contains(&unit)).then_some(ten + unit)
    })
}

fn english_numbers(words: &[&str]) -> Vec<EnglishNumber> {
    let mut found: Vec<EnglishNumber> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(first) = english_number(words[at]) else {
            if let Some(scale) = scale(words[at]) {
                found.push((scale, at..at + 1));
            }
            at += 1;
            continue;
        };
        let (mut total, mut current, mut end) = (0.0, first, at + 1);
        while let Some(word) = words.get(end) {
            let after_scale = scale(words[end - 1]).is_some();
            if let Some(scale) = scale(word) {
                if scale < 1e3 {
                    current *= scale;
                } else {
                    total += current * scale;
                    current = 0.0;
                }
            } else if after_scale && *word == "and" && words.get(end + 1).is_some_and(|w| english_number(w).is_some()) {
                end += 1;
                current += english_number(words[end]).unwrap_or(0.0);
            } else if let Some(value) = english_number(word).filter(|_| after_scale) {
                current += value;
            } else {
                break;
            }
            end += 1;
        }
        found.push((total + current, at..end));
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_meet_word_by_word() {
        for (zh, en, expected) in [
            ("三十七 名 乘客", "thirty-seven passengers", &[(0, 0)][..]),
            ("1500 多 万 人", "some 15 million people", &[(0, 1), (0, 2), (2, 1), (2, 2)]),
            ("五月 三日", "may 3", &[(0, 0), (1, 1)]),
            ("5 月", "in may", &[(0, 1)]),
            ("百分之三十", "30 percent", &[(0, 0), (0, 1)]),
            ("两百 六十", "two hundred and six", &[]),
            ("二百零六", "two hundred and six", &[(0, 0), (0, 1), (0, 2), (0, 3)]),
            ("８．４ 公里", "8.4 km", &[(0, 0)]),
            ("九十年代", "the 1990s", &[(0, 1)]),
            ("三亿", "300 million", &[(0, 0), (0, 1)]),
            ("", "", &[]),
        ] {
            let (zh, en): (Vec<&str>, Vec<&str>) = (zh.split_whitespace().collect(), en.split_whitespace().collect());
            assert_eq!(cells(&zh, &en), expected, "{zh:?} {en:?}");
        }
    }
}
