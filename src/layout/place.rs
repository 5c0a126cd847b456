//! Where every character of a line stands. Lines are broken, drawn and pointed at by the same walk.

use super::markup::{Emphasis, emphasis_at};
use super::shown::set_text;
use super::spacing::{Advance, is_beside_range_dash, is_dash, joint, may_grow, space_ems};
use super::{AdvanceTable, Setting, TextStyle};
use crate::text::is_wide;
use std::ops::Range;

/// A gap wider than this looks worse than a ragged line, in ems.
const MOST_GROWTH_EMS: f32 = 0.3;

/// One character of a line in its place; points from the left edge of the column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedChar {
    /// Where it is in the block's text.
    pub byte: usize,
    /// What is drawn.
    pub c: char,
    /// The edges of its box; boxes do not overlap.
    pub left_points: f32,
    /// See `left_points`.
    pub right_points: f32,
    /// Where it is drawn from: left of its box if its left half is trimmed.
    pub pen_points: f32,
    /// How it is set apart.
    pub emphasis: Option<Emphasis>,
    /// True if it belongs to the one before as the face has it: letters of a word, and all of an English line.
    pub is_joined: bool,
}

/// Walks along a line that grows at its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen<'a> {
    advances: &'a AdvanceTable,
    style: &'a TextStyle,
    emphasis: &'a [(Range<usize>, Emphasis)],
    x: f32,
    /// Where the ink ends; white space hangs.
    ink_x: f32,
    /// What the last mark can give up at the line's end.
    end_blank: f32,
    last: Option<Advance>,
    /// The one before a space, as its neighbours see it.
    before_space: Option<char>,
    /// True before the text of an item of a list.
    is_in_marker: bool,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        style: &'a TextStyle,
        emphasis: &'a [(Range<usize>, Emphasis)],
        advances: &'a AdvanceTable,
        is_first_line: bool,
    ) -> Self {
        let x = if is_first_line { style.indent_points } else { style.hang.points };
        let is_in_marker = is_first_line && style.hang.marker_bytes > 0;
        Self { advances, style, emphasis, x, ink_x: x, end_blank: 0.0, last: None, before_space: None, is_in_marker }
    }

    /// Puts one character: the points by which the box before it shrinks, its own box, and where it is drawn from.
    fn put(&mut self, byte: usize, c: char, emphasis: Option<Emphasis>) -> (f32, Range<f32>, f32) {
        let style = self.style;
        if self.is_in_marker && byte >= style.hang.marker_bytes {
            self.is_in_marker = false;
            self.x = style.hang.points;
            (self.last, self.before_space) = (None, None);
        }
        let size = style.size_points;
        let ems = self.advances.ems(style.face.emphasised(emphasis), c);
        let next = Advance { c, ems, is_code: emphasis == Some(Emphasis::Code) };
        let mut trim_left = 0.0;
        let mut shrink = 0.0;
        match (self.last, self.before_space) {
            (Some(Advance { c: ' ', ems, is_code: false }), Some(before)) => {
                if let Some(wanted) = space_ems(before, next.seen(), style.setting) {
                    shrink = (ems - wanted) * size;
                }
            }
            (Some(last), _) => {
                let joint = joint(last, next, style.setting);
                (shrink, trim_left) = (joint.trim_before * size, joint.trim_after * size);
                self.x += joint.gap * size;
            }
            (None, _) if style.setting.trims_marks => trim_left = next.blank_left() * size,
            (None, _) => {}
        }
        self.x -= shrink;
        let left = self.x;
        self.x += next.ems * size - trim_left;
        if !c.is_whitespace() {
            self.ink_x = self.x;
            self.end_blank = if style.setting.trims_marks { next.blank_right() * size } else { 0.0 };
        }
        self.before_space = if c == ' ' { self.last.map(Advance::seen) } else { None };
        self.last = Some(next);
        (shrink, left..self.x, left - trim_left)
    }

    /// Puts a part of the text.
    pub(super) fn put_text(&mut self, text: &str, range: Range<usize>) {
        for (byte, c) in set_text(text, range, self.style.setting, self.emphasis) {
            if !self.is_blank_of_marker(byte, c) {
                self.put(byte, c, emphasis_at(self.emphasis, byte));
            }
        }
    }

    /// True for what is not drawn, as the text behind a marker has a place of its own.
    fn is_blank_of_marker(&self, byte: usize, c: char) -> bool {
        byte < self.style.hang.marker_bytes && c.is_whitespace()
    }

    /// How wide the line is, without white space at its end. In justified text the ink of the last mark meets the edge, so that the edge is even.
    pub(super) fn width_points(&self) -> f32 {
        let is_too_wide = self.ink_x > self.style.measure_points + EPSILON_POINTS;
        if is_too_wide || self.style.setting.is_justified { self.ink_x - self.end_blank } else { self.ink_x }
    }

    /// True while all of it is inside the measure, its last mark in half its width if need be.
    pub(super) fn fits(&self) -> bool {
        self.width_points() <= self.style.measure_points + EPSILON_POINTS
    }
}

