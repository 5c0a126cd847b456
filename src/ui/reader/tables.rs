//! Measuring the faces once, so that lines can be broken without them.

use crate::layout::{AdvanceTable, Emphasis, Face};
use crate::model::{BlockKind, TypeStyle};
use crate::text::{Lang, PerLang};
use crate::ui::fonts::MEASURED;
pub use crate::ui::fonts::family;
use eframe::egui::{FontId, Ui};
use std::sync::Arc;

/// Large enough that rounding does not matter.
const MEASURED_AT_POINTS: f32 = 64.0;

/// The advances of everything but Chinese characters, which take one em, in the faces that a choice needs and the table has not, and in that of
/// code if there is some.
pub fn measure(ui: &Ui, styles: PerLang<TypeStyle>, has_code: bool, table: &mut Arc<AdvanceTable>) {
    let faces = Lang::BOTH.into_iter().flat_map(|lang| {
        let plain = Face::of(lang, styles[lang], BlockKind::Paragraph);
        [None, Some(Emphasis::Strong), Some(Emphasis::Stressed), Some(Emphasis::Bullet)]
            .map(|emphasis| plain.emphasised(emphasis))
    });
    let mut faces: Vec<Face> = faces.chain(has_code.then_some(Face::Mono)).filter(|face| !table.has(*face)).collect();
    faces.sort_unstable_by_key(|face| *face as usize);
    faces.dedup();
    if faces.is_empty() {
        return;
    }
    let table = Arc::make_mut(table);
    ui.fonts_mut(|fonts| {
        for face in faces {
            let font = FontId::new(MEASURED_AT_POINTS, family(face));
            for c in MEASURED.into_iter().flatten() {
                if !c.is_control() && fonts.has_glyph(&font, c) {
                    table.set(face, c, fonts.glyph_width(&font, c) / MEASURED_AT_POINTS);
                }
            }
            // All of them come from one face, and are as wide.
            let emoji_ems = fonts.glyph_width(&font, '😀') / MEASURED_AT_POINTS;
            for c in ('\u{1f000}'..'\u{1fb00}').filter(|_| emoji_ems > 0.0) {
                table.set(face, c, emoji_ems);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Context, RawInput};

    #[test]
    fn symbols_are_as_wide_as_they_are_drawn() {
        let ctx = Context::default();
        crate::ui::prepare(&ctx);
        let styles = PerLang { en: TypeStyle::Serif, zh: TypeStyle::Serif };
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let mut table = Arc::new(AdvanceTable::default());
            measure(ui, styles, false, &mut table);
            assert!(!table.has(Face::Mono), "it is not unpacked for a text without code");
            measure(ui, styles, true, &mut table);
            for face in [Face::En, Face::EnItalic, Face::Zh, Face::ZhBold, Face::Mono] {
                for c in "船，─→λ😀👍🚀🀄🇨✅✓✗⭐❤➜⬆".chars() {
                    let font = FontId::new(MEASURED_AT_POINTS, family(face));
                    let drawn = ui.fonts_mut(|fonts| fonts.glyph_width(&font, c)) / MEASURED_AT_POINTS;
                    assert!((table.ems(face, c) - drawn).abs() < 0.01, "{face:?} {c}: {} {drawn}", table.ems(face, c));
                }
            }
        });
        output.textures_delta.clear();
    }
}
