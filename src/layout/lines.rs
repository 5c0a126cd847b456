//! Breaking a block into lines: Unicode line breaking (UAX #14, strict) with what Chinese typography asks on top of it (W3C clreq 3.1.2:
//! prohibition of certain marks at line start and line end), over a table of advances.

use super::{AdvanceTable, Face};
use crate::text::{ByteSpan, is_han, is_wide};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

/// Marks that never start a line.
const NOT_AT_START: &str = "，。、；：？！…～·‧・—’”）》〉」』】〕］｝〗％‰℃,.;:?!)]}%";
/// Marks that never end a line.
const NOT_AT_END: &str = "‘“（《〈「『【〔［｛〖([{￥＄";
/// What stands behind a figure and belongs to it.
const UNITS: &str = "万亿萬億年月日号號元%％‰℃°";

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

    /// Puts a piece that no line is wide enough for, character by character.
    fn put_in_pieces(&mut self, from: usize, to: usize, advance: impl Fn(char) -> f32) {
        if from > self.start {
            self.end_line(from);
        }
        for (byte, c) in shown(self.text, from..to) {
            let width = advance(c);
            self.put(byte, width, if c.is_whitespace() { 0.0 } else { width });
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

/// False where Chinese typography forbids the break that UAX #14 allows.
fn may_break(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\n', '\r']);
    let (Some(last), Some(first)) = (before.chars().next_back(), text[at..].chars().next()) else { return true };
    let has_space = before.len() < at;
    if NOT_AT_END.contains(last) || last == '·' && is_han(first) {
        return false;
    }
    // Behind a space a quotation mark or dash may be an opening one of English: `he said ’twas`.
    if NOT_AT_START.contains(first) && !(has_space && matches!(first, '’' | '…' | '—' | '.' | '%')) {
        return false;
    }
    !(last.is_ascii_digit() && UNITS.contains(first))
}

/// The characters of a text that are drawn, each with its byte. A line break of the source is a space between words and nothing between
/// Chinese characters; marks without width are left out.
pub fn shown(text: &str, range: std::ops::Range<usize>) -> impl Iterator<Item = (usize, char)> {
    let start = range.start;
    text[range].char_indices().filter_map(move |(i, c)| {
        let byte = start + i;
        let shown = match c {
            '\n' if text[..byte].ends_with(is_wide) || text[byte + 1..].starts_with(is_wide) => return None,
            '\r' if text[byte + 1..].starts_with('\n') => return None,
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => ' ',
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{ad}' | '\u{feff}' => {
                return None;
            }
            c if c.is_control() => '\u{fffd}',
            c => c,
        };
        Some((byte, shown))
    })
}

#[cfg(test)]
mod tests;
