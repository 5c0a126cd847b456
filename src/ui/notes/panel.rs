//! The panel from top to bottom: what it is, filters, what is selected, what was left unfinished, the new note, the list.

use super::editor::{Editor, Ended};
use super::face::{Face, quotes};
use super::filter;
use super::item::{Asked, Item, Scene, item_ui, quotes_ui};
use super::list::{Entry, GAP_POINTS};
use super::{NotesView, drop_draft};
use crate::model::{Colour, Draft, Note, NoteId, NotesFilter};
use crate::state::{Command, NoteChange, NoteEdit, Notes, NotesCommand};
use crate::ui::actions::Action;
use crate::ui::theme::{Palette, level_ui};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Button, Frame, Label, Layout, Margin, Rect, RichText, ScrollArea, TextEdit, Ui, UiBuilder, pos2, vec2,
};

/// Draws all of it and sends what was asked for.
pub(super) fn panel_ui(view: &mut NotesView, ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
    let Scene { session, palette, s, .. } = scene;
    let mut filter = session.settings().notes_panel.filter.clone();
    heading_ui(view, ui, scene, &filter, out);
    let Some(notes) = session.notes() else { return };
    if notes.is_read_only() {
        ui.add(Label::new(RichText::new(s.read_only).color(palette.accent)).wrap());
    }
    let has_any = !notes.all().is_empty();
    if has_any && filter::filter_ui(&mut filter, ui, &view.listed.tags, palette, s) {
        out.push(Command::SetNotesFilter(filter.clone()));
    }
    if view.faces.keep_up(notes.stamp(), palette, scene.cover, s) {
        view.selected.retain(|id| notes.get(id).is_some());
    }
    if !view.selected.is_empty() {
        bulk_ui(view, ui, scene, notes, out);
    }
    drafts_ui(view, ui, scene, notes, out);
    if view.editor.as_ref().is_some_and(|editor| editor.is_new() || notes.get(&editor.id).is_none()) {
        editor_ui(view, ui, scene, out);
    }
    ui.add_space(2.0);
    if !has_any && view.editor.is_none() && notes.drafts().is_empty() {
        let is_changed = Colour::ALL
            .map(Action::highlight)
            .iter()
            .chain(&[Action::WriteNote])
            .any(|action| scene.keys.is_changed(*action));
        empty_ui(ui, palette, s.no_notes, if is_changed { s.no_notes_hint_menu } else { s.no_notes_hint });
        return;
    }
    list_ui(view, ui, scene, notes, &filter, out);
}

fn heading_ui(view: &mut NotesView, ui: &mut Ui, scene: &Scene, filter: &NotesFilter, out: &mut Vec<Command>) {
    let Scene { session, palette, s, .. } = scene;
    ui.horizontal(|ui| {
        ui.label(RichText::new(s.notes).size(16.0).strong());
        if let Some(notes) = session.notes().filter(|notes| !notes.all().is_empty()) {
            let listed = if filter::is_open(filter) { notes.all().len() } else { view.listed.count };
            ui.label(RichText::new(s.notes_listed(listed, notes.all().len())).color(palette.quiet));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button(s.close_panel).clicked() {
                out.push(Command::SetNotesOpen(false));
            }
            let can_write = session.can_write_notes() && session.has_selection();
            let write = ui.add_enabled(can_write, Button::new(s.new_note));
            if write.on_disabled_hover_text(s.no_target).clicked() {
                view.write(session, true, out);
            }
        });
    });
}

fn empty_ui(ui: &mut Ui, palette: &Palette, what: &str, hint: &str) {
    ui.add_space(24.0);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(what).strong());
        ui.label(RichText::new(hint).color(palette.quiet));
    });
}

