//! The band between the columns that joins the two halves of a pair where they are not level. It goes on to the tints of both where nothing
//! stands between; over other text there is never anything of it.

use super::flow::Visible;
use super::{Frame, PageStyle, ReaderView, bead_span};
use crate::model::Bitext;
use crate::text::Lang;
use eframe::egui::{Color32, Mesh, Rect, Shape, Stroke, lerp, pos2, vec2};
use std::ops::Range;

/// Halves whose first lines differ by less than this are level, in ems of English: half a line.
const LEVEL_EMS: f32 = 0.75;
/// So far from the text the band ends.
const EDGE_POINTS: f32 = 4.0;
/// So far beyond the edge of the view is a half that is out of it, as the band has it.
const BEYOND_POINTS: f32 = 48.0;
/// The curve is drawn in so many straight parts.
const PARTS: u16 = 24;
/// The pair under the pointer has this share of its tint.
const HOVER_SHARE: f32 = 0.6;

/// The tint of a part of a line.
pub(super) struct Tinted {
    pub pair: (usize, usize),
    pub lang: Lang,
    /// The line's box, as wide as the column.
    pub line: Rect,
    pub rect: Rect,
    /// True if nothing stands before it on its line, and behind it.
    pub is_first: bool,
    pub is_last: bool,
}

impl ReaderView {
    /// The bands of the pair under the pointer and of the pinned one.
    pub(super) fn ribbons(
        &mut self,
        bitext: &Bitext,
        rows: &Visible,
        [hovered, pinned]: [Option<(usize, usize)>; 2],
        tinted: &[Tinted],
        frame: &Frame,
        style: &PageStyle,
    ) -> Shape {
        let mut shapes = Vec::new();
        if !frame.is_beside {
            return Shape::Noop;
        }
        let hovered = hovered.filter(|_| hovered != pinned);
        let palette = &style.palette;
        for (pair, color) in [(hovered, palette.hover_tint.gamma_multiply(HOVER_SHARE)), (pinned, palette.pinned_tint)]
        {
            let Some(pair) = pair else { continue };
            let first = frame.metrics.first;
            let halves = [first, first.other()].map(|lang| self.half(bitext, rows, lang, pair, frame));
            let [Some(left), Some(right)] = halves else { continue };
            let is_in_view = |half: &Range<f32>| half.end > 0.0 && half.start < frame.view.height();
            let is_level = (left.start - right.start).abs() < LEVEL_EMS * frame.metrics.size_points.en;
            if !is_level && (is_in_view(&left) || is_in_view(&right)) {
                let gutter = frame.gutter().shrink2(vec2(EDGE_POINTS, 0.0));
                let mut join = |half: Range<f32>, is_left: bool| {
                    let lang = if is_left { first } else { first.other() };
                    let own: Vec<&Tinted> =
                        tinted.iter().filter(|tint| tint.pair == pair && tint.lang == lang).collect();
                    joined(&mut shapes, half, &own, is_left, gutter, color)
                };
                let (left, right) = (join(left, true), join(right, false));
                band(&mut shapes, gutter, &left, &right, color, color);
            }
        }
        Shape::Vec(shapes)
    }

    /// From where to where a half of a pair is below the view's top; just beyond an edge if it is out of view.
    fn half(
        &mut self,
        bitext: &Bitext,
        rows: &Visible,
        lang: Lang,
        pair: (usize, usize),
        frame: &Frame,
    ) -> Option<Range<f32>> {
        if bitext.rows.get(pair.0)?.beads.get(pair.1)?.sentences[lang].is_empty() {
            return None;
        }
        let in_view = rows.iter().filter(|(row, ..)| *row == pair.0);
        let mut laid = in_view.filter_map(|(_, top, layout)| {
            let (least, most) = bead_span(bitext, layout, pair, Some(lang))?;
            Some(*top as f32 + least..*top as f32 + most)
        });
        let half = match laid.next() {
            Some(half) => half,
            None if frame.other.is_some() => {
                let top = self.flow(lang, bitext, frame).0.row_top(pair.0) as f32;
                // Its row is out of view, wherever in the row it is.
                if top < 0.0 { f32::MIN..f32::MIN } else { f32::MAX..f32::MAX }
            }
            None => return None,
        };
        let (least, most) = (-BEYOND_POINTS, frame.view.height() + BEYOND_POINTS);
        Some(half.start.clamp(least - 1.0, most)..half.end.clamp(least, most + 1.0))
    }
}

