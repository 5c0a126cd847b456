//! A line of the concordance: the hit in the middle of its sentence, in its language's column as on the page, and the counterpart in the
//! other one; in a narrow window the counterpart stands below.

use crate::find::Hit;
use crate::text::{ByteSpan, Lang};
use crate::ui::reader::{LIST_SIZES_POINTS, LineCache, Lists, SetLine, paint_bar};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Galley, Rect, Sense, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Below this a line has its counterpart below.
const BESIDE_FROM_POINTS: f32 = 720.0;
const LINE_POINTS: f32 = 30.0;
const SECOND_LINE_POINTS: f32 = 24.0;
/// The number of the row, and what stands between the columns.
const NUMBER_POINTS: f32 = 46.0;
const GAP_POINTS: f32 = 24.0;
const MARGIN_POINTS: f32 = 8.0;
/// Where the baseline is in a line.
const BASELINE_POINTS: f32 = 20.0;
/// Between two parts of a counterpart.
const PART_GAP_POINTS: f32 = 10.0;
/// So much is looked at on either side of a hit, and of a counterpart: more than a line has room for.
const CONTEXT_CHARS: usize = 160;

/// A hit that is drawn.
pub(super) struct Line<'a> {
    pub hit: &'a Hit,
    /// Its position.
    pub at: usize,
    /// True for the one that comes next, or that the reader is at.
    pub is_here: bool,
}

/// The height of every line in a list of this width.
pub(super) fn line_points(width_points: f32) -> f32 {
    if width_points < BESIDE_FROM_POINTS { LINE_POINTS + SECOND_LINE_POINTS } else { LINE_POINTS }
}

/// Draws a line; true if it was clicked. `visited` is the position of the hit that the reader is at.
pub(super) fn line_ui(
    ui: &mut Ui,
    line: &Line,
    height_points: f32,
    visited: Option<usize>,
    lists: &Lists,
    kept: &mut LineCache,
) -> bool {
    let palette = &lists.style.palette;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height_points), Sense::click());
    let Line { hit, at, is_here } = line;
    let is_visited = visited == Some(*at);
    let fill = match () {
        () if is_visited => palette.pinned_tint,
        () if response.hovered() => palette.page,
        () => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    if *is_here && !is_visited {
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 5.0), vec2(3.0, rect.height() - 10.0));
        ui.painter().rect_filled(bar, CornerRadius::same(1), palette.accent);
    }
    let number = (hit.row + 1).to_string();
    let at_number = pos2(rect.left() + NUMBER_POINTS - 6.0, rect.top() + LINE_POINTS / 2.0);
    ui.painter().text(at_number, Align2::RIGHT_CENTER, number, FontId::proportional(12.0), palette.quiet);
    let (own, other) = columns(rect, hit.lang);
    let tint = if is_visited { palette.hit_here_tint } else { palette.hit_tint };
    context_ui(ui, own, lists, hit, tint, kept);
    counterpart_ui(ui, other, lists, hit, kept);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, told(lists, hit)));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(is_visited);
        if let Some(lang) = told_in(lists, hit) {
            node.set_language(lang.tag());
        }
    });
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// The language of the first sentence that a line is called by; `None` if all are covered.
fn told_in(lists: &Lists, hit: &Hit) -> Option<Lang> {
    let is_told = |lang: Lang, sentence: Option<usize>| sentence.is_some_and(|sentence| !lists.hides(lang, sentence));
    let across = across_of(lists, hit);
    let firsts =
        [(hit.lang, hit.sentence(lists.bitext)), (hit.lang.other(), (!across.is_empty()).then_some(across.start))];
    firsts.into_iter().find(|(lang, sentence)| is_told(*lang, *sentence)).map(|(lang, _)| lang)
}

/// What a line is called.
fn told(lists: &Lists, hit: &Hit) -> String {
    let own = hit.sentence(lists.bitext).map(|sentence| lists.told(hit.lang, sentence)).unwrap_or_default();
    if across_of(lists, hit).is_empty() {
        return own.into_owned();
    }
    let lang = hit.lang.other();
    let mut across = String::new();
    for sentence in across_of(lists, hit) {
        if !across.is_empty() && lang == Lang::En {
            across.push(' ');
        }
        across.push_str(&lists.told(lang, sentence));
        if lists.hides(lang, sentence) || across.len() > 4 * CONTEXT_CHARS {
            break;
        }
    }
    format!("{own} — {across}")
}

