//! The sheet of keys: every key with what it does, and another one for whoever wants it. Draws and asks; the choices belong to the settings.

use super::{Keys, is_fixed, text};
use crate::model::KeyChoices;
use crate::state::Command;
use crate::ui::actions::{Action, Group};
use crate::ui::composition::Composition;
use crate::ui::strings::Strings;
use crate::ui::theme::{Palette, outlined_ui};
use eframe::egui::accesskit::Live;
use eframe::egui::style::ScrollFadeStyle;
use eframe::egui::{
    Align, Button, Color32, Context, CornerRadius, Event, EventFilter, Key, KeyboardShortcut, Label, Layout, Modifiers,
    Rect, Response, RichText, ScrollArea, Sense, Stroke, TextEdit, Ui, UiBuilder, vec2,
};

const ROW_POINTS: f32 = 30.0;
/// Room at both ends of a row.
const SIDE_POINTS: f32 = 8.0;
/// A key is lower than a button, so that keys of neighbours do not touch.
const CHIP_POINTS: f32 = 22.0;
const CHIP_PADDING_POINTS: f32 = 7.0;
const FIELD_POINTS: f32 = 170.0;
/// What of the window's height the rest of the sheet takes.
const BESIDE_ROWS_POINTS: f32 = 216.0;
/// More keys than anybody wants for one action.
const MOST_KEYS: usize = 4;
/// Room for the button that adds one.
const MORE_POINTS: f32 = 16.0;
/// Two lines, so that nothing moves when more is said; in a narrow sheet as many as it takes.
const SAID_POINTS: f32 = 40.0;
/// Below this the button that takes a key away stands below what is said.
const NARROW_POINTS: f32 = 360.0;

/// The sheet's own state; nothing of it is kept once it is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeysSheet {
    wanted: String,
    composition: Composition,
    /// True once the field has been given the keyboard.
    has_begun: bool,
    changing: Option<Changing>,
    /// The key that is to have the keyboard in the next frame.
    focus: Option<(Action, usize)>,
    /// Where the button was drawn that takes the key away.
    remove: Option<Rect>,
}

/// A key that is being changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Changing {
    action: Action,
    /// Which of its keys; one more than it has for another one.
    at: usize,
    /// What was pressed and cannot be taken just so.
    refused: Option<KeyboardShortcut>,
}

/// What the rows are drawn with.
#[derive(Clone, Copy)]
struct Scene<'a> {
    keys: &'a Keys,
    palette: &'a Palette,
    s: &'a Strings,
}

