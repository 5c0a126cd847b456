//! Drawing the rows in view: tints, lines of text, and marks in the gutter; and what the pointer is on and has clicked there.

use super::cover::{Cover, Veil, Veils};
use super::flow::Visible;
use super::gutter::Doubts;
use super::hits::{self, HitMarks};
use super::line_cache::{LineCache, SetLine};
use super::page_text::PageText;
use super::ribbon::Tinted;
use super::ruby::Rubies;
use super::screen_line::set_line;
use super::selecting::{Nearest, Selected};
use super::{Frame, PageStyle, ReaderView, access, marks, selecting, words};
use crate::layout::{AdvanceTable, BlockLayout, Ink, TextStyle};
use crate::model::{Bitext, BlockKind, PageView};
use crate::state::{Article, Command, Notes, Selection, TextPoint, TextRange};
use crate::text::{ByteSpan, Lang};
use eframe::egui::emath::GuiRounding;
use eframe::egui::{
    Color32, CornerRadius, CursorIcon, Mesh, PointerButton, Pos2, Rangef, Rect, Response, Shape, Ui, pos2, vec2,
};
use std::ops::Range;
use std::sync::Arc;

pub(super) use super::screen_line::ScreenLine;

/// The bar beside what is quoted, from the edge of the column.
const QUOTE_BAR_POINTS: f32 = 2.0;
/// How far a tint reaches beyond the text.
const TINT_MARGIN_POINTS: f32 = 2.0;
/// The dashes below what is in doubt, and the gaps between them.
const DASH_POINTS: f32 = 3.0;

/// The top and bottom, from the row's top, of the lines of a block that show a span.
pub(super) fn line_tops(block: &BlockLayout, span: ByteSpan) -> impl Iterator<Item = (f32, f32)> {
    let height = block.style.line_height_points;
    let from = block.line_of_byte(span.start());
    let lines = block.lines.iter().enumerate().skip(from).take_while(move |(_, line)| line.span.start() < span.end());
    lines.filter(move |(_, line)| span.start() < line.span.end()).map(move |(i, _)| {
        let top = block.top_points + i as f32 * height;
        (top, top + height)
    })
}

/// The sentences of a block of which something is on these lines, which follow each other: a block may have thousands. `O(log n)`.
pub(super) fn sentences_on(bitext: &Bitext, block: &BlockLayout, lines: &[ScreenLine]) -> Range<usize> {
    let of_block = bitext.sentences_of_block(block.lang, block.block);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return of_block.start..of_block.start };
    let all = &bitext.sentences[block.lang][of_block.clone()];
    let from = all.partition_point(|sentence| sentence.span.end() <= first.span.start());
    let to = all.partition_point(|sentence| sentence.span.start() < last.span.end());
    of_block.start + from..of_block.start + to.max(from)
}

/// What was clicked in a frame.
struct Clicks {
    /// False for a click that had another meaning, or none.
    is_click: bool,
    sentence: Option<Selection>,
    word: Option<(Lang, TextPoint)>,
    /// True for the second of two, and for the third of three.
    is_second: bool,
    is_third: bool,
}

/// True if something of a block is in view; its row begins at `row_top`, and may be half a book.
fn is_in_view(block: &BlockLayout, row_top: f64, frame: &Frame) -> bool {
    row_top + f64::from(block.bottom_points()) >= f64::from(frame.view.top())
        && row_top + f64::from(block.top_points) <= f64::from(frame.view.bottom())
}