/// The sentences across from a hit's.
fn across_of(lists: &Lists, hit: &Hit) -> std::ops::Range<usize> {
    let bead = hit.sentence(lists.bitext).and_then(|sentence| lists.bitext.bead_of_sentence(hit.lang, sentence));
    let bead = bead.and_then(|(row, bead)| lists.bitext.rows.get(row)?.beads.get(bead));
    bead.map_or(0..0, |bead| bead.sentences[hit.lang.other()].clone())
}

/// Where the hit's side of a line goes, and where the other.
fn columns(rect: Rect, lang: Lang) -> (Rect, Rect) {
    let text = Rect::from_min_max(pos2(rect.left() + NUMBER_POINTS + MARGIN_POINTS, rect.top()), rect.max);
    let text = Rect::from_min_max(text.min, pos2(text.right() - MARGIN_POINTS, text.bottom()));
    if rect.height() > LINE_POINTS {
        return text.split_top_bottom_at_y(rect.top() + LINE_POINTS - 2.0);
    }
    let (left, right) = text.split_left_right_at_fraction(0.5);
    let left = Rect::from_min_max(left.min, pos2(left.right() - GAP_POINTS / 2.0, left.bottom()));
    let right = Rect::from_min_max(pos2(right.left() + GAP_POINTS / 2.0, right.top()), right.max);
    // As on the page.
    if lang == Lang::En { (left, right) } else { (right, left) }
}

/// Draws a line of text with its baseline where it belongs, its left end at `x`.
fn text_ui(ui: &Ui, clip: Rect, x: f32, top: f32, galley: Arc<Galley>, color: Color32) {
    let baseline = galley.rows.first().and_then(|row| Some(row.pos.y + row.row.glyphs.first()?.pos.y));
    let at = pos2(x, (top + BASELINE_POINTS - baseline.unwrap_or(0.0)).round());
    ui.painter().with_clip_rect(clip).galley(at, galley, color);
}

/// A bar in place of a covered text of so many bytes.
fn covered_ui(ui: &Ui, column: Rect, lang: Lang, bytes: usize, lists: &Lists) {
    let size = LIST_SIZES_POINTS[lang];
    let width = if lang == Lang::Zh { bytes as f32 / 3.0 * size } else { bytes as f32 * size * 0.5 };
    let right = (column.left() + width).min(column.right());
    let middle = column.top() + BASELINE_POINTS - size * 0.36;
    let painter = ui.painter().with_clip_rect(column);
    paint_bar(&painter, (column.left(), right), middle, size, &lists.style.palette);
}

/// The hit in the middle of a column, and as much of its sentence as there is room for.
pub fn context_ui(ui: &Ui, column: Rect, lists: &Lists, hit: &Hit, tint: Color32, kept: &mut LineCache) {
    let bitext = lists.bitext;
    let Some(block) = bitext.blocks[hit.lang].get(hit.block as usize) else { return };
    let (text, found) = (&block.text, hit.range());
    let sentence = hit.sentence(bitext);
    let span = sentence.map_or(found.clone(), |s| bitext.sentences[hit.lang][s].span.range());
    if sentence.is_some_and(|sentence| lists.hides(hit.lang, sentence)) {
        return covered_ui(ui, column, hit.lang, span.len(), lists);
    }
    // A hit may reach into the next sentence.
    let rest = text.get(found.end..span.end.max(found.end)).unwrap_or("").trim_end();
    let before = text.get(span.start..found.start).unwrap_or("");
    let from = before.char_indices().rev().take(CONTEXT_CHARS).last().map_or(found.start, |(at, _)| span.start + at);
    let to = rest.char_indices().nth(CONTEXT_CHARS).map_or(found.end + rest.len(), |(at, _)| found.end + at);
    let Some(part) = ByteSpan::new(text, from, to) else { return };
    let line = lists.line(ui, hit.lang, hit.block as usize, part, kept);
    let chars = &line.chars;
    let inside = |byte: usize| found.contains(&byte);
    let edges = match (chars.iter().find(|p| inside(p.byte)), chars.iter().rfind(|p| inside(p.byte))) {
        (Some(first), Some(last)) => Some((first.left_points, last.right_points)),
        _ => None,
    };
    // What is found may be where a link leads, which is not drawn.
    let (left, right) = edges.unwrap_or_else(|| {
        let x = chars.iter().find(|p| p.byte >= found.start).or(chars.last()).map_or(0.0, |p| p.left_points);
        (x, x)
    });
    let x = (column.center().x - f32::midpoint(left, right)).max(column.left() - left).round();
    if edges.is_some() {
        let (top, bottom) = (column.top() + 5.0, column.top() + 26.0);
        let mark = Rect::from_min_max(pos2(x + left - 1.0, top), pos2(x + right + 1.0, bottom));
        let painter = ui.painter().with_clip_rect(column);
        painter.rect_filled(mark, CornerRadius::same(3), tint);
    }
    cut_ui(ui, column, x, &line, (left, right), lists.style.palette.text, lists);
}

