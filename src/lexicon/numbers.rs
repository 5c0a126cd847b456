//! Numbers written in figures or words, as values that can be compared across the languages.

/// A number's value in hundredths, so that it can be compared and hashed: 3.5 is `Number(350)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub u64);

/// Below this a number is too common to tell anything when written in words.
const LEAST_TELLING: Number = Number(400);
const MOST: f64 = 1e16;

impl Number {
    /// `None` for what is negative or larger than any number that is written.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (0.0..MOST).contains(&value).then(|| Self((value * 100.0).round() as u64))
    }
}

fn english_unit(word: &str) -> Option<f64> {
    const UNITS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
        seventeen eighteen nineteen";
    const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
    const ORDINALS: &str = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth";
    let at = |list: &str| list.split_whitespace().position(|unit| unit == word);
    at(UNITS).or_else(|| at(ORDINALS)).map(|i| i as f64).or_else(|| at(TENS).map(|i| 20.0 + 10.0 * i as f64))
}

fn english_scale(word: &str) -> Option<f64> {
    match word {
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    }
}

/// The numbers of an English sentence, given its words and figures in order, from 4 up: `"two", "hundred", "thousand"` is 200,000.
#[must_use]
pub fn english_numbers<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<Number> {
    let mut found = Vec::new();
    // The number being read: what is multiplied already, and what may still be.
    let (mut total, mut current): (f64, Option<f64>) = (0.0, None);
    let mut flush = |total: &mut f64, current: &mut Option<f64>| {
        if current.is_some() || *total > 0.0 {
            found.extend(Number::new(*total + current.unwrap_or(0.0)).filter(|n| *n >= LEAST_TELLING));
        }
        (*total, *current) = (0.0, None);
    };
    for word in words {
        let word = word.to_lowercase();
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            flush(&mut total, &mut current);
            current = word.replace(',', "").parse().ok();
        } else if let Some(value) = english_unit(&word) {
            current = Some(current.unwrap_or(0.0) + value);
        } else if let (true, Some(value)) = (word == "hundred", current) {
            current = Some(value * 100.0);
        } else if let Some(scale) = english_scale(&word) {
            total += current.unwrap_or(1.0) * scale;
            current = None;
        } else if word == "and" && (current.is_some() || total > 0.0) {
        } else {
            flush(&mut total, &mut current);
        }
    }
    flush(&mut total, &mut current);
    found
}

fn han_digit(c: char) -> Option<u64> {
    "零一二三四五六七八九".chars().position(|d| d == c).map(|i| i as u64).or(match c {
        '〇' => Some(0),
        '两' | '兩' | '俩' => Some(2),
        _ => None,
    })
}

fn han_unit(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn han_scale(c: char) -> Option<f64> {
    match c {
        '万' | '萬' => Some(1e4),
        '亿' | '億' => Some(1e8),
        _ => None,
    }
}

/// The value of a numeral in characters: digits one by one (二〇二五) or with units (三千二百万).
fn han_value(numeral: &str) -> f64 {
    if numeral.chars().all(|c| han_digit(c).is_some()) {
        return numeral.chars().fold(0.0, |value, c| value * 10.0 + han_digit(c).unwrap_or(0) as f64);
    }
    let (mut total, mut section, mut digit) = (0.0, 0.0, 0.0);
    for c in numeral.chars() {
        if let Some(value) = han_digit(c) {
            digit = value as f64;
        } else if let Some(unit) = han_unit(c) {
            section += if digit == 0.0 { 1.0 } else { digit } * unit as f64;
            digit = 0.0;
        } else if let Some(scale) = han_scale(c) {
            total = if scale > 1e4 || total == 0.0 {
                (total + section + digit) * scale
            } else {
                total + (section + digit) * scale
            };
            (section, digit) = (0.0, 0.0);
        }
    }
    total + section + digit
}

/// The numbers of a Chinese sentence: figures with 万 and 亿, and numerals in characters, single ones from 4 up.
#[must_use]
pub fn han_numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || is_numeral(c)) {
        rest = &rest[start..];
        let figures = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
        if figures > 0 {
            let value: Option<f64> = rest[..figures].trim_end_matches(['.', ',']).replace(',', "").parse().ok();
            let scale = rest[figures..].chars().next().and_then(han_scale);
            found.extend(value.and_then(|value| Number::new(value * scale.unwrap_or(1.0))));
            rest = &rest[figures..];
            rest = rest.strip_prefix(|c| han_scale(c).is_some()).unwrap_or(rest);
        } else {
            let end = rest.char_indices().find(|(_, c)| !is_numeral(*c)).map_or(rest.len(), |(i, _)| i);
            let (numeral, after) = rest.split_at(end);
            rest = after;
            let count = numeral.chars().count();
            let starts_with_unit = numeral.starts_with(['万', '亿', '百', '千', '萬', '億']);
            if starts_with_unit || count > 12 {
                continue;
            }
            found.extend(Number::new(han_value(numeral)).filter(|n| count > 1 || *n >= LEAST_TELLING));
        }
    }
    found
}

fn is_numeral(c: char) -> bool {
    c != '俩' && han_digit(c).is_some() || han_unit(c).is_some() || han_scale(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_table() {
        for (text, expected) in [
            ("two hundred thousand", &[200_000.0][..]),
            ("3.5 million people", &[3_500_000.0]),
            ("1,250 ships and 14 tugs", &[1250.0, 14.0]),
            ("two or three", &[]),
            ("twenty five", &[25.0]),
            ("the seventh day", &[7.0]),
            ("one hundred and six", &[106.0]),
            ("no number", &[]),
        ] {
            let expected: Vec<_> = expected.iter().filter_map(|v| Number::new(*v)).collect();
            assert_eq!(english_numbers(text.split(' ')), expected, "{text}");
        }
    }

    #[test]
    fn chinese_table() {
        for (text, expected) in [
            ("二十万人", &[200_000.0][..]),
            ("350万人", &[3_500_000.0]),
            ("1,250艘船和14艘拖轮", &[1250.0, 14.0]),
            ("两三个", &[23.0]),
            ("二〇二五年", &[2025.0]),
            ("一个", &[]),
            ("第七天", &[7.0]),
            ("一百零六", &[106.0]),
            ("三亿二千万", &[320_000_000.0]),
            ("1.5亿", &[150_000_000.0]),
            ("没有数", &[]),
        ] {
            let expected: Vec<_> = expected.iter().filter_map(|v| Number::new(*v)).collect();
            assert_eq!(han_numbers(text), expected, "{text}");
        }
    }
}
