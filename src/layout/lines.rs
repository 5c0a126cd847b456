//! Breaking a block into lines: Unicode line breaking (UAX #14, strict) with what Chinese typography asks on top of it (W3C clreq 3.1.2:
//! prohibition of certain marks at line start and line end), over a table of advances.

use super::markup::is_code;
use super::place::{Pen, growth_points};
use super::rules::may_break;
use super::shown::widened;
use super::{AdvanceTable, Emphasis, Markup, Setting, TextStyle};
use crate::text::{ByteSpan, is_han, is_wide};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use std::ops::Range;

/// Where the characters of a line would have to move apart by more, it shows that it has given one away; in ems.
const WIDOW_GROWTH_EMS: f32 = 0.1;

/// One line of a block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Where in the block's text, trailing white space included: a block's lines tile its text.
    pub span: ByteSpan,
    /// How wide it is before it is justified, with its indent and without trailing white space.
    pub width_points: f32,
}

/// Breaks blocks into lines.
#[derive(Clone, Copy, Debug)]
pub struct LineBreaker {
    segmenter: LineSegmenterBorrowed<'static>,
}

impl Default for LineBreaker {
    fn default() -> Self {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        Self { segmenter: LineSegmenter::new_for_non_complex_scripts(options) }
    }
}

impl LineBreaker {
    /// The lines of a text in a style, at most as wide as its measure where its words allow. A word that is wider than that is broken where
    /// it must be. Empty for an empty text. Linear.
    #[must_use]
    pub fn break_lines(&self, text: &str, style: &TextStyle, advances: &AdvanceTable) -> Vec<Line> {
        self.break_emphasised(text, style, &[], advances)
    }

    fn break_emphasised(
        &self,
        text: &str,
        style: &TextStyle,
        emphasis: &[(Range<usize>, Emphasis)],
        advances: &AdvanceTable,
    ) -> Vec<Line> {
        let pen = Pen::new(style, emphasis, advances, true);
        let mut lines = Filler { text, style, emphasis, advances, lines: Vec::new(), start: 0, pen };
        let mut from = 0;
        for to in self.places(text, style, emphasis) {
            lines.put(from, to);
            if style.keeps_lines && text[..to].ends_with('\n') {
                lines.end_line(to);
            }
            from = to;
        }
        let lines = lines.finish();
        if style.setting.is_justified { self.without_widow(text, lines, style, emphasis, advances) } else { lines }
    }

    /// A paragraph does not end in a line of one character, as careful Chinese books avoid it (孤字): one more comes down to it. The line above is justified, and its
    /// characters move apart by less than the eye can see; where it would be more, it is left alone.
    fn without_widow(
        self,
        text: &str,
        mut lines: Vec<Line>,
        style: &TextStyle,
        emphasis: &[(Range<usize>, Emphasis)],
        advances: &AdvanceTable,
    ) -> Vec<Line> {
        let [.., above, last] = lines.as_mut_slice() else { return lines };
        let mut inked = last.span.slice(text).chars().filter(|c| c.is_alphanumeric());
        let is_widow = inked.next().is_some_and(is_han) && inked.next().is_none();
        let place =
            is_widow.then(|| self.places(text, style, emphasis).take_while(|to| *to < last.span.start()).last());
        if let Some(place) = place.flatten().filter(|place| *place > above.span.start()) {
            let ranges = [above.span.start()..place, place..last.span.end()];
            let widths = ranges.clone().map(|range| {
                let mut pen = Pen::new(style, emphasis, advances, range.start == 0);
                pen.put_text(text, range);
                pen.width_points()
            });
            if growth_points(text, ranges[0].clone(), style, emphasis, advances) <= WIDOW_GROWTH_EMS * style.size_points
            {
                for ((line, range), width_points) in [above, last].into_iter().zip(ranges).zip(widths) {
                    if let Some(span) = ByteSpan::new(text, range.start, range.end) {
                        *line = Line { span, width_points };
                    }
                }
            }
        }
        lines
    }

    /// [`LineBreaker::break_lines`] of what is drawn of a text with marks; the lines tile the text itself.
    pub(super) fn break_marked(
        &self,
        text: &str,
        markup: &Markup,
        style: &TextStyle,
        advances: &AdvanceTable,
    ) -> Vec<Line> {
        let shown = self.break_emphasised(&markup.text, style, &markup.emphasis, advances);
        let mut start = 0;
        let lines = shown.iter().enumerate().filter_map(|(i, line)| {
            let end = if i + 1 == shown.len() { text.len() } else { markup.source_of(line.span.end()) };
            let span = ByteSpan::new(text, start, end)?;
            start = end;
            Some(Line { span, width_points: line.width_points })
        });
        lines.collect()
    }
}

