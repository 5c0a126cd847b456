//! Small windows over the page: fields for a path and a paragraph, recent articles, all keys, about. At most one is open.

use super::actions::Action;
use super::keys::{Keys, shown};
use super::menus::recent_entry_ui;
use super::notes::{Export, ExportAsked, export_ui};
use super::strings::Strings;
use super::theme::Palette;
use crate::model::Place;
use crate::state::{Command, LoadRequest, Session};
use eframe::egui::style::{ScrollFadeStyle, ScrollStyle};
use eframe::egui::{
    Align, Button, Color32, Context, CornerRadius, Frame, Id, Key, Label, Layout, Margin, Modal, RichText, ScrollArea,
    Sense, TextEdit, TextStyle, Ui, UiBuilder, vec2,
};
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;

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
    /// The field for the number of a paragraph, with what is typed.
    GoTo(String),
    /// Recent articles.
    Recent,
    /// All keys.
    Keys,
    /// Taking notes away.
    Export(Export),
    /// What this program is.
    About,
}

/// What a sheet asks of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SheetAsked {
    /// Nothing.
    Nothing,
    /// The desktop's dialog for a file to write.
    Dialog,
    /// To go to this place.
    GoTo(Place),
}

/// Draws the open sheet, if there is one; Esc and a click outside close it.
pub fn sheet_ui(
    ctx: &Context,
    sheet: &mut Sheet,
    session: &Session,
    palette: &Palette,
    s: &Strings,
    out: &mut Vec<Command>,
) -> SheetAsked {
    let mut wanted = SheetAsked::Nothing;
    if *sheet == Sheet::None {
        return wanted;
    }
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("sheet")).frame(frame).show(ctx, |ui| {
        ui.set_width((ctx.content_rect().width() - 80.0).clamp(200.0, 480.0));
        let is_done = match sheet {
            Sheet::None => true,
            Sheet::Path(path) => path_ui(ui, path, s, out),
            Sheet::GoTo(typed) => {
                let rows = session.article().map_or(0, |article| article.bitext.rows.len());
                let (place, is_done) = go_to_ui(ui, typed, rows, s);
                wanted = place.map_or(wanted, SheetAsked::GoTo);
                is_done
            }
            Sheet::Recent => recent_sheet_ui(ui, session, s, out),
            Sheet::Export(export) => {
                let asked = export_ui(ui, export, session, palette, s, out);
                if asked == ExportAsked::Dialog {
                    wanted = SheetAsked::Dialog;
                }
                asked == ExportAsked::Done
            }
            Sheet::Keys => keys_ui(ui, &Keys::new(&session.settings().keys), s),
            Sheet::About => about_ui(ui, s),
        };
        if matches!(sheet, Sheet::Path(_) | Sheet::GoTo(_) | Sheet::Export(_)) {
            return is_done;
        }
        ui.add_space(8.0);
        ui.button(s.close).clicked() || is_done
    });
    if modal.inner || modal.should_close() {
        *sheet = Sheet::None;
    }
    wanted
}

/// A sheet with one field. True in its first part once what is typed is wanted, in its second once the sheet is done with.
fn field_ui(
    ui: &mut Ui,
    typed: &mut String,
    (title, hint, button): (&str, &str, &str),
    s: &Strings,
    is_good: impl Fn(&str) -> bool,
) -> (bool, bool) {
    ui.heading(title.trim_end_matches('…'));
    let label = ui.label(hint);
    let field = ui.add(TextEdit::singleline(typed).desired_width(f32::INFINITY)).labelled_by(label.id);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !entered && ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    ui.add_space(8.0);
    let is_good = is_good(typed);
    let (clicked, cancelled) = ui
        .horizontal(|ui| {
            let go = ui.add_enabled(is_good, Button::new(button));
            (go.clicked(), ui.button(s.cancel).clicked())
        })
        .inner;
    let go = (entered || clicked) && is_good;
    (go, go || cancelled)
}

fn go_to_ui(ui: &mut Ui, typed: &mut String, rows: usize, s: &Strings) -> (Option<Place>, bool) {
    let hint = s.go_to_hint(rows);
    let (go, is_done) = field_ui(ui, typed, (s.go_to, &hint, s.go_to_button), s, |typed| goal(typed, rows).is_some());
    (goal(typed, rows).filter(|_| go), is_done)
}

