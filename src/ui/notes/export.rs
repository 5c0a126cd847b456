//! The sheet that asks in what form notes are to be taken away, and where to.

use crate::model::NoteId;
use crate::state::{Article, Command, ExportFormat, JobId, Notes, NotesCommand, Session};
use crate::ui::strings::Strings;
use crate::ui::theme::{Palette, outlined_ui};
use eframe::egui::{Button, TextEdit, Ui};
use std::path::{Path, PathBuf};

/// What was chosen so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Of which notes: another article may be open once all is chosen.
    pub of: JobId,
    /// In what form.
    pub format: ExportFormat,
    /// Where to, as it is typed.
    pub path: String,
    /// Only these; all if `None`.
    pub only: Option<Vec<NoteId>>,
    /// What was found at the path when it was last looked at: with every letter typed, and before anything is written.
    seen: (String, There),
}

/// What is at a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum There {
    #[default]
    Nothing,
    File,
    Folder,
}

impl There {
    fn at(path: &Path) -> Self {
        match path.metadata() {
            Ok(about) if about.is_dir() => Self::Folder,
            Ok(_) => Self::File,
            Err(_) => Self::Nothing,
        }
    }
}

impl Export {
    /// Beside the article, under its name.
    #[must_use]
    pub fn beside(article: &Article, notes: &Notes, title: &str, only: Option<Vec<NoteId>>) -> Self {
        let path = article.files().into_iter().next().unwrap_or_else(|| home().join(title));
        let format = ExportFormat::default();
        let (of, seen) = (notes.opened_by(), (String::new(), There::Nothing));
        Self { of, format, path: named(&path, format), only, seen }
    }

    /// The name to offer in a dialog.
    #[must_use]
    pub fn file_name(&self) -> String {
        Path::new(self.path.trim()).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

fn home() -> PathBuf {
    std::env::home_dir().unwrap_or_default()
}

fn named(path: &Path, format: ExportFormat) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = stem.trim_end_matches("-notes");
    path.with_file_name(format!("{stem}-notes.{}", format.extension())).display().to_string()
}

/// What was asked for in the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAsked {
    /// Nothing yet.
    Nothing,
    /// The desktop's dialog.
    Dialog,
    /// It is done.
    Done,
}

/// Draws the sheet.
pub fn export_ui(
    ui: &mut Ui,
    export: &mut Export,
    session: &Session,
    palette: &Palette,
    s: &Strings,
    out: &mut Vec<Command>,
) -> ExportAsked {
    ui.heading(s.export_notes.trim_end_matches('…'));
    let all = session.notes().map_or(0, |notes| notes.all().len());
    ui.label(s.notes_to_export(export.only.as_ref().map_or(all, Vec::len)));
    ui.add_space(4.0);
    for format in ExportFormat::ALL {
        let radio = outlined_ui(ui, palette, |ui| ui.radio(export.format == format, s.export_format(format)));
        if export.format == format && ui.memory(|memory| memory.focused().is_none()) {
            radio.request_focus();
        }
        if radio.clicked() {
            export.path = named(Path::new(export.path.trim()), format);
            export.format = format;
        }
    }
    ui.add_space(8.0);
    let label = ui.label(s.export_path);
    outlined_ui(ui, palette, |ui| {
        ui.add(TextEdit::singleline(&mut export.path).desired_width(f32::INFINITY)).labelled_by(label.id);
    });
    let path = PathBuf::from(export.path.trim());
    if export.seen.0 != export.path {
        export.seen = (export.path.clone(), There::at(&path));
    }
    if export.seen.1 == There::File {
        ui.label(s.file_is_there);
    }
    ui.add_space(4.0);
    let mut asked = ExportAsked::Nothing;
    ui.horizontal(|ui| {
        let label = if export.seen.1 == There::File { s.replace_file } else { s.export_save };
        let can_save = !export.path.trim().is_empty() && export.seen.1 != There::Folder;
        if ui.add_enabled(can_save, Button::new(label)).clicked() {
            let there = There::at(&path);
            // What has come there since is not replaced before the reader was told of it.
            if there == There::Nothing || there == export.seen.1 {
                let Export { of, format, only, .. } = export.clone();
                out.push(Command::Notes(NotesCommand::Export { of, format, path: path.clone(), only }));
                asked = ExportAsked::Done;
            }
            export.seen.1 = there;
        }
        if ui.button(s.export_choose).clicked() {
            asked = ExportAsked::Dialog;
        }
        if ui.button(s.cancel).clicked() {
            asked = ExportAsked::Done;
        }
    });
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_article_and_the_form() {
        for (path, format, expected) in [
            ("/texts/ferry.txt", ExportFormat::Markdown, "/texts/ferry-notes.md"),
            ("/texts/ferry-notes.md", ExportFormat::Csv, "/texts/ferry-notes.csv"),
            ("渡轮", ExportFormat::Anki, "渡轮-notes.txt"),
        ] {
            assert_eq!(named(Path::new(path), format), expected);
        }
    }
}