impl ReaderView {
    #[expect(clippy::too_many_arguments, reason = "everything a frame is drawn from, used here and nowhere else")]
    pub(super) fn paint_page(
        &mut self,
        ui: &mut Ui,
        page: &Response,
        article: &Article,
        notes: Option<&Notes>,
        marked: Option<&HitMarks>,
        rows: &Visible,
        selected: &Selected,
        frame: &Frame,
        style: &PageStyle,
        out: &mut Vec<Command>,
    ) {
        let bitext = &article.bitext;
        let veils = self.veils(ui, selected.pair, style);
        let pointer =
            page.hover_pos().or_else(|| ui.input(|i| i.pointer.hover_pos()).filter(|_| page.contains_pointer()));
        let mut nearest = Nearest::new(self.point_wanted(ui));
        // While text is being selected the pairs under the pointer are none of the reader's business.
        let pointer = pointer.filter(|_| !self.is_dragging());
        let is_third = words::is_clicked_thrice(ui, page);
        let clicked_at = page.interact_pointer_pos().filter(|_| page.clicked() && !is_third);
        // The menu over a sentence is about that sentence.
        let menu_at = pointer.filter(|_| ui.input(|input| input.pointer.button_clicked(PointerButton::Secondary)));
        let (hovered_before, hovered_lang_before) = (self.hovered, self.hovered_lang);
        self.hovered = None;
        let mut clicked = clicked_at.map(|_| None);
        let twice_at = words::clicked_twice(ui, page).filter(|at| !frame.is_on_bar(*at));
        let (mut word_clicked, mut under_pointer) = (None, None);
        self.words.looked_up_rect = None;
        // The bands are below the text, but end where its tints do.
        let bands = ui.painter().add(Shape::Noop);
        let mut tinted = Vec::new();
        let (mut text, mut present) = (PageText::new(ui.pixels_per_point()), None);
        let is_read_aloud = access::is_read_aloud(ui);
        let (advances, lines) = (&self.advances, &mut self.lines);
        self.rubies.begin_frame(self.words.book.lexicon(), lines.begin_frame(ui));
        for (row, top, layout) in rows {
            let top = f64::from(frame.view.top()) + *top;
            let mut doubts = Doubts::default();
            for block in layout.blocks.iter().filter(|block| is_in_view(block, top, frame)) {
                // A hit would show through.
                let marked = marked.filter(|_| style.view.covered() != Some(block.lang));
                let screen =
                    Self::screen_lines(ui, bitext, block, top, lines, advances, &mut self.rubies, frame, style);
                if let Some(sentence) = pointer.and_then(|at| sentence_at(bitext, block, &screen, at)) {
                    self.hovered = bitext.bead_of_sentence(block.lang, sentence);
                    self.hovered_lang = Some(block.lang);
                }
                if let Some(sentence) = clicked_at.and_then(|at| sentence_at(bitext, block, &screen, at)) {
                    clicked = Some(Some(Selection { lang: block.lang, sentence }));
                }
                if let Some(sentence) = menu_at.and_then(|at| sentence_at(bitext, block, &screen, at)) {
                    // A menu over selected text is about that text.
                    if !menu_at.is_some_and(|at| selected.is_at(bitext, block, &screen, at)) {
                        out.push(Command::Select(Some(Selection { lang: block.lang, sentence })));
                    }
                    self.menu_wanted = true;
                }
                if let Some(byte) = twice_at.or(clicked_at).and_then(|at| words::byte_at(&screen, at)) {
                    word_clicked = Some((block.lang, TextPoint { block: block.block, byte }));
                }
                if let Some(byte) = pointer.and_then(|at| words::byte_at(&screen, at)) {
                    under_pointer = Some((block.lang, TextPoint { block: block.block, byte }));
                }
                nearest.look(block, &screen);
                if let Some(notes) = notes {
                    let at = marks::note_marks_ui(ui, bitext, block, &screen, notes, frame, style);
                    self.note_clicked = at.or(self.note_clicked.take());
                }
                paint_tints(ui, bitext, block, &screen, *row, hovered_before, selected.pair, style, &mut tinted);
                paint_quote_bar(ui, block, &screen, style);
                selecting::paint_across(ui, bitext, block, &screen, selected, style);
                self.words.paint(ui, bitext, block, &screen, &veils, style);
                if let Some(marked) = marked {
                    hits::paint_tints(ui, bitext, block, &screen, *row, marked, style);
                }
                selecting::paint_text(ui, bitext, block, &screen, selected, style);
                if let Some(notes) = notes {
                    marks::paint_note_lines(ui, bitext, block, &screen, notes, style);
                }
                if bitext.blocks[block.lang][block.block].kind == BlockKind::Rule {
                    paint_rule(ui, block, &screen, frame, style);
                } else {
                    veils.add_text(&mut text, ui.painter(), bitext, block, &screen, style);
                }
                if is_read_aloud {
                    let asked = access::sentence_nodes(ui, bitext, block, &screen, selected.pair, &veils, frame, style);
                    clicked = asked.map(Some).or(clicked);
                }
                doubts.look(bitext, *row, block, &screen, frame, style);
                if let Some(marked) = marked.filter(|marked| marked.is_at(block, *row)) {
                    present = Some((marked, block, screen));
                }
            }
            doubts.paint(ui, *row, frame, style);
        }
        let shapes = self.ribbons(bitext, rows, [hovered_before, selected.pair], &tinted, frame, style);
        ui.painter().set(bands, shapes);
        marks::paint_bookmarks(ui, article, rows, frame, style);
        text.paint(ui.painter());
        if let Some((marked, block, screen)) = present {
            hits::paint_present(ui, bitext, block, &screen, marked, style);
        }
        if is_read_aloud {
            access::announce_ui(ui, bitext, selected.pair, &veils, frame, style);
        }
        self.show_hovered(ui, hovered_before, hovered_lang_before);
        let extends = self.select(ui, selected, nearest.point(), out);
        // Pairs that pass below the pointer are not looked at.
        let rests_on = under_pointer.filter(|_| !self.has_moved());
        self.words.light(ui, bitext, rests_on, selected.text.as_ref());
        let is_click = clicked.is_some() && !extends;
        let is_second = twice_at.is_some();
        let is_third = is_third && !extends;
        let clicks = Clicks { is_click, sentence: clicked.flatten(), word: word_clicked, is_second, is_third };
        self.take_clicks(ui, bitext, clicks, selected, style, out);
    }

