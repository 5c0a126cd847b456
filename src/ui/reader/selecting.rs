//! Selecting text by dragging: within one column, across rows, scrolling on at the edges. The ends are places in the text, so they stay
//! when they go out of view.

use super::held::Marked;
use super::paint::{ScreenLine, line_tops, tint_rects};
use super::{Frame, PART_MARGIN_POINTS, PageStyle, Part, ReaderView};
use crate::layout::BlockLayout;
use crate::model::Bitext;
use crate::state::{Command, Session, TextPoint, TextRange};
use crate::text::{ByteSpan, Lang};
use eframe::egui::{Color32, CornerRadius, CursorIcon, Pos2, Response, Ui};

/// Scrolled in a second for each point that the pointer is beyond an edge.
const SPEED_PER_SEC: f64 = 12.0;
/// No faster than this many points in a second.
const MAX_SPEED_POINTS: f64 = 3000.0;
/// A menu so near to selected text is about it: a drag ends between two characters, the pointer on one of them.
const NEAR_EMS: f32 = 0.7;
/// Every line is nearer than this.
const FAR: f32 = f32::INFINITY;

/// What is selected in the article.
#[derive(Clone, Debug, Default)]
pub struct Selected {
    /// The pinned row and bead.
    pub pair: Option<(usize, usize)>,
    /// The selected text.
    pub text: Option<TextRange>,
    /// The pinned sentence.
    pinned: Option<TextRange>,
    /// The selected text or the pinned sentence, and its counterpart.
    pub(super) marked: Marked,
}

impl Selected {
    /// What is selected in a session.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let Some(article) = session.article() else { return Self::default() };
        let (text, pinned) = (session.text_range(), session.pinned_range());
        let own = text.or(pinned);
        let across = own.and_then(|range| {
            let lang = range.lang.other();
            TextRange::of_sentences(&article.bitext, lang, range.beads(&article.bitext)?[lang].clone())
        });
        Self { pair: session.selected_bead(), text, pinned, marked: [own, across] }
    }

    /// The side of the pinned sentence.
    pub(super) fn pinned_lang(&self) -> Option<Lang> {
        self.pinned.map(|range| range.lang)
    }

    /// True if a point on the screen is on selected text of this block, or as near to it as a drag that has just ended there leaves it.
    pub(super) fn is_at(&self, bitext: &Bitext, block: &BlockLayout, lines: &[ScreenLine], at: Pos2) -> bool {
        let text = &bitext.blocks[block.lang][block.block].text;
        let span = self.text.and_then(|range| range.in_block(block.lang, block.block, text));
        let line = lines.iter().find(|line| line.rect.contains(at));
        let extent = span.zip(line).and_then(|(span, line)| line.extent(span));
        let near_points = block.style.size_points * NEAR_EMS;
        extent.is_some_and(|(left, right)| (left - near_points..right + near_points).contains(&at.x))
    }
}

/// The button is down over the page, and perhaps text is being selected.
#[derive(Debug)]
pub(super) struct Drag {
    /// Where it began; `None` until that is known.
    from: Option<(Lang, TextPoint)>,
    /// True once it cannot be a click any more.
    has_moved: bool,
    /// True if text or a sentence that was selected before is made longer.
    extends: bool,
}

/// The line that is nearest to a point on the screen.
pub(super) struct Nearest {
    wanted: Option<(Option<Lang>, Pos2)>,
    distance: f32,
    found: Option<(Lang, TextPoint)>,
}

impl Nearest {
    /// For a point, on one side if that is known.
    pub fn new(wanted: Option<(Option<Lang>, Pos2)>) -> Self {
        Self { wanted, distance: FAR, found: None }
    }

    /// Looks whether one of these lines is nearer than those before.
    pub fn look(&mut self, block: &BlockLayout, lines: &[ScreenLine]) {
        let Some((lang, at)) = self.wanted.filter(|(lang, _)| lang.is_none_or(|lang| lang == block.lang)) else {
            return;
        };
        for line in lines {
            // Across the columns only the line on the same height counts, however far.
            let distance = if lang.is_some() {
                (line.rect.top() - at.y).max(at.y - line.rect.bottom()).max(0.0)
            } else {
                line.rect.distance_to_pos(at)
            };
            if distance < self.distance {
                let byte = line.place_at(at.x);
                self.distance = distance;
                self.found = Some((block.lang, TextPoint { block: block.block, byte }));
            }
        }
    }

    /// What was found.
    pub fn point(&self) -> Option<(Lang, TextPoint)> {
        self.found
    }
}

impl ReaderView {
    /// True while text is being selected.
    pub(super) fn is_dragging(&self) -> bool {
        self.drag.as_ref().is_some_and(|drag| drag.has_moved)
    }

