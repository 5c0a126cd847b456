//! What a window says that has nothing open, or that files hang over.

use crate::ui::actions::Action;
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use eframe::egui::{Align2, Area, Context, Frame, Id, Margin, Ui, Vec2};

/// While nothing is open: what can be opened.
pub(super) fn welcome_ui(ui: &mut Ui, s: &Strings, actions: &mut Vec<Action>) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.35).max(24.0));
        ui.heading(s.welcome);
        ui.label(s.welcome_hint);
        ui.add_space(12.0);
        for action in [Action::Open, Action::Paste, Action::Recent, Action::Sample] {
            if ui.button(action.label(s)).clicked() {
                actions.push(action);
            }
        }
    });
}

/// While files hang over the window: says that they can be dropped.
pub(super) fn drop_hint_ui(ctx: &Context, palette: &Palette, s: &Strings) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    Area::new(Id::unique("drop hint")).anchor(Align2::CENTER_CENTER, Vec2::ZERO).show(ctx, |ui| {
        Frame::popup(ui.style()).fill(palette.notice).inner_margin(Margin::same(24)).show(ui, |ui| {
            ui.heading(s.drop_here);
        });
    });
}
