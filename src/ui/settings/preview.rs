//! A small page with one pair, set and drawn as every page is.

use crate::align::provisional;
use crate::import::{Input, import};
use crate::model::{Bitext, Encoding};
use crate::state::Article;
use crate::ui::reader::{PageStyle, ReaderView, Selected};
use eframe::egui::{Sense, Stroke, StrokeKind, Ui, UiBuilder, vec2};

/// Marks that meet, half-width ones, Western words and figures: what the choices are about.
const TEXT: &str = "\
The pilot kept two clocks, one of them “a little slow”. Both came from London in 1931.
领航员有两只钟，其中一只“慢一点”。两只都是1931年从London买来的,走得很准.
";
/// What of the sheet's height it takes at most, and no less and no more than these points; no line of it is cut.
const SHARE: f32 = 0.36;
const RANGE_POINTS: (f32, f32) = (96.0, 256.0);

/// The page, made when it is first wanted.
#[derive(Default)]
pub(super) struct Preview {
    article: Option<Article>,
    reader: ReaderView,
}

impl Preview {
    /// Draws it over the room that is left, but for a margin on the right.
    pub fn preview_ui(&mut self, ui: &mut Ui, style: &PageStyle, margin_points: f32) {
        if self.article.is_none() {
            self.article = bitext().map(Article::to_look_at);
        }
        let Some(article) = &self.article else { return };
        let most = (ui.available_height() * SHARE).clamp(RANGE_POINTS.0, RANGE_POINTS.1);
        let height = self.reader.whole_points(most);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - margin_points, height), Sense::hover());
        ui.painter().rect(rect, 4, style.palette.page, Stroke::new(1.0, style.palette.rule), StrokeKind::Outside);
        ui.scope_builder(UiBuilder::new().id_salt("preview").max_rect(rect), |ui| {
            ui.shrink_clip_rect(rect);
            // What is done to it is done to nothing.
            self.reader.reader_ui(ui, article, None, None, &Selected::default(), style, &mut Vec::new());
            let next = self.reader.whole_points(most);
            if (next - height).abs() > 0.5 {
                ui.ctx().request_repaint();
            }
        });
    }
}

fn bitext() -> Option<Bitext> {
    let input = Input { path: None, bytes: TEXT.into(), encoding: Some(Encoding::Utf8) };
    let mut bitext = provisional(import(&[input]).ok()?.document);
    // It was written as a pair.
    for row in &mut bitext.rows {
        (row.confidence, row.doubt) = (1.0, None);
        for bead in &mut row.beads {
            bead.confidence = 1.0;
        }
    }
    Some(bitext)
}

#[cfg(test)]
mod tests {
    use super::bitext;

    #[test]
    fn the_pair_is_one_row_of_two_pairs_of_sentences() {
        let bitext = bitext().expect("it can be read");
        assert_eq!(bitext.check(), Ok(()));
        assert_eq!(bitext.rows.iter().map(|row| row.beads.len()).collect::<Vec<_>>(), [2]);
    }
}
