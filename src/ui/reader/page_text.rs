//! The text of the page as it is given to the toolkit: all that has one ink is one shape, so that room for its glyphs is made once in a
//! frame and not again and again.

use eframe::egui::emath::GuiRounding;
use eframe::egui::epaint::text::PlacedRow;
use eframe::egui::{Color32, Galley, Painter, Pos2, Rect};
use std::sync::Arc;

/// Text that was set, where it stands on the screen.
pub(super) struct PageText {
    pixels_per_point: f32,
    by_ink: Vec<(Color32, Galley)>,
}

impl PageText {
    pub fn new(pixels_per_point: f32) -> Self {
        Self { pixels_per_point, by_ink: Vec::new() }
    }

    /// Puts text that has no ink of its own at a place, as [`Painter::galley`] would.
    pub fn add(&mut self, at: Pos2, galley: &Galley, ink: Color32) {
        if galley.num_vertices == 0 {
            return;
        }
        let known = self.by_ink.iter().position(|(of, _)| *of == ink);
        let known = known.unwrap_or_else(|| {
            // The toolkit makes them from one text only: the rows of this one go, its name stays and means nothing.
            let mut all = galley.clone();
            all.rows.clear();
            (all.mesh_bounds, all.num_vertices, all.num_indices) = (Rect::NOTHING, 0, 0);
            self.by_ink.push((ink, all));
            self.by_ink.len() - 1
        });
        let text = &mut self.by_ink[known].1;
        // The toolkit puts shapes of text on whole pixels, but not the rows in them.
        let by = at.round_to_pixels(self.pixels_per_point).to_vec2();
        let rows = galley.rows.iter();
        text.rows.extend(rows.map(|placed| PlacedRow { pos: placed.pos + by, ..placed.clone() }));
        text.mesh_bounds |= galley.mesh_bounds.translate(by);
        text.num_vertices += galley.num_vertices;
        text.num_indices += galley.num_indices;
    }

    /// Draws all of it. Whatever else belongs to the page should be drawn before: what comes after the most text moves it to a larger room.
    pub fn paint(mut self, painter: &Painter) {
        self.by_ink.sort_by_key(|(_, text)| text.num_vertices);
        for (ink, galley) in self.by_ink {
            painter.galley(Pos2::ZERO, Arc::new(galley), ink);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::prepare;
    use eframe::egui::epaint::{ClippedShape, Primitive, Vertex};
    use eframe::egui::{Context, FontId, LayerId, RawInput, pos2};

    /// What a frame draws: the corners of all glyphs, in the order of their places.
    fn drawn(pixels_per_point: f32, draw: impl Fn(&Painter, [Arc<Galley>; 3])) -> Vec<Vertex> {
        let ctx = Context::default();
        prepare(&ctx);
        ctx.set_pixels_per_point(pixels_per_point);
        // The scale is that of the frame after.
        let frame = || {
            ctx.run_ui(RawInput::default(), |ui| {
                let set = ["Rain fell.", "", "雨停了。"].map(|text| {
                    ui.fonts_mut(|fonts| {
                        fonts.layout_no_wrap(text.to_owned(), FontId::proportional(15.0), Color32::PLACEHOLDER)
                    })
                });
                draw(&Painter::new(ui.ctx().clone(), LayerId::background(), Rect::EVERYTHING), set);
            })
        };
        frame().textures_delta.clear();
        let mut output = frame();
        output.textures_delta.clear();
        let shapes: Vec<ClippedShape> = output.shapes;
        let mut vertices = Vec::new();
        for primitive in ctx.tessellate(shapes, pixels_per_point) {
            if let Primitive::Mesh(mesh) = primitive.primitive {
                vertices.extend(mesh.vertices);
            }
        }
        vertices.sort_by(|a, b| (a.pos.y, a.pos.x).partial_cmp(&(b.pos.y, b.pos.x)).unwrap());
        vertices
    }

    #[test]
    fn text_drawn_together_is_where_it_is_when_drawn_alone() {
        let places = [pos2(3.3, 7.8), pos2(0.0, 0.0), pos2(40.45, 21.61), pos2(80.2, 33.3)];
        let inks = [Color32::BLACK, Color32::RED, Color32::BLACK, Color32::BLUE];
        for pixels_per_point in [1.0, 1.25, 2.0] {
            let alone = drawn(pixels_per_point, |painter, [a, b, c]| {
                for ((at, ink), galley) in places.into_iter().zip(inks).zip([&a, &b, &c, &a]) {
                    painter.galley(at, Arc::clone(galley), ink);
                }
            });
            let together = drawn(pixels_per_point, |painter, [a, b, c]| {
                let mut text = PageText::new(pixels_per_point);
                for ((at, ink), galley) in places.into_iter().zip(inks).zip([&a, &b, &c, &a]) {
                    text.add(at, galley, ink);
                }
                assert_eq!(text.by_ink.len(), 2, "black and blue");
                text.paint(painter);
            });
            assert!(alone.len() > 80, "{}", alone.len());
            assert_eq!(alone, together, "{pixels_per_point}");
        }
    }
}
