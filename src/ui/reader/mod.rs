//! The page: a list of rows of which only the visible ones are laid out and drawn. Reads the article and asks by commands; what it keeps
//! is where the view is and what the pointer is on.

mod access;
mod column;
mod columns;
mod cover;
mod flow;
mod frame;
mod going;
mod gutter;
mod held;
mod hits;
mod input;
mod journey;
mod line_cache;
mod list_line;
mod marks;
mod measured;
mod page_text;
mod paint;
mod progress;
mod ribbon;
mod ruby;
mod screen_line;
mod selecting;
mod style;
mod tables;
mod words;

pub use cover::{Cover, covered_ui, paint_bar};
pub use going::Reading;
pub use hits::HitMarks;
pub use line_cache::{LineCache, SetLine};
pub use list_line::{LIST_SIZES_POINTS, Lists};
pub use selecting::Selected;
pub use style::PageStyle;
pub use words::Words;

use crate::layout::{AdvanceTable, LineBreaker, PageMetrics, RowLayout, RowLengths};
use crate::model::{Bitext, NoteId, Place, Sentence, TypeStyle};
use crate::state::{Article, Command, JobId, Notes, SearchId, TextPoint, place_again};
use crate::text::{Lang, PerLang};
use columns::Columns;
use eframe::egui::{Response, Sense, Ui};
use flow::{Flow, margin_above};
use frame::Frame;
use going::Jump;
use held::Marked;
use input::{is_touched, take_keys};
use journey::Journey;
use measured::Measured;
use ruby::Rubies;
use selecting::Drag;
use std::sync::Arc;

/// Above the first row and below the last.
const PAGE_MARGIN_POINTS: f32 = 28.0;
/// So many rows with text are higher than what comes and goes above the page.
const ROWS_ABOVE: usize = 6;
/// An article that was opened no longer ago than this, with nothing done to it since, begins at the top of the page whatever comes above that.
const FRESH_SECS: f64 = 2.0;
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
    /// The load whose text was looked through for code.
    code_sought: Option<JobId>,
    /// The page; in columns its first side.
    page: Flow,
    /// The second side, in columns.
    other: Flow,
    columns: Columns,
    /// As of this frame.
    marked: Marked,
    /// What heights were made for.
    shown: Option<Shown>,
    /// What they are guessed from.
    lengths: RowLengths,
    measured: Measured,
    rubies: Rubies,
    lines: LineCache,
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
    jump: Option<Jump>,
    journey: Journey,
    reading: Reading,
    top_pair: Option<(usize, usize)>,
    /// The pinned pair, once it was in view and is not any more.
    left: Option<(usize, usize)>,
    /// From the top of the thumb that is dragged to the pointer; `None` if it was not taken but called.
    grabbed_points: Option<f32>,
    /// Where the top of the view was on the screen, and its bottom.
    view_edges: [f32; 2],
    /// How far that has come down since the reader moved the view last.
    slid_points: f64,
    /// Until when the article is one that was just opened.
    fresh_until_secs: f64,
    /// Where the leading list was in the frame before.
    led: Place,
    /// Where both lists are in this frame, and were in the one before.
    places: [[Place; 2]; 2],
}

/// A part of a row that is to be read on a side.
struct Part {
    lang: Lang,
    row: usize,
    /// Its top and bottom, from the top of the row's text.
    span: (f32, f32),
    /// So much around it, if there is room.
    margin_points: f64,
}

/// What heights depend on.
struct Shown {
    job: JobId,
    first_job: JobId,
    bitext: Arc<Bitext>,
    metrics: PageMetrics,
    other: Option<PageMetrics>,
    advances: Arc<AdvanceTable>,
}

impl ReaderView {
    /// Turns so many pages at the next frame, backwards if less than none.
    pub fn turn_page(&mut self, pages: f64) {
        self.pages += pages;
    }

    /// How high a page from its top may be, at most so high, that no line of it is cut, where it has one column and was drawn before.
    #[must_use]
    pub fn whole_points(&self, most: f32) -> f32 {
        self.page.whole_points(most)
    }

    /// Shows the pinned pair at the next frame, even if it was pinned before.
    pub fn show_pinned(&mut self) {
        self.followed = None;
    }

    /// Uncovers the pinned pair at the next frame, or covers it again.
    pub fn reveal(&mut self) {
        self.is_reveal_asked = true;
    }

