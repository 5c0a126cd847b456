//! What the sheet is made of: headings, rows of a label and its control, choices, ticks. Only draws; says what was clicked.

use crate::model::Theme;
use crate::ui::strings::Strings;
use crate::ui::theme::{Palette, level_ui, outlined_ui};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, Color32, Frame, Id, Label, Layout, Margin, Response, RichText, Sense, Stroke, StrokeKind, TextStyle,
    Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// Between a label and its control.
const GAP_POINTS: f32 = 16.0;
/// A theme to choose.
const THEME_POINTS: f32 = 28.0;
const THEME_LEAST_POINTS: f32 = 112.0;

/// Rows whose labels and controls each stand in a column.
pub(super) struct Rows<'a> {
    pub palette: &'a Palette,
    label_points: f32,
}

impl<'a> Rows<'a> {
    /// The labels' column is as wide as the widest of them.
    pub fn new(ui: &Ui, palette: &'a Palette, labels: &[&str]) -> Self {
        let font = TextStyle::Body.resolve(ui.style());
        let width =
            |text: &&str| ui.painter().layout_no_wrap((*text).to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
        Self { palette, label_points: labels.iter().map(width).fold(0.0, f32::max).ceil() }
    }

    /// Over a group.
    pub fn heading_ui(&self, ui: &mut Ui, title: &str) {
        ui.add_space(16.0);
        let label = ui.label(RichText::new(title).small().strong().color(self.palette.quiet));
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_role(Role::Heading);
            node.set_label(title);
        });
    }

    /// A label, level with the first line of its control, which is given the label's name. Without words, the control stands in its column.
    pub fn row_ui<R>(&self, ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui, Id) -> R) -> R {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_POINTS;
            let size = vec2(self.label_points, ui.spacing().interact_size.y);
            let id = ui
                .allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_size(size);
                    if label.is_empty() { Id::NULL } else { ui.add(Label::new(label).selectable(false)).id }
                })
                .inner;
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                // To a screen reader, “Serif” is one of “English”.
                let named = UiBuilder::new().accessibility_role(Role::Group).accessibility_label(label);
                let group = if label.is_empty() { UiBuilder::new() } else { named };
                ui.scope_builder(group, |ui| add(ui, id)).inner
            })
            .inner
        })
        .inner
    }
}

/// One of several, beside each other as far as there is room; the one that was chosen now. The one in use is given the keyboard if that is
/// wanted.
pub(super) fn choose_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    palette: &Palette,
    now: T,
    choices: &[(T, &str)],
    wants_focus: bool,
) -> Option<T> {
    outlined_ui(ui, palette, |ui| {
        ui.horizontal_wrapped(|ui| {
            let mut chosen = None;
            for (choice, label) in choices {
                let radio = ui.radio(now == *choice, *label);
                if wants_focus && now == *choice {
                    radio.request_focus();
                }
                if radio.clicked() {
                    chosen = Some(*choice);
                }
            }
            chosen
        })
        .inner
    })
}

/// On or off; true once it was switched.
pub(super) fn check_ui(ui: &mut Ui, palette: &Palette, is_on: &mut bool, label: &str) -> bool {
    outlined_ui(ui, palette, |ui| ui.checkbox(is_on, label)).changed()
}

/// Every theme in its own colours; the one that was chosen now.
pub(super) fn themes_ui(ui: &mut Ui, s: &Strings, now: Theme, wants_focus: bool) -> Option<Theme> {
    let gap = 8.0;
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    let columns = if ui.available_width() < 2.0 * THEME_LEAST_POINTS + gap { 1 } else { 2 };
    let points = ((ui.available_width() - gap * (columns - 1) as f32) / columns as f32).floor();
    let mut chosen = None;
    for pair in s.themes().chunks(columns) {
        ui.horizontal(|ui| {
            for (theme, label) in pair {
                let response = theme_ui(ui, points, *theme, label, *theme == now);
                if wants_focus && *theme == now {
                    response.request_focus();
                }
                if response.clicked() {
                    chosen = Some(*theme);
                }
            }
        });
    }
    chosen
}

fn theme_ui(ui: &mut Ui, points: f32, theme: Theme, label: &str, is_chosen: bool) -> Response {
    let is_dark = ui.ctx().system_theme() == Some(eframe::egui::Theme::Dark);
    let look = Palette::of(theme, is_dark);
    let (rect, response) = ui.allocate_exact_size(vec2(points, THEME_POINTS), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, label));
    let (painter, outline) = (ui.painter(), Stroke::new(1.0, look.outline));
    let edge = if response.hovered() { Stroke::new(1.0, look.accent) } else { outline };
    painter.rect(rect, 4, look.page, edge, StrokeKind::Inside);
    let dot = pos2(rect.left() + 14.0, rect.center().y);
    painter.circle(dot, 7.0, look.button, outline);
    if is_chosen {
        painter.circle_filled(dot, 3.0, look.text);
    }
    let font = TextStyle::Body.resolve(ui.style());
    painter.text(pos2(rect.left() + 26.0, rect.center().y), Align2::LEFT_CENTER, label, font, look.text);
    response
}

/// Something that asks for an answer, with its buttons.
pub(super) fn strip_ui(ui: &mut Ui, palette: &Palette, text: &str, buttons: impl FnOnce(&mut Ui)) -> Response {
    let frame = Frame::new().fill(palette.notice).corner_radius(4).inner_margin(Margin::symmetric(12, 8));
    let strip = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(Label::new(text).wrap());
        level_ui(ui, buttons);
    });
    strip.response
}