impl KeysSheet {
    /// Draws the sheet; true once it is done with.
    pub fn sheet_ui(
        &mut self,
        ui: &mut Ui,
        choices: &KeyChoices,
        palette: &Palette,
        s: &Strings,
        out: &mut Vec<Command>,
    ) -> bool {
        let mut keys = Keys::new(choices);
        let is_composing = self.composition.goes_on(ui.ctx());
        if let Some(taken) = if is_composing { None } else { self.take_press(ui, &keys) } {
            // The new key is there at once, to have the keyboard.
            keys = Keys::new(&taken);
            out.push(Command::SetKeys(taken));
        }
        let scene = Scene { keys: &keys, palette, s };
        ui.horizontal(|ui| {
            ui.heading(s.all_keys);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let field = TextEdit::singleline(&mut self.wanted).hint_text(s.find_key).desired_width(FIELD_POINTS);
                let field = outlined_ui(ui, palette, |ui| ui.add(field));
                ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(s.find_key));
                self.composition.hold(ui, &field);
                if !std::mem::replace(&mut self.has_begun, true) {
                    field.request_focus();
                }
            });
        });
        ui.add_space(8.0);
        ui.separator();
        ui.spacing_mut().item_spacing.y = 0.0;
        // Whole rows, so that the last one is not cut.
        let rows = ((ui.ctx().content_rect().height() - BESIDE_ROWS_POINTS) / ROW_POINTS).floor().max(2.0);
        ui.scope(|ui| {
            let fade = ScrollFadeStyle { strength: 0.0, size: 0.0 };
            ui.spacing_mut().scroll.fade = fade;
            let area = ScrollArea::vertical().max_height(rows * ROW_POINTS).auto_shrink(false);
            area.show(ui, |ui| self.rows_ui(ui, scene, out));
        });
        ui.separator();
        ui.add_space(6.0);
        self.said_ui(ui, scene, out);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let is_done = ui.button(s.close).clicked();
            let is_changed = Action::ALL.iter().any(|action| scene.keys.is_changed(*action));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add_enabled(is_changed, Button::new(s.put_all_back)).clicked() {
                    out.push(Command::SetKeys(scene.keys.put_all_back()));
                }
            });
            is_done
        })
        .inner
    }

    /// Takes what is pressed while a key is being changed, before anything else sees it. Returns the choices if they are others now.
    fn take_press(&mut self, ui: &Ui, keys: &Keys) -> Option<KeyChoices> {
        let changing = self.changing.as_mut()?;
        let mut pressed = None;
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let is_repeated = matches!(event, Event::Key { repeat: true, .. });
                pressed = pressed.or(text::of_event(event).filter(|_| !is_repeated));
                !matches!(event, Event::Key { pressed: true, .. } | Event::Text(_) | Event::Copy | Event::Cut)
                    && !matches!(event, Event::Paste(_))
            });
        });
        let (key, Changing { action, at, refused }) = (pressed?, *changing);
        let holder = keys.holder(key).filter(|holder| *holder != action);
        let is_plain = key.modifiers.is_none();
        let taken = match key.logical_key {
            Key::Escape => None,
            Key::Backspace | Key::Delete if is_plain => Some(keys.without(action, at)),
            _ if is_fixed(key) || holder.is_some() && refused != Some(key) => {
                changing.refused = Some(key);
                return None;
            }
            _ if keys.holder(key) == Some(action) => None,
            _ => Some(keys.with(action, at, key)),
        };
        self.changing = None;
        self.focus = Some((action, at));
        taken
    }

    fn rows_ui(&mut self, ui: &mut Ui, scene: Scene, out: &mut Vec<Command>) {
        let Scene { keys, s, .. } = scene;
        let ctx = ui.ctx().clone();
        let wanted = self.wanted.to_lowercase();
        let is_wanted = |title: &str, label: &str, keys: &str| {
            [title, label, keys].iter().any(|text| text.to_lowercase().contains(wanted.trim()))
        };
        let mut is_nothing = true;
        for group in Group::ALL {
            let mut rows = Action::ALL.iter().filter(|action| {
                let names: Vec<_> = keys.of(**action).map(|key| text::shown(&ctx, key)).collect();
                action.group() == group
                    && !action.is_fixed()
                    && is_wanted(group.label(s), action.label(s), &names.join(" "))
            });
            let first = rows.next();
            if first.is_some() {
                title_ui(ui, group.label(s), scene);
                is_nothing = false;
            }
            for (index, action) in first.into_iter().chain(rows).enumerate() {
                self.row_ui(ui, *action, index % 2 == 0, scene, out);
            }
        }
        let fixed: Vec<_> =
            fixed(&ctx, s).into_iter().filter(|(key, what)| is_wanted(s.fixed_keys, what, key)).collect();
        if !fixed.is_empty() {
            title_ui(ui, s.fixed_keys, scene);
        } else if is_nothing {
            title_ui(ui, s.not_found, scene);
        }
        for (index, (key, what)) in fixed.into_iter().enumerate() {
            let mut row = begin_row_ui(ui, index % 2 == 0, scene);
            row.add_space(MORE_POINTS);
            row.label(RichText::new(key).color(scene.palette.quiet));
            end_row_ui(&mut row, what);
        }
    }

    fn row_ui(&mut self, ui: &mut Ui, action: Action, is_striped: bool, scene: Scene, out: &mut Vec<Command>) {
        let Scene { keys, s, palette } = scene;
        let label = action.label(s).trim_end_matches('…');
        let mut row = begin_row_ui(ui, is_striped, scene);
        let rect = row.max_rect();
        let own: Vec<_> = keys.of(action).collect();
        let (mut clicked, mut is_on_button) = (None, false);
        // What was there may be gone.
        let is_added = self.changing.is_some_and(|changing| (changing.action, changing.at) == (action, own.len()));
        let count = (own.len() + usize::from(is_added)).max(1);
        self.focus = self.focus.map(|(of, at)| (of, if of == action { at.min(count - 1) } else { at }));
        // From the right.
        let has_room = !own.is_empty() && own.len() < MOST_KEYS;
        let more_rect = has_room.then(|| row.allocate_space(vec2(MORE_POINTS, CHIP_POINTS)).1);
        if more_rect.is_none() {
            row.add_space(MORE_POINTS);
        }
        for at in (0..count).rev() {
            let chip = self.chip_ui(&mut row, (action, at), own.get(at).copied(), label, scene);
            is_on_button |= chip.contains_pointer();
            clicked = clicked.or(chip.clicked().then_some(at));
        }
        // The Tab key comes to the keys first.
        if let Some(rect) = more_rect {
            let more = Button::new(RichText::new("+").color(palette.quiet)).frame(false);
            let mut place = row.new_child(UiBuilder::new().id_salt((action.name(), "more")).max_rect(rect));
            let more = place.add_sized(rect.size(), more).on_hover_text(s.add_key);
            row.ctx().accesskit_node_builder(more.id, |node| node.set_label(s.labelled(s.add_key, label)));
            is_on_button |= more.contains_pointer();
            clicked = clicked.or(more.clicked().then_some(own.len()));
        }
        if keys.is_changed(action) {
            let by_default: Vec<_> = super::defaults(action).map(|key| text::shown(row.ctx(), key)).collect();
            let by_default = if by_default.is_empty() { s.no_key.to_owned() } else { by_default.join(" · ") };
            let button = row.add(Button::new(RichText::new(s.put_back).small().color(palette.accent)).frame(false));
            row.ctx().accesskit_node_builder(button.id, |node| node.set_label(s.labelled(s.put_back, label)));
            is_on_button |= button.contains_pointer();
            if button.on_hover_text(by_default).clicked() {
                out.push(Command::SetKeys(keys.put_back(action)));
            }
        }
        end_row_ui(&mut row, label);
        let is_on_row = ui.rect_contains_pointer(rect) && ui.input(|input| input.pointer.primary_clicked());
        if let Some(at) = clicked.or((is_on_row && !is_on_button).then_some(0)) {
            self.changing = Some(Changing { action, at, refused: None });
            self.focus = Some((action, at));
            ui.ctx().request_repaint();
        }
    }

    /// One key of an action.
    fn chip_ui(
        &mut self,
        ui: &mut Ui,
        (action, at): (Action, usize),
        key: Option<KeyboardShortcut>,
        label: &str,
        scene: Scene,
    ) -> Response {
        let Scene { s, palette, .. } = scene;
        let is_changing = self.changing.is_some_and(|changing| (changing.action, changing.at) == (action, at));
        let name = key.map_or_else(|| s.no_key.to_owned(), |key| text::shown(ui.ctx(), key));
        let (shown, color) = match key {
            _ if is_changing => (s.press_key, palette.accent),
            Some(_) => (&*name, palette.text),
            None => ("—", palette.quiet),
        };
        let line = match key {
            _ if is_changing => Stroke::new(1.5, palette.accent),
            Some(key) if !super::defaults(action).any(|by_default| by_default == key) => Stroke::new(1.5, palette.text),
            Some(_) => Stroke::new(1.0, palette.outline),
            None => Stroke::NONE,
        };
        let button = Button::new(RichText::new(shown).color(color))
            .fill(if key.is_some() || is_changing { palette.chrome } else { Color32::TRANSPARENT })
            .stroke(line)
            .min_size(vec2(30.0, CHIP_POINTS));
        let chip = ui.push_id((action.name(), at), |ui| ui.add(button)).inner;
        ui.ctx().accesskit_node_builder(chip.id, |node| node.set_label(s.labelled(label, &name)));
        if self.focus == Some((action, at)) {
            self.focus = None;
            chip.request_focus();
        } else if is_changing && !chip.has_focus() && !self.is_on_remove(ui) {
            self.changing = None;
        }
        if is_changing {
            let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(chip.id, all));
        }
        chip
    }

    /// True if the pointer is on the button that takes the key away, which ends nothing by being pressed.
    fn is_on_remove(&self, ui: &Ui) -> bool {
        ui.input(|input| input.pointer.interact_pos()).zip(self.remove).is_some_and(|(at, rect)| rect.contains(at))
    }

    /// What there is to do, or what is in the way.
    fn said_ui(&mut self, ui: &mut Ui, Scene { keys, palette, s }: Scene, out: &mut Vec<Command>) {
        let label = |action: Action| action.label(s).trim_end_matches('…');
        let (said, color) = match self.changing {
            None => (s.change_keys.to_owned(), palette.quiet),
            Some(Changing { action, at, refused: None }) if at == keys.of(action).count() => {
                (s.press_more_for(label(action)), palette.text)
            }
            Some(Changing { action, refused: None, .. }) => (s.press_key_for(label(action)), palette.text),
            Some(Changing { refused: Some(key), .. }) => {
                let name = text::shown(ui.ctx(), key);
                let said = match keys.holder(key).filter(|_| !is_fixed(key)) {
                    Some(holder) => s.key_is_taken(&name, label(holder)),
                    None => s.key_is_fixed(&name, why_fixed(key, s)),
                };
                (said, palette.text)
            }
        };
        let changing = self.changing.filter(|changing| changing.at < keys.of(changing.action).count());
        let width = ui.available_width();
        let is_narrow = width < NARROW_POINTS;
        let said_ui = |ui: &mut Ui| {
            let label = ui.add(Label::new(RichText::new(said).color(color)).wrap());
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
        };
        self.remove = None;
        let mut remove_ui = |ui: &mut Ui| {
            let Some(Changing { action, at, .. }) = changing else { return };
            let remove = ui.button(s.remove_key);
            self.remove = Some(remove.rect);
            if remove.clicked() {
                out.push(Command::SetKeys(keys.without(action, at)));
                (self.changing, self.focus) = (None, Some((action, at)));
                ui.ctx().request_repaint();
            }
        };
        if is_narrow {
            ui.scope(|ui| {
                ui.set_min_height(SAID_POINTS);
                said_ui(ui);
                ui.add_space(4.0);
                remove_ui(ui);
            });
            return;
        }
        let (rect, _) = ui.allocate_exact_size(vec2(width, SAID_POINTS), Sense::hover());
        let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Min)));
        remove_ui(&mut ui);
        ui.with_layout(Layout::top_down(Align::Min), said_ui);
    }
}