    /// The advances of the faces of both languages, and from the first article with code on of that of code.
    pub fn measure_faces(&mut self, ui: &Ui, article: &Article, styles: PerLang<TypeStyle>) -> Arc<AdvanceTable> {
        let is_new = self.code_sought.replace(article.job) != Some(article.job);
        tables::measure(ui, styles, is_new && article.bitext.may_have_code(), &mut self.advances);
        Arc::clone(&self.advances)
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
        let frame = Frame::new(rect, style);
        self.measure_faces(ui, article, style.typography.styles);
        self.take_measured();
        if ui.input(is_touched) {
            self.fresh_until_secs = f64::NEG_INFINITY;
        }
        let is_held = self.take_article(ui, article, selected.pair, &frame);
        self.take_wheel(ui, &page, &article.bitext, &frame);
        if self.takes_keys {
            take_keys(ui, selected, out);
        }
        self.turn_pages(&article.bitext, &frame);
        self.take_scroll_bars(ui, &article.bitext, &frame, style);
        let pair = selected.pair;
        if self.follow_hit(&article.bitext, hits, &frame) || self.follow_text(&article.bitext, selected, &frame) {
            self.followed = pair;
        } else if pair != self.followed {
            self.followed = pair;
            self.follow(&article.bitext, selected, &frame);
        }
        self.follow_word(&article.bitext, &frame);
        self.take_drag(ui, &page, &article.bitext, selected, &frame);
        self.glide(ui, &article.bitext, &frame);
        self.marked = selected.marked;
        let rows = self.settle(&article.bitext, &frame);
        let view = f64::from(frame.view.height());
        self.top_pair = self.first_pair(&article.bitext, &rows, view);
        let (leading, _) = self.leading(&article.bitext, &frame);
        let reading = leading.reading(view);
        let led = leading.scroll.place();
        if led == Place::default() || !is_held && led != self.led {
            self.slid_points = 0.0;
        }
        self.led = led;
        if reading != self.reading {
            // The status line was drawn before the page.
            self.reading = reading;
            ui.ctx().request_repaint();
        }
        self.places = [[self.page.scroll.place(), self.other.scroll.place()], self.places[0]];
        if self.has_moved() {
            ui.ctx().request_repaint();
        }
        // What comes and goes above the page changes no place: each time would add to the one before.
        let place = self.page.scroll.place_above(self.slid_points);
        if place != article.place && self.glide_points == 0.0 {
            out.push(Command::SetPlace(place));
        }
        self.left =
            pair.filter(|pair| self.followed == Some(*pair) && !self.is_in_view(*pair, &article.bitext, &frame));
        // Before the text, see [`PageText`](page_text::PageText).
        self.paint_scroll_bars(ui, article, notes, hits, &frame, style);
        self.paint_page(ui, &page, article, notes, hits, &rows, selected, &frame, style, out);
        page
    }

    /// True if the view shows another place than in the last frame.
    fn has_moved(&self) -> bool {
        self.places[0] != self.places[1]
    }

    /// Takes advances, in ems, of what the page's own faces have not; they may have come for what is in view.
    pub fn take_advances(&mut self, ems: Vec<(char, f32)>) {
        if !ems.is_empty() {
            let table = Arc::make_mut(&mut self.advances);
            for (c, ems) in ems {
                table.set_other(c, ems);
            }
        }
    }