/// Draws a line with its left end at `x`: whole characters only, and an ellipsis where something is cut off. `seen` is what is seen of it in
/// any case.
fn cut_ui(ui: &Ui, column: Rect, x: f32, line: &SetLine, seen: (f32, f32), color: Color32, lists: &Lists) {
    let (chars, quiet) = (&line.chars, lists.style.palette.quiet);
    let ellipsis = || ui.painter().layout_no_wrap("…".to_owned(), FontId::proportional(15.0), quiet);
    let mut clip = column;
    if x < column.left() - 0.5 {
        let ellipsis = ellipsis();
        let edge = chars.iter().map(|p| x + p.left_points).find(|edge| *edge >= column.left() + ellipsis.size().x);
        clip.min.x = edge.unwrap_or(column.left()).min(x + seen.0);
        text_ui(ui, column, clip.left() - ellipsis.size().x, column.top(), ellipsis, quiet);
    }
    let width = chars.iter().rfind(|p| !p.c.is_whitespace()).map_or(0.0, |p| p.right_points);
    if x + width > column.right() + 0.5 {
        let ellipsis = ellipsis();
        let mut edges = chars.iter().rev().map(|p| x + p.right_points);
        let edge = edges.find(|edge| *edge <= column.right() - ellipsis.size().x);
        clip.max.x = edge.unwrap_or(column.right()).max((x + seen.1).min(column.right()));
        text_ui(ui, column, clip.right(), column.top(), ellipsis, quiet);
    }
    text_ui(ui, clip, x, column.top(), Arc::clone(&line.galley), color);
}

/// The beginning of what stands across from a hit's sentence.
fn counterpart_ui(ui: &Ui, column: Rect, lists: &Lists, hit: &Hit, kept: &mut LineCache) {
    let (lang, quiet) = (hit.lang.other(), lists.style.palette.quiet);
    let sentences = lists.bitext.sentences[lang].get(across_of(lists, hit)).unwrap_or_default();
    if sentences.is_empty() {
        let font = FontId::proportional(12.0);
        let said = ui.painter().layout_no_wrap(lists.style.words.no_counterpart.to_owned(), font, quiet);
        return text_ui(ui, column, column.left(), column.top(), said, quiet);
    }
    if lists.hides(lang, across_of(lists, hit).start) {
        return covered_ui(ui, column, lang, sentences.iter().map(|s| s.span.len()).sum(), lists);
    }
    let mut rest = column;
    // Those of a block stand together.
    for run in sentences.chunk_by(|a, b| a.block == b.block) {
        let (block, from) = (run[0].block, run[0].span.start());
        let text = &lists.bitext.blocks[lang][block].text;
        let to = run.last().map_or(from, |last| last.span.end());
        let whole = text.get(from..to).unwrap_or("");
        let to = from + whole.char_indices().nth(2 * CONTEXT_CHARS).map_or(whole.len(), |(at, _)| at);
        let Some(part) = ByteSpan::new(text, from, to) else { return };
        let line = lists.line(ui, lang, block, part, kept);
        cut_ui(ui, rest, rest.left(), &line, (0.0, 0.0), quiet, lists);
        let width = line.chars.last().map_or(0.0, |p| p.right_points);
        rest.min.x += width + PART_GAP_POINTS;
        if rest.width() < PART_GAP_POINTS {
            break;
        }
    }
}
