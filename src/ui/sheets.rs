//! Small windows over the page: the field for a path, recent articles, all keys, about. At most one is open.

use super::actions::Action;
use super::menus::recent_entry_ui;
use super::notes::{Export, ExportAsked, export_ui};
use super::strings::Strings;
use super::theme::Palette;
use crate::state::{Command, LoadRequest, Session};
use eframe::egui::style::{ScrollFadeStyle, ScrollStyle};
use eframe::egui::{
    Align, Button, Color32, Context, CornerRadius, Frame, Id, Key, KeyboardShortcut, Label, Layout, Margin, Modal,
    RichText, ScrollArea, Sense, TextEdit, TextStyle, Ui, UiBuilder, vec2,
};
use std::path::PathBuf;

/// A row of the sheet of keys, and the room at both its ends.
const ROW_POINTS: f32 = 26.0;
const CELL_MARGIN_POINTS: f32 = 8.0;
/// What of the window's height the rest of that sheet takes.
const BESIDE_KEYS_POINTS: f32 = 200.0;

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
    /// Taking notes away.
    Export(Export),
    /// What this program is.
    About,
}

/// Draws the open sheet, if there is one; Esc and a click outside close it. True if the desktop's dialog for a file to write is wanted.
pub fn sheet_ui(
    ctx: &Context,
    sheet: &mut Sheet,
    session: &Session,
    palette: &Palette,
    s: &Strings,
    out: &mut Vec<Command>,
) -> bool {
    if *sheet == Sheet::None {
        return false;
    }
    let mut wants_dialog = false;
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("sheet")).frame(frame).show(ctx, |ui| {
        ui.set_width((ctx.content_rect().width() - 80.0).clamp(200.0, 480.0));
        let is_done = match sheet {
            Sheet::None => true,
            Sheet::Path(path) => path_ui(ui, path, s, out),
            Sheet::Recent => recent_sheet_ui(ui, session, s, out),
            Sheet::Export(export) => {
                let asked = export_ui(ui, export, session, palette, s, out);
                wants_dialog = asked == ExportAsked::Dialog;
                asked == ExportAsked::Done
            }
            Sheet::Keys => keys_ui(ui, s),
            Sheet::About => about_ui(ui, s),
        };
        if matches!(sheet, Sheet::Path(_) | Sheet::Export(_)) {
            return is_done;
        }
        ui.add_space(8.0);
        ui.button(s.close).clicked() || is_done
    });
    if modal.inner || modal.should_close() {
        *sheet = Sheet::None;
    }
    wants_dialog
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
    ui.add_space(8.0);
    let (clicked, cancelled) = ui
        .horizontal(|ui| {
            let open = ui.add_enabled(!wanted.is_empty(), Button::new(s.open_button));
            (open.clicked(), ui.button(s.cancel).clicked())
        })
        .inner;
    let go = (entered || clicked) && !wanted.is_empty();
    if go {
        out.push(Command::Open(LoadRequest::files([from_home(wanted, std::env::home_dir())])));
    }
    go || cancelled
}

/// The path that a reader types, who knows `~` from the shell.
fn from_home(typed: &str, home: Option<PathBuf>) -> PathBuf {
    match (typed.strip_prefix("~/"), home) {
        (Some(below), Some(home)) => home.join(below),
        _ => PathBuf::from(typed),
    }
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
    let keys = keys(ui.ctx(), s);
    let font = TextStyle::Body.resolve(ui.style());
    let width = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
    let key_points = keys.iter().map(|(key, _)| width(key)).fold(0.0, f32::max) + 3.0 * CELL_MARGIN_POINTS;
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(8.0);
    let small = |text: &str| RichText::new(text).small().color(ui.visuals().weak_text_color());
    let (key, action) = (small(s.key_column), small(s.action_column));
    row_ui(ui, false, key_points, [key, action]);
    ui.separator();
    // Whole rows, so that the last one is not cut.
    let rows = ((ui.ctx().content_rect().height() - BESIDE_KEYS_POINTS) / ROW_POINTS).floor().max(2.0);
    ui.spacing_mut().scroll =
        ScrollStyle { fade: ScrollFadeStyle { strength: 0.0, size: 0.0 }, ..ScrollStyle::solid() };
    ScrollArea::vertical().max_height(rows * ROW_POINTS).auto_shrink([false, true]).show(ui, |ui| {
        for (index, (key, what)) in keys.into_iter().enumerate() {
            row_ui(ui, index % 2 == 1, key_points, [RichText::new(key), RichText::new(what)]);
        }
    });
    false
}