impl LineBreaker {
    /// Where a line may end, in order; the end of the text is the last.
    fn places(
        self,
        text: &str,
        style: &TextStyle,
        emphasis: &[(Range<usize>, Emphasis)],
    ) -> impl Iterator<Item = usize> {
        let (setting, keeps_lines) = (style.setting, style.keeps_lines);
        let mut from = 0;
        self.segmenter
            .segment_str(text)
            .filter(|to| *to > 0)
            .flat_map(move |to| {
                let piece = from..to;
                from = to;
                let inside = text[piece.clone()].char_indices().filter_map(move |(i, mark)| {
                    let place = place_beside(text, piece.start + i, mark, setting)?;
                    let is_inside = place > piece.start && place < piece.end;
                    (is_inside && !is_code(emphasis, piece.start + i)).then_some(place)
                });
                inside.chain([to])
            })
            // `--so` is one word of code.
            .filter(move |to| !(text[..*to].ends_with('-') && is_code(emphasis, to - 1) && is_code(emphasis, *to)))
            .filter(move |to| *to == text.len() || keeps_lines && text[..*to].ends_with('\n') || may_break(text, *to))
    }
}

/// Where a line may end beside a mark, though Unicode's rules do not know it: they cannot tell opening from closing curly quotes, which between
/// Chinese characters we can, and take a mark for the half-width one that it is in the source.
fn place_beside(text: &str, at: usize, mark: char, setting: Setting) -> Option<usize> {
    let end = at + mark.len_utf8();
    match mark {
        '“' | '‘' => text[..at].ends_with(is_wide).then_some(at),
        '”' | '’' => text[end..].starts_with(is_wide).then_some(end),
        '(' if setting.widens_marks => (widened(text, at, mark) != mark).then_some(at),
        ',' | '.' | ';' | ':' | '!' | '?' | ')' if setting.widens_marks => {
            (widened(text, at, mark) != mark).then_some(end)
        }
        _ => None,
    }
}

/// The lines that are being filled.
struct Filler<'t> {
    text: &'t str,
    style: &'t TextStyle,
    emphasis: &'t [(Range<usize>, Emphasis)],
    advances: &'t AdvanceTable,
    lines: Vec<Line>,
    start: usize,
    pen: Pen<'t>,
}

impl Filler<'_> {
    /// Puts a piece on this line, or on the next.
    fn put(&mut self, from: usize, to: usize) {
        let mut pen = self.pen;
        pen.put_text(self.text, from..to);
        if !pen.fits() && from > self.start {
            self.end_line(from);
            pen = self.pen;
            pen.put_text(self.text, from..to);
        }
        if pen.fits() {
            self.pen = pen;
        } else {
            self.put_in_pieces(from, to);
        }
    }

    /// Puts a piece that no line is wide enough for: cut between characters, but not where a mark forbids it if that can be helped.
    fn put_in_pieces(&mut self, from: usize, to: usize) {
        let mut allowed = from;
        let mut pen_at_allowed = self.pen;
        let ends = self.text[from..to].char_indices().map(|(i, c)| (from + i, from + i + c.len_utf8()));
        for (byte, end) in ends {
            // White space hangs, so no line needs to end before it; and each such question would look back over all that is before it.
            let is_blank = self.text[byte..end].starts_with(char::is_whitespace);
            if !is_blank && may_break(self.text, byte) {
                (allowed, pen_at_allowed) = (byte, self.pen);
            }
            let mut pen = self.pen;
            pen.put_text(self.text, byte..end);
            if !pen.fits() && byte > self.start {
                if allowed <= self.start {
                    (allowed, pen_at_allowed) = (byte, self.pen);
                }
                self.pen = pen_at_allowed;
                self.end_line(allowed);
                self.pen.put_text(self.text, allowed..end);
            } else {
                self.pen = pen;
            }
        }
    }

    fn end_line(&mut self, end: usize) {
        let width_points = self.pen.width_points();
        self.lines.extend(ByteSpan::new(self.text, self.start, end).map(|span| Line { span, width_points }));
        self.start = end;
        self.pen = Pen::new(self.style, self.emphasis, self.advances, false);
    }

    fn finish(mut self) -> Vec<Line> {
        if self.start < self.text.len() {
            self.end_line(self.text.len());
        }
        self.lines
    }
}

#[cfg(test)]
mod tests;
