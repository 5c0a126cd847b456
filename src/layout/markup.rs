//! Markdown in running text: its own marks are not drawn, and what stands between them is set as they ask. Only the page leaves them out;
//! sentences, notes, copies and searches keep the source.

use crate::model::BlockKind;
use crate::text::ByteSpan;
use std::ops::Range;

/// How a part of a block is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// `**so**`
    Strong,
    /// `*so*`: slanted in English; Chinese faces are not slanted, there it is strong.
    Stressed,
}

/// What of a block with marks is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Markup {
    /// The text without its marks; never empty.
    pub text: String,
    /// The parts that are set apart, in order, as bytes of `text`.
    pub emphasis: Vec<(Range<usize>, Emphasis)>,
    /// True for what is quoted: `> so`.
    pub is_quote: bool,
    /// The stretches that source and drawn text share, in order.
    pieces: Vec<Piece>,
}

/// A stretch of the drawn text, and where it begins in the source.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    shown: Range<usize>,
    source: usize,
}

impl Markup {
    /// What of a block is drawn; `None` if that is all of it as it is. Linear.
    #[must_use]
    pub fn of(text: &str, kind: BlockKind) -> Option<Box<Self>> {
        if kind == BlockKind::Verbatim {
            return Self::inside_fences(text);
        }
        if kind == BlockKind::Rule || !text.contains(['#', '>', '*', '_', '`', '[']) {
            return None;
        }
        let (start, end) = match kind {
            BlockKind::Heading(_) => inside_heading(text),
            BlockKind::Paragraph => (quote_len(text), text.len()),
            _ => (0, text.len()),
        };
        let mut scan = Scan { text, is_strong: false, hidden: vec![], emphasis: vec![] };
        scan.hide(0..start);
        scan.scan(start..end);
        scan.hide(end..text.len());
        let is_quote = kind == BlockKind::Paragraph && start > 0;
        Self::without(scan.hidden, scan.emphasis, is_quote, text)
    }

    /// The lines between the fences of Markdown's code.
    fn inside_fences(text: &str) -> Option<Box<Self>> {
        let (start, end) = (text.find('\n')? + 1, text.rfind('\n')?);
        (start < end).then(|| Self::without(vec![0..start, end..text.len()], vec![], false, text))?
    }

    fn without(
        mut hidden: Vec<Range<usize>>,
        emphasis: Vec<(Range<usize>, Emphasis)>,
        is_quote: bool,
        text: &str,
    ) -> Option<Box<Self>> {
        if hidden.is_empty() {
            return None;
        }
        hidden.sort_unstable_by_key(|range| range.start);
        let mut markup = Self { text: String::with_capacity(text.len()), emphasis: vec![], is_quote, pieces: vec![] };
        let mut from = 0;
        for range in hidden.into_iter().chain(std::iter::once(text.len()..text.len())) {
            if from < range.start {
                let shown = markup.text.len();
                markup.text.push_str(&text[from..range.start]);
                markup.pieces.push(Piece { shown: shown..markup.text.len(), source: from });
            }
            from = range.end;
        }
        // A picture without a name, say: better its marks than nothing.
        if markup.text.trim().is_empty() {
            return None;
        }
        let emphasis =
            emphasis.into_iter().map(|(range, kind)| (markup.shown_of(range.start)..markup.shown_of(range.end), kind));
        markup.emphasis = emphasis.collect();
        Some(Box::new(markup))
    }

    /// What is drawn of a part of the source.
    #[must_use]
    pub fn shown_part(&self, source: ByteSpan) -> &str {
        &self.text[self.shown_range(source)]
    }

    /// Where a part of the source is drawn, as bytes of `text`.
    #[must_use]
    pub fn shown_range(&self, source: ByteSpan) -> Range<usize> {
        self.shown_of(source.start())..self.shown_of(source.end())
    }

    /// The byte of the source that is drawn at a byte of `text`; its end is behind the last one.
    #[must_use]
    pub fn source_of(&self, shown: usize) -> usize {
        let piece = self.pieces.partition_point(|piece| piece.shown.start <= shown).saturating_sub(1);
        self.pieces.get(piece).map_or(shown, |piece| piece.source + (shown - piece.shown.start))
    }

    /// Where a byte of the source is drawn; a mark's, where the text behind it is.
    pub(super) fn shown_of(&self, source: usize) -> usize {
        let Some(piece) = self.pieces.partition_point(|piece| piece.source <= source).checked_sub(1) else { return 0 };
        let piece = &self.pieces[piece];
        (piece.shown.start + (source - piece.source)).min(piece.shown.end)
    }
}