/// A row over the whole width of the sheet, its second column after so many points.
fn row_ui(ui: &mut Ui, is_striped: bool, key_points: f32, cells: [RichText; 2]) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_POINTS), Sense::hover());
    if is_striped {
        ui.painter().rect_filled(rect, CornerRadius::same(3), ui.visuals().faint_bg_color);
    }
    let rect = rect.shrink2(vec2(CELL_MARGIN_POINTS, 0.0));
    let (key, what) = rect.split_left_right_at_x((rect.left() + key_points).min(rect.center().x + 40.0));
    for (cell, text) in [key, what].into_iter().zip(cells) {
        let mut cell = ui.new_child(UiBuilder::new().max_rect(cell).layout(Layout::left_to_right(Align::Center)));
        cell.add(Label::new(text).truncate());
    }
}

/// Every key with what it does: those of actions, then those that only the page and its controls know.
fn keys(ctx: &Context, s: &Strings) -> Vec<(String, &'static str)> {
    let name = |shortcut: &KeyboardShortcut| {
        let name = ctx.format_shortcut(shortcut);
        match shortcut.logical_key {
            Key::ArrowUp => name.replace("Up", "↑"),
            Key::ArrowDown => name.replace("Down", "↓"),
            Key::ArrowLeft => name.replace("Left", "←"),
            Key::ArrowRight => name.replace("Right", "→"),
            _ => name,
        }
    };
    let of_actions = Action::ALL.into_iter().filter_map(|action| {
        let names: Vec<_> = action.shortcut().iter().chain(action.other_shortcuts()).map(name).collect();
        (!names.is_empty()).then(|| (names.join(" · "), action.label(s).trim_end_matches('…')))
    });
    let of_page = [
        ("Space · PageDown".to_owned(), s.page_down),
        ("Shift+Space · PageUp".to_owned(), s.page_up),
        (format!("Ctrl+{}", s.wheel), s.text_by_wheel),
        ("Tab · Shift+Tab".to_owned(), s.other_control),
    ];
    of_actions.chain(of_page).collect()
}

fn about_ui(ui: &mut Ui, s: &Strings) -> bool {
    ui.heading(format!("Duizhao 对照 {}", env!("CARGO_PKG_VERSION")));
    ui.label(s.about_text);
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::strings::{EN, ZH};

    #[test]
    fn a_tilde_is_the_home_folder_only_where_a_shell_takes_it_for_that() {
        let home = || Some(PathBuf::from("/home/wang"));
        for (typed, home, path) in [
            ("~/texts/a.txt", home(), "/home/wang/texts/a.txt"),
            ("/texts/a.txt", home(), "/texts/a.txt"),
            ("~a.txt", home(), "~a.txt"),
            ("texts/~/a.txt", home(), "texts/~/a.txt"),
            ("~/a.txt", None, "~/a.txt"),
        ] {
            assert_eq!(from_home(typed, home), PathBuf::from(path), "{typed}");
        }
    }

    #[test]
    fn every_key_is_in_the_sheet_once() {
        let ctx = Context::default();
        for s in [&EN, &ZH] {
            let keys: Vec<String> =
                keys(&ctx, s).iter().flat_map(|(keys, _)| keys.split(" · ")).map(str::to_owned).collect();
            let wheel = format!("Ctrl+{}", s.wheel);
            for key in ["↓", "↑", "J", "K", "Space", "Shift+Space", "PageDown", "PageUp", "Home", "End", "Ctrl+Home"]
                .into_iter()
                .chain(["Ctrl+End", "Escape", "Ctrl+C", "Ctrl+O", "Ctrl+L", "Ctrl+Shift+V", "Ctrl+Shift+O", "Ctrl+Q"])
                .chain(["Ctrl+Plus", "Ctrl+Minus", "Ctrl+0", "F1", "F5", "F11", "Tab", &wheel])
            {
                assert_eq!(keys.iter().filter(|listed| *listed == key).count(), 1, "{key} in {keys:?}");
            }
        }
    }
}
