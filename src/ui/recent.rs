//! Recent articles, as a menu and as a sheet: each by its files' names, with as much of their folders as tells it from others of these names; a
//! pasted text by how it begins.

use super::strings::Strings;
use super::theme::Palette;
use crate::model::RecentArticle;
use crate::state::{Command, LoadRequest, Session};
use eframe::egui::style::ScrollStyle;
use eframe::egui::{Button, RichText, ScrollArea, TextWrapMode, Ui};
use std::path::{Component, Path};

/// How many recent articles the menu lists.
const IN_MENU: usize = 15;
/// What of the window's height the rest of the sheet takes.
const BESIDE_LIST_POINTS: f32 = 160.0;
const LIST_POINTS: f32 = 400.0;
const LIST_LEAST_POINTS: f32 = 60.0;

/// Draws the menu.
pub fn recent_menu_ui(ui: &mut Ui, session: &Session, palette: &Palette, s: &Strings, out: &mut Vec<Command>) {
    let recent = &session.library().recent;
    if recent.is_empty() {
        ui.add_enabled(false, Button::new(s.nothing_recent));
        return;
    }
    let recent = &recent[..recent.len().min(IN_MENU)];
    if entries_ui(ui, recent, palette, s, out) {
        ui.close();
    }
    ui.separator();
    if ui.button(s.clear_recent).clicked() {
        out.push(Command::ClearRecent);
        ui.close();
    }
}

/// Draws the sheet, but for its buttons; true once one was chosen.
pub fn recent_sheet_ui(ui: &mut Ui, session: &Session, palette: &Palette, s: &Strings, out: &mut Vec<Command>) -> bool {
    ui.heading(s.recent);
    let recent = &session.library().recent;
    if recent.is_empty() {
        ui.label(s.nothing_recent);
    }
    let room = (ui.ctx().content_rect().height() - BESIDE_LIST_POINTS).clamp(LIST_LEAST_POINTS, LIST_POINTS);
    ui.scope(|ui| {
        // A bar that comes and goes over the list would lie on it, and move what is centred.
        ui.spacing_mut().scroll = ScrollStyle::solid();
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        let area = ScrollArea::vertical().max_height(room).auto_shrink([false, true]);
        area.show(ui, |ui| entries_ui(ui, recent, palette, s, out)).inner
    })
    .inner
}

/// A button for each; true once one was clicked.
fn entries_ui(ui: &mut Ui, recent: &[RecentArticle], palette: &Palette, s: &Strings, out: &mut Vec<Command>) -> bool {
    let mut is_chosen = false;
    for (entry, (name, folder)) in recent.iter().zip(labels(recent)) {
        let quiet = RichText::new(folder.as_deref().unwrap_or_default()).small().color(palette.quiet);
        let button = match &folder {
            Some(_) => Button::new((name.as_str(), quiet)),
            None => Button::new(name.as_str()),
        };
        let button = ui.add(button);
        let told = folder.map_or_else(|| name.clone(), |folder| s.labelled(&name, &folder));
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(told));
        let own = entry.paths.iter().skip(usize::from(entry.pasted.is_some())).map(|path| path.display().to_string());
        let pasted = entry.pasted.is_some().then(|| s.pasted_text.to_owned());
        let full: Vec<String> = pasted.into_iter().chain(own).collect();
        if button.on_hover_text(full.join("\n")).clicked() {
            out.push(Command::Open(LoadRequest::again(entry)));
            is_chosen = true;
        }
    }
    is_chosen
}

/// What each is called, and the shortest part of its folder that no other of the same name has; `None` where the name says it.
fn labels(recent: &[RecentArticle]) -> Vec<(String, Option<String>)> {
    let names: Vec<String> = recent.iter().map(name).collect();
    let folder = |at: usize| {
        let entry = &recent[at];
        let twins: Vec<&RecentArticle> = (0..recent.len())
            .filter(|other| *other != at && names[*other] == names[at])
            .map(|at| &recent[at])
            .collect();
        if twins.is_empty() || entry.pasted.is_some() {
            return None;
        }
        let most = entry.paths.iter().map(|path| path.components().count()).max().unwrap_or(0);
        let ends = |entry: &RecentArticle, depth| entry.paths.iter().map(|path| end(path, depth)).collect::<Vec<_>>();
        let depth = (1..most).find(|depth| twins.iter().all(|twin| ends(twin, *depth) != ends(entry, *depth)));
        let mut folders = ends(entry, depth.unwrap_or(most));
        folders.dedup();
        Some(folders.join(" + "))
    };
    (0..recent.len()).map(|at| (names[at].clone(), folder(at))).collect()
}

fn name(entry: &RecentArticle) -> String {
    let of_file = |path: &Path| {
        path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
    };
    let names = entry.paths.iter().enumerate().map(|(at, path)| match &entry.pasted {
        Some(beginning) if at == 0 => beginning.clone(),
        _ => of_file(path),
    });
    names.collect::<Vec<_>>().join(" + ")
}

/// The last folders of a path, so many; all of them from the root if there are no more.
fn end(path: &Path, depth: usize) -> String {
    let folder = path.parent().unwrap_or(Path::new(""));
    let names: Vec<_> = folder.components().collect();
    let rest = &names[names.len().saturating_sub(depth)..];
    if matches!(rest.first(), Some(Component::RootDir | Component::Prefix(_))) {
        return folder.display().to_string();
    }
    rest.iter().map(|name| name.as_os_str().to_string_lossy()).collect::<Vec<_>>().join(std::path::MAIN_SEPARATOR_STR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(paths: &[&str]) -> RecentArticle {
        RecentArticle { paths: paths.iter().map(Into::into).collect(), ..RecentArticle::default() }
    }

    #[test]
    fn files_of_one_name_are_told_apart_by_as_little_of_their_folders_as_does_it() {
        let mut recent = vec![
            article(&["/home/lin/2023/news/ferry.txt"]),
            article(&["/home/lin/2024/news/ferry.txt"]),
            article(&["/ferry.txt"]),
            article(&["/home/lin/harbour.txt"]),
            article(&["/a/en.txt", "/a/zh.txt"]),
            article(&["/b/en.txt", "/b/zh.txt"]),
            article(&["/data/pasted/0.txt"]),
        ];
        recent[6].pasted = Some("The ferry is late.".into());
        let sep = std::path::MAIN_SEPARATOR;
        for (label, (name, folder)) in labels(&recent).iter().zip([
            ("ferry.txt", Some(format!("2023{sep}news"))),
            ("ferry.txt", Some(format!("2024{sep}news"))),
            ("ferry.txt", Some("/".into())),
            ("harbour.txt", None),
            ("en.txt + zh.txt", Some("a".into())),
            ("en.txt + zh.txt", Some("b".into())),
            ("The ferry is late.", None),
        ]) {
            assert_eq!(*label, (name.to_owned(), folder));
        }
    }
}