    /// Notices that the button goes down over the page, and scrolls while text is selected beyond an edge.
    pub(super) fn take_drag(&mut self, ui: &Ui, page: &Response, bitext: &Bitext, selected: &Selected, frame: &Frame) {
        let (pressed, is_held, is_drag, at, has_shift) = ui.input(|input| {
            let pointer = &input.pointer;
            let is_held = pointer.primary_down() || pointer.primary_released();
            let shift = input.modifiers.shift;
            (pointer.primary_pressed(), is_held, pointer.is_decidedly_dragging(), pointer.interact_pos(), shift)
        });
        let is_on_page =
            |at: Pos2| ui.rect_contains_pointer(page.rect) && !frame.is_on_bar(at) && page.rect.contains(at);
        if pressed && at.is_some_and(is_on_page) {
            let before = selected.marked[0].map(|range| (range.lang, range.from));
            let from = before.filter(|_| has_shift);
            self.drag = Some(Drag { from, has_moved: from.is_some(), extends: from.is_some() });
        }
        // An edge of a panel that lies over the page may be what is dragged.
        if !is_held || ui.ctx().dragged_id().is_some() {
            self.drag = None;
        }
        let (Some(drag), Some(at)) = (&mut self.drag, at) else { return };
        drag.has_moved |= is_drag;
        let beyond = (at.y - frame.view.bottom()).max(0.0) - (frame.view.top() - at.y).max(0.0);
        let lang = drag.from.map(|(lang, _)| lang).filter(|_| drag.has_moved && beyond != 0.0);
        if let Some(lang) = lang {
            let speed = (f64::from(beyond) * SPEED_PER_SEC).clamp(-MAX_SPEED_POINTS, MAX_SPEED_POINTS);
            self.glide_points = 0.0;
            self.lead(lang, bitext, frame);
            let secs = f64::from(ui.input(|input| input.stable_dt)).min(0.1);
            self.flow(lang, bitext, frame).0.scroll.move_by(speed * secs);
            ui.ctx().request_repaint();
        }
    }

    /// The point on the screen whose place in the text is to be known in this frame, and on which side if that is known.
    pub(super) fn point_wanted(&self, ui: &Ui) -> Option<(Option<Lang>, Pos2)> {
        let drag = self.drag.as_ref()?;
        match drag.from {
            None => Some((None, ui.input(|input| input.pointer.press_origin())?)),
            Some((lang, _)) if drag.has_moved => Some((Some(lang), ui.input(|input| input.pointer.interact_pos())?)),
            Some(_) => None,
        }
    }

    /// Asks for the text up to a place to be selected. True if a click, should this end as one, has had its meaning.
    pub(super) fn select(
        &mut self,
        ui: &Ui,
        selected: &Selected,
        point: Option<(Lang, TextPoint)>,
        out: &mut Vec<Command>,
    ) -> bool {
        let Some(drag) = &mut self.drag else { return false };
        let extends = drag.extends;
        match (drag.from, point) {
            (None, _) => drag.from = point,
            (Some((lang, from)), Some((_, to))) => {
                let range = Some(TextRange { lang, from, to }).filter(|_| from != to);
                if range != selected.text {
                    out.push(Command::SelectText(range));
                    ui.ctx().request_repaint();
                }
            }
            (Some(_), None) => {}
        }
        if drag.has_moved {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        if ui.input(|input| input.pointer.primary_released()) {
            self.drag = None;
        }
        extends
    }

    /// Moves the view to where the selected text ends now, if it was not dragged there; true if it did.
    pub(super) fn follow_text(&mut self, bitext: &Bitext, selected: &Selected, frame: &Frame) -> bool {
        let to = selected.text.map(|range| range.to);
        if to == self.text_followed {
            return false;
        }
        self.text_followed = to;
        let Some(TextRange { lang, from, to }) = selected.text.filter(|_| self.drag.is_none()) else { return false };
        let Some(row) = bitext.row_of_block(lang, to.block) else { return false };
        let layout = self.row(lang, bitext, row, frame);
        let block = layout.blocks.iter().find(|block| (block.lang, block.block) == (lang, to.block));
        // The line of the last character, or of the first one when it goes backwards.
        let text = &bitext.blocks[lang][to.block].text;
        let (before, after) = text.split_at(to.byte.min(text.len()));
        let character = match (before.chars().next_back(), after.chars().next()) {
            (Some(c), _) if to > from => to.byte - c.len_utf8()..to.byte,
            (_, Some(c)) => to.byte..to.byte + c.len_utf8(),
            _ => return false,
        };
        let span = ByteSpan::new(text, character.start, character.end);
        let lines = block.zip(span).into_iter().flat_map(|(block, span)| line_tops(block, span)).next();
        if let Some(lines) = lines {
            let part = Part { lang, row, span: lines, margin_points: PART_MARGIN_POINTS };
            self.show_part(&part, bitext, frame);
        }
        true
    }
}

/// Draws what belongs under the selected text of a block.
pub(super) fn paint_text(
    ui: &Ui,
    bitext: &Bitext,
    block: &BlockLayout,
    lines: &[ScreenLine],
    selected: &Selected,
    style: &PageStyle,
) {
    let text = &bitext.blocks[block.lang][block.block].text;
    if let Some(span) = selected.text.and_then(|range| range.in_block(block.lang, block.block, text)) {
        paint_tint(ui, block, lines, span, style.palette.text_tint);
    }
}

/// Draws what belongs under the counterpart of selected text, and under the words that are lit there.
pub(super) fn paint_across(
    ui: &Ui,
    bitext: &Bitext,
    block: &BlockLayout,
    lines: &[ScreenLine],
    selected: &Selected,
    style: &PageStyle,
) {
    let across = selected.marked[1].filter(|_| selected.text.is_some());
    let text = &bitext.blocks[block.lang][block.block].text;
    if let Some(span) = across.and_then(|range| range.in_block(block.lang, block.block, text)) {
        paint_tint(ui, block, lines, span, style.palette.hover_tint);
    }
}

fn paint_tint(ui: &Ui, block: &BlockLayout, lines: &[ScreenLine], span: ByteSpan, color: Color32) {
    for (_, rect) in tint_rects(block, lines, span) {
        ui.painter().rect_filled(rect, CornerRadius::same(3), color);
    }
}
