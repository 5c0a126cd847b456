//! One note in the list: its passage in both languages, what is written, its place and day. Draws and says what was asked for.

use super::decide::decide_ui;
use super::face::{BODY_LINES, Face, Passage, QUOTE_POINTS};
use super::swatches::choose_colour_ui;
use crate::model::{Note, NoteId};
use crate::state::{NoteChange, NoteEdit, Session};
use crate::text::Lang;
use crate::ui::keys::Keys;
use crate::ui::reader::{Cover, covered_ui};
use crate::ui::strings::Strings;
use crate::ui::theme::{Palette, outlined_ui};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Color32, CornerRadius, Frame, Key, Label, Margin, Modifiers, Rect, Response, RichText, Sense, Stroke, StrokeKind,
    Ui, UiBuilder, WidgetInfo, pos2,
};
use std::sync::Arc;

const BAR_POINTS: f32 = 4.0;

/// What a list of notes is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Go to its place and show all of it.
    GoTo(NoteId),
    /// Take it into the selection, or out of it.
    Toggle(NoteId),
    /// Select everything from the one chosen before to this one.
    SelectTo(NoteId),
    Edit(NoteId),
    Change(Vec<NoteEdit>),
}

/// A note and how it stands in the list.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own, asked alone")]
pub(super) struct Item<'a> {
    pub note: &'a Note,
    pub face: &'a Face,
    /// Shown whole, with its buttons.
    pub is_active: bool,
    pub is_selected: bool,
    /// On the pinned pair.
    pub is_read: bool,
    pub asks: bool,
}

/// What the panel is drawn with.
pub struct Scene<'a> {
    /// What is shown.
    pub session: &'a Session,
    /// The window's keys.
    pub keys: &'a Keys,
    /// The colours.
    pub palette: &'a Palette,
    /// What is not to be seen.
    pub cover: Cover,
    /// The words of the interface.
    pub s: &'a Strings,
}

/// Draws an item in `rect`, which may turn out too low or too high; returns its true height in points.
pub(super) fn item_ui(ui: &mut Ui, rect: Rect, scene: &Scene, item: &Item, asked: &mut Vec<Asked>) -> f32 {
    let palette = scene.palette;
    let builder = UiBuilder::new().id_salt(&item.note.id.0).max_rect(rect).sense(Sense::click());
    let scope = ui.scope_builder(builder, |ui| {
        let response = ui.response();
        let fill = match () {
            () if item.is_selected => palette.pinned_tint,
            () if item.is_active || response.hovered() => palette.page,
            () => Color32::TRANSPARENT,
        };
        let margin = Margin { left: 12, right: 8, top: 7, bottom: 7 };
        let frame = Frame::new().fill(fill).corner_radius(4).inner_margin(margin);
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            content_ui(ui, scene, item, asked);
        });
    });
    let response = scope.response;
    let drawn = response.rect;
    let bar = Rect::from_min_max(drawn.min, pos2(drawn.left() + BAR_POINTS, drawn.bottom()));
    let round = CornerRadius { nw: 4, sw: 4, ne: 0, se: 0 };
    ui.painter().rect_filled(bar, round, palette.note(item.note.colour).ink);
    if response.has_focus() || item.is_read {
        let (width, color) = if response.has_focus() { (2.0, palette.accent) } else { (1.0, palette.quiet) };
        ui.painter().rect_stroke(drawn, 4, Stroke::new(width, color), StrokeKind::Inside);
    }
    tell(ui, item, &response);
    take_clicks(ui, item, &response, asked);
    drawn.height()
}

/// The item to a screen reader.
fn tell(ui: &Ui, item: &Item, response: &Response) {
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &item.face.name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(item.is_selected || item.is_active);
    });
}

fn take_clicks(ui: &Ui, item: &Item, response: &Response, asked: &mut Vec<Asked>) {
    let id = || item.note.id.clone();
    let modifiers = ui.input(|input| input.modifiers);
    if response.clicked() {
        asked.push(match () {
            () if modifiers.shift => Asked::SelectTo(id()),
            () if modifiers.command => Asked::Toggle(id()),
            () => Asked::GoTo(id()),
        });
    }
    if response.has_focus() {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Delete) {
            asked.push(Asked::Change(vec![NoteEdit::Delete(id())]));
        }
        if pressed(Key::F2) {
            asked.push(Asked::Edit(id()));
        }
    }
}

fn content_ui(ui: &mut Ui, scene: &Scene, item: &Item, asked: &mut Vec<Asked>) {
    let Scene { palette, s, session, .. } = scene;
    let note = item.note;
    quotes_ui(ui, &item.face.quotes, item.is_active, palette, s);
    if let Some(body) = &item.face.body {
        ui.add(Label::new(Arc::clone(body)).wrap().selectable(false));
    }
    if item.asks {
        decide_ui(ui, scene, note, item.face, asked);
    }
    let facts = told_label(ui, &item.face.facts);
    ui.add(if item.is_active { facts.wrap() } else { facts.truncate() });
    if !item.is_active || !session.can_write_notes() {
        return;
    }
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        if ui.button(s.edit_note).clicked() {
            asked.push(Asked::Edit(note.id.clone()));
        }
        if ui.button(s.delete_note).clicked() {
            asked.push(Asked::Change(vec![NoteEdit::Delete(note.id.clone())]));
        }
        let mut is_selected = item.is_selected;
        if outlined_ui(ui, palette, |ui| ui.checkbox(&mut is_selected, s.select_note).clicked()) {
            asked.push(Asked::Toggle(note.id.clone()));
        }
    });
    if let Some(colour) = choose_colour_ui(ui, palette, s, note.colour) {
        asked.push(Asked::Change(vec![NoteEdit::Change(note.id.clone(), NoteChange::Colour(colour))]));
    }
}

/// The passage in both languages, as [`super::face::quotes`] has made it.
pub(super) fn quotes_ui(ui: &mut Ui, quotes: &[Passage], is_whole: bool, palette: &Palette, s: &Strings) {
    for quote in quotes {
        match quote {
            Passage::Text(text) => {
                let label = told_label(ui, text);
                ui.add(if is_whole { label.wrap() } else { label.truncate() });
            }
            Passage::Covered(letters) => covered_ui(ui, *letters, QUOTE_POINTS, palette, s),
        }
    }
}

/// A text that is told whole where the pointer rests on it, but never over a field that is typed in.
fn told_label(ui: &Ui, text: &Arc<RichText>) -> Label {
    Label::new(Arc::clone(text)).selectable(false).show_tooltip_when_elided(!ui.ctx().text_edit_focused())
}

/// A first guess at an item's height in points, before it is drawn.
pub(super) fn estimate_height_points(note: &Note, asks: bool, width_points: f32) -> f32 {
    let quotes = Lang::BOTH.into_iter().filter(|lang| note.target.side(*lang).is_some()).count();
    let room = (width_points - 24.0).max(60.0);
    // What goes beyond the lines that are shown need not be counted.
    let most = (room * BODY_LINES as f32 / 7.0) as usize;
    let line_points =
        |line: &str| -> f32 { line.chars().take(most).map(|c| if c.is_ascii() { 7.0 } else { 14.0 }).sum() };
    let lines = note.body.lines().take(BODY_LINES).map(|line| (line_points(line) / room).ceil().max(1.0) as usize);
    let body = lines.sum::<usize>().min(BODY_LINES);
    14.0 + quotes as f32 * 20.0 + body as f32 * 19.0 + 18.0 + if asks { 80.0 } else { 0.0 }
}
