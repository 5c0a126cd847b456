//! The choices in their groups. Every one takes effect at once.

use super::rows::{Rows, check_ui, choose_ui, themes_ui};
use super::{Focus, Scene};
use crate::lexicon::Level;
use crate::model::{Arrangement, PageView, Settings, Sides, TypeStyle, Typography};
use crate::state::Command;
use crate::text::Lang;
use crate::ui::combo::combo_ui;
use crate::ui::page_style;
use crate::ui::strings::Strings;
use crate::ui::theme::outlined_ui;
use eframe::egui::{ComboBox, Id, RichText, Slider, Ui};

/// Draws all of them; the first of a group is given the keyboard if it is wanted there.
pub(super) fn groups_ui(ui: &mut Ui, scene: &Scene, focus: &mut Option<Focus>, out: &mut Vec<Command>) {
    let s = scene.s;
    let labels = [s.theme, s.language, s.en_style, s.zh_style, s.en_size, s.zh_size, s.arrangement, s.languages_shown];
    ui.spacing_mut().item_spacing.y = 8.0;
    let rows = Rows::new(ui, scene.palette, &labels);
    look_ui(ui, &rows, scene, focus.take_if(|focus| *focus == Focus::First).is_some(), out);
    type_ui(ui, &rows, scene, focus.take_if(|focus| *focus == Focus::Type).is_some(), out);
    page_ui(ui, &rows, scene, out);
}

fn look_ui(ui: &mut Ui, rows: &Rows, scene: &Scene, wants_focus: bool, out: &mut Vec<Command>) {
    let Scene { session, palette, s } = *scene;
    let now = session.settings();
    rows.heading_ui(ui, s.look_group);
    let theme = rows.row_ui(ui, s.theme, |ui, _| themes_ui(ui, s, now.theme, wants_focus));
    out.extend(theme.map(Command::SetTheme));
    let lang =
        rows.row_ui(ui, s.language, |ui, _| choose_ui(ui, palette, now.interface_lang, &s.interface_langs(), false));
    out.extend(lang.map(Command::SetInterfaceLang));
    let mut is_reduced = now.reduces_motion;
    if rows.row_ui(ui, "", |ui, _| check_ui(ui, palette, &mut is_reduced, s.reduce_motion)) {
        out.push(Command::SetReducedMotion(is_reduced));
    }
}

fn type_ui(ui: &mut Ui, rows: &Rows, scene: &Scene, wants_focus: bool, out: &mut Vec<Command>) {
    let Scene { session, palette, s } = *scene;
    let before = session.settings().typography;
    let mut chosen = before;
    rows.heading_ui(ui, s.type_group);
    for (lang, label, serif, sans) in
        [(Lang::En, s.en_style, s.en_serif, s.en_sans), (Lang::Zh, s.zh_style, s.zh_serif, s.zh_sans)]
    {
        let styles = [(TypeStyle::Serif, serif), (TypeStyle::Sans, sans)];
        let wants_focus = wants_focus && lang == Lang::En;
        let style = rows.row_ui(ui, label, |ui, _| choose_ui(ui, palette, chosen.styles[lang], &styles, wants_focus));
        chosen.styles[lang] = style.unwrap_or(chosen.styles[lang]);
    }
    let mut points = session.text_size_points();
    let (least, most) = Settings::TEXT_SIZE_RANGE_POINTS;
    let slider = Slider::new(&mut points, least..=most).drag_value_speed(0.5).max_decimals(1).suffix(" pt");
    if rows.row_ui(ui, s.en_size, |ui, label| slider_ui(ui, rows, slider, label)) {
        out.push(Command::SetTextSize(points));
    }
    let mut percent = (chosen.zh_size_ratio * 100.0).round();
    let (least, most) = Typography::ZH_SIZE_RATIO_RANGE;
    let range = (least * 100.0).round()..=(most * 100.0).round();
    let slider = Slider::new(&mut percent, range).drag_value_speed(1.0).max_decimals(0).suffix(" %");
    let zh_points = page_style(palette, session, s).size_points.zh;
    let has_changed = rows.row_ui(ui, s.zh_size, |ui, label| {
        ui.horizontal(|ui| {
            let has_changed = slider_ui(ui, rows, slider, label);
            ui.label(RichText::new(format!("{zh_points} pt")).color(palette.quiet));
            has_changed
        })
        .inner
    });
    if has_changed {
        chosen.zh_size_ratio = percent.round() / 100.0;
    }
    rows.row_ui(ui, "", |ui, _| {
        for (is_chosen, label) in [
            (&mut chosen.is_justified, s.justify_zh),
            (&mut chosen.is_indented, s.indent_zh),
            (&mut chosen.has_gaps, s.gaps_zh),
            (&mut chosen.widens_marks, s.widen_marks),
        ] {
            check_ui(ui, palette, is_chosen, label);
        }
    });
    if chosen != before {
        out.push(Command::SetTypography(chosen));
    }
}

