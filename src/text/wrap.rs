//! Hard wraps: where a text is broken into lines that mean nothing, and what stands there instead.

use super::is_wide;
use std::borrow::Cow;
use std::ops::Range;

/// The white space at the end of a line that means nothing, and what is read for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrap {
    /// The line break with all white space around it.
    pub blank: Range<usize>,
    /// A space or nothing.
    pub read: &'static str,
    /// Where the next line's text begins: behind the mark of a quotation that goes on.
    pub end: usize,
}

/// The hard wraps of a text, in order. Linear.
pub fn wraps(text: &str) -> impl Iterator<Item = Wrap> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text[from..].find(is_line_end)?;
        let start = from + text[from..at].trim_end().len();
        let blank = start..text.len() - text[at..].trim_start().len();
        let end = blank.end + quote_len(&text[blank.end..]);
        from = end;
        let read = if start == 0 || blank.end == text.len() { "" } else { joint(&text[..start], &text[end..]) };
        Some(Wrap { blank, read, end })
    })
}

/// What is read between two lines of one text: a space between words; nothing beside Chinese characters and the marks that both languages
/// have, where these stand between them, and nothing in a word that was broken behind its hyphen. Marks of Markdown are looked through.
#[must_use]
pub fn joint(before: &str, after: &str) -> &'static str {
    let is_mark = |c| matches!(c, '*' | '_' | '`');
    let before = before.strip_suffix('\\').unwrap_or(before);
    let (before, after) = (before.trim_end_matches(is_mark), after.trim_start_matches(is_mark));
    let is_shared = |c| matches!(c, '“' | '”' | '‘' | '’' | '…' | '—');
    let is_between = || {
        before.trim_end_matches(is_shared).ends_with(is_wide)
            && after.trim_start_matches(is_shared).starts_with(is_wide)
    };
    if before.ends_with(is_wide) || after.starts_with(is_wide) || is_between() || is_broken_word(before, after) {
        ""
    } else {
        " "
    }
}

/// `well-` above `known`; but not `one-` above `or two-handed`.
fn is_broken_word(before: &str, after: &str) -> bool {
    if before.ends_with('\u{ad}') {
        return true;
    }
    let word = before.strip_suffix(['-', '\u{2010}']);
    word.is_some_and(|word| word.ends_with(char::is_alphanumeric))
        && after.starts_with(char::is_alphanumeric)
        && !["and ", "or ", "to "].iter().any(|word| after.starts_with(word))
}

/// The length of the mark before a quotation, with the white space behind it.
#[must_use]
pub fn quote_len(text: &str) -> usize {
    let rest = text.trim_start_matches(['>', ' ', '\u{3000}']);
    if text.starts_with('>') { text.len() - rest.len() } else { 0 }
}

/// True for what ends a line of a source.
#[must_use]
pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// A text on one line, without its hard wraps.
#[must_use]
pub fn unwrapped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_line_end) {
        return Cow::Borrowed(text);
    }
    let text = text.trim();
    let mut whole = String::with_capacity(text.len());
    let mut from = 0;
    for wrap in wraps(text) {
        whole.push_str(&text[from..wrap.blank.start]);
        whole.push_str(wrap.read);
        from = wrap.end;
    }
    whole.push_str(&text[from..]);
    Cow::Owned(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_their_language_joins_them() {
        for (text, expected) in [
            ("one line ", "one line "),
            ("the old\nlight", "the old light"),
            ("the old \r\n  light\n", "the old light"),
            ("which\n   is wrapped", "which is wrapped"),
            ("守灯\n的人", "守灯的人"),
            ("第一项，\n  折了行", "第一项，折了行"),
            ("守灯，\nA.I.", "守灯，A.I."),
            ("**守灯**\n*的人*", "**守灯***的人*"),
            ("“走吧。”\n“好。”", "“走吧。”“好。”"),
            ("他说……\n——谁？", "他说……——谁？"),
            ("“Go.”\n“好。”", "“Go.” “好。”"),
            ("“走吧。”\n“Yes.”", "“走吧。” “Yes.”"),
            ("a well-\n  known light", "a well-known light"),
            ("the *well-*\nknown", "the *well-*known"),
            ("the light\u{ad}\nhouse", "the light\u{ad}house"),
            ("one-\nor two-handed", "one- or two-handed"),
            ("the light -\nthe old one", "the light - the old one"),
            ("> Water\n> remembers", "> Water remembers"),
            ("> > 水的\n> > 记性", "> > 水的记性"),
            ("\n", ""),
        ] {
            assert_eq!(unwrapped(text), expected);
        }
    }
}
