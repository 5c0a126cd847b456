//! What stands beside the page: the settings alone, so that room is left for the page, or else notes on the right and headings on the left.

use super::App;
use crate::model::{NotesPanel, Place, Settings};
use crate::state::Command;
use crate::ui::edges::{Grows, name_edge, take_edge_keys};
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use crate::ui::{notes, settings};
use eframe::egui::{Frame, Margin, Panel, Ui};
use std::ops::RangeInclusive;

impl App {
    /// Returns the place that is to be gone to.
    pub(super) fn beside_ui(
        &mut self,
        ui: &mut Ui,
        palette: &Palette,
        words: &'static Strings,
        out: &mut Vec<Command>,
    ) -> Option<Place> {
        let scene = settings::Scene { session: &self.session, palette, s: words };
        self.settings.beside_ui(ui, &scene, out);
        let article = self.session.article().filter(|_| !self.settings.is_open())?;
        let NotesPanel { is_open, width_points, .. } = self.session.settings().notes_panel;
        if is_open {
            let most = (ui.available_width() * 0.7).max(NotesPanel::LEAST_POINTS);
            let (session, keys, cover) = (&self.session, &self.keys, self.reader.cover(self.session.view()));
            let scene = notes::Scene { session, keys, palette, cover, s: words };
            let is_moved = take_edge_keys(ui, "notes", Grows::Left);
            let panel = beside_page(Panel::right("notes"), width_points, NotesPanel::LEAST_POINTS..=most, palette)
                .show(ui, |ui| self.notes.panel_ui(ui, &scene, out));
            name_edge(ui, "notes", words);
            let points = panel.response.rect.width();
            if is_chosen(ui, points, most, is_moved) {
                out.push(Command::SetNotesWidth(points));
            }
        }
        let mut goal = None;
        if self.session.settings().contents_open {
            let covered = self.session.view().covered();
            let most = (ui.available_width() * 0.4).max(Settings::CONTENTS_LEAST_POINTS);
            let (points, range) = (self.session.settings().contents_points, Settings::CONTENTS_LEAST_POINTS..=most);
            let is_moved = take_edge_keys(ui, "contents", Grows::Right);
            let panel = beside_page(Panel::left("contents"), points, range, palette)
                .show(ui, |ui| self.contents.contents_ui(ui, article, covered, palette, words, out));
            name_edge(ui, "contents", words);
            let points = panel.response.rect.width();
            if is_chosen(ui, points, most, is_moved) {
                out.push(Command::SetContentsWidth(points));
            }
            goal = panel.inner;
        }
        goal
    }
}

/// True if a panel's width is to be remembered. Drawn narrower than it was because the window is narrow, it was not the reader who made it so.
fn is_chosen(ui: &Ui, points: f32, most: f32, is_moved: bool) -> bool {
    is_moved || points < most - 0.5 && ui.input(|input| input.pointer.primary_released())
}

/// A panel beside the page, which opens this wide if there is room.
fn beside_page(panel: Panel, points: f32, range: RangeInclusive<f32>, palette: &Palette) -> Panel {
    panel
        .resizable(true)
        .default_size(points.min(*range.end()))
        .size_range(range)
        .frame(Frame::new().fill(palette.chrome).inner_margin(Margin { left: 10, right: 8, top: 8, bottom: 0 }))
}
