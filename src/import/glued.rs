//! Sentences of both languages glued on one line: where one language ends and the other begins. Pure; linear in the line.

use super::class::lang_of;
use super::lines::trim;
use crate::text::{Lang, is_closing, is_han};
use std::ops::Range;

/// Sentences of one language together, if both languages have whole ones.
pub fn split_sentences(text: &str) -> Vec<&str> {
    let cuts = sentence_cuts(text);
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([text.len()]);
    let mut parts: Vec<Part> = Vec::new();
    for part in starts.zip(ends).map(|(start, end)| Part::new(text, start..end)) {
        match parts.last_mut() {
            Some(last) if !last.may_end_before(&part) => last.take_in(&part),
            _ => parts.push(part),
        }
    }
    parts.into_iter().map(|part| &text[part.range]).collect()
}

/// Sentences that stay together.
#[derive(Debug)]
struct Part {
    range: Range<usize>,
    lang: Option<Lang>,
    words: usize,
    han: usize,
    /// How many quotation marks there are; whether the first character is one, and the last.
    quotes: usize,
    opens_quoted: bool,
    closes_quoted: bool,
    /// `他说。` and the like: what says who spoke the sentence before.
    speech_tag: bool,
}

impl Part {
    /// Linear in the range.
    fn new(text: &str, range: Range<usize>) -> Self {
        let own = trim(&text[range.clone()]);
        let is_quote = |c: char| matches!(c, '“' | '”' | '"' | '「' | '」' | '『' | '』');
        let words = own.split(|c: char| !c.is_alphabetic() || is_han(c)).filter(|word| !word.is_empty()).count();
        let han = own.chars().filter(|&c| is_han(c)).count();
        let said = own.trim_end_matches(|c: char| !c.is_alphabetic());
        Self {
            lang: lang_of(own),
            words,
            han,
            quotes: own.chars().filter(|&c| is_quote(c)).count(),
            opens_quoted: own.starts_with(is_quote),
            closes_quoted: own.ends_with(is_quote),
            speech_tag: han <= 6
                && words == 0
                && said.ends_with(['说', '說', '道', '问', '問', '喊', '答', '叫', '写', '寫']),
            range,
        }
    }

    /// True if there is no whole sentence in it.
    fn is_short(&self) -> bool {
        match self.lang {
            Some(Lang::En) => self.words < 2,
            Some(Lang::Zh) => self.han < 2,
            None => true,
        }
    }

    /// A quotation in the other language stays with the sentence it is quoted in; a translation of one is quoted as well.
    fn may_end_before(&self, next: &Self) -> bool {
        if self.is_short() || next.is_short() || self.lang == next.lang {
            return false;
        }
        let only_one_quoted = self.is_quotation() && next.quotes == 0 || next.is_quotation() && self.quotes == 0;
        let only_one_spoken = next.speech_tag && self.quotes == 0;
        !only_one_quoted && !only_one_spoken
    }

    /// True for one quotation from its first character to its last.
    fn is_quotation(&self) -> bool {
        self.opens_quoted && self.closes_quoted && self.quotes == 2
    }

    fn take_in(&mut self, next: &Self) {
        if self.is_short() {
            self.lang = next.lang.or(self.lang);
        }
        self.words += next.words;
        self.han += next.han;
        self.quotes += next.quotes;
        self.closes_quoted = next.closes_quoted;
        self.speech_tag = false;
        self.range.end = next.range.end;
    }
}

/// Abbreviations before a name or a number, which end no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "no", "inc", "co", "ltd", "corp", "bros", "gen", "sen",
    "rep", "gov", "lt", "col", "capt", "sgt", "rev", "hon", "mt", "ft", "fig", "vol", "ed", "dept", "approx", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Where a sentence ends outside quotations and brackets, and the next letter is of the other script and may begin a sentence.
fn sentence_cuts(text: &str) -> Vec<usize> {
    let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
    // Marks that do not pair say nothing about what stands inside.
    let curly = count(&['“', '「', '『']) == count(&['”', '」', '』']);
    let straight = count(&['"']).is_multiple_of(2);
    let brackets = count(&['(', '（', '《']) == count(&[')', '）', '》']);

    let mut cuts = Vec::new();
    let (mut quoted, mut bracketed) = (false, false);
    let mut last_script = None;
    let mut word_start = 0;
    // Just behind an end of sentence and what closes after it; then, until the next letter, a place to cut.
    let mut ended: Option<usize> = None;
    let mut pending: Option<usize> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = at + c.len_utf8();
        let next = chars.peek().map(|&(_, next)| next);
        let opens_straight = c == '"' && straight && !quoted;
        let closes = is_closing(c) || matches!(c, '"' | '\'') && !opens_straight;
        if closes {
            quoted &= !(curly && matches!(c, '”' | '」' | '』') || straight && c == '"');
            bracketed &= !matches!(c, ')' | '）' | '》');
            ended = ended.map(|_| after);
            continue;
        }
        if c.is_whitespace() {
            word_start = after;
            continue;
        }
        let is_end = match c {
            '.' => match last_script {
                Some(Lang::En) => {
                    let goes_on =
                        next.is_some_and(|next| next.is_ascii_alphanumeric()) && !starts_chinese_number(&text[after..]);
                    !goes_on && !is_abbreviation(&text[word_start..at])
                }
                _ => !next.is_some_and(|next| next.is_ascii_digit()),
            },
            '!' | '?' | '…' | '。' | '！' | '？' => true,
            _ => false,
        };
        if is_end {
            ended = Some(after);
            continue;
        }
        if let Some(end) = ended.take()
            && !quoted
            && !bracketed
            && !c.is_lowercase()
        {
            pending.get_or_insert(end);
        }
        quoted |= curly && matches!(c, '“' | '「' | '『') || opens_straight;
        bracketed |= brackets && matches!(c, '(' | '（' | '《');
        let script = match c {
            c if is_han(c) => Some(Lang::Zh),
            c if c.is_alphabetic() => Some(Lang::En),
            _ => None,
        };
        if script != Some(Lang::En) {
            word_start = after;
        }
        if script.is_some() {
            if let Some(cut) = pending.take().filter(|_| last_script.is_some() && last_script != script) {
                cuts.push(cut);
            }
            last_script = script;
        }
    }
    cuts
}

/// True for digits before a Chinese character: the date or the number a Chinese sentence begins with.
fn starts_chinese_number(text: &str) -> bool {
    let digits = text.bytes().take(8).take_while(u8::is_ascii_digit).count();
    digits > 0 && text[digits..].starts_with(is_han)
}

/// A title, a month, an initial, or letters with full stops inside.
fn is_abbreviation(word: &str) -> bool {
    if word.len() > 12 {
        return false;
    }
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    initial || word.contains('.') || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}
