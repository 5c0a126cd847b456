//! A line of the concordance: the hit in the middle of its sentence, in its language's column as on the page, and the counterpart in the
//! other one; in a narrow window the counterpart stands below.

use crate::find::Hit;
use crate::layout::{Face, shown};
use crate::model::Bitext;
use crate::text::{Lang, start_of};
use crate::ui::reader::family;
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Galley, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
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
/// Sizes of text, and where the baseline is in a line.
const SIZE_POINTS: [f32; 2] = [15.0, 15.5];
const BASELINE_POINTS: f32 = 20.0;
/// So much is looked at on either side of a hit, and of a counterpart: more than a line has room for.
const CONTEXT_CHARS: usize = 160;
/// So much of a sentence is told to a screen reader.
const NAME_CHARS: usize = 240;

/// A hit that is drawn.
pub(super) struct Line<'a> {
    pub bitext: &'a Bitext,
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
    palette: &Palette,
    s: &Strings,
) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height_points), Sense::CLICK);
    let Line { bitext, hit, at, is_here } = line;
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
    context_ui(ui, own, bitext, hit, tint, palette);
    let counterpart = counterpart(bitext, hit);
    let (drawn, language) = match counterpart.as_str() {
        "" => (s.no_counterpart, None),
        text => (text, Some(hit.lang.other())),
    };
    counterpart_ui(ui, other, drawn, language, palette);
    let sentence = hit.sentence(bitext).map_or("", |sentence| bitext.sentence(hit.lang, sentence));
    response.widget_info(|| {
        let (sentence, other) = (start_of(sentence, NAME_CHARS), start_of(&counterpart, NAME_CHARS));
        WidgetInfo::labeled(Role::ListItem, true, format!("{sentence} — {other}"))
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_visited));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
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

fn font(lang: Lang) -> FontId {
    match lang {
        Lang::En => FontId::new(SIZE_POINTS[0], family(Face::En)),
        Lang::Zh => FontId::new(SIZE_POINTS[1], family(Face::Zh)),
    }
}

/// Draws a line of text with its baseline where it belongs, its left end at `x`.
fn text_ui(ui: &Ui, clip: Rect, x: f32, top: f32, galley: Arc<Galley>, color: Color32) {
    let baseline = galley.rows.first().and_then(|row| Some(row.pos.y + row.row.glyphs.first()?.pos.y));
    let at = pos2(x, (top + BASELINE_POINTS - baseline.unwrap_or(0.0)).round());
    ui.painter().with_clip_rect(clip).galley(at, galley, color);
}

/// The hit in the middle of a column, and as much of its sentence as there is room for.
pub fn context_ui(ui: &Ui, column: Rect, bitext: &Bitext, hit: &Hit, tint: Color32, palette: &Palette) {
    let Some(block) = bitext.blocks[hit.lang].get(hit.block as usize) else { return };
    let (text, found) = (&block.text, hit.range());
    let sentence = hit.sentence(bitext).map_or(found.clone(), |s| bitext.sentences[hit.lang][s].span.range());
    // A hit may reach into the next sentence.
    let rest = text.get(found.end..sentence.end.max(found.end)).unwrap_or("").trim_end();
    let before = text.get(sentence.start..found.start).unwrap_or("");
    let from =
        before.char_indices().rev().take(CONTEXT_CHARS).last().map_or(found.start, |(at, _)| sentence.start + at);
    let to = rest.char_indices().nth(CONTEXT_CHARS).map_or(found.end + rest.len(), |(at, _)| found.end + at);
    let (mut drawn, mut first, mut last) = (String::new(), None, 0);
    for (n, (byte, c)) in shown(text, from..to).enumerate() {
        if found.contains(&byte) {
            first.get_or_insert(n);
            last = n;
        }
        drawn.push(c);
    }
    let galley = ui.painter().layout_no_wrap(drawn, font(hit.lang), palette.text);
    let Some(row) = galley.rows.first() else { return };
    let glyphs = &row.row.glyphs;
    let (Some(first), Some(last)) = (first.and_then(|first| glyphs.get(first)), glyphs.get(last)) else { return };
    let (left, right) = (first.pos.x, last.max_x());
    let x = (column.center().x - f32::midpoint(left, right)).max(column.left() - left).round();
    let ellipsis = ui.painter().layout_no_wrap("…".to_owned(), font(hit.lang), palette.quiet);
    // Only whole characters are shown.
    let room = ellipsis.size().x;
    let mut clip = column;
    if x < column.left() - 0.5 {
        let edge = glyphs.iter().map(|glyph| x + glyph.pos.x).find(|edge| *edge >= column.left() + room);
        clip.min.x = edge.unwrap_or(column.left()).min(x + left);
        text_ui(ui, column, clip.left() - room, column.top(), ellipsis.clone(), palette.quiet);
    }
    if x + galley.size().x > column.right() + 0.5 {
        let edge = glyphs.iter().rev().map(|glyph| x + glyph.max_x()).find(|edge| *edge <= column.right() - room);
        clip.max.x = edge.unwrap_or(column.right()).max((x + right).min(column.right()));
        text_ui(ui, column, clip.right(), column.top(), ellipsis, palette.quiet);
    }
    let mark = Rect::from_min_max(pos2(x + left - 1.0, column.top() + 5.0), pos2(x + right + 1.0, column.top() + 26.0));
    ui.painter().with_clip_rect(column).rect(
        mark,
        CornerRadius::same(3),
        tint,
        Stroke::NONE,
        eframe::egui::StrokeKind::Inside,
    );
    text_ui(ui, clip, x, column.top(), galley, palette.text);
}

fn counterpart_ui(ui: &Ui, column: Rect, text: &str, language: Option<Lang>, palette: &Palette) {
    let font = language.map_or(FontId::proportional(12.0), font);
    let drawn: String = shown(text, 0..text.len()).map(|(_, c)| c).collect();
    let mut job = eframe::egui::text::LayoutJob::simple_singleline(drawn, font, palette.quiet);
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(column.width());
    let galley = ui.painter().layout_job(job);
    text_ui(ui, column, column.left(), column.top(), galley, palette.quiet);
}

/// The beginning of what stands across from a hit's sentence.
fn counterpart(bitext: &Bitext, hit: &Hit) -> String {
    let lang = hit.lang.other();
    let bead = hit.sentence(bitext).and_then(|sentence| bitext.bead_of_sentence(hit.lang, sentence));
    let bead = bead.and_then(|(row, bead)| bitext.rows.get(row)?.beads.get(bead));
    let mut text = String::new();
    for sentence in bead.map_or(0..0, |bead| bead.sentences[lang].clone()) {
        if !text.is_empty() && lang == Lang::En {
            text.push(' ');
        }
        text.push_str(&start_of(bitext.sentence(lang, sentence), CONTEXT_CHARS));
        if text.len() > 4 * CONTEXT_CHARS {
            break;
        }
    }
    text
}
