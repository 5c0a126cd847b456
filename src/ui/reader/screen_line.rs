//! One line of text on the screen: its glyphs moved to where the layout has its characters, and which character is where.

use super::ruby::RubyText;
use super::tables::family;
use crate::layout::{AdvanceTable, BlockLayout, Emphasis, PlacedChar, Setting};
use crate::text::{ByteSpan, Lang};
use eframe::egui::epaint::text::Row;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Ui};
use std::sync::Arc;

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

    /// Draws the pinyin of a part of the line.
    pub fn paint_ruby(&self, painter: &Painter, span: ByteSpan, ink: Color32) {
        for syllable in self.ruby.iter().filter(|syllable| span.contains(syllable.byte)) {
            painter.galley(self.at + syllable.offset, syllable.galley.clone(), ink);
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

/// The galley of a line of a block, without ink of its own, and its characters where the galley has them.
pub(super) fn set_line(
    ui: &Ui,
    text: &str,
    block: &BlockLayout,
    line: usize,
    advances: &AdvanceTable,
) -> (Arc<Galley>, Vec<PlacedChar>) {
    let mut chars = block.place_line(line, text, advances);
    let mut job = LayoutJob::default();
    for run in chars.chunk_by(|a, b| a.emphasis == b.emphasis) {
        let drawn: String = run.iter().map(|p| p.c).collect();
        let emphasis = run[0].emphasis;
        let font = FontId::new(block.style.size_points, family(block.style.face.emphasised(emphasis)));
        let italics = block.lang == Lang::En && emphasis == Some(Emphasis::Stressed);
        job.append(&drawn, 0.0, TextFormat { italics, ..TextFormat::simple(font, Color32::PLACEHOLDER) });
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let galley = move_glyphs(galley, &mut chars, block.style.setting != Setting::default(), ui.pixels_per_point());
    (galley, chars)
}

/// Moves the glyphs to the pens of their characters, and the boxes of joined characters to their glyphs: these know the kerning. The toolkit
/// gives one glyph for every character, and shares the galley with its cache, so what is moved is a copy.
fn move_glyphs(
    mut galley: Arc<Galley>,
    chars: &mut [PlacedChar],
    is_moved: bool,
    pixels_per_point: f32,
) -> Arc<Galley> {
    let mut shift = 0.0;
    let mut put = |chars: &mut [PlacedChar], i: usize, x: f32, advance_points: f32| {
        if chars[i].is_joined {
            chars[i].left_points = x + shift;
            chars[i].right_points = x + shift + advance_points;
            chars[i - 1].right_points = x + shift;
        } else if is_moved {
            // By whole pixels: glyphs are drawn for the place between pixels that they have.
            shift = ((chars[i].pen_points - x) * pixels_per_point).round() / pixels_per_point;
        }
        shift
    };
    if !is_moved {
        for (i, glyph) in galley.rows.first().iter().flat_map(|row| &row.row.glyphs).enumerate().take(chars.len()) {
            put(chars, i, glyph.pos.x, glyph.advance_width);
        }
        return galley;
    }
    let copy = Arc::make_mut(&mut galley);
    if let Some(placed) = copy.rows.first_mut() {
        let Row { glyphs, visuals, .. } = Arc::make_mut(&mut placed.row);
        for (i, glyph) in glyphs.iter_mut().enumerate().take(chars.len()) {
            let shift = put(chars, i, glyph.pos.x, glyph.advance_width);
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
