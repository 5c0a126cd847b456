//! Small windows over the page: the field for a path, recent articles, all keys, about. At most one is open.

use super::actions::Action;
use super::menus::recent_entry_ui;
use super::strings::Strings;
use crate::state::{Command, LoadRequest, Session};
use eframe::egui::{Context, Frame, Grid, Id, Key, Margin, Modal, ScrollArea, TextEdit, Ui};
use std::path::PathBuf;

/// Which small window is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    /// None.
    #[default]
    None,
    /// The field for a path, with what is typed.
    Path(String),
    /// Recent articles.
    Recent,
    /// All keys.
    Keys,
    /// What this program is.
    About,
}

/// Draws the open sheet, if there is one; Esc and a click outside close it.
pub fn sheet_ui(ctx: &Context, sheet: &mut Sheet, session: &Session, s: &Strings, out: &mut Vec<Command>) {
    if *sheet == Sheet::None {
        return;
    }
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("sheet")).frame(frame).show(ctx, |ui| {
        ui.set_width((ctx.content_rect().width() - 80.0).clamp(200.0, 480.0));
        let is_done = match sheet {
            Sheet::None => true,
            Sheet::Path(path) => path_ui(ui, path, s, out),
            Sheet::Recent => recent_sheet_ui(ui, session, s, out),
            Sheet::Keys => keys_ui(ui, s),
            Sheet::About => about_ui(ui, s),
        };
        ui.add_space(8.0);
        ui.button(s.close).clicked() || is_done
    });
    if modal.inner || modal.should_close() {
        *sheet = Sheet::None;
    }
}

fn path_ui(ui: &mut Ui, path: &mut String, s: &Strings, out: &mut Vec<Command>) -> bool {
    ui.heading(s.open_path.trim_end_matches('…'));
    let label = ui.label(s.path_hint);
    let field = ui.add(TextEdit::singleline(path).desired_width(f32::INFINITY)).labelled_by(label.id);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !entered && ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    let wanted = path.trim().trim_matches(['"', '\'']);
    let clicked = ui.add_enabled(!wanted.is_empty(), eframe::egui::Button::new(s.open_button)).clicked();
    let go = (entered || clicked) && !wanted.is_empty();
    if go {
        out.push(Command::Open(LoadRequest::files([PathBuf::from(wanted)])));
    }
    go
}

fn recent_sheet_ui(ui: &mut Ui, session: &Session, s: &Strings, out: &mut Vec<Command>) -> bool {
    ui.heading(s.recent);
    let mut is_done = false;
    if session.library().recent.is_empty() {
        ui.label(s.nothing_recent);
    }
    ScrollArea::vertical().max_height(400.0).show(ui, |ui| {
        for entry in &session.library().recent {
            is_done |= recent_entry_ui(ui, entry, out);
        }
    });
    is_done
}

fn keys_ui(ui: &mut Ui, s: &Strings) -> bool {
    ui.heading(s.all_keys);
    ScrollArea::vertical().max_height(440.0).show(ui, |ui| {
        Grid::new("keys").num_columns(2).spacing([32.0, 4.0]).striped(true).show(ui, |ui| {
            ui.strong(s.key_column);
            ui.strong(s.action_column);
            ui.end_row();
            for action in Action::ALL {
                if let Some(shortcut) = action.shortcut() {
                    ui.label(ui.ctx().format_shortcut(&shortcut));
                    ui.label(action.label(s).trim_end_matches('…'));
                    ui.end_row();
                }
            }
            for (keys, what) in [
                ("J · K", s.next_and_previous),
                ("Space · PageDown · PageUp", s.page_down_up),
                ("Ctrl + wheel", s.text_larger),
            ] {
                ui.label(keys);
                ui.label(what);
                ui.end_row();
            }
        });
    });
    false
}

fn about_ui(ui: &mut Ui, s: &Strings) -> bool {
    ui.heading(format!("Duizhao 对照 {}", env!("CARGO_PKG_VERSION")));
    ui.label(s.about_text);
    false
}
