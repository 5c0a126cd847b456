//! Text that is covered or dimmed: bars in place of the lines of a covered sentence, which let no letter through, and a quieter ink for all
//! that is not the sentence being read. Nothing moves by it. What is covered on the page is covered in the lists around it, too.

use super::PageStyle;
use super::page_text::PageText;
use super::paint::{ScreenLine, ink, sentences_on};
use crate::layout::BlockLayout;
use crate::model::{Bitext, PageView};
use crate::text::{ByteSpan, Lang};
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, Painter, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

/// A bar is about as high as a letter, as a share of the size.
const BAR_EMS: f32 = 0.62;

/// What of the text is covered wherever it is shown; on the page, what the pointer is on is seen besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// The side.
    pub lang: Option<Lang>,
    /// The pair that was asked to be shown: its row and bead.
    pub shown: Option<(usize, usize)>,
}

impl Cover {
    /// True if what a side has of a pair is not to be seen; without a pair, of anything.
    #[must_use]
    pub fn hides(&self, lang: Lang, pair: Option<(usize, usize)>) -> bool {
        self.lang == Some(lang) && (pair.is_none() || pair != self.shown)
    }
}

/// What stands for a covered text of so many characters on a line of a list.
pub fn covered_ui(ui: &mut Ui, chars: usize, size_points: f32, palette: &Palette, s: &Strings) {
    let width = (chars as f32 * size_points * 0.5).min(ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(width, size_points * 1.3), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, s.covered_sentence));
    paint_bar(ui.painter(), (rect.left(), rect.right()), rect.center().y, size_points, palette);
}

/// A bar in place of a line of text.
pub fn paint_bar(painter: &Painter, (left, right): (f32, f32), middle: f32, size_points: f32, palette: &Palette) {
    let half = size_points * BAR_EMS / 2.0;
    let bar = Rect::from_min_max(pos2(left + 1.0, middle - half), pos2(right - 1.0, middle + half));
    painter.rect_filled(bar, CornerRadius::same(3), palette.veil());
}

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
    pub cover: Cover,
    /// The side and the pair that the pointer is on.
    pub pointed: Option<(Lang, (usize, usize))>,
}

impl Veils {
    /// How a sentence is drawn.
    pub fn of(&self, bitext: &Bitext, lang: Lang, sentence: usize) -> Veil {
        let pair = bitext.bead_of_sentence(lang, sentence);
        let is_looked_at = pair.is_some_and(|pair| self.pointed == Some((lang, pair)));
        if self.cover.hides(lang, pair) && !is_looked_at {
            Veil::Covered
        } else if self.view.is_focused && self.selected.is_some() && self.selected != pair {
            Veil::Dimmed
        } else {
            Veil::Clear
        }
    }

    /// True where the text of a side is drawn whole and plain.
    pub fn is_clear(&self, lang: Lang) -> bool {
        self.cover.lang != Some(lang) && !(self.view.is_focused && self.selected.is_some())
    }

    /// Adds the text of a block to that of the page; what is not drawn as it is, is drawn here.
    pub fn add_text(
        &self,
        text: &mut PageText,
        painter: &Painter,
        bitext: &Bitext,
        block: &BlockLayout,
        lines: &[ScreenLine],
        style: &PageStyle,
    ) {
        let sentences = sentences_on(bitext, block, lines);
        if self.is_clear(block.lang) || sentences.is_empty() {
            for line in lines {
                text.add(line.at, &line.galley, ink(block.style.ink, style));
                line.add_ruby(text, line.span, style.palette.quiet);
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
                    Veil::Clear => line.add_ruby(text, *span, style.palette.quiet),
                    Veil::Dimmed => line.add_ruby(text, *span, style.palette.dimmed()),
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
            paint_bar(&painter, (left, right), line.middle, block.style.size_points, &style.palette);
        }
    }
}
