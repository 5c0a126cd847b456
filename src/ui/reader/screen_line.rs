//! One line of text on the screen: its glyphs moved to where the layout has its characters, and which character is where.

use super::line_cache::SetLine;
use super::page_text::PageText;
use super::ruby::RubyText;
use super::tables::family;
use crate::layout::{AdvanceTable, BlockLayout, Emphasis, Face, Hang, PlacedChar, Setting};
use crate::text::{ByteSpan, is_han, is_right_to_left};
use crate::ui::fonts::lacks_bold;
use eframe::egui::emath::GuiRounding;
use eframe::egui::epaint::Vertex;
use eframe::egui::epaint::text::{Glyph, Row};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align, Color32, FontId, Galley, Pos2, Rect, Ui, vec2};
use std::iter::repeat_n;
use std::sync::Arc;

/// Between the two strokes of a character without a bold form, as a multiple of its size.
const BOLD_EMS: f32 = 0.035;

/// One line of text on the screen.
pub(super) struct ScreenLine {
    pub galley: Arc<Galley>,
    /// Where the galley goes.
    pub at: Pos2,
    /// The line's box, from the bottom of the line above to the top of the line below.
    pub rect: Rect,
    /// The middle of its characters, which is not that of the box if pinyin stands above them.
    pub middle: f32,
    pub span: ByteSpan,
    /// Every character that is drawn, from left to right; points from `at`.
    pub chars: Arc<[PlacedChar]>,
    /// What stands above them.
    pub ruby: Arc<[RubyText]>,
}

impl ScreenLine {
    /// The left and right edge of the part that shows `span` of the block's text; `None` if nothing of it is on this line.
    pub fn extent(&self, span: ByteSpan) -> Option<(f32, f32)> {
        let from = self.chars.partition_point(|p| p.byte < span.start());
        let to = self.chars.partition_point(|p| p.byte < span.end());
        let mut inside = self.chars[from..to.max(from)].iter().filter(|p| !p.c.is_whitespace());
        let first = inside.next()?;
        let last = inside.next_back().unwrap_or(first);
        Some((self.at.x + first.left_points, self.at.x + last.right_points))
    }

    /// Adds the pinyin of a part of the line to the text of the page.
    pub fn add_ruby(&self, text: &mut PageText, span: ByteSpan, ink: Color32) {
        for syllable in self.ruby.iter().filter(|syllable| span.contains(syllable.byte)) {
            text.add(self.at + syllable.offset, &syllable.galley, ink);
        }
    }

    /// The byte of the block's text under a point on this line; past the end of the text there is none.
    pub fn byte_at(&self, x: f32) -> Option<usize> {
        let char = self.chars.iter().find(|p| x < self.at.x + p.right_points)?;
        Some(char.byte)
    }

    /// The place between two characters that is nearest to a point on this line.
    pub fn place_at(&self, x: f32) -> usize {
        let before = self.chars.iter().find(|p| x < self.at.x + f32::midpoint(p.left_points, p.right_points));
        before.map_or(self.span.end(), |p| p.byte)
    }
}