/// How a byte is set apart.
pub(super) fn emphasis_at(emphasis: &[(Range<usize>, Emphasis)], byte: usize) -> Option<Emphasis> {
    let last = emphasis.partition_point(|(range, _)| range.start <= byte).checked_sub(1)?;
    let (range, kind) = &emphasis[last];
    range.contains(&byte).then_some(*kind)
}

/// The length of the mark before a quotation.
fn quote_len(text: &str) -> usize {
    let rest = text.trim_start_matches(['>', ' ', '\u{3000}']);
    if text.starts_with('>') { text.len() - rest.len() } else { 0 }
}

/// What stands between the marks of `## so ##`.
fn inside_heading(text: &str) -> (usize, usize) {
    let rest = text.trim_start_matches('#');
    if rest.len() == text.len() || !rest.starts_with(char::is_whitespace) {
        return (0, text.len());
    }
    let start = text.len() - rest.trim_start().len();
    let core = rest.trim_end().trim_end_matches('#');
    let end =
        if core.ends_with(char::is_whitespace) { text.len() - rest.len() + core.trim_end().len() } else { text.len() };
    (start, end.max(start))
}

/// So far apart may two marks be that go together, in bytes.
const MOST_BYTES: usize = 2000;

/// Looks for marks within a block. Simpler than `CommonMark`, and right where that is not: between Chinese characters, which no space keeps
/// from a mark, `**“so”**` is strong.
struct Scan<'t> {
    text: &'t str,
    /// True inside what is strong: nothing in it is set apart once more.
    is_strong: bool,
    hidden: Vec<Range<usize>>,
    emphasis: Vec<(Range<usize>, Emphasis)>,
}

