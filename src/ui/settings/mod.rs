//! All choices in one sheet beside the page, which shows at once what they do; where there is no page, or no room for both, the sheet has a
//! small one of its own. Reads the session and asks by commands; what it keeps is whether it is open and what it asks.

mod groups;
mod own;
mod preview;
mod rows;

use super::page_style;
use super::reader::PageStyle;
use super::strings::Strings;
use super::theme::Palette;
use crate::state::{Command, Session};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Context, Frame, Key, Layout, Margin, Memory, Modifiers, Panel, Rect, ScrollArea, Ui, UiBuilder,
};
use preview::Preview;

/// The sheet is so wide where the page stands beside it, and no wider where it stands alone.
/// In a window as it first opens, the page beside it still has room for two columns.
const SHEET_POINTS: f32 = 420.0;
/// With less than this left for the page, the sheet stands in its place.
const PAGE_LEAST_POINTS: f32 = 320.0;
const MARGIN_POINTS: i8 = 16;

/// The view's own state; nothing of it is kept over a restart.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
#[derive(Default)]
pub struct SettingsView {
    is_open: bool,
    /// Stands in place of the page.
    covers: bool,
    /// What is given the keyboard at the next frame.
    focus: Option<Focus>,
    /// True while it asks whether all is to be set back.
    asks_reset: bool,
    /// True if something outside the sheet had the keyboard in the last frame.
    is_elsewhere: bool,
    preview: Preview,
}

/// What is given the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// The theme in use, which stands first.
    First,
    /// The English face in use, which stands first of the choices about type.
    Type,
    /// The button that asks for the defaults.
    Reset,
    /// The answer that leaves all as it is.
    Cancel,
}

/// What the sheet is drawn from.
pub struct Scene<'a> {
    /// Read, never changed.
    pub session: &'a Session,
    /// Its colours.
    pub palette: &'a Palette,
    /// Its words.
    pub s: &'static Strings,
}

impl SettingsView {
    /// True while it is shown.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Opens it, with the keyboard, or closes it.
    pub fn toggle(&mut self, ctx: &Context) {
        if self.is_open {
            self.close(ctx);
        } else {
            (self.is_open, self.focus) = (true, Some(Focus::First));
        }
    }

    /// Opens it, with the keyboard at the choices about type.
    pub fn open_at_type(&mut self) {
        (self.is_open, self.focus) = (true, Some(Focus::Type));
    }

    /// Closes it and gives the keyboard back to the page.
    pub fn close(&mut self, ctx: &Context) {
        if std::mem::take(&mut self.is_open) {
            self.asks_reset = false;
            ctx.memory_mut(|memory| memory.focused().map(|id| memory.surrender_focus(id)));
        }
    }

    /// Esc closes it, in the sheet and on the page; a field elsewhere has the key for itself.
    pub fn take_input(&mut self, ctx: &Context) {
        let is_free = self.is_open && !self.is_elsewhere;
        if is_free && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.close(ctx);
        }
    }

    /// Draws the sheet beside the page, if it is open and there is room for both.
    pub fn beside_ui(&mut self, ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
        self.covers = self.is_open && ui.available_width() < SHEET_POINTS + PAGE_LEAST_POINTS;
        if self.is_open && !self.covers {
            let frame = Frame::new().fill(scene.palette.chrome);
            let panel = Panel::right("settings").resizable(false).exact_size(SHEET_POINTS).frame(frame);
            panel.show(ui, |ui| self.sheet_ui(ui, scene, out));
        }
    }

    /// Draws the sheet in place of the page; false if the page is to be drawn.
    pub fn cover_ui(&mut self, ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) -> bool {
        if self.covers {
            let room = ui.max_rect();
            ui.painter().rect_filled(room, 0, scene.palette.chrome);
            let sheet = Rect::from_center_size(room.center(), [room.width().min(SHEET_POINTS), room.height()].into());
            ui.scope_builder(UiBuilder::new().max_rect(sheet), |ui| self.sheet_ui(ui, scene, out));
        }
        self.covers
    }

    fn sheet_ui(&mut self, ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
        let Scene { session, palette, s } = *scene;
        let room = ui.max_rect();
        let title = s.settings.trim_end_matches('…');
        let region = UiBuilder::new().accessibility_role(Role::Group).accessibility_label(title);
        let margin = Margin { left: MARGIN_POINTS, right: 0, top: 12, bottom: 0 };
        ui.scope_builder(region, |ui| {
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.heading(title);
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        ui.add_space(f32::from(MARGIN_POINTS));
                        let close = ui.button("×").on_hover_text(s.close);
                        ui.ctx().accesskit_node_builder(close.id, |node| node.set_label(s.close));
                        if close.clicked() {
                            self.close(ui.ctx());
                        }
                    });
                });
                if self.covers || session.article().is_none() {
                    ui.add_space(8.0);
                    // Its article has both languages.
                    let style = PageStyle { view: session.view(), ..page_style(palette, session, s) };
                    self.preview.preview_ui(ui, &style, f32::from(MARGIN_POINTS));
                }
                ui.add_space(4.0);
                ScrollArea::vertical().id_salt("settings").auto_shrink(false).show(ui, |ui| {
                    ui.set_max_width(room.width() - 2.0 * f32::from(MARGIN_POINTS));
                    own::own_ui(ui, scene, out);
                    groups::groups_ui(ui, scene, &mut self.focus, out);
                    self.reset_ui(ui, scene, out);
                    ui.add_space(24.0);
                });
            });
        });
        let focused = ui.memory(Memory::focused).and_then(|id| ui.ctx().read_response(id));
        self.is_elsewhere = focused.is_some_and(|focused| !room.x_range().contains(focused.rect.center().x));
    }

    /// The way back to the defaults; what would be lost is named first.
    fn reset_ui(&mut self, ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
        let Scene { session, palette, s } = *scene;
        let changed = own::changed(session, s);
        ui.add_space(24.0);
        if changed.is_empty() || !self.asks_reset {
            self.asks_reset = false;
            let reset = ui.add_enabled(!changed.is_empty(), eframe::egui::Button::new(s.reset_settings));
            if self.focus.take_if(|focus| *focus == Focus::Reset).is_some() {
                reset.request_focus();
            }
            if reset.clicked() {
                (self.asks_reset, self.focus) = (true, Some(Focus::Cancel));
            }
            return;
        }
        let has_just_asked = self.focus == Some(Focus::Cancel);
        let strip = rows::strip_ui(ui, palette, &s.reset_question(&changed), |ui| {
            if ui.button(s.reset_button).clicked() {
                out.push(Command::ResetSettings);
                (self.asks_reset, self.focus) = (false, Some(Focus::First));
            }
            let cancel = ui.button(s.cancel);
            if self.focus.take_if(|focus| *focus == Focus::Cancel).is_some() {
                cancel.request_focus();
            }
            if cancel.clicked() {
                (self.asks_reset, self.focus) = (false, Some(Focus::Reset));
            }
        });
        if has_just_asked {
            ui.scroll_to_rect(strip.rect.expand(f32::from(MARGIN_POINTS)), None);
        }
    }
}