/// What can be done to all selected notes.
fn bulk_ui(view: &mut NotesView, ui: &mut Ui, scene: &Scene, notes: &Notes, out: &mut Vec<Command>) {
    let Scene { session, palette, s, .. } = scene;
    let of = |view: &NotesView| -> Vec<Note> { view.selected.iter().filter_map(|id| notes.get(id)).cloned().collect() };
    let frame = Frame::new().fill(palette.pinned_tint).corner_radius(4).inner_margin(Margin::same(8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        level_ui(ui, |ui| {
            ui.label(RichText::new(s.notes_selected(view.selected.len())).strong());
            if ui.button(s.select_all).clicked() {
                view.selected.extend(view.listed.all(notes));
            }
            if ui.button(s.select_none).clicked() {
                view.selected.clear();
            }
            if ui.button(s.export_notes).clicked() {
                view.export_wanted = Some(view.selected.iter().cloned().collect());
            }
        });
        if !session.can_write_notes() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let field = TextEdit::singleline(&mut view.tag_to_add).id_salt("tag to add").desired_width(96.0);
            let field = ui.add(field.hint_text(s.filter_tag));
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(s.filter_tag));
            let added = super::editor::tags_of(&view.tag_to_add);
            if ui.add_enabled(!added.is_empty(), Button::new(s.add_tag)).clicked() {
                let tagged = of(view).into_iter().map(|note| {
                    let mut tags = note.tags;
                    tags.extend(added.iter().filter(|tag| !tags.contains(tag)).cloned().collect::<Vec<_>>());
                    NoteEdit::Change(note.id, NoteChange::Tags(tags))
                });
                NotesView::change(tagged.collect(), out);
                view.tag_to_add.clear();
            }
            if ui.button(s.delete_note).clicked() {
                NotesView::change(of(view).into_iter().map(|note| NoteEdit::Delete(note.id)).collect(), out);
            }
        });
    });
}

/// What was being typed when the program ended, to go on with or to throw away.
fn drafts_ui(view: &mut NotesView, ui: &mut Ui, scene: &Scene, notes: &Notes, out: &mut Vec<Command>) {
    let Scene { session, palette, cover, s, .. } = scene;
    if !session.can_write_notes() {
        return;
    }
    let in_field = view.editor.as_ref().map(|editor| editor.id.clone());
    let left: Vec<&Draft> = notes.drafts().iter().filter(|draft| Some(&draft.id) != in_field.as_ref()).collect();
    for draft in left {
        ui.push_id(("draft", &draft.id.0), |ui| {
            let frame = Frame::new().fill(palette.notice).corner_radius(4).inner_margin(Margin::same(8));
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(RichText::new(s.unfinished).small().strong());
                let of = draft.target.as_ref().or_else(|| notes.get(&draft.id).map(|note| &note.target));
                if let Some(target) = of {
                    ui.scope(|ui| {
                        ui.spacing_mut().item_spacing.y = 3.0;
                        let hides = |lang| cover.lang == Some(lang);
                        quotes_ui(ui, &quotes(target, hides, palette, false), false, palette, s);
                    });
                }
                let start: String = draft.body.chars().take(200).collect();
                ui.add(Label::new(start).wrap());
                ui.horizontal_wrapped(|ui| {
                    if ui.button(s.go_on_writing).clicked() {
                        view.open_editor(Editor::from_draft(draft, notes.get(&draft.id)), session, out);
                    }
                    if ui.button(s.throw_away).clicked() {
                        out.push(Command::Notes(NotesCommand::DropDraft(draft.id.clone())));
                    }
                });
            });
        });
    }
}

fn editor_ui(view: &mut NotesView, ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
    let session = scene.session;
    let Some(editor) = &mut view.editor else { return };
    let has_place = !editor.is_new() || editor.target.is_some() || session.has_selection();
    match editor.editor_ui(ui, scene, has_place) {
        Some(Ended::Kept) => drop(view.keep(session, out)),
        Some(Ended::Left) => {
            if let Some(editor) = view.editor.take() {
                drop_draft(&editor, out);
            }
        }
        None => {}
    }
}