impl Scan<'_> {
    fn hide(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.hidden.push(range);
        }
    }

    fn scan(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(next) = self.text[at..range.end].find(['*', '_', '`', '[', '!', '\\']).map(|i| at + i) {
            at = self.take(next, range.end);
        }
    }

    /// Takes what a mark opens; gives where to go on.
    fn take(&mut self, at: usize, end: usize) -> usize {
        let text = &self.text[at..end];
        if text.starts_with('\\') {
            return at + 1 + self.text[at + 1..end].chars().next().map_or(0, char::len_utf8);
        }
        if text.starts_with('[') || text.starts_with("![") {
            return self.take_link(at, end);
        }
        let Some(mark) = ["***", "**", "__", "*", "_", "`"].into_iter().find(|mark| text.starts_with(mark)) else {
            return at + 1;
        };
        let Some(close) = self.close_of(mark, at, end) else {
            return at + (text.len() - text.trim_start_matches(&mark[..1]).len());
        };
        let inside = at + mark.len()..close;
        self.hide(at..inside.start);
        self.hide(close..close + mark.len());
        let kind = if mark.len() == 1 { Emphasis::Stressed } else { Emphasis::Strong };
        if mark != "`" && !self.is_strong {
            self.emphasis.push((inside.clone(), kind));
        }
        if mark.len() == 2 {
            let is_strong = std::mem::replace(&mut self.is_strong, true);
            self.scan(inside);
            self.is_strong = is_strong;
        }
        close + mark.len()
    }

    /// Where the mark that closes begins. Marks hug what they set apart, and in the middle of a word of letters or digits (`2*3`, `snake_case`)
    /// nothing is meant.
    fn close_of(&self, mark: &str, at: usize, end: usize) -> Option<usize> {
        let c = mark.chars().next()?;
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let (start, end) = (at + mark.len(), self.text.floor_char_boundary(end.min(at + MOST_BYTES)));
        let first = self.text[start..end].chars().next();
        if mark != "`" && (is_word(self.text[..at].chars().next_back()) || is_blank(first)) || first == Some(c) {
            return None;
        }
        let mut from = start;
        while let Some(close) = self.text[from..end].find(mark).map(|i| from + i) {
            let row = self.text[close..end].len() - self.text[close..end].trim_start_matches(c).len();
            let is_hugging = !is_blank(self.text[..close].chars().next_back());
            let is_open_end = !is_word(self.text[close + row..].chars().next());
            if row == mark.len() && (mark == "`" || is_hugging && is_open_end) {
                return Some(close);
            }
            from = close + row;
        }
        None
    }

    /// `[so](where)`, `![so](where)`: what is said stays, where it leads is not drawn.
    fn take_link(&mut self, at: usize, end: usize) -> usize {
        let open = at + if self.text[at..].starts_with('!') { 2 } else { 1 };
        let end = self.text.floor_char_boundary(end.min(at + MOST_BYTES));
        let Some(middle) = self.text[open..end].find("](").map(|i| open + i) else { return open };
        let rest = &self.text[middle + 2..end];
        let Some(close) = rest.find(')').map(|i| middle + 2 + i) else { return open };
        let is_one = !self.text[open..middle].contains(['[', ']']) && !rest[..close - middle - 2].contains(['(', '\n']);
        if !is_one {
            return open;
        }
        self.hide(at..open);
        self.scan(open..middle);
        self.hide(middle..close + 1);
        close + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is drawn, what is strong in `{}` and what is stressed in `<>`.
    fn drawn(text: &str, kind: BlockKind) -> String {
        let Some(markup) = Markup::of(text, kind) else { return text.to_owned() };
        let mut drawn = String::new();
        for (byte, c) in markup.text.char_indices() {
            for (range, kind) in &markup.emphasis {
                if range.start == byte {
                    drawn.push(if *kind == Emphasis::Strong { '{' } else { '<' });
                }
            }
            drawn.push(c);
            for (range, kind) in &markup.emphasis {
                if range.end == byte + c.len_utf8() {
                    drawn.push(if *kind == Emphasis::Strong { '}' } else { '>' });
                }
            }
        }
        drawn
    }

    #[test]
    fn marks_are_not_drawn() {
        for (source, shown) in [
            ("The **old** pier", "The {old} pier"),
            ("**“旧码头”**还在", "{“旧码头”}还在"),
            ("它比*城*还老", "它比<城>还老"),
            ("an _old_ pier, __really__", "an <old> pier, {really}"),
            ("***both***", "{both}"),
            ("**a *b* c**", "{a b c}"),
            ("Type `ls -l *.txt` here", "Type ls -l *.txt here"),
            ("See [the map](https://example.org/map) first", "See the map first"),
            ("见[**地图**](a.png)。", "见{地图}。"),
            ("![A barge](barge.jpg)", "A barge"),
            ("2*3*4 = 24", "2*3*4 = 24"),
            ("snake_case_name", "snake_case_name"),
            ("5 * 3 * 2", "5 * 3 * 2"),
            ("*a note without an end", "*a note without an end"),
            ("** not strong **", "** not strong **"),
            ("fill in ____ here", "fill in ____ here"),
            ("\\*as it is\\*", "\\*as it is\\*"),
            ("![](barge.jpg)", "![](barge.jpg)"),
            ("a[1] and b[2]", "a[1] and b[2]"),
            ("[half](", "[half]("),
            ("****", "****"),
            ("> Water remembers.", "Water remembers."),
            ("> > 水的记性很长。", "水的记性很长。"),
            ("5 > 3", "5 > 3"),
        ] {
            assert_eq!(drawn(source, BlockKind::Paragraph), shown, "{source}");
        }
        for (source, shown) in [
            ("# A Walk", "A Walk"),
            ("### 看什么 ###", "看什么"),
            ("## C#", "C#"),
            ("## The *first* lock", "The <first> lock"),
            ("#1 in town", "#1 in town"),
            ("# ", "# "),
            ("Plain title", "Plain title"),
        ] {
            assert_eq!(drawn(source, BlockKind::Heading(2)), shown, "{source}");
        }
        for (source, shown) in [
            ("```rust\nlet a = *b;\n\n    c(__d__);\n```", "let a = *b;\n\n    c(__d__);"),
            ("~~~\n雨\n~~~", "雨"),
            ("```\n```", "```\n```"),
            ("```\n\n```", "```\n\n```"),
        ] {
            assert_eq!(drawn(source, BlockKind::Verbatim), shown, "{source}");
        }
        assert_eq!(Markup::of("* * *", BlockKind::Rule), None);
    }

    proptest! {
        #[test]
        fn places_go_there_and_back(text in "[ab*_`\\[\\]()!># 水。“”\\\\\n]{0,40}") {
            for kind in [BlockKind::Paragraph, BlockKind::Heading(1), BlockKind::ListItem, BlockKind::Verbatim] {
                let Some(markup) = Markup::of(&text, kind) else { continue };
                for (byte, c) in markup.text.char_indices() {
                    let source = markup.source_of(byte);
                    prop_assert!(text[source..].starts_with(c));
                    prop_assert_eq!(markup.shown_of(source), byte);
                }
                for byte in (0..=text.len()).filter(|byte| text.is_char_boundary(*byte)) {
                    prop_assert!(markup.text.is_char_boundary(markup.shown_of(byte)));
                }
                for (range, _) in &markup.emphasis {
                    prop_assert!(markup.text.get(range.clone()).is_some_and(|part| !part.is_empty()));
                }
            }
        }
    }
}
