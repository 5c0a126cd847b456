//! Short lines in both languages: headings, which are cut, and entries of a word list, which are not. Pure.

use super::kind::is_chapter;
use super::lines::trim;
use crate::text::{Lang, is_han};

/// What a dictionary entry has between the word and its gloss.
const PARTS_OF_SPEECH: &[&str] =
    &["n", "v", "vt", "vi", "adj", "a", "adv", "ad", "prep", "conj", "pron", "num", "int", "art", "abbr", "phr"];

/// True for an entry of a word list: `1 harbour n. 港口`.
pub fn is_glossary_entry(line: &str) -> bool {
    // Longer than any entry's head.
    let mut tokens = line.split_whitespace().take(8).skip_while(|token| !token.contains(char::is_alphabetic));
    let headed = tokens.next().is_some_and(|word| word.chars().all(|c| !is_han(c)));
    headed
        && line.contains(is_han)
        && tokens.take_while(|token| !token.starts_with(is_han)).any(|token| {
            token.split_once('.').is_some_and(|(part, rest)| {
                PARTS_OF_SPEECH.contains(&part) && !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            })
        })
}

/// Where a heading in both languages changes from one to the other, if it is one.
pub fn heading_cut(line: &str, title: bool) -> Option<usize> {
    const MOST_BYTES: usize = 400;
    if line.len() > MOST_BYTES
        || line.ends_with(['.', '。', ',', '，', ';', '；', ':', '：'])
        || is_glossary_entry(line)
    {
        return None;
    }
    let script = |c: char| if is_han(c) { Some(Lang::Zh) } else { c.is_alphabetic().then_some(Lang::En) };
    let mut letters = line.char_indices().filter_map(|(at, c)| Some((at, c, script(c)?)));
    let (first_at, _, first) = letters.next()?;
    let (mut gap, mut changes, mut last_end) = (0..0, 0, first_at);
    let mut last = first;
    for (at, c, script) in std::iter::once((first_at, line[first_at..].chars().next()?, first)).chain(letters) {
        if script != last {
            changes += 1;
            gap = last_end..at;
            last = script;
        }
        last_end = at + c.len_utf8();
    }
    if changes != 1 {
        return None;
    }
    let between = &line[gap.clone()];
    // Without a space, a stroke or a tag (`<br>`) it is a name in a sentence; a bracket is a gloss, a colon a label.
    let (at, c) =
        between.char_indices().rev().find(|(_, c)| c.is_whitespace() || matches!(c, '|' | '｜' | '/' | '／' | '>'))?;
    let cut = gap.start + at + c.len_utf8();
    let (before, after) = (trim(&line[..gap.start + at]), trim(&line[cut..]));
    let one_quoted = after.starts_with(['“', '"', '「']) && !before.contains(['“', '"', '「']);
    if after.starts_with(['(', '（', '[', '［', '【']) || one_quoted || before.ends_with([':', '：', ',', '，']) {
        return None;
    }
    let (english, chinese) = if first == Lang::En { (before, after) } else { (after, before) };
    let words: Vec<&str> = english
        .split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | '-'))
        .filter(|word| !word.is_empty())
        .collect();
    let han = chinese.chars().filter(|&c| is_han(c)).count();
    let begins = words.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    let more_than_a_name = title
        || words.len() >= 3
        || words.iter().any(|word| word.starts_with(char::is_lowercase))
        || is_chapter(english);
    // A title's characters are about as many as its words, up to several times as many.
    let alike = han >= 2 && han * 10 >= words.len() * 7 && han <= words.len() * 6 + 4;
    let long_enough = words.len() >= 2 || is_chapter(english);
    (begins && more_than_a_name && alike && long_enough).then_some(cut)
}
