//! The choices about type, as a menu and a sheet show them.

use super::strings::Strings;
use super::theme::{Palette, outlined_ui};
use crate::model::{Settings, TypeStyle, Typography};
use crate::state::Command;
use crate::text::Lang;
use eframe::egui::{DragValue, Grid, Ui};

/// Draws all of them and asks for what is changed.
pub fn typography_ui(ui: &mut Ui, settings: &Settings, palette: &Palette, words: &Strings, out: &mut Vec<Command>) {
    outlined_ui(ui, palette, |ui| choices_ui(ui, settings, words, out));
}

fn choices_ui(ui: &mut Ui, settings: &Settings, words: &Strings, out: &mut Vec<Command>) {
    let before = settings.typography;
    let mut chosen = before;
    Grid::new("type").num_columns(3).show(ui, |ui| {
        for (lang, label, serif, sans) in [
            (Lang::En, words.en_style, words.en_serif, words.en_sans),
            (Lang::Zh, words.zh_style, words.zh_serif, words.zh_sans),
        ] {
            ui.label(label);
            for (style, label) in [(TypeStyle::Serif, serif), (TypeStyle::Sans, sans)] {
                ui.radio_value(&mut chosen.styles[lang], style, label);
            }
            ui.end_row();
        }
        let label = ui.label(words.en_size);
        let (least, most) = Settings::TEXT_SIZE_RANGE_POINTS;
        let mut points = settings.text_size_points;
        let value = DragValue::new(&mut points).range(least..=most).speed(0.1).max_decimals(1).suffix(" pt");
        if ui.add(value).labelled_by(label.id).changed() {
            out.push(Command::SetTextSize(points));
        }
        ui.end_row();
        let label = ui.label(words.zh_size);
        let (least, most) = Typography::ZH_SIZE_RATIO_RANGE;
        let mut percent = (chosen.zh_size_ratio * 100.0).round();
        let value =
            DragValue::new(&mut percent).range(least * 100.0..=most * 100.0).speed(0.5).max_decimals(0).suffix(" %");
        if ui.add(value).labelled_by(label.id).changed() {
            chosen.zh_size_ratio = percent / 100.0;
        }
        ui.end_row();
    });
    ui.separator();
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