    /// Shows in the next frame what the pointer is on now, and that it can be clicked.
    fn show_hovered(&self, ui: &Ui, before: Option<(usize, usize)>, lang_before: Option<Lang>) {
        if self.hovered != before || self.hovered.is_some() && self.hovered_lang != lang_before {
            ui.ctx().request_repaint();
        }
        if self.hovered.is_some() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        }
    }

    /// Pins what was clicked, or lets go of it; looks up what was clicked twice, and selects the paragraph of what was clicked three times.
    fn take_clicks(
        &mut self,
        ui: &Ui,
        bitext: &Bitext,
        Clicks { is_click, sentence, word, is_second, is_third }: Clicks,
        selected: &Selected,
        style: &PageStyle,
        out: &mut Vec<Command>,
    ) {
        // The first of several clicks may have moved the page: what is meant is what was there then.
        let is_another = ui.input(|input| input.pointer.primary_clicked());
        let first = if is_second || is_click || is_another { self.words.clicked_once.take() } else { None };
        if is_third {
            // A fourth is still called a third.
            let twice = self.words.clicked_twice.take();
            if let Some(range) = twice.and_then(|(lang, point)| TextRange::of_block(bitext, lang, point.block)) {
                // The view stays where it is, and does not go to the end of the paragraph.
                self.text_followed = Some(range.to);
                out.push(Command::SelectText(Some(range)));
            }
            return;
        }
        if is_second {
            let clicked = first.or(word);
            self.words.clicked_twice = clicked;
            if let Some((lang, point)) = clicked {
                self.take_word(bitext, lang, point, style, out);
                return;
            }
        } else if is_click {
            self.words.clicked_once = word;
        }
        if !is_click {
            return;
        }
        // A click on the pinned pair, or beside the text, lets go.
        let bead = sentence.and_then(|s| bitext.bead_of_sentence(s.lang, s.sentence));
        let uncovers = sentence.is_some_and(|s| style.view.covered() == Some(s.lang)) && self.revealed != bead;
        if uncovers {
            self.revealed = bead;
            ui.ctx().request_repaint();
        }
        out.push(Command::Select(sentence.filter(|_| bead.is_none() || bead != selected.pair || uncovers)));
    }

    /// What is hidden in this frame; what was asked to be shown is covered again once another pair is pinned.
    fn veils(&mut self, ui: &Ui, selected: Option<(usize, usize)>, style: &PageStyle) -> Veils {
        let before = self.revealed;
        self.revealed = self.revealed.filter(|pair| Some(*pair) == selected);
        if std::mem::take(&mut self.is_reveal_asked) {
            self.revealed = if self.revealed.is_some() { None } else { selected };
        }
        if self.revealed != before {
            // The lists around the page were drawn before it.
            ui.ctx().request_repaint();
        }
        self.veils_of(style.view, selected)
    }

    fn veils_of(&self, view: PageView, selected: Option<(usize, usize)>) -> Veils {
        Veils { view, selected, cover: self.cover(view), pointed: self.hovered_lang.zip(self.hovered) }
    }

    /// What is covered around the page.
    #[must_use]
    pub fn cover(&self, view: PageView) -> Cover {
        Cover { lang: view.covered(), shown: self.revealed }
    }

    /// True if a sentence was covered in the last frame.
    #[must_use]
    pub fn is_covered(&self, view: PageView, bitext: &Bitext, Selection { lang, sentence }: Selection) -> bool {
        self.veils_of(view, None).of(bitext, lang, sentence) == Veil::Covered
    }

    #[expect(clippy::too_many_arguments, reason = "what lines are set with")]
    fn screen_lines(
        ui: &Ui,
        bitext: &Bitext,
        block: &BlockLayout,
        row_top: f64,
        cache: &mut LineCache,
        advances: &AdvanceTable,
        rubies: &mut Rubies,
        frame: &Frame,
        style: &PageStyle,
    ) -> Vec<ScreenLine> {
        let text = &bitext.blocks[block.lang][block.block].text;
        let left = frame.left[block.lang];
        let height = block.style.line_height_points;
        let mut lines = Vec::new();
        // A long block reaches so far beyond the view that what is left of a point has no room beside it in an `f32`.
        let block_top = row_top + f64::from(block.top_points);
        let above = ((f64::from(frame.view.top()) - block_top) / f64::from(height)).floor().max(0.0);
        for (i, line) in block.lines.iter().enumerate().skip((above as usize).saturating_sub(1)) {
            let top = (block_top + i as f64 * f64::from(height)) as f32;
            if top > frame.view.bottom() {
                break;
            }
            if top + height < frame.view.top() {
                continue;
            }
            let SetLine { galley, chars } =
                cache.line((block.lang, block.block), *line, block.style, || set_line(ui, text, block, i, advances));
            // Different faces have different heights; what must agree is the baseline.
            let baseline = galley.rows.first().and_then(|row| Some(row.pos.y + row.row.glyphs.first()?.pos.y));
            let baseline = baseline.unwrap_or(0.0);
            let at = pos2(left, top + block.style.baseline_points() - baseline);
            let rect = Rect::from_min_size(pos2(left, top), vec2(frame.metrics.column_points, height));
            let ruby = if block.style.ruby_points > 0.0 {
                let above_level = style.view.pinyin_above_level;
                cache.ruby(block, i, above_level, || {
                    rubies.above(ui, block, text, line.span, &chars, baseline, above_level)
                })
            } else {
                Arc::default()
            };
            let middle = top + block.style.middle_points();
            lines.push(ScreenLine { galley, at, rect, middle, span: line.span, chars, ruby });
        }
        lines
    }
}

