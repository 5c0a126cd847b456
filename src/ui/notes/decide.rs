//! What a note asks of the reader: whether it belongs where it was found, where it belongs at all, or which of two versions stays.

use super::item::{Asked, Scene};
use crate::anchor::{self, Change};
use crate::model::{Note, Target};
use crate::state::{Attachment, NoteChange, NoteEdit, text_of_spot};
use crate::text::Lang;
use crate::ui::theme::Palette;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Button, FontFamily, FontId, Label, RichText, Stroke, Ui};

/// Draws what is to be decided about a note, and the answers.
pub(super) fn decide_ui(ui: &mut Ui, scene: &Scene, note: &Note, asked: &mut Vec<Asked>) {
    let Scene { session, s, palette } = scene;
    let Some(notes) = session.notes() else { return };
    let can_write = session.can_write_notes();
    if let Some(other) = note.conflict_of.as_ref() {
        badge_ui(ui, palette, s.badge_conflict.to_owned());
        let edits = conflict_ui(ui, scene, note, notes.get(other), can_write);
        asked.extend(edits.map(Asked::Change));
    }
    let place = notes.place(&note.id);
    match place {
        Some(Attachment::Changed(_, similarity)) => badge_ui(ui, palette, s.alike(*similarity)),
        Some(Attachment::Ask(_)) => badge_ui(ui, palette, s.badge_ask.to_owned()),
        Some(Attachment::Orphan) => badge_ui(ui, palette, s.badge_orphan.to_owned()),
        Some(Attachment::Exact(_)) | None => return,
    }
    if let (Some(spot), Some(article)) = (place.and_then(Attachment::spot), session.article()) {
        for lang in Lang::BOTH.into_iter().filter(|lang| !spot[*lang].is_empty()) {
            let before = note.target.side(lang).map_or("", |quote| &quote.quote);
            let after = text_of_spot(&article.bitext, spot, lang);
            if before != after {
                ui.add(Label::new(difference(before, &after, palette)).wrap().selectable(false));
            }
        }
    }
    ui.horizontal_wrapped(|ui| {
        let mut answer = |ui: &mut Ui, label: &str, target: Option<Target>| {
            if ui.add_enabled(can_write && target.is_some(), Button::new(label)).clicked()
                && let Some(target) = target
            {
                asked.push(Asked::Change(vec![NoteEdit::Change(note.id.clone(), NoteChange::Target(target))]));
            }
        };
        if place.is_some_and(|place| place.spot().is_some()) {
            answer(ui, s.confirm_place, session.target_offered(&note.id));
        }
        answer(ui, s.attach_here, session.target_of_selection());
    });
}

fn conflict_ui(
    ui: &mut Ui,
    scene: &Scene,
    note: &Note,
    other: Option<&Note>,
    can_write: bool,
) -> Option<Vec<NoteEdit>> {
    let Scene { s, palette, .. } = scene;
    if let Some(other) = other {
        ui.add(Label::new(difference(&other.body, &note.body, palette)).wrap().selectable(false));
    }
    let mut edits = None;
    ui.horizontal_wrapped(|ui| {
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

fn badge_ui(ui: &mut Ui, palette: &Palette, text: String) {
    ui.add(Label::new(RichText::new(text).small().strong().color(palette.accent)).wrap().selectable(false));
}

/// What is gone struck through, what is new underlined.
fn difference(before: &str, after: &str, palette: &Palette) -> LayoutJob {
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
