//! Where Chinese sentences end.

use super::scan::{Stop, is_dash, stops};
use crate::text::{is_han, is_latin};

/// A clause longer than this after a quotation is a sentence of its own, in characters.
const MAX_TAG_CHARS: usize = 14;

/// An ellipsis outside a quotation ends a sentence of so many characters, and is a pause in a shorter one.
const MIN_TRAILING_CHARS: usize = 20;

/// A semicolon or a colon parts clauses of so many characters on each side, and joins shorter ones.
const MIN_CLAUSE_CHARS: usize = 10;

/// What a tag ends with: said, asked, answered, cried, thought.
const SPEECH: [&str; 24] = [
    "说", "道", "问", "答", "喊", "叫", "嚷", "想", "说着", "说过", "说了", "称", "曰", "嘀咕", "嘟囔", "說", "問",
    "回应", "解释", "补充", "强调", "解釋", "補充", "強調",
];

/// How a clause starts that names nobody, so that it tells what happened next: `一声大叫，便扑了过去`, `没有人回答。`
const NO_SPEAKER: [&str; 8] = ["一声", "一聲", "没有人", "沒有人", "没人", "沒人", "无人", "無人"];

pub(super) fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let first = text.len() - text.trim_start().len();
    let (mut depth, mut read) = (0_usize, 0);
    for stop in stops(text, is_mark) {
        let start = ends.last().copied().unwrap_or(first);
        for c in text[read..text.len() - stop.after.len()].chars() {
            match c {
                '“' | '「' | '『' => depth += 1,
                '”' | '」' | '』' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        read = text.len() - stop.after.len();
        if is_end(&stop, start, depth > 0) {
            ends.push(stop.end(text));
        }
    }
    ends
}

fn is_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '｡' | '…' | '.' | '．' | '；' | '：')
}

fn is_end(stop: &Stop<'_>, start: usize, is_quoted: bool) -> bool {
    let next = stop.next();
    let sentence = stop.before.get(start..).unwrap_or("");
    let is_last = next.is_empty();
    let before = stop.before.chars().next_back();
    if stop.marks.starts_with(is_dash) {
        return stop.is_interruption();
    }
    if stop.marks.chars().all(|c| matches!(c, '.' | '．')) && stop.marks.len() <= 3 {
        // A full stop of the other script: only behind a Chinese character, and not inside a name or a number.
        return before.is_some_and(is_han) && !next.starts_with(|c: char| c.is_ascii_alphanumeric());
    }
    if is_last {
        return true;
    }
    let is_address = matches!(stop.marks, "?" | "!") && stop.after.starts_with(|c: char| c.is_ascii_alphanumeric());
    if is_address && before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return false;
    }
    let only_dots = stop.marks.chars().all(|c| matches!(c, '…' | '.'));
    if only_dots {
        // An ellipsis is a pause; it is a stop where the quotation closes, and nobody is named as having spoken, or where a long sentence
        // of the narrator's trails off.
        let trails_off =
            !is_quoted && !stop.closes_quote() && stop.closers.is_empty() && is_long(sentence, MIN_TRAILING_CHARS);
        return (stop.closes_quote() || trails_off)
            && !has_tag(next)
            && !breaks_off(next)
            && !next.starts_with(['，', ',', '、', '的']);
    }
    if matches!(stop.marks, "；" | "：") {
        return parts_clauses(stop, sentence);
    }
    if next.starts_with(['，', ',', '、', '；', ';', '：', ':', '—', '…', '·']) {
        return false;
    }
    if stop.closers.contains(['》', '〉']) {
        // The end of a title that happens to be a question.
        return false;
    }
    let has_bracket = stop.closers.contains(['）', ')', '】', ']', '〕']) && !stop.closes_quote();
    if has_bracket && !stop.closers.contains('[') && !opens_with_bracket(sentence) {
        return false;
    }
    if stop.closes_quote() {
        let is_latin_quote = before.is_some_and(|c| is_latin(c) || c.is_ascii_digit()) && stop.marks.is_ascii();
        let runs_on =
            next.starts_with(['的', '这', '之', '與', '与', '和', '等', '就', '便']) && !stop.marks.contains('。');
        return !is_latin_quote && !runs_on && !has_tag(next);
    }
    true
}

/// True if a semicolon or a colon stands between two clauses that are sentences on their own. What a colon announces, words that are
/// spoken or quoted, belongs to it.
fn parts_clauses(stop: &Stop<'_>, sentence: &str) -> bool {
    let next = stop.next();
    let announces = stop.marks == "："
        && (next.starts_with(['“', '‘', '「', '『', '"', '《'])
            || sentence.ends_with(['是', '话', '話'])
            || SPEECH.iter().any(|verb| sentence.ends_with(verb)));
    let clause = next.split(is_mark).next().unwrap_or(next);
    stop.closers.is_empty() && !announces && is_long(sentence, MIN_CLAUSE_CHARS) && is_long(clause, MIN_CLAUSE_CHARS)
}

fn is_long(text: &str, min_chars: usize) -> bool {
    text.chars().filter(|c| !c.is_whitespace()).take(min_chars).count() == min_chars
}

fn opens_with_bracket(sentence: &str) -> bool {
    sentence.starts_with(['（', '(', '【', '[', '〔'])
}

/// True if a text starts with a short clause that says who spoke, and ends there.
fn has_tag(next: &str) -> bool {
    let Some((end, mark)) =
        next.char_indices().take(MAX_TAG_CHARS + 1).find(|(_, c)| "。，！？；：…,.!?;:“「『\"\n".contains(*c))
    else {
        return false;
    };
    // A colon or a quotation mark: the tag belongs to the words that follow.
    if matches!(mark, '：' | ':' | '“' | '「' | '『' | '"') {
        return false;
    }
    let clause = next[..end].trim_end();
    if NO_SPEAKER.iter().any(|start| clause.starts_with(start)) {
        return false;
    }
    if matches!(mark, '，' | ',')
        && ["说着", "說著", "听说", "聽說", "面说", "面說", "边说", "邊說"].iter().any(|s| clause.ends_with(s))
    {
        // `说着，……`: while speaking somebody did something, which is told next.
        return false;
    }
    SPEECH.iter().any(|verb| clause.ends_with(verb)) && clause.chars().count() > 1
}

/// True if a text starts with a clause that says that somebody stopped speaking: behind `……”` it is a tag.
fn breaks_off(next: &str) -> bool {
    let name_len: usize = next.chars().take(5).take_while(|c| is_han(*c)).count();
    let mut starts = next.char_indices().map(|(i, _)| i).take(name_len.min(4) + 1);
    starts.any(|i| {
        ["说不", "没说完", "没有说完", "欲言又止", "说到", "說不", "沒說完", "說到"]
            .iter()
            .any(|phrase| next[i..].starts_with(phrase))
    })
}