/// A line of a block, its characters where the galley has them.
pub(super) fn set_line(ui: &Ui, text: &str, block: &BlockLayout, line: usize, advances: &AdvanceTable) -> SetLine {
    let mut chars = block.place_line(line, text, advances);
    let mut job = LayoutJob::default();
    // The toolkit shapes each run in one direction, that of its first letter.
    let is_one = |a: &PlacedChar, b: &PlacedChar| is_right_to_left(a.c) == is_right_to_left(b.c);
    for run in chars.chunk_by(|a, b| a.emphasis == b.emphasis && is_one(a, b)) {
        let drawn: String = run.iter().map(|p| p.c).collect();
        let emphasis = run[0].emphasis;
        let face = block.style.face.emphasised(emphasis);
        let font = FontId::new(block.style.size_points, family(face));
        // There are no italics that are bold.
        let italics = emphasis == Some(Emphasis::Stressed) && matches!(face, Face::EnBold | Face::EnSansBold);
        // As high as Western words in a Chinese line, which come from its own family and are put in the middle of the difference.
        let valign = if emphasis == Some(Emphasis::Code) { Align::Center } else { Align::BOTTOM };
        job.append(&drawn, 0.0, TextFormat { italics, valign, ..TextFormat::simple(font, Color32::PLACEHOLDER) });
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let is_moved = block.style.setting != Setting::default() || block.style.hang != Hang::default();
    let mut galley = move_glyphs(galley, &mut chars, is_moved, ui.pixels_per_point());
    embolden(&mut galley, &chars, block, ui.pixels_per_point());
    SetLine { galley, chars: chars.into() }
}

/// Moves the glyphs to the pens of their characters, and the boxes of joined characters to their glyphs: these know the kerning. The toolkit
/// shares the galley with its cache, so what is moved is a copy.
fn move_glyphs(
    mut galley: Arc<Galley>,
    chars: &mut [PlacedChar],
    is_moved: bool,
    pixels_per_point: f32,
) -> Arc<Galley> {
    let Some(row) = galley.rows.first() else { return galley };
    let shifts = fit(&row.row.glyphs, chars, is_moved, pixels_per_point);
    if !is_moved {
        return galley;
    }
    let copy = Arc::make_mut(&mut galley);
    if let Some(placed) = copy.rows.first_mut() {
        let Row { glyphs, visuals, .. } = Arc::make_mut(&mut placed.row);
        for (glyph, shift) in glyphs.iter_mut().zip(shifts) {
            glyph.pos.x += shift;
            if !glyph.uv_rect.is_nothing() {
                let first = glyph.first_vertex as usize;
                for vertex in visuals.mesh.vertices.iter_mut().skip(first).take(4) {
                    vertex.pos.x += shift;
                }
            }
        }
        visuals.mesh_bounds = visuals.mesh.calc_bounds();
        copy.mesh_bounds = visuals.mesh_bounds.translate(placed.pos.to_vec2());
        copy.rect.max.x = copy.rect.max.x.max(copy.mesh_bounds.max.x);
    }
    galley
}

/// Draws the Chinese characters of a bold run that its face has not, which come from a face of plain weight, twice, a little apart.
fn embolden(galley: &mut Arc<Galley>, chars: &[PlacedChar], block: &BlockLayout, pixels_per_point: f32) {
    let is_thin = |p: &PlacedChar| lacks_bold(block.style.face.emphasised(p.emphasis), p.c);
    if !chars.iter().any(is_thin) {
        return;
    }
    let step = (block.style.size_points * BOLD_EMS * pixels_per_point).round().max(1.0) / pixels_per_point;
    let Some(placed) = Arc::make_mut(galley).rows.first_mut() else { return };
    let Row { glyphs, visuals, .. } = Arc::make_mut(&mut placed.row);
    // Each has one glyph, whatever the others have.
    let characters = chars.iter().filter(|p| is_han(p.c));
    for (glyph, _) in glyphs.iter().filter(|glyph| is_han(glyph.chr)).zip(characters).filter(|(_, p)| is_thin(p)) {
        let (first, mesh) = (glyph.first_vertex as usize, &mut visuals.mesh);
        let Some(corners) = mesh.vertices.get(first..first + 4).filter(|_| !glyph.uv_rect.is_nothing()) else {
            continue;
        };
        let corners: Vec<Vertex> = corners.iter().map(|v| Vertex { pos: v.pos + vec2(step, 0.0), ..*v }).collect();
        let at = mesh.vertices.len() as u32;
        mesh.vertices.extend(corners);
        mesh.indices.extend([at, at + 1, at + 2, at + 2, at + 1, at + 3]);
    }
    visuals.glyph_vertex_range.end = visuals.mesh.vertices.len();
    visuals.mesh_bounds = visuals.mesh.calc_bounds();
}

/// How far each glyph is to be moved; boxes of joined characters are put where their glyphs will be. The toolkit gives one glyph for every
/// character, but more for a word from right to left, which it turns round: such a word is moved as it is.
fn fit(glyphs: &[Glyph], chars: &mut [PlacedChar], is_moved: bool, pixels_per_point: f32) -> Vec<f32> {
    // By whole pixels: glyphs are drawn for the place between pixels that they have.
    let whole = |points: f32| points.round_to_pixels(pixels_per_point);
    let mut shifts = Vec::with_capacity(glyphs.len());
    let (mut shift, mut at) = (0.0, 0);
    while at < chars.len() && shifts.len() < glyphs.len() {
        let here = &glyphs[shifts.len()..];
        let is_turned = is_right_to_left(chars[at].c);
        let is_same = |c: char| is_turned && is_right_to_left(c);
        let count = chars[at..].iter().take_while(|p| is_same(p.c)).count().max(1);
        let word = &here[..here.iter().take_while(|glyph| is_same(glyph.chr)).count().max(1)];
        let left = word.iter().map(|glyph| glyph.pos.x).fold(f32::INFINITY, f32::min);
        let right = word.iter().map(|glyph| glyph.pos.x + glyph.advance_width).fold(left, f32::max);
        let is_joined = chars[at].is_joined;
        if is_moved && !is_joined {
            shift = whole(chars[at].pen_points - left);
        }
        if is_joined || count > 1 {
            let next = chars.get(at + count).filter(|next| count > 1 && is_moved && !next.is_joined);
            let (left, right) = (left + shift, next.map_or(right + shift, |next| next.left_points.min(right + shift)));
            let each = (right - left) / count as f32;
            for (n, char) in chars[at..at + count].iter_mut().enumerate() {
                char.left_points = left + each * n as f32;
                char.right_points = char.left_points + each;
            }
            if is_joined && at > 0 {
                chars[at - 1].right_points = left;
            }
        }
        shifts.extend(repeat_n(shift, word.len()));
        at += count;
    }
    shifts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{AdvanceTable, LineBreaker, PageMetrics, layout_row};
    use crate::model::{Bitext, Sides, Typography};
    use crate::text::{Lang, PerLang};
    use crate::ui::prepare;
    use crate::ui::reader::tables;
    use eframe::egui::{Context, RawInput};

    fn metrics() -> PageMetrics {
        PageMetrics {
            column_points: 700.0,
            is_stacked: true,
            size_points: PerLang { en: 18.0, zh: 20.0 },
            typography: Typography::default(),
            first: Lang::En,
            sides: Sides::Both,
            has_pinyin: false,
        }
    }

    /// As it is opened, its paragraphs paired by order alone.
    fn opened(text: &str) -> Bitext {
        let input = crate::import::Input { path: None, bytes: text.into(), encoding: None };
        crate::align::provisional(crate::import::import(&[input]).unwrap().document)
    }

    #[test]
    fn characters_without_a_bold_form_are_drawn_twice() {
        let ctx = Context::default();
        prepare(&ctx);
        let text = "Walks\n\n走路\n\nThe **old** bank of ours.\n\n我們**銀行**的銀行。\n";
        let bitext = opened(text);
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let mut advances = Arc::new(AdvanceTable::default());
            tables::measure(ui, Typography::default().styles, false, &mut advances);
            let metrics = metrics();
            let layout = layout_row(&bitext, bitext.rows.len() - 1, &metrics, &LineBreaker::default(), &advances);
            let block = layout.blocks.iter().find(|block| block.lang == Lang::Zh).unwrap();
            let text = &bitext.blocks[Lang::Zh][block.block].text;
            let SetLine { galley, .. } = set_line(ui, text, block, 0, &advances);
            let Row { glyphs, visuals, .. } = &*galley.rows[0].row;
            let drawn = glyphs.iter().filter(|glyph| !glyph.uv_rect.is_nothing()).count();
            assert_eq!(visuals.mesh.vertices.len(), 4 * (drawn + 1), "the first 銀 of two");
            let left = |at: usize| visuals.mesh.vertices[at].pos.x;
            let bold = glyphs.iter().find(|glyph| glyph.chr == '銀').unwrap();
            let by = left(4 * drawn) - left(bold.first_vertex as usize);
            assert!((0.5..1.5).contains(&by), "{by}");
        });
        output.textures_delta.clear();
    }

    #[test]
    fn a_word_from_right_to_left_keeps_to_its_place() {
        let bitext = opened("The שלום said the old man.\n\n他说שלום，走了。\n");
        let ctx = Context::default();
        prepare(&ctx);
        let mut seen = 0;
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let mut advances = Arc::new(AdvanceTable::default());
            tables::measure(ui, Typography::default().styles, false, &mut advances);
            let metrics = metrics();
            for row in 0..bitext.rows.len() {
                let layout = layout_row(&bitext, row, &metrics, &LineBreaker::default(), &advances);
                for block in &layout.blocks {
                    let text = &bitext.blocks[block.lang][block.block].text;
                    let placed = block.place_line(0, text, &advances);
                    let SetLine { galley, chars } = set_line(ui, text, block, 0, &advances);
                    let glyphs = &galley.rows[0].row.glyphs;
                    // What is not turned round has one glyph for each character, where the layout has it.
                    let plain: Vec<_> = glyphs.iter().filter(|glyph| !is_right_to_left(glyph.chr)).collect();
                    let wanted: Vec<_> = placed.iter().filter(|p| !is_right_to_left(p.c)).collect();
                    assert_eq!(plain.len(), wanted.len(), "{text}");
                    for (glyph, p) in plain.iter().zip(&wanted) {
                        assert_eq!(glyph.chr, p.c, "{text}");
                        let by = glyph.pos.x - p.pen_points;
                        assert!(by.abs() < 1.0 || block.lang == Lang::En, "{text}: {} is {by} from its place", p.c);
                    }
                    assert!(plain.windows(2).all(|pair| pair[0].pos.x < pair[1].pos.x), "{text}");
                    let turned: Vec<_> = chars.iter().filter(|p| is_right_to_left(p.c)).collect();
                    let (first, last) = (turned[0], turned[turned.len() - 1]);
                    for glyph in glyphs.iter().filter(|glyph| is_right_to_left(glyph.chr)) {
                        let (left, right) = (glyph.pos.x, glyph.pos.x + glyph.advance_width);
                        let is_inside = left > first.left_points - 1.0 && right < last.right_points + 1.0;
                        assert!(is_inside, "{text}: {} at {left}–{right}, {first:?}, {last:?}", glyph.chr);
                    }
                    assert!(chars.windows(2).all(|pair| pair[0].right_points < pair[1].left_points + 0.1), "{chars:?}");
                    seen += 1;
                }
            }
        });
        output.textures_delta.clear();
        assert_eq!(seen, 2);
    }
}
