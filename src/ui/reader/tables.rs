//! Measuring the faces once, so that lines can be broken without them.

use crate::layout::{AdvanceTable, Face};
use crate::ui::fonts;
use eframe::egui::{FontFamily, FontId, Ui};

/// Large enough that rounding does not matter.
const MEASURED_AT_POINTS: f32 = 64.0;

/// The family of a face.
#[must_use]
pub fn family(face: Face) -> FontFamily {
    let name = match face {
        Face::En => fonts::EN_FAMILY,
        Face::EnBold => fonts::EN_BOLD_FAMILY,
        Face::Zh => fonts::ZH_FAMILY,
    };
    FontFamily::Name(name.into())
}

/// The advances of everything but Chinese characters, which take one em.
pub fn measure(ui: &Ui) -> AdvanceTable {
    let mut table = AdvanceTable::default();
    ui.fonts_mut(|fonts| {
        for face in Face::ALL {
            let font = FontId::new(MEASURED_AT_POINTS, family(face));
            // Latin with its neighbours, punctuation and symbols, forms of full and half width.
            for c in ('\u{20}'..'\u{530}').chain('\u{1e00}'..'\u{2700}').chain('\u{ff61}'..'\u{ffef}') {
                if !c.is_control() && fonts.has_glyph(&font, c) {
                    table.set(face, c, fonts.glyph_width(&font, c) / MEASURED_AT_POINTS);
                }
            }
        }
    });
    table
}