fn title_ui(ui: &mut Ui, title: &str, scene: Scene) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_POINTS), Sense::hover());
    let line = Rect::from_min_max(rect.left_bottom() - vec2(0.0, 20.0), rect.max).shrink2(vec2(SIDE_POINTS, 0.0));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(line));
    ui.label(RichText::new(title).small().color(scene.palette.quiet));
}

/// A row over the whole width of the sheet, which is filled from the right.
fn begin_row_ui(ui: &mut Ui, is_striped: bool, scene: Scene) -> Ui {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_POINTS), Sense::hover());
    if ui.rect_contains_pointer(rect) {
        ui.painter().rect_filled(rect, CornerRadius::same(3), scene.palette.button_hover);
    } else if is_striped {
        ui.painter().rect_filled(rect, CornerRadius::same(3), ui.visuals().faint_bg_color);
    }
    let inner = rect.shrink2(vec2(SIDE_POINTS, 0.0));
    let mut row = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    row.spacing_mut().button_padding = vec2(CHIP_PADDING_POINTS, 0.0);
    row.spacing_mut().interact_size.y = CHIP_POINTS;
    row
}

fn end_row_ui(row: &mut Ui, label: &str) {
    row.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(label).truncate().selectable(false)));
}

fn why_fixed(KeyboardShortcut { logical_key, .. }: KeyboardShortcut, s: &Strings) -> &'static str {
    match logical_key {
        Key::Tab => s.tab_is_fixed,
        Key::Enter => s.enter_is_fixed,
        _ => s.clipboard_is_fixed,
    }
}

