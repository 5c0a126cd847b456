//! What a line is by its own marks: a heading, an item, a rule, a fence, a date. Pure; only for display and for what is never joined.

use super::class::{LineClass, class_of};
use crate::text::{is_closing, is_han};

/// What the first characters of a line say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing but text.
    Plain,
    /// Markdown's `#`, with its level.
    Heading(u8),
    /// A bullet or a number before text.
    ListItem,
    /// `---` and the like.
    Rule,
    /// Three or more of the character: Markdown's code begins or, if nothing else is on the line, ends.
    Fence { mark: char, len: usize, bare: bool },
}

/// What a trimmed line is. `O(1)` but for rules and fences, which are looked at whole.
pub fn mark_of(line: &str) -> Mark {
    let Some(first) = line.chars().next() else {
        return Mark::Plain;
    };
    let len = line.chars().take_while(|&c| c == first).count();
    let rest = line.trim_start_matches(first);
    match first {
        '#' if len <= 6 && rest.starts_with([' ', '\t', '\u{3000}']) => return Mark::Heading(len as u8),
        '`' | '~' if len >= 3 && !(first == '`' && rest.contains('`')) => {
            return Mark::Fence { mark: first, len, bare: rest.is_empty() };
        }
        _ => {}
    }
    if is_rule(line) {
        Mark::Rule
    } else if starts_item(line) {
        Mark::ListItem
    } else {
        Mark::Plain
    }
}

fn is_rule(line: &str) -> bool {
    let is_stroke =
        |c| matches!(c, '-' | '*' | '_' | '=' | '~' | '—' | '─' | '━' | '－' | '＝' | '＊' | '·' | '•' | '※');
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let enough = marks.clone().take(3).count() == 3;
    marks.all(is_stroke) && (enough || line == "——")
}

fn starts_item(line: &str) -> bool {
    let Some((first, rest)) = line.chars().next().map(|c| (c, &line[c.len_utf8()..])) else {
        return false;
    };
    let spaced = |text: &str| text.starts_with(char::is_whitespace);
    match first {
        '-' | '*' | '+' => spaced(rest),
        '•' | '●' | '○' | '▪' | '‣' | '◦' | '■' | '◆' | '①'..='⑳' => !rest.is_empty(),
        '(' | '（' => after_number(rest).is_some_and(|rest| rest.starts_with([')', '）'])),
        '0'..='9' => after_number(line).is_some_and(|rest| {
            let mut after = rest.chars();
            match after.next() {
                Some('、' | '．' | '）' | ')') => after.next().is_some(),
                Some('.') => after.next().is_some_and(|c| !c.is_ascii_digit()),
                _ => false,
            }
        }),
        _ => false,
    }
}

/// What follows a number of one to three digits.
fn after_number(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits).then(|| &text[digits..])
}

/// True for a number that stands alone before what it counts: `01`, `3.`, `(2)`, `①`.
pub fn is_bare_number(line: &str) -> bool {
    let mut chars = line.chars();
    if let (Some('①'..='⑳'), None) = (chars.next(), chars.next()) {
        return true;
    }
    let core = line.trim_matches(['(', ')', '（', '）', '.', '、', '．']);
    after_number(core) == Some("") && line.len() <= core.len() + 6
}

/// True if a line ends a sentence, whatever closes after it.
pub fn ends_sentence(line: &str) -> bool {
    let core = line.trim_end_matches(|c: char| is_closing(c) || c == '"' || c == '\'');
    core.ends_with(['.', '!', '?', '…', '。', '！', '？', '；', ';', '：', ':'])
}

/// Words that stand with the digits of a date, in lower case.
const DATE_WORDS: &[&str] = &[
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "am",
    "pm",
    "a",
    "p",
    "m",
    "gmt",
    "utc",
    "bst",
    "est",
    "et",
    "st",
    "nd",
    "rd",
    "th",
    "of",
    "on",
    "at",
    "updated",
    "published",
    "posted",
    "date",
];

/// Characters a Chinese date is made of, and what stands before one.
const DATE_CHARS: &str = "年月日号時时分秒星期周週礼禮拜一二三四五六七八九十〇零上下中午早晚发發布更新日期间間于於";

/// True for a line that holds a date, or a byline, or a date beside a byline, a name or a place, and nothing else.
pub fn is_dateline(line: &str) -> bool {
    // Longer than any date or list of authors.
    line.len() <= 120 && (is_date(line) || is_byline(line) || is_name_and_date(line))
}

/// `By Anna Lee, March 2, 2025`, `北京，3月2日`, `2 March 2025 | Anna Lee`.
fn is_name_and_date(line: &str) -> bool {
    const BETWEEN: [char; 9] = [',', '，', '|', '｜', '·', '•', '/', '—', '　'];
    line.match_indices(BETWEEN).any(|(at, mark)| {
        let (before, after) = (line[..at].trim(), line[at + mark.len()..].trim_start_matches(BETWEEN).trim());
        let is_who = |part: &str| is_byline(part) || is_name(part);
        is_who(before) && is_date(after) || is_date(before) && is_who(after)
    })
}

