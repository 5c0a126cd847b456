//! What the open article has of its own, and what differs from the defaults: said in words.

use super::Scene;
use super::rows::strip_ui;
use crate::model::Settings;
use crate::state::{Command, Session};
use crate::ui::strings::Strings;
use eframe::egui::Ui;

/// Where the article is shown otherwise than the rest: says so, and offers to make them alike.
pub(super) fn own_ui(ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
    let Scene { session, palette, s } = *scene;
    let (view, points) = (session.own_view(), session.own_text_size_points());
    if view.is_none() && points.is_none() {
        return;
    }
    ui.add_space(8.0);
    strip_ui(ui, palette, &s.own_look(view.is_some(), points), |ui| {
        if ui.button(s.use_for_all).clicked() {
            out.push(Command::ShowAllAlike);
        }
        if ui.button(s.use_default).clicked() {
            out.push(Command::DropOwnLook);
        }
    });
}

/// The names of what is not as it was at first.
pub(super) fn changed(session: &Session, s: &Strings) -> Vec<&'static str> {
    let (now, first) = (session.settings(), Settings::default());
    let has_size = (session.text_size_points() - first.text_size_points).abs() > f32::EPSILON
        || session.own_text_size_points().is_some();
    [
        (now.theme != first.theme, s.theme),
        (now.interface_lang != first.interface_lang, s.interface_lang),
        (now.reduces_motion != first.reduces_motion, s.reduce_motion),
        (has_size, s.en_size),
        (now.typography != first.typography, s.typography.trim_end_matches('…')),
        (now.view != first.view || session.own_view().is_some(), s.page_group),
    ]
    .into_iter()
    .filter_map(|(has_changed, name)| has_changed.then_some(name))
    .collect()
}
