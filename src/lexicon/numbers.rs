//! Numbers written in figures or words, as values that can be compared across the languages.

/// A number's value in hundredths, so that it can be compared and hashed: 3.5 is `Number(350)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub u64);

/// Below this a number is too common to tell anything.
const LEAST_TELLING: Number = Number(400);
const MOST: f64 = 1e16;

impl Number {
    /// `None` for what is negative or larger than any number that is written.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (0.0..MOST).contains(&value).then(|| Self((value * 100.0).round() as u64))
    }
}

/// What a word says about the number it is part of.
enum Word {
    /// Up to nineteen, cardinal or ordinal.
    Unit(f64),
    /// Twenty to ninety.
    Ten(f64),
    Hundred,
    /// A thousand or more.
    Scale(f64),
    And,
    Other,
}

fn english_word(word: &str) -> Word {
    use Word::{And, Hundred, Other, Scale, Ten, Unit};
    // "trillionth" is the longest.
    let mut buffer = [0_u8; 10];
    let Some(lower) = buffer.get_mut(..word.len()) else { return Other };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"zero" => Unit(0.0),
        b"one" | b"first" => Unit(1.0),
        b"two" | b"second" => Unit(2.0),
        b"three" | b"third" => Unit(3.0),
        b"four" | b"fourth" => Unit(4.0),
        b"five" | b"fifth" => Unit(5.0),
        b"six" | b"sixth" => Unit(6.0),
        b"seven" | b"seventh" => Unit(7.0),
        b"eight" | b"eighth" => Unit(8.0),
        b"nine" | b"ninth" => Unit(9.0),
        b"ten" | b"tenth" => Unit(10.0),
        b"eleven" | b"eleventh" => Unit(11.0),
        b"twelve" | b"twelfth" => Unit(12.0),
        b"thirteen" | b"thirteenth" => Unit(13.0),
        b"fourteen" | b"fourteenth" => Unit(14.0),
        b"fifteen" | b"fifteenth" => Unit(15.0),
        b"sixteen" | b"sixteenth" => Unit(16.0),
        b"seventeen" | b"seventeenth" => Unit(17.0),
        b"eighteen" | b"eighteenth" => Unit(18.0),
        b"nineteen" | b"nineteenth" => Unit(19.0),
        b"twenty" | b"twentieth" => Ten(20.0),
        b"thirty" | b"thirtieth" => Ten(30.0),
        b"forty" | b"fortieth" => Ten(40.0),
        b"fifty" | b"fiftieth" => Ten(50.0),
        b"sixty" | b"sixtieth" => Ten(60.0),
        b"seventy" | b"seventieth" => Ten(70.0),
        b"eighty" | b"eightieth" => Ten(80.0),
        b"ninety" | b"ninetieth" => Ten(90.0),
        b"hundred" | b"hundredth" => Hundred,
        b"thousand" | b"thousandth" => Scale(1e3),
        b"million" | b"millionth" => Scale(1e6),
        b"billion" | b"billionth" => Scale(1e9),
        b"trillion" | b"trillionth" => Scale(1e12),
        b"and" => And,
        _ => Other,
    }
}

/// An English number while it is read.
#[derive(Default)]
struct Reading {
    /// What is multiplied by its scale already.
    total: f64,
    /// The last scale; the next must be smaller.
    scale: Option<f64>,
    /// What may still be multiplied.
    current: Option<f64>,
}

impl Reading {
    fn is_empty(&self) -> bool {
        self.scale.is_none() && self.current.is_none()
    }

    fn finish(&mut self, found: &mut Vec<Number>) {
        if !self.is_empty() {
            let value = self.total + self.current.unwrap_or(0.0);
            found.extend(Number::new(value).filter(|number| *number >= LEAST_TELLING));
        }
        *self = Self::default();
    }

    /// Adds a unit or a ten, if the number goes on with it: "forty" with "five", "two hundred" with "six", "nineteen" with "forty" as a
    /// year; not "five" with "six".
    fn add(&mut self, value: f64) -> bool {
        let sum = match self.current {
            None => value,
            Some(current) if current >= 100.0 && current % 100.0 == 0.0 => current + value,
            Some(current) if value < 10.0 && current % 100.0 >= 20.0 && current % 10.0 == 0.0 => current + value,
            Some(current) if value >= 10.0 && (10.0..=20.0).contains(&current) => current * 100.0 + value,
            Some(_) => return false,
        };
        self.current = Some(sum);
        true
    }
}

