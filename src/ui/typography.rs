//! The choices about type, as a menu and a sheet show them.

use super::strings::Strings;
use crate::model::{Settings, Typography};
use crate::state::Command;
use eframe::egui::{DragValue, Ui};

/// Draws all of them and asks for what is changed.
pub fn typography_ui(ui: &mut Ui, settings: &Settings, words: &Strings, out: &mut Vec<Command>) {
    let before = settings.typography;
    let mut chosen = before;
    ui.horizontal(|ui| {
        let label = ui.label(words.zh_size);
        let (least, most) = Typography::ZH_SIZE_RATIO_RANGE;
        let mut percent = (chosen.zh_size_ratio * 100.0).round();
        let value =
            DragValue::new(&mut percent).range(least * 100.0..=most * 100.0).speed(0.5).max_decimals(0).suffix(" %");
        if ui.add(value).labelled_by(label.id).changed() {
            chosen.zh_size_ratio = percent / 100.0;
        }
    });
    for (is_chosen, label) in [
        (&mut chosen.is_justified, words.justify_zh),
        (&mut chosen.is_indented, words.indent_zh),
        (&mut chosen.has_gaps, words.gaps_zh),
        (&mut chosen.widens_marks, words.widen_marks),
    ] {
        ui.checkbox(is_chosen, label);
    }
    if chosen != before {
        out.push(Command::SetTypography(chosen));
    }
}
