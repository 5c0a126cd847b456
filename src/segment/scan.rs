//! Finding the places where a sentence may end, the same way in both languages.

use crate::text::is_closing;

/// A stop with what closes behind it: `?”`, `。）`, `...`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop<'t> {
    /// The text before the marks.
    pub before: &'t str,
    /// The marks that end a sentence: `.`, `?!`, `……`; or dashes alone.
    pub marks: &'t str,
    /// The quotes and brackets behind them, and footnote numbers in brackets.
    pub closers: &'t str,
    /// The text behind, white space included.
    pub after: &'t str,
}

impl<'t> Stop<'t> {
    /// Where the next sentence would start: behind the white space.
    pub fn end(&self, text: &str) -> usize {
        text.len() - self.after.trim_start().len()
    }

    /// The text behind, without white space.
    pub fn next(&self) -> &'t str {
        self.after.trim_start()
    }

    /// True if a quotation closes here.
    pub fn closes_quote(&self) -> bool {
        self.closers.contains(['”', '’', '」', '』', '"', '\''])
    }

    /// True for words that are broken off and answered: `“But I—” “You what?”`. The only place where a dash is a stop.
    pub fn is_interruption(&self) -> bool {
        self.marks.starts_with(is_dash)
            && self.closes_quote()
            && self.next().starts_with(['“', '‘', '「', '『', '"', '\''])
    }

    pub fn is_ellipsis(&self) -> bool {
        self.marks.contains('…') || self.marks.matches('.').count() >= 2
    }
}

/// All stops of a text, in order. `is_mark` tells what may end a sentence.
pub(super) fn stops(text: &str, is_mark: fn(char) -> bool) -> impl Iterator<Item = Stop<'_>> {
    let mut from = 0;
    // Straight quotation marks look the same on both sides: the second of two closes.
    let mut is_quoted = false;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(|c| is_mark(c) || is_dash(c))?;
        let marks_end = skip_marks(text, start, if text[start..].starts_with(is_dash) { is_dash } else { is_mark });
        is_quoted ^= text[from..marks_end].matches('"').count() % 2 == 1;
        let closers_end = skip_closers(text, marks_end, is_quoted);
        is_quoted ^= text[marks_end..closers_end].matches('"').count() % 2 == 1;
        from = closers_end;
        Some(Stop {
            before: &text[..start],
            marks: &text[start..marks_end],
            closers: &text[marks_end..closers_end],
            after: &text[closers_end..],
        })
    })
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–')
}

fn skip_marks(text: &str, start: usize, is_mark: fn(char) -> bool) -> usize {
    let mut end = start;
    loop {
        let rest = &text[end..];
        let run = rest.find(|c| !is_mark(c)).unwrap_or(rest.len());
        end += run;
        // An ellipsis with spaces inside: `. . .`
        let spaced = text[end..].strip_prefix(' ').is_some_and(|next| next.starts_with('.'));
        if !spaced {
            return end;
        }
        end += 1;
    }
}

fn skip_closers(text: &str, start: usize, is_quoted: bool) -> usize {
    let mut end = start;
    while let Some(c) = text[end..].chars().next() {
        let rest = &text[end..];
        let is_straight_quote =
            matches!(c, '"' | '\'') && (!rest[1..].starts_with(char::is_alphanumeric) || c == '"' && is_quoted);
        if is_closing(c) || is_straight_quote {
            end += c.len_utf8();
        } else if matches!(c, ' ' | '\u{a0}' | '\u{3000}') && rest[c.len_utf8()..].starts_with(['”', '’', '」', '』'])
        {
            // A quotation mark that typesetting pushed away from its sentence.
            end += c.len_utf8();
        } else if let Some(len) = footnote_len(rest) {
            end += len;
        } else {
            break;
        }
    }
    end
}

/// The length of a footnote's mark at the start of a text: `[12]`, `①`.
fn footnote_len(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, '\u{2460}'..='\u{2473}') {
        return Some(first.len_utf8());
    }
    let inside = text.strip_prefix('[')?;
    let digits = inside.find(|c: char| !c.is_ascii_digit())?;
    ((1..=3).contains(&digits) && inside[digits..].starts_with(']')).then_some(digits + 2)
}