pub(super) fn ink(ink: Ink, style: &PageStyle) -> Color32 {
    match ink {
        Ink::Full => style.palette.text,
        Ink::Quiet => style.palette.quiet,
    }
}

/// The sentence of a block under a point.
fn sentence_at(bitext: &Bitext, block: &BlockLayout, lines: &[ScreenLine], at: Pos2) -> Option<usize> {
    let line = lines.iter().find(|line| line.rect.contains(at))?;
    bitext.sentence_at(block.lang, block.block, line.byte_at(at.x)?)
}

/// The box of a tint between two edges on a line.
pub(super) fn tint_rect(block: &BlockLayout, line: &ScreenLine, left: f32, right: f32) -> Rect {
    let TextStyle { size_points, line_height_points, setting, .. } = block.style;
    let inset = (line_height_points - block.style.ruby_room_points() - size_points * 1.42).max(0.0) / 2.0;
    // Syllables are wider than their characters.
    let margin = TINT_MARGIN_POINTS + setting.ruby_gap_ems * size_points * 0.3;
    Rect::from_min_max(pos2(left - margin, line.rect.top() + inset), pos2(right + margin, line.rect.bottom() - inset))
}

/// The boxes of a part of a block's text, on the lines that show it.
pub(super) fn tint_rects<'l>(
    block: &BlockLayout,
    lines: &'l [ScreenLine],
    span: ByteSpan,
) -> impl Iterator<Item = (&'l ScreenLine, Rect)> {
    lines.iter().filter_map(move |line| {
        let (left, right) = line.extent(span)?;
        Some((line, tint_rect(block, line, left, right)))
    })
}