/// Keys that cannot be changed, and what the pointer does.
fn fixed(ctx: &Context, s: &Strings) -> Vec<(String, &'static str)> {
    let key = |modifiers, key| text::shown(ctx, KeyboardShortcut::new(modifiers, key));
    let (plain, shift) = (Modifiers::NONE, Modifiers::SHIFT);
    // What is held down, and what is done meanwhile.
    let held = |modifiers, name: &str| format!("{}{name}", key(modifiers, Key::C).trim_end_matches('C'));
    vec![
        (key(plain, Key::Escape), s.leave),
        (key(Modifiers::COMMAND, Key::C), s.copy_selected),
        (format!("{} · {}", key(plain, Key::Tab), key(shift, Key::Tab)), s.other_control),
        (format!("{} · {}", key(plain, Key::Space), key(plain, Key::Enter)), s.press_control),
        (key(Modifiers::COMMAND, Key::Enter), s.keep_note),
        (format!("{} · {}", key(plain, Key::Enter), key(shift, Key::Enter)), s.find_by_enter),
        ("← · →".to_owned(), s.walk_words),
        (format!("{} · {}", key(plain, Key::F2), key(plain, Key::Delete)), s.edit_listed),
        (s.drag_key.to_owned(), s.select_text),
        (s.shift_click.to_owned(), s.select_to),
        (s.double_click.to_owned(), s.look_up),
        (s.right_click.to_owned(), s.menu_of_pair),
        (held(Modifiers::COMMAND, s.wheel), s.text_by_wheel),
        (held(Modifiers::ALT, s.wheel), s.nudge_by_wheel),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::strings::{EN, ZH};

    #[test]
    fn what_cannot_be_changed_is_on_the_sheet_once() {
        let ctx = Context::default();
        for s in [&EN, &ZH] {
            let fixed = fixed(&ctx, s);
            let all: Vec<_> = fixed.iter().map(|(key, _)| key.as_str()).collect();
            let wheels = ["Ctrl+", "Alt+"].map(|held| format!("{held}{}", s.wheel));
            let keys = ["Esc", "Ctrl+C", "Ctrl+Enter", "Enter · Shift+Enter", "← · →", "Tab · Shift+Tab"];
            for key in keys.into_iter().chain(wheels.iter().map(String::as_str)) {
                assert_eq!(all.iter().filter(|listed| **listed == key).count(), 1, "{key} in {all:?}");
            }
        }
    }
}