/// Joins a half to the edge of the gutter, and tells from where to where it is there: as high as its tints, where these are in view.
fn joined(
    shapes: &mut Vec<Shape>,
    mut half: Range<f32>,
    tinted: &[&Tinted],
    is_left: bool,
    gutter: Rect,
    color: Color32,
) -> Range<f32> {
    let edge = if is_left { gutter.left() } else { gutter.right() };
    let near = |tint: &Tinted| if is_left { tint.rect.right()..=edge } else { edge..=tint.rect.left() };
    let (Some(top), Some(bottom)) = (tinted.first(), tinted.last()) else { return half };
    let is_here = |tint: &Tinted, y: f32| tint.line.expand(1.0).y_range().contains(gutter.top() + y);
    if is_here(top, half.start) {
        half.start = top.rect.top() - gutter.top();
    }
    if is_here(bottom, half.end) {
        half.end = bottom.rect.bottom() - gutter.top();
    }
    // From line to line there is no gap.
    let lines = tinted.iter().filter(|tint| if is_left { tint.is_last } else { tint.is_first });
    shapes.extend(lines.map(|tint| {
        let rect = Rect::from_x_y_ranges(near(tint), tint.rect.y_range());
        Shape::rect_filled(rect, 0.0, color)
    }));
    half
}

/// A band that goes from one height on the left to another on the right in a smooth curve.
fn band(shapes: &mut Vec<Shape>, gutter: Rect, left: &Range<f32>, right: &Range<f32>, fill: Color32, edge: Color32) {
    let mut mesh = Mesh::default();
    let mut edges = [Vec::new(), Vec::new()];
    for part in 0..=PARTS {
        let across = f32::from(part) / f32::from(PARTS);
        let down = across * across * (3.0 - 2.0 * across);
        let x = lerp(gutter.x_range(), across);
        let ends = [(left.start, right.start), (left.end, right.end)];
        for (edge, (from, to)) in edges.iter_mut().zip(ends) {
            let at = pos2(x, gutter.top() + lerp(from..=to, down));
            mesh.colored_vertex(at, fill);
            edge.push(at);
        }
        if let Some(last) = (u32::from(part) * 2).checked_sub(2) {
            mesh.add_triangle(last, last + 1, last + 2);
            mesh.add_triangle(last + 1, last + 2, last + 3);
        }
    }
    shapes.push(mesh.into());
    // The sides of the mesh alone would be jagged.
    shapes.extend(edges.map(|points| Shape::line(points, Stroke::new(1.0, edge))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_painted_over_other_text() {
        let gutter = Rect::from_min_max(pos2(500.0, 10.0), pos2(532.0, 400.0));
        let tinted = |line: f32, x: Range<f32>, is_first: bool, is_last: bool| Tinted {
            pair: (0, 0),
            lang: Lang::Zh,
            line: Rect::from_min_max(pos2(536.0, line), pos2(936.0, line + 30.0)),
            rect: Rect::from_min_max(pos2(x.start, line + 2.3), pos2(x.end, line + 27.7)),
            is_first,
            is_last,
        };
        // In the middle of a line, over a whole one, to the middle of the last.
        let tints = [
            tinted(100.0, 700.0..936.0, false, true),
            tinted(130.0, 534.0..936.0, true, true),
            tinted(160.0, 534.0..600.0, true, false),
        ];
        for is_left in [false, true] {
            let mut shapes = vec![];
            let half = joined(&mut shapes, 90.0..180.0, &tints.each_ref(), is_left, gutter, Color32::RED);
            assert!(
                (half.start - 92.3).abs() < 1e-3 && (half.end - 177.7).abs() < 1e-3,
                "as high as the tints: {half:?}"
            );
            let rows: Vec<_> = shapes.iter().map(|shape| shape.visual_bounding_rect().center().y.round()).collect();
            assert_eq!(rows, if is_left { [115.0, 145.0] } else { [145.0, 175.0] });
        }
    }
}