/// The numbers of an English sentence, given its words and figures in order, from 4 up: `"two", "hundred", "thousand"` is 200,000.
#[must_use]
pub fn english_numbers<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<Number> {
    let mut found = Vec::new();
    let mut reading = Reading::default();
    for word in words {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            reading.finish(&mut found);
            reading.current = word.replace(',', "").parse().ok();
            continue;
        }
        match english_word(word) {
            Word::Unit(value) | Word::Ten(value) => {
                if !reading.add(value) {
                    reading.finish(&mut found);
                    reading.current = Some(value);
                }
            }
            Word::Hundred => reading.current = Some(reading.current.unwrap_or(1.0) * 100.0),
            Word::Scale(scale) => {
                let multiplier = reading.current.take().unwrap_or(1.0);
                if reading.scale.is_some_and(|last| last <= scale) {
                    reading.finish(&mut found);
                }
                reading.total += multiplier * scale;
                reading.scale = Some(scale);
            }
            // "a hundred and six", not "five and six".
            Word::And if reading.current.is_some_and(|current| current >= 100.0 && current % 100.0 == 0.0) => {}
            Word::And if reading.scale.is_some() && reading.current.is_none() => {}
            Word::And | Word::Other => reading.finish(&mut found),
        }
    }
    reading.finish(&mut found);
    found
}

fn han_digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' | '兩' | '俩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
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

/// True for two digits that follow each other: 三四 is "three or four".
fn is_about(numeral: &str) -> bool {
    let mut digits = numeral.chars().map(han_digit);
    matches!((digits.next(), digits.next(), digits.next()), (Some(Some(a)), Some(Some(b)), None) if a > 0 && b == a + 1)
}

/// The numbers of a Chinese sentence: figures with 万 and 亿, and numerals in characters; of those of one digit only 4 and
/// above.
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
            let number = value.and_then(|value| Number::new(value * scale.unwrap_or(1.0)));
            found.extend(number.filter(|number| figures > 1 || *number >= LEAST_TELLING));
            rest = &rest[figures..];
            rest = rest.strip_prefix(|c| han_scale(c).is_some()).unwrap_or(rest);
        } else {
            let end = rest.char_indices().find(|(_, c)| !is_numeral(*c)).map_or(rest.len(), |(i, _)| i);
            let (numeral, after) = rest.split_at(end);
            rest = after;
            let count = numeral.chars().count();
            let starts_with_unit = numeral.starts_with(['万', '亿', '百', '千', '萬', '億']);
            if starts_with_unit || count > 12 || is_about(numeral) {
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
            ("Twenty-five", &[]),
            ("Twenty Five", &[25.0]),
            ("five and six", &[5.0, 6.0]),
            ("five six", &[5.0, 6.0]),
            ("a hundred sails", &[100.0]),
            ("a hundred thousand", &[100_000.0]),
            ("fifteen hundred", &[1500.0]),
            ("one thousand one hundred and eleven", &[1111.0]),
            ("two thousand and ten", &[2010.0]),
            ("two thousand three thousand", &[2000.0, 3000.0]),
            ("three million two hundred thousand", &[3_200_000.0]),
            ("nineteen forty five", &[1945.0]),
            ("twenty twenty five", &[2025.0]),
            ("the twenty first", &[21.0]),
            ("a hundred and the rest", &[100.0]),
            ("12 34", &[12.0, 34.0]),
            ("1.2.3 five", &[5.0]),
            ("99999999999999999999", &[]),
            ("", &[]),
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
            ("两三个", &[]),
            ("七八条", &[]),
            ("四五零", &[450.0]),
            ("十二", &[12.0]),
            ("两千零五", &[2005.0]),
            ("九八年", &[98.0]),
            ("1,0", &[10.0]),
            ("十亿", &[1_000_000_000.0]),
            ("百年", &[]),
            ("一二三四五六七八九一二三四", &[]),
            ("", &[]),
            ("二〇二五年", &[2025.0]),
            ("一个", &[]),
            ("第七天", &[7.0]),
            ("一百零六", &[106.0]),
            ("三亿二千万", &[320_000_000.0]),
            ("1.5亿", &[150_000_000.0]),
            ("2个或3个或4个", &[4.0]),
            ("3万", &[30_000.0]),
            ("没有数", &[]),
        ] {
            let expected: Vec<_> = expected.iter().filter_map(|v| Number::new(*v)).collect();
            assert_eq!(han_numbers(text), expected, "{text}");
        }
    }
}
