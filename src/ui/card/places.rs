//! The other places of the word in the article: how many, and the next few of them as lines of a concordance. Costs what it shows.

use super::Open;
use super::draw::{Asked, Scene};
use crate::find::Hit;
use crate::state::Finding;
use crate::ui::find::context_ui;
use crate::ui::reader::{LineCache, Lists};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, CornerRadius, CursorIcon, FontId, Layout, Rect, RichText, Sense, Ui, WidgetInfo, pos2, vec2,
};
use std::ops::Range;

/// A card shows no more.
const MAX_LINES: usize = 3;
const LINE_POINTS: f32 = 28.0;
/// What is said above the lines.
const HEAD_POINTS: f32 = 30.0;
/// The number of the row.
const NUMBER_POINTS: f32 = 34.0;

/// The places of a word, seen from one of them.
pub(super) struct Places<'a> {
    finding: Option<&'a Finding>,
    /// The hits that are the word itself: one, or none while they are looked for.
    own: Range<usize>,
    /// The positions of those that are shown: the next in reading order, after the last one the first.
    pub next: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Those of the word a card is about. `O(log n)`.
    pub fn of(open: &Open, scene: &Scene<'a>) -> Self {
        let wanted = &open.content.headword;
        let finding = scene.places.filter(|finding| finding.wanted().text == *wanted);
        let word = open.stops[open.at];
        let row = scene.lists.bitext.row_of_block(word.lang, word.block).unwrap_or(0);
        let own = finding.map_or(0..0, |finding| finding.in_block(row, word.lang, word.block, &word.span.range()));
        let count = finding.map_or(0, |finding| finding.hits().len());
        let is_shown = |hit: &Hit| scene.lists.cover.lang != Some(hit.lang);
        let others = (0..count - own.len()).map(|n| (own.end + n) % count).take(MAX_LINES);
        let next = others.filter(|at| finding.is_some_and(|finding| is_shown(&finding.hits()[*at]))).collect();
        Self { finding, own, next }
    }

    fn count(&self) -> usize {
        self.finding.map_or(0, |finding| finding.hits().len() - self.own.len())
    }

    /// The place after the word, or before it, round the end of the article; `None` if there is no other.
    pub fn step(&self, is_next: bool) -> Option<Hit> {
        let hits = self.finding.filter(|_| self.count() > 0)?.hits();
        let at = if is_next { self.own.end } else { self.own.start + hits.len() - 1 };
        hits.get(at % hits.len()).copied()
    }

    /// The height of what [`Places::places_ui`] draws.
    pub fn height_points(&self) -> f32 {
        HEAD_POINTS + self.next.len() as f32 * LINE_POINTS
    }

    /// Says how many there are, and draws the next few.
    pub fn places_ui(&self, ui: &mut Ui, scene: &Scene, kept: &mut LineCache, asked: &mut Asked) {
        let (palette, s) = (&scene.lists.style.palette, scene.lists.style.words);
        let is_over = self.finding.is_some_and(Finding::is_over);
        let said = match self.count() {
            0 if !is_over => s.searching.to_owned(),
            0 => s.only_here.to_owned(),
            count => s.other_places(count, is_over),
        };
        ui.horizontal(|ui| {
            ui.label(RichText::new(said).small().color(palette.quiet));
            if self.count() > 0 {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    asked.find_all |= ui.small_button(s.find_all).clicked();
                });
            }
        });
        ui.spacing_mut().item_spacing.y = 0.0;
        kept.begin_frame(ui);
        for hit in self.next.iter().filter_map(|at| self.finding?.hits().get(*at)) {
            if place_ui(ui, hit, &scene.lists, kept) {
                asked.place = Some(*hit);
            }
        }
        ui.add_space(6.0);
    }
}

/// A line that leads to a place; true if it was clicked.
fn place_ui(ui: &mut Ui, hit: &Hit, lists: &Lists, kept: &mut LineCache) -> bool {
    let palette = &lists.style.palette;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE_POINTS), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(4), palette.page);
    }
    let row = hit.row as usize + 1;
    let at_number = pos2(rect.left() + NUMBER_POINTS - 8.0, rect.center().y);
    ui.painter().text(at_number, Align2::RIGHT_CENTER, row.to_string(), FontId::proportional(11.0), palette.quiet);
    let column = Rect::from_min_max(pos2(rect.left() + NUMBER_POINTS, rect.top()), rect.max - vec2(2.0, 0.0));
    context_ui(ui, column, lists, hit, palette.hit_tint, kept);
    response.widget_info(|| {
        let sentence = hit.sentence(lists.bitext).map(|sentence| lists.told(hit.lang, sentence)).unwrap_or_default();
        WidgetInfo::labeled(Role::Button, true, format!("{row}: {sentence}"))
    });
    // It is never covered.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_language(hit.lang.tag()));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