/// True for what may be the name of a person or a place; what stands beside it has to say the rest.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let is_chinese = (2..=6).contains(&text.chars().count()) && text.chars().all(is_han);
    let is_word = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    is_chinese || (1..=4).contains(&words) && text.split_whitespace().all(is_word)
}

fn is_date(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let chinese = line.contains('年') || line.contains('月') && line.contains(['日', '号']);
    let numeric = digits >= 6 && line.contains(['-', '/', '.', ':']) && class_of(line) == LineClass::Neutral;
    let mut month = false;
    let known = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(|word| {
        if word.chars().any(is_han) {
            return word.chars().all(|c| DATE_CHARS.contains(c));
        }
        let word = word.to_lowercase();
        month |= DATE_WORDS.iter().take(23).any(|name| *name == word);
        DATE_WORDS.contains(&word.as_str())
    });
    known && (chinese || numeric || month && digits > 0) && !line.ends_with(['。', '？', '?'])
}

fn is_byline(line: &str) -> bool {
    let short = !ends_sentence(line) && line.chars().count() <= 60;
    let labelled = |labels: &[&str]| {
        labels.iter().any(|label| {
            line.strip_prefix(label)
                .is_some_and(|rest| rest.trim_start().starts_with(['：', ':', '/', '／', '|', '｜']))
        })
    };
    let by = || {
        let mut words = BEFORE_NAMES.iter().find_map(|label| line.strip_prefix(label))?.split_whitespace();
        let name =
            |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "and" | "de" | "van" | "von" | "&");
        Some(words.clone().count() <= 8 && words.all(name))
    };
    short
        && (by().unwrap_or(false)
            || labelled(&[
                "作者", "译者", "譯者", "记者", "記者", "文", "翻译", "翻譯", "撰文", "编译", "編譯", "摄影", "攝影",
            ])
            || is_done_by(line))
}

/// Before the names of those who did something.
const BEFORE_NAMES: &[&str] =
    &["By ", "BY ", "Photo by ", "Photos by ", "Photograph by ", "Translated by ", "Edited by "];

/// What Chinese says behind their names.
const DONE_BY: &[&str] = &["报道", "報道", "報導", "撰文", "编译", "編譯", "摄影", "攝影", "编辑", "編輯"];

/// Longer than any name with what its bearer did, in characters.
const MOST_DONE_CHARS: usize = 24;

/// `本报记者李安娜报道`, `李安娜 摄影`, `（王方／编译）`. The word alone may be about anything: 深度报道, and so may a reporter whom no paper
/// sends: 一名记者的深度报道.
fn is_done_by(line: &str) -> bool {
    let core = line.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】']);
    let may_stand = |c: char| is_han(c) || matches!(c, ' ' | '\u{3000}' | '、' | '/' | '／' | '|' | '｜' | '·' | '•');
    let Some(who) = DONE_BY.iter().find_map(|done| core.strip_suffix(done)) else { return false };
    let is_apart = who.ends_with(|c: char| !is_han(c)) && is_name_list(who);
    let is_sent = |who: &str| {
        who.ends_with(['社', '报', '報', '台', '网', '網', '刊']) || who.ends_with("特约") || who.ends_with("特約")
    };
    let is_reporter = ["通讯员", "通訊員"].iter().any(|word| who.contains(word))
        || ["本报", "本報"].iter().any(|word| who.starts_with(word))
        || ["记者", "記者"].iter().any(|word| who.split_once(word).is_some_and(|(paper, _)| is_sent(paper)));
    core.chars().count() <= MOST_DONE_CHARS && core.chars().all(may_stand) && (is_apart || is_reporter)
}

/// True for Chinese names, each as long as names are.
fn is_name_list(text: &str) -> bool {
    let names: Vec<&str> = text.split(|c| !is_han(c)).filter(|name| !name.is_empty()).collect();
    !names.is_empty() && names.iter().all(|name| (2..=4).contains(&name.chars().count()))
}

/// True for a line that names a chapter or a part.
pub fn is_chapter(line: &str) -> bool {
    if ends_sentence(line) || line.chars().count() > 60 {
        return false;
    }
    if let Some(rest) = line.strip_prefix('第') {
        let number =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千零〇两 ".contains(c));
        return number.len() < rest.len() && number.starts_with(['章', '回', '节', '節', '部', '卷', '幕', '课', '課']);
    }
    let mut words = line.split([' ', ':', '.', '：', '\u{a0}']).filter(|word| !word.is_empty());
    let named = words.next().is_some_and(|word| {
        ["chapter", "part", "book", "act", "section", "lesson", "unit"].contains(&word.to_lowercase().as_str())
    });
    named && words.next().is_some_and(is_ordinal)
}

