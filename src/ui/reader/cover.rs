//! Text that is covered or dimmed: bars in place of the lines of a covered sentence, which let no letter through, and a quieter ink for all
//! that is not the sentence being read. Nothing moves by it.

use super::PageStyle;
use super::paint::{ScreenLine, ink, sentences_on};
use crate::layout::BlockLayout;
use crate::model::{Bitext, PageView};
use crate::text::{ByteSpan, Lang};
use eframe::egui::{CornerRadius, Painter, Rect, pos2};

/// A bar is about as high as a letter, as a share of the size.
const BAR_EMS: f32 = 0.62;

/// How a sentence is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Veil {
    Clear,
    Dimmed,
    Covered,
}

/// What is hidden on the page, and what is looked at all the same. Pairs are rows and beads.
pub(super) struct Veils {
    pub view: PageView,
    pub selected: Option<(usize, usize)>,
    /// The pair that was asked to be shown.
    pub revealed: Option<(usize, usize)>,
    /// The side and the pair that the pointer is on.
    pub pointed: Option<(Lang, (usize, usize))>,
}

impl Veils {
    /// How a sentence is drawn.
    pub fn of(&self, bitext: &Bitext, lang: Lang, sentence: usize) -> Veil {
        let pair = bitext.bead_of_sentence(lang, sentence);
        let is_looked_at = pair.is_some_and(|pair| self.revealed == Some(pair) || self.pointed == Some((lang, pair)));
        if self.view.covered() == Some(lang) && !is_looked_at {
            Veil::Covered
        } else if self.view.is_focused && self.selected.is_some() && self.selected != pair {
            Veil::Dimmed
        } else {
            Veil::Clear
        }
    }

    /// True where the text of a side is drawn whole and plain.
    pub fn is_clear(&self, lang: Lang) -> bool {
        self.view.covered() != Some(lang) && !(self.view.is_focused && self.selected.is_some())
    }

    /// Draws the text of a block.
    pub fn paint_text(
        &self,
        painter: &Painter,
        bitext: &Bitext,
        block: &BlockLayout,
        lines: &[ScreenLine],
        style: &PageStyle,
    ) {
        let sentences = sentences_on(bitext, block, lines);
        if self.is_clear(block.lang) || sentences.is_empty() {
            for line in lines {
                painter.galley(line.at, line.galley.clone(), ink(block.style.ink, style));
                line.paint_ruby(painter, line.span, style.palette.quiet);
            }
            return;
        }
        let spans: Vec<(ByteSpan, Veil)> = sentences
            .map(|index| (bitext.sentences[block.lang][index].span, self.of(bitext, block.lang, index)))
            .collect();
        for line in lines {
            let first = spans.partition_point(|(span, _)| span.end() <= line.span.start());
            let on = spans[first..].iter().take_while(|(span, _)| span.start() < line.span.end());
            let parts: Vec<_> =
                on.filter_map(|(span, veil)| line.extent(*span).map(|edges| (*span, edges, *veil))).collect();
            for (part, (span, edges, veil)) in parts.iter().enumerate() {
                // Letters reach a little beyond their advances; at the ends of a line nothing is cut.
                let left = if part == 0 { f32::NEG_INFINITY } else { edges.0 };
                let right = if part + 1 == parts.len() { f32::INFINITY } else { edges.1 };
                paint_part(painter, block, line, (left, right), *edges, *veil, style);
                match veil {
                    Veil::Clear => line.paint_ruby(painter, *span, style.palette.quiet),
                    Veil::Dimmed => line.paint_ruby(painter, *span, style.palette.dimmed()),
                    Veil::Covered => {}
                }
            }
        }
    }
}

fn paint_part(
    painter: &Painter,
    block: &BlockLayout,
    line: &ScreenLine,
    clip: (f32, f32),
    (left, right): (f32, f32),
    veil: Veil,
    style: &PageStyle,
) {
    let clip = Rect::from_x_y_ranges(clip.0..=clip.1, f32::NEG_INFINITY..=f32::INFINITY);
    let painter = painter.with_clip_rect(clip);
    match veil {
        Veil::Clear => {
            painter.galley(line.at, line.galley.clone(), ink(block.style.ink, style));
        }
        Veil::Dimmed => {
            painter.galley_with_override_text_color(line.at, line.galley.clone(), style.palette.dimmed());
        }
        Veil::Covered => {
            let (middle, half) = (line.middle, block.style.size_points * BAR_EMS / 2.0);
            let bar = Rect::from_min_max(pos2(left + 1.0, middle - half), pos2(right - 1.0, middle + half));
            painter.rect_filled(bar, CornerRadius::same(3), style.palette.veil());
        }
    }
}
