//! The line at the foot of the window: file, encoding, place, what is unpaired, what is selected, what is being done.

use super::strings::Strings;
use crate::model::Encoding;
use crate::state::{Article, Command, InputSource, LoadRequest, Session};
use crate::text::Lang;
use eframe::egui::{Align, Label, Layout, ProgressBar, Ui};

/// Below this the line is two lines.
const NARROW_POINTS: f32 = 640.0;

/// Draws the line. `show_progress` is false for the first moments of a load, so that a short one does not flicker.
pub fn status_ui(ui: &mut Ui, session: &Session, s: &Strings, show_progress: bool, out: &mut Vec<Command>) {
    let is_narrow = ui.available_width() < NARROW_POINTS;
    if is_narrow && let Some(article) = session.article() {
        // Too narrow for one line: file and place get a line of their own.
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(place_text(article, s));
                ui.separator();
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| file_ui(ui, article, s));
            });
        });
    }
    ui.horizontal(|ui| {
        if let Some(loading) = session.loading().filter(|_| show_progress) {
            let is_open = session.article().is_some_and(|article| article.job == loading.job);
            let label = if is_open { s.aligning } else { s.reading };
            ui.label(label);
            let bar = ProgressBar::new(loading.progress.fraction()).desired_width(140.0).show_percentage();
            let name = title(&loading.request, s);
            ui.add(bar).on_hover_text(name);
            if ui.button(s.cancel).clicked() {
                out.push(Command::CancelLoad);
            }
            ui.separator();
        }
        let Some(article) = session.article() else {
            ui.label(s.no_article);
            return;
        };
        let facts =
            [place_text(article, s), s.unpaired(article.bitext.unpaired_rows()), selection_text(session, article, s)];
        // The right end first: it keeps its room, and what stands left of it is cut short instead.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for fact in facts.iter().skip(usize::from(is_narrow)).rev() {
                ui.label(fact);
                ui.separator();
            }
            if !is_narrow {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| file_ui(ui, article, s));
            }
        });
    });
}

fn file_ui(ui: &mut Ui, article: &Article, s: &Strings) {
    let encoding = article.encoding().map_or("", Encoding::name);
    let text = format!("{} · {encoding}", title(&article.request, s));
    let paths: Vec<_> = article.paths().iter().map(|path| path.display().to_string()).collect();
    let label = ui.add(Label::new(text).truncate());
    if !paths.is_empty() {
        label.on_hover_text(paths.join("\n"));
    }
}

fn place_text(article: &Article, s: &Strings) -> String {
    let rows = article.bitext.rows.len();
    s.place((article.place.row + 1).min(rows), rows)
}

fn selection_text(session: &Session, article: &Article, s: &Strings) -> String {
    let selected = session.selected_bead().and_then(|(row, index)| {
        let row = article.bitext.rows.get(row)?;
        let bead = row.beads.get(index)?;
        let count = |lang: Lang| bead.sentences[lang].len();
        Some(s.selected(count(Lang::En), count(Lang::Zh), bead.confidence, row.doubt_of(index)))
    });
    selected.unwrap_or_else(|| s.nothing_selected.to_owned())
}

/// What an article is called: its files' names, or what else it is.
#[must_use]
pub fn title(request: &LoadRequest, s: &Strings) -> String {
    let name = |input: &InputSource| match input {
        InputSource::File(path) => {
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
        }
        InputSource::Pasted(_) => s.pasted_text.to_owned(),
        InputSource::Sample(_) => s.sample_title.to_owned(),
    };
    request.inputs.iter().map(name).collect::<Vec<_>>().join(" + ")
}
