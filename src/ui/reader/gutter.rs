//! Marks beside the pairs that are in doubt.

use super::paint::{ScreenLine, sentences_on};
use super::{Frame, PageStyle};
use crate::layout::BlockLayout;
use crate::model::{Bead, Bitext};
use crate::text::Lang;
use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

/// A mark, with what the pointer must meet.
const MARK_POINTS: f32 = 14.0;

/// A quiet mark beside every pair of a row that is in doubt, at its first line; the reason is said when the pointer is on it.
#[derive(Default)]
pub(super) struct Doubts {
    /// The height on the screen, the bead, and why.
    marks: Vec<(f32, usize, String)>,
}

impl Doubts {
    /// Finds the pairs that begin on these lines of a block.
    pub fn look(
        &mut self,
        bitext: &Bitext,
        row: usize,
        block: &BlockLayout,
        lines: &[ScreenLine],
        frame: &Frame,
        style: &PageStyle,
    ) {
        let (pair, lang, here) = (&bitext.rows[row], block.lang, sentences_on(bitext, block, lines));
        let from = pair.beads.partition_point(|bead| bead.sentences[lang].end <= here.start);
        let to = pair.beads.partition_point(|bead| bead.sentences[lang].start < here.end);
        for index in from..to {
            let bead = &pair.beads[index];
            let begins_here = begins_on(bead, frame) == Some(lang) && here.contains(&bead.sentences[lang].start);
            let (true, true, Some(doubt)) = (begins_here, pair.is_marked(index), pair.doubt_of(index)) else {
                continue;
            };
            let start = bitext.sentences[lang][bead.sentences[lang].start].span.start();
            let Some(line) = lines.iter().find(|line| line.span.contains(start)) else { continue };
            let why = style.words.unsure(bead.confidence, doubt);
            match self.marks.iter_mut().find(|mark| (mark.0 - line.middle).abs() < MARK_POINTS) {
                // Two pairs that begin on one line share a mark.
                Some(mark) => mark.2 = format!("{}\n{why}", mark.2),
                None => self.marks.push((line.middle, index, why)),
            }
        }
    }

    /// Draws the marks of the row.
    pub fn paint(self, ui: &Ui, row: usize, frame: &Frame, style: &PageStyle) {
        let x = frame.pair_mark_x();
        for (y, index, why) in self.marks {
            let rect = Rect::from_center_size(pos2(x, y), vec2(MARK_POINTS, MARK_POINTS));
            if rect.intersects(frame.view) {
                ui.painter().circle_stroke(rect.center(), 4.0, (1.5, style.palette.quiet));
                let mark = ui.interact(rect, ui.scope_id().with(("doubt", row, index)), Sense::HOVER);
                mark.widget_info(|| WidgetInfo::labeled(Role::Image, true, &why));
                mark.on_hover_text(why);
            }
        }
    }
}

/// The side that a bead's mark is beside: English if it has any.
fn begins_on(bead: &Bead, frame: &Frame) -> Option<Lang> {
    Lang::BOTH.into_iter().find(|lang| frame.shows(*lang) && !bead.sentences[*lang].is_empty())
}