/// The place that is meant by the number of a paragraph, from 1, or by a share of the article in per cent; the last one is as far as it goes.
fn goal(typed: &str, rows: usize) -> Option<Place> {
    let typed: String = typed.nfkc().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let last = rows.checked_sub(1)?;
    let row = match typed.strip_suffix('%') {
        Some(share) => {
            let share: f64 = share.parse().ok().filter(|share| (0.0..=100.0).contains(share))?;
            (share / 100.0 * rows as f64) as usize
        }
        None => typed.parse::<usize>().ok()?.checked_sub(1)?,
    };
    Some(Place { row: row.min(last), fraction: 0.0 })
}

fn path_ui(ui: &mut Ui, path: &mut String, s: &Strings, out: &mut Vec<Command>) -> bool {
    let bare = |path: &str| path.trim().trim_matches(['"', '\'']).to_owned();
    let labels = (s.open_path, s.path_hint, s.open_button);
    let (go, is_done) = field_ui(ui, path, labels, s, |path| !bare(path).is_empty());
    let wanted = &bare(path);
    if go {
        out.push(Command::Open(LoadRequest::files([from_home(wanted, std::env::home_dir())])));
    }
    is_done
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

fn keys_ui(ui: &mut Ui, keys: &Keys, s: &Strings) -> bool {
    ui.heading(s.all_keys);
    let keys = lines(ui.ctx(), keys, s);
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
fn lines(ctx: &Context, keys: &Keys, s: &Strings) -> Vec<(String, &'static str)> {
    let of_actions = Action::ALL.iter().filter(|action| **action != Action::CopyText).filter_map(|action| {
        let names: Vec<_> = keys.of(*action).map(|key| shown(ctx, key)).collect();
        (!names.is_empty()).then(|| (names.join(" · "), action.label(s).trim_end_matches('…')))
    });
    let of_page = [
        (s.drag_key.to_owned(), s.select_text),
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
    use crate::model::KeyChoices;
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
    fn a_paragraph_is_named_by_number_or_share() {
        for (typed, rows, row) in [
            ("1", 40, Some(0)),
            (" 12 ", 40, Some(11)),
            ("１２", 40, Some(11)),
            ("1,234", 50_000, Some(1_233)),
            ("41", 40, Some(39)),
            ("99999999999999999999", 40, None),
            ("0", 40, None),
            ("-3", 40, None),
            ("", 40, None),
            ("top", 40, None),
            ("0%", 40, Some(0)),
            ("50%", 40, Some(20)),
            ("12.5 %", 40, Some(5)),
            ("100％", 40, Some(39)),
            ("101%", 40, None),
            ("NaN%", 40, None),
            ("1", 0, None),
        ] {
            assert_eq!(goal(typed, rows), row.map(|row| Place { row, fraction: 0.0 }), "{typed} of {rows}");
        }
    }

    #[test]
    fn every_key_is_in_the_sheet_once() {
        let ctx = Context::default();
        for s in [&EN, &ZH] {
            let lines = lines(&ctx, &Keys::new(&KeyChoices::new()), s);
            let keys: Vec<String> = lines.iter().flat_map(|(keys, _)| keys.split(" · ")).map(str::to_owned).collect();
            let wheel = format!("Ctrl+{}", s.wheel);
            for key in ["↓", "↑", "J", "K", "Space", "Shift+Space", "PageDown", "PageUp", "Home", "End", "Ctrl+Home"]
                .into_iter()
                .chain(["Ctrl+End", "Esc", "Ctrl+C", "Ctrl+O", "Ctrl+L", "Ctrl+Shift+V", "Ctrl+Shift+O", "Ctrl+Q"])
                .chain(["Shift+↓", "Shift+↑", "Ctrl+Plus", "Ctrl+=", "Ctrl+Minus", "Ctrl+0", "F1", "?", "F5", "F11"])
                .chain(["Tab", &wheel])
            {
                assert_eq!(keys.iter().filter(|listed| *listed == key).count(), 1, "{key} in {keys:?}");
            }
        }
    }
}
