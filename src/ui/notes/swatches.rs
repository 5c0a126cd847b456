//! The five colours as small round buttons: one to choose, or any number to filter by.

use crate::model::Colour;
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use eframe::egui::accesskit::Role;
use eframe::egui::{Response, Sense, Stroke, Ui, WidgetInfo, vec2};

const SIZE_POINTS: f32 = 20.0;
const RADIUS_POINTS: f32 = 7.0;

/// One of five; the newly chosen one if another was clicked.
pub(super) fn choose_colour_ui(ui: &mut Ui, palette: &Palette, s: &Strings, chosen: Colour) -> Option<Colour> {
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 1.0;
        for colour in Colour::ALL {
            if swatch_ui(ui, palette, s, colour, colour == chosen, Role::RadioButton).clicked() {
                clicked = Some(colour);
            }
        }
    });
    clicked
}

/// Any of five, each on or off; true once one of them was switched.
pub(super) fn toggle_colours_ui(ui: &mut Ui, palette: &Palette, s: &Strings, on: &mut [bool; 5]) -> bool {
    ui.spacing_mut().item_spacing.x = 1.0;
    let mut has_changed = false;
    for (colour, on) in Colour::ALL.into_iter().zip(on) {
        if swatch_ui(ui, palette, s, colour, *on, Role::CheckBox).clicked() {
            *on = !*on;
            has_changed = true;
        }
    }
    has_changed
}

fn swatch_ui(ui: &mut Ui, palette: &Palette, s: &Strings, colour: Colour, is_on: bool, role: Role) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(SIZE_POINTS, SIZE_POINTS), Sense::click());
    response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), is_on, s.colour(colour)));
    let (painter, look) = (ui.painter(), palette.note(colour));
    painter.circle(rect.center(), RADIUS_POINTS, look.tint, Stroke::new(2.0, look.ink));
    if is_on {
        // A dot inside: told apart by its form, not by colour alone.
        painter.circle_filled(rect.center(), RADIUS_POINTS - 3.5, look.ink);
    }
    if response.has_focus() || response.hovered() {
        painter.rect_stroke(rect, 4, Stroke::new(1.0, palette.accent), eframe::egui::StrokeKind::Inside);
    }
    response.on_hover_text(s.colour(colour))
}
