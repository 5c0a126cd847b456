//! What was found, marked on the page: a tint under every hit in view, a stronger one with a line around it under the one the reader is at.

use super::page_text::PageText;
use super::paint::{ScreenLine, line_tops, tint_rect};
use super::{Frame, PART_MARGIN_POINTS, PageStyle, Part, ReaderView};
use crate::find::Hit;
use crate::layout::BlockLayout;
use crate::model::Bitext;
use crate::state::Finding;
use eframe::egui::{CornerRadius, Rect, Stroke, StrokeKind, Ui};
use std::ops::Range;

/// Which hits are marked.
#[derive(Clone, Copy, Debug)]
pub struct HitMarks<'a> {
    /// The search.
    pub finding: &'a Finding,
    /// The position of the hit that the reader is at.
    pub at: Option<usize>,
    /// True if the others are marked, too.
    pub shows_all: bool,
}

impl HitMarks<'_> {
    /// True if the hit that the reader is at is in a block of a row.
    pub(super) fn is_at(&self, block: &BlockLayout, row: usize) -> bool {
        let hit = self.at.and_then(|at| self.finding.hits().get(at));
        hit.is_some_and(|hit| (hit.row as usize, hit.lang, hit.block as usize) == (row, block.lang, block.block))
    }

    /// The hits on one line of a block of a row.
    fn on_line(&self, block: &BlockLayout, row: usize, line: &ScreenLine) -> Range<usize> {
        self.finding.in_block(row, block.lang, block.block, &line.span.range())
    }
}

/// The box of a hit's part on a line.
fn hit_rect(bitext: &Bitext, block: &BlockLayout, line: &ScreenLine, hit: &Hit) -> Option<Rect> {
    let (left, right) = line.extent(hit.span(bitext)?)?;
    let rect = tint_rect(block, line, left, right);
    // No wider than the word: its neighbours may be hits of their own.
    Some(rect.shrink2(eframe::egui::vec2(1.0, 0.0)))
}

/// Draws what belongs under the text of a block.
pub(super) fn paint_tints(
    ui: &Ui,
    bitext: &Bitext,
    block: &BlockLayout,
    lines: &[ScreenLine],
    row: usize,
    marked: &HitMarks,
    style: &PageStyle,
) {
    for line in lines.iter().filter(|_| marked.shows_all) {
        for at in marked.on_line(block, row, line).filter(|at| Some(*at) != marked.at) {
            if let Some(rect) = hit_rect(bitext, block, line, &marked.finding.hits()[at]) {
                ui.painter().rect_filled(rect, CornerRadius::same(3), style.palette.hit_tint);
            }
        }
    }
}

/// Draws the hit that the reader is at over the text of the page, its own text in full ink; it is on these lines of its block.
pub(super) fn paint_present(
    ui: &Ui,
    bitext: &Bitext,
    block: &BlockLayout,
    lines: &[ScreenLine],
    marked: &HitMarks,
    style: &PageStyle,
) {
    let Some(hit) = marked.at.and_then(|at| marked.finding.hits().get(at)) else { return };
    for line in lines {
        let Some(rect) = hit_rect(bitext, block, line, hit) else { continue };
        ui.painter().rect_filled(rect, CornerRadius::same(3), style.palette.hit_here_tint);
        // Not over the letters beside it.
        let ring = Stroke::new(1.5, style.palette.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(3), ring, StrokeKind::Inside);
        let mut text = PageText::new(ui.pixels_per_point());
        text.add(line.at, &line.galley, style.palette.text);
        line.add_ruby(&mut text, line.span, style.palette.text);
        text.paint(&ui.painter().with_clip_rect(rect));
    }
}

impl ReaderView {
    /// Moves the view to the hit that the reader has just gone to; true if there is one.
    pub(super) fn follow_hit(&mut self, bitext: &Bitext, hits: Option<&HitMarks>, frame: &Frame) -> bool {
        let Some(marked) = hits.filter(|hits| hits.finding.visits() > 0) else { return false };
        let visit = Some((marked.finding.id(), marked.finding.visits()));
        if visit == self.hit_followed {
            return false;
        }
        self.hit_followed = visit;
        let Some(hit) = marked.at.and_then(|at| marked.finding.hits().get(at)) else { return false };
        let row = hit.row as usize;
        let layout = self.row(hit.lang, bitext, row, frame);
        let block = layout.blocks.iter().find(|block| (block.lang, block.block) == (hit.lang, hit.block as usize));
        let mut tops = block.zip(hit.span(bitext)).into_iter().flat_map(|(block, span)| line_tops(block, span));
        let Some((top, bottom)) = tops.next() else { return false };
        let bottom = tops.last().map_or(bottom, |(_, bottom)| bottom);
        let (lang, span) = (hit.lang, (top, bottom));
        self.show_part(&Part { lang, row, span, margin_points: PART_MARGIN_POINTS }, bitext, frame);
        true
    }
}