fn list_ui(
    view: &mut NotesView,
    ui: &mut Ui,
    scene: &Scene,
    notes: &Notes,
    filter: &NotesFilter,
    out: &mut Vec<Command>,
) {
    let s = scene.s;
    let bar_points = ui.spacing().scroll.allocated_width();
    let width = (ui.available_width() - bar_points).max(80.0);
    view.listed.update(notes, filter, width);
    if view.listed.count == 0 && !notes.all().is_empty() {
        empty_ui(ui, scene.palette, s.nothing_matches, "");
        ui.vertical_centered(|ui| {
            if ui.button(s.clear_filter).clicked() {
                out.push(Command::SetNotesFilter(NotesFilter::default()));
            }
        });
        return;
    }
    let view_points = ui.available_height();
    let mut area = ScrollArea::vertical().id_salt("notes").auto_shrink(false);
    let offset_id = ui.make_persistent_id("notes offset");
    if let Some((top, height)) = view.scroll_to.take().and_then(|id| view.listed.extent(notes, &id)) {
        let now = ui.data(|data| data.get_temp::<f32>(offset_id)).unwrap_or(0.0);
        if top < now {
            area = area.vertical_scroll_offset(top);
        } else if top + height > now + view_points {
            area = area.vertical_scroll_offset((top + height - view_points).max(0.0).min(top));
        }
    }
    let mut asked = Vec::new();
    let output = area.show_viewport(ui, |ui, viewport| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::List);
            node.set_label(s.notes_list);
        });
        ui.set_min_size(vec2(width, view.listed.total_points()));
        entries_ui(view, ui, viewport, width, scene, notes, &mut asked, out);
    });
    ui.data_mut(|data| data.insert_temp(offset_id, output.state.clamped_offset().y));
    for asked in asked {
        view.answer(scene.session, asked, out);
    }
}

#[expect(clippy::too_many_arguments, reason = "what a list is drawn from, used here and nowhere else")]
fn entries_ui(
    view: &mut NotesView,
    ui: &mut Ui,
    viewport: Rect,
    width: f32,
    scene: &Scene,
    notes: &Notes,
    asked: &mut Vec<Asked>,
    out: &mut Vec<Command>,
) {
    let corner = ui.max_rect().min;
    // One more at either end, so that the keyboard can go on to it.
    let (first, mut top) = view.listed.first_below(viewport.top() - 2.0 * GAP_POINTS);
    let on_pair: Vec<NoteId> = scene.session.notes_on_selection().iter().map(|note| note.id.clone()).collect();
    let mut has_moved = false;
    for at in first..view.listed.entries.len() {
        if top > viewport.bottom() + 2.0 * GAP_POINTS {
            break;
        }
        let height = view.listed.height_points(at);
        let rect = Rect::from_min_size(pos2(corner.x, corner.y + top), vec2(width, height));
        match view.listed.entries[at] {
            Entry::ToDecide(count) => section_ui(ui, rect, scene.palette, scene.s.to_decide, count),
            Entry::Others(count) => section_ui(ui, rect, scene.palette, scene.s.notes, count),
            Entry::Note(index) => {
                let Some(note) = notes.all().get(index) else { continue };
                let drawn = if view.editor.as_ref().is_some_and(|editor| editor.id == note.id) {
                    let builder = UiBuilder::new().id_salt(&note.id.0).max_rect(rect);
                    ui.scope_builder(builder, |ui| editor_ui(view, ui, scene, out)).response.rect.height()
                } else {
                    let is_active = view.active.as_ref() == Some(&note.id);
                    let pair = notes.bead(index);
                    let face = view.faces.get(&note.id, is_active, || Face::new(scene, notes, note, pair, is_active));
                    let item = Item {
                        note,
                        face: &face,
                        is_active,
                        is_selected: view.selected.contains(&note.id),
                        is_read: on_pair.contains(&note.id),
                        asks: notes.asks(index),
                    };
                    item_ui(ui, rect, scene, &item, asked)
                };
                has_moved |= view.listed.set_height(at, &note.id, drawn);
            }
        }
        top += view.listed.height_points(at) + GAP_POINTS;
    }
    if has_moved {
        ui.ctx().request_repaint();
    }
}

fn section_ui(ui: &mut Ui, rect: Rect, palette: &Palette, title: &str, count: usize) {
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)), |ui| {
        let text = format!("{title} · {count}");
        let label = ui.label(RichText::new(&text).small().strong().color(palette.quiet));
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_role(Role::Heading);
            node.set_label(text);
        });
    });
}
