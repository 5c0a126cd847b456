//! Which language a line is in. Pure; looks at one line alone.

use crate::text::{Lang, is_han};

/// What a line is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineClass {
    /// English, names and glosses in Chinese aside.
    English,
    /// Chinese, names and glosses in Latin letters aside.
    Chinese,
    /// Both have weight.
    Mixed,
    /// No letters: a date in digits, a number, a rule, an address on the web.
    Neutral,
}

/// A word is translated by so many Chinese characters.
const HAN_PER_WORD: f32 = 1.7;
/// A capitalised word may be a name, which stands in Chinese text as it is.
const HAN_PER_NAME: f32 = 0.8;
/// Below this share of Chinese a line is English; above one minus this, Chinese.
const MINORITY_SHARE: f32 = 0.25;

/// The class of a line. Digits, addresses on the web, tags and entities of HTML do not count; what is bracketed or quoted counts only where
/// there is nothing else. Linear.
#[must_use]
pub fn class_of(line: &str) -> LineClass {
    match weigh(line).chinese_share() {
        None => LineClass::Neutral,
        Some(share) if share <= MINORITY_SHARE => LineClass::English,
        Some(share) if share >= 1.0 - MINORITY_SHARE => LineClass::Chinese,
        Some(_) => LineClass::Mixed,
    }
}

/// The side a line has to go to if it is not split; `None` for a neutral one.
pub fn lang_of(line: &str) -> Option<Lang> {
    weigh(line).chinese_share().map(|share| if share >= 0.5 { Lang::Zh } else { Lang::En })
}

/// How much of each language there is, in Chinese characters or what they translate.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    han: f32,
    words: f32,
    /// Marks only Chinese has; evidence where there is a Chinese character as well.
    marks: f32,
}

impl Weight {
    fn chinese_share(self) -> Option<f32> {
        let han = if self.han > 0.0 { self.han + self.marks } else { 0.0 };
        (han + self.words > 0.0).then(|| han / (han + self.words))
    }

    fn add(&mut self, other: Self) {
        self.han += other.han;
        self.words += other.words;
        self.marks += other.marks;
    }
}