    /// Makes heights for a new article, a new pairing, or new metrics; what is read stays where it is. True if that has moved the view.
    fn take_article(&mut self, ui: &Ui, article: &Article, pinned: Option<(usize, usize)>, frame: &Frame) -> bool {
        let shown = self.shown.as_ref();
        let is_same_article = shown.is_some_and(|s| s.job == article.job);
        let is_read_again = shown.is_some_and(|s| s.first_job == article.first_job);
        let is_same_bitext = shown.is_some_and(|s| Arc::ptr_eq(&s.bitext, &article.bitext));
        let are_same_metrics = shown.is_some_and(|s| (s.metrics, s.other) == (frame.metrics, frame.other));
        let are_same_advances = shown.is_some_and(|s| Arc::ptr_eq(&s.advances, &self.advances));
        let [top, bottom] = self.view_edges;
        let points = f64::from(frame.view.top() - top);
        let is_laid = is_same_bitext && are_same_metrics && are_same_advances;
        let is_as_high = frame.view.bottom() - bottom == 0.0;
        let now_secs = ui.input(|input| input.time);
        let is_fresh = now_secs < self.fresh_until_secs && self.led == Place::default();
        if is_laid && points != 0.0 && !is_fresh {
            // A message above the page came or went: the text stays where it is on the screen.
            self.slide(points, &article.bitext, frame);
        } else if is_laid && !is_as_high {
            // In a higher window the end of the text may have pulled it down.
            self.put_back(&article.bitext, frame);
        } else if !is_laid {
            let before = shown.map(|shown| Arc::clone(&shown.bitext));
            if !is_same_bitext || !are_same_advances {
                self.lines.clear();
            }
            if !is_same_bitext {
                self.rubies.clear();
                self.lengths = RowLengths::of(&article.bitext);
            }
            self.lay_anew(&article.bitext, frame);
            let (metrics, other) = (frame.metrics, frame.other);
            let (bitext, advances) = (article.bitext.clone(), self.advances.clone());
            let (job, first_job) = (article.job, article.first_job);
            self.shown = Some(Shown { job, first_job, bitext, metrics, other, advances });
            self.measured = Measured::Not;
            if is_same_article {
                if let Some(before) = before.filter(|_| !is_same_bitext) {
                    // The pinned pair has another place among the pairs, not on the page, and so have the places jumped from.
                    (self.hovered, self.followed) = (None, pinned);
                    self.revealed = self.revealed.and(pinned);
                    self.journey.move_all(|place| before.moved_place(&article.bitext, place));
                    if let Some(Jump::To(place)) = &mut self.jump {
                        *place = before.moved_place(&article.bitext, *place);
                    }
                }
                self.put_back(&article.bitext, frame);
            } else {
                self.go(article.place);
                // What is pinned already was found again in a text that was read anew, and the place with it.
                (self.hovered, self.followed) = (None, pinned);
                (self.page.held, self.other.held) = (None, None);
                if is_read_again && points != 0.0 {
                    // The text stays where it is on the screen, however high what stands above the page is now.
                    self.slide(points, &article.bitext, frame);
                }
                (self.drag, self.text_followed) = (None, None);
                if !is_read_again {
                    self.fresh_until_secs = now_secs + FRESH_SECS;
                }
                match before.filter(|_| is_read_again) {
                    Some(before) => self.journey.move_all(|place| place_again(&before, &article.bitext, place)),
                    None => self.journey = Journey::default(),
                }
            }
        }
        self.view_edges = [frame.view.top(), frame.view.bottom()];
        let is_held = points != 0.0 || !is_as_high || !is_laid;
        let has_jumped = self.take_wanted(frame);
        is_held && !has_jumped
    }

    /// Moves the text with what stands above the page, up or down by so many points.
    fn slide(&mut self, points: f64, bitext: &Arc<Bitext>, frame: &Frame) {
        let view = f64::from(frame.view.height());
        for lang in Lang::BOTH.into_iter().filter(|lang| frame.other.is_some() || *lang == frame.metrics.first) {
            let (flow, setter) = self.flow(lang, bitext, frame);
            // What comes into view there must be as high as it will be.
            flow.measure_way(flow.scroll.place().row.saturating_sub(ROWS_ABOVE), view, &setter);
            flow.scroll.move_by(points);
        }
        self.slid_points += points;
    }

    /// Moves the view so that the pinned pair can be read, with some of what surrounds it.
    fn follow(&mut self, bitext: &Bitext, selected: &Selected, frame: &Frame) {
        let Some((row, bead)) = selected.pair.filter(|(row, _)| *row < bitext.rows.len()) else { return };
        if frame.other.is_some() {
            return self.follow_columns((row, bead), bitext, frame);
        }
        let first = frame.metrics.first;
        let layout = self.row(first, bitext, row, frame);
        let span_of = |only| bead_span(bitext, &layout, (row, bead), only);
        let view = f64::from(frame.view.height());
        let is_seen_whole =
            |(top, bottom): &(f32, f32)| f64::from(bottom - top) <= view - 2.0 * margin_of(view, PART_MARGIN_POINTS);
        // Where both halves cannot be seen together it is the sentence itself that is followed.
        let both = span_of(None);
        let own = || span_of(Some(selected.pinned_lang()?));
        if let Some(span) = both.filter(is_seen_whole).or_else(own).or(both) {
            self.show_part(&Part { lang: first, row, span, margin_points: PART_MARGIN_POINTS }, bitext, frame);
        }
    }

