//! What stands beside the page: the settings alone, so that room is left for the page, or else notes on the right and headings on the left.
//! Where a window is too narrow for a page that can be read beside them, they stand in its place, one at a time.

use super::App;
use crate::model::{NotesPanel, Place, Settings};
use crate::state::{Command, Session};
use crate::ui::edges::{Grows, name_edge, take_edge_keys};
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use crate::ui::{notes, settings, shown_view};
use eframe::egui::{Frame, Margin, Panel, Rect, Sense, Ui, UiBuilder};
use std::ops::RangeInclusive;

/// With less than this left for the page, a panel stands in its place.
const PAGE_LEAST_POINTS: f32 = 260.0;

/// Which panels are shown.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The headings were asked for after the notes.
    pub contents_last: bool,
    /// As wide as panels and page together were in the last frame.
    room_points: f32,
}

/// What is shown of the panels that are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub notes: bool,
    pub contents: bool,
    /// In place of the page.
    pub covers: bool,
}

impl Beside {
    fn shown(&self, session: &Session) -> Shown {
        let (notes, contents) = (session.settings().notes_panel.is_open, session.settings().contents_open);
        let page_room = |notes: bool, contents: bool| {
            let least = |is_open, points| if is_open { points } else { 0.0 };
            self.room_points - least(notes, NotesPanel::LEAST_POINTS) - least(contents, Settings::CONTENTS_LEAST_POINTS)
        };
        let fits = |(notes, contents)| page_room(notes, contents) >= PAGE_LEAST_POINTS;
        let is_one_too_many = notes && contents && !fits((true, true));
        let (notes, contents) =
            if is_one_too_many { (!self.contents_last, self.contents_last) } else { (notes, contents) };
        Shown { notes, contents, covers: (notes || contents) && !fits((notes, contents)) }
    }
}

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
        self.beside.room_points = ui.available_width();
        let shown = self.panels();
        if shown.covers {
            return None;
        }
        if shown.notes {
            let besides = if shown.contents { Settings::CONTENTS_LEAST_POINTS } else { 0.0 };
            let room = ui.available_width() - besides;
            let most = (room * 0.7).min(room - PAGE_LEAST_POINTS).max(NotesPanel::LEAST_POINTS);
            let width_points = self.session.settings().notes_panel.width_points;
            let is_moved = take_edge_keys(ui, "notes", Grows::Left);
            let panel = beside_page(Panel::right("notes"), width_points, NotesPanel::LEAST_POINTS..=most, palette)
                .show(ui, |ui| whole_ui(ui, |ui| self.notes_ui(ui, palette, words, out)));
            name_edge(ui, "notes", words);
            let points = panel.response.rect.width();
            if is_chosen(ui, points, most, is_moved) {
                out.push(Command::SetNotesWidth(points));
            }
        }
        let mut goal = None;
        if shown.contents {
            let room = ui.available_width();
            let most = (room * 0.4).min(room - PAGE_LEAST_POINTS).max(Settings::CONTENTS_LEAST_POINTS);
            let (points, range) = (self.session.settings().contents_points, Settings::CONTENTS_LEAST_POINTS..=most);
            let is_moved = take_edge_keys(ui, "contents", Grows::Right);
            let panel = beside_page(Panel::left("contents"), points, range, palette)
                .show(ui, |ui| whole_ui(ui, |ui| self.contents_ui(ui, palette, words, out)));
            name_edge(ui, "contents", words);
            let points = panel.response.rect.width();
            if is_chosen(ui, points, most, is_moved) {
                out.push(Command::SetContentsWidth(points));
            }
            goal = panel.inner;
        }
        goal
    }

    fn notes_ui(&mut self, ui: &mut Ui, palette: &Palette, words: &'static Strings, out: &mut Vec<Command>) {
        let (session, keys, cover) = (&self.session, &self.keys, self.reader.cover(shown_view(&self.session)));
        self.notes.panel_ui(ui, &notes::Scene { session, keys, palette, cover, s: words }, out);
    }

    /// Returns the place that is to be gone to.
    fn contents_ui(
        &mut self,
        ui: &mut Ui,
        palette: &Palette,
        words: &'static Strings,
        out: &mut Vec<Command>,
    ) -> Option<Place> {
        let covered = shown_view(&self.session).covered();
        self.contents.contents_ui(ui, self.session.article()?, covered, palette, words, out)
    }

    /// The panels in view; the settings stand in their place.
    pub(super) fn panels(&self) -> Shown {
        let is_any = self.session.article().is_some() && !self.settings.is_open();
        if is_any { self.beside.shown(&self.session) } else { Shown::default() }
    }

    /// Draws the panel that covers the page. Returns the place that is to be gone to.
    pub(super) fn cover_ui(
        &mut self,
        ui: &mut Ui,
        palette: &Palette,
        words: &'static Strings,
        out: &mut Vec<Command>,
    ) -> Option<Place> {
        // What nobody sees takes no keys.
        self.card.close();
        let goal = frame(palette).show(ui, |ui| {
            whole_ui(ui, |ui| {
                if self.panels().notes {
                    self.notes_ui(ui, palette, words, out);
                    return None;
                }
                let goal = self.contents_ui(ui, palette, words, out);
                if goal.is_some() {
                    // Whoever goes somewhere wants to see it.
                    out.push(Command::SetContentsOpen(false));
                }
                goal
            })
        });
        goal.inner
    }
}

/// Draws something in all the room there is, and never beyond it.
fn whole_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let room: Rect = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(UiBuilder::new().max_rect(room));
    // As far as a ring around what has the keyboard.
    inner.set_clip_rect(room.expand(4.0).intersect(ui.clip_rect()));
    let answer = add(&mut inner);
    ui.allocate_rect(room, Sense::HOVER);
    answer
}

fn frame(palette: &Palette) -> Frame {
    Frame::new().fill(palette.chrome).inner_margin(Margin { left: 10, right: 8, top: 8, bottom: 0 })
}

/// True if a panel's width is to be remembered. Drawn narrower than it was because the window is narrow, it was not the reader who made it so.
fn is_chosen(ui: &Ui, points: f32, most: f32, is_moved: bool) -> bool {
    is_moved || points < most - 0.5 && ui.input(|input| input.pointer.primary_released())
}

/// A panel beside the page, which opens this wide if there is room.
fn beside_page(panel: Panel, points: f32, range: RangeInclusive<f32>, palette: &Palette) -> Panel {
    panel.resizable(true).default_size(points.min(*range.end())).size_range(range).frame(frame(palette))
}
