//! Breaking a block into lines: Unicode line breaking (UAX #14, strict) with what Chinese typography asks on top of it (W3C clreq 3.1.2:
//! prohibition of certain marks at line start and line end), over a table of advances.

use super::rules::may_break;
use super::shown::shown;
use super::{AdvanceTable, Face};
use crate::text::{ByteSpan, is_wide};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

/// One line of a block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Where in the block's text, trailing white space included: a block's lines tile its text.
    pub span: ByteSpan,
    /// How wide it is, without trailing white space.
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
    /// The lines of a text in one face and size, at most `width_points` wide where its words allow. A word that is wider than the column
    /// is broken where it must be. Empty for an empty text. Linear.
    #[must_use]
    pub fn break_lines(
        &self,
        text: &str,
        advances: &AdvanceTable,
        face: Face,
        size_points: f32,
        width_points: f32,
    ) -> Vec<Line> {
        let mut lines = Filler { text, width_points, lines: Vec::new(), start: 0, x: 0.0, ink_x: 0.0 };
        let mut from = 0;
        for to in self.places(text) {
            let mut full = 0.0;
            let mut ink = 0.0;
            for (_, c) in shown(text, from..to) {
                full += advances.ems(face, c) * size_points;
                if !c.is_whitespace() {
                    ink = full;
                }
            }
            if ink > width_points {
                lines.put_in_pieces(from, to, |c| advances.ems(face, c) * size_points);
            } else {
                lines.put(from, full, ink);
            }
            from = to;
        }
        lines.finish()
    }
}

impl LineBreaker {
    /// Where a line may end, in order; the end of the text is the last.
    fn places(self, text: &str) -> impl Iterator<Item = usize> {
        let mut from = 0;
        self.segmenter
            .segment_str(text)
            .filter(|to| *to > 0)
            .flat_map(move |to| {
                let piece = from..to;
                from = to;
                let around_quotes =
                    text[piece.clone()].match_indices(['“', '‘', '”', '’']).filter_map(move |(i, mark)| {
                        // Unicode's rules cannot tell opening from closing curly quotes; between Chinese characters we can.
                        let at = piece.start + i;
                        let is_opening = matches!(mark, "“" | "‘");
                        let place = if is_opening { at } else { at + mark.len() };
                        let is_beside_wide = if is_opening {
                            text[..place].ends_with(is_wide)
                        } else {
                            text[place..].starts_with(is_wide)
                        };
                        (is_beside_wide && place > piece.start && place < piece.end).then_some(place)
                    });
                around_quotes.chain([to])
            })
            .filter(move |to| *to == text.len() || may_break(text, *to))
    }
}

/// The lines that are being filled.
struct Filler<'t> {
    text: &'t str,
    width_points: f32,
    lines: Vec<Line>,
    start: usize,
    x: f32,
    ink_x: f32,
}

impl Filler<'_> {
    /// Puts a piece that starts at a byte on this line, or on the next.
    fn put(&mut self, from: usize, full: f32, ink: f32) {
        if self.x + ink > self.width_points && from > self.start {
            self.end_line(from);
        }
        if ink > 0.0 {
            self.ink_x = self.x + ink;
        }
        self.x += full;
    }

    /// Puts a piece that no line is wide enough for: cut between characters, but not where a mark forbids it if that can be helped.
    fn put_in_pieces(&mut self, from: usize, to: usize, advance: impl Fn(char) -> f32) {
        if from > self.start {
            self.end_line(from);
        }
        let mut allowed = from;
        let mut widths: Vec<(usize, f32)> = Vec::new();
        for (byte, c) in shown(self.text, from..to) {
            if may_break(self.text, byte) {
                allowed = byte;
            }
            let width = if c.is_whitespace() { 0.0 } else { advance(c) };
            if self.x + width > self.width_points && allowed > self.start {
                let (kept, moved): (Vec<_>, Vec<_>) = widths.into_iter().partition(|(byte, _)| *byte < allowed);
                self.ink_x = kept.iter().map(|(_, width)| width).sum();
                self.end_line(allowed);
                self.x = moved.iter().map(|(_, width)| width).sum();
                widths = moved;
            }
            widths.push((byte, width));
            self.put(byte, width, width);
        }
    }

    fn end_line(&mut self, end: usize) {
        self.lines
            .extend(ByteSpan::new(self.text, self.start, end).map(|span| Line { span, width_points: self.ink_x }));
        (self.start, self.x, self.ink_x) = (end, 0.0, 0.0);
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