fn is_ordinal(word: &str) -> bool {
    const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    word.chars().all(|c| c.is_ascii_digit())
        || word.chars().all(|c| "IVXLC".contains(c))
        || NUMBERS.contains(&word.to_lowercase().as_str())
}

/// Most words, and Chinese characters, of a heading that nothing marks as one.
const HEADING_WORDS: usize = 16;
const HEADING_HAN: usize = 32;

/// True for a line that may be a title by its length and its lack of punctuation that ends sentences, in it or at its end; where it stands has to say the rest.
pub fn may_be_title(line: &str) -> bool {
    let core = line.trim_end_matches(|c: char| is_closing(c) || c == '"');
    !core.ends_with(['.', '。', '，', ',', '；', ';', '：', ':', '…'])
        && !core.contains('。')
        && line.len() <= 400
        && line.split_whitespace().count() <= HEADING_WORDS
        && line.chars().filter(|&c| is_han(c)).count() <= HEADING_HAN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told() {
        for (line, mark) in [
            ("# Rain", Mark::Heading(1)),
            ("### 雨", Mark::Heading(3)),
            ("#rain", Mark::Plain),
            ("####### Rain", Mark::Plain),
            ("* Rain fell.", Mark::ListItem),
            ("- 下雨了。", Mark::ListItem),
            ("-5 degrees", Mark::Plain),
            ("*Rain* fell.", Mark::Plain),
            ("• Rain", Mark::ListItem),
            ("1. Rain", Mark::ListItem),
            ("12) Rain", Mark::ListItem),
            ("2、雨", Mark::ListItem),
            ("（3）雨", Mark::ListItem),
            ("①雨", Mark::ListItem),
            ("3.5 million", Mark::Plain),
            ("2025. That was the year.", Mark::Plain),
            ("---", Mark::Rule),
            ("* * *", Mark::Rule),
            ("————————", Mark::Rule),
            ("--", Mark::Plain),
            ("……", Mark::Plain),
            ("```", Mark::Fence { mark: '`', len: 3, bare: true }),
            ("~~~~ rust", Mark::Fence { mark: '~', len: 4, bare: false }),
            ("```a``` is code", Mark::Plain),
        ] {
            assert_eq!(mark_of(line), mark, "{line}");
        }
    }

    #[test]
    fn datelines_are_told() {
        for line in [
            "2025年3月2日",
            "3月2日",
            "2025年3月2日 星期日 上午10:20",
            "二〇二五年三月",
            "发布于2025年3月2日",
            "March 2, 2025",
            "2 Mar 2025",
            "Sunday, March 2, 2025 at 10:20 a.m.",
            "2025-03-02",
            "2025/3/2 10:20",
            "By Anna Lee",
            "By Anna Lee and Wang Fang",
            "作者：李安娜",
            "文 / 李安娜",
            "By Anna Lee, March 2, 2025",
            "李安娜，2025年3月2日",
            "北京 | 2025-03-02",
            "2 March 2025 · Anna Lee",
            "LONDON, March 2",
            "Photo by Anna Lee",
            "摄影：李安娜",
            "本报记者李安娜报道",
            "海港通讯社记者李安娜报道",
            "记者 李安娜 报道",
            "本报记者 李安娜 王方 报道",
            "李安娜 摄影",
            "（李安娜／编译）",
            "李安娜、王方 撰文",
        ] {
            assert!(is_dateline(line), "{line}");
        }
        for line in [
            "",
            "2025",
            "10:20",
            "3.14",
            "In March 2025 it rained.",
            "May",
            "2025年3月2日，雨停了。",
            "By then the rain had stopped",
            "文字工作者",
            "By Monday it was over",
            "一月又一月",
            "The rain, March 2",
            "雨停了，又下了，3月2日",
            "Anna, Lee",
            "深度报道",
            "记者节特别报道",
            "一名记者的深度报道",
            "他喜欢摄影",
            "他学过水下 摄影",
            "记者报道说，雨停了。",
            "Photo by the pier",
        ] {
            assert!(!is_dateline(line), "{line}");
        }
    }

    #[test]
    fn numbers_chapters_and_titles_are_told() {
        for (line, number, chapter) in [
            ("01", true, false),
            ("3.", true, false),
            ("(2)", true, false),
            ("①", true, false),
            ("1984", false, false),
            ("1 harbour", false, false),
            ("CHAPTER I", false, true),
            ("Chapter 12: Rain", false, true),
            ("Part Two", false, true),
            ("Part of the pier fell", false, false),
            ("第一章", false, true),
            ("第12回 雨", false, true),
            ("第一次下雨", false, false),
        ] {
            assert_eq!((is_bare_number(line), is_chapter(line)), (number, chapter), "{line}");
        }
        assert!(may_be_title("Port Reopens") && may_be_title("港口重开") && may_be_title("雨去哪儿了？"));
        assert!(
            !may_be_title("The port reopened.") && !may_be_title("“雨停了。”") && !may_be_title(&"rain ".repeat(20))
        );
    }
}
