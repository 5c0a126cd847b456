//! The page: a list of rows of which only the visible ones are laid out and drawn. Reads the article and asks by commands; what it keeps
//! is where the view is and what the pointer is on.

mod announce;
mod cover;
mod frame;
mod held;
mod hits;
mod input;
mod journey;
mod line_cache;
mod marks;
mod measured;
mod paint;
mod progress;
mod ruby;
mod screen_line;
mod selecting;
mod style;
mod tables;
mod words;

pub use hits::HitMarks;
pub use selecting::Selected;
pub use style::PageStyle;
pub use tables::family;
pub use words::Words;

use crate::layout::{
    AdvanceTable, LineBreaker, PageMetrics, RowHeights, RowLayout, Scroll, estimate_row_height_points, layout_row,
};
use crate::model::{Bitext, NoteId, Place};
use crate::state::{Article, Command, JobId, Notes, SearchId, TextPoint};
use crate::text::Lang;
use eframe::egui::{Rect, Response, Sense, Ui, pos2, vec2};
use frame::{Frame, SCROLL_BAR_POINTS};
use held::Held;
use input::take_keys;
use journey::Journey;
use line_cache::LineCache;
use measured::{Measured, with_margins};
use progress::ProgressMarks;
use ruby::Rubies;
use selecting::Drag;
use std::sync::Arc;

/// Above the first row and below the last.
const PAGE_MARGIN_POINTS: f32 = 28.0;
/// What is followed has so much around it.
const PART_MARGIN_POINTS: f64 = 120.0;

/// The view's own state; nothing of it is kept over a restart.
#[derive(Default)]
pub struct ReaderView {
    /// False while something over the page has the keyboard.
    pub takes_keys: bool,
    /// The note whose mark was clicked; whoever acts on it takes it.
    pub note_clicked: Option<NoteId>,
    /// True when the menu over a sentence was asked for; whoever shows it takes it.
    pub menu_wanted: bool,
    /// The words of the page.
    pub words: Words,
    breaker: LineBreaker,
    advances: Arc<AdvanceTable>,
    scroll: Scroll,
    /// What `scroll` was made for.
    shown: Option<Shown>,
    measured: Measured,
    /// Rows that were laid out at the present width, the last ones used.
    rows: Vec<(usize, Arc<RowLayout>)>,
    rubies: Rubies,
    lines: LineCache,
    held: Option<Held>,
    hovered: Option<(usize, usize)>,
    drag: Option<Drag>,
    /// Where the selected text ended when the view last followed it.
    text_followed: Option<TextPoint>,
    /// The side that the pointer is on, where `hovered` is.
    hovered_lang: Option<Lang>,
    /// The pinned pair once it was asked to be uncovered.
    revealed: Option<(usize, usize)>,
    is_reveal_asked: bool,
    followed: Option<(usize, usize)>,
    /// The search and the visit of a hit that the view has followed.
    hit_followed: Option<(SearchId, u64)>,
    /// Points that a followed pair still has to be moved by.
    glide_points: f64,
    /// Pages that are still to be turned, backwards if less than none.
    pages: f64,
    jump: Option<Place>,
    journey: Journey,
    progress: ProgressMarks,
    share: Option<f64>,
    /// Where the top of the view was on the screen.
    view_top: f32,
    /// Where the view is in this frame, and was in the one before.
    places: [Place; 2],
}

/// What heights depend on.
struct Shown {
    job: JobId,
    bitext: Arc<Bitext>,
    metrics: PageMetrics,
}

impl ReaderView {
    /// Goes to a place at the next frame; past the end is the end. [`ReaderView::go_back`] leads back.
    pub fn jump_to(&mut self, place: Place) {
        self.leave();
        self.jump = Some(place);
    }

    /// Something else is about to move the view: [`ReaderView::go_back`] leads back to what is in view now.
    pub fn leave(&mut self) {
        self.journey.leave(self.scroll.place());
    }

    /// Turns so many pages at the next frame, backwards if less than none.
    pub fn turn_page(&mut self, pages: f64) {
        self.pages += pages;
    }

    /// Goes back to where the last jump came from.
    pub fn go_back(&mut self) {
        self.jump = self.journey.back(self.scroll.place());
    }

    /// Goes where the last step back came from.
    pub fn go_forward(&mut self) {
        self.jump = self.journey.forward(self.scroll.place());
    }

