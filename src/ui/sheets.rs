//! Small windows over the page: fields for a path and a paragraph, recent articles, all keys, about. At most one is open.

use super::asked;
use super::keys::KeysSheet;
use super::notes::{Export, ExportAsked, export_ui};
use super::recent::recent_sheet_ui;
use super::strings::Strings;
use super::theme::Palette;
use crate::state::{Command, Session};
use eframe::egui::{Button, Context, Frame, Id, Key, Margin, Modal, ScrollArea, TextEdit, Ui};
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;

/// Above a sheet and below it: its margin and some of what it lies on.
const BESIDE_SHEET_POINTS: f32 = 28.0;
/// It is never lower than this.
const LEAST_POINTS: f32 = 80.0;

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
    Keys(KeysSheet),
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
    /// To go there.
    GoTo(Goal),
}

/// Where a reader wants to go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// A row, from 0.
    Row(usize),
    /// A share of the way from the start, 0, to the end, 1: of its height, as the status line counts.
    Share(f64),
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
        // In a low window all of it scrolls.
        let most = (ctx.content_rect().height() - 2.0 * BESIDE_SHEET_POINTS).max(LEAST_POINTS);
        ScrollArea::vertical()
            .id_salt("sheet")
            .max_height(most)
            .min_scrolled_height(most)
            .show(ui, |ui| {
                let is_done = match sheet {
                    Sheet::None => true,
                    Sheet::Path(path) => path_ui(ui, path, s, out),
                    Sheet::GoTo(typed) => {
                        let rows = session.article().map_or(0, |article| article.bitext.rows.len());
                        let (goal, is_done) = go_to_ui(ui, typed, rows, s);
                        wanted = goal.map_or(wanted, SheetAsked::GoTo);
                        is_done
                    }
                    Sheet::Recent => recent_sheet_ui(ui, session, palette, s, out),
                    Sheet::Export(export) => {
                        let asked = export_ui(ui, export, session, palette, s, out);
                        if asked == ExportAsked::Dialog {
                            wanted = SheetAsked::Dialog;
                        }
                        asked == ExportAsked::Done
                    }
                    Sheet::Keys(keys) => keys.sheet_ui(ui, &session.settings().keys, palette, s, out),
                    Sheet::About => about_ui(ui, s),
                };
                if matches!(sheet, Sheet::Path(_) | Sheet::GoTo(_) | Sheet::Keys(_) | Sheet::Export(_)) {
                    return is_done;
                }
                ui.add_space(8.0);
                ui.button(s.close).clicked() || is_done
            })
            .inner
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

fn go_to_ui(ui: &mut Ui, typed: &mut String, rows: usize, s: &Strings) -> (Option<Goal>, bool) {
    let hint = s.go_to_hint(rows);
    let (go, is_done) = field_ui(ui, typed, (s.go_to, &hint, s.go_to_button), s, |typed| goal(typed, rows).is_some());
    (goal(typed, rows).filter(|_| go), is_done)
}

/// What is meant by the number of a paragraph, from 1, or by a share of the article in per cent; the last one is as far as it goes.
fn goal(typed: &str, rows: usize) -> Option<Goal> {
    let typed: String = typed.nfkc().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let last = rows.checked_sub(1)?;
    match typed.strip_suffix('%') {
        Some(share) => share
            .parse::<f64>()
            .ok()
            .filter(|share| (0.0..=100.0).contains(share))
            .map(|share| Goal::Share(share / 100.0)),
        None => Some(Goal::Row(typed.parse::<usize>().ok()?.checked_sub(1)?.min(last))),
    }
}

fn path_ui(ui: &mut Ui, path: &mut String, s: &Strings, out: &mut Vec<Command>) -> bool {
    let bare = |path: &str| path.trim().trim_matches(['"', '\'']).to_owned();
    let labels = (s.open_path, s.path_hint, s.open_button);
    let (go, is_done) = field_ui(ui, path, labels, s, |path| !bare(path).is_empty());
    let wanted = &bare(path);
    if go {
        out.push(Command::Open(asked::files([from_home(wanted, std::env::home_dir())])));
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

fn about_ui(ui: &mut Ui, s: &Strings) -> bool {
    ui.heading(format!("Duizhao 对照 {}", env!("CARGO_PKG_VERSION")));
    ui.label(s.about_text);
    false
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("101%", 40, None),
            ("NaN%", 40, None),
            ("1", 0, None),
            ("50%", 0, None),
        ] {
            assert_eq!(goal(typed, rows), row.map(Goal::Row), "{typed} of {rows}");
        }
        for (typed, share) in [("0%", 0.0), ("50%", 0.5), ("12.5 %", 0.125), ("100％", 1.0)] {
            assert_eq!(goal(typed, 40), Some(Goal::Share(share)), "{typed}");
        }
    }
}
