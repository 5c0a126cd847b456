//! Measuring the faces once, so that lines can be broken without them.

use crate::layout::{AdvanceTable, Face};
use crate::model::TypeStyle;
use crate::text::{Lang, PerLang};
pub use crate::ui::fonts::family;
use eframe::egui::{FontId, Ui};
use std::sync::Arc;

/// Large enough that rounding does not matter.
const MEASURED_AT_POINTS: f32 = 64.0;

/// The advances of everything but Chinese characters, which take one em, in the faces that a choice needs and the table has not.
pub fn measure(ui: &Ui, styles: PerLang<TypeStyle>, table: &mut Arc<AdvanceTable>) {
    let faces =
        Lang::BOTH.into_iter().flat_map(|lang| [false, true].map(|is_bold| Face::of(lang, styles[lang], is_bold)));
    let faces: Vec<Face> = faces.filter(|face| !table.has(*face)).collect();
    if faces.is_empty() {
        return;
    }
    let table = Arc::make_mut(table);
    ui.fonts_mut(|fonts| {
        for face in faces {
            let font = FontId::new(MEASURED_AT_POINTS, family(face));
            // Latin with its neighbours, punctuation and symbols, forms of full and half width.
            for c in ('\u{20}'..'\u{530}').chain('\u{1e00}'..'\u{2700}').chain('\u{ff61}'..'\u{ffef}') {
                if !c.is_control() && fonts.has_glyph(&font, c) {
                    table.set(face, c, fonts.glyph_width(&font, c) / MEASURED_AT_POINTS);
                }
            }
        }
    });
}
