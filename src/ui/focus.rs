//! What has the keyboard: the ring around it, the same for menus, buttons and fields, whatever their own looks; and that it is in view.

use super::theme::Palette;
use eframe::egui::accesskit::{Action, ActionRequest, TreeId};
use eframe::egui::{Context, CornerRadius, Event, Id, Memory, Stroke, StrokeKind};

/// Width of the ring, which lies outside of what it surrounds.
const RING_POINTS: f32 = 2.0;

/// What was last brought into view.
#[derive(Debug, Default)]
pub struct Focus {
    followed: Option<Id>,
    /// What had the keyboard before a sheet was opened.
    below: Option<Id>,
    /// What is given it back.
    returning: Option<Id>,
}

impl Focus {
    /// True if something had the keyboard in the last frame; Esc takes it away before anyone is asked.
    pub fn was_taken(&self) -> bool {
        self.followed.is_some()
    }

    /// Keeps what has the keyboard, for whatever a sheet gives it to; to be called before keys are taken, as long as there is no sheet.
    pub fn keep(&mut self, ctx: &Context) {
        self.below = ctx.memory(Memory::focused);
    }

    /// Gives the keyboard back to what had it, if that is still there; to be called behind all that is drawn, with whether a sheet was closed.
    pub fn give_back(&mut self, ctx: &Context, is_closed: bool) {
        if let Some(id) = self.returning.take().filter(|_| ctx.memory(Memory::focused).is_none()) {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
        if is_closed && let Some(below) = self.below.take().filter(|id| ctx.read_response(*id).is_some()) {
            // To the toolkit the sheet covers all until the end of the next frame.
            self.returning = Some(below);
            ctx.request_repaint();
        }
    }

    /// Brings what has just been given the keyboard into view, if it is in a part that scrolls; to be called before anything is drawn.
    pub fn follow(&mut self, ctx: &Context) {
        if ctx.input(|input| input.pointer.any_click()) {
            return;
        }
        let id = ctx.memory(Memory::focused);
        if self.followed == id {
            return;
        }
        self.followed = id;
        let Some(focused) = id.and_then(|id| ctx.read_response(id)) else { return };
        if focused.interact_rect.contains_rect(focused.rect.shrink(1.0)) {
            return;
        }
        // As if a screen reader had asked for it: all that scrolls knows how.
        let request = ActionRequest {
            action: Action::ScrollIntoView,
            target_tree: TreeId::ROOT,
            target_node: focused.id.accesskit_id(),
            data: None,
        };
        ctx.input_mut(|input| input.events.push(Event::AccessKitActionRequest(request)));
    }
}

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
