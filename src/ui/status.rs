//! The line at the foot of the window: file, encoding, place, what is unpaired, what is selected, what is being done, whether columns scroll apart.

use super::reader::Reading;
use super::shown_view;
use super::strings::Strings;
use crate::model::{Encoding, PageView};
use crate::state::{Article, Command, InputSource, LoadRequest, Notes, Saving, Session};
use crate::text::Lang;
use eframe::egui::{Align, Color32, Label, Layout, ProgressBar, TextStyle, Ui, vec2};

/// Below this the line is two lines, and where it has less room for its facts.
const NARROW_POINTS: f32 = 480.0;
const NARROW_FACTS_POINTS: f32 = 330.0;
/// The file's name keeps so much of a line.
const FILE_LEAST_POINTS: f32 = 140.0;
/// What is selected is said in short before anything else is left out for it.
const SELECTION_LEAST_POINTS: f32 = 120.0;
/// The weight of what is selected among the facts.
const SELECTION: u8 = 2;
/// Between two facts, with the line that parts them.
const GAP_POINTS: f32 = 22.0;
/// The bar of a load at most, and what stands beside it.
const BAR_POINTS: f32 = 140.0;
const BESIDE_BAR_POINTS: f32 = 210.0;
const BAR_LEAST_POINTS: f32 = 40.0;
/// The button that lets columns scroll as one again.
const APART_POINTS: f32 = 180.0;