/// Sums of advances are exact to about this.
const EPSILON_POINTS: f32 = 0.01;

/// The characters of one line in their places, justified if the style says so. Proportional to the line.
#[must_use]
pub(super) fn place_line(
    text: &str,
    line: Range<usize>,
    style: &TextStyle,
    emphasis: &[(Range<usize>, Emphasis)],
    advances: &AdvanceTable,
) -> Vec<PlacedChar> {
    let is_last_line = line.end == text.len();
    let mut pen = Pen::new(style, emphasis, advances, line.start == 0);
    let mut placed: Vec<PlacedChar> = Vec::with_capacity(line.len());
    for (byte, c) in set_text(text, line, style.setting, emphasis) {
        if pen.is_blank_of_marker(byte, c) {
            continue;
        }
        let emphasis = emphasis_at(emphasis, byte);
        let is_behind_marker = byte >= style.hang.marker_bytes;
        let (shrink, edges, pen_points) = pen.put(byte, c, emphasis);
        let is_joined = placed.last_mut().is_some_and(|last| {
            last.right_points -= shrink;
            is_one_run(last.c, c, style) && (last.byte >= style.hang.marker_bytes) == is_behind_marker
        });
        let (left_points, right_points) = (edges.start, edges.end);
        placed.push(PlacedChar { byte, c, left_points, right_points, pen_points, emphasis, is_joined });
    }
    let ink_len = placed.iter().rposition(|p| !p.c.is_whitespace()).map_or(0, |last| last + 1);
    let width = pen.width_points();
    if let Some(last) = ink_len.checked_sub(1).and_then(|last| placed.get_mut(last)) {
        last.right_points = last.right_points.min(width.max(last.left_points));
    }
    if style.setting.is_justified && !is_last_line {
        let marker_len = placed.iter().take_while(|p| p.byte < style.hang.marker_bytes).count().min(ink_len);
        let room_points = style.measure_points - width;
        justify(&mut placed[marker_len..], ink_len - marker_len, room_points, MOST_GROWTH_EMS * style.size_points);
    }
    placed
}

/// By how much each place of a line that may grow would, if the line were justified; infinite where none may. Proportional to the line.
pub(super) fn growth_points(
    text: &str,
    line: Range<usize>,
    style: &TextStyle,
    emphasis: &[(Range<usize>, Emphasis)],
    advances: &AdvanceTable,
) -> f32 {
    let ragged = TextStyle { setting: Setting { is_justified: false, ..style.setting }, ..*style };
    let placed = place_line(text, line.clone(), &ragged, emphasis, advances);
    let mut pen = Pen::new(style, emphasis, advances, line.start == 0);
    pen.put_text(text, line);
    let ink_len = placed.iter().rposition(|p| !p.c.is_whitespace()).map_or(0, |last| last + 1);
    let joints = (0..ink_len).filter(|at| grows_before(&placed, *at)).count();
    if joints == 0 { f32::INFINITY } else { (style.measure_points - pen.width_points()) / joints as f32 }
}

/// Spreads room over the places where the ink of a line may grow.
fn justify(placed: &mut [PlacedChar], ink_len: usize, room_points: f32, most_points: f32) {
    let grows: Vec<bool> = (0..ink_len).map(|at| grows_before(placed, at)).collect();
    let joints = grows.iter().filter(|grows| **grows).count();
    if joints == 0 || room_points <= 0.0 || room_points > most_points * joints as f32 {
        return;
    }
    let mut passed = 0;
    for (i, p) in placed.iter_mut().enumerate() {
        if grows.get(i) == Some(&true) {
            passed += 1;
            p.is_joined = false;
        }
        let shift = room_points * passed as f32 / joints as f32;
        p.left_points += shift;
        p.right_points += shift;
        p.pen_points += shift;
    }
}

/// True if a justified line may grow before one of its characters; not inside code.
fn grows_before(line: &[PlacedChar], at: usize) -> bool {
    let [before @ .., last] = &line[..at] else { return false };
    let c = line[at].c;
    let is_in_code = [last.emphasis, line[at].emphasis] == [Some(Emphasis::Code); 2];
    !is_in_code && may_grow(last.c, c) && {
        let before_dash = before.iter().rev().find(|p| !is_dash(p.c));
        !is_beside_range_dash(before_dash.map(|p| p.c), last.c, c)
    }
}

/// True if two characters are drawn as the face joins them, kerned and in ligatures.
fn is_one_run(before: char, c: char, style: &TextStyle) -> bool {
    if style.setting == Setting::default() {
        return true;
    }
    let is_dash = before == c && matches!(c, '—' | '…' | '⋯');
    is_dash || before != ' ' && c != ' ' && !is_set_alone(before) && !is_set_alone(c)
}

/// True for what stands on its own in a Chinese line: characters and marks of full width.
fn is_set_alone(c: char) -> bool {
    is_wide(c) || matches!(c, '\u{2010}'..='\u{2027}')
}

#[cfg(test)]
mod tests;