/// The weight of what stands outside brackets and quotation marks, or of everything if nothing does or if they do not close.
fn weigh(line: &str) -> Weight {
    let (mut outside, mut all) = (Weight::default(), Weight::default());
    let (mut bracketed, mut quoted, mut in_word) = (false, false, false);
    let mut address_end = 0;
    for (at, c) in line.char_indices() {
        // Inside a word nothing comes to it.
        if at < address_end || in_word && c.is_ascii_alphabetic() {
            continue;
        }
        if matches!(c, '<' | '&')
            && let Some(len) = markup_len(&line[at..])
        {
            (address_end, in_word) = (at + len, false);
            continue;
        }
        if !in_word && matches!(c, 'h' | 'H' | 'w' | 'W') && starts_address(&line[at..]) {
            let end = line[at..].find(|c: char| c.is_whitespace() || is_han(c) || is_chinese_mark(c));
            address_end = end.map_or(line.len(), |len| at + len);
            continue;
        }
        let mut unit = Weight::default();
        let is_chinese = is_han(c) || is_syllabic(c);
        let letter = !is_chinese && c.is_alphabetic();
        if letter && !in_word {
            unit.words = if c.is_uppercase() { HAN_PER_NAME } else { HAN_PER_WORD };
        } else if is_chinese {
            unit.han = 1.0;
        } else if is_chinese_mark(c) {
            unit.marks = 1.0;
        }
        in_word = letter || in_word && matches!(c, '\'' | '’' | '-' | '\u{ad}');
        match c {
            '(' | '（' | '[' | '［' => bracketed = true,
            '“' | '「' | '『' => quoted = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        all.add(unit);
        if !bracketed && !quoted {
            outside.add(unit);
        }
        match c {
            ')' | '）' | ']' | '］' => bracketed = false,
            '”' | '」' | '』' => quoted = false,
            _ => {}
        }
    }
    if bracketed || quoted || outside.chinese_share().is_none() { all } else { outside }
}

/// How long what a text begins with is if it is a tag or an entity of HTML: `<br>`, `</p>`, `&nbsp;`.
fn markup_len(text: &str) -> Option<usize> {
    const MOST_BYTES: usize = 200;
    let near = &text[..text.floor_char_boundary(MOST_BYTES)];
    if near.starts_with('&') {
        let end = near.find(';')?;
        let name = near[1..end].strip_prefix('#').unwrap_or(&near[1..end]);
        return (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())).then_some(end + 1);
    }
    let is_tag = near[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    let end = near.find('>').filter(|_| is_tag)?;
    // Between the two marks of `a < b 而 c > d` nothing is a tag.
    (!near[..end].contains(is_han)).then_some(end + 1)
}

fn starts_address(text: &str) -> bool {
    ["http://", "https://", "www."]
        .iter()
        .any(|prefix| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
}

/// True for full-width punctuation that English never has.
pub fn is_chinese_mark(c: char) -> bool {
    matches!(c, '、' | '。' | '《' | '》' | '「' | '」' | '，' | '：' | '；' | '？' | '！')
}

/// True for the letters of Japanese, Korean and Zhuyin, which stand on the Chinese side when they stand anywhere.
fn is_syllabic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use LineClass::{Chinese, English, Mixed, Neutral};

    #[test]
    fn lines_are_classed() {
        let table = [
            ("The rain stopped.", English, Some(Lang::En)),
            ("雨停了。", Chinese, Some(Lang::Zh)),
            ("「雨停了。」", Chinese, Some(Lang::Zh)),
            ("雨停了,河水涨了.", Chinese, Some(Lang::Zh)),
            ("The rain stopped。", English, Some(Lang::En)),
            ("Dès l’été, naïve cafés reopened.", English, Some(Lang::En)),
            ("Дождь кончился.", English, Some(Lang::En)),
            ("&nbsp;&nbsp;&nbsp;&nbsp;雨停了。", Chinese, Some(Lang::Zh)),
            ("两&lt;项&gt;", Chinese, Some(Lang::Zh)),
            ("<p align=\"center\">旧码头</p>", Chinese, Some(Lang::Zh)),
            ("<b>The rain</b> stopped.<br>", English, Some(Lang::En)),
            ("Salt & bread; 盐和面包", Mixed, Some(Lang::Zh)),
            ("<br>", Neutral, None),
            ("", Neutral, None),
            ("---", Neutral, None),
            ("……", Neutral, None),
            ("2025-03-02 10:20", Neutral, None),
            ("3.14 %", Neutral, None),
            ("①", Neutral, None),
            ("https://example.org/rain/2025", Neutral, None),
            ("WWW.example.org", Neutral, None),
            ("2025年3月2日", Chinese, Some(Lang::Zh)),
            ("March 2, 2025", English, Some(Lang::En)),
            ("原文：https://example.org/rain/falls/on/the/harbour", Chinese, Some(Lang::Zh)),
            ("Source: https://example.org/rain", English, Some(Lang::En)),
            ("链接https://example.org/a。", Chinese, Some(Lang::Zh)),
            // Glosses and names.
            ("安娜·李(Anna Lee)说，雨停了。", Chinese, Some(Lang::Zh)),
            ("村里有许多留守儿童(left-behind children and their grandparents)。", Chinese, Some(Lang::Zh)),
            ("Li Ming (李明) met Wang Fang (王芳) at the pier.", English, Some(Lang::En)),
            ("她操作着Harbour Robotics制造的机器人。", Chinese, Some(Lang::Zh)),
            ("多家公司用上了Model Y、Model S和Model X。", Mixed, Some(Lang::Zh)),
            // Quotations.
            ("他写道“NO MORE RAIN!”", Chinese, Some(Lang::Zh)),
            ("他写道：“I would rather walk home in the rain than wait here.”", Chinese, Some(Lang::Zh)),
            ("“雨停了，我们快回家吧。” he said.", English, Some(Lang::En)),
            ("\"雨停了，我们快回家吧。\" he said.", English, Some(Lang::En)),
            ("(The rain stopped.)", English, Some(Lang::En)),
            ("（雨停了。）", Chinese, Some(Lang::Zh)),
            ("“我们走吧。”", Chinese, Some(Lang::Zh)),
            // Quotation marks that do not close.
            ("“I will go home before the rain comes.", English, Some(Lang::En)),
            ("他说：“我们走吧。", Chinese, Some(Lang::Zh)),
            // Both.
            ("The rain stopped.雨停了。", Mixed, Some(Lang::En)),
            ("City floods 城市“内涝”", Mixed, Some(Lang::En)),
            ("HARBOUR REOPENS 港口在三个月后重新开放", Chinese, Some(Lang::Zh)),
        ];
        for (line, class, lang) in table {
            assert_eq!((class_of(line), lang_of(line)), (class, lang), "{line}");
        }
    }
}
