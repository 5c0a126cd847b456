//! What a note asks of the reader: whether it belongs where it was found, where it belongs at all, or which of two versions stays.

use super::face::Face;
use super::item::{Asked, Scene};
use crate::anchor::{self, Change};
use crate::model::{Note, Target};
use crate::state::{Attachment, NoteChange, NoteEdit};
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Button, FontFamily, FontId, Label, RichText, Stroke, Ui};
use std::sync::Arc;

/// Above and below what is asked.
const GAP_POINTS: f32 = 3.0;

/// Draws what is to be decided about a note, and the answers.
pub(super) fn decide_ui(ui: &mut Ui, scene: &Scene, note: &Note, face: &Face, asked: &mut Vec<Asked>) {
    let Scene { session, s, palette, .. } = scene;
    let Some(notes) = session.notes() else { return };
    let can_write = session.can_write_notes();
    if let Some(other) = note.conflict_of.as_ref() {
        badge_ui(ui, palette, s.badge_conflict.to_owned());
        if let Some(difference) = &face.other_version {
            ui.add(Label::new(Arc::clone(difference)).wrap().selectable(false));
        }
        let edits = conflict_ui(ui, s, note, notes.get(other), can_write);
        asked.extend(edits.map(Asked::Change));
    }
    let place = notes.place(&note.id);
    match place {
        Some(Attachment::Changed(_, similarity)) => badge_ui(ui, palette, s.alike(*similarity)),
        Some(Attachment::Ask(_)) => badge_ui(ui, palette, s.badge_ask.to_owned()),
        Some(Attachment::Orphan) => badge_ui(ui, palette, s.badge_orphan.to_owned()),
        Some(Attachment::Exact(_)) | None => return,
    }
    for difference in &face.moved {
        ui.add(Label::new(Arc::clone(difference)).wrap().selectable(false));
    }
    answers_ui(ui, |ui| {
        // What the note would be about is found out when it is asked for.
        let mut answer = |ui: &mut Ui, label: &str, can: bool, target: &dyn Fn() -> Option<Target>| {
            if ui.add_enabled(can_write && can, Button::new(label)).clicked()
                && let Some(target) = target()
            {
                asked.push(Asked::Change(vec![NoteEdit::Change(note.id.clone(), NoteChange::Target(target))]));
            }
        };
        if place.is_some_and(|place| place.spot().is_some()) {
            answer(ui, s.confirm_place, true, &|| session.target_offered(&note.id));
        }
        answer(ui, s.attach_here, session.has_selection(), &|| session.target_of_selection());
    });
}

fn conflict_ui(ui: &mut Ui, s: &Strings, note: &Note, other: Option<&Note>, can_write: bool) -> Option<Vec<NoteEdit>> {
    let mut edits = None;
    answers_ui(ui, |ui| {
        ui.add_enabled_ui(can_write, |ui| {
            if let Some(other) = other {
                if ui.button(s.keep_this).clicked() {
                    let change = |change| NoteEdit::Change(other.id.clone(), change);
                    edits = Some(vec![
                        change(NoteChange::Body(note.body.clone())),
                        change(NoteChange::Tags(note.tags.clone())),
                        change(NoteChange::Colour(note.colour)),
                        change(NoteChange::Target(note.target.clone())),
                        NoteEdit::Delete(note.id.clone()),
                    ]);
                }
                if ui.button(s.keep_other).clicked() {
                    edits = Some(vec![NoteEdit::Delete(note.id.clone())]);
                }
            }
            if ui.button(s.keep_both).clicked() {
                edits = Some(vec![NoteEdit::Change(note.id.clone(), NoteChange::ConflictOf(None))]);
            }
        });
    });
    edits
}

fn answers_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.add_space(GAP_POINTS);
    ui.horizontal_wrapped(add);
    ui.add_space(GAP_POINTS);
}

fn badge_ui(ui: &mut Ui, palette: &Palette, text: String) {
    ui.add(Label::new(RichText::new(text).small().strong().color(palette.accent)).wrap().selectable(false));
}

/// What is gone struck through, what is new underlined.
pub(super) fn difference(before: &str, after: &str, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = TextFormat::simple(FontId::new(13.0, FontFamily::Proportional), palette.quiet);
    let mut changes = anchor::changes(before, after);
    let same = changes.iter().map(|change| if let Change::Same(text) = change { text.len() } else { 0 }).sum::<usize>();
    if same * 2 < before.len().max(after.len()) {
        // Single words in common would only be a riddle.
        changes = vec![Change::Gone(before.to_owned()), Change::Same("\n".to_owned()), Change::New(after.to_owned())];
    }
    for change in changes {
        let line = |color| Stroke::new(1.0, color);
        match change {
            Change::Same(text) => job.append(&text, 0.0, plain.clone()),
            Change::Gone(text) => {
                job.append(&text, 0.0, TextFormat { strikethrough: line(palette.quiet), ..plain.clone() });
            }
            Change::New(text) => {
                let format = TextFormat { underline: line(palette.accent), color: palette.accent, ..plain.clone() };
                job.append(&text, 0.0, format);
            }
        }
    }
    job
}