/// A number by hand and by key. What is typed counts once it is whole: a size of 2 on the way to 24 is no size.
fn slider_ui(ui: &mut Ui, rows: &Rows, slider: Slider, label: Id) -> bool {
    outlined_ui(ui, rows.palette, |ui| {
        ui.spacing_mut().slider_width = 128.0;
        // No higher than a row.
        ui.spacing_mut().button_padding.y = 2.0;
        // The rail, and the handle on it.
        ui.visuals_mut().widgets.inactive.bg_fill = rows.palette.button_hover;
        let response = ui.add(slider.update_while_editing(false)).labelled_by(label);
        response.changed()
    })
}

/// Above which words there is pinyin.
fn pinyin_ui(ui: &mut Ui, s: &Strings, above: &mut u8) {
    let label = |above: u8| Level::new(above).map_or_else(|| s.every_word.to_owned(), |level| s.words_above(level));
    let combo = ComboBox::from_id_salt("pinyin").selected_text(label(*above));
    combo_ui(ui, s.pinyin, combo, |ui| {
        let chosen = (0..Level::HIGHEST.number()).map(|level| ui.selectable_value(above, level, label(level)));
        chosen.fold(false, |is_chosen, choice| is_chosen | choice.clicked())
    });
}

fn page_ui(ui: &mut Ui, rows: &Rows, scene: &Scene, out: &mut Vec<Command>) {
    let Scene { session, palette, s } = *scene;
    let before = session.view();
    let mut chosen = before;
    rows.heading_ui(ui, s.page_group);
    let arrangements =
        [(Arrangement::Aligned, s.aligned), (Arrangement::Columns, s.columns), (Arrangement::Stacked, s.stacked)];
    let arrangement =
        rows.row_ui(ui, s.arrangement, |ui, _| choose_ui(ui, palette, before.arrangement, &arrangements, false));
    let sides = [(Sides::Both, s.both_sides), (Sides::En, s.only_en), (Sides::Zh, s.only_zh)];
    let sides = rows.row_ui(ui, s.languages_shown, |ui, _| choose_ui(ui, palette, before.sides, &sides, false));
    chosen = PageView {
        arrangement: arrangement.unwrap_or(before.arrangement),
        sides: sides.unwrap_or(before.sides),
        ..chosen
    };
    rows.row_ui(ui, "", |ui, _| {
        for (is_chosen, label) in [
            (&mut chosen.is_swapped, s.swap_sides),
            (&mut chosen.is_covered, s.cover),
            (&mut chosen.is_focused, s.focus),
            (&mut chosen.has_pinyin, s.pinyin),
        ] {
            check_ui(ui, palette, is_chosen, label);
        }
        if chosen.has_pinyin {
            pinyin_ui(ui, s, &mut chosen.pinyin_above_level);
        }
    });
    rows.row_ui(ui, "", |ui, _| ui.label(RichText::new(s.page_hint).small().color(palette.quiet)));
    if chosen != before {
        out.push(Command::SetView(chosen));
    }
}