#[expect(clippy::too_many_arguments, reason = "what a tint depends on")]
fn paint_tints(
    ui: &Ui,
    bitext: &Bitext,
    block: &BlockLayout,
    lines: &[ScreenLine],
    row: usize,
    hovered: Option<(usize, usize)>,
    selected: Option<(usize, usize)>,
    style: &PageStyle,
    tinted: &mut Vec<Tinted>,
) {
    // The pinned pair is painted over the hovered one: it is what the reader chose.
    for (pair, color) in [(hovered, style.palette.hover_tint), (selected, style.palette.pinned_tint)] {
        let Some((_, index)) = pair.filter(|(r, _)| *r == row) else { continue };
        let doubt = bitext.rows[row].doubt_of(index);
        let Some(bead) = bitext.rows[row].beads.get(index) else { continue };
        let (of_bead, in_view) = (&bead.sentences[block.lang], sentences_on(bitext, block, lines));
        let both = of_bead.start.max(in_view.start)..of_bead.end.min(in_view.end);
        for span in both.map(|sentence| bitext.sentences[block.lang][sentence].span) {
            for (line, rect) in tint_rects(block, lines, span) {
                ui.painter().rect_filled(rect, CornerRadius::same(3), color);
                let is_first = line.chars.first().is_some_and(|char| char.byte >= span.start());
                let is_last = line.chars.last().is_some_and(|char| char.byte < span.end());
                let pair = (row, index);
                tinted.push(Tinted { pair, lang: block.lang, line: line.rect, rect, is_first, is_last });
                if doubt.is_some() {
                    // Not drawn like a sure one.
                    ui.painter().add(dashes(rect.x_range(), rect.bottom(), style.palette.quiet, ui.pixels_per_point()));
                }
            }
        }
    }
}

/// A dashed line as one mesh, its dashes on whole pixels: the toolkit's own is a shape a dash.
fn dashes(across: Rangef, y: f32, color: Color32, pixels_per_point: f32) -> Shape {
    let whole = |points: f32| points.round_to_pixels(pixels_per_point);
    let (top, height) = (whole(y - 0.5), whole(1.0).max(1.0 / pixels_per_point));
    let mut mesh = Mesh::default();
    let count = (across.span() / (2.0 * DASH_POINTS)).ceil() as usize;
    for left in (0..count).map(|dash| across.min + dash as f32 * 2.0 * DASH_POINTS) {
        let (left, right) = (whole(left), whole((left + DASH_POINTS).min(across.max)));
        mesh.add_colored_rect(Rect::from_x_y_ranges(left..=right, top..=top + height), color);
    }
    Shape::mesh(mesh)
}

/// What parts the text: a line over all columns of its list.
fn paint_rule(ui: &Ui, block: &BlockLayout, lines: &[ScreenLine], frame: &Frame, style: &PageStyle) {
    if let Some(line) = lines.first() {
        ui.painter().hline(frame.list(block.lang), line.middle, (1.0, style.palette.rule));
    }
}

/// A quiet bar beside what is quoted.
fn paint_quote_bar(ui: &Ui, block: &BlockLayout, lines: &[ScreenLine], style: &PageStyle) {
    if let (true, Some(first), Some(last)) =
        (block.markup.as_ref().is_some_and(|markup| markup.is_quote), lines.first(), lines.last())
    {
        let x = first.rect.left() + QUOTE_BAR_POINTS;
        let (top, bottom) = (tint_rect(block, first, x, x).top(), tint_rect(block, last, x, x).bottom());
        ui.painter().vline(x, top..=bottom, (1.5, style.palette.quiet));
    }
}

#[cfg(test)]
mod tests;
