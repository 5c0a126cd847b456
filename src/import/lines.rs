//! A text as lines that say something: their number, indent, and what stands around them. Never changes the text.

/// A line with something on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// Zero-based; lines end with `\n`, `\r\n`, `\r`, U+2028 and U+2029.
    pub number: usize,
    /// What precedes the text: white space and invisible characters.
    pub indent: &'t str,
    /// Without surrounding white space and invisible characters; never empty.
    pub text: &'t str,
}

impl Line<'_> {
    /// Width of the indent in columns: two for U+3000, four for a tab, none for what is invisible.
    pub fn indent_columns(&self) -> usize {
        self.indent
            .chars()
            .map(|c| {
                if is_invisible(c) {
                    0
                } else {
                    match c {
                        '\u{3000}' => 2,
                        '\t' => 4,
                        _ => 1,
                    }
                }
            })
            .sum()
    }
}

/// Lines with something on them, in order; blank ones are skipped but counted. Linear.
pub fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    raw_lines(text).enumerate().filter_map(|(number, raw)| {
        let text = trim(raw);
        let indent = &raw[..raw.len() - raw.trim_start_matches(is_blank).len()];
        (!text.is_empty()).then_some(Line { number, indent, text })
    })
}

/// Every line, without its end.
fn raw_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        let Some(at) = whole.find(['\n', '\r', '\u{2028}', '\u{2029}']) else {
            return rest.take();
        };
        let after = &whole[at..];
        let end = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        rest = Some(&after[end..]);
        Some(&whole[..at])
    })
}

/// Without surrounding white space and invisible characters.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// True for what may be left out around a block: white space, controls and characters that cannot be seen.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// True for controls other than white space, zero-width characters, soft hyphens and direction marks.
pub fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_five_ways() {
        let text = "a\nb\r\nc\rd\u{2028}e\u{2029}\r\r\n\n f \u{b}\u{feff}";
        let got: Vec<_> = lines(text).map(|line| (line.number, line.text)).collect();
        assert_eq!(got, [(0, "a"), (1, "b"), (2, "c"), (3, "d"), (4, "e"), (8, "f")]);
        assert_eq!(lines("").count() + lines("\n\u{3000}\n\t\u{200b}").count(), 0);
    }

    #[test]
    fn indents_count_as_columns() {
        for (raw, columns, text) in [
            ("雨停了。", 0, "雨停了。"),
            ("\u{3000}\u{3000}雨停了。", 4, "雨停了。"),
            ("\u{a0}\u{a0}雨停了。 ", 2, "雨停了。"),
            ("\u{200b}\tRain fell.", 4, "Rain fell."),
            ("\u{feff}  Ra\u{ad}in\u{ad}", 2, "Ra\u{ad}in"),
        ] {
            let line = lines(raw).next().unwrap();
            assert_eq!((line.indent_columns(), line.text), (columns, text), "{raw:?}");
        }
    }
}