    /// Moves the view so that a part of a row can be read.
    fn show_part(&mut self, part: &Part, bitext: &Bitext, frame: &Frame) {
        let Part { lang, row, span, margin_points } = *part;
        let view = f64::from(frame.view.height());
        let gliding = if lang == self.leader(frame) { self.glide_points } else { 0.0 };
        let (flow, setter) = self.flow(lang, bitext, frame);
        flow.measure_way(row, view, &setter);
        // Where it will be at the end of the way it is on.
        let view_top = flow.scroll.top_points();
        let on_way = (view_top + gliding).min(flow.extent(view).room_points()).max(0.0) - view_top;
        let row_top = flow.row_top(row) - on_way;
        let (top, bottom) = (row_top + f64::from(span.0), row_top + f64::from(span.1));
        let margin = margin_of(view, margin_points);
        let way = way_into_reach(view, top, bottom, margin);
        if way != 0.0 && frame.other.is_some() && frame.is_in_step {
            self.show_level(lang, row, span, bitext, frame);
        } else if way != 0.0 {
            // Far from here it is seen with what follows it.
            let way = if way < view * MAX_GLIDE_VIEWS { way } else { top - margin };
            self.move_view(lang, row, on_way + way, bitext, frame);
        }
    }

    /// Moves a side to where a row is to be seen, gliding if that is not far.
    fn move_view(&mut self, lang: Lang, row: usize, move_by: f64, bitext: &Bitext, frame: &Frame) {
        if move_by.abs() < f64::from(frame.view.height()) * MAX_GLIDE_VIEWS {
            self.lead(lang, bitext, frame);
            self.glide_points = move_by;
        } else {
            self.leave();
            let (flow, _) = self.flow(lang, bitext, frame);
            let row_top = flow.row_top(row);
            flow.scroll.put(row, margin_above(row), row_top - move_by);
            self.glide_points = 0.0;
            self.columns.take_jump();
            self.columns.hold(lang);
        }
    }
}

/// The view glides no farther than so many of its heights; it jumps.
const MAX_GLIDE_VIEWS: f64 = 1.5;

/// What is followed is kept this far from the edges of the view, or nearer in a low one.
fn margin_of(view_points: f64, margin_points: f64) -> f64 {
    (view_points * 0.15).min(margin_points)
}

/// How far the view has to be moved so that what reaches from one height to another below its top can be read. What of it is in view stays
/// there if there is more of it than the view can show.
fn way_into_reach(view_points: f64, top: f64, bottom: f64, margin: f64) -> f64 {
    let (least, most) = (bottom - (view_points - margin), top - margin);
    if least <= most {
        0.0_f64.max(least).min(most)
    } else if bottom <= margin {
        most
    } else {
        0.0_f64.max(most).min(least)
    }
}

/// The top of the characters and the bottom, from the row's top, of the lines of a row's bead, on both sides or only one.
fn bead_span(
    bitext: &Bitext,
    layout: &RowLayout,
    (row, bead): (usize, usize),
    only: Option<Lang>,
) -> Option<(f32, f32)> {
    let sentences = &bitext.rows.get(row)?.beads.get(bead)?.sentences;
    // A bead may be half a book: what is highest is on its first sentence that shows anything, what is lowest on its last.
    let sides = Lang::BOTH.into_iter().filter(|lang| only.is_none_or(|only| only == *lang)).filter_map(|lang| {
        let lines = |sentence: &Sentence| {
            let first = layout.blocks.iter().position(|block| block.lang == lang)?;
            let block = layout.blocks.get(first + sentence.block.checked_sub(layout.blocks[first].block)?)?;
            let mut lines = paint::line_tops(block, sentence.span);
            let (top, bottom) = lines.next()?;
            Some((top + block.style.ruby_room_points(), lines.last().map_or(bottom, |(_, bottom)| bottom)))
        };
        let mut all = bitext.sentences[lang][sentences[lang].clone()].iter();
        let (top, bottom) = all.find_map(lines)?;
        Some((top, all.rev().find_map(lines).map_or(bottom, |(_, last)| last.max(bottom))))
    });
    sides.reduce(|(least, most), (top, bottom)| (least.min(top), most.max(bottom)))
}

#[cfg(test)]
mod tests;
