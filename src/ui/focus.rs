//! The ring around what has the keyboard: the same for menus, buttons and fields, whatever their own looks. Only draws.

use super::theme::Palette;
use eframe::egui::{Context, CornerRadius, Memory, Stroke, StrokeKind};

/// Width of the ring, which lies outside of what it surrounds.
const RING_POINTS: f32 = 2.0;

/// Draws the ring over the layer of what has the focus, cut where that is cut.
pub fn ring_ui(ctx: &Context, palette: &Palette) {
    // Asking for a response in the frame of a click elsewhere takes the focus away: a field that a button has opened, and given the keyboard,
    // in this very frame would lose it.
    if ctx.input(|input| input.pointer.any_click()) {
        return;
    }
    let Some(focused) = ctx.memory(Memory::focused).and_then(|id| ctx.read_response(id)) else { return };
    if !focused.interact_rect.is_positive() {
        return;
    }
    let painter = ctx.layer_painter(focused.layer_id).with_clip_rect(focused.interact_rect.expand(RING_POINTS));
    let ring = Stroke::new(RING_POINTS, palette.accent);
    painter.rect_stroke(focused.rect, CornerRadius::same(4), ring, StrokeKind::Outside);
}
