//! Texts as they are compared, a character at a time and with the way back: one rule for what is typed and for what is searched.

use crate::text::{is_line_end, is_wide, joint, quote_len, simplified};
use std::ops::Range;
use unicode_normalization::char::decompose_compatible;

/// A folded text, and where in the text each of its characters came from. Made to be filled again and again.
#[derive(Clone, Debug, Default)]
pub(super) struct Units {
    chars: Vec<char>,
    /// First byte in the source, one for each; never decreases.
    starts: Vec<u32>,
    /// True if there is a character that marks of Markdown are made of.
    may_have_marks: bool,
}

impl Units {
    /// Folds a text of up to 4 GiB in place of the one before; `simplify` Chinese characters, too. In what `may_quote` a `>` at the start of a
    /// line is no character of the text. Linear.
    pub fn read(&mut self, text: &str, simplify: bool, may_quote: bool) {
        self.chars.clear();
        self.starts.clear();
        self.may_have_marks = false;
        let mut rest = text.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            match c {
                'a'..='z' => self.push(c, start),
                '\u{4e00}'..='\u{9fff}' => self.push(if simplify { simplified(c) } else { c }, start),
                '.' | '…' | '⋯' | '。' if is_ellipsis(&text[start..]) => {
                    // However many: what is drawn for them is not what was typed.
                    (0..3).for_each(|_| self.push('.', start));
                    while rest.next_if(|(_, more)| *more == c).is_some() {}
                }
                '*' | '_' | '`' | '[' | '\\' | '<' | '&' => {
                    self.may_have_marks = true;
                    self.push(c, start);
                }
                '。' | '｡' => self.push('.', start),
                '!'..='~' => self.push(c.to_ascii_lowercase(), start),
                // A full form of half width, `！` to `～`.
                '\u{ff01}'..='\u{ff5e}' => {
                    let half = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
                    self.push(half.to_ascii_lowercase(), start);
                }
                c if c.is_whitespace() => {
                    let mut is_break = is_line_end(c);
                    while let Some((_, more)) = rest.next_if(|(_, c)| c.is_whitespace()) {
                        is_break |= is_line_end(more);
                    }
                    let mut end = rest.peek().map_or(text.len(), |(end, _)| *end);
                    if is_break && may_quote {
                        end += quote_len(&text[end..]);
                        while rest.next_if(|(at, _)| *at < end).is_some() {}
                    }
                    let (before, after) = (&text[..start], &text[end..]);
                    let is_read =
                        if is_break { !joint(before, after).is_empty() } else { !is_beside_mark(before, after) };
                    if is_read {
                        self.push(' ', start);
                    }
                }
                c => self.push_folded(c, start, simplify),
            }
        }
    }

    fn push_folded(&mut self, c: char, start: usize, simplify: bool) {
        match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '″' | '〝' | '〞' => {
                self.push('"', start);
            }
            '‘' | '’' | '‚' | '‛' | '『' | '』' | '′' | '‹' | '›' => self.push('\'', start),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.push('-', start),
            c if is_mark(c) => {}
            c => decompose_compatible(c, |part| {
                if part.is_whitespace() {
                    // `´` and its like stand on a space of their own.
                    self.push(' ', start);
                } else if !is_mark(part) {
                    for part in part.to_lowercase().filter(|part| !is_mark(*part)) {
                        self.push(if simplify { simplified(part) } else { part }, start);
                    }
                }
            }),
        }
    }

    fn push(&mut self, c: char, start: usize) {
        self.chars.push(c);
        self.starts.push(start as u32);
    }

    /// The folded characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// True if the text may have marks that are not drawn.
    pub fn may_have_marks(&self) -> bool {
        self.may_have_marks
    }

    /// The bytes of the source that a range of folded characters, not empty, came from; with the accents on the last one.
    pub fn source(&self, text: &str, range: Range<usize>) -> Range<usize> {
        let (start, last) = (self.starts[range.start] as usize, self.starts[range.end - 1] as usize);
        let rest = &text[last..];
        let len = if is_ellipsis(rest) { rest.chars().take_while(|c| rest.starts_with(*c)).count() } else { 1 };
        let mut after = rest.char_indices().skip(len);
        let end = after.find(|(_, c)| !is_mark(*c)).map_or(text.len(), |(at, _)| last + at);
        start..end
    }

    /// The first folded character, of those from `from` on, that came from this byte or a later one.
    pub fn index_at(&self, byte: usize, from: usize) -> usize {
        let before = self.starts[from..].iter().take_while(|start| (**start as usize) < byte);
        from + before.count()
    }
}

/// True for three dots or more, or for the mark that has them, at the start.
fn is_ellipsis(text: &str) -> bool {
    text.starts_with("...") || text.starts_with(['…', '⋯']) || text.starts_with("。。。")
}

/// True for a space beside a mark that is drawn in full width between Chinese characters.
fn is_beside_mark(before: &str, after: &str) -> bool {
    let is_mark = |c| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')');
    match after.chars().next() {
        Some('(') => before.ends_with(is_wide),
        Some(c) => is_wide(c) && before.ends_with(is_mark),
        None => false,
    }
}

/// True for what a reader does not see as a character of its own: accents, marks without width, the choice of a glyph.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}')
}