/// Draws the line. `reading` is where the page says the reader is; `show_progress` is false for the first
/// moments of a load, so that a short one does not flicker.
pub fn status_ui(
    ui: &mut Ui,
    session: &Session,
    reading: Reading,
    s: &Strings,
    show_progress: bool,
    out: &mut Vec<Command>,
) {
    let view = shown_view(session);
    let is_apart = view.is_in_columns() && view.is_sync_off;
    // A load comes and goes and makes no second line, for that would move the page.
    let facts_points = ui.available_width() - if is_apart { APART_POINTS } else { 0.0 };
    let is_narrow = ui.available_width() < NARROW_POINTS || facts_points < NARROW_FACTS_POINTS;
    if is_narrow && let Some(article) = session.article() {
        // Too narrow for one line: file and place get a line of their own.
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(place_text(article, reading, s));
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
            let facts_points = if is_narrow { 0.0 } else { NARROW_FACTS_POINTS };
            let room = ui.available_width() - BESIDE_BAR_POINTS - facts_points;
            let width = room.clamp(BAR_LEAST_POINTS, BAR_POINTS);
            let bar = ProgressBar::new(loading.progress.fraction()).desired_width(width).show_percentage();
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
        if is_apart {
            if ui.button(s.columns_apart).on_hover_text(s.sync).clicked() {
                out.push(Command::SetView(PageView { is_sync_off: false, ..view }));
            }
            ui.separator();
        }
        let has_selection = session.has_selection();
        // With how much a reader misses each when there is no room for it.
        let facts = [
            (3, place_text(article, reading, s)),
            (1, pairing_text(article, s)),
            (if has_selection { SELECTION } else { 0 }, selection_text(session, article, s)),
            (4, saving_text(session, s).to_owned()),
        ];
        let facts: Vec<_> =
            facts.into_iter().skip(usize::from(is_narrow)).filter(|(_, fact)| !fact.is_empty()).collect();
        let whole = facts.iter().map(|(_, fact)| fact.as_str()).collect::<Vec<_>>().join("\n");
        let count = facts.len();
        let room = ui.available_width() - if is_narrow { 0.0 } else { FILE_LEAST_POINTS };
        let facts = fitting(ui, facts, room);
        // The right end first: it keeps its room, and what stands left of it is cut short instead.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (i, (fact, points)) in facts.iter().rev().enumerate() {
                let label = Label::new(fact).truncate();
                let label = match points {
                    None => ui.add(label),
                    Some(points) => {
                        let (size, layout) =
                            (vec2(*points, ui.available_height()), Layout::left_to_right(Align::Center));
                        ui.allocate_ui_with_layout(size, layout, |ui| ui.add(label)).inner
                    }
                };
                if facts.len() < count {
                    label.on_hover_text(&whole);
                }
                if !is_narrow || i + 1 < facts.len() {
                    ui.separator();
                }
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
    let paths: Vec<_> = article.files().iter().map(|path| path.display().to_string()).collect();
    let label = ui.add(Label::new(text).truncate());
    if !paths.is_empty() {
        label.on_hover_text(paths.join("\n"));
    }
}

/// Facts without those of least weight that do not fit in a room, and how wide what is selected may be if there is not room for all of that;
/// one fact is always left.
fn fitting(ui: &Ui, facts: Vec<(u8, String)>, room_points: f32) -> Vec<(String, Option<f32>)> {
    let font = TextStyle::Body.resolve(ui.style());
    let width = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
    let mut facts: Vec<_> = facts.into_iter().map(|(weight, fact)| (weight, width(&fact).ceil(), fact)).collect();
    // How much more is wanted than there is, if what is selected is so wide at most.
    let lacking = |facts: &[(u8, f32, String)], most: f32| {
        let widths = facts.iter().map(|(weight, own, _)| if *weight == SELECTION { own.min(most) } else { *own });
        widths.map(|width| width + GAP_POINTS).sum::<f32>() - room_points
    };
    while facts.len() > 1 {
        let least = (0..facts.len()).min_by_key(|at| facts[*at].0).unwrap_or(0);
        // What matters less goes before what is selected is cut.
        let most = if facts[least].0 < SELECTION { f32::INFINITY } else { SELECTION_LEAST_POINTS };
        if lacking(&facts, most) <= 0.0 {
            break;
        }
        facts.remove(least);
    }
    let is_alone = facts.len() == 1;
    let over = lacking(&facts, f32::INFINITY);
    let shortened = |weight, own: f32| (weight == SELECTION && over > 0.0 && !is_alone).then_some(own - over);
    facts.into_iter().map(|(weight, own, fact)| (fact, shortened(weight, own))).collect()
}

fn place_text(article: &Article, reading: Reading, s: &Strings) -> String {
    let rows = article.bitext.rows.len();
    s.place((reading.row + 1).min(rows), rows, reading.share)
}

/// How the pairing came out; nothing before it is done, and nothing where there is nothing to pair with.
fn pairing_text(article: &Article, s: &Strings) -> String {
    let has_both = Lang::BOTH.iter().all(|lang| !article.bitext.blocks[*lang].is_empty());
    if article.is_aligned && has_both { s.unpaired(article.unpaired_rows) } else { String::new() }
}

fn selection_text(session: &Session, article: &Article, s: &Strings) -> String {
    let selected = session.selected_bead().and_then(|(row, index)| {
        let row = article.bitext.rows.get(row)?;
        let bead = row.beads.get(index)?;
        let count = |lang: Lang| bead.sentences[lang].len();
        Some(s.selected(count(Lang::En), count(Lang::Zh), bead.confidence, row.doubt_of(index)))
    });
    let other = if session.text_range().is_some() { s.text_selected } else { s.nothing_selected };
    selected.unwrap_or_else(|| other.to_owned())
}

/// Whether notes are on disk; nothing while none was changed.
fn saving_text(session: &Session, s: &Strings) -> &'static str {
    match session.notes().map(Notes::saving) {
        None | Some(Saving::Unchanged) => "",
        Some(Saving::Saved) => s.notes_saved,
        Some(Saving::Saving) => s.notes_saving,
        Some(Saving::Failed) => s.notes_not_saved,
    }
}

/// What an article is called: its files' names, or what else it is.
#[must_use]
pub fn title(request: &LoadRequest, s: &Strings) -> String {
    let name = |input: &InputSource| match input {
        InputSource::File(path) => {
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
        }
        InputSource::Pasted(_) | InputSource::Kept(_) => s.pasted_text.to_owned(),
        InputSource::Sample(_) => s.sample_title.to_owned(),
    };
    request.inputs.iter().map(name).collect::<Vec<_>>().join(" + ")
}
