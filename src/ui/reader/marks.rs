//! Notes on the page: a tint and a line in the note's colour under its words, and a mark in the margin beside what says something.

use super::flow::Visible;
use super::paint::{ScreenLine, sentences_on, tint_rect, tint_rects};
use super::{Frame, PageStyle};
use crate::layout::BlockLayout;
use crate::model::{Bitext, Note, NoteId};
use crate::state::{Article, Notes};
use crate::text::{ByteSpan, Lang, start_of};
use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, Label, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

/// So many notes, and so much of each, are shown while the pointer is on a mark.
const MAX_HINTS: usize = 6;
const HINT_CHARS: usize = 300;
const LINE_POINTS: f32 = 2.0;
/// A bookmark's ribbon, and how far it hangs down.
const RIBBON_POINTS: f32 = 7.0;
const RIBBON_DROP_POINTS: f32 = 15.0;
/// More lines under one sentence could not be told apart.
const MAX_LINES: usize = 3;
const MARK_POINTS: f32 = 9.0;

/// A ribbon in the outer margin, beside the beginning of a row with a bookmark, behind the marks of notes.
pub(super) fn paint_bookmarks(ui: &Ui, article: &Article, rows: &Visible, frame: &Frame, style: &PageStyle) {
    for row in article.bookmarks.iter().filter_map(|bookmark| bookmark.row(&article.bitext)) {
        let Some((_, top, layout)) = rows.iter().find(|(shown, ..)| *shown == row) else { continue };
        let first = layout.blocks.iter().min_by(|a, b| a.top_points.total_cmp(&b.top_points));
        let Some(first) = first else { continue };
        // In columns the row may be in view on one side only; else it is the page that has it.
        let lang = if frame.other.is_some() { first.lang } else { frame.metrics.first };
        let left = frame.ribbon_left(lang, RIBBON_POINTS);
        let at = pos2(left, frame.view.top() + *top as f32 + first.top_points + 4.0);
        let corner = |x: f32, y: f32| at + vec2(x * RIBBON_POINTS, y * RIBBON_DROP_POINTS);
        let (left, right) = (
            [corner(0.0, 0.0), corner(0.5, 0.0), corner(0.5, 0.72), corner(0.0, 1.0)],
            [corner(0.5, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.5, 0.72)],
        );
        for half in [left, right] {
            ui.painter().add(Shape::convex_polygon(half.to_vec(), style.palette.accent, Stroke::NONE));
        }
    }
}

/// Draws what belongs under the text of a block; its lines come on top. Tells whose mark was clicked.
pub(super) fn note_marks_ui(
    ui: &Ui,
    bitext: &Bitext,
    block: &BlockLayout,
    lines: &[ScreenLine],
    notes: &Notes,
    frame: &Frame,
    style: &PageStyle,
) -> Option<NoteId> {
    let mut clicked = None;
    let mut marks: Vec<(f32, Vec<&Note>)> = Vec::new();
    for sentence in sentences_on(bitext, block, lines) {
        // The newest is on top.
        for (note, span) in notes.marks_on(bitext, block.lang, sentence) {
            let mut first = None;
            for (line, rect) in tint_rects(block, lines, span) {
                first.get_or_insert(line.middle);
                ui.painter().rect_filled(rect, CornerRadius::same(3), style.palette.note(note.colour).tint);
            }
            // One mark a line, whatever the number of its notes; a note of many sentences has it at the first.
            let Some(y) = first.filter(|_| !note.body.is_empty()) else { continue };
            if marks.iter().any(|(_, others)| others.iter().any(|other| other.id == note.id))
                || goes_on(notes, note, block.lang, sentence)
            {
                continue;
            }
            match marks.iter_mut().find(|(at, _)| (*at - y).abs() < MARK_POINTS) {
                Some((_, others)) => others.push(note),
                None => marks.push((y, vec![note])),
            }
        }
    }
    for (y, on) in marks {
        clicked = mark_ui(ui, &on, y, block.lang, frame, style).or(clicked);
    }
    clicked
}

/// The lines under the words of notes, drawn over the tints of what is pinned or pointed at.
pub(super) fn paint_note_lines(
    ui: &Ui,
    bitext: &Bitext,
    block: &BlockLayout,
    lines: &[ScreenLine],
    notes: &Notes,
    style: &PageStyle,
) {
    for sentence in sentences_on(bitext, block, lines) {
        let mut drawn: Vec<(usize, ByteSpan)> = Vec::new();
        for (note, span) in notes.marks_on(bitext, block.lang, sentence) {
            let is_free = |n: &usize| !drawn.iter().any(|(at, other)| at == n && overlap(*other, span));
            let Some(n) = (0..MAX_LINES).find(is_free) else { continue };
            drawn.push((n, span));
            for line in lines {
                if let Some((left, right)) = line.extent(span) {
                    let bottom = tint_rect(block, line, left, right).bottom() - n as f32 * (LINE_POINTS + 1.0);
                    let rect = Rect::from_min_max(pos2(left, bottom - LINE_POINTS), pos2(right, bottom));
                    ui.painter().rect_filled(rect, CornerRadius::same(1), style.palette.note(note.colour).ink);
                }
            }
        }
    }
}

fn overlap(a: ByteSpan, b: ByteSpan) -> bool {
    a.start() < b.end() && b.start() < a.end()
}

/// True if a note is marked elsewhere: at its first sentence, or on its English side.
fn goes_on(notes: &Notes, note: &Note, lang: Lang, sentence: usize) -> bool {
    let Some(spot) = notes.place(&note.id).and_then(|place| place.shown()) else { return true };
    let first = if spot.en.is_empty() { Lang::Zh } else { Lang::En };
    lang != first || sentence != spot[first].start
}

fn mark_ui(ui: &Ui, on: &[&Note], y: f32, lang: Lang, frame: &Frame, style: &PageStyle) -> Option<NoteId> {
    let note = *on.first()?;
    let x = frame.side_mark_x(lang);
    let rect = Rect::from_center_size(pos2(x, y), vec2(MARK_POINTS, MARK_POINTS));
    if !rect.intersects(frame.view) {
        return None;
    }
    ui.painter().rect_filled(rect, CornerRadius { nw: 2, ne: 2, sw: 0, se: 4 }, style.palette.note(note.colour).ink);
    let response = ui.interact(rect.expand(4.0), ui.scope_id().with(("note", &note.id.0)), Sense::CLICK);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, style.words.mark_of(&start_of(&note.body, HINT_CHARS)))
    });
    let response = response.on_hover_ui(|ui| {
        for note in on.iter().take(MAX_HINTS) {
            ui.add(Label::new(&*start_of(&note.body, HINT_CHARS)).wrap());
        }
        if on.len() > MAX_HINTS {
            ui.label(format!("+ {}", on.len() - MAX_HINTS));
        }
    });
    response.clicked().then(|| note.id.clone())
}