    /// How far down the page the view is: 0 at the start, 1 at the end; `None` if all of it is in view.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        self.share
    }

    /// Shows the pinned pair at the next frame, even if it was pinned before.
    pub fn show_pinned(&mut self) {
        self.followed = None;
    }

    /// Uncovers the pinned pair at the next frame, or covers it again.
    pub fn reveal(&mut self) {
        self.is_reveal_asked = true;
    }

    /// True while the view glides to where it was asked to be.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.glide_points != 0.0
    }

    /// Draws the page and asks for what the reader does to it. Returns the page, for the menu over it.
    #[expect(clippy::too_many_arguments, reason = "everything a frame is drawn from, used here and nowhere else")]
    pub fn reader_ui(
        &mut self,
        ui: &mut Ui,
        article: &Article,
        notes: Option<&Notes>,
        hits: Option<&HitMarks>,
        selected: &Selected,
        style: &PageStyle,
        out: &mut Vec<Command>,
    ) -> Response {
        let rect = ui.available_rect_before_wrap();
        let page = ui.allocate_rect(rect, Sense::CLICK);
        let frame = Frame::new(rect, &article.bitext, style);
        tables::measure(ui, style.typography.styles, &mut self.advances);
        self.take_measured();
        self.take_article(article, selected.pair, &frame);
        self.take_wheel(ui, &page);
        if self.takes_keys {
            take_keys(ui, selected, out);
        }
        self.turn_pages(frame.view.height());
        self.take_scroll_bar(ui, &frame, style);
        let pair = selected.pair;
        if self.follow_hit(&article.bitext, hits, &frame) || self.follow_text(&article.bitext, selected, &frame) {
            self.followed = pair;
        } else if pair != self.followed {
            self.followed = pair;
            self.follow(&article.bitext, pair, &frame);
        }
        self.follow_word(&article.bitext, &frame);
        self.take_drag(ui, &page, selected, &frame);
        self.glide(ui);
        let rows = self.settle(&article.bitext, &frame);
        let view = f64::from(frame.view.height());
        let share = (self.scroll.heights().total() > view + 0.5).then(|| self.scroll.fraction(view));
        if share != self.share {
            // The status line was drawn before the page.
            self.share = share;
            ui.ctx().request_repaint();
        }
        let place = self.scroll.place();
        self.places = [place, self.places[0]];
        if self.is_moving() {
            ui.ctx().request_repaint();
        }
        if place != article.place && self.glide_points == 0.0 {
            out.push(Command::SetPlace(place));
        }
        self.remember_top(&rows);
        self.paint_page(ui, &page, article, notes, hits, &rows, selected, &frame, style, out);
        self.paint_scroll_bar(ui, &frame, style);
        self.progress.paint(ui, article, notes, hits, self.scroll.heights(), &frame, style);
        page
    }

    /// True if the view shows another place than in the last frame.
    fn is_moving(&self) -> bool {
        self.places[0] != self.places[1]
    }

    /// Makes heights for a new article, a new pairing, or new metrics; what is read stays where it is.
    fn take_article(&mut self, article: &Article, pinned: Option<(usize, usize)>, frame: &Frame) {
        let shown = self.shown.as_ref();
        let is_same_article = shown.is_some_and(|s| s.job == article.job);
        let is_same_bitext = shown.is_some_and(|s| Arc::ptr_eq(&s.bitext, &article.bitext));
        if is_same_bitext && shown.is_some_and(|s| s.metrics == frame.metrics) {
            // A message above the page came or went: the text stays where it is on the screen.
            self.scroll.move_by(f64::from(frame.view.top() - self.view_top));
        } else {
            self.rows.clear();
            self.rubies.clear();
            if !is_same_bitext {
                self.lines.clear();
            }
            let rows = 0..article.bitext.rows.len();
            let guess = |row| estimate_row_height_points(&article.bitext, row, &frame.metrics);
            self.scroll.set_heights(RowHeights::new(rows.map(guess).collect()));
            self.shown = Some(Shown { job: article.job, bitext: article.bitext.clone(), metrics: frame.metrics });
            self.measured = Measured::Not;
            if is_same_article {
                if !is_same_bitext {
                    // The pinned pair has another place among the pairs, not on the page.
                    (self.hovered, self.followed) = (None, pinned);
                }
                self.restore_top(&article.bitext, frame);
                self.scroll.take_moved();
            } else {
                self.scroll.jump_to(article.place);
                (self.hovered, self.followed, self.glide_points) = (None, None, 0.0);
                (self.held, self.drag, self.text_followed) = (None, None, None);
                self.journey = Journey::default();
            }
        }
        self.view_top = frame.view.top();
        if let Some(place) = self.jump.take() {
            self.scroll.jump_to(place);
            self.glide_points = 0.0;
        }
    }

    /// The layout of one row, from the few that are kept.
    fn row(&mut self, bitext: &Bitext, row: usize, frame: &Frame) -> Arc<RowLayout> {
        let advances = &self.advances;
        cached_row(&mut self.rows, bitext, row, frame, &self.breaker, advances)
    }

    /// The rows in view, each with its top below the top of the view.
    fn settle(&mut self, bitext: &Bitext, frame: &Frame) -> Vec<(usize, f64, Arc<RowLayout>)> {
        let Self { scroll, rows, breaker, advances, .. } = self;
        let view_points = f64::from(frame.view.height());
        let mut lay = |row: usize| cached_row(rows, bitext, row, frame, breaker, advances);
        let visible = scroll.settle(view_points, |row| with_margins(&lay(row), row, bitext.rows.len()));
        let visible: Vec<_> = visible
            .into_iter()
            .map(|(row, top)| (row, top + if row == 0 { f64::from(PAGE_MARGIN_POINTS) } else { 0.0 }, lay(row)))
            .collect();
        // Rows far from the view are laid out again when they come back.
        let keep = visible.len() * 3 + 16;
        if rows.len() > keep {
            rows.drain(..rows.len() - keep);
        }
        visible
    }

    /// Moves the view so that the pinned pair can be read, with some of what surrounds it.
    fn follow(&mut self, bitext: &Bitext, selected: Option<(usize, usize)>, frame: &Frame) {
        let Some((row, bead)) = selected else { return };
        let Some(sentences) = bitext.rows.get(row).and_then(|r| r.beads.get(bead)).map(|b| b.sentences.clone()) else {
            return;
        };
        let layout = self.row(bitext, row, frame);
        let mut span: Option<(f32, f32)> = None;
        for block in &layout.blocks {
            for index in sentences[block.lang].clone() {
                let sentence = bitext.sentences[block.lang][index];
                if sentence.block == block.block {
                    for (top, bottom) in paint::line_tops(block, sentence.span) {
                        let (least, most) = span.unwrap_or((top, bottom));
                        span = Some((least.min(top), most.max(bottom)));
                    }
                }
            }
        }
        if let Some(span) = span {
            self.show_part(row, span, PART_MARGIN_POINTS, frame);
        }
    }

    /// Moves the view so that a part of a row, given from the row's top, can be read with so much around it, if there is room.
    fn show_part(&mut self, row: usize, (top, bottom): (f32, f32), margin_points: f64, frame: &Frame) {
        let view = f64::from(frame.view.height());
        let heights = self.scroll.heights();
        let place = self.scroll.place();
        let view_top = heights.top(place.row) + place.fraction * f64::from(heights.get(place.row));
        // Where it will be at the end of the way it is on.
        let view_top = (view_top + self.glide_points).min(heights.total() - view).max(0.0);
        let row_top = heights.top(row) + if row == 0 { f64::from(PAGE_MARGIN_POINTS) } else { 0.0 };
        let (top, bottom) = (row_top + f64::from(top) - view_top, row_top + f64::from(bottom) - view_top);
        let margin = (view * 0.15).min(margin_points);
        let move_by = if bottom - top > view - 2.0 * margin || top < margin {
            top - margin
        } else if bottom > view - margin {
            bottom - (view - margin)
        } else {
            return;
        };
        if (self.glide_points + move_by).abs() < view * 1.5 {
            self.glide_points += move_by;
        } else {
            self.leave();
            self.glide_points = 0.0;
            self.scroll.put(row, top - (row_top - view_top), margin);
        }
    }
}

fn cached_row(
    rows: &mut Vec<(usize, Arc<RowLayout>)>,
    bitext: &Bitext,
    row: usize,
    frame: &Frame,
    breaker: &LineBreaker,
    advances: &AdvanceTable,
) -> Arc<RowLayout> {
    if let Some((_, layout)) = rows.iter().rev().find(|(kept, _)| *kept == row) {
        return layout.clone();
    }
    let layout = Arc::new(layout_row(bitext, row, &frame.metrics, breaker, advances));
    rows.push((row, layout.clone()));
    layout
}

/// Where the scroll bar is.
fn scroll_bar_rect(view: Rect) -> Rect {
    Rect::from_min_size(pos2(view.right() - SCROLL_BAR_POINTS, view.top()), vec2(SCROLL_BAR_POINTS, view.height()))
}

#[cfg(test)]
mod tests;
